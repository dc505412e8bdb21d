"""Issue archives."""
import json
import re

import pytest

from support.paths import shared
from support.program import plenary, refused

ARCHIVES = ["oauth-wg+oauth-v2-1", "quicwg+datagram", "quicwg+multipath", "quicwg+qlog"]


def issue(number, **members):
    return {
        "number": number, "id": f"I_{number}", "title": f"Issue {number}",
        "url": f"https://github.com/acme/widget/issues/{number}", "state": "OPEN", "author": "mona",
        "authorAssociation": "NONE", "assignees": [], "labels": [], "body": "A body",
        "createdAt": "2020-01-02T03:04:05Z", "updatedAt": "2020-02-02T03:04:05Z", "closedAt": None, "comments": [],
        **members
    }


def remark(author, body, when):
    return {"author": author, "authorAssociation": "NONE", "body": body, "createdAt": when, "updatedAt": when}


OURS = {
    "magic": "E!vIA5L86J2I", "timestamp": "2020-03-01T00:00:00+00:00", "repo": "acme/widget",
    "labels": [{"name": "bug", "description": "", "color": "ffffff"}], "issues": [
        issue(1,
              labels=["bug", "help wanted"],
              assignees=["hubot", "mona"],
              comments=[
                  remark("hubot", "Second thought", "2020-01-03T00:00:00Z"),
                  remark("mona", "Third\r\nthought", "2020-01-04T00:00:00Z")
              ]),
        issue(3, title="x" * 300, body="", state="CLOSED", closedAt="2020-02-01T01:02:03Z", author="hubot"),
        issue(4, title="Hm", author=None, body="☃"),
    ], "pulls": [issue(2), issue(5)],
}


@pytest.fixture
def ours(tmp_path):
    file = tmp_path / "ours.json"
    file.write_text(json.dumps(OURS))
    return file


@pytest.fixture
def load(store, start):

    def loaded(source, project="acme/widget"):
        said = plenary("import", "github", source, "--project", project, store=store).said
        return said, start(store, {"api.guest_page": 100_000}).guest

    return loaded


def by_link(guest):
    """Link of the task -> (its story, the task)."""
    stories = {story["id"]: story for story in guest.get("/stories").expect(200).json}
    tasks = guest.get("/tasks").expect(200).json
    assert sorted(task["story_id"] for task in tasks) == sorted(stories)  # one each
    return {task["link"]: (stories[task["story_id"]], task) for task in tasks}


def utc(stamp):
    return stamp.replace("Z", "+00:00")


def test_an_issue_becomes_a_story_with_one_task(load, ours):
    _, guest = load(ours)
    users = {user["full_name"]: user for user in guest.get("/users").expect(200).json}
    story, task = by_link(guest)["https://github.com/acme/widget/issues/1"]
    assert (story["title"], story["description"], story["status"]) == ("Issue 1", "A body", "active")
    assert (story["created_at"], story["creator_id"]) == ("2020-01-02T03:04:05+00:00", users["mona"]["id"])
    assert sorted(story["tags"]) == ["bug", "help wanted"]
    assert (task["status"], task["assignee_id"]) == ("todo", users["hubot"]["id"])
    assert task["project_id"] == guest.get("/projects/acme/widget").expect(200).json["id"]


def test_a_closed_issue_is_merged_at_its_date(load, ours):
    _, guest = load(ours)
    story, task = by_link(guest)["https://github.com/acme/widget/issues/3"]
    assert story["status"] == "merged"
    assert (task["status"], task["updated_at"]) == ("merged", "2020-02-01T01:02:03+00:00")


def test_texts_that_break_the_api_s_rules_are_kept(load, ours):
    _, guest = load(ours)
    stories = by_link(guest)
    assert stories["https://github.com/acme/widget/issues/3"][0]["title"] == "x" * 300
    assert stories["https://github.com/acme/widget/issues/4"][0]["title"] == "Hm"
    assert stories["https://github.com/acme/widget/issues/4"][0]["creator_id"] is None


