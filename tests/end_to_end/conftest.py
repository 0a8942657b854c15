"""A home of one's own for the programs in the terminals; made-up people are got ready once."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.end_to_end.terminal import Terminal

# Windows has no pseudo-terminals of this kind.
collect_ignore = ["test_session.py"] if sys.platform == "win32" else []

Start = Callable[..., "Terminal"]
"""Starts the program in a terminal; use it in a `with`."""


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("throwaway-home")


@pytest.fixture
def start(home: Path) -> Start:
    names = ("DATA", "CONFIG", "CACHE", "STATE")
    environ = {"HOME": str(home), **{f"XDG_{name}_HOME": str(home / name.lower()) for name in names}}

    from tests.end_to_end.terminal import Terminal

    def start_program(*arguments: object, columns: int = 80, rows: int = 24) -> Terminal:
        command = [sys.executable, "-m", "companion", *(str(one) for one in arguments)]
        return Terminal(command, columns=columns, rows=rows, env=environ)

    return start_program
