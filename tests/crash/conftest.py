"""`pytest tests/crash --kills 200` is the long run; twelve kills belong to every run."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--kills", type=int, default=12, help="how often the writing process is killed")


@pytest.fixture
def kills(request: pytest.FixtureRequest) -> int:
    """How often to kill; the option is only known where this folder was named on the command line."""
    return int(request.config.getoption("--kills", 12))
