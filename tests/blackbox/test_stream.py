"""The event stream: who hears what, in which order, and how it goes on after a break."""
import json
import threading
import time

import pytest

from support.paths import SEED
from support.program import plenary
from support.seed import ADA, BEN, CLEO, CORE, CRASH, ENGINE, EVE, GEAR, VMT
from support.store import DATABASE
from support.stream import Stream
from support.world import make_comment, make_private_story, make_story, make_task

PATIENCE = 10


def test_an_event_comes_as_it_is_read(guest, ben):
    with Stream(guest) as stream:
        story = make_story(ben)
        make_comment(ben, story["id"], "A line\nand another: é")
        created, comment = stream.wait(2)
    assert (created.type, comment.type) == ("story_created", "user_comment")
    for event in (created, comment):
        assert event.json == guest.get(f"/events/{event.id}").expect(200).json
    assert comment.json["comment"]["content"] == "A line\nand another: é"


def test_it_is_a_stream_that_nobody_keeps(guest):
    with Stream(guest, headers={"Accept-Encoding": "gzip"}) as stream:
        assert stream.headers["content-type"] == "text/event-stream"
        assert stream.headers["cache-control"] == "no-store"
        assert stream.headers["x-accel-buffering"] == "no"
        assert "content-encoding" not in stream.headers and "content-length" not in stream.headers


def test_head_tells_the_head(guest):
    with Stream(guest, method="HEAD") as stream:
        assert stream.headers["content-type"] == "text/event-stream"


def test_what_is_no_stream_is_refused(guest, eve):
    guest.raw("GET", "/v1/stream", headers={"Accept": "application/json"}).expect(406)
    guest.raw("POST", "/v1/stream").expect(405)
    guest.get("/stream", event_type="story_exploded").expect(400)
    guest.get("/stream", storey_id=1).expect(400)
    guest.get("/stream", story_id="many").expect(400)
    guest.get("/stream", last_event_id="-3").expect(400)
    guest.raw("GET", "/v1/stream", headers={"Authorization": "Bearer nonsense"}).expect(401)


@pytest.mark.parametrize("query", [{"event_type": ["task_created", "user_comment"]}, {"project_id": GEAR},
                                   {"project_id": [GEAR, ENGINE]}, {"project_group_id": CORE}], ids=str)
def test_filters_pass_what_they_name(guest, ben, query):
    story = make_story(ben)
    with Stream(guest, **query) as some, Stream(guest) as everything:
        make_task(ben, story["id"], GEAR)
        make_comment(ben, story["id"])
        other = make_story(ben)
        make_task(ben, other["id"], ENGINE)
        ben.put(f"/stories/{story['id']}", {"title": "Changed"}).expect(200)
        everything.wait(5)
        projects = {story["id"]: {GEAR}, other["id"]: {ENGINE}}
        groups = {CORE: {project["id"] for project in guest.get(f"/project_groups/{CORE}/projects").json}}
        named = query.get("project_id", [])
        wanted = set(named if isinstance(named, list) else [named]) | groups.get(query.get("project_group_id"), set())

        def fits(event):
            if "event_type" in query:
                return event.type in query["event_type"]
            # The first event of `other` came before it had a task.
            return bool(projects[event.json["story_id"]] & wanted) and event.type != "story_created"

        expected = [event.id for event in everything.events if fits(event)]
        assert expected
        some.wait(len(expected))
        time.sleep(0.2)
        assert [event.id for event in some.events if event.type != "story_created"] == expected


def test_a_stream_of_stories(guest, ben):
    one, other, third = make_story(ben), make_story(ben), make_story(ben)
    with Stream(guest, story_id=[one["id"], third["id"]]) as stream:
        for story in (one, other, third):
            make_comment(ben, story["id"])
        assert [event.json["story_id"] for event in stream.wait(2)] == [one["id"], third["id"]]


@pytest.mark.parametrize("kind", ["story", "task", "project", "project_group"])
def test_a_stream_of_what_one_follows(guest, ben, eve, kind):
    story = make_story(ben)
    task = make_task(ben, story["id"], GEAR)
    target = {"story": story["id"], "task": task["id"], "project": GEAR, "project_group": CORE}[kind]
    followed = eve.post("/subscriptions", {"target_type": kind, "target_id": target}).expect(200).json
    with Stream(eve, subscribed="true") as hers, Stream(ben, subscribed="true") as his, Stream(guest) as everything:
        make_comment(ben, story["id"], "Followed")
        make_comment(ben, make_story(ben)["id"], "Not followed")
        everything.wait(3)
        assert hers.wait(1)[0].json["comment"]["content"] == "Followed"
        time.sleep(0.2)
        assert len(hers.events) == 1 and not his.events
    eve.delete(f"/subscriptions/{followed['id']}").expect(204)
    guest.get("/stream", subscribed="true").expect(400)


