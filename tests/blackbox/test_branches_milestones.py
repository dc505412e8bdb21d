"""Branches of projects, milestones of branches."""
import pytest

from support.openapi import is_time
from support.seed import (CORE, ENGINE, ENGINE_MASTER, EXPIRED_BRANCH, GEAR, MASTER_MILESTONE, NOBODY, STABLE,
                          STABLE_MILESTONE)
from support.world import fresh_name

# Both kinds follow the same rules: path, the member that names the owner, an owner, another owner
KINDS = {
    "branch": ("/branches", "project_id", ENGINE, GEAR),
    "milestone": ("/milestones", "branch_id", ENGINE_MASTER, STABLE)
}
both_kinds = pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS.keys())


def make(ada, kind, **members):
    path, owner, of, _ = kind
    return ada.post(path, {"name": fresh_name("v"), owner: of, **members}).expect(200).json


def test_a_branch_has_these_members(guest):
    assert guest.get(f"/branches/{EXPIRED_BRANCH}").expect(200).json == {
        "name": "stable/0.9", "project_id": ENGINE, "expired": True, "expiration_date": "2020-01-05T00:00:00+00:00",
        "autocreated": False, "restricted": False, "id": EXPIRED_BRANCH, "created_at": "2020-01-01T00:00:00+00:00",
        "updated_at": None
    }


def test_a_milestone_has_these_members(guest):
    assert guest.get(f"/milestones/{MASTER_MILESTONE}").expect(200).json == {
        "name": "1.1.0", "branch_id": ENGINE_MASTER, "expired": False, "expiration_date": None, "id": MASTER_MILESTONE,
        "created_at": "2020-01-01T00:00:00+00:00", "updated_at": None
    }


def test_branches_are_filtered_by_project_and_group(guest):
    # "st" is in the names of the seed and not in those that other tests make
    assert guest.get("/branches", project_id=ENGINE, name="st").expect(200).ids == [1, 4, 5]
    answer = guest.get("/branches", project_group_id=CORE, name="st").expect(200)
    assert (answer.ids, answer.total) == ([1, 2, 4, 5], 4)
    assert guest.get("/branches", name="master", project_id=GEAR).ids == [2]


def test_milestones_are_filtered_by_branch(guest):
    assert guest.get("/milestones", branch_id=STABLE, name="1.0").expect(200).ids == [STABLE_MILESTONE]
    assert guest.get("/milestones", branch_id=ENGINE_MASTER, name="1.1").ids == [MASTER_MILESTONE]


@both_kinds
def test_a_new_one_is_not_expired_and_can_be_read_back(ada, guest, kind):
    made = make(ada, kind)
    assert (made["expired"], made["expiration_date"], made[kind[1]]) == (False, None, kind[2])
    assert guest.get(f"{kind[0]}/{made['id']}").expect(200).json["name"] == made["name"]


@both_kinds
def test_an_expired_one_cannot_be_made(ada, kind):
    path, owner, of, _ = kind
    for extra in ({"expired": True}, {"expiration_date": "2030-01-01T00:00:00Z"}):
        ada.post(path, {"name": fresh_name("v"), owner: of, **extra}).refused(400, "Can't create expired ")


@both_kinds
def test_a_name_is_taken_once_per_owner(ada, kind):
    path, owner, of, other = kind
    made = make(ada, kind)
    again = ada.post(path, {"name": made["name"], owner: of})
    again.refused(400, f"with field value '{made['name']}-{of}' already exists.")
    ada.post(path, {"name": made["name"], owner: other}).expect(200)


@both_kinds
def test_expiring_stamps_the_date_and_reviving_clears_it(ada, kind):
    place = f"{kind[0]}/{make(ada, kind)['id']}"
    expired = ada.put(place, {"expired": True}).expect(200).json
    assert expired["expired"] is True and is_time(expired["expiration_date"]) and expired["expiration_date"]
    revived = ada.put(place, {"expired": False}).expect(200).json
    assert (revived["expired"], revived["expiration_date"]) == (False, None)


@both_kinds
def test_the_expiration_date_cannot_be_set(ada, kind):
    place = f"{kind[0]}/{make(ada, kind)['id']}"
    ada.put(place, {"expiration_date": "2030-01-01T00:00:00Z"}).refused(400, "Can't change expiration date.")


@both_kinds
def test_it_cannot_move_to_another_owner(ada, kind):
    path, owner, of, other = kind
    place = f"{path}/{make(ada, kind)['id']}"
    ada.put(place, {owner: other}).expect(400)
    assert ada.get(place).json[owner] == of


@both_kinds
def test_it_can_be_renamed(ada, kind):
    name = fresh_name("renamed")
    assert ada.put(f"{kind[0]}/{make(ada, kind)['id']}", {"name": name}).expect(200).json["name"] == name


@both_kinds
def test_an_unknown_one_or_owner_is_refused(ada, guest, kind):
    guest.get(f"{kind[0]}/{NOBODY}").expect(404)
    ada.put(f"{kind[0]}/{NOBODY}", {"name": "nothing"}).expect(404)
    assert ada.post(kind[0], {"name": fresh_name("v"), kind[1]: NOBODY}).status in (400, 404)


def test_a_branch_may_be_unrestricted(ada):
    made = make(ada, KINDS["branch"], restricted=False)
    assert made["restricted"] is False
    assert ada.put(f"/branches/{made['id']}", {"restricted": True}).expect(200).json["restricted"] is True
