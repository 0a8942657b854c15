"""Which question comes next, by stated rules; the same input always gives the same question.

The rules, in their order:

1. The patient's choice (hard, lighter, other) decides which questions fit.
2. What the patient brought themselves; then, where they chose neither what is hard nor what is
   lighter, what was agreed and is due (the clinician's part first).
3. *More help here: yes*, before anything the data say.
4. Words about an answer that has moved, what the data show and what waits to be heard, as far as it fits the choice.
5. An open question.

Among the questions that fit: not asked now or in the three sessions before, then the kind that
came least in the last five sessions, then one made for this area of life, then the easiest to
answer, then the order of the files. Each comes with what it grew from, and with what was passed over.
What the patient brought, what was agreed and where they want more help never wait until a question has
rested: then the one asked longest ago comes, never one of this session or of the last.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from companion.clinical.facts import said_source
from companion.clinical.findings import HelpAnswer, Signal
from companion.clinical.grounds import Ground, find_grounds, shorten
from companion.clinical.meanings import Tied
from companion.clinical.message import Message
from companion.clinical.model import (
    Agreement,
    Contribution,
    CriticalAnswer,
    Display,
    Domain,
    Strategy,
    Theme,
)
from companion.clinical.prompts import RUNGS, Book, Prompt

REST = 3
"""Sessions in which a question that was asked is not asked again."""

BALANCE = 5
"""Sessions over which the kinds of questions are kept in balance."""

ANSWERED, PASSED, ENOUGH = "answered", "passed", "enough"
LADDER_OF = {"hard": "harder", "lighter": "lighter", "other": ""}

_CHOSEN = {
    "hard": Message("You chose something that is hard."),
    "lighter": Message("You chose something that is lighter."),
    "other": Message("You chose something else."),
}
_SHOWN_PASSED = 5
# Grounds that come before anything a form says.
_NEVER_WAIT = frozenset({"topic", "agreement", "more_help"})
# Situations so particular that an open question made for them goes first.
_MADE_FOR_NOW = frozenset({"somebody_else", "first_session", "stands_still"})


@dataclass(frozen=True, slots=True)
class Asked:
    """One question that was asked.

    Attributes:
        ago: 0 in this session, 1 in the one before, and so on.
        ground: What it grew from (`Ground.id`), or empty.
        outcome: `answered`, `passed` or `enough`.
    """

    prompt: str
    ago: int
    ground: str = ""
    outcome: str = ANSWERED


@dataclass(frozen=True, slots=True)
class Talk:
    """All that the rules look at.

    Attributes:
        choice: `hard`, `lighter` or `other`.
        topic, topic_ref: What the patient brought, in their words, and the id of that line;
            empty if nothing.
        areas: What each area of life is called for this patient.
        asked: Questions asked so far, oldest first.
        answered: (sessions ago, kind) of lines that were said.
        lines: Lines that may be seen now, oldest first, of this and earlier sessions.
        waiting: Lines of others that were not yet heard together.
        meanings: The patient's words about answers, each beside the newest answer to the same.
        unfit: Rows where the patient marked that the number does not fit.
        stands_still: Whether no form shows a clear change over a long time.
    """

    today: date
    choice: str
    topic: str = ""
    topic_ref: str = ""
    display: Display = Display.WORDS
    signals: tuple[Signal, ...] = ()
    more_help: tuple[HelpAnswer, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    strategies: tuple[Strategy, ...] = ()
    lines: tuple[Contribution, ...] = ()
    waiting: tuple[Contribution, ...] = ()
    differences: tuple[Contribution, ...] = ()
    meanings: tuple[Tied, ...] = ()
    areas: Mapping[Domain, Message] = field(default_factory=dict)
    asked: tuple[Asked, ...] = ()
    answered: tuple[tuple[int, Theme], ...] = ()
    unfit: frozenset[str] = frozenset()
    somebody_else: bool = False
    first_session: bool = False
    stands_still: bool = False

    @property
    def ladder(self) -> str:
        """The ladder that fits the choice."""
        return LADDER_OF.get(self.choice, "")


@dataclass(frozen=True, slots=True)
class Question:
    """One question, with everything that led to it.

    Attributes:
        id: Id of the prompt or of its follow-up.
        because: One clause, always true of the data; None for an open question.
        why: The whole rule, line by line.
        ground: What it grew from, or empty.
    """

    id: str
    text: str
    prompt: Prompt
    because: Message | None = None
    why: tuple[Message, ...] = ()
    ground: str = ""
    domain: Domain | None = None
    reason: str = "open"


def choose(book: Book, talk: Talk) -> Question:
    """Return the next question for what the patient chose.

    Raises:
        LookupError: The book has no question at all for this choice.
    """
    passed: list[tuple[Ground, Message]] = []
    for ground in find_grounds(talk):
        against = _against(ground, talk)
        if against is None:
            found = _best(book, ground, talk)
            if found:
                return _question(found[0], found[1], ground, talk, passed)
            against = Message("asked about lately")
        passed.append((ground, against))
    return _open(book, talk, passed)


def about(book: Book, talk: Talk, ground_id: str) -> Question | None:
    """Return the question that grows from one thing, which was just looked at; None when there is none."""
    for ground in find_grounds(talk):
        if ground.id == ground_id and (found := _best(book, ground, talk)):
            return _question(found[0], found[1], ground, talk, ())
    return None


def deepen(book: Book, talk: Talk, after: str, domain: Domain | None = None) -> Question | None:
    """Return the question that deepens the one with the id `after`, or None when it is enough.

    A question on a ladder has one follow-up, then comes the next rung; off the ladders the
    follow-ups come in their order.
    """
    prompt = book.find(after)
    if prompt is None:
        return None
    now = {asked.prompt for asked in talk.asked if asked.ago == 0} | {after}
    left = [one for one in prompt.follow_ups if one.id not in now]
    because = _last_words(talk, after)
    if left and (after == prompt.id or not prompt.ladder):
        why = (
            Message("This goes on from the question before."),
            Message("{words}", {"words": prompt.why}),
        )
        return Question(left[0].id, left[0].text, prompt, because, why, domain=domain, reason="follow_up")
    if not prompt.ladder or prompt.rung >= RUNGS:
        return None
    rung = [
        other
        for other in book
        if other.ladder == prompt.ladder
        and other.rung == prompt.rung + 1
        and other.needs_nothing
        and other.id not in now
        and other.fits(domain)
        and _situations(None, talk) >= other.situations
    ]
    ranked = _rank(book, _rested(rung, talk) or rung, talk, domain)
    if not ranked:
        return None
    step = _STEPS[prompt.ladder][prompt.rung]
    why = (step, Message("{words}", {"words": ranked[0].why}))
    return Question(ranked[0].id, ranked[0].text, ranked[0], because, why, domain=domain, reason="rung")


_STEPS = {
    "lighter": (
        Message("First: what is different."),
        Message("Next: who has seen it."),
        Message("Next: what you did."),
        Message("Last: what it makes possible."),
    ),
    "harder": (
        Message("First: what it is like."),
        Message("Next: what you have held on to."),
        Message("Next: the smallest step."),
        Message("Last: who takes it."),
    ),
}


def for_situation(book: Book, talk: Talk, situation: str) -> Question:
    """Return the question made for one situation (`today`, `closing`, `clinician_turn`, …).

    Raises:
        LookupError: The book has none.
    """
    fitting = list(book.for_situation(situation))
    if not fitting:
        raise LookupError(situation)
    prompt = _rank(book, _rested(fitting, talk) or fitting, talk, None)[0]
    return Question(
        prompt.id, prompt.text, prompt, None, (Message("{words}", {"words": prompt.why}),), reason=situation
    )


def safety_wording(answer: CriticalAnswer) -> Message:
    """Return a wording at hand for the clinician, with the answer as it was given."""
    return Message(
        'You answered {answer} of {highest} on "{label}". How is it now?',
        {"answer": answer.answer, "highest": answer.highest, "label": answer.label},
    )


def _against(ground: Ground, talk: Talk) -> Message | None:
    """Return why a ground is passed over, or None when it may lead to a question."""
    if any(asked.ago == 0 and asked.ground == ground.id for asked in talk.asked):
        return Message("asked about today")
    if ground.reason == "waiting" and any(asked.ago <= REST and asked.ground == ground.id for asked in talk.asked):
        return Message("asked about lately")
    if ground.from_data and talk.display is Display.NOTHING:
        return Message("as you chose to leave your answers today")
    if ground.direction and ground.direction != (talk.ladder or "neither"):
        return Message("as it does not fit what you chose")
    if ground.from_data and any(row in talk.unfit for row in ground.rows):
        return Message("as you marked that the number does not fit")
    return None


def _situations(ground: Ground | None, talk: Talk) -> frozenset[str]:
    true = {
        "somebody_else": talk.somebody_else,
        "first_session": talk.first_session,
        "met_before": not talk.first_session,
        "stands_still": talk.stands_still,
    }
    return frozenset(name for name, is_so in true.items() if is_so) | (ground.situations if ground else frozenset())


def _best(book: Book, ground: Ground, talk: Talk) -> tuple[Prompt, int] | None:
    here = _situations(ground, talk)
    fitting = [
        prompt
        for prompt in book
        if prompt.rung <= 1
        and (prompt.ladder in {"", talk.ladder} if ground.any_ladder else prompt.ladder == talk.ladder)
        and prompt.situations <= here
        and prompt.fits(ground.domain)
    ]
    made_for_it = [prompt for prompt in fitting if ground.names(prompt)]
    spare = [prompt for prompt in fitting if prompt.needs_nothing and prompt.ladder] if ground.may_be_open else []
    for group in (made_for_it, spare):
        rested = _rested(group, talk)
        if rested:
            return _rank(book, rested, talk, ground.domain)[0], len(rested)
    near = {asked.prompt for asked in talk.asked if asked.ago <= 1}
    waited = [prompt for prompt in (*made_for_it, *spare) if prompt.id not in near]
    return (_longest_ago(waited, talk)[0], 1) if waited and ground.reason in _NEVER_WAIT else None


def _open(book: Book, talk: Talk, passed: Sequence[tuple[Ground, Message]]) -> Question:
    here = _situations(None, talk)
    fitting = [
        prompt
        for prompt in book
        if prompt.needs_nothing and prompt.rung <= 1 and prompt.ladder == talk.ladder and prompt.situations <= here
    ]
    if not fitting:
        raise LookupError(talk.choice)
    rested = _rested(fitting, talk)
    # With every question asked lately, the one asked longest ago comes, never the last opening.
    candidates = rested or _longest_ago(fitting, talk)
    special = [prompt for prompt in candidates if prompt.situations & _MADE_FOR_NOW]
    prompt = _rank(book, special or candidates, talk, None)[0]
    return _question(prompt, len(candidates), Ground.nothing(), talk, passed)


def _rested(prompts: Sequence[Prompt], talk: Talk) -> list[Prompt]:
    lately = {asked.prompt for asked in talk.asked if asked.ago <= REST}
    return [prompt for prompt in prompts if prompt.id not in lately]


def _longest_ago(prompts: Sequence[Prompt], talk: Talk) -> list[Prompt]:
    before = [asked.prompt for asked in talk.asked if asked.ago == 1]
    last = {asked.prompt: number for number, asked in enumerate(talk.asked)}
    kept = [prompt for prompt in prompts if prompt.id not in before[:1]] or list(prompts)
    return [min(kept, key=lambda prompt: last.get(prompt.id, -1))]


def _rank(book: Book, prompts: Sequence[Prompt], talk: Talk, domain: Domain | None) -> list[Prompt]:
    by_theme = _by_theme(book, talk)

    def key(prompt: Prompt) -> tuple[int, int, int, int]:
        made_for_area = 0 if domain in prompt.areas else 1
        return by_theme[prompt.theme], made_for_area, prompt.depth, prompt.order

    return sorted(prompts, key=key)


def _by_theme(book: Book, talk: Talk) -> Counter[Theme]:
    """Count in how many of the recent sessions each kind of question came."""
    came = {(ago, theme) for ago, theme in talk.answered if ago <= BALANCE}
    for asked in talk.asked:
        if asked.ago <= BALANCE and asked.outcome != PASSED and (prompt := book.find(asked.prompt)):
            came.add((asked.ago, prompt.theme))
    return Counter(theme for _, theme in came)


def _last_words(talk: Talk, prompt_id: str) -> Message | None:
    for line in reversed(talk.lines):
        if line.prompt == prompt_id and line.said_by == "patient" and not line.about:
            return Message("because you said: “{words}”", {"words": shorten(line.text)})
    return None


def _question(
    prompt: Prompt, fitting: int, ground: Ground, talk: Talk, passed: Sequence[tuple[Ground, Message]]
) -> Question:
    because = ground.because_in_words if talk.display is not Display.NUMBERS else ground.because
    return Question(
        prompt.id,
        prompt.text,
        prompt,
        because,
        tuple(_why(prompt, fitting, ground, talk, passed)),
        ground.id,
        ground.domain,
        ground.reason,
    )


def _why(
    prompt: Prompt, fitting: int, ground: Ground, talk: Talk, passed: Sequence[tuple[Ground, Message]]
) -> Iterator[Message]:
    yield _CHOSEN.get(talk.choice, _CHOSEN["other"])
    yield ground.rule
    if ground.from_data and talk.display is not Display.NUMBERS:
        yield Message("The numbers stay hidden today, as you chose.")
    else:
        for label, value in ground.inputs:
            yield Message("{label}: {value}", {"label": label, "value": value})
    if ground.source:
        yield Message("From: {source}", {"source": said_source(ground.source)})
    yield Message("Why one asks: {words}", {"words": prompt.why})
    if fitting > 1:
        yield Message(
            "{n} questions fit. First comes the kind we asked least lately, then the easiest to answer.",
            {"n": fitting},
        )
    for other, against in passed[:_SHOWN_PASSED]:
        what = other.title if talk.display is Display.NUMBERS or not other.from_data else other.title_in_words
        yield Message("Left for now, {reason}: {what}", {"what": what, "reason": against})
    if len(passed) > _SHOWN_PASSED:
        yield Message("And {n} more.", {"n": len(passed) - _SHOWN_PASSED})
