"""Every route of the server's own table x every kind of reader x every state of a thing: who may not see it is answered as
if it had never been, byte for byte. A route with a number in its path that this file does not know fails the first test."""
import json
import re
import time
from typing import NamedTuple

import pytest

from support.api import NOTHING
from support.openapi import MOUNT, Document
from support.program import Server
from support.seed import ADA, BEN, DAN, ENGINE, EVE, EXPIRED_TOKENS
from support.world import fresh_name, make_comment, make_story, make_task, make_user

# What a number (or name) in a path may stand for. Things that some may not see:
HIDDEN = {"story": "story", "task": "task", "comment": "comment", "event": "event", "list": "worklist", "item": "card",
          "filter": "filter", "board": "board", "due_date": "due_date", "subscription": "subscription",
          "subscription_event": "subscription_event", "token": "token"}
# … and what everybody may see: nothing follows from these.
OPEN = {"project": ENGINE, "group": 1, "branch": 1, "milestone": 1, "user": BEN.id, "team": 1, "tag": 1, "arguments": "1"}
# Under /tags, PUT and DELETE take a story's number.
STORY_UNDER_TAGS = {("PUT", "/tags/{tag}"), ("DELETE", "/tags/{tag}")}

# Query parameters that name a thing, and those that find one by its words.
BY_NUMBER = {"story_id": "story", "task_id": "task", "worklist_id": "worklist", "board_id": "board", "list_id": "worklist",
             "due_date_id": "due_date", "item_id": "card", "in_reply_to": "comment"}
BY_WORDS = {"title", "q", "query", "description", "link", "name"}
PHRASED = {"q", "query"}  # where words stand for themselves, other things have some of them too
FINDS_ALIKE = {"/stories/similar"}  # the same: test_search.py looks at it
HARMLESS = {"project_id", "project_group_id", "branch_id", "milestone_id", "assignee_id", "creator_id", "subscriber_id",
            "user_id", "author_id", "target_id", "story_type_id"}
MARKED = {"/stories": "story", "/tasks": "task", "/stories/{story}/tasks": "task", "/stories/{story}/comments": "comment",
          "/stories/{story}/events": "event", "/events": "event", "/worklists": "worklist", "/boards": "board"}
NOT_ASKED = {"/stream"}  # never ends; its own tests look at what it shows

# Bodies that would be taken if the thing were there.
BODIES = {
    "change_story": {"title": "A changed title"}, "change_task": {"title": "A changed title"},
    "change_task_of_story": {"title": "A changed title"}, "create_task_of_story": {"title": "A new task", "project_id": ENGINE},
    "create_comment": {"content": "Words"}, "change_comment": {"content": "Words"}, "tag_story": ["a-tag"], "add_tags": ["a-tag"],
    "untag_story": ["a-tag"], "remove_tags": ["a-tag"], "change_worklist": {"title": "A changed title"},
    "change_board": {"title": "A changed title"}, "change_due_date": {"name": "A changed name"},
    "create_worklist_item": {"item_id": 1, "item_type": "story", "list_position": 0},
    "change_worklist_item": {"list_position": 0}, "change_token": {"expires_in": 60},
    "create_worklist_filter": {"type": "Story", "filter_criteria": [{"title": "Engine", "field": "Project", "value": "1"}]},
    "change_worklist_filter": {"type": "Story", "filter_criteria": []},
}
FREE_BODIES = ["change_worklist_permission", "create_worklist_permission", "change_permission_of_board",
               "add_permission_of_board", "change_permission_of_due_date", "add_permission_of_due_date"]
BODIES.update({name: {"codename": "move_items", "users": [1]} for name in FREE_BODIES})
# Routes whose body names the thing.
NAMED_IN_BODY = {
    "create_task": ("story", lambda n: {"title": "A new task", "project_id": ENGINE, "story_id": n}),
    "create_subscription": ("story", lambda n: {"target_type": "story", "target_id": n}),
    "create_worklist_item": ("story", lambda n: {"item_id": n, "item_type": "story", "list_position": 0}),
}

STATES = ["public", "private", "made private later", "deleted"]
STORY_READERS = {"listed user", "team member"}  # of a private story
FOLLOWED = {"public": ("project", 1), "private": ("project", 2), "made private later": ("project", 3),
            "deleted": ("project_group", 1)}
