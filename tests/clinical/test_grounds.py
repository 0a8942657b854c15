"""Everything a question can grow from and every line of its why, written down whole in grounds.txt."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from companion.clinical.dialogue import (
    BALANCE,
    ENOUGH,
    PASSED,
    REST,
    Asked,
    Question,
    Talk,
    about,
    choose,
    deepen,
    for_situation,
)
from companion.clinical.findings import HelpAnswer, Signal
from companion.clinical.grounds import QUOTED, RULE_ORDER, Ground, find_grounds, shorten
from companion.clinical.meanings import Meaning, Tied
from companion.clinical.message import Message
from companion.clinical.model import (
    Agreement,
    AgreementState,
    Better,
    Contribution,
    Display,
    Domain,
    Kind,
    MoreHelp,
    Strategy,
    StrategyState,
    Theme,
    Who,
)
from companion.clinical.prompts import Book, FollowUp, Prompt
from companion.language import ENGLISH

TODAY = date(2026, 11, 23)
MET = date(2026, 11, 3)
LONG_AGO = date(2026, 5, 2)
BOOK = Book.bundled("en")


def signal(
    rule: str,
    direction: str,
    domain: Domain | None,
    number: int = 1,
    who: str = "self",
    source: str | Message = "B, 2020",
) -> Signal:
    return Signal(
        f"{rule}:phq9:{number}",
        rule,
        f"phq9:total:{who}" if who else "",
        domain,
        direction,
        Message("you answered 9, and 15 on {day}", {"day": MET}),
        Message("because you answered 9, and 15 on {day}", {"day": MET}),
        Message("because you answered differently: clearly easier"),
        Message("A change counts when the form can tell it apart."),
        ((Message("now"), 9.0), (Message("before"), 15.0)),
        source,
        TODAY,
    )


def agreement(number: int, who: Who, due: date | None = TODAY, **more: object) -> Agreement:
    made = Agreement(number, f"u{number}", 1, 1, MET, f"walk to the sea {number}", who, due)
    return replace(made, **more)  # type: ignore[arg-type]


def line(number: int, text: str = "I opened the door", day: date = LONG_AGO, **more: object) -> Contribution:
    made = Contribution(number, f"c{number}", 1, 1, day, datetime(2026, 5, 2, 9, 0), text)
    return replace(made, **more)  # type: ignore[arg-type]


def tied(number: int, then: float, now: float, *, item: int | None = 3, better: Better = Better.LOWER) -> Tied:
    meaning = Meaning(number, 1, item, "total", "I lay awake", LONG_AGO)
    label = Message("sleep") if item else None
    row = f"phq9:total:self{number}"
    return Tied(meaning, row, "PHQ-9", better, Domain.MOOD, then, LONG_AGO, now, TODAY, label, reads_moved=True)


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


# --- a small book, in which one sees what was chosen


def prompt(name: str, **more: object) -> Prompt:
    made = Prompt(name, f"{name}?", Theme.APPROACH, f"Why {name}.", signals=frozenset({"open"}))
    return replace(made, **more)  # type: ignore[arg-type]


def book(*prompts: Prompt) -> Book:
    return Book("en", tuple(replace(one, order=number) for number, one in enumerate(prompts)))


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
    assert open_id(replace(OTHER, asked=all_lately), one, two, three) == "two"
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
