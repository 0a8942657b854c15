"""What was answered: scores as points, answer sheets, the patient's marks on points, and batches."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from companion.clinical.model import How, Point, Respondent
from companion.store.records.packed import unpack_answers, unpack_message

if TYPE_CHECKING:
    from companion.store.transaction import Reader


@dataclass(frozen=True, slots=True)
class AnswerSheet:
    """One filled-in instrument, as it was answered.

    Attributes:
        answers: The answers in item order, None where one is missing; None where only totals came.
        stated_total: The total that came with it, beside what we add up ourselves.
        corrected: Whether it stands in place of an earlier version.
    """

    assessment_id: int
    day: date
    moment: datetime | None
    instrument: str
    version: str
    respondent: Respondent
    rater: str
    how: How
    source: str
    answers: tuple[float | None, ...] | None
    stated_total: float | None
    corrected: bool


@dataclass(frozen=True, slots=True)
class Batch:
    """One taking-in, counted in rows of what came.

    Attributes:
        way: `import`, `room` or `demo`.
        undone: When it was undone, or None.
    """

    id: int
    way: str
    file: str
    format: str
    taken: datetime
    read: int
    added: int
    already_there: int
    changed: int
    rejected: int
    patients_added: int
    undone: datetime | None


@dataclass(frozen=True, slots=True)
class Reject:
    """One row that was not taken in, and what to do about it."""

    line: int
    column: str
    value: str
    reason: str


def points(reader: Reader, patient_id: int) -> tuple[Point, ...]:
    """Return all scores of all scales of a patient: newest versions only, oldest day first.

    One day's points without a time come before those with one.
    """
    return _points(reader.rows("points", patient_id=patient_id))


def points_as_of(reader: Reader, patient_id: int, day: date, until: datetime) -> tuple[Point, ...]:
    """Return the scores of a patient as they stood in the past.

    Args:
        reader: A reader of the store.
        patient_id: Whose scores.
        day: The last day that counts.
        until: The moment (UTC) after which nothing was known yet.
    """
    return _points(reader.rows("points_as_of", patient_id=patient_id, day=day, until=until))


def _points(rows: Iterable[Mapping[str, Any]]) -> tuple[Point, ...]:
    how = {code.value: code for code in How}
    respondents = {code.value: code for code in Respondent}
    return tuple(
        Point(
            assessment_id=row["assessment_id"],
            day=row["day"],
            value=row["value"],
            why_not=unpack_message(row["why_not"]),
            moment=row["moment"],
            instrument=row["instrument"],
            version=row["version"],
            scale=row["scale"],
            respondent=respondents[row["respondent"]],
            rater=row["rater"],
            how=how[row["how"]],
            prorated=row["prorated"],
            fits=row["fits"],
            corrected=row["corrected"],
        )
        for row in rows
    )


def answer_sheets(reader: Reader, patient_id: int, instrument: str | None = None) -> tuple[AnswerSheet, ...]:
    """Return the newest version of each answer sheet, oldest first.

    Args:
        reader: A reader of the store.
        patient_id: Whose sheets.
        instrument: Sheets of this instrument only.
    """
    return tuple(map(to_answer_sheet, reader.rows("answer_sheets", patient_id=patient_id, instrument=instrument)))


def to_answer_sheet(row: Mapping[str, Any]) -> AnswerSheet:
    """Return the answer sheet of a row of `answer_sheets`."""
    return AnswerSheet(
        assessment_id=row["assessment_id"],
        day=row["day"],
        moment=row["moment"],
        instrument=row["instrument"],
        version=row["version"],
        respondent=Respondent(row["respondent"]),
        rater=row["rater"],
        how=How(row["how"]),
        source=row["source"],
        answers=unpack_answers(row["answers"]),
        stated_total=row["stated_total"],
        corrected=row["corrected"],
    )


def batches(reader: Reader, way: str | None = "import") -> tuple[Batch, ...]:
    """Return what was taken in, newest first.

    Args:
        reader: A reader of the store.
        way: Only what came this way; None for all ways.
    """
    return tuple(Batch(**row) for row in reader.rows("import_batches", way=way))


def batch_rejects(reader: Reader, batch_id: int) -> tuple[Reject, ...]:
    """Return the rows of one batch that were not taken in, in the order of the file."""
    return tuple(Reject(**row) for row in reader.rows("import_rejects", batch_id=batch_id))


def registered_instruments(reader: Reader) -> dict[tuple[str, str], str]:
    """Return the hash of each definition used for scoring here, by instrument id and version."""
    return {(row["instrument"], row["version"]): row["sha256"] for row in reader.rows("instruments")}
