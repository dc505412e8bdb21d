"""Following things, and being told what happens to them: each event once, and only to who may see it."""
import collections
import json
import random
import time

import pytest

from support.lines import exported, imported, line
from support.load import Writers
from support.program import Server
from support.seed import (ADA, ALL_THINGS, BEN, BENS_SECRET, BENS_TASK, CLEO, CORE, CRASH, ENGINE, EVE, FIND_CRASH,
                          GEAR, NOBODY, VMT)
from support.store import DATABASE
from support.world import (fresh_name, make_comment, make_private_story, make_project, make_story, make_task, make_user)

WHAT_IS_NOT_THERE = "You cannot subscribe to a nonexistent resource."


def follow(api, kind, number, **members):
    return api.post("/subscriptions", {"target_type": kind, "target_id": number, **members}).expect(200).json


def told(api, person, **query):
    return api.get("/subscription_events", subscriber_id=person.id, **query).expect(200).json


def eventually(condition, patience=30):
    """What `condition` answers once it is true: followers are told a moment after the change."""
    deadline = time.monotonic() + patience
    while not (answer := condition()):
        assert time.monotonic() < deadline, "nobody was told"
        time.sleep(0.02)
    return answer


def types(events):
    return [event["event_type"] for event in events]


@pytest.fixture
def someone(server, ada):
    """A user of the test's own: a caller who knows his own id."""
    user = make_user(ada)["id"]
    token = ada.post(f"/users/{user}/tokens", {"user_id": user, "expires_in": 3600}).expect(200).json["access_token"]
    caller = server.as_(EVE._replace(token=token))
    caller.id = user
    return caller


def settled(api):
    """Waits until everybody was told of all that was done so far: something is done last, and its follower waits."""
    mark = make_story(api)["id"]
    mine = follow(api, "story", mark)
    me = api.get("/users/self").json["id"]
    make_comment(api, mark, "the mark")
    eventually(lambda: any(f'"story_id": {mark},' in (event["event_info"] or "")
                           for event in api.get("/subscription_events", subscriber_id=me, sort_dir="desc",
                                                limit=20).expect(200).json))
    api.delete(f"/subscriptions/{mine['id']}").expect(204)


# Subscriptions


def test_a_subscription_comes_and_goes(someone, ada):
    made = follow(someone, "story", CRASH)
    assert {**made, "created_at": None} == {
        "user_id": someone.id, "target_type": "story", "target_id": CRASH, "id": made["id"], "created_at": None,
        "updated_at": None
    }
    path = f"/subscriptions/{made['id']}"
    assert someone.get(path).expect(200).json == made
    assert someone.get("/subscriptions").expect(200).json == [made]
    someone.post("/subscriptions", {"target_type": "story", "target_id": CRASH}).refused(
        409, "You are already subscribed to this resource.")
    someone.delete(path).expect(204)
    someone.get(path).refused(403, "You have no such subscription.")
    someone.delete(path).refused(403)
    ada.get(path).refused(404, "Subscription")
    assert someone.get("/subscriptions").expect(200).json == []


@pytest.mark.parametrize("kind,number", [("story", CRASH), ("task", FIND_CRASH), ("project", ENGINE),
                                         ("project_group", CORE)])
def test_what_can_be_followed(someone, kind, number):
    assert follow(someone, kind, number)["target_type"] == kind
    someone.post("/subscriptions", {"target_type": kind, "target_id": NOBODY}).refused(400, WHAT_IS_NOT_THERE)


@pytest.mark.parametrize("body,words", [
    ({}, "'target_type' is a required property"), ({"target_type": "story"}, "'target_id' is a required property"),
    ({"target_id": 1}, "'target_type' is a required property"), ({"target_type": "story", "target_id": None}, "None"),
    ({"target_type": "story", "target_id": "x"}, "unable to convert to int"),
    ({"target_type": "board", "target_id": 1}, WHAT_IS_NOT_THERE), ({"target_type": "", "target_id": 1}, WHAT_IS_NOT_THERE),
    ({"target_type": "story", "target_id": 0}, WHAT_IS_NOT_THERE), ({"target_type": "story", "target_id": 1, "x": 1}, "x"),
], ids=str)
def test_what_makes_no_subscription(someone, body, words):
    someone.post("/subscriptions", body).refused(400, words)
    assert someone.get("/subscriptions").json == []


