"""What became of a session: versions of its note, exports, and whether it is in the record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from companion.store.transaction import Reader


@dataclass(frozen=True, slots=True)
class NoteVersion:
    """One version of a session's note, as it was when it was kept.

    Attributes:
        number: Counts up from 1 within the session.
        structure: The parts and lines it was made of, as JSON.
        text: The rendered text.
        language: The language it was rendered in.
    """

    id: int
    uuid: str
    session_id: int
    number: int
    day: date
    written: datetime
    structure: str
    text: str
    language: str


@dataclass(frozen=True, slots=True)
class ExportMade:
    """One file that left the store."""

    id: int
    session_id: int | None
    day: date
    written: datetime
    audience: str
    format: str
    sha256: str
    file_name: str


@dataclass(frozen=True, slots=True)
class RecordTransfer:
    """That a session's note was put into the record, by whom and when."""

    session_id: int
    said_by: str
    day: date
    written: datetime


def note_versions(reader: Reader, session_id: int) -> tuple[NoteVersion, ...]:
    """Return the versions of one session's note, oldest first."""
    return tuple(NoteVersion(**row) for row in reader.rows("note_versions", session_id=session_id))


def exports(reader: Reader, patient_id: int) -> tuple[ExportMade, ...]:
    """Return what was exported about one patient, oldest first."""
    return tuple(ExportMade(**row) for row in reader.rows("exports", patient_id=patient_id))


def record_transfers(reader: Reader, patient_id: int) -> tuple[RecordTransfer, ...]:
    """Return which sessions of a patient are in the record, oldest first."""
    return tuple(RecordTransfer(**row) for row in reader.rows("record_transfers", patient_id=patient_id))
