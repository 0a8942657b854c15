"""What every test shares: a clock that stands still, folders of its own, no network."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from companion.clock import Clock

NOW = datetime(2026, 11, 23, 9, 30)


@pytest.fixture
def clock() -> Clock:
    return Clock.fixed(NOW)


@pytest.fixture(autouse=True)
def _folders_of_its_own(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No test reads or writes the folders of the person who runs it."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    for name in ("DATA", "CONFIG", "CACHE", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))
    for name in ("NO_COLOR", "TEXTUAL", "TEXTUAL_DRIVER", "COLUMNS", "LINES"):
        monkeypatch.delenv(name, raising=False)
    return home
