"""What a question can grow from: the patient's own topic, an agreement, a wish for help, the data, a line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from companion.clinical.facts import Source
from companion.clinical.findings import Signal
from companion.clinical.meanings import RULE, because_moved, moved
from companion.clinical.message import Message, Value
from companion.clinical.model import (
    CLINICIAN,
    AgreementState,
    Contribution,
    Domain,
    Kind,
    MoreHelp,
    StrategyState,
    Who,
)
from companion.clinical.prompts import OPEN, Prompt

if TYPE_CHECKING:
    from companion.clinical.dialogue import Talk

RULE_ORDER = (
    "beyond_enough", "opposite", "others_ahead", "clear_since_last", "clear_since_moment", "clear_since_start",
    "long_since_met",
)  # fmt: skip
"""Rules a question grows from, most worth talking about first.

An answer on safety is not among them: the clinician raises it in their own words.
"""

QUOTED = 100
"""Most characters of a line that are quoted beside a question."""

_OLD_WORDS = timedelta(days=60)
_SENTENCE = 20


@dataclass(frozen=True, slots=True)
class Ground:
    """Something a question can grow from.

    Attributes:
        id: Stays the same for the same thing, so that it is asked about once a session.
        reason: `topic`, `agreement`, `more_help`, `data`, `waiting` or `open`.
        rule: The rule in words.
        title: What it is, for *what was left for now*; `title_in_words` has no numbers.
        because, because_in_words: One clause each, the second without numbers.
        code: The rule among a prompt's `signals`; empty when situations decide.
        situations: What is true because of it.
        needs: The situation a prompt must be made for, when `code` is empty.
        direction: The ladder it fits (`lighter`, `harder`, `neither`); empty for every one.
        rows: Rows of Look it rests on.
        may_be_open: Whether an open question may be asked about it too.
        any_ladder: Whether a question off the ladders fits as well.
    """

    id: str
    reason: str
    rule: Message
    title: Message
    title_in_words: Message
    because: Message | None = None
    because_in_words: Message | None = None
    code: str = ""
    needs: str = ""
    situations: frozenset[str] = frozenset()
    domain: Domain | None = None
    direction: str = ""
    rows: tuple[str, ...] = ()
    inputs: tuple[tuple[Message, Value], ...] = ()
    source: Source = ""
    may_be_open: bool = False
    any_ladder: bool = True

    @property
    def from_data(self) -> bool:
        """Whether it rests on answers to forms."""
        return self.reason == "data"

    def names(self, prompt: Prompt) -> bool:
        """Return whether a prompt was made for this."""
        if self.needs:
            return self.needs in prompt.situations
        return bool(self.code) and self.code in prompt.signals

    @staticmethod
    def nothing() -> Ground:
        """Return the ground of an open question."""
        rule = Message("This is an open question. It grows from no answer and no number.")
        return Ground("", "open", rule, rule, rule, code=OPEN)


def shorten(text: str) -> str:
    """Return the beginning of a line for a quotation: whole sentences if they fit, else whole words."""
    line = " ".join(text.split())
    if len(line) <= QUOTED:
        return line
    cut = line[:QUOTED]
    end = max(cut.rfind(mark) for mark in (". ", "! ", "? "))
    if end >= _SENTENCE:
        return cut[: end + 1] + " …"
    # Text without spaces, as in some scripts, is cut at the character.
    return (cut.rsplit(" ", 1)[0] if " " in cut else cut).rstrip(",.;:") + "…"


def find_grounds(talk: Talk) -> Iterator[Ground]:
    """Yield everything a question can grow from now, first things first."""
    yield from _topic(talk)
    yield from _agreements(talk)
    yield from _more_help(talk)
    yield from _waiting(talk)
    yield from _unfit(talk)
    yield from _meanings(talk)
    yield from _signals(talk)
    yield from _strategies(talk)
    yield from _words_before(talk)


def _ground(
    ground_id: str, reason: str, rule: Message, because: Message, title: Message, *, code: str = "", needs: str = "",
    domain: Domain | None = None, situations: frozenset[str] = frozenset(), direction: str = "",
    may_be_open: bool = False, any_ladder: bool = True,
) -> Ground:  # fmt: skip
    """Make a ground that rests on words or marks, which are the same with and without numbers."""
    return Ground(
        ground_id, reason, rule, title, title, because, because, code, needs,
        situations | ({needs} if needs else frozenset()), domain, direction,
        may_be_open=may_be_open, any_ladder=any_ladder,
    )  # fmt: skip


def _topic(talk: Talk) -> Iterator[Ground]:
    if talk.topic.strip():
        yield _ground(
            f"topic:{talk.topic_ref}",
            "topic",
            Message("What you bring yourself comes before everything else."),
            Message("because you said: “{words}”", {"words": shorten(talk.topic)}),
            Message("what you brought today"),
            needs="own_topic",
            may_be_open=True,
            any_ladder=False,
        )


def _agreements(talk: Talk) -> Iterator[Ground]:
    due = [
        agreement
        for agreement in talk.agreements
        if agreement.state is AgreementState.OPEN
        and agreement.look_again is not None
        and agreement.look_again <= talk.today
        and agreement.reviewed != talk.today
    ]
    parts = {Who.CLINICIAN: 0, Who.BOTH: 1, Who.PATIENT: 2}
    for agreement in sorted(due, key=lambda one: (parts[one.who], one.look_again or date.max, one.id)):
        yield _ground(
            f"agreement:{agreement.id}",
            "agreement",
            Message("We look at what we agreed before any form. The clinician's part comes first."),
            Message(
                "because you and I agreed on {day}: “{words}”",
                {"day": agreement.made, "words": shorten(agreement.text)},
            ),
            Message("what we agreed on {day}", {"day": agreement.made}),
            code="agreement_due",
            # What only the clinician was to do is not the patient's to answer for.
            needs="clinicians_part" if agreement.who is Who.CLINICIAN else "",
            situations=frozenset() if agreement.who is Who.PATIENT else frozenset({"clinicians_part"}),
            # Somebody who chose what is hard, or what is lighter, is not asked about an errand first.
            direction="neither",
        )


def _more_help(talk: Talk) -> Iterator[Ground]:
    for answer in talk.more_help:
        if answer.answer is MoreHelp.YES:
            yield _ground(
                f"more_help:{answer.domain.value}",
                "more_help",
                Message("Where you want more help comes before anything a form says."),
                Message("because you said yes to more help: {area}", {"area": answer.area}),
                Message("more help: {area}", {"area": answer.area}),
                code="more_help",
                domain=answer.domain,
                may_be_open=True,
                any_ladder=False,
            )


_WRITER: Mapping[str, Value] = {CLINICIAN: Message("clinician")}


def _waiting(talk: Talk) -> Iterator[Ground]:
    for line in talk.waiting:
        yield _ground(
            f"line:{line.id}",
            "waiting",
            Message("What others wrote down waits until you have heard it."),
            Message(
                "because you have not yet heard what was written on {day} ({who}): “{words}”",
                {"day": line.day, "who": _WRITER.get(line.said_by, line.said_by), "words": shorten(line.text)},
            ),
            Message("what somebody wrote on {day}", {"day": line.day}),
            needs="noticed",
            # What others have seen is seldom what is hard for oneself.
            direction="" if talk.ladder != "harder" else "lighter",
        )
    for line in talk.differences:
        yield _ground(
            f"line:{line.id}",
            "waiting",
            Message("Where we saw it differently, both views stay and may be looked at again."),
            Message(
                "because you and I saw this differently on {day}: “{words}”",
                {"day": line.day, "words": shorten(line.text)},
            ),
            Message("what we saw differently on {day}", {"day": line.day}),
            needs="difference",
            domain=line.domain,
        )


def _unfit(talk: Talk) -> Iterator[Ground]:
    for row in sorted(talk.unfit):
        yield _ground(
            f"unfit:{row}",
            "waiting",
            Message("Where the number does not fit your story, your story comes first."),
            Message("because you marked that the number does not fit"),
            Message("a number that does not fit"),
            needs="does_not_fit",
        )


def _meanings(talk: Talk) -> Iterator[Ground]:
    """Yield the patient's own words about an answer that is another one now."""
    for one in moved(talk.meanings):
        words = shorten(one.meaning.text)
        yield Ground(
            f"meaning:{one.meaning.id}:{one.now_day}",
            "data",
            RULE,
            Message("what you said about an answer to {what}", {"what": one.subject}),
            Message("what you said about an answer"),
            because_moved(one, words, numbers=True),
            because_moved(one, words, numbers=False),
            needs="meaning",
            situations=frozenset({"meaning"}),
            domain=one.domain,
            direction="" if talk.ladder == one.direction or not talk.ladder else one.direction,
            rows=(one.row,),
            inputs=(
                (Message("answered on {day}", {"day": one.then_day}), one.then),
                (Message("answered on {day}", {"day": one.now_day}), one.now),
            ),
            source=one.form,
        )


