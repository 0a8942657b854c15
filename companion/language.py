"""Turn messages into words of one language.

There is no global translation function: a `Language` goes to whatever writes
words, since a note may be in another language than the screen. Sources are
found by Babel through the names `say`, `count` and `Message`.
"""

from __future__ import annotations

import gettext
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path

from companion.clinical.message import Message, Value
from companion.paths import locale_folder
from companion.text import only_ascii

CODES = ("en", "nb", "nn")
NAMES = {"en": "English", "nb": "Norsk bokmål", "nn": "Norsk nynorsk"}

_MONTHS = (
    Message("Jan"), Message("Feb"), Message("Mar"), Message("Apr"), Message("May"), Message("Jun"),
    Message("Jul"), Message("Aug"), Message("Sep"), Message("Oct"), Message("Nov"), Message("Dec"),
)  # fmt: skip

_WHOLE_MONTHS = (
    Message("January"), Message("February"), Message("March"), Message("April"), Message("May"), Message("June"),
    Message("July"), Message("August"), Message("September"), Message("October"), Message("November"),
    Message("December"),
)  # fmt: skip

_NORWEGIAN_WHOLE = {3: "mars", 5: "mai", 6: "juni", 7: "juli"}
"""Months that Norwegian does not shorten; the others end in a point in a date. (And *jul* is Christmas.)"""


@cache
def _catalogue(code: str) -> gettext.NullTranslations:
    if code == "en":
        return gettext.NullTranslations()
    return gettext.translation("companion", localedir=locale_folder(), languages=[code], fallback=True)


@dataclass(frozen=True, slots=True)
class Language:
    """One language, and whether only ASCII can be shown.

    Attributes:
        code: `en`, `nb` or `nn`.
        ascii_only: Write with ASCII characters only (`--ascii`).
    """

    code: str = "en"
    ascii_only: bool = False

    def say(self, message: Message | str, **values: Value) -> str:
        """Return the sentence in this language, its places filled in.

        Args:
            message: A `Message`, or its English source text.
            **values: What goes into the places, beside what the message carries.
        """
        if isinstance(message, Message):
            text, given = message.text, {**message.values, **values}
        else:
            text, given = message, values
        return self._fill(_catalogue(self.code).gettext(text) if text else "", given)

    def count(self, one: str, many: str, n: int, **values: Value) -> str:
        """Return the sentence in the plural form that belongs to `n`, which fills the place ``{n}``."""
        return self._fill(_catalogue(self.code).ngettext(one, many, n), {"n": n, **values})

    def _fill(self, text: str, values: dict[str, Value]) -> str:
        filled = text.format(**{name: self.value(value) for name, value in values.items()}) if values else text
        return only_ascii(filled) if self.ascii_only else filled

    def value(self, value: Value) -> str:
        """Write one value: a message translated, a date and a number in this language's way."""
        if value is None:
            return ""
        if isinstance(value, Message):
            return self.say(value)
        if isinstance(value, str):
            return value
        if isinstance(value, datetime):
            return self.day(value.date())
        if isinstance(value, date):
            return self.day(value)
        return self.number(value)

    def number(self, value: float) -> str:
        """Write a number with at most two decimals and this language's decimal sign."""
        text = f"{value:.2f}".rstrip("0").rstrip(".")
        text = "0" if text == "-0" else text
        return text if self.code == "en" else text.replace(".", ",")

    def day(self, day: date) -> str:
        """Write a date, as in ``3 Nov 2026``, or ``3. nov. 2026`` in Norwegian."""
        return f"{self.day_short(day)} {day.year}"

    def day_short(self, day: date) -> str:
        """Write a date without its year, as in ``3 Nov``, or ``3. nov.`` in Norwegian."""
        dot = "." if self.code != "en" else ""
        return f"{day.day}{dot} {self._month_in_a_date(day)}"

    def month(self, day: date) -> str:
        """Write month and year, as in ``Nov 2026``."""
        return f"{self._month_in_a_date(day)} {day.year}"

    def _month_in_a_date(self, day: date) -> str:
        name = self.month_short(day)
        return name if self.code == "en" or day.month in _NORWEGIAN_WHOLE else f"{name}."

    def month_in_words(self, day: date) -> str:
        """Write month and year inside a sentence, as in ``November 2026``."""
        return f"{self.say(_WHOLE_MONTHS[day.month - 1])} {day.year}"

    def month_short(self, day: date) -> str:
        """Write the month alone, as in ``Nov``, or ``nov`` and ``juli`` in Norwegian."""
        short = self.say(_MONTHS[day.month - 1])
        return short if self.code == "en" else _NORWEGIAN_WHOLE.get(day.month, short)

    def ago(self, day: date, today: date) -> str:
        """Say how long ago a day was, in the largest unit that says enough."""
        days = (today - day).days
        if days < 0:
            return self.day(day)
        if days < 2:
            return self.say("yesterday") if days else self.say("today")
        if days < 14:
            return self.count("{n} day ago", "{n} days ago", days)
        if days < 60:
            return self.count("{n} week ago", "{n} weeks ago", days // 7)
        if days < 730:
            return self.count("{n} month ago", "{n} months ago", round(days / 30.44))
        return self.count("{n} year ago", "{n} years ago", round(days / 365.25))


def in_language(path: Path, code: str) -> Path:
    """Return the file in a language, ``today.nb.md`` beside ``today.md``, or the English one where there is none."""
    own = path.with_suffix(f".{code}{path.suffix}")
    return own if code != "en" and own.is_file() else path


ENGLISH = Language()
