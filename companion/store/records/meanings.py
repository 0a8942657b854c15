"""What answers mean to a patient."""

from __future__ import annotations

from typing import TYPE_CHECKING

from companion.clinical.meanings import Meaning

if TYPE_CHECKING:
    from companion.store.transaction import Reader


def meanings(reader: Reader, patient_id: int) -> tuple[Meaning, ...]:
    """Return what answers mean to the patient, oldest first; what was taken back is left out."""
    return tuple(Meaning(**row) for row in reader.rows("meanings", patient_id=patient_id))
