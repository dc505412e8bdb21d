"""Worklists: their cards, people and privacy."""
import json
import random
import threading

import pytest

from support.seed import BEN, BLUE, CLEO, CRASH, FIND_CRASH, NOBODY
from support.world import fresh_name, make_private_story, make_story, make_task

BARE = ["archived", "automatic", "created_at", "creator_id", "id", "private", "project_id", "title", "updated_at"]


def make_list(api, **members):
    return api.post("/worklists", {"title": fresh_name("list"), **members}).expect(200).json["id"]


def add(api, worklist, item, kind="story", **members):
    body = {"item_id": item, "item_type": kind, **members}
    return api.post(f"/worklists/{worklist}/items", body).expect(200).json


def cards(api, worklist):
    """The numbers of its stories and tasks in order; positions must be dense."""
    items = api.get(f"/worklists/{worklist}").expect(200).json["items"]
    assert [item["list_position"] for item in items] == list(range(len(items)))
    return [item["item_id"] for item in items]


def events(api, worklist):
    told = api.get("/events", worklist_id=worklist).expect(200)
    assert told.total == len(told.json)
    return [(event["event_type"], json.loads(event["event_info"])) for event in told.json]


@pytest.fixture
def worklist(ben):
    return make_list(ben)


def test_making_a_list_answers_the_bare_row(ben):
    made = ben.post("/worklists", {"title": "Plans"}).expect(200).json
    assert sorted(made) == BARE
    assert made["creator_id"] == BEN.id and made["private"] is made["archived"] is made["automatic"] is False


def test_reading_a_list_answers_all_of_it(ben, guest, worklist):
    read = guest.get(f"/worklists/{worklist}").expect(200).json
    assert sorted(read) == sorted(BARE + ["filters", "items", "owners", "users"])
    assert (read["owners"], read["users"], read["items"], read["filters"]) == ([BEN.id], [], [], [])


def test_changing_a_list_answers_it_without_filters(ben, worklist):
    changed = ben.put(f"/worklists/{worklist}", {"title": "Hopes", "items": [{"id": 5}], "filters": []}).expect(200).json
    assert sorted(changed) == sorted(BARE + ["items", "owners", "users"])
    assert changed["title"] == "Hopes" and changed["items"] == []


def test_listed_lists_show_bare_cards(ben, guest, worklist):
    add(ben, worklist, CRASH)
    gone = add(ben, worklist, BLUE)["id"]
    ben.delete(f"/worklists/{worklist}/items/{gone}").expect(204)
    row = next(row for row in guest.get("/worklists").expect(200).json if row["id"] == worklist)
    assert sorted(row) == sorted(BARE + ["items", "owners", "users"])
    assert [(item["item_id"], item["list_position"], item["archived"]) for item in row["items"]] == [
        (CRASH, 0, False), (BLUE, 99999, True)]
    assert "story" not in row["items"][0] and "resolved_due_date" not in row["items"][0]


def test_cards_show_what_they_stand_for(ben, guest, worklist):
    add(ben, worklist, CRASH)
    add(ben, worklist, FIND_CRASH, "task")
    story, task = guest.get(f"/worklists/{worklist}").expect(200).json["items"]
    assert story["story"]["id"] == CRASH and story["story"]["status"] == "active"
    assert story["story"]["task_statuses"] is None and story["story"]["due_dates"] == []
    assert story["display_due_date"] is story["resolved_due_date"] is None and "task" not in story
    assert task["task"]["id"] == FIND_CRASH and "story" not in task


def by_query(api, worklist, **said):
    return api.post(f"/worklists/{worklist}/items", **said)


def by_body(api, worklist, **said):
    return api.post(f"/worklists/{worklist}/items", said)


def by_path(api, worklist, **said):
    address = "/".join(str(one) for one in said.values())
    return api.post(f"/worklists/{worklist}/items/{address}", documented=False)  # the document has one more piece


