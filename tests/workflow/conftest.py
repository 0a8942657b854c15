"""A desk on a store of one's own, and a room with one patient in it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from companion.clock import Clock
from companion.store.database import Store
from companion.workflow.desk import Desk
from companion.workflow.room import Room


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    with Store.create(
        tmp_path / "store",
        account="Ida Berg",
        passphrase="a long and quiet sentence",
        short_code="4711",
        clock=clock,
        testing=True,
    ) as store:
        yield Desk(store)


@pytest.fixture
def room(desk: Desk) -> Room:
    patient = desk.add_patient("K-1042", "Kari Nordmann", "Kari", date(1984, 5, 17))
    return desk.room(patient.id)
