"""A store full of hostile words, copied for each test."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from tests.hostile.people import fill

# Windows has no pseudo-terminals of this kind.
collect_ignore = ["test_terminal.py"] if sys.platform == "win32" else []


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fill(tmp_path_factory.mktemp("hostile") / "store")


@pytest.fixture
def store(filled: Path, tmp_path: Path) -> Path:
    return shutil.copytree(filled, tmp_path / "store")
