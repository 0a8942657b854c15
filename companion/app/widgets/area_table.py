"""The table of areas in Look: one line an area, words before signs, never an arrow."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.message import Message as Note
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from companion.app.widgets.glyphs import Glyphs, glyphs_for
from companion.app.widgets.look_words import DIRECTION, DIRECTION_SHORT, WHO, area_name
from companion.app.widgets.spark import sparkline
from companion.app.words import shorten
from companion.clinical.change import NOTHING_YET, Change, words
from companion.clinical.model import Better, MoreHelp, Reading, Respondent
from companion.language import ENGLISH, Language
from companion.workflow.views import AreaRow

READING = 21
"""Cells a reading has where there is room: its words, and the sign beside them."""
NARROW = 96
"""Below this width areas have short names, and an own measure stands for its area."""
AREA = 13
"""Cells an area has at least: its short name."""
WIDE = 120
"""From this width on the direction is written out."""


def reading_words(change: Change, better: Better, called: str, language: Language, *, width: int | None = None) -> str:
    """A reading in words; the patient's own word stands first and says whose it is, if that fits in `width`."""
    told = language.say(words(change, better, called))
    return told if width is None or cell_len(told) <= width else language.say(words(change, better))


def reading_width(language: Language) -> int:
    """Cells that no reading of this language is cut in: two more than its words, where a sign stands beside them."""
    unclear, cannot = (replace(NOTHING_YET, reading=one) for one in (Reading.NO_CLEAR_CHANGE, Reading.CANNOT_SAY))
    clear = [
        (replace(NOTHING_YET, reading=reading), better)
        for reading in (Reading.CLEARLY_BETTER, Reading.CLEARLY_HARDER)
        for better in Better
    ]
    signed = [(unclear, Better.LOWER), *clear]
    return max(
        cell_len(language.say(words(cannot, Better.LOWER))),
        *(cell_len(language.say(words(change, better))) + 2 for change, better in signed),
    )


