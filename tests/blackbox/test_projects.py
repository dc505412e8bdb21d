"""Projects and project groups."""
import pytest

from support.seed import ALL_THINGS, ATTIC, CORE, EMPTY_GROUP, ENGINE, GEAR, NOBODY
from support.world import fresh_name, make_project


@pytest.fixture
def group(ada):
    return ada.post("/project_groups", {"name": fresh_name("group"), "title": "A group"}).expect(200).json["id"]


def test_a_project_has_these_members(guest):
    assert guest.get(f"/projects/{ENGINE}").expect(200).json == {
        "name": "engine", "description": "What drives it", "is_active": True,
        "repo_url": "https://git.example.org/engine", "autocreate_branches": False, "id": ENGINE,
        "created_at": "2020-01-01T00:00:00+00:00", "updated_at": "2020-02-02T00:00:00+00:00"
    }


@pytest.mark.parametrize("path", ["/projects/2", "/projects/tools/gear", "/projects/tools%2Fgear"])
def test_a_project_is_found_by_id_and_by_name(guest, path):
    assert guest.get(path).expect(200).json["id"] == GEAR


@pytest.mark.parametrize("name", [NOBODY, "nothing", "tools", "tools/gear/box", "tools/%25", "engin_"])
def test_an_unknown_project_is_not_found(guest, name):
    guest.get(f"/projects/{name}").expect(404)


def test_inactive_projects_are_listed_too(guest):
    assert ATTIC in guest.get("/projects").ids


def test_projects_of_a_group_are_filtered(guest):
    assert guest.get("/projects", project_group_id=CORE).expect(200).ids == [ENGINE, GEAR]
    assert guest.get("/projects", project_group_id=EMPTY_GROUP).expect(200).paging == {"X-Total": "0"}


def test_a_new_project_gets_a_master_branch(ada, guest):
    name = fresh_name("acme/widget")
    project = ada.post("/projects", {"name": name, "description": "Widgets", "repo_url": None}).expect(200).json
    assert (project["name"], project["description"], project["is_active"], project["repo_url"]) == (name, "Widgets",
                                                                                                    True, None)
    assert guest.get(f"/projects/{name}").expect(200).json["id"] == project["id"]
    branch, = guest.get("/branches", project_id=project["id"]).expect(200).json
    assert (branch["name"], branch["restricted"], branch["expired"], branch["autocreated"]) == ("master", True, False,
                                                                                                False)


def test_a_project_changes_in_part(ada):
    project = make_project(ada, description="Before")
    changed = ada.put(f"/projects/{project['id']}", {"description": "After"}).expect(200).json
    assert (changed["name"], changed["description"]) == (project["name"], "After")
    assert changed["updated_at"] is not None
    ada.put(f"/projects/{project['id']}", {"repo_url": "https://git.example.net/x"}).expect(200)
    assert ada.put(f"/projects/{project['id']}", {"repo_url": None}).expect(200).json["repo_url"] is None
    ada.put(f"/projects/{NOBODY}", {"description": "x"}).expect(404)


def test_a_project_s_name_is_taken_once(ada):
    project = make_project(ada)
    ada.put(f"/projects/{project['id']}", {"name": "engine"}).refused(400, "already exists")
    assert ada.get(f"/projects/{project['id']}").json["name"] == project["name"]


def test_a_repo_url_has_a_longest_length(ada):
    ada.post("/projects", {"name": fresh_name(), "repo_url": "https://" + "x" * 247}).expect(200)
    ada.post("/projects", {"name": fresh_name(), "repo_url": "https://" + "x" * 248}).expect(400)


def test_a_project_cannot_be_deleted(ada):
    ada.request("DELETE", f"/projects/{ATTIC}", documented=False).expect(405)


def test_a_group_has_these_members(guest):
    assert guest.get(f"/project_groups/{CORE}").expect(200).json == {
        "name": "core", "title": "The core of it", "id": CORE, "created_at": "2020-01-01T00:00:00+00:00",
        "updated_at": None
    }


@pytest.mark.parametrize("path", ["/project_groups/2", "/project_groups/all/things", "/project_groups/all%2Fthings"])
def test_a_group_is_found_by_id_and_by_name(guest, path):
    assert guest.get(path).expect(200).json["id"] == ALL_THINGS
    assert guest.get(path + "/projects").expect(200).ids == [ENGINE, GEAR, ATTIC]


def test_an_unknown_group_is_not_found(guest, ada):
    for name in (NOBODY, "nothing", "all"):
        guest.get(f"/project_groups/{name}").expect(404)
        guest.get(f"/project_groups/{name}/projects").expect(404)
    ada.put(f"/project_groups/{NOBODY}", {"title": "Nothing"}).expect(404)
    ada.delete(f"/project_groups/{NOBODY}").refused(404, "Object not found")


def test_a_group_is_made_changed_and_deleted(ada, guest, group):
    assert ada.put(f"/project_groups/{group}", {"title": "Another title"}).expect(200).json["title"] == "Another title"
    ada.delete(f"/project_groups/{group}").expect(204)
    guest.get(f"/project_groups/{group}").expect(404)


def test_a_group_s_name_is_taken_once(ada):
    ada.post("/project_groups", {"name": "core", "title": "Another"}).refused(
        400, "Database object 'ProjectGroup' with field value 'core' already exists.")


@pytest.mark.parametrize("body", [[], [{}]], ids=["no body", "{}"])
def test_projects_join_and_leave_a_group(ada, guest, group, body):
    path = f"/project_groups/{group}/projects/{GEAR}"
    assert ada.put(path, *body).expect(200).json["name"] == "tools/gear"
    ada.put(path, *body).refused(400, f"The Project {GEAR} is already in Project Group {group}")
    assert guest.get(f"/project_groups/{group}/projects").ids == [GEAR]
    ada.delete(f"/project_groups/{group}").refused(400, "Project group must be empty.")
    ada.delete(path).expect(204)
    ada.delete(path).expect(400)
    ada.delete(f"/project_groups/{group}").expect(204)


def test_only_what_exists_joins_a_group(ada, group):
    ada.put(f"/project_groups/{group}/projects/{NOBODY}").refused(404, f"Project {NOBODY} not found")
    ada.put(f"/project_groups/{NOBODY}/projects/{GEAR}").expect(404)
    ada.delete(f"/project_groups/{group}/projects/{NOBODY}").expect(404)
