"""Boards: lanes, who governs them, what is told, and what nobody else learns."""
import json

import pytest

from support.lines import exported, imported, line, seed_lines
from support.seed import ADA, BEN, CLEO, ENGINE, EVE, NOBODY
from support.world import fresh_name, make_private_story, make_story, make_task

BARE = ["archived", "created_at", "creator_id", "description", "id", "private", "project_id", "title", "updated_at"]
LISTED = sorted([*BARE, "lanes", "owners", "users"])
FULL = sorted([*LISTED, "due_dates"])


def make_list(api, **members):
    return api.post("/worklists", {"title": fresh_name("list"), **members}).expect(200).json["id"]


def make_board(api, *lanes, **members):
    placed = [{"list_id": one, "position": place} for place, one in enumerate(lanes)]
    return api.post("/boards", {"title": fresh_name("board"), "lanes": placed, **members}).expect(200).json["id"]


def add_card(api, worklist, item, kind="story", position=0):
    return api.post(f"/worklists/{worklist}/items",
                    {"item_id": item, "item_type": kind, "list_position": position}).expect(200).json["id"]


def read(api, board):
    return api.get(f"/boards/{board}").expect(200).json


def lanes_of(api, board):
    return [(lane["list_id"], lane["position"]) for lane in read(api, board)["lanes"]]


def events_of(api, board, **query):
    """What happened to a board, in order: [(type, info)]."""
    events = api.get("/events", board_id=board, **query).expect(200).json
    return [(event["event_type"], json.loads(event["event_info"])) for event in events]


def told(api, board, act):
    before = len(events_of(api, board))
    act()
    return events_of(api, board)[before:]


def same_as_nothing(api, method, board, body=None, suffix=""):
    arguments = () if body is None else (body,)
    one = api.request(method, f"/boards/{board}{suffix}", *arguments).expect(404)
    other = api.request(method, f"/boards/{NOBODY}{suffix}", *arguments).expect(404)
    assert one.body.replace(str(board).encode(), b"N") == other.body.replace(str(NOBODY).encode(), b"N")


def test_each_answer_has_its_members(ben, guest):
    lane = make_list(ben)
    made = ben.post("/boards", {"title": "My board", "lanes": [{"list_id": lane, "position": 0}]}).expect(200).json
    assert sorted(made) == BARE
    assert (made["title"], made["creator_id"], made["private"], made["archived"]) == ("My board", BEN.id, False, False)
    shown = read(guest, made["id"])
    assert sorted(shown) == FULL
    assert (shown["owners"], shown["users"], shown["due_dates"]) == ([BEN.id], [], [])
    (only,) = shown["lanes"]
    assert (only["board_id"], only["list_id"], only["position"]) == (made["id"], lane, 0)
    assert only["worklist"]["id"] == lane and only["worklist"]["items"] == []
    row = next(row for row in guest.get("/boards", title="board").expect(200).json if row["id"] == made["id"])
    assert sorted(row) == LISTED
    assert sorted(ben.put(f"/boards/{made['id']}", {"description": "Ours"}).expect(200).json) == LISTED


def test_odd_input_is_refused(ben, guest):
    guest.post("/boards", {"title": "A board"}).expect(401)
    ben.post("/boards", {}).refused(400, "title")
    ben.post("/boards", {"title": ""}).expect(400)
    ben.post("/boards", {"title": "x" * 101}).refused(400, "too long")
    ben.post("/boards", {"title": "A board", "creator_id": CLEO.id}).refused(400, "creator")
    ben.post("/boards", {"title": "A board", "project_id": NOBODY}).expect(400)
    ben.post("/boards", {"title": "A board", "owners": [NOBODY]}).expect(404)
    ben.post("/boards", {"title": "A board", "colour": "red"}).refused(400, "colour")
    ben.post("/boards", {"title": "A board", "lanes": [{"position": 1}]}).refused(400, "list_id")
    ben.post("/boards", {"title": "A board", "lanes": [{"list_id": NOBODY}]}).refused(404, "Worklist")
    guest.get("/boards", colour="red").refused(400, "colour")
    guest.get("/boards", sort_field="lanes").refused(400, "sort_field")
    guest.get(f"/boards/{NOBODY}").refused(404, str(NOBODY))
    total = ben.get("/boards", limit=0).total
    lane = make_list(ben)
    ben.post("/boards", {"title": "Rolled back", "lanes": [{"list_id": lane}, {"list_id": NOBODY}]}).expect(404)
    assert ben.get("/boards", limit=0).total == total


