"""Read a day as people type it; a day is never guessed from an ambiguous order of numbers."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from companion.clinical.message import Message
from companion.language import Language

HOW_TO = Message("Write a day as 3.11.2026, 2026-11-03 or 3 Nov.")
"""What to say when a day cannot be read."""

HOW_TO_LOOK_BACK = Message("Write a day as 3.11.2024, or a month as March 2024.")
"""What to say when neither a day nor a month can be read."""

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DOTTED = re.compile(r"(\d{1,2})\.\s*(\d{1,2})\.?(?:\s*(\d{4}))?")
_NAMED = re.compile(r"(\d{1,2})\.?\s+([^\W\d]+)\.?(?:\s+(\d{4}))?")
_YEAR_MONTH = re.compile(r"(\d{4})-(\d{1,2})")
_MONTH_YEAR = re.compile(r"(\d{1,2})[./](\d{4})")
_NAMED_MONTH = re.compile(r"([^\W\d]+)\.?\s+(\d{4})")


def parse_day(text: str, today: date, language: Language, *, future: bool = False) -> date | None:
    """Read a day.

    Args:
        text: `2026-11-03`, `3.11.2026`, `3.11.`, `3 Nov 2026`, `3 Nov`, *today* or *yesterday*.
        today: Without a year, the newest such day that is not after today.
        language: Names the months.
        future: Whether, without a year, the next such day is meant instead.

    Returns:
        The day, or None where it cannot be read.
    """
    typed = " ".join(text.split()).casefold()
    if typed == language.say("today").casefold():
        return today
    if typed == language.say("yesterday").casefold():
        return today - timedelta(days=1)
    if found := _ISO.fullmatch(typed):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _DOTTED.fullmatch(typed):
        return _with_year(found[3], int(found[2]), int(found[1]), today, future=future)
    if found := _NAMED.fullmatch(typed):
        month = _month(found[2], language)
        return _with_year(found[3], month, int(found[1]), today, future=future) if month else None
    return None


def parse_last_day(text: str, today: date, language: Language) -> date | None:
    """Read a day, or the last day of a month.

    Args:
        text: A day as in `parse_day`, or a month with its year: `March 2024`, `2024-03`, `3.2024`.
        today: The last day of the running month.
        language: Names the months.

    Returns:
        The day, or None where neither a day nor a month can be read.
    """
    if (day := parse_day(text, today, language)) is not None:
        return day
    typed = " ".join(text.split()).casefold()
    if found := _YEAR_MONTH.fullmatch(typed):
        year, month = int(found[1]), int(found[2])
    elif found := _MONTH_YEAR.fullmatch(typed):
        year, month = int(found[2]), int(found[1])
    elif found := _NAMED_MONTH.fullmatch(typed):
        year, month = int(found[2]), _month(found[1], language)
    else:
        return None
    if (first := _day(year, month, 1)) is None:
        return None
    last = first.replace(day=monthrange(year, month)[1])
    return today if first <= today <= last else last


def _month(name: str, language: Language) -> int:
    """Number of a month by the first letters of its name; 0 for none."""
    short = [language.month_short(date(2000, month, 1)).casefold().rstrip(".") for month in range(1, 13)]
    return next((number for number, begin in enumerate(short, start=1) if name.startswith(begin[:3])), 0)


def _with_year(year: str | None, month: int, day: int, today: date, *, future: bool) -> date | None:
    if year:
        return _day(int(year), month, day)
    found = _day(today.year, month, day)
    if found is None:
        return None
    if future:
        return found if found >= today else _day(today.year + 1, month, day)
    return found if found <= today else _day(today.year - 1, month, day)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
