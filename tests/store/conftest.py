"""A store of one's own for each test, cheap to open."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import ClassVar

import pytest

from companion.clinical.model import Patient
from companion.clock import Clock
from companion.store.acts.people import AddPatient
from companion.store.database import Store
from companion.store.transaction import Transaction

PASSPHRASE = "a long and quiet sentence"


@dataclass(frozen=True)
class Line:
    """Writes one row and gives back its id; the engine's own tables are enough for its tests."""

    verb: ClassVar[str] = "write line"
    text: str
    then: Callable[[Transaction], None] | None = None

    def write(self, tx: Transaction) -> int:
        number = tx.mint()
        tx.run("add_account", id=number, uuid=tx.uuid(), name=self.text, created=tx.now)
        if self.then:
            self.then(tx)
        return number


def lines(store: Store) -> list[str]:
    """Every line written, oldest first."""
    with store.read() as reader:
        return [row["name"] for row in reader.rows("accounts") if row["id"] > 1]


def at(store: Store, moment: datetime) -> Store:
    """The same store, opened again at another moment; it closes with the test's own."""
    store.close()
    later = Store.open(store.folder, PASSPHRASE, clock=Clock.fixed(moment))
    _LATER.append(later)
    return later


_LATER: list[Store] = []


@pytest.fixture(autouse=True)
def _close_later() -> Iterator[None]:
    yield
    while _LATER:
        _LATER.pop().close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "store"


@pytest.fixture
def store(folder: Path, clock: Clock) -> Iterator[Store]:
    with Store.create(
        folder, account="Ida", passphrase=PASSPHRASE, short_code="4711", clock=clock, testing=True
    ) as made:
        yield made


@pytest.fixture
def reopen(folder: Path, clock: Clock) -> Iterator[Callable[[], Store]]:
    """Opens the store of the test again; closed at its end."""
    opened: list[Store] = []

    def again() -> Store:
        opened.append(Store.open(folder, PASSPHRASE, clock=clock))
        return opened[-1]

    yield again
    for each in opened:
        each.close()


@pytest.fixture
def kari(store: Store) -> Patient:
    """Somebody in the caseload."""
    return store.perform(AddPatient("007", "Kari"))
