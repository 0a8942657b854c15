"""Whole columns give the scores that one sheet at a time gives, for every form that comes with the program."""

from __future__ import annotations

import math

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from companion.clinical.instruments import Catalogue, Instrument
from companion.clinical.scoring import score, score_totals
from companion.intake.scoring_columns import ScoredColumns, score_columns, score_stated

CATALOGUE = Catalogue.bundled()
WITH_ITEMS = [one for one in CATALOGUE if one.items]

Answers = list[float | None]


def answer(instrument: Instrument, number: int) -> st.SearchStrategy[float | None]:
    """An answer of the form, most of the time; nothing, a code or a mistake now and then."""
    item = instrument.item(number)
    usual = st.sampled_from(sorted(item.allowed)) if item.allowed else st.floats(item.low, item.high)
    odd = [None, None, item.low, item.high, item.high + 1, 0.1, 0.7, math.nan, math.inf, *instrument.missing_codes]
    return st.one_of(usual, usual, usual, st.sampled_from(odd))


@st.composite
def files(draw: st.DrawFn) -> tuple[str, list[Answers], bool, frozenset[int]]:
    instrument = draw(st.sampled_from(WITH_ITEMS))
    numbers = [item.number for item in instrument.items]
    sheet = st.tuples(*(answer(instrument, number) for number in numbers))
    complete = st.tuples(*(st.sampled_from([item.low, item.high]) for item in instrument.items))
    empty = st.just((None,) * len(numbers))
    rows = draw(st.lists(st.one_of(sheet, complete, empty), min_size=1, max_size=6))
    not_applicable = draw(st.one_of(st.just(frozenset[int]()), st.frozensets(st.sampled_from(numbers), max_size=2)))
    as_numbers = [[None if one is None else float(one) for one in row] for row in rows]
    return instrument.id, as_numbers, draw(st.booleans()), not_applicable


def as_frame(rows: list[Answers]) -> pl.DataFrame:
    return pl.DataFrame(
        {
            f"i{at + 1}": pl.Series([None if one is None else float(one) for one in column], dtype=pl.Float64)
            for at, column in enumerate(zip(*rows, strict=True))
        }
    )


def by_sheet(scored: ScoredColumns) -> dict[tuple[int, str], tuple[object, ...]]:
    return {
        (row, scale): (value, None if why is None else scored.reasons[why], complete, prorated)
        for row, scale, value, why, complete, prorated, _ in scored.frame.iter_rows()
    }


@settings(max_examples=150, deadline=None)
@given(files())
def test_columns_score_as_one_sheet_at_a_time(
    file: tuple[str, list[Answers], bool, frozenset[int]],
) -> None:
    form, rows, turned, not_applicable = file
    instrument = CATALOGUE.get(form)
    found = score_columns(instrument, as_frame(rows), reversed_at_source=turned, not_applicable=not_applicable)
    expected = {}
    for at, row in enumerate(rows):
        one = score(instrument, row, reversed_at_source=turned, not_applicable=not_applicable)
        assert found.version == one.version
        for scale, value in one.scales.items():
            expected[at, scale] = (value.value, value.why_not, value.complete, value.prorated)
    assert {key: repr(value) for key, value in by_sheet(found).items()} == {
        key: repr(value) for key, value in expected.items()
    }


@pytest.mark.parametrize("instrument", list(CATALOGUE), ids=lambda one: one.id)
def test_stated_totals_give_what_one_at_a_time_gives(instrument: Instrument) -> None:
    scale = instrument.scale()
    totals = [scale.low, scale.high, (scale.low + scale.high) / 2, scale.high + 1, scale.low + 0.5, scale.low]
    found = by_sheet(score_stated(instrument, pl.Series(totals, dtype=pl.Float64)))
    expected = {
        (at, name): (one.value, one.why_not, one.complete, one.prorated)
        for at, total in enumerate(totals)
        for name, one in score_totals(instrument, total).items()
    }
    assert found == expected


def test_an_item_nobody_was_asked_is_missing() -> None:
    instrument = CATALOGUE.get("phq9")
    rows: list[Answers] = [[1.0] * 8]
    found = by_sheet(score_columns(instrument, as_frame(rows)))
    one = score(instrument, [*rows[0], None]).scales["total"]
    assert found[0, "total"] == (one.value, one.why_not, one.complete, one.prorated)


def test_a_form_of_totals_has_no_answers_to_add_up() -> None:
    of_totals = next(one for one in CATALOGUE if not one.items)
    with pytest.raises(ValueError, match="no items"):
        score_columns(of_totals, pl.DataFrame({"i1": [1.0]}))
