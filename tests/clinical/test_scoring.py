"""Scores by each form's own rules, with the arithmetic beside them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import pytest

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


def test_a_sheet_of_the_wrong_length_is_complete_in_no_scale() -> None:
    for found in score(CORE_OM, [1] * 30).scales.values():
        assert (found.value, found.complete) == (None, False)


def test_an_answer_on_safety_is_turned_round_once_only() -> None:
    # An item that is counted from the other end, and shown by itself: 4 of 4 as it was answered is 0 as it is meant.
    item = replace(CORE10.items[1], reversed=True)
    rule = replace(CORE10.critical[0], item=2, comparator=">=", value=3)
    own = replace(CORE10, items=(CORE10.items[0], item, *CORE10.items[2:]), critical=(rule,))
    answers = [1.0, 4.0, *[1.0] * 8]
    assert [one.answer for one in score(own, answers).critical] == [4]
    assert score(own, answers, reversed_at_source=True).critical == ()
    answers[1] = 0.0
    assert [one.answer for one in score(own, answers, reversed_at_source=True).critical] == [4]
