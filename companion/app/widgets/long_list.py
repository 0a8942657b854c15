"""A list of thousands of rows that draws only what is in view, with a head one can sort by."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Generic, TypeVar

from rich.cells import set_cell_size
from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message as Note
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from companion.app.widgets.links import LinkLine, Word
from companion.app.words import shorten

T = TypeVar("T")
_GAP = 2
_EDGE = 2


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Attributes:
        code: What sorting calls it.
        title: What stands above it.
        width: Cells; the one column with 0 takes what is left.
    """

    code: str
    title: str
    width: int = 0


def widths(columns: Sequence[Column], room: int) -> list[int]:
    """Return the cells of each column when `room` cells are there."""
    fixed = sum(column.width for column in columns) + _GAP * (len(columns) - 1) + _EDGE + 1
    return [column.width or max(room - fixed, 12) for column in columns]


class LongList(ScrollView, Generic[T], can_focus=True):
    """Rows in columns; arrows move, Enter opens."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", show=False),
        Binding("down,j", "move(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("home", "end(-1)", show=False),
        Binding("end", "end(1)", show=False),
        Binding("enter", "open", show=False),
    ]
    """
    | Key(s) | What it does |
    | :- | :- |
    | up, down | The row above, below. |
    | pageup, pagedown | A page of rows. |
    | home, end | The first row, the last. |
    | enter | Open the row. |
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"long-list--cursor", "long-list--still", "long-list--mark"}
    """
    | Class | What it is for |
    | :- | :- |
    | `long-list--cursor` | The row with the cursor while the list has the focus. |
    | `long-list--still` | The same while something else has it. |
    | `long-list--mark` | The sign beside the row with the cursor. |
    """

    DEFAULT_CSS = """
    LongList { height: 1fr; background: $background; overflow-x: hidden; scrollbar-size-vertical: 1; }
    LongList > .long-list--cursor {
        background: $block-cursor-background; color: $block-cursor-foreground; text-style: bold;
    }
    LongList > .long-list--still { background: $block-cursor-blurred-background; }
    LongList > .long-list--mark { color: $accent; }
    LongList:ansi > .long-list--cursor { text-style: bold reverse; }
    """

    cursor: reactive[int] = reactive(0)
    """The row the cursor stands on."""

    @dataclass
    class Opened(Note):
        """Enter, or a second click, on a row."""

        index: int

    @dataclass
    class Moved(Note):
        """The cursor stands on another row."""

        index: int

    def __init__(self, columns: Sequence[Column], draw: Callable[[T], Sequence[str]], *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._columns = tuple(columns)
        self._draw = draw
        self._rows: Sequence[T] = ()

    @property
    def rows(self) -> Sequence[T]:
        """The rows as they stand."""
        return self._rows

    @property
    def row(self) -> T | None:
        """The row under the cursor."""
        return self._rows[self.cursor] if 0 <= self.cursor < len(self._rows) else None

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns."""
        return self._columns

    def show(self, rows: Sequence[T], *, at: int = 0, columns: Sequence[Column] | None = None) -> None:
        """Show other rows, the cursor on row `at`."""
        self._rows = rows
        if columns is not None:
            self._columns = tuple(columns)
        self.virtual_size = Size(max(self.size.width, 1), len(rows))
        self.set_reactive(LongList.cursor, min(max(at, 0), max(len(rows) - 1, 0)))
        self._in_view()
        self.refresh()

    def on_resize(self) -> None:
        """As wide as there is room."""
        self.virtual_size = Size(max(self.scrollable_content_region.width, 1), len(self._rows))
        self._in_view()

    def render_line(self, y: int) -> Strip:
        """Draw one row."""
        index = y + self.scroll_offset.y
        width = self.size.width
        if index >= len(self._rows):
            return Strip.blank(width, self.rich_style)
        here = index == self.cursor
        style = self.rich_style
        if here:
            style += self.get_component_rich_style(f"long-list--{'cursor' if self.has_focus else 'still'}")
        mark = style + self.get_component_rich_style("long-list--mark", partial=True)
        cells = [
            set_cell_size(shorten(cell, room), room)
            for cell, room in zip(self._draw(self._rows[index]), widths(self._columns, width), strict=True)
        ]
        text = set_cell_size((" " * _GAP).join(cells), max(width - _EDGE, 0))
        return Strip([Segment("▸ " if here else "  ", mark), Segment(text, style)], width)

    def validate_cursor(self, cursor: int) -> int:
        """Stay on the rows."""
        return min(max(cursor, 0), max(len(self._rows) - 1, 0))

    def watch_cursor(self, old: int, new: int) -> None:
        """Draw the two rows that changed and keep the new one in view."""
        top = self.scroll_offset.y
        self.refresh(Region(0, old - top, self.size.width, 1), Region(0, new - top, self.size.width, 1))
        self._in_view()
        self.post_message(self.Moved(new))

    def _in_view(self) -> None:
        height = max(self.scrollable_content_region.height, 1)
        top = self.scroll_offset.y
        if self.cursor < top:
            self.scroll_to(y=self.cursor, animate=False, immediate=True)
        elif self.cursor >= top + height:
            self.scroll_to(y=self.cursor - height + 1, animate=False, immediate=True)

    def on_focus(self) -> None:
        """Show the cursor strong."""
        self.refresh()

    def on_blur(self) -> None:
        """Show the cursor quiet."""
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """A click moves the cursor; a second one opens."""
        index = event.y + self.scroll_offset.y
        if index >= len(self._rows):
            return
        if index == self.cursor and event.chain > 1:
            self.action_open()
        self.cursor = index

    def action_move(self, by: int) -> None:
        """Move the cursor."""
        self.cursor += by

    def action_page(self, by: int) -> None:
        """Move the cursor by a page."""
        self.cursor += by * max(self.size.height - 1, 1)

    def action_end(self, way: int) -> None:
        """Move to the first or the last row."""
        self.cursor = 0 if way < 0 else len(self._rows) - 1

    def action_open(self) -> None:
        """Open the row."""
        if self._rows:
            self.post_message(self.Opened(self.cursor))


class ListHead(LinkLine):
    """The titles above a list; each sorts by its column."""

    DEFAULT_CSS = """
    ListHead { padding-left: 2; }
    ListHead > .links--open { color: $foreground; text-style: bold; }
    """

    @dataclass
    class Sort(Note):
        """Sort by this column."""

        code: str

    sorted_by: reactive[str] = reactive("")

    def __init__(self, columns: Sequence[Column]) -> None:
        super().__init__()
        self._columns = tuple(columns)

    def on_mount(self) -> None:
        """Write the titles."""
        self._write()

    def on_resize(self) -> None:
        """Write the titles as wide as the columns are."""
        self._write()

    def watch_sorted_by(self) -> None:
        """Mark the column."""
        self._write()

    def show(self, columns: Sequence[Column]) -> None:
        """Other titles for the same columns."""
        self._columns = tuple(columns)
        self._write()

    def _write(self) -> None:
        at, words = 0, []
        for column, room in zip(self._columns, widths(self._columns, self.app.size.width - 2), strict=True):
            here = column.code == self.sorted_by
            title = shorten(column.title, room - 2 if here else room) + (" ▾" if here else "")
            words.append(Word(column.code, ((title, "open" if here else "words"),), at))
            at += room + _GAP
        self.set_words(words)

    def pressed(self, code: str) -> None:
        """Ask to sort."""
        self.post_message(self.Sort(code))