def test_hidden_events_are_for_those_who_may_see_them(server, guest, ada, ben, cleo, eve):
    callers = dict(guest=guest, ada=ada, ben=ben, cleo=cleo, eve=eve)
    streams = {name: Stream(api) for name, api in callers.items()}
    secret = make_private_story(ben, BEN, teams=[VMT])
    make_comment(ben, secret["id"])
    heard = {name: stream.settle(ben, make_story) for name, stream in streams.items()}
    assert {name for name, events in heard.items() if any(e.json["story_id"] == secret["id"] for e in events)} == \
        {"ben", "cleo"}
    for stream in streams.values():
        stream.close()


def test_a_story_made_private_stops_at_once(guest, ben):
    story = make_story(ben)
    with Stream(guest) as stranger, Stream(ben) as reader, Stream(guest, story_id=story["id"]) as filtered:
        make_comment(ben, story["id"])
        ben.put(f"/stories/{story['id']}", {"private": True}).expect(200)
        make_comment(ben, story["id"], "in private")
        assert [event.type for event in stranger.settle(ben, make_story)] == ["user_comment"]
        assert reader.types[:3] == ["user_comment", "story_details_changed", "user_comment"]
        ben.put(f"/stories/{story['id']}", {"private": False}).expect(200)
        assert "in private" not in json.dumps([event.json for event in stranger.events])
        assert filtered.types[:1] == ["user_comment"]


def test_resuming_tells_only_what_may_be_seen_now(guest, ben, eve):
    with Stream(guest) as stream:
        story = make_story(ben)
        begin = stream.wait(1)[0].id - 1
    ben.put(f"/stories/{story['id']}", {"private": True}).expect(200)
    for api in (guest, eve):
        with Stream(api, last=begin) as stream:
            assert not [event for event in stream.settle(ben, make_story) if event.json["story_id"] == story["id"]]
    with Stream(ben, last=begin) as stream:
        assert stream.wait(2)[0].json["story_id"] == story["id"]


def test_who_leaves_a_team_hears_no_more(guest, ada, ben, eve):
    team = ada.post("/teams", {"name": f"team-{time.time_ns()}x"}).expect(200).json["id"]
    ada.put(f"/teams/{team}/users/{EVE.id}").expect(200)
    secret = make_private_story(ben, BEN, teams=[team])
    with Stream(eve) as stream:
        make_comment(ben, secret["id"])
        stream.wait(1)
        ada.delete(f"/teams/{team}/users/{EVE.id}").expect(204)
        make_comment(ben, secret["id"])
        assert stream.settle(ben, make_story)[1:] == []


def test_a_stream_ends_with_its_token(start, seeded):
    server = start(seeded)
    ada, ben = server.as_(ADA), server.as_(BEN)
    token = plenary("token", "create", BEN.email, store=seeded).out.strip()
    number = [line.split()[0] for line in plenary("token", "list", store=seeded).out.splitlines()][-1]
    with Stream(type(ben)(server.port, token=token)) as revoked, Stream(server.as_(CLEO)) as disabled, \
            Stream(ben) as good:
        plenary("token", "revoke", number, store=seeded)
        began = time.monotonic()
        assert revoked.ended.wait(PATIENCE)
        ada.put(f"/users/{CLEO.id}", {"enable_login": False}).expect(200)
        again = time.monotonic()
        assert disabled.ended.wait(PATIENCE)
        assert again - began < 1.5 and time.monotonic() - again < 1.5
        assert not good.ended.is_set()
        good.settle(ben, make_story)


def test_it_goes_on_where_it_was(guest, ben):
    with Stream(guest) as first:
        story = make_story(ben)
        for _ in range(5):
            make_comment(ben, story["id"])
        ids = [event.id for event in first.wait(6)]
    for option in ({"last": ids[2]}, {"last_event_id": ids[2]}, {"last": ids[2], "last_event_id": ids[0]}):
        with Stream(guest, **option) as second:
            assert [event.id for event in second.wait(3)][:3] == ids[3:]


def test_a_stream_that_heard_nothing_can_be_resumed(guest, ben):
    with Stream(guest) as quiet:
        deadline = time.monotonic() + PATIENCE
        while quiet.last_id is None and time.monotonic() < deadline:
            time.sleep(0.01)
        begin = quiet.last_id
    story = make_story(ben)
    with Stream(guest, last=begin) as again:
        assert again.wait(1)[0].json["story_id"] == story["id"]


def test_an_id_from_the_future_is_answered_with_a_resync(guest, ben):
    with Stream(guest, last=10**12) as stream:
        assert stream.wait(1)[0].type == "resync"
        assert stream.events[0].json["last_event_id"] == str(10**12)
        story = make_story(ben)
        assert stream.wait(2)[1].json["story_id"] == story["id"]


def test_imported_history_is_no_news(start, store):
    """It is listed, and not told: nothing of it has happened just now."""
    server = start(store)
    with Stream(server.guest) as stream, Stream(server.guest, last=0) as from_the_start:
        plenary("import", "storyboard", SEED, store=store)
        assert server.guest.get("/events").total > 0
        story = make_story(server.as_(BEN))
        for one in (stream, from_the_start):
            assert [event.json["story_id"] for event in one.wait(1)] == [story["id"]]


