"""Scores by each form's own rules, with the arithmetic beside them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from companion.clinical.bulk import score_columns
from companion.clinical.instruments import Catalogue, Instrument
from companion.clinical.scoring import answer_problem, score, score_total, score_totals
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


@pytest.mark.parametrize(
    ("instrument_id", "answers", "expected"),
    [
        ("phq9", [3] * 9, {"total": 27}),
        ("phq9", [0, 1, 2, 3, 0, 1, 2, 3, 0], {"total": 12}),
        ("gad7", [3, 3, 3, 3, 3, 3, 3], {"total": 21}),
        # items 2 and 3 turned round: 1+1+1+1+1+1+1+1 + (4-1) + (4-1) = 8 + 6 = 14
        ("core10", [1] * 10, {"total": 14}),
        ("core10", [0] * 10, {"total": 8}),
        ("wsas", [8, 0, 1, 2, 3], {"total": 14}),
        ("who5", [1, 2, 3, 4, 5], {"raw": 15, "percent": 60}),
        ("qpr15", [4] * 15, {"total": 60}),
        # mean 2 of 0..4, times 25
        ("inspire-o", [0, 1, 2, 3, 4], {"total": 50}),
        # mean of 1..8 = 36/8, of the last three = 15/3
        ("dialog", [1, 2, 3, 4, 5, 6, 7, 8 - 1, 4, 5, 6], {"life": 35 / 8, "treatment": 5}),
        ("honos", [1] * 12, {"total": 12, "behaviour": 3, "impairment": 2, "symptoms": 3, "social": 4}),
        # Section D of the table of facts: raw 21 is 19.25
        ("swemwbs", [3] * 7, {"raw": 21, "metric": 19.25}),
        ("swemwbs", [1] * 7, {"raw": 7, "metric": 7.0}),
        ("swemwbs", [5] * 7, {"raw": 35, "metric": 35.0}),
        ("audit", [4] * 10, {"total": 40, "audit-c": 12, "dependence": 12, "harm": 16}),
        ("dudit", [4] * 11, {"total": 44}),
        ("gbo", [3, 6, 9], {"total": 6, "goal1": 3, "goal2": 6, "goal3": 9}),
        # five turned round: (3-1)*5 + 1*5
        ("rses", [1] * 10, {"total": 15}),
        ("rses-40", [1] * 10, {"total": 25}),
        ("k10-au", [5] * 10, {"total": 50}),
        ("k10-us", [4] * 10, {"total": 40}),
        ("collaborate", [9, 9, 0], {"total": 200 / 3}),
        ("phq4", [1, 2, 3, 0], {"total": 6, "gad2": 3, "phq2": 3}),
        ("pcl5", [4] * 20, {"total": 80, "intrusion": 20, "avoidance": 8, "mood": 28, "arousal": 24}),
        ("mhc-sf", [5] * 14, {"total": 70, "emotional": 15, "social": 25, "psychological": 30}),
        ("esq", [3] * 12, {"total": 36, "care": 27, "environment": 9}),
    ],
)
def test_complete_answers_give_the_score(instrument_id: str, answers: list[float], expected: dict[str, float]) -> None:
    scored = score(CATALOGUE.get(instrument_id), answers)
    assert {name: one.value for name, one in scored.scales.items()} == pytest.approx(expected)
    assert all(one.complete and not one.prorated and one.why_not is None for one in scored.scales.values())
    assert scored.problems == ()


def test_core_om_scales_by_hand() -> None:
    # All answers 1. Turned round are 3, 4, 7, 12, 19, 21, 31, 32: each counts 3.
    # Total: 26 + 8 * 3 = 50; 50 / 34 * 10. Well-being 4, 14, 17, 31: 3 + 1 + 1 + 3 = 8; / 4 * 10 = 20.
    # Functioning has 3, 7, 12, 19, 21, 32: 6 + 6 * 3 = 24; / 12 * 10 = 20. Safety: 6 / 6 * 10 = 10.
    # CORE-10 in it has 3 and 7: 8 + 6 = 14. Without safety: 44 / 28 * 10.
    found = {name: one.value for name, one in score(CORE_OM, [1] * 34).scales.items()}
    assert found == pytest.approx(
        {
            "total": 500 / 34, "mean": 50 / 34, "well-being": 20, "problems": 10, "functioning": 20, "risk": 10,
            "non-risk": 440 / 28, "core10": 14,
        }
    )  # fmt: skip


def test_what_the_source_turned_round_already_is_not_turned_again() -> None:
    assert score(CORE10, [1] * 10, reversed_at_source=True).scales["total"].value == 10


def test_an_item_that_is_not_added_up_may_be_there_or_not() -> None:
    assert score(PHQ9, [1] * 9).scales["total"].value == 9
    assert score(PHQ9, [*[1] * 9, 3]).scales["total"].value == 9
    assert score(PHQ9, [*[1] * 9, None]).scales["total"].complete


def test_a_missing_answer_gives_no_score_where_the_form_has_no_verified_rule() -> None:
    assert _why(PHQ9, [1, None, 1, 1, 1, 1, 1, 1, 1]) == "8 of 9 questions are answered; this form needs all of them."
    for instrument_id in ("gad7", "wsas", "qpr15", "inspire-o", "wemwbs", "pcl5"):
        instrument = CATALOGUE.get(instrument_id)
        answers: list[float | None] = [item.low for item in instrument.items if not item.extra]
        answers[-1] = None
        assert score(instrument, answers).scales["total"].value is None


def test_core10_fills_in_one_answer_by_its_own_rule() -> None:
    # Nine answers of 1, item 10 missing; 2 and 3 turned round: 7 + 6 = 13; * 10 / 9
    found = score(CORE10, [*[1] * 9, None]).scales["total"]
    assert found.value == pytest.approx(130 / 9)
    assert (found.complete, found.prorated, found.why_not) == (False, True, None)
    assert _why(CORE10, [*[1] * 8, None, None]) == "8 of 10 questions are answered; this form needs 9."


def test_core_om_scales_fill_in_by_their_own_rules() -> None:
    answers: list[float | None] = [0] * 34
    for number in (2, 5, 8):  # three of the problem items, one of them in CORE-10
        answers[number - 1] = None
    found = score(CORE_OM, answers).scales
    # Total: eight turned round count 4 each: 32; mean over 31 items, times 10
    assert found["total"].value == pytest.approx(320 / 31)
    assert found["total"].prorated
    assert found["problems"].value is None
    assert found["functioning"].complete
    assert found["core10"].value == pytest.approx(80 / 9)
    answers[0] = None
    assert score(CORE_OM, answers).scales["total"].value is None


def test_nothing_answered_is_never_a_score() -> None:
    for instrument_id in SCORED:
        instrument = CATALOGUE.get(instrument_id)
        scored = score(instrument, [None] * len(instrument.items))
        assert all(one.value is None and one.why_not is not None for one in scored.scales.values())


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (4, "Question 2 is 4; this form allows 0 to 3."),
        (-1, "Question 2 is -1; this form allows 0 to 3."),
        (1.5, "Question 2 is 1.5; this form allows 0, 1, 2, 3."),
        (math.nan, "Question 2 is not a number."),
        (math.inf, "Question 2 is not a number."),
    ],
)
def test_an_answer_the_form_does_not_allow_is_a_problem_and_never_a_score(answer: float, reason: str) -> None:
    answers: list[float | None] = [1] * 9
    answers[1] = answer
    scored = score(PHQ9, answers)
    assert _why(PHQ9, answers) == reason
    assert [ENGLISH.say(one) for one in scored.problems] == [reason]


def test_an_answer_out_of_range_is_not_filled_in_by_a_missing_rule() -> None:
    scored = score(CORE10, [9, *[1] * 9])
    assert scored.scales["total"].value is None
    assert len(scored.problems) == 1


def test_only_the_scales_that_hold_the_wrong_answer_go_without_a_score() -> None:
    scored = score(DIALOG, [4] * 8 + [9, 4, 4])
    assert scored.scales["life"].value == 4
    assert scored.scales["treatment"].value is None


def test_answers_that_only_some_items_have() -> None:
    assert _why(AUDIT, [0] * 9 + [1]) == "Question 10 is 1; this form allows 0, 2, 4."


@pytest.mark.parametrize("count", [0, 8, 11])
def test_too_few_or_too_many_answers_are_a_problem(count: int) -> None:
    scored = score(PHQ9, [1] * count)
    assert scored.scales["total"].value is None
    reason = f"This form has 9 questions; {count} answers are there."
    assert [ENGLISH.say(one) for one in scored.problems] == [reason]


def test_a_row_that_is_too_short_is_not_taken_for_missing_answers() -> None:
    assert score(CORE10, [1] * 9).scales["total"].value is None


def test_wsas_without_work_is_the_sum_of_four_in_a_version_of_its_own() -> None:
    scored = score(WSAS, [None, 1, 2, 3, 4], not_applicable={1})
    found = scored.scales["total"]
    assert (found.value, found.high, found.complete, found.prorated) == (10, 32, True, False)
    assert scored.version == "0-40, without item 1"
    assert scored.problems == ()
    assert score(WSAS, [0, 1, 2, 3, 4]).version == "0-40"
    assert score(WSAS, [8, 1, 2, 3, 4], not_applicable={1}).scales["total"].value == 10
    assert score(WSAS, [None, None, 2, 3, 4], not_applicable={1}).scales["total"].value is None
    assert score(WSAS, [None, 1, 2, 3, 4]).scales["total"].value is None


def test_what_always_applies_cannot_be_left_out() -> None:
    scored = score(WSAS, [1, None, 1, 1, 1], not_applicable={2, 99})
    assert scored.scales["total"].value is None
    assert [one.values["item"] for one in scored.problems] == [2, 99]
    assert scored.version == "0-40"


def test_goals_that_are_not_set_do_not_count() -> None:
    scored = score(GBO, [4, 7, None], not_applicable={3})
    assert scored.scales["total"].value == 5.5
    assert scored.scales["total"].complete
    assert scored.scales["total"].high == 10
    assert scored.scales["goal3"].value is None
    assert scored.scales["goal1"].value == 4


def test_honos_nine_means_not_known_and_is_never_nine() -> None:
    scored = score(HONOS, [9, *[1] * 11])
    assert scored.scales["total"].value is None
    assert scored.scales["behaviour"].value is None
    assert scored.scales["social"].value == 4
    assert scored.problems == ()


def test_audit_counts_questions_one_is_led_past_as_nought() -> None:
    never: list[float | None] = [0, *[None] * 7, 0, 2]
    assert score(AUDIT, never).scales["total"].value == 2
    assert score(AUDIT, never).scales["audit-c"].value == 0
    little: list[float | None] = [2, 0, 0, *[None] * 5, 0, 0]
    assert score(AUDIT, little).scales["total"].value == 2
    more: list[float | None] = [2, 1, 0, *[None] * 5, 0, 0]
    assert score(AUDIT, more).scales["total"].value is None
    typed: list[float | None] = [0, 7, *[None] * 6, 0, 0]
    assert score(AUDIT, typed).scales["total"].value is None


@pytest.mark.parametrize("answer", [1, 2, 3])
def test_an_answer_on_safety_is_shown_even_if_nothing_else_was_answered(answer: float) -> None:
    scored = score(PHQ9, [*[None] * 8, answer])
    assert [(one.item, one.answer, one.highest) for one in scored.critical] == [(9, answer, 3)]
    assert scored.scales["total"].value is None
    assert score(PHQ9, [9] * 8 + [answer]).critical == scored.critical


def test_an_answer_on_safety_below_its_point_is_not_shown() -> None:
    assert score(PHQ9, [3] * 8 + [0]).critical == ()
    assert score(PHQ9, [3] * 8 + [None]).critical == ()
    assert score(HONOS, [0, 1] + [0] * 10).critical == ()
    assert len(score(HONOS, [0, 2] + [0] * 10).critical) == 1
    assert [one.item for one in score(DIALOG, [3] * 7 + [2] + [4] * 3).critical] == [8]


def test_core_om_shows_each_answer_on_safety() -> None:
    assert [one.item for one in score(CORE_OM, [1] * 34).critical] == [6, 9, 16, 22, 24, 34]


def test_of_a_form_without_items_only_a_total_is_taken() -> None:
    reqol = CATALOGUE.get("reqol10")
    assert score(reqol, [1] * 10).scales["total"].value is None
    assert score_total(reqol, 25).value == 25


def test_a_stated_total_is_checked_against_the_ends() -> None:
    assert score_total(PHQ9, 27).value == 27
    for total, reason in (
        (28, "The total is 28; this form allows 0 to 27."),
        (-1, "The total is -1; this form allows 0 to 27."),
        (12.5, "The total is 12.5; this form gives whole numbers."),
        (math.nan, "This total is not a number."),
        (math.inf, "This total is not a number."),
    ):
        found = score_total(PHQ9, total)
        assert found.value is None
        assert found.why_not is not None
        assert ENGLISH.say(found.why_not) == reason
        assert not found.complete
    assert score_total(CORE10, 14.4).value == 14.4
    with pytest.raises(KeyError):
        score_total(PHQ9, 3, "nothing")


def test_percent_and_metric_follow_from_a_raw_total_and_never_the_other_way() -> None:
    assert {name: one.value for name, one in score_totals(WHO5, 15).items()} == {"raw": 15, "percent": 60}
    assert {name: one.value for name, one in score_totals(WHO5, 60, "percent").items()} == {"percent": 60}
    assert {name: one.value for name, one in score_totals(SWEMWBS, 21).items()} == {"raw": 21, "metric": 19.25}
    assert {name: one.value for name, one in score_totals(SWEMWBS, 19.25, "metric").items()} == {"metric": 19.25}
    assert score_totals(WHO5, 60)["raw"].value is None


def test_a_converted_score_needs_every_question() -> None:
    from companion.clinical.facts import MissingRule

    lenient = MissingRule(1, "for this test", verified=True)
    metric = replace(SWEMWBS.scale("metric"), missing=lenient)
    assert score(replace(SWEMWBS, scales=(metric,)), [3] * 6 + [None]).scales["metric"].value is None
    able = tuple(replace(item, may_not_apply=True) for item in SWEMWBS.items)
    assert score(replace(SWEMWBS, items=able), [3] * 7, not_applicable={1}).scales["metric"].value is None


def test_a_number_between_the_ends_is_fine_where_any_number_is() -> None:
    item = replace(PHQ9.items[0], allowed=frozenset())
    assert answer_problem(item, 1.25) is None
    assert answer_problem(item, 3.01) is not None


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


@settings(max_examples=60)
@given(st.data())
def test_many_at_a_time_gives_what_one_at_a_time_gives(data: st.DataObject) -> None:
    instrument = CATALOGUE.get(data.draw(st.sampled_from(SCORED)))
    choices = [*sorted(instrument.items[0].allowed), None, 9, 77, math.nan, 0.5]
    row = st.lists(st.sampled_from(choices), min_size=len(instrument.items), max_size=len(instrument.items))
    rows = data.draw(st.lists(row, min_size=1, max_size=6))
    turned = data.draw(st.booleans())
    columns = [list(column) for column in zip(*rows, strict=True)]
    many = score_columns(instrument, columns, reversed_at_source=turned)
    for number, answers in enumerate(rows):
        alone = score(instrument, answers, reversed_at_source=turned)
        assert {name: values[number] for name, values in many.values.items()} == {
            name: found.value for name, found in alone.scales.items()
        }
        assert many.critical.get(number, ()) == tuple((one.item, one.answer) for one in alone.critical)
        finished = all(found.complete for found in alone.scales.values()) and not alone.problems
        assert number in many.odd or finished


def test_columns_must_fit_the_form() -> None:
    assert score_columns(PHQ9, [[1, 2]] * 9).values == {"total": [9, 18]}
    assert score_columns(PHQ9, [[1, 2]] * 10).values == {"total": [9, 18]}
    for count in (0, 8, 11):
        with pytest.raises(ValueError, match="phq9"):
            score_columns(PHQ9, [[1, 2]] * count)
    with pytest.raises(ValueError, match="reqol10"):
        score_columns(CATALOGUE.get("reqol10"), [[1]] * 10)


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
