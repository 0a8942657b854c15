"""What carries over from earlier sessions, and when it is offered. Never pushed: one sentence and a choice.

The rules:

* Nothing is offered unless the patient chose to talk about something hard.
* *What I do* is offered when the area it belongs to dips: an answer of the patient's there reads
  clearly harder, or the patient wants more help there. What rests is offered too, after the rest.
* *What I have understood* is offered when something alike returns: its area dips, or the answers
  now are like those of the day it was written down.
* What was put aside, and a hope the clinician wrote, are offered on a hard day, which is what the
  patient just called it. They stay hidden until they are wanted. What was put aside waits four weeks.
* At most one thing at a time, at most one of each kind a session. What was offered rests for
  `REST` sessions. What was never offered comes first, then what was offered longest ago.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, TypeAlias

from companion.clinical.alike import is_near
from companion.clinical.findings import HelpAnswer, Signal
from companion.clinical.message import Message
from companion.clinical.model import (
    Contribution,
    Domain,
    MoreHelp,
    Reading,
    Strategy,
    StrategyState,
    Understanding,
)

Kind: TypeAlias = Literal["strategy", "key", "keepsake", "hope"]

REST = 2
"""Sessions in which a thing that was offered is not offered again."""

SEEN, NOT_TODAY, AWAY = "seen", "not_today", "away"

STILL_SESSIONS = 4
"""So many sessions in a row without a clear change stand still."""

_KINDS: tuple[Kind, ...] = ("strategy", "key", "keepsake", "hope")
_CHOSE = Message("You chose something that is hard.")
_HIDDEN = Message("It stays hidden until you want it.")


@dataclass(frozen=True, slots=True)
class Offered:
    """One thing that was offered: `ago` is 0 in this session, 1 in the one before, and so on."""

    id: str
    ago: int
    outcome: str


@dataclass(frozen=True, slots=True)
class CarryInput:
    """All that the rules look at.

    Attributes:
        choice: What the patient chose to talk about: `hard`, `lighter` or `other`.
        signals: What the forms show now; none on a day without answers.
        keepsakes: What the patient put aside, four weeks ago or earlier.
        hopes: Hopes of the clinician from before today, not opened yet.
        distances: For keys: how far the answers now lie from those of its day.
        areas: What each area of life is called for this patient.
    """

    today: date
    choice: str
    signals: tuple[Signal, ...] = ()
    more_help: tuple[HelpAnswer, ...] = ()
    strategies: tuple[Strategy, ...] = ()
    keys: tuple[Understanding, ...] = ()
    keepsakes: tuple[Contribution, ...] = ()
    hopes: tuple[Contribution, ...] = ()
    offered: tuple[Offered, ...] = ()
    distances: Mapping[int, float] = field(default_factory=dict)
    areas: Mapping[Domain, Message] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing from before, offered in one sentence.

    Attributes:
        ref: Id of the strategy, the key or the line.
        day: The day it is from; the sentence has a place ``{month}`` for it.
        why: The rule in words, line by line.
    """

    id: str
    kind: Kind
    ref: int
    sentence: Message
    why: tuple[Message, ...]
    day: date | None = None
    domain: Domain | None = None


def find_offer(given: CarryInput) -> Offer | None:
    """Return the one thing to offer now, or None."""
    if given.choice != "hard":
        return None
    this_session = {one.id.partition(":")[0] for one in given.offered if one.ago == 0}
    lately = {one.id for one in given.offered if one.ago <= REST}
    last = {one.id: -one.ago for one in sorted(given.offered, key=lambda one: -one.ago)}
    fitting = [one for one in _offers(given) if one.kind not in this_session and one.id not in lately]
    never = -(10**6)
    return min(fitting, key=lambda one: (last.get(one.id, never), _KINDS.index(one.kind)), default=None)


