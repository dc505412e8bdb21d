"""A client of the event stream: a socket, and a thread that reads it for as long as it is open."""
import json
import socket
import threading
import time
import urllib.parse
from typing import NamedTuple


class Event(NamedTuple):
    id: int
    type: str
    json: dict


class Stream:
    """Opens a stream; `events` fills by itself. `slow` reads nothing until read() is called."""

    def __init__(self, api, last=None, slow=False, method="GET", expect=200, headers=None, **query):
        self.events, self.comments, self.error = [], [], None
        self.last_id = None
        self.ended = threading.Event()
        self.changed = threading.Condition()
        self.socket = socket.socket()
        if slow:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        self.socket.connect(("127.0.0.1", api.port))
        self.socket.settimeout(60)
        target = api.mount + "/stream" + ("?" + urllib.parse.urlencode(query, doseq=True) if query else "")
        lines = [f"{method} {target} HTTP/1.1", "Host: localhost"]
        sent = {"Accept": "text/event-stream", **(headers or {})}
        if api.token:
            sent["Authorization"] = f"Bearer {api.token}"
        if last is not None:
            sent["Last-Event-ID"] = last
        self.socket.sendall("\r\n".join([*lines, *(f"{name}: {value}" for name, value in sent.items())]).encode() +
                            b"\r\n\r\n")
        self.file = self.socket.makefile("rb")
        self.status = int(self.file.readline().split()[1])
        self.headers = {}
        while (line := self.file.readline().strip()):
            name, value = line.decode().split(": ", 1)
            self.headers[name.lower()] = value
        self.thread = threading.Thread(target=self._read, daemon=True)
        if self.status != 200 or method == "HEAD":
            self.body = self.file.read(int(self.headers.get("content-length", 0))) if method != "HEAD" else b""
        elif not slow:
            self.thread.start()
        assert self.status == expect, (self.status, getattr(self, "body", b""))

    def read(self):
        self.thread.start()

    def _read(self):
        try:
            self._take_lines()
        except (OSError, ValueError) as error:
            self.error = error
        with self.changed:
            self.ended.set()
            self.changed.notify_all()

    def _take_lines(self):
        fields = {}
        for line in self._lines():
            if line.startswith(":"):
                self.comments.append(line)
            elif line:
                name, value = line.split(": ", 1)
                fields[name] = value
                if name == "id":
                    self.last_id = int(value)
            else:
                if "data" in fields:
                    with self.changed:
                        self.events.append(Event(self.last_id, fields["event"], json.loads(fields["data"])))
                        self.changed.notify_all()
                fields = {}

    def _lines(self):
        rest = b""
        while (size := self.file.readline()):
            length = int(size, 16)
            chunk = self.file.read(length)
            self.file.readline()
            if length == 0:
                return
            *lines, rest = (rest + chunk).split(b"\n")
            yield from (line.decode() for line in lines)

    @property
    def ids(self):
        return [event.id for event in self.events]

    @property
    def types(self):
        return [event.type for event in self.events]

    def wait(self, count, patience=10):
        """The first events, at least as many; fails if they don't come."""
        with self.changed:
            came = self.changed.wait_for(lambda: len(self.events) >= count or self.ended.is_set(), patience)
        assert came and len(self.events) >= count, f"{len(self.events)} of {count} events came: {self.types[-20:]}"
        return self.events

    def settle(self, api_of_a_writer, make):
        """Waits until an event made now has come, so that whatever was made before has, too."""
        wanted = make(api_of_a_writer)
        deadline = time.monotonic() + 10
        while not any(event.json["story_id"] == wanted["id"] for event in self.events):
            assert time.monotonic() < deadline and not self.ended.is_set(), f"story {wanted['id']} did not come"
            time.sleep(0.005)
        return [event for event in self.events if event.json["story_id"] != wanted["id"]]

    def close(self):
        try:
            self.socket.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
        self.socket.close()
        self.file.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()
