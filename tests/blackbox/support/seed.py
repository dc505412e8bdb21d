"""Names for the rows of seed.jsonl, so that tests can speak of people and stories instead of numbers."""
import json
from typing import NamedTuple, Optional

from support.paths import SEED


class Person(NamedTuple):
    id: int
    name: str
    email: Optional[str]
    token: str


ADA = Person(1, "Ada Root", "ada@example.org", "ada-token-of-the-seed")  # superuser
BEN = Person(2, "Ben Builder", "ben@example.org", "ben-token-of-the-seed")  # on the list of a private story
CLEO = Person(3, "Cleo Curator", "cleo@example.org", "cleo-token-of-the-seed")  # in the team of another
DAN = Person(4, "Dan Disabled", "dan@example.org", "dan-token-of-the-seed")  # may not log in
EVE = Person(5, "Eve Outsider", "eve@example.org", "eve-token-of-the-seed")  # sees what is public, and no more
NOBODY = 999_001  # no row has this id, or the next few

EXPIRED_TOKENS = {"superuser": "ada-expired-token", "regular user": "ben-expired-token"}

ENGINE, GEAR, ATTIC = 1, 2, 3  # projects; the name of GEAR holds a slash
ENGINE_MASTER, GEAR_MASTER, ATTIC_MASTER, STABLE, EXPIRED_BRANCH = 1, 2, 3, 4, 5  # STABLE is the only unrestricted one
MASTER_MILESTONE, STABLE_MILESTONE, EXPIRED_MILESTONE = 1, 2, 3
CORE, ALL_THINGS, EMPTY_GROUP = 1, 2, 3  # project groups
CREW, VMT, EMPTY_TEAM = 1, 2, 3  # teams: Ben's, Cleo's, nobody's

CRASH, BLUE, NEVER_MIND, IDEA, HARDEN, POLISH, BENS_SECRET, TEAM_SECRET, SURE_THING = range(1, 10)
PUBLIC_STORIES = [CRASH, BLUE, NEVER_MIND, IDEA, HARDEN, POLISH, SURE_THING]
ACTIVE, MERGED, INVALID = [CRASH, HARDEN, POLISH], [BLUE, SURE_THING], [NEVER_MIND, IDEA]
FIND_CRASH, FIX_GEAR = 1, 2  # the tasks of CRASH
BENS_TASK, TEAM_TASK = 8, 9
BENS_COMMENT, TEAM_COMMENT = 3, 4
BENS_EVENTS, TEAM_EVENTS = [7, 17, 22], [8, 18, 23]


def rows(table=None):
    """The seed's rows as [(table, row)], or those of one table."""
    lines = [json.loads(line) for line in SEED.read_text().splitlines()]
    pairs = [(line["table"], line["row"]) for line in lines]
    return pairs if table is None else [row for name, row in pairs if name == table]
