"""The seal of a generation: its bytes as they were written, under a key that only the store has.

DuckDB authenticates each block of an encrypted file, but not where it stands: a block copied over another
was opened as good, or took the process down (3 of 24 tries each). The file of a generation is never
rewritten, only added to, so one sum over what it was when it was made covers every block and its place.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import threading
from collections.abc import Iterator
from pathlib import Path

from companion.store.slots import derive

_STEP = 1 << 20


def seal(key: bytes, size: int, digest: bytes) -> str:
    """Return the seal of a file: `digest` of its first `size` bytes, under the key of its generation."""
    return hmac.digest(derive(key, b"generation", b""), f"{size}/".encode() + digest, "sha256").hex()


def sum_of(path: Path, size: int) -> bytes:
    """Return the SHA-256 of the first bytes of a file. Nothing may have it open: closing it drops DuckDB's lock."""
    found, left = hashlib.sha256(), size
    with path.open("rb") as file:
        while left > 0 and (part := file.read(min(_STEP, left))):
            found.update(part)
            left -= len(part)
    return found.digest()


class Reading:
    """Sums a file up in a thread of its own, while the passphrase is stretched on another core.

    Args:
        path: The file.
        size: How many of its first bytes.
    """

    def __init__(self, path: Path, size: int) -> None:
        self._digest = b""
        self._thread = threading.Thread(target=self._read, args=(path, size), name="seal", daemon=True)
        self._thread.start()

    def digest(self) -> bytes:
        """Return the sum; empty if the file could not be read."""
        self._thread.join()
        return self._digest

    def _read(self, path: Path, size: int) -> None:
        with contextlib.suppress(OSError):  # missing, or not readable: opening it says so
            self._digest = sum_of(path, size)


@contextlib.contextmanager
def reading(path: Path, size: int) -> Iterator[Reading]:
    """Sum a file up meanwhile; it is closed again when this ends, whatever happens."""
    begun = Reading(path, size)
    try:
        yield begun
    finally:
        begun.digest()
