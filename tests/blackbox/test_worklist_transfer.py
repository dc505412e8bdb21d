"""Worklists come from StoryBoard, and leave as they came."""
import json

from support.lines import exported, imported, line, seed_lines
from support.program import plenary
from support.seed import BEN, BENS_SECRET, BENS_TASK, BLUE, CLEO, CRASH, FIND_CRASH, NOBODY

WHEN = {"created_at": "2020-01-01 00:00:00", "updated_at": None}
TABLES = ["worklists", "worklist_permissions", "worklist_items", "worklist_filters", "filter_criteria"]
PLANS, SECRET, FOUND = 1, 2, 3


def worklist(number, title, **members):
    return line("worklists", **{"id": number, **WHEN, "title": title, "creator_id": BEN.id, "project_id": None,
                                "private": 0, "archived": 0, "automatic": 0, **members})


def permission(number, worklist_id, codename, *users):
    return [line("permissions", id=number, **WHEN, name=f"{codename}_{worklist_id}", codename=codename),
            *[line("user_permissions", user_id=user, permission_id=number) for user in users],
            line("worklist_permissions", worklist_id=worklist_id, permission_id=number)]


def card(number, list_id, position, item_id, kind="story", archived=0):
    return line("worklist_items", **{"id": number, **WHEN, "list_id": list_id, "list_position": position,
                                     "item_type": kind, "item_id": item_id, "display_due_date": None,
                                     "archived": archived})


def event(number, list_id, kind, info):
    return line("events", **{"id": number, **WHEN, "story_id": None, "comment_id": None, "author_id": BEN.id,
                             "event_type": kind, "event_info": info and json.dumps(info), "board_id": None,
                             "worklist_id": list_id})


def added(item_id, kind="story"):
    return {"worklist_id": PLANS, "author_id": BEN.id, "removed": None, "updated": None,
            "added": {"worklist_id": PLANS, "item_id": item_id, "item_title": "A title", "item_type": kind, "position": 0}}


LINES = [
    worklist(PLANS, "Plans"), worklist(SECRET, "Secret", private=1), worklist(FOUND, "Found", automatic=1),
    *permission(7001, PLANS, "edit_worklist", BEN.id), *permission(7002, PLANS, "move_items"),
    *permission(7003, SECRET, "edit_worklist", BEN.id), *permission(7004, SECRET, "move_items", CLEO.id),
    card(1, PLANS, 1, CRASH), card(2, PLANS, 0, FIND_CRASH, "task"), card(3, PLANS, 2, BENS_SECRET),
    card(4, PLANS, 3, BLUE), card(5, PLANS, 99999, BLUE, archived=1), card(6, PLANS, 4, BENS_TASK, "task"),
    line("worklist_filters", id=1, **WHEN, type="Story", list_id=FOUND),
    line("filter_criteria", id=1, **WHEN, title="Crash", value="low-hanging-fruit", field="Tags", negative=0, filter_id=1),
    event(7001, PLANS, "worklist_contents_changed", added(CRASH)),
    event(7002, PLANS, "worklist_contents_changed", added(BENS_SECRET)),
    event(7003, PLANS, "worklist_contents_changed", {"removed": {"item_id": BENS_TASK, "item_type": "task"}}),
    event(7004, PLANS, "worklist_contents_changed", added(NOBODY)),
    event(7005, PLANS, "worklist_contents_changed", None),
    event(7006, SECRET, "worklist_created", {"worklist_id": SECRET, "author_id": BEN.id, "worklist_title": "Secret"}),
]
GONE = [card(90, PLANS, 5, NOBODY), card(91, PLANS, 6, NOBODY, "task")]


def test_lists_come_in_as_they_were(store, start):
    imported(store, [*seed_lines(), *LINES])
    server = start(store)
    ben, cleo, guest = server.as_(BEN), server.as_(CLEO), server.guest

    def cards(api):
        return [item["item_id"] for item in api.get(f"/worklists/{PLANS}").expect(200).json["items"]]

    assert cards(ben) == [FIND_CRASH, CRASH, BENS_SECRET, BLUE, BENS_TASK]
    assert cards(guest) == [FIND_CRASH, CRASH, BLUE]
    assert cleo.get(f"/worklists/{SECRET}").expect(200).json["users"] == [CLEO.id]
    guest.get(f"/worklists/{SECRET}").expect(404)
    assert guest.get(f"/worklists/{FOUND}").expect(200).json["items"]
    ben.put(f"/worklists/{PLANS}/items/4", {"list_position": 0}).expect(200)
    assert cards(guest) == [BLUE, FIND_CRASH, CRASH]


def test_imported_events_are_for_those_who_see_list_and_card(store, start):
    imported(store, [*seed_lines(), *LINES])
    server = start(store)

    def seen(api):
        told = api.get("/events", worklist_id=PLANS).expect(200)
        assert told.total == len(told.json)
        everything = api.get("/events").expect(200)
        assert everything.total == len(everything.json)
        return told.ids + [number for number in (7006,) if number in everything.ids]

    assert seen(server.as_(BEN)) == [7001, 7002, 7003, 7006]
    assert seen(server.as_(CLEO)) == [7001, 7006]
    assert seen(server.guest) == [7001], "nor what tells of nothing that is there any more"


def test_an_export_is_what_came_in(stores, store):
    imported(store, [*seed_lines(), *LINES])
    tables = exported(store)
    came = [json.loads(text) for text in LINES]
    for table in TABLES:
        assert tables[table] == [one["row"] for one in came if one["table"] == table]
    first = plenary("export", "storyboard", store=store).out
    other = stores.new()
    imported(other, first.splitlines())
    assert plenary("export", "storyboard", store=other).out == first


def test_cards_of_what_was_deleted_are_dropped_and_counted(store):
    said = imported(store, [*seed_lines(), *LINES, *GONE]).said
    assert "worklist_items" in said and "what they show was deleted" in said
    assert [row["id"] for row in exported(store)["worklist_items"]] == [1, 2, 3, 4, 5, 6]
