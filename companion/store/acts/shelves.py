"""Acts on agreements and on the two shelves; plan and events are in `timeline`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, TypeAlias

from companion.clinical.model import Agreement, AgreementState, Domain, Strategy, StrategyState, Understanding, Who
from companion.store.acts.timeline import (
    AddEvent,
    AddPlanLine,
    ChangeEvent,
    ChangePlanLine,
    LookedAtPlan,
    RemoveEvent,
    RemovePlanLine,
)
from companion.store.acts.versions import Versioned, need_words
from companion.store.records.shelves import to_agreement, to_strategy, to_understanding

if TYPE_CHECKING:
    from companion.store.transaction import Transaction

__all__ = [
    "AddAgreement",
    "AddEvent",
    "AddPlanLine",
    "AddStrategy",
    "AddUnderstanding",
    "ChangeAgreement",
    "ChangeEvent",
    "ChangePlanLine",
    "ChangeStrategy",
    "ChangeUnderstanding",
    "LookedAtPlan",
    "MoveStrategy",
    "PutBack",
    "RemoveEvent",
    "RemovePlanLine",
    "ReviewAgreement",
    "WithdrawAgreement",
    "WithdrawStrategy",
    "WithdrawUnderstanding",
]

_AGREEMENTS = Versioned("agreement_newest", "agreement_add", "agreement_supersede", "agreement_withdraw")
_STRATEGIES = Versioned("strategy_newest", "strategy_add", "strategy_supersede", "strategy_withdraw")
_KEYS = Versioned("understanding_newest", "understanding_add", "understanding_supersede", "understanding_withdraw")


@dataclass(frozen=True, slots=True)
class AddAgreement:
    """Agree on something: who does it, and when to look at it again."""

    verb: ClassVar[str] = "add agreement"
    patient_id: int
    text: str
    who: Who
    look_again: date | None = None
    session_id: int | None = None

    def write(self, tx: Transaction) -> Agreement:
        """Write its first version."""
        need_words(self.text)
        row = _AGREEMENTS.first(
            tx,
            {
                "patient_id": self.patient_id,
                "session_id": self.session_id,
                "day": tx.today,
                "text": self.text,
                "who": self.who.value,
                "look_again": self.look_again,
                "state": AgreementState.OPEN.value,
                "state_words": "",
                "reviewed": None,
            },
        )
        return to_agreement(row)


@dataclass(frozen=True, slots=True)
class ReviewAgreement:
    """Say how an agreement stands, in words if wanted."""

    verb: ClassVar[str] = "review agreement"
    agreement_id: int
    state: AgreementState
    words: str = ""
    look_again: date | None = None

    def write(self, tx: Transaction) -> Agreement:
        """Write a new version; without a new day to look again the old one stays."""
        old = _AGREEMENTS.find(tx, self.agreement_id)
        changes = {
            "state": self.state.value,
            "state_words": self.words,
            "reviewed": tx.today,
            "look_again": self.look_again or old["look_again"],
        }
        return to_agreement(_AGREEMENTS.again(tx, old, changes))


@dataclass(frozen=True, slots=True)
class ChangeAgreement:
    """Change what was agreed, who does it or when to look at it again."""

    verb: ClassVar[str] = "change agreement"
    agreement_id: int
    text: str
    who: Who
    look_again: date | None = None

    def write(self, tx: Transaction) -> Agreement:
        """Write a new version."""
        need_words(self.text)
        old = _AGREEMENTS.find(tx, self.agreement_id)
        changes = {"text": self.text, "who": self.who.value, "look_again": self.look_again}
        return to_agreement(_AGREEMENTS.again(tx, old, changes))


@dataclass(frozen=True, slots=True)
class WithdrawAgreement:
    """Take an agreement back; it stays, with who took it back and when."""

    verb: ClassVar[str] = "withdraw agreement"
    agreement_id: int
    by: str

    def write(self, tx: Transaction) -> None:
        """Withdraw the newest version."""
        _AGREEMENTS.take_back(tx, self.agreement_id, self.by)


@dataclass(frozen=True, slots=True)
class AddStrategy:
    """Put a line on the shelf *What I do*."""

    verb: ClassVar[str] = "add strategy"
    patient_id: int
    text: str
    when_how: str = ""
    domain: Domain | None = None
    state: StrategyState = StrategyState.TRIED
    session_id: int | None = None

    def write(self, tx: Transaction) -> Strategy:
        """Write its first version."""
        need_words(self.text)
        row = _STRATEGIES.first(
            tx,
            {
                "patient_id": self.patient_id,
                "session_id": self.session_id,
                "day": tx.today,
                "text": self.text,
                "when_how": self.when_how,
                "domain": self.domain.value if self.domain else None,
                "state": self.state.value,
                "since": tx.today,
            },
        )
        return to_strategy(row)


@dataclass(frozen=True, slots=True)
class MoveStrategy:
    """Say whether a strategy is tried, helping or resting; it is never done."""

    verb: ClassVar[str] = "move strategy"
    strategy_id: int
    state: StrategyState

    def write(self, tx: Transaction) -> Strategy:
        """Write a new version, standing so since today."""
        old = _STRATEGIES.find(tx, self.strategy_id)
        return to_strategy(_STRATEGIES.again(tx, old, {"state": self.state.value, "since": tx.today}))


@dataclass(frozen=True, slots=True)
class ChangeStrategy:
    """Change the words of a strategy."""

    verb: ClassVar[str] = "change strategy"
    strategy_id: int
    text: str
    when_how: str = ""
    domain: Domain | None = None

    def write(self, tx: Transaction) -> Strategy:
        """Write a new version."""
        need_words(self.text)
        old = _STRATEGIES.find(tx, self.strategy_id)
        domain = self.domain.value if self.domain else None
        changes = {"text": self.text, "when_how": self.when_how, "domain": domain}
        return to_strategy(_STRATEGIES.again(tx, old, changes))


@dataclass(frozen=True, slots=True)
class WithdrawStrategy:
    """Take a line off the shelf *What I do*; it stays, with who took it off and when."""

    verb: ClassVar[str] = "withdraw strategy"
    strategy_id: int
    by: str

    def write(self, tx: Transaction) -> None:
        """Withdraw the newest version."""
        _STRATEGIES.take_back(tx, self.strategy_id, self.by)


@dataclass(frozen=True, slots=True)
class AddUnderstanding:
    """Put a key on the shelf *What I have understood*."""

    verb: ClassVar[str] = "add understanding"
    patient_id: int
    happens: str
    in_me: str = ""
    choose: str = ""
    domain: Domain | None = None
    session_id: int | None = None

    def write(self, tx: Transaction) -> Understanding:
        """Write its first version."""
        need_words(self.happens)
        row = _KEYS.first(
            tx,
            {
                "patient_id": self.patient_id,
                "session_id": self.session_id,
                "day": tx.today,
                "happens": self.happens,
                "in_me": self.in_me,
                "choose": self.choose,
                "domain": self.domain.value if self.domain else None,
            },
        )
        return to_understanding(row)


@dataclass(frozen=True, slots=True)
class ChangeUnderstanding:
    """Change the words of a key."""

    verb: ClassVar[str] = "change understanding"
    understanding_id: int
    happens: str
    in_me: str = ""
    choose: str = ""
    domain: Domain | None = None

    def write(self, tx: Transaction) -> Understanding:
        """Write a new version."""
        need_words(self.happens)
        old = _KEYS.find(tx, self.understanding_id)
        domain = self.domain.value if self.domain else None
        changes = {"happens": self.happens, "in_me": self.in_me, "choose": self.choose, "domain": domain}
        return to_understanding(_KEYS.again(tx, old, changes))


@dataclass(frozen=True, slots=True)
class WithdrawUnderstanding:
    """Take a key off the shelf; it stays, with who took it off and when."""

    verb: ClassVar[str] = "withdraw understanding"
    understanding_id: int
    by: str

    def write(self, tx: Transaction) -> None:
        """Withdraw the newest version."""
        _KEYS.take_back(tx, self.understanding_id, self.by)


OnShelf: TypeAlias = Agreement | Strategy | Understanding


@dataclass(frozen=True, slots=True)
class PutBack:
    """Let something say again what it said before it was changed or taken off.

    What came between stays, with who wrote it and when.

    Attributes:
        before: The thing as it is to stand again.
    """

    verb: ClassVar[str] = "put back"
    before: OnShelf

    def write(self, tx: Transaction) -> None:
        """Write the earlier words as a new version."""
        kept, words = _words_of(self.before)
        newest = tx.one(kept.newest, line=self.before.id)
        gone = newest is not None and newest["withdrawn_at"] is not None
        kept.again(tx, kept.find(tx, self.before.id, withdrawn=gone), words)


def _words_of(thing: OnShelf) -> tuple[Versioned, dict[str, Any]]:
    """Return where the versions of a thing are kept, and the columns that may change."""
    if isinstance(thing, Agreement):
        columns: dict[str, Any] = {
            "text": thing.text,
            "who": thing.who.value,
            "look_again": thing.look_again,
            "state": thing.state.value,
            "state_words": thing.state_words,
            "reviewed": thing.reviewed,
        }
        return _AGREEMENTS, columns
    domain = thing.domain.value if thing.domain else None
    if isinstance(thing, Strategy):
        columns = {"text": thing.text, "when_how": thing.when_how, "state": thing.state.value, "since": thing.since}
        return _STRATEGIES, {**columns, "domain": domain}
    return _KEYS, {"happens": thing.happens, "in_me": thing.in_me, "choose": thing.choose, "domain": domain}
