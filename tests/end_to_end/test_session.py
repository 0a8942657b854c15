"""The real program in a real terminal, with the keyboard only: a session, a kept store, a first start."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from companion.store.database import Store
from tests.end_to_end.conftest import Start
from tests.end_to_end.terminal import Terminal

HERS = "I laugh again, says my sister."
OURS = "In June you kept it shut."
CASELOAD = r"\d+ patients"
STEPS = r"0 Today +1 Look +2 Then & now +3 .*Changed +4 Write.* +5 Share|0 Today.*3 What has changed"


def open_kari(terminal: Terminal) -> None:
    """From the caseload to the chart: find her, and one key."""
    terminal.wait_for(CASELOAD, 60)
    terminal.press("/")
    terminal.type("kari")
    terminal.wait_for(r"1 of \d+|1 patient|▸ Kari")
    terminal.press("enter")
    terminal.wait_for(r"10 ┤")
    terminal.wait_for(r"own view")


def start_session(terminal: Terminal) -> None:
    """From her chart over Before to Today."""
    terminal.press("b")
    terminal.wait_for("Start the session")
    terminal.wait_for("Answers on safety")
    terminal.press("s")
    terminal.wait_for("What matters most to you today")
    terminal.wait_for(r"\d+th session")
    assert "own view" not in terminal.text


def mark_the_door(terminal: Terminal) -> None:
    """Look, and a mark on her own measure in two keys."""
    terminal.press("1")
    terminal.wait_for(r"▸.*the door is open")
    terminal.press("enter")
    terminal.wait_for("Where is it today")
    terminal.press("8")
    terminal.wait_for(r"\[8\]")
    terminal.press("enter")
    terminal.wait_for(r"▸.*the door is open.* 8 ")
    terminal.wait_for("saved")


def talk(terminal: Terminal) -> None:
    """What has changed: an answer by her, a line by the clinician."""
    terminal.press("3")
    terminal.wait_for("What would you like to talk about")
    terminal.press("down")
    terminal.wait_for("▸ Something that is lighter")
    terminal.press("enter")
    terminal.wait_for("Enter keeps the line")
    terminal.type(HERS)
    terminal.press("enter")
    terminal.wait_for(rf"^ +Kari +{HERS}")
    terminal.press("f2")
    terminal.wait_for("Who says it")
    terminal.wait_for("▸ clinician")
    terminal.press("enter")
    terminal.wait_for("clinician +In your own words")
    terminal.type(OURS)
    terminal.press("enter")
    terminal.wait_for(rf"^ +clinician +{OURS}")
    terminal.press("f9")
    terminal.wait_for("That is enough for now")


def read_back(terminal: Terminal) -> None:
    """Write together: her line is read back and agreed."""
    terminal.press("4")
    terminal.wait_for(r"2 lines are not read back yet")
    terminal.press("r")
    terminal.wait_for("not quite right")
    terminal.wait_for(HERS)
    terminal.press("g")
    terminal.wait_for(OURS)
    terminal.press("esc")
    terminal.wait_for(r"1 line is not read back yet")
    terminal.wait_for(r"agreed")


def share(terminal: Terminal, folder: Path) -> None:
    """Share: the preview for the record, and the file in a folder."""
    terminal.press("5")
    terminal.wait_for(r"\(x\) the patient")
    terminal.press("r")
    terminal.wait_for(r"\(x\) the record")
    terminal.press("f", "ctrl+u")
    terminal.type(str(folder))
    terminal.press("enter")
    terminal.wait_for("Written, not encrypted")


def the_file(folder: Path) -> str:
    (file,) = folder.iterdir()
    assert file.suffix == ".txt"
    assert "kari" not in file.name.lower()
    return file.read_text(encoding="utf-8")


def author_of(note: str, line: str) -> str:
    """Who said a line, by what stands around it in the file."""
    (found,) = [each for each in note.splitlines() if line in each]
    return found


def test_a_whole_session_of_made_up_people_with_the_keyboard(start: Start, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    with start("demo") as terminal:
        open_kari(terminal)
        start_session(terminal)
        mark_the_door(terminal)
        terminal.press("2")
        terminal.wait_for("put these two side by side|side by side")
        talk(terminal)
        read_back(terminal)
        share(terminal, folder)
        note = the_file(folder)
        assert author_of(note, HERS).startswith("- Patient: ")
        assert author_of(note, OURS).startswith("- Clinician: ")
        assert not re.search(r"Kari|Nordmann|1042", note)

        terminal.press("esc", "esc")
        terminal.wait_for("short code")
        terminal.type("4711")
        terminal.press("enter")
        terminal.wait_for(CASELOAD)
        terminal.wait_for(r"Kari Nordmann.*session open")
        terminal.press("ctrl+l")
        terminal.wait_for("The store is locked")
        assert "Kari" not in terminal.text
        terminal.press("enter")
        terminal.wait_for(CASELOAD)
        terminal.press("\x11")
        assert terminal.wait_end() == 0
    assert HERS not in terminal.text
    assert b"Traceback" not in terminal.raw


def test_in_a_session_a_lock_comes_back_to_the_session_and_never_to_the_caseload(start: Start) -> None:
    with start("demo", columns=100, rows=30) as terminal:
        open_kari(terminal)
        start_session(terminal)
        terminal.press("4")
        terminal.wait_for("This part is shared")
        terminal.press("ctrl+l")
        terminal.wait_for("The store is locked")
        terminal.press("enter")
        terminal.wait_for("This part is shared")
        terminal.wait_for(r"\d+th session")
        terminal.press("\x11")
        assert terminal.wait_end() == 0


def test_a_kept_store_gives_the_lines_back_to_the_command_line(start: Start, tmp_path: Path) -> None:
    store, out = tmp_path / "kept", tmp_path / "out"
    out.mkdir()
    with start("demo", "--keep", store, columns=100, rows=30) as terminal:
        open_kari(terminal)
        start_session(terminal)
        talk(terminal)
        read_back(terminal)
        share(terminal, out)
        terminal.press("esc", "\x11")
        assert terminal.wait_end() == 0
    found = re.search(r"Passphrase: ([a-z0-9-]+)", terminal.raw.decode())
    assert found is not None

    done = subprocess.run(
        [sys.executable, "-m", "companion", "note", "1042", "--for", "record", "--store", str(store),
         "--passphrase-file", "-"],
        input=found[1] + "\n", capture_output=True, text=True, encoding="utf-8", timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert HERS in done.stdout
    assert OURS in done.stdout


def test_a_first_start_makes_a_store_and_takes_the_first_patient(start: Start, tmp_path: Path) -> None:
    folder = tmp_path / "new"
    with start("--store", folder) as terminal:
        terminal.wait_for("Step 1 of 4")
        assert not folder.exists()
        terminal.type("The clinic by the river")
        terminal.press("enter")
        terminal.wait_for("Step 2 of 4")
        for text in ("Ida Berg", "a long and quiet sentence", "a long and quiet sentence"):
            terminal.type(text)
            terminal.press("enter")
        terminal.wait_for("Step 3 of 4")
        for text in ("4711", "4711"):
            terminal.type(text)
            terminal.press("enter")
        terminal.wait_for("Step 4 of 4")
        terminal.press("enter")
        terminal.wait_for("0 patients|no patients|No patients|nobody|Nobody|first patient")
        assert b"a long and quiet sentence" not in terminal.raw
        terminal.press("a")
        terminal.wait_for("[Kk]ey")
        terminal.type("K-1")
        terminal.press("tab")
        terminal.type("Ola Nordmann")
        terminal.press("enter")
        terminal.wait_for("1 patient")
        terminal.press("\x11")
        assert terminal.wait_end() == 0
    from companion.clock import Clock

    with Store.open(folder, "a long and quiet sentence", clock=Clock()) as store:
        assert store.account.name == "Ida Berg"
        assert store.check_code("4711")
