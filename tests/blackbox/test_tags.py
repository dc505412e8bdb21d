"""Tags and the tags of stories."""
import pytest

from support.seed import CLEO, CRASH, NOBODY, SURE_THING
from support.world import fresh_name, make_story, new_events

TAGGED = [
    "created_at", "creator_id", "description", "id", "is_bug", "private", "status", "story_type_id", "tags",
    "task_statuses", "title", "updated_at"
]


@pytest.fixture
def story(ben):
    return make_story(ben)["id"]


def tags_of(api, story):
    return sorted(api.get(f"/stories/{story}").expect(200).json["tags"])


def test_a_tag_has_these_members(guest):
    assert guest.get("/tags/2").expect(200).json == {
        "name": "low-hanging-fruit", "popularity": 2, "id": 2, "created_at": "2020-01-03T00:00:00+00:00",
        "updated_at": None
    }
    guest.get(f"/tags/{NOBODY}").expect(404)


def test_tags_are_listed_and_filtered(guest):
    assert guest.get("/tags").expect(200).ids[:4] == [1, 2, 3, 4]
    assert guest.get("/tags", name="FRUIT").expect(200).ids == [2]
    assert guest.get("/tags", story_id=SURE_THING).expect(200).ids == [2]
    assert guest.get("/tags", limit=2, offset=1).expect(200).ids == [2, 3]
    assert guest.get("/tags", limit=2, marker=2).expect(200).ids == [3, 4]


def test_the_tags_of_a_story_are_listed(guest):
    assert sorted(guest.get(f"/stories/{CRASH}/tags").expect(200).names) == ["bug", "low-hanging-fruit"]
    guest.get(f"/stories/{NOBODY}/tags").expect(404)


def test_a_tag_is_made_once(ben):
    name = fresh_name("tag")
    made = ben.post("/tags", {"tag_name": name}).expect(200).json
    assert made["name"] == name and "popularity" not in made
    ben.post("/tags", {"tag_name": name}).expect(400)
    assert ben.get(f"/tags/{made['id']}").expect(200).json["popularity"] == 0


def test_a_tag_cannot_be_renamed_or_deleted_by_its_id(ben):
    made = ben.post("/tags", {"tag_name": fresh_name("tag")}).expect(200).json["id"]
    # In PUT and DELETE the number is a story's.
    assert ben.put(f"/tags/{made + 900_000}", ["new-name"]).status == 404
    ben.get(f"/tags/{made}").expect(200)


WAYS = {
    "a list in the body": lambda api, method, story, names: api.request(method, f"/stories/{story}/tags", names),
    "a list in the body of /tags": lambda api, method, story, names: api.request(method, f"/tags/{story}", names),
    "parameters and no body": lambda api, method, story, names: api.request(
        method, f"/stories/{story}/tags", tags=names), "parameters of /tags and no body": lambda api, method, story,
    names: api.request(method, f"/tags/{story}", tags=names),
}
every_way = pytest.mark.parametrize("ask", WAYS.values(), ids=WAYS.keys())


@every_way
def test_tags_come_and_go(ben, story, ask):
    new = fresh_name("tag")
    answer = ask(ben, "PUT", story, ["bug", new]).expect(200).json
    assert sorted(answer) == TAGGED
    assert sorted(answer["tags"]) == sorted(["bug", new]) and answer["task_statuses"] is None
    assert tags_of(ben, story) == sorted(["bug", new])
    ask(ben, "DELETE", story, [new]).expect(204)
    assert tags_of(ben, story) == ["bug"]
    assert ben.get("/tags", name=new).names == [new]


@every_way
def test_a_tag_that_is_there_already_undoes_the_whole_request(ben, story, ask):
    ask(ben, "PUT", story, ["bug"]).expect(200)
    new = fresh_name("undone")
    ask(ben, "PUT", story, [new, "bug"]).refused(400, f"The Story {story} already has a tag bug")
    assert tags_of(ben, story) == ["bug"] and ben.get("/tags", name=new).json == []


@every_way
def test_a_tag_that_is_not_there_cannot_be_removed(ben, story, ask):
    ask(ben, "DELETE", story, ["zz"]).refused(404, f"The Story {story} has no tag zz")
    ben.put(f"/stories/{story}/tags", ["bug"]).expect(200)
    ask(ben, "DELETE", story, ["bug", "zz"]).expect(404)
    assert tags_of(ben, story) == ["bug"]


def test_tagging_is_recorded(cleo, story):
    title = cleo.get(f"/stories/{story}").json["title"]
    about = {"story_id": story, "author_id": CLEO.id, "story_title": title}
    assert new_events(cleo, story, lambda: cleo.put(f"/stories/{story}/tags", ["bug", "slow"]).expect(200)) == [
        ("tags_added", {**about, "tags": ["bug", "slow"]})
    ]
    assert new_events(cleo, story, lambda: cleo.delete(f"/stories/{story}/tags", ["slow"]).expect(204)) == [
        ("tags_deleted", {**about, "tags": ["slow"]})
    ]


def test_popularity_counts_stories(ben):
    name = fresh_name("popular")
    for _ in range(3):
        ben.put(f"/stories/{make_story(ben)['id']}/tags", [name]).expect(200)
    tag, = ben.get("/tags", name=name).expect(200).json
    assert tag["popularity"] == 3


@pytest.mark.parametrize("body", [{"tags": ["x"]}, "bug", [1], [None], [["bug"]], None])
def test_what_is_no_list_of_names_is_refused(ben, story, body):
    ben.put(f"/stories/{story}/tags", body).expect(400)
    assert tags_of(ben, story) == []


def test_a_tag_has_a_longest_name(ben, story):
    ben.put(f"/stories/{story}/tags", ["x" * 50]).expect(200)
    ben.put(f"/stories/{story}/tags", ["y" * 51]).expect(400)
    ben.post("/tags", {"tag_name": "z" * 51}).expect(400)
    ben.post("/tags", {}).expect(400)


def test_tags_of_an_unknown_story_are_refused(ben):
    for method in ("PUT", "DELETE"):
        ben.request(method, f"/stories/{NOBODY}/tags", ["bug"]).expect(404)
        ben.request(method, f"/tags/{NOBODY}", ["bug"]).expect(404)
