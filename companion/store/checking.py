"""The full check: every value is read, every rule held against the rows, and the log against itself."""

from __future__ import annotations

from companion.clinical.message import Message
from companion.errors import StoreDamagedError
from companion.store import generations
from companion.store.audit import broken_at
from companion.store.connection import LostConnectionError
from companion.store.sql import statements
from companion.store.transaction import Reader


def wrongs(reader: Reader, store_id: str) -> list[Message]:
    """Return what is wrong in the live generation, a sentence each.

    Raises:
        StoreDamagedError: Something in it cannot be read at all.
    """
    try:
        generations.read_all(reader, "store")
        found = generations.problems(reader, "store")
        checks = [name for name in statements() if name.startswith("check_")]
        names = [name.removeprefix("check_").replace("_", " ") for name in checks if reader.value(name)]
        broken = broken_at(reader, store_id)
    except LostConnectionError:
        raise StoreDamagedError("The newest data cannot be read whole. Restore a backup.") from None
    found += [Message("The check {name} does not hold.", {"name": name}) for name in names]
    if broken:
        found.append(Message("The log of acts is broken at entry {n}.", {"n": broken}))
    return found
