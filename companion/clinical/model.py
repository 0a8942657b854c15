"""The things the program is about, as plain frozen dataclasses (design, sections 2 and 6).

Ids are whole numbers minted by the program; what travels between stores also has
a UUID. A `day` is always known; a `moment` (UTC) only where a time was given: a
date without a time never becomes midnight.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from companion.clinical.codes import (
    AgreementState,
    Better,
    Display,
    Domain,
    FormTalk,
    How,
    Kind,
    MoreHelp,
    PlanPart,
    Reading,
    Respondent,
    Status,
    StrategyState,
    Theme,
    Who,
)
from companion.clinical.message import Message

__all__ = [
    "CLINICIAN",
    "PATIENT",
    "Agreement",
    "AgreementState",
    "Better",
    "Contribution",
    "CriticalAnswer",
    "Display",
    "Domain",
    "Event",
    "FormTalk",
    "How",
    "Kind",
    "Moment",
    "MoreHelp",
    "OwnMeasure",
    "OwnReading",
    "Patient",
    "PlanLine",
    "PlanPart",
    "Point",
    "Reading",
    "Respondent",
    "Session",
    "Status",
    "Strategy",
    "StrategyState",
    "Theme",
    "Understanding",
    "Who",
]

PATIENT = "patient"
CLINICIAN = "clinician"


@dataclass(frozen=True, slots=True)
class Patient:
    """The person whose life it is about.

    Attributes:
        key: The identifier other systems use, as text (`007` is not `7`).
        chosen_name: What the person wants to be called, or None.
    """

    id: int
    uuid: str
    key: str
    name: str
    chosen_name: str | None = None
    born: date | None = None

    @property
    def called(self) -> str:
        """The name screens use."""
        return self.chosen_name or self.name or self.key


@dataclass(frozen=True, slots=True)
class Point:
    """One score of one scale: a value, or the reason why there is none.

    Attributes:
        value: The score in the scale's own units; None when it cannot be said.
        why_not: Why there is no value; None when there is one.
        version: The instrument's version, part of its identity.
        prorated: Whether the instrument's own missing rule filled in an answer.
        fits: The patient's mark on the point itself when the number does not fit
            the story: `easier`, `harder`, or None where nothing was marked.
    """

    assessment_id: int
    day: date
    value: float | None
    why_not: Message | None = None
    moment: datetime | None = None
    instrument: str = ""
    version: str = ""
    scale: str = "total"
    respondent: Respondent = Respondent.SELF
    rater: str = ""
    how: How = How.UNKNOWN
    prorated: bool = False
    fits: str | None = None
    corrected: bool = False


@dataclass(frozen=True, slots=True)
class CriticalAnswer:
    """An answer on safety, shown as it was answered, never turned into an alarm."""

    assessment_id: int
    day: date
    instrument: str
    item: int
    label: Message
    answer: float
    highest: float
    respondent: Respondent = Respondent.SELF


@dataclass(frozen=True, slots=True)
class OwnMeasure:
    """A measure in the patient's own words, 0 to 10.

    Attributes:
        words: The patient's name for it ("the door is open").
        step: A step that counts, in points; None until the patient has set it.
        enough: The patient's own line for *enough*; None until set.
        low_words, high_words: What 0 and 10 mean, in the patient's words; may be empty.
        version: Counts up when words, direction or ends change; versions are never joined.
    """

    id: int
    uuid: str
    patient_id: int
    words: str
    domain: Domain
    better: Better
    step: float | None = None
    enough: float | None = None
    low_words: str = ""
    high_words: str = ""
    version: int = 1
    resting: bool = False

    @property
    def instrument(self) -> str:
        """The id under which its marks stand among assessments."""
        return f"own-{self.uuid}"


@dataclass(frozen=True, slots=True)
class OwnReading:
    """The patient's own word on whether two moments of an own measure differ.

    Attributes:
        word: `easier`, `harder`, `more`, `less` or `same`.
    """

    own_measure_id: int
    from_day: date
    to_day: date
    word: str
    said_on: date


@dataclass(frozen=True, slots=True)
class Event:
    """Something dated on the person's time line."""

    id: int
    uuid: str
    patient_id: int
    day: date
    text: str
    until: date | None = None
    kind: str = "event"


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time one can compare with.

    Attributes:
        kind: `start`, `last_session`, `session`, `event`, `year_ago` or `own`.
    """

    kind: str
    day: date
    label: Message
    ref: int | None = None


@dataclass(frozen=True, slots=True)
class Session:
    """One meeting.

    Attributes:
        number: Counts held sessions of this patient from 1.
        way: `room`, `phone` or `video`.
        present: Roles in the room beside patient and clinician, as in ("mother",).
        feel: What was said to "how was it to talk like this?", or empty.
    """

    id: int
    uuid: str
    patient_id: int
    number: int
    started: datetime
    day: date
    ended: datetime | None = None
    held: bool = True
    way: str = "room"
    interpreter: str = ""
    present: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether nobody has closed it yet."""
        return self.ended is None


@dataclass(frozen=True, slots=True)
class Contribution:
    """One line, with its author.

    Attributes:
        said_by: `patient`, `clinician`, or a role such as `mother`.
        typed_by: `patient` or `clinician`.
        told_by: Set when the line is about a third person: who told it ("patient"
            when Kari told about her sister).
        about: The third person by role ("sister"), or empty.
        via: How it came: `screen`, `your_turn`, `jot`, `noticed`, `before_we_meet`, `demo`.
        after: Whether it was written after the patient left (*not yet read together*).
        prompt: Id of the question it answers, or empty.
        ladder: `lighter`, `harder` or empty.
        keepsake: Put aside to be reminded of.
        only_us: Not shown while somebody else is in the room.
        position: Order within the session.
    """

    id: int
    uuid: str
    patient_id: int
    session_id: int | None
    day: date
    written: datetime
    text: str
    said_by: str = PATIENT
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
    position: int = 0
    corrected: bool = False


@dataclass(frozen=True, slots=True)
class Agreement:
    """Something decided, with a date to look at it again."""

    id: int
    uuid: str
    patient_id: int
    session_id: int | None
    made: date
    text: str
    who: Who
    look_again: date | None = None
    state: AgreementState = AgreementState.OPEN
    state_words: str = ""
    reviewed: date | None = None


@dataclass(frozen=True, slots=True)
class Strategy:
    """One line of the shelf *What I do*."""

    id: int
    uuid: str
    patient_id: int
    text: str
    when_how: str = ""
    domain: Domain | None = None
    state: StrategyState = StrategyState.TRIED
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Understanding:
    """A key: one line of the shelf *What I have understood*."""

    id: int
    uuid: str
    patient_id: int
    happens: str
    in_me: str = ""
    choose: str = ""
    domain: Domain | None = None
    since: date | None = None


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One line of the plan for the hardest days."""

    id: int
    uuid: str
    patient_id: int
    part: PlanPart
    text: str
    position: int = 0
    looked_at: date | None = None
