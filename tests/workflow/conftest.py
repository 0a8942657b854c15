"""A desk on a store of one's own, and a room with one patient in it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from companion.clock import Clock
from companion.paths import fixtures_folder
from companion.store.database import Store
from companion.workflow.catalogue import catalogue
from companion.workflow.desk import Desk
from companion.workflow.room import Room
from companion.workflow.stories import read_stories
from companion.workflow.story_loading import load_stories
from tests.conftest import NOW

PASSPHRASE = "a long and quiet sentence"


@pytest.fixture(scope="session")
def empty_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store nobody is in yet: a copy opens in a third of the time that making one takes."""
    folder = tmp_path_factory.mktemp("empty") / "store"
    clock = Clock.fixed(NOW)
    Store.create(
        folder, account="Ida Berg", passphrase=PASSPHRASE, short_code="4711", clock=clock, testing=True
    ).close()
    return folder


@pytest.fixture
def desk(empty_store: Path, tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    shutil.copytree(empty_store, tmp_path / "store")
    with Store.open(tmp_path / "store", PASSPHRASE, clock=clock) as store:
        yield Desk(store)


@pytest.fixture
def room(desk: Desk) -> Room:
    patient = desk.add_patient("K-1042", "Kari Nordmann", "Kari", date(1984, 5, 17))
    return desk.room(patient.id)


@pytest.fixture(scope="session")
def demo_desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The made-up people, for tests that only look."""
    clock = Clock.fixed(NOW)
    with Store.create_with_key(
        tmp_path_factory.mktemp("demo") / "store", bytes(32), account="demo", clock=clock
    ) as made:
        load_stories(made, read_stories(fixtures_folder() / "people", clock.today()), catalogue())
        yield Desk(made, is_demo=True)


@pytest.fixture
def kari(demo_desk: Desk) -> Room:
    return demo_desk.room(demo_desk.find("1042").id)
