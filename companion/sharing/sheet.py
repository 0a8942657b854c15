"""A page to print: sentences, lists, lines to tick and empty lines, as plain text of 80 columns or Markdown.

What people wrote is data here as in every way out: it is cleaned in both, and escaped in Markdown.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from companion.sharing.markdown import escape
from companion.text import clean

WIDTH = 76
"""Columns of text; with the margin a page of A4 holds 80."""

_RULER = "".join(f"{n:<6}" for n in range(11)).rstrip()
_IN_A_NUMBER = re.compile(r"(?<=\d) (?=\d)")  # a telephone number is never cut in two
_TICKS = "-----".join("|" * 11)


@dataclass(frozen=True, slots=True)
class Words:
    """A sentence, of the program or of a person."""

    text: str


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of a list; `boxes` stand below it, each to be ticked."""

    text: str
    boxes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Marks:
    """A line from 0 to 10 to tick.

    Attributes:
        words: What is marked, in the person's words.
        low: What 0 means; may be empty.
        high: What 10 means; may be empty.
        way: Which way is which.
    """

    words: str
    low: str
    high: str
    way: str


@dataclass(frozen=True, slots=True)
class Empty:
    """Lines to write on."""

    lines: int


Block: TypeAlias = Words | Listed | Marks | Empty


@dataclass(frozen=True, slots=True)
class SheetPart:
    """One part of the page."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page to print.

    Attributes:
        about: Lines under the title.
        foot: Lines at the end.
        language: Of the program's own words on it, as `nb`.
    """

    title: str
    about: tuple[str, ...]
    parts: tuple[SheetPart, ...]
    foot: tuple[str, ...] = ()
    language: str = "en"


def write_text(sheet: Sheet) -> str:
    """Return the page as plain text that any printer takes."""
    lines = [*_wrapped(sheet.title), "=" * min(len(clean(sheet.title)), WIDTH)]
    for line in sheet.about:
        lines += _wrapped(line)
    for part in sheet.parts:
        lines += ["", *_wrapped(part.title), "-" * min(len(clean(part.title)), WIDTH)]
        for block in part.blocks:
            lines += _in_text(block)
    if sheet.foot:
        lines.append("")
        for line in sheet.foot:
            lines += _wrapped(line)
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _in_text(block: Block) -> Iterator[str]:
    if isinstance(block, Words):
        yield from _wrapped(block.text)
    elif isinstance(block, Listed):
        yield from _wrapped(block.text, first="- ", rest="  ")
        if block.boxes:
            yield "  " + "   ".join(f"[ ] {clean(box)}" for box in block.boxes)
    elif isinstance(block, Marks):
        yield ""
        yield from _wrapped(f"{block.words}  ({block.way})")
        yield f"  {_RULER}"
        yield f"  {_TICKS}"
        if block.low or block.high:
            yield from _ends(clean(block.low), clean(block.high))
    else:
        for _ in range(block.lines):
            yield from ("", "_" * WIDTH)


def _ends(low: str, high: str) -> Iterator[str]:
    space = len(_TICKS) - len(low) - len(high)
    if space >= 2:
        yield f"  {low}{' ' * space}{high}"
    else:
        yield from _wrapped(f"0: {low}" if low else "", first="  ", rest="     ")
        yield from _wrapped(f"10: {high}" if high else "", first="  ", rest="      ")


def _wrapped(text: str, first: str = "", rest: str = "") -> list[str]:
    lines: list[str] = []
    for line in clean(text, lines=True).split("\n"):
        start = first if not lines else rest
        whole = _IN_A_NUMBER.sub("\u00a0", line)
        lines += textwrap.wrap(whole, WIDTH, initial_indent=start, subsequent_indent=rest, break_on_hyphens=False)
    return [line.replace("\u00a0", " ") for line in lines]


def write_markdown(sheet: Sheet) -> str:
    """Return the page as Markdown (CommonMark)."""
    lines = [f"# {escape(sheet.title)}", "", *(f"{escape(line)}  " for line in sheet.about)]
    for part in sheet.parts:
        lines += ["", f"## {escape(part.title)}", ""]
        for block in part.blocks:
            lines += _in_markdown(block)
    if sheet.foot:
        lines += ["", "---", "", *(f"{escape(line)}  " for line in sheet.foot)]
    return "\n".join(lines) + "\n"


def _in_markdown(block: Block) -> Iterator[str]:
    if isinstance(block, Words):
        yield f"{escape(block.text)}  "
    elif isinstance(block, Listed):
        yield f"- {escape(block.text)}"
        if block.boxes:
            yield "  " + " · ".join(f"☐ {escape(box)}" for box in block.boxes)
    elif isinstance(block, Marks):
        yield f"**{escape(block.words)}** ({escape(block.way)})"
        yield from ("", f"    {_RULER}", f"    {_TICKS}", "")
        if block.low or block.high:
            yield f"0: {escape(block.low or '–')} · 10: {escape(block.high or '–')}"
            yield ""
    else:
        for _ in range(block.lines):
            yield from ("\\_" * 40, "")
