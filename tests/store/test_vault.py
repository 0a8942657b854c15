"""Keys: who gets in, who does not, and what the key file withstands."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from companion.errors import LockedError, StoreDamagedError, TooManyTriesError, UsageError
from companion.store import recovery
from companion.store.slots import Cost
from companion.store.vault import KEYS_FILE, Vault

PASSPHRASE = "blåbær og tyttebær på rømme"


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    made = Vault.create(tmp_path, "Åse", PASSPHRASE, "4711", testing=True)
    made.save()
    return made


def change(folder: Path, **changes: Any) -> None:
    path = folder / KEYS_FILE
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | changes), encoding="utf-8")


def test_the_passphrase_opens_however_its_letters_are_composed(vault: Vault) -> None:
    for form in ("NFC", "NFD"):
        opened = Vault.unlock(vault.folder, unicodedata.normalize(form, PASSPHRASE), unicodedata.normalize(form, "Åse"))
        assert opened.key("k1") == vault.key("k1")


def test_a_wrong_name_and_a_wrong_passphrase_get_the_same_sentence(vault: Vault) -> None:
    said = []
    for account, passphrase in (("Åse", "not this one at all"), ("Per", PASSPHRASE), (None, "not this one at all")):
        with pytest.raises(LockedError) as caught:
            Vault.unlock(vault.folder, passphrase, account)
        said.append(str(caught.value))
    assert len(set(said)) == 1


def test_a_short_passphrase_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="15"):
        Vault.create(tmp_path, "Ida", "fourteen chars", testing=True)


def test_a_new_passphrase_opens_and_the_old_one_does_not(vault: Vault) -> None:
    vault.change_passphrase("something else entirely")
    assert Vault.unlock(vault.folder, "something else entirely").key("k1") == vault.key("k1")
    with pytest.raises(LockedError):
        Vault.unlock(vault.folder, PASSPHRASE)
    assert Vault.unlock(vault.folder, "something else entirely").check_code("4711")


@pytest.mark.parametrize(
    "cost", [Cost(1, 1, 1), Cost(63, 3, 4), Cost(64, 2, 4), Cost(64, 3, 3), Cost(1025, 3, 4), Cost(64, 3_000, 4)]
)
def test_a_cost_outside_what_is_safe_is_refused(cost: Cost) -> None:
    with pytest.raises(StoreDamagedError):
        cost.refuse_unless_safe()


def test_cheap_tries_are_only_for_stores_that_say_so(vault: Vault) -> None:
    change(vault.folder, testing=False)
    with pytest.raises(StoreDamagedError, match="cost"):
        Vault.unlock(vault.folder, PASSPHRASE)


def test_the_cost_in_use_is_within_what_is_safe() -> None:
    Cost().refuse_unless_safe()


@pytest.mark.parametrize("field", ["seal", "slots", "keyring", "recovery", "store_id"])
def test_a_key_file_changed_by_somebody_does_not_open(vault: Vault, field: str) -> None:
    other = vault.folder / "other"
    other.mkdir()
    foreign = Vault.create(other, "Åse", PASSPHRASE, testing=True)
    foreign.keep_recovery_key(key := recovery.make(), key)
    change(vault.folder, **{field: json.loads((other / KEYS_FILE).read_text(encoding="utf-8"))[field]})
    with pytest.raises((StoreDamagedError, LockedError)):
        Vault.unlock(vault.folder, PASSPHRASE)


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b'{"slots": 3}', b"\xff\xfe", b"null"])
def test_a_broken_key_file_is_said_to_be_one(vault: Vault, content: bytes) -> None:
    (vault.folder / KEYS_FILE).write_bytes(content)
    with pytest.raises(StoreDamagedError):
        Vault.unlock(vault.folder, PASSPHRASE)


def test_neither_passphrase_nor_code_nor_key_stands_in_the_key_file(vault: Vault) -> None:
    content = (vault.folder / KEYS_FILE).read_text(encoding="utf-8")
    for secret in (PASSPHRASE, "4711", vault.key("k1").hex()):
        assert secret not in content
    assert repr(vault._data_key) not in repr(vault)


def test_the_recovery_key_opens_once_it_was_typed_back(vault: Vault) -> None:
    printed = recovery.make()
    with pytest.raises(UsageError):
        vault.keep_recovery_key(printed, recovery.make())
    with pytest.raises(LockedError):
        Vault.unlock_with_recovery_key(vault.folder, printed)
    vault.keep_recovery_key(printed, printed.lower().replace("-", " "))
    opened = Vault.unlock_with_recovery_key(vault.folder, printed)
    opened.change_passphrase("found again after all")
    assert Vault.unlock(vault.folder, "found again after all", "Åse").key("k1") == vault.key("k1")


def test_every_typing_mistake_in_a_recovery_key_is_caught() -> None:
    printed = recovery.make()
    for place, char in enumerate(printed):
        for wrong in "0123456789ABCDEFGHJKMNPQRSTVWXYZ":
            if char != "-" and wrong != char:
                with pytest.raises(LockedError):
                    recovery.read(printed[:place] + wrong + printed[place + 1 :])
    text = printed.replace("-", "")
    for place in range(len(text) - 1):
        swapped = text[:place] + text[place + 1] + text[place] + text[place + 2 :]
        if swapped != text:
            with pytest.raises(LockedError):
                recovery.read(swapped)


def test_letters_that_look_like_digits_are_read_as_meant() -> None:
    assert recovery.read("O0O0-O0O0-O0O0-O0O0-O0O0-O0O0-OOOO") == bytes(16)


def test_five_wrong_short_codes_bar_the_code_until_the_passphrase(vault: Vault) -> None:
    opened = Vault.unlock(vault.folder, PASSPHRASE)
    assert opened.check_code("4711")
    for _ in range(5):
        assert not opened.check_code("0000")
    with pytest.raises(TooManyTriesError):
        opened.check_code("4711")
    again = Vault.unlock(vault.folder, PASSPHRASE)
    with pytest.raises(TooManyTriesError):
        again.check_code("4711")
    again.forgive_misses()
    assert again.check_code("4711")
