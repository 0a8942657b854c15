"""A form without a question: its own ends, and nothing that was found with the whole form."""

from __future__ import annotations

from dataclasses import replace

import pytest

from companion.clinical.change import read_values
from companion.clinical.course import band, course
from companion.clinical.instruments import Catalogue, Cutoff
from companion.clinical.message import Message
from companion.clinical.model import Reading
from companion.clinical.scoring import score
from companion.clinical.versions import left_out_of, scale_in, version_of, without

CATALOGUE = Catalogue.bundled()
WSAS = CATALOGUE.get("wsas")
WITHOUT_1 = version_of(WSAS, {1})


@pytest.mark.parametrize(
    ("version", "numbers"),
    [
        ("0-40, without item 1", (1,)),
        ("0-10, without item 2, 3", (2, 3)),
        ("0-40", ()),
        ("", ()),
        ("0-40, without item one", ()),
        ("0-40, without item ", ()),
        ("of 2020, without item 1, without item 2", (2,)),
    ],
)
def test_a_version_tells_what_it_leaves_out(version: str, numbers: tuple[int, ...]) -> None:
    assert left_out_of(version) == numbers


@pytest.mark.parametrize("numbers", [{1}, {2, 3}, {10}])
def test_what_was_left_out_is_read_from_the_version_again(numbers: set[int]) -> None:
    assert left_out_of(version_of(WSAS, numbers)) == tuple(sorted(numbers))


def test_the_sum_of_four_questions_ends_at_32_and_has_no_line_of_the_five() -> None:
    whole = replace(WSAS.scale(), cutoffs=(*WSAS.scale().cutoffs, _line()))
    less = scale_in(WSAS, whole, WITHOUT_1)
    assert (less.low, less.high, less.items) == (0, 32, (2, 3, 4, 5))
    assert (less.cutoffs, less.changes, less.norms, less.reliabilities) == ((), (), (), ())
    assert (less.id, less.better, less.rule) == (whole.id, whole.better, whole.rule)
    assert score(WSAS, [None, 8, 8, 8, 8], not_applicable={1}).scales["total"].high == less.high
    assert [line.value for line in course(whole, ()).lines] == [20]
    assert course(less, ()).lines == ()
    assert band(less) is None


def test_the_whole_form_and_scales_without_the_question_stay_as_they_are() -> None:
    assert scale_in(WSAS, WSAS.scale(), WSAS.version) is WSAS.scale()
    gbo = CATALOGUE.get("gbo")
    version = version_of(gbo, {2, 3})
    assert scale_in(gbo, gbo.scale("goal1"), version) is gbo.scale("goal1")
    assert scale_in(gbo, gbo.scale("goal2"), version) is gbo.scale("goal2")  # nothing is left to have ends
    assert without(gbo, gbo.scale(), version) == (2, 3)
    assert (scale_in(gbo, gbo.scale(), version).low, scale_in(gbo, gbo.scale(), version).high) == (0, 10)
    assert scale_in(gbo, gbo.scale(), version).changes == ()


def test_a_question_the_form_no_longer_has_counts_for_nothing() -> None:
    assert without(WSAS, replace(WSAS.scale(), items=(1, 9)), version_of(WSAS, {1, 9})) == (1,)


def test_a_line_of_the_whole_form_is_not_crossed_and_33_is_no_value() -> None:
    whole = replace(WSAS.scale(), cutoffs=(_line(),))
    less = scale_in(WSAS, whole, WITHOUT_1)
    assert read_values(whole, 24, 12).crossed_cutoff
    assert read_values(less, 24, 12).crossed_cutoff == ""
    assert read_values(less, 24, 12).reading is Reading.CANNOT_SAY
    assert read_values(less, 24, 33).difference is None


def _line() -> Cutoff:
    line = replace(WSAS.scale().cutoffs[0], value=20, kind="cutoff", verified=True)
    assert isinstance(line.label, Message)
    return line