def test_what_one_cannot_see_cannot_be_followed(ada, eve, ben):
    for caller in (ada, eve):
        unknown = caller.post("/subscriptions", {"target_type": "story", "target_id": NOBODY}).expect(400).body
        for kind, number in (("story", BENS_SECRET), ("task", BENS_TASK)):
            answer = caller.post("/subscriptions", {"target_type": kind, "target_id": number}).expect(400)
            assert answer.body == unknown
    story = make_private_story(ben, BEN)["id"]
    follow(ben, "story", story)


def test_one_follows_for_oneself(someone, ada, eve):
    someone.post("/subscriptions", {"target_type": "story", "target_id": CRASH, "user_id": EVE.id}).refused(
        403, "You can only subscribe to resources on your own behalf.")
    assert follow(someone, "project", GEAR, user_id=someone.id)["user_id"] == someone.id
    made = follow(ada, "story", CRASH, user_id=someone.id)
    assert made["user_id"] == someone.id
    ada.post("/subscriptions", {"target_type": "story", "target_id": CRASH, "user_id": NOBODY}).refused(404)
    for method in ("GET", "DELETE"):
        refused = eve.request(method, f"/subscriptions/{made['id']}").refused(403)
        assert eve.request(method, f"/subscriptions/{NOBODY}").body == refused.body
    assert ada.get(f"/subscriptions/{made['id']}").expect(200).json == made


def test_everybody_lists_his_own(someone, ada, eve):
    ids = [follow(someone, kind, number)["id"] for kind, number in (("story", CRASH), ("project", GEAR), ("task", 1))]
    assert someone.get("/subscriptions").ids == ids
    assert someone.get("/subscriptions", user_id=EVE.id).ids == ids
    assert not set(ids) & set(eve.get("/subscriptions", user_id=someone.id).ids)
    assert set(ids) < set(ada.get("/subscriptions").ids) | {0}
    assert ada.get("/subscriptions", user_id=someone.id).ids == ids
    assert someone.get("/subscriptions", user_id=someone.id, target_type="project").ids == ids[1:2]
    assert someone.get("/subscriptions", target_type=["project", "task"]).ids == ids[1:]
    assert someone.get("/subscriptions", target_id=1).ids == [ids[0], ids[2]]
    page = someone.get("/subscriptions", marker=ids[0], limit=1).expect(200)
    assert (page.ids, page.paging) == (ids[1:2], {"X-Total": "3", "X-Limit": "1", "X-Marker": str(ids[0])})
    someone.get("/subscriptions", bogus=1).refused(400, 'Unknown argument: "bogus"')


def test_lists_can_be_filtered_by_follower(someone, guest, ada):
    story = make_story(someone)["id"]
    follow(someone, "story", story)
    follow(someone, "project", GEAR)
    follow(someone, "project_group", ALL_THINGS)
    for path, ids in (("/stories", [story]), ("/projects", [GEAR]), ("/project_groups", [ALL_THINGS])):
        answer = guest.get(path, subscriber_id=someone.id).expect(200)
        assert (answer.ids, answer.total) == (ids, 1)
        assert guest.get(path, subscriber_id=NOBODY).expect(200).json == []


def test_a_subscription_goes_with_its_target(someone, ada, ben):
    story, stays = make_story(ben)["id"], make_story(ben)["id"]
    task, other = make_task(ben, story)["id"], make_task(ben, stays)["id"]
    group = ada.post("/project_groups", {"name": fresh_name("group"), "title": "A group"}).expect(200).json["id"]
    for kind, number in (("story", story), ("task", task), ("task", other), ("project_group", group), ("story", stays)):
        follow(someone, kind, number)
    ben.delete(f"/tasks/{other}").expect(204)
    ada.delete(f"/stories/{story}").expect(204)
    ada.delete(f"/project_groups/{group}").expect(204)
    assert [(row["target_type"], row["target_id"]) for row in someone.get("/subscriptions").json] == [("story", stays)]


