"""One way to the data key: a slot of the key file, and how a passphrase or a secret opens it."""

from __future__ import annotations

import base64
import os
import unicodedata
import uuid
from dataclasses import asdict, dataclass
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from companion.errors import StoreDamagedError

_KIB_PER_MIB = 1024


@dataclass(frozen=True, slots=True)
class Cost:
    """What one try of a passphrase costs.

    Attributes:
        memory: In MiB.
        passes: How often the memory is gone over.
        lanes: How many parts are worked on side by side.
    """

    memory: int = 128
    passes: int = 5
    lanes: int = 4

    def refuse_unless_safe(self) -> None:
        """Refuse parameters that are too weak, or that would stop the machine.

        Raises:
            StoreDamagedError: Below 64 MiB, 3 passes or 4 lanes, or far above what we use.
        """
        if not (64 <= self.memory <= 1024 and 3 <= self.passes <= 64 and 4 <= self.lanes <= 64):
            raise StoreDamagedError("The key file asks for a passphrase cost outside what is safe. Use a backup.")


STANDARD = Cost()
FOR_TESTS = Cost(memory=1, passes=1, lanes=1)


@dataclass(frozen=True, slots=True)
class Slot:
    """One way to the data key: an account with its passphrase, or the recovery key.

    Attributes:
        code: Short code of the account: salt and hash, or empty.
        misses: Wrong short codes since the last right one.
    """

    slot_id: str
    account_id: int
    name: str
    cost: Cost | None
    salt: bytes
    nonce: bytes
    wrapped: bytes
    code: tuple[bytes, bytes] | None = None
    misses: int = 0


def plain(text: str) -> str:
    """Return the text with composed letters, so that both ways of typing æ or é are one."""
    return unicodedata.normalize("NFC", text)


def text_of(raw: bytes) -> str:
    """Write bytes as text for the key file."""
    return base64.b64encode(raw).decode()


def stretch(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    """Make a key of a passphrase, at a cost."""
    stretched = Argon2id(
        salt=salt, length=32, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.memory * _KIB_PER_MIB
    )
    return stretched.derive(plain(passphrase).encode())


def derive(secret: bytes, purpose: bytes, salt: bytes) -> bytes:
    """Make a key for one purpose of a random secret."""
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=salt, info=b"companion " + purpose).derive(secret)


def wrap(key: bytes, data_key: bytes, store_id: str, slot_id: str) -> tuple[bytes, bytes]:
    """Wrap the data key; return nonce and wrapped key."""
    nonce = os.urandom(12)
    return nonce, AESGCM(key).encrypt(nonce, data_key, f"{store_id}/{slot_id}".encode())


def open_slot(store_id: str, slot: Slot, key: bytes) -> bytes | None:
    """Return the data key, or None if this is not the slot's key."""
    try:
        return AESGCM(key).decrypt(slot.nonce, slot.wrapped, f"{store_id}/{slot.slot_id}".encode())
    except InvalidTag:
        return None


def make_slot(
    store_id: str,
    account_id: int,
    name: str,
    passphrase: str,
    cost: Cost,
    data_key: bytes,
    code: tuple[bytes, bytes] | None = None,
) -> Slot:
    """Make a slot: the data key wrapped with a key made of the passphrase."""
    salt, slot_id = os.urandom(16), str(uuid.uuid4())
    nonce, wrapped = wrap(stretch(passphrase, salt, cost), data_key, store_id, slot_id)
    return Slot(slot_id, account_id, name, cost, salt, nonce, wrapped, code)


def slot_content(slot: Slot) -> dict[str, Any]:
    """Return a slot as the key file has it."""
    cost = slot.cost and {
        "kind": "argon2id",
        **asdict(slot.cost),
    }
    return {
        "id": slot.slot_id,
        "account_id": slot.account_id,
        "account": slot.name,
        "cost": cost,
        "salt": text_of(slot.salt),
        "nonce": text_of(slot.nonce),
        "wrapped": text_of(slot.wrapped),
        "short_code": {"salt": text_of(slot.code[0]), "hash": text_of(slot.code[1])} if slot.code else None,
        "misses": slot.misses,
    }


def raw_of(text: str) -> bytes:
    """Read bytes from the text of the key file."""
    return base64.b64decode(text, validate=True)


def read_slot(kept: dict[str, Any], *, testing: bool) -> Slot:
    """Read a slot of the key file.

    Raises:
        StoreDamagedError: Its cost is outside what is safe.
    """
    cost = None
    if kept["cost"]:
        cost = Cost(int(kept["cost"]["memory"]), int(kept["cost"]["passes"]), int(kept["cost"]["lanes"]))
        if not (testing and cost == FOR_TESTS):
            cost.refuse_unless_safe()
    code = kept["short_code"]
    return Slot(
        slot_id=str(kept["id"]),
        account_id=int(kept["account_id"]),
        name=str(kept["account"]),
        cost=cost,
        salt=raw_of(kept["salt"]),
        nonce=raw_of(kept["nonce"]),
        wrapped=raw_of(kept["wrapped"]),
        code=(raw_of(code["salt"]), raw_of(code["hash"])) if code else None,
        misses=int(kept["misses"]),
    )
