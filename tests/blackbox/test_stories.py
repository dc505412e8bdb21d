"""Stories: their status, filters, creation, change and end. Who may see private ones: test_privacy.py."""
import pytest

from support.api import NOTHING
from support.seed import (ADA, BEN, BENS_SECRET, BLUE, CLEO, CRASH, CREW, ENGINE, EVE, HARDEN, IDEA, NOBODY,
                          SURE_THING, VMT)
from support.world import make_comment, make_private_story, make_story, make_task, new_events, timeline

BARE = ["created_at", "creator_id", "description", "id", "is_bug", "private", "story_type_id", "title", "updated_at"]
FULL = sorted(BARE + ["status", "tags", "task_statuses", "teams", "users"])
STATUSES = ["todo", "merged", "invalid", "review", "inprogress"]


def counts(story):
    return [entry["count"] for entry in story["task_statuses"]]


def test_a_story_has_these_members(guest):
    story = guest.get(f"/stories/{CRASH}").expect(200).json
    assert sorted(story) == FULL
    assert story == {
        **story, "title": "Crash on start", "description": "It stops before it begins.", "is_bug": True,
        "creator_id": BEN.id, "story_type_id": 1, "status": "active", "private": False, "users": [], "teams": [],
        "id": CRASH
    }
    assert sorted(story["tags"]) == ["bug", "low-hanging-fruit"]
    assert [entry["key"] for entry in story["task_statuses"]] == STATUSES
    assert counts(story) == [1, 1, 0, 0, 0]


def test_a_story_without_tasks_is_invalid_and_counts_nothing(guest):
    story = guest.get(f"/stories/{IDEA}").json
    assert story["status"] == "invalid" and counts(story) == [None] * 5


def test_text_comes_back_as_it_was_written(guest):
    assert guest.get(f"/stories/{SURE_THING}").json["description"] == "Naïve ☃ 𝄞 and <b>bold</b>"


@pytest.mark.parametrize("tasks,status", [([], "invalid"), (["todo"], "active"), (["inprogress"], "active"),
                                          (["review"], "active"), (["merged"], "merged"), (["invalid"], "invalid"),
                                          (["merged", "invalid"], "merged"),
                                          (["merged", "invalid", "review"], "active"), (["invalid"] * 3, "invalid"), ])
def test_the_status_follows_from_the_tasks(ben, tasks, status):
    story = make_story(ben)["id"]
    for task in tasks:
        make_task(ben, story, status=task)
    seen = ben.get(f"/stories/{story}").json
    assert seen["status"] == status
    assert counts(seen) == ([tasks.count(key) for key in STATUSES] if tasks else [None] * 5)
    assert ben.get("/stories", status=status, title=seen["title"]).ids == [story]


def test_the_status_follows_a_task_that_changes_moves_or_goes(ben):
    story, other = make_story(ben)["id"], make_story(ben)["id"]
    task = make_task(ben, story)["id"]

    def statuses():
        return [ben.get(f"/stories/{number}").json["status"] for number in (story, other)]

    assert statuses() == ["active", "invalid"]
    ben.put(f"/tasks/{task}", {"status": "merged"}).expect(200)
    assert statuses() == ["merged", "invalid"]
    ben.put(f"/tasks/{task}", {"story_id": other}).expect(200)
    assert statuses() == ["invalid", "merged"]
    ben.delete(f"/tasks/{task}").expect(204)
    assert statuses() == ["invalid", "invalid"]
    assert counts(ben.get(f"/stories/{other}").json) == [None] * 5


def test_a_story_with_several_matching_tasks_is_listed_once(ben):
    story = make_story(ben)
    for _ in range(3):
        make_task(ben, story["id"], assignee_id=EVE.id)
    answer = ben.get("/stories", assignee_id=EVE.id, project_id=ENGINE, title=story["title"])
    assert (answer.ids, answer.total) == ([story["id"]], 1)


def test_an_unknown_story_is_not_found(guest, ben):
    guest.get(f"/stories/{NOBODY}").refused(404, f"Story {NOBODY} not found")
    ben.put(f"/stories/{NOBODY}", {"title": "Nothing"}).expect(404)


