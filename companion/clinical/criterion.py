"""What a change is held against: which size of change counts on a scale, and whose number it is.

The order is fixed. Published sizes of change come first, in the order of the definition
file, verified ones before others; then Jacobson and Truax's, computed from a verified
spread and reliability. On a measure in the patient's own words: the step that counts, then
the person's ordinary variation.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Literal

from companion.clinical import formulas
from companion.clinical.facts import Fact, Source, said_source
from companion.clinical.instruments import Scale
from companion.clinical.message import Message, Value
from companion.clinical.model import Better, OwnMeasure

FEWEST_MARKS = 8
"""From so many earlier marks on, a person's ordinary variation is looked at."""
WINDOW = 12
"""At most so many marks before the later point make up the ordinary variation."""

Method = Literal["jt", "gln", "en"]


@dataclass(frozen=True, slots=True)
class Criterion:
    """What a change is held against.

    Attributes:
        value: Points of change.
        comparator: Whether the change must exceed (``>``) or reach (``>=``) it.
        kind: `RCI95`, `RCI90`, `MIC`, `anchor`, `service rule`, `step` or `ordinary variation`.
    """

    value: float
    comparator: str
    kind: str
    source: Source
    verified: bool
    note: str = ""

    def met(self, size: float) -> bool:
        """Return whether a change of this size (never negative) counts."""
        over = round(size - self.value, 9)
        return over > 0 or (over == 0 and self.comparator == ">=")


@dataclass(frozen=True, slots=True)
class Ordinary:
    """How much one person's marks ordinarily differ, from that person's own marks.

    Attributes:
        value: Two marks ordinarily lie no further apart than this (95 %).
        marks: How many marks it was found from, the last ones before the later point.
        median: The middle of those marks.
        beyond: Whether this change is larger.
    """

    value: float
    marks: int
    median: float
    beyond: bool


@dataclass(frozen=True, slots=True)
class Figures:
    """Spread and reliability, with what is known about them."""

    sd: float
    reliability: float
    source: Message
    verified: bool


@dataclass(frozen=True, slots=True)
class Given:
    """Parameters of one's own, for the expert: they take the place of the definition's.

    Attributes:
        confidence: A stricter or milder level than 0.95; None leaves published values in force.
        mean: Mean of a relevant group; needed by `gln` and `en`.
    """

    sd: float | None = None
    reliability: float | None = None
    mean: float | None = None
    better: Better | None = None
    confidence: float | None = None
    method: Method = "jt"


def choose_criterion(
    scale: Scale,
    *,
    given: Given | None = None,
    own: OwnMeasure | None = None,
    ordinary: Ordinary | None = None,
) -> Criterion | None:
    """Return what a change on this scale is held against; a verified one before any other."""
    if own is not None:
        return _own_criterion(own, ordinary)
    given = given or Given()
    found = computed(scale, given)
    if found is not None and stated(given) and found.verified:
        return found
    published = [
        Criterion(one.value, one.comparator, one.kind, one.source, scale.rule.verified and one.verified, one.note)
        for one in scale.changes
    ]
    known = [*published, found] if found is not None else published
    return next((one for one in known if one.verified), known[0] if known else None)


def ordinary_variation(earlier: Sequence[float], difference: float, step: float = 1.0) -> Ordinary | None:
    """Return how much this person's marks ordinarily differ, or None with fewer than eight.

    It is found from the last twelve marks at most: 1.96 times the square root of 2 times a
    robust spread (1.4826 times the median absolute deviation). It is never less than `step`,
    since someone who always marks the same has no variation to go by.
    """
    if len(earlier) < FEWEST_MARKS:
        return None
    window = earlier[-WINDOW:]
    spread = formulas.z_two_sided() * 2**0.5 * formulas.robust_sd(window)
    value = max(spread, step)
    return Ordinary(value, len(window), median(window), beyond=round(abs(difference) - value, 9) > 0)


def _own_criterion(own: OwnMeasure, ordinary: Ordinary | None) -> Criterion | None:
    if own.step is not None:
        return Criterion(own.step, ">=", "step", source="set by the patient", verified=True)
    if ordinary is not None:
        text = "the median absolute deviation of this person's last {marks} marks before"
        source = Message(text, {"marks": ordinary.marks})
        return Criterion(ordinary.value, ">", "ordinary variation", source, verified=True)
    return None


def stated(given: Given) -> bool:
    """Return whether any parameter of one's own bears on the criterion."""
    figures = given.sd is not None or given.reliability is not None
    return figures or given.confidence is not None or given.method != "jt"


def figures_of(scale: Scale, given: Given) -> Figures | None:
    """Return spread and reliability, the given ones before the definition's; None if one is not known."""
    sd = Fact(given.sd, source="given", verified=True) if given.sd is not None else scale.sd
    reliability = scale.reliability
    if given.reliability is not None:
        reliability = Fact(given.reliability, source="given", verified=True)
    if sd is None or reliability is None:
        return None
    values: dict[str, Value] = {
        "sd": sd.value, "sd_source": said_source(sd.source),
        "reliability": reliability.value, "reliability_source": said_source(reliability.source),
    }  # fmt: skip
    source = Message("SD {sd} ({sd_source}); reliability {reliability} ({reliability_source})", values)
    own = given.sd is not None and given.reliability is not None
    verified = sd.verified and reliability.verified and (own or scale.rule.verified)
    return Figures(sd.value, reliability.value, source, verified)


def computed(scale: Scale, given: Given) -> Criterion | None:
    """Return the criterion that follows from spread and reliability, or None without them."""
    figures = figures_of(scale, given)
    if figures is None:
        return None
    confidence = given.confidence or 0.95
    errors = {"jt": formulas.s_diff, "gln": formulas.se_prediction, "en": formulas.sem}
    error = errors[given.method](figures.sd, figures.reliability)
    kind = f"RCI{confidence * 100:g}"
    if given.method != "jt":
        kind = f"{given.method.upper()} {kind}"
    value = formulas.z_two_sided(confidence) * error
    source = Message("computed from {figures}", {"figures": figures.source})
    return Criterion(value, ">", kind, source, figures.verified)


def rule_words(chosen: Criterion) -> Message:
    """Say the rule behind a reading."""
    if chosen.kind == "step":
        return Message(
            "A change of {criterion} points or more counts, as the patient chose.", {"criterion": chosen.value}
        )
    values: dict[str, Value] = {
        "criterion": chosen.value, "kind": kind_words(chosen.kind), "source": said_source(chosen.source)
    }  # fmt: skip
    if chosen.comparator == ">=":
        return Message("A change of {criterion} points or more counts: {kind}. Source: {source}.", values)
    return Message("A change of more than {criterion} points counts: {kind}. Source: {source}.", values)


def kind_words(kind: str) -> Message:
    """Say what kind of number a criterion is."""
    if kind not in _KINDS and kind.startswith("RCI"):
        return Message("beyond the form's own error, {n} of 100 times", {"n": kind.removeprefix("RCI")})
    return _KINDS.get(kind) or Message("{kind}", {"kind": kind})


_KINDS = {
    "RCI95": Message("beyond the form's own error, 95 of 100 times"),
    "RCI90": Message("beyond the form's own error, 90 of 100 times"),
    "MIC": Message("the least change that people notice"),
    "anchor": Message("the change that went with people's own rating"),
    "service rule": Message("a rule that a health service uses"),
    "step": Message("the step that counts"),
    "ordinary variation": Message("beyond how much these marks ordinarily differ"),
}
