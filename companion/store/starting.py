"""How an open store comes about: attached, mended, brought up to date, or open to look only."""

from __future__ import annotations

import contextlib
import hmac
from abc import abstractmethod
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path

from companion.clinical.message import Message
from companion.errors import StoreDamagedError, StoreFullError, StoreReadOnlyError
from companion.store import beginnings, generations, probe, repair
from companion.store.connection import UnreadableError
from companion.store.engine import Engine
from companion.store.files import named_errors
from companion.store.generations import Current, Progress
from companion.store.keyholder import Keyholder
from companion.store.ledger import Account, Ledger
from companion.store.place import is_on_network
from companion.store.seal import Reading, reading, seal
from companion.store.transaction import Act
from companion.store.vault import FIRST_ACCOUNT


class Starting(Keyholder):
    """The part of a store that opens what `CURRENT` names."""

    folder: Path
    account: Account
    notices: tuple[Message, ...]
    to_look: bool
    store_id: str
    _keys: Callable[[str], bytes]
    _engine: Engine
    _ledger: Ledger
    _current: Current

    @abstractmethod
    def renew(self, progress: Progress | None = None) -> None:
        """Make a new generation and go on with it."""

    @staticmethod
    def _summed(folder: Path) -> AbstractContextManager[Reading]:
        """Sum up the live generation while the passphrase is stretched; opening it then waits for that."""
        current = generations.read_current(folder)
        return reading(folder / current.file, current.size)

    def _start(self, unlocked: Act[None], summed: Reading | None = None) -> None:
        # A store of made-up people is opened without its sum: its key is nobody's, and gone with it.
        try:
            if summed is not None:
                self._be_as_sealed(summed.digest())
                self._tell_if_far()
            self._start_to_work(unlocked)
        except UnreadableError:
            raise repair.lost(self.folder, self._current, self._keys(self._current.key_id)) from None
        except StoreFullError:
            self._start_to_look(unlocked)
            self._tell("There is no room on the disk. You can look and share; nothing can be saved.")
        except StoreReadOnlyError:
            self._start_to_look(unlocked)
            self._tell("The folder of the store can only be read. You can look and share; nothing can be saved.")

    def _tell_if_far(self) -> None:
        if is_on_network(self.folder):
            self._tell(
                "This store lies on a network drive. Two programs could write at once there: keep it on this machine."
            )

    def _be_as_sealed(self, digest: bytes) -> None:
        current = self._current = generations.read_current(self.folder)
        if not current.seal or not (self.folder / current.file).exists():
            return
        if not hmac.compare_digest(seal(self._keys(current.key_id), current.size, digest), current.seal):
            raise UnreadableError("A part of the store's file is damaged ({where}). Restore a backup.", where="seal")

    def _start_to_look(self, unlocked: Act[None]) -> None:
        self.to_look = True  # as it is: nothing is tidied, repaired or brought up to date
        self._current = generations.read_current(self.folder)
        if not self._current.closed and not probe.fits(
            self.folder, self._current.file, self._keys(self._current.key_id)
        ):
            raise StoreDamagedError("The newest data is damaged, and this disk takes no repair. Copy the folder first.")
        try:
            self._connect()
            self._tell_missing(self._know_itself())
            self._refuse_older()
        except BaseException:
            self._engine.close()
            raise
        self.perform(unlocked)

    def _refuse_older(self) -> None:
        with self._engine.reader() as reader:
            if generations.missing_steps(reader):
                raise StoreReadOnlyError("An older Companion made this store. Make room first, then open it.")

    def _start_to_work(self, unlocked: Act[None]) -> None:
        # Attach what CURRENT names, bring it up to date, and leave the audit entry.
        self._current = generations.read_current(self.folder)
        with named_errors():
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
            self._tell_missing(missing)
            if missing:
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

    def _tell_missing(self, missing: int) -> None:
        if missing:
            self._tell("The last {n} entries from before are missing. Look for a backup.", n=missing)

    def _tell(self, text: str, **values: int) -> None:
        self.notices += (Message(text, values),)

    def _sign_in(self, account: Account) -> None:
        self.account = account
        self._ledger.account_id = account.id

    def _connect(self) -> None:
        self._engine.open(self._current.file, self._keys(self._current.key_id), to_look=self.to_look)
        self._ledger.begin(self.store_id)

    def _mark(self, *, closed: bool) -> None:
        self._current = replace(
            self._current, seen_entries=self._ledger.head.number, seen_hash=self._ledger.head.hash, closed=closed
        )
        generations.write_current(self.folder, self._current)
