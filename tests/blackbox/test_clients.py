"""The requests that real clients were seen to send, in their order, on the data set they were seen with."""
import pytest

from support.api import NOTHING, Api
from support.openapi import TIME
from support.paths import shared
from support.program import plenary

TOKENS = {"anon": None, "super": "valid_superuser_token", "user": "valid_user_token"}

EVENT = "event_type,event_info,story_id,worklist_id,board_id,author_id,comment_id,id,created_at,updated_at"
PROJECT = "name,description,is_active,repo_url,autocreate_branches,id,created_at,updated_at"
STORY = "title,description,is_bug,creator_id,story_type_id,status,task_statuses,tags,private,users,teams,id,created_at,updated_at"
BARE = "title,description,is_bug,creator_id,story_type_id,private,id,created_at,updated_at"
TASK = "title,status,creator_id,story_id,link,project_id,assignee_id,priority,branch_id,milestone_id,id,created_at,updated_at"
COMMENT = "content,is_active,in_reply_to,id,created_at,updated_at"
TAG = "name,popularity,id,created_at,updated_at"
USER = "full_name,openid,email,is_superuser,last_login,enable_login,id,created_at,updated_at"
GROUP = "name,title,id,created_at,updated_at"
BRANCH = "name,project_id,expired,expiration_date,autocreated,restricted,id,created_at,updated_at"

# who, method, path, body, status, X- headers as "Total" or "Total Limit", rows of a list (None: one object), members
SCRIPT = [
    ("super", "POST", "/projects", {"name": "acme/widget", "description": "Widgets"}, 200, {}, None, PROJECT),
    ("anon", "GET", "/projects/4", NOTHING, 200, {}, None, PROJECT),
    ("super", "PUT", "/projects/4", {"description": "Better widgets"}, 200, {}, None, PROJECT),
    ("anon", "GET", "/projects?name=widget", NOTHING, 200, {"X-Total": "1"}, 1, PROJECT),
    ("super", "POST", "/project_groups", {"name": "acme", "title": "ACME things"}, 200, {}, None, GROUP),
    ("super", "PUT", "/project_groups/4/projects/4", {}, 200, {}, None, PROJECT),
    ("super", "GET", "/project_groups/4/projects", NOTHING, 200, {}, 1, PROJECT),
    ("user", "POST", "/stories", {"title": "Widget is broken", "description": "It does not work"}, 200, {}, None, BARE),
    ("user", "POST", "/stories/7/tasks", {"title": "Fix widget", "project_id": 4, "status": "todo",
                                          "story_id": 7}, 200, {}, None, TASK),
    ("user", "POST", "/tasks",
     {"title": "Document widget", "project_id": 4, "story_id": 7, "status": "todo",
      "priority": "high"}, 200, {}, None, TASK),
    ("user", "PUT", "/tasks/6", {"status": "review", "assignee_id": 2}, 200, {}, None, TASK),
    ("anon", "GET", "/tasks/6", NOTHING, 200, {}, None, TASK),
    ("user", "GET", "/stories/7/tasks", NOTHING, 200, {"X-Limit": "None", "X-Total": "2"}, 2, TASK),
    ("user", "POST", "/stories/7/comments", {"content": "I can reproduce this"}, 200, {}, None, EVENT + ",comment"),
    ("user", "GET", "/stories/7/comments", NOTHING, 200, {"X-Total": "1"}, 1, COMMENT),
    ("user", "GET", "/stories/7/comments", NOTHING, 200, {"X-Total": "1"}, 1, COMMENT),
    ("user", "GET", "/stories/7/events", NOTHING, 200, {"X-Total": "6"}, 6, EVENT),
    ("user", "PUT", "/stories/7/tags", ["low-hanging-fruit",
                                        "widget"], 200, {}, None, STORY.replace("users,teams,", "")),
    ("user", "GET", "/stories/7/tags", NOTHING, 200, {}, 2, TAG),
    ("user", "GET", "/stories/7/tags", NOTHING, 200, {}, 2, TAG),
    ("user", "DELETE", "/stories/7/tags", ["widget"], 204, {}, None, ""),
    ("anon", "GET", "/stories/7", NOTHING, 200, {}, None, STORY),
    ("anon", "GET", "/stories?project_id=4&status=active&limit=10", NOTHING, 200, {"X-Limit": "10",
                                                                                   "X-Total": "1"}, 1, STORY),
    ("anon", "GET", "/stories?title=broken", NOTHING, 200, {"X-Total": "1"}, 1, STORY),
    ("anon", "GET", "/stories?tags=low-hanging-fruit", NOTHING, 200, {"X-Total": "1"}, 1, STORY),
    ("user", "PUT", "/stories/7", {"title": "Widget is very broken"}, 200, {}, None, STORY),
    ("user", "GET", "/stories", NOTHING, 200, {"X-Total": "6"}, 6, STORY),
    ("user", "POST", "/stories", {"title": "Secret widget flaw", "private": True}, 200, {}, None, BARE),
    ("user", "GET", "/users/self", NOTHING, 200, {}, None, USER),
    ("anon", "GET", "/users?full_name=user", NOTHING, 200, {"X-Total": "3"}, 3, USER),
    ("anon", "GET", "/teams", NOTHING, 200, {"X-Total": "2"}, 2, "name,id,created_at,updated_at"),
    ("anon", "GET", "/branches?project_id=4", NOTHING, 200, {"X-Total": "1"}, 1, BRANCH),
    ("anon", "GET", "/milestones", NOTHING, 200, {"X-Total": "2"}, 2,
     "name,branch_id,expired,expiration_date,id,created_at,updated_at"),
    ("anon", "GET", "/systeminfo", NOTHING, 200, {}, None, "version"),
    ("user", "DELETE", "/tasks/7", NOTHING, 204, {}, None, ""),
    ("user", "DELETE", "/stories/7", NOTHING, 403, {}, None, None),
    ("super", "DELETE", "/stories/7", NOTHING, 204, {}, None, ""),
    ("super", "DELETE", "/project_groups/4/projects/4", NOTHING, 204, {}, None, ""),
    ("super", "DELETE", "/project_groups/4", NOTHING, 204, {}, None, ""),
    ("anon", "POST", "/stories", {"title": "Anonymous story"}, 401, {}, None, None),
]

