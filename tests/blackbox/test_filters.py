"""Finding stories and tasks. Nothing here writes, so the numbers are those of the seed."""
import pytest

from support.seed import (ACTIVE, BEN, BENS_SECRET, CLEO, CORE, CRASH, ENGINE, GEAR, INVALID, MASTER_MILESTONE, MERGED,
                          NOBODY, STABLE, TEAM_SECRET)


@pytest.mark.parametrize("query,found", [({"status": "active"}, ACTIVE), ({"status": "merged"}, MERGED),
                                         ({"status": "invalid"}, INVALID),
                                         ({"status": ["active", "invalid"]}, sorted(ACTIVE + INVALID)),
                                         ({"creator_id": BEN.id}, [1, 3]), ({"assignee_id": BEN.id}, [1, 5]),
                                         ({"project_id": ENGINE}, [1, 2, 5, 9]),
                                         ({"project_group_id": CORE}, [1, 2, 5, 6, 9]), ({"tags": "bug"}, [1, 2]),
                                         ({"tags": ["bug", "low-hanging-fruit"]}, [1]),
                                         ({"tags": ["bug", "low-hanging-fruit"], "tags_filter_type": "any"}, [1, 2, 9]),
                                         ({"tags": ["bug", "low-hanging-fruit"], "tags_filter_type": "all"}, [1]),
                                         ({"tags": "secret-tag"}, []), ({"tags": "no-such-tag"}, []),
                                         ({"assignee_id": CLEO.id, "project_id": GEAR
                                           }, [1]),  # Cleo's task in the gear is in story 1; in story 2 hers is another
                                         ({"assignee_id": BEN.id, "project_group_id": CORE}, [1, 5]),
                                         ({"project_id": NOBODY}, []),
                                         ({"status": "active", "project_id": GEAR}, [1, 6]),
                                         ({"title": "the", "status": "active"}, [5, 6]),
                                         ({"project_id": ENGINE, "tags": "bug", "creator_id": CLEO.id}, [2]), ],
                         ids=str)
def test_stories_are_filtered(guest, query, found):
    answer = guest.get("/stories", **query).expect(200)
    assert (answer.ids, answer.total) == (found, len(found))


@pytest.mark.parametrize("since,found", [("2020-03-31T00:00:00+00:00", [5, 6, 9]), ("2020-04-01T10:00:00+00:00", [9]),
                                         ("2020-04-01T09:59:59.999999+00:00", [5, 6, 9]), ("2020-04-01T10:00:00Z", [9]),
                                         ("2020-04-01T12:00:00+02:00", [9]), ("2020-04-01 10:00:00+00:00", [9]),
                                         ("1999-01-01T00:00:00Z", [1, 2, 5, 6, 9]), ("2020-05-01T10:00:00Z", []), ])
def test_updated_since_is_strict_and_skips_what_never_changed(guest, since, found):
    answer = guest.get("/stories", updated_since=since).expect(200)
    assert (answer.ids, answer.total) == (found, len(found))


def test_updated_since_has_to_be_a_time(guest):
    guest.get("/stories", updated_since="yesterday-ish").expect(400)


def test_an_unknown_way_to_filter_tags_is_not_found(guest):
    guest.get("/stories", tags="bug", tags_filter_type="none").refused(404, "Tags filter not found.")


@pytest.mark.parametrize("query,found", [({"title": "secret"}, [BENS_SECRET]),
                                         ({"status": "active", "project_id": ENGINE}, [1, 5, BENS_SECRET]),
                                         ({"tags": "secret-tag"}, [BENS_SECRET]),
                                         ({"creator_id": BEN.id}, [1, 3, BENS_SECRET]),
                                         ({"assignee_id": CLEO.id}, [1, 2]), ],
                         ids=str)
def test_the_private_stories_one_may_see_are_found_too(ben, query, found):
    answer = ben.get("/stories", **query).expect(200)
    assert (answer.ids, answer.total) == (found, len(found))


def test_members_of_a_team_find_its_stories(cleo):
    assert cleo.get("/stories", title="secret").expect(200).ids == [TEAM_SECRET]


def test_a_listed_story_is_the_same_as_the_story_itself(guest):
    for story in guest.get("/stories").json:
        assert guest.get(f"/stories/{story['id']}").json == story


@pytest.mark.parametrize("query,found", [({"status": "merged"}, [2, 3, 10]), ({"status": ["todo", "review"]}, [1, 6]),
                                         ({"priority": "high"}, [1, 6]), ({"priority": ["low", "high"]}, [1, 3, 5, 6]),
                                         ({"assignee_id": CLEO.id}, [2, 3]), ({"project_id": GEAR}, [2, 4, 7]),
                                         ({"project_group_id": CORE}, [1, 2, 3, 4, 6, 7, 10]),
                                         ({"branch_id": STABLE}, [10]), ({"milestone_id": MASTER_MILESTONE}, [3]),
                                         ({"story_id": CRASH}, [1, 2]), ({"title": "paint", "project_id": ENGINE}, [3]),
                                         ({"link": "example.org/4"}, [6]), ({"project_id": NOBODY}, []), ],
                         ids=str)
def test_tasks_are_filtered(guest, query, found):
    answer = guest.get("/tasks", **query).expect(200)
    assert (answer.ids, answer.total) == (found, len(found))