def test_a_new_story_is_answered_bare_and_read_in_full(ben, guest):
    answer = ben.post("/stories", {"title": "Something new", "description": "Ünïcode"}).expect(200)
    made = answer.json
    assert sorted(made) == BARE
    assert (made["creator_id"], made["story_type_id"], made["private"], made["description"]) == (BEN.id, 1, False,
                                                                                                 "Ünïcode")
    seen = guest.get(f"/stories/{made['id']}").expect(200).json
    assert sorted(seen) == FULL and seen["status"] == "invalid" and seen["tags"] == []
    assert seen["updated_at"] is not None  # its event touched it
    assert timeline(guest, made["id"]) == [("story_created", {"story_id": made["id"], "story_title": "Something new"})]


def test_tags_of_a_new_story_do_not_break_it(ben):
    story = make_story(ben, tags=["made-with-the-story"])["id"]
    assert ben.get(f"/stories/{story}").json["tags"] in ([], ["made-with-the-story"])


@pytest.mark.parametrize("members,status,message", [({"creator_id": ADA.id}, 400, "You can't select author of story."),
                                                    ({"story_type_id": 3}, 400, "Now you can't add story with type 3."),
                                                    ({"story_type_id": 4}, 400, "Now you can't add story with type 4."),
                                                    ({"story_type_id": NOBODY}, 404, ""),
                                                    ({"private": True, "users": [{"id": NOBODY}]}, None, ""),
                                                    ({"private": True, "teams": [{"id": NOBODY}]}, None, ""), ],
                         ids=str)
def test_a_story_cannot_be_made_like_this(ben, members, status, message):
    before = ben.get("/stories", limit=0).total
    answer = ben.post("/stories", {"title": "Not like this", **members})
    assert answer.status in ([status] if status else [400, 404]) and message in answer.fault, answer
    assert ben.get("/stories", limit=0).total == before


def test_one_may_name_oneself_as_the_author(ben):
    assert make_story(ben, creator_id=BEN.id)["creator_id"] == BEN.id


@pytest.mark.parametrize("members,readers", [({}, {BEN}), ({"users": [], "teams": []}, {BEN}),
                                             ({"users": [{"id": EVE.id}]}, {EVE}),
                                             ({"teams": [{"id": VMT}]}, {BEN, CLEO}),
                                             ({"teams": [{"id": VMT}], "users": []}, {CLEO}),
                                             ({"teams": [{"id": CREW}, {"id": VMT}], "users": []}, {BEN, CLEO}),
                                             ({"users": [{"id": EVE.id}], "teams": [{"id": VMT}]}, {EVE, CLEO}), ],
                         ids=str)
def test_a_new_private_story_is_seen_by_these(server, ben, members, readers):
    story = make_story(ben, private=True, **members)["id"]
    seen = {person for person in (ADA, BEN, CLEO, EVE) if server.as_(person).get(f"/stories/{story}").status == 200}
    assert seen == readers


def test_a_private_story_shows_its_readers(ben):
    story = make_private_story(ben, BEN, EVE, teams=[CREW])["id"]
    seen = ben.get(f"/stories/{story}").expect(200).json
    assert seen["private"] is True
    assert sorted(user["id"] for user in seen["users"]) == [BEN.id, EVE.id]
    assert [team["id"] for team in seen["teams"]] == [CREW]


def test_anyone_who_sees_a_story_may_change_it(ben, cleo):
    story = make_story(ben)["id"]
    changed = cleo.put(f"/stories/{story}", {"title": "As Cleo sees it", "description": None}).expect(200).json
    assert sorted(changed) == FULL
    assert (changed["title"], changed["description"], changed["creator_id"]) == ("As Cleo sees it", None, BEN.id)


def test_a_change_is_recorded_with_the_new_title_even_if_nothing_changed(ben):
    story = make_story(ben)["id"]
    expected = [("story_details_changed", {"story_id": story, "story_title": "A better title"})]
    assert new_events(ben, story,
                      lambda: ben.put(f"/stories/{story}", {"title": "A better title"}).expect(200)) == expected
    assert new_events(ben, story, lambda: ben.put(f"/stories/{story}", {}).expect(200)) == expected


def test_tags_in_a_change_are_ignored(ben):
    story = make_story(ben)["id"]
    assert ben.put(f"/stories/{story}", {"tags": ["sneaky"]}).expect(200).json["tags"] == []


def test_the_author_cannot_be_changed(ben, cleo):
    story = make_story(ben)["id"]
    cleo.put(f"/stories/{story}", {"creator_id": CLEO.id}).refused(400, "You can't change author of story.")
    ben.put(f"/stories/{story}", {"creator_id": BEN.id}).expect(200)