def test_a_secret_is_gone_from_the_list(someone, ben, ada):
    story = make_story(ben)["id"]
    made = follow(someone, "story", story)
    ben.put(f"/stories/{story}", {"private": True}).expect(200)
    for caller in (someone, ada):
        assert made["id"] not in caller.get("/subscriptions").ids
        caller.get(f"/subscriptions/{made['id']}").refused(403 if caller is someone else 404)
    assert someone.get("/subscriptions").total == 0
    ben.put(f"/stories/{story}", {"private": False}).expect(200)
    assert someone.get("/subscriptions").ids == [made["id"]]


# Subscription events


def test_followers_are_told(someone, ben):
    story = make_story(ben, title="What happens here")["id"]
    settled(ben)
    follow(someone, "story", story)
    ben.put(f"/stories/{story}", {"title": "What happens there"}).expect(200)
    comment = make_comment(ben, story, "Words of Ben")["id"]
    events = eventually(lambda: len(found := told(someone, someone)) >= 2 and found)
    assert types(events) == ["story_details_changed", "user_comment"]
    for event in events:
        assert (event["subscriber_id"], event["author_id"], event["updated_at"]) == (someone.id, BEN.id, None)
    assert json.loads(events[0]["event_info"]) == {"story_id": story, "story_title": "What happens there"}
    assert json.loads(events[1]["event_info"]) == {
        "comment_id": comment, "comment_content": "Words of Ben", "story_id": story, "story_title": "What happens there"
    }
    assert someone.get(f"/subscription_events/{events[0]['id']}").expect(200).json == events[0]
    someone.delete(f"/subscription_events/{events[0]['id']}").expect(204)
    assert told(someone, someone) == events[1:]
    assert types(told(someone, someone, event_type="user_comment")) == ["user_comment"]
    assert told(someone, someone, event_type="story") == []


@pytest.mark.parametrize("kind", ["story", "task", "project", "project_group"])
def test_who_is_told_of_a_task(someone, ada, ben, kind):
    project = make_project(ada)["id"]
    group = ada.post("/project_groups", {"name": fresh_name("group"), "title": "A group"}).expect(200).json["id"]
    ada.put(f"/project_groups/{group}/projects/{project}").expect(200)
    story = make_story(ben)["id"]
    task = make_task(ben, story, project=project)["id"]
    settled(ben)
    follow(someone, kind, {"story": story, "task": task, "project": project, "project_group": group}[kind])
    follow(ben, "story", story)
    ben.put(f"/tasks/{task}", {"status": "review"}).expect(200)
    ben.delete(f"/tasks/{task}").expect(204)
    settled(ben)
    assert types(told(someone, someone)) == ["task_status_changed", "task_deleted"]
    mine = [event for event in told(ben, BEN) if f'"task_id": {task},' in (event["event_info"] or "")]
    assert types(mine) == ["task_status_changed", "task_deleted"]  # the author, too


def test_followers_of_a_group_hear_of_its_projects(someone, ada):
    group = ada.post("/project_groups", {"name": fresh_name("group"), "title": "A group"}).expect(200).json["id"]
    follow(someone, "project_group", group)
    ada.put(f"/project_groups/{group}/projects/{GEAR}").expect(200)
    ada.delete(f"/project_groups/{group}/projects/{GEAR}").expect(204)
    ada.delete(f"/project_groups/{group}").expect(204)
    both = {"project_group_id": group, "project_id": GEAR}
    assert [(event["event_type"], event["author_id"], json.loads(event["event_info"]))
            for event in told(someone, someone)] == [("project added to project_group", ADA.id, both),
                                                     ("project removed from project_group", ADA.id, both),
                                                     ("project_group deleted", ADA.id, {"project_group_id": group})]


