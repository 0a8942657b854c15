"""Acts on a session itself: starting, who is in the room, closing, drafts, and what was asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from companion.clinical.model import FormTalk, Session
from companion.errors import RefusedError
from companion.store.acts.lines import CorrectLine, MarkLine, RestoreLine, Say, WithdrawLine
from companion.store.acts.versions import Row
from companion.store.records.meeting import to_session

if TYPE_CHECKING:
    from companion.store.transaction import Transaction

__all__ = [
    "ChangePresence",
    "CloseSession",
    "CorrectLine",
    "DropDraft",
    "MarkLine",
    "RestoreLine",
    "SaveDraft",
    "Say",
    "SayEndOfForm",
    "SetSignalAside",
    "StartSession",
    "UsePrompt",
    "WithdrawLine",
]


@dataclass(frozen=True, slots=True)
class StartSession:
    """Start a session.

    Attributes:
        way: `room`, `phone` or `video`.
        present: Roles in the room beside patient and clinician.
        interpreter: The language interpreted, or empty.
    """

    verb: ClassVar[str] = "start session"
    patient_id: int
    way: str = "room"
    present: tuple[str, ...] = ()
    interpreter: str = ""

    def write(self, tx: Transaction) -> Session:
        """Write it; a second one beside an open one is refused."""
        if tx.one("session_open_of_patient", patient_id=self.patient_id):
            raise RefusedError("A session with this patient is still open. Go on with it, or close it first.")
        new = tx.mint()
        tx.run(
            "session_add",
            id=new,
            uuid=tx.uuid(),
            patient_id=self.patient_id,
            started=tx.now,
            day=tx.today,
            way=self.way,
            interpreter=self.interpreter,
            account_id=tx.account_id,
        )
        _come_in(tx, self.patient_id, new, self.present)
        tx.about(patient_id=self.patient_id, ref=new)
        return to_session(_session(tx, new), self.present)


@dataclass(frozen=True, slots=True)
class ChangePresence:
    """Say who is in the room now, beside patient and clinician."""

    verb: ClassVar[str] = "change presence"
    session_id: int
    present: tuple[str, ...]

    def write(self, tx: Transaction) -> Session:
        """Write who came and who left; when somebody was there is kept."""
        row = _open_session(tx, self.session_id)
        there = {found["role"] for found in tx.rows("presence_now", session_id=self.session_id)}
        for role in sorted(there - set(self.present)):
            tx.run("presence_left", session_id=self.session_id, role=role, left_at=tx.now)
        _come_in(tx, row["patient_id"], self.session_id, tuple(role for role in self.present if role not in there))
        return to_session(row, self.present)


@dataclass(frozen=True, slots=True)
class CloseSession:
    """Close a session. From then on it takes addenda, not edits."""

    verb: ClassVar[str] = "close session"
    session_id: int
    held: bool = True

    def write(self, tx: Transaction) -> Session:
        """Write when it ended and whether it was held."""
        _open_session(tx, self.session_id)
        tx.run("session_close", session_id=self.session_id, ended=tx.now, held=self.held)
        present = tuple(found["role"] for found in tx.rows("presence_now", session_id=self.session_id))
        return to_session(_session(tx, self.session_id), present)


@dataclass(frozen=True, slots=True)
class SaveDraft:
    """Keep what is being typed in one place, until it is a line."""

    verb: ClassVar[str] = "save draft"
    QUIET: ClassVar[bool] = True
    patient_id: int
    place: str
    text: str

    def write(self, tx: Transaction) -> None:
        """Write it over the last one."""
        place = {"patient_id": self.patient_id, "place": self.place, "account_id": tx.account_id}
        if tx.one("draft_of_place", **place):
            tx.run("draft_change", **place, text=self.text, saved=tx.now)
        else:
            tx.run("draft_add", **place, text=self.text, saved=tx.now)


@dataclass(frozen=True, slots=True)
class DropDraft:
    """Throw away what was typed in one place: it became a line, or was not wanted."""

    verb: ClassVar[str] = "drop draft"
    QUIET: ClassVar[bool] = True
    patient_id: int
    place: str

    def write(self, tx: Transaction) -> None:
        """Remove it."""
        tx.run("draft_drop", patient_id=self.patient_id, place=self.place, account_id=tx.account_id)


@dataclass(frozen=True, slots=True)
class SayEndOfForm:
    """Say how talk about one form ended; `row` is the id of a row of Look."""

    verb: ClassVar[str] = "end of form"
    patient_id: int
    session_id: int | None
    row: str
    outcome: FormTalk

    def write(self, tx: Transaction) -> None:
        """Write it; the newest for the row counts."""
        tx.run(
            "form_talk_add",
            id=tx.mint(),
            patient_id=self.patient_id,
            session_id=self.session_id,
            form_row=self.row,
            outcome=self.outcome.value,
            day=tx.today,
            written=tx.now,
            account_id=tx.account_id,
        )


@dataclass(frozen=True, slots=True)
class UsePrompt:
    """Keep that a question was put, what it grew from and what became of it."""

    verb: ClassVar[str] = "use prompt"
    patient_id: int
    session_id: int | None
    prompt: str
    signal: str = ""
    outcome: str = ""

    def write(self, tx: Transaction) -> None:
        """Write it."""
        tx.run(
            "prompt_use_add",
            id=tx.mint(),
            patient_id=self.patient_id,
            session_id=self.session_id,
            prompt=self.prompt,
            signal=self.signal,
            outcome=self.outcome,
            day=tx.today,
            written=tx.now,
            account_id=tx.account_id,
        )


@dataclass(frozen=True, slots=True)
class SetSignalAside:
    """Set a signal aside, and say why."""

    verb: ClassVar[str] = "set signal aside"
    patient_id: int
    signal: str
    reason: str = ""

    def write(self, tx: Transaction) -> None:
        """Write it."""
        tx.run(
            "signal_set_aside_add",
            id=tx.mint(),
            patient_id=self.patient_id,
            signal=self.signal,
            reason=self.reason,
            day=tx.today,
            written=tx.now,
            account_id=tx.account_id,
        )


def _session(tx: Transaction, session_id: int) -> Row:
    row = tx.one("session_by_id", session_id=session_id)
    if row is None:
        raise RefusedError("This session is no longer there. Go back and look again.")
    tx.about(patient_id=row["patient_id"], ref=session_id)
    return row


def _open_session(tx: Transaction, session_id: int) -> Row:
    row = _session(tx, session_id)
    if row["ended"] is not None:
        raise RefusedError("This session is closed.")
    return row


def _come_in(tx: Transaction, patient_id: int, session_id: int, roles: tuple[str, ...]) -> None:
    for role in dict.fromkeys(roles):
        tx.run("presence_add", id=tx.mint(), patient_id=patient_id, session_id=session_id, role=role, came_at=tx.now)