def test_lanes_move_and_come_and_stay(ben):
    one, two, three = (make_list(ben) for _ in range(3))
    board = ben.post("/boards", {"title": "A board", "lanes": [{"list_id": one}, {"list_id": two}]}).expect(200).json["id"]
    assert lanes_of(ben, board) == [(one, 0), (two, 1)], "a lane without a position comes last"
    changed = ben.put(f"/boards/{board}", {"lanes": [{"list_id": two, "position": 0}, {"list_id": one, "position": 1}]})
    assert [lane["list_id"] for lane in changed.expect(200).json["lanes"]] == [two, one]
    ben.put(f"/boards/{board}", {"lanes": [{"list_id": three}]}).expect(200)
    assert lanes_of(ben, board) == [(two, 0), (one, 1), (three, 2)], "absent ones are not removed"
    # A whole lane sent back, as web clients do.
    whole = read(ben, board)
    ben.put(f"/boards/{board}", {"title": "Renamed", "lanes": whole["lanes"]}).expect(200)
    assert lanes_of(ben, board) == [(two, 0), (one, 1), (three, 2)]
    ben.put(f"/boards/{board}", {"lanes": [{"list_id": one}, {"list_id": one}]}).refused(400, "twice")
    ben.post("/boards", {"title": "Another", "lanes": [{"list_id": one}]}).refused(400, "already")


def test_one_board_cannot_take_the_lists_of_others(ben, eve):
    his, secret = make_list(ben), make_list(ben, private=True)
    for lane in (his, secret):
        eve.post("/boards", {"title": "Grab", "lanes": [{"list_id": lane, "position": 0}]}).expect(404)
        board = make_board(eve)
        eve.put(f"/boards/{board}", {"lanes": [{"list_id": lane, "position": 0}]}).expect(404)
        assert lanes_of(eve, board) == []
    assert ben.get(f"/worklists/{his}").expect(200).json["owners"] == [BEN.id]


def test_the_boards_people_hold_for_its_lists(ben, cleo, eve):
    lane, story = make_list(ben), make_story(ben)["id"]
    board = make_board(ben, lane, users=[CLEO.id])
    card = add_card(cleo, lane, story)
    eve.post(f"/worklists/{lane}/items", {"item_id": story, "item_type": "story", "list_position": 0}).expect(404)
    cleo.put(f"/worklists/{lane}", {"title": "Hers"}).expect(404)
    # Nobody pushes a card into a list that he may not change.
    mine = make_list(eve)
    my_card = add_card(eve, mine, story)
    eve.put(f"/worklists/{mine}/items", {"item_id": my_card, "list_id": lane, "list_position": 0}).expect(404)
    ben.put(f"/boards/{board}/permissions", {"codename": "move_cards", "users": []}).expect(200)
    cleo.delete(f"/worklists/{lane}/items", item_id=card).expect(404)
    ben.put(f"/boards/{board}/permissions", {"codename": "edit_board", "users": [CLEO.id]}).expect(200)
    cleo.put(f"/worklists/{lane}", {"title": "Hers"}).expect(200)
    ben.put(f"/worklists/{lane}", {"title": "His"}).expect(404)
    ben.put(f"/boards/{board}", {"title": "His"}).expect(404)


def test_a_private_board_does_not_exist_for_others(ben, cleo, eve, ada, guest):
    lane = make_list(ben)
    board = make_board(ben, lane, private=True, users=[CLEO.id])
    for api in (ben, cleo):
        assert read(api, board)["private"] and board in api.get("/boards").ids
        assert events_of(api, board)
        api.get(f"/worklists/{lane}").expect(200)
    for api in (eve, ada, guest):
        assert board not in api.get("/boards").expect(200).ids
        same_as_nothing(api, "GET", board)
        same_as_nothing(api, "GET", board, suffix="/permissions")
        api.get(f"/worklists/{lane}").expect(404)
        assert api.get("/events", board_id=board).json == [] and api.get("/events", board_id=board).total == 0
        assert api.get("/events", worklist_id=lane).json == []
    for api in (eve, ada, cleo):
        same_as_nothing(api, "PUT", board, {"title": "Mine now"})
        same_as_nothing(api, "DELETE", board)
        same_as_nothing(api, "PUT", board, {"codename": "edit_board", "users": [EVE.id]}, "/permissions")
        same_as_nothing(api, "POST", board, {"codename": "edit_board", "users": [EVE.id]}, "/permissions")


