"""A backup is whole, encrypted, and comes back as it was."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from companion.clock import Clock
from companion.errors import LockedError, StoreDamagedError, UsageError
from companion.store.backup import back_up, restore
from companion.store.database import Store
from tests.store.conftest import PASSPHRASE, Line, lines


def test_a_backup_comes_back_as_it_was(store: Store, tmp_path: Path, clock: Clock) -> None:
    for text in ("one", "Sølvi Nattergal"):
        store.perform(Line(text))
    back_up(store, tmp_path / "copy.zip")
    store.perform(Line("after"))
    assert "Sølvi".encode() not in (tmp_path / "copy.zip").read_bytes()
    restore(tmp_path / "copy.zip", tmp_path / "again")
    with pytest.raises(LockedError):
        Store.open(tmp_path / "again", "not this passphrase", clock=clock)
    with Store.open(tmp_path / "again", PASSPHRASE, clock=clock) as again:
        assert lines(again) == ["one", "Sølvi Nattergal"]
        assert again.verify() == []
        assert again.notices == ()
    assert lines(store) == ["one", "Sølvi Nattergal", "after"]
    assert sorted(path.name for path in store.folder.glob("gen-*")) == ["gen-000001.duckdb", "gen-000001.duckdb.wal"]


def test_nothing_is_written_over(store: Store, tmp_path: Path) -> None:
    (tmp_path / "copy.zip").write_bytes(b"x")
    with pytest.raises(UsageError):
        back_up(store, tmp_path / "copy.zip")
    with pytest.raises(UsageError):
        restore(tmp_path / "copy.zip", store.folder)


@pytest.mark.parametrize("keep", [0, 100, -100])
def test_half_a_backup_is_said_to_be_damaged(store: Store, tmp_path: Path, keep: int) -> None:
    back_up(store, tmp_path / "copy.zip")
    content = (tmp_path / "copy.zip").read_bytes()
    (tmp_path / "copy.zip").write_bytes(content[:keep])
    with pytest.raises(StoreDamagedError):
        restore(tmp_path / "copy.zip", tmp_path / "again")
    assert not (tmp_path / "again" / "CURRENT").exists()


def test_a_backup_made_while_others_write_is_one_moment(store: Store, tmp_path: Path, clock: Clock) -> None:
    """Whatever was written before the copy began is in it, and nothing is there without what came before it."""
    written: list[str] = []
    going = threading.Event()
    done = threading.Event()

    def write() -> None:
        number = 0
        while not done.is_set():
            store.perform(Line(f"line {number}"))
            written.append(f"line {number}")
            number += 1
            if number == 20:
                going.set()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        assert going.wait(30)
        for turn in range(3):
            before = list(written)
            back_up(store, tmp_path / f"copy{turn}")
            restore(tmp_path / f"copy{turn}", tmp_path / f"again{turn}")
            with Store.open(tmp_path / f"again{turn}", PASSPHRASE, clock=clock) as again:
                found = lines(again)
                assert again.verify() == []
                assert again.notices == ()
            assert found[: len(before)] == before
            assert found == [f"line {number}" for number in range(len(found))]
    finally:
        done.set()
        writer.join()
    assert lines(store) == written
