"""The store: one writer, readers beside it, everything encrypted.

`Store.perform` writes an act whole or not at all; when it returns, the act is on the
disk. `Store.read` gives a reader that sees one state.
"""

from __future__ import annotations

import contextlib
import shutil
import threading
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from companion.clinical.message import Message
from companion.clock import Clock
from companion.errors import (
    CompanionError,
    LockedError,
    StoreDamagedError,
    StoreFullError,
    StoreReadOnlyError,
    UsageError,
)
from companion.store import beginnings, checking, generations
from companion.store.audit import Head
from companion.store.engine import Engine
from companion.store.files import make_folder, private
from companion.store.generations import Current, NextGeneration, Progress
from companion.store.ledger import Account, Ledger
from companion.store.lockfile import LockFile, released_if_it_fails, take_store
from companion.store.starting import Starting
from companion.store.transaction import Act, Reader
from companion.store.tries import Tries
from companion.store.untold import Untold, refuse
from companion.store.vault import KEYS_FILE, Vault
from companion.text import clean

__all__ = ["Account", "Store"]

T = TypeVar("T")
Keys = Callable[[str], bytes]


class Store(Starting):
    """An open store. Made by `create`, `open` and their siblings, never directly.

    Attributes:
        folder: Where it lies.
        clock: What tells it the time.
        account: Who opened it.
        notices: What its user should be told after opening, such as entries that are missing.
        to_look: Nothing can be saved: the disk was full at the start, or the folder can only be read.
        performed: How many acts were done since it was opened; while it stays, so does what was read.
    """

    def __init__(self, folder: Path, clock: Clock, lock: LockFile, keys: Keys, vault: Vault | None) -> None:
        self.folder = folder
        self.clock = clock
        self.account = Account(0, "")
        self.notices: tuple[Message, ...] = ()
        self.to_look = False
        self.performed = 0
        self._untold = Untold()
        self._lock = lock
        self._keys = keys
        self._vault = vault
        self._writing = threading.RLock()
        self._engine = Engine(folder)
        self._current = Current(0)
        self._ledger = Ledger(self._engine, self._connect, clock)
        self._closed = False
        self.store_id = vault.store_id if vault else ""

    # Making and opening

    @classmethod
    def create(
        cls, folder: Path, *, account: str, passphrase: str, short_code: str = "", responsible: str = "", clock: Clock,
        testing: bool = False,
    ) -> Store:  # fmt: skip
        """Make a new store and open it.

        Args:
            folder: Where; made if need be.
            account: Name of the first account.
            passphrase: At least 15 characters.
            short_code: What leaves session mode.
            responsible: Who answers for the store.
            clock: What tells it the time.
            testing: Make each try of the passphrase cheap; such a store says so in its key file.

        Raises:
            UsageError: There is a store already, or the passphrase is too short.
        """
        _refuse_existing(folder)
        account = clean(account)
        vault = Vault.create(folder, account, passphrase, short_code, testing=testing)
        store = cls._begin(folder, vault.key, clock, vault, beginnings.Begin(vault.store_id, responsible, account))
        vault.save()  # last: without it the rest can be made anew
        return store

    @classmethod
    def create_with_key(cls, folder: Path, key: bytes, *, account: str, clock: Clock) -> Store:
        """Make a store that only this key opens; nothing of the key is written (for made-up patients)."""
        _refuse_existing(folder)
        return cls._begin(folder, lambda _: key, clock, None, beginnings.Begin(str(uuid.uuid4()), "", account))

    @classmethod
    def open(cls, folder: Path, passphrase: str, *, account: str | None = None, clock: Clock) -> Store:
        """Open a store with a passphrase.

        Raises:
            LockedError: It does not open; or it is too soon to try again.
            StoreInUseError: Another process has it.
            StoreDamagedError: There is none, or it is damaged.
        """
        lock = take_store(folder, KEYS_FILE)
        with released_if_it_fails(lock), cls._summed(folder) as summed:
            tries = Tries(Vault.store_id_of(folder), clock)
            tries.refuse_while_waiting()
            try:
                vault = Vault.unlock(folder, passphrase, account)
            except LockedError:
                with contextlib.suppress(StoreFullError):  # the sentence is about the passphrase
                    tries.missed()
                raise
            store = cls(folder, clock, lock, vault.key, vault)
            store._start(beginnings.Unlocked(tries.count()), summed)
            with contextlib.suppress(StoreFullError, StoreReadOnlyError):
                tries.forget()
                vault.forgive_misses()
        return store

    @classmethod
    def open_with_recovery_key(cls, folder: Path, typed: str, *, clock: Clock) -> Store:
        """Open a store with its printed recovery key, so that a new passphrase can be set.

        Raises:
            LockedError: The key has a typing mistake or is another store's.
        """
        lock = take_store(folder, KEYS_FILE)
        with released_if_it_fails(lock), cls._summed(folder) as summed:
            vault = Vault.unlock_with_recovery_key(folder, typed)
            store = cls(folder, clock, lock, vault.key, vault)
            store._start(beginnings.UnlockedByRecoveryKey(), summed)
        return store

    @classmethod
    def open_with_key(cls, folder: Path, key: bytes, *, clock: Clock) -> Store:
        """Open a store that was made with a key of its own."""
        lock = take_store(folder, generations.CURRENT_FILE)
        with released_if_it_fails(lock):
            store = cls(folder, clock, lock, lambda _: key, None)
            store._start(beginnings.Unlocked())
        return store

    # Writing and reading

    def perform(self, act: Act[T]) -> T:
        """Write an act whole or not at all; when this returns, it is on the disk.

        Raises:
            StoreFullError: There is no room; nothing was changed and the store goes on.
            RefusedError: The act cannot be done as things stand; nothing was changed.
            StoreReadOnlyError: The store is open to look only.
            LockedError: The store is closed.
        """
        with self._writing:
            self._be_open()
            done = self._untold.take(act) if self.to_look else self._ledger.perform(act)
            self.performed += 1
            return done

    @contextlib.contextmanager
    def read(self) -> Iterator[Reader]:
        """Give a reader that sees the store as it is now, and cannot change it."""
        if not self._engine.is_open:
            with self._writing:
                self._be_open()
        with self._engine.reader() as reader:
            yield reader

    def interrupt(self) -> None:
        """Stop what is running, from another thread; a write that is stopped leaves nothing."""
        self._engine.interrupt()

    # Looking after it

    def renew(self, progress: Progress | None = None) -> None:
        """Make a new generation and go on with it.

        Args:
            progress: Is told how much is done, from 0 to 1.

        Raises:
            StoreFullError: There is no room for a copy; the store goes on as it was.
        """
        with self._writing:
            fresh = self._copy(progress)
            with self._engine.swapping():
                generations.write_current(self.folder, fresh)
                self._current = fresh
                self._engine.close()
                self._connect()
            generations.tidy(self.folder, fresh)

    @contextlib.contextmanager
    def copied(self, progress: Progress | None = None) -> Iterator[Current]:
        """Make a compared copy beside the live generation, to be taken away; deleted afterwards.

        Raises:
            StoreFullError: There is no room for a copy.
        """
        with self._writing:
            fresh = self._copy(progress)
            try:
                yield fresh
            finally:
                generations.remove(self.folder, fresh.generation)

    def verify(self) -> list[Message]:
        """Read the whole store and return what is wrong, in sentences; empty if nothing is.

        Raises:
            StoreDamagedError: Something in it cannot be read at all.
        """
        with self.read() as reader:
            return checking.wrongs(reader, self.store_id)

    @property
    def head(self) -> Head:
        """The end of the log of acts: how many there are, and the hash that stands for them all."""
        return self._ledger.head

    @property
    def generation(self) -> int:
        """The number of the live generation."""
        return self._current.generation

    def close(self, *, quickly: bool = False) -> None:
        """Close the store and forget its keys.

        Args:
            quickly: Only close; do not make a new generation even if the log is long.
        """
        with self._writing:
            if self._closed:
                return
            try:
                self._leave_traces()
                if self._engine.is_open and not self.to_look:
                    if not quickly and generations.is_due(self.folder, self._current, self._ledger.head.number):
                        with contextlib.suppress(StoreFullError, StoreDamagedError):  # the live one is whole
                            self.renew()
                    self._engine.close()
                    with contextlib.suppress(CompanionError):  # only a mark; the acts are on the disk
                        self._mark(closed=True)
            finally:
                self._closed = True
                self._engine.close()
                if self._vault:
                    self._vault.lock()
                self._keys = _forgotten
                self._lock.release()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # Inside

    @classmethod
    def _begin(cls, folder: Path, keys: Keys, clock: Clock, vault: Vault | None, begin: beginnings.Begin) -> Store:
        lock = LockFile(folder)
        with released_if_it_fails(lock):
            store = cls(folder, clock, lock, keys, vault)
            store._current = generations.make_first(folder, keys("k1"), clock)
            generations.write_current(folder, store._current)
            store.store_id = begin.store_id
            store._connect()
            store._sign_in(Account(store.perform(begin), begin.account))
        return store

    def _copy(self, progress: Progress | None) -> Current:
        self._be_open()
        if self.to_look:
            refuse()
        generations.room_for_copy(self.folder, self._current, shutil.disk_usage(self.folder).free)
        return self._next().make(progress)

    def _leave_traces(self) -> None:
        # Who looked and what left goes into the log once there is room again, at the latest at the end.
        if self._untold:
            self._engine.close()
            self.to_look = False
            try:
                self._connect()
                self._untold.tell(self._ledger.perform)
            except (CompanionError, OSError):  # there is none: what was looked at stays untold
                self.to_look = True

    def _next(self) -> NextGeneration:
        key_id = self._current.key_id
        return NextGeneration(
            self._engine.connection, self.folder, self._current, key_id, self._keys(key_id), self.clock
        )

    def _be_open(self) -> None:
        if self._closed:
            raise LockedError("The store is locked.")
        if not self._engine.is_open:  # DuckDB gave up on the file earlier
            self._connect()


def _forgotten(_: str) -> bytes:
    raise LockedError("The store is locked.")


def _refuse_existing(folder: Path) -> None:
    private()
    if (folder / KEYS_FILE).exists() or generations.is_in_use(folder):
        raise UsageError("There is already a store in {folder}.", folder=str(folder))
    make_folder(folder)
