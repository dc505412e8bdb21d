"""kill -9 under write load: what was acknowledged is there afterwards, and nothing is there by halves."""
import random
import time

from support.lines import exported
from support.load import Writers, is_whole
from support.program import Server
from support.seed import BEN, CLEO, EVE, rows

ROUNDS = 60
TOKENS = [BEN.token, CLEO.token, EVE.token]


def acknowledged_stories_are_there(server, stories, above):
    """Looks at the stories with ids beyond `above`: each acknowledged one is there, each one there has its event."""
    ben = server.as_(BEN)
    found = set(ben.get("/stories", marker=above).expect(200).ids)
    assert set(stories) - found == set(), "acknowledged, but lost"
    for story in random.sample(sorted(found), min(5, len(found))):
        events = ben.get(f"/stories/{story}/events").expect(200).json
        assert events and events[0]["event_type"] == "story_created"
        tasks = ben.get(f"/stories/{story}/tasks").ids
        assert len([event for event in events if event["event_type"] == "task_created"]) == len(tasks)
    return max(found, default=above)


def wait_until(condition, patience=20):
    deadline = time.monotonic() + patience
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.001)


def test_nothing_acknowledged_is_lost_when_the_server_is_killed(stores, seeded_store):
    store, chance = stores.copy(seeded_store), random.Random(20)
    made = {"stories": set(), "tasks": set(), "comments": set()}
    newest, last_written = max(row["id"] for row in rows("stories")), []
    for number in range(ROUNDS):
        server = Server(store)
        try:
            newest = acknowledged_stories_are_there(server, last_written, above=newest)
            with Writers(server.port, TOKENS, seed=number) as writers:
                wait_until(lambda: writers.acknowledged > 0)
                time.sleep(chance.uniform(0, 0.4))
                server.kill()  # in the middle of whatever it does
        finally:
            server.kill()
        assert not writers.odd, writers.odd[0]
        last_written = writers.stories
        for table, ids in made.items():
            ids.update(getattr(writers, table))
    tables = exported(store)
    is_whole(tables)
    for table, ids in made.items():
        assert ids - {row["id"] for row in tables[table]} == set(), f"acknowledged {table} were lost"
    assert len(made["stories"]) > ROUNDS
