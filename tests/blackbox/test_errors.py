"""The shapes of errors and their messages."""
import pytest

from support.api import Api
from support.seed import CRASH, NOBODY

FAULT = {"faultcode", "faultstring", "debuginfo"}


def is_a_fault(answer, status=400):
    answer.expect(status)
    body = answer.json
    assert FAULT <= set(body) <= FAULT | {"problems"}, answer
    assert (body["faultcode"], body["debuginfo"]) == ("Client", None)
    return body["faultstring"]


def is_a_schema_error(answer):
    body = answer.expect(400).json
    assert {"message", "field"} <= set(body) <= {"message", "field", "problems"}, answer
    return body["message"], body["field"]


@pytest.mark.parametrize("path,name,value", [("/stories?limit=abc", "limit", "abc"),
                                             ("/stories?marker=1.5", "marker", "1.5"),
                                             ("/projects?offset=x", "offset", "x"),
                                             ("/tasks?story_id=one", "story_id", "one"),
                                             ("/stories?assignee_id=me", "assignee_id", "me"), ])
def test_a_parameter_that_is_no_number_is_named(guest, path, name, value):
    message = is_a_fault(guest.get(path))
    assert message.startswith(f"Invalid input for field/attribute {name}. Value: '{value}'. unable to convert to int")


@pytest.mark.parametrize("path", [
    "/stories/abc", "/tasks/1.0", "/branches/x", "/milestones/x", "/events/x", "/tags/x", "/users/x",
    "/stories/x/tasks", "/stories/1/comments/x"
])
def test_an_id_that_is_no_number_is_a_fault(guest, path):
    message = is_a_fault(guest.get(path))
    assert message.startswith("Invalid input for field/attribute ") and "unable to convert to int" in message


@pytest.mark.parametrize("path", [
    "/stories", "/stories/1", "/tasks", "/projects", "/projects/1", "/project_groups", "/branches", "/milestones",
    "/users", "/teams", "/tags", "/events", "/stories/1/tasks", "/stories/1/tags", "/stories/1/comments",
    "/stories/1/events", "/task_statuses", "/systeminfo", "/tasks/1"
])
def test_an_unknown_parameter_is_refused_everywhere(guest, path):
    assert is_a_fault(guest.get(path, bogus="1")) == 'Unknown argument: "bogus"'


@pytest.mark.parametrize("path", ["/branches", "/milestones", "/tasks", "/stories/1/tasks", "/stories/1/comments"])
def test_a_listing_without_offset_refuses_it(guest, path):
    assert is_a_fault(guest.get(path, offset=1)) == 'Unknown argument: "offset"'


def test_the_event_stream_has_no_marker(guest):
    assert is_a_fault(guest.get("/events", marker=1)) == 'Unknown argument: "marker"'


@pytest.mark.parametrize("path,argument,body",
                         [("/stories", "story", {"title": "A fine title"}),
                          ("/tasks", "task", {"title": "A fine title", "story_id": 1, "project_id": 1}),
                          ("/projects", "project", {"name": "fine"}),
                          ("/project_groups", "project_group", {"name": "fine", "title": "Fine"}),
                          ("/branches", "branch", {"name": "fine", "project_id": 1}),
                          ("/milestones", "milestone", {"name": "fine", "branch_id": 1}),
                          ("/users", "user", {"full_name": "Fine", "email": "fine@example.org"}),
                          ("/teams", "team", {"name": "fine"}),
                          ("/stories/1/comments", "comment", {"content": "Fine"}), ])
def test_an_unknown_member_is_refused(ada, path, argument, body):
    assert is_a_fault(ada.post(path, {**body, "bogus": 1})) == f"Unknown attribute for argument {argument}: bogus"


def test_an_unknown_member_of_a_change_is_refused(ben):
    assert is_a_fault(ben.put("/stories/1", {"bogus": 1})) == "Unknown attribute for argument story: bogus"


@pytest.mark.parametrize("path,body,message,field",
                         [("/stories", {}, "'title' is a required property", ""),
                          ("/stories", {"title": "abc"}, "'abc' is too short", "title"),
                          ("/stories", {"title": "x" * 256}, f"'{'x' * 256}' is too long", "title"),
                          ("/stories", {"title": 5}, "5 is not of type 'string'", "title"),
                          ("/tasks", {"title": "ab", "story_id": 1, "project_id": 1}, "'ab' is too short", "title"),
                          ("/projects", {"name": "ab"}, "'ab' is too short", "name"),
                          ("/projects", {"description": "nameless"}, "'name' is a required property", ""),
                          ("/projects", {"name": "x" * 101}, f"'{'x' * 101}' is too long", "name"),
                          ("/project_groups", {"name": "fine"}, "'title' is a required property", ""),
                          ("/project_groups", {"name": "fine", "title": "ab"}, "'ab' is too short", "title"),
                          ("/branches", {"name": "ab", "project_id": 1}, "'ab' is too short", "name"),
                          ("/milestones", {"name": "ab", "branch_id": 1}, "'ab' is too short", "name"),
                          ("/users", {"full_name": "Al", "email": "al@example.org"}, "'Al' is too short", "full_name"),
                          ("/users", {"full_name": "Alan", "email": "a@b"}, "'a@b' is too short", "email"),
                          ("/users", {"full_name": "Alan"}, "'email' is a required property", ""),
                          ("/teams", {"name": "ab"}, "'ab' is too short", "name"), ])
