"""Due dates: their permissions, what is due, and where they are shown."""
import json

import pytest

from support.lines import exported, imported
from support.seed import ADA, BEN, CLEO, CRASH, EVE, NOBODY
from support.world import fresh_name, make_private_story, make_story, make_task

MEMBERS = [
    "assignable", "count", "created_at", "creator_id", "date", "editable", "id", "name", "owners", "private", "stories",
    "tasks", "updated_at", "users"
]
WHEN = "2030-01-01T00:00:00+00:00"


def make_due_date(api, **members):
    return api.post("/due_dates", {"name": fresh_name("due"), "date": WHEN, **members}).expect(200).json


def make_list(api, **members):
    return api.post("/worklists", {"title": fresh_name("list"), **members}).expect(200).json["id"]


def make_board(api, lanes=(), **members):
    placed = [{"list_id": one, "position": place} for place, one in enumerate(lanes)]
    return api.post("/boards", {"title": fresh_name("board"), "lanes": placed, **members}).expect(200).json["id"]


def read(api, due_date):
    return api.get(f"/due_dates/{due_date}").expect(200).json


def same_as_nothing(api, method, made, body=None, suffix="", nobody=NOBODY, path="/due_dates"):
    """What this caller may not see or do answers exactly as if there were no such thing."""
    arguments = () if body is None else (body,)
    one = api.request(method, f"{path}/{made}{suffix}", *arguments).expect(404)
    other = api.request(method, f"{path}/{nobody}{suffix}", *arguments).expect(404)
    assert one.body.replace(str(made).encode(), b"N") == other.body.replace(str(nobody).encode(), b"N")


def test_a_due_date_has_these_members(ben, guest):
    made = make_due_date(ben, name="Release")
    assert sorted(made) == MEMBERS
    assert (made["name"], made["date"], made["private"], made["creator_id"]) == ("Release", WHEN, False, BEN.id)
    assert (made["owners"], made["users"], made["tasks"], made["stories"], made["count"]) == ([BEN.id], [], [], [], 0)
    assert sorted(read(guest, made["id"])) == MEMBERS
    row = next(row for row in guest.get("/due_dates").expect(200).json if row["id"] == made["id"])
    assert sorted(row) == MEMBERS


def test_everybody_reads_what_he_may_do(ben, cleo, eve, guest):
    made = make_due_date(ben, users=[CLEO.id])["id"]
    for api, editable, assignable in ((ben, True, True), (cleo, False, True), (eve, False, False), (guest, False, False)):
        for shown in (read(api, made), next(row for row in api.get("/due_dates").json if row["id"] == made)):
            assert (shown["editable"], shown["assignable"]) == (editable, assignable), api.token


def test_odd_input_is_refused(ben, guest):
    guest.post("/due_dates", {"name": "Release"}).expect(401)
    ben.post("/due_dates", {"name": "x", "date": "2030-01-01T00:00:00"}).refused(400, "date")
    ben.post("/due_dates", {"name": "x", "creator_id": CLEO.id}).refused(400, "creator")
    ben.post("/due_dates", {"name": "x", "owners": [NOBODY]}).expect(404)
    ben.post("/due_dates", {"name": "x" * 101}).refused(400, "too long")
    ben.post("/due_dates", {"nome": "x"}).refused(400, "nome")
    guest.get("/due_dates", nome="x").refused(400, "nome")
    guest.get("/due_dates", sort_field="count").refused(400, "sort_field")
    guest.get(f"/due_dates/{NOBODY}").refused(404, str(NOBODY))


def test_a_private_one_does_not_exist_for_others(ben, cleo, eve, ada, guest):
    made = make_due_date(ben, private=True, users=[CLEO.id])["id"]
    assert read(cleo, made)["private"]
    assert made in cleo.get("/due_dates").ids
    for api in (eve, ada, guest):
        assert made not in api.get("/due_dates").expect(200).ids
        same_as_nothing(api, "GET", made)
        same_as_nothing(api, "GET", made, suffix="/permissions")
    for api in (eve, ada):
        same_as_nothing(api, "PUT", made, {"name": "Mine now"})
        same_as_nothing(api, "PUT", made, {"codename": "edit_date", "users": [EVE.id]}, "/permissions")
        same_as_nothing(api, "POST", made, {"codename": "edit_date", "users": [EVE.id]}, "/permissions")
    total = eve.get("/due_dates", limit=0).total
    make_due_date(ben, private=True)
    assert eve.get("/due_dates", limit=0).total == total


