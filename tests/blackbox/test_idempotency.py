"""Idempotency-Key: a POST has one effect, however often it is sent."""
import random
import secrets
import threading

import pytest

from support.api import Api
from support.openapi import Document
from support.paths import SEED
from support.program import Server, plenary
from support.seed import ADA, BEN, CLEO, CRASH, EVE
from support.store import DATABASE
from support.world import fresh_name, make_story


def keyed(key):
    return {"headers": {"Idempotency-Key": key}}


def new_key():
    return secrets.token_hex(16)


def total(api, **query):
    return api.get("/stories", limit=0, **query).total


def at_once(number, act):
    """What `act(i)` gives in as many threads."""
    given = [None] * number
    start = threading.Barrier(number)

    def run(i):
        start.wait()
        given[i] = act(i)

    threads = [threading.Thread(target=run, args=(i, )) for i in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return given


def test_a_repeated_post_has_one_effect_and_the_same_answer(ben):
    key, story = new_key(), {"title": fresh_name("Only once ")}
    first = ben.post("/stories", story, **keyed(key)).expect(200)
    for mount in ("/v1", "/api/v1"):
        again = Api(ben.port, ben.token, mount).post("/stories", story, **keyed(key)).expect(200)
        assert again.body == first.body and again.headers["Idempotency-Replayed"] == "true"
    assert first.headers["Idempotency-Replayed"] is None
    assert total(ben, title=story["title"]) == 1
    assert len(ben.get(f"/stories/{first.json['id']}/events").json) == 1


POSTS = {
    "story": ("/stories", lambda: {"title": fresh_name("A story ")}, "/stories"),
    "task": ("/tasks", lambda: {"title": fresh_name("A task "), "story_id": CRASH, "project_id": 1}, "/tasks"),
    "task of a story": (f"/stories/{CRASH}/tasks", lambda: {"title": fresh_name("A task "), "project_id": 1},
                        f"/stories/{CRASH}/tasks"),
    "comment": (f"/stories/{CRASH}/comments", lambda: {"content": fresh_name("Words ")}, f"/stories/{CRASH}/comments"),
    "project": ("/projects", lambda: {"name": fresh_name("project")}, "/projects"),
    "group": ("/project_groups", lambda: {"name": fresh_name("group"), "title": "A group"}, "/project_groups"),
    "branch": ("/branches", lambda: {"name": fresh_name("branch"), "project_id": 1}, "/branches"),
    "team": ("/teams", lambda: {"name": fresh_name("team")}, "/teams"),
    "user": ("/users", lambda: {"full_name": "Somebody new", "email": f"{fresh_name('new')}@example.org"}, "/users"),
}


@pytest.mark.parametrize("kind", POSTS)
def test_it_holds_for_every_kind_of_thing(ada, kind):
    path, make, listed = POSTS[kind]
    body, key = make(), new_key()
    first = ada.post(path, body, **keyed(key)).expect(200)
    count = ada.get(listed, limit=1).total
    assert ada.post(path, body, **keyed(key)).expect(200).body == first.body
    assert ada.get(listed, limit=1).total == count
    ada.post(path, {**body, "id": 7}, **keyed(key)).expect(422)


def test_every_documented_post_says_so(server):
    for method, path, operation in Document.of(server.port).operations():
        names = [parameter.get("name") for parameter in operation["parameters"]]
        if method == "POST" and {} not in operation["security"]:
            assert "Idempotency-Key" in names and "422" in operation["responses"], path
        else:
            assert "Idempotency-Key" not in names, path


def test_the_same_key_with_another_request_is_refused(ben):
    key = new_key()
    ben.post("/stories", {"title": "The first request"}, **keyed(key)).expect(200)
    before = total(ben)
    ben.post("/stories", {"title": "Another request"}, **keyed(key)).refused(422, "Idempotency-Key", "another request")
    ben.post("/stories", b'{ "title": "The first request" }', **keyed(key)).expect(422)
    ben.post("/tasks", {"title": "The first request", "story_id": CRASH, "project_id": 1}, **keyed(key)).expect(422)
    for story in (1, 2):
        ben.post(f"/stories/{story}/comments", {"content": "Hello"}, **keyed(key)).expect(422)
    assert total(ben) == before


def test_each_comment_of_its_own_story(ben):
    key = new_key()
    ben.post("/stories/1/comments", {"content": "Hello"}, **keyed(key)).expect(200)
    ben.post("/stories/2/comments", {"content": "Hello"}, **keyed(key)).expect(422)


def test_a_key_is_everybodys_own(ben, cleo):
    key, story = new_key(), {"title": fresh_name("Two of these ")}
    assert ben.post("/stories", story, **keyed(key)).json["id"] != cleo.post("/stories", story, **keyed(key)).json["id"]


def test_who_may_not_post_gets_no_answer_of_another(ben, guest):
    key, story = new_key(), {"title": "For the signed-in"}
    ben.post("/stories", story, **keyed(key)).expect(200)
    guest.post("/stories", story, **keyed(key)).expect(401)
    Api(ben.port, token="no-such-token").post("/stories", story, **keyed(key)).expect(401)


def test_a_failed_request_keeps_nothing(ben, ada):
    key = new_key()
    for _ in range(2):
        ben.post("/projects", {"name": fresh_name("project")}, **keyed(key)).expect(403)
        ben.post("/stories", {"title": "no"}, **keyed(key)).expect(400)
        ben.post("/tasks", {"title": "Nowhere to go", "story_id": 999001, "project_id": 1}, **keyed(key)).expect(404)
    ben.post("/stories", {"title": "At last a story"}, **keyed(key)).expect(200)


@pytest.mark.parametrize("key,status", [("k", 200), ("x" * 255, 200), ('"8e03978e-40d5-43e8-bc93-6894a57f9324"', 200),
                                        ("!#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", 200), ("", 400), ("x" * 256, 400),
                                        ("a b", 400), ("caf\u00e9".encode("latin-1"), 400), ("a\tb", 400)])
def test_what_a_key_may_be(ben, key, status):
    before = total(ben)
    answer = ben.post("/stories", {"title": "Keyed story"}, headers={"Idempotency-Key": key}).expect(status)
    if status == 400:
        assert "Idempotency-Key" in answer.fault and total(ben) == before


def test_it_means_nothing_elsewhere(ben):
    story = make_story(ben)["id"]
    for _ in range(2):
        ben.get(f"/stories/{story}", **keyed("a b")).expect(200)
        ben.put(f"/stories/{story}", {"title": fresh_name("A title ")}, **keyed("k")).expect(200)


@pytest.mark.parametrize("round", range(3))
def test_32_at_once_have_one_effect(server, ben, round):
    key, story = new_key(), {"title": fresh_name("At once ")}
    answers = at_once(32, lambda i: server.as_(BEN).post("/stories", story, **keyed(key)))
    assert {answer.status for answer in answers} == {200}
    assert len({answer.body for answer in answers}) == 1
    assert sum(answer.headers["Idempotency-Replayed"] is None for answer in answers) == 1
    assert total(ben, title=story["title"]) == 1


def test_32_at_once_with_different_bodies(server, ben):
    key, word = new_key(), fresh_name("One of many ")
    answers = at_once(32, lambda i: server.as_(BEN).post("/stories", {"title": f"{word} {i % 4}"}, **keyed(key)))
    assert {answer.status for answer in answers} == {200, 422}
    assert total(ben, title=word) == 1


def test_a_replay_costs_nobody_his_privacy(ben, eve):
    """The answer is given again to whom it was given, and to nobody else."""
    key, story = new_key(), {"title": fresh_name("Secret "), "private": True}
    ben.post("/stories", story, **keyed(key)).expect(200)
    theirs = eve.post("/stories", story, **keyed(key)).expect(200)
    assert theirs.headers["Idempotency-Replayed"] is None


def test_it_outlives_a_kill(start, seeded):
    server, key, story = start(seeded), new_key(), {"title": fresh_name("Before the crash ")}
    first = server.as_(BEN).post("/stories", story, **keyed(key)).expect(200)
    server.kill()
    server = start(seeded)
    again = server.as_(BEN).post("/stories", story, **keyed(key)).expect(200)
    assert again.body == first.body and total(server.as_(BEN), title=story["title"]) == 1


def test_whoever_was_cut_off_can_ask_again(stores, seeded_store):
    """kill -9 while requests are under way: sent again, each has one effect, whatever had become of it."""
    store, chance = stores.copy(seeded_store), random.Random(5)
    for number in range(8):
        server, answered = Server(store), {}
        wanted = [(new_key(), {"title": f"Crash {number} story {i}"}) for i in range(400)]

        def send(i):
            api = server.as_([BEN, CLEO, EVE][i])
            try:
                for key, story in wanted[i::3]:
                    answered[key] = api.post("/stories", story, **keyed(key)).expect(200).body
            except OSError:
                pass
            except Exception as error:  # http.client's own words for a cut line
                assert "http.client" in type(error).__module__, error

        killer = threading.Timer(chance.uniform(0.02, 0.25), server.kill)
        killer.start()
        at_once(3, send)
        killer.join()
        server = Server(store)
        try:
            before = total(server.as_(BEN), title=f"Crash {number} story")
            assert before >= len(answered)
            for i, (key, story) in enumerate(wanted):
                again = server.as_([BEN, CLEO, EVE][i % 3]).post("/stories", story, **keyed(key)).expect(200)
                assert answered.get(key, again.body) == again.body
            assert total(server.as_(BEN), title=f"Crash {number} story") == len(wanted)
        finally:
            server.kill()


@pytest.mark.skipif(DATABASE != "postgresql", reason="two servers share a PostgreSQL")
def test_two_servers_have_one_effect(start, seeded):
    servers = [start(seeded), start(seeded)]
    for _ in range(10):
        key, story = new_key(), {"title": fresh_name("On two servers ")}
        answers = at_once(16, lambda i: servers[i % 2].as_(BEN).post("/stories", story, **keyed(key)))
        assert {answer.status for answer in answers} == {200}, answers
        assert len({answer.body for answer in answers}) == 1
        assert total(servers[0].as_(BEN), title=story["title"]) == 1


def test_neither_the_store_nor_the_log_shows_keys_or_answers(start, seeded):
    server, key, word = start(seeded, {"log.level": "debug"}), "a-key-to-look-for-" + new_key(), "xyzzy" + new_key()
    for _ in range(2):
        server.as_(BEN).post("/users/2/nothing", {}, documented=False, **keyed(key))
        answer = server.as_(BEN).post("/stories", {"title": word}, **keyed(key)).expect(200)
    story = answer.json["id"]
    server.as_(BEN).post("/stories", {"title": word + "2"}, **keyed(key)).expect(422)
    server.as_(ADA).delete(f"/stories/{story}").expect(204)
    assert key not in server.log
    backup = seeded.folder.parent / f"{seeded.folder.name}.backup"
    plenary("backup", backup, store=seeded)
    text = backup.read_text()
    assert "replays" in text and key not in text and word not in text.split("replays", 1)[1].split("\n", 1)[0]
    rows = [line for line in text.splitlines() if "replays" in line]
    assert rows and not any(word in row for row in rows)


def test_an_import_that_replaces_forgets_whose_answers_they_were(start, seeded):
    server, key, story = start(seeded), new_key(), {"title": fresh_name("Replaced ")}
    server.as_(BEN).post("/stories", story, **keyed(key)).expect(200)
    server.stop()
    plenary("import", "storyboard", SEED, "--replace", store=seeded)
    again = start(seeded).as_(BEN).post("/stories", story, **keyed(key)).expect(200)
    assert again.headers["Idempotency-Replayed"] is None
