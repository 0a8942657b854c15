"""Files that are replaced whole, and reach the disk before we say so."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Iterator
from pathlib import Path

from companion.errors import RefusedError, StoreFullError, StoreReadOnlyError

NO_ROOM = "There is no room on the disk. Nothing was lost. Free some space and save again."
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG} if hasattr(errno, "EDQUOT") else {errno.ENOSPC, errno.EFBIG}


def private() -> None:
    """Make every file this process makes from here on readable by its user only."""
    os.umask(0o077)


def make_folder(folder: Path) -> None:
    """Make a folder that only its user can look into."""
    with named_errors():
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o700)


def reach_disk(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk."""
    if path.is_dir() and os.name == "nt":  # Windows has no handle to flush for a folder
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def replace_file(path: Path, content: bytes) -> None:
    """Replace a file in one step: after a crash there is the old one or the new one, whole.

    Raises:
        StoreFullError: There is no room; the old file is as it was.
    """
    fresh = path.with_name(path.name + ".new")
    with named_errors():
        try:
            with fresh.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            fresh.chmod(0o600)
            fresh.replace(path)
        except OSError:
            fresh.unlink(missing_ok=True)
            raise
        reach_disk(path.parent)


@contextlib.contextmanager
def named_errors() -> Iterator[None]:
    """Turn an error of the disk into one of ours."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise StoreFullError(
                "There is no room on the disk. Nothing was lost. Free some space and save again."
            ) from error
        if error.errno == errno.EROFS:
            raise StoreReadOnlyError("This folder can only be read. Nothing was changed.") from error
        raise RefusedError("The disk refused: {reason}. Nothing was changed.", reason=str(error.strerror)) from error
