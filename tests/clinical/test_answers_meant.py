"""Words about one answer: which way it moved, when they come back, and how each sentence reads."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from companion.clinical.meanings import (
    Meaning,
    Tied,
    about_answer,
    asks,
    because_answered,
    because_moved,
    moved,
    said_of,
)
from companion.clinical.message import Message
from companion.clinical.model import Better, Domain
from companion.language import ENGLISH

MAY = date(2026, 5, 4)
NOW = date(2026, 11, 23)
SLEEP = Message("{form}, {label}", {"form": "PHQ-9", "label": Message("sleep")})
ITEM = Tied(
    Meaning(1, 7, 3, "total", "I lay awake", MAY), "phq9:total:self", "PHQ-9", Better.LOWER, Domain.MOOD,
    3.0, MAY, 1.0, NOW, Message("sleep"),
)  # fmt: skip
WHOLE = replace(ITEM, meaning=replace(ITEM.meaning, item=None), label=None, then=18.0, now=9.0, reads_moved=True)


def test_a_single_answer_has_moved_when_the_newest_is_another_one() -> None:
    assert ITEM.has_moved
    assert not replace(ITEM, now=3.0).has_moved
    assert not replace(ITEM, now=3.0, reads_moved=True).has_moved
    assert not replace(ITEM, now_day=MAY).has_moved
    assert not replace(ITEM, now_day=MAY - timedelta(days=1)).has_moved
    assert replace(ITEM, now_day=MAY + timedelta(days=1)).has_moved


def test_a_whole_form_has_moved_when_it_reads_clearly_different() -> None:
    assert WHOLE.has_moved
    assert not replace(WHOLE, reads_moved=False).has_moved
    assert not replace(WHOLE, now_day=MAY).has_moved


@pytest.mark.parametrize(
    ("better", "then", "now", "direction"),
    [
        (Better.LOWER, 3, 1, "lighter"),
        (Better.LOWER, 1, 3, "harder"),
        (Better.HIGHER, 3, 1, "harder"),
        (Better.HIGHER, 1, 3, "lighter"),
        (Better.LOWER, 2, 2, ""),
        (Better.HIGHER, 2, 2, ""),
    ],
)
def test_the_direction_follows_which_way_is_better(better: Better, then: float, now: float, direction: str) -> None:
    assert replace(ITEM, better=better, then=then, now=now).direction == direction


def test_what_was_answered_is_the_form_or_one_question_of_it() -> None:
    assert ITEM.subject == SLEEP
    assert ENGLISH.say(ITEM.subject) == "PHQ-9, sleep"
    assert ENGLISH.say(WHOLE.subject) == "PHQ-9"


def meaning(number: int, item: int | None = 3, day: date = MAY) -> Meaning:
    return Meaning(number, 1, item, "total", f"words {number}", day)


def test_each_answer_comes_back_once_the_one_spoken_about_last_first() -> None:
    later = MAY + timedelta(days=1)
    found = moved(
        [
            replace(ITEM, meaning=meaning(4, 5)),
            replace(ITEM, meaning=meaning(1, day=later)),
            replace(ITEM, meaning=meaning(3)),
            replace(ITEM, meaning=meaning(2), row="own"),
            replace(ITEM, meaning=meaning(9, 8), now=3.0),
            replace(WHOLE, meaning=meaning(5, None)),
        ]
    )
    assert [one.meaning.id for one in found] == [1, 5, 4, 2]
    assert [one.meaning.id for one in moved([replace(ITEM, meaning=meaning(2)), ITEM])] == [2]


def test_the_sentences_with_numbers_and_without() -> None:
    told = [
        asks(3, numbers=True),
        asks(3, numbers=False),
        asks(None, numbers=True),
        asks(0, numbers=True),
        because_answered(SLEEP, 3, MAY, numbers=True),
        because_answered(SLEEP, 3, MAY, numbers=False),
        because_answered(SLEEP, None, MAY, numbers=True),
        because_answered(SLEEP, 0, MAY, numbers=True),
        about_answer(SLEEP, 3, MAY, numbers=True),
        about_answer(SLEEP, 3, MAY, numbers=False),
        said_of(ITEM, numbers=True),
        said_of(ITEM, numbers=False),
        because_moved(ITEM, "I lay …", numbers=True),
        because_moved(ITEM, "I lay …", numbers=False),
    ]
    assert [ENGLISH.say(one) for one in told] == [
        "When you answered 3, what did you think of?",
        "When you gave that answer, what did you think of?",
        "When you gave that answer, what did you think of?",
        "When you answered 0, what did you think of?",
        "because you answered 3 on 4 May 2026: PHQ-9, sleep",
        "because you answered on 4 May 2026: PHQ-9, sleep",
        "because you answered on 4 May 2026: PHQ-9, sleep",
        "because you answered 0 on 4 May 2026: PHQ-9, sleep",
        "About the answer 3 of 4 May 2026, PHQ-9, sleep",
        "About the answer of 4 May 2026, PHQ-9, sleep",
        "You said of your answer 3 on 4 May 2026: “I lay awake”. Now it is 1.",
        "You said of your answer on 4 May 2026: “I lay awake”. Now it is another.",
        "because you said of your answer 3: “I lay …”, and now it is 1",
        "because you said of an answer on 4 May 2026: “I lay …”, and now it is another",
    ]


def test_a_sentence_without_numbers_holds_none_to_be_shown_by_mistake() -> None:
    """Also what is put into the sentence carries no value that its words do not name."""
    for one in (asks(3, numbers=False), because_answered(SLEEP, 3, MAY, numbers=False)):
        assert "{value}" not in one.text