def test_a_secret_is_told_to_who_may_see_it(ada, ben, cleo, eve):
    before = {person: [event["id"] for event in told(api, person)] for api, person in ((cleo, CLEO), (eve, EVE))}
    mine = [follow(api, "project", ENGINE)["id"] for api in (cleo, eve)]
    story = make_private_story(ben, BEN, teams=[VMT])["id"]
    make_task(ben, story)
    make_comment(ben, story, "for the team")
    settled(ben)

    def news(api, person):
        return [event["event_type"] for event in told(api, person)
                if event["id"] not in before[person] and f'"story_id": {story},' in event["event_info"]]

    # Cleo is a member of the team. (Whether the story was in the project when its first event was told is chance.)
    assert sorted(set(news(cleo, CLEO)) - {"story_created"}) == ["task_created", "user_comment"]
    assert news(eve, EVE) == []
    for api, number in zip((cleo, eve), mine):
        api.delete(f"/subscriptions/{number}").expect(204)


def test_what_was_told_is_hidden_with_its_story(someone, ben, ada):
    story = make_story(ben)["id"]
    settled(ben)
    follow(someone, "story", story)
    ben.put(f"/stories/{story}", {"title": "A title to be hidden"}).expect(200)
    event = eventually(lambda: told(someone, someone))[0]
    path = f"/subscription_events/{event['id']}"
    ben.put(f"/stories/{story}", {"private": True}).expect(200)
    for caller in (someone, ada):
        unknown = caller.get(f"/subscription_events/{NOBODY}")
        answer = caller.get("/subscription_events", subscriber_id=someone.id).expect(200)
        assert (answer.json, answer.total) == ([], 0)
        hidden = caller.get(path).refused(403 if caller is someone else 404)
        assert hidden.body == unknown.body.replace(str(NOBODY).encode(), str(event["id"]).encode())
        caller.delete(path).refused(hidden.status)
    ben.put(f"/stories/{story}", {"private": False}).expect(200)
    settled(ben)
    assert told(someone, someone)[0] == event
    ada.delete(f"/stories/{story}").expect(204)
    assert told(someone, someone) == []


def test_what_one_is_told_is_for_oneself(someone, ada, eve, guest, ben):
    story = make_story(ben)["id"]
    settled(ben)
    follow(someone, "story", story)
    make_comment(ben, story)
    event = eventually(lambda: told(someone, someone))[0]
    guest.get("/subscription_events", subscriber_id=someone.id).expect(401)
    for query in ({}, {"subscriber_id": someone.id}, {"subscriber_id": 0}, {"subscriber_id": NOBODY}):
        eve.get("/subscription_events", **query).refused(403, "Permission Denied")
    for method in ("GET", "DELETE"):
        eve.request(method, f"/subscription_events/{event['id']}").refused(403, "Permission Denied")
    assert told(ada, someone) == [event]
    assert event["id"] in ada.get("/subscription_events").expect(200).ids
    ada.delete(f"/subscription_events/{event['id']}").expect(204)
    assert told(someone, someone) == []


def test_following_is_no_event(someone, ben):
    story = make_story(ben)["id"]
    before = ben.get(f"/stories/{story}").json, ben.get(f"/stories/{story}/events").json
    made = follow(someone, "story", story)
    someone.delete(f"/subscriptions/{made['id']}").expect(204)
    assert (ben.get(f"/stories/{story}").json, ben.get(f"/stories/{story}/events").json) == before


# What may go wrong


def fingerprint(kind, info):
    """What a story's event and what its followers were told have in common; unique to each event of a burst."""
    info = json.loads(info) if info else {}
    return kind, info.get("task_id"), info.get("comment_id")


def happened(api, stories):
    """The fingerprints of all that happened to the stories."""
    found = collections.Counter()
    for story in stories:
        for event in api.get(f"/stories/{story}/events").expect(200).json:
            kind, task, _ = fingerprint(event["event_type"], event["event_info"])
            found[(kind, task, event["comment_id"])] += event["event_type"] != "story_created"
    return +found


def heard(api, person):
    return collections.Counter(
        fingerprint(event["event_type"], event["event_info"]) for event in told(api, person)
        if event["event_type"] != "story_created")


