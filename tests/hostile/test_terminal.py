"""The bytes that the real program writes to a real terminal: our own sequences and plain text, nothing else."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.app.terminal import only_ours
from companion.cli import main
from companion.clinical.message import Message
from companion.language import ENGLISH
from companion.text import clean
from tests.end_to_end.terminal import Terminal
from tests.hostile.escapes import foreign
from tests.hostile.people import CODE, KEY_SHOWN, OWN_SHOWN, PASSPHRASE, SHOWN

TOP = Path(__file__).parents[2]
NEVER = (
    b"\x1b]",
    b"\x1bP",
    b"\x1b_",
    b"\x1b^",
    b"\x1b[2Jb",
    b"\x1b[38;5;199m",
    b"\x07",
    b"\xc2\x9b",
    b"\xe2\x80\xae",
    b"\x1bc",
)


def test_the_reader_of_bytes_sees_what_is_foreign() -> None:
    ours = b"\x1b[?1049h\x1b[1;38;2;1;2;3mword\x1b[0m\x1b[12;40H\x1b[?2026$p\x1b[>1u\x1b[<u\x1b[6n\r\n"
    assert not list(foreign(ours))
    for bad in (
        b"\x1b]52;c;aGk=\x07", b"\x1b]0;t\x1b\\", b"\x1b]8;;http://x\x1b\\", b"\x1b[5n", b"\x1bc", b"\x1b[2;3r",
        b"\xc2\x9b2J", b"\x1bP1q\x1b\\", b"\x1b[?1047h", b"\x07", b"\x1b[1 q", "\u202e".encode(), b"\x1b[t", b"\x08",
    ):  # fmt: skip
        assert list(foreign(b"a" + bad + b"b")), bad


@given(st.text(alphabet=st.sampled_from("\x1b[]?;:0123456789mHhlJ52cPrntqu><$ \x07\x9b\\ab\x08")))
def test_whatever_is_written_only_our_own_shapes_pass_the_gate(text: str) -> None:
    assert not list(foreign(only_ours(text).encode()))


@given(st.text())
def test_whatever_is_typed_stands_clean_in_the_store_and_stays_as_it_is(text: str) -> None:
    cleaned = clean(text, lines=True, limit=10**6)
    assert not list(foreign(cleaned.encode()))
    assert clean(cleaned, lines=True, limit=10**6) == cleaned


def test_a_whole_walk_among_hostile_words_writes_only_our_own_sequences(store: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    with Terminal(
        [sys.executable, "-m", "companion", "--store", str(store)], columns=100, rows=30, folder=TOP
    ) as terminal:
        terminal.wait_for("Passphrase")
        terminal.type(PASSPHRASE)
        terminal.press("enter")
        terminal.wait_for(r"2 patients")
        terminal.press("/")
        terminal.type("[x=")
        terminal.wait_for(r"▸ .*\[/\] Eve␛\[2J")
        terminal.press("enter")
        terminal.wait_for("own view")
        terminal.wait_for(r"10 ┤")
        terminal.press("left", "left", "home", "y", "esc", "esc")
        terminal.press("b")
        terminal.wait_for("Start the session")
        terminal.press("s")
        terminal.wait_for("Before we begin|0 Today")
        terminal.press("enter")
        terminal.wait_for("0 Today")
        for key in ("1", "2", "3", "4", "5"):
            terminal.press(key, "pagedown", "pagedown")
        terminal.press("0", "!", "esc", "f1", "esc", "w", "esc", "m", "esc", "ctrl+p")
        terminal.type("[/]")
        terminal.press("esc", "n")
        terminal.type("[x= typed \x1b[200~pasted\x1b]52;c;aGk=\x07 \x1b[2J\u202e[/]\x1b[201~")
        terminal.press("enter")
        terminal.press("4")
        terminal.press("5")
        terminal.wait_for("the record")
        terminal.press("f", "ctrl+u")
        terminal.type(str(out))
        terminal.press("enter")
        terminal.wait_for("Written, not encrypted")
        terminal.press("esc", "esc")
        terminal.wait_for("short code")
        terminal.type(CODE)
        terminal.press("enter")
        terminal.wait_for("2 patients")
        terminal.press("\x11")
        assert terminal.wait_end() == 0
        raw = bytes(terminal.raw)
    assert list(foreign(raw)) == []
    assert not [bad for bad in NEVER if bad in raw]
    assert OWN_SHOWN.encode() in raw
    (file,) = out.iterdir()
    assert not list(foreign(file.read_bytes()))


@pytest.mark.parametrize(
    "verb", [("show", KEY_SHOWN), ("note", KEY_SHOWN), ("note", KEY_SHOWN, "--for", "patient", "--format", "md")]
)
def test_the_command_line_tells_hostile_words_with_marks(
    verb: tuple[str, ...], store: Path, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    (tmp_path / "phrase").write_text(PASSPHRASE, encoding="utf-8")
    assert main([*verb, "--store", str(store), "--passphrase-file", str(tmp_path / "phrase")]) == 0
    out, err = capfdbinary.readouterr()
    assert list(foreign(out)) == []
    assert list(foreign(err)) == []
    if "txt" in verb or len(verb) == 2:
        text = out.decode()
        assert sum(shown in text for shown in SHOWN.values()) > 10


@pytest.mark.parametrize("sign", ["\x1b]52;c;aGk=\x07", "\x1b[2J", "\x9b2J", "\u202e"])
def test_the_command_line_obeys_no_file_name_and_no_cell(
    sign: str, store: Path, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    (tmp_path / "phrase").write_text(PASSPHRASE, encoding="utf-8")
    on = ["--store", str(store), "--passphrase-file", str(tmp_path / "phrase")]
    file = tmp_path / f"a{sign.replace('/', '')}b.csv"
    file.write_text(
        f"patient,date,instrument,total\n1{sign},2026-01-05,phq9,3{sign}\n1,{sign},phq9,3\n", encoding="utf-8"
    )
    sheets = tmp_path / "sheets.csv"
    sheets.write_text(f"id,item1,item2\n{sign},1,{sign}\n", encoding="utf-8")
    for verb in (
        ["import", str(file), *on], ["import", f"none{sign}.csv", *on], ["show", f"no{sign}body", *on],
        ["score", f"phq{sign}", "--answers", "1"], ["score", "phq9", "--csv", str(sheets)],
        ["score", "phq9", "--answers", sign], ["instruments", f"x{sign}"],
            ["change", "phq9", "1", "2", "--scale", sign],
        ["change", "phq9", sign, "2"], ["show", "K-2", "--since", sign, *on], ["note", "K-2", "--for", sign, *on],
        ["instruments", "--check", f"x{sign}.toml"], [f"verb{sign}"],
            ["show", "K-2", "--store", f"none{sign}", *on[2:]],
    ):  # fmt: skip
        assert main(verb) in {0, 1, 2, 5}
        out, err = capfdbinary.readouterr()
        assert list(foreign(out)) == [], verb
        assert list(foreign(err)) == [], verb


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="file names are Unicode there")
def test_a_file_name_that_is_no_text_is_told_too(
    store: Path, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    (tmp_path / "phrase").write_text(PASSPHRASE, encoding="utf-8")
    file = os.fsdecode(os.fsencode(tmp_path) + b"/a\xff.csv")
    Path(file).write_text("patient,date,instrument,total\n1,2026-01-05,phq9,3\n1,x,phq9,3\n", encoding="utf-8")
    for more in ([], ["--json"]):
        assert main(["import", file, "--store", str(store), "--passphrase-file", str(tmp_path / "phrase"), *more]) == 1
        out, err = capfdbinary.readouterr()
        assert list(foreign(out)) == []
        assert list(foreign(err)) == []
    assert json.loads(out)["files"][0]["file"] == file


def test_a_sentence_with_hostile_values_is_said_as_it_is() -> None:
    for shown in SHOWN.values():
        assert shown in ENGLISH.say(Message("It is {what}.", {"what": shown}))
