"""Paging, markers, sorting and headers: the same rules for every listing."""
from typing import NamedTuple

import pytest

from support.program import Server
from support.seed import ADA, BEN, CRASH, PUBLIC_STORIES, BENS_EVENTS, TEAM_EVENTS, TEAM_SECRET, TEAM_TASK, rows


class Listing(NamedTuple):
    path: str
    ids: list  # what Ben sees, in the default order
    marker: bool = True
    offset: bool = True
    always: dict = {}  # headers that are there even if nothing asked for them
    sort: str = "created_at"  # a column other than the id, without equal values


def ids(table, **where):
    return [row["id"] for row in rows(table) if all(row[name] == value for name, value in where.items())]


BENS_STORIES = [story for story in ids("stories") if story != TEAM_SECRET]
LISTINGS = [
    Listing("/projects", ids("projects"), sort="name"),
    Listing("/project_groups", ids("project_groups"), sort="title"),
    Listing("/branches", ids("branches"), offset=False, sort="id"),
    Listing("/milestones", ids("milestones"), offset=False, sort="name"),
    Listing("/users", ids("users"), sort="full_name"),
    Listing("/teams", ids("teams"), sort="name"),
    Listing("/stories", BENS_STORIES, sort="title"),
    Listing("/tasks", [task for task in ids("tasks") if task != TEAM_TASK], offset=False, sort="title"),
    Listing("/stories/1/tasks", ids("tasks", story_id=CRASH), offset=False, always={"X-Limit": "None"}, sort="title"),
    Listing("/stories/1/comments", [1, 2], offset=False),
    Listing("/stories/1/events", ids("events", story_id=CRASH)),
    Listing("/events", [event for event in ids("events") if event not in TEAM_EVENTS], marker=False),
]
every_listing = pytest.mark.parametrize("listing", LISTINGS, ids=lambda listing: listing.path)
with_marker = pytest.mark.parametrize("listing", [one for one in LISTINGS if one.marker],
                                      ids=lambda listing: listing.path)
with_offset = pytest.mark.parametrize("listing", [one for one in LISTINGS if one.offset],
                                      ids=lambda listing: listing.path)


@every_listing
def test_without_parameters_everything_comes_in_the_order_of_ids(ben, listing):
    answer = ben.get(listing.path).expect(200)
    assert answer.ids == listing.ids
    assert answer.paging == {"X-Total": str(len(listing.ids)), **listing.always}


@every_listing
def test_a_limit_cuts_and_is_echoed(ben, listing):
    for limit in (1, 2, 1000):
        answer = ben.get(listing.path, limit=limit).expect(200)
        assert answer.ids == listing.ids[:limit]
        assert answer.paging == {"X-Total": str(len(listing.ids)), "X-Limit": str(limit)}


@every_listing
def test_a_limit_of_zero_or_less_gives_no_rows_but_the_total(ben, listing):
    for limit in (0, -1):
        answer = ben.get(listing.path, limit=limit).expect(200)
        assert answer.json == [] and answer.total == len(listing.ids)
        assert listing.always or "X-Limit" not in answer.headers


@with_offset
def test_an_offset_moves_the_window(ben, listing):
    for offset, limit in ((0, 1), (1, 2), (1, 1000), (1000, 5)):
        answer = ben.get(listing.path, offset=offset, limit=limit).expect(200)
        assert answer.ids == listing.ids[offset:offset + limit]
        assert answer.paging == {"X-Total": str(len(listing.ids)), "X-Limit": str(limit), "X-Offset": str(offset)}


@with_offset
def test_an_offset_without_limit_gives_the_rest(ben, listing):
    answer = ben.get(listing.path, offset=1).expect(200)
    assert answer.ids == listing.ids[1:]
    assert answer.paging == {"X-Total": str(len(listing.ids)), "X-Offset": "1"}


@with_marker
def test_a_marker_continues_behind_its_row(ben, listing):
    answer = ben.get(listing.path, marker=listing.ids[0], limit=1).expect(200)
    assert answer.ids == listing.ids[1:2]
    assert answer.paging == {"X-Total": str(len(listing.ids)), "X-Limit": "1", "X-Marker": str(listing.ids[0])}


@with_marker
def test_an_unknown_marker_is_ignored(ben, listing):
    answer = ben.get(listing.path, marker=999_001, limit=1).expect(200)
    assert answer.ids == listing.ids[:1] and "X-Marker" not in answer.headers


@pytest.mark.parametrize("listing", [one for one in LISTINGS if one.marker and one.offset],
                         ids=lambda listing: listing.path)
