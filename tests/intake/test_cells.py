"""A cell is read as what it is, or refused with what to do; never guessed."""

from __future__ import annotations

import contextlib
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.intake.cells import BadCellError, is_ambiguous, read_answer, read_day, read_moment, read_number

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "order", "day"),
    [
        ("2026-11-03", None, date(2026, 11, 3)),
        ("20261103", None, date(2026, 11, 3)),
        ("03/04/2026", "dmy", date(2026, 4, 3)),
        ("03/04/2026", "mdy", date(2026, 3, 4)),
        ("25.3.2026", None, date(2026, 3, 25)),
        ("3-25-2026", None, date(2026, 3, 25)),
    ],
)
def test_a_day_is_read_in_the_order_a_person_said(text: str, order: str | None, day: date) -> None:
    assert read_day(text, order, TODAY) == (day, "")


@pytest.mark.parametrize(
    "text", ["", "soon", "2026-02-30", "25/03/26", "1899-12-31", "2026-11-24", "25/13/2026", "3/4.2026", "0000-00-00"]
)
def test_what_is_no_day_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(BadCellError) as refused:
        read_day(text, "dmy", TODAY)
    assert refused.value.why.text.endswith(".")


def test_only_a_date_with_two_readings_is_ambiguous() -> None:
    assert is_ambiguous("03/04/2026")
    assert not is_ambiguous("03/03/2026")
    assert not is_ambiguous("25/03/2026")
    assert not is_ambiguous("2026-03-04")


def test_a_time_with_an_offset_is_kept_in_utc_with_its_zone() -> None:
    assert read_moment(date(2026, 3, 1), "10:30+01:00") == (datetime(2026, 3, 1, 9, 30), "+01:00")
    assert read_moment(date(2026, 3, 1), "10:30Z") == (datetime(2026, 3, 1, 10, 30), "+00:00")


@pytest.mark.parametrize("text", ["25:00", "half past", "10", "10:75"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(BadCellError):
        read_moment(date(2026, 3, 1), text)


def test_a_decimal_comma_is_a_decimal_sign() -> None:
    assert read_number("3,5") == 3.5
    assert read_number(" ") is None


@pytest.mark.parametrize("text", ["1.234,5", "NaN", "inf", "1e3", "0x10", "١", "-", "1 2"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(BadCellError):
        read_number(text)


def test_an_answer_may_carry_its_label() -> None:
    assert read_answer("2 - several days") == 2
    assert read_answer("2") == 2
    with pytest.raises(BadCellError):
        read_answer("several days")


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused_and_nothing_else_happens(text: str) -> None:
    for read in (read_number, read_answer, lambda cell: read_day(cell, None, TODAY)):
        with contextlib.suppress(BadCellError):
            read(text)
