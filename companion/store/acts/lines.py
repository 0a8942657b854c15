"""Acts on lines: said, corrected, withdrawn, restored, marked. The words themselves are append-only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from companion.clinical.model import CLINICIAN, PATIENT, Contribution, Domain, Kind, Status, Theme
from companion.errors import RefusedError
from companion.store.acts.versions import Row, Versioned, need_words
from companion.store.records.meeting import to_contribution

if TYPE_CHECKING:
    from companion.store.transaction import Transaction

_LINES = Versioned("contribution_newest", "contribution_add", "contribution_supersede", "contribution_withdraw")


@dataclass(frozen=True, slots=True)
class Say:
    """Keep a line with its author. The fields are those of `Contribution`.

    Attributes:
        session_id: The session it belongs to; a closed one takes addenda only. None outside sessions.
        day: The day it is about, where that is not today.
    """

    verb: ClassVar[str] = "say line"
    patient_id: int
    session_id: int | None
    text: str
    said_by: str = PATIENT
    typed_by: str = CLINICIAN
    told_by: str = ""
    about: str = ""
    via: str = "screen"
    kind: Kind = Kind.LINE
    theme: Theme | None = None
    domain: Domain | None = None
    prompt: str = ""
    because: str = ""
    ladder: str = ""
    after: bool = False
    only_us: bool = False
    keepsake: bool = False
    day: date | None = None

    def write(self, tx: Transaction) -> Contribution:
        """Write its first version, last in its session."""
        need_words(self.text)
        if self.session_id is not None and self.kind is not Kind.ADDENDUM:
            _need_open(tx, self.session_id)
        last = tx.one("contribution_last", patient_id=self.patient_id, session_id=self.session_id)
        row = _LINES.first(
            tx,
            {
                "patient_id": self.patient_id,
                "session_id": self.session_id,
                "position": ((last["position"] if last else None) or 0) + 1,
                "day": self.day or tx.today,
                "said_at": tx.now,
                "text": self.text,
                "said_by": self.said_by,
                "typed_by": self.typed_by,
                "told_by": self.told_by,
                "about": self.about,
                "via": self.via,
                "after_session": self.after,
                "kind": self.kind.value,
                "status": Status.NOT_ASKED.value,
                "theme": self.theme.value if self.theme else None,
                "domain": self.domain.value if self.domain else None,
                "prompt": self.prompt,
                "because": self.because,
                "ladder": self.ladder,
                "keepsake": self.keepsake,
                "only_us": self.only_us,
                "corrected": False,
            },
        )
        return to_contribution(row)


@dataclass(frozen=True, slots=True)
class CorrectLine:
    """Write a line anew; the old words stay behind it."""

    verb: ClassVar[str] = "correct line"
    contribution_id: int
    text: str

    def write(self, tx: Transaction) -> Contribution:
        """Write a new version, not yet read back; the same words change nothing."""
        need_words(self.text)
        old = _LINES.find(tx, self.contribution_id)
        _need_open(tx, old["session_id"])
        if old["text"] == self.text:
            return to_contribution(old)
        changes = {"text": self.text, "corrected": True, "status": Status.NOT_ASKED.value}
        return to_contribution(_LINES.again(tx, old, changes))


@dataclass(frozen=True, slots=True)
class WithdrawLine:
    """Take a line back; who and when is kept, why is never asked. It can be brought back."""

    verb: ClassVar[str] = "withdraw line"
    contribution_id: int
    by: str = PATIENT

    def write(self, tx: Transaction) -> None:
        """Withdraw the newest version."""
        _LINES.take_back(tx, self.contribution_id, self.by)


@dataclass(frozen=True, slots=True)
class RestoreLine:
    """Bring a withdrawn line back; that it was withdrawn, by whom and when, stays."""

    verb: ClassVar[str] = "restore line"
    contribution_id: int

    def write(self, tx: Transaction) -> Contribution:
        """Write a new version with the same words."""
        old = _LINES.find(tx, self.contribution_id, withdrawn=True)
        return to_contribution(_LINES.again(tx, old, {}))


@dataclass(frozen=True, slots=True)
class MarkLine:
    """Mark a line; None leaves a mark as it is. Each mark is kept with who made it and when."""

    verb: ClassVar[str] = "mark line"
    contribution_id: int
    keepsake: bool | None = None
    only_us: bool | None = None
    kind: Kind | None = None
    status: Status | None = None
    theme: Theme | None = None

    def write(self, tx: Transaction) -> Contribution:
        """Write what changes; the kind of a line in a closed session stays, since it places the line in the note."""
        row = _LINES.find(tx, self.contribution_id)
        if self.kind is not None:
            _need_open(tx, row["session_id"])
        wanted = {
            "keepsake": self.keepsake,
            "only_us": self.only_us,
            "kind": self.kind.value if self.kind else None,
            "status": self.status.value if self.status else None,
            "theme": self.theme.value if self.theme else None,
        }
        changes = {name: value for name, value in wanted.items() if value is not None and value != row[name]}
        marked: Row = {**row, **changes}
        for name, value in changes.items():
            tx.run(
                "contribution_mark_add",
                id=tx.mint(),
                patient_id=row["patient_id"],
                contribution_id=self.contribution_id,
                mark=name,
                value=str(value).lower(),
                written=tx.now,
                account_id=tx.account_id,
            )
        if changes:
            tx.run("contribution_set_marks", id=row["id"], **{name: marked[name] for name in wanted})
        return to_contribution(marked)


def _need_open(tx: Transaction, session_id: int | None) -> None:
    """Refuse to change a closed session; what is said outside sessions may change."""
    if session_id is None:
        return
    session = tx.one("session_state", session_id=session_id)
    if session is None:
        raise RefusedError("This session is no longer there. Go back and look again.")
    if session["ended"] is not None:
        raise RefusedError("This session is closed. Add an addendum instead.")