def reading_sign(change: Change, glyphs: Glyphs) -> str:
    """The sign beside a reading: the same for easier and for harder."""
    if change.word:
        return glyphs.readings[Reading.NO_CLEAR_CHANGE if change.word == "same" else Reading.CLEARLY_BETTER]
    return glyphs.reading(change.reading)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, its width, and what it shows of a row."""

    title: str
    width: int
    cell: Callable[[AreaRow], tuple[str, str]]
    right: bool = False


class AreaTable(Widget):
    """All areas of a patient, one line each; the selected one has its chart below.

    Up and down are bound by the step that holds the table, so that they work at once;
    a click selects a line.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "areas--head",
        "areas--row",
        "areas--quiet",
        "areas--clear",
        "areas--own",
        "areas--selected",
    }
    """
    | Class | Description |
    | :- | :- |
    | `areas--head` | The headings. |
    | `areas--row` | What is said in a row. |
    | `areas--quiet` | Directions, and readings that are not clear. |
    | `areas--clear` | A clear reading. |
    | `areas--own` | The patient's own word. |
    | `areas--selected` | The ground of the selected line. |
    """

    DEFAULT_CSS = """
    AreaTable { height: auto; width: 1fr; }
    AreaTable > .areas--head { color: $quiet; }
    AreaTable > .areas--row { color: $foreground; }
    AreaTable > .areas--quiet { color: $quiet; }
    AreaTable > .areas--clear { color: $foreground; text-style: bold; }
    AreaTable > .areas--own { color: $accent; text-style: bold; }
    AreaTable > .areas--selected { background: $block-cursor-background; color: $block-cursor-foreground; }
    """

    @dataclass
    class Selected(Note):
        """Another area was selected."""

        row: AreaRow

    selected: reactive[int] = reactive(0)
    """Index of the selected line."""

    def __init__(self, *, language: Language = ENGLISH, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._called = ""
        self._language = language
        self._glyphs = glyphs_for(ascii_only=language.ascii_only)
        self._rows: tuple[AreaRow, ...] = ()
        self._last = self._since = ""
        self._numbers = True
        self._top = 0
        self._narrow = False
        self._columns: tuple[Column, ...] = ()
        self._laid_for = -1

    @property
    def row(self) -> AreaRow | None:
        """The selected area."""
        return self._rows[self.selected] if self.selected < len(self._rows) else None

    def show(self, rows: Sequence[AreaRow], *, called: str, last: str, since: str, numbers: bool) -> None:
        """Show these areas, the same one selected as before if it is still there.

        Args:
            rows: The areas, in their order.
            called: What the person is called whose areas they are.
            last: Heading of the change since last time; empty leaves the column out.
            since: Heading of the change since the chosen moment.
            numbers: Whether scores and sparklines may be shown.
        """
        before = self.row.row if self.row else ""
        self._rows, self._last, self._since, self._numbers = tuple(rows), last, since, numbers
        self._called = called
        found = next((i for i, row in enumerate(self._rows) if row.row == before), 0)
        self._columns = ()
        self.set_reactive(AreaTable.selected, found)
        self.refresh(layout=True)

    def move(self, step: int) -> None:
        """Select the line `step` further down; the ends hold."""
        if self._rows:
            self.selected = min(len(self._rows) - 1, max(0, self.selected + step))

    def watch_selected(self) -> None:
        """Say which area it is."""
        self.refresh()
        if self.row is not None:
            self.post_message(self.Selected(self.row))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """One line for the headings, one for each area."""
        return len(self._rows) + 1

    def on_click(self, event: events.Click) -> None:
        """Select the line under the mouse."""
        index = self._top + event.y - 1
        if event.y > 0 and index < len(self._rows):
            self.selected = index

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Go down with the wheel."""
        event.stop()
        self.move(1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Go up with the wheel."""
        event.stop()
        self.move(-1)

    def render_line(self, y: int) -> Strip:
        """Draw the headings or one area."""
        if not self._columns or self._laid_for != self.size.width:
            self._laid_for = self.size.width
            self._columns = self._lay_out(self._laid_for)
        visible = max(1, self.size.height - 1)
        self._top = min(max(0, len(self._rows) - visible), max(self._top, self.selected - visible + 1))
        self._top = min(self._top, self.selected)
        if y == 0:
            return self._head()
        index = self._top + y - 1
        if index >= len(self._rows):
            return Strip.blank(self.size.width, self.rich_style)
        below = y == visible and index < len(self._rows) - 1
        above = y == 1 and index > 0
        mark = self._glyphs.more_below if below else self._glyphs.more_above if above else " "
        return self._line(index, mark, first=y == 1)

    def _head(self) -> Strip:
        style = self.get_component_rich_style("areas--head")
        segments = [Segment("  ", style)]
        segments += [
            Segment(_fit(column.title, column.width, right=column.right) + " ", style) for column in self._columns
        ]
        return Strip(segments).adjust_cell_length(self.size.width, style)

    def _line(self, index: int, mark: str, *, first: bool) -> Strip:
        row = self._rows[index]
        chosen = index == self.selected
        ground = self.get_component_rich_style("areas--selected") if chosen else Style()
        repeated = not first and index > 0 and self._rows[index - 1].domain == row.domain and not chosen
        asked = "+" if row.more_help is MoreHelp.YES else " "
        segments = [Segment(f"{self._glyphs.selected if chosen else mark}{asked}", self._style("row", ground))]
        for text, width, kind, right in self._cells(row, repeated=repeated):
            segments.append(Segment(_fit(text, width, right=right) + " ", self._style(kind, ground)))
        return Strip(segments).adjust_cell_length(self.size.width, self._style("row", ground))

    def _cells(self, row: AreaRow, *, repeated: bool) -> Iterator[tuple[str, int, str, bool]]:
        """Text, width and kind of each cell; where there is little room, own words take the place of their area."""
        area, form, *rest = self._columns
        if self._narrow and row.own is not None:
            yield self._form(row), area.width + form.width + 1, "row", False
        else:
            yield "" if repeated else area.cell(row)[0], area.width, "row", False
            yield form.cell(row)[0], form.width, "row", False
        for column in rest:
            text, kind = column.cell(row)
            yield text, column.width, kind, column.right

    def _style(self, kind: str, ground: Style) -> Style:
        own = self.get_component_rich_style(f"areas--{kind}")
        return own + ground if ground else own

    def _lay_out(self, width: int) -> tuple[Column, ...]:
        """Choose the columns for a width: readings never shrink, the sparkline takes what is left."""
        say = self._language.say
        self._narrow = width < NARROW
        reading = reading_width(self._language) if self._narrow else READING
        heads = [(title, which) for title, which in ((self._last, "last"), (self._since, "since")) if title]
        direction_words = DIRECTION if width >= WIDE else DIRECTION_SHORT
        direction = max(cell_len(say(text)) for text in direction_words.values())
        now = max([3, *(cell_len(self._now(row)[0]) for row in self._rows)]) if self._numbers else -1
        rest = width - 2 - (direction + 1) - (now + 1) - len(heads) * (reading + 1)
        longest_form = max((cell_len(self._form(row)) for row in self._rows), default=4)
        longest_area = max((cell_len(say(row.area)) for row in self._rows), default=4)
        form = min(longest_form, 9 if self._narrow else 34, max(6, rest - 2 - AREA))
        area = min(longest_area, max(6, rest - form - 2))
        columns = [
            Column(say("area"), area, lambda row: (self._area(row, area), "row")),
            Column(say("form"), form, lambda row: (self._form(row), "row")),
            Column("", direction, lambda row: (say(direction_words[row.better]), "quiet")),
        ]
        if self._numbers:
            columns.append(Column(say("now"), now, self._now, right=True))
        columns += [Column(title, reading, partial(self._reading, which, reading)) for title, which in heads]
        left = width - 2 - sum(column.width + 1 for column in columns)
        if self._numbers and left >= 10:
            columns.append(Column(say("12 months"), left - 1, lambda row: (self._spark(row, left - 1), "row")))
        return tuple(columns)

    def _area(self, row: AreaRow, width: int) -> str:
        name = self._language.say(row.area)
        if cell_len(name) > width:
            name = self._language.say(area_name(row.area, row.domain))
        return name

    def _form(self, row: AreaRow) -> str:
        if row.own is not None:
            return f'"{row.form}"'
        if row.respondent is Respondent.SELF:
            return row.form
        return f"{row.form}, {self._language.say(WHO[row.respondent])}"

    def _now(self, row: AreaRow) -> tuple[str, str]:
        if row.now is None or row.now.value is None:
            return self._glyphs.dash, "quiet"
        return self._language.number(row.now.value), "row"

    def _spark(self, row: AreaRow, width: int) -> str:
        return sparkline(row.spark, row.low, row.high, width, self._glyphs)

    def _reading(self, which: str, width: int, row: AreaRow) -> tuple[str, str]:
        change = row.since_last if which == "last" else row.since_moment
        text = reading_words(change, row.better, self._called, self._language, width=width - 2)
        sign = reading_sign(change, self._glyphs)
        if sign.strip():
            text = f"{set_cell_size(shorten(text, width - 2), width - 2)} {sign}"
        if change.word:
            return text, "own"
        clear = change.reading in {Reading.CLEARLY_BETTER, Reading.CLEARLY_HARDER}
        return text, "clear" if clear else "quiet"


def _fit(text: str, width: int, *, right: bool = False) -> str:
    text = shorten(text, width)
    return " " * (width - cell_len(text)) + text if right else set_cell_size(text, width)
