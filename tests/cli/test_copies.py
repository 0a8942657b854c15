"""backup, restore and verify: whole or not at all, never over anything, and damage said in a sentence."""

from __future__ import annotations

import hashlib
import json
import os
import stat
import zipfile
from pathlib import Path

import pytest

from companion.clock import Clock
from companion.store.acts.people import AddPatient
from companion.store.database import Store
from tests.cli.conftest import PASSPHRASE, Run


@pytest.fixture
def kept(store: Path) -> Path:
    """A store with Kari in it and a new generation."""
    with Store.open(store, PASSPHRASE, clock=Clock()) as opened:
        opened.perform(AddPatient("K-1042", "Kari Nordmann"))
        opened.renew()
    return store


@pytest.fixture
def backup(run: Run, kept: Path, on: list[str], tmp_path: Path) -> Path:
    file = tmp_path / "copy.companion"
    assert run("backup", file, *on).code == 0
    return file


def test_a_backup_comes_back_as_it_was(run: Run, kept: Path, on: list[str], tmp_path: Path, secret: Path) -> None:
    file = tmp_path / "copy.companion"
    made = run("backup", file, *on, "--json")
    assert (made.code, made.data["file"], made.data["bytes"]) == (0, str(file), file.stat().st_size)
    assert made.data["sha256"] == hashlib.sha256(file.read_bytes()).hexdigest()
    assert b"Kari" not in file.read_bytes()
    if os.name == "posix":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    again = ("--store", tmp_path / "again", "--passphrase-file", secret)
    back = run("restore", file, *again, "--json")
    assert (back.code, back.data["checked"]) == (0, True)
    assert back.data["entries"] > made.data["entries"]  # opening it to check left its own entry
    assert run("show", "K-1042", *again).code == 0
    assert run("verify", *again).code == 0


def test_the_log_says_that_a_backup_was_made_and_the_backup_has_that_entry(backup: Path, tmp_path: Path) -> None:
    from companion.store.backup import restore

    restore(backup, tmp_path / "again")
    with Store.open(tmp_path / "again", PASSPHRASE, clock=Clock()) as opened, opened.read() as reader:
        verbs = [row["verb"] for row in reader.rows("audit_entries", after=0, most=100)]
    assert verbs[-2:] == ["back up", "unlock"]


def test_nothing_is_ever_written_over(run: Run, backup: Path, on: list[str], kept: Path) -> None:
    before = backup.read_bytes()
    refused = run("backup", backup, *on)
    assert (refused.code, len(refused.err.splitlines())) == (2, 1)
    assert backup.read_bytes() == before
    files = {path.name: path.read_bytes() for path in kept.iterdir() if path.is_file()}
    assert run("restore", backup, "--store", kept).code == 2
    assert {path.name: path.read_bytes() for path in kept.iterdir() if path.is_file()} == files


