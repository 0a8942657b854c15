"""What the rules of `signals` look at, and what they find."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from companion.clinical.change import NOTHING_YET, Change
from companion.clinical.criterion import Criterion, Given
from companion.clinical.facts import Source
from companion.clinical.instruments import Scale
from companion.clinical.message import Message, Value
from companion.clinical.model import (
    Agreement,
    Better,
    CriticalAnswer,
    Domain,
    Moment,
    MoreHelp,
    OwnMeasure,
    Point,
    Respondent,
)
from companion.clinical.points import newest


@dataclass(frozen=True, slots=True)
class SignalRow:
    """One scale by one kind of respondent, with its changes already read.

    Attributes:
        row: Stable id, as in ``"phq9:total:self"``.
        form: Short name of the form, or the own measure's words.
        area: What the area is called on screens.
    """

    row: str
    form: str
    area: Message
    domain: Domain
    scale: Scale
    respondent: Respondent
    points: tuple[Point, ...] = ()
    since_last: Change = NOTHING_YET
    since_start: Change = NOTHING_YET
    since_moment: Change = NOTHING_YET
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
    """All that the rules look at.

    Attributes:
        last: The last session before today, if there was one.
        since: The moment chosen to compare with, if it is another than the two above.
        last_met: The day of the last session that was held.
        set_aside: Ids of what was left be.
        forms: Short names of forms by id, for answers on safety.
        given: A stricter level than usual, for what other people's ratings are held against;
            the rows' changes were read with it already.
    """

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
    forms: Mapping[str, str] = field(default_factory=dict)
    given: Given | None = None


@dataclass(frozen=True, slots=True)
class Signal:
    """Something in the data worth talking about; it carries its rule, its inputs and their source.

    Attributes:
        id: The same each time the same thing is found.
        rule: Code of the rule.
        row: The row it is about, or empty.
        direction: `lighter`, `harder` or empty.
        sentence: What was answered, marked or written.
        because: One clause that starts with *because you* or *because we*.
        because_words: The same without a number, for those who chose words only.
        rule_words: The rule in words.
        inputs: What the rule looked at: name and value.
        day: The day of the newest thing it looked at.
    """

    id: str
    rule: str
    row: str
    domain: Domain | None
    direction: str
    sentence: Message
    because: Message
    because_words: Message
    rule_words: Message
    inputs: tuple[tuple[Message, Value], ...]
    source: Source
    day: date


WHO = {
    Respondent.CLINICIAN: Message("your clinician"),
    Respondent.RELATIVE: Message("someone close to you"),
    Respondent.STAFF: Message("the staff"),
    Respondent.OTHER: Message("someone else"),
}
"""Who another rating is from."""


def said(row: SignalRow) -> tuple[Message, Message, Message]:
    """Return the words for a change: the sentence, the clause with numbers, the clause without."""
    if row.own is not None and row.respondent is Respondent.SELF:
        return (
            Message("You marked “{form}” at {before} on {then}, and at {after} on {now}: {word}."),
            Message("because you moved “{form}” from {before} to {after}"),
            Message("because you marked “{form}” differently: {word}"),
        )
    if row.respondent is Respondent.SELF:
        return (
            Message("You answered {form} with {before} on {then}, and with {after} on {now}: {word}."),
            Message("because you answered {form} with {before}, and now with {after}"),
            Message("because you answered {form} differently: {word}"),
        )
    return (
        Message("We wrote {before} for {form} on {then}, and {after} on {now}: {word}."),
        Message("because we wrote {before} for {form}, and now {after}"),
        Message("because we wrote something else for {form}: {word}"),
    )


def said_ahead(row: SignalRow) -> tuple[Message, Message, Message]:
    """Return the words for another's rating: the sentence, the clause with numbers, the clause without."""
    if row.own is not None:
        return (
            Message("You marked “{form}” at {own}, and {who} at {theirs} ({day})."),
            Message("because you marked “{form}” at {own}, and {who} at {theirs}"),
            Message("because you and {who} marked “{form}” differently"),
        )
    return (
        Message("You answered {form} with {own}, and {who} with {theirs} ({day})."),
        Message("because you answered {own} to {form}, and {who} {theirs}"),
        Message("because you and {who} answered {form} differently"),
    )


def ahead_words(chosen: Criterion, days: int) -> Message:
    """Say the rule by which another's rating counts as better."""
    values: dict[str, Value] = {"criterion": chosen.value, "days": days}
    if chosen.comparator == ">=":
        return Message("Another rating is better by {criterion} points or more, within {days} days.", values)
    return Message("Another rating is better by more than {criterion} points, within {days} days.", values)


def newest_value(row: SignalRow) -> Point | None:
    """Return the newest point with a value, or None."""
    return newest([point for point in row.points if point.value is not None])


def instrument_of(row: SignalRow) -> str:
    """Return which form a row is of."""
    return row.points[0].instrument if row.points else row.row


def is_enough(own: OwnMeasure, point: Point) -> bool:
    """Return whether a mark reaches the patient's own *enough*."""
    if point.value is None or own.enough is None:
        return False
    return point.value >= own.enough if own.better is Better.HIGHER else point.value <= own.enough