def test_beside_an_offset_a_marker_is_only_echoed(ben, listing):
    answer = ben.get(listing.path, marker=listing.ids[1], offset=0, limit=1).expect(200)
    assert answer.ids == listing.ids[:1]
    assert answer.paging == {
        "X-Total": str(len(listing.ids)), "X-Limit": "1", "X-Offset": "0", "X-Marker": str(listing.ids[1])
    }


def walked(api, path, **sorting):
    """All ids of a listing, page by page with markers."""
    found, more = [], {}
    while page := api.get(path, limit=2, **sorting, **more).expect(200).ids:
        found += page
        more = {"marker": page[-1]}
        assert len(found) < 1000, "the walk does not end"
    return found


@with_marker
def test_a_walk_with_markers_meets_every_row_once_in_any_order(ben, listing):
    assert walked(ben, listing.path) == listing.ids
    for direction in ("asc", "desc"):
        sorting = {"sort_field": "id" if "comments" in listing.path else listing.sort, "sort_dir": direction}
        assert walked(ben, listing.path, **sorting) == ben.get(listing.path, **sorting).ids


def test_a_walk_through_equal_and_missing_values_meets_every_row_once(ben):
    for direction in ("asc", "desc", "asc-nullslast", "desc-nullsfirst"):
        sorting = {"sort_field": "updated_at", "sort_dir": direction}
        assert walked(ben, "/stories", **sorting) == ben.get("/stories", **sorting).ids
        assert sorted(walked(ben, "/stories", **sorting)) == BENS_STORIES


@every_listing
def test_the_order_can_be_reversed(ben, listing):
    assert ben.get(listing.path, sort_dir="desc").expect(200).ids == listing.ids[::-1]


@every_listing
def test_any_column_sorts(ben, listing):
    up, down = (ben.get(listing.path, sort_field=listing.sort, sort_dir=way).expect(200) for way in ("asc", "desc"))
    assert up.ids == down.ids[::-1] and sorted(up.ids) == sorted(listing.ids)
    assert up.total == len(listing.ids)


def test_names_sort_by_their_text(guest):
    assert guest.get("/projects", sort_field="name").names == ["attic", "engine", "tools/gear"]
    titles = [row["title"] for row in guest.get("/stories", sort_field="title").json]
    assert titles == sorted(titles)


@pytest.mark.parametrize("direction,expected", [("asc", [3, 4, 1, 2, 5, 6, 9]),
                                                ("asc-nullsfirst", [3, 4, 1, 2, 5, 6, 9]),
                                                ("asc-nullslast", [1, 2, 5, 6, 9, 3, 4]),
                                                ("desc-nullsfirst", [3, 4, 9, 5, 6, 2, 1]),
                                                ("desc-nullslast", [9, 5, 6, 2, 1, 3, 4]),
                                                ("desc", [9, 5, 6, 2, 1, 3, 4]), ])
def test_missing_values_sort_as_asked(guest, direction, expected):
    found = guest.get("/stories", sort_field="updated_at", sort_dir=direction).expect(200).json
    stamps = [row["updated_at"] for row in found]
    by_id = {row["id"]: row["updated_at"] for row in found}
    assert stamps == [by_id[story] for story in expected]  # the order within equal values is free


@every_listing
def test_an_unknown_column_or_direction_is_refused(ben, listing):
    ben.get(listing.path, sort_field="bogus").refused(400, "Invalid sort_field [bogus]")
    ben.get(listing.path, sort_dir="sideways").refused(400, "Unknown sort direction, must be one of: asc-nullsfirst")


@pytest.mark.parametrize("path", ["/tags", "/stories/1/tags", "/project_groups/1/projects"])
def test_these_lists_send_no_paging_headers(guest, path):
    assert guest.get(path).expect(200).paging == {}


def test_a_total_counts_what_the_filters_leave(guest):
    answer = guest.get("/stories", status="active", limit=1).expect(200)
    assert (len(answer.json), answer.total) == (1, 3)


def test_a_filter_of_zero_or_nothing_is_no_filter(guest):
    for name in ("project_id", "assignee_id", "creator_id", "title"):
        for value in ("0", "") if name.endswith("_id") else ("", ):
            assert guest.get("/stories", **{name: value}).expect(200).ids == PUBLIC_STORIES, (name, value)


LIKE = [  # what is asked of titles, and the stories it finds
    ("CRASH", [1]), ("crash on", [1]), ("p%blue", [2]), ("C_ash", [1]), ("100%", [9]), ("sure_thing", [9]),
    ("sure thing", []), ("\\", []), ("the", [5, 6]), ("'", []), ("100% sure_thing", [9]), ("%", PUBLIC_STORIES),
    ("_" * 16, [5, 6, 9]),
]


