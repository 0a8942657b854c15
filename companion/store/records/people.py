"""Who is in the store: the caseload, one patient, and what they chose to see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from companion.clinical.model import Display, Domain, Patient

if TYPE_CHECKING:
    from companion.store.transaction import Reader


@dataclass(frozen=True, slots=True)
class CaseloadFacts:
    """What the caseload says about one patient. Never anything about risk.

    Attributes:
        last_met: Day of the last session held and closed.
        agreement_due: Earliest day on which an open agreement is to be looked at.
        not_in_record: Closed sessions that were held and are not yet in the record.
        open_session: Whether a session is open now.
    """

    patient: Patient
    last_met: date | None = None
    last_answered: date | None = None
    agreement_due: date | None = None
    not_in_record: int = 0
    open_session: bool = False


@dataclass(frozen=True, slots=True)
class DomainChoice:
    """What a patient chose for one area of life.

    Attributes:
        name: The patient's own name for it, or empty.
        position: Where it stands among the areas, or None for the usual place.
    """

    domain: Domain
    name: str = ""
    hidden: bool = False
    position: int | None = None


@dataclass(frozen=True, slots=True)
class ConsentSaid:
    """The last answer to one question of consent, and who said it."""

    kind: str
    answer: str
    said_by: str
    day: date


def to_patient(row: Mapping[str, Any]) -> Patient:
    """Return the patient of a row with `id`, `uuid`, `patient_key`, `name`, `chosen_name`, `born`."""
    return Patient(
        id=row["id"],
        uuid=row["uuid"],
        key=row["patient_key"],
        name=row["name"],
        chosen_name=row["chosen_name"] or None,
        born=row["born"],
    )


def caseload(reader: Reader) -> tuple[CaseloadFacts, ...]:
    """Return every patient with the facts of the caseload, by name."""
    return tuple(
        CaseloadFacts(
            patient=to_patient(row),
            last_met=row["last_met"],
            last_answered=row["last_answered"],
            agreement_due=row["agreement_due"],
            not_in_record=row["not_in_record"],
            open_session=row["open_session"],
        )
        for row in reader.rows("caseload")
    )


def patient(reader: Reader, patient_id: int) -> Patient:
    """Return one patient.

    Raises:
        KeyError: Nobody has this id.
    """
    row = reader.one("patient_by_id", patient_id=patient_id)
    if row is None:
        raise KeyError(patient_id)
    return to_patient(row)


def patient_by_key(reader: Reader, key: str) -> Patient | None:
    """Return the patient with this key, compared as text (`007` is not `7`), or None."""
    row = reader.one("patient_by_key", patient_key=key)
    return to_patient(row) if row else None


def display(reader: Reader, patient_id: int) -> Display:
    """Return what this patient chose to see; until they choose, words only."""
    row = reader.one("display_newest", patient_id=patient_id)
    return Display(row["display"]) if row else Display.WORDS


def domain_choices(reader: Reader, patient_id: int) -> tuple[DomainChoice, ...]:
    """Return the newest choice for each area this patient has changed."""
    return tuple(map(to_domain_choice, reader.rows("domain_choices_newest", patient_id=patient_id)))


def to_domain_choice(row: Mapping[str, Any]) -> DomainChoice:
    """Return the choice of a row of `domain_choice`."""
    return DomainChoice(Domain(row["domain"]), row["name"], row["hidden"], row["position"])


def consents(reader: Reader, patient_id: int) -> tuple[ConsentSaid, ...]:
    """Return the newest answer to each question of consent."""
    return tuple(
        ConsentSaid(row["kind"], row["answer"], row["said_by"], row["day"])
        for row in reader.rows("consents_newest", patient_id=patient_id)
    )
