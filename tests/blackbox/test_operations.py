"""What an operator meets: health, metrics, log, configuration, stopping."""
import http.client
import re
import socket
import time

import pytest

from support import wire
from support.api import Api
from support.load import Writers
from support.program import plenary, refused
from support.seed import ADA, BEN, CLEO, EVE, EXPIRED_TOKENS

SAMPLE = re.compile(
    r'[a-zA-Z_:][a-zA-Z0-9_:]*(\{([a-zA-Z_][a-zA-Z0-9_]*="([^"\\\n]|\\.)*",?)*\})? ([-+]?[0-9.]+([eE][-+]?[0-9]+)?|NaN|[-+]Inf)( \d+)?'
)


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_it_says_that_it_is_well(guest, path):
    guest.raw("GET", path).expect(200)


def samples(guest):
    """The metrics as {name with labels: value}; fails where a line is no such thing."""
    answer = guest.raw("GET", "/metrics").expect(200)
    assert answer.headers["Content-Type"].startswith("text/plain")
    lines = [line for line in answer.body.decode().splitlines() if line]
    types = [line.split()[2] for line in lines if line.startswith("# TYPE ")]
    assert types and len(types) == len(set(types))
    values = [line for line in lines if not line.startswith("#")]
    assert [line for line in values if not SAMPLE.fullmatch(line)] == []
    return {line.rsplit(" ", 1)[0]: float(line.rsplit(" ", 1)[1]) for line in values}


def test_metrics_can_be_parsed_and_count_requests(guest):
    before = samples(guest)
    for _ in range(20):
        guest.get("/systeminfo").expect(200)
    after = samples(guest)
    assert any("request" in name and after[name] - before.get(name, 0) >= 20 for name in after)


def test_metrics_hold_no_ids_or_tokens(ben, guest):
    ben.get("/stories/7").expect(200)
    text = guest.raw("GET", "/metrics").body.decode()
    assert BEN.token not in text and "/stories/7" not in text


def test_every_answer_has_a_request_id_of_its_own(guest):
    answers = [
        guest.raw("GET", path)
        for path in ("/v1/stories/1", "/v1/stories/999001", "/v1/nothing", "/healthz", "/v1/stories/1")
    ]
    ids = [answer.headers["X-Request-Id"] for answer in answers]
    assert all(ids) and len(set(ids)) == len(ids)


def test_a_request_id_cannot_inject_anything(server):
    sent = wire.request("GET", "/v1/systeminfo", headers=["X-Request-Id: evil\tid \x1b[31m" + "x" * 5000])
    received = wire.converse(server.port, sent)
    assert wire.statuses(received) in ([200], [400])
    assert b"\x1b" not in received and "\x1b" not in server.log


def test_the_log_holds_no_token_and_no_body(fresh):
    secret = "a text that nobody else may read"
    ben = fresh.as_(BEN)
    story = ben.post("/stories", {"title": secret, "private": True}).expect(200).json["id"]
    ben.post(f"/stories/{story}/comments", {"content": secret}).expect(200)
    ben.post("/stories", b'{"title": "' + secret.encode()).expect(400)
    ben.post("/stories", {"title": secret, "bogus": secret}).expect(400)
    ben.put(f"/stories/{story}", {"title": secret, "story_type_id": 99}).expect(404)
    for token in (*EXPIRED_TOKENS.values(), "no-such-token-at-all"):
        Api(fresh.port, token).get("/users/self").expect(401)
    fresh.stop()
    for text in (secret, BEN.token, *EXPIRED_TOKENS.values(), "no-such-token-at-all"):
        assert text not in fresh.log


def test_an_idle_server_stops_at_once(fresh):
    fresh.guest.get("/systeminfo").expect(200)
    started = time.monotonic()
    assert fresh.stop() == 0 and time.monotonic() - started < 5


def test_open_connections_and_half_requests_do_not_delay_a_stop(start, seeded):
    server = start(seeded)
    whole = wire.request("POST", "/v1/stories", b'{"title": "Half a story"}', token=BEN.token)
    connections = []
    for sent in (b"", whole[:20], whole[:-5], b"GET /v1/systeminfo HTTP/1.1\r\nHost: x\r\n\r\n"):
        connections.append(socket.create_connection(("127.0.0.1", server.port)))
        connections[-1].sendall(sent)
    time.sleep(0.2)
    started = time.monotonic()
    assert server.stop() == 0
    assert time.monotonic() - started < 5.5
    for connection in connections:
        connection.close()


def test_a_request_in_flight_is_answered_or_undone_by_a_stop(start, seeded):
    """Its body ends after the signal: it is finished, or cut off without an effect."""
    server = start(seeded)
    whole = wire.request("POST", "/v1/stories", b'{"title": "In flight"}', token=BEN.token)
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as connection:
        connection.sendall(whole[:-5])
        time.sleep(0.2)
        server.process.terminate()
        time.sleep(0.2)
        connection.sendall(whole[-5:])
        received = wire.drained(connection)
    assert server.stop() == 0
    answered = wire.statuses(received)
    assert answered in ([200], [])
    assert start(seeded).guest.get("/stories", title="In flight").total == len(answered)


