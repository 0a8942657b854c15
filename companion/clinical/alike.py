"""*You were here before*: earlier times at which the answers were much like now.

The distance between two days, and everything it leaves out, is stated here:

* Each scale the patient answered themselves is divided by its own range, so that every form
  counts alike. A day holds the newest answer of the `WINDOW` days up to it.
* Two days are compared on the scales both hold, in the same version of the form.
* An area of life counts once, however many forms it has: the mean of its scales' differences.
  The distance is the mean over the areas both days hold.
* A gap is never guessed. Both days must share at least half of the areas that are known now, and
  at least `LEAST_AREAS` of them if so many are known.

A day is like now when the distance is at most `NEAR`: a tenth of the way from one end of the
forms to the other. It lies at least `LONG_AGO` back. Of days close together only the nearest
one is kept. Times with words come first, then the nearest. Nothing here says how things go on.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from companion.clinical.message import Message
from companion.clinical.model import Domain, Point

WINDOW = timedelta(days=42)
NEAR = 0.1
LONG_AGO = timedelta(days=120)
APART = timedelta(days=120)
LEAST_AREAS = 2
MOST = 3
AROUND = timedelta(days=28)
"""Words belong to a time when they were said this close to it."""

RULE = (
    Message("A time is like now when your answers then were close to your answers now."),
    Message("Each form is divided by its own range; each area of life counts once."),
    Message("A time counts when half of the areas are known for it, and it lies four months back."),
    Message("Times from which we have words come first, then the nearest."),
)
"""The rule in words, for *why*."""


@dataclass(frozen=True, slots=True)
class Answers:
    """All answers of the patient to one scale, oldest first, and the ends of the scale."""

    row: str
    domain: Domain
    low: float
    high: float
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class EarlierTime:
    """An earlier time with answers like now.

    Attributes:
        distance: 0 is the same, 1 as far apart as the forms allow.
        near: Areas that were close to now, nearest first.
        other: Areas that were not, furthest first.
        unknown: Areas known now of which nothing is known then.
    """

    day: date
    distance: float
    near: tuple[Domain, ...]
    other: tuple[Domain, ...]
    unknown: tuple[Domain, ...] = ()


Profile = Mapping[Domain, Mapping[tuple[str, str], float]]
"""For each area: each scale, in one version, as a share of its range."""


class Course:
    """The answers of one patient as profiles, one for any day."""

    def __init__(self, scales: Iterable[Answers]) -> None:
        self._scales: list[tuple[Answers, list[date], list[tuple[str, float]]]] = []
        for scale in scales:
            known = [point for point in scale.points if point.value is not None]
            width = scale.high - scale.low
            if known and width > 0:
                values = [(point.version, ((point.value or 0.0) - scale.low) / width) for point in known]
                self._scales.append((scale, [point.day for point in known], values))

    def days(self) -> list[date]:
        """Return every day with an answer, oldest first."""
        return sorted({day for _, days, _ in self._scales for day in days})

    def profile(self, day: date) -> dict[Domain, dict[tuple[str, str], float]]:
        """Return what is known for a day: the newest answers of the weeks up to it."""
        found: dict[Domain, dict[tuple[str, str], float]] = {}
        for scale, days, values in self._scales:
            place = bisect_right(days, day) - 1
            if place >= 0 and day - days[place] <= WINDOW:
                version, value = values[place]
                found.setdefault(scale.domain, {})[scale.row, version] = value
        return found


def is_near(apart: float) -> bool:
    """Return whether a distance is at most `NEAR`, wherever on the forms it lies."""
    return round(apart, 9) <= NEAR  # 0.4 and 0.3 lie a little more than 0.1 apart for a computer


def by_area(now: Profile, then: Profile) -> dict[Domain, float]:
    """Return the difference in each area that both know: 0 is the same, 1 the whole range."""
    found: dict[Domain, float] = {}
    for domain, here in now.items():
        there = then.get(domain, {})
        shared = [abs(value - there[scale]) for scale, value in here.items() if scale in there]
        if shared:
            found[domain] = sum(shared) / len(shared)
    return found


def distance(now: Profile, then: Profile) -> float | None:
    """Return how far two profiles lie apart, or None when too little is known of both."""
    areas = by_area(now, then)
    if len(areas) < min(LEAST_AREAS, len(now)) or len(areas) * 2 < len(now) or not areas:
        return None
    return sum(areas.values()) / len(areas)


def earlier_times(scales: Sequence[Answers], today: date, spoken: Collection[date] = ()) -> tuple[EarlierTime, ...]:
    """Return the earlier times with answers like now, at most `MOST`.

    Args:
        scales: What the patient answered themselves.
        today: The day *now* stands for.
        spoken: Days from which there are words.
    """
    course = Course(scales)
    now = course.profile(today)
    if not now:
        return ()
    words = sorted(spoken)
    found: list[EarlierTime] = []
    for day in course.days():
        if day > today - LONG_AGO:
            break
        then = course.profile(day)
        apart = distance(now, then)
        if apart is not None and is_near(apart):
            found.append(_time(day, apart, by_area(now, then), now))
    found.sort(key=lambda one: (not _near_words(one.day, words), one.distance, -one.day.toordinal()))
    kept: list[EarlierTime] = []
    for one in found:
        if all(abs(one.day - other.day) >= APART for other in kept):
            kept.append(one)
        if len(kept) == MOST:
            break
    return tuple(kept)


def _time(day: date, apart: float, areas: Mapping[Domain, float], now: Profile) -> EarlierTime:
    order = list(Domain)
    near = sorted((one for one in areas if is_near(areas[one])), key=lambda one: (areas[one], order.index(one)))
    other = sorted((one for one in areas if not is_near(areas[one])), key=lambda one: (-areas[one], order.index(one)))
    unknown = [one for one in order if one in now and one not in areas]
    return EarlierTime(day, apart, tuple(near), tuple(other), tuple(unknown))


def _near_words(day: date, spoken: Sequence[date]) -> bool:
    place = bisect_right(spoken, day - AROUND - timedelta(days=1))
    return place < len(spoken) and spoken[place] <= day + AROUND
