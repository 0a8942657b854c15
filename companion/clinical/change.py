"""Change between two points of one scale, and what the form shows about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from companion.clinical.instruments import Scale
from companion.clinical.message import Message
from companion.clinical.model import Better, OwnMeasure, OwnReading, Point, Reading


@dataclass(frozen=True, slots=True)
class Ordinary:
    """How much one person's marks ordinarily differ, from that person's own marks."""

    value: float
    marks: int
    window: int
    median: float
    beyond: bool


@dataclass(frozen=True, slots=True)
class Change:
    """The difference of one scale between two points, with its reading."""

    reading: Reading
    before: Point | None
    after: Point | None
    difference: float | None
    criterion: float | None
    kind: str
    comparator: str
    source: str
    verified: bool
    rci: float | None
    sem: float | None
    crossed_cutoff: str
    word: str
    why: Message
    notes: tuple[Message, ...] = ()
    ordinary: Ordinary | None = None
    sustained: bool | None = None


NOTHING_YET = Change(
    reading=Reading.CANNOT_SAY,
    before=None,
    after=None,
    difference=None,
    criterion=None,
    kind="",
    comparator="",
    source="",
    verified=False,
    rci=None,
    sem=None,
    crossed_cutoff="",
    word="",
    why=Message("There is one point only, so there is nothing to compare."),
)


def read_change(
    scale: Scale,
    before: Point | None,
    after: Point | None,
    *,
    own: OwnMeasure | None = None,
    readings: Sequence[OwnReading] = (),
    history: Sequence[Point] = (),
) -> Change:
    """Return the change between two points, read by the criterion that counts for the scale."""
    raise NotImplementedError


def words(change: Change, better: Better, name: str = "") -> Message:
    """Return the reading in words."""
    raise NotImplementedError
