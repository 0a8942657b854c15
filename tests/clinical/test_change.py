"""What the form shows about two points: criteria, ends of the form, own words, ordinary variation."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.clinical.change import (
    NOTHING_YET,
    read_change,
    read_values,
    words,
)
from companion.clinical.criterion import Criterion, Given, choose_criterion, kind_words
from companion.clinical.instruments import Scale, own_instrument
from companion.clinical.model import Better, Domain, OwnMeasure, Reading
from companion.clinical.points import in_order, newest, pair_since
from companion.language import ENGLISH
from tests.clinical.change_kit import (
    BETTER,
    CANNOT,
    CATALOGUE,
    CORE10,
    DOOR,
    DOOR_SCALE,
    HARDER,
    PHQ9,
    QPR,
    SAME,
    START,
    SWEMWBS,
    WHODAS,
    WSAS,
    mark,
    marks,
    point,
    say,
)


@pytest.mark.parametrize(
    ("scale", "before", "after", "reading"),
    [
        (PHQ9, 18, 12, BETTER),  # 6 or more
        (PHQ9, 18, 13, SAME),
        (PHQ9, 12, 18, HARDER),
        (PHQ9, 12, 17, SAME),
        (CORE10, 20, 14, BETTER),
        (CORE10, 20, 15, SAME),
        (SWEMWBS, 20.0, 22.87, SAME),  # more than 2.87
        (SWEMWBS, 20.0, 22.88, BETTER),
        (SWEMWBS, 22.88, 20.0, HARDER),
        (WHODAS, 20, 13, SAME),  # more than 7.36
        (WHODAS, 20, 12, BETTER),
        (WSAS, 40, 0, CANNOT),  # its 8 points were not checked
        (QPR, 0, 60, CANNOT),  # nothing is known
    ],
)
def test_a_change_is_read_by_what_counts_on_its_scale(
    scale: Scale, before: float, after: float, reading: Reading
) -> None:
    assert read_values(scale, before, after).reading is reading


def test_a_change_carries_everything_it_was_read_by() -> None:
    found = read_values(CORE10, 25, 14)
    assert (found.difference, found.criterion, found.kind, found.comparator) == (-11, 6, "RCI90", ">=")
    assert "Barkham" in ENGLISH.value(found.source)
    assert found.verified
    # SEM = 7.7 * sqrt(.1) = 2.435; RCI = -11 / (2.435 * sqrt(2)) = -3.194
    assert found.sem == pytest.approx(2.435, abs=5e-4)
    assert found.rci == pytest.approx(-3.194, abs=5e-4)
    expected = "A change of 6 points or more counts: beyond the form's own error, 90 of 100 times"
    assert say(found).startswith(expected)


def test_what_was_not_checked_gives_no_reading_but_is_shown() -> None:
    found = read_values(WSAS, 30, 10)
    assert (found.reading, found.criterion, found.kind, found.verified) == (CANNOT, 8, "RCI95", False)
    assert (found.difference, found.sem, found.rci) == (-20, None, None)
    assert "was not checked" in say(found)


def test_without_any_known_size_of_change_nothing_is_said() -> None:
    found = read_values(QPR, 10, 50)
    assert (found.reading, found.criterion, found.kind, found.source) == (CANNOT, None, "", "")
    assert say(found) == "For this form no size of change is known that counts."


def test_without_a_published_size_jacobson_and_truax_counts() -> None:
    bare = replace(CORE10, changes=())
    found = read_values(bare, 25, 18)
    # 1.959964 * 7.7 * sqrt(.2) = 6.749
    assert found.criterion == pytest.approx(6.749, abs=5e-4)
    assert (found.kind, found.comparator, found.reading) == ("RCI95", ">", BETTER)
    assert "SD 7.7" in ENGLISH.value(found.source)
    assert "reliability 0.9" in ENGLISH.value(found.source)
    unchecked = replace(bare, reliabilities=tuple(replace(one, verified=False) for one in bare.reliabilities))
    assert read_values(unchecked, 25, 10).reading is CANNOT


def test_a_verified_size_goes_before_an_unverified_one_that_stands_first() -> None:
    turned = replace(PHQ9, changes=tuple(reversed(PHQ9.changes)))
    chosen = choose_criterion(turned)
    assert chosen is not None
    assert (chosen.value, chosen.verified) == (6, True)


def test_a_scale_whose_scoring_was_not_checked_gives_no_reading() -> None:
    unsure = replace(PHQ9, rule=replace(PHQ9.rule, verified=False))
    found = read_values(unsure, 27, 0)
    assert (found.reading, found.sem) == (CANNOT, None)


@pytest.mark.parametrize(
    ("before", "after", "reading"),
    [
        (5, 0, CANNOT),  # 6 points cannot be lost from 5
        (5, 5, CANNOT),
        (5, 10, CANNOT),
        (5, 11, HARDER),  # this the form can show
        (6, 1, SAME),
        (6, 0, BETTER),
    ],
)
def test_where_the_form_ends_an_improvement_cannot_be_seen(before: float, after: float, reading: Reading) -> None:
    assert read_values(PHQ9, before, after).reading is reading


def test_a_form_that_must_be_exceeded_cannot_show_a_change_as_large_as_what_is_left() -> None:
    exact = replace(PHQ9, changes=(replace(PHQ9.changes[0], comparator=">"),))
    assert read_values(exact, 6, 3).reading is CANNOT
    assert read_values(exact, 7, 3).reading is SAME


def test_the_upper_end_is_the_best_one_where_more_is_better() -> None:
    found = read_values(SWEMWBS, 33.0, 34.0)
    assert found.reading is CANNOT
    assert say(found) == "From 33 this form cannot show that it became better: it ends at 35, 2.87 points count."


def test_at_the_worst_end_a_note_says_that_harder_cannot_be_seen() -> None:
    found = read_values(PHQ9, 24, 24)
    assert found.reading is SAME
    assert [ENGLISH.say(one) for one in found.notes] == [
        "From 24 this form cannot show that it became harder: it ends at 27."
    ]
    assert read_values(PHQ9, 21, 21).notes == ()
    assert read_values(SWEMWBS, 8.0, 8.0).notes != ()
    assert read_values(WSAS, 40, 40).notes == ()


def test_a_line_between_the_two_points_is_named() -> None:
    found = read_values(PHQ9, 12, 9)
    assert found.crossed_cutoff == "10: screening line, US clinics 2001"
    assert (
        ENGLISH.say(found.notes[0])
        == "Between 12 and 9 lies a line of this form (10: screening line, US clinics 2001)."
    )
    assert read_values(PHQ9, 9, 10).crossed_cutoff
    assert read_values(PHQ9, 14, 10).crossed_cutoff == ""
    assert read_values(PHQ9, 16, 14).crossed_cutoff == ""  # bands are not lines
    unchecked = replace(PHQ9, cutoffs=tuple(replace(one, verified=False) for one in PHQ9.cutoffs))
    assert read_values(unchecked, 12, 9).crossed_cutoff == ""


@pytest.mark.parametrize(("before", "after"), [(28, 10), (10, 28), (-1, 3), (math.nan, 3), (3, math.inf)])
def test_what_cannot_be_a_score_is_never_compared(before: float, after: float) -> None:
    found = read_values(PHQ9, before, after)
    assert (found.reading, found.difference, found.rci, found.criterion) == (CANNOT, None, None, None)
    assert found.why != NOTHING_YET.why


def test_small_differences_in_the_last_digits_do_not_decide() -> None:
    tenth = replace(CATALOGUE.get("dialog").main_scale, changes=(replace(PHQ9.changes[0], value=0.3),))
    assert read_values(tenth, 4.0, 4.0 + 0.1 + 0.1 + 0.1).reading is BETTER
    assert read_values(tenth, 4.3, 4.6).reading is BETTER
    assert Criterion(0.3, ">", "MIC", "s", verified=True).met(0.1 + 0.2) is False


# --- parameters of one's own -------------------------------------------------------------


def test_parameters_of_ones_own_take_the_place_of_the_definition() -> None:
    given_ = Given(sd=7.5, reliability=0.80)
    found = read_values(PHQ9, 20, 10, given=given_)
    assert found.criterion == pytest.approx(9.2969, abs=5e-5)
    assert (found.kind, found.comparator, found.reading) == ("RCI95", ">", BETTER)
    assert ENGLISH.value(found.source) == "computed from SD 7.5 (given); reliability 0.8 (given)"
    assert read_values(PHQ9, 20, 11, given=given_).reading is SAME
    turned = read_values(PHQ9, 20, 10, given=replace(given_, better=Better.HIGHER))
    assert turned.reading is HARDER


def test_a_stricter_level_is_computed_from_verified_facts() -> None:
    strict = read_values(CORE10, 25, 17, given=Given(confidence=0.99))
    # 2.575829 * 3.4435 = 8.870
    assert strict.criterion == pytest.approx(8.870, abs=5e-4)
    assert (strict.kind, strict.reading) == ("RCI99", SAME)
    # Without verified facts behind it the published size stays in force.
    assert read_values(CATALOGUE.get("gad7").scale(), 14, 10, given=Given(confidence=0.99)).kind == "service rule"


def test_expert_methods_need_a_group() -> None:
    figures = Given(sd=5, reliability=0.8, mean=20, method="gln")
    # 30 to 22 in a scale of 0 to 40: GLN -2.0 (beyond 1.96), EN -2.683, Jacobson-Truax -2.53
    found = read_values(CORE10, 30, 22, given=figures)
    assert found.rci == pytest.approx(-2.0)
    assert (found.reading, found.kind) == (BETTER, "GLN RCI95")
    assert found.criterion == pytest.approx(1.959964 * 3, abs=1e-5)
    assert read_values(CORE10, 30, 23, given=figures).reading is SAME  # -5 / 3 = -1.67
    en = read_values(CORE10, 30, 23, given=replace(figures, method="en"))
    assert en.rci == pytest.approx(-5 / 2.236068, abs=1e-6)
    assert (en.reading, en.kind) == (BETTER, "EN RCI95")
    # Without a mean of one's own the definition's verified clinical mean is taken (19.7).
    assert read_values(CORE10, 30, 22, given=Given(method="gln")).rci is not None
    nowhere = read_values(WHODAS, 30, 22, given=Given(sd=5, reliability=0.8, method="en"))
    assert nowhere.rci is not None
    unknown = read_values(WSAS, 30, 22, given=Given(sd=5, reliability=0.8, method="en"))
    assert (unknown.reading, unknown.rci) == (CANNOT, None)
    assert say(unknown) == "This method needs the mean of a group."


# --- words ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reading", "better", "text"),
    [
        (BETTER, Better.LOWER, "clearly easier"),
        (HARDER, Better.LOWER, "clearly harder"),
        (BETTER, Better.HIGHER, "clearly more"),
        (HARDER, Better.HIGHER, "clearly less"),
        (SAME, Better.LOWER, "no clear change"),
        (SAME, Better.HIGHER, "no clear change"),
        (CANNOT, Better.LOWER, "too little to go on"),
        (CANNOT, Better.HIGHER, "too little to go on"),
    ],
)
def test_a_reading_is_said_in_words(reading: Reading, better: Better, text: str) -> None:
    assert ENGLISH.say(words(replace(NOTHING_YET, reading=reading), better)) == text


@pytest.mark.parametrize(
    ("word", "text"), [("easier", "easier"), ("same", "about the same"), ("more", "more"), ("less", "less")]
)
def test_the_patients_own_word_is_said_with_the_name(word: str, text: str) -> None:
    own = replace(NOTHING_YET, reading=BETTER, word=word)
    assert ENGLISH.say(words(own, Better.LOWER, "Kari")) == f"{text}, says Kari"
    assert ENGLISH.say(words(own, Better.LOWER)) == text


def test_every_kind_of_criterion_has_words() -> None:
    kinds = ("RCI95", "RCI90", "MIC", "anchor", "service rule", "step", "ordinary variation")
    assert len({kind_words(kind).text for kind in kinds}) == len(kinds)
    assert ENGLISH.say(kind_words("GLN RCI95")) == "GLN RCI95"


# --- which points ---------------------------------------------------------------------


def test_the_point_that_stood_on_a_day_is_the_newest_one_until_then() -> None:
    points = [point(0, 20), point(2, 15), point(4, 10)]
    assert newest(points) == points[2]
    assert newest(points, points[1].day) == points[1]
    assert newest(points, START - timedelta(days=1)) is None
    assert pair_since(points, points[1].day + timedelta(days=3)) == (points[1], points[2])
    assert pair_since(points, None) == (points[0], points[2])
    assert pair_since(points, START - timedelta(days=9)) == (points[0], points[2])
    assert pair_since([], None) == (None, None)
    hole = [point(0, 20), point(1, None), point(4, None)]
    assert pair_since(hole, hole[1].day) == (hole[0], hole[2])


def test_points_of_one_day_are_ordered_by_time_then_by_arrival() -> None:
    undated, morning, noon = (
        point(0, 1, assessment_id=9),
        point(0, 2, assessment_id=3, moment=datetime(2026, 1, 1, 8)),
        point(0, 3, assessment_id=2, moment=datetime(2026, 1, 1, 12)),
    )
    later = point(0, 4, assessment_id=11)
    assert in_order([noon, later, undated, morning]) == (undated, later, morning, noon)


# --- properties ----------------------------------------------------------------------------

within = st.floats(0, 40, allow_nan=False).map(lambda number: round(number, 3))
MIDDLE = {"low": -1000.0, "high": 1000.0}


def mirrored(scale: Scale) -> Scale:
    return replace(scale, better=Better.HIGHER if scale.better is Better.LOWER else Better.LOWER)


@given(within, within, st.sampled_from([CORE10, SWEMWBS, WHODAS]))
def test_better_and_harder_change_places_when_the_direction_is_mirrored(
    before: float, after: float, scale: Scale
) -> None:
    wide = replace(scale, low=-1000, high=1000)
    swap = {BETTER: HARDER, HARDER: BETTER, SAME: SAME, CANNOT: CANNOT}
    assert read_values(mirrored(wide), before, after).reading is swap[read_values(wide, before, after).reading]


@given(within, within, st.sampled_from([CORE10, SWEMWBS, WHODAS]))
def test_better_and_harder_change_places_when_the_points_do(before: float, after: float, scale: Scale) -> None:
    wide = replace(scale, low=-1000, high=1000)
    swap = {BETTER: HARDER, HARDER: BETTER, SAME: SAME}
    assert read_values(wide, after, before).reading is swap[read_values(wide, before, after).reading]


@given(st.floats(allow_nan=True, allow_infinity=True), st.floats(allow_nan=True, allow_infinity=True))
def test_no_number_that_is_not_finite_ever_comes_out(before: float, after: float) -> None:
    for scale in (PHQ9, SWEMWBS, WSAS, QPR):
        found = read_values(scale, before, after)
        for number in (found.difference, found.criterion, found.rci, found.sem):
            assert number is None or math.isfinite(number)


@given(st.lists(st.integers(0, 10), min_size=1, max_size=20), st.integers(0, 10))
def test_a_far_away_mark_never_changes_the_difference(values: list[int], last: int) -> None:
    near = marks(*values)
    after = mark(len(values), last)
    far = point(-500, 10, instrument=DOOR.instrument, version="1")
    with_far = read_change(DOOR_SCALE, near[0], after, own=DOOR, history=[far, *near])
    without = read_change(DOOR_SCALE, near[0], after, own=DOOR, history=near)
    assert (with_far.difference, with_far.reading, with_far.criterion) == (
        without.difference, without.reading, without.criterion,
    )  # fmt: skip


@given(st.sampled_from(list(CATALOGUE)), st.data())
def test_no_form_gives_a_reading_by_a_fact_that_was_not_verified(instrument: object, data: st.DataObject) -> None:
    scale = instrument.main_scale  # type: ignore[attr-defined]
    ends = st.floats(scale.low, scale.high)
    found = read_values(scale, data.draw(ends), data.draw(ends))
    if not found.verified:
        assert found.reading is CANNOT


def test_a_form_whose_scoring_was_not_checked_is_read_only_by_figures_that_are_all_ones_own() -> None:
    unsure = replace(CORE10, changes=(), rule=replace(CORE10.rule, verified=False))
    assert read_values(unsure, 30, 10, given=Given(sd=5)).reading is CANNOT
    assert read_values(unsure, 30, 10, given=Given(reliability=0.9)).reading is CANNOT
    assert read_values(unsure, 30, 10, given=Given(sd=5, reliability=0.9)).reading is BETTER


def test_a_mean_that_was_not_checked_or_is_of_others_is_no_group_to_go_by() -> None:
    unchecked = replace(CORE10, norms=tuple(replace(one, verified=False) for one in CORE10.norms))
    others = replace(CORE10, norms=tuple(one for one in CORE10.norms if one.group == "functional"))
    for scale in (unchecked, others):
        assert read_values(scale, 30, 22, given=Given(sd=5, reliability=0.8, method="gln")).rci is None


def test_the_rule_of_an_own_step_says_once_whose_step_it_is() -> None:
    own = OwnMeasure(1, "u", 1, "the door", Domain.MOOD, Better.HIGHER, step=2)
    scale = own_instrument(own).scale()
    found = read_values(scale, 2, 5, own=own)
    assert ENGLISH.say(found.why) == "A change of 2 points or more counts, as the patient chose."
    assert found.source == "set by the patient"


def test_a_criterion_keeps_what_is_noted_about_it() -> None:
    chosen = choose_criterion(CORE10)
    assert chosen is not None
    assert chosen.note == "At the 95 % level the same figures (SD 7.7, alpha .90) give 6.75."


def test_whether_it_was_seen_before_is_asked_at_the_same_level() -> None:
    # 6 points count for the service; at 99 % more than 6.64 do, so the one before did not show it.
    course = marks(20, 14, 10)
    assert read_change(PHQ9, course[0], course[2], history=course).sustained is True
    strict = read_change(PHQ9, course[0], course[2], history=course, given=Given(confidence=0.99))
    assert (strict.reading, strict.sustained) == (BETTER, False)
