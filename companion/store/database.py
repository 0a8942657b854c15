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
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from companion.clinical.message import Message
from companion.clock import Clock
from companion.errors import CompanionError, LockedError, StoreDamagedError, StoreFullError, UsageError
from companion.store import beginnings, generations, probe, repair
from companion.store.audit import broken_at
from companion.store.engine import Engine
from companion.store.files import make_folder, private
from companion.store.generations import Current, NextGeneration, Progress
from companion.store.keyholder import Keyholder
from companion.store.ledger import Account, Ledger
from companion.store.lockfile import LockFile, released_if_it_fails, take_store
from companion.store.sql import statements
from companion.store.transaction import Act, Reader
from companion.store.tries import Tries
from companion.store.vault import FIRST_ACCOUNT, KEYS_FILE, Vault
from companion.text import clean

__all__ = ["Account", "Store"]

T = TypeVar("T")
Keys = Callable[[str], bytes]


class Store(Keyholder):
    """An open store. Made by `create`, `open` and their siblings, never directly.

    Attributes:
        folder: Where it lies.
        clock: What tells it the time.
        account: Who opened it.
        notices: What its user should be told after opening, such as entries that are missing.
    """

    def __init__(self, folder: Path, clock: Clock, lock: LockFile, keys: Keys, vault: Vault | None) -> None:
        self.folder = folder
        self.clock = clock
        self.account = Account(0, "")
        self.notices: tuple[Message, ...] = ()
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
        with released_if_it_fails(lock):
            tries = Tries(Vault.store_id_of(folder), clock)
            tries.refuse_while_waiting()
            try:
                vault = Vault.unlock(folder, passphrase, account)
            except LockedError:
                tries.missed()
                raise
            vault.forgive_misses()
            store = cls(folder, clock, lock, vault.key, vault)
            store._start(beginnings.Unlocked(tries.forget()))
        return store

    @classmethod
    def open_with_recovery_key(cls, folder: Path, typed: str, *, clock: Clock) -> Store:
        """Open a store with its printed recovery key, so that a new passphrase can be set.

        Raises:
            LockedError: The key has a typing mistake or is another store's.
        """
        lock = take_store(folder, KEYS_FILE)
        with released_if_it_fails(lock):
            vault = Vault.unlock_with_recovery_key(folder, typed)
            store = cls(folder, clock, lock, vault.key, vault)
            store._start(beginnings.UnlockedByRecoveryKey())
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
            LockedError: The store is closed.
        """
        with self._writing:
            self._be_open()
            return self._ledger.perform(act)

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
            self._be_open()
            generations.room_for_copy(self.folder, self._current, shutil.disk_usage(self.folder).free)
            fresh = self._next().make(progress)
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
            self._be_open()
            generations.room_for_copy(self.folder, self._current, shutil.disk_usage(self.folder).free)
            fresh = self._next().make(progress)
            try:
                yield fresh
            finally:
                generations.remove(self.folder, fresh.generation)

    def verify(self) -> list[str]:
        """Check the whole store and return what is wrong, in sentences; empty if nothing is."""
        with self.read() as reader:
            found = [f"{what[0].upper()}{what[1:]}." for what in generations.problems(reader, "store")]
            for name in statements():
                if name.startswith("check_") and reader.value(name):
                    found.append(f"The check {name.removeprefix('check_').replace('_', ' ')} does not hold.")
            broken = broken_at(reader, self.store_id)
        if broken:
            found.append(f"The log of acts is broken at entry {broken}.")
        return found

    def close(self, *, quickly: bool = False) -> None:
        """Close the store and forget its keys.

        Args:
            quickly: Only close; do not make a new generation even if the log is long.
        """
        with self._writing:
            if self._closed:
                return
            try:
                if self._engine.is_open:
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
            generations.make_first(folder, keys("k1"), clock)
            store._current = Current(1)
            generations.write_current(folder, store._current)
            store.store_id = begin.store_id
            store._connect()
            store._sign_in(Account(store.perform(begin), begin.account))
        return store

    def _start(self, unlocked: Act[None]) -> None:
        # Attach what CURRENT names, bring it up to date, and leave the audit entry.
        self._current = generations.read_current(self.folder)
        generations.tidy(self.folder, self._current)
        try:
            repaired = self._open_or_repair()
            missing = self._know_itself()
            with self._engine.reader() as reader:
                steps = generations.missing_steps(reader)
            if steps or repaired or generations.is_due(self.folder, self._current, self._ledger.head.number):
                with contextlib.nullcontext() if steps else contextlib.suppress(StoreFullError):
                    self.renew()
            if repaired:
                self._tell("The end of the log was damaged and is repaired. Look at the last lines you wrote.")
                self.perform(beginnings.LogRepaired(self._ledger.head.number))
            if missing:
                self._tell("The last {n} entries from before are missing. Look for a backup.", n=missing)
                self.perform(beginnings.EntriesMissing(missing))
            self._mark(closed=False)
            self.perform(unlocked)
        except BaseException:
            self._engine.close()
            raise

    def _open_or_repair(self) -> bool:
        # A store that was not closed is doubtful: DuckDB could take this process down with it.
        key = self._keys(self._current.key_id)
        if self._current.closed or probe.fits(self.folder, self._current.file, key):
            with contextlib.suppress(StoreDamagedError):
                self._connect()
                return False
        self._current = repair.repaired(self.folder, self._current, key)
        self._connect()
        return True

    def _know_itself(self) -> int:
        # Who is here, whose store this is, and how many entries are missing since it was closed.
        with self._engine.reader() as reader:
            about, accounts = reader.one("about_store"), reader.rows("accounts")
            kept = reader.value("audit_entry_at", number=self._current.seen_entries)
        if about is None or (self._vault and about["store_id"] != self._vault.store_id):
            raise StoreDamagedError("The data and the key file are of two stores. Use a backup.")
        self.store_id = about["store_id"]
        mine = (self._vault and self._vault.slot.account_id) or FIRST_ACCOUNT  # a recovery key is nobody's
        self._sign_in(next((Account(row["id"], row["name"]) for row in accounts if row["id"] == mine), Account(0, "")))
        lost = max(self._current.seen_entries - self._ledger.head.number, 1)
        return lost if self._current.seen_entries and kept != self._current.seen_hash else 0

    def _tell(self, text: str, **values: int) -> None:
        self.notices += (Message(text, values),)

    def _sign_in(self, account: Account) -> None:
        self.account = account
        self._ledger.account_id = account.id

    def _connect(self) -> None:
        self._engine.open(self._current.file, self._keys(self._current.key_id))
        self._ledger.begin(self.store_id)

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

    def _mark(self, *, closed: bool) -> None:
        self._current = replace(
            self._current, seen_entries=self._ledger.head.number, seen_hash=self._ledger.head.hash, closed=closed
        )
        generations.write_current(self.folder, self._current)


def _forgotten(_: str) -> bytes:
    raise LockedError("The store is locked.")


def _refuse_existing(folder: Path) -> None:
    private()
    if (folder / KEYS_FILE).exists() or generations.is_in_use(folder):
        raise UsageError("There is already a store in {folder}.", folder=str(folder))
    make_folder(folder)
