"""The keys: who can open the store, and with what.

``keys.json`` holds one *slot* for each account. A slot wraps the store's *data key*
with a key that Argon2id derives from that account's passphrase. The data key wraps
the keys of the *keyring*, and one of these encrypts a generation. So a passphrase
is changed, or an account added, without writing the store anew; and the keys of the
store are changed without asking everybody for a passphrase.

DuckDB stretches no passphrase. It only ever gets a random key from here.
"""

from __future__ import annotations

import hmac
import json
import os
import uuid
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from companion.errors import LockedError, StoreDamagedError, TooManyTriesError, UsageError
from companion.store import recovery
from companion.store.files import replace_file
from companion.store.guesses import is_guessed_early
from companion.store.slots import (
    FOR_TESTS,
    STANDARD,
    Slot,
    derive,
    make_slot,
    open_slot,
    plain,
    raw_of,
    read_slot,
    slot_content,
    stretch,
    text_of,
    wrap,
)

KEYS_FILE = "keys.json"
FORMAT = 1
FIRST_ACCOUNT = 1
SHORTEST_PASSPHRASE = 15
MOST_CODE_MISSES = 5
MOST_ACCOUNTS = 8
_WRONG = "This account and passphrase do not open the store."


@dataclass(slots=True)
class Vault:
    """The unlocked keys of one store.

    Made by `create` or `unlock`; `lock` forgets them.
    """

    folder: Path
    store_id: str
    slots: tuple[Slot, ...]
    recovery: Slot | None
    keyring: dict[str, tuple[bytes, bytes]]
    slot: Slot
    testing: bool = False
    _data_key: bytes = field(default=b"", repr=False)
    _kept_seal: str = field(default="", repr=False)

    @staticmethod
    def create(
        folder: Path,
        account: str,
        passphrase: str,
        short_code: str = "",
        *,
        testing: bool = False,
        generation_key: bytes | None = None,
    ) -> Vault:
        """Make the keys of a new store; `save` writes them.

        Args:
            folder: The store's folder.
            account: Name of its first account.
            passphrase: At least 15 characters.
            short_code: What leaves session mode; may be empty.
            testing: Make each try cheap. Written into the key file, so such a store says so for good.
            generation_key: The key of a store that is there already; a new one unless given.

        Raises:
            UsageError: The passphrase is too short.
        """
        check_passphrase(passphrase)
        data_key, store_id = os.urandom(32), str(uuid.uuid4())
        cost = FOR_TESTS if testing else STANDARD
        slot = make_slot(store_id, FIRST_ACCOUNT, account, passphrase, cost, data_key)
        vault = Vault(folder, store_id, (slot,), None, {}, slot, testing, data_key)
        vault.add_key("k1", generation_key or os.urandom(32))
        if short_code:
            vault.set_code(short_code)
        return vault

    @staticmethod
    def unlock(folder: Path, passphrase: str, account: str | None = None) -> Vault:
        """Open the keys with a passphrase.

        Args:
            folder: The store's folder.
            passphrase: As typed; composed and decomposed letters are the same.
            account: Whose; without it each account is tried.

        Raises:
            LockedError: Nothing opens; the same sentence whatever the reason.
            StoreDamagedError: The key file is missing, broken or changed by somebody.
        """
        record = _read(folder)
        slots = [slot for slot in record.slots if account is None or plain(slot.name) == plain(account)]
        for slot in slots:
            data_key = open_slot(record.store_id, slot, stretch(passphrase, slot.salt, slot.cost or STANDARD))
            if data_key is not None:
                return record.opened(slot, data_key)
        if not slots:  # a wrong name takes as long as a wrong passphrase
            stretch(passphrase, os.urandom(16), FOR_TESTS if record.testing else STANDARD)
        raise LockedError(_WRONG)

    @staticmethod
    def unlock_with_recovery_key(folder: Path, typed: str) -> Vault:
        """Open the keys with the printed recovery key.

        Raises:
            LockedError: It has a typing mistake, or it is not this store's.
        """
        record = _read(folder)
        secret = recovery.read(typed)
        slot = record.recovery
        data_key = open_slot(record.store_id, slot, derive(secret, b"recovery", slot.salt)) if slot else None
        if slot is None or data_key is None:
            raise LockedError("This recovery key does not open this store.")
        return record.opened(slot, data_key)

    @staticmethod
    def store_id_of(folder: Path) -> str:
        """Return the id of a locked store."""
        return _read(folder).store_id

    def opened(self, slot: Slot, data_key: bytes) -> Vault:
        """Return the vault with its data key, once the file's seal proves right."""
        self.slot, self._data_key = slot, data_key
        if not hmac.compare_digest(self._seal(_content(self)), self._kept_seal):
            raise StoreDamagedError("Somebody or something changed the key file. Use a backup of it.")
        return self

    def key(self, key_id: str) -> bytes:
        """Return a key of the keyring.

        Raises:
            StoreDamagedError: The keyring does not have it.
        """
        if key_id not in self.keyring:
            raise StoreDamagedError("The key file lacks the key of the newest data. Use a backup of it.")
        nonce, wrapped = self.keyring[key_id]
        return AESGCM(self._data_key).decrypt(nonce, wrapped, f"{self.store_id}/{key_id}".encode())

    def add_key(self, key_id: str, key: bytes) -> None:
        """Put a key on the keyring; `save` writes it."""
        nonce = os.urandom(12)
        self.keyring[key_id] = (nonce, AESGCM(self._data_key).encrypt(nonce, key, f"{self.store_id}/{key_id}".encode()))

    def refuse_account(self, name: str, passphrase: str) -> None:
        """Refuse an account that cannot be added.

        Raises:
            UsageError: Its name is empty or taken, the passphrase too short, or there are eight already.
        """
        check_passphrase(passphrase)
        taken = {plain(slot.name).casefold() for slot in self.slots}
        if not name or plain(name).casefold() in taken:
            raise UsageError("An account needs a name of its own.")
        if len(self.slots) >= MOST_ACCOUNTS:
            raise UsageError("This store has {n} accounts, the most there can be.", n=len(self.slots))

    def add_account(self, account_id: int, name: str, passphrase: str, short_code: str = "") -> None:
        """Give somebody else a way in; `save` writes it."""
        cost, salt = FOR_TESTS if self.testing else STANDARD, os.urandom(16)
        code = (salt, self._code_hash(short_code, salt)) if short_code else None
        self.slots += (make_slot(self.store_id, account_id, name, passphrase, cost, self._data_key, code),)

    def change_passphrase(self, passphrase: str) -> None:
        """Give the open account another passphrase; after a recovery key, the first account.

        Raises:
            UsageError: It is too short.
        """
        check_passphrase(passphrase)
        old = self.slot if self.slot in self.slots else self.slots[0]
        cost = FOR_TESTS if self.testing else STANDARD
        fresh = make_slot(self.store_id, old.account_id, old.name, passphrase, cost, self._data_key, old.code)
        self._swap(old, fresh)
        self.slot = fresh
        self.save()

    def set_code(self, short_code: str) -> None:
        """Keep a hash of the short code; only who has the data key can try codes against it."""
        salt = os.urandom(16)
        code = (salt, self._code_hash(short_code, salt))
        self._swap(self.slot, replace(self.slot, code=code, misses=0))

    def check_code(self, short_code: str) -> bool:
        """Say whether this is the account's short code, and count misses over restarts.

        Raises:
            TooManyTriesError: Five misses; only the passphrase helps now.
        """
        slot = self.slot
        if slot.misses >= MOST_CODE_MISSES:
            raise TooManyTriesError("The short code was wrong too often. Unlock with the passphrase.")
        if slot.code is None:
            return False
        salt, kept = slot.code
        right = hmac.compare_digest(self._code_hash(short_code, salt), kept)
        misses = 0 if right else slot.misses + 1
        if misses != slot.misses:
            self._swap(slot, replace(slot, misses=misses))
            self.save()
        return right

    def forgive_misses(self) -> None:
        """Forget wrong short codes: the passphrase was right."""
        if self.slot.misses:
            self._swap(self.slot, replace(self.slot, misses=0))
            self.save()

    def keep_recovery_key(self, printed: str, typed_back: str) -> None:
        """Make a printed recovery key count, once it was typed back from paper.

        Raises:
            LockedError: What was typed back has a mistake.
            UsageError: It is another key than the printed one.
        """
        secret = recovery.read(typed_back)
        if not hmac.compare_digest(secret, recovery.read(printed)):
            raise UsageError("This is not the recovery key that was shown. Type it again from the paper.")
        salt, slot_id = os.urandom(16), str(uuid.uuid4())
        nonce, wrapped = wrap(derive(secret, b"recovery", salt), self._data_key, self.store_id, slot_id)
        self.recovery = Slot(slot_id, 0, "", None, salt, nonce, wrapped)
        self.save()

    def save(self) -> None:
        """Write the key file whole, sealed with the data key."""
        content = _content(self)
        sealed = {**content, "seal": self._seal(content)}
        replace_file(self.folder / KEYS_FILE, json.dumps(sealed, indent=1, ensure_ascii=False).encode())

    def lock(self) -> None:
        """Forget the data key, as far as Python can."""
        self._data_key = b""

    def _swap(self, old: Slot, fresh: Slot) -> None:
        self.slots = tuple(fresh if slot is old else slot for slot in self.slots)
        if self.slot is old:
            self.slot = fresh

    def _code_hash(self, short_code: str, salt: bytes) -> bytes:
        key = derive(self._data_key, b"short code", salt)
        return hmac.digest(key, plain(short_code).encode(), "sha256")

    def _seal(self, content: dict[str, Any]) -> str:
        text = json.dumps(content, sort_keys=True, separators=(",", ":")).encode()
        return text_of(hmac.digest(derive(self._data_key, b"seal", self.store_id.encode()), text, "sha256"))