def test_privacy_moves_everything_at_once(ben, eve):
    lane = make_list(ben)
    board = make_board(ben, lane)
    events = eve.get("/events", board_id=board).ids
    total = eve.get("/events", limit=0).total
    ben.put(f"/boards/{board}", {"private": True}).expect(200)
    assert eve.get("/events", board_id=board).ids == []
    eve.get(f"/events/{events[0]}").expect(404)
    eve.get(f"/worklists/{lane}").expect(404)
    assert eve.get("/events", limit=0).total < total
    ben.put(f"/boards/{board}", {"private": False}).expect(200)
    assert eve.get("/events", board_id=board).ids[:len(events)] == events
    eve.get(f"/worklists/{lane}").expect(200)
    assert eve.get("/events", limit=0).total == total + 2


def test_events_tell_what_happened(ben):
    one, two = make_list(ben), make_list(ben)
    board = make_board(ben, one, title="First", description="Why", users=[CLEO.id])
    about = {"board_id": board, "author_id": BEN.id}
    made = events_of(ben, board)
    assert made[0] == ("board_created", {**about, "board_title": "First", "board_description": "Why"})
    assert sorted(kind for kind, _ in made) == [
        "board_created", "board_lanes_changed", "board_permission_created", "board_permission_created"]
    given = [info for kind, info in made if kind == "board_permission_created"]
    assert [(info["codename"], info["users"]) for info in given] == [("edit_board", [{str(BEN.id): BEN.name}]),
                                                                     ("move_cards", [{str(CLEO.id): CLEO.name}])]
    assert sorted(given[0]) == ["author_id", "board_id", "codename", "permission_id", "users"]
    lanes = next(info for kind, info in made if kind == "board_lanes_changed")
    assert lanes == {**about, "added": {"worklist_id": one, "position": 0}, "removed": None, "updated": None}

    change = lambda **members: ben.put(f"/boards/{board}", members).expect(200)
    details = lambda field, old, new: ("board_details_changed",
                                       {**about, "field": field, "old_value": old, "new_value": new})
    assert told(ben, board, lambda: change(title="Second", description=None)) == [details("title", "First", "Second"),
                                                                                  details("description", "Why", None)]
    assert told(ben, board, lambda: change(private=True)) == [details("private", False, True)]
    assert told(ben, board, lambda: change(title="Second", private=True)) == []
    moved = told(ben, board, lambda: change(lanes=[{"list_id": one, "position": 5}, {"list_id": two, "position": 2}]))
    assert moved == [
        ("board_lanes_changed", {**about, "added": None, "removed": None, "updated": {
            "old": {"worklist_id": one, "position": 0}, "new": {"worklist_id": one, "position": 5}}}),
        ("board_lanes_changed", {**about, "added": {"worklist_id": two, "position": 2}, "removed": None,
                                 "updated": None}),
    ]
    permit = lambda *people: ben.put(f"/boards/{board}/permissions",
                                     {"codename": "move_cards", "users": [one.id for one in people]}).expect(200)
    ((kind, info),) = told(ben, board, lambda: permit(EVE))
    assert kind == "board_permissions_changed"
    assert (info["codename"], info["added"], info["removed"]) == ("move_cards", [{str(EVE.id): EVE.name}],
                                                                  [{str(CLEO.id): CLEO.name}])
    assert told(ben, board, lambda: permit(EVE)) == [], "nobody came, nobody went"


def test_archiving_puts_the_lists_away_too(ben, guest):
    one, two = make_list(ben), make_list(ben)
    board = make_board(ben, one, two)
    ben.delete(f"/worklists/{two}").expect(204)
    of_list = lambda number: [event["event_type"] for event in ben.get("/events", worklist_id=number).json]
    before = len(of_list(one)), len(of_list(two))
    ((kind, info),) = told(ben, board, lambda: ben.delete(f"/boards/{board}").expect(204))
    assert (kind, info["field"], info["old_value"], info["new_value"]) == ("board_details_changed", "archived", False, True)
    assert of_list(one)[before[0]:] == ["worklist_details_changed"]
    assert len(of_list(two)) == before[1], "it was away already"
    assert told(ben, board, lambda: ben.delete(f"/boards/{board}").expect(204)) == []
    shown = read(guest, board)
    assert shown["archived"] and all(lane["worklist"]["archived"] for lane in shown["lanes"])
    title = shown["title"]
    assert guest.get("/boards", title=title).ids == []
    assert guest.get("/boards", title=title, archived="false").ids == []
    assert guest.get("/boards", title=title, archived="true").ids == [board]
    ben.put(f"/boards/{board}", {"archived": False}).expect(200)
    assert guest.get("/boards", title=title).ids == [board]


