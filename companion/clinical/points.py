"""Which points of a course belong together: in order, and as they stood on a day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from companion.clinical.model import Point


def newest(points: Sequence[Point], until: date | None = None) -> Point | None:
    """Return the newest point, or the newest one on or before a day."""
    return max((one for one in points if until is None or one.day <= until), key=order, default=None)


def pair_since(points: Sequence[Point], day: date | None) -> tuple[Point | None, Point | None]:
    """Return the two points to compare: as it stood on a day, and as it stands now.

    Args:
        points: All points of one course; order does not matter.
        day: The moment to compare with; None means the first point. As it stood then is the
            newest point with a value on or before that day, else the first one after it.
    """
    now = newest(points)
    valued = [one for one in points if one.value is not None]
    then = newest(valued, day) if day is not None else None
    return then or min(valued, key=order, default=None), now


def in_order(points: Iterable[Point]) -> tuple[Point, ...]:
    """Return points oldest first: by day, then time if known, then the order they came in."""
    return tuple(sorted(points, key=order))


def order(point: Point) -> tuple[Any, ...]:
    """Return what points are ordered by: day, then time if known, then arrival."""
    return (point.day, point.moment is not None, point.moment or 0, point.assessment_id)