def test_a_wrong_passphrase_leaves_no_store_behind(run: Run, backup: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.txt"
    wrong.write_text("quite another long sentence\n", encoding="utf-8")
    refused = run("restore", backup, "--store", tmp_path / "again", "--passphrase-file", wrong)
    assert refused.code == 3
    assert not (tmp_path / "again").exists()


def test_without_a_passphrase_it_is_restored_and_said_that_it_was_not_opened(
    run: Run, backup: Path, tmp_path: Path
) -> None:
    back = run("restore", backup, "--store", tmp_path / "again", "--json")
    assert (back.code, back.data) == (0, {"store": str(tmp_path / "again"), "checked": False, "entries": None})
    assert "companion verify" in back.err


@pytest.mark.parametrize("part", ["begin", "middle", "end", "cut", "empty", "text"])
def test_a_damaged_backup_is_one_sentence_and_leaves_nothing(run: Run, backup: Path, tmp_path: Path, part: str) -> None:
    raw = bytearray(backup.read_bytes())
    at = {"begin": 2, "middle": len(raw) // 2, "end": len(raw) - 30}.get(part)
    if at is not None:
        raw[at] ^= 0x10
    damaged = {"cut": bytes(raw[:-200]), "empty": b"", "text": b"no backup at all"}.get(part, bytes(raw))
    backup.write_bytes(damaged)
    refused = run("restore", backup, "--store", tmp_path / "again", "--json")
    assert (refused.code, refused.out) == (5, "")
    assert len(refused.err.strip().splitlines()) == 1
    assert not (tmp_path / "again").exists()


def test_a_backup_somebody_changed_knowingly_does_not_pass_the_check(
    run: Run, backup: Path, tmp_path: Path, secret: Path
) -> None:
    """The sums of the pack are right again; the encryption's own are not."""
    with zipfile.ZipFile(backup) as pack:
        parts = {name: pack.read(name) for name in pack.namelist()}
    data = next(name for name in parts if name.endswith(".duckdb"))
    changed = bytearray(parts[data])
    changed[20_000] ^= 1
    parts[data] = bytes(changed)
    with zipfile.ZipFile(backup, "w") as pack:
        for name, content in parts.items():
            pack.writestr(name, content)
    refused = run("restore", backup, "--store", tmp_path / "again", "--passphrase-file", secret)
    assert refused.code == 5
    assert not (tmp_path / "again").exists()


@pytest.mark.parametrize("planted", ["../outside", "gen-000009.duckdb", "notes.txt"])
def test_a_pack_with_anything_else_in_it_is_no_backup(run: Run, backup: Path, tmp_path: Path, planted: str) -> None:
    with zipfile.ZipFile(backup, "a") as pack:
        pack.writestr(planted, b"x")
    assert run("restore", backup, "--store", tmp_path / "in" / "again").code == 5
    assert not (tmp_path / "in" / "again").exists()
    assert not (tmp_path / "in" / "outside").exists()


def test_a_file_that_is_not_there_is_wrong_usage(run: Run, tmp_path: Path) -> None:
    assert run("restore", tmp_path / "none", "--store", tmp_path / "again").code == 2


def test_half_a_restore_is_begun_anew(run: Run, backup: Path, tmp_path: Path) -> None:
    (tmp_path / "again").mkdir()
    (tmp_path / "again" / "keys.json.coming").write_bytes(b"half")
    assert run("restore", backup, "--store", tmp_path / "again").code == 0


def test_verify_reads_everything_and_names_the_end_of_the_log(run: Run, kept: Path, on: list[str]) -> None:
    found = run("verify", *on, "--json")
    assert (found.code, found.data["well"], found.data["problems"]) == (0, True, [])
    assert found.data["generation"] == 2
    assert len(found.data["head"]) == 64
    assert found.data["entries"] >= 4
    assert "whole" in run("verify", *on).out


def test_verify_finds_a_changed_log(run: Run, kept: Path, on: list[str]) -> None:
    with Store.open(kept, PASSPHRASE, clock=Clock()) as opened:
        opened._engine.writer.execute("update audit_entry set verb = 'nothing' where number = 2")
    found = run("verify", *on, "--json")
    assert found.code == 5
    assert found.data["well"] is False
    assert any("broken at entry" in problem for problem in found.data["problems"])
    assert "broken at entry" in run("verify", *on).out


@pytest.mark.parametrize("share", [0.1, 0.3, 0.5, 0.7, 0.9])
def test_a_flipped_bit_is_found(run: Run, kept: Path, on: list[str], share: float) -> None:
    data = max(kept.glob("gen-*.duckdb"), key=lambda path: path.name)
    raw = bytearray(data.read_bytes())
    raw[int(len(raw) * share)] ^= 0x01
    data.write_bytes(raw)
    found = run("verify", *on)
    assert found.code == 5
    assert "Traceback" not in found.err


def test_a_key_file_that_is_missing_is_no_store(run: Run, kept: Path, on: list[str]) -> None:
    (kept / "keys.json").unlink()
    assert run("verify", *on).code == 5


def test_an_account_is_named_or_each_is_tried(run: Run, kept: Path, secret: Path, tmp_path: Path) -> None:
    with Store.open(kept, PASSPHRASE, clock=Clock()) as opened:
        opened.add_account("Ola", "another long and quiet sentence")
    hers = ("--store", kept, "--passphrase-file", secret)
    assert run("verify", *hers).code == 0
    assert run("verify", *hers, "--account", "Ida").code == 0
    assert run("verify", *hers, "--account", "Ola").code == 3
    assert run("verify", *hers, "--account", "Nobody").code == 3
    his = tmp_path / "his.txt"
    his.write_text("another long and quiet sentence\n", encoding="utf-8")
    assert run("verify", "--store", kept, "--passphrase-file", his, "--account", "Ola").code == 0
    names = [slot["account"] for slot in json.loads((kept / "keys.json").read_text("utf-8"))["slots"]]
    assert names == ["Ida", "Ola"]
