"""The one way answers come in, whether from a file, the room or the made-up patients.

One assessment is patient, instrument version, respondent, rater, day, and time
where known. A row without a time is the only assessment of that day. The same
answers again are already there, compared with every version ever seen; other
answers become a new version in place of the newest. What was undone does not count.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, ClassVar

from companion.clinical.message import Message
from companion.clinical.model import How, Respondent
from companion.errors import RefusedError

if TYPE_CHECKING:
    import polars as pl

    from companion.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class PatientIn:
    """Somebody an answer sheet belongs to; who is already there stays as they are."""

    key: str
    name: str = ""
    chosen_name: str = ""
    born: date | None = None


@dataclass(frozen=True, slots=True)
class ScoreIn:
    """One scale's value, or why there is none.

    Attributes:
        complete: Whether every item of the scale was answered.
        prorated: Whether the instrument's own rule filled in an answer.
        stated: Whether the value came as a total, not from answers.
    """

    scale: str
    value: float | None
    why_not: Message | None = None
    complete: bool = True
    prorated: bool = False
    stated: bool = False


@dataclass(frozen=True, slots=True)
class AssessmentIn:
    """One filled-in instrument on its way in; give `patient_key` or `patient_id`.

    Attributes:
        moment: When, in UTC; None where no time was given (never midnight).
        zone: The zone the time was given in, or empty.
        source: Where it came from, as in a file's name or ``room``.
        answers: Answers in item order; None where only totals came.
        stated_total: The total that came with it.
    """

    instrument: str
    version: str
    day: date
    scores: tuple[ScoreIn, ...]
    patient_key: str = ""
    patient_id: int | None = None
    respondent: Respondent = Respondent.SELF
    rater: str = ""
    moment: datetime | None = None
    zone: str = ""
    how: How = How.UNKNOWN
    source: str = ""
    answers: tuple[float | None, ...] | None = None
    stated_total: float | None = None


@dataclass(frozen=True, slots=True)
class RejectIn:
    """One row that could not be taken in, and what to do about it."""

    line: int
    column: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of what came.

    Attributes:
        per_row: For each assessment in its order: `added`, `already_there` or `changed`.
        assessment_ids: For each assessment in its order, the one it became or is.
        rows: How many rows of the file were `added`, `already_there`, `changed`; a sheet can be several.
    """

    batch_id: int
    added: int
    already_there: int
    changed: int
    patients_added: int
    per_row: list[str] = field(default_factory=list)
    assessment_ids: list[int] = field(default_factory=list)
    rows: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TakeIn:
    """Take in assessments, in one transaction.

    Attributes:
        assessments: In the order of the file: of two for the same assessment the later stands.
        way: `import`, `room` or `demo`.
        read: Rows of the file, rejected ones too; counted from the rest where None.
    """

    verb: ClassVar[str] = "take in"
    RAW: ClassVar[frozenset[str]] = frozenset({"assessments"})  # their texts repeat, and are cleaned once each
    assessments: Sequence[AssessmentIn]
    patients: Sequence[PatientIn] = ()
    rejects: Sequence[RejectIn] = ()
    way: str = "import"
    file: str = ""
    format: str = ""
    read: int | None = None

    def write(self, tx: Transaction) -> Taken:
        """Write what is new and say for each row what became of it."""
        from companion.store.acts.taking import take_in

        return take_in(tx, self)


@dataclass(frozen=True, slots=True)
class SheetsIn:
    """Many assessments on their way in, by column.

    Attributes:
        sheets: One row an assessment: `row` (its number), `rows` (how many rows of the file),
            `patient_key`, `instrument`, `version`, `respondent`, `rater`, `day`, `moment`, `zone`,
            `how`, `answers` (as `packed_columns` packs them, or null) and `stated_total`.
        scores: One row a score: `row` (of which assessment), `scale`, `value`, `why_not` (packed),
            `complete`, `prorated` and `stated`.
    """

    sheets: pl.DataFrame
    scores: pl.DataFrame


@dataclass(frozen=True, slots=True)
class TakeInColumns:
    """Take in a whole file, in one transaction: the same as `TakeIn`, a part at a time.

    Attributes:
        parts: Asked for one after the other, once. All sheets of one patient are in one part.
        patients: Everybody the sheets belong to.
    """

    verb: ClassVar[str] = "take in"
    RAW: ClassVar[frozenset[str]] = frozenset({"parts"})
    parts: Iterable[SheetsIn]
    patients: Sequence[PatientIn]
    rejects: Sequence[RejectIn] = ()
    way: str = "import"
    file: str = ""
    format: str = ""
    read: int | None = None

    def write(self, tx: Transaction) -> Taken:
        """Write what is new and count what became of the rows."""
        from companion.store.acts.taking import take_in_columns

        return take_in_columns(tx, self)


@dataclass(frozen=True, slots=True)
class UndoBatch:
    """Undo a whole batch: what it brought is withdrawn, what it superseded stands again.

    Patients that only this batch brought leave the caseload. The rows stay, with
    who and when, and the same file can come in again.
    """

    verb: ClassVar[str] = "undo batch"
    batch_id: int

    def write(self, tx: Transaction) -> None:
        """Write it; a batch can be undone once."""
        from companion.store.acts.taking import undo

        undo(tx, self.batch_id)


@dataclass(frozen=True, slots=True)
class MarkPoint:
    """Keep the patient's mark on one point: *the form says easier, I say harder*.

    Attributes:
        word: `easier` or `harder`; None takes the mark away.
    """

    verb: ClassVar[str] = "mark point"
    patient_id: int
    assessment_id: int
    scale: str
    word: str | None

    def write(self, tx: Transaction) -> None:
        """Write it; the newest mark counts, earlier ones stay."""
        if self.word not in {None, "easier", "harder"}:
            raise RefusedError("This mark is not one of the two.")
        tx.run(
            "point_mark_add",
            id=tx.mint(),
            patient_id=self.patient_id,
            assessment_id=self.assessment_id,
            scale=self.scale,
            word=self.word,
            day=tx.today,
            written=tx.now,
            account_id=tx.account_id,
        )
        tx.about(patient_id=self.patient_id, ref=self.assessment_id)


@dataclass(frozen=True, slots=True)
class RegisterInstrument:
    """Keep the definition that was used for scoring, once for each id and version and hash."""

    verb: ClassVar[str] = "register instrument"
    RAW: ClassVar[frozenset[str]] = frozenset({"definition_json"})
    definition_json: str
    instrument: str
    version: str
    sha256: str

    def write(self, tx: Transaction) -> None:
        """Write it, unless it is there."""
        known = {"instrument": self.instrument, "version": self.version, "sha256": self.sha256}
        if tx.one("instrument_known", **known) is None:
            tx.run("instrument_add", id=tx.mint(), **known, definition=self.definition_json, written=tx.now)
