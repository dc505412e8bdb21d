"""Who may not see a story learns nothing of it: every answer is byte for byte that for a story which doesn't exist."""
import re
from typing import NamedTuple

import pytest

from support.openapi import MOUNT, Document
from support.seed import ADA, BEN, BENS_SECRET, BENS_TASK, CLEO, EVE, NOBODY, TEAM_SECRET, TEAM_TASK, VMT
from support.world import fresh_name, make_comment, make_private_story, make_story, make_task, new_events

# Every route that shows one story or a part of it. {}: the story, its task, comment, event.
STORY_ROUTES = [
    "/stories/{story}", "/stories/{story}/tasks", "/stories/{story}/tasks/{task}", "/stories/{story}/comments",
    "/stories/{story}/comments/{comment}", "/stories/{story}/comments/{comment}/history", "/stories/{story}/events",
    "/stories/{story}/events/{event}", "/stories/{story}/tags", "/tasks/{task}", "/events/{event}"
]
# Listings that may mention a story, asked for it alone.
FILTERED_ROUTES = [
    "/tasks?story_id={story}", "/events?story_id={story}", "/tags?story_id={story}", "/stories?title={title}",
    "/stories?tags={tag}", "/tasks?title={title}", "/stories?creator_id={author}&title={title}",
    "/tasks?story_id={story}&status=todo", "/stories?status=active&title={title}", "/stories?project_id=1&title={title}",
    "/stories/search?q=%22{title}%22", "/stories/search?q=%22{title}%22&sort_field=title",
    "/tasks/search?q=%22{title}%22", "/stories?query=%22{title}%22", "/tasks?query=%22{title}%22",
    "/stories?query=tag:{tag}", "/tasks?query=tag:{tag}"
]
# What has nothing to do with stories, or only lists them.
OTHER_ROUTES = {
    "/users/{}/tokens", "/users/{}/tokens/{}", "/users/{}/preferences",
    "/stories/search", "/stories/similar", "/tasks/search", "/projects/search", "/users/search",  # and test_search.py
    "/stories", "/tasks", "/events", "/tags", "/tags/{}", "/projects", "/projects/{}", "/project_groups",
    "/project_groups/{}", "/project_groups/{}/projects", "/branches", "/branches/{}", "/milestones", "/milestones/{}",
    "/users", "/users/{}", "/users/self", "/teams", "/teams/{}", "/teams/{}/users", "/task_statuses", "/systeminfo",
    # Where test_privacy_matrix.py and the tests of each feature look closer:
    "/stream", "/subscriptions", "/subscriptions/{}", "/subscription_events", "/subscription_events/{}",
    "/worklists", "/worklists/{}", "/worklists/{}/items", "/worklists/{}/filters", "/worklists/{}/filters/{}",
    "/worklists/{}/permissions",
    "/boards", "/boards/{}", "/boards/{}/permissions", "/due_dates", "/due_dates/{}", "/due_dates/{}/permissions"
}


class Hidden(NamedTuple):
    story: int
    task: int
    comment: int
    event: int
    title: str
    tag: str
    author: int


READERS = {"guest": None, "a stranger": EVE, "a superuser": ADA, "who is on the list": BEN, "a team's member": CLEO}
# Each kind of story and who may read it.
KINDS = {
    "public": {"guest", "a stranger", "a superuser", "who is on the list",
               "a team's member"}, "private by list": {"who is on the list"}, "private by team": {"a team's member"},
    "made private later": {"who is on the list"}, "closed to its team later": {"who is on the list"}, "deleted": set()
}


@pytest.fixture(scope="module")
def stories(server):
    """One story of each kind, with a task, a comment and a tag."""
    ben, cleo, ada = server.as_(BEN), server.as_(CLEO), server.as_(ADA)
    made = {kind: furnished(ben) for kind in KINDS}

    def change(kind, by=ben, **members):
        by.put(f"/stories/{made[kind].story}", members).expect(200)

    change("private by list", private=True, users=[{"id": BEN.id}])
    change("made private later", private=True)
    change("closed to its team later", private=True, users=[{"id": BEN.id}], teams=[{"id": VMT}])
    change("closed to its team later", teams=[])
    change("private by team", cleo, private=True, users=[], teams=[{"id": VMT}])
    ada.delete(f"/stories/{made['deleted'].story}").expect(204)
    return made