LIST_READERS = {"owner", "worklist user"}  # of a private worklist, board, due date
READERS = ["guest", "outsider", "creator", "listed user", "team member", "former member", "worklist user", "owner",
           "superuser", "disabled user", "expired token"]
DEAD = {"disabled user", "expired token"}


class Person(NamedTuple):
    id: int
    token: str


class World:
    """One of each thing in each state, and one of each person."""

    def __init__(self, server):
        self.server, self.ada = server, server.as_(ADA)
        self.people = {name: self.person() for name in ("creator", "listed user", "team member", "former member",
                                                        "worklist user", "owner")}
        self.people |= {"outsider": EVE, "superuser": ADA, "disabled user": DAN,
                        "expired token": Person(BEN.id, EXPIRED_TOKENS["regular user"])}
        self.team = self.ada.post("/teams", {"name": fresh_name("team")}).expect(200).json["id"]
        for name in ("team member", "former member"):
            self.ada.put(f"/teams/{self.team}/users/{self.people[name].id}").expect(200)
        self.apis = {name: self.api(name) for name in READERS}
        self.followed = {state: self.follow(*what) for state, what in FOLLOWED.items()}
        self.things = {state: self.make(state) for state in STATES}
        self.ada.delete(f"/teams/{self.team}/users/{self.people['former member'].id}").expect(204)
        for things in self.things.values():
            things |= self.told(things)
        self.never = self.numbers_never_given()

    def follow(self, kind, number):
        if not self.serves("/subscriptions"):
            return None
        return self.ada.post("/subscriptions", {"target_type": kind, "target_id": number}).expect(200).json["id"]

    def person(self):
        user = make_user(self.ada)
        token = self.ada.post(f"/users/{user['id']}/tokens", {"user_id": user["id"], "expires_in": 3600}).expect(200).json
        return Person(user["id"], token["access_token"])

    def api(self, name):
        return self.server.guest if name == "guest" else self.server.as_(self.people[name])

    def serves(self, path):
        return MOUNT + path in Document.of(self.server.port).document["paths"]

    def make(self, state):
        creator, owner, hidden = self.apis["creator"], self.apis["owner"], state == "private"
        listed = {"users": [{"id": self.people["listed user"].id}, {"id": self.people["creator"].id}],
                  "teams": [{"id": self.team}]}
        title = fresh_name("Needle").replace("-", "")  # one word, for searches
        story = make_story(creator, title=title, **({"private": True, **listed} if hidden else {}))["id"]
        things = {"story": story, "task": make_task(creator, story, title=title)["id"],
                  "comment": make_comment(creator, story, title)["id"], "title": title}
        things["event"] = creator.get(f"/stories/{story}/events").ids[-1]
        things |= self.make_lists(owner, things, title, hidden)
        # Taken off the list again: who made it need not be its reader.
        if hidden or state == "made private later":
            creator.put(f"/stories/{story}", {"private": True, **listed}).expect(200)
            creator.put(f"/stories/{story}", {"users": listed["users"][:1]}).expect(200)
        if state == "made private later":
            for kind, path in (("worklist", "worklists"), ("automatic", "worklists"), ("board", "boards"), ("due_date", "due_dates")):
                if kind in things:
                    owner.put(f"/{path}/{things[kind]}", {"private": True}).expect(200)
        if state == "deleted":
            self.ada.delete(f"/stories/{story}").expect(204)
        things["token"] = self.ada.post(f"/users/{ADA.id}/tokens", {"user_id": ADA.id, "expires_in": 60}).json["id"]
        if self.followed[state]:
            things["subscription"] = self.followed[state]
        return things

    def told(self, things):
        """What a subscriber was told about: each his own."""
        if "subscription" not in things:
            return {}
        for _ in range(200):
            if events := self.ada.get("/subscription_events", subscriber_id=ADA.id).expect(200).ids:
                return {"subscription_event": events[0]}
            time.sleep(0.02)
        raise AssertionError("a superuser who follows projects was told nothing of their stories")

    def make_lists(self, owner, things, title, hidden):
        made, users = {}, [self.people["worklist user"].id]
        people = {"owners": [self.people["owner"].id], "users": users}
        if self.serves("/worklists"):
            made["worklist"] = owner.post("/worklists", {"title": title, "private": hidden, **people}).expect(200).json["id"]
            made["card"] = owner.post(f"/worklists/{made['worklist']}/items",
                                      {"item_id": 1, "item_type": "story", "list_position": 0}).expect(200).json["id"]
            made["automatic"] = owner.post("/worklists", {
                "title": title, "private": hidden, "automatic": True, **people,
                "filters": [{"type": "Story", "filter_criteria": [{"title": "E", "field": "Project", "value": "1", "negative": False}]}]
            }).expect(200).json["id"]
            made["filter"] = owner.get(f"/worklists/{made['automatic']}/filters").expect(200).ids[0]
        if self.serves("/boards"):
            made["board"] = owner.post("/boards", {"title": title, "private": hidden, "lanes": [], **people}).expect(200).json["id"]
        if self.serves("/due_dates"):
            made["due_date"] = owner.post("/due_dates", {"name": title, "date": "2030-01-01T00:00:00Z", "private": hidden,
                                                         **people}).expect(200).json["id"]
        return made

    def numbers_never_given(self):
        """As many digits as the real ones have, so that even lengths are alike, and above all of them."""
        kinds = set().union(*(things.keys() for things in self.things.values())) - {"title"}
        return {kind: 999_000 + place for place, kind in enumerate(sorted(kinds))} | {"title": "Needlethatneverwas"}

    def may_see(self, reader, kind, state):
        if kind in ("token", "subscription", "subscription_event"):
            return reader == "superuser"  # whose they are
        if kind in ("story", "task", "comment", "event"):
            return state == "public" or (state != "deleted" and reader in STORY_READERS)
        return state in ("public", "deleted") or reader in LIST_READERS  # lists are archived, never deleted