BOARTTY = [("user", "GET", "/systeminfo", NOTHING, 200, {}, None, "version"),
           ("user", "GET", "/users/self", NOTHING, 200, {}, None, USER),
           ("user", "GET", "/projects", NOTHING, 200, {"X-Total": "3"}, 3, PROJECT),
           ("user", "GET", "/users", NOTHING, 200, {"X-Total": "3"}, 3, USER),
           ("user", "GET", "/stories?project_id=1", NOTHING, 200, {"X-Total": "1"}, 1, STORY),
           ("user", "GET", "/stories/1/tags", NOTHING, 200, {}, 0, TAG),
           ("user", "GET", "/stories/1/tasks", NOTHING, 200, {"X-Limit": "None", "X-Total": "3"}, 3, TASK),
           ("user", "GET", "/stories/1/events", NOTHING, 200, {"X-Total": "3"}, 3, EVENT),
           ("user", "GET", "/stories?project_id=2", NOTHING, 200, {"X-Total": "2"}, 2, STORY),
           ("user", "GET", "/stories/2/tags", NOTHING, 200, {}, 0, TAG),
           ("user", "GET", "/stories/2/tasks", NOTHING, 200, {"X-Limit": "None", "X-Total": "1"}, 1, TASK),
           ("user", "GET", "/stories/2/events", NOTHING, 200, {"X-Total": "1"}, 1, EVENT),
           ("user", "GET", "/stories?project_id=1&updated_since=2026-11-22+14%3A38%3A44.115674%2B00%3A00", NOTHING, 200,
            {"X-Total": "0"}, 0, STORY), ]

CLIENTS = {
    "python-storyboardclient": (SCRIPT, {"User-Agent": "storyboardclient._apiclient",
                                         "Accept": "*/*"}, "application/json"),
    "boartty": (BOARTTY, {"User-Agent": "Boartty/0.1.0", "Accept": "application/json",
                          "Accept-Encoding": "identity"}, "application/json;charset=UTF-8"),
}


@pytest.fixture
def mock(start, store):
    plenary("import", "storyboard", shared("contract/mock.jsonl"), store=store)
    return start(store)


def caller(mock, who):
    return Api(mock.port, TOKENS[who], mount="/api/v1")


