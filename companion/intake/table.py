"""Read a table file as it is: every cell text, every line accounted for.

Nothing is guessed that changes a value: numbers and dates stay text here. Lines
with too many or too few cells are set apart with their line number; they never
shift the cells of another line.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from companion.clinical.message import Message
from companion.errors import RefusedError, UsageError

if TYPE_CHECKING:
    import polars as pl

LARGEST = 400_000_000
"""Bytes one file may have."""
MOST_COLUMNS = 2_000
_SEPARATORS = {",": Message("comma"), ";": Message("semicolon"), "\t": Message("tab")}
# A quoted cell that runs over more lines than this is a quote somebody forgot to close.
_LONGEST_CELL_LINES = 200
# Lines that go into the frame at once.
_AT_ONCE = 100_000


@dataclass(frozen=True, slots=True)
class BadLine:
    """One line or row that is not taken in.

    Attributes:
        line: Its number in the file, from 1.
        column: The heading it is about, or empty.
        value: The value as it stands in the file.
        why: What is wrong and what to do.
    """

    line: int
    column: str
    value: str
    why: Message


@dataclass(frozen=True, slots=True)
class Table:
    """A file as text.

    Attributes:
        frame: One text column a heading, and `line`, the number in the file.
        headings: As they stand in the file, in order.
        bad: Lines that do not fit the headings.
        detected: What was found out about the file, in words.
    """

    frame: pl.DataFrame
    headings: tuple[str, ...]
    bad: tuple[BadLine, ...]
    detected: tuple[Message, ...]
    decimal_comma: bool


def read_table(path: Path) -> Table:
    """Read a CSV file with comma, semicolon or tab, UTF-8 (with or without BOM), UTF-16 or cp1252.

    Raises:
        UsageError: There is no such file, or it is a folder.
        RefusedError: Nothing in it can be read as a table.
    """
    text, encoding = _decode(_bytes(path))
    lines = text.split("\n")
    while lines and not lines[-1].strip():
        lines.pop()
    start = next((at for at, line in enumerate(lines) if line.strip()), None)
    if start is None:
        raise RefusedError("{file} is empty. Choose a file with a line of headings.", file=path.name)
    separator = _separator(lines[start])
    headings = tuple(cell.strip() for cell in next(csv.reader([lines[start]], delimiter=separator)))
    _check(headings, path)
    body = lines[start + 1 :]
    frame, bad = _split(body, headings, separator, start + 2)
    detected = (
        Message("{encoding}, {separator}", {"encoding": encoding, "separator": _SEPARATORS[separator]}),
        Message("{n} rows", {"n": frame.height + len(bad)}),
    )
    return Table(frame, headings, tuple(bad), detected, decimal_comma=separator != ",")


def _bytes(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise RefusedError(
                "{file} is larger than {most} MB. Split it into smaller files.",
                file=path.name,
                most=LARGEST // 1_000_000,
            )
        return path.read_bytes()
    except FileNotFoundError:
        raise UsageError("There is no file {file}. Check the name.", file=str(path)) from None
    except IsADirectoryError:
        raise UsageError("{file} is a folder. Choose a file in it.", file=str(path)) from None
    except PermissionError:
        raise UsageError("You may not read {file}. Ask for the right to, or copy it.", file=str(path)) from None


def _decode(raw: bytes) -> tuple[str, str]:
    if raw[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        text, name = raw.decode("utf-16", errors="replace"), "UTF-16"
    else:
        try:
            text, name = raw.decode("utf-8-sig"), "UTF-8"
        except UnicodeDecodeError:
            # Five bytes have no character in cp1252; they stand as marks rather than stop the file.
            text, name = raw.decode("cp1252", errors="replace"), "cp1252"
    return text.replace("\r\n", "\n").replace("\r", "\n"), name


def _separator(heading: str) -> str:
    counts = {separator: heading.count(separator) for separator in _SEPARATORS}
    return max(counts, key=lambda separator: counts[separator])


def _check(headings: tuple[str, ...], path: Path) -> None:
    if len(headings) > MOST_COLUMNS:
        raise RefusedError("{file} has more than {most} columns.", file=path.name, most=MOST_COLUMNS)
    if {"class", "type/scale", "relevance"} <= {heading.lower() for heading in headings}:
        raise RefusedError(
            "{file} describes a survey and holds no answers. Export the responses instead.", file=path.name
        )


def _split(
    body: list[str], headings: tuple[str, ...], separator: str, first: int
) -> tuple[pl.DataFrame, list[BadLine]]:
    if any('"' in line for line in body):
        rows, numbers, bad = _quoted(body, len(headings), separator, first)
        return _frame(rows, numbers, headings), bad
    wanted = len(headings)
    bad = []
    kept: list[str] = []
    numbers = []
    for number, line in enumerate(body, start=first):
        if not line.strip():
            continue
        found = line.count(separator) + 1
        if found == wanted:
            kept.append(line)
            numbers.append(number)
        else:
            bad.append(_ragged(number, line, found, wanted))
    return _fast(kept, numbers, headings, separator), bad


def _ragged(number: int, line: str, found: int, wanted: int) -> BadLine:
    why = Message(
        "This line has {found} cells, the headings {wanted}. Put in the missing separator, or take one out.",
        {"found": found, "wanted": wanted},
    )
    return BadLine(number, "", line[:200], why)


def _fast(kept: list[str], numbers: list[int], headings: tuple[str, ...], separator: str) -> pl.DataFrame:
    import polars as pl  # 0.3 s: only where a whole file is read

    names = [f"c{at}" for at in range(len(headings))]
    head = separator.join(names)
    parts = [pl.DataFrame({name: pl.Series([], dtype=pl.Categorical) for name in names})]
    for start in range(0, len(kept), _AT_ONCE):  # in parts: the text of all lines once more would be much memory
        text = io.BytesIO("\n".join([head, *kept[start : start + _AT_ONCE]]).encode("utf-8", "replace"))
        parts.append(
            pl.read_csv(text, separator=separator, quote_char=None, infer_schema=False)
            .fill_null("")
            .cast(pl.Categorical)
        )
    frame = pl.concat(parts)
    return frame.with_columns(pl.Series("line", numbers, dtype=pl.Int64))


def _frame(rows: list[list[str]], numbers: list[int], headings: tuple[str, ...]) -> pl.DataFrame:
    import polars as pl

    names = [f"c{at}" for at in range(len(headings))]
    columns: list[tuple[str, ...]] = list(zip(*rows, strict=True)) if rows else [() for _ in names]
    series = [pl.Series(name, column, dtype=pl.String) for name, column in zip(names, columns, strict=True)]
    frame = pl.DataFrame(series).cast(pl.Categorical)
    return frame.with_columns(pl.Series("line", numbers, dtype=pl.Int64))


def _quoted(
    body: list[str], wanted: int, separator: str, first: int
) -> tuple[list[list[str]], list[int], list[BadLine]]:
    rows: list[list[str]] = []
    numbers: list[int] = []
    bad: list[BadLine] = []
    at = 0
    while at < len(body):
        if not body[at].strip():
            at += 1
            continue
        end = _record_end(body, at)
        if end is None:
            why = Message('A quotation mark opens here and never closes. Close it, or write it twice: "".')
            bad.append(BadLine(first + at, "", body[at][:200], why))
            at += 1
            continue
        cells = (
            next(csv.reader(["\n".join(body[at:end])], delimiter=separator))
            if end == at + 1
            else _cells(body[at:end], separator)
        )
        if len(cells) == wanted:
            rows.append(cells)
            numbers.append(first + at)
        else:
            bad.append(_ragged(first + at, body[at], len(cells), wanted))
        at = end
    return rows, numbers, bad


def _record_end(body: list[str], at: int) -> int | None:
    """Return the line after the record that begins at `at`, or None if its quotes never close."""
    marks = 0
    for end in range(at, min(len(body), at + _LONGEST_CELL_LINES)):
        marks += body[end].count('"')
        if marks % 2 == 0:
            return end + 1
    return None


def _cells(lines: list[str], separator: str) -> list[str]:
    return next(csv.reader(io.StringIO("\n".join(lines), newline=""), delimiter=separator))