@pytest.fixture(scope="module")
def world(stores, seeded_store):
    server = Server(stores.copy(seeded_store))
    yield World(server)
    assert server.stop() == 0, server.log[-4000:]


def operations(port):
    for method, path, operation in Document.of(port).operations():
        if path.startswith(MOUNT) and path.removeprefix(MOUNT) not in NOT_ASKED:
            yield method, path.removeprefix(MOUNT), operation


def parts(path):
    return re.findall(r"{([^}]*)}", path)


def kind_of(part, path):
    """What a part of a path stands for; nothing if everybody may see it."""
    if path.startswith("/subscription_events/"):
        return "subscription_event"
    return "automatic" if part == "list" and "/filters" in path else HIDDEN.get(part)


def thing_in(method, path):
    """The kind of hidden thing that a route's path ends in, or the last that it goes through."""
    if (method, path) in STORY_UNDER_TAGS:
        return "story"
    kinds = [kind_of(part, path) for part in parts(path) if part in HIDDEN]
    return kinds[-1] if kinds else None


def filled(method, path, things):
    def value(part):
        if (method, path) in STORY_UNDER_TAGS:
            return things["story"]
        if part == "user" and "token" in path:
            return ADA.id
        return things.get(kind_of(part, path), OPEN.get(part, 0))

    return re.sub(r"{([^}]*)}", lambda found: str(value(found[1])), path)


def disguised(answer, things):
    """All that an answer tells; in a refusal, the numbers and words that were asked for are made alike."""
    body = answer.body
    for value in sorted((str(value) for value in things.values()), key=len, reverse=True):
        if answer.status < 300:
            break
        body = re.sub(rb"(?<![\w.])%s(?![\w.])" % re.escape(value).encode(), b"ASKED", body)
    ignored = {"date", "x-request-id", "content-length"}
    headers = sorted((name.lower(), value) for name, value in answer.headers.items() if name.lower() not in ignored)
    return answer.status, body, headers


def same(reader, route, one, things, other, never):
    assert disguised(one, things) == disguised(other, never), (
        f"{reader} can tell {route} of a hidden thing from one of nothing:\n{one}\n{other}")


