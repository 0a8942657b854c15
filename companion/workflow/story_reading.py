"""Reading one table of a definition file, with mistakes that name file and key."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, NoReturn, TypeVar

from companion.errors import DefinitionError
from companion.text import clean

E = TypeVar("E", bound=StrEnum)

_SPAN = re.compile(r"(?:(\d+)y)?(?:(\d+)m)?(?:(\d+)w)?(?:(\d+)d)?")
_NEEDED: Any = object()
_SATURDAY = 5


def span_before(span: str, day: date, *, back: bool = True) -> date:
    """Return the day that lies `span` ("3y2m", "34w") before `day`, or after it.

    Raises:
        ValueError: When `span` is not years, months, weeks, days in this order.
    """
    found = _SPAN.fullmatch(span)
    if not span or found is None:
        raise ValueError(span)
    years, months, weeks, days = (int(part or 0) for part in found.groups())
    sign = -1 if back else 1
    month = day.year * 12 + day.month - 1 + sign * (years * 12 + months)
    year, month = divmod(month, 12)
    # The 31st of a month that has none becomes its last day.
    last = (date(year + (month == 11), (month + 1) % 12 + 1, 1) - timedelta(days=1)).day
    there = date(year, month + 1, min(day.day, last))
    return there + timedelta(days=sign * (7 * weeks + days))


def workday(day: date) -> date:
    """Return `day`, or the Friday before when it falls on a weekend."""
    return day - timedelta(days=max(0, day.weekday() - _SATURDAY + 1))


class Table:
    """One table of a file: typed values out of it, and no key left over.

    Args:
        values: The table as TOML gives it.
        file: Name of the file, for the sentence.
        place: Where in the file, as in ``sessions[3]``; empty at the top.
        today: The day from which times are told.
    """

    def __init__(self, values: dict[str, Any], file: str, place: str, today: date) -> None:
        self._values = values
        self._left = set(values)
        self.file = file
        self.place = place
        self.today = today

    def wrong(self, key: str, what: str) -> NoReturn:
        """Refuse the value at `key`: `what` says what is allowed."""
        at = ".".join(part for part in (self.place, key) if part)
        raise DefinitionError("{file}, {key}: {what}.", file=self.file, key=at, what=what)

    def has(self, key: str) -> bool:
        """Return whether `key` is there."""
        return key in self._values

    def get(self, key: str, kind: type | tuple[type, ...], named: str, default: Any = _NEEDED) -> Any:
        """Return the value at `key` if it is of `kind`."""
        self._left.discard(key)
        if key not in self._values:
            if default is _NEEDED:
                self.wrong(key, f"missing; {named} is needed")
            return default
        value = self._values[key]
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            self.wrong(key, f"{named} is needed")
        return value

    def text(self, key: str, default: str = _NEEDED) -> str:
        """Return a text, cleaned as everything that enters the store is."""
        value = clean(self.get(key, str, "a text", default), lines=True)
        if not value and default is _NEEDED:
            self.wrong(key, "a text is needed")
        return value

    def number(self, key: str, default: float | None = _NEEDED) -> float | None:
        """Return a number, or the default."""
        value = self.get(key, (int, float), "a number", default)
        return None if value is None else float(value)

    def whole(self, key: str, default: int) -> int:
        """Return a whole number."""
        return int(self.get(key, int, "a whole number", default))

    def flag(self, key: str, *, default: bool) -> bool:
        """Return true or false."""
        return bool(self.get(key, bool, "true or false", default))

    def code(self, key: str, kind: type[E], default: E = _NEEDED) -> E:
        """Return one of the codes of `kind`."""
        value = self.get(key, str, "one of " + ", ".join(kind), default)
        try:
            return kind(value)
        except ValueError:
            return self.wrong(key, "one of " + ", ".join(kind) + " is needed")

    def one_of(self, key: str, allowed: Sequence[str], default: str = _NEEDED) -> str:
        """Return one of the words of `allowed`."""
        value = str(self.get(key, str, "one of " + ", ".join(allowed), default))
        if value not in allowed and value != default:
            self.wrong(key, "one of " + ", ".join(allowed) + " is needed")
        return value

    def day(self, key: str) -> date:
        """Return the day told at `key`; it has been, or is today."""
        return self.time(key, self.get(key, (str, date), "a time such as 34w"))

    def day_or_none(self, key: str, *, after: date | None = None) -> date | None:
        """Return the day told at `key`, or None when the key is not there.

        With `after`, "+4w" counts from there, and the day may still be to come.
        """
        return self.time(key, self.get(key, (str, date), "a time such as 34w"), after=after) if self.has(key) else None

    def time(self, key: str, told: object, *, after: date | None = None) -> date:
        """Return the day that `told` names: "34w", "in 2w", "+4w", "today" or a date."""
        try:
            day = self._named(told, after)
        except (ValueError, OverflowError):
            self.wrong(key, 'a time such as "34w", "3y2m", "in 2w" or "today" is needed')
        if after is None and day > self.today:
            self.wrong(key, "a time that has been is needed")
        return day

    def _named(self, told: object, after: date | None) -> date:
        if isinstance(told, date):
            return told
        word = str(told).strip()
        if word == "today":
            return self.today
        if word.startswith("in "):
            return span_before(word[3:].strip(), self.today, back=False)
        if word.startswith("+") and after is not None:
            return span_before(word[1:], after, back=False)
        return span_before(word, self.today)

    def tables(self, key: str) -> Iterable[Table]:
        """Return the tables listed at `key`, none when it is not there."""
        rows = self.get(key, list, "a list", ())
        for number, row in enumerate(rows, start=1):
            here = f"{self.place}.{key}[{number}]" if self.place else f"{key}[{number}]"
            if not isinstance(row, dict):
                raise DefinitionError("{file}, {key}: {what}.", file=self.file, key=here, what="a table is needed")
            yield Table(row, self.file, here, self.today)

    def table(self, key: str) -> Table:
        """Return the table at `key`, an empty one when it is not there."""
        here = f"{self.place}.{key}" if self.place else key
        return Table(self.get(key, dict, "a table", {}), self.file, here, self.today)

    def keys(self) -> tuple[str, ...]:
        """Return the keys of the table, which then all count as known."""
        self._left.clear()
        return tuple(self._values)

    def done(self) -> None:
        """Refuse keys that nobody asked for."""
        if self._left:
            self.wrong(sorted(self._left)[0], "this key is not known here")
