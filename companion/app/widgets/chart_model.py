"""What a chart shows, before a single cell is drawn: the window of time, the places, the stops.

Pure: dates and scores in, columns and rows out. `chart_draw` turns it into cells.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from itertools import groupby

from companion.clinical.course import Course
from companion.clinical.message import Message
from companion.clinical.model import Better, Event, OwnMeasure, Point, Respondent
from companion.workflow.views import AreaRow

SHORTEST = 84
"""Days a window has at least, so that one point does not fill it."""


class Zoom(Enum):
    """How much time a chart shows, widest first."""

    ALL = (0, Message("all"))
    TWO_YEARS = (731, Message("2 years"))
    YEAR = (366, Message("1 year"))
    QUARTER = (92, Message("3 months"))

    @property
    def days(self) -> int:
        """Days shown; 0 is everything there is."""
        return self.value[0]

    @property
    def label(self) -> Message:
        """What it is called."""
        return self.value[1]

    def closer(self, step: int = 1) -> Zoom:
        """The next zoom: closer for 1, wider for -1, and round again at the ends."""
        every = list(Zoom)
        return every[(every.index(self) + step) % len(every)]


@dataclass(frozen=True, slots=True)
class ChartData:
    """Everything one chart shows.

    Attributes:
        courses: The patient's own course first, then those of other respondents.
        low, high: The ends of the axis, which holds every version of the form.
        ends: The ends of the version that counts now, as the title says them.
        called: What the patient is called.
    """

    form: str
    better: Better
    low: float
    high: float
    courses: tuple[Course, ...]
    events: tuple[Event, ...]
    called: str
    today: date
    own: OwnMeasure | None = None
    ends: tuple[float, float] | None = None

    @classmethod
    def of(cls, row: AreaRow, *, called: str, today: date, events: Sequence[Event] = ()) -> ChartData:
        """Gather what the chart of one row of Look shows."""
        return cls(
            form=row.form,
            better=row.better,
            low=min(row.low, row.course.low),
            high=max(row.high, row.course.high),
            courses=(row.course, *row.others),
            ends=(row.low, row.high),
            events=tuple(events),
            called=called,
            today=today,
            own=row.own,
        )

    @property
    def respondents(self) -> tuple[Respondent, ...]:
        """Who answered, in the order of the courses, each once."""
        return tuple(dict.fromkeys(course.respondent for course in self.courses if course.points))


@dataclass(frozen=True, slots=True)
class Stop:
    """One place the chart's cursor stops at: a point of a course, or an event."""

    day: date
    course: int = -1
    index: int = -1
    event: int = -1


def stops(data: ChartData) -> tuple[Stop, ...]:
    """Every place the cursor stops at, oldest first; events from before the first answer are not on the chart."""
    shown = window(data, Zoom.ALL)
    points = [
        Stop(point.day, course=c, index=i)
        for c, course in enumerate(data.courses)
        for i, point in enumerate(course.points)
    ]
    events = [Stop(event.day, event=i) for i, event in enumerate(data.events) if event.day in shown]
    return tuple(sorted(points + events, key=lambda stop: (stop.day, stop.event >= 0, stop.course, stop.index)))


@dataclass(frozen=True, slots=True)
class Window:
    """The days a chart shows, first and last."""

    start: date
    end: date

    @property
    def days(self) -> int:
        """Its length."""
        return max(1, (self.end - self.start).days)

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end


