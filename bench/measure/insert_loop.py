"""The yardstick of durable writes: rows of a story's size into one table, a commit after each batch."""

import contextlib
import sqlite3
import time


def rows_per_second(folder, batch, seconds):
    """Python's loop costs about a microsecond a row, which is little beside the commit."""
    path = folder / "insert-loop.db"
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("pragma journal_mode = wal")
        db.execute("pragma synchronous = full")
        db.execute("create table if not exists rows (id integer primary key autoincrement, title text, body text)")
        rows, started = 0, time.monotonic()
        while time.monotonic() - started < seconds:
            db.execute("begin immediate")
            for _ in range(batch):
                db.execute("insert into rows (title, body) values (?, ?)", ("A story of the benchmark", "x" * 657))
            db.execute("commit")
            rows += batch
        took = time.monotonic() - started
    for one in folder.glob("insert-loop.db*"):
        one.unlink()
    return rows / took
