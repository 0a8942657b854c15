"""A made-up person with a history, put into the store in one act.

This is for the made-up people of `fixtures/people` only: everything else is written
on the day it is said. Their answers come in the one way all answers do (`TakeIn`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, ClassVar, TypeAlias

from companion.clinical.model import (
    CLINICIAN,
    AgreementState,
    Better,
    Display,
    Domain,
    FormTalk,
    How,
    Kind,
    MoreHelp,
    PlanPart,
    Respondent,
    Status,
    StrategyState,
    Theme,
    Who,
)

if TYPE_CHECKING:
    from companion.store.transaction import Transaction

Answers: TypeAlias = tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """One filled-in form of a story: a total, or the answers."""

    day: date
    total: float | None = None
    answers: Answers | None = None


@dataclass(frozen=True, slots=True)
class SeriesStory:
    """One form by one respondent over time."""

    form: str
    respondent: Respondent
    rater: str
    how: How
    scale: str
    told: tuple[Told, ...]
    fits: tuple[tuple[date, str], ...] = ()
    place: str = ""
    meant: tuple[tuple[date, int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ReadingStory:
    """The patient's own word for two moments of an own measure."""

    start: date
    end: date
    word: str
    said: date


@dataclass(frozen=True, slots=True)
class OwnStory:
    """An own measure with its marks."""

    id: str
    words: str
    domain: Domain
    better: Better
    step: float | None
    enough: float | None
    low_words: str
    high_words: str
    marks: SeriesStory
    readings: tuple[ReadingStory, ...]


@dataclass(frozen=True, slots=True)
class AreaStory:
    """What the patient calls an area of life, and where it stands."""

    domain: Domain
    name: str
    hidden: bool
    position: int | None


@dataclass(frozen=True, slots=True)
class EventStory:
    """Something dated."""

    day: date
    until: date | None
    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class LineStory:
    """One line of a session, or one noticed outside."""

    day: date
    text: str
    said_by: str
    typed_by: str = CLINICIAN
    told_by: str = ""
    about: str = ""
    via: str = "screen"
    after: bool = False
    kind: Kind = Kind.LINE
    status: Status = Status.NOT_ASKED
    theme: Theme | None = None
    domain: Domain | None = None
    prompt: str = ""
    because: str = ""
    ladder: str = ""
    keepsake: bool = False
    only_us: bool = False


@dataclass(frozen=True, slots=True)
class AgreementStory:
    """Something decided in a session."""

    text: str
    who: Who
    look_again: date | None
    state: AgreementState
    words: str
    reviewed: date | None


@dataclass(frozen=True, slots=True)
class SessionStory:
    """One meeting, held or not."""

    started: datetime
    ended: datetime
    way: str
    held: bool
    present: tuple[str, ...]
    interpreter: str
    in_record: bool
    lines: tuple[LineStory, ...]
    agreements: tuple[AgreementStory, ...]
    more_help: tuple[tuple[Domain, MoreHelp], ...]
    talked: tuple[tuple[str, FormTalk], ...]


@dataclass(frozen=True, slots=True)
class StrategyStory:
    """One line of the shelf *What I do*."""

    text: str
    when_how: str
    domain: Domain | None
    state: StrategyState
    since: date


@dataclass(frozen=True, slots=True)
class UnderstandingStory:
    """One line of the shelf *What I have understood*."""

    happens: str
    in_me: str
    choose: str
    domain: Domain | None
    since: date


@dataclass(frozen=True, slots=True)
class PlanStory:
    """One line of the plan for the hardest days."""

    part: PlanPart
    text: str
    looked_at: date | None


@dataclass(frozen=True, slots=True)
class Story:
    """One made-up person. `about` says what the story is there to show."""

    file: str
    key: str
    name: str
    chosen_name: str
    born: date | None
    about: str
    display: Display | None
    consents: tuple[tuple[str, str], ...]
    areas: tuple[AreaStory, ...]
    own: tuple[OwnStory, ...]
    series: tuple[SeriesStory, ...]
    events: tuple[EventStory, ...]
    sessions: tuple[SessionStory, ...]
    strategies: tuple[StrategyStory, ...]
    understandings: tuple[UnderstandingStory, ...]
    plan: tuple[PlanStory, ...]
    noticed: tuple[LineStory, ...]


@dataclass(frozen=True, slots=True)
class Loaded:
    """What became of a story.

    Attributes:
        own: For each own measure, by its id in the story: the id and the instrument it became.
    """

    patient_id: int
    own: dict[str, tuple[int, str]]


@dataclass(frozen=True, slots=True)
class LoadStories:
    """Put in everything of some stories but their answers."""

    verb: ClassVar[str] = "load stories"
    stories: tuple[Story, ...]

    def write(self, tx: Transaction) -> tuple[Loaded, ...]:
        """Write them as they would stand had they been written day by day."""
        from companion.store.acts.telling import tell

        return tell(tx, self.stories)
