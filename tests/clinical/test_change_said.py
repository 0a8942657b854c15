"""What is said beside a change: the patient's own mark, how a form was answered, why there is no reading."""

from __future__ import annotations

from dataclasses import replace

import pytest

from companion.clinical.change import Change, how_words, read_change, read_values, words
from companion.clinical.criterion import Given, choose_criterion, ordinary_variation, stated
from companion.clinical.facts import ChangeValue, Cutoff
from companion.clinical.message import Message
from companion.clinical.model import Better, How, OwnReading, Point, Reading
from companion.language import ENGLISH
from tests.clinical.change_kit import (
    BETTER,
    CANNOT,
    CORE10,
    DOOR,
    DOOR_SCALE,
    HARDER,
    PHQ9,
    SAME,
    WSAS,
    mark,
    marks,
    point,
    say,
)


def between(before: float, after: float, **more: object) -> Change:
    return read_change(PHQ9, point(0, before), point(1, after), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("word", ["easier", "harder"])
def test_the_patients_mark_on_the_later_point_stands_in_the_words_and_not_in_the_reading(word: str) -> None:
    found = read_change(PHQ9, point(0, 20), point(1, 8, fits=word))
    assert (found.word, found.reading, found.criterion) == (word, BETTER, 6)
    assert ENGLISH.say(words(found, Better.LOWER)) == word
    assert ENGLISH.say(words(found, Better.LOWER, "Kari")) == f"{word}, says Kari"
    assert found.sustained is None
    unmarked = read_change(PHQ9, point(0, 20, fits=word), point(1, 8))
    assert (unmarked.word, ENGLISH.say(words(unmarked, Better.LOWER))) == ("", "clearly easier")
    for other in (None, "", "odd"):
        assert read_change(PHQ9, point(0, 20), point(1, 8, fits=other)).word == ""


def test_the_word_for_two_moments_goes_before_the_mark_on_one() -> None:
    before, after = mark(0, 3), mark(1, 8)
    said = OwnReading(DOOR.id, before.day, after.day, "less", after.day)
    found = read_change(DOOR_SCALE, before, replace(after, fits="easier"), own=DOOR, readings=[said])
    assert (found.word, found.reading) == ("less", HARDER)
    assert (found.kind, found.criterion, found.comparator, found.verified) == ("own word", None, "", True)
    assert ENGLISH.value(found.source) == "said by the patient about these two moments"
    assert say(found) == "This is the patient's own word for these two moments."
    unchecked = read_change(DOOR_SCALE, before, after, own=replace(DOOR, step=None), readings=[said])
    assert unchecked.verified


def test_without_a_number_on_either_side_there_is_no_reading_and_the_reason_is_said() -> None:
    gone = Message("8 of 9 questions are answered.")
    for before, after in ((point(0, None, why_not=gone), point(1, 8)), (point(0, 20), point(1, None, why_not=gone))):
        found = read_change(PHQ9, before, after)
        assert (found.reading, say(found), found.difference) == (CANNOT, gone.text, None)
        assert (found.before, found.after) == (before, after)


def test_parameters_of_ones_own_reach_the_reading_of_two_points() -> None:
    assert between(16, 10).reading is BETTER
    stricter = between(16, 10, given=Given(confidence=0.99))
    assert (stricter.reading, stricter.kind) == (SAME, "RCI99")


def test_a_number_outside_the_form_says_so() -> None:
    assert say(read_values(PHQ9, 30, 3)) == "The total is 30; this form allows 0 to 27."
    assert say(read_values(PHQ9, 3, -1)) == "The total is -1; this form allows 0 to 27."


def test_what_was_not_checked_says_what_it_says_to_count() -> None:
    scale = replace(PHQ9, changes=(ChangeValue(5, "MIC", ">=", "from memory: A, 2020", verified=False),), norms=())
    assert say(read_values(scale, 20, 3)) == (
        "A change of 5 points is said to count (from memory: A, 2020). It was not checked, so it gives no reading."
    )
    assert read_values(WSAS, 30, 30).reading is CANNOT


def test_a_change_that_adds_up_to_nothing_is_none_on_either_side() -> None:
    """A criterion of nought points, met by no change at all, is on no good side."""
    scale = replace(PHQ9, changes=(ChangeValue(0, "MIC", ">=", "A, 2020", verified=True),))
    assert read_values(scale, 10, 10).reading is BETTER  # lower is better, and it did not rise
    higher = replace(scale, better=Better.HIGHER)
    assert read_values(higher, 10, 10).reading is HARDER
    assert read_values(higher, 10, 11).reading is BETTER


def line(value: float, kind: str, *, verified: bool = True) -> Cutoff:
    return Cutoff(value, ">=", kind, Message(f"line {value:g}"), "adults", "A, 2020", verified)


def test_the_first_checked_line_that_was_crossed_is_named_and_no_band() -> None:
    lines = (line(11, "band"), line(12, "caseness", verified=False), line(20, "caseness"), line(13, "caseness"))
    found = read_values(replace(PHQ9, cutoffs=lines), 15, 10)
    assert found.crossed_cutoff == "line 13"
    assert read_values(replace(PHQ9, cutoffs=lines[:3]), 15, 10).crossed_cutoff == ""


@pytest.mark.parametrize(
    ("how", "told"),
    [
        (How.UNKNOWN, "not known"),
        (How.ALONE, "alone"),
        (How.READ_ALOUD, "read aloud"),
        (How.TOGETHER, "together"),
        (How.WITH_RELATIVE, "with a relative"),
        (How.INTERPRETER, "with an interpreter"),
        (How.PHONE, "by phone"),
    ],
)
def test_each_way_of_answering_has_its_words(how: How, told: str) -> None:
    assert ENGLISH.say(how_words(how)) == told
    other = How.ALONE if how is not How.ALONE else How.PHONE
    notes = read_change(PHQ9, point(0, 20, how=other), point(1, 8, how=how)).notes
    said = f"The form was answered in two ways: {ENGLISH.say(how_words(other))}, then {told}."
    assert (said in [ENGLISH.say(note) for note in notes]) == (how is not How.UNKNOWN)


def seen(*values: float | None, **more: object) -> bool | None:
    points = [point(number, value) for number, value in enumerate(values)]
    return read_change(PHQ9, points[0], points[-1], history=points, **more).sustained  # type: ignore[arg-type]


def test_a_change_is_seen_twice_only_when_the_answer_before_showed_the_same() -> None:
    assert seen(20, 13, 12) is True
    assert seen(20, 19, 12) is False
    assert seen(12, 19, 20) is True
    assert seen(20, 27, 12) is False
    assert seen(20, 12) is None
    assert seen(20, None, 12) is None
    assert seen(20, 19, 18) is None
    assert seen(20, 14, 13, given=Given(confidence=0.99)) is False


def test_on_an_own_measure_the_step_and_the_persons_variation_hold_for_the_answer_before_too() -> None:
    def own_seen(*values: float, step: float | None) -> bool | None:
        own = replace(DOOR, step=step)
        points = marks(*values)
        return read_change(DOOR_SCALE, points[-3], points[-1], own=own, history=points).sustained

    assert own_seen(3, 5, 6, step=2) is True
    assert own_seen(3, 4, 6, step=2) is False
    # Ten marks that differ by one: 1.96 * sqrt(2) * 1.4826 * 0.5 = 2.05 points are ordinary.
    usual = (3, 4) * 5
    assert own_seen(*usual, 3, 8, 8, step=None) is True
    assert own_seen(*usual, 3, 4, 8, step=None) is False
    assert own_seen(3, 8, 8, step=None) is None


def test_a_difference_and_a_variation_are_compared_to_the_ninth_place() -> None:
    eight = [5.0] * 8
    found = ordinary_variation(eight, 1.0 + 4e-10)
    assert found is not None
    assert (found.value, found.marks, found.beyond) == (1.0, 8, False)
    beyond = ordinary_variation(eight, 1.4)
    assert beyond is not None
    assert beyond.beyond
    just = ordinary_variation(eight, -(1.0 + 6e-10))
    assert just is not None
    assert just.beyond
    assert ordinary_variation(eight[1:], 3.0) is None
    assert read_values(PHQ9, 0.1 + 0.2, 0.3).difference == 0


def test_ordinary_variation_says_how_it_was_found() -> None:
    found = ordinary_variation([3, 4] * 5, 9)
    chosen = choose_criterion(DOOR_SCALE, own=replace(DOOR, step=None), ordinary=found)
    assert chosen is not None
    assert (chosen.kind, chosen.comparator, chosen.verified) == ("ordinary variation", ">", True)
    assert ENGLISH.value(chosen.source) == "the median absolute deviation of this person's last 10 marks before"


def test_one_figure_of_ones_own_is_enough_to_go_before_the_published_size() -> None:
    assert not stated(Given())
    assert not stated(Given(mean=3.0, better=Better.LOWER))
    for given in (Given(sd=5.0), Given(reliability=0.8), Given(confidence=0.9), Given(method="en")):
        assert stated(given)
    for given in (Given(sd=5.0), Given(reliability=0.8)):
        chosen = choose_criterion(CORE10, given=given)
        assert chosen is not None
        assert (chosen.kind, "given" in ENGLISH.value(chosen.source)) == ("RCI95", True)


def test_the_same_answer_sheet_is_no_change() -> None:
    one = point(1, 12)
    assert read_change(PHQ9, one, one).reading is Reading.CANNOT_SAY
    assert isinstance(one, Point)