def resumed_in_a_burst(servers, writers=6, each=40):
    """Writers publish at once, a client breaks off and resumes again and again: what it heard, and what there was."""
    ben = servers[0].as_(BEN)
    story = make_story(ben)
    begin = ben.get(f"/stories/{story['id']}/events").json[0]["id"]

    def write(api):
        for _ in range(each):
            make_comment(api, story["id"])

    threads = [threading.Thread(target=write, args=(servers[i % len(servers)].as_(BEN), )) for i in range(writers)]
    for thread in threads:
        thread.start()
    heard, last, turn = [], begin, 0
    deadline = time.monotonic() + 60
    while len(heard) < writers * each and time.monotonic() < deadline:
        with Stream(servers[turn % len(servers)].guest, last=last, story_id=story["id"]) as stream:
            wanted = min(7, writers * each - len(heard))
            stream.wait(wanted, patience=20)
            got = stream.ids[:wanted]
        heard += got
        last, turn = got[-1], turn + 1
    for thread in threads:
        thread.join()
    events = [row["id"] for row in ben.get(f"/stories/{story['id']}/events").json]
    return heard, [id for id in sorted(events) if id > begin]


def test_resuming_in_a_burst_loses_and_repeats_nothing(server):
    heard, there = resumed_in_a_burst([server])
    assert heard == there


@pytest.mark.skipif(DATABASE != "postgresql", reason="SQLite has one server")
def test_two_servers_of_one_database_tell_the_same(start, seeded):
    servers = [start(seeded), start(seeded._replace(folder=seeded.folder.with_name(seeded.folder.name + "-second")))]
    with Stream(servers[0].guest) as here, Stream(servers[1].guest) as there:
        took = []
        for server in servers * 5:
            count, began = len(there.events), time.monotonic()
            make_story(server.as_(BEN))
            for stream in (here, there):
                stream.wait(count + 1)
            took.append(time.monotonic() - began)
        assert here.ids == there.ids
        assert sorted(took)[len(took) // 2] < 0.4, "it is told, not found by looking now and then"
    heard, events = resumed_in_a_burst(servers)
    assert heard == events


def test_a_slow_reader_is_cut_off_and_resumes(start, seeded):
    server = start(seeded)
    ben = server.as_(BEN)
    story = make_story(ben)
    text = "x" * 60_000
    with Stream(server.guest, slow=True) as slow, Stream(server.guest) as quick:
        count = 250  # 15 MB: more than the news and the sockets hold
        for _ in range(count):
            make_comment(ben, story["id"], text)
        quick.wait(count, patience=30)
        slow.read()
        assert slow.ended.wait(PATIENCE)
        assert 0 < len(slow.events) < count
        assert slow.ids == quick.ids[:len(slow.events)], "up to there nothing is missing"
        assert not quick.ended.is_set()
        with Stream(server.guest, last=slow.ids[-1]) as again:
            again.wait(count - len(slow.events), patience=30)
            assert again.ids == quick.ids[len(slow.events):]
    assert samples(server)["plenary_streams_cut_off_total"] == 1


def samples(server):
    lines = server.guest.raw("GET", "/metrics").expect(200).body.decode().splitlines()
    return {line.rsplit(" ", 1)[0]: float(line.rsplit(" ", 1)[1]) for line in lines if line and line[0] != "#"}


def test_a_quiet_stream_gives_signs_of_life(start, seeded):
    server = start(seeded, {"stream.heartbeat": 1})
    with Stream(server.guest) as stream:
        time.sleep(4.5)
        assert 2 <= len(stream.comments) <= 5
        stream.settle(server.as_(BEN), make_story)


def test_streams_are_counted_and_limited(start, seeded):
    server = start(seeded, {"stream.max_open": 3, "stream.max_per_client": 2})
    one, two = Stream(server.guest), Stream(server.guest)
    Stream(server.guest, expect=503)
    three = Stream(server.as_(BEN))
    refused = Stream(server.as_(CLEO), expect=503)
    assert refused.headers["retry-after"]
    assert samples(server)["plenary_streams_open"] == 3
    two.close()
    deadline = time.monotonic() + PATIENCE
    while samples(server)["plenary_streams_open"] != 2 and time.monotonic() < deadline:
        time.sleep(0.02)
    with Stream(server.as_(CLEO)):
        make_story(server.as_(BEN))
        one.wait(1)
    assert samples(server)["plenary_stream_events_sent_total"] >= 1
    one.close()
    three.close()


def test_stopping_ends_the_streams(start, seeded):
    server = start(seeded)
    streams = [Stream(server.guest) for _ in range(5)]
    stuck = Stream(server.guest, slow=True)
    for _ in range(20):
        make_comment(server.as_(BEN), CRASH, "x" * 60_000)
    began = time.monotonic()
    assert server.stop() == 0
    assert time.monotonic() - began < 5
    assert all(stream.ended.wait(1) for stream in streams)
    stuck.close()
