"""Event streams: what an idle one costs, and how long an event is on its way to a thousand."""

import json
import subprocess

from measure.servers import Plenary

# A client's address may have only so many by default.
MANY = ("--set", "stream.max_per_client=20000", "--set", "stream.max_open=20000")


class Listeners:
    """bench/streams/streams_client.cc with so many streams open, until the block ends."""

    def __init__(self, root, server, streams, *load):
        kind = "load" if load else "idle"
        self.command = [root / "build/release/streams_client", kind, server.url.rsplit(":", 1)[1], str(streams),
                        *map(str, load)]

    def __enter__(self):
        self.process = subprocess.Popen(self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.opened = self.said()
        return self

    def said(self):
        return json.loads(self.process.stdout.readline())

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait(timeout=30)


def idle(root, folder, streams=5_000):
    with Plenary(root, folder, *MANY) as server:
        with Listeners(root, server, 100):
            pass  # what the first streams make the server allocate once
        before = server.own_memory_mb()
        with Listeners(root, server, streams):
            return (server.own_memory_mb() - before) * 1024 / streams


def load(root, folder, story, streams=1_000, events=1_000, rate=50):
    with Plenary(root, folder, *MANY) as server:
        before = server.own_memory_mb()
        with Listeners(root, server, streams, events, rate, story, server.token) as listeners:
            figures = listeners.said()
        return dict(figures, grown_mb=server.own_memory_mb() - before)


def measure(root, folder, story, size):
    figures = load(root, folder, story)
    if figures["missing"] or figures["repeated"] or figures["strange"]:
        raise RuntimeError(f"the streams told something else than what happened: {figures}")

    def fact(name, value):
        return dict(stories=size, fact=name, value=value)

    return [fact("an idle event stream (RssAnon of 5,000), KB", idle(root, folder)),
            fact("POST sent -> event at each of 1,000 streams, 50/s, p50 ms", figures["p50_ms"]),
            fact("the same, p99 ms", figures["p99_ms"]),
            fact("answer received -> event at each of 1,000 streams, p99 ms", figures["after_answer_p99_ms"]),
            fact("grown after 1,000 streams x 1,000 events, MB", figures["grown_mb"])]