def test_a_stop_under_load_loses_nothing_and_breaks_no_answer(start, seeded):
    server = start(seeded)
    with Writers(server.port, [BEN.token, CLEO.token, EVE.token]) as writers:
        time.sleep(0.5)
        started = time.monotonic()
        assert server.stop() == 0 and time.monotonic() - started < 5.5
    assert not writers.odd
    found = start(seeded).as_(BEN).get("/stories").ids
    assert writers.stories and set(writers.stories) <= set(found)


def test_a_stopped_server_takes_no_connections(start, seeded):
    server = start(seeded)
    server.stop()
    with pytest.raises(OSError):
        http.client.HTTPConnection("127.0.0.1", server.port, timeout=5).request("GET", "/healthz")


def line_of(text, key):
    """The line of a setting, whether it is shown with its full key or in its section."""
    names = "|".join(map(re.escape, {key, key.rsplit(".", 1)[-1]}))
    found = re.search(rf'^[ \t]*"?({names})"?[ \t]*[=:\t ].*$', text, re.MULTILINE)
    return found[0] if found else ""


def test_config_shows_values_with_their_sources(tmp_path):
    file = tmp_path / "plenary.toml"
    file.write_text(
        '[http]\npublic_url = "https://plenary.example.org"\n[cors]\norigins = ["https://a.example.org", "https://b.example.org"]\n'
    )
    shown = plenary("config", "--config", file, "--data", tmp_path / "elsewhere", settings={"api.guest_page": 7}).out
    assert "7" in line_of(shown, "api.guest_page") and re.search("PLENARY_API_GUEST_PAGE|environment",
                                                                 line_of(shown, "api.guest_page"))
    public = line_of(shown, "http.public_url")
    assert "https://plenary.example.org" in public and ("plenary.toml" in public or "file" in public)
    assert "https://a.example.org" in shown and "https://b.example.org" in shown
    assert "elsewhere" in line_of(shown, "data") and re.search("flag|command line|option|--data", line_of(
        shown, "data"))
    assert "default" in line_of(shown, "http.listen")


def test_a_flag_beats_the_environment_and_that_the_file(tmp_path):
    file = tmp_path / "plenary.toml"
    file.write_text("[api]\nguest_page = 5\n")
    assert "5" in line_of(plenary("config", "--config", file).out, "api.guest_page")
    assert "6" in line_of(plenary("config", "--config", file, settings={"api.guest_page": 6}).out, "api.guest_page")
    folder = line_of(
        plenary("config", "--data", tmp_path / "by-flag", settings={"data": tmp_path / "by-environment"}).out, "data")
    assert "by-flag" in folder and "by-environment" not in folder


def test_the_file_s_settings_count(start, seeded, tmp_path):
    file = tmp_path / "plenary.toml"
    file.write_text("[api]\nguest_page = 2\n")
    assert len(start(seeded, arguments=["--config", file]).guest.get("/stories").json) == 2


@pytest.mark.parametrize("settings", [{"api.guest_page": "many"}, {"api.guest_page": "-1"}, {"http.threads": "0.5"},
                                      {"enable_editable_comments": "perhaps"}],
                         ids=str)
def test_a_setting_that_makes_no_sense_is_named(tmp_path, settings):
    key = next(iter(settings))
    said = refused("config", "--data", tmp_path, settings=settings).err
    assert key in said or "PLENARY_" + key.upper().replace(".", "_") in said


def test_a_broken_file_is_named_with_the_line(tmp_path):
    file = tmp_path / "plenary.toml"
    file.write_text("[http]\nlisten = \n")
    said = refused("config", "--config", file).err
    assert "plenary.toml" in said and "2" in said
    assert "missing.toml" in refused("config", "--config", tmp_path / "missing.toml").err


def test_data_survives_a_restart(start, seeded):
    server = start(seeded)
    story = server.as_(BEN).post("/stories", {"title": "Still there"}).expect(200).json["id"]
    server.stop()
    assert start(seeded).guest.get(f"/stories/{story}").expect(200).json["title"] == "Still there"


def test_an_empty_store_serves_empty_lists(start, store):
    guest = start(store).guest
    for path in ("/stories", "/projects", "/users", "/tasks", "/events", "/teams", "/tags"):
        assert guest.get(path).expect(200).json == []
    assert len(guest.get("/task_statuses").json) == 5


@pytest.mark.parametrize("threads", [1, 4])
def test_any_number_of_threads_serves(start, seeded, threads):
    server = start(seeded, {"http.threads": threads})
    assert server.as_(ADA).post("/projects", {"name": "threaded"}).expect(200).json["id"]
    assert server.guest.get("/projects/threaded").expect(200).json["name"] == "threaded"
