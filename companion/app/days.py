"""Read a day as people type it; a day is never guessed from an ambiguous order of numbers."""

from __future__ import annotations

import re
from datetime import date, timedelta

from companion.clinical.message import Message
from companion.language import Language

HOW_TO = Message("Write a day as 3.11.2026, 2026-11-03 or 3 Nov.")
"""What to say when a day cannot be read."""

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DOTTED = re.compile(r"(\d{1,2})\.\s*(\d{1,2})\.?(?:\s*(\d{4}))?")
_NAMED = re.compile(r"(\d{1,2})\.?\s+([^\W\d]+)\.?(?:\s+(\d{4}))?")


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