def test_a_body_that_breaks_a_length_or_type_says_so(ada, path, body, message, field):
    assert is_a_schema_error(ada.post(path, body)) == (message, field)


def test_a_change_is_checked_like_a_creation_but_may_leave_members_out(ben):
    story = ben.post("/stories", {"title": "A story to change"}).json["id"]
    assert is_a_schema_error(ben.put(f"/stories/{story}", {"title": "abc"})) == ("'abc' is too short", "title")
    ben.put(f"/stories/{story}", {"description": "only this"}).expect(200)


def test_lengths_count_characters_not_bytes(ben):
    ben.post("/stories", {"title": "☃" * 255}).expect(200)
    ben.post("/stories", {"title": "𝄞" * 255}).expect(200)
    assert is_a_schema_error(ben.post("/stories", {"title": "☃" * 4}))[1] == "title"


@pytest.mark.parametrize("path,extra", [("/projects", {}), ("/project_groups", {"title": "Fine"}), ("/teams", {})])
@pytest.mark.parametrize("name",
                         ["with space", "trailing-", "-leading", "double--dash", "ümlaut", "semi;colon", "a/b/"])
def test_a_name_that_breaks_the_pattern_is_a_fault(ada, path, extra, name):
    message = is_a_fault(ada.post(path, {"name": name, **extra}))
    assert message.startswith("Invalid input for field/attribute name.")
    assert r"Value should match the pattern ^[a-zA-Z0-9]+([_\-\./]?[a-zA-Z0-9]+)*$" in message


def test_a_value_outside_an_enumeration_is_a_fault(ben):
    for member, allowed in (("status", "inprogress"), ("priority", "medium")):
        message = is_a_fault(ben.post("/tasks", {"title": "A task", "story_id": CRASH, "project_id": 1, member: "x"}))
        assert message.startswith(f"Invalid input for field/attribute {member}. Value: 'x'. Value should be one of: ")
        assert allowed in message


def test_all_problems_are_listed_beside_the_first(ada):
    answer = ada.post("/project_groups", {"name": "ab", "title": 7})
    message, field = is_a_schema_error(answer)
    problems = answer.json["problems"]
    assert {problem["field"] for problem in problems} == {"name", "title"}
    assert (problems[0]["message"], problems[0]["field"]) == (message, field)


def test_several_unknown_members_are_all_listed(ben):
    answer = ben.post("/stories", {"title": "A fine title", "bogus": 1, "wrong": 2})
    assert is_a_fault(answer).startswith("Unknown attribute for argument story: ")
    assert len(answer.json["problems"]) == 2


def test_a_missing_row_a_taken_name_and_a_bad_reference_are_faults(ada, ben, guest):
    is_a_fault(guest.get(f"/stories/{NOBODY}"), 404)
    assert is_a_fault(ada.post(
        "/projects", {"name": "engine"})) == "Database object 'Project' with field value 'engine' already exists."
    message = is_a_fault(ben.put("/tasks/1", {"assignee_id": NOBODY}))
    assert message.startswith("Foreign key error. Error in object 'Task'. Field 'assignee_id' value '")
    assert message.endswith("' is invalid.")


def test_an_error_tells_nothing_of_the_database(ada, ben):
    for answer in (ada.post("/projects", {"name": "engine"}), ben.put("/tasks/1", {"assignee_id": NOBODY})):
        text = answer.body.decode().lower()
        assert not [
            word for word in ("sqlite", "postgres", "select ", "insert ", "constraint", "ibfk") if word in text
        ], answer


def test_bad_sorting_is_a_fault(guest):
    assert is_a_fault(guest.get("/stories", sort_field="bogus")) == "Invalid sort_field [bogus]"
    assert is_a_fault(guest.get("/stories", sort_dir="up")).startswith("Unknown sort direction, must be one of: ")


def test_the_login_wins_over_the_body(guest, ben):
    guest.post("/stories", {"title": "abc"}).expect(401)
    ben.post("/projects", {"name": "ab"}).expect(403)


@pytest.mark.parametrize("accept", ["application/json", "*/*", None])
def test_errors_of_every_kind_keep_their_status_whatever_is_accepted(server, accept):
    caller = Api(server.port, accept=accept)
    caller.post("/stories", {"title": "Nobody's story"}).expect(401)
    caller.get(f"/stories/{NOBODY}").expect(404)
    caller.get("/stories?limit=x").expect(400)
    caller.request("GET", "/nothing", documented=False).expect(404)
