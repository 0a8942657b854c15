"""The store's own acts: being made, being opened, its keys being changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from companion.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Begin:
    """The first act: what the store is, who answers for it, and its first account."""

    verb: ClassVar[str] = "create store"
    store_id: str
    responsible: str
    account: str

    def write(self, tx: Transaction) -> int:
        """Write it and return the account's id, which is 1."""
        account_id = tx.mint()
        tx.account_id = account_id
        tx.run("add_about_store", store_id=self.store_id, responsible=self.responsible, created=tx.now)
        tx.run("add_account", id=account_id, uuid=tx.uuid(), name=self.account, created=tx.now)
        return account_id


@dataclass(frozen=True, slots=True)
class AccountAdded:
    """Somebody else has an account now."""

    verb: ClassVar[str] = "add account"
    name: str

    def write(self, tx: Transaction) -> int:
        """Write it and return its id."""
        account_id = tx.mint()
        tx.run("add_account", id=account_id, uuid=tx.uuid(), name=self.name, created=tx.now)
        return account_id


@dataclass(frozen=True, slots=True)
class _Seen:
    # Nothing but an audit entry; `count` stands in its ref.
    verb: ClassVar[str]
    count: int = 0

    def write(self, tx: Transaction) -> None:
        """Leave the entry."""
        tx.about(ref=self.count)


@dataclass(frozen=True, slots=True)
class Unlocked(_Seen):
    """Somebody opened the store; `count` is how many wrong passphrases came before."""

    verb: ClassVar[str] = "unlock"


@dataclass(frozen=True, slots=True)
class UnlockedByRecoveryKey(_Seen):
    """Somebody opened the store with the printed recovery key."""

    verb: ClassVar[str] = "unlock with recovery key"


@dataclass(frozen=True, slots=True)
class PassphraseChanged(_Seen):
    """An account has another passphrase."""

    verb: ClassVar[str] = "change passphrase"


@dataclass(frozen=True, slots=True)
class RecoveryKeyKept(_Seen):
    """A recovery key was printed and typed back."""

    verb: ClassVar[str] = "keep recovery key"


@dataclass(frozen=True, slots=True)
class EntriesMissing(_Seen):
    """The store held fewer entries than when it was closed; `count` is how many it had."""

    verb: ClassVar[str] = "entries missing"


@dataclass(frozen=True, slots=True)
class LogRepaired(_Seen):
    """The end of the log was broken and was cut; `count` is how many entries are there."""

    verb: ClassVar[str] = "repair log"


@dataclass(frozen=True, slots=True)
class BackupMade(_Seen):
    """A backup is about to be written, with this entry in it."""

    verb: ClassVar[str] = "back up"