def test_every_route_is_covered(world):
    unknown = {f"{method} {path}" for method, path, _ in operations(world.server.port)
               if not set(parts(path)) <= set(HIDDEN) | set(OPEN)}
    assert not unknown, "say in HIDDEN or OPEN what these numbers stand for"
    named = {f"{path}?{parameter['name']}" for _, path, operation in operations(world.server.port)
             for parameter in operation["parameters"] if parameter["in"] == "query" and parameter["name"].endswith("_id")
             and parameter["name"] not in set(BY_NUMBER) | HARMLESS}
    assert not named, "say in BY_NUMBER or HARMLESS what these numbers stand for"
    made = set(world.things["private"])
    asked = {thing_in(method, path) for method, path, _ in operations(world.server.port)} - {None}
    assert asked <= made, "make one of these in World, in each state"


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("reader", READERS)
def test_reading_by_number(world, reader, state):
    api, things, seen = world.apis[reader], world.things[state], 0
    for method, path, _ in operations(world.server.port):
        kind = thing_in(method, path)
        if method != "GET" or kind is None or kind not in things:
            continue
        answer = api.get(filled(method, path, things))
        if reader in DEAD:
            answer.expect(401)
        if reader not in DEAD and world.may_see(reader, kind, state):
            seen += answer.expect(200).status == 200
            continue
        missing = api.get(filled(method, path, world.never))
        same(reader, path, answer, things, missing, world.never)
        assert answer.status in (401, 403, 404, 400), answer
        assert answer.headers["ETag"] is None
    assert seen > 5 or reader in DEAD or state != "public"


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("reader", READERS)
def test_reading_and_changing_with_a_tag_that_holds(world, reader, state):
    """The tags of those who do see a thing give nothing away, nor does a *."""
    api, things = world.apis[reader], world.things[state]
    for method, path, operation in operations(world.server.port):
        kind = thing_in(method, path)
        if method not in ("GET", "PUT") or kind not in things or world.may_see(reader, kind, state):
            continue
        known = {"*", '"Story-1-aaaaaaaaaaa-"'}
        for insider in ("listed user", "owner", "superuser"):
            held = world.apis[insider].get(filled("GET", path, things), documented=False).headers["ETag"]
            known |= {held} - {None}
        for tag in known:
            headers = {"If-None-Match" if method == "GET" else "If-Match": tag}
            body = BODIES.get(operation["operationId"], {})
            one, other = (api.request(method, filled(method, path, some), NOTHING if method == "GET" else body,
                                      headers=headers) for some in (things, world.never))
            same(reader, f"{method} {path} with {tag}", one, things, other, world.never)
            assert one.status not in (200, 304), one


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("reader", READERS)
def test_changing_by_number(world, reader, state):
    api, things = world.apis[reader], world.things[state]
    for method, path, operation in operations(world.server.port):
        kind = thing_in(method, path)
        if method == "GET" or kind not in things or (world.may_see(reader, kind, state) and reader not in DEAD):
            continue
        if operation["operationId"] == "delete_all_tokens":
            continue
        body = BODIES.get(operation["operationId"], {})
        one, other = (api.request(method, filled(method, path, some), body) for some in (things, world.never))
        same(reader, f"{method} {path}", one, things, other, world.never)
        assert one.status in (204, 400, 401, 403, 404, 405), one
        if reader in DEAD or (reader == "guest"):
            one.expect(401)
    intact(world)


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("reader", READERS)
def test_naming_it_in_a_body(world, reader, state):
    api, things = world.apis[reader], world.things[state]
    for method, path, operation in operations(world.server.port):
        if operation["operationId"] not in NAMED_IN_BODY:
            continue
        kind, body = NAMED_IN_BODY[operation["operationId"]]
        if world.may_see(reader, kind, state) or (set(parts(path)) & set(HIDDEN) and reader not in LIST_READERS):
            continue
        own = {**world.never, "worklist": world.things["public"].get("worklist")}
        one, other = (api.request(method, filled(method, path, own), body(some[kind])) for some in (things, world.never))
        same(reader, f"{method} {path}", one, things, other, world.never)
        assert one.status in (400, 401, 403, 404), one


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("reader", READERS)
def test_finding_it_in_a_list(world, reader, state):
    """By its number, by its words, and by paging from it."""
    api, things = world.apis[reader], world.things[state]
    for method, path, operation in operations(world.server.port):
        if method != "GET" or set(parts(path)) & set(HIDDEN) or path in FINDS_ALIKE:
            continue
        for parameter in operation["parameters"]:
            name = parameter["name"]
            kind = MARKED.get(path) if name == "marker" else BY_NUMBER.get(name)
            words = name in BY_WORDS and parameter["in"] == "query"
            if not words and (kind not in things or world.may_see(reader, kind, state)):
                continue
            if words and (world.may_see(reader, "story", state) or world.may_see(reader, "worklist", state)):
                continue
            asked, never = (some["title"] if words else some[kind] for some in (things, world.never))
            if name in PHRASED:
                asked, never = f'"{asked}"', f'"{never}"'
            one, other = (api.get(filled(method, path, world.never), **{name: value}) for value in (asked, never))
            if name != "marker" and one.status == 200:
                assert one.json == [], one
            same(reader, f"{path}?{name}=", one, things, other, world.never)


