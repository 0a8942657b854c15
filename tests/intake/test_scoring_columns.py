"""Whole columns give the scores that one sheet at a time gives, for every form that comes with the program."""

from __future__ import annotations

import math
from dataclasses import replace

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
def files(draw: st.DrawFn, instrument: Instrument) -> tuple[list[Answers], bool, frozenset[int]]:
    numbers = [item.number for item in instrument.items]
    sheet = st.tuples(*(answer(instrument, number) for number in numbers))
    complete = st.tuples(*(st.sampled_from([item.low, item.high]) for item in instrument.items))
    empty = st.just((None,) * len(numbers))
    rows = draw(st.lists(st.one_of(sheet, complete, empty), min_size=1, max_size=6))
    not_applicable = draw(st.one_of(st.just(frozenset[int]()), st.frozensets(st.sampled_from(numbers), max_size=2)))
    as_numbers = [[None if one is None else float(one) for one in row] for row in rows]
    return as_numbers, draw(st.booleans()), not_applicable


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


def hold(instrument: Instrument, rows: list[Answers], *, turned: bool, not_applicable: frozenset[int]) -> None:
    """Hold whole columns against one sheet at a time: value, reason, completeness and version."""
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


@pytest.mark.parametrize("instrument", WITH_ITEMS, ids=lambda one: one.id)
@settings(max_examples=12, deadline=None)
@given(data=st.data())
def test_columns_score_as_one_sheet_at_a_time(instrument: Instrument, data: st.DataObject) -> None:
    rows, turned, not_applicable = data.draw(files(instrument))
    hold(instrument, rows, turned=turned, not_applicable=not_applicable)


@pytest.mark.parametrize("turned", [False, True])
def test_a_filled_in_sheet_and_one_outside_the_form_are_turned_like_the_others(turned: bool) -> None:
    core10 = CATALOGUE.get("core10")
    ones: Answers = [1.0] * 10
    rows: list[Answers] = [ones, [*ones[:4], None, *ones[5:]], [*ones[:4], 9.0, *ones[5:]]]
    hold(core10, rows, turned=turned, not_applicable=frozenset())
    values = {row: one[0] for (row, _), one in by_sheet(
        score_columns(core10, as_frame(rows), reversed_at_source=turned)
    ).items()}  # fmt: skip
    # Ten answers of 1, two of them turned round to 3 unless the source has; nine of them fill in the tenth.
    assert values == ({0: 10.0, 1: 10.0, 2: None} if turned else {0: 14.0, 1: pytest.approx(130 / 9), 2: None})


def test_a_scale_of_totals_has_no_score_from_answers() -> None:
    core10 = CATALOGUE.get("core10")
    own = replace(core10, scales=(*core10.scales, replace(core10.scale(), id="told", method="total", items=())))
    hold(own, [[1.0] * 10, [2.0] * 10], turned=False, not_applicable=frozenset())
    values = {key: one[0] for key, one in by_sheet(score_columns(own, as_frame([[1.0] * 10]))).items()}
    assert values == {(0, "total"): 14.0, (0, "told"): None}


def test_a_table_that_lacks_a_row_and_a_question_left_out_of_a_table_give_no_score() -> None:
    form = CATALOGUE.get("swemwbs")
    able = tuple(replace(item, may_not_apply=True) for item in form.items)
    scales = tuple(
        replace(one, table={raw: value for raw, value in one.table.items() if raw != 21}) for one in form.scales
    )
    own = replace(form, items=able, scales=scales)
    threes: Answers = [3.0] * 7
    rows: list[Answers] = [threes, [*threes[1:], 4.0], [None, *threes[1:]]]
    hold(own, rows, turned=False, not_applicable=frozenset())
    hold(own, rows, turned=False, not_applicable=frozenset({1}))


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
