"""Somebody who can write the files: what they change is noticed before it is shown, and nothing crashes.

An older state of the whole folder cannot be told from this one without something outside it: the end of
the log that `companion verify` prints, written down.
"""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from companion.clock import Clock
from companion.errors import CompanionError, LockedError, StoreDamagedError
from companion.language import ENGLISH
from companion.store.database import Store
from companion.store.generations import read_current
from companion.store.vault import Vault
from tests.store.conftest import PASSPHRASE, Line, lines

BLOCK = 256 * 1024
HEADER = 3 * 4096
WRITTEN = [f"line {number} " + "and more " * 60 for number in range(240)]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed store of three generations, with entries in the log of the last."""
    folder = tmp_path_factory.mktemp("made") / "store"
    with Store.create(folder, account="Ida", passphrase=PASSPHRASE, clock=Clock(), testing=True) as store:
        store.perform(Line("before"))
        store.renew()
        for text in WRITTEN:
            store.perform(Line(text))
        store.renew()
        store.perform(Line("last"))
    return folder


@pytest.fixture
def whole(made: Path, folder: Path) -> Path:
    return Path(shutil.copytree(made, folder))


def data_of(folder: Path) -> Path:
    return folder / read_current(folder).file


def opened(folder: Path) -> list[str]:
    with Store.open(folder, PASSPHRASE, clock=Clock()) as again:
        return [ENGLISH.say(notice) for notice in again.notices]


def test_a_block_put_in_another_place_is_noticed_before_anything_is_read(whole: Path) -> None:
    """DuckDB alone opened 3 of 24 such files as good, and 3 took the process down."""
    chance = random.Random(3)
    good = data_of(whole).read_bytes()
    blocks = (len(good) - HEADER) // BLOCK
    assert blocks >= 4
    for swap in (False, True) * 4:
        one, other = (HEADER + BLOCK * place for place in chance.sample(range(blocks), 2))
        changed = bytearray(good)
        changed[one : one + BLOCK] = good[other : other + BLOCK]
        if swap:
            changed[other : other + BLOCK] = good[one : one + BLOCK]
        if changed == good:
            continue
        data_of(whole).write_bytes(changed)
        with pytest.raises(StoreDamagedError, match="damaged"):
            opened(whole)
    data_of(whole).write_bytes(good)
    assert opened(whole) == []


def test_any_flipped_bit_of_the_file_is_noticed(whole: Path) -> None:
    chance = random.Random(5)
    good = data_of(whole).read_bytes()
    for _ in range(10):
        changed = bytearray(good)
        changed[chance.randrange(len(good))] ^= 1 << chance.randrange(8)
        data_of(whole).write_bytes(changed)
        with pytest.raises(StoreDamagedError):
            opened(whole)


def test_what_a_session_added_behind_the_sealed_bytes_does_not_break_the_seal(whole: Path) -> None:
    size = read_current(whole).size
    with Store.open(whole, PASSPHRASE, clock=Clock()) as store:
        for text in WRITTEN:
            store.perform(Line(text))
    assert data_of(whole).stat().st_size >= size
    assert opened(whole) == []


def take_log(folder: Path, _: Path) -> None:
    (folder / (data_of(folder).name + ".wal")).unlink()


def cut_log(folder: Path, _: Path) -> None:
    log = folder / (data_of(folder).name + ".wal")
    log.write_bytes(log.read_bytes()[:64])


def older_generation(folder: Path, _: Path) -> None:
    shutil.copyfile(folder / "gen-000002.duckdb", data_of(folder))


def older_current(folder: Path, _: Path) -> None:
    kept = json.loads((folder / "CURRENT").read_bytes())
    (folder / "CURRENT").write_text(json.dumps({**kept, "generation": 2}), encoding="utf-8")


def other_data(folder: Path, other: Path) -> None:
    shutil.copyfile(data_of(other), data_of(folder))


def other_data_and_current(folder: Path, other: Path) -> None:
    data_of(folder).unlink()
    shutil.copyfile(data_of(other), folder / data_of(other).name)
    shutil.copyfile(other / "CURRENT", folder / "CURRENT")


def other_keys(folder: Path, other: Path) -> None:
    shutil.copyfile(other / "keys.json", folder / "keys.json")


def other_slot(folder: Path, other: Path) -> None:
    _change_keys(folder, lambda keys: keys | {"slots": json.loads((other / "keys.json").read_bytes())["slots"]})


def added_slot(folder: Path, other: Path) -> None:
    more = json.loads((other / "keys.json").read_bytes())["slots"]
    _change_keys(folder, lambda keys: keys | {"slots": [*keys["slots"], *more]})


def other_keyring(folder: Path, other: Path) -> None:
    _change_keys(folder, lambda keys: keys | {"keyring": json.loads((other / "keys.json").read_bytes())["keyring"]})


def cheap_tries(folder: Path, _: Path) -> None:
    _change_keys(folder, lambda keys: keys | {"testing": not keys["testing"]})


def no_seal(folder: Path, _: Path) -> None:
    """The seal left out and the data changed: each block still speaks for itself."""
    kept = json.loads((folder / "CURRENT").read_bytes())
    (folder / "CURRENT").write_text(json.dumps({**kept, "seal": ""}), encoding="utf-8")
    changed = bytearray(data_of(folder).read_bytes())
    for place in range(HEADER + 100, len(changed), BLOCK):
        changed[place] ^= 1
    data_of(folder).write_bytes(changed)


def _change_keys(folder: Path, change: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    kept = json.loads((folder / "keys.json").read_bytes())
    (folder / "keys.json").write_text(json.dumps(change(kept)), encoding="utf-8")


@pytest.mark.parametrize(
    "attack",
    [
        take_log, cut_log, older_generation, older_current, other_data, other_data_and_current, other_keys, other_slot,
        added_slot, other_keyring, cheap_tries, no_seal,
    ],
)  # fmt: skip
def test_what_somebody_did_to_the_files_is_said_in_a_sentence(
    whole: Path, tmp_path: Path, attack: Callable[[Path, Path], None]
) -> None:
    other = tmp_path / "other"
    with Store.create(other, account="Eve", passphrase=PASSPHRASE, clock=Clock(), testing=True) as hers:
        hers.perform(Line("hers"))
    attack(whole, other)
    try:
        said = opened(whole)
    except (StoreDamagedError, LockedError) as error:
        said = [str(error)]
    assert said, attack.__name__
    assert "hers" not in str(said)


def test_a_planted_account_opens_nothing(whole: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    Store.create(other, account="Eve", passphrase="a passphrase of her own", clock=Clock(), testing=True).close()
    added_slot(whole, other)
    with pytest.raises(CompanionError):
        Vault.unlock(whole, "a passphrase of her own", "Eve")
    with pytest.raises(CompanionError):
        Vault.unlock(whole, PASSPHRASE, "Ida")


def test_of_eight_starts_at_once_one_may_write(whole: Path) -> None:
    code = (
        "import sys, time; from pathlib import Path; from companion.clock import Clock;"
        "from companion.errors import StoreInUseError; from companion.store.database import Store\n"
        "try:\n    store = Store.open(Path(sys.argv[1]), sys.argv[2], clock=Clock())\n"
        "except StoreInUseError: sys.exit(4)\n"
        "print('in', flush=True); sys.stdin.read(); store.close()"
    )
    starts = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(whole), PASSPHRASE],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2],
        )
        for _ in range(8)
    ]  # fmt: skip
    waiting = [start for start in starts if start.stdout and start.stdout.readline().strip() == "in"]
    for start in starts:
        start.communicate()
    assert len(waiting) == 1
    assert sorted(start.returncode for start in starts) == [0] + [4] * 7
    assert opened(whole) == []


def test_the_lines_are_all_there_when_nobody_did_anything(whole: Path) -> None:
    with Store.open(whole, PASSPHRASE, clock=Clock()) as store:
        assert lines(store) == ["before", *(text.strip() for text in WRITTEN), "last"]
        assert store.verify() == []
