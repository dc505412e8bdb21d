"""Worklists: one card moving in a list of 50,000, and what an automatic list over the whole community takes."""

import contextlib
import http.client
import json
import random
import sqlite3
import statistics
import time

CARDS = 50_000


class Client:
    """One signed-in connection; each request is timed."""

    def __init__(self, server):
        self.connection = http.client.HTTPConnection("127.0.0.1", int(server.url.rsplit(":", 1)[1]), timeout=60)
        self.headers = {"Authorization": f"Bearer {server.token}", "Content-Type": "application/json"}

    def ask(self, method, path, body=None):
        started = time.perf_counter()
        self.connection.request(method, "/api/v1" + path, None if body is None else json.dumps(body), self.headers)
        answer = self.connection.getresponse()
        text = answer.read()
        took = 1000 * (time.perf_counter() - started)
        if answer.status != 200:
            raise RuntimeError(f"{method} {path}: {answer.status} {text[:300]}")
        return json.loads(text), took


def fill(folder, list_id):
    """Cards of the community's public stories, around and around, written while no server runs."""
    with contextlib.closing(sqlite3.connect(folder / "plenary.db")) as db:
        stories = [row[0] for row in db.execute("select id from stories where private = 0 order by id")]
        rows = ((list_id, stories[i % len(stories)], i << 32, stories[i % len(stories)], stories[i % len(stories)])
                for i in range(CARDS))
        db.executemany("insert into worklist_items (created_at, list_id, item_type, item_id, rank, story_id, story_card)"
                       " values (0, ?, 'story', ?, ?, ?, ?)", rows)
        db.commit()


def new_list(server, **members):
    return Client(server).ask("POST", "/worklists", {"title": "A list of the benchmark", **members})[0]["id"]


def _figure(stories, request, times, size=None):
    times = sorted(times)
    return dict(stories=stories, request=request, who="member", connections=1, per_second=1000 / statistics.mean(times),
                p50_ms=statistics.median(times), p99_ms=times[int(len(times) * 0.99)], bytes=size)


def moves(server, stories, list_id, seconds):
    """A random card to a random place."""
    client, chance, times = Client(server), random.Random(1), []
    first = client.ask("GET", f"/worklists/{list_id}/items")[0][0]["id"]
    until = time.monotonic() + seconds
    while time.monotonic() < until or len(times) < 100:
        card, to = first + chance.randrange(CARDS), chance.randrange(CARDS)
        times.append(client.ask("PUT", f"/worklists/{list_id}/items/{card}", {"list_position": to})[1])
    return _figure(stories, f"move a card in a list of {CARDS:,}", times)


def automatic(server, stories, project, seconds):
    """The merged stories of the busiest project that have a tag, out of all stories."""
    tag = Client(server).ask("GET", "/tags?limit=1")[0][0]["name"]
    criteria = [("Project", str(project)), ("StoryStatus", "merged"), ("Tags", tag)]
    filters = [{"type": "Story", "filter_criteria": [{"title": value, "field": field, "value": value, "negative": False}
                                                     for field, value in criteria]}]
    list_id = new_list(server, automatic=True, filters=filters)
    client, times = Client(server), []
    until = time.monotonic() + seconds
    while time.monotonic() < until or len(times) < 100:
        found, took = client.ask("GET", f"/worklists/{list_id}")
        times.append(took)
    return _figure(stories, f"automatic list, {len(found['items'])} found", times, len(json.dumps(found)))


def measure(plenary, root, folder, stories, project, seconds):
    """`folder` is a copy to write into; `plenary(root, folder)` serves it."""
    with plenary(root, folder) as server:
        list_id = new_list(server)
        yield automatic(server, stories, project, seconds)
    fill(folder, list_id)
    with plenary(root, folder) as server:
        yield moves(server, stories, list_id, seconds)
