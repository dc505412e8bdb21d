"""Tasks: what they need, how they change, what is recorded."""
import json

import pytest

from support.seed import (ADA, ATTIC, BEN, CLEO, CRASH, ENGINE, ENGINE_MASTER, EVE, EXPIRED_BRANCH, EXPIRED_MILESTONE,
                          FIND_CRASH, FIX_GEAR, GEAR, GEAR_MASTER, MASTER_MILESTONE, NOBODY, STABLE, STABLE_MILESTONE)
from support.world import fresh_name, make_story, make_task, new_events

MEMBERS = [
    "assignee_id", "branch_id", "created_at", "creator_id", "id", "link", "milestone_id", "priority", "project_id",
    "status", "story_id", "title", "updated_at"
]


@pytest.fixture
def story(ben):
    return make_story(ben)["id"]


def test_a_task_has_these_members(guest):
    assert guest.get(f"/tasks/{FIX_GEAR}").expect(200).json == {
        "title": "Fix the gear", "status": "merged", "creator_id": BEN.id, "story_id": CRASH,
        "link": "https://review.example.org/7", "project_id": GEAR, "assignee_id": CLEO.id, "priority": "medium",
        "branch_id": GEAR_MASTER, "milestone_id": None, "id": FIX_GEAR, "created_at": "2020-01-03T02:00:00+00:00",
        "updated_at": None
    }


def test_the_tasks_of_a_story_take_the_same_filters(guest):
    answer = guest.get(f"/stories/{CRASH}/tasks", status="merged", project_id=GEAR).expect(200)
    assert answer.ids == [FIX_GEAR] and answer.paging == {"X-Total": "1", "X-Limit": "None"}
    assert guest.get(f"/stories/{CRASH}/tasks/{FIX_GEAR}").expect(200).json["id"] == FIX_GEAR


def test_a_task_under_another_story_s_address_is_refused(guest, ben):
    message = "URL story_id and task.story_id do not match"
    guest.get(f"/stories/2/tasks/{FIX_GEAR}").refused(400, message)
    ben.put(f"/stories/2/tasks/{FIX_GEAR}", {"title": "Moved"}).refused(400, message)
    ben.post("/stories/2/tasks", {"title": "Astray", "story_id": CRASH, "project_id": ENGINE}).refused(400, message)


def test_an_unknown_task_is_not_found(guest, ben):
    guest.get(f"/tasks/{NOBODY}").refused(404, f"Task {NOBODY} not found")
    ben.put(f"/tasks/{NOBODY}", {"title": "Nothing"}).expect(404)
    ben.delete(f"/tasks/{NOBODY}").refused(404, f"Task {NOBODY} not found")


def test_a_new_task_has_defaults_and_is_recorded(ben, story):
    made = ben.post("/tasks", {"title": "A first step", "story_id": story, "project_id": ENGINE}).expect(200).json
    assert sorted(made) == MEMBERS
    assert made == {
        **made, "status": "todo", "priority": "medium", "creator_id": BEN.id, "branch_id": ENGINE_MASTER,
        "assignee_id": None, "milestone_id": None, "link": None
    }
    assert ben.get(f"/tasks/{made['id']}").expect(200).json["title"] == "A first step"


def test_creation_and_deletion_are_recorded(ben, story):
    event, = new_events(ben, story, lambda: make_task(ben, story, title="Come and go"))
    task = event[1]["task_id"]
    assert event == ("task_created", {"story_id": story, "task_id": task, "task_title": "Come and go"})
    assert new_events(ben, story, lambda: ben.delete(f"/tasks/{task}").expect(204)) == [
        ("task_deleted", {"story_id": story, "task_id": task, "task_title": "Come and go"})
    ]


def test_a_task_can_be_made_under_its_story(ben, story):
    for body in ({}, {"story_id": story}):
        made = ben.post(f"/stories/{story}/tasks",
                        {"title": "Right here", "project_id": ENGINE, **body}).expect(200).json
        assert made["story_id"] == story


