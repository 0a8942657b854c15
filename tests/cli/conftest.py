"""A store to run verbs on, and a verb run the way a shell runs it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from companion.cli import main
from companion.clock import Clock
from companion.store.database import Store
from companion.workflow.desk import Desk

PASSPHRASE = "a long and quiet sentence"


@dataclass(frozen=True)
class Ran:
    """What a verb ended with and wrote."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """Standard output as one JSON document and nothing else."""
        return json.loads(self.out)


Run = Callable[..., Ran]
"""Runs one command line and returns what came of it."""


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Run:
    def run_verb(*arguments: object) -> Ran:
        capfd.readouterr()
        code = main([str(one) for one in arguments])
        out, err = capfd.readouterr()
        return Ran(code, out, err)

    return run_verb


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with nobody in it, whose passphrase is quick to check."""
    folder = tmp_path_factory.mktemp("made") / "store"
    Store.create(folder, account="Ida", passphrase=PASSPHRASE, clock=Clock(), testing=True).close()
    return folder


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    file = tmp_path / "passphrase.txt"
    file.write_text(PASSPHRASE + "\n", encoding="utf-8")
    return file


@pytest.fixture
def store(made: Path, tmp_path: Path) -> Path:
    return shutil.copytree(made, tmp_path / "store")


@pytest.fixture
def on(store: Path, secret: Path) -> list[str]:
    """The options that name the store and where its passphrase is."""
    return ["--store", str(store), "--passphrase-file", str(secret)]


@pytest.fixture
def desk(store: Path) -> Iterator[Desk]:
    """The same store, open in this process; close it before a verb is run on it."""
    with Store.open(store, PASSPHRASE, clock=Clock()) as opened:
        yield Desk(opened)