def test_owners_edit_and_users_assign(ben, cleo, eve):
    made = make_due_date(ben, users=[CLEO.id])
    number, story = made["id"], make_story(ben)["id"]
    for change in ({"name": "Other"}, {"date": "2031-01-01T00:00:00Z"}, {"private": True}):
        cleo.put(f"/due_dates/{number}", change).expect(404)
    eve.put(f"/due_dates/{number}", {"stories": [{"id": story}]}).expect(404)
    # The whole thing sent back with one story more, as web clients do.
    assigned = cleo.put(f"/due_dates/{number}", {**made, "stories": [{"id": story}]}).expect(200).json
    assert [one["id"] for one in assigned["stories"]] == [story] and assigned["count"] == 1
    changed = ben.put(f"/due_dates/{number}", {"name": "Later"}).expect(200).json
    assert changed["name"] == "Later" and changed["count"] == 1 and changed["date"] == WHEN
    assert changed["updated_at"] and sorted(changed) == MEMBERS


def test_tasks_and_stories_replace_the_sets(ben):
    story, other = make_story(ben)["id"], make_story(ben)["id"]
    task = make_task(ben, story)["id"]
    made = make_due_date(ben, stories=[{"id": story}], tasks=[{"id": task}])["id"]
    assert read(ben, made)["count"] == 2
    ben.put(f"/due_dates/{made}", {"stories": [{"id": other}]}).expect(200)
    shown = read(ben, made)
    assert [one["id"] for one in shown["stories"]] == [other] and [one["id"] for one in shown["tasks"]] == [task]
    ben.put(f"/due_dates/{made}", {"stories": [], "tasks": []}).expect(200)
    assert read(ben, made)["count"] == 0
    ben.put(f"/due_dates/{made}", {"stories": [{"id": NOBODY}]}).refused(404, "Story")
    ben.put(f"/due_dates/{made}", {"tasks": [{"id": NOBODY}]}).refused(404, "Task")


def test_nobody_learns_of_a_private_story_through_it(ben, cleo, ada, guest):
    secret = make_private_story(ben, BEN)["id"]
    task = make_task(ben, secret)["id"]
    made = make_due_date(ben, stories=[{"id": secret}], tasks=[{"id": task}], users=[CLEO.id])["id"]
    assert read(ben, made)["count"] == 2
    for api in (cleo, ada, guest):
        shown = read(api, made)
        assert (shown["count"], shown["stories"], shown["tasks"]) == (0, [], [])
    for body in ({"stories": [{"id": secret}]}, {"tasks": [{"id": task}]}):
        cleo.put(f"/due_dates/{made}", body).expect(404)
    cleo.put(f"/due_dates/{made}", {"stories": [], "tasks": []}).expect(200)
    assert read(ben, made)["count"] == 2, "what she does not see, she does not touch"


def test_a_deleted_story_or_task_is_due_no_more(ben, ada):
    story, other = make_story(ben)["id"], make_story(ben)["id"]
    in_story, lone = make_task(ben, story)["id"], make_task(ben, other)["id"]
    made = make_due_date(ben, stories=[{"id": story}], tasks=[{"id": in_story}, {"id": lone}])["id"]
    ada.delete(f"/stories/{story}").expect(204)
    ben.delete(f"/tasks/{lone}").expect(204)
    assert read(ben, made)["count"] == 0


def test_filters(ben, guest):
    name = fresh_name("filtered")
    one = make_due_date(ben, name=name + " one", users=[CLEO.id], date="2029-05-05T05:05:05Z")["id"]
    two = make_due_date(ben, name=name + " two", owners=[CLEO.id])["id"]
    listed = lambda **query: guest.get("/due_dates", name=name.upper(), **query).expect(200).ids
    assert listed() == [one, two]
    assert listed(user=CLEO.id) == [one] and listed(owner=CLEO.id) == [two] and listed(owner=BEN.id) == [one]
    assert listed(date="2029-05-05T05:05:05+00:00") == [one]
    assert listed(sort_field="date", sort_dir="desc") == [two, one]
    assert listed(board_id=NOBODY) == [] and listed(worklist_id=NOBODY) == []
    assert guest.get("/due_dates", name=name).total == 2


