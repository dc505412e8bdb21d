"""Where one server keeps its data: a folder, and with PostgreSQL a database of its own."""
import itertools
import os
import shutil
from pathlib import Path
from typing import NamedTuple, Optional

from support.postgres import Postgres

DATABASE = os.environ.get("PLENARY_TEST_DATABASE", "sqlite")

_numbers = itertools.count(1)


class Store(NamedTuple):
    folder: Path
    url: Optional[str] = None

    @property
    def options(self):
        return ["--data", str(self.folder)] + (["--database", self.url] if self.url else [])


class Stores:
    """Makes stores below `root`. PostgreSQL starts with the first store that needs it."""

    def __init__(self, root: Path):
        self.root = root
        self.postgres = None

    def new(self, kind=DATABASE) -> Store:
        number = next(_numbers)
        folder = self.root / f"data{number}"
        if kind == "sqlite":
            folder.mkdir()
            return Store(folder)
        assert kind == "postgresql", f"PLENARY_TEST_DATABASE is sqlite or postgresql, not {kind}"
        folder.mkdir()
        self.postgres = self.postgres or Postgres()
        return Store(folder, self.postgres.create(f"plenary_{number}"))

    def copy(self, store: Store) -> Store:
        """The same data once more. No program may have the store open."""
        number = next(_numbers)
        folder = self.root / f"data{number}"
        shutil.copytree(store.folder, folder)
        if not store.url:
            return Store(folder)
        return Store(folder, self.postgres.create(f"plenary_{number}", template=store.url))

    def close(self):
        if self.postgres:
            self.postgres.stop()
