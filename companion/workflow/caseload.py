"""The clinician's patients, one row each. Ordered by name, never by risk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from companion.clinical.model import Patient
from companion.errors import UsageError
from companion.text import looks_like
from companion.workflow.views import CaseloadRow

if TYPE_CHECKING:
    from companion.store.database import Store


def rows(store: Store) -> tuple[CaseloadRow, ...]:
    """Return one row a patient, by name."""
    from companion.store.records import people

    with store.read() as reader:
        return tuple(
            CaseloadRow(
                patient=one.patient,
                last_met=one.last_met,
                last_answered=one.last_answered,
                agreement_due=one.agreement_due,
                not_in_record=one.not_in_record,
                open_session=one.open_session,
            )
            for one in people.caseload(reader)
        )


def look_alikes(store: Store, name: str) -> tuple[Patient, ...]:
    """Return patients whose name or chosen name looks like `name` to the eye."""
    wanted = looks_like(name)
    found = (row.patient for row in rows(store))
    return tuple(one for one in found if wanted and wanted in {looks_like(one.name), looks_like(one.chosen_name or "")})


def find(store: Store, key: str) -> Patient:
    """Return the patient with this key, or the only one whose name contains it.

    Raises:
        UsageError: When there is none, or more than one.
    """
    from companion.store.records import people

    with store.read() as reader:
        exact = people.patient_by_key(reader, key)
    if exact:
        return exact
    part = key.strip().casefold()
    patients = [row.patient for row in rows(store)]
    found = [one for one in patients if part and part in f"{one.name}\n{one.chosen_name or ''}".casefold()]
    if not found:
        raise UsageError("No patient has this key or name.")
    if len(found) > 1:
        raise UsageError("{n} patients have this in their name. Give the key instead.", n=len(found))
    return found[0]
