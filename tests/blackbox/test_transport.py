"""HTTP itself: mounts, methods, content types, connections."""
import email.utils
import gzip
import json
import socket

import pytest

from support import wire
from support.api import NOTHING, Api
from support.openapi import is_time
from support.seed import ADA, BEN, CRASH


def test_both_mounts_serve_the_same(server):
    for path in ("/stories", "/stories/1", "/projects/tools/gear", "/systeminfo", "/stories/999001"):
        short, long = (Api(server.port, mount=mount).get(path) for mount in ("/v1", "/api/v1"))
        assert (short.status, short.body) == (long.status, long.body)


def test_an_answer_is_json_without_a_charset_and_has_a_date(guest):
    answer = guest.get("/stories/1").expect(200)
    assert answer.headers["Content-Type"] == "application/json"
    assert email.utils.parsedate_to_datetime(answer.headers["Date"]).utcoffset().total_seconds() == 0


def test_times_are_utc_with_offset(guest, ben):
    imported = guest.get(f"/stories/{CRASH}").json
    assert (imported["created_at"], imported["updated_at"]) == ("2020-01-02T01:00:00+00:00",
                                                                "2020-02-01T10:00:00+00:00")
    assert is_time(ben.post("/stories", {"title": "A story of now"}).expect(200).json["created_at"])


@pytest.mark.parametrize("path", ["/stories/", "/stories/1/", "/stories/1/tasks/", "/projects/engine/", "/systeminfo/"])
def test_a_trailing_slash_is_ignored(guest, path):
    assert guest.get(path).expect(200).json == guest.get(path.rstrip("/")).expect(200).json


def test_a_trailing_slash_is_ignored_in_a_post(ben):
    ben.post("/tasks/", {"title": "With a slash", "story_id": CRASH, "project_id": 1}).expect(200)


@pytest.mark.parametrize("path",
                         ["/v1", "/v1/nothing", "/v1/stories/1/nothing", "/api", "/api/v2/stories", "/v1storie"])
def test_an_unknown_path_is_not_found(guest, path):
    guest.raw("GET", path).expect(404)


@pytest.mark.parametrize("method,path,allowed", [("HEAD", "/stories", {"GET", "POST"}),
                                                 ("PATCH", "/stories/1", {"GET", "PUT", "DELETE"}),
                                                 ("OPTIONS", "/projects", {"GET", "POST"}),
                                                 ("DELETE", "/projects/1", {"GET", "PUT"}),
                                                 ("POST", "/systeminfo", {"GET"}), ("DELETE", "/events/1", {"GET"}),
                                                 ("DELETE", "/branches/1", {"GET", "PUT"}), ])
def test_an_unsupported_method_is_refused_and_the_others_are_named(ada, method, path, allowed):
    answer = ada.request(method, path, documented=False).expect(405)
    named = {word.strip() for word in answer.headers["Allow"].split(",")}
    assert allowed <= named <= {"GET", "POST", "PUT", "DELETE"}
    assert method not in named


def test_a_refused_head_has_no_body(server):
    received = wire.converse(server.port, wire.request("HEAD", "/v1/stories"))
    assert wire.statuses(received) == [405]
    assert received.endswith(b"\r\n\r\n")


def test_the_method_cannot_be_overridden_in_the_query(ada):
    for path in ("/stories/1", "/tasks/1", "/teams/1", "/stories"):
        for wanted in ("DELETE", "PUT", "POST", ""):
            refused = ada.request("GET", f"{path}?_method={wanted}", documented=False).expect(405)
            assert "GET" in refused.headers["Allow"]
            ada.request("POST", f"{path}?limit=1&_method={wanted}", {"title": "A story"}, documented=False).expect(400)
    ada.get("/stories/1").expect(200)
    ada.get("/tasks/1").expect(200)


@pytest.mark.parametrize("method,path", [("GET", "/stories"), ("GET", "/stories/1"), ("POST", "/stories"),
                                         ("PUT", "/stories/1"), ("DELETE", "/tasks/1")])
@pytest.mark.parametrize("accept", ["application/xml", "text/xml", "text/html"])
def test_only_json_is_spoken(ada, method, path, accept):
    answer = ada.request(method, path, {}, headers={"Accept": accept}, documented=False).expect(406)
    assert answer.is_json


@pytest.mark.parametrize("accept,status", [("application/json", 200), ("*/*", 200),
                                           ("application/json, */*;q=0.5", 200),
                                           ("application/json, text/plain, */*", 200),  # AngularJS sends this
                                           ("text/html", 406), ("application/xml", 406),
                                           ("text/html;q=0.9, application/json;q=0.1", 200), ])
def test_accept_gets_json_or_nothing(guest, accept, status):
    answer = guest.get("/stories/1", headers={"Accept": accept}).expect(status)
    assert answer.is_json or status == 406


def test_no_accept_gets_json(server):
    received = wire.converse(server.port, wire.request("GET", "/v1/stories/1"))
    assert wire.statuses(received) == [200] and b"Content-Type: application/json\r\n" in received


@pytest.mark.parametrize(
    "content_type",
    ["application/json", "application/json;charset=UTF-8", "application/json; charset=utf-8", "Application/JSON"])
def test_a_json_body_may_name_its_charset(ben, content_type):
    ben.post("/stories", {"title": "Typed story"}, headers={"Content-Type": content_type}).expect(200)


@pytest.mark.parametrize("body,content_type", [(b"title=A+story", "application/x-www-form-urlencoded"),
                                               (b'{"title": "A story"}', "application/x-www-form-urlencoded"),
                                               (b'{"title": "A story"}', "text/plain"), (b"", "application/json"), ],
                         ids=["form", "JSON called a form", "JSON called text", "empty"])
