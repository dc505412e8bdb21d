"""Whatever comes in: a clear 4xx or a closed connection, nothing stored, and the server goes on."""
import json
import threading
import urllib.parse

import pytest

from support import wire
from support.paths import shared
from support.seed import BEN, CRASH, NOBODY
from support.world import make_story

pytestmark = pytest.mark.usefixtures("nothing_stored")


def post(server, body, path="/v1/stories", headers=()):
    """The statuses that raw bytes as a body get."""
    return wire.statuses(wire.converse(server.port, wire.request("POST", path, body, headers, BEN.token)))


MALFORMED = {
    "half an object": b'{"title": "A story"', "no quotes": b"{title: A story}",
    "single quotes": b"{'title': 'A story'}", "a comma too many": b'{"title": "A story",}',
    "two values": b'{"title": "A story"} {}', "text": b"A story", "a raw newline": b'{"title": "A\nstory"}',
    "a raw NUL": b'{"title": "A \x00 story"}', "an escaped NUL": b'{"title": "A \\u0000 story"}',
    "a lone surrogate": b'{"title": "A \\ud800 story"}',
    "surrogates in the wrong order": b'{"title": "A \\udc00\\ud800 story"}',
    "a bad escape": b'{"title": "A \\x story"}', "a stray byte": b'{"title": "A \xff story"}',
    "half a character": b'{"title": "A story \xe2\x98"}', "an overlong slash": b'{"title": "A \xc0\xaf story"}',
    "a surrogate in UTF-8": b'{"title": "A \xed\xa0\x80 story"}',
    "beyond Unicode": b'{"title": "A \xf4\x90\x80\x80 story"}', "UTF-16": '{"title": "A story"}'.encode("utf-16"),
    "NaN": b'{"title": "A story", "story_type_id": NaN}', "infinity": b'{"title": "A story", "story_type_id": 1e999}',
    "a leading zero": b'{"title": "A story", "story_type_id": 01}', "deep lists": b"[" * 100_000,
    "deep lists, closed": b"[" * 100_000 + b"]" * 100_000, "deep objects": b'{"a":' * 50_000 + b"1" + b"}" * 50_000,
    "a deep member": b'{"title": ' + b"[" * 50_000 + b"]" * 50_000 + b"}",
}


@pytest.mark.parametrize("body", MALFORMED.values(), ids=MALFORMED.keys())
def test_a_malformed_body_is_refused(server, body):
    assert post(server, body) in ([400], [413])


@pytest.mark.parametrize(
    "path",
    ["/stories", "/stories/1", "/tasks", "/tasks/1", "/stories/1/comments", "/stories/1/tags", "/tags", "/users/2"])
@pytest.mark.parametrize("body", [b'{"title": ', b'"\xff"', b'"\\u0000"', b"nonsense"],
                         ids=["half", "not UTF-8", "NUL", "nonsense"])
def test_every_route_refuses_a_malformed_body(server, ben, path, body):
    method = "PUT" if path.rstrip("/")[-1] in "12" or path.endswith("/1/tags") else "POST"
    ben.request(method, path, body).expect(400)


ODD = [[], ["x"], "text", 5, 1.5, None, True, {"title": None}, {"title": 5}, {"title": True}, {"title": ["A story"]},
       {"title": {"A": "story"}}, {"title": "A story", "private": []}, {"title": "A story", "private": {"a": 1}},
       {"title": "A story", "description": 5}, {"title": "A story",
                                                "story_type_id": "bug"}, {"title": "A story", "story_type_id": 1.5},
       {"title": "A story", "story_type_id": 2**31}, {"title": "A story", "story_type_id": 2**63},
       {"title": "A story",
        "story_type_id": 2**64}, {"title": "A story",
                                  "story_type_id": 10**40}, {"title": "A story", "story_type_id": -(2**63) - 1},
       {"title": "A story", "private": True,
        "users": "me"}, {"title": "A story", "private": True,
                         "users": [1]}, {"title": "A story", "private": True, "users": [{"id": "me"}]},
       {"title": "A story", "private": True,
        "teams": {"id": 1}}, {"title": "A story",
                              "": 1}, {"title": "A story",
                                       "title\u0000": 1}, {"TITLE": "A story"}, {"title": "A story", "x" * 10_000: 1}]


@pytest.mark.parametrize("body", ODD, ids=lambda body: json.dumps(body)[:60])
def test_a_body_of_the_wrong_kind_is_refused(ben, body):
    assert ben.post("/stories", body).status in (400, 404)


@pytest.mark.parametrize("member,value", [("project_id", 2**31), ("project_id", 2**63), ("project_id", 10**30),
                                          ("project_id", -1), ("project_id", 1.5), ("project_id", [1]),
                                          ("assignee_id", 2**40), ("assignee_id", -5), ("branch_id", 2**64),
                                          ("milestone_id", {}), ("story_id", 2**32 + CRASH), ("story_id", 1e300),
                                          ("status", 1), ("status", ["todo"]), ("priority", 5), ("link", 5),
                                          ("title", "x" * 256), ("title", "ab"), ("status", ""),
                                          ("created_at", "nonsense"), ])