@pytest.mark.parametrize(
    "members,status,message",
    [({"creator_id": ADA.id}, 400, ""), ({"project_id": None}, 400, "You must select a project for task."),
     ({"project_id": NOBODY}, 404, f"Master branch of project {NOBODY} not found."), ({"branch_id": NOBODY}, 404, ""),
     ({"branch_id": GEAR_MASTER}, 400, f"Branch {GEAR_MASTER} doesn't associate with project {ENGINE}."),
     ({"branch_id": EXPIRED_BRANCH}, 400, ""), ({"story_id": NOBODY}, 404, f"Story {NOBODY} not found."),
     ({"story_id": None}, 404, ""),
     ({"milestone_id": MASTER_MILESTONE}, 400, "Milestones can only be associated with merged tasks"),
     ({"milestone_id": NOBODY, "status": "merged"}, None, ""),
     ({"milestone_id": EXPIRED_MILESTONE, "status": "merged"}, 400, ""),
     ({"milestone_id": STABLE_MILESTONE, "status": "merged"}, 400, ""), ({"priority": "urgent"}, 400, ""),
     ({"status": "done"}, 400, ""), ({"assignee_id": NOBODY}, 400, "Foreign key error."), ],
    ids=str)
def test_a_task_cannot_be_made_like_this(ben, story, members, status, message):
    answer = ben.post("/tasks", {"title": "Not like this", "story_id": story, "project_id": ENGINE, **members})
    assert answer.status in ([status] if status else [400, 404]) and message in answer.fault, answer
    assert ben.get(f"/stories/{story}/tasks").json == []
    assert len(ben.get(f"/stories/{story}/events").json) == 1


def test_the_story_and_the_project_have_to_be_named(ben, story):
    ben.post("/tasks", {"title": "No project", "story_id": story}).refused(400, "You must select a project for task.")
    ben.post("/tasks", {"title": "No story", "project_id": ENGINE}).refused(404, "not found.")


def test_a_feature_takes_only_restricted_branches(ben):
    feature = make_story(ben, story_type_id=2)["id"]
    ben.post("/tasks",
             {"title": "On stable", "story_id": feature, "project_id": ENGINE, "branch_id": STABLE}).expect(400)
    make_task(ben, feature, branch_id=ENGINE_MASTER)


def test_merged_tasks_carry_a_milestone_of_their_branch(ben, story):
    assert make_task(ben, story, status="merged", milestone_id=MASTER_MILESTONE)["milestone_id"] == MASTER_MILESTONE
    stable = make_task(ben, story, status="merged", branch_id=STABLE, milestone_id=STABLE_MILESTONE)
    assert (stable["branch_id"], stable["milestone_id"]) == (STABLE, STABLE_MILESTONE)


def test_leaving_merged_clears_the_milestone(ben, story):
    task = make_task(ben, story, status="merged", milestone_id=MASTER_MILESTONE)["id"]
    assert ben.put(f"/tasks/{task}", {"status": "review"}).expect(200).json["milestone_id"] is None


def test_null_clears_the_milestone_and_the_assignee(ben, story):
    task = make_task(ben, story, status="merged", milestone_id=MASTER_MILESTONE, assignee_id=EVE.id)["id"]
    changed = ben.put(f"/tasks/{task}", {"milestone_id": None}).expect(200).json
    assert (changed["milestone_id"], changed["assignee_id"]) == (None, EVE.id)
    assert ben.put(f"/tasks/{task}", {"assignee_id": None}).expect(200).json["assignee_id"] is None


def test_each_changed_member_is_recorded_on_its_own_with_the_old_title(ben, story):
    task = make_task(ben, story, title="The old title")["id"]
    about = {"story_id": story, "task_id": task, "task_title": "The old title"}

    def recorded(change):
        return sorted(new_events(ben, story, lambda: ben.put(f"/tasks/{task}", change).expect(200)))

    named = {"old_assignee_fullname": "unassigned", "new_assignee_fullname": CLEO.name}  # added on reading
    assert recorded({"status": "review", "assignee_id": CLEO.id, "priority": "high"}) == [
        ("task_assignee_changed", {**about, "old_assignee_id": None, "new_assignee_id": CLEO.id, **named}),
        ("task_priority_changed", {**about, "old_priority": "medium", "new_priority": "high"}),
        ("task_status_changed", {**about, "old_status": "todo", "new_status": "review"})
    ]
    assert recorded({"title": "The new title"}) == [("task_details_changed", about)]


