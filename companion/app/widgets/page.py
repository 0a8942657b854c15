"""Words in columns, one widget however many there are: wrapped once for a width, drawn where they are in view.

A widget a paragraph is what makes a page slow: each is styled, arranged and painted on its own.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.content import Content
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.visual import Visual


@dataclass(frozen=True, slots=True)
class Cell:
    """Words in one column of a block.

    Attributes:
        text: What stands there; a string is literal.
        at: Cells from the left edge.
        width: Cells it may take; longer words go on in the next row.
        kind: Name of its style: the component class `page--{kind}`.
        pad: Cells of its ground to the left and right of the words.
        ground: Whether the cursor is seen on it, for lists that have one.
    """

    text: str | Content
    at: int
    width: int
    kind: str = "text"
    pad: int = 0
    ground: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """Cells side by side, with empty rows above and below."""

    cells: tuple[Cell, ...]
    above: int = 0
    below: int = 0


def wrapped(text: str | Content, width: int) -> list[str | Content]:
    """Return the rows that words take in a width, at least one."""
    plain = text if isinstance(text, str) else text.plain
    if "\n" not in plain and cell_len(plain) <= width:
        return [text]
    content = Content(text) if isinstance(text, str) else text
    rows = [line.rstrip() for part in content.split("\n", allow_blank=True) for line in part.wrap(max(width, 1))]
    return [row.plain for row in rows] if isinstance(text, str) else list(rows)


@dataclass(frozen=True, slots=True)
class _Laid:
    """A block with its words wrapped, and the row it begins at."""

    start: int
    above: int
    cells: tuple[tuple[Cell, list[str | Content]], ...]
    height: int


class Page(ScrollView):
    """Words one reads and scrolls; `blocks` says what stands on it for a width."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"page--text", "page--quiet", "page--strong", "page--heading"}
    """
    | Class | What it is for |
    | :- | :- |
    | `page--text` | What is said. |
    | `page--quiet` | What stands beside it. |
    | `page--strong` | A title inside the text. |
    | `page--heading` | A title. |
    """

    DEFAULT_CSS = """
    Page { height: 1fr; background: $background; overflow-x: hidden; scrollbar-size-vertical: 1; }
    Page > .page--quiet { color: $quiet; }
    Page > .page--strong { text-style: bold; }
    Page > .page--heading { text-style: bold; color: $accent; }
    """

    def __init__(
        self,
        blocks: Sequence[Block] = (),
        *,
        id: str | None = None,  # noqa: A002 - the name Textual uses
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._blocks = tuple(blocks)
        self._laid: list[_Laid] = []
        self._starts: list[int] = []
        self._laid_for = -1
        self._rows = 0

    # --- what stands on it

    def blocks(self, width: int) -> Sequence[Block]:  # noqa: ARG002 - who lays out by the width does
        """Return what stands on the page when it is `width` cells wide."""
        return self._blocks

    @property
    def text(self) -> str:
        """Everything on the page, a block a line, as it was last laid out."""
        found = []
        for laid in self._laid:
            cells = [" ".join(row if isinstance(row, str) else row.plain for row in rows) for _, rows in laid.cells]
            found.append(" ".join(cell for cell in cells if cell))
        return "\n".join(found)

    def lay_again(self) -> None:
        """Something else stands on the page."""
        self._laid_for = -1
        self._lay()
        self.refresh(layout=self.styles.is_auto_height)

    def _lay(self, width: int | None = None) -> None:
        """Wrap everything for a width; the same width again costs nothing."""
        width = self.scrollable_content_region.width if width is None else width
        if width != self._laid_for and width > 0:
            self._laid_for, self._laid, self._rows = width, [], 0
            for block in self.blocks(width):
                cells = tuple((cell, wrapped(cell.text, cell.width)) for cell in block.cells)
                tall = max((len(rows) for _, rows in cells), default=0)
                height = block.above + tall + block.below
                self._laid.append(_Laid(self._rows, block.above, cells, height))
                self._rows += height
            self._starts = [laid.start for laid in self._laid]
        self.virtual_size = Size(max(width, 1), self._rows)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """Return the rows it takes."""
        self._lay(width)
        return self._rows

    def on_resize(self) -> None:
        """As wide as there is room."""
        self._lay()

    def block_at(self, row: int) -> int:
        """Return which block stands at a row of the page; -1 below the last."""
        return bisect_right(self._starts, row) - 1 if 0 <= row < self._rows else -1

    def rows_of(self, block: int) -> tuple[int, int]:
        """Return the first row of a block's words and the one after its last."""
        laid = self._laid[block]
        return laid.start + laid.above, laid.start + laid.height

    # --- drawing

    def render_line(self, y: int) -> Strip:
        """Draw one row."""
        self._lay()
        width, row = self.scrollable_content_region.width, y + self.scroll_offset.y
        index = self.block_at(row)
        if index < 0:
            return Strip.blank(width, self.rich_style)
        laid = self._laid[index]
        segments: list[Segment] = []
        end, line = 0, row - laid.start - laid.above
        for cell, rows in laid.cells:
            if not 0 <= line < len(rows):
                continue
            if cell.at > end:
                segments.append(Segment(" " * (cell.at - end), self.rich_style))
            text = self.cell_text(index, cell, rows[line])
            segments += self._drawn(cell, text, self.cell_style(index, cell))
            end = cell.at + cell.width + 2 * cell.pad
        return Strip(segments).adjust_cell_length(width, self.rich_style)

    def _drawn(self, cell: Cell, text: str | Content, style: Style) -> list[Segment]:
        pad = [Segment(" " * cell.pad, style)] if cell.pad else []
        if isinstance(text, str):
            return [*pad, Segment(set_cell_size(text, cell.width), style), *pad]
        base = self.get_visual_style(f"page--{cell.kind}")
        strips = Visual.to_strips(self, text, cell.width, 1, base, apply_selection=False, pad=True)
        return [*pad, *(strips[0] if strips else [Segment(" " * cell.width, style)]), *pad]

    def cell_text(self, block: int, cell: Cell, text: str | Content) -> str | Content:  # noqa: ARG002
        """Return what one row of a cell shows now; a list says here where its cursor stands."""
        return text

    def cell_style(self, block: int, cell: Cell) -> Style:  # noqa: ARG002 - who marks a block does
        """Return the style of a cell."""
        return self.get_component_rich_style(f"page--{cell.kind}")