class Burst(Writers):
    """Writers that work on given stories only."""

    def __init__(self, port, tokens, stories, seed=0):
        self.given = stories
        super().__init__(port, tokens, seed=seed)

    def _post(self, api, path, body):
        if path == "/v1/stories":
            return {"id": random.choice(self.given)}
        return super()._post(api, path, body)


def follow_each(server, people, stories):
    for person in people:
        for story in stories:
            follow(server.as_(person), "story", story)
        follow(server.as_(person), "project", ENGINE)  # the same events on another way


def each_was_told_once(server, people, stories):
    settled(server.as_(EVE))
    expected = happened(server.as_(BEN), stories)
    for person in people:
        assert heard(server.as_(person), person) == expected
    return sum(expected.values())


def test_each_follower_is_told_once_though_the_server_is_killed(stores, seeded_store):
    store, chance, total = stores.copy(seeded_store), random.Random(7), 0
    server = Server(store)
    stories = [make_story(server.as_(BEN))["id"] for _ in range(4)]
    people = [BEN, CLEO]
    follow_each(server, people, stories)
    try:
        for number in range(8):
            with Burst(server.port, [BEN.token, CLEO.token], stories, seed=number) as writers:
                eventually(lambda: writers.acknowledged > 20)
                time.sleep(chance.uniform(0, 0.2))
                server.kill()  # in the middle of whatever it does
            assert not writers.odd, writers.odd[0]
            server = Server(store)
        total = each_was_told_once(server, people, stories)
    finally:
        server.kill()
    assert total > 60


@pytest.mark.skipif(DATABASE != "postgresql", reason="several servers share a PostgreSQL")
def test_each_follower_is_told_once_by_several_servers(stores, seeded_store, start):
    store = stores.copy(seeded_store)
    servers = [start(store), start(store)]
    stories = [make_story(servers[0].as_(BEN))["id"] for _ in range(4)]
    people = [BEN, CLEO]
    follow_each(servers[0], people, stories)
    for number in range(3):
        with Burst(servers[0].port, [BEN.token], stories, number) as one, Burst(servers[1].port, [CLEO.token], stories,
                                                                                number + 10) as two:
            eventually(lambda: one.acknowledged > 50 and two.acknowledged > 50)
            if number == 1:
                servers[1].kill()
        assert not one.odd and (number == 1 or not two.odd)
        if number == 1:
            servers[1] = start(store)
    assert each_was_told_once(servers[0], people, stories) > 150


def test_subscriptions_move_along(stores, seeded, start):
    common = {"created_at": "2020-01-01 00:00:00", "updated_at": None}
    kept = [("subscriptions", {**common, "id": 4, "user_id": EVE.id, "target_type": "project_group", "target_id": CORE}),
            ("subscriptions", {**common, "id": 6, "user_id": EVE.id, "target_type": "story", "target_id": CRASH}),
            ("subscription_events", {"id": 3, **common, "subscriber_id": EVE.id, "event_type": "story_details_changed",
                                     "event_info": json.dumps({"story_id": CRASH, "story_title": "Crash"}),
                                     "author_id": BEN.id}),
            ("subscription_events", {"id": 5, **common, "subscriber_id": EVE.id, "event_type": "user_comment",
                                     "event_info": json.dumps({"story_id": BENS_SECRET, "comment_content": "Do not"}),
                                     "author_id": None})]
    dropped = [("subscriptions", {**common, "id": 5, "user_id": EVE.id, "target_type": "story", "target_id": NOBODY}),
               ("subscription_events", {**kept[2][1], "id": 4, "event_info": json.dumps({"story_id": NOBODY})})]
    imported(seeded, [line(table, **row) for table, row in kept + dropped], "--add")
    tables = exported(seeded)
    assert [("subscriptions", row) for row in tables["subscriptions"]] == kept[:2]
    assert [("subscription_events", row) for row in tables["subscription_events"]] == kept[2:]
    eve = start(seeded).as_(EVE)
    assert [event["id"] for event in told(eve, EVE)] == [3], "the secret is not told"
    assert eve.get("/subscriptions").ids == [4, 6]
    make_comment(eve, CRASH)
    assert len(eventually(lambda: len(found := told(eve, EVE)) > 1 and found)) == 2, "history is no news"
