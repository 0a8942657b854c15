"""Sessions, the lines said in them, drafts, and what was asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from companion.clinical.model import Contribution, FormTalk, Kind, Session, Status, Theme
from companion.store.records.shelves import to_domain

if TYPE_CHECKING:
    from companion.store.transaction import Reader


@dataclass(frozen=True, slots=True)
class PromptUse:
    """One question that was put.

    Attributes:
        signal: Id of the signal it grew from, or empty.
        outcome: What became of it, as the dialogue calls it.
    """

    prompt: str
    signal: str
    outcome: str
    session_id: int | None
    day: date


@dataclass(frozen=True, slots=True)
class FormTalked:
    """How talk about one form ended in one session; `row` is the id of a row of Look."""

    row: str
    outcome: FormTalk
    session_id: int | None
    day: date


@dataclass(frozen=True, slots=True)
class SetAside:
    """A signal the clinician set aside, and why."""

    signal: str
    reason: str
    day: date


def to_session(row: Mapping[str, Any], present: tuple[str, ...]) -> Session:
    """Return the session of a row of `session_*`, with who is in the room."""
    return Session(
        id=row["id"],
        uuid=row["uuid"],
        patient_id=row["patient_id"],
        number=row["number"],
        started=row["started"],
        day=row["day"],
        ended=row["ended"],
        held=row["held"],
        way=row["way"],
        interpreter=row["interpreter"],
        present=present,
    )


def to_contribution(row: Mapping[str, Any]) -> Contribution:
    """Return the line of a row of `contribution`."""
    return Contribution(
        id=row["line"],
        uuid=row["uuid"],
        patient_id=row["patient_id"],
        session_id=row["session_id"],
        day=row["day"],
        written=row["said_at"],
        text=row["text"],
        said_by=row["said_by"],
        typed_by=row["typed_by"],
        told_by=row["told_by"],
        about=row["about"],
        via=row["via"],
        after=row["after_session"],
        kind=Kind(row["kind"]),
        status=Status(row["status"]),
        theme=Theme(row["theme"]) if row["theme"] else None,
        domain=to_domain(row["domain"]),
        prompt=row["prompt"],
        because=row["because"],
        ladder=row["ladder"],
        keepsake=row["keepsake"],
        only_us=row["only_us"],
        position=row["position"],
        corrected=row["corrected"],
    )


def sessions(reader: Reader, patient_id: int) -> tuple[Session, ...]:
    """Return all sessions of a patient, oldest first; one not held has the number 0."""
    rows = reader.rows("sessions", patient_id=patient_id)
    present: dict[int, list[str]] = {}
    for row in reader.rows("presences", patient_id=patient_id) if rows else ():
        present.setdefault(row["session_id"], []).append(row["role"])
    return tuple(to_session(row, tuple(present.get(row["id"], ()))) for row in rows)


def open_session(reader: Reader, patient_id: int) -> Session | None:
    """Return the session with this patient that nobody has closed, or None."""
    return next((session for session in reversed(sessions(reader, patient_id)) if session.is_open), None)


def interrupted_session(reader: Reader) -> tuple[int, int] | None:
    """Return (patient id, session id) of the newest session of anybody that is open, or None."""
    row = reader.one("session_open_newest")
    return (row["patient_id"], row["id"]) if row else None


def contributions(reader: Reader, patient_id: int, session_id: int | None = None) -> tuple[Contribution, ...]:
    """Return the lines that stand, in the order they were said.

    Args:
        reader: A reader of the store.
        patient_id: Whose lines.
        session_id: Lines of this session only.
    """
    if session_id is None:
        rows = reader.rows("contributions", patient_id=patient_id)
    else:
        rows = reader.rows("contributions_of_session", patient_id=patient_id, session_id=session_id)
    return tuple(to_contribution(row) for row in rows)


def withdrawn_lines(reader: Reader, patient_id: int) -> tuple[Contribution, ...]:
    """Return the lines that were withdrawn and can be brought back, newest withdrawal first."""
    return tuple(to_contribution(row) for row in reader.rows("contributions_withdrawn", patient_id=patient_id))


def drafts(reader: Reader, patient_id: int) -> dict[str, str]:
    """Return what is being typed, by place."""
    return {row["place"]: row["text"] for row in reader.rows("drafts", patient_id=patient_id)}


def prompt_uses(reader: Reader, patient_id: int) -> tuple[PromptUse, ...]:
    """Return the questions that were put, oldest first."""
    return tuple(PromptUse(**row) for row in reader.rows("prompt_uses", patient_id=patient_id))


def form_talks(reader: Reader, patient_id: int) -> tuple[FormTalked, ...]:
    """Return how talk about forms ended, oldest first."""
    return tuple(
        FormTalked(row["form_row"], FormTalk(row["outcome"]), row["session_id"], row["day"])
        for row in reader.rows("form_talks", patient_id=patient_id)
    )


def set_aside(reader: Reader, patient_id: int) -> tuple[SetAside, ...]:
    """Return the signals that were set aside, oldest first."""
    return tuple(SetAside(**row) for row in reader.rows("signals_set_aside", patient_id=patient_id))
