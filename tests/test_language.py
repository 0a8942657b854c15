"""A language fills in the places, and writes dates and numbers its own way."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from companion.clinical.message import Message
from companion.language import ENGLISH, Language, in_language


def test_a_message_among_the_values_is_said_too() -> None:
    inner = Message("since {day}", {"day": date(2026, 11, 3)})
    assert ENGLISH.say(Message("{what}: {n}", {"what": inner, "n": 21.0})) == "since 3 Nov 2026: 21"


def test_braces_in_a_name_stay_as_they_are() -> None:
    assert ENGLISH.say("says {name}", name="{0.__class__}") == "says {0.__class__}"


def test_a_count_takes_its_plural() -> None:
    assert ENGLISH.count("{n} line", "{n} lines", 1) == "1 line"
    assert ENGLISH.count("{n} line", "{n} lines", 3) == "3 lines"


def test_norwegian_writes_a_decimal_comma() -> None:
    assert Language("nb").number(21.5) == "21,5"
    assert ENGLISH.number(-0.001) == "0"


def test_norwegian_dates_have_their_points() -> None:
    nb = Language("nb")
    assert nb.day(date(2026, 11, 3)) == "3. nov. 2026"
    assert nb.day(date(2026, 5, 17)) == "17. mai 2026"
    assert nb.day_short(date(2026, 7, 1)) == "1. juli"
    assert (nb.month(date(2026, 8, 3)), nb.month_in_words(date(2026, 8, 3))) == ("aug. 2026", "august 2026")
    assert [nb.month_short(date(2026, month, 1)) for month in (6, 7, 11)] == ["juni", "juli", "nov"]


def test_a_page_is_read_in_its_language_where_it_is_written_in_it(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("English")
    assert in_language(page, "nb") == page
    (tmp_path / "page.nb.md").write_text("norsk")
    assert in_language(page, "nb").read_text() == "norsk"
    assert in_language(page, "nn") == page


def test_how_long_ago_uses_the_largest_unit_that_says_enough() -> None:
    today = date(2026, 11, 23)
    assert ENGLISH.ago(date(2026, 11, 22), today) == "yesterday"
    assert ENGLISH.ago(date(2026, 11, 3), today) == "2 weeks ago"
    assert ENGLISH.ago(date(2025, 11, 23), today) == "12 months ago"


def test_ascii_only_writes_no_other_character() -> None:
    assert Language(ascii_only=True).say("{name} – “so”", name="Åse").isascii()
