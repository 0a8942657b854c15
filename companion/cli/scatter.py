"""The field's usual picture of a group: before across, after upwards, tramlines and cut-off.

A plain grid of characters, so that it stands in any terminal, in a file and in a mail.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from companion.clinical.evaluate import Evaluation

LETTERS = {"recovered": "R", "improved": "I", "unchanged": "u", "deteriorated": "D"}
SEVERAL = "*"
"""Stands where people of different categories fall on one spot."""


@dataclass(frozen=True, slots=True)
class Ends:
    """What the picture reaches over, the same across and upwards."""

    low: float
    high: float


def ends_of(found: Evaluation, low: float | None, high: float | None) -> Ends:
    """Return the ends of the form where they are known, else those of the values and the cut-off."""
    values = [value for person in found.people for value in (person.pre, person.post)]
    if found.cutoff_value is not None:
        values.append(found.cutoff_value)
    least, most = min(values), max(values)
    # A cut-off can lie outside the form; a value never does.
    return Ends(least if low is None else min(low, least), most if high is None else max(high, most))


def scatter(
    found: Evaluation,
    ends: Ends,
    *,
    write: Callable[[float], str],
    cutoff_before: bool = True,
    ascii_only: bool = False,
    width: int = 60,
    height: int = 21,
) -> list[str]:
    """Draw the people of a group, line by line.

    Args:
        found: The group's result.
        ends: What the picture reaches over.
        write: Writes a number in the reader's language.
        cutoff_before: Whether the cut-off is drawn across the values before too; Hageman and
            Arrindell's method looks at the value after only.
        ascii_only: Draw with ASCII characters only.
        width: Columns of the grid.
        height: Lines of the grid.
    """
    across, up, dot = ("-", "|", ".") if ascii_only else ("─", "│", "·")
    same = "/"
    grid = [[" "] * width for _ in range(height)]
    place = _Place(ends, width, height)
    if found.cutoff_value is not None:
        row, column = place.row(found.cutoff_value), place.column(found.cutoff_value)
        grid[row] = [across] * width
        for line in grid if cutoff_before else ():
            line[column] = "+" if line[column] == across else up
    for column in range(width):
        before = place.value(column)
        if column % 3 == 0:  # the diagonal, where before and after are the same
            grid[place.row(before)][column] = same
        for intercept in (found.tramlines.lower, found.tramlines.upper):
            after = found.tramlines.slope * before + intercept
            if ends.low <= after <= ends.high:
                grid[place.row(after)][column] = dot
    people: dict[tuple[int, int], set[str]] = {}
    for person in found.people:
        people.setdefault((place.row(person.post), place.column(person.pre)), set()).add(LETTERS[person.category])
    for (row, column), letters in people.items():
        grid[row][column] = letters.pop() if len(letters) == 1 else SEVERAL
    return list(_framed(grid, ends, write, ascii_only=ascii_only))


@dataclass(frozen=True, slots=True)
class _Place:
    ends: Ends
    width: int
    height: int

    def column(self, value: float) -> int:
        return self._step(value, self.width)

    def row(self, value: float) -> int:
        return self.height - 1 - self._step(value, self.height)

    def value(self, column: int) -> float:
        return self.ends.low + (self.ends.high - self.ends.low) * column / (self.width - 1)

    def _step(self, value: float, steps: int) -> int:
        reach = self.ends.high - self.ends.low
        return round((value - self.ends.low) / reach * (steps - 1)) if reach else 0


def _framed(grid: list[list[str]], ends: Ends, write: Callable[[float], str], *, ascii_only: bool) -> Iterator[str]:
    side, corner, floor = ("|", "+", "-") if ascii_only else ("│", "└", "─")
    height, width = len(grid), len(grid[0])
    middle = (ends.low + ends.high) / 2
    marks = {0: write(ends.high), height // 2: write(middle), height - 1: write(ends.low)}
    room = max(map(len, marks.values()))
    for number, line in enumerate(grid):
        yield f"{marks.get(number, ''):>{room}} {side}{''.join(line)}".rstrip()
    yield f"{'':>{room}} {corner}{floor * width}"
    below = [" "] * (width + room)
    for column, words in ((0, marks[height - 1]), (width // 2, marks[height // 2]), (width - 1, marks[0])):
        start = max(0, min(column - len(words) // 2, width - len(words)))
        below[start : start + len(words)] = words
    yield f"{'':>{room}}  {''.join(below)}".rstrip()