def test_a_link_is_kept_and_a_change_leaves_the_rest(ben, story):
    task = make_task(ben, story, link="https://example.net/review/1", assignee_id=EVE.id)
    changed = ben.put(f"/tasks/{task['id']}", {"title": "Another title"}).expect(200).json
    assert (changed["link"], changed["assignee_id"], changed["creator_id"]) == ("https://example.net/review/1", EVE.id,
                                                                                BEN.id)


def test_anyone_who_sees_a_task_may_change_and_delete_it(ben, eve, story):
    task = make_task(ben, story)["id"]
    assert eve.put(f"/tasks/{task}", {"status": "inprogress"}).expect(200).json["creator_id"] == BEN.id
    eve.delete(f"/tasks/{task}").expect(204)
    ben.get(f"/tasks/{task}").expect(404)


def test_another_project_means_its_master_branch(ben, story):
    task = make_task(ben, story, project=ENGINE)["id"]
    changed = ben.put(f"/tasks/{task}", {"project_id": GEAR}).expect(200).json
    assert (changed["project_id"], changed["branch_id"]) == (GEAR, GEAR_MASTER)
    ben.put(f"/tasks/{task}", {"branch_id": ENGINE_MASTER}).expect(400)
    ben.put(f"/tasks/{task}", {"project_id": NOBODY}).expect(404)


def test_a_task_moves_to_another_story_only_by_its_own_address(ben, story):
    other, task = make_story(ben)["id"], make_task(ben, story)["id"]
    ben.put(f"/stories/{story}/tasks/{task}",
            {"story_id": other}).refused(400, "the story_id of a task cannot be changed through this API")
    assert ben.put(f"/tasks/{task}", {"story_id": other}).expect(200).json["story_id"] == other
    ben.put(f"/tasks/{task}", {"story_id": NOBODY}).expect(404)
    assert ben.get(f"/stories/{other}/tasks").ids == [task]


def test_a_task_changes_and_goes_under_its_story_too(ben, story):
    task = make_task(ben, story)["id"]
    assert ben.put(f"/stories/{story}/tasks/{task}", {"status": "merged"}).expect(200).json["status"] == "merged"
    ben.delete(f"/stories/{story}/tasks/{task}").expect(204)
    assert ben.get(f"/stories/{story}/tasks").json == []


def test_the_creator_cannot_be_changed(ben, cleo, story):
    task = make_task(ben, story)["id"]
    assert cleo.put(f"/tasks/{task}", {"creator_id": CLEO.id}).status == 400
    assert ben.get(f"/tasks/{task}").json["creator_id"] == BEN.id


def test_a_change_touches_the_story_and_the_project(ben, story):
    task = make_task(ben, story, project=ATTIC)["id"]
    before = [ben.get(path).json["updated_at"] for path in (f"/stories/{story}", f"/projects/{ATTIC}")]
    assert None not in before
    ben.put(f"/tasks/{task}", {"title": fresh_name("Touched ")}).expect(200)
    after = [ben.get(path).json["updated_at"] for path in (f"/stories/{story}", f"/projects/{ATTIC}")]
    assert all(old <= new for old, new in zip(before, after))


def test_the_assignee_of_an_imported_event_is_named_too(guest):
    event, = guest.get(f"/stories/{CRASH}/events", event_type="task_assignee_changed").expect(200).json
    info = json.loads(event["event_info"])
    assert (info["task_id"], info["old_assignee_fullname"], info["new_assignee_fullname"]) == (FIND_CRASH, "unassigned",
                                                                                               BEN.name)
