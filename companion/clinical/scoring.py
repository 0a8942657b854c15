"""Scores from answers, by each instrument's own rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from typing import NamedTuple

from companion.clinical.instruments import Instrument
from companion.clinical.message import Message


@dataclass(frozen=True, slots=True)
class ScaleScore:
    """A value, or the reason why there is none."""

    value: float | None
    complete: bool
    prorated: bool
    why_not: Message | None
    high: float | None = None


class Critical(NamedTuple):
    """An answer to show by itself, as it was answered."""

    item: int
    label: Message
    answer: float
    highest: float


@dataclass(frozen=True, slots=True)
class Scored:
    """All scores of one answer sheet."""

    scales: Mapping[str, ScaleScore]
    critical: tuple[Critical, ...]
    problems: tuple[Message, ...]
    version: str = ""


def score(
    instrument: Instrument,
    answers: Sequence[float | None],
    *,
    reversed_at_source: bool = False,
    not_applicable: Set[int] = frozenset(),
) -> Scored:
    """Score one answer sheet."""
    raise NotImplementedError


def score_total(instrument: Instrument, total: float, scale: str = "total") -> ScaleScore:
    """Take a total as it was stated."""
    raise NotImplementedError
