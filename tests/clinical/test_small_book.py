"""Which question comes from a small book, in which one sees what was chosen and why."""

from __future__ import annotations

from dataclasses import replace

import pytest

from companion.clinical.dialogue import (
    BALANCE,
    ENOUGH,
    PASSED,
    REST,
    Asked,
    Talk,
    choose,
    deepen,
    for_situation,
)
from companion.clinical.findings import HelpAnswer
from companion.clinical.message import Message
from companion.clinical.model import (
    Domain,
    MoreHelp,
    Theme,
)
from companion.clinical.prompts import FollowUp, Prompt
from companion.language import ENGLISH
from tests.clinical.talk_kit import TODAY, book, line, prompt, signal


def open_id(talk: Talk, *prompts: Prompt) -> str:
    return choose(book(*prompts), talk).id


OTHER = Talk(TODAY, "other")


def test_the_kind_that_came_least_goes_first_then_the_easiest_then_the_order() -> None:
    one, two = prompt("one"), prompt("two", theme=Theme.REFLECTED)
    assert open_id(OTHER, one, two) == "one"
    assert open_id(replace(OTHER, answered=((BALANCE, Theme.APPROACH),)), one, two) == "two"
    assert open_id(replace(OTHER, answered=((BALANCE + 1, Theme.APPROACH),)), one, two) == "one"
    # Several lines of one session count once.
    twice = ((1, Theme.APPROACH), (1, Theme.APPROACH), (1, Theme.REFLECTED))
    assert open_id(replace(OTHER, answered=twice), two, one) == "two"
    assert open_id(OTHER, prompt("deep", depth=2), prompt("easy")) == "easy"
    assert open_id(OTHER, prompt("deep", depth=2), prompt("easy"), prompt("easy too")) == "easy"


def test_what_was_passed_does_not_count_for_its_kind_and_what_was_enough_does() -> None:
    one, two = prompt("one"), prompt("two", theme=Theme.REFLECTED)
    before = prompt("before", rung=2)
    for outcome, chosen in ((PASSED, "one"), (ENOUGH, "two")):
        talk = replace(OTHER, asked=(Asked("before", BALANCE, outcome=outcome),))
        assert open_id(talk, one, two, before) == chosen
    gone = replace(OTHER, asked=(Asked("gone from the book", 1), Asked("before", BALANCE + 1)))
    assert open_id(gone, one, two, before) == "one"


def test_a_question_rests_for_three_sessions_then_the_one_asked_longest_ago_comes() -> None:
    one, two, three = prompt("one"), prompt("two"), prompt("three")
    assert open_id(replace(OTHER, asked=(Asked("one", REST),)), one, two) == "two"
    assert open_id(replace(OTHER, asked=(Asked("one", REST + 1),)), one, two) == "one"
    all_lately = (Asked("two", 3), Asked("three", 2), Asked("one", 1))
    for order in ((one, two, three), (three, two, one)):
        assert open_id(replace(OTHER, asked=all_lately), *order) == "two"
    # The opening of last time stays away, also when it is the one asked longest ago.
    assert open_id(replace(OTHER, asked=(Asked("one", 1), Asked("two", 1))), one, two) == "two"
    assert open_id(replace(OTHER, asked=(Asked("one", 1),)), one) == "one"
    never = (Asked("two", 3), Asked("one", 2))
    assert open_id(replace(OTHER, asked=never), two, three, one) == "three"


def test_a_question_made_for_now_goes_before_the_easier_ones() -> None:
    for situation in ("somebody_else", "first_session", "stands_still"):
        special = prompt("special", depth=3, situations=frozenset({situation}))
        assert open_id(replace(OTHER, **{situation: True}), prompt("easy"), special) == "special"  # type: ignore[arg-type]
        assert open_id(OTHER, prompt("easy"), special) == "easy"
    met = prompt("met", depth=1, situations=frozenset({"met_before"}))
    assert open_id(OTHER, met, prompt("easy")) == "met"
    assert open_id(replace(OTHER, first_session=True), met, prompt("easy")) == "easy"


