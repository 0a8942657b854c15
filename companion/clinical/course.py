"""The course of one scale over time, as data for chart and text.

Scores stand as they were given, raw and never flipped. There is no forecast, no expected
course and no turning point: in long and complex suffering they mislead.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from statistics import median

from companion.clinical import formulas
from companion.clinical.criterion import FEWEST_MARKS, Given, choose_criterion, figures_of, kind_words
from companion.clinical.facts import Source
from companion.clinical.instruments import Scale
from companion.clinical.message import Message
from companion.clinical.model import Better, Event, OwnMeasure, Point, Respondent
from companion.clinical.points import in_order

DAYS_A_MONTH = 30.4375
LEAST_GAP = 60
"""A gap is at least so many days long, and three times the usual distance."""


@dataclass(frozen=True, slots=True)
class Band:
    """What the form cannot tell apart, around each score.

    Attributes:
        half_width: The band reaches from the score minus this to the score plus this.
        kind: `SEM` (1.96 times the error of measurement) or `criterion` (the change that counts).
        label: What the band is, in words.
    """

    half_width: float
    kind: str
    label: Message
    source: Source


@dataclass(frozen=True, slots=True)
class Line:
    """A line across the chart, with words.

    Attributes:
        kind: `cutoff` or `enough`.
    """

    value: float
    label: Message
    kind: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Trend:
    """How fast the last stretch moved: the median slope of all pairs, in points a month.

    Attributes:
        low, high: Where the slope lies, 95 of 100 times.
    """

    slope: float
    low: float
    high: float
    points: int
    since: date


@dataclass(frozen=True, slots=True)
class Course:
    """One scale by one kind of respondent over time.

    Attributes:
        points: Oldest first; a point without a value is a gap in the line.
        segments: Stretches of one version, as slices of `points`: start, and end (exclusive).
            Two stretches are never joined by a line.
        gaps: Long pauses: the days before and after.
    """

    row: str
    label: str
    respondent: Respondent
    better: Better
    low: float
    high: float
    points: tuple[Point, ...]
    band: Band | None = None
    lines: tuple[Line, ...] = ()
    segments: tuple[tuple[int, int], ...] = ()
    events: tuple[Event, ...] = ()
    gaps: tuple[tuple[date, date], ...] = ()

    @property
    def trend(self) -> Trend | None:
        """How fast the last stretch moved; None with too few points.

        It looks at every pair of points (0.1 s for ten years of weeks), so only who shows it pays.
        """
        return _trend(self.points[self.segments[-1][0] :]) if self.segments else None


def course(
    scale: Scale,
    points: Sequence[Point],
    *,
    row: str = "",
    label: str = "",
    respondent: Respondent = Respondent.SELF,
    own: OwnMeasure | None = None,
    events: Sequence[Event] = (),
) -> Course:
    """Return the course of one scale.

    Args:
        scale: The scale.
        points: Its points by this respondent, all versions; order does not matter.
        row: Stable id of the row on screens.
        label: Short name of the form.
        respondent: Who answered.
        own: The measure, if it is one in the patient's own words.
        events: What is dated on the person's time line.
    """
    ordered = in_order(points)
    segments = tuple(_segments(ordered))
    return Course(
        row=row,
        label=label,
        respondent=respondent,
        better=scale.better,
        low=scale.low,
        high=scale.high,
        points=ordered,
        band=band(scale, own=own),
        lines=tuple(_lines(scale, own)),
        segments=segments,
        events=tuple(sorted(events, key=lambda event: (event.day, event.id))),
        gaps=tuple(_gaps(ordered)),
    )


def band(scale: Scale, *, own: OwnMeasure | None = None) -> Band | None:
    """Return what the form cannot tell apart, by verified facts only; None where none are known."""
    figures = figures_of(scale, Given())
    if own is None and figures is not None and figures.verified:
        half = formulas.z_two_sided() * formulas.sem(figures.sd, figures.reliability)
        return Band(half, "SEM", Message("where the same answer may lie, 95 of 100 times"), figures.source)
    chosen = choose_criterion(scale, own=own)
    if chosen is None or not chosen.verified:
        return None
    label = Message("closer than what counts: {kind}", {"kind": kind_words(chosen.kind)})
    return Band(chosen.value, "criterion", label, chosen.source)


def _lines(scale: Scale, own: OwnMeasure | None) -> Iterator[Line]:
    for cutoff in scale.cutoffs:
        if cutoff.verified and cutoff.kind != "band":
            yield Line(cutoff.value, cutoff.label, "cutoff", f"{cutoff.population}; {cutoff.source}")
    if own is not None and own.enough is not None:
        yield Line(own.enough, Message("enough: {value}", {"value": own.enough}), "enough", source="set by the patient")


def _segments(points: Sequence[Point]) -> Iterator[tuple[int, int]]:
    start = 0
    for end in range(1, len(points) + 1):
        if end == len(points) or points[end].version != points[start].version:
            yield start, end
            start = end


def _gaps(points: Sequence[Point]) -> Iterator[tuple[date, date]]:
    days = [point.day for point in points]
    distances = [(later - earlier).days for earlier, later in pairwise(days)]
    if not distances:
        return
    least = max(LEAST_GAP, 3 * median(distances))
    for earlier, later in pairwise(days):
        if (later - earlier).days > least:
            yield earlier, later


def _trend(points: Sequence[Point]) -> Trend | None:
    known = [(point.day, point.value) for point in points if point.value is not None]
    if len({day for day, _ in known}) < FEWEST_MARKS:
        return None
    first = known[0][0]
    months = [(day - first).days / DAYS_A_MONTH for day, _ in known]
    slope, low, high = formulas.sen_slope(months, [value for _, value in known])
    return Trend(slope, low, high, len(known), first)
