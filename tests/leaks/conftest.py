"""The made-up people, got ready once for all tests here."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

# Windows has no pseudo-terminals of this kind.
collect_ignore = ["test_broken.py"] if sys.platform == "win32" else []


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(autouse=True)
def _made_once(shelf: Path, monkeypatch: pytest.MonkeyPatch, _folders_of_its_own: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(shelf))


@pytest.fixture
def home(_folders_of_its_own: Path) -> Path:
    """The home folder of this test, with the places for settings, state and cache in it."""
    return _folders_of_its_own
