"""Writes acts, one transaction each, every one with its entry in the audit chain."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from companion.clock import Clock
from companion.errors import CompanionError, RefusedError, StoreFullError
from companion.store import audit
from companion.store.connection import LostConnectionError
from companion.store.engine import Engine
from companion.store.transaction import Act, Reader, Transaction, cleaned

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Account:
    """Who has the store open."""

    id: int
    name: str


class Ledger:
    """The writing side of an open store; one thread at a time.

    Args:
        engine: The live generation.
        open_again: Opens it anew after DuckDB gave up on its file, and calls `begin`.
        clock: What tells the time.

    Attributes:
        head: The end of the audit chain.
        account_id: Who acts.
    """

    def __init__(self, engine: Engine, open_again: Callable[[], None], clock: Clock) -> None:
        self._engine = engine
        self._open_again = open_again
        self._clock = clock
        self.head = audit.Head(0, 0, "")
        self.account_id = 0

    def begin(self, store_id: str) -> None:
        """Read where the chain ends."""
        self.head = audit.read_head(Reader(self._engine.writer)) or audit.start(store_id)

    def perform(self, act: Act[T]) -> T:
        """Write an act whole or not at all; when this returns, it is on the disk.

        Raises:
            StoreFullError: There is no room; nothing was changed and the store goes on.
            RefusedError: The act cannot be done as things stand; nothing was changed.
        """
        clean = cleaned(act)
        tx = Transaction(
            self._engine.writer,
            highest_id=self.head.highest_id,
            account_id=self.account_id,
            now=self._clock.now(),
            today=self._clock.today(),
        )
        entry: audit.Entry | None = None
        try:
            tx.run("begin")
            done = clean.write(tx)
            entry = self._entry(clean, tx, done)
            if entry:
                tx.run("add_audit_entry", **entry.row())
            tx.run("commit")
        except (LostConnectionError, StoreFullError) as error:
            if self._reached_disk(entry):
                return done
            raise _not_saved(error) from None
        except BaseException:
            with contextlib.suppress(CompanionError):  # an error may have ended it already
                tx.run("rollback")
            raise
        if entry:
            self.head = entry.head()
        return done

    def _reached_disk(self, entry: audit.Entry | None) -> bool:
        # DuckDB lets go of a file after some errors, full disk among them: open it anew and look.
        self._engine.close()
        with contextlib.suppress(CompanionError):  # the next act tries again
            self._open_again()
        return self._engine.is_open and entry is not None and self.head == entry.head()

    def _entry(self, act: Act[Any], tx: Transaction, done: Any) -> audit.Entry | None:
        if getattr(act, "QUIET", False):
            if tx.highest_id != self.head.highest_id:
                raise TypeError(f"{type(act).__name__} is quiet and may not mint ids")
            return None
        ref = tx.ref if tx.ref is not None else done if type(done) is int else getattr(done, "id", None)
        return audit.Entry(
            number=self.head.number + 1,
            moment=tx.now,
            account_id=tx.account_id,
            verb=act.verb,
            patient_id=tx.patient_id if tx.patient_id is not None else getattr(act, "patient_id", None),
            ref=ref if type(ref) is int else None,
            digest=tx.digest,
            highest_id=tx.highest_id,
            previous=self.head.hash,
        )


def _not_saved(error: CompanionError) -> CompanionError:
    if isinstance(error, StoreFullError):
        return error
    return RefusedError("This could not be saved. Your text is still here. Save it again.")
