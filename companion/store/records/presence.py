"""Who was in the room of a session at any time, not only at its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from companion.store.transaction import Reader


def ever_there(reader: Reader, session_id: int) -> tuple[str, ...]:
    """Return the roles beside patient and clinician that were in the room for a while."""
    return tuple(row["role"] for row in reader.rows("presence_ever", session_id=session_id))
