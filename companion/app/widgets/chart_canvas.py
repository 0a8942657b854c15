"""A grid of cells with a kind each: what a chart is drawn on."""

from __future__ import annotations

from collections.abc import Iterator

from rich.cells import cell_len

Run = tuple[str, str]
"""Text and the kind of cell it is drawn as; the widget knows the colour of a kind."""


class Canvas:
    """A grid of cells with a kind each; text that does not fit is left out, never wrapped."""

    def __init__(self, width: int, height: int) -> None:
        self.width = width
        self.height = height
        self._chars = [[" "] * width for _ in range(height)]
        self._kinds = [[""] * width for _ in range(height)]

    def put(self, column: int, row: int, text: str, kind: str) -> None:
        """Write text; what would stand outside is not written."""
        for char in text:
            size = cell_len(char)
            if size == 0:
                if 0 < column <= self.width and 0 <= row < self.height:
                    self._chars[row][column - 1] += char
                continue
            if column >= 0 and column + size <= self.width and 0 <= row < self.height:
                self._chars[row][column], self._kinds[row][column] = char, kind
                if size == 2:
                    self._chars[row][column + 1], self._kinds[row][column + 1] = "", kind
            column += size

    def kind(self, column: int, row: int) -> str:
        """The kind of a cell; empty where nothing was drawn, or outside."""
        return self._kinds[row][column] if 0 <= column < self.width and 0 <= row < self.height else ""

    def free(self, column: int, row: int, length: int, over: frozenset[str] = frozenset()) -> bool:
        """Whether a stretch of cells holds nothing but kinds one may write over."""
        return all(self.kind(c, row) in over or not self.kind(c, row) for c in range(column, column + length))

    def runs(self, row: int) -> Iterator[Run]:
        """The row as stretches of one kind."""
        chars, kinds = self._chars[row], self._kinds[row]
        start = 0
        for column in range(1, self.width + 1):
            if column == self.width or kinds[column] != kinds[start]:
                yield "".join(chars[start:column]), kinds[start]
                start = column
