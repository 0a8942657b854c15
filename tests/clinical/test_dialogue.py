"""The next question: by stated rules, the same each time, and its clause is always true."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from companion.clinical.dialogue import LADDER_OF, PASSED, REST, Asked, Question, Talk, choose, deepen, for_situation
from companion.clinical.dialogue import safety_wording as wording
from companion.clinical.findings import HelpAnswer, Signal
from companion.clinical.grounds import RULE_ORDER, find_grounds, shorten
from companion.clinical.message import Message
from companion.clinical.model import (
    Agreement,
    AgreementState,
    Contribution,
    CriticalAnswer,
    Display,
    Domain,
    Kind,
    MoreHelp,
    Strategy,
    StrategyState,
    Theme,
    Who,
)
from companion.clinical.prompts import Book
from companion.language import ENGLISH

TODAY = date(2026, 11, 23)
BOOK = Book.bundled("en")
CHOICES = ("hard", "lighter", "other")
DOMAINS = st.sampled_from(list(Domain))


def signal(
    rule: str = "clear_since_last", direction: str = "lighter", domain: Domain = Domain.MOOD, number: int = 1
) -> Signal:
    return Signal(
        f"{rule}:phq9:{number}",
        rule,
        "phq9:total:self",
        domain,
        direction,
        Message("you answered 9, and 15 on {day}", {"day": date(2026, 11, 3)}),
        Message("because you answered 9, and 15 on {day}", {"day": date(2026, 11, 3)}),
        Message("because you answered differently: clearly easier"),
        Message("A change counts when the form can tell it apart."),
        ((Message("now"), 9.0), (Message("before"), 15.0)),
        "Made up, 2020",
        TODAY,
    )


def agreement(number: int = 1, who: Who = Who.PATIENT, due: date | None = TODAY) -> Agreement:
    return Agreement(number, f"u{number}", 1, 1, date(2026, 11, 3), f"walk to the sea {number}", who, due)


def line(number: int = 1, text: str = "I opened the door", **changes: object) -> Contribution:
    made = Contribution(number, f"c{number}", 1, 1, date(2026, 5, 2), datetime(2026, 5, 2, 9, 0), text)
    return replace(made, **changes)  # type: ignore[arg-type]


signals = st.lists(
    st.builds(
        signal,
        st.sampled_from(RULE_ORDER),
        st.sampled_from(["lighter", "harder", ""]),
        DOMAINS,
        st.integers(1, 50),
    ),
    max_size=6,
    unique_by=lambda one: one.id,
).map(tuple)
helps = st.lists(
    st.builds(HelpAnswer, DOMAINS, st.sampled_from(list(MoreHelp)), st.just(TODAY), st.just(Message("Sleep"))),
    max_size=3,
    unique_by=lambda one: one.domain,
).map(tuple)
agreements = st.lists(
    st.builds(
        lambda number, who, days, state: replace(agreement(number, who, TODAY + timedelta(days)), state=state),
        st.integers(1, 30),
        st.sampled_from(list(Who)),
        st.integers(-30, 30),
        st.sampled_from(list(AgreementState)),
    ),
    max_size=3,
    unique_by=lambda one: one.id,
).map(tuple)
asked = st.lists(
    st.builds(
        Asked,
        st.sampled_from([prompt.id for prompt in BOOK]),
        st.integers(0, 8),
        st.just(""),
        st.sampled_from(["answered", PASSED]),
    ),
    max_size=25,
).map(lambda them: tuple(sorted(them, key=lambda one: -one.ago)))
strategies = st.lists(
    st.builds(
        lambda number, domain, state: Strategy(number, f"s{number}", 1, "count to ten", "", domain, state),
        st.integers(1, 9),
        DOMAINS,
        st.sampled_from(list(StrategyState)),
    ),
    max_size=2,
).map(tuple)
talks = st.builds(
    Talk,
    today=st.just(TODAY),
    choice=st.sampled_from(CHOICES),
    topic=st.sampled_from(["", "my sister", "[/] {x} the \u202e flat"]),
    display=st.sampled_from(list(Display)),
    signals=signals,
    more_help=helps,
    agreements=agreements,
    strategies=strategies,
    lines=st.sampled_from([(), (line(ladder="lighter"),), (line(kind=Kind.SMALL_STEP), line(2, only_us=True))]),
    asked=asked,
    answered=st.lists(st.tuples(st.integers(0, 8), st.sampled_from(list(Theme))), max_size=8).map(tuple),
    unfit=st.sampled_from([frozenset(), frozenset({"phq9:total:self"})]),
    somebody_else=st.booleans(),
    first_session=st.booleans(),
    stands_still=st.booleans(),
)


def said(question: Question) -> str:
    return " ".join([question.text, ENGLISH.say(question.because or ""), *(ENGLISH.say(why) for why in question.why)])


@given(talks)
def test_the_same_input_gives_the_same_question(talk: Talk) -> None:
    assert choose(BOOK, talk) == choose(BOOK, talk)


@given(talks)
def test_no_question_comes_again_within_three_sessions_while_another_fits(talk: Talk) -> None:
    question = choose(BOOK, talk)
    lately = {one.prompt for one in talk.asked if one.ago <= REST}
    if question.id in lately and question.reason in {"topic", "agreement", "more_help"}:
        assert question.id not in {one.prompt for one in talk.asked if one.ago <= 1}
    elif question.id in lately:
        fitting = [
            prompt
            for prompt in BOOK
            if prompt.needs_nothing and prompt.rung <= 1 and prompt.ladder == talk.ladder and not prompt.situations
        ]
        assert {prompt.id for prompt in fitting} <= lately


@given(talks)
def test_a_question_fits_what_the_patient_chose(talk: Talk) -> None:
    assert choose(BOOK, talk).prompt.ladder in {"", LADDER_OF[talk.choice]}


@given(talks)
def test_the_clause_is_true_of_the_data(talk: Talk) -> None:
    question = choose(BOOK, talk)
    clause = ENGLISH.say(question.because) if question.because else ""
    assert not clause or clause.startswith("because you")
    assert (question.reason == "open") == (not clause)
    kind, _, ref = question.ground.partition(":")
    if question.reason == "topic":
        assert shorten(talk.topic) in clause
    elif question.reason == "agreement":
        found = next(one for one in talk.agreements if str(one.id) == ref)
        assert found.state is AgreementState.OPEN
        assert found.look_again
        assert found.look_again <= TODAY
        assert found.text in clause
    elif question.reason == "more_help":
        assert any(one.domain.value == ref and one.answer is MoreHelp.YES for one in talk.more_help)
    elif kind == "strategy":
        assert any(str(one.id) == ref and one.text in clause for one in talk.strategies)
    elif kind == "line":
        assert any(str(one.id) == ref and one.text in clause for one in talk.lines)
    elif question.reason == "data":
        grown = next(one for one in talk.signals if one.id == question.ground)
        assert talk.display is not Display.NOTHING
        assert grown.row not in talk.unfit
        assert grown.direction in {"", talk.ladder}
        assert clause == ENGLISH.say(grown.because if talk.display is Display.NUMBERS else grown.because_words)


@given(talks)
def test_what_goes_before_the_data_goes_before_the_data(talk: Talk) -> None:
    question = choose(BOOK, replace(talk, asked=()))
    order = ["topic", "agreement", "more_help"] if talk.choice == "other" else ["topic", "more_help"]
    present = [ground.reason for ground in find_grounds(talk)]
    first = next((reason for reason in order if reason in present), None)
    if first:
        assert question.reason == first


@given(talks)
def test_no_number_is_said_to_somebody_who_chose_words_or_nothing(talk: Talk) -> None:
    from_forms = tuple(one for one in talk.signals if one.rule != "long_since_met")
    question = choose(BOOK, replace(talk, display=Display.WORDS, agreements=(), lines=(), topic="", signals=from_forms))
    text = " ".join([question.text, ENGLISH.say(question.because or ""), *(ENGLISH.say(why) for why in question.why)])
    assert "15" not in text


@given(talks)
def test_kinds_of_questions_are_never_named(talk: Talk) -> None:
    banned = re.compile(r"\b(theme|signal|score|verdict|approach|reflected|acceptance)s?\b", re.IGNORECASE)
    question = choose(BOOK, talk)
    assert not banned.search(said(question)), said(question)


@settings(max_examples=40)
@given(talks)
def test_twelve_sessions_in_a_row_never_open_alike_and_keep_the_balance(talk: Talk) -> None:
    history: tuple[Asked, ...] = ()
    openings: list[Question] = []
    for _ in range(12):
        question = choose(BOOK, replace(talk, asked=history, answered=(), agreements=()))
        openings.append(question)
        history = (
            *(replace(one, ago=one.ago + 1) for one in history),
            Asked(question.id, 1, question.ground),
        )
    assert all(first.id != second.id for first, second in pairwise(openings))


def several_sessions(talk: Talk, count: int) -> list[Question]:
    """The opening of each session, while all else stays as it is."""
    openings: list[Question] = []
    for _ in range(count):
        openings.append(choose(BOOK, talk))
        before = (replace(one, ago=one.ago + 1) for one in talk.asked)
        talk = replace(talk, asked=(*before, Asked(openings[-1].id, 1, openings[-1].ground)))
    return openings


@pytest.mark.parametrize("choice", CHOICES)
@pytest.mark.parametrize("domain", Domain)
def test_what_the_patient_brings_or_asks_help_with_is_taken_up_each_time(choice: str, domain: Domain) -> None:
    topic = several_sessions(Talk(TODAY, choice, topic="my sister"), 8)
    assert {one.reason for one in topic} == {"topic"}
    wanted = HelpAnswer(domain, MoreHelp.YES, TODAY, Message("this part"))
    helped = several_sessions(Talk(TODAY, choice, more_help=(wanted,)), 8)
    assert {one.reason for one in helped} == {"more_help"}
    for openings in (topic, helped):
        assert all(first.id != second.id for first, second in pairwise(openings))


@pytest.mark.parametrize("who", [Who.PATIENT, Who.BOTH])
def test_what_was_agreed_is_taken_up_each_time(who: Who) -> None:
    openings = several_sessions(Talk(TODAY, "other", agreements=(agreement(1, who),)), 8)
    assert {one.reason for one in openings} == {"agreement"}
    assert all(first.id != second.id for first, second in pairwise(openings))


def test_the_clinicians_own_part_is_taken_up_at_least_every_other_time() -> None:
    openings = several_sessions(Talk(TODAY, "other", agreements=(agreement(1, Who.CLINICIAN),)), 8)
    reasons = [one.reason for one in openings]
    assert reasons[::2] == ["agreement"] * 4
    assert all(first.id != second.id for first, second in pairwise(openings))


@pytest.mark.parametrize("direction", ["lighter", "harder"])
@pytest.mark.parametrize("domain", Domain)
@pytest.mark.parametrize("rule", ["clear_since_last", "clear_since_moment", "clear_since_start"])
def test_a_clear_change_has_another_question_for_each_of_four_sessions(
    rule: str, domain: Domain, direction: str
) -> None:
    choice = "hard" if direction == "harder" else "lighter"
    openings = several_sessions(Talk(TODAY, choice, signals=(signal(rule, direction, domain),)), REST + 1)
    assert {one.reason for one in openings} == {"data"}
    assert len({one.id for one in openings}) == REST + 1


@pytest.mark.parametrize("choice", CHOICES)
@pytest.mark.parametrize("state", ["somebody_else", "first_session", "stands_still", ""])
def test_another_question_can_be_asked_for_twice_in_any_session(choice: str, state: str) -> None:
    talk = Talk(TODAY, choice, **({state: True} if state else {}))  # type: ignore[arg-type]
    found: list[str] = []
    for _ in range(3):
        found.append(choose(BOOK, talk).id)
        talk = replace(talk, asked=(*talk.asked, Asked(found[-1], 0, outcome=PASSED)))
    assert len(set(found)) == 3


def test_each_rule_asks_first_and_another_question_is_left_for_after_it() -> None:
    """What a rule found has its own question; `another` then always finds a second one."""
    for rule in RULE_ORDER:
        direction = {"opposite": "", "long_since_met": ""}.get(rule, "lighter")
        choice = "other" if not direction else "lighter"
        talk = Talk(TODAY, choice, signals=(signal(rule, direction, Domain.EVERYDAY),))
        first = choose(BOOK, talk)
        second = choose(BOOK, replace(talk, asked=(Asked(first.id, 0, first.ground),)))
        assert first.ground.startswith(rule), rule
        assert rule in first.prompt.signals, rule
        assert second.id != first.id, rule


def test_open_questions_go_through_all_four_kinds() -> None:
    history: tuple[Asked, ...] = ()
    kinds = set()
    for _ in range(4):
        question = choose(BOOK, Talk(TODAY, "lighter", asked=history))
        kinds.add(question.prompt.theme)
        history = (*(replace(one, ago=one.ago + 1) for one in history), Asked(question.id, 1))
    assert len(kinds) == 4


def test_the_clinicians_part_is_looked_at_first() -> None:
    question = choose(BOOK, Talk(TODAY, "other", agreements=(agreement(1), agreement(2, Who.CLINICIAN))))
    assert question.ground == "agreement:2"


@pytest.mark.parametrize("choice", ["hard", "lighter"])
def test_nobody_who_chose_what_is_hard_or_lighter_is_asked_about_an_errand(choice: str) -> None:
    question = choose(BOOK, Talk(TODAY, choice, agreements=(agreement(1), agreement(2, Who.CLINICIAN))))
    assert question.reason == "open"
    said_why = [ENGLISH.say(one) for one in question.why]
    assert any(one.startswith("Left for now, as it does not fit what you chose") for one in said_why)


def test_each_thing_is_asked_about_once_a_session() -> None:
    talk = Talk(TODAY, "lighter", signals=(signal(),))
    first = choose(BOOK, talk)
    second = choose(BOOK, replace(talk, asked=(Asked(first.id, 0, first.ground),)))
    assert first.reason == "data"
    assert second.reason == "open"


def test_an_answer_on_safety_never_becomes_a_question_of_the_program() -> None:
    question = choose(BOOK, Talk(TODAY, "hard", signals=(signal("safety", "harder"),)))
    assert question.reason == "open"
    answer = CriticalAnswer(1, TODAY, "phq9", 9, Message("thoughts of dying or hurting yourself"), 2.0, 3.0)
    assert ENGLISH.say(wording(answer)) == (
        'You answered 2 of 3 on "thoughts of dying or hurting yourself". How is it now?'
    )


def test_somebody_elses_line_is_asked_about_until_it_was_heard() -> None:
    waiting = line(7, "She laughed at supper", said_by="ward nurse", via="noticed", kind=Kind.NOTICED)
    question = choose(BOOK, Talk(TODAY, "other", waiting=(waiting,)))
    assert question.id == "somebody-saw"


@pytest.mark.parametrize("choice", ["hard", "lighter"])
def test_a_ladder_is_climbed_to_its_end_and_then_it_is_enough(choice: str) -> None:
    talk = Talk(TODAY, choice)
    question: Question | None = choose(BOOK, talk)
    rungs = []
    while question:
        rungs.append(question.prompt.rung)
        talk = replace(talk, asked=(*talk.asked, Asked(question.id, 0)))
        question = deepen(BOOK, talk, question.id)
        assert len(rungs) < 12
    assert rungs == sorted(rungs)
    assert set(rungs) == {1, 2, 3, 4}
    assert len({one.prompt for one in talk.asked}) == len(talk.asked)


def test_a_follow_up_quotes_the_answer_before() -> None:
    first = choose(BOOK, Talk(TODAY, "lighter"))
    answer = line(3, "I went out on Tuesday", prompt=first.id)
    follow_up = deepen(BOOK, Talk(TODAY, "lighter", lines=(answer,)), first.id)
    assert follow_up is not None
    assert follow_up.because is not None
    assert ENGLISH.say(follow_up.because) == "because you said: “I went out on Tuesday”"


def test_every_fixed_moment_has_its_question() -> None:
    talk = Talk(TODAY, "other")
    assert for_situation(BOOK, talk, "today").text == "What matters most to you today?"
    assert for_situation(BOOK, talk, "closing").text == "How was it to talk like this?"
    assert for_situation(BOOK, talk, "clinician_turn").text == "May I say one thing I have noticed?"


def test_a_question_is_chosen_within_fifty_milliseconds_after_ten_years_of_weeks() -> None:
    long = Talk(
        TODAY,
        "lighter",
        signals=tuple(signal(number=n) for n in range(40)),
        lines=tuple(line(n) for n in range(2_000)),
        asked=tuple(Asked(prompt.id, ago) for ago in range(520, 0, -1) for prompt in BOOK.prompts[:2]),
    )
    started = time.perf_counter()
    choose(BOOK, long)
    assert time.perf_counter() - started < 0.05