def furnished(api):
    story = make_story(api)["id"]
    task = make_task(api, story)
    comment = make_comment(api, story)["id"]
    tag = fresh_name("tag")
    api.put(f"/stories/{story}/tags", [tag]).expect(200)
    api.put(f"/stories/{story}", {"title": task["title"]}).expect(200)  # one title finds both
    event = api.get(f"/stories/{story}/events").ids[0]
    return Hidden(story, task["id"], comment, event, task["title"], tag, BEN.id)


NOTHING_THERE = Hidden(NOBODY, NOBODY + 1, NOBODY + 2, NOBODY + 3, "no-such-title-x", "no-such-tag-x", BEN.id)


def caller(server, reader):
    person = READERS[reader]
    return server.as_(person) if person else server.guest


def disguised(answer, hidden):
    """What an answer tells, with the ids that were asked for made alike."""
    ids = "|".join(str(number) for number in (hidden.story, hidden.task, hidden.comment, hidden.event))
    body = re.sub(rb"\b(%s)\b" % ids.encode(), b"ID", answer.body)
    return answer.status, answer.headers["Content-Type"], answer.paging, body


def asks(route, hidden):
    return route.format(**{name: str(value).replace(" ", "+") for name, value in hidden._asdict().items()})


def test_every_readable_route_is_in_this_table(server):
    documented = {
        re.sub(r"{[^}]*}", "{}", path.removeprefix(MOUNT))
        for method, path, _ in Document.of(server.port).operations() if method == "GET" and path.startswith(MOUNT)
    }
    listed = {re.sub(r"{[^}]*}", "{}", route) for route in STORY_ROUTES} | OTHER_ROUTES
    assert documented - listed == set(), "say here what these routes may show of a private story"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("route", STORY_ROUTES)
def test_a_route_shows_a_story_to_its_readers_and_nothing_to_others(server, stories, route, reader, kind):
    api, hidden = caller(server, reader), stories[kind]
    answer = api.get(asks(route, hidden))
    if reader in KINDS[kind]:
        answer.expect(200)
    else:
        assert disguised(answer, hidden) == disguised(api.get(asks(route, NOTHING_THERE)), NOTHING_THERE)
        answer.expect(404)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("route", FILTERED_ROUTES)
def test_a_listing_holds_a_story_for_its_readers_and_nothing_for_others(server, stories, route, reader, kind):
    api, hidden = caller(server, reader), stories[kind]
    answer = api.get(asks(route, hidden)).expect(200)
    if reader in KINDS[kind]:
        assert len(answer.json) >= 1
    else:
        assert disguised(answer, hidden) == disguised(api.get(asks(route, NOTHING_THERE)), NOTHING_THERE)


@pytest.mark.parametrize("reader", READERS)
def test_whole_listings_hold_and_count_only_what_one_may_see(server, stories, reader):
    api = caller(server, reader)
    hidden = {stories[kind].story for kind in KINDS if reader not in KINDS[kind]}
    for path, member in (("/stories", "id"), ("/tasks", "story_id"), ("/events", "story_id")):
        answer = api.get(path).expect(200)
        assert not hidden & {row[member] for row in answer.json}, path
        assert answer.total == len(answer.json)
        assert api.get(path, limit=1).total == answer.total


@pytest.mark.parametrize("story,task,person", [(BENS_SECRET, BENS_TASK, BEN), (TEAM_SECRET, TEAM_TASK, CLEO)],
                         ids=["by list", "by team"])
def test_imported_private_stories_are_kept_as_well(server, story, task, person):
    for reader in READERS.values():
        api = server.as_(reader) if reader else server.guest
        for path in (f"/stories/{story}", f"/tasks/{task}", f"/stories/{story}/comments"):
            api.get(path).expect(200 if reader == person else 404)


@pytest.mark.parametrize("method,route,body", [("PUT", "/stories/{story}", {"title": "Taken over"}),
                                               ("PUT", "/stories/{story}", {"private": False}),
                                               ("POST", "/stories/{story}/comments", {"content": "Blind"}),
                                               ("POST", "/stories/{story}/tasks", {"title": "Blind", "project_id": 1}),
                                               ("PUT", "/stories/{story}/tags", ["blind"]),
                                               ("DELETE", "/stories/{story}/tags", ["blind"]),
                                               ("PUT", "/tags/{story}", ["blind"]),
                                               ("DELETE", "/tags/{story}", ["blind"]),
                                               ("PUT", "/tasks/{task}", {"title": "Blind"}),
                                               ("DELETE", "/tasks/{task}", {}),
                                               ("PUT", "/stories/{story}/tasks/{task}", {"title": "Blind"}),
                                               ("DELETE", "/stories/{story}/tasks/{task}", {}),
                                               ("DELETE", "/stories/{story}", {}), ],
                         ids=str)
