"""What workflow hands to screens, plain mode and the command line: plain, finished, no lazy reads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from companion.clinical.model import Display

if TYPE_CHECKING:  # the caseload is painted before any of these is needed
    from companion.clinical.change import Change
    from companion.clinical.course import Course
    from companion.clinical.message import Message
    from companion.clinical.model import (
        Agreement,
        Better,
        Contribution,
        CriticalAnswer,
        Domain,
        Event,
        Moment,
        MoreHelp,
        OwnMeasure,
        Patient,
        Point,
        Respondent,
        Session,
    )
    from companion.clinical.signals import Signal


@dataclass(frozen=True, slots=True)
class CaseloadRow:
    """One line of the caseload. Never ordered by risk."""

    patient: Patient
    last_met: date | None = None
    last_answered: date | None = None
    agreement_due: date | None = None
    not_in_record: int = 0
    open_session: bool = False


@dataclass(frozen=True, slots=True)
class AreaRow:
    """One line of Look: one scale by one kind of respondent.

    Attributes:
        row: Stable id, as in ``"phq9:total:self"`` or ``"own-<uuid>:total:self"``.
        area: What the area is called on screens (the patient's own name for it if there is one).
        form: Short name of the form ("PHQ-9"), or the own measure's words.
        low, high: Ends of the scale, in its own units; raw, never flipped.
        spark: Values for a sparkline, oldest first; None is a gap.
        others: Courses of other respondents on the same scale, for the chart.
    """

    row: str
    domain: Domain
    area: Message
    form: str
    better: Better
    low: float
    high: float
    respondent: Respondent
    now: Point | None
    since_last: Change
    since_start: Change
    since_moment: Change
    spark: tuple[float | None, ...]
    course: Course
    others: tuple[Course, ...] = ()
    own: OwnMeasure | None = None
    more_help: MoreHelp | None = None
    credit: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """All areas of one patient, as they stand on a day."""

    patient: Patient
    today: date
    rows: tuple[AreaRow, ...]
    since: Moment | None
    last: Moment | None
    start: Moment | None
    moments: tuple[Moment, ...]
    events: tuple[Event, ...]
    signals: tuple[Signal, ...]
    critical: tuple[CriticalAnswer, ...]
    display: Display = Display.WORDS
    relatives_hidden: bool = False


@dataclass(frozen=True, slots=True)
class LeftBe:
    """Something worth talking about that was left be.

    Attributes:
        reason: Why, in the clinician's words.
        signal: What it is about; None where newer answers tell something else.
    """

    day: date
    reason: str
    signal: Signal | None


@dataclass(frozen=True, slots=True)
class BeforeView:
    """What the clinician sees with the screen turned away, before a session.

    Attributes:
        new: Points that came since the last session.
        set_aside: Forms that ended *later* last time.
        unread: Lines not yet read together.
        brief: One sentence a signal, most talk-worthy first; what has a part of its own here is left out.
        open_session: A session somebody left open, to be gone on with or closed.
        has_plan: Whether there is a plan for the hardest days.
        plan_looked_at: The day since which all of it was looked at; None where some of it never was.
    """

    review: Review
    new: tuple[AreaRow, ...]
    critical: tuple[CriticalAnswer, ...]
    agreements: tuple[Agreement, ...]
    set_aside: tuple[AreaRow, ...]
    unread: tuple[Contribution, ...]
    brief: tuple[Message, ...]
    open_session: Session | None = None
    last_session: Session | None = None
    first_session: bool = False
    has_plan: bool = False
    plan_looked_at: date | None = None


@dataclass(frozen=True, slots=True)
class ThenNow:
    """Two moments side by side: the words first, then the readings.

    Attributes:
        then_words, now_words: The patient's own lines nearest the two moments.
        rows: The areas, each with the change between the two moments in `since_moment`.
        question: The one question between them.
    """

    then: Moment
    now: Moment
    then_words: tuple[Contribution, ...]
    now_words: tuple[Contribution, ...]
    rows: tuple[AreaRow, ...]
    question: Message

    @property
    def has_two(self) -> bool:
        """Whether there is anything to put side by side: words of either, or two answers to one form."""
        if self.then_words or self.now_words:
            return True
        changes = [row.since_moment for row in self.rows]
        return any(one.before is not None and one.after is not None for one in changes)


@dataclass(frozen=True, slots=True)
class CarriedOver:
    """Words from before, with a small word on what or when they are."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class EarlierTime:
    """An earlier time with answers like now.

    Attributes:
        near, other: Areas that were close to now, and those that were not.
        said: The patient's own lines from around that time.
        helped: What the patient did or understood then and in the weeks after.
    """

    day: date
    near: tuple[Message, ...]
    other: tuple[Message, ...]
    said: tuple[Contribution, ...]
    helped: tuple[CarriedOver, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """One question the program proposes.

    Attributes:
        prompt: Its id.
        text: The question, in the session's language.
        because: One clause that starts with "because you …"; empty for an open question.
        why: The whole rule: lines to show behind *why*.
        ladder: `lighter`, `harder` or empty.
        signal: Id of the signal it grew from, or empty.
    """

    prompt: str
    text: str
    because: str = ""
    why: tuple[str, ...] = ()
    ladder: str = ""
    theme: str = ""
    domain: Domain | None = None
    signal: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class NoteLine:
    """One line of the note and where it comes from.

    Attributes:
        source: What it was made of, for the key that shows it ("line 41, said by Kari").
        contribution: The contribution behind it, or None for a stated number or an agreement.
    """

    text: str
    by: str = ""
    mark: str = ""
    source: str = ""
    contribution: Contribution | None = None
    agreement: Agreement | None = None


@dataclass(frozen=True, slots=True)
class NoteSection:
    """One part of the note, in its fixed order."""

    code: str
    title: str
    lines: tuple[NoteLine, ...]


@dataclass(frozen=True, slots=True)
class NoteView:
    """The note as it stands: grows while one talks, and is a version once the session is closed."""

    session: Session
    patient: Patient
    title: str
    sections: tuple[NoteSection, ...]
    version: int = 0
    closed: bool = False
    in_record: str = ""
    not_read_back: int = 0


@dataclass(frozen=True, slots=True)
class Exported:
    """A finished export.

    Attributes:
        files: Every file written; the first is the note, a second what third persons told.
    """

    files: tuple[str, ...]
    audience: str
    format: str


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What was taken in and what was not, counted in rows of the file.

    Attributes:
        batch: What `--undo` takes; None where nothing came in.
        detected: What was found out about the file, in words.
        rejects: The first 200 rows that were not taken in: line, column, value, what to do.
    """

    file: str
    format: str = ""
    read: int = 0
    added: int = 0
    already_there: int = 0
    changed: int = 0
    rejected: int = 0
    rejects_file: str = ""
    warnings: tuple[str, ...] = ()
    batch: int | None = None
    detected: tuple[str, ...] = ()
    rejects: tuple[tuple[int, str, str, str], ...] = ()
