"""What stands on the terminal now, so that only what is different is sent.

Textual paints whole regions, some of them twice for one key: moving a cursor sends the whole
list. Over a line of 256 kbit/s that is a tenth of a second for a cursor and most of a second
for a page. `Glass` keeps every cell as it was sent, takes in what Textual paints, and sends
the cells that changed, with just the colours that change between them.

What it cannot follow (an erased screen, a changed size, another screen buffer) it forgets,
and the next picture is sent whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from rich.cells import cell_len

from companion.app.ink import ground, ink, turn

_TOKEN = re.compile(
    r"\x1b\[(?P<params>[0-9;:<=>?]*)(?P<inner>[ -/]*)(?P<final>[@-~])"  # a control sequence
    r"|(?P<line>\r?\n)"
    r"|(?P<text>[^\x1b\r\n]+)"
    r"|\x1b.?|\r"
)
_UNFINISHED = re.compile(r"\x1b(?:\[[0-9;:<=>?]*[ -/]*)?\Z")
_BEGIN, _END = "\x1b[?2026h", "\x1b[?2026l"
_OTHER_BUFFER = {"?1049", "?47", "?1047"}
_GAP = 5
"""Cells that are sent again rather than stepped over: a step takes about as many bytes."""

_RUN, _LAST_RUN = 12, 6
"""Blanks in a row that are erased rather than sent, before more of the same row and at its end."""

Unknown = None


@dataclass(slots=True)
class _Row:
    """One row: the characters of each cell and their style; a wide one leaves the cell after it empty.

    Of a blank's style only what shows of it is kept.
    """

    chars: list[str | None] = field(default_factory=list)
    styles: list[str] = field(default_factory=list)
    changed: list[tuple[int, int]] = field(default_factory=list)

    def reach(self, end: int) -> None:
        """Have at least `end` cells."""
        more = end - len(self.chars)
        if more > 0:
            self.chars += [Unknown] * more
            self.styles += [""] * more

    def put(self, at: int, cells: list[str], style: str) -> None:
        """Write cells, and remember from where to where they differ from what stood there."""
        end = at + len(cells)
        self.reach(end)
        blank = ground(style)
        styles = [blank if cell == " " else style for cell in cells]
        if self.chars[at:end] == cells and self.styles[at:end] == styles:
            return
        differ = [n for n in range(at, end) if self.chars[n] != cells[n - at] or self.styles[n] != styles[n - at]]
        self._break_wide(at, end)
        self.chars[at:end], self.styles[at:end] = cells, styles
        start = None
        for place, n in enumerate(differ):
            start = n if start is None else start
            if place + 1 == len(differ) or differ[place + 1] - n > _GAP:
                self.changed.append((start, n + 1))
                start = None

    def _break_wide(self, at: int, end: int) -> None:
        # Half of a wide character that is written over is lost on the terminal too.
        if at and self.chars[at] == "":
            self.chars[at - 1] = Unknown
        if end < len(self.chars) and self.chars[end] == "":
            self.chars[end] = Unknown

    def blanks(self, start: int, end: int) -> int:
        """Return how many blanks of one look stand in a row from `start`; none where a mark shows on them."""
        style = self.styles[start]
        if ink(style).marks:
            return 0
        after = start
        while after < end and self.chars[after] == " " and self.styles[after] == style:
            after += 1
        return after - start

    def spans(self) -> Iterator[tuple[int, int]]:
        """Yield what has to be sent, from left to right, wide characters whole."""
        merged: list[list[int]] = []
        for start, end in sorted(self.changed):
            first, after = start, end
            while first and self.chars[first] == "":
                first -= 1
            while after < len(self.chars) and self.chars[after] == "":
                after += 1
            if merged and first - merged[-1][1] <= _GAP and Unknown not in self.chars[merged[-1][1] : first]:
                merged[-1][1] = max(merged[-1][1], after)
            else:
                merged.append([first, after])
        self.changed.clear()
        for first, after in merged:
            yield first, after


def cut(data: str) -> tuple[str, str]:
    """Return what is whole, and the beginning of a sequence at its end, if there is one.

    On Windows Textual cuts long pictures without a look at what is cut in two.
    """
    unfinished = _UNFINISHED.search(data)
    return (data[: unfinished.start()], unfinished[0]) if unfinished else (data, "")


class Glass:
    """The terminal's screen as this program left it.

    Args:
        erases: Whether the terminal erases cells in the colour of the ground.
    """

    def __init__(self, *, erases: bool = False) -> None:
        self._erases = erases
        self._rows: dict[int, _Row] = {}
        self._changed: set[int] = set()
        self._x = self._y = 0
        self._style = ""
        self._rest: tuple[int, int] | None = None
        self._moved = False
        self._begun = False

    def forget(self) -> None:
        """Know nothing any more of what stands there: whatever is painted next is sent."""
        self._rows.clear()
        self._changed.clear()
        self._rest = None

    def paint(self, data: str) -> str:
        """Take in what Textual paints, and return what has to be sent."""
        sent: list[str] = []
        for found in _TOKEN.finditer(data):
            if (text := found["text"]) is not None:
                self._put(text)
            elif found["line"] is not None:
                self._x, self._y = 0, self._y + 1
            elif not self._follow(found["params"] or "", found["inner"] or "", found["final"] or ""):
                sent.append(self._pass_on(found[0], found["params"] or "", found["final"] or ""))
        sent.append(self._changes())
        return "".join(sent)

    def _follow(self, params: str, inner: str, final: str) -> bool:
        """Take in a style or a place; anything else is passed on."""
        if inner or final not in {"m", "H", "f"}:
            return False
        if final == "m":
            self._style = "" if params.strip("0;") == "" else f"{self._style};{params}".lstrip(";")
            return True
        self._moved = True
        row, _, column = params.partition(";")
        self._y, self._x = max(int(row or 1) - 1, 0), max(int(column or 1) - 1, 0)
        return True

    def _pass_on(self, sequence: str, params: str, final: str) -> str:
        """Return a sequence that is not a part of the picture, after what was painted before it."""
        if sequence == _BEGIN:
            before = self._changes()
            self._begun = True
            return before
        if sequence == _END:
            before = self._changes()
            unsent, self._begun = self._begun, False
            return before if unsent and not before else before + sequence
        before = self._changes()
        mode = params.startswith("?") and final in "hlp"
        if (mode and params in _OTHER_BUFFER) or not (mode or final in "nu"):
            self.forget()
            self._style = ""
        return before + sequence

    def _put(self, text: str) -> None:
        cells = list(text) if text.isascii() else _cells(text)
        if cells and cells[0] == "" and len(cells) == 1:  # nothing that takes a place
            return
        self._rows.setdefault(self._y, _Row()).put(self._x, cells, self._style)
        self._changed.add(self._y)
        self._x += len(cells)

    def _changes(self) -> str:
        """Return what differs since the last time, and put the cursor where it belongs."""
        sent: list[str] = []
        style = ""
        for y in sorted(self._changed):
            row = self._rows[y]
            for start, end in row.spans():
                style = self._send(sent, row, y, (start, end), style)
        self._changed.clear()
        if style:
            sent.append("\x1b[0m")
        if sent or (self._moved and self._rest != (self._x, self._y)):
            self._moved = False
            self._rest = (self._x, self._y)
            sent.append(_move(self._x, self._y))
        if sent and self._begun:
            self._begun = False
            sent.insert(0, _BEGIN)
        return "".join(sent)

    def _send(self, sent: list[str], row: _Row, y: int, cells: tuple[int, int], style: str) -> str:
        """Add some cells of a row; return the style the terminal has after them."""
        x, end = cells
        sent.append(_move(x, y))
        while x < end:
            char, wanted = row.chars[x], row.styles[x]
            if wanted != style and not (char == " " and wanted == ground(style)):
                sent.append(turn(style, wanted))
                style = wanted
            if char == " " and self._erases and (run := row.blanks(x, end)) >= (_LAST_RUN if x + run == end else _RUN):
                x += run
                sent.append(f"\x1b[{run}X" if x == end else f"\x1b[{run}X\x1b[{run}C")
                continue
            sent.append(" " if char is Unknown else char)
            x = next((n for n in range(x + 1, end) if row.chars[n] != ""), end)  # behind the halves of wide ones
            if char is not Unknown and not char.isascii() and _odd(char) and x < end:
                sent.append(_move(x, y))  # terminals disagree how wide it is
        return style


def _move(x: int, y: int) -> str:
    return f"\x1b[{y + 1};{x + 1}H"


@lru_cache(maxsize=4096)
def _odd(char: str) -> bool:
    """Whether terminals may disagree about the width of what stands in a cell."""
    return len(char) != 1 or cell_len(char) != 1


def _cells(text: str) -> list[str]:
    """Return what stands in each cell: marks with the character they belong to, nothing after a wide one."""
    cells: list[str] = []
    for char in text:
        width = cell_len(char)
        if width:
            cells += [char, *[""] * (width - 1)]
        else:
            at = next((n for n in range(len(cells) - 1, -1, -1) if cells[n]), None)
            if at is not None:
                cells[at] += char
    return cells
