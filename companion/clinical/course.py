"""The course of one scale over time, as data for chart and text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from companion.clinical.instruments import Scale
from companion.clinical.message import Message
from companion.clinical.model import Better, Event, OwnMeasure, Point, Respondent


@dataclass(frozen=True, slots=True)
class Band:
    """What the form cannot tell apart, around each score: the score plus and minus `half_width`."""

    half_width: float
    kind: str
    label: Message
    source: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line across the chart, with words. `kind` is `cutoff`, `enough` or `norm`."""

    value: float
    label: Message
    kind: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Course:
    """One scale by one kind of respondent over time. Segments are slices: start, end (exclusive)."""

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
    """Return the course of one scale."""
    raise NotImplementedError
