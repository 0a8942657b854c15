"""Lines that were said, each with its author in a column at the left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from rich.cells import cell_len
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import var

from companion.app.widgets.glyphs import glyphs_for
from companion.app.widgets.page import Block, Cell, Page
from companion.app.words import Speaking, shorten

_SIGN = 2
_AUTHOR = 14
_RIGHT = 4
_HEADING = 4
_SIGN_KIND = "sign"


@dataclass(frozen=True, slots=True)
class Shown:
    """One line as it is shown; every text is literal.

    Attributes:
        key: What identifies it to whoever shows it.
        voice: `patient`, `clinician` or `other`: the author's colour, never the only sign.
        marks: Small words beside it ("keepsake", "her sister said").
        heading: Whether it is a title above lines rather than a line.
    """

    key: str
    text: str
    author: str = ""
    voice: str = "patient"
    marks: tuple[str, ...] = ()
    heading: bool = False
    quiet: bool = False


class LineList(Speaking, Page, can_focus=True):
    """Lines one can go through with the arrow keys; Enter picks one.

    Args:
        lines: The lines.
        empty: What is said where there are none.
        steady: Whether the cursor is seen without the focus too.
        gap: Empty rows below each line.
        authors: Whether each line has its author beside it.
        left: Cells before the sign of the cursor.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"page--patient", "page--clinician", "page--cursor"}
    """
    | Class | What it is for |
    | :- | :- |
    | `page--patient` | The patient as author. |
    | `page--clinician` | The clinician as author. |
    | `page--cursor` | The ground of the line under the cursor. |
    """

    DEFAULT_CSS = """
    LineList { height: 1fr; padding: 0; }
    LineList > .page--heading { color: $quiet; }
    LineList > .page--patient { color: $accent; text-style: bold; }
    LineList > .page--clinician { color: $foreground; }
    LineList > .page--cursor { background: $block-cursor-blurred-background; }
    LineList:focus > .page--cursor { background: $block-cursor-background; color: $block-cursor-foreground; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "step(-1)", show=False),
        Binding("down", "step(1)", show=False),
        Binding("home", "edge(-1)", show=False),
        Binding("end", "edge(1)", show=False),
        Binding("enter", "pick", show=False),
    ]

    cursor: var[str] = var("")

    @dataclass
    class Picked(Message):
        """Enter or a click on a line."""

        lines: LineList
        key: str

        @property
        def control(self) -> LineList:
            """The list it came from."""
            return self.lines

    @dataclass
    class Pointed(Message):
        """The cursor stands on another line."""

        lines: LineList
        key: str

        @property
        def control(self) -> LineList:
            """The list it came from."""
            return self.lines

    @dataclass
    class Below(Message):
        """The cursor left the list downwards."""

        lines: LineList

    def __init__(
        self,
        lines: Sequence[Shown] = (),
        *,
        empty: str = "",
        steady: bool = False,
        gap: int = 0,
        authors: bool = True,
        left: int = 2,
        id: str | None = None,  # noqa: A002 - the name Textual uses
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._lines = _keyed(lines)
        self._empty = empty
        self._steady = steady
        self._gap = gap
        self._author = _AUTHOR if authors else 0
        self._left = left

    @property
    def lines(self) -> tuple[Shown, ...]:
        """What is shown."""
        return self._lines

    @property
    def pointed(self) -> Shown | None:
        """The line under the cursor."""
        return next((line for line in self._lines if line.key == self.cursor and not line.heading), None)

    def show(self, lines: Sequence[Shown], *, to_end: bool = False) -> None:
        """Show these lines."""
        new = _keyed(lines)
        if new == self._lines:
            return
        self._lines = new
        if self.pointed is None:
            self.cursor = ""
        self.lay_again()
        self._to_cursor()
        if to_end:
            self.call_after_refresh(self.scroll_end, animate=False)

    def space(self, gap: int) -> None:
        """Leave other empty rows below each line."""
        if gap != self._gap:
            self._gap = gap
            self.lay_again()

    def point(self, key: str) -> None:
        """Put the cursor on a line."""
        self.cursor = key

    # --- laying out

    def blocks(self, width: int) -> list[Block]:
        """Sign, author, words and marks of every line; or the words for none."""
        if not self._lines:
            room = max(width - _HEADING - _RIGHT, 8)
            return [Block((Cell(self._empty, _HEADING, room, "quiet"),))] if self._empty else []
        return [self._block(line, width) for line in self._lines]

    def _block(self, line: Shown, width: int) -> Block:
        if line.heading:
            return Block((Cell(line.text, _HEADING, max(width - _HEADING - _RIGHT, 8), "heading"),), above=1)
        at = self._left + _SIGN
        body = max(width - at - self._author - _RIGHT, 12)
        marks = " · ".join(line.marks)
        beside = min(cell_len(marks) + 2, body * 2 // 5) if marks else 0
        cells = [Cell("", self._left, _SIGN, _SIGN_KIND)]
        if self._author:
            who = line.voice if line.voice in {"patient", "clinician"} else "quiet"
            cells.append(Cell(shorten(line.author, self._author - 2), at, self._author, who))
            words, pad = Cell(line.text, at + self._author, body - beside - 2), 1
        else:
            words, pad = Cell(line.text, at, body - beside), 0
        cells.append(replace(words, kind="quiet" if line.quiet else "text", pad=pad, ground=True))
        if beside:
            cells.append(Cell(marks, at + self._author + body - beside + 2, beside - 2, "quiet"))
        return Block(tuple(cells), below=self._gap)

    def cell_text(self, block: int, cell: Cell, text: str | Content) -> str | Content:
        """The sign stands beside the line under the cursor."""
        if cell.kind == _SIGN_KIND and self._lines:
            return glyphs_for(ascii_only=self.language.ascii_only).selected if self._is_here(block) else ""
        return text

    def cell_style(self, block: int, cell: Cell) -> Style:
        """The words under the cursor have a ground of their own."""
        if cell.kind == _SIGN_KIND:
            return self.get_component_rich_style("page--patient")
        style = super().cell_style(block, cell)
        if cell.ground and self._is_here(block):
            style += self.get_component_rich_style("page--cursor", partial=True)
        return style

    def _is_here(self, block: int) -> bool:
        line = self._lines[block] if block < len(self._lines) else None
        seen = self.has_focus or self._steady
        return seen and line is not None and line.key == self.cursor and not line.heading

    # --- the cursor

    def watch_cursor(self) -> None:
        """Paint the cursor and bring its line into view."""
        self.refresh()
        self._to_cursor()
        if self.is_mounted and self.cursor:
            self.post_message(self.Pointed(self, self.cursor))

    def watch_has_focus(self, _has_focus: bool) -> None:
        """Begin at the last line, the one just said; without the focus there is no cursor to see."""
        super().watch_has_focus(_has_focus)
        if _has_focus and self.pointed is None:
            self.action_edge(1)
        self.refresh()

    def _to_cursor(self) -> None:
        place = next((n for n, line in enumerate(self._lines) if line.key == self.cursor and not line.heading), None)
        if place is None or not self.is_mounted or not (self.has_focus or self._steady):
            return
        self._lay()
        if place >= len(self._laid):  # no width yet
            return
        first, after = self.rows_of(place)
        if place and self._lines[place - 1].heading:  # its title comes along
            first = self.rows_of(place - 1)[0]
        height, top = max(self.scrollable_content_region.height, 1), self.scroll_offset.y
        if first < top or after - first > height:
            self.scroll_to(y=first, animate=False, immediate=True)
        elif after > top + height:
            self.scroll_to(y=after - height, animate=False, immediate=True)

    def on_resize(self) -> None:
        """Lay out for the new size, the cursor still in view."""
        self._to_cursor()

    def action_step(self, by: int) -> None:
        """Move the cursor; below the last line the list is left."""
        keys = [line.key for line in self._lines if not line.heading]
        if not keys:
            if by > 0:
                self.post_message(self.Below(self))
            return
        at = keys.index(self.cursor) + by if self.cursor in keys else (len(keys) - 1 if by < 0 else 0)
        if at >= len(keys):
            self.post_message(self.Below(self))
            return
        self.cursor = keys[max(0, at)]
        if at < 0:
            self.scroll_home(animate=False)

    def action_edge(self, side: int) -> None:
        """Go to the first or the last line."""
        keys = [line.key for line in self._lines if not line.heading]
        if keys:
            self.cursor = keys[-1 if side > 0 else 0]

    def action_pick(self) -> None:
        """Pick the line under the cursor."""
        if self.pointed is not None:
            self.post_message(self.Picked(self, self.cursor))

    def on_click(self, event: events.Click) -> None:
        """Point at a line with the mouse; a second click picks it."""
        place = self.block_at(event.y + self.scroll_offset.y)
        if not 0 <= place < len(self._lines) or self._lines[place].heading:
            return
        if self.cursor == self._lines[place].key:
            self.action_pick()
        self.cursor = self._lines[place].key


def _keyed(lines: Sequence[Shown]) -> tuple[Shown, ...]:
    """Give a line without a key its place as one."""
    return tuple(replace(line, key=line.key or str(place)) for place, line in enumerate(lines))
