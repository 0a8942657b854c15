"""Agreements, the two shelves, the plan for the hardest days, and events."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from companion.clinical.model import (
    Agreement,
    AgreementState,
    Domain,
    Event,
    PlanLine,
    PlanPart,
    Strategy,
    StrategyState,
    Understanding,
    Who,
)

if TYPE_CHECKING:
    from companion.store.transaction import Reader


def to_agreement(row: Mapping[str, Any]) -> Agreement:
    """Return the agreement of a row of `agreement`."""
    return Agreement(
        id=row["line"],
        uuid=row["uuid"],
        patient_id=row["patient_id"],
        session_id=row["session_id"],
        made=row["day"],
        text=row["text"],
        who=Who(row["who"]),
        look_again=row["look_again"],
        state=AgreementState(row["state"]),
        state_words=row["state_words"],
        reviewed=row["reviewed"],
    )


def to_strategy(row: Mapping[str, Any]) -> Strategy:
    """Return the strategy of a row of `strategy`."""
    return Strategy(
        id=row["line"],
        uuid=row["uuid"],
        patient_id=row["patient_id"],
        text=row["text"],
        when_how=row["when_how"],
        domain=to_domain(row["domain"]),
        state=StrategyState(row["state"]),
        since=row["since"],
    )


def to_understanding(row: Mapping[str, Any]) -> Understanding:
    """Return the key of a row of `understanding`."""
    return Understanding(
        id=row["line"],
        uuid=row["uuid"],
        patient_id=row["patient_id"],
        happens=row["happens"],
        in_me=row["in_me"],
        choose=row["choose"],
        domain=to_domain(row["domain"]),
        since=row["day"],
    )


def to_plan_line(row: Mapping[str, Any]) -> PlanLine:
    """Return the line of a row of `plan_line`."""
    return PlanLine(
        id=row["line"],
        uuid=row["uuid"],
        patient_id=row["patient_id"],
        part=PlanPart(row["part"]),
        text=row["text"],
        position=row["position"],
        looked_at=row["looked_at"],
    )


def to_event(row: Mapping[str, Any]) -> Event:
    """Return the event of a row of `event`."""
    return Event(
        id=row["line"],
        uuid=row["uuid"],
        patient_id=row["patient_id"],
        day=row["day"],
        text=row["text"],
        until=row["until"],
        kind=row["kind"],
    )


def to_domain(code: str | None) -> Domain | None:
    """Return the area with this code, or None where none was given."""
    return Domain(code) if code else None


def agreements(reader: Reader, patient_id: int) -> tuple[Agreement, ...]:
    """Return all agreements that stand, oldest first."""
    return tuple(to_agreement(row) for row in reader.rows("agreements", patient_id=patient_id))


def strategies(reader: Reader, patient_id: int) -> tuple[Strategy, ...]:
    """Return the shelf *What I do*, oldest first."""
    return tuple(to_strategy(row) for row in reader.rows("strategies", patient_id=patient_id))


def understandings(reader: Reader, patient_id: int) -> tuple[Understanding, ...]:
    """Return the shelf *What I have understood*, oldest first."""
    return tuple(to_understanding(row) for row in reader.rows("understandings", patient_id=patient_id))


def plan(reader: Reader, patient_id: int) -> tuple[PlanLine, ...]:
    """Return the plan for the hardest days, each part in its own order."""
    return tuple(to_plan_line(row) for row in reader.rows("plan_lines", patient_id=patient_id))


def events(reader: Reader, patient_id: int) -> tuple[Event, ...]:
    """Return the events on the time line, oldest first."""
    return tuple(to_event(row) for row in reader.rows("events", patient_id=patient_id))