def test_comments_keep_their_order_authors_and_dates(load, ours):
    _, guest = load(ours)
    users = {user["full_name"]: user["id"] for user in guest.get("/users").json}
    story, _ = by_link(guest)["https://github.com/acme/widget/issues/1"]
    comments = guest.get(f"/stories/{story['id']}/comments").expect(200).json
    assert [(comment["content"], comment["created_at"])
            for comment in comments] == [("Second thought", "2020-01-03T00:00:00+00:00"),
                                         ("Third\r\nthought", "2020-01-04T00:00:00+00:00")]
    events = guest.get(f"/stories/{story['id']}/events", event_type="user_comment").expect(200).json
    assert [event["author_id"] for event in events] == [users["hubot"], users["mona"]]
    created, = guest.get(f"/stories/{story['id']}/events", event_type="story_created").expect(200).json
    assert created["created_at"] == "2020-01-02T03:04:05+00:00"


def test_authors_become_users_without_an_address_who_cannot_be_mixed_up(load, ours, store):
    load(ours)
    users = [
        json.loads(line)["row"]
        for line in plenary("export", "storyboard", "--table", "users", store=store).out.splitlines()
    ]
    assert sorted(user["full_name"] for user in users) == ["hubot", "mona"]
    assert {user["email"] for user in users} == {None} and not any(user["is_superuser"] for user in users)


def test_pulls_are_left_out_and_counted(load, ours):
    said, guest = load(ours)
    assert guest.get("/stories").total == 3
    assert re.search(r"\b2\b.*pull|pull\D*\b2\b", said, re.IGNORECASE), said


def test_a_second_run_changes_nothing(store, ours):
    plenary("import", "github", ours, "--project", "acme/widget", store=store)
    before = plenary("export", "storyboard", store=store).out
    plenary("import", "github", ours, "--project", "acme/widget", store=store)
    assert plenary("export", "storyboard", store=store).out == before


def test_a_later_archive_adds_what_is_new(store, ours, start):
    plenary("import", "github", ours, "--project", "acme/widget", store=store)
    later = {**OURS, "issues": [*OURS["issues"], issue(6, title="The newest one")]}
    ours.write_text(json.dumps(later))
    plenary("import", "github", ours, "--project", "acme/widget", store=store)
    assert start(store).guest.get("/stories").total == 4


def test_an_existing_project_is_used(seeded, start, ours):
    plenary("import", "github", ours, "--project", "tools/gear", store=seeded)
    guest = start(seeded).guest
    assert guest.get("/projects").total == 3
    assert guest.get("/tasks", project_id=2, link="github.com").total == 3


@pytest.mark.parametrize("text", ["", "{", "[]", '{"issues": 5}', '{"repo": "a/b", "issues": [{"number": 1}]}'])
def test_a_broken_archive_is_explained_and_nothing_is_stored(store, tmp_path, text):
    file = tmp_path / "broken.json"
    file.write_text(text)
    refused("import", "github", file, "--project", "acme/widget", store=store)
    exported = plenary("export", "storyboard", store=store).out
    assert '"stories"' not in exported and '"users"' not in exported


@pytest.mark.parametrize("name", ARCHIVES)
def test_a_real_archive_is_imported_whole(load, name):
    source = shared(f"data/issues/{name}.archive.json")
    archive = json.loads(source.read_text())
    said, guest = load(source, archive["repo"])
    assert str(len(archive["pulls"])) in said.replace(",", "")
    found = by_link(guest)
    assert set(found) == {one["url"] for one in archive["issues"]}
    names = {user["id"]: user["full_name"] for user in guest.get("/users").json}
    for one in archive["issues"]:
        story, task = found[one["url"]]
        assert (story["title"], story["description"] or "", story["created_at"]) == (one["title"], one["body"]
                                                                                     or "", utc(one["createdAt"]))
        assert names.get(story["creator_id"]) == one["author"]
        assert names.get(task["assignee_id"]) == (one["assignees"] or [None])[0]
        assert sorted(story["tags"]) == sorted(one["labels"])
        if one["state"] == "CLOSED":
            assert (task["status"], task["updated_at"], story["status"]) == ("merged", utc(one["closedAt"]), "merged")
        else:
            assert (task["status"], story["status"]) == ("todo", "active")
    remarks = sum(len(one["comments"]) for one in archive["issues"])
    assert guest.get("/events", event_type="user_comment", limit=1).total == remarks
    longest = max(archive["issues"], key=lambda one: len(one["comments"]))
    comments = guest.get(f"/stories/{found[longest['url']][0]['id']}/comments").expect(200).json
    assert [(comment["content"], comment["created_at"])
            for comment in comments] == [(one["body"], utc(one["createdAt"])) for one in longest["comments"]]