def test_permissions(ben, cleo, eve, guest):
    board = make_board(ben, users=[CLEO.id])
    path = f"/boards/{board}/permissions"
    assert ben.get(path).expect(200).json == ["edit_board"]
    assert cleo.get(path).expect(200).json == ["move_cards"]
    assert guest.get(path).expect(200).json == []
    assert ben.put(path, {"codename": "move_cards", "users": [EVE.id]}).expect(200).json is None
    assert (cleo.get(path).json, eve.get(path).json) == ([], ["move_cards"])
    assert ben.post(path, {"codename": "move_cards", "users": [CLEO.id]}).expect(200).json == "move_cards"
    assert read(ben, board)["users"] == [CLEO.id, EVE.id]
    ben.put(path, {"codename": "fly", "users": []}).refused(404, "fly")
    ben.put(path, {"codename": "move_cards", "users": [NOBODY]}).expect(404)
    eve.put(path, {"codename": "move_cards", "users": []}).expect(404)
    assert read(ben, board)["users"] == [CLEO.id, EVE.id]


def test_filters(ben, cleo, guest):
    title = fresh_name("filtered")
    story, secret = make_story(ben)["id"], make_private_story(ben, BEN)["id"]
    task = make_task(ben, story)["id"]
    with_story, with_task = make_list(ben), make_list(ben)
    add_card(ben, with_story, story)
    add_card(ben, with_story, secret)
    add_card(ben, with_task, task, "task")
    one = make_board(ben, with_story, title=title + " one", project_id=ENGINE)
    two = make_board(ben, with_task, title=title + " two", users=[CLEO.id])
    three = make_board(cleo, title=title + " three")
    listed = lambda api=guest, **query: api.get("/boards", title=title.upper(), **query).expect(200).ids
    assert listed() == [one, two, three]
    assert listed(creator_id=CLEO.id) == [three] and listed(project_id=ENGINE) == [one]
    assert listed(user_id=CLEO.id) == [two, three] and listed(user_id=BEN.id) == [one, two]
    assert listed(story_id=story) == [one] and listed(task_id=task) == [two]
    assert listed(item_type="story") == [one] and listed(item_type="task") == [two]
    assert listed(ben, story_id=secret) == [one] and listed(cleo, story_id=secret) == []
    assert listed(limit=2) == [one, two] and listed(offset=1, limit=1) == [two] and listed(limit=0) == []
    assert listed(sort_field="title", sort_dir="desc") == [two, three, one]
    paging = guest.get("/boards", title=title, limit=1, offset=2).paging
    assert paging == {"X-Total": "3", "X-Limit": "1", "X-Offset": "2"}


def test_cards_of_private_stories_are_for_their_readers(ben, cleo, guest):
    lane, story, secret = make_list(ben), make_story(ben)["id"], make_private_story(ben, BEN)["id"]
    add_card(ben, lane, secret)
    add_card(ben, lane, story, position=1)
    board = make_board(ben, lane)
    due = ben.post("/due_dates", {"name": "Soon", "date": "2030-01-01T00:00:00Z", "board_id": board}).expect(200).json["id"]
    for card in read(ben, board)["lanes"][0]["worklist"]["items"]:
        ben.put(f"/worklists/{lane}/items", {
            "item_id": card["id"], "list_position": card["list_position"], "display_due_date": due}).expect(200)
    items = lambda shown: [card["item_id"] for card in shown["lanes"][0]["worklist"]["items"]]
    full = lambda api: read(api, board)
    assert items(full(ben)) == [secret, story] and full(ben)["due_dates"][0]["count"] == 2
    for api in (cleo, guest):
        assert items(full(api)) == [story] and full(api)["due_dates"][0]["count"] == 1
        row = next(row for row in api.get("/boards").json if row["id"] == board)
        assert items(row) == [story]
        assert "story" not in row["lanes"][0]["worklist"]["items"][0], "a list of boards has bare cards"
    assert full(guest)["lanes"][0]["worklist"]["items"][0]["story"]["id"] == story


def test_private_due_dates_are_for_their_people(ben, cleo, guest):
    board = make_board(ben)
    secret = ben.post("/due_dates", {"name": "Secret", "private": True, "board_id": board}).expect(200).json["id"]
    assert [one["id"] for one in read(ben, board)["due_dates"]] == [secret]
    for api in (cleo, guest):
        assert read(api, board)["due_dates"] == []