def test_permissions_are_given_and_taken(ben, cleo, eve):
    made = make_due_date(ben)["id"]
    path = f"/due_dates/{made}/permissions"
    assert ben.get(path).expect(200).json == ["edit_date"]
    assert cleo.get(path).expect(200).json == []
    assert ben.put(path, {"codename": "assign_date", "users": [CLEO.id]}).expect(200).json == "assign_date"
    assert cleo.get(path).expect(200).json == ["assign_date"]
    assert ben.post(path, {"codename": "edit_date", "users": [EVE.id]}).expect(200).json == "edit_date"
    assert read(ben, made)["owners"] == [BEN.id, EVE.id]
    cleo.put(path, {"codename": "edit_date", "users": [CLEO.id]}).expect(404)
    ben.put(path, {"codename": "fly", "users": []}).refused(404, "fly")
    ben.put(path, {"codename": "assign_date", "users": [NOBODY]}).expect(404)
    assert eve.put(path, {"codename": "assign_date", "users": []}).expect(200).json == "assign_date"
    assert read(ben, made)["users"] == []


@pytest.mark.parametrize("kind", ["board_id", "worklist_id"])
def test_it_is_shown_only_where_one_may_edit(ben, eve, guest, kind):
    make, path = (make_board, "/boards") if kind == "board_id" else (make_list, "/worklists")
    his_public, his_secret = make(ben), make(ben, private=True)
    hers = make(eve)
    made = make_due_date(eve, **{kind: hers})["id"]
    for other in (his_public, his_secret, NOBODY):
        eve.post("/due_dates", {"name": "Pushed", kind: other}).expect(404)
        eve.put(f"/due_dates/{made}", {kind: other}).expect(404)
    secret, nobody = (eve.put(f"/due_dates/{made}", {kind: one}) for one in (his_secret, NOBODY))
    assert secret.body.replace(str(his_secret).encode(), b"N") == nobody.body.replace(str(NOBODY).encode(), b"N")
    assert guest.get("/due_dates", **{kind: hers}).ids == [made]
    assert guest.get("/due_dates", **{kind: his_public}).ids == []
    # A public due date in a private place does not tell of the place.
    known = make_due_date(ben, **{kind: his_secret})["id"]
    assert ben.get("/due_dates", **{kind: his_secret}).ids == [known]
    assert guest.get("/due_dates", **{kind: his_secret}).ids == []
    assert path  # the places themselves are tested beside their features


def test_detaching_takes_it_off_the_board_and_its_cards(ben, eve):
    lane, story = make_list(ben), make_story(ben)["id"]
    card = ben.post(f"/worklists/{lane}/items", {"item_id": story, "item_type": "story", "list_position": 0}).expect(200)
    board = make_board(ben, [lane])
    made = make_due_date(ben, board_id=board)["id"]
    ben.put(f"/worklists/{lane}/items", {"item_id": card.json["id"], "list_position": 0,
                                         "display_due_date": made}).expect(200)
    shown = ben.get(f"/boards/{board}").expect(200).json
    assert [(one["id"], one["count"], one["editable"]) for one in shown["due_dates"]] == [(made, 1, True)]
    assert shown["lanes"][0]["worklist"]["items"][0]["resolved_due_date"]["id"] == made

    eve.delete(f"/due_dates/{made}", board_id=board).expect(404)
    ben.delete(f"/due_dates/{made}").refused(400, "board_id")
    ben.delete(f"/due_dates/{made}", board_id=board).expect(204)
    shown = ben.get(f"/boards/{board}").expect(200).json
    assert shown["due_dates"] == []
    assert shown["lanes"][0]["worklist"]["items"][0]["display_due_date"] is None
    assert read(ben, made)["id"] == made, "never really deleted"
    same_as_nothing(eve, "DELETE", make_due_date(ben, private=True)["id"], suffix=f"?board_id={board}")


def test_they_survive_export_and_import(start, seeded, stores):
    server = start(seeded)
    ben = server.as_(BEN)
    story, board, lane = CRASH, make_board(ben), make_list(ben)
    task = ben.get(f"/stories/{story}/tasks").ids[0]
    made = make_due_date(ben, private=True, stories=[{"id": story}], tasks=[{"id": task}], users=[ADA.id],
                         board_id=board, worklist_id=lane)
    server.stop()
    tables = exported(seeded)
    other = stores.new()
    imported(other, [json.dumps({"table": table, "row": row}) for table, rows in tables.items()
                     for row in rows])
    assert exported(other) == tables
    again = start(other).as_(BEN)
    assert read(again, made["id"]) == made
    assert again.get("/due_dates", board_id=board).ids == again.get("/due_dates", worklist_id=lane).ids == [made["id"]]
