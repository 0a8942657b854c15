"""What is known about an instrument: values that carry their source.

Every fact says where it was read and whether it was verified there. An unverified fact
is shown behind *why* and never gives a reading.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, Literal, TypeAlias, TypeVar

from companion.clinical.message import Message

T = TypeVar("T")

Comparator: TypeAlias = Literal[">", ">=", "<", "<="]
Source: TypeAlias = "str | Message"
"""Where a figure comes from: a citation, or words of ours about one, which are said in each language."""


def said_source(source: Source) -> Message:
    """Return a source as it stands inside a sentence: ours is translated there, a citation has no translation."""
    return source if isinstance(source, Message) else Message(source)


def joined(sources: Iterable[Source]) -> Source:
    """Put sources behind each other, each once; there is one at least."""
    different: list[Source] = []
    for source in sources:
        if source not in different:
            different.append(source)
    together, *others = different
    for other in others:
        together = Message("{one}; {other}", {"one": said_source(together), "other": said_source(other)})
    return together


@dataclass(frozen=True, slots=True)
class Fact(Generic[T]):
    """A value with where it comes from.

    Attributes:
        verified: Whether it was read in the source named. If not, it never gives a reading.
    """

    value: T
    source: Source
    verified: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Cutoff:
    """A line on a scale: scores on its worse side satisfy ``score comparator value``.

    Attributes:
        kind: `caseness`, `screening`, `band`, `CSC-C`, `norm` or `remission`.
        label: Short words for the chart.
        population: In which people the line was found.
    """

    value: float
    comparator: Comparator
    kind: str
    label: Message
    population: str
    source: str
    verified: bool
    note: str = ""

    def worse_side(self, score: float) -> bool:
        """Return whether a score lies on the side that the line was drawn to find."""
        match self.comparator:
            case ">":
                return score > self.value
            case ">=":
                return score >= self.value
            case "<":
                return score < self.value
            case _:
                return score <= self.value


@dataclass(frozen=True, slots=True)
class ChangeValue:
    """A published size of change.

    Attributes:
        kind: `RCI95`, `RCI90`, `MIC`, `anchor` or `service rule`; never mixed silently.
        comparator: Whether the change must exceed (``>``) or reach (``>=``) the value.
    """

    value: float
    kind: str
    comparator: Comparator
    source: str
    verified: bool
    note: str = ""


@dataclass(frozen=True, slots=True)
class Norm:
    """Mean and standard deviation of a named group of people; either may be unknown.

    Attributes:
        group: `clinical` or `functional` (people outside treatment).
    """

    group: str
    people: str
    mean: float | None
    sd: float | None
    source: str
    verified: bool
    note: str = ""


@dataclass(frozen=True, slots=True)
class Reliability:
    """How much of the differences between people a scale's scores carry.

    Attributes:
        kind: `alpha` (inner consistency) or `retest`.
    """

    value: float
    kind: str
    source: str
    verified: bool
    note: str = ""


@dataclass(frozen=True, slots=True)
class MissingRule:
    """How many answers may be missing; the answered ones' mean stands for them."""

    most: int
    source: str
    verified: bool
    note: str = ""

    @property
    def in_force(self) -> int:
        """Return how many may be missing: none, unless the rule was verified."""
        return self.most if self.verified else 0


@dataclass(frozen=True, slots=True)
class CriticalRule:
    """When an answer is shown by itself: it satisfies ``answer comparator value``."""

    item: int
    comparator: Comparator
    value: float
    label: Message
    source: str
    verified: bool

    def applies(self, answer: float) -> bool:
        """Return whether this answer is one to show."""
        return answer >= self.value if self.comparator == ">=" else answer <= self.value


@dataclass(frozen=True, slots=True)
class SkipRule:
    """Questions one is led past: if all of `when` are answered 0, missing answers to `then` count as 0."""

    when: tuple[int, ...]
    then: tuple[int, ...]
    source: str
    verified: bool


@dataclass(frozen=True, slots=True)
class Licence:
    """Whose the instrument is and on what condition it may be used."""

    holder: str
    condition: str
    source: str
    verified: bool
    permission_needed: bool = False