def dips(given: CarryInput) -> dict[Domain, Message]:
    """Return the areas that dip, each with why."""
    found: dict[Domain, Message] = {}
    for answer in given.more_help:
        if answer.answer is MoreHelp.YES:
            found[answer.domain] = Message("You said yes to more help: {area}.", {"area": answer.area})
    for signal in given.signals:
        if signal.domain and signal.direction == "harder" and signal.row.endswith(":self"):
            area = given.areas.get(signal.domain, Message("this part of life"))
            found.setdefault(signal.domain, Message("Your answers are clearly harder here: {area}.", {"area": area}))
    return found


def _offers(given: CarryInput) -> Iterator[Offer]:
    low = dips(given)
    yield from _strategies(given, low)
    yield from _keys(given, low)
    for line in _nearest_first(given.keepsakes, low):
        yield Offer(
            f"keepsake:{line.id}",
            "keepsake",
            line.id,
            Message("In {month} you put something aside for a day like this. See it?"),
            (_CHOSE, Message("You put a line aside on {day}, to be reminded of.", {"day": line.day}), _HIDDEN),
            line.day,
            line.domain,
        )
    for line in reversed(given.hopes):
        yield Offer(
            f"hope:{line.id}",
            "hope",
            line.id,
            Message("In {month} your clinician wrote a hope for you. See it?"),
            (_CHOSE, Message("Your clinician wrote it on {day}, to be kept for you.", {"day": line.day}), _HIDDEN),
            line.day,
            line.domain,
        )


def _strategies(given: CarryInput, low: Mapping[Domain, Message]) -> Iterator[Offer]:
    states = (StrategyState.HELPING, StrategyState.TRIED, StrategyState.RESTING)
    wanted = {answer.domain for answer in given.more_help if answer.answer is MoreHelp.YES}
    linked = [one for one in given.strategies if one.domain in low]
    for one in sorted(linked, key=lambda each: (states.index(each.state), each.id)):
        assert one.domain is not None
        area = given.areas.get(one.domain, Message("this part of life"))
        yield Offer(
            f"strategy:{one.id}",
            "strategy",
            one.id,
            (_wanted if one.domain in wanted else _dips)(area),
            (_CHOSE, low[one.domain], Message("What you wrote belongs to this part of life.")),
            one.since,
            one.domain,
        )


def _dips(area: Message) -> Message:
    return Message("{area}: this is harder now. You wrote something you do. See it?", {"area": area})


def _wanted(area: Message) -> Message:
    return Message("{area}: you want more help here. You wrote something you do. See it?", {"area": area})


def _keys(given: CarryInput, low: Mapping[Domain, Message]) -> Iterator[Offer]:
    for one in given.keys:
        apart = given.distances.get(one.id)
        if one.domain is not None and one.domain in low:
            reason = low[one.domain]
        elif apart is not None and is_near(apart):
            reason = Message("Your answers now are close to your answers on the day you wrote it.")
        else:
            continue
        yield Offer(
            f"key:{one.id}",
            "key",
            one.id,
            Message("Something like this was there before. You wrote what you understood. See it?"),
            (_CHOSE, reason),
            one.since,
            one.domain,
        )


def _nearest_first(lines: Sequence[Contribution], low: Mapping[Domain, Message]) -> list[Contribution]:
    """Return what was put aside: what belongs to an area that dips first, then the newest."""
    return sorted(lines, key=lambda line: (line.domain not in low, -line.day.toordinal(), -line.id))


def stands_still(readings: Sequence[Reading], sessions: int) -> bool:
    """Return whether several sessions in a row showed no clear change.

    Args:
        readings: Of the patient's own answers: now, beside `STILL_SESSIONS` sessions ago.
        sessions: Sessions held so far.
    """
    if sessions < STILL_SESSIONS:
        return False
    clear = {Reading.CLEARLY_BETTER, Reading.CLEARLY_HARDER}
    return Reading.NO_CLEAR_CHANGE in readings and not clear & set(readings)


STILL_BECAUSE = Message("because your answers show no clear change over {n} sessions")