def test_only_first_rungs_of_the_chosen_ladder_open() -> None:
    later = prompt("later", ladder="lighter", rung=2)
    first = prompt("first", ladder="lighter", rung=1)
    assert open_id(replace(OTHER, choice="lighter"), later, first) == "first"
    with pytest.raises(LookupError, match="hard"):
        open_id(replace(OTHER, choice="hard"), later, first)
    with pytest.raises(LookupError, match="lighter"):
        open_id(replace(OTHER, choice="lighter"), prompt("closed", ladder="lighter", rung=1, signals=frozenset()))


def test_a_question_made_for_the_area_goes_first_and_one_for_another_never_comes() -> None:
    help_here = (HelpAnswer(Domain.MOOD, MoreHelp.YES, TODAY, Message("Mood")),)
    talk = replace(OTHER, choice="hard", more_help=help_here)
    code = frozenset({"more_help"})
    plain = prompt("plain", ladder="harder", rung=1, signals=code)
    mood = prompt("mood", ladder="harder", rung=1, signals=code, areas=frozenset({Domain.MOOD}), depth=3)
    hope = prompt("hope", ladder="harder", rung=1, signals=code, areas=frozenset({Domain.HOPE}))
    assert open_id(talk, plain, mood, hope) == "mood"
    spare = prompt("spare", ladder="harder", rung=1)
    assert open_id(talk, hope, spare) == "spare"
    # A wish for help stays on the ladder.
    off = prompt("off", signals=code)
    assert open_id(talk, off, spare) == "spare"


def test_what_waits_is_left_for_three_sessions_and_data_come_again_next_time() -> None:
    light = {"ladder": "lighter", "rung": 1}
    noticed, else_ = prompt("noticed", situations=frozenset({"noticed"}), **light), prompt("else", **light)
    talk = replace(OTHER, choice="lighter", waiting=(line(7, said_by="mother"),))
    assert open_id(talk, else_, noticed) == "noticed"
    for ago, chosen in ((0, "else"), (REST, "else"), (REST + 1, "noticed")):
        assert open_id(replace(talk, asked=(Asked("x", ago, "line:7"),)), else_, noticed) == chosen
    ladder = {"ladder": "harder", "rung": 1}
    other = prompt("other", **ladder)
    heard = prompt("heard", situations=frozenset({"noticed"}), **ladder)
    assert open_id(replace(talk, choice="hard"), other, heard) == "other", "it is not what was chosen"
    found = replace(OTHER, choice="hard", signals=(signal("clear_since_last", "harder", Domain.MOOD),))
    data = prompt("data", signals=frozenset({"clear_since_last"}), **ladder)
    for ago, chosen in ((0, "other"), (1, "data")):
        asked = (Asked("x", ago, "clear_since_last:phq9:1"),)
        assert open_id(replace(found, asked=asked), other, data) == chosen


def test_a_follow_up_comes_once_on_a_ladder_and_each_in_turn_off_it() -> None:
    two = (FollowUp("a", "A?"), FollowUp("b", "B?"))
    off = prompt("off", follow_ups=two)
    own = book(off)
    first = deepen(own, OTHER, "off", Domain.MOOD)
    assert first is not None
    assert (first.id, first.text, first.reason, first.domain, first.prompt) == (
        "a",
        "A?",
        "follow_up",
        Domain.MOOD,
        own.prompts[0],
    )
    assert [ENGLISH.say(one) for one in first.why] == ["This goes on from the question before.", "Why off."]
    second = deepen(own, replace(OTHER, asked=(Asked("off", 0), Asked("a", 0))), "a")
    assert second is not None
    assert second.id == "b"
    # One asked in an earlier session may come again.
    assert deepen(own, replace(OTHER, asked=(Asked("a", 1),)), "off") == replace(first, domain=None)
    assert deepen(own, replace(OTHER, asked=(Asked("a", 0), Asked("b", 0))), "b") is None
    assert deepen(own, OTHER, "gone") is None