def _signals(talk: Talk) -> Iterator[Ground]:
    talked = [asked.ground for asked in talk.asked if 0 < asked.ago <= 1]
    known = [signal for signal in talk.signals if signal.rule in RULE_ORDER]
    for signal in sorted(known, key=lambda one: (one.id in talked, RULE_ORDER.index(one.rule), one.id)):
        yield Ground(
            signal.id,
            "waiting" if signal.rule == "long_since_met" else "data",
            signal.rule_words,
            signal.sentence,
            _title_in_words(signal, talk),
            signal.because,
            signal.because_words,
            code=signal.rule,
            situations=frozenset({"own_answer"}) if signal.row.endswith(":self") else frozenset(),
            domain=signal.domain,
            direction=signal.direction,
            rows=(signal.row,) if signal.row else (),
            inputs=signal.inputs,
            source=signal.source,
            may_be_open=bool(signal.direction),
        )


def _area(signal: Signal, talk: Talk) -> Message:
    name = talk.areas.get(signal.domain) if signal.domain else None
    return name or Message("this part of life")


def _title_in_words(signal: Signal, talk: Talk) -> Message:
    return Message("an answer about: {area}", {"area": _area(signal, talk)})


def _strategies(talk: Talk) -> Iterator[Ground]:
    harder = {signal.domain for signal in talk.signals if signal.direction == "harder" and signal.domain}
    for strategy in talk.strategies:
        linked = strategy.domain in harder
        if strategy.state is StrategyState.RESTING and not linked:
            continue
        yield _ground(
            f"strategy:{strategy.id}",
            "waiting",
            Message("What you do yourself is looked at again, most of all when things are hard."),
            Message("because you wrote that you do this: “{words}”", {"words": shorten(strategy.text)}),
            Message("something you do"),
            needs="strategy",
            domain=strategy.domain,
            # Linked to what is harder it belongs to talking about that; else to something else.
            direction="harder" if linked and talk.ladder else "neither",
        )


def _words_before(talk: Talk) -> Iterator[Ground]:
    """Yield the newest own words that are old enough to be heard anew: light ones, about nobody else."""
    old = [line for line in talk.lines if line.day <= talk.today - _OLD_WORDS and _is_own_and_light(line)]
    for line in old[-1:]:
        yield _ground(
            f"line:{line.id}",
            "waiting",
            Message("Your own words from before may say more than a number."),
            Message("because you said on {day}: “{words}”", {"day": line.day, "words": shorten(line.text)}),
            Message("what you said on {day}", {"day": line.day}),
            needs="words_before",
            domain=line.domain,
            direction="" if talk.ladder != "harder" else "lighter",
        )


def _is_own_and_light(line: Contribution) -> bool:
    is_light = line.ladder == "lighter" or line.kind in {Kind.SMALL_STEP, Kind.HELPED}
    # A keepsake stays hidden until it is wanted.
    return line.said_by == "patient" and not line.about and not line.keepsake and is_light