def test_an_automatic_lane_shows_what_it_finds(ben, guest):
    title = fresh_name("wanted story")
    story = make_story(ben, title=title)["id"]
    lane = make_list(ben, automatic=True, filters=[{"type": "Story", "filter_criteria": [
        {"title": title, "value": title, "field": "Text", "negative": False}]}])
    board = make_board(ben, lane)
    (shown,) = read(guest, board)["lanes"]
    assert [card["item_id"] for card in shown["worklist"]["items"]] == [story]
    assert shown["worklist"]["items"][0]["story"]["title"] == title


def imported_lines():
    """Two boards of an older server, of which one is private; both have the same list as a lane."""
    when = {"created_at": "2020-01-01 00:00:00", "updated_at": None}
    board = lambda number, private: line("boards", **{
        "id": number, **when, "title": f"Board {number}", "description": None, "creator_id": BEN.id, "project_id": None,
        "private": private, "archived": 0})
    permission = lambda number, name, codename: line("permissions", **{
        "id": number, **when, "name": name, "codename": codename})
    return [
        *seed_lines(), board(1, 1), board(2, None),
        line("worklists", **{"id": 1, **when, "title": "Lane", "creator_id": BEN.id, "project_id": None, "private": 0,
                             "archived": 0, "automatic": 0}),
        permission(900, "edit_board_1", "edit_board"), permission(901, "move_cards_1", "move_cards"),
        line("board_permissions", board_id=1, permission_id=900), line("board_permissions", board_id=1, permission_id=901),
        line("user_permissions", user_id=BEN.id, permission_id=900),
        line("user_permissions", user_id=CLEO.id, permission_id=901),
        line("board_worklists", **{"id": 1, **when, "board_id": 1, "list_id": 1, "position": 0}),
        line("board_worklists", **{"id": 2, **when, "board_id": 2, "list_id": 1, "position": 0}),
        line("events", **{"id": 900, **when, "story_id": None, "comment_id": None, "author_id": BEN.id,
                          "event_type": "board_created", "event_info": "{}", "board_id": 1, "worklist_id": None}),
    ]


def test_imported_boards_govern_their_lists(store, start):
    imported(store, imported_lines())
    tables = exported(store)
    assert len(tables["board_worklists"]) == 2 and {row["private"] for row in tables["boards"]} == {0, 1}
    server = start(store)
    ben, cleo, eve, ada = (server.as_(person) for person in (BEN, CLEO, EVE, ADA))
    for api in (ben, cleo):
        assert lanes_of(api, 1) == [(1, 0)] and [kind for kind, _ in events_of(api, 1)] == ["board_created"]
    for api in (eve, ada):
        api.get("/boards/1").expect(404)
        assert api.get("/events", board_id=1).json == []
        assert lanes_of(api, 2) == [], "the private board governs the list"
        api.get("/worklists/1").expect(404)
    cleo.put("/worklists/1", {"title": "Hers"}).expect(404)
    ben.put("/worklists/1", {"title": "His"}).expect(200)


def test_boards_survive_export_and_import(start, seeded, stores):
    server = start(seeded)
    ben = server.as_(BEN)
    lane = make_list(ben)
    add_card(ben, lane, 1)
    board = make_board(ben, lane, private=True, users=[CLEO.id], description="Ours")
    ben.put(f"/boards/{board}", {"title": "Renamed"}).expect(200)
    shown, told_of = read(ben, board), events_of(ben, board)
    server.stop()
    tables = exported(seeded)
    other = stores.new()
    imported(other, [json.dumps({"table": table, "row": row}) for table, rows in tables.items() for row in rows])
    assert exported(other) == tables
    again = start(other)
    assert read(again.as_(BEN), board) == shown and events_of(again.as_(BEN), board) == told_of
    assert events_of(again.guest, board) == []


@pytest.mark.parametrize("bare", [True, False])
def test_a_board_in_many_lanes_is_read_whole(ben, bare):
    lists = [make_list(ben) for _ in range(4)]
    stories = [make_story(ben)["id"] for _ in range(3)]
    for number, lane in enumerate(lists):
        for story in stories[:number]:
            add_card(ben, lane, story, position=99)
    board = make_board(ben, *lists)
    shown = next(row for row in ben.get("/boards").json if row["id"] == board) if bare else read(ben, board)
    cards = [[card["item_id"] for card in lane["worklist"]["items"]] for lane in shown["lanes"]]
    assert cards == [stories[:number] for number in range(4)]
