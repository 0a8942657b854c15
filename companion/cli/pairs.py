"""A table of before and after: every row accounted for, those that cannot be read named with their line."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from companion.clinical.evaluate import Pair
from companion.clinical.message import Message
from companion.errors import UsageError
from companion.intake.cells import BadCellError, does_not_apply, read_number
from companion.intake.table import BadLine, Table, read_table

MISSING = frozenset({"", ".", "-", "na", "n/a", "nan", "null", "none", "missing"})
"""How other programs write that there is no value."""


@dataclass(frozen=True, slots=True)
class PairsFile:
    """What the file holds.

    Attributes:
        pairs: One a row; a value that cannot be read is none.
        bad: What cannot be read, by line.
        notes: What else should be known.
    """

    pairs: tuple[Pair, ...]
    bad: tuple[BadLine, ...]
    notes: tuple[Message, ...]


def read_pairs(
    file: Path, id_column: str | None, pre: str, post: str, *, low: float | None = None, high: float | None = None
) -> PairsFile:
    """Read a file of pairs.

    Args:
        file: The file.
        id_column: The heading of the person's column; None means ``id``, or the line's number without one.
        pre: The heading of the values before.
        post: The heading of the values after.
        low: The form's lowest value, where it is known.
        high: The form's highest value.

    Raises:
        UsageError: There is no such file or column.
        RefusedError: The file is no table.
    """
    table = read_table(file)
    at_pre, at_post = _find(table, pre, file), _find(table, post, file)
    at_id = _find(table, id_column, file) if id_column else _maybe(table, "id")
    pairs = []
    bad = list(table.bad)
    for *cells, line in table.frame.iter_rows():
        values = []
        for at in (at_pre, at_post):
            try:
                values.append(_value(cells[at], low, high))
            except BadCellError as problem:
                values.append(None)
                bad.append(BadLine(line, table.headings[at], cells[at], problem.why))
        who = cells[at_id].strip() if at_id is not None else str(line)
        pairs.append(Pair(who, values[0], values[1]))
    return PairsFile(tuple(pairs), tuple(sorted(bad, key=lambda one: one.line)), tuple(_notes(pairs)))


def _value(cell: str, low: float | None, high: float | None) -> float | None:
    if cell.strip().casefold() in MISSING or does_not_apply(cell):
        return None
    value = read_number(cell)
    if value is not None and low is not None and high is not None and not low <= value <= high:
        raise BadCellError("The form goes from {low} to {high}.", low=low, high=high)
    return value


def _maybe(table: Table, heading: str) -> int | None:
    plain = [one.casefold() for one in table.headings]
    return plain.index(heading.casefold()) if plain.count(heading.casefold()) == 1 else None


def _find(table: Table, heading: str, file: Path) -> int:
    exact = [at for at, one in enumerate(table.headings) if one == heading.strip()]
    found = exact or [at for at, one in enumerate(table.headings) if one.casefold() == heading.strip().casefold()]
    if not found:
        raise UsageError(
            "{file} has no column {heading}. It has {known}.",
            file=file.name, heading=heading, known=", ".join(table.headings[:20]),
        )  # fmt: skip
    if len(found) > 1:
        raise UsageError("{file}: the heading {heading} stands twice. Take one out.", file=file.name, heading=heading)
    return found[0]


def _notes(pairs: list[Pair]) -> list[Message]:
    several = [who for who, times in Counter(pair.id for pair in pairs).items() if times > 1]
    if not several:
        return []
    text = "{n} ids stand on several lines, as {who} does. Each line counts as one person."
    return [Message(text, {"n": len(several), "who": several[0]})]
