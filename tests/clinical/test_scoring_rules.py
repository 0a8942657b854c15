"""What holds for scores of every form, whatever is answered."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.clinical.instruments import Catalogue, Instrument
from companion.clinical.scoring import score, score_total, score_totals
from companion.language import ENGLISH

CATALOGUE = Catalogue.bundled()
SCORED = [one.id for one in CATALOGUE if one.items]
PHQ9, CORE10, CORE_OM = CATALOGUE.get("phq9"), CATALOGUE.get("core10"), CATALOGUE.get("core-om")
WSAS, HONOS, WHO5, SWEMWBS = (CATALOGUE.get(one) for one in ("wsas", "honos", "who5", "swemwbs"))
AUDIT, GBO, DIALOG = (CATALOGUE.get(one) for one in ("audit", "gbo", "dialog"))


def _why(instrument: Instrument, answers: Sequence[float | None], scale: str = "total") -> str:
    found = score(instrument, answers).scales[scale]
    assert found.value is None
    assert found.why_not is not None
    return ENGLISH.say(found.why_not)


@st.composite
def sheets(draw: st.DrawFn, *, holes: bool = True) -> tuple[Instrument, list[float | None]]:
    instrument = CATALOGUE.get(draw(st.sampled_from(SCORED)))
    answers: list[float | None] = []
    for item in instrument.items:
        allowed: list[float | None] = sorted(item.allowed)  # type: ignore[assignment]
        answers.append(draw(st.sampled_from([*allowed, None] if holes and draw(st.integers(0, 9)) == 0 else allowed)))
    return instrument, answers


@given(sheets())
def test_a_score_stays_within_its_scale_also_when_answers_are_filled_in(
    sheet: tuple[Instrument, list[float | None]],
) -> None:
    instrument, answers = sheet
    for scale_id, found in score(instrument, answers).scales.items():
        scale = instrument.scale(scale_id)
        assert (found.value is None) == (found.why_not is not None)
        if found.value is not None:
            assert scale.low - 1e-9 <= found.value <= scale.high + 1e-9
        assert not (found.prorated and found.complete)


@given(sheets(holes=False))
def test_the_order_of_answers_does_not_matter_where_all_items_count_alike(
    sheet: tuple[Instrument, list[float | None]],
) -> None:
    instrument, answers = sheet
    plain = replace(
        instrument,
        items=tuple(replace(item, reversed=False, allowed=frozenset(), low=0, high=10) for item in instrument.items),
    )
    turned = list(reversed(answers))
    for scale in plain.scales:
        if len(scale.items) == len(plain.items):
            assert score(plain, answers).scales[scale.id] == score(plain, turned).scales[scale.id]


@given(sheets(holes=False))
def test_sums_and_means_are_exact(sheet: tuple[Instrument, list[float | None]]) -> None:
    """Held against exact fractions, worked out another way."""
    instrument, answers = sheet
    for scale in instrument.scales:
        total = Fraction(0)
        for number in scale.items:
            item, answer = instrument.item(number), answers[number - 1]
            assert answer is not None
            total += Fraction(item.low + item.high - answer if item.reversed else answer)
        found = score(instrument, answers).scales[scale.id].value
        if scale.method == "table":
            assert found == scale.table[int(total)]
        else:
            expected = total * Fraction(scale.factor) / (len(scale.items) if scale.method == "mean" else 1)
            assert found == pytest.approx(float(expected))


@given(sheets(), sheets())
def test_another_answer_sheet_never_changes_a_score(
    one: tuple[Instrument, list[float | None]], other: tuple[Instrument, list[float | None]]
) -> None:
    alone = score(*one)
    score(*other)
    assert score(*one) == alone


def test_nothing_follows_from_a_total_for_scales_of_other_items() -> None:
    assert set(score_totals(AUDIT, 10)) == {"total"}
    assert set(score_totals(CORE_OM, 10)) == {"total"}
    assert set(score_totals(CORE_OM, 10, "core10")) == {"core10"}


def test_both_ends_of_a_scale_are_scores() -> None:
    assert score_total(PHQ9, 0).value == 0
    assert score_total(PHQ9, 27).value == 27


def _metric_with_a_hole() -> Instrument:
    """SWEMWBS of a clinic whose table lacks the row for 21."""
    scales = tuple(
        replace(scale, table={raw: metric for raw, metric in scale.table.items() if raw != 21})
        if scale.method == "table"
        else scale
        for scale in SWEMWBS.scales
    )
    return replace(SWEMWBS, scales=scales)


def test_a_table_without_the_row_says_so() -> None:
    own = _metric_with_a_hole()
    assert _why(own, [3] * 7, "metric") == "The table of this form has no row for 21."
    found = score(own, [3] * 7).scales
    assert (found["metric"].high, found["raw"].value) == (None, 21)
    assert score(own, [3] * 6 + [4]).scales["metric"].value is not None
    later = score_totals(own, 21, "raw")["metric"]
    assert later.why_not is not None
    assert ENGLISH.say(later.why_not) == "The table of this form has no row for 21."


def test_a_score_carries_the_highest_there_could_have_been() -> None:
    assert score_total(PHQ9, 12).high == 27
    assert score_totals(WHO5, 15)["percent"].high == 100
    assert score(PHQ9, [1] * 9).scales["total"].high == 27
    assert score(SWEMWBS, [3] * 7).scales["metric"].high == 35


@pytest.mark.parametrize(
    ("total", "why"),
    [
        (28, "The total is 28; this form allows 0 to 27."),
        (-1, "The total is -1; this form allows 0 to 27."),
        (12.5, "The total is 12.5; this form gives whole numbers."),
        (math.nan, "This total is not a number."),
        (math.inf, "This total is not a number."),
    ],
)
def test_a_total_that_cannot_be_says_why_and_is_not_complete(total: float, why: str) -> None:
    found = score_total(PHQ9, total)
    assert (found.value, found.complete, found.prorated) == (None, False, False)
    assert found.why_not is not None
    assert ENGLISH.say(found.why_not) == why


@pytest.mark.parametrize(
    ("instrument", "answers", "scale", "why"),
    [
        (PHQ9, [1, 1, 1, 1, 1, 1, 1, 1, None], "total", "8 of 9 questions are answered; this form needs all of them."),
        (CORE10, [1] * 8 + [None] * 2, "total", "8 of 10 questions are answered; this form needs 9."),
        (PHQ9, [1] * 8, "total", "This form has 9 questions; 8 answers are there."),
        (PHQ9, [4] + [1] * 8, "total", "Question 1 is 4; this form allows 0 to 3."),
        (PHQ9, [1.5] + [1] * 8, "total", "Question 1 is 1.5; this form allows 0, 1, 2, 3."),
        (PHQ9, [math.nan] + [1] * 8, "total", "Question 1 is not a number."),
    ],
)
def test_each_reason_in_words(instrument: Instrument, answers: Sequence[float | None], scale: str, why: str) -> None:
    assert _why(instrument, answers, scale) == why


def test_a_scale_of_totals_and_a_table_with_a_question_left_out_say_why() -> None:
    totals = CATALOGUE.get("reqol10")
    found = score(totals, [1, 2]).scales["total"].why_not
    assert found is not None
    assert ENGLISH.say(found) == "Of this form only a total is taken."
    own = replace(PHQ9, scales=(replace(PHQ9.scale(), method="total", items=()),))
    assert _why(own, [1] * 9) == "Of this scale only a total is taken."
    able = replace(SWEMWBS, items=tuple(replace(item, may_not_apply=True) for item in SWEMWBS.items))
    left = score(able, [3] * 7, not_applicable={1}).scales["metric"]
    assert left.why_not is not None
    assert ENGLISH.say(left.why_not) == "The table of this form needs every question."


def test_a_goal_that_is_not_set_has_no_score_and_says_that_it_does_not_apply() -> None:
    found = score(GBO, [5, None, None], not_applicable={2, 3})
    assert (found.scales["total"].value, found.scales["goal1"].value) == (5, 5)
    for goal in ("goal2", "goal3"):
        why = found.scales[goal].why_not
        assert why is not None
        assert ENGLISH.say(why) == "None of these questions applies."
        assert (found.scales[goal].value, found.scales[goal].complete) == (None, False)
