"""A small HTTP client. Each answer is checked against what the server's own OpenAPI document promises."""
import http.client
import json
import urllib.parse

from support.openapi import Document

PAGING = ("X-Total", "X-Limit", "X-Marker", "X-Offset")
NOTHING = object()  # no body at all, as opposed to the body `null`


class Answer:
    def __init__(self, asked, response):
        self.asked = asked
        self.status = response.status
        self.headers = response.headers
        self.body = response.read()

    def __repr__(self):
        return f"{self.asked} -> {self.status} {self.body[:600]!r}"

    @property
    def is_json(self):
        return self.headers.get_content_type() == "application/json"

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def ids(self):
        return [row["id"] for row in self.json]

    @property
    def names(self):
        return [row["name"] for row in self.json]

    @property
    def paging(self):
        """The paging headers that were sent, and no others."""
        return {name: self.headers[name] for name in PAGING if name in self.headers}

    @property
    def total(self):
        return int(self.headers["X-Total"])

    @property
    def fault(self):
        """The message of an error in either JSON shape."""
        return self.json.get("faultstring") or self.json.get("message") or ""

    def expect(self, status):
        assert self.status == status, f"expected {status}: {self}"
        return self

    def refused(self, status, *words):
        """The answer is this error; each of `words` occurs in its message."""
        self.expect(status)
        for word in words:
            assert word in self.fault, f"expected the message to hold {word!r}: {self}"
        return self


class Api:
    """One caller. Query parameters are keyword arguments; lists are repeated."""

    def __init__(self, port, token=None, mount="/v1", accept=None):
        self.port, self.token, self.mount, self.accept = port, token, mount, accept
        self._connection = None

    def get(self, path, **options):
        return self.request("GET", path, **options)

    def post(self, path, body=NOTHING, **options):
        return self.request("POST", path, body, **options)

    def put(self, path, body=NOTHING, **options):
        return self.request("PUT", path, body, **options)

    def delete(self, path, body=NOTHING, **options):
        return self.request("DELETE", path, body, **options)

    def request(self, method, path, body=NOTHING, headers=None, documented=True, **query):
        """`body` is sent as JSON, bytes as they are. `documented=False` for what no route is meant to answer."""
        target = self.mount + path
        if query:
            target += "?" + urllib.parse.urlencode(query, doseq=True)
        answer = self.raw(method, target, body, headers)
        if documented:
            Document.of(self.port).check(method, target, answer)
        return answer

    def raw(self, method, target, body=NOTHING, headers=None):
        sent = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        if self.accept:
            sent["Accept"] = self.accept
        if body is not NOTHING:
            sent["Content-Type"] = "application/json"
            body = body if isinstance(body, bytes) else json.dumps(body).encode()
        sent.update(headers or {})
        if self._connection is None:
            self._connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            self._connection.request(method, target, None if body is NOTHING else body, sent)
            return Answer(f"{method} {target}", self._connection.getresponse())
        except (OSError, http.client.HTTPException):
            self.close()
            raise

    def close(self):
        if self._connection:
            self._connection.close()
            self._connection = None
