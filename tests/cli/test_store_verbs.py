"""Verbs that need a store: init, show, note, doctor, and the ways a store can refuse."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from companion.clinical.model import Better, Domain, Reading, Who
from companion.workflow.desk import Desk
from tests.cli.conftest import PASSPHRASE, Run

READINGS = {reading.value for reading in Reading}


@pytest.fixture
def met(desk: Desk, store: Path) -> Path:
    """Kari, met once: both said a line, one of a third person."""
    room = desk.room(desk.add_patient("K-1042", "Kari Nordmann", "Kari").id)
    own = room.marking.add_own_measure("the door is open", Domain.RELATING, Better.HIGHER, 2, 7)
    room.marking.mark(own.id, 4)
    room.meeting.start()
    room.refresh()
    room.talk.say("I laugh again")
    room.talk.say("You invite your sister over now", said_by="clinician")
    room.shelves.agree("Call the housing office", Who.CLINICIAN, desk.clock.today())
    room.note.close()
    desk.store.close()
    return store


def test_init_makes_a_store_that_opens_with_its_passphrase_only(run: Run, tmp_path: Path, secret: Path) -> None:
    place = ("--store", tmp_path / "new", "--passphrase-file", secret)
    made = run("init", "--account", "Ida", *place, "--json")
    assert made.code == 0
    assert made.data == {"store": str(tmp_path / "new"), "account": "Ida"}
    assert "working tool beside the record" in made.err
    if os.name == "posix":
        assert (tmp_path / "new").stat().st_mode & 0o777 == 0o700
        assert all(path.stat().st_mode & 0o077 == 0 for path in (tmp_path / "new").rglob("*"))
    assert run("show", "nobody", *place).code == 2
    assert run("init", "--account", "Ida", *place).code == 2
    secret.write_text("another long sentence\n", encoding="utf-8")
    refused = run("show", "nobody", *place, "--json")
    assert (refused.code, refused.out) == (3, "")
    assert len(refused.err.strip().splitlines()) == 1


def test_init_refuses_a_short_passphrase_and_leaves_no_store_behind(run: Run, tmp_path: Path) -> None:
    short = tmp_path / "short.txt"
    short.write_text("short\n", encoding="utf-8")
    assert run("init", "--account", "Ida", "--store", tmp_path / "new", "--passphrase-file", short).code == 2
    assert not (tmp_path / "new" / "keys.json").exists()
    assert run("init", "--store", tmp_path / "new", "--passphrase-file", short).code == 2


def test_a_passphrase_never_comes_as_an_argument_and_is_asked_for_only_at_a_terminal(run: Run, store: Path) -> None:
    assert run("show", "K", "--store", store, "--passphrase", PASSPHRASE).code == 2
    assert run("show", "K", "--store", store, "--passphrase-file", store / "none").code == 2


def test_a_passphrase_comes_from_standard_input(met: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "companion", "show", "K-1042", "--store", str(met), "--passphrase-file", "-"],
        input=PASSPHRASE + "\n", capture_output=True, text=True, encoding="utf-8", timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Kari.")


def test_show_tells_the_review_in_words_and_as_data(run: Run, met: Path, on: list[str]) -> None:
    told = run("show", "K-1042", *on)
    assert told.code == 0
    assert "the door is open" in told.out
    assert "\x1b" not in told.out
    data = run("show", "Kari", *on, "--json").data
    assert data["patient"] == {"key": "K-1042", "name": "Kari Nordmann"}
    assert {"domains", "events", "answers_on_safety", "signals", "display"} <= set(data)
    (scale,) = [scale for domain in data["domains"] for scale in domain["scales"]]
    assert {"row", "instrument", "scale", "scores", "changes", "readings", "better"} <= set(scale)
    assert [score["value"] for score in scale["scores"]] == [4]
    assert set(scale["readings"].values()) <= READINGS


def test_show_refuses_whom_it_does_not_know_and_what_is_no_day(run: Run, met: Path, on: list[str]) -> None:
    for arguments in (("show", "Nobody"), ("show", "K-1042", "--since", "yesterday")):
        ran = run(*arguments, *on, "--json")
        assert (ran.code, ran.out) == (2, "")


def test_a_note_is_read_out_or_written_to_a_file(run: Run, met: Path, on: list[str], tmp_path: Path) -> None:
    told = run("note", "K-1042", "--for", "record", "--format", "txt", *on)
    assert told.code == 0
    assert "I laugh again" in told.out
    assert "You invite your sister over now" in told.out
    target = tmp_path / "note.md"
    done = run("note", "K-1042", "--for", "patient", "--format", "md", "--out", target, *on, "--json")
    assert done.code == 0
    assert done.data == {"files": [str(target)], "for": "patient", "format": "md"}
    assert "I laugh again" in target.read_text(encoding="utf-8")
    assert run("note", "K-1042", "--session", "1", *on).out == told.out
    assert run("note", "K-1042", "--session", "9", *on).code == 1
    assert run("note", "K-1042", "--for", "neighbours", *on).code == 2


def test_a_note_for_supervision_names_nobody(run: Run, met: Path, on: list[str]) -> None:
    told = run("note", "K-1042", "--for", "supervision", *on).out
    assert "I laugh again" in told
    assert not any(name in told for name in ("Kari", "Nordmann", "K-1042"))


def test_a_folder_without_a_store_and_a_damaged_one_end_with_5(
    run: Run, store: Path, on: list[str], secret: Path, tmp_path: Path
) -> None:
    none = run("show", "K", "--store", tmp_path / "nowhere", "--passphrase-file", secret)
    assert none.code == 5
    assert not (tmp_path / "nowhere").exists()
    (store / "keys.json").write_text("{", encoding="utf-8")
    damaged = run("show", "K", *on, "--json")
    assert (damaged.code, damaged.out) == (5, "")
    assert "Traceback" not in damaged.err


@contextmanager
def holding(store: Path) -> Iterator[int]:
    """Another process that has the store open."""
    code = (
        "import sys; from pathlib import Path; from companion.workflow.desk import unlock; "
        f"held = unlock(Path(sys.argv[1]), {PASSPHRASE!r}); print('open', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(store)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline().strip() == b"open"
        yield other.pid
        assert other.stdin is not None
        other.stdin.close()


def test_while_another_process_has_the_store_each_verb_names_it_and_ends_with_4(
    run: Run, store: Path, on: list[str], tmp_path: Path
) -> None:
    file = tmp_path / "a.csv"
    file.write_text("patient,date,instrument,total\n1,2026-01-05,phq9,3\n", encoding="utf-8")
    with holding(store) as pid:
        for verb in (("show", "K"), ("note", "K"), ("import", file), ("import", "--undo", 3)):
            ran = run(*verb, *on, "--json")
            assert (ran.code, ran.out) == (4, "")
            assert len(ran.err.strip().splitlines()) == 1
            assert f"process {pid}" in ran.err
        assert run("doctor", "--store", store).code == 0
    assert run("import", file, *on).code == 0


def test_doctor_names_versions_paths_and_encryption_and_no_patient(run: Run, met: Path) -> None:
    ran = run("doctor", "--store", met, "--json")
    assert ran.code == 0
    data = ran.data
    assert {"version", "files", "paths", "encryption", "terminal", "store", "program_sha256"} <= set(data)
    assert data["encryption"]["in_force"] is True
    assert data["paths"]["store"] == str(met)
    words = run("doctor", "--store", met)
    assert words.code == 0
    assert not any(name in ran.out + words.out for name in ("Kari", "Nordmann", "K-1042"))


def test_doctor_needs_no_store(run: Run, tmp_path: Path) -> None:
    ran = run("doctor", "--store", tmp_path / "none", "--json")
    assert ran.code == 0
    assert not (tmp_path / "none").exists()


def test_the_screens_are_refused_without_a_terminal(run: Run, tmp_path: Path) -> None:
    for arguments in (("demo",), ("--store", tmp_path / "none")):
        ran = run(*arguments)
        assert (ran.code, ran.out) == (2, "")
