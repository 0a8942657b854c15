"""The rows of Look: one scale each, now and since three moments, with its course.

Points belong together by instrument, scale and respondent. An instrument's version is
part of its identity: where it changes, the course falls into segments that are never
joined, and a change across them is refused by the clinical core.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from companion.clinical.change import NOTHING_YET, Change, read_change
from companion.clinical.course import Course, course
from companion.clinical.criterion import Given
from companion.clinical.instruments import Instrument, Scale, own_instrument
from companion.clinical.message import Message
from companion.clinical.model import Domain, Event, MoreHelp, OwnMeasure, OwnReading, Point, Respondent
from companion.clinical.signals import SignalRow
from companion.clinical.versions import scale_in, without
from companion.workflow.areas import Areas
from companion.workflow.views import AreaRow

if TYPE_CHECKING:
    from companion.clinical.instruments import Catalogue
    from companion.language import Language
    from companion.store.records.own import MoreHelpSaid
    from companion.workflow.facts import Facts

SPARK_BINS = 12
# More than a person's ordinary variation is found from; the whole of ten years would only be sorted.
_HISTORY = 40
_A_YEAR = timedelta(days=365)
_NO_NEW_ANSWER = Message("There is no new answer since then.")
_FIRST = (Respondent.SELF, Respondent.CLINICIAN, Respondent.STAFF, Respondent.RELATIVE, Respondent.OTHER)


@dataclass(frozen=True, slots=True)
class Days:
    """The days a review compares.

    Attributes:
        last: Day of the last session, or None.
        since: The chosen day, or None for the start.
        until: The day up to which points count.
    """

    until: date
    last: date | None = None
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """All points of one scale by one kind of respondent, oldest first.

    Attributes:
        scale: The scale as it is in the version of the newest point.
        without: Numbers of its items that this version leaves out, since they do not apply.
    """

    instrument: Instrument
    scale: Scale
    respondent: Respondent
    points: tuple[Point, ...]
    own: OwnMeasure | None = None
    without: tuple[int, ...] = ()

    @property
    def row(self) -> str:
        """The stable id of the row."""
        return f"{self.instrument.id}:{self.scale.id}:{self.respondent.value}"


def group_points(
    points: Sequence[Point], catalogue: Catalogue, measures: Sequence[OwnMeasure], *, relatives: bool, until: date
) -> tuple[list[Group], bool]:
    """Return the points by scale and respondent, and whether relatives' were left out.

    Args:
        points: Every point, oldest first.
        catalogue: Known instruments; points of others have no row.
        measures: The patient's own measures; each has a row even without a mark.
        relatives: Whether relatives' ratings are shown.
        until: Later points are left out.
    """
    kept: dict[tuple[str, str, Respondent], list[Point]] = {
        (measure.instrument, "total", Respondent.SELF): [] for measure in measures if not measure.resting
    }
    hidden = False
    for point in points:
        if point.respondent is Respondent.RELATIVE and not relatives:
            hidden = True
        elif point.day <= until:
            kept.setdefault((point.instrument, point.scale, point.respondent), []).append(point)
    own = {measure.instrument: measure for measure in measures}
    known: dict[str, Instrument | None] = {}
    groups = []
    for (name, scale_id, respondent), found in kept.items():
        measure = own.get(name)
        if name not in known:
            known[name] = own_instrument(measure) if measure else (catalogue.get(name) if name in catalogue else None)
        instrument = known[name]
        scale = instrument and next((one for one in instrument.scales if one.id == scale_id and one.shown), None)
        if instrument and scale and not (measure and measure.resting):
            groups.append(_group(instrument, scale, respondent, tuple(found), measure))
    return groups, hidden


def _group(
    instrument: Instrument, scale: Scale, respondent: Respondent, points: tuple[Point, ...], own: OwnMeasure | None
) -> Group:
    version = points[-1].version if points and not own else ""
    gone = without(instrument, scale, version)
    return Group(instrument, scale_in(instrument, scale, version), respondent, points, own, gone)


class RowBuilder:
    """Builds rows from groups of points.

    Args:
        facts: The records of the patient.
        language: What writes the names of scales.
        days: What is compared.
        given: A stricter level than usual, or None.
    """

    def __init__(self, facts: Facts, language: Language, days: Days, given: Given | None = None) -> None:
        self._language = language
        self._days = days
        self._given = given
        self._areas = Areas(facts.areas)
        self._events: tuple[Event, ...] = facts.events
        self._more_help: Mapping[Domain, MoreHelpSaid] = facts.more_help
        self._readings: dict[int, list[OwnReading]] = {}
        for reading in facts.own_readings:
            self._readings.setdefault(reading.own_measure_id, []).append(reading)

    def build(self, groups: Sequence[Group]) -> tuple[tuple[AreaRow, ...], tuple[SignalRow, ...]]:
        """Return the rows in the patient's order, and the same for signals, others' own among them."""
        by_scale: dict[tuple[str, str], list[Group]] = {}
        for group in groups:
            if not self._areas.is_hidden(group.scale.domain):
                by_scale.setdefault((group.instrument.id, group.scale.id), []).append(group)
        rows: list[AreaRow] = []
        signal_rows: list[SignalRow] = []
        for same in by_scale.values():
            same.sort(key=lambda group: _FIRST.index(group.respondent))
            main, *others = same
            row = self._row(main, tuple(self._course(group) for group in others))
            rows.append(row)
            signal_rows += [_for_signals(main, row), *(self._signal_row(group) for group in others)]
        rows.sort(key=self._place)
        return tuple(rows), tuple(signal_rows)

    def _row(self, group: Group, others: tuple[Course, ...]) -> AreaRow:
        scale, asked = group.scale, self._more_help.get(group.scale.domain)
        last, start, since = self._changes(group)
        return AreaRow(
            row=group.row,
            domain=scale.domain,
            area=self._areas.name(scale.domain),
            form=self._form(group),
            better=scale.better,
            low=scale.low,
            high=scale.high,
            respondent=group.respondent,
            now=group.points[-1] if group.points else None,
            since_last=last,
            since_start=start,
            since_moment=since,
            spark=spark(group.points, self._days.until),
            course=self._course(group),
            others=others,
            own=group.own,
            more_help=MoreHelp(asked.answer) if asked else None,
            credit=group.instrument.credit,
        )

    def _signal_row(self, group: Group) -> SignalRow:
        last, start, since = self._changes(group)
        return SignalRow(
            row=group.row,
            form=self._form(group),
            area=self._areas.name(group.scale.domain),
            domain=group.scale.domain,
            scale=group.scale,
            respondent=group.respondent,
            points=group.points,
            since_last=last,
            since_start=start,
            since_moment=since,
            own=group.own,
        )

    def _changes(self, group: Group) -> tuple[Change, Change, Change]:
        points, days = group.points, self._days
        start = self._change(group, points[0] if points else None)
        last = self._change(group, point_at(points, days.last)) if days.last else NOTHING_YET
        if days.since is None or (points and days.since <= points[0].day):
            return last, start, start
        if days.since == days.last:
            return last, start, last
        return last, start, self._change(group, point_at(points, days.since))

    def _change(self, group: Group, before: Point | None) -> Change:
        after = group.points[-1] if group.points else None
        if before is None or after is None or len(group.points) == 1:
            return NOTHING_YET if before is after else replace(NOTHING_YET, after=after)
        if before is after:
            return replace(NOTHING_YET, after=after, why=_NO_NEW_ANSWER)
        readings = self._readings.get(group.own.id, ()) if group.own else ()
        history = group.points[-_HISTORY:]
        return read_change(
            group.scale, before, after, own=group.own, readings=readings, history=history, given=self._given
        )

    def _course(self, group: Group) -> Course:
        found = course(
            group.scale,
            group.points,
            row=group.row,
            label=self._form(group),
            respondent=group.respondent,
            own=group.own,
            events=self._events,
        )
        # One axis holds the stretches of every version.
        whole = [_in_version(group, version) for version in {point.version for point in group.points}]
        ends = [(scale.low, scale.high) for scale in whole] or [(found.low, found.high)]
        return replace(found, low=min(low for low, _ in ends), high=max(high for _, high in ends))

    def _form(self, group: Group) -> str:
        if group.own:
            return group.own.words
        name = group.instrument.short
        if group.scale.id != group.instrument.main_scale.id:
            name = f"{name} {self._language.say(group.scale.name)}"
        if not group.without:
            return name
        numbers = ", ".join(map(str, group.without))
        return self._language.say(Message("{form} without question {numbers}", {"form": name, "numbers": numbers}))

    def _place(self, row: AreaRow) -> tuple[tuple[int, int], bool, str]:
        # The patient's own words stand before the forms of the same area.
        return (self._areas.place(row.domain), row.own is None, "" if row.own else row.form)


def _in_version(group: Group, version: str) -> Scale:
    if group.own:
        return group.scale
    return scale_in(group.instrument, group.instrument.scale(group.scale.id), version)


def point_at(points: Sequence[Point], day: date) -> Point | None:
    """Return the last point on or before `day`, or None when all came later."""
    place = bisect_right(points, day, key=lambda point: point.day)
    return points[place - 1] if place else None


def spark(points: Sequence[Point], until: date) -> tuple[float | None, ...]:
    """Return the last value of each twelfth of the year up to `until`; None where there is none."""
    bins: list[float | None] = [None] * SPARK_BINS
    for point in reversed(points):
        age = (until - point.day).days
        if age >= _A_YEAR.days:
            break
        place = SPARK_BINS - 1 - age * SPARK_BINS // _A_YEAR.days
        if bins[place] is None:
            bins[place] = point.value
    return tuple(bins)


def _for_signals(group: Group, row: AreaRow) -> SignalRow:
    return SignalRow(
        row=row.row,
        form=row.form,
        area=row.area,
        domain=row.domain,
        scale=group.scale,
        respondent=row.respondent,
        points=group.points,
        since_last=row.since_last,
        since_start=row.since_start,
        since_moment=row.since_moment,
        own=row.own,
    )
