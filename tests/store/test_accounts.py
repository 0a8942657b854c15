"""Several accounts on one store: each opens with its own passphrase, and the log knows who it was."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from companion.clock import Clock
from companion.errors import LockedError, UsageError
from companion.store.database import Store
from companion.store.vault import MOST_ACCOUNTS, Vault
from tests.store.conftest import PASSPHRASE

PHRASES = {"Ida": PASSPHRASE, "Ola Vik": "another long and quiet sentence", "Åse": "blåbær på fjellet i regn"}


@pytest.fixture
def shared(store: Store, folder: Path) -> Path:
    for name in ("Ola Vik", "Åse"):
        store.add_account(name, PHRASES[name])
    store.close()
    return folder


def test_each_account_opens_with_its_own_passphrase_and_no_other(shared: Path, clock: Clock) -> None:
    for name in PHRASES:
        for whose, phrase in PHRASES.items():
            if whose == name:
                with Store.open(shared, phrase, account=name, clock=clock) as store:
                    assert store.account.name == name
            else:
                with pytest.raises(LockedError):
                    Vault.unlock(shared, phrase, name)
    with Store.open(shared, PHRASES["Åse"], clock=clock) as store:
        assert store.account.name == "Åse", "without a name each is tried"


def test_the_log_has_the_right_name_however_often_they_change(shared: Path, clock: Clock) -> None:
    order = ["Åse", "Ida", "Ola Vik", "Ola Vik", "Ida", "Åse", "Ida"]
    for name in order:
        Store.open(shared, PHRASES[name], account=name, clock=clock).close(quickly=True)
    with Store.open(shared, PASSPHRASE, clock=clock) as store, store.read() as reader:
        names = {row["id"]: row["name"] for row in reader.rows("accounts")}
        entries = reader.rows("audit_entries", after=0, most=100)
    unlocked = [names[row["account_id"]] for row in entries if row["verb"] == "unlock"]
    assert unlocked == [*order, "Ida"]
    assert [row["verb"] for row in entries].count("add account") == 2


def test_a_name_stands_once_whatever_its_case_or_composition(shared: Path, clock: Clock) -> None:
    with Store.open(shared, PASSPHRASE, clock=clock) as store:
        for name in ("ida", " Ida ", "A\u030ase", "", "  "):
            with pytest.raises(UsageError, match="name of its own"):
                store.add_account(name, "a passphrase of somebody else")
        with pytest.raises(UsageError, match="at least 15"):
            store.add_account("Per", "short")


def test_eight_accounts_are_the_most(shared: Path, clock: Clock) -> None:
    with Store.open(shared, PASSPHRASE, clock=clock) as store:
        for number in range(MOST_ACCOUNTS - 3):
            store.add_account(f"Nurse {number}", "a passphrase of one of the nurses")
        before = store.head
        with pytest.raises(UsageError, match="the most there can be"):
            store.add_account("One more", "a passphrase of one of the nurses")
        assert store.head == before


def test_a_changed_passphrase_is_one_account_s_own(shared: Path, clock: Clock) -> None:
    with Store.open(shared, PHRASES["Ola Vik"], account="Ola Vik", clock=clock) as store:
        store.change_passphrase("quite a different sentence of his")
    with pytest.raises(LockedError):
        Vault.unlock(shared, PHRASES["Ola Vik"], "Ola Vik")
    assert Vault.unlock(shared, PASSPHRASE, "Ida").slot.name == "Ida"


def test_a_wrong_name_costs_about_what_a_wrong_passphrase_costs(tmp_path: Path, clock: Clock) -> None:
    """At the real cost: one stretching each, none spared where there is nobody of that name."""
    Store.create(tmp_path / "real", account="Ida", passphrase=PASSPHRASE, clock=clock).close()

    def spent(account: str) -> float:
        begun = time.process_time()
        with pytest.raises(LockedError):
            Vault.unlock(tmp_path / "real", "not the passphrase of anybody", account)
        return time.process_time() - begun

    wrong_phrase, wrong_name = spent("Ida"), spent("Nobody")
    assert min(wrong_phrase, wrong_name) > 0.05
    assert max(wrong_phrase, wrong_name) < 3 * min(wrong_phrase, wrong_name)
