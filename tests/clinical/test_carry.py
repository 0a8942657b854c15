"""What carries over is offered by stated rules: on a hard day, one thing at a time, never pushed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.clinical.carry import REST, CarryInput, Offer, Offered, find_offer, stands_still
from companion.clinical.findings import HelpAnswer
from companion.clinical.meanings import Meaning, Tied, asks, moved, said_of
from companion.clinical.message import Message
from companion.clinical.model import (
    Better,
    Contribution,
    Domain,
    Kind,
    MoreHelp,
    Reading,
    Strategy,
    StrategyState,
    Understanding,
)
from companion.language import ENGLISH
from tests.clinical.speech import SPEECH

TODAY = date(2026, 11, 23)
MAY = date(2026, 5, 4)
HELP = HelpAnswer(Domain.MOOD, MoreHelp.YES, TODAY, Message("Mood and worry"))


def line(number: int, day: date = MAY, **more: object) -> Contribution:
    return Contribution(number, "", 1, 1, day, datetime(2026, 5, 4), "the river", **more)  # type: ignore[arg-type]


FULL = CarryInput(
    TODAY,
    "hard",
    more_help=(HELP,),
    strategies=(
        Strategy(1, "", 1, "walk to the pier", domain=Domain.MOOD, state=StrategyState.RESTING, since=MAY),
        Strategy(2, "", 1, "call Anne", domain=Domain.MOOD, state=StrategyState.HELPING, since=MAY),
        Strategy(3, "", 1, "bake", domain=Domain.HOPE, since=MAY),
    ),
    keys=(Understanding(4, "", 1, "I go quiet", since=MAY),),
    keepsakes=(line(5, keepsake=True),),
    hopes=(line(6, kind=Kind.HOPE, said_by="clinician"),),
    distances={4: 0.05},
    areas={Domain.MOOD: Message("Mood and worry")},
)


def all_offers(given: CarryInput) -> list[Offer]:
    """Everything that is offered in one session, each thing answered *not today*."""
    found: list[Offer] = []
    while (offer := find_offer(given)) is not None:
        found.append(offer)
        given = replace(given, offered=(*given.offered, Offered(offer.id, 0, "not_today")))
    return found


def test_what_one_does_is_offered_when_its_area_dips_what_helps_first() -> None:
    offer = find_offer(FULL)
    assert offer is not None
    assert offer.id == "strategy:2"
    assert ENGLISH.say(offer.sentence) == "Mood and worry: you want more help here. You wrote something you do. See it?"
    assert "You said yes to more help: Mood and worry." in [ENGLISH.say(one) for one in offer.why]
    assert all(one.kind != "strategy" for one in all_offers(replace(FULL, more_help=())))


def test_a_key_is_offered_when_something_alike_returns() -> None:
    assert "key:4" in [one.id for one in all_offers(FULL)]
    assert "key:4" not in [one.id for one in all_offers(replace(FULL, distances={4: 0.4}))]
    assert "key:4" not in [one.id for one in all_offers(replace(FULL, distances={}))]


@pytest.mark.parametrize("choice", ["lighter", "other"])
def test_nothing_is_offered_unless_the_patient_chose_something_hard(choice: str) -> None:
    assert find_offer(replace(FULL, choice=choice)) is None


def test_one_of_each_kind_a_session_and_what_was_offered_rests() -> None:
    first = all_offers(FULL)
    assert [one.kind for one in first] == ["strategy", "key", "keepsake", "hope"]
    for ago in range(1, REST + 1):
        offered = tuple(Offered(one.id, ago, "seen") for one in first)
        assert [one.id for one in all_offers(replace(FULL, offered=offered))] == ["strategy:1"]
    offered = tuple(Offered(one.id, REST + 1, "seen") for one in first)
    assert len(all_offers(replace(FULL, offered=offered))) == 4


def test_every_offer_is_short_asks_one_thing_and_praises_nobody() -> None:
    speech = SPEECH["en"]
    for offer in all_offers(FULL):
        words = ENGLISH.say(offer.sentence, month="May 2026")
        assert words.count("?") == 1
        assert len(words.split()) <= 15
        assert offer.why
        for said in (words, *(ENGLISH.say(one) for one in offer.why)):
            assert not speech.praise.search(said)
            assert not speech.banned.search(said), said


@given(
    st.lists(st.tuples(st.sampled_from(["strategy:2", "keepsake:5", "hope:6"]), st.integers(0, 5))),
)
def test_the_same_input_gives_the_same_offer(before: list[tuple[str, int]]) -> None:
    given_now = replace(FULL, offered=tuple(Offered(one, ago, "seen") for one, ago in before))
    offer = find_offer(given_now)
    assert offer == find_offer(replace(given_now, offered=tuple(reversed(given_now.offered))))
    assert offer is None or all(one != offer.id or ago > REST for one, ago in before)


def test_several_sessions_without_a_clear_change_stand_still() -> None:
    still = [Reading.NO_CLEAR_CHANGE, Reading.CANNOT_SAY]
    assert stands_still(still, 4)
    assert not stands_still(still, 3)
    assert not stands_still([*still, Reading.CLEARLY_BETTER], 9)
    assert not stands_still([Reading.CANNOT_SAY], 9)


def tied(then: float, now: float, *, item: int | None = 3, reads: bool = False, number: int = 1) -> Tied:
    meaning = Meaning(number, 1, item, "total", "I lay awake", MAY)
    label = Message("sleep") if item else None
    return Tied(meaning, "phq9:total:self", "PHQ-9", Better.LOWER, Domain.MOOD, then, MAY, now, TODAY, label, reads)


def test_words_about_an_answer_come_back_when_it_moves() -> None:
    assert moved([tied(3, 3)]) == ()
    assert moved([tied(3, 1)]) == (tied(3, 1),)
    assert (tied(3, 1).direction, tied(1, 3).direction) == ("lighter", "harder")
    assert moved([tied(18, 17, item=None)]) == ()
    assert len(moved([tied(18, 9, item=None, reads=True)])) == 1
    assert moved([tied(3, 1), tied(2, 1, number=2)]) == (tied(2, 1, number=2),)


def test_the_question_about_an_answer_has_a_number_only_where_numbers_are_shown() -> None:
    assert ENGLISH.say(asks(3, numbers=True)) == "When you answered 3, what did you think of?"
    assert "3" not in ENGLISH.say(asks(3, numbers=False))
    assert not set("0123456789") & set(ENGLISH.say(said_of(tied(3, 1), numbers=False)).replace("4 May 2026", ""))
