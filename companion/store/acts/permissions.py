"""Acts on which forms the clinic may use."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from companion.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class ConfirmPermission:
    """Keep that the clinic has the owner's permission to use a form."""

    verb: ClassVar[str] = "confirm permission"
    instrument: str

    def write(self, tx: Transaction) -> None:
        """Write it, with who said so and when."""
        new = tx.mint()
        tx.run(
            "permission_add",
            id=new,
            instrument=self.instrument,
            day=tx.today,
            written=tx.now,
            account_id=tx.account_id,
        )
        tx.about(ref=new)