@pytest.mark.parametrize("target,status,message", [(2, 200, ""), (3, 400, "Now you can't change story type to 3."),
                                                   (4, 400, "Now you can't change story type to 4."),
                                                   (99, 404, "Story type 99 not found."), (1, 200, "")])
def test_the_type_changes_only_where_allowed(ben, target, status, message):
    story = make_story(ben)["id"]
    answer = ben.put(f"/stories/{story}", {"story_type_id": target}).expect(status)
    assert message in (answer.fault if status != 200 else "")
    assert ben.get(f"/stories/{story}").json["story_type_id"] == (target if status == 200 else 1)


def test_a_feature_can_become_a_bug_again(ben):
    story = make_story(ben, story_type_id=2)["id"]
    assert ben.put(f"/stories/{story}", {"story_type_id": 1}).expect(200).json["story_type_id"] == 1


def test_a_forbidden_type_is_refused_before_the_story_is_looked_for(ben):
    ben.put(f"/stories/{NOBODY}", {"story_type_id": 4}).refused(400, "Now you can't change story type to 4.")


def test_a_private_story_keeps_at_least_one_reader(ben):
    story = make_private_story(ben, BEN)["id"]
    message = "Can't make a private story have no users or teams"
    ben.put(f"/stories/{story}", {"users": [], "teams": []}).refused(400, message)
    assert [user["id"] for user in ben.get(f"/stories/{story}").expect(200).json["users"]] == [BEN.id]


def test_a_story_turned_private_without_lists_is_seen_by_who_turned_it(ben, cleo, guest):
    story = make_story(ben)["id"]
    changed = cleo.put(f"/stories/{story}", {"private": True}).expect(200).json
    assert [user["id"] for user in changed["users"]] == [CLEO.id]
    cleo.get(f"/stories/{story}").expect(200)
    ben.get(f"/stories/{story}").expect(404)
    guest.get(f"/stories/{story}").expect(404)


def test_a_private_story_can_be_opened_to_all(ben, guest):
    story = make_private_story(ben, BEN)["id"]
    assert ben.put(f"/stories/{story}", {"private": False}).expect(200).json["private"] is False
    guest.get(f"/stories/{story}").expect(200)


def test_readers_are_replaced_by_a_change(ben, cleo):
    story = make_private_story(ben, BEN)["id"]
    ben.put(f"/stories/{story}", {"users": [{"id": CLEO.id}, {"id": BEN.id}]}).expect(200)
    assert {user["id"] for user in cleo.get(f"/stories/{story}").expect(200).json["users"]} == {BEN.id, CLEO.id}
    cleo.put(f"/stories/{story}", {"users": [{"id": CLEO.id}]}).expect(200)
    ben.get(f"/stories/{story}").expect(404)


def test_a_deleted_story_takes_its_tasks_and_events_along_but_not_its_tags(ada, ben, guest):
    story = make_story(ben)["id"]
    task, comment = make_task(ben, story)["id"], make_comment(ben, story)["id"]
    tag = f"outlives-{story}"
    ben.put(f"/stories/{story}/tags", [tag]).expect(200)
    events = ben.get(f"/stories/{story}/events").ids
    ada.delete(f"/stories/{story}").expect(204)
    for path in (f"/stories/{story}", f"/tasks/{task}", f"/stories/{story}/comments/{comment}",
                 f"/stories/{story}/tags", *(f"/events/{event}" for event in events)):
        guest.get(path).expect(404)
    assert guest.get("/tags", name=tag).names == [tag]
    assert not set(events) & set(guest.get("/events").ids)


def test_deleting_what_is_not_there_or_not_seen_does_nothing(ada, ben):
    ada.delete(f"/stories/{NOBODY}").expect(204)
    ada.delete(f"/stories/{BENS_SECRET}").expect(204)
    ben.get(f"/stories/{BENS_SECRET}").expect(200)


def test_a_failed_request_leaves_nothing_behind(ben):
    before = ben.get(f"/stories/{BLUE}").json
    ben.put(f"/stories/{BLUE}", {"title": "Paint it red", "creator_id": NOBODY}).expect(400)
    ben.put(f"/stories/{HARDEN}", {"title": "Soften the engine", "story_type_id": 99}).expect(404)
    assert ben.get(f"/stories/{BLUE}").json == before
    assert ben.get(f"/stories/{HARDEN}").json["title"] == "Harden the engine"


def test_a_delete_needs_no_body(ada, ben):
    for body in (NOTHING, {}):
        ada.delete(f"/stories/{make_story(ben)['id']}", body).expect(204)
