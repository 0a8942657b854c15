"""Looking after the store: a backup, the way back, and the full check of store and log."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from companion.clinical.message import Message
from companion.clock import Clock
from companion.errors import CompanionError, StoreDamagedError

if TYPE_CHECKING:
    from companion.store.database import Store
    from companion.workflow.desk import Desk

Progress = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Checked:
    """What a full check found.

    Attributes:
        problems: What is wrong, a sentence each; none if all is well.
        generation: The generation that was looked at.
        entries: How many acts the log holds.
        head: The hash of the last of them. Written down elsewhere, it later shows whether the log was cut.
    """

    problems: tuple[Message, ...]
    generation: int
    entries: int
    head: str

    @property
    def is_well(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems


@dataclass(frozen=True, slots=True)
class BackedUp:
    """A backup that was written.

    Attributes:
        sha256: Of the whole file, so that a copy of it can be told from a damaged one.
    """

    file: Path
    size: int
    sha256: str
    entries: int

    def as_data(self) -> dict[str, Any]:
        """Return it for other programs."""
        return {"file": str(self.file), "bytes": self.size, "sha256": self.sha256, "entries": self.entries}


def back_up(desk: Desk, file: Path, progress: Progress | None = None) -> BackedUp:
    """Write a backup of the open store, whole or not at all; the log says first that it was made.

    Args:
        desk: Goes on being used; who writes meanwhile waits for the copy.
        file: Where; must not be there yet.
        progress: Is told how much of the copy is done, from 0 to 1.

    Raises:
        UsageError: The file is there already.
        StoreFullError: There is no room for it.
    """
    import hashlib

    from companion.store import backup

    backup.back_up(desk.store, file, progress)
    with file.open("rb") as written:
        digest = hashlib.file_digest(written, "sha256").hexdigest()
    return BackedUp(file, file.stat().st_size, digest, desk.store.head.number)


def restore(file: Path, folder: Path, passphrase: str | None = None, account: str | None = None) -> Checked | None:
    """Make a store of a backup, in a folder where nothing is yet.

    Args:
        file: The backup.
        folder: Where the store comes.
        passphrase: Opens the new store and checks it whole; None leaves that to whoever opens it.
        account: Whose passphrase it is; None tries each.

    Returns:
        What the check found, or None if there was none.

    Raises:
        UsageError: Something is in the folder, or there is no such file.
        LockedError: The passphrase does not open the backup; nothing stays in the folder.
        StoreDamagedError: The file is no backup, or not whole; nothing stays in the folder.
    """
    from companion.store import backup

    backup.restore(file, folder)
    if passphrase is None:
        return None
    try:
        return _checked_copy(folder, passphrase, account)
    except CompanionError:
        backup.take_back(folder)
        raise


def check(store: Store) -> Checked:
    """Read every value of the store, hold its rows against its rules and its log against itself."""
    problems = store.verify()
    return Checked(tuple(problems), store.generation, store.head.number, store.head.hash)


def _checked_copy(folder: Path, passphrase: str, account: str | None) -> Checked:
    from companion.store.database import Store

    with Store.open(folder, passphrase, account=account, clock=Clock()) as store:
        found = check(store)
    if not found.is_well:
        raise StoreDamagedError("The backup is damaged: {what}", what=found.problems[0])
    return found