def test_a_body_that_is_not_json_is_refused(ben, body, content_type):
    before = ben.get("/stories", limit=0).total
    answer = ben.post("/stories", body, headers={"Content-Type": content_type})
    assert answer.status in (400, 415), answer
    assert ben.get("/stories", limit=0).total == before


def test_a_delete_is_answered_without_a_body(ben):
    task = ben.post("/tasks", {"title": "Short lived", "story_id": CRASH, "project_id": 1}).json["id"]
    answer = ben.delete(f"/tasks/{task}", {}).expect(204)  # boartty sends {}
    assert answer.body == b""


def test_a_large_answer_is_compressed_on_demand(guest):
    plain = guest.get("/stories").expect(200)
    packed = guest.raw("GET", "/v1/stories", headers={"Accept-Encoding": "gzip"}).expect(200)
    assert plain.headers["Content-Encoding"] is None and packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body
    assert "accept-encoding" in packed.headers["Vary"].lower()


def test_gzip_with_weight_zero_is_respected(guest):
    assert guest.raw("GET", "/v1/stories", headers={"Accept-Encoding": "gzip;q=0"}).headers["Content-Encoding"] is None


def test_a_connection_serves_many_requests(server):
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as connection:
        for _ in range(3):
            connection.sendall(b"GET /v1/systeminfo HTTP/1.1\r\nHost: x\r\n\r\n")
            assert connection.recv(65536).startswith(b"HTTP/1.1 200 ")


def test_pipelined_requests_are_answered_in_order(server):
    titles = [b"Crash on start", b"Paint it blue", b"Never mind this"]
    sent = b"".join(f"GET /v1/stories/{story} HTTP/1.1\r\nHost: x\r\n\r\n".encode() for story in (1, 2))
    received = wire.converse(server.port, sent + wire.request("GET", "/v1/stories/3"))
    assert wire.statuses(received) == [200, 200, 200]
    places = [received.index(title) for title in titles]
    assert places == sorted(places)


def test_a_pipelined_write_is_seen_by_the_read_behind_it(server):
    body = json.dumps({"title": "Written and read at once"}).encode()
    write = wire.request("POST", "/v1/stories", body, token=BEN.token).replace(b"Connection: close", b"X-Keep: open")
    received = wire.converse(server.port, write + wire.request("GET", "/v1/stories?title=Written+and+read+at+once"))
    assert wire.statuses(received) == [200, 200]
    assert received.count(b"Written and read at once") == 2


def test_an_http_1_0_connection_is_closed_after_the_answer(server):
    received = wire.converse(server.port, b"GET /v1/systeminfo HTTP/1.0\r\n\r\n")
    assert wire.statuses(received) == [200] and b'{"version"' in received


def test_a_chunked_body_is_read(server):
    body = b'{"title": "In two chunks"}'
    chunks = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (body[:7], body[7:], b""))
    sent = wire.request("POST", "/v1/stories", chunks, ["Content-Type: application/json", "Transfer-Encoding: chunked"],
                        BEN.token)
    received = wire.converse(server.port, sent)
    assert wire.statuses(received) == [200] and b"In two chunks" in received


def test_a_client_that_expects_100_continue_is_answered(server):
    body = b'{"title": "After a nod"}'
    sent = wire.request("POST", "/v1/stories", body,
                        ["Expect: 100-continue", "Content-Type: application/json", f"Content-Length: {len(body)}"],
                        ADA.token)
    assert wire.statuses(wire.converse(server.port, sent))[-1] == 200


CORS = [
    "Access-Control-Allow-Origin", "Access-Control-Allow-Methods", "Access-Control-Allow-Headers",
    "Access-Control-Expose-Headers", "Access-Control-Max-Age"
]
EXPOSED = {"origin", "authorization", "accept", "x-total", "x-limit", "x-marker", "x-client", "content-type", "etag",
           "if-match", "if-none-match", "idempotency-key", "last-event-id"}


def words(header):
    return {word.strip().lower() for word in header.split(",")}


def test_listed_origins_get_cors_headers_and_others_none(start, seeded):
    origins = ["https://one.example.org", "https://two.example.org"]
    guest = start(seeded, {"cors.origins": ",".join(origins)}).guest
    for origin in origins:
        for answer in (guest.request("OPTIONS", "/stories", headers={"Origin": origin},
                                     documented=False).expect(204), guest.get("/stories",
                                                                              headers={"Origin": origin}).expect(200),
                       guest.get("/stories/999001", headers={"Origin": origin}).expect(404)):
            assert answer.headers[CORS[0]] == origin
            assert words(answer.headers[CORS[1]]) == {"get", "post", "put", "delete", "options"}
            assert words(answer.headers[CORS[2]]) >= EXPOSED and words(answer.headers[CORS[3]]) >= EXPOSED
            assert answer.headers[CORS[4]] == "3600"
    unlisted = guest.get("/stories", headers={"Origin": "https://evil.example.org"}).expect(200)
    assert not [name for name in CORS if name in unlisted.headers]


def test_without_configured_origins_there_are_no_cors_headers(guest):
    answer = guest.get("/stories", headers={"Origin": "https://one.example.org"}).expect(200)
    assert not [name for name in CORS if name in answer.headers]


def test_a_post_without_a_body_or_with_null_is_refused(ben):
    assert ben.post("/stories", NOTHING).status == ben.post("/stories", None).status == 400
