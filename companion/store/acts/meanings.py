"""What an answer means to a patient: a line, tied to the answer it is about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from companion.clinical.model import CLINICIAN, Contribution, Domain, Theme
from companion.store.acts.lines import Say

if TYPE_CHECKING:
    from companion.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class AddMeaning:
    """Keep what an answer means to the patient, as their line.

    Attributes:
        item: The question, or None for the scale as a whole.
        session_id: The open session; None outside sessions.
        day: When it was said, where that is told and not today: it was read together then.
    """

    verb: ClassVar[str] = "add meaning"
    patient_id: int
    assessment_id: int
    item: int | None
    text: str
    scale: str = "total"
    session_id: int | None = None
    typed_by: str = CLINICIAN
    domain: Domain | None = None
    prompt: str = ""
    because: str = ""
    theme: Theme | None = None
    only_us: bool = False
    day: date | None = None

    def write(self, tx: Transaction) -> Contribution:
        """Write the line and tie it to the answer."""
        line = Say(
            self.patient_id,
            self.session_id,
            self.text,
            typed_by=self.typed_by,
            via="meaning",
            theme=self.theme,
            domain=self.domain,
            prompt=self.prompt,
            because=self.because,
            after=self.session_id is None and self.day is None,
            only_us=self.only_us,
            day=self.day,
        ).write(tx)
        TieMeaning(self.patient_id, self.assessment_id, self.item, line.id, self.scale, self.day).write(tx)
        return line


@dataclass(frozen=True, slots=True)
class TieMeaning:
    """Tie a line that stands to the answer it is about."""

    verb: ClassVar[str] = "tie meaning"
    patient_id: int
    assessment_id: int
    item: int | None
    contribution_id: int
    scale: str = "total"
    day: date | None = None

    def write(self, tx: Transaction) -> None:
        """Write the tie; the words stay with the line."""
        tx.run(
            "meaning_add",
            id=tx.mint(),
            uuid=tx.uuid(),
            patient_id=self.patient_id,
            assessment_id=self.assessment_id,
            item=self.item,
            scale=self.scale,
            contribution_id=self.contribution_id,
            day=self.day or tx.today,
            written=tx.now,
            account_id=tx.account_id,
        )
        tx.about(patient_id=self.patient_id, ref=self.contribution_id)