def test_a_task_with_an_odd_member_is_refused(ben, member, value):
    body = {"title": "An odd task", "story_id": CRASH, "project_id": 1, member: value}
    assert ben.post("/tasks", body).status in (400, 404)


@pytest.mark.parametrize("number", [
    "2147483648", "4294967297", "9223372036854775808", "18446744073709551617", "1" * 400, "-1", "0", "1e3", "0x1", "１",
    "1%00", "%001", "1%0a", "%C3%28", "1;drop table stories", "..", "%2e%2e%2f1", "1%20or%201=1"
])
def test_an_odd_id_finds_nothing(guest, number):
    for path in ("/stories/{}", "/tasks/{}", "/events/{}", "/stories/{}/tasks", "/stories/1/tasks/{}",
                 "/stories/1/comments/{}", "/users/{}", "/tags/{}", "/projects/{}", "/project_groups/{}"):
        target = path.format(urllib.parse.quote(number, safe="%+=;"))
        assert guest.request("GET", target, documented=False).status in (400, 404), target


@pytest.mark.parametrize("query", [
    "limit=2147483648", "limit=99999999999999999999", "offset=9223372036854775808", "marker=18446744073709551616",
    "limit=1.5", "limit=1e3", "limit=0x10", "title=%ff", "title=%c3%28", "title=%00", "title=%", "title=%zz",
    "status=%00", "sort_field=%00", "sort_field=id;drop", "sort_dir=desc%20limit%201", "updated_since=99999-01-01",
    "updated_since=2020-13-45T00:00:00Z", "updated_since=%00", "tags=%ff", "&&&", "=", "=x", "title", "limit=1&limit=2",
    "title=" + "x" * 5000, "title=" + "%25" * 5000, "status=" + "&status=".join(["active"] * 5000),
    "creator_id=99999999999999999999",
])
def test_an_odd_query_is_answered_or_refused_but_not_broken(guest, query):
    answer = guest.raw("GET", "/v1/stories?" + query)
    assert answer.status in (200, 400, 404, 414, 431), answer
    if any(odd in query for odd in ("%ff", "%00", "%c3%28", "1.5", "1e3", "0x10", "2020-13", ";drop")):
        assert answer.status == 400, answer


@pytest.mark.parametrize("path", ["/stories", "/tasks", "/users", "/projects", "/events", "/tags"])
def test_sort_and_filter_texts_are_never_sql(guest, path):
    for text in ("id; drop table stories", "id' or '1'='1", "(select 1)", "id--", '"id"', "stories.id"):
        assert guest.raw("GET", f"/v1{path}?" + urllib.parse.urlencode({"sort_field": text})).status == 400


@pytest.mark.stores
def test_naughty_strings_go_in_and_come_out_unchanged(ben):
    for text in json.loads(shared("data/issues/blns.json").read_text()):
        made = ben.post("/stories", {"title": ("Naughty: " + text)[:255], "description": text})
        if "\0" in text or any(0xD800 <= ord(letter) <= 0xDFFF for letter in text):
            made.expect(400)
            continue
        story = ben.get(f"/stories/{made.expect(200).json['id']}").expect(200).json
        assert (story["title"], story["description"]) == (("Naughty: " + text)[:255], text)


@pytest.mark.stores
def test_naughty_strings_find_the_stories_that_hold_them(ben):
    for text in json.loads(shared("data/issues/blns.json").read_text()):
        if not text.strip() or "\\" in text or "\0" in text or len(text) > 240:
            continue
        story = make_story(ben, title=f"Holds: {text}")["id"]
        answer = ben.get("/stories", title=text, sort_dir="desc", limit=50).expect(200)
        assert story in answer.ids, text
        assert ben.get(f"/projects/{urllib.parse.quote(text, safe='')}", ).status in (200, 400, 404)
        assert ben.get("/tags", name=text).status == 200


@pytest.mark.stores
def test_naughty_strings_are_fine_as_comments_and_tags(ben):
    story = make_story(ben)["id"]
    texts = json.loads(shared("data/issues/blns.json").read_text())
    for text in texts:
        if text.strip():
            event = ben.post(f"/stories/{story}/comments", {"content": text}).expect(200).json
            assert event["comment"]["content"] == text
        assert ben.put(f"/stories/{story}/tags", [text]).status in (200, 400)
    assert ben.get(f"/stories/{story}/tags").status == 200


@pytest.mark.stores
def test_the_same_odd_requests_at_once_do_no_more_harm(server, ben):
    failures = []

    def attack(body):
        for _ in range(5):
            answered = post(server, body)
            if not answered or answered[0] >= 500:
                failures.append((body[:40], answered))

    threads = [threading.Thread(target=attack, args=(body, )) for body in list(MALFORMED.values())[:21]]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    ben.get(f"/stories/{NOBODY}").expect(404)
