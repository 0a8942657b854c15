"""Append-only text: a correction is a new version that points to the old one.

A thing keeps its `line` for good, and that is the id others know it by; each of its
versions has an `id`, and the first one's is the `line` itself. The newest version has
no `superseded_by`; a withdrawn one keeps who withdrew it and when, and a new version
brings it back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from companion.errors import RefusedError

if TYPE_CHECKING:
    from companion.store.transaction import Transaction

Row: TypeAlias = "dict[str, Any]"


@dataclass(frozen=True, slots=True)
class Versioned:
    """The statements that keep the versions of one table.

    Attributes:
        newest: Selects the newest version of one thing, withdrawn or not, by `line`.
        add: Inserts one version.
        supersede: Sets `superseded_by` of one version.
        withdraw: Sets who withdrew one version, and when.
    """

    newest: str
    add: str
    supersede: str
    withdraw: str

    def find(self, tx: Transaction, thing: int, *, withdrawn: bool = False) -> Row:
        """Return the newest version of a thing.

        Args:
            tx: The transaction.
            thing: Its line.
            withdrawn: Look for one that is withdrawn instead of one that stands.

        Raises:
            RefusedError: There is none.
        """
        row = tx.one(self.newest, line=thing)
        if row is None or (row["withdrawn_at"] is not None) is not withdrawn:
            raise RefusedError("This line is no longer there. Go back and look again.")
        tx.about(patient_id=row["patient_id"], ref=thing)
        return row

    def first(self, tx: Transaction, values: Mapping[str, Any]) -> Row:
        """Write the first version of a new thing and return its row."""
        new = tx.mint()
        row = {
            **values, "id": new, "line": new, "replaces": None, "uuid": tx.uuid(), "written": tx.now,
            "account_id": tx.account_id,
        }  # fmt: skip
        tx.run(self.add, **row)
        tx.about(patient_id=row["patient_id"], ref=new)
        return row

    def again(self, tx: Transaction, old: Row, changes: Mapping[str, Any]) -> Row:
        """Write a new version in place of `old` and return its row."""
        kept = {name: value for name, value in old.items() if name not in _OF_ONE_VERSION}
        new = tx.mint()
        row = {
            **kept, **changes, "id": new, "replaces": old["id"], "written": tx.now,
            "account_id": tx.account_id,
        }  # fmt: skip
        tx.run(self.add, **row)
        tx.run(self.supersede, id=old["id"], superseded_by=new)
        return row

    def take_back(self, tx: Transaction, thing: int, by: str) -> Row:
        """Withdraw the newest version; the row stays, with who and when."""
        row = self.find(tx, thing)
        tx.run(self.withdraw, id=row["id"], withdrawn_by=by, withdrawn_at=tx.now)
        return row


_OF_ONE_VERSION = frozenset({"superseded_by", "withdrawn_by", "withdrawn_at"})


def need_words(text: str) -> None:
    """Refuse a line without words.

    Raises:
        RefusedError: There are none.
    """
    if not text.strip():
        raise RefusedError("This line has no words yet.")
