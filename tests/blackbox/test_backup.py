"""Backup and restore, also while the server is written to."""
import time

import pytest

from support.lines import exported
from support.load import Writers, is_whole
from support.program import Server, plenary, refused
from support.seed import BEN, CLEO, EVE, rows


def test_a_restored_backup_is_the_same(stores, seeded, tmp_path):
    file, other = tmp_path / "backup", stores.new()
    plenary("backup", file, store=seeded)
    plenary("restore", file, store=other)
    assert exported(other) == exported(seeded)
    assert len(exported(other)["stories"]) == len(rows("stories"))


def test_a_restored_store_can_be_worked_with(stores, seeded, start, tmp_path):
    file, other = tmp_path / "backup", stores.new()
    plenary("backup", file, store=seeded)
    plenary("restore", file, store=other)
    ben = start(other).as_(BEN)
    story = ben.post("/stories", {"title": "After the restore"}).expect(200).json["id"]
    assert story > max(row["id"] for row in rows("stories"))


def test_a_backup_while_serving_under_load_is_consistent(stores, seeded, tmp_path):
    server, restored = Server(seeded), []
    try:
        with Writers(server.port, [BEN.token, CLEO.token, EVE.token]) as writers:
            for number in range(3):
                time.sleep(0.3)
                before = list(writers.stories)
                plenary("backup", tmp_path / f"backup{number}", store=seeded)
                restored.append((number, before))
        assert not writers.odd and len(writers.stories) > 3
    finally:
        assert server.stop() == 0
    for number, before in restored:
        store = stores.new()
        plenary("restore", tmp_path / f"backup{number}", store=store)
        tables = exported(store)
        is_whole(tables)
        # What was acknowledged before the backup began is in it.
        assert set(before) <= {row["id"] for row in tables["stories"]}


def test_a_store_with_something_in_it_is_not_overwritten(stores, seeded, tmp_path):
    file = tmp_path / "backup"
    plenary("backup", file, store=seeded)
    used = stores.new()
    plenary("user", "add", "--name", "Kim Newcomer", "--email", "kim@example.org", store=used)
    refused("restore", file, store=used)
    assert "Kim Newcomer" in plenary("user", "list", store=used).out


@pytest.mark.parametrize("damage", ["cut", "nonsense", "empty"])
def test_a_damaged_backup_is_refused_and_nothing_is_stored(stores, seeded, tmp_path, damage):
    file = tmp_path / "backup"
    plenary("backup", file, store=seeded)
    whole = file.read_bytes()
    file.write_bytes({"cut": whole[:len(whole) // 2], "nonsense": b"nonsense" * 100, "empty": b""}[damage])
    other = stores.new()
    assert str(file) in refused("restore", file, store=other).err
    assert not exported(other).get("stories")


def test_a_backup_does_not_overwrite_a_file_by_halves(seeded, tmp_path):
    """A backup that fails midway must not leave something that looks like one."""
    folder = tmp_path / "no-such-folder"
    refused("backup", folder / "backup", store=seeded)
    assert not folder.exists()