@pytest.mark.parametrize("ask", [by_query, by_body, by_path])
def test_a_card_is_added_in_every_form(ben, worklist, ask):
    add(ben, worklist, BLUE)
    made = ask(ben, worklist, item_id=CRASH, item_type="story", list_position=0).expect(200).json
    assert (made["item_id"], made["list_position"], made["list_id"]) == (CRASH, 0, worklist)
    assert cards(ben, worklist) == [CRASH, BLUE]


MOVES = {
    "query": lambda api, url, card: api.put(url, item_id=card, list_position=1),
    "body": lambda api, url, card: api.put(url, {"item_id": card, "list_position": 1}),
    "address and body": lambda api, url, card: api.put(f"{url}/{card}", {"list_position": 1}),
    "address and query": lambda api, url, card: api.put(f"{url}/{card}", list_position=1),
    "address": lambda api, url, card: api.put(f"{url}/{card}/1", documented=False),
}


@pytest.mark.parametrize("how", MOVES)
def test_a_card_is_moved_in_every_form(ben, worklist, how):
    card = add(ben, worklist, CRASH)["id"]
    add(ben, worklist, BLUE)
    assert MOVES[how](ben, f"/worklists/{worklist}/items", card).expect(200).json["list_position"] == 1
    assert cards(ben, worklist) == [BLUE, CRASH]


ENDS = {
    "query": lambda api, url, card: api.delete(url, item_id=card),
    "query and an empty body": lambda api, url, card: api.delete(url, {}, item_id=card),
    "body": lambda api, url, card: api.delete(url, {"item_id": card}),
    "address": lambda api, url, card: api.delete(f"{url}/{card}"),
}


@pytest.mark.parametrize("how", ENDS)
def test_a_card_is_taken_off_in_every_form(ben, worklist, how):
    card = add(ben, worklist, CRASH)["id"]
    assert ENDS[how](ben, f"/worklists/{worklist}/items", card).expect(204).body == b""
    assert cards(ben, worklist) == []
    item, = ben.get(f"/worklists/{worklist}/items").expect(200).json
    assert item["archived"] and item["list_position"] == 99999


def test_what_is_missing_or_nonsense_is_told(ben, worklist):
    url = f"/worklists/{worklist}/items"
    ben.post(url, {"item_type": "story"}).refused(400, "item_id")
    ben.post(url, {"item_id": CRASH}).refused(400, "item_type")
    ben.post(url, {"item_id": NOBODY, "item_type": "story"}).refused(404, f"Item {NOBODY} refers to a non-existent task or story.")
    ben.post(url, {"item_id": CRASH, "item_type": "board"}).refused(404)
    ben.put(url, {"list_position": 0}).refused(400, "item_id")
    ben.put(f"{url}/{NOBODY}", {"list_position": 0}).refused(404)
    ben.put(f"{url}/x", {"list_position": 0}).refused(400)
    ben.delete(f"{url}/{NOBODY}").expect(404)


def test_moving_to_another_list(ben, worklist):
    other = make_list(ben)
    add(ben, other, BLUE)
    card = add(ben, worklist, CRASH)["id"]
    moved = ben.put(f"/worklists/{worklist}/items/{card}", {"list_position": 0, "list_id": other}).expect(200).json
    assert moved["list_id"] == other and moved["id"] == card
    assert cards(ben, worklist) == [] and cards(ben, other) == [CRASH, BLUE]


def test_no_card_is_pushed_into_the_list_of_another(ben, cleo, worklist):
    mine = make_list(cleo)
    card = add(cleo, mine, CRASH)["id"]
    cleo.put(f"/worklists/{mine}/items/{card}", {"list_id": worklist, "list_position": 0}).refused(404)
    assert cards(cleo, mine) == [CRASH] and cards(ben, worklist) == []


