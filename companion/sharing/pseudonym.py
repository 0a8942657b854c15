"""Take the name of a person out of text, for readers who are not to know it."""

from __future__ import annotations

import re
from datetime import date
from functools import cached_property

from companion.language import Language

_PARTICLES = frozenset({"al", "av", "bin", "da", "de", "del", "den", "der", "di", "du", "el", "la", "le", "van", "von"})
_LATIN = re.compile(r"[\u0000-\u024f\u1e00-\u1eff]+")
_SHORTEST_KEY = 3
_SHORT_NAME = 2


class Pseudonym:
    """Replaces what tells who somebody is.

    Args:
        names: Every name of the person; each part of them is replaced too.
        instead: What stands there instead, as *the patient*.
        key: The identifier other systems use.
        born: The date of birth, in whatever way it was written.
        language: Whose way of writing dates is looked for beside the usual ones.
    """

    def __init__(
        self, names: tuple[str, ...], instead: str, language: Language, *, key: str = "", born: date | None = None
    ) -> None:
        self._names = names
        self._instead = instead
        self._language = language
        self._key = key
        self._born = born

    def hide(self, text: str) -> str:
        """Return the text without it."""
        for pattern in self._patterns:
            text = pattern.sub(self._instead, text)
        return text

    @cached_property
    def _patterns(self) -> tuple[re.Pattern[str], ...]:
        words: set[str] = set()
        for name in self._names:
            parts = [part for part in re.split(r"[\s\-.,()\"']+", name) if len(part) >= _SHORT_NAME]
            words |= {name.strip(), *(part for part in parts if part.casefold() not in _PARTICLES)}
        # The longest first, so that a whole name becomes one word.
        found = [_name(word) for word in sorted(words - {""}, key=lambda word: (-len(word), word))]
        if len(self._key) >= _SHORTEST_KEY:
            found.append(re.compile(rf"(?<!\w){re.escape(self._key)}(?!\w)", re.IGNORECASE))
        if self._born:
            found += [re.compile(rf"(?<!\d){re.escape(written)}(?!\d)") for written in self._dates(self._born)]
        return tuple(found)

    def _dates(self, day: date) -> set[str]:
        numbers = {
            f"{day.day}{mark}{day.month}{mark}{day.year}" for mark in ("/", ".", "-", ". ")
        } | {
            f"{day.day:02d}{mark}{day.month:02d}{mark}{year}"
            for mark in ("/", ".", "-", " ", "")
            for year in (f"{day.year}", f"{day.year % 100:02d}")
        }  # fmt: skip
        return {*numbers, day.isoformat(), f"{day:%m/%d/%Y}", self._language.day(day)}


def _name(word: str) -> re.Pattern[str]:
    escaped = re.escape(word)
    if not _LATIN.match(word):
        # Scripts without spaces, or with endings on names, carry a name inside a longer word.
        return re.compile(escaped, re.IGNORECASE)
    flags = re.NOFLAG if len(word) <= _SHORT_NAME else re.IGNORECASE
    return re.compile(rf"(?<!\w){escaped}(?:['’]?s)?(?!\w)", flags)
