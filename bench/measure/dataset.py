"""Communities to measure on: made by `plenary demo`, kept for the next time."""

import contextlib
import os
import pathlib
import shutil
import sqlite3
import subprocess
import time


def make(root, stories):
    """The data folder with so many stories; made if it is not there yet."""
    folder = root / "build/bench" / f"stories-{stories}"
    done = folder / "made"
    if not done.exists():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        started = time.monotonic()
        command = [root / "build/release/plenary", "demo", "--stories", str(stories), "--data", folder]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        done.write_text(f"{time.monotonic() - started:.1f}\n")
    return folder


def seconds_to_make(folder):
    return float((folder / "made").read_text())


@contextlib.contextmanager
def scratch_copy(folder):
    """A copy to write into, so that the next run measures the same data."""
    copy = folder.with_name(folder.name + "-scratch")
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(folder, copy)
    os.sync()  # or the first commits of the measurement wait while the copy is written to the disk
    try:
        yield copy
    finally:
        shutil.rmtree(copy)


# Things whose lists have the same number of rows whatever the size of the community.
_TYPICAL_STORY = """
    select story_id from events where story_id > ? and hidden = 0 group by story_id
    having count(*) = 10 order by story_id limit 1"""
_TYPICAL_ASSIGNEE = """
    select assignee_id from tasks where assignee_id is not null and private = 0
     group by assignee_id having count(*) >= 20 order by count(*), assignee_id limit 1"""
_BUSY_PROJECT = """
    select project_id from story_tallies where project_id > 0 and status = 0 order by public_stories desc limit 1"""


def choose(folder, stories):
    """The story, person and project that the requests ask for."""
    with contextlib.closing(sqlite3.connect(f"file:{folder / 'plenary.db'}?mode=ro", uri=True)) as db:
        def one(sql, *values):
            return db.execute(sql, values).fetchone()[0]
        return dict(story=one(_TYPICAL_STORY, stories // 2), assignee=one(_TYPICAL_ASSIGNEE), project=one(_BUSY_PROJECT))
