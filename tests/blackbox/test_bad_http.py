"""Bytes that are hardly HTTP: a clear 4xx or a closed connection, never a hang, and the server goes on."""
import socket
import time

import pytest

from support import wire
from support.seed import BEN

pytestmark = pytest.mark.usefixtures("nothing_stored")


def test_a_body_over_the_limit_is_refused_before_it_is_sent(server):
    for length in (1 << 40, 1 << 63, 10**30):
        request = wire.request("POST", "/v1/stories", b"{",
                               [f"Content-Length: {length}", "Content-Type: application/json"], BEN.token)
        assert wire.statuses(wire.converse(server.port, request)) in ([413], [400], [])


def test_a_body_over_the_limit_is_refused_while_it_is_sent(server):

    def pieces():
        yield wire.request("POST", "/v1/stories", b"10000\r\n",
                           ["Transfer-Encoding: chunked", "Content-Type: application/json"], BEN.token)
        for _ in range(512):  # 32 MiB in all
            yield b"x" * 65536 + b"\r\n10000\r\n"

    assert wire.statuses(wire.converse(server.port, pieces())) in ([413], [400], [])


def test_a_long_head_is_refused(server):
    many = [f"X-Header-{number}: {number}" for number in range(10_000)]
    for headers in (many, ["X-Long: " + "x" * 10_000_000], ["X" * 100_000 + ": name"]):
        answered = wire.statuses(wire.converse(server.port, wire.request("GET", "/v1/systeminfo", b"", headers)))
        assert answered in ([431], [400], [413], [])
    assert wire.statuses(wire.converse(server.port,
                                       wire.request("GET", "/v1/stories?title=" + "x" * 10_000_000))) in ([414], [431],
                                                                                                          [400], [])


GET = b"GET /v1/stories HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
POST = b"POST /v1/stories HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
HEADS = {
    "nonsense": b"\x00\x01\x02\x03\r\n\r\n", "no version": b"GET /v1/stories\r\n\r\n",
    "a TLS greeting": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"x" * 64,
    "no host": b"GET /v1/systeminfo HTTP/1.1\r\nConnection: close\r\n\r\n",
    "HTTP/2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "a bad version": b"GET / HTTP/9.9\r\n\r\n",
    "two lengths": POST + b"Content-Length: 2\r\nContent-Length: 30\r\n\r\n{}",
    "a negative length": POST + b"Content-Length: -1\r\n\r\n{}",
    "length and chunks": POST + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "a bad chunk": POST + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
    "a folded header": GET + b"X-Long: a\r\n b\r\n\r\n",
    "a space before the colon": GET + b"Content-Length : 5\r\n\r\n",
    "a NUL in a header": GET + b"X-Nul: a\x00b\r\n\r\n",
    "a NUL in the path": b"GET /v1/stories/\x001 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    "an odd token": GET + b"Authorization: Bearer \xff\xfe\r\n\r\n",
    "a long token": GET + b"Authorization: Bearer " +
    b"t" * 30_000 + b"\r\n\r\n",
    "an unknown method": b"BREW /v1/stories HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
}


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS.keys())
def test_an_odd_head_is_refused_or_ignored(server, head):
    for status in wire.statuses(wire.converse(server.port, head, half_close=True)):
        assert status in (200, 400, 401, 404, 405, 411, 413, 431, 501, 505)


def test_smuggled_requests_are_not_answered(server):
    for name in ("two lengths", "length and chunks"):
        assert len(wire.statuses(wire.converse(server.port, HEADS[name], half_close=True))) <= 1


def test_half_a_request_is_dropped(server):
    whole = wire.request("POST", "/v1/stories", b'{"title": "Half a story"}', token=BEN.token)
    for cut in (1, 10, 60, whole.index(b"\r\n\r\n") + 2, len(whole) - 10, len(whole) - 1):
        answered = wire.statuses(wire.converse(server.port, whole[:cut], half_close=True))
        assert answered in ([], [400], [408])
        with socket.create_connection(("127.0.0.1", server.port)) as connection:
            connection.sendall(whole[:cut])  # and gone without a word


def test_a_trickling_head_does_not_hold_a_connection_for_ever(server):
    """The deadline is for the whole head: every further byte must not renew it."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=60) as connection:
        started = time.monotonic()
        try:
            connection.sendall(b"GET /v1/systeminfo HTTP/1.1\r\nHost: x\r\nX-Slow: ")
            while time.monotonic() - started < 45:
                connection.sendall(b"x")
                connection.settimeout(0.5)
                try:
                    if not connection.recv(4096):
                        return
                except socket.timeout:
                    continue
        except (ConnectionResetError, BrokenPipeError):
            return
        pytest.fail("a head that trickles was still welcome after 45 s")


def test_many_idle_connections_leave_room_for_others(server, guest):
    idle = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(300)]
    try:
        started = time.monotonic()
        guest.get("/stories").expect(200)
        assert time.monotonic() - started < 5
    finally:
        for connection in idle:
            connection.close()
