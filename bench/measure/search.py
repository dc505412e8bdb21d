"""How long searches take, one after the other: the server's own work, without a queue before it."""

import contextlib
import http.client
import re
import sqlite3
import time
import urllib.parse

_TITLES = "select title from stories where private = 0 and id > ? order by id limit 400"
_DESCRIPTIONS = "select description from stories where private = 0 and id % ? = 0 limit 2000"
_WORD = re.compile(r"[a-z]{4,}")


def requests(folder, stories):
    """Words and phrases of the data itself: {name: [path, ...]}."""
    with contextlib.closing(sqlite3.connect(f"file:{folder / 'plenary.db'}?mode=ro", uri=True)) as db:
        titles = [title for (title,) in db.execute(_TITLES, (stories // 2,))]
        texts = [text.lower() for (text,) in db.execute(_DESCRIPTIONS, (max(stories // 2000, 1),)) if text]
    counts = {}
    for text in texts:
        for word in set(_WORD.findall(text)):
            counts[word] = counts.get(word, 0) + 1
    by_count = sorted(counts, key=counts.get)
    common = by_count[::-1][:20]
    middle = min(counts, key=lambda word: abs(counts[word] - len(texts) / 2))  # that half of all stories contain
    pairs = [" ".join(title.split()[:2]) for title in titles if len(title.split()) > 2]
    search = "/api/v1/stories/search?limit=20&q="
    return {
        "search, a rare word": [search + _quoted(word) for word in by_count[:200]],
        "search, a word of half the stories": [search + _quoted(middle)],
        "search, the commonest words": [search + _quoted(word) for word in common],
        "search, two common words": [search + _quoted(f"{one} {other}") for one in common[:8] for other in common[8:16]],
        "search, a phrase": [search + _quoted(f'"{pair}"') for pair in pairs[:200]],
        "search, a title": [search + _quoted(title) for title in titles[:200]],
        "search, three letters": [search + _quoted(word[:3]) for word in common],
        "similar stories": ["/api/v1/stories/similar?title=" + _quoted(title) for title in titles[:200]],
        "query text, words and status": ["/api/v1/stories?limit=20&sort_dir=desc&sort_field=id&query="
                                         + _quoted(f"status:active {word}") for word in by_count[:50]],
    }


def _quoted(text):
    return urllib.parse.quote(text)


def measure(server, folder, stories, seconds):
    figures = []
    for name, paths in requests(folder, stories).items():
        for who, token in (("guest", None), ("member", server.token)):
            took = _durations(server.url, paths, token, seconds)
            figures.append(dict(stories=stories, request=name, who=who, connections=1, per_second=len(took) / sum(took),
                                p50_ms=1000 * took[len(took) // 2], p99_ms=1000 * took[len(took) * 99 // 100]))
    return figures


def _durations(url, paths, token, seconds):
    """Sorted. Each path at least once; the first round warms the caches and does not count."""
    connection = http.client.HTTPConnection(url.removeprefix("http://"), timeout=60)
    headers = {"Authorization": f"Bearer {token}"} if token else {}

    def ask(path):
        started = time.perf_counter()
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{path} answered {answer.status}")
        return time.perf_counter() - started

    for path in paths:
        ask(path)
    took, until = [], time.monotonic() + seconds
    while time.monotonic() < until or len(took) < min(len(paths), 100):
        took += [ask(path) for path in paths]
    connection.close()
    return sorted(took)
