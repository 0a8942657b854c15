"""Files that are whole or not there at all, readable by their owner only, never over another file."""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Sequence
from pathlib import Path

_MOST_TRIES = 1000


class Delivery:
    """Several files that appear together.

    They are first written whole under names of their own in the same folder; `publish`
    gives them their names, or takes all of them away again.

    Args:
        folder: Where they go; made if it is not there.
        pages: Wanted name and content of each; text is written as UTF-8.

    Raises:
        OSError: They could not be written; nothing is left behind.
    """

    def __init__(self, folder: Path, pages: Sequence[tuple[str, str | bytes]]) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._waiting: list[Path] = []
        self.files: tuple[Path, ...] = tuple(_free(folder / name) for name, _ in pages)
        try:
            for _, content in pages:
                raw = content.encode("utf-8") if isinstance(content, str) else content
                self._waiting.append(_write_aside(folder, raw))
        except OSError:
            self.discard()
            raise

    def publish(self) -> None:
        """Give every file its name.

        Raises:
            OSError: One could not get its name; then none has one.
        """
        done: list[Path] = []
        try:
            for waiting, name in zip(self._waiting, self.files, strict=True):
                _give_name(waiting, name)
                done.append(name)
        except OSError:
            for name in done:
                name.unlink(missing_ok=True)
            raise
        finally:
            self.discard()
        for folder in {name.parent for name in self.files}:
            _flush_folder(folder)

    def discard(self) -> None:
        """Take away what has no name yet."""
        while self._waiting:
            self._waiting.pop().unlink(missing_ok=True)


def _free(wanted: Path) -> Path:
    """Return the path, or one with a number where a file of that name is there."""
    if not os.path.lexists(wanted):
        return wanted
    for number in range(2, _MOST_TRIES):
        other = wanted.with_name(f"{wanted.stem}-{number}{wanted.suffix}")
        if not os.path.lexists(other):
            return other
    raise FileExistsError(str(wanted))


def _write_aside(folder: Path, content: bytes) -> Path:
    path = folder / f".{secrets.token_hex(8)}.part"
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
    handle = os.open(path, flags, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        path.unlink(missing_ok=True)
        raise
    return path


def _give_name(waiting: Path, name: Path) -> None:
    """Give a written file its name; a file that came there meanwhile is never replaced."""
    try:
        os.link(waiting, name)
    except FileExistsError:
        raise
    except (OSError, AttributeError):
        # No second names on this disk: rename, which Windows refuses over a file that is there.
        if os.path.lexists(name):
            raise FileExistsError(str(name)) from None
        waiting.rename(name)


def _flush_folder(folder: Path) -> None:
    # Windows opens no folders; there the name is safe once the file is.
    with contextlib.suppress(OSError, AttributeError):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
