"""Reads one table of a definition file, value by value, and says what is allowed where it is wrong."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, NoReturn

from companion.clinical.instruments import DefinitionMistake
from companion.clinical.message import Message

_WORDS = "Words in quotation marks are allowed."
_NUMBER = "A number is allowed."
_COUNT = "A whole number from 0 on is allowed."
_TRUTH = "“true” or “false” is allowed, without quotation marks."
_ONE_OF = "One of these is allowed: {allowed}."
_TABLE = "A table is allowed, as in [{key}]."


class Table:
    """One table of the file: hands out values, checked, and knows where it stands."""

    def __init__(self, file: str, where: str, content: Mapping[str, Any]) -> None:
        self.file = file
        self.where = where
        self.content = content
        self.asked: set[str] = set()

    def wrong(self, key: str, text: str, /, **values: str | float) -> NoReturn:
        """Refuse the value at `key`, saying what is allowed."""
        raise DefinitionMistake(self.file, f"{self.where}{key}", Message(text, values))

    def missing(self, key: str, allowed: str, /, **values: str | float) -> NoReturn:
        """Refuse that `key` is not there, saying what is allowed."""
        said = Message("It is missing. {allowed}", {"allowed": Message(allowed, values)})
        raise DefinitionMistake(self.file, f"{self.where}{key}", said)

    def _take(self, key: str, allowed: str = "", /, **values: str | float) -> Any:
        """Return what stands at a key; with `allowed`, it must be there."""
        self.asked.add(key)
        if allowed and key not in self.content:
            self.missing(key, allowed, **values)
        return self.content.get(key)

    def text(self, key: str, default: str | None = None) -> str:
        """Read words; a key without a default must be there."""
        value = self._take(key, _WORDS if default is None else "")
        if value is None:
            return default or ""
        if not isinstance(value, str) or (default is None and not value.strip()):
            self.wrong(key, _WORDS)
        return value

    def choice(self, key: str, allowed: Sequence[str], default: str | None = None) -> str:
        """Read one of a few words."""
        if default is None:
            self._take(key, _ONE_OF, allowed=", ".join(allowed))
        value = self.text(key, default)
        if value not in allowed:
            self.wrong(key, _ONE_OF, allowed=", ".join(allowed))
        return value

    def truth(self, key: str, *, default: bool | None = None) -> bool:
        """Read yes or no."""
        value = self._take(key, _TRUTH if default is None else "")
        if value is None:
            return bool(default)
        if not isinstance(value, bool):
            self.wrong(key, _TRUTH)
        return value

    def number(self, key: str) -> float:
        """Read a number that must be there."""
        value = self.maybe_number(key)
        if value is None:
            self.missing(key, _NUMBER)
        return value

    def maybe_number(self, key: str) -> float | None:
        """Read a number, or None."""
        value = self._take(key)
        if value is None:
            return None
        if not is_number(value):
            self.wrong(key, _NUMBER)
        return float(value)

    def count(self, key: str) -> int:
        """Read a whole number from 0 on."""
        value = self._take(key, _COUNT)
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            self.wrong(key, _COUNT)
        return value

    def numbers(self, key: str) -> tuple[float, ...]:
        """Read a list of numbers."""
        value = self._take(key)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(map(is_number, value)):
            self.wrong(key, "A list of numbers is allowed, as in [1, 2, 3].")
        return tuple(value)

    def items(self, key: str, most: int) -> tuple[int, ...]:
        """Read item numbers: a list, or words like ``"1-9, 12"`` or ``"all"``."""
        value = self._take(key)
        if value == "all":
            return tuple(range(1, most + 1))
        if isinstance(value, str):
            value = list(islice(_ranges(value), most + 1))  # “1-9999999999” is not written out
        numbers = value if value is not None else []
        if not isinstance(numbers, list) or not all(type(one) is int and 1 <= one <= most for one in numbers):
            self.wrong(key, 'Item numbers from 1 to {most} are allowed, as in [1, 2] or "1-9".', most=most)
        if len(set(numbers)) != len(numbers):
            self.wrong(key, "Each item may stand here once.")
        return tuple(numbers)

    def texts(self, key: str) -> tuple[str, ...]:
        """Read a list of words."""
        value = self._take(key)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            self.wrong(key, "A list of words in quotation marks is allowed.")
        return tuple(value)

    def table(self, key: str, *, needed: bool = False) -> Table | None:
        """Read a table within this one."""
        value = self._take(key, _TABLE, key=key) if needed else self._take(key)
        if value is None:
            return None
        if not isinstance(value, dict):
            self.wrong(key, _TABLE, key=key)
        return Table(self.file, f"{self.where}{key}.", value)

    def tables(self, key: str) -> Iterator[Table]:
        """Read a list of tables."""
        value = self._take(key) or []
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            self.wrong(key, "A list of tables is allowed, as in [[{key}]].", key=key)
        for number, one in enumerate(value, 1):
            yield Table(self.file, f"{self.where}{key} {number}.", one)

    def close(self) -> None:
        """Refuse keys nobody asked for: most are slips of the pen."""
        for key in self.content:
            if key not in self.asked:
                self.wrong(key, "These keys are allowed: {allowed}.", allowed=", ".join(sorted(self.asked)))


def is_number(value: object) -> bool:
    """Return whether this is a finite number."""
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _ranges(text: str) -> Iterator[int]:
    for part in text.split(","):
        first, dash, last = part.strip().partition("-")
        if not (first.isdecimal() and (last.isdecimal() or not dash)):
            yield 0  # no item has this number, so the caller refuses it
            return
        yield from range(int(first), int(last or first) + 1)
