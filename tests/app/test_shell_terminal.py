"""What reaches the terminal is ours: no clipboard, no title, no hidden direction, no foreign glyph in ASCII."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.segment import Segment
from textual.color import Color
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, Static

from companion.app.terminal import Harmless, erases_in_colour, guarded, only_ours, sixteen_colours
from tests.app.shell_app import make_store, running, shown, unlock, until

HOSTILE = (
    "\x1b]52;c;aGVsbG8=\x07",
    "\x1b]0;title\x07",
    "\x1b]8;;http://example.org\x1b\\link",
    "\x1b]22;pointer\x07",
    "\x1bP1;2q\x1b\\",
    "\x1bc",
    "\x1b[5n",
    "\x1b[>c",
    "\x1b[?1047h",
    "\x9b2J",
    "\x1b[2;3r",
    "\x07",
    "\x00",
)
OURS = (
    "\x1b[1;38;2;10;20;30m",
    "\x1b[0m",
    "\x1b[12;40H",
    "\x1b[?1049h",
    "\x1b[?25l",
    "\x1b[?2026$p",
    "\x1b[>25u",
    "\x1b[<u",
)


@pytest.mark.parametrize("sequence", HOSTILE)
def test_a_foreign_sequence_never_reaches_the_terminal(sequence: str) -> None:
    sent = only_ours(f"before{sequence}after")
    assert "\x1b" not in sent
    assert not re.search(r"[\x00-\x08\x80-\x9f]", sent)
    assert sent.startswith("before")


@pytest.mark.parametrize("sequence", OURS)
def test_our_own_sequences_pass_unchanged(sequence: str) -> None:
    assert only_ours(f"a{sequence}b") == f"a{sequence}b"


@given(st.text(alphabet=st.sampled_from("\x1b[]?;0123456789mHhlJ52cPr\x07\x9b\\ab\u202e\u200b")))
def test_whatever_the_text_the_driver_gets_only_our_sequences(text: str) -> None:
    safe = Harmless().apply([Segment(text)], Color(0, 0, 0))[0].text
    assert not re.search("[\x00-\x1f\x7f-\x9f\u202e\u200b]", safe)
    for found in re.findall(r"\x1b.*", only_ours(text), re.DOTALL):
        assert re.match(r"\x1b\[[0-9;:]*[ABCDEFGHJKfmn]|\x1b\[\?[0-9]+([hl]|\$p)", found)


def test_the_driver_has_the_gate_in_front_of_its_write() -> None:
    written: list[str] = []

    class Plain:
        def write(self, data: str) -> None:
            written.append(data)

    kind: Any = Plain
    driver: Any = cast("Any", guarded(kind))()
    driver.write("\x1b]52;c;eA==\x07\x1b[1mhello\x1b[0m")
    driver.open_url("http://example.org")
    assert written == ["\x1b[1;1H\x1b[1mhello\x1b[0m\x1b[1;6H"]


async def test_hostile_text_in_a_widget_is_taken_apart_before_the_driver(tmp_path: Path) -> None:
    async with running(tmp_path / "none") as (app, pilot):
        await app.push_screen(Screen())
        await app.screen.mount(Static(Content("a\x1b]52;c;eA==\x07b\x9b2Jc\u202ed [/] [x=")))
        await pilot.pause()
        text = shown(app)
        assert not re.search("[\x00-\x08\x0b-\x1f\x80-\x9f\u202e]", text)
        assert "d [/] [x=" in text


async def test_the_clipboard_stays_inside_the_program_and_no_picture_can_be_taken(tmp_path: Path) -> None:
    async with running(tmp_path / "none") as (app, _):
        app.copy_to_clipboard("a line of a note")
        assert app.clipboard == "a line of a note"
        app.action_screenshot(path=str(tmp_path))
        assert not list(tmp_path.glob("*.svg"))
        assert list(app.get_system_commands(app.screen)) == []


async def test_with_ascii_every_character_is_one(tmp_path: Path) -> None:
    async with running(make_store(tmp_path / "store"), ascii_only=True) as (app, pilot):
        await unlock(pilot)
        assert shown(app).isascii()
        await pilot.press("enter")
        await pilot.pause(0.3)
        assert shown(app).isascii()


@pytest.mark.parametrize(
    ("environ", "few"),
    [
        ({"TERM": "linux"}, True),
        ({"TERM": "xterm", "COLORTERM": "truecolor"}, False),
        ({"TERM": "xterm-256color"}, False),
        ({"TERM": "xterm"}, True),
    ],
)
def test_terminals_with_few_colours_get_the_theme_made_for_them(environ: dict[str, str], few: bool) -> None:
    assert sixteen_colours(environ) is few


async def test_no_cursor_blinks(tmp_path: Path) -> None:
    """It would be sent twice a second, over a slow line too."""
    async with running(tmp_path / "none") as (app, pilot):
        await until(pilot, lambda: isinstance(app.focused, Input))
        assert [field.cursor_blink for field in app.screen.query(Input) if field.has_focus] == [False]


@pytest.mark.skipif(sys.platform == "win32", reason="every console of Windows erases in colour")
@pytest.mark.parametrize(
    ("environ", "erases"),
    [
        ({"TERM": "xterm-256color"}, True),
        ({"TERM": "putty"}, True),
        ({"TERM": "tmux-256color"}, True),
        ({"TERM": "xterm", "STY": "1.pts-0.ward"}, False),  # GNU screen fills with the terminal's own ground
        ({"TERM": "screen"}, False),
        ({"TERM": "vt100"}, False),
        ({}, False),
    ],
)
def test_blanks_are_erased_only_where_that_leaves_the_ground(environ: dict[str, str], erases: bool) -> None:
    assert erases_in_colour(environ) is erases