@pytest.mark.parametrize("reader", [reader for reader in READERS if reader not in DEAD])
def test_whole_lists_hold_count_and_tag_only_what_one_may_see(world, reader):
    api = world.apis[reader]
    hidden = {kind: {things[kind] for state, things in world.things.items()
                     if kind in things and not world.may_see(reader, kind, state)}
              for kind in world.things["private"] if kind != "title"}
    titles = [things["title"].encode() for state, things in world.things.items()
              if not world.may_see(reader, "story", state) and not world.may_see(reader, "worklist", state)]
    for path, kind in (("/stories", "story"), ("/tasks", "task"), ("/events", "event"), ("/worklists", "worklist"),
                       ("/boards", "board"), ("/due_dates", "due_date")):
        if not world.serves(path):
            continue
        answer = api.get(path).expect(200)
        assert not set(answer.ids) & hidden.get(kind, set()), path
        assert answer.total == len(answer.json), path
        assert not [title for title in titles if title in answer.body], path
        members = json.dumps(answer.json)
        for member in ("story_id", "worklist_id", "board_id"):
            for number in hidden.get(BY_NUMBER[member], set()):
                assert not re.search(rf'"{member}": {number}\b', members), (path, member)


UNSEEN_BY = ["guest", "outsider", "superuser"]


@pytest.mark.parametrize("reader", UNSEEN_BY)
def test_nothing_changes_for_others_when_something_private_is_made_changed_and_deleted(world, reader):
    """Every list, count, page header and tag, byte for byte, from before it was made until after it is gone."""
    api, creator = world.apis[reader], world.apis["creator"]

    def all_lists():
        shown = {}
        for method, path, operation in operations(world.server.port):
            if method != "GET" or set(parts(path)) & set(HIDDEN):
                continue
            answer = api.get(filled(method, path, world.never), documented=False)
            # A project tells when somebody last worked in it, whoever that was.
            body = re.sub(rb'"updated_at":"[^"]*"', b'"updated_at":""', answer.body) if "project" in path else answer.body
            tag = None if "project" in path else answer.headers["ETag"]
            shown[path] = (answer.status, body, answer.paging, tag)
        return shown

    before = all_lists()
    story = make_story(creator, private=True)["id"]
    task = make_task(creator, story)["id"]
    make_comment(creator, story)
    creator.put(f"/stories/{story}/tags", [api.get("/tags").names[0]]).expect(200)
    assert all_lists() == before
    creator.put(f"/tasks/{task}", {"status": "review"}).expect(200)
    creator.put(f"/stories/{story}", {"title": "Another title"}).expect(200)
    if world.serves("/worklists"):
        owned = creator.post("/worklists", {"title": "Mine", "private": True}).expect(200).json["id"]
        creator.post(f"/worklists/{owned}/items", {"item_id": story, "item_type": "story", "list_position": 0}).expect(200)
    assert all_lists() == before
    creator.delete(f"/tasks/{task}").expect(204)
    assert all_lists() == before


def intact(world):
    """Nobody who may not see a thing has changed it."""
    reader = world.apis["listed user"]
    for state in ("private", "made private later"):
        things = world.things[state]
        assert reader.get(f"/stories/{things['story']}").expect(200).json["title"] == things["title"]
        assert reader.get(f"/tasks/{things['task']}").expect(200).json["title"] == things["title"]
        assert len(reader.get(f"/stories/{things['story']}/comments").json) == 1