@pytest.mark.parametrize("reader", ["a stranger", "a superuser"])
def test_a_write_to_what_one_cannot_see_does_nothing_and_tells_nothing(server, stories, reader, method, route, body):
    api, ben, hidden = caller(server, reader), server.as_(BEN), stories["private by list"]

    def state():
        return [ben.get(asks(path, hidden)).expect(200).json for path in STORY_ROUTES]

    before = state()
    refused, nothing = (api.request(method, asks(route, one), body) for one in (hidden, NOTHING_THERE))
    assert disguised(refused, hidden) == disguised(nothing, NOTHING_THERE)
    assert state() == before


def test_a_task_cannot_be_put_into_a_story_one_cannot_see(server, stories, eve):
    own = make_story(eve)["id"]
    task = make_task(eve, own)["id"]
    for hidden in (stories["private by list"], NOTHING_THERE):
        eve.put(f"/tasks/{task}", {"story_id": hidden.story}).expect(404)
        eve.post("/tasks", {"title": "Smuggled", "story_id": hidden.story, "project_id": 1}).expect(404)
    assert eve.get(f"/tasks/{task}").json["story_id"] == own


def test_a_hidden_comment_cannot_be_answered(server, stories, eve):
    own = make_story(eve)["id"]
    asked = [(hidden, eve.post(f"/stories/{own}/comments", {"content": "I guess", "in_reply_to": hidden.comment}))
             for hidden in (stories["private by list"], NOTHING_THERE)]
    assert disguised(asked[0][1], asked[0][0]) == disguised(asked[1][1], asked[1][0])


def test_a_marker_does_not_tell_whether_a_hidden_row_exists(server, stories, eve):
    for path, number in (("/stories", stories["private by list"].story), ("/tasks", stories["private by list"].task)):
        hidden, nothing = (eve.get(path, marker=marker, limit=2) for marker in (number, NOBODY))
        assert (hidden.paging, hidden.body) == (nothing.paging, nothing.body)


def test_the_popularity_of_a_tag_does_not_count_what_one_cannot_see(server, ben, eve, guest):
    tag = fresh_name("telltale")
    ben.put(f"/stories/{make_story(ben)['id']}/tags", [tag]).expect(200)
    ben.put(f"/stories/{make_private_story(ben, BEN)['id']}/tags", [tag]).expect(200)
    for api, popularity in ((guest, 1), (eve, 1), (ben, 2)):
        listed, = api.get("/tags", name=tag).expect(200).json
        assert listed["popularity"] == popularity
        assert api.get(f"/tags/{listed['id']}").expect(200).json["popularity"] == popularity


def test_whoever_leaves_a_team_loses_its_stories_at_once(fresh):
    cleo, ada = fresh.as_(CLEO), fresh.as_(ADA)
    cleo.get(f"/stories/{TEAM_SECRET}").expect(200)
    ada.delete(f"/teams/{VMT}/users/{CLEO.id}").expect(204)
    cleo.get(f"/stories/{TEAM_SECRET}").expect(404)
    assert TEAM_SECRET not in cleo.get("/stories").ids
    ada.put(f"/teams/{VMT}/users/{EVE.id}").expect(200)
    fresh.as_(EVE).get(f"/stories/{TEAM_SECRET}").expect(200)
    assert TEAM_SECRET in fresh.as_(EVE).get("/stories").ids


def test_a_task_in_a_private_story_can_be_deleted_by_its_readers(server, ben):
    story = make_private_story(ben, BEN)["id"]
    task = make_task(ben, story)["id"]
    recorded = new_events(ben, story, lambda: ben.delete(f"/tasks/{task}").expect(204))
    ben.get(f"/tasks/{task}").expect(404)
    assert [kind for kind, _ in recorded] == ["task_deleted"]


def test_a_moved_task_is_seen_as_its_new_story_is(server, ben, guest):
    public, private = make_story(ben)["id"], make_private_story(ben, BEN)["id"]
    task = make_task(ben, public)["id"]
    ben.put(f"/tasks/{task}", {"story_id": private}).expect(200)
    guest.get(f"/tasks/{task}").expect(404)
    ben.put(f"/tasks/{task}", {"story_id": public}).expect(200)
    guest.get(f"/tasks/{task}").expect(200)
