"""Acts on what becomes of a session: its note, exports, the record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from companion.errors import RefusedError

if TYPE_CHECKING:
    from companion.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class KeepNote:
    """Keep a version of a session's note: what it is made of, and as it was rendered."""

    verb: ClassVar[str] = "keep note"
    RAW: ClassVar[frozenset[str]] = frozenset({"structure_json"})
    session_id: int
    structure_json: str
    text: str
    language: str = "en"

    def write(self, tx: Transaction) -> int:
        """Write the next version and return its number; earlier versions stay."""
        session = tx.one("session_state", session_id=self.session_id)
        if session is None:
            raise RefusedError("This session is no longer there. Go back and look again.")
        last = tx.one("note_version_last", session_id=self.session_id)
        number = ((last["number"] if last else None) or 0) + 1
        new = tx.mint()
        tx.run(
            "note_version_add",
            id=new,
            uuid=tx.uuid(),
            patient_id=session["patient_id"],
            session_id=self.session_id,
            number=number,
            day=tx.today,
            written=tx.now,
            structure=self.structure_json,
            text=self.text,
            language=self.language,
            account_id=tx.account_id,
        )
        tx.about(patient_id=session["patient_id"], ref=new)
        return number


@dataclass(frozen=True, slots=True)
class Exported:
    """Say that a file left the store: for whom, in which format, and its hash."""

    verb: ClassVar[str] = "export"
    patient_id: int
    session_id: int | None
    audience: str
    format: str
    sha256: str
    file_name: str

    def write(self, tx: Transaction) -> int:
        """Write it and return its id."""
        new = tx.mint()
        tx.run(
            "export_add",
            id=new,
            patient_id=self.patient_id,
            session_id=self.session_id,
            day=tx.today,
            written=tx.now,
            audience=self.audience,
            format=self.format,
            sha256=self.sha256,
            file_name=self.file_name,
            account_id=tx.account_id,
        )
        tx.about(patient_id=self.patient_id, ref=new, digest=self.sha256)
        return new


@dataclass(frozen=True, slots=True)
class InRecord:
    """Say that a session's note is in the record, and who put it there."""

    verb: ClassVar[str] = "mark in record"
    session_id: int
    by: str

    def write(self, tx: Transaction) -> None:
        """Write it; saying it again adds nothing."""
        session = tx.one("session_state", session_id=self.session_id)
        if session is None or session["ended"] is None:
            raise RefusedError("Close the session first. Then its note can go into the record.")
        tx.about(patient_id=session["patient_id"], ref=self.session_id)
        if tx.one("record_transfer_of_session", session_id=self.session_id):
            return
        tx.run(
            "record_transfer_add",
            id=tx.mint(),
            patient_id=session["patient_id"],
            session_id=self.session_id,
            said_by=self.by,
            day=tx.today,
            written=tx.now,
            account_id=tx.account_id,
        )
