"""One process at a time: a lock file of our own.

The lock is the operating system's, on a file that holds nothing else, so a killed
process leaves none behind. What stands in the file only tells who has it. We never
lock, or open, a generation's file: closing it would drop DuckDB's own lock.
"""

from __future__ import annotations

import contextlib
import getpass
import json
import os
import platform
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from companion.errors import StoreDamagedError, StoreFullError, StoreInUseError, StoreReadOnlyError
from companion.store.files import named_errors, private

LOCK_FILE = "lock"
_FAR = 1 << 30  # Windows bars reading what is locked: lock a byte behind the text


class LockFile:
    """Holds the store for this process until `release`.

    Raises:
        StoreInUseError: Another process holds it; the sentence names it.
    """

    def __init__(self, folder: Path) -> None:
        path = folder / LOCK_FILE
        self._can_write = True
        try:
            with named_errors():
                self._handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        except StoreReadOnlyError:  # nobody can write there, so whoever is there only looks
            self._can_write = False
            self._handle = os.open(path, os.O_RDONLY) if path.exists() else -1
        if self._handle >= 0 and not _take(self._handle):
            os.close(self._handle)
            raise _in_use(path)
        self._sign()

    def _sign(self) -> None:
        """Write who has it. A full disk keeps that from being told, never the lock from holding."""
        who = {
            "program": "companion",
            "pid": os.getpid(),
            "user": _user(),
            "host": platform.node(),
            "since": datetime.now(UTC).isoformat(timespec="seconds"),
        }
        if self._can_write:
            with contextlib.suppress(StoreFullError), named_errors():
                os.ftruncate(self._handle, 0)
                os.write(self._handle, json.dumps(who).encode())

    def release(self) -> None:
        """Let others in. The file stays: removing it could remove the next one's lock."""
        if self._handle >= 0:
            if self._can_write:
                with named_errors():
                    os.ftruncate(self._handle, 0)
            os.close(self._handle)
            self._handle = -1


def take_store(folder: Path, sign: str) -> LockFile:
    """Take the lock of a store that is there; what is written from here on is private.

    Args:
        folder: Where it should be.
        sign: The file without which it is none.

    Raises:
        StoreDamagedError: There is none.
        StoreInUseError: Another process has it.
    """
    if not (folder / sign).is_file():
        raise StoreDamagedError("There is no store in {folder}.", folder=str(folder))
    private()
    return LockFile(folder)


@contextlib.contextmanager
def released_if_it_fails(lock: LockFile) -> Iterator[None]:
    """Release the lock if what stands inside fails."""
    try:
        yield
    except BaseException:
        lock.release()
        raise


def _in_use(path: Path) -> StoreInUseError:
    try:
        who: dict[str, Any] = json.loads(path.read_bytes())
    except (OSError, ValueError):
        who = {}  # it has just been taken and not yet written
    return StoreInUseError(
        "Another program has this store open: {program}, process {pid}, {user} on {host}. Close it there first.",
        program=str(who.get("program", "companion")),
        pid=str(who.get("pid", "?")),
        user=str(who.get("user", "?")),
        host=str(who.get("host", "?")),
    )


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # no name for this user id
        return "?"


if sys.platform == "win32":
    import msvcrt

    def _take(handle: int) -> bool:
        os.lseek(handle, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        os.lseek(handle, 0, os.SEEK_SET)
        return True

else:
    import fcntl

    def _take(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
