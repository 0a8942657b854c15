"""How many of several areas looked at together stand out by chance alone.

Each comparison has its own chance of standing out although nothing changed: it follows from
the size that counts and the form's error of measurement, where both were checked; else from
the level that goes with the kind of criterion.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from statistics import NormalDist

from companion.clinical import formulas
from companion.clinical.change import Change
from companion.clinical.message import Message, Value

USUAL = 0.95
STRICTER = 0.99
"""The level that can be chosen where many areas are looked at together."""


def chance_of(change: Change) -> float | None:
    """Return how likely this comparison stands out if nothing changed; None where nothing says so.

    A step that counts is the patient's own choice, and nobody knows how far their marks vary
    until there are eight; it has no such number.
    """
    if change.difference is None or change.criterion is None or not change.verified:
        return None
    if change.kind == "ordinary variation":
        return 1 - USUAL
    if change.kind == "step":
        return _of_size(change.criterion, change.ordinary.value) if change.ordinary else None
    if change.sem:
        return _of_size(change.criterion, formulas.z_two_sided() * math.sqrt(2) * change.sem)
    return 0.10 if change.kind == "RCI90" else 1 - USUAL


def by_chance(changes: Iterable[Change]) -> Message | None:
    """Say how many of these comparisons stand out by chance alone; None where fewer than two can be judged."""
    chances = [chance for chance in map(chance_of, changes) if chance is not None]
    if len(chances) < 2:
        return None
    expected, at_least_one = formulas.expected_by_chance(chances)
    values: dict[str, Value] = {
        "n": len(chances), "expected": round(expected, 1), "percent": round(100 * at_least_one)
    }  # fmt: skip
    return Message(
        "Of {n} areas, about {expected} would stand out by chance if nothing had changed. "
        "At least one would in {percent} of 100 such looks.",
        values,
    )


def _of_size(size: float, ordinary: float) -> float:
    # `ordinary` is the size that 95 of 100 differences stay within.
    return 2 * (1 - NormalDist().cdf(size * formulas.z_two_sided() / ordinary))