def test_the_next_rung_follows_the_one_follow_up() -> None:
    follow = (FollowUp("a", "A?"), FollowUp("b", "B?"))
    rungs = [prompt(f"r{n}", ladder="harder", rung=n, follow_ups=follow if n == 1 else ()) for n in (1, 2, 3, 4)]
    own = book(*rungs)
    talk = replace(OTHER, choice="hard")
    steps = []
    after: str | None = "r1"
    while after is not None:
        found = deepen(own, talk, after, Domain.MOOD)
        if found is None:
            break
        steps.append((found.id, found.reason, [ENGLISH.say(one) for one in found.why], found.domain))
        talk = replace(talk, asked=(*talk.asked, Asked(after, 0)))
        after = found.id
    assert steps == [
        ("a", "follow_up", ["This goes on from the question before.", "Why r1."], Domain.MOOD),
        ("r2", "rung", ["Next: what you have held on to.", "Why r2."], Domain.MOOD),
        ("r3", "rung", ["Next: the smallest step.", "Why r3."], Domain.MOOD),
        ("r4", "rung", ["Last: who takes it.", "Why r4."], Domain.MOOD),
    ]


def test_a_rung_fits_the_area_and_the_situation_rests_and_needs_nothing() -> None:
    first = prompt("first", ladder="lighter", rung=1)
    talk = replace(OTHER, choice="lighter")

    def after_first(*prompts: Prompt, **more: object) -> str | None:
        found = deepen(book(first, *prompts), replace(talk, **more), "first", Domain.MOOD)  # type: ignore[arg-type]
        return found.id if found else None

    def rung(name: str, **more: object) -> Prompt:
        return prompt(name, ladder="lighter", rung=2, **more)

    assert after_first(rung("data", signals=frozenset({"more_help"})), rung("open")) == "open"
    assert after_first(rung("hope", areas=frozenset({Domain.HOPE})), rung("open")) == "open"
    assert after_first(rung("open"), rung("mood", areas=frozenset({Domain.MOOD}))) == "mood"
    assert after_first(rung("else", situations=frozenset({"somebody_else"}))) is None
    assert after_first(rung("else", situations=frozenset({"somebody_else"})), somebody_else=True) == "else"
    assert after_first(rung("one"), rung("two"), asked=(Asked("one", 1),)) == "two"
    assert after_first(rung("one"), asked=(Asked("one", 1),)) == "one"
    assert after_first(rung("one"), asked=(Asked("one", 0),)) is None
    assert after_first(prompt("third", ladder="lighter", rung=3)) is None
    assert after_first(prompt("other", ladder="harder", rung=2)) is None


def test_the_words_that_are_quoted_are_the_patients_last_about_themselves() -> None:
    own = book(prompt("off", follow_ups=(FollowUp("a", "A?"),)))
    said = (
        line(1, "first", prompt="off"),
        line(2, "last", prompt="off"),
        line(3, "of my sister", prompt="off", about="sister"),
        line(4, "the clinician's", prompt="off", said_by="clinician"),
        line(5, "elsewhere", prompt="other"),
    )
    found = deepen(own, replace(OTHER, lines=said), "off")
    assert found is not None
    assert found.because is not None
    assert ENGLISH.say(found.because) == "because you said: “last”"
    silent = deepen(own, OTHER, "off")
    assert silent is not None
    assert silent.because is None


def test_a_situation_has_its_question_by_the_same_order_and_says_so() -> None:
    hope = frozenset({"hope"})
    own = book(prompt("deep", situations=hope, depth=2), prompt("easy", situations=hope))
    found = for_situation(own, OTHER, "hope")
    assert (found.id, found.text, found.reason, found.because, found.ground) == ("easy", "easy?", "hope", None, "")
    assert [ENGLISH.say(one) for one in found.why] == ["Why easy."]
    assert for_situation(own, replace(OTHER, asked=(Asked("easy", 1),)), "hope").id == "deep"
    both = (Asked("easy", 1), Asked("deep", 1))
    assert for_situation(own, replace(OTHER, asked=both), "hope").id == "easy"
    with pytest.raises(LookupError, match="closing"):
        for_situation(own, OTHER, "closing")