def test_no_card_or_filter_is_reached_through_another_list(ben, cleo, guest):
    secret = make_list(ben, private=True, automatic=True)
    card = add(ben, secret, CRASH)["id"]
    made = ben.post(f"/worklists/{secret}/filters", {"type": "Story", "filter_criteria": []}).expect(200).json["id"]
    mine = make_list(cleo)
    missing = cleo.put(f"/worklists/{mine}/items/{NOBODY}", {"list_position": 0}).expect(404).fault
    found = cleo.put(f"/worklists/{mine}/items/{card}", {"list_position": 0}).expect(404).fault
    assert found == missing.replace(str(NOBODY), str(card))
    cleo.delete(f"/worklists/{mine}/items/{card}").expect(404)
    for answer in (cleo.get(f"/worklists/{mine}/filters/{made}"), guest.get(f"/worklists/{mine}/filters/{made}"),
                   cleo.put(f"/worklists/{mine}/filters/{made}", {"type": "Task"}),
                   cleo.delete(f"/worklists/{mine}/filters/{made}")):
        answer.expect(404)
    ben.get(f"/worklists/{secret}/filters/{made}").expect(200)


def test_a_private_list_is_not_there_for_others(ben, cleo, eve, ada, guest):
    shown = make_list(ben, private=True, users=[CLEO.id])
    assert cleo.get(f"/worklists/{shown}").expect(200).json["private"] is True
    for api in (eve, ada, guest):
        missing = api.get(f"/worklists/{NOBODY}").expect(404)
        there = api.get(f"/worklists/{shown}").expect(404)
        assert there.fault == missing.fault.replace(str(NOBODY), str(shown))
        assert shown not in api.get("/worklists").ids
        assert api.get("/events", worklist_id=shown).json == []
        for path in ("items", "filters", "permissions"):
            api.get(f"/worklists/{shown}/{path}").expect(404)
    assert [kind for kind, _ in events(cleo, shown)] == [
        "worklist_created", "worklist_permission_created", "worklist_permission_created"]


def test_whoever_may_not_see_a_story_sees_the_list_without_it(ben, eve, guest):
    secret = make_private_story(ben, BEN)["id"]
    job = make_task(ben, secret)["id"]
    one, twin = make_list(ben), make_list(ben)
    add(ben, one, secret)
    for worklist in (one, twin):
        add(ben, worklist, CRASH)
    add(ben, one, job, "task", list_position=1)
    for worklist in (one, twin):
        add(ben, worklist, BLUE)

    def seen(api, worklist):
        def plain(value):
            text = json.dumps(value)
            return json.loads(text.replace(f'"list_id": {worklist}', '"list_id": 0'))

        listed = [{**item, "id": 0, "created_at": 0} for item in plain(api.get(f"/worklists/{worklist}").json["items"])]
        bare = [{**item, "id": 0, "created_at": 0} for item in plain(api.get(f"/worklists/{worklist}/items").json)]
        told = [(kind, info.get("added")) for kind, info in events(api, worklist) if kind == "worklist_contents_changed"]
        for _, item in told:
            item["worklist_id"] = 0
        return listed, bare, told

    assert cards(ben, one) == [secret, job, CRASH, BLUE]
    for api in (eve, guest):
        assert seen(api, one) == seen(api, twin)
        assert api.get("/worklists", story_id=secret).json == api.get("/worklists", story_id=NOBODY).json == []


def test_a_story_made_private_later_takes_its_events_along(ben, eve, worklist):
    story = make_story(ben)["id"]
    before, total = events(eve, worklist), eve.get("/events", limit=0).total
    add(ben, worklist, story)
    assert len(events(eve, worklist)) == len(before) + 1
    ben.put(f"/stories/{story}", {"private": True, "users": [{"id": BEN.id}]}).expect(200)
    assert events(eve, worklist) == before and cards(eve, worklist) == []
    assert eve.get("/events", limit=0).total == total - 1, "nor do totals know, of the card or of the story"
    assert len(events(ben, worklist)) == len(before) + 1 and cards(ben, worklist) == [story]
    everything = ben.get("/events", event_type="worklist_contents_changed").expect(200)
    assert everything.total == len(everything.json)


