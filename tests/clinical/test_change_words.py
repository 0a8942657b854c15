"""What else is said about a change."""

from __future__ import annotations

from datetime import date

from companion.clinical.change_words import ONCE, TWICE, ordinary_words, trend_words
from companion.clinical.course import Trend
from companion.clinical.criterion import Ordinary
from companion.language import ENGLISH


def test_ordinary_variation_is_named_as_what_it_is() -> None:
    assert ENGLISH.say(ordinary_words(Ordinary(4.2, 12, 15, beyond=True))) == (
        "The last 12 answers ordinarily differ by up to 4.2. This change is larger."
    )
    assert ENGLISH.say(ordinary_words(Ordinary(4.2, 8, 15, beyond=False))) == (
        "The last 8 answers ordinarily differ by up to 4.2. This change is not larger."
    )


def test_a_slope_is_said_with_how_sure_it_is_and_without_a_forecast() -> None:
    said = ENGLISH.say(trend_words(Trend(-0.5, -0.9, 0.1, 14, date(2026, 1, 5))))
    assert said == "Over 14 answers since 5 Jan 2026: -0.5 points a month, somewhere between -0.9 and 0.1."


def test_once_and_twice_are_told_apart() -> None:
    assert ENGLISH.say(TWICE) == "The answer before this one showed the same."
    assert ENGLISH.say(ONCE) == "The answer before this one did not show it yet."
