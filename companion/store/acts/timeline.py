"""Acts on the plan for the hardest days and on events."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from companion.clinical.model import CLINICIAN, Event, PlanLine, PlanPart
from companion.errors import RefusedError
from companion.store.acts.versions import Versioned, need_words
from companion.store.records.shelves import to_event, to_plan_line

if TYPE_CHECKING:
    from companion.store.transaction import Transaction

_PLAN = Versioned("plan_line_newest", "plan_line_add", "plan_line_supersede", "plan_line_withdraw")
_EVENTS = Versioned("event_newest", "event_add", "event_supersede", "event_withdraw")


@dataclass(frozen=True, slots=True)
class AddPlanLine:
    """Add a line to one part of the plan for the hardest days."""

    verb: ClassVar[str] = "add plan line"
    patient_id: int
    part: PlanPart
    text: str

    def write(self, tx: Transaction) -> PlanLine:
        """Write its first version, last in its part."""
        need_words(self.text)
        last = tx.one("plan_line_last", patient_id=self.patient_id, part=self.part.value)
        row = _PLAN.first(
            tx,
            {
                "patient_id": self.patient_id,
                "part": self.part.value,
                "text": self.text,
                "position": (last["position"] or 0) + 1 if last else 1,
                "day": tx.today,
                "looked_at": tx.today,
            },
        )
        return to_plan_line(row)


@dataclass(frozen=True, slots=True)
class ChangePlanLine:
    """Change the words of a line of the plan."""

    verb: ClassVar[str] = "change plan line"
    plan_line_id: int
    text: str

    def write(self, tx: Transaction) -> PlanLine:
        """Write a new version."""
        need_words(self.text)
        old = _PLAN.find(tx, self.plan_line_id)
        return to_plan_line(_PLAN.again(tx, old, {"text": self.text, "looked_at": tx.today}))


@dataclass(frozen=True, slots=True)
class RemovePlanLine:
    """Take a line off the plan; it stays, with who took it off and when."""

    verb: ClassVar[str] = "remove plan line"
    plan_line_id: int
    by: str = CLINICIAN

    def write(self, tx: Transaction) -> None:
        """Withdraw the newest version."""
        _PLAN.take_back(tx, self.plan_line_id, self.by)


@dataclass(frozen=True, slots=True)
class LookedAtPlan:
    """Say that the plan was looked at together today."""

    verb: ClassVar[str] = "look at plan"
    patient_id: int

    def write(self, tx: Transaction) -> None:
        """Set the day on every line that stands."""
        tx.run("plan_looked_at", patient_id=self.patient_id, day=tx.today)


@dataclass(frozen=True, slots=True)
class AddEvent:
    """Put something dated on the time line."""

    verb: ClassVar[str] = "add event"
    patient_id: int
    day: date
    text: str
    until: date | None = None
    kind: str = "event"

    def write(self, tx: Transaction) -> Event:
        """Write its first version."""
        _check(self.text, self.day, self.until)
        values = {
            "patient_id": self.patient_id, "day": self.day, "until": self.until, "text": self.text, "kind": self.kind,
        }  # fmt: skip
        return to_event(_EVENTS.first(tx, values))


@dataclass(frozen=True, slots=True)
class ChangeEvent:
    """Change an event."""

    verb: ClassVar[str] = "change event"
    event_id: int
    day: date
    text: str
    until: date | None = None
    kind: str = "event"

    def write(self, tx: Transaction) -> Event:
        """Write a new version."""
        _check(self.text, self.day, self.until)
        old = _EVENTS.find(tx, self.event_id)
        changes = {"day": self.day, "until": self.until, "text": self.text, "kind": self.kind}
        return to_event(_EVENTS.again(tx, old, changes))


@dataclass(frozen=True, slots=True)
class RemoveEvent:
    """Take an event off the time line; it stays, with who took it off and when."""

    verb: ClassVar[str] = "remove event"
    event_id: int
    by: str = CLINICIAN

    def write(self, tx: Transaction) -> None:
        """Withdraw the newest version."""
        _EVENTS.take_back(tx, self.event_id, self.by)


def _check(text: str, day: date, until: date | None) -> None:
    need_words(text)
    if until is not None and until < day:
        raise RefusedError("The last day lies before the first.")
