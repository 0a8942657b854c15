"""The audit chain: who did what, each entry holding a hash of the one before it.

Entries hold ids, codes and hashes, never a name or a text. So a patient's data can
be removed and the chain stays whole.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from companion.store.transaction import Reader

_STEP = 5_000


@dataclass(frozen=True, slots=True)
class Head:
    """The end of the chain.

    Attributes:
        number: How many entries there are.
        highest_id: The highest id given to anything; the next one is one more.
        hash: Of the last entry, and through it of all.
    """

    number: int
    highest_id: int
    hash: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One act.

    Attributes:
        verb: What was done, as a code.
        ref: Id of the thing it was done to, or a count.
        digest: SHA-256 of a file that went out or came in, or empty.
    """

    number: int
    moment: datetime
    account_id: int
    verb: str
    patient_id: int | None
    ref: int | None
    digest: str
    highest_id: int
    previous: str

    @property
    def hash(self) -> str:
        """Hash of this entry, and through `previous` of all before it."""
        fields = asdict(self) | {"moment": self.moment.isoformat(timespec="microseconds")}
        text = json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()

    def row(self) -> dict[str, Any]:
        """Return the values of its row."""
        return asdict(self) | {"hash": self.hash}

    def head(self) -> Head:
        """Return the chain's end once this entry is there."""
        return Head(self.number, self.highest_id, self.hash)


def start(store_id: str) -> Head:
    """Return the head of an empty chain; no two stores share one."""
    return Head(0, 0, hashlib.sha256(f"companion {store_id}".encode()).hexdigest())


def read_head(reader: Reader) -> Head | None:
    """Return the chain's end as the store has it."""
    row = reader.one("last_audit_entry")
    return Head(row["number"], row["highest_id"], row["hash"]) if row else None


def broken_at(reader: Reader, store_id: str) -> int | None:
    """Follow the whole chain and return the number of the first entry that does not fit."""
    head = start(store_id)
    while rows := reader.rows("audit_entries", after=head.number, most=_STEP):
        for row in rows:
            kept = row.pop("hash")
            entry = Entry(**row)
            fits = entry.number == head.number + 1 and entry.previous == head.hash and entry.hash == kept
            if not fits or entry.highest_id < head.highest_id:
                return head.number + 1
            head = Head(entry.number, entry.highest_id, kept)
    return None
