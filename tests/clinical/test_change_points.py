"""Two points of one course: what can be compared, own words, the person's ordinary variation."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from companion.clinical.change import (
    NOTHING_YET,
    how_words,
    read_change,
)
from companion.clinical.criterion import ordinary_variation
from companion.clinical.instruments import own_instrument
from companion.clinical.message import Message
from companion.clinical.model import Better, How, OwnReading, Reading, Respondent
from companion.language import ENGLISH
from tests.clinical.change_kit import (
    BETTER,
    CANNOT,
    DOOR,
    DOOR_SCALE,
    HARDER,
    PHQ9,
    SAME,
    START,
    mark,
    marks,
    point,
    say,
)

# --- points --------------------------------------------------------------------------------


def test_one_point_is_nothing_to_compare() -> None:
    one = point(1, 10)
    assert read_change(PHQ9, None, None).reading is CANNOT
    for before, after in ((one, None), (None, one), (one, one)):
        found = read_change(PHQ9, before, after)
        assert (found.reading, found.why, found.difference) == (CANNOT, NOTHING_YET.why, None)
        assert (found.before, found.after) == (before, after)


def test_a_point_without_a_number_hands_on_its_reason() -> None:
    reason = Message("8 of 9")
    found = read_change(PHQ9, point(1, 10), point(2, None, why_not=reason))
    assert (found.reading, found.why, found.difference) == (CANNOT, reason, None)
    assert read_change(PHQ9, point(1, None), point(2, 3)).why == Message("One of the two has no number.")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"version": "other"}, "The form changed in between (0-27, then other), so the two cannot be compared."),
        ({"respondent": Respondent.RELATIVE}, "Two different people answered, so the two cannot be compared."),
        ({"instrument": "gad7"}, "The two come from different forms."),
        ({"scale": "other"}, "The two come from different forms."),
    ],
)
def test_what_is_not_the_same_form_is_not_compared(change: dict[str, object], reason: str) -> None:
    found = read_change(PHQ9, point(1, 20), point(2, 1, **change))
    assert (found.reading, found.difference, found.criterion) == (CANNOT, None, None)
    assert say(found) == reason


def test_what_belongs_to_two_points_is_said_beside_the_reading() -> None:
    before = point(1, 20, rater="A", how=How.ALONE, prorated=True)
    after = point(2, 10, rater="B", how=How.PHONE, fits="harder")
    found = read_change(PHQ9, before, after)
    assert found.reading is BETTER
    assert [ENGLISH.say(one) for one in found.notes] == [
        "Two different people rated: A, then B.",
        "The form was answered in two ways: alone, then by phone.",
        "On 8 Jan 2026 an answer is missing; the form's own rule filled it in.",
        "You marked 15 Jan 2026 yourself: harder.",
    ]
    quiet = read_change(PHQ9, point(1, 20, rater="A", how=How.ALONE), point(2, 10, rater="", how=How.UNKNOWN))
    assert quiet.notes == ()
    alike = read_change(PHQ9, point(1, 20, rater="A", how=How.ALONE), point(2, 10, rater="A", how=How.ALONE))
    assert alike.notes == ()


def test_every_way_of_answering_has_words() -> None:
    assert len({how_words(how).text for how in How}) == len(How)


def test_a_change_that_was_there_the_time_before_is_sustained() -> None:
    course = [point(0, 20), point(1, 12), point(2, 13)]
    assert read_change(PHQ9, course[0], course[2], history=course).sustained is True
    fresh = [point(0, 20), point(1, 19), point(2, 13)]
    assert read_change(PHQ9, fresh[0], fresh[2], history=fresh).sustained is False
    swung = [point(0, 14), point(1, 25), point(2, 7)]
    assert read_change(PHQ9, swung[0], swung[2], history=swung).sustained is False
    assert read_change(PHQ9, course[0], course[1], history=course).sustained is None
    assert read_change(PHQ9, fresh[0], fresh[1], history=fresh).sustained is None
    gap = [point(0, 20), point(1, None), point(2, 13)]
    assert read_change(PHQ9, gap[0], gap[2], history=gap).sustained is None
    other = [point(0, 20), point(1, 12, version="x"), point(1, 12, respondent=Respondent.STAFF), point(2, 13)]
    assert read_change(PHQ9, other[0], other[3], history=other).sustained is None


# --- own measures -----------------------------------------------------------------------


def test_on_an_own_measure_the_step_that_counts_is_reached_or_not() -> None:
    found = read_change(DOOR_SCALE, mark(0, 3), mark(1, 5), own=DOOR)
    assert (found.reading, found.kind, found.criterion, found.comparator) == (BETTER, "step", 2, ">=")
    assert found.verified
    assert read_change(DOOR_SCALE, mark(0, 3), mark(1, 4), own=DOOR).reading is SAME
    assert read_change(DOOR_SCALE, mark(0, 5), mark(1, 3), own=DOOR).reading is HARDER
    assert read_change(DOOR_SCALE, mark(0, 9), mark(1, 10), own=DOOR).reading is CANNOT


@pytest.mark.parametrize(
    ("better", "word", "reading"),
    [
        (Better.HIGHER, "easier", BETTER),
        (Better.HIGHER, "more", BETTER),
        (Better.HIGHER, "less", HARDER),
        (Better.HIGHER, "harder", HARDER),
        (Better.HIGHER, "same", SAME),
        (Better.LOWER, "more", HARDER),
        (Better.LOWER, "less", BETTER),
        (Better.LOWER, "easier", BETTER),
        (Better.LOWER, "harder", HARDER),
    ],
)
def test_the_patients_own_word_goes_before_the_step(better: Better, word: str, reading: Reading) -> None:
    own = replace(DOOR, better=better)
    scale = own_instrument(own).scale()
    before, after = mark(0, 3), mark(1, 9)
    said = OwnReading(own.id, before.day, after.day, word, START)
    found = read_change(scale, before, after, own=own, readings=(said,))
    assert (found.reading, found.kind, found.word, found.criterion, found.comparator) == (
        reading,
        "own word",
        word,
        None,
        "",
    )
    assert (found.difference, found.verified, found.sustained) == (6, True, None)


def test_a_word_about_other_moments_or_another_measure_does_not_count_and_the_last_one_does() -> None:
    before, after = mark(0, 3), mark(1, 9)
    elsewhere = (
        OwnReading(99, before.day, after.day, "harder", START),
        OwnReading(DOOR.id, before.day, START, "harder", START),
        OwnReading(DOOR.id, after.day, after.day, "harder", START),
    )
    assert read_change(DOOR_SCALE, before, after, own=DOOR, readings=elsewhere).word == ""
    twice = (
        OwnReading(DOOR.id, before.day, after.day, "same", date(2026, 3, 2)),
        OwnReading(DOOR.id, before.day, after.day, "harder", date(2026, 3, 1)),
    )
    assert read_change(DOOR_SCALE, before, after, own=DOOR, readings=twice).word == "same"
    assert read_change(DOOR_SCALE, before, after, readings=twice).word == ""


def test_without_step_and_word_the_ordinary_variation_counts_from_eight_earlier_marks_on() -> None:
    plain = replace(DOOR, step=None)
    eight = marks(4, 5, 4, 6, 5, 4, 5, 6)
    found = read_change(DOOR_SCALE, eight[0], mark(8, 9), own=plain, history=eight)
    # Median 5, deviations 1 0 1 1 0 1 0 1: their median 1; 1.959964 * sqrt(2) * 1.482602 = 4.1095
    assert found.criterion == pytest.approx(4.1095, abs=5e-5)
    assert (found.kind, found.comparator, found.reading) == ("ordinary variation", ">", BETTER)
    assert "last 8 marks" in ENGLISH.value(found.source)
    assert found.ordinary is not None
    assert (found.ordinary.marks, found.ordinary.median, found.ordinary.beyond) == (8, 5, True)
    seven = read_change(DOOR_SCALE, eight[0], mark(8, 9), own=plain, history=eight[1:])
    assert (seven.reading, seven.ordinary, seven.kind) == (CANNOT, None, "")
    assert say(seven) == "No step that counts is set yet, and there are fewer than eight marks before."


def test_the_ordinary_variation_stands_beside_a_published_size() -> None:
    course = [point(number, value) for number, value in enumerate([10, 11, 10, 12, 11, 10, 11, 12, 16])]
    found = read_change(PHQ9, course[0], course[8], history=course)
    assert (found.kind, found.reading) == ("service rule", HARDER)
    assert found.ordinary is not None
    assert found.ordinary.beyond
    assert found.ordinary.marks == 8


def test_only_the_last_twelve_marks_before_make_up_the_ordinary_variation() -> None:
    assert ordinary_variation([0, 10] * 10 + [5, 5] * 6, 3) == ordinary_variation([5, 5] * 6, 3)
    found = ordinary_variation([5] * 20, 1)
    assert found is not None
    # Someone who always marks the same: one point is not beyond, two are.
    assert (found.value, found.marks, found.beyond) == (1, 12, False)
    two = ordinary_variation([5] * 8, -2)
    assert two is not None
    assert two.beyond
    assert ordinary_variation([5] * 7, 2) is None


def test_the_ordinary_variation_is_made_of_marks_of_the_same_form_and_person_before() -> None:
    plain = replace(DOOR, step=None)
    eight = marks(4, 5, 4, 6, 5, 4, 5, 6)
    last = mark(8, 9)
    for spoilt in (
        [*eight[:7], replace(eight[7], version="2")],
        [*eight[:7], replace(eight[7], respondent=Respondent.RELATIVE)],
        [*eight[:7], replace(eight[7], value=None)],
        [*eight[:7], replace(eight[7], day=last.day + timedelta(days=1))],
    ):
        assert read_change(DOOR_SCALE, eight[0], last, own=plain, history=[*spoilt, last]).ordinary is None
    assert read_change(DOOR_SCALE, eight[0], last, own=plain, history=[last, *reversed(eight)]).ordinary is not None