def check_passphrase(passphrase: str) -> None:
    """Refuse a passphrase that is too short, or long but guessed among the first.

    Raises:
        UsageError: It has fewer than 15 characters, or is one thing over and over, a row of keys or well known.
    """
    if len(plain(passphrase)) < SHORTEST_PASSPHRASE:
        raise UsageError("The passphrase needs at least {n} characters.", n=SHORTEST_PASSPHRASE)
    if is_guessed_early(plain(passphrase)):
        raise UsageError("This passphrase is easy to guess. Take five words drawn by chance.")


def _content(vault: Vault) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "store_id": vault.store_id,
        "testing": vault.testing,
        "slots": [slot_content(slot) for slot in vault.slots],
        "recovery": slot_content(vault.recovery) if vault.recovery else None,
        "keyring": {name: {"nonce": text_of(n), "wrapped": text_of(w)} for name, (n, w) in vault.keyring.items()},
    }


def _read(folder: Path) -> Vault:
    path = folder / KEYS_FILE
    try:
        kept = json.loads(path.read_bytes())
        testing = bool(kept["testing"])
        slots = tuple(read_slot(slot, testing=testing) for slot in kept["slots"])
        spare = read_slot(kept["recovery"], testing=testing) if kept["recovery"] else None
        keyring = {name: (raw_of(key["nonce"]), raw_of(key["wrapped"])) for name, key in kept["keyring"].items()}
        store_id, number = str(kept["store_id"]), int(kept["format"])
        seal = str(kept["seal"])
    except FileNotFoundError:
        raise StoreDamagedError("There is no store in {folder}.", folder=str(folder)) from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise StoreDamagedError("The key file cannot be read. Use a backup of it.") from None
    if number != FORMAT or not slots:
        raise StoreDamagedError("The key file is of another version. Use the newest Companion.")
    return Vault(folder, store_id, slots, spare, keyring, slots[0], testing, _kept_seal=seal)
