"""A store with one patient to have a session with, copied for each test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from companion.app import in_turn
from companion.clock import Clock
from companion.store.database import Store
from companion.workflow.desk import Desk
from tests.app.session import PASSPHRASE, begin


@pytest.fixture(autouse=True)
def nothing_made_ready(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make nothing ready out of sight, unless a test is about that: which parts there are would hang on the clock."""
    if request.node.get_closest_marker("makes_ready") is None:
        monkeypatch.setattr(in_turn, "QUIET", 600.0)


@pytest.fixture(scope="session")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("begun") / "store"
    begin(folder)
    return folder


@pytest.fixture
def desk(begun: Path, tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    """Kari, met once; and somebody else, who must never be seen in her session."""
    with Store.open(shutil.copytree(begun, tmp_path / "store"), PASSPHRASE, clock=clock) as store:
        yield Desk(store)
