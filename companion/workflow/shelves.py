"""What stays between sessions: agreements, the two shelves, keepsakes, the plan for the hardest days."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from companion.clinical.model import (
    Agreement,
    AgreementState,
    Contribution,
    Domain,
    PlanLine,
    PlanPart,
    Strategy,
    StrategyState,
    Understanding,
    Who,
)

if TYPE_CHECKING:
    from companion.workflow.room import Room


class Shelves:
    """What one patient keeps."""

    def __init__(self, room: Room) -> None:
        self._room = room

    def agreements(self, *, open_only: bool = False) -> tuple[Agreement, ...]:
        """Return agreements, the clinician's first, then both, then the patient's; due ones first."""
        raise NotImplementedError

    def agree(self, text: str, who: Who, look_again: date | None = None) -> Agreement:
        """Write down something decided."""
        raise NotImplementedError

    def review_agreement(self, agreement_id: int, state: AgreementState, words: str = "") -> None:
        """Say how an agreement stands; the words are the patient's or the clinician's own."""
        raise NotImplementedError

    def strategies(self) -> tuple[Strategy, ...]:
        """Return the shelf *What I do*: helping, tried, resting."""
        raise NotImplementedError

    def add_strategy(
        self,
        text: str,
        when_how: str = "",
        domain: Domain | None = None,
        state: StrategyState = StrategyState.TRIED,
    ) -> Strategy:
        """Put a strategy on the shelf."""
        raise NotImplementedError

    def move_strategy(self, strategy_id: int, state: StrategyState) -> None:
        """Say how a strategy stands; never *done*."""
        raise NotImplementedError

    def understandings(self) -> tuple[Understanding, ...]:
        """Return the shelf *What I have understood*."""
        raise NotImplementedError

    def add_understanding(
        self, happens: str, in_me: str = "", choose: str = "", domain: Domain | None = None
    ) -> Understanding:
        """Put a key on the shelf: what happens, what goes on in me, what I can choose."""
        raise NotImplementedError

    def keepsakes(self) -> tuple[Contribution, ...]:
        """Return what the patient put aside to be reminded of, newest first."""
        raise NotImplementedError

    def plan(self) -> tuple[PlanLine, ...]:
        """Return the plan for the hardest days, in its order."""
        raise NotImplementedError

    def add_plan_line(self, part: PlanPart, text: str) -> PlanLine:
        """Add a line to the plan."""
        raise NotImplementedError

    def change_plan_line(self, line_id: int, text: str) -> PlanLine:
        """Change a line of the plan."""
        raise NotImplementedError

    def remove_plan_line(self, line_id: int) -> None:
        """Take a line out of the plan."""
        raise NotImplementedError

    def looked_at_plan(self) -> None:
        """Keep that the plan was looked at today."""
        raise NotImplementedError
