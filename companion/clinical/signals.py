"""What in the data is worth talking about: one rule each, in one place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from companion.clinical.change import Change
from companion.clinical.instruments import Scale
from companion.clinical.message import Message, Value
from companion.clinical.model import (
    Agreement,
    CriticalAnswer,
    Domain,
    Moment,
    MoreHelp,
    OwnMeasure,
    Point,
    Respondent,
)


@dataclass(frozen=True, slots=True)
class SignalRow:
    """One scale by one kind of respondent, with its changes already read."""

    row: str
    form: str
    area: Message
    domain: Domain
    scale: Scale
    respondent: Respondent
    points: tuple[Point, ...]
    since_last: Change
    since_start: Change
    since_moment: Change
    own: OwnMeasure | None = None


@dataclass(frozen=True, slots=True)
class HelpAnswer:
    """An answer to *more help here?* for one area."""

    domain: Domain
    answer: MoreHelp
    day: date
    area: Message


@dataclass(frozen=True, slots=True)
class SignalInput:
    """All that the rules look at."""

    today: date
    rows: tuple[SignalRow, ...] = ()
    last: Moment | None = None
    start: Moment | None = None
    since: Moment | None = None
    last_met: date | None = None
    critical: tuple[CriticalAnswer, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    more_help: tuple[HelpAnswer, ...] = ()
    set_aside: frozenset[str] = frozenset()
    form_names: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Signal:
    """Something in the data worth talking about; it carries its rule, its inputs and their source."""

    id: str
    rule: str
    row: str
    domain: Domain | None
    direction: str
    sentence: Message
    because: Message
    rule_words: Message
    inputs: tuple[tuple[Message, Value], ...]
    source: str
    day: date


def find_signals(given: SignalInput) -> tuple[Signal, ...]:
    """Return what is worth talking about, in a fixed order."""
    raise NotImplementedError
