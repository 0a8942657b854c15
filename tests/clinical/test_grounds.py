"""Everything a question can grow from and every line of its why, written down whole in grounds.txt."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import timedelta
from pathlib import Path

import pytest

from companion.clinical.dialogue import (
    Asked,
    Question,
    Talk,
    about,
    choose,
)
from companion.clinical.findings import HelpAnswer
from companion.clinical.grounds import QUOTED, RULE_ORDER, Ground, find_grounds, shorten
from companion.clinical.message import Message
from companion.clinical.model import (
    AgreementState,
    Display,
    Domain,
    Kind,
    MoreHelp,
    Strategy,
    StrategyState,
    Who,
)
from companion.language import ENGLISH
from tests.clinical.talk_kit import BOOK, TODAY, agreement, line, signal, tied

FULL = Talk(
    TODAY,
    "hard",
    topic="  my sister \n and the flat ",
    topic_ref="31",
    signals=(
        signal("clear_since_start", "harder", Domain.MOOD, 2),
        signal("clear_since_last", "lighter", Domain.EVERYDAY, 3, "clinician", Message("set by the patient")),
        signal("long_since_met", "", None, 4, ""),
        signal("safety_answer", "harder", Domain.SAFETY, 5),
        signal("beyond_enough", "lighter", Domain.RELATING, 6),
    ),
    more_help=(
        HelpAnswer(Domain.HOPE, MoreHelp.YES, TODAY, Message("Hope")),
        HelpAnswer(Domain.MOOD, MoreHelp.FINE, TODAY, Message("Mood")),
    ),
    agreements=(
        agreement(1, Who.PATIENT),
        agreement(2, Who.BOTH, TODAY - timedelta(days=2)),
        agreement(3, Who.CLINICIAN),
        agreement(4, Who.BOTH, TODAY - timedelta(days=3)),
        agreement(5, Who.PATIENT, TODAY + timedelta(days=1)),
        agreement(6, Who.PATIENT, None),
        agreement(7, Who.PATIENT, state=AgreementState.DONE),
        agreement(8, Who.PATIENT, reviewed=TODAY),
    ),
    strategies=(
        Strategy(1, "s1", 1, "count to ten", "", Domain.MOOD, StrategyState.RESTING),
        Strategy(2, "s2", 1, "bake", "", Domain.HOPE, StrategyState.HELPING),
        Strategy(3, "s3", 1, "swim", "", None, StrategyState.RESTING),
    ),
    waiting=(
        line(7, "She laughed at supper", said_by="ward nurse", via="noticed", kind=Kind.NOTICED),
        line(8, "You came by yourself", said_by="clinician"),
    ),
    differences=(line(9, "Nothing has moved", domain=Domain.MOOD),),
    meanings=(tied(11, 3, 1), tied(12, 1, 3), tied(13, 2, 2), tied(14, 18, 9, item=None)),
    unfit=frozenset({"wsas:total:self", "gad7:total:self"}),
    areas={Domain.MOOD: Message("Mood and worry")},
    lines=(
        line(20, "The oldest", ladder="lighter"),
        line(21, "I rang my brother", kind=Kind.SMALL_STEP, domain=Domain.RELATING, day=TODAY - timedelta(days=60)),
        line(22, "Too new", ladder="lighter", day=TODAY - timedelta(days=59)),
        line(23, "Kept away", ladder="lighter", keepsake=True),
        line(24, "About her", ladder="lighter", about="sister"),
        line(25, "Not mine", ladder="lighter", said_by="clinician"),
        line(26, "Hard", ladder="harder"),
    ),
)


def told(ground: Ground) -> str:
    """Return a ground whole, a line each thing."""
    say = ENGLISH.value
    plain = {
        name: value
        for name, value in ((each.name, getattr(ground, each.name)) for each in fields(ground))
        if name not in {"rule", "title", "title_in_words", "because", "because_in_words", "inputs", "source"}
    }
    plain |= {"situations": sorted(ground.situations), "from_data": ground.from_data}
    words = (ground.rule, ground.title, ground.title_in_words, ground.because, ground.because_in_words)
    return "\n".join(
        (
            " | ".join(f"{name}={value}" for name, value in plain.items()),
            *(say(one) if one else "-" for one in words),
            "; ".join(f"{say(name)}: {say(value)}" for name, value in ground.inputs),
            say(ground.source),
        )
    )


def whole(question: Question | None) -> str:
    """Return a question with everything that led to it."""
    if question is None:
        return "nothing"
    say = ENGLISH.say
    head = f"{question.id} | {question.reason} | {question.ground} | {question.domain} | {question.prompt.id}"
    return "\n".join((head, question.text, say(question.because or "-"), *(f"  {say(one)}" for one in question.why)))


def written() -> str:
    """Return all that is written down."""
    parts = ["# hard, with numbers", *map(told, find_grounds(FULL))]
    parts += ["# other", *map(told, find_grounds(replace(FULL, choice="other", topic=" ")))]
    asked = (Asked("x", 1, "clear_since_start:phq9:2"), Asked("y", 2, "beyond_enough:phq9:6"))
    parts += ["# the order of what was talked about last time"]
    parts += [one.id for one in find_grounds(replace(FULL, asked=asked)) if one.code in RULE_ORDER]
    parts += [told(Ground.nothing())]
    for display in Display:
        parts += [f"# questions, {display.value}"]
        parts += [whole(one) for one in a_session(replace(FULL, display=display))]
    for choice in ("lighter", "other"):
        parts += [f"# questions, {choice}"]
        parts += [whole(one) for one in a_session(replace(FULL, choice=choice, display=Display.NUMBERS))]
    return "\n\n".join(parts) + "\n"


def a_session(talk: Talk) -> list[Question]:
    """Every question of one session, one after the other, until an open one comes."""
    found: list[Question] = []
    while not found or (found[-1].reason != "open" and len(found) < 30):
        question = choose(BOOK, talk)
        found.append(question)
        talk = replace(talk, asked=(*talk.asked, Asked(question.id, 0, question.ground)))
    return found


def test_every_ground_and_every_why_reads_as_written_down_here() -> None:
    assert written() == (Path(__file__).parent / "grounds.txt").read_text(encoding="utf-8")


def test_a_question_about_one_thing_is_the_one_that_grows_from_it() -> None:
    talk = replace(FULL, display=Display.NUMBERS)
    found = about(BOOK, talk, "clear_since_start:phq9:2")
    assert found is not None
    assert (found.ground, found.reason, found.domain) == ("clear_since_start:phq9:2", "data", Domain.MOOD)
    assert ENGLISH.say(found.why[0]) == "You chose something that is hard."
    assert not any("Left for now" in ENGLISH.say(one) for one in found.why)
    assert about(BOOK, talk, "not there") is None
    everything = tuple(Asked(prompt.id, 1) for prompt in BOOK)
    assert about(BOOK, replace(talk, asked=everything), "clear_since_start:phq9:2") is None


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("a  b\n c", "a b c"),
        ("x" * QUOTED, "x" * QUOTED),
        ("x" * (QUOTED + 1), "x" * QUOTED + "…"),
        ("word " * 25, ("word " * 20).strip() + "…"),
        ("It was a long day there. " + "then " * 30, "It was a long day there. …"),
        ("It was a long day at all! " + "then " * 30, "It was a long day at all! …"),
        ("Was it a long day there? " + "then " * 30, "Was it a long day there? …"),
        ("Too short. " + "then " * 30, "Too short. " + ("then " * 17).strip() + "…"),
        # A sentence of twenty-one signs is whole enough, one of twenty is not.
        ("It was a day at sea. " + "then " * 30, "It was a day at sea. " + ("then " * 15).strip() + "…"),
        ("It was a day at sea a. " + "then " * 30, "It was a day at sea a. …"),
        ("w" * 96 + "; and more words", "w" * 96 + "…"),
    ],
)
def test_a_line_is_quoted_by_whole_sentences_or_whole_words(text: str, short: str) -> None:
    assert shorten(text) == short
