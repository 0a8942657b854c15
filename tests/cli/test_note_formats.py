"""The note from the command line: the format by name or by the file's ending, a PDF byte by byte."""

from __future__ import annotations

import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from companion.workflow.desk import Desk
from tests.cli.conftest import Run


@pytest.fixture
def met(desk: Desk, store: Path) -> Path:
    """Kari, met once."""
    room = desk.room(desk.add_patient("K-1042", "Kari Nordmann", "Kari").id)
    room.meeting.start()
    room.refresh()
    room.talk.say("I laugh #again [now]")
    room.note.close()
    desk.store.close()
    return store


def in_a_process(*words: object, out: int = subprocess.PIPE) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "companion", *map(str, words)]
    return subprocess.run(command, stdout=out, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, check=False)


@pytest.mark.parametrize(
    ("name", "form", "start"),
    [("a.pdf", "pdf", b"%PDF-1.7"), ("a.PDF", "pdf", b"%PDF"), ("a.html", "html", b"<!DOCTYPE html>"),
     ("a.htm", "html", b"<!DOCTYPE"), ("a.md", "md", b"# Session note"), ("a.txt", "txt", b"Session note"),
     ("a.odd", "txt", b"Session note")],
)  # fmt: skip
def test_the_ending_says_the_format(
    run: Run, met: Path, on: list[str], tmp_path: Path, name: str, form: str, start: bytes
) -> None:
    done = run("note", "K-1042", "--out", tmp_path / name, *on, "--json")
    assert done.data == {"files": [str(tmp_path / name)], "for": "record", "format": form}
    assert (tmp_path / name).read_bytes().startswith(start)


def test_a_pdf_goes_through_a_pipe_whole(met: Path, on: list[str]) -> None:
    done = in_a_process("note", "K-1042", "--for", "patient", "--format", "pdf", "--language", "nb", *on)
    assert done.returncode == 0
    words = "".join(page.extract_text() for page in PdfReader(BytesIO(done.stdout)).pages)
    assert "I laugh #again [now]" in words
    assert "Det vi skrev sammen" in words


def test_a_pdf_is_never_poured_into_a_terminal(met: Path, on: list[str]) -> None:
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    try:
        done = in_a_process("note", "K-1042", "--format", "pdf", *on, out=theirs)
    finally:
        os.close(theirs)
        os.close(ours)
    assert done.returncode == 2
    assert b"--out FILE" in done.stderr


def test_a_page_to_print_is_a_pdf_too(run: Run, met: Path, on: list[str], tmp_path: Path) -> None:
    for page in ("before-we-meet", "first-page", "hardest-days"):
        file = tmp_path / f"{page}.pdf"
        assert run("note", "K-1042", "--page", page, "--out", file, *on).code == 0
        assert len(PdfReader(file).pages) == 1


def test_full_access_needs_no_session_and_holds_the_log(run: Run, desk: Desk, store: Path, on: list[str]) -> None:
    desk.add_patient("K-7", "Nora Ny")
    desk.store.close()
    told = run("note", "K-7", "--for", "full", *on)
    assert told.code == 0
    assert "Nora Ny" in told.out
    assert "open patient" in told.out
    assert run("note", "K-7", *on).code == 1


def test_the_log_knows_of_what_went_to_standard_output(run: Run, met: Path, on: list[str]) -> None:
    assert run("note", "K-1042", "--format", "html", *on).out.startswith("<!DOCTYPE html>")
    told = run("note", "K-1042", "--for", "full", *on).out
    assert "for whom: record · format: html" in told
    assert "standard output" in told
