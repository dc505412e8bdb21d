"""Writers that keep a server busy and remember what it acknowledged."""
import http.client
import random
import threading

from support.api import Api


class Writers:
    """Threads that open stories, add tasks and comments, until stopped or cut off. Use with `with`."""

    def __init__(self, port, tokens, threads=6, seed=0):
        self.stories, self.tasks, self.comments = [], [], []  # ids of what was answered with 200
        self.odd = []  # answers that were neither
        self._stop = threading.Event()
        self._threads = [
            threading.Thread(target=self._write,
                             args=(Api(port, tokens[number % len(tokens)]), random.Random(seed * 1000 + number)))
            for number in range(threads)
        ]

    def __enter__(self):
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self._stop.set()
        for thread in self._threads:
            thread.join()

    @property
    def acknowledged(self):
        return len(self.stories) + len(self.tasks) + len(self.comments)

    def _write(self, api, chance):
        mine = []
        try:
            while not self._stop.is_set():
                kind = chance.choice(["story", "task", "comment"]) if mine else "story"
                if kind == "story":
                    made = self._post(api, "/v1/stories", {"title": f"Written under load {chance.random()}"})
                    mine.append(made["id"])
                    self.stories.append(made["id"])
                elif kind == "task":
                    made = self._post(api, "/v1/tasks",
                                      {"title": "A task under load", "story_id": chance.choice(mine), "project_id": 1})
                    self.tasks.append(made["id"])
                else:
                    made = self._post(api, f"/v1/stories/{chance.choice(mine)}/comments",
                                      {"content": "A comment under load"})
                    self.comments.append(made["comment_id"])
        except (OSError, http.client.HTTPException, Refused):
            pass  # cut off: the server is gone, or going
        finally:
            api.close()

    def _post(self, api, path, body):
        answer = api.raw("POST", path, body)
        if answer.status != 200:
            if answer.status != 503:  # a server that is stopping may say so
                self.odd.append(answer)
            raise Refused
        return answer.json


class Refused(Exception):
    pass


def flaws(tables):
    """What an export holds by halves: things without their event, events without their thing."""

    def ids(table):
        return {row["id"] for row in tables.get(table, [])}

    def told(kind, column):
        return {row[column] for row in tables.get("events", []) if row["event_type"] == kind}

    stories, events = ids("stories"), tables.get("events", [])
    created_tasks = [row for row in events if row["event_type"] == "task_created"]
    return {
        "stories without their event": stories - told("story_created", "story_id"),
        "events without their story": {row["id"] for row in events if row["story_id"] not in stories},
        "comments without their event": ids("comments") - told("user_comment", "comment_id"),
        "events without their comment": told("user_comment", "comment_id") - ids("comments"),
        "tasks more or less than their events": len(created_tasks) - len(ids("tasks")),
    }


def is_whole(tables):
    found = {name: flaw for name, flaw in flaws(tables).items() if flaw}
    assert not found, found
