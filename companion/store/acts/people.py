"""Acts on who is in the store and what they chose."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from companion.clinical.model import PATIENT, Display, Domain, Patient
from companion.errors import RefusedError

if TYPE_CHECKING:
    from companion.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class AddPatient:
    """Add a patient to the caseload."""

    verb: ClassVar[str] = "add patient"
    key: str
    name: str
    chosen_name: str = ""
    born: date | None = None

    def write(self, tx: Transaction) -> Patient:
        """Write it; a key somebody has is refused, unless an undone import brought it."""
        _need_key(self.key)
        found = tx.one("patient_by_key_even_withdrawn", patient_key=self.key)
        if found and found["withdrawn_at"] is None:
            raise RefusedError("Somebody in the caseload already has this key.")
        values = _values(self)
        if found:
            new, uuid = found["id"], found["uuid"]
            tx.run("patient_back", patient_id=new, batch_id=None)
            tx.run("patient_change", patient_id=new, **values)
        else:
            new, uuid = tx.mint(), tx.uuid()
            tx.run("patient_add", id=new, uuid=uuid, **values, batch_id=None, added=tx.now)
            tx.run("caseload_member_add", account_id=tx.account_id, patient_id=new, since=tx.today)
        tx.about(patient_id=new)
        return Patient(new, uuid, self.key, self.name, self.chosen_name or None, self.born)


@dataclass(frozen=True, slots=True)
class EditPatient:
    """Change what is known about a patient."""

    verb: ClassVar[str] = "edit patient"
    patient_id: int
    key: str
    name: str
    chosen_name: str = ""
    born: date | None = None

    def write(self, tx: Transaction) -> Patient:
        """Write it; a key somebody else has is refused."""
        _need_key(self.key)
        other = tx.one("patient_by_key_even_withdrawn", patient_key=self.key)
        if other and other["id"] != self.patient_id:
            raise RefusedError("Somebody else already has this key.")
        now = tx.one("patient_by_id", patient_id=self.patient_id)
        if now is None:
            raise RefusedError("This patient is no longer there. Go back and look again.")
        values = _values(self)
        tx.run("patient_change", patient_id=self.patient_id, **values)
        return Patient(self.patient_id, now["uuid"], self.key, self.name, self.chosen_name or None, self.born)


@dataclass(frozen=True, slots=True)
class OpenedPatient:
    """Say in the log that a patient was opened; nothing else is written."""

    verb: ClassVar[str] = "open patient"
    patient_id: int

    def write(self, tx: Transaction) -> None:
        """Name the patient in the log."""
        tx.about(patient_id=self.patient_id)


@dataclass(frozen=True, slots=True)
class SetDisplay:
    """Remember what the patient chose to see; earlier choices stay."""

    verb: ClassVar[str] = "choose display"
    patient_id: int
    display: Display

    def write(self, tx: Transaction) -> None:
        """Write the choice."""
        tx.run(
            "display_add",
            id=tx.mint(),
            patient_id=self.patient_id,
            display=self.display.value,
            day=tx.today,
            written=tx.now,
            account_id=tx.account_id,
        )


@dataclass(frozen=True, slots=True)
class SetDomain:
    """Rename, hide or place an area of life for one patient; earlier choices stay."""

    verb: ClassVar[str] = "choose area"
    patient_id: int
    domain: Domain
    name: str = ""
    hidden: bool = False
    position: int | None = None

    def write(self, tx: Transaction) -> None:
        """Write the choice."""
        tx.run(
            "domain_choice_add",
            id=tx.mint(),
            patient_id=self.patient_id,
            domain=self.domain.value,
            own_name=self.name,
            hidden=self.hidden,
            position=self.position,
            day=tx.today,
            written=tx.now,
            account_id=tx.account_id,
        )


@dataclass(frozen=True, slots=True)
class Consent:
    """Keep an answer to a question of consent.

    Attributes:
        kind: What it is about, as in ``relatives`` (may relatives' answers be shown: the patient's alone to say).
        answer: ``yes`` or ``no``.
        said_by: Who said it: `patient`, or a role.
    """

    verb: ClassVar[str] = "consent"
    patient_id: int
    kind: str
    answer: str
    said_by: str = "patient"

    def write(self, tx: Transaction) -> None:
        """Write the answer; earlier ones stay."""
        if self.kind == "relatives" and self.said_by != PATIENT:
            raise RefusedError("Only the patient says whether answers of relatives are shown.")
        tx.run(
            "consent_add",
            id=tx.mint(),
            patient_id=self.patient_id,
            kind=self.kind,
            answer=self.answer,
            said_by=self.said_by,
            day=tx.today,
            written=tx.now,
            account_id=tx.account_id,
        )


def _values(act: AddPatient | EditPatient) -> dict[str, Any]:
    return {
        "patient_key": act.key,
        "patient_name": act.name,
        "chosen_name": act.chosen_name or None,
        "born": act.born,
    }


def _need_key(key: str) -> None:
    if not key.strip():
        raise RefusedError("A patient needs a key: the number or code other systems use.")
