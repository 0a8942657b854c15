"""Which assessment an arriving sheet is: the rule, for a few sheets at a time.

The same rule stands as SQL in ``queries/taking.sql``, for whole files: there each
statement costs a millisecond to plan, here each sheet costs a few lookups. A test
holds both against each other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

ADDED, ALREADY_THERE, CHANGED = "added", "already_there", "changed"


@dataclass(frozen=True, slots=True)
class Arrival:
    """One arriving sheet of one patient, instrument version, respondent, rater and day.

    Attributes:
        content: What makes two sheets the same.
        only_total: Nothing but one total came.
    """

    moment: datetime | None
    content: str
    total: float | None = None
    only_total: bool = False


@dataclass(frozen=True, slots=True)
class Version:
    """One version of an assessment that is there on the same day; what was undone is not among them."""

    id: int
    line: int
    moment: datetime | None
    content: str
    total: float | None
    superseded_by: int | None


@dataclass(slots=True)
class Slot:
    """One assessment: a stored one, or one that begins with what arrives.

    Attributes:
        line: Id of its first version, or None.
        newest: Id of the version that stands, or None.
        contents, totals: What its versions say.
    """

    line: int | None = None
    newest: int | None = None
    contents: set[str] = field(default_factory=set)
    totals: set[float] = field(default_factory=set)

    def takes(self, arrival: Arrival) -> str:
        """Say what an arrival is to this assessment, and remember it."""
        if arrival.content in self.contents or (arrival.only_total and arrival.total in self.totals):
            return ALREADY_THERE
        outcome = CHANGED if self.contents else ADDED
        self.contents.add(arrival.content)
        return outcome


def settle(arrivals: Sequence[Arrival], stored: Sequence[Version]) -> Iterator[Slot]:
    """Yield the assessment of each arrival, in order.

    Where a day has one time at most and one assessment at most, all its sheets are
    that one. Where it has more, a time finds its own; a sheet without one is whichever
    has the same content, or the one without a time; and a sheet with a time that is
    not there is the one without, if all sheets of that time have content of it: else
    the time has an assessment of its own, and all its sheets are that one.
    """
    moments: dict[int, datetime | None] = {}
    for version in stored:
        moments[version.line] = _later(moments.get(version.line), version.moment)
    times = {*moments.values(), *(arrival.moment for arrival in arrivals)} - {None}
    single = len(times) <= 1 and len(moments) <= 1
    untimed = {version.content for version in stored if moments[version.line] is None}
    own_times = {arrival.moment for arrival in arrivals if arrival.content not in untimed} - {None}
    slots: dict[int, Slot] = {}
    fresh: dict[datetime | None, Slot] = {}
    for version in stored:
        slot = slots.setdefault(version.line, Slot(version.line))
        slot.contents.add(version.content)
        if version.total is not None:
            slot.totals.add(version.total)
        if version.superseded_by is None:
            slot.newest = version.id
    for arrival in arrivals:
        line = next(iter(moments), None) if single else _line(arrival, stored, moments, own_times)
        if line is None:
            yield fresh.setdefault(None if single else arrival.moment, Slot())
        else:
            yield slots[line]


def _line(
    arrival: Arrival,
    stored: Sequence[Version],
    moments: dict[int, datetime | None],
    own_times: set[datetime | None],
) -> int | None:
    exact = min((line for line, moment in moments.items() if moment == arrival.moment), default=None)
    alike = [version.line for version in stored if version.content == arrival.content]
    if arrival.moment is None:
        return max(alike, default=exact)
    if exact is not None or arrival.moment in own_times:
        return exact
    return max((line for line in alike if moments[line] is None), default=None)


def _later(one: datetime | None, other: datetime | None) -> datetime | None:
    return other if one is None else one if other is None else max(one, other)
