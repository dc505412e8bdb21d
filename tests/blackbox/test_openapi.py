"""The OpenAPI document: valid, complete, and the same as the one in the repository."""
import json
import re

import pytest
from jsonschema import Draft202012Validator

from support.openapi import MOUNT, Document, fetch
from support.paths import REPO

ROUTES = {  # path with {} for each parameter -> methods
    "/projects": {"GET", "POST"}, "/projects/{}": {"GET", "PUT"},
    "/project_groups": {"GET", "POST"}, "/project_groups/{}": {"GET", "PUT", "DELETE"}, "/project_groups/{}/projects": {"GET"},
    "/project_groups/{}/projects/{}": {"PUT", "DELETE"},
    "/branches": {"GET", "POST"}, "/branches/{}": {"GET", "PUT"}, "/milestones": {"GET", "POST"}, "/milestones/{}": {"GET", "PUT"},
    "/users": {"GET", "POST"}, "/users/{}": {"GET", "PUT"},
    "/teams": {"GET", "POST"}, "/teams/{}": {"GET", "PUT", "DELETE"}, "/teams/{}/users": {"GET", "PUT", "DELETE"},
    "/teams/{}/users/{}": {"PUT", "DELETE"},
    "/stories": {"GET", "POST"}, "/stories/{}": {"GET", "PUT", "DELETE"}, "/stories/{}/tags": {"GET", "PUT", "DELETE"},
    "/stories/{}/tasks": {"GET", "POST"}, "/stories/{}/tasks/{}": {"GET", "PUT", "DELETE"},
    "/stories/{}/comments": {"GET", "POST"}, "/stories/{}/comments/{}": {"GET", "PUT", "DELETE"}, "/stories/{}/comments/{}/history": {"GET"},
    "/stories/{}/events": {"GET"}, "/stories/{}/events/{}": {"GET"},
    "/tags": {"GET", "POST"}, "/tags/{}": {"GET", "PUT", "DELETE"}, "/tasks": {"GET", "POST"}, "/tasks/{}": {"GET", "PUT", "DELETE"},
    "/task_statuses": {"GET"}, "/events": {"GET"}, "/events/{}": {"GET"}, "/systeminfo": {"GET"},
    "/stream": {"GET"},
}


@pytest.fixture(scope="module")
def document(server):
    return Document.of(server.port)


def operations(document):
    return list(document.operations())


def schemas(node, path=""):
    """Every schema in the document, with its place."""
    if isinstance(node, dict):
        for name, part in node.items():
            if name == "schema":
                yield f"{path}/{name}", part
            yield from schemas(part, f"{path}/{name}")
    elif isinstance(node, list):
        for number, part in enumerate(node):
            yield from schemas(part, f"{path}/{number}")


def references(node):
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield node["$ref"]
        for part in node.values():
            yield from references(part)
    elif isinstance(node, list):
        for part in node:
            yield from references(part)


def test_it_is_openapi_3_1_with_a_title_and_a_version(document):
    assert re.fullmatch(r"3\.1\.\d+", document.document["openapi"])
    assert document.document["info"]["title"] and document.document["info"]["version"]


def test_every_schema_is_a_valid_one(document):
    named = list(document.document.get("components", {}).get("schemas", {}).items())
    found = named + list(schemas(document.document["paths"]))
    assert len(named) > 10
    for place, schema in found:
        try:
            Draft202012Validator.check_schema(schema)
        except Exception as error:
            pytest.fail(f"{place}: {error}")


def test_every_reference_leads_somewhere(document):
    for reference in set(references(document.document)):
        document.resolver.resolve(reference)


def test_every_operation_is_described(document):
    names = [operation["operationId"] for _, _, operation in operations(document)]
    assert len(names) == len(set(names))
    for method, path, operation in operations(document):
        where = f"{method} {path}"
        assert operation.get("summary") or operation.get("description"), where
        assert any(status.startswith("2") for status in operation["responses"]), where
        assert all(response.get("description") or "$ref" in response
                   for response in operation["responses"].values()), where


def test_every_path_parameter_is_declared(document):
    for method, path, operation in operations(document):
        declared = {
            parameter["name"]
            for parameter in operation.get("parameters", []) + document.document["paths"][path].get("parameters", [])
            if parameter.get("in") == "path"
        }
        assert declared == set(re.findall(r"{([^}]*)}", path)), f"{method} {path}"


def test_every_path_lies_below_the_mount(document):
    assert {path for path in document.document["paths"] if path.startswith("/v1")} == set()
    assert any(path.startswith(MOUNT) for path in document.document["paths"])


def test_every_route_of_the_contract_is_there(document):
    documented = {}
    for method, path, _ in operations(document):
        if path.startswith(MOUNT):
            documented.setdefault(re.sub(r"{[^}]*}", "{}", path.removeprefix(MOUNT)), set()).add(method)
    missing = {path: methods - documented.get(path, set()) for path, methods in ROUTES.items()}
    assert {path: methods for path, methods in missing.items() if methods} == {}


@pytest.mark.parametrize(
    "path,parameters",
    [("/stories", {
        "title", "description", "status", "assignee_id", "creator_id", "project_group_id", "project_id", "tags",
        "updated_since", "marker", "offset", "limit", "tags_filter_type", "sort_field", "sort_dir"
    }),
     ("/tasks", {
         "title", "story_id", "assignee_id", "project_id", "project_group_id", "branch_id", "milestone_id", "status",
         "priority", "marker", "limit", "link", "sort_field", "sort_dir"
     }),
     ("/projects", {"marker", "offset", "limit", "name", "description", "project_group_id", "sort_field", "sort_dir"}),
     ("/project_groups", {"marker", "offset", "limit", "name", "title", "sort_field", "sort_dir"}),
     ("/branches", {"marker", "limit", "name", "project_id", "project_group_id", "sort_field", "sort_dir"}),
     ("/milestones", {"marker", "limit", "name", "branch_id", "sort_field", "sort_dir"}),
     ("/users", {"marker", "offset", "limit", "full_name", "email", "openid", "sort_field", "sort_dir"}),
     ("/teams", {"marker", "offset", "limit", "name", "description", "sort_field", "sort_dir"}),
     ("/tags", {"story_id", "name", "marker", "limit", "offset"}), ("/task_statuses", {"limit", "name"}),
     ("/events", {"story_id", "worklist_id", "board_id", "event_type", "offset", "limit", "sort_field", "sort_dir"}), ])
def test_every_parameter_of_the_contract_is_there(document, path, parameters):
    operation = document.document["paths"][MOUNT + path]["get"]
    assert parameters - {parameter["name"] for parameter in operation.get("parameters", [])} == set()


def test_the_document_in_the_repository_is_this_one(server):
    kept = REPO / "api/openapi.json"
    assert kept.exists(), "write the server's /api/openapi.json to api/openapi.json"
    assert json.loads(kept.read_bytes()) == json.loads(fetch(
        server.port)), "the interface changed: update api/openapi.json"
