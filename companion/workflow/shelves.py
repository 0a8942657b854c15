"""What stays between sessions: agreements, the two shelves, keepsakes, the plan for the hardest days."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from companion.clinical.model import (
    CLINICIAN,
    PATIENT,
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
    from companion.store.acts.shelves import OnShelf
    from companion.workflow.room import Room

_FIRST = (Who.CLINICIAN, Who.BOTH, Who.PATIENT)
_STANDING = (StrategyState.HELPING, StrategyState.TRIED, StrategyState.RESTING)
_PARTS = tuple(PlanPart)


class Shelves:
    """What one patient keeps."""

    def __init__(self, room: Room) -> None:
        self._room = room

    def agreements(self, *, open_only: bool = False) -> tuple[Agreement, ...]:
        """Return agreements, the clinician's first, then both, then the patient's; due ones first."""
        found = self._room.facts.agreements
        if open_only:
            found = tuple(one for one in found if one.state is AgreementState.OPEN)
        return tuple(sorted(found, key=_order))

    def standing(self) -> tuple[Agreement, ...]:
        """Return what we agreed before today and look at now.

        Open ones, those reviewed today, and those that were partly done, or not yet, when the two
        last met; what stood so for longer rests on its shelf.
        """
        last, today = self._room.facts.last_held, self._room.today
        since = last.day if last is not None else date.min

        def stands(one: Agreement) -> bool:
            if one.state is AgreementState.OPEN or one.reviewed == today:
                return True
            left = one.state in {AgreementState.PARTLY, AgreementState.NOT_YET}
            return left and one.reviewed is not None and one.reviewed >= since

        return tuple(one for one in self.agreements() if one.made < today and stands(one))

    def agree(self, text: str, who: Who, look_again: date | None = None) -> Agreement:
        """Write down something decided."""
        from companion.store.acts.shelves import AddAgreement

        return self._room.perform(AddAgreement(self._patient_id, text, who, look_again, self._session_id))

    def review_agreement(self, agreement_id: int, state: AgreementState, words: str = "") -> None:
        """Say how an agreement stands; the words are the patient's or the clinician's own."""
        from companion.store.acts.shelves import ReviewAgreement

        self._room.perform(ReviewAgreement(agreement_id, state, words))

    def change_agreement(self, agreement_id: int, text: str, who: Who, look_again: date | None) -> None:
        """Change the words of an agreement, who does it or when to look again; the old words stay in the store."""
        from companion.store.acts.shelves import ChangeAgreement

        self._room.perform(ChangeAgreement(agreement_id, text, who, look_again))

    def strategies(self) -> tuple[Strategy, ...]:
        """Return the shelf *What I do*: helping, tried, resting."""
        from companion.store.records import shelves

        with self._room.store.read() as reader:
            found = shelves.strategies(reader, self._patient_id)
        return tuple(sorted(found, key=lambda one: _STANDING.index(one.state)))

    def add_strategy(
        self,
        text: str,
        when_how: str = "",
        domain: Domain | None = None,
        state: StrategyState = StrategyState.TRIED,
    ) -> Strategy:
        """Put a strategy on the shelf."""
        from companion.store.acts.shelves import AddStrategy

        return self._room.perform(AddStrategy(self._patient_id, text, when_how, domain, state, self._session_id))

    def move_strategy(self, strategy_id: int, state: StrategyState) -> None:
        """Say how a strategy stands; never *done*."""
        from companion.store.acts.shelves import MoveStrategy

        self._room.perform(MoveStrategy(strategy_id, state))

    def change_strategy(self, strategy_id: int, text: str, when_how: str, domain: Domain | None) -> None:
        """Change the words of a strategy, or the part of life it belongs to; the old words stay in the store."""
        from companion.store.acts.shelves import ChangeStrategy

        self._room.perform(ChangeStrategy(strategy_id, text, when_how, domain))

    def understandings(self) -> tuple[Understanding, ...]:
        """Return the shelf *What I have understood*."""
        from companion.store.records import shelves

        with self._room.store.read() as reader:
            return shelves.understandings(reader, self._patient_id)

    def add_understanding(
        self, happens: str, in_me: str = "", choose: str = "", domain: Domain | None = None
    ) -> Understanding:
        """Put a key on the shelf: what happens, what goes on in me, what I can choose."""
        from companion.store.acts.shelves import AddUnderstanding

        return self._room.perform(AddUnderstanding(self._patient_id, happens, in_me, choose, domain, self._session_id))

    def change_understanding(self, key_id: int, happens: str, in_me: str, choose: str, domain: Domain | None) -> None:
        """Change the words of a key, or the part of life it belongs to; the old words stay in the store."""
        from companion.store.acts.shelves import ChangeUnderstanding

        self._room.perform(ChangeUnderstanding(key_id, happens, in_me, choose, domain))

    def take_off(self, thing: OnShelf) -> None:
        """Take an agreement, a strategy or a key off; whose it was and when is kept, why is never asked."""
        from companion.store.acts import shelves

        by = CLINICIAN if isinstance(thing, Agreement) and thing.who is Who.CLINICIAN else PATIENT
        if isinstance(thing, Agreement):
            self._room.perform(shelves.WithdrawAgreement(thing.id, by))
        elif isinstance(thing, Strategy):
            self._room.perform(shelves.WithdrawStrategy(thing.id, by))
        else:
            self._room.perform(shelves.WithdrawUnderstanding(thing.id, by))

    def put_back(self, before: OnShelf) -> None:
        """Let a thing say again what it said before it was changed or taken off."""
        from companion.store.acts.shelves import PutBack

        self._room.perform(PutBack(before))

    def keepsakes(self) -> tuple[Contribution, ...]:
        """Return what the patient put aside to be reminded of, newest first."""
        hidden = self._room.meeting.somebody_else
        cover = self._room.carry.covered
        kept = [cover(one) for one in self._room.facts.lines if one.keepsake and not (hidden and one.only_us)]
        return tuple(reversed(kept))

    def plan(self) -> tuple[PlanLine, ...]:
        """Return the plan for the hardest days, in its order."""
        from companion.store.records import shelves

        with self._room.store.read() as reader:
            found = shelves.plan(reader, self._patient_id)
        return tuple(sorted(found, key=lambda line: (_PARTS.index(line.part), line.position, line.id)))

    def add_plan_line(self, part: PlanPart, text: str) -> PlanLine:
        """Add a line to the plan."""
        from companion.store.acts.shelves import AddPlanLine

        return self._room.perform(AddPlanLine(self._patient_id, part, text))

    def change_plan_line(self, line_id: int, text: str) -> PlanLine:
        """Change a line of the plan."""
        from companion.store.acts.shelves import ChangePlanLine

        return self._room.perform(ChangePlanLine(line_id, text))

    def remove_plan_line(self, line_id: int) -> None:
        """Take a line out of the plan."""
        from companion.store.acts.shelves import RemovePlanLine

        self._room.perform(RemovePlanLine(line_id))

    def plan_looked_at(self) -> date | None:
        """Return the day since which every line of the plan was looked at; None where one never was."""
        days = [line.looked_at for line in self.plan()]
        known = [day for day in days if day is not None]
        return min(known) if known and len(known) == len(days) else None

    def looked_at_plan(self) -> None:
        """Keep that the plan was looked at today."""
        from companion.store.acts.shelves import LookedAtPlan

        self._room.perform(LookedAtPlan(self._patient_id))

    @property
    def _patient_id(self) -> int:
        return self._room.patient.id

    @property
    def _session_id(self) -> int | None:
        return self._room.session.id if self._room.session else None


def _order(agreement: Agreement) -> tuple[int, date, int]:
    return (_FIRST.index(agreement.who), agreement.look_again or date.max, agreement.id)
