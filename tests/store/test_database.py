"""The store: what is written lasts, whole, in order, for one process at a time."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import ClassVar

import polars as pl
import pytest

from companion.clock import Clock
from companion.errors import (
    LockedError,
    RefusedError,
    StoreDamagedError,
    StoreInUseError,
    TooManyTriesError,
    UsageError,
)
from companion.language import ENGLISH
from companion.store.database import Store
from companion.store.generations import read_current
from companion.store.sql import Statement, statements
from companion.store.transaction import Transaction, cleaned
from tests.conftest import NOW
from tests.store.conftest import PASSPHRASE, Line, lines


def test_what_was_written_is_there_after_reopening(store: Store, reopen: Callable[[], Store]) -> None:
    first, second = store.perform(Line("one")), store.perform(Line("two"))
    assert second == first + 1
    store.close()
    again = reopen()
    assert lines(again) == ["one", "two"]
    assert again.perform(Line("three")) == second + 1
    assert again.account.name == "Ida"
    assert again.verify() == []


def test_every_act_leaves_an_entry_and_the_chain_holds(store: Store) -> None:
    number = store.perform(Line("one", lambda tx: tx.about(patient_id=7, digest="ab")))
    with store.read() as reader:
        entries = reader.rows("audit_entries", after=0, most=10)
    assert [entry["verb"] for entry in entries] == ["create store", "write line"]
    assert (entries[1]["patient_id"], entries[1]["ref"], entries[1]["digest"]) == (7, number, "ab")
    assert entries[1]["previous"] == entries[0]["hash"]


@pytest.mark.parametrize(
    "change",
    [
        "update audit_entry set verb = 'nothing' where number = 3",
        "update audit_entry set patient_id = 9 where number = 3",
        "delete from audit_entry where number = 3",
        "update audit_entry set number = case number when 3 then 4 else 3 end where number in (3, 4)",
    ],
)
def test_an_entry_changed_or_left_out_is_found(store: Store, change: str) -> None:
    for text in "abcd":
        store.perform(Line(text))
    store._engine.writer.execute(change)
    assert [ENGLISH.say(wrong) for wrong in store.verify()] == ["The log of acts is broken at entry 3."]


def test_text_is_cleaned_wherever_it_stands_in_an_act() -> None:
    @dataclass(frozen=True)
    class Inner:
        text: str

    @dataclass(frozen=True)
    class Deep:
        RAW: ClassVar[frozenset[str]] = frozenset({"raw"})
        text: str
        many: tuple[str, ...]
        inner: Inner
        raw: str

    act = cleaned(Deep("a\x1b[2J", ("b\x07",), Inner("c\u202e"), "d\x1b"))
    assert act == Deep("a␛[2J", ("b␇",), Inner("c⟨U+202E⟩"), "d\x1b")


def test_a_reader_sees_one_state_and_can_write_nothing(store: Store) -> None:
    store.perform(Line("before"))
    with store.read() as reader:
        count = len(reader.rows("accounts"))
        store.perform(Line("after"))
        assert len(reader.rows("accounts")) == count
        with pytest.raises(RefusedError):
            reader.rows("add_schema_version", number=99, name="x", applied=NOW)


def test_a_quiet_act_leaves_no_entry_and_may_mint_no_id(store: Store) -> None:
    @dataclass(frozen=True)
    class Quiet(Line):
        QUIET: ClassVar[bool] = True

    with pytest.raises(TypeError):
        store.perform(Quiet("x"))
    assert lines(store) == []


def test_many_rows_go_in_at_once(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    created = NOW.isoformat()
    more = {
        "from_text": 'insert into account select unnest(from_json(:rows, \'[{"id":"BIGINT","uuid":"VARCHAR",'
        '"name":"VARCHAR","created":"TIMESTAMP"}]\'), recursive := true)'.replace(":", "$", 1),
        "from_frame": "insert into account select id, uuid, name, created::timestamp from incoming",
    }
    known = dict(statements()) | {
        "from_text": Statement("from_text", more["from_text"], ("rows",), "test"),
        "from_frame": Statement("from_frame", more["from_frame"], (), "test"),
    }
    monkeypatch.setattr("companion.store.transaction.statements", lambda: known)

    @dataclass(frozen=True)
    class Many:
        verb: ClassVar[str] = "many"

        def write(self, tx: Transaction) -> None:
            rows = [{"id": i, "uuid": "", "name": "Kåre", "created": created} for i in tx.mint_many(1000)]
            tx.bulk("from_text", rows)
            with tx.holding_out(incoming=pl.DataFrame([row | {"id": tx.mint()} for row in rows])):
                tx.run("from_frame")

    store.perform(Many())
    assert lines(store) == ["Kåre"] * 2000


def test_a_second_process_is_told_who_has_the_store(store: Store) -> None:
    code = (
        "import sys; from pathlib import Path; from companion.clock import Clock\n"
        "from companion.store.database import Store\nfrom companion.errors import CompanionError\n"
        "try: Store.open(Path(sys.argv[1]), sys.argv[2], clock=Clock())\n"
        "except CompanionError as error: print(error); sys.exit(error.exit_code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(store.folder), PASSPHRASE],
        capture_output=True, text=True, check=False, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert done.returncode == StoreInUseError.exit_code
    assert f"companion, process {os.getpid()}" in done.stdout


def test_the_same_process_cannot_open_it_twice_either(store: Store, reopen: Callable[[], Store]) -> None:
    with pytest.raises(StoreInUseError):
        reopen()
    store.close()
    reopen()


def test_only_its_user_can_look_into_the_store(store: Store) -> None:
    store.perform(Line("x"))
    assert stat.S_IMODE(store.folder.stat().st_mode) == 0o700
    for path in store.folder.rglob("*"):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path.name


def test_nothing_written_can_be_read_in_the_files(store: Store) -> None:
    needle = "Sølvi Nattergal"
    store.perform(Line(needle))
    store.renew()
    store.perform(Line(needle + " again"))
    store.close()
    for path in store.folder.rglob("*"):
        if path.is_file():
            assert needle.encode() not in path.read_bytes()
            assert PASSPHRASE.encode() not in path.read_bytes()


def test_a_closed_store_refuses_in_words(store: Store) -> None:
    store.close()
    store.close()
    with pytest.raises(LockedError):
        store.perform(Line("x"))
    with pytest.raises(LockedError), store.read():
        pass


def test_a_folder_that_is_no_store_is_said_to_be_none(tmp_path: Path, clock: Clock) -> None:
    with pytest.raises(StoreDamagedError) as caught:
        Store.open(tmp_path, PASSPHRASE, clock=clock)
    assert caught.value.exit_code == 5
    assert not list(tmp_path.iterdir())


def test_a_store_is_never_made_over_another(store: Store, folder: Path, clock: Clock) -> None:
    store.close()
    with pytest.raises(UsageError):
        Store.create(folder, account="Per", passphrase=PASSPHRASE, clock=clock, testing=True)


def test_data_without_its_keys_is_not_written_over(store: Store, folder: Path, clock: Clock) -> None:
    store.close()
    (folder / "keys.json").unlink()
    with pytest.raises(UsageError):
        Store.create(folder, account="Per", passphrase=PASSPHRASE, clock=clock, testing=True)


def test_the_short_code_can_be_changed(store: Store, reopen: Callable[[], Store]) -> None:
    store.set_code("0815")
    store.close()
    again = reopen()
    assert again.check_code("0815")
    assert not again.check_code("4711")


def test_closing_stops_a_reader_that_is_at_work(store: Store) -> None:
    slow = Statement("slow", "select sum(a.range * b.range) as n from range(3000000) a, range(3000000) b", (), "")
    threading.Timer(0.2, store.close).start()
    with pytest.raises(RefusedError, match="Stopped"), store.read() as reader:
        reader.ask(slow)


def test_wrong_passphrases_slow_down_over_restarts(store: Store, folder: Path) -> None:
    store.close()
    at = NOW
    for wait in (0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60):
        if wait:
            with pytest.raises(TooManyTriesError):
                Store.open(folder, PASSPHRASE, clock=Clock.fixed(at + timedelta(seconds=wait - 0.5)))
        at += timedelta(seconds=wait)
        with pytest.raises(LockedError):
            Store.open(folder, "not this passphrase", clock=Clock.fixed(at))
    again = Store.open(folder, PASSPHRASE, clock=Clock.fixed(at + timedelta(seconds=61)))
    with again.read() as reader:
        last = reader.rows("audit_entries", after=0, most=99)[-1]
    again.close()
    assert (last["verb"], last["ref"]) == ("unlock", 11)


def test_a_lost_log_is_noticed(store: Store, folder: Path, reopen: Callable[[], Store]) -> None:
    store.perform(Line("kept?"))
    store.close()
    (folder / (read_current(folder).file + ".wal")).unlink()
    with pytest.raises(StoreDamagedError):
        reopen()


def test_entries_missing_since_the_last_close_are_told(store: Store, folder: Path, reopen: Callable[[], Store]) -> None:
    store.renew()
    store.perform(Line("kept?"))
    store.close()
    (folder / (read_current(folder).file + ".wal")).unlink()
    again = reopen()
    assert [notice.values["n"] for notice in again.notices] == [1]
    with again.read() as reader:
        assert "entries missing" in [row["verb"] for row in reader.rows("audit_entries", after=0, most=99)]


def test_the_keys_of_another_store_do_not_open_this_one(
    store: Store, folder: Path, tmp_path: Path, clock: Clock, reopen: Callable[[], Store]
) -> None:
    store.close()
    other = tmp_path / "other"
    Store.create(other, account="Ida", passphrase=PASSPHRASE, clock=clock, testing=True).close()
    (folder / "keys.json").write_bytes((other / "keys.json").read_bytes())
    with pytest.raises(StoreDamagedError):
        reopen()


def test_what_runs_can_be_stopped_and_leaves_nothing(store: Store) -> None:
    slow = Statement("slow", "select sum(a.range * b.range) as n from range(3000000) a, range(3000000) b", (), "")

    def run_long(tx: Transaction) -> None:
        threading.Timer(0.2, store.interrupt).start()
        tx.ask(slow)

    with pytest.raises(RefusedError, match="Stopped"):
        store.perform(Line("half", run_long))
    store.perform(Line("next"))
    assert lines(store) == ["next"]


def test_readers_and_a_writer_work_side_by_side(store: Store) -> None:
    wrong: list[BaseException] = []

    def read_on() -> None:
        try:
            for _ in range(30):
                lines(store)
        except BaseException as error:  # noqa: BLE001  # handed to the test's own thread
            wrong.append(error)

    threads = [threading.Thread(target=read_on) for _ in range(3)]
    for thread in threads:
        thread.start()
    for number in range(20):
        store.perform(Line(str(number)))
    store.renew()
    for thread in threads:
        thread.join()
    assert not wrong
    assert lines(store) == [str(number) for number in range(20)]


def test_a_key_of_its_own_opens_a_throwaway_store(folder: Path, clock: Clock) -> None:
    with Store.create_with_key(folder, bytes(range(32)), account="Demo", clock=clock) as made:
        made.perform(Line("x"))
        assert made.check_code("anything")
    assert not (folder / "keys.json").exists()
    with Store.open_with_key(folder, bytes(range(32)), clock=clock) as again:
        assert lines(again) == ["x"]
    with pytest.raises(StoreDamagedError):
        Store.open_with_key(folder, bytes(32), clock=clock)


def test_a_newer_schema_is_refused_in_words(store: Store, reopen: Callable[[], Store]) -> None:
    store._engine.writer.execute("insert into schema_version values (9999, 'later', current_timestamp)")
    store.close(quickly=True)
    with pytest.raises(StoreDamagedError, match="newer"):
        reopen()


def test_current_is_whole_and_says_what_it_must(store: Store, folder: Path) -> None:
    kept = json.loads((folder / "CURRENT").read_bytes())
    assert (kept["generation"], kept["key_id"]) == (1, "k1")
    assert replace(read_current(folder), closed=True).closed
