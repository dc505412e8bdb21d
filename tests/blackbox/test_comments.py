"""Comments and their history."""
import pytest

from support.program import Server
from support.seed import ADA, BEN, BLUE, CLEO, CRASH, NOBODY
from support.world import make_comment, make_story, timeline

EVENT = [
    "author_id", "board_id", "comment", "comment_id", "created_at", "event_info", "event_type", "id", "story_id",
    "updated_at", "worklist_id"
]


@pytest.fixture(scope="module")
def editable(stores, seeded_store):
    """A server on which comments may be edited."""
    running = Server(stores.copy(seeded_store), {"enable_editable_comments": "true"})
    yield running
    assert running.stop() == 0


def test_a_comment_has_these_members(guest):
    assert guest.get(f"/stories/{CRASH}/comments/2").expect(200).json == {
        "content": "Here too.", "is_active": True, "in_reply_to": 1, "id": 2, "created_at": "2020-01-04T02:00:00+00:00",
        "updated_at": None
    }


def test_the_story_in_the_address_does_not_matter(guest):
    assert guest.get(f"/stories/{BLUE}/comments/2").expect(200).json["id"] == 2


def test_a_new_comment_is_answered_as_an_event(ben, guest):
    story = make_story(ben)["id"]
    event = ben.post(f"/stories/{story}/comments", {"content": "First!"}).expect(200).json
    assert sorted(event) == EVENT
    assert (event["event_type"], event["event_info"], event["author_id"], event["story_id"]) == ("user_comment", None,
                                                                                                 BEN.id, story)
    assert event["comment"]["content"] == "First!" and event["comment"]["id"] == event["comment_id"]
    assert guest.get(f"/stories/{story}/comments").expect(200).ids == [event["comment_id"]]
    assert timeline(guest, story)[-1] == ("user_comment", None)


def test_a_comment_may_answer_another(ben, cleo):
    story = make_story(ben)["id"]
    first = make_comment(ben, story)["id"]
    reply = cleo.post(f"/stories/{story}/comments",
                      {"content": "Indeed", "in_reply_to": first}).expect(200).json["comment"]
    assert reply["in_reply_to"] == first
    assert cleo.post(f"/stories/{story}/comments", {"content": "What?", "in_reply_to": NOBODY}).status in (400, 404)
    assert cleo.get(f"/stories/{story}/comments").total == 2


def test_a_comment_touches_its_story(ben):
    story = make_story(ben)["id"]
    before = ben.get(f"/stories/{story}").json["updated_at"]
    make_comment(ben, story)
    assert ben.get(f"/stories/{story}").json["updated_at"] >= before


def test_an_unknown_story_takes_and_has_no_comments(guest, ben):
    ben.post(f"/stories/{NOBODY}/comments", {"content": "Hello?"}).expect(404)
    guest.get(f"/stories/{NOBODY}/comments").expect(404)
    guest.get(f"/stories/{CRASH}/comments/{NOBODY}").expect(404)
    guest.get(f"/stories/{CRASH}/comments/{NOBODY}/history").expect(404)


def test_a_comment_needs_a_text(ben):
    for body in ({}, {"content": 5}, {"content": None}):
        ben.post(f"/stories/{CRASH}/comments", body).expect(400)


def test_a_long_text_is_kept_whole(ben):
    story, text = make_story(ben)["id"], "Märchen ☃\r\n" * 5000
    comment = make_comment(ben, story, text)["id"]
    assert ben.get(f"/stories/{story}/comments/{comment}").expect(200).json["content"] == text


def test_earlier_versions_are_listed(guest):
    versions = guest.get(f"/stories/{CRASH}/comments/1/history").expect(200).json
    assert [version["content"] for version in versions] == ["It crashs."]
    assert guest.get(f"/stories/{CRASH}/comments/2/history").expect(200).json == []


def test_comments_cannot_be_edited_unless_that_is_switched_on(ada, ben):
    for answer in (ben.put(f"/stories/{CRASH}/comments/1",
                           {"content": "Changed"}), ada.delete(f"/stories/{CRASH}/comments/1")):
        answer.expect(405)
        assert answer.is_json
    assert ben.get(f"/stories/{CRASH}/comments/1").json["content"] == "It crashes."


def test_the_author_edits_and_the_old_text_is_kept(editable):
    ben, cleo = editable.as_(BEN), editable.as_(CLEO)
    story = make_story(ben)["id"]
    place = f"/stories/{story}/comments/{make_comment(ben, story, 'One')['id']}"
    assert ben.put(place, {"content": "Two"}).expect(200).json["content"] == "Two"
    ben.put(place, {"content": "Three"}).expect(200)
    assert ben.get(place).json["content"] == "Three"
    assert sorted(version["content"] for version in ben.get(place + "/history").expect(200).json) == ["One", "Two"]
    cleo.put(place, {"content": "Mine now"}).refused(403, "You are not allowed to update this comment.")
    editable.as_(ADA).put(place, {"content": "Mine now"}).expect(403)
    assert ben.get(place).json["content"] == "Three"


def test_a_superuser_silences_a_comment_that_can_still_be_read(editable):
    ada, ben = editable.as_(ADA), editable.as_(BEN)
    story = make_story(ben)["id"]
    comment = make_comment(ben, story, "Rude words")["id"]
    place = f"/stories/{story}/comments/{comment}"
    ben.delete(place).expect(403)
    ada.delete(place).expect(204)
    assert ben.get(place).expect(200).json["is_active"] is False
    assert ben.get(f"/stories/{story}/comments").ids == [comment]
    ada.delete(f"/stories/{story}/comments/{NOBODY}").expect(404)


def test_silencing_a_comment_leaves_the_task_of_the_same_number_alone(editable):
    before = editable.guest.get("/tasks/4").json
    editable.as_(ADA).delete(f"/stories/{CRASH}/comments/2").expect(204)
    editable.as_(ADA).delete(f"/stories/{BLUE}/comments/5").expect(204)
    assert editable.guest.get("/tasks/4").json == before
    assert editable.guest.get("/tasks/2").json["updated_at"] is None
