"""What one cell means: a date, a time, a number, an answer. Never a guess.

Each reader takes the text of a cell and returns the value, or raises `BadCellError`
with a sentence that says what to do.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta, timezone

from companion.clinical.message import Message, Value


class BadCellError(ValueError):
    """A cell that cannot be taken in; `why` says what to do."""

    def __init__(self, text: str, **values: Value) -> None:
        super().__init__(text)
        self.why = Message(text, values)


_ISO = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?:[T ](.+))?", re.ASCII)
_PARTS = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})", re.ASCII)
_SHORT_YEAR = re.compile(r"\d{1,2}([./-])\d{1,2}\1\d{2}", re.ASCII)
_TIME = re.compile(r"(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:[.,]\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?", re.ASCII)
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?", re.ASCII)
_CODE_AND_LABEL = re.compile(r"([+-]?\d+(?:[.,]\d+)?)\s*[-–—:=.)]\s*\D.*", re.DOTALL | re.ASCII)
EARLIEST = date(1900, 1, 1)
NOTHING_THERE = "NA"
"""How R writes an empty cell of any kind; a spreadsheet made from it holds the same two letters."""
_DOES_NOT_APPLY = frozenset({
    "na", "n/a", "n.a.", "not applicable", "does not apply", "ikke aktuelt", "ikke relevant", "gjelder ikke",
    "ikkje aktuelt", "ikkje relevant", "gjeld ikkje",
})  # fmt: skip


def is_ambiguous(text: str) -> bool:
    """Whether the cell is a date that could be read as day-month or month-day."""
    found = _PARTS.fullmatch(text.strip())
    return found is not None and int(found[1]) <= 12 and int(found[3]) <= 12 and found[1] != found[3]


def read_day(text: str, order: str | None, latest: date) -> tuple[date, str]:
    """Read a date; return it and what stood behind it as a time, or empty.

    Args:
        text: ISO (``2026-11-03``), or day, month and year with full stop, slash or hyphen.
        order: `dmy` or `mdy` for the second form; None where nobody has said.
        latest: No day after this one is taken.

    Raises:
        BadCellError: It is no date, or lies outside 1900 to `latest`.
    """
    text = text.strip()
    if not text:
        raise BadCellError("There is no date. Write it as 2026-11-03.")
    rest = ""
    if found := _ISO.fullmatch(text):
        year, month, day, rest = int(found[1]), int(found[2]), int(found[3]), found[4] or ""
    elif found := _PARTS.fullmatch(text):
        first, second, year = int(found[1]), int(found[3]), int(found[4])
        day, month = (second, first) if order == "mdy" or (order is None and second > 12) else (first, second)
    elif _SHORT_YEAR.fullmatch(text):
        raise BadCellError("The year has two digits. Write all four.")
    else:
        raise BadCellError("This is not a date. Write it as 2026-11-03.")
    try:
        read = date(year, month, day)
    except ValueError:
        raise BadCellError("There is no such day. Check day and month.") from None
    if read > latest:
        raise BadCellError("This day has not come yet. Check the year.")
    if read < EARLIEST:
        raise BadCellError("This day lies before 1900. Check the year.")
    return read, rest.strip()


def read_moment(day: date, text: str) -> tuple[datetime, str]:
    """Read a time of day on `day`; return the moment in UTC (naive) and the zone as an offset.

    Without an offset the zone of this machine on that day holds.

    Raises:
        BadCellError: It is no time.
    """
    found = _TIME.fullmatch(text.strip())
    if not found:
        raise BadCellError("This is not a time. Write it as 14:30, or leave it empty.")
    try:
        at = time(int(found[1]), int(found[2]), int(found[3] or 0))
    except ValueError:
        raise BadCellError("There is no such time. Write it as 14:30, or leave it empty.") from None
    local = datetime.combine(day, at)
    if found[4] == "Z":
        aware = local.replace(tzinfo=timezone.utc)  # noqa: UP017  (the offset below needs the same class)
    elif found[4]:
        sign = -1 if found[4][0] == "-" else 1
        digits = found[4][1:].replace(":", "")
        aware = local.replace(tzinfo=timezone(sign * timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))))
    else:
        aware = local.astimezone()
    offset = aware.utcoffset() or timedelta()
    minutes = int(abs(offset).total_seconds()) // 60
    zone = f"{'-' if offset < timedelta() else '+'}{minutes // 60:02d}:{minutes % 60:02d}"
    return aware.astimezone(timezone.utc).replace(tzinfo=None), zone  # noqa: UP017


def read_number(text: str) -> float | None:
    """Read a number with decimal point or comma; an empty cell is None.

    Raises:
        BadCellError: It is no number.
    """
    text = text.strip()
    if not text:
        return None
    if not _NUMBER.fullmatch(text):
        raise BadCellError("This is not a number. Write the number alone.")
    return float(text.replace(",", "."))


def is_empty(text: str) -> bool:
    """Whether there is nothing in the cell, or what R writes for nothing."""
    return text.strip() in {"", NOTHING_THERE}


def does_not_apply(text: str) -> bool:
    """Whether the cell says that the question does not apply to this person.

    What R writes for nothing is among these words: only a form that knows of questions which
    may not apply can take it so, and only the report can say that it did.
    """
    return text.strip().casefold() in _DOES_NOT_APPLY


def read_answer(text: str) -> float | None:
    """Read an item's answer: a code, or a code with its label ("2 - ..."); an empty cell is None.

    Raises:
        BadCellError: There is no code in it.
    """
    text = text.strip()
    if found := _CODE_AND_LABEL.fullmatch(text):
        text = found[1]
    try:
        return read_number(text)
    except BadCellError:
        raise BadCellError("This answer is not a number. Write the number of the answer.") from None