@pytest.mark.parametrize("steps,headers,content_type", CLIENTS.values(), ids=CLIENTS.keys())
def test_a_client_s_session_goes_as_it_did(mock, steps, headers, content_type):
    for who, method, path, body, status, paging, rows, members in steps:
        sent = {**headers, **({} if body is NOTHING else {"Content-Type": content_type})}
        answer = caller(mock, who).request(method, path, body, headers=sent).expect(status)
        assert answer.paging == paging, answer
        if members == "":
            assert answer.body == b"", answer
        elif members is not None:
            found = answer.json if rows is not None else [answer.json]
            assert rows is None or len(found) == rows, answer
            for row in found:
                shown = set(row) - ({"comment"} if rows is not None else set())  # there if the event has one
                assert shown == set(members.split(",")), answer


def test_boartty_writes_a_story(mock):
    user = caller(mock, "user")
    story = user.post("/stories", {"description": "", "title": "From a terminal"}).expect(200).json["id"]
    task = user.post(
        "/tasks/",
        {"assignee_id": None, "project_id": 1, "status": "todo", "title": "A task", "story_id": story, "link": None
         }).expect(200).json
    user.put(
        f"/tasks/{task['id']}", {
            "assignee_id": 2, "project_id": 1, "status": "review", "title": "A task", "story_id": story,
            "link": "https://review.example.org/1"
        }).expect(200)
    assert user.get(f"/stories/{story}/tags").expect(200).json == []
    user.put(f"/tags/{story}", ["new"]).expect(200)
    user.delete(f"/tags/{story}", ["new"]).expect(204)
    user.post(f"/stories/{story}/comments", {"content": "From a terminal, too"}).expect(200)
    user.delete(f"/tasks/{task['id']}", {}).expect(204)


def test_the_web_client_tags_by_parameters(mock):
    user = caller(mock, "user")
    accept = {"Accept": "application/json, text/plain, */*"}
    user.put("/stories/1/tags", headers=accept, tags=["one", "two"]).expect(200)
    assert sorted(user.get("/stories/1", headers=accept).expect(200).json["tags"]) == ["one", "two"]
    user.delete("/stories/1/tags", headers=accept, tags=["one", "two"]).expect(204)


def test_the_web_client_looks_a_number_up_everywhere(mock):
    found = {
        kind: caller(mock, "anon").get(f"/{kind}/6").status
        for kind in ("project_groups", "projects", "stories", "tasks")
    }
    assert found == {"project_groups": 404, "projects": 404, "stories": 404, "tasks": 404}
    assert caller(mock, "super").get("/stories/6").status == 200


def test_the_web_client_s_pages_and_typeaheads(mock):
    anon = caller(mock, "anon")
    assert anon.get("/stories", limit=2, offset=2, sort_field="id",
                    sort_dir="desc").expect(200).paging == {"X-Total": "5", "X-Limit": "2", "X-Offset": "2"}
    for path, name, text, total in (("/projects", "name", "project", "3"), ("/users", "full_name", "user", "3"),
                                    ("/project_groups", "name", "group1", "1"), ("/teams", "name", "test", "2")):
        assert anon.get(path, **{name: text}, limit=10).expect(200).paging == {"X-Total": total, "X-Limit": "10"}
    anon.get("/project_groups/search", q="x").refused(400, "Unknown argument")


def test_the_web_client_finds_a_token_bad_or_good(mock):
    assert caller(mock, "user").get("/systeminfo").expect(200).json["version"]
    Api(mock.port, "gone").get("/systeminfo").expect(401)


def test_the_example_story_of_the_contract_looks_the_same(mock):
    story = caller(mock, "anon").get("/stories/1").expect(200).json
    assert TIME.fullmatch(story["created_at"])
    assert story == {
        "title": "E Test story 1 - foo", "description": "Test Description - foo", "is_bug": True, "creator_id": None,
        "story_type_id": 1, "status": "active",
        "task_statuses": [{"key": "todo", "count": 0}, {"key": "merged", "count": 1}, {"key": "invalid", "count": 1},
                          {"key": "review", "count": 0}, {"key": "inprogress",
                                                          "count": 1}], "tags": [], "private": False, "users": [],
        "teams": [], "id": 1, "created_at": "2026-11-22T14:24:23+00:00", "updated_at": None
    }
