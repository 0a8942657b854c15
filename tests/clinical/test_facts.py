"""What a fact says of a score: on which side of a line it lies, and what counts only when it was verified."""

from __future__ import annotations

import pytest

from companion.clinical.facts import Comparator, CriticalRule, Cutoff, MissingRule, said_source
from companion.clinical.message import Message


@pytest.mark.parametrize(
    ("comparator", "below", "on", "above"),
    [(">", False, False, True), (">=", False, True, True), ("<", True, False, False), ("<=", True, True, False)],
)
def test_a_cutoff_finds_the_side_it_was_drawn_for(comparator: Comparator, below: bool, on: bool, above: bool) -> None:
    line = Cutoff(10, comparator, "caseness", Message("line"), "adults", "A, 2020", verified=True)
    assert (line.worse_side(9.9), line.worse_side(10), line.worse_side(10.1)) == (below, on, above)


@pytest.mark.parametrize(("comparator", "below", "on", "above"), [(">=", False, True, True), ("<=", True, True, False)])
def test_an_answer_is_shown_from_its_line_on(comparator: Comparator, below: bool, on: bool, above: bool) -> None:
    rule = CriticalRule(9, comparator, 2, Message("harm"), "A, 2020", verified=True)
    assert (rule.applies(1), rule.applies(2), rule.applies(3)) == (below, on, above)


def test_answers_are_filled_in_only_by_a_rule_that_was_verified() -> None:
    assert MissingRule(3, "A, 2020", verified=True).in_force == 3
    assert MissingRule(3, "from memory", verified=False).in_force == 0


def test_a_citation_has_no_translation_and_our_own_words_have() -> None:
    ours = Message("set by the patient")
    assert said_source(ours) is ours
    assert said_source("A, 2020") == Message("A, 2020")
