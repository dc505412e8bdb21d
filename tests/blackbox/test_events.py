"""The timeline: of one story, and of everything."""
import json

import pytest

from support.seed import BEN, BENS_EVENTS, CLEO, CRASH, NOBODY, TEAM_EVENTS, rows
from support.world import make_comment, make_story, make_task

MEMBERS = [
    "author_id", "board_id", "comment_id", "created_at", "event_info", "event_type", "id", "story_id", "updated_at",
    "worklist_id"
]


def seeded(**where):
    return [
        row["id"] for row in rows("events")
        if row["id"] not in BENS_EVENTS + TEAM_EVENTS and all(row[name] == value for name, value in where.items())
    ]


def among_the_seed(answer):
    return [event for event in answer.expect(200).ids if event <= 27]


def test_an_event_has_these_members(guest):
    event = guest.get("/events/1").expect(200).json
    assert sorted(event) == MEMBERS
    assert json.loads(event["event_info"]) == {"story_id": CRASH, "story_title": "Crash on start"}
    assert event == {
        **event, "event_type": "story_created", "story_id": CRASH, "worklist_id": None, "board_id": None,
        "author_id": BEN.id, "comment_id": None, "id": 1, "created_at": "2020-01-05T00:01:00+00:00", "updated_at": None
    }


def test_the_event_of_a_comment_holds_it(guest):
    event, = guest.get(f"/stories/{CRASH}/events", event_type="user_comment", limit=1).expect(200).json
    assert event["event_info"] is None and event["comment_id"] == 1
    assert event["comment"]["content"] == "It crashes."


def test_an_event_is_read_under_any_story(guest):
    for path in (f"/stories/{CRASH}/events/1", "/stories/2/events/1"):
        assert guest.get(path).expect(200).json == guest.get("/events/1").json


def test_an_unknown_event_or_story_is_not_found(guest):
    for path in (f"/events/{NOBODY}", f"/stories/{CRASH}/events/{NOBODY}", f"/stories/{NOBODY}/events"):
        guest.get(path).expect(404)


@pytest.mark.parametrize(
    "query,where",
    [({}, {}), ({"story_id": CRASH}, {"story_id": CRASH}),
     ({"event_type": "story_created"}, {"event_type": "story_created"}),
     ({"story_id": CRASH, "event_type": "user_comment"}, {"story_id": CRASH, "event_type": "user_comment"}), ],
    ids=str)
def test_all_events_are_filtered(guest, query, where):
    answer = guest.get("/events", **query)
    assert among_the_seed(answer) == seeded(**where)
    assert answer.total == len(answer.json)


def test_several_types_are_alternatives(guest):
    types = ["tags_added", "user_comment"]
    for path in ("/events", f"/stories/{CRASH}/events"):
        found = guest.get(path, event_type=types).expect(200).json
        assert {event["event_type"] for event in found} == set(types)


def test_events_of_boards_and_worklists_that_do_not_exist_are_none(guest):
    for name in ("worklist_id", "board_id"):
        assert guest.get("/events", **{name: 1}).expect(200).json == []


@pytest.mark.parametrize("path", ["/events", f"/stories/{CRASH}/events"])
def test_an_unknown_type_is_refused(guest, path):
    guest.get(path,
              event_type="bogus").refused(400,
                                          "Invalid event_type requested. Event type must be one of the following: ")
    guest.get(path, event_type=["story_created", "bogus"]).expect(400)


def test_the_newest_events_come_first_on_demand(guest, ben):
    story = make_story(ben)["id"]
    make_task(ben, story)
    make_comment(ben, story)
    newest = guest.get("/events", sort_dir="desc", limit=3).expect(200).json
    assert [event["event_type"] for event in newest] == ["user_comment", "task_created", "story_created"]
    assert {event["story_id"] for event in newest} == {story}


def test_every_event_names_its_author(cleo):
    story = make_story(cleo)["id"]
    cleo.put(f"/stories/{story}", {"title": "Changed by Cleo"}).expect(200)
    make_task(cleo, story)
    make_comment(cleo, story)
    cleo.put(f"/stories/{story}/tags", ["bug"]).expect(200)
    events = cleo.get(f"/stories/{story}/events").expect(200).json
    assert [event["event_type"] for event in events
            ] == ["story_created", "story_details_changed", "task_created", "user_comment", "tags_added"]
    assert {event["author_id"] for event in events} == {CLEO.id}


def test_a_refused_change_leaves_no_event(ben):
    story = make_story(ben)["id"]
    ben.put(f"/stories/{story}", {"title": "abc"}).expect(400)
    ben.post("/tasks", {"title": "No such branch", "story_id": story, "project_id": 1, "branch_id": NOBODY}).expect(404)
    assert ben.get(f"/stories/{story}/events").total == 1