def test_a_deleted_story_leaves_no_card(ada, ben, worklist):
    story = make_story(ben)["id"]
    job = make_task(ben, story)["id"]
    for item, kind in ((story, "story"), (CRASH, "story"), (job, "task")):
        add(ben, worklist, item, kind)
    ada.delete(f"/stories/{story}").expect(204)
    assert cards(ben, worklist) == [CRASH]
    assert [item["item_id"] for item in ben.get(f"/worklists/{worklist}/items").json] == [CRASH]


def test_what_happens_is_told(ben, worklist):
    card = add(ben, worklist, CRASH)["id"]
    add(ben, worklist, BLUE)
    ben.put(f"/worklists/{worklist}/items/{card}", {"list_position": 1}).expect(200)
    ben.delete(f"/worklists/{worklist}/items/{card}").expect(204)
    created, edit, move, added, _, moved, removed = events(ben, worklist)
    title = ben.get(f"/stories/{CRASH}").json["title"]
    about = {"worklist_id": worklist, "author_id": BEN.id}
    item = {"worklist_id": worklist, "item_id": CRASH, "item_title": title, "item_type": "story"}
    assert created[1] == {**about, "worklist_title": ben.get(f"/worklists/{worklist}").json["title"]}
    assert edit[1].pop("permission_id") and edit[1] == {**about, "codename": "edit_worklist", "users": [{str(BEN.id): BEN.name}]}
    assert move[1].pop("permission_id") and move[1] == {**about, "codename": "move_items", "users": []}
    assert added == ("worklist_contents_changed", {**about, "added": {**item, "position": 0}, "removed": None, "updated": None})
    new = {"item_id": CRASH, "item_title": title, "item_type": "story", "position": 1}
    assert moved[1] == {**about, "added": None, "removed": None,
                        "updated": {"old": {**item, "position": 0, "due_date_id": None}, "new": new}}
    assert removed[1] == {**about, "added": None, "removed": {**item, "position": 1}, "updated": None}


def test_permissions_are_read_and_given(ben, cleo, eve, guest, worklist):
    url = f"/worklists/{worklist}/permissions"
    assert ben.get(url).expect(200).json == ["edit_worklist"]
    assert guest.get(url).expect(200).json == cleo.get(url).expect(200).json == []
    assert ben.put(url, {"codename": "move_items", "users": [CLEO.id]}).expect(200).json == "move_items"
    assert cleo.get(url).json == ["move_items"]
    add(cleo, worklist, CRASH)
    cleo.put(f"/worklists/{worklist}", {"title": "Mine"}).expect(404)
    cleo.put(url, {"codename": "edit_worklist", "users": [CLEO.id]}).expect(404)
    ben.put(url, {"codename": "fly", "users": []}).expect(404)
    ben.post(url, {"codename": "move_items", "users": []}).refused(400, "already exists")
    eve.post(f"/worklists/{worklist}/items", {"item_id": BLUE, "item_type": "story"}).expect(404)
    guest.post(f"/worklists/{worklist}/items", {"item_id": BLUE, "item_type": "story"}).expect(401)


def test_a_list_is_put_away_and_found_again(ben, guest, worklist):
    ben.delete(f"/worklists/{worklist}").expect(204)
    assert guest.get(f"/worklists/{worklist}").expect(200).json["archived"] is True
    assert worklist not in guest.get("/worklists").ids and worklist in guest.get("/worklists", archived="1").ids
    assert worklist in guest.get("/worklists", archived="false").ids, "any text is true"
    ben.put(f"/worklists/{worklist}", {"archived": False}).expect(200)
    assert worklist in guest.get("/worklists", archived="").ids


