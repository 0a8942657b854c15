"""A mistake in the real program in a real terminal: one sentence, a report without values, the terminal as it was."""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

import pytest

from companion.clinical.model import Better, Domain
from companion.clock import Clock
from companion.store.database import Store
from companion.workflow.desk import Desk
from tests.end_to_end.terminal import Terminal
from tests.leaks.broken import MODES

PASSPHRASE = "a long and quiet sentence"
TOP = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def one_patient(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("one") / "store"
    with Store.create(
        folder, account="Ida", passphrase=PASSPHRASE, short_code="4711", clock=Clock(), testing=True
    ) as store:
        desk = Desk(store)
        desk.add_patient("2001", "Otto Fremmed")
        marking = desk.room(desk.add_patient("1042", "Kari Nordmann", "Kari").id).marking
        own = marking.add_own_measure("the door", Domain.RELATING, Better.HIGHER, 2, 7)
        marking.mark(own.id, 4)
    return folder


def unlock(terminal: Terminal) -> None:
    terminal.wait_for("Passphrase")
    terminal.type(PASSPHRASE)
    terminal.press("enter")


@pytest.mark.parametrize("mode", MODES)
def test_a_mistake_shows_no_value_and_leaves_the_terminal_in_order(
    mode: str, one_patient: Path, tmp_path: Path, home: Path
) -> None:
    store = shutil.copytree(one_patient, tmp_path / "store")
    with Terminal([sys.executable, "-m", "tests.leaks.broken", mode, str(store)], folder=TOP) as terminal:
        unlock(terminal)
        terminal.wait_for("2 patients")
        terminal.press("enter")
        if mode not in {"in_mount", "in_render", "in_store"}:
            terminal.wait_for("own view")
            terminal.press("n")
        assert terminal.wait_end() == 1
        raw = bytes(terminal.raw)
    assert b"lanted" not in raw
    assert b"Traceback" not in raw
    after = raw[raw.rindex(b"\x1b[?1049l") :].decode()
    assert "Companion stopped because of a mistake in it. What was saved is safe." in after
    assert "Kari" not in after
    for opened, closed in (
        (b"\x1b[?1049h", b"\x1b[?1049l"),
        (b"\x1b[?25l", b"\x1b[?25h"),
        (b"\x1b[?1000h", b"\x1b[?1000l"),
    ):
        assert raw.rfind(closed) > raw.rfind(opened), closed
    (report,) = home.rglob("crash-*.txt")
    text = report.read_text(encoding="utf-8")
    assert "builtins.ValueError" in text
    assert not re.search(r"lanted|Kari|1042|Otto", text)


def test_a_session_that_was_killed_comes_back_to_that_session(one_patient: Path, tmp_path: Path) -> None:
    store = shutil.copytree(one_patient, tmp_path / "store")
    command = [sys.executable, "-m", "companion", "--store", str(store)]
    with Terminal(command, folder=TOP) as terminal:
        unlock(terminal)
        terminal.wait_for("2 patients")
        terminal.press("b")
        terminal.wait_for("Start the session")
        terminal.press("s")
        terminal.wait_for("Before we begin")
        terminal.kill()
    with Terminal(command, folder=TOP) as terminal:
        unlock(terminal)
        terminal.wait_for("Before we begin|1st session")
        assert b"Otto" not in terminal.raw
        assert b"patients" not in terminal.raw