def window(data: ChartData, zoom: Zoom, focus: date | None = None) -> Window:
    """Choose the days to show.

    Args:
        data: What the chart shows.
        zoom: How much of it.
        focus: A day that has to be inside: the cursor's. The window moves no further than needed.
    """
    days = [point.day for course in data.courses for point in course.points]
    end = max([data.today, *days])
    first = min([*days, end - timedelta(days=SHORTEST)])
    if zoom is Zoom.ALL or (end - first).days <= zoom.days:
        return Window(first, end)
    if focus is not None and focus < end - timedelta(days=zoom.days):
        end = max(focus + timedelta(days=zoom.days // 2), first + timedelta(days=zoom.days))
    return Window(end - timedelta(days=zoom.days), end)


@dataclass(frozen=True, slots=True)
class Plot:
    """The plotting area: how days and values fall on columns and rows (row 0 on top, never flipped)."""

    width: int
    height: int
    window: Window
    low: float
    high: float

    def x(self, day: date) -> float:
        """Column of a day, with its fraction; outside the window it lies outside the area."""
        return (day - self.window.start).days / self.window.days * (self.width - 1)

    def column(self, day: date) -> int:
        """Column of a day."""
        return round(self.x(day))

    def y(self, value: float) -> float:
        """Row of a value, with its fraction: the highest score is on top."""
        span = self.high - self.low or 1.0
        return (self.high - min(self.high, max(self.low, value))) / span * (self.height - 1)

    def row(self, value: float) -> int:
        """Row of a value."""
        return round(self.y(value))


def band_around_now(course: Course) -> tuple[float, float] | None:
    """Lowest and highest score the form cannot tell apart from the newest one."""
    newest = next((point.value for point in reversed(course.points) if point.value is not None), None)
    if course.band is None or newest is None:
        return None
    return newest - course.band.half_width, newest + course.band.half_width


def runs(course: Course) -> list[list[Point]]:
    """Points that may be joined by a line: a missing score or another version breaks it."""
    found: list[list[Point]] = []
    for start, end in course.segments or ((0, len(course.points)),):
        for has_value, group in groupby(course.points[start:end], key=lambda point: point.value is not None):
            if has_value:
                found.append(list(group))
    return found


def resample(places: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Keep at most two points a column, its highest and its lowest, in the order they came."""
    kept: list[tuple[float, float]] = []
    for _, group in groupby(places, key=lambda place: int(place[0])):
        members = list(group)
        if len(members) > 2:
            ends = {
                min(range(len(members)), key=lambda i: members[i][1]),
                max(range(len(members)), key=lambda i: members[i][1]),
            }
            members = [members[i] for i in sorted(ends)]
        kept.extend(members)
    return kept


def visible(points: Sequence[Point], shown: Window) -> list[Point]:
    """Points inside the window, and one on each side, so that a line runs in from outside."""
    days = [point.day for point in points]
    first = max(0, bisect_left(days, shown.start) - 1)
    last = bisect_left(days, shown.end + timedelta(days=1))
    return list(points[first : last + 1])


def date_ticks(shown: Window, width: int, *, gap: int = 10) -> list[date]:
    """First days of months at which the time axis is marked, never closer than `gap` columns."""
    months = next((step for step in (1, 2, 3, 6, 12, 24, 60) if step * 30.4 / shown.days * width >= gap), 120)
    ticks = []
    number = shown.start.year * 12 + shown.start.month - 1
    while (day := date(number // 12, number % 12 + 1, 1)) <= shown.end:
        if day >= shown.start and number % months == 0:
            ticks.append(day)
        number += 1
    return ticks


def value_ticks(data: ChartData, marks: Sequence[float], height: int) -> list[float]:
    """Values written on the axis: both ends, every line, and a middle where there is room; lines win."""
    plot = Plot(1, height, Window(data.today, data.today), data.low, data.high)
    middle = (data.low + data.high) / 2
    quarters = [data.low + (data.high - data.low) * share for share in (0.25, 0.75)]
    taken: dict[int, float] = {}
    for value in [data.high, data.low, *marks, middle, *quarters]:
        row = plot.row(value)
        near = any(abs(row - other) < 2 for other in taken)
        whole = float(value).is_integer() or value in marks
        if data.low <= value <= data.high and whole and row not in taken and (value in marks or not near):
            taken[row] = value
    return list(taken.values())