def test_lists_are_paged_and_counted(ben, guest):
    mine = [make_list(ben) for _ in range(3)]
    page = guest.get("/worklists", creator_id=BEN.id, limit=2, offset=1, sort_field="id", sort_dir="desc").expect(200)
    everything = guest.get("/worklists", creator_id=BEN.id).expect(200)
    assert page.ids == everything.ids[::-1][1:3]
    assert page.paging == {"X-Total": str(len(everything.ids)), "X-Limit": "2", "X-Offset": "1"}
    assert everything.paging == {"X-Total": str(len(everything.ids))} and set(mine) <= set(everything.ids)
    guest.get("/worklists", marker=1).refused(400, "Unknown argument")
    guest.get("/worklists", sort_field="bogus").refused(400, "Invalid sort_field [bogus]")


def test_an_automatic_list_finds(ben, eve):
    tag = fresh_name("tag")
    public, secret = make_story(ben)["id"], make_private_story(ben, BEN)["id"]
    for story in (public, secret):
        ben.put(f"/stories/{story}/tags", [tag]).expect(200)
    job = make_task(ben, public, title=tag + " job")["id"]
    criterion = {"title": tag, "field": "Tags", "value": tag, "negative": False}
    found = make_list(ben, automatic=True, filters=[
        {"type": "Task", "filter_criteria": [criterion]}, {"type": "Story", "filter_criteria": [criterion]}])

    def shown(api):
        return [(item["item_type"], item["item_id"]) for item in api.get(f"/worklists/{found}").expect(200).json["items"]]

    assert shown(ben) == [("story", public), ("story", secret), ("task", job)]
    assert shown(eve) == [("story", public), ("task", job)]
    item = eve.get(f"/worklists/{found}").json["items"][0]
    assert sorted(item) == ["item_id", "item_type", "list_id", "list_position", "story"]
    assert len(eve.get(f"/worklists/{found}/items").expect(200).json) == 2


def test_filters_are_changed_by_criteria(ben, guest, worklist):
    url = f"/worklists/{worklist}/filters"
    first = {"title": "a", "field": "Text", "value": "a", "negative": False}
    made = ben.post(url, {"type": "Story", "filter_criteria": [first]}).expect(200).json
    assert made["list_id"] == worklist and made["filter_criteria"][0]["filter_id"] == made["id"]
    assert guest.get(url).expect(200).json == [made]
    kept = {**made["filter_criteria"][0], "value": "b"}
    second = {"title": "c", "field": "Tags", "value": "c", "negative": True, "filter_id": made["id"]}
    changed = ben.put(f"{url}/{made['id']}", {"type": "Story", "filter_criteria": [kept, second]}).expect(200).json
    assert [(one["value"], one["id"] == kept["id"]) for one in changed["filter_criteria"]] == [("b", True), ("c", False)]
    left = ben.put(f"{url}/{made['id']}", {"filter_criteria": changed["filter_criteria"][1:]}).expect(200).json
    assert [one["value"] for one in left["filter_criteria"]] == ["c"]
    ben.post(url, {"type": "Story", "filter_criteria": [{"value": "a", "field": "Text"}]}).refused(400, "title")
    ben.post(url, {"type": "Board"}).refused(400)
    ben.delete(f"{url}/{made['id']}").expect(204)
    assert guest.get(url).json == []


def test_many_people_move_cards_at_once(fresh):
    """32 clients in one list: positions stay dense, and nothing is lost."""
    ben = fresh.as_(BEN)
    stories = [make_story(ben)["id"] for _ in range(40)]
    one, other = make_list(ben), make_list(ben)
    made = [add(ben, one, story)["id"] for story in stories]
    failures = []

    def work(number):
        api, chance = fresh.as_(BEN), random.Random(number)
        try:
            for _ in range(12):
                card = chance.choice(made)
                target = chance.choice([one, one, other])
                here = next((where for where in (one, other)
                             if api.put(f"/worklists/{where}/items/{card}",
                                        {"list_position": chance.randrange(40), "list_id": target}).status == 200), None)
                # Somebody may have moved it between our two looks.
                if here is None:
                    continue
        except Exception as problem:  # noqa: BLE001
            failures.append(problem)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(32)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    assert sorted(cards(ben, one) + cards(ben, other)) == sorted(stories)
