"""What an open store does with its account's keys: short code, passphrase, recovery key."""

from __future__ import annotations

from abc import ABC, abstractmethod
from contextlib import AbstractContextManager
from typing import TypeVar

from companion.errors import RefusedError
from companion.store import beginnings
from companion.store.transaction import Act
from companion.store.vault import Vault
from companion.text import clean

T = TypeVar("T")


class Keyholder(ABC):
    """The part of a store that looks after the account's keys."""

    _vault: Vault | None
    _writing: AbstractContextManager[object]

    @abstractmethod
    def perform(self, act: Act[T]) -> T:
        """Write an act whole or not at all."""

    @property
    def has_code(self) -> bool:
        """Whether the account has a short code; a store opened with a key takes any."""
        return self._vault is None or bool(self._vault.slot.code)

    def check_code(self, short_code: str) -> bool:
        """Say whether this is the account's short code.

        Raises:
            TooManyTriesError: It was wrong five times; close the store and ask for the passphrase.
        """
        with self._writing:
            return self._vault is None or self._vault.check_code(short_code)

    def set_code(self, short_code: str) -> None:
        """Give the account another short code."""
        with self._writing:
            vault = self._own_vault()
            vault.set_code(short_code)
            vault.save()

    def add_account(self, name: str, passphrase: str, short_code: str = "") -> int:
        """Give somebody else an account of their own.

        Args:
            name: As the log shows it; nobody else's.
            passphrase: Their own.
            short_code: What leaves their sessions; may be empty.

        Returns:
            The account's id.

        Raises:
            UsageError: The name is empty or taken, the passphrase too short, or there are eight accounts.
        """
        name = clean(name)
        with self._writing:
            vault = self._own_vault()
            vault.refuse_account(name, passphrase)
            # The row first: a slot whose account nobody knows would sign in as nobody.
            number = self.perform(beginnings.AccountAdded(name))
            vault.add_account(number, name, passphrase, short_code)
            vault.save()
        return number

    def change_passphrase(self, passphrase: str) -> None:
        """Give the account another passphrase.

        Raises:
            UsageError: It is too short.
        """
        with self._writing:
            self._own_vault().change_passphrase(passphrase)
            self.perform(beginnings.PassphraseChanged())

    def keep_recovery_key(self, printed: str, typed_back: str) -> None:
        """Make a printed recovery key count, once it was typed back from the paper.

        Raises:
            LockedError: What was typed back has a mistake.
        """
        with self._writing:
            self._own_vault().keep_recovery_key(printed, typed_back)
            self.perform(beginnings.RecoveryKeyKept())

    def _own_vault(self) -> Vault:
        if self._vault is None:
            raise RefusedError("These made-up patients have no passphrase.")
        return self._vault