@pytest.mark.parametrize("text,found", LIKE, ids=[text for text, _ in LIKE])
def test_text_filters_match_anywhere_with_wildcards_whatever_the_case(guest, text, found):
    answer = guest.get("/stories", title=text).expect(200)
    assert (answer.ids, answer.total) == (found, len(found))


@pytest.mark.parametrize("path,name,text,found", [("/projects", "name", "GEAR", [2]),
                                                  ("/projects", "description", "drives", [1]),
                                                  ("/project_groups", "title", "LAST", [2]),
                                                  ("/users", "full_name", "b%n", [2]),
                                                  ("/users", "full_name", "ZOË", [7]),
                                                  ("/branches", "name", "stable", [4, 5]),
                                                  ("/milestones", "name", "1.0.", [2]),
                                                  ("/teams", "name", "team", [2, 3]),
                                                  ("/tasks", "title", "paint", [3, 4]),
                                                  ("/tasks", "link", "REVIEW.example", [2, 6]),
                                                  ("/stories", "description", "blue WILL", [2]),
                                                  ("/tags", "name", "HANG", [2]),
                                                  ("/stories", "title", "%%%%a%%%%sure%%", [9]), ])
def test_each_text_filter_is_such_a_pattern(guest, path, name, text, found):
    assert guest.get(path, **{name: text}).expect(200).ids == found


def test_repeated_parameters_are_alternatives_and_commas_do_not_split(guest):
    assert guest.get("/stories", status=["merged", "invalid"]).expect(200).ids == [2, 3, 4, 9]
    comma = guest.get("/stories", status="merged,invalid")
    assert comma.status == 400 or comma.json == []


PAGED = [one for one in LISTINGS if len(one.ids) > 2 and not one.always]


@pytest.fixture(scope="module")
def bounded(stores, seeded_store):
    """A server whose guests get two rows a page."""
    running = Server(stores.copy(seeded_store), {"api.guest_page": 2})
    yield running
    assert running.stop() == 0


@pytest.mark.parametrize("listing", PAGED, ids=lambda listing: listing.path)
def test_a_guest_gets_a_page_and_is_told_where_it_was_cut(bounded, listing):
    whole = bounded.as_(ADA).get(listing.path)
    for limit in ({}, {"limit": 1000}):
        answer = bounded.guest.get(listing.path, **limit).expect(200)
        assert answer.ids == whole.ids[:2]
        assert answer.paging == {"X-Total": str(whole.total), "X-Limit": "2"}


@pytest.mark.parametrize("listing", PAGED, ids=lambda listing: listing.path)
def test_a_guest_s_page_within_the_bound_is_as_asked(bounded, listing):
    assert bounded.guest.get(listing.path, limit=1).expect(200).paging["X-Limit"] == "1"
    whole = bounded.as_(ADA).get(listing.path).ids
    rest = {"offset": len(whole) - 1} if listing.offset else {"marker": whole[-2]}
    assert bounded.guest.get(listing.path, **rest).expect(200).ids == whole[-1:]
    assert "X-Limit" not in bounded.guest.get(listing.path, **rest).headers
    assert bounded.guest.get(listing.path, limit=1000, **rest).paging["X-Limit"] == "1000"


def test_a_guest_can_walk_a_bounded_listing(bounded):
    assert walked(bounded.guest, "/stories") == PUBLIC_STORIES


def test_the_task_list_of_a_story_is_bounded_too(bounded):
    ben = bounded.as_(BEN)
    ben.post("/tasks", {"title": "A third task", "story_id": CRASH, "project_id": 1}).expect(200)
    answer = bounded.guest.get("/stories/1/tasks").expect(200)
    assert len(answer.json) == 2 and answer.paging == {"X-Total": "3", "X-Limit": "2"}
    assert len(ben.get("/stories/1/tasks").json) == 3


def test_the_list_of_tags_is_bounded_for_guests_too(bounded):
    assert len(bounded.as_(BEN).get("/tags").json) > 2
    assert len(bounded.guest.get("/tags").expect(200).json) == 2


def test_a_member_gets_everything_whatever_the_guest_page(bounded):
    answer = bounded.as_(BEN).get("/stories").expect(200)
    assert answer.ids == BENS_STORIES and "X-Limit" not in answer.headers
    assert set(BENS_EVENTS) < set(bounded.as_(BEN).get("/events").ids)


def test_a_task_status_listing_has_names_and_a_total(guest):
    answer = guest.get("/task_statuses").expect(200)
    assert answer.json == [{"key": "todo", "name": "Todo"}, {"key": "merged",
                                                             "name": "Merged"}, {"key": "invalid", "name": "Invalid"},
                           {"key": "review", "name": "Review"}, {"key": "inprogress", "name": "Progress"}]
    assert answer.total == 5
    assert guest.get("/task_statuses", limit=2).expect(200).json == answer.json[:2]
