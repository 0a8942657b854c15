"""Which forms the clinic has said it may use."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from companion.store.transaction import Reader


def permissions(reader: Reader) -> frozenset[str]:
    """Return the ids of the forms whose owner's permission was confirmed."""
    return frozenset(row["instrument"] for row in reader.rows("permissions"))
