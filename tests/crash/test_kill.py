"""kill -9 at any moment: what was said to be saved is there, whole, and the store opens by itself."""

from __future__ import annotations

import hashlib
import json
import os
import random
import subprocess
import sys
import time
import zipfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.crash.worker import ROWS

ROOT = Path(__file__).parents[2]


@dataclass
class Saved:
    """Everything the store ever said it saved."""

    lines: list[str] = field(default_factory=list)
    batches: set[str] = field(default_factory=set)
    notes: set[str] = field(default_factory=set)
    exports: set[str] = field(default_factory=set)
    backups: set[str] = field(default_factory=set)
    draft: str = ""
    begun: Counter[str] = field(default_factory=Counter)

    def take(self, message: dict[str, Any]) -> None:
        kind, what = message.get("saved", ("", ""))
        if kind == "line":
            self.lines.append(what)
        elif kind == "draft":
            self.draft = what
        elif kind in {"batch", "note", "export", "backup"}:
            taken = {"batch": self.batches, "note": self.notes, "export": self.exports, "backup": self.backups}
            taken[kind].add(what)

    def check(self, state: dict[str, Any], out: Path) -> None:
        assert state["wrong"] == []
        assert state["notices"] == []
        kept = [line for line in state["lines"] if line in set(self.lines)]
        assert kept == self.lines  # each once, in the order they were said
        assert len(state["lines"]) == len(set(state["lines"]))
        assert self.batches <= set(state["batches"])
        assert {key: counts for key, counts in state["batches"].items() if counts != [ROWS] * 3} == {}
        assert self.notes <= set(state["notes"])
        assert self.exports <= set(state["exports"])
        for path in out.glob("*.txt"):
            assert hashlib.sha256(path.read_bytes()).hexdigest() == state["exports"][path.name]
        for name in self.exports:
            assert (out / name).exists()
        for name in self.backups:
            with zipfile.ZipFile(out / name) as pack:
                assert pack.testzip() is None
        number = [int(text.rpartition("x")[2]) for text in (state["draft"], self.draft) if text]
        same_life = state["draft"].rpartition("x")[0] == self.draft.rpartition("x")[0]
        assert not self.draft or not same_life or number[0] >= number[1]
        self.lines = state["lines"]  # what had no answer yet may be there too
        self.draft = state["draft"]


def live_and_die(folder: Path, out: Path, life: int, saved: Saved, moment: float, *, early: bool = False) -> None:
    """Run the worker until it is killed, checking what it finds and noting what it saves.

    Killed `early`, it has no time to say what it found: making and opening the store are cut too.
    """
    command = [sys.executable, "-m", "tests.crash.worker", str(folder), str(out), str(life)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)})
    assert process.stdout is not None
    if not early:
        first = process.stdout.readline()
        assert first, f"life {life} did not begin"
        saved.check(json.loads(first)["state"], out)
    time.sleep(moment)
    process.kill()
    last = "opening"
    for raw in process.stdout:
        if raw.endswith(b"\n"):  # a half line was no answer
            message = json.loads(raw)
            saved.take(message)
            last = message.get("begun", "")
    process.wait()
    process.stdout.close()
    saved.begun[last] += 1


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
def test_what_was_saved_survives_being_killed_at_any_moment(tmp_path: Path, kills: int) -> None:
    folder, out, saved = tmp_path / "store", tmp_path / "out", Saved()
    out.mkdir()
    chance = random.Random(20261123)
    for life in range(kills):
        early = life % 4 == 0
        moment = chance.uniform(0.2, 1.2) if early else chance.uniform(0.0, 0.6)
        live_and_die(folder, out, life, saved, moment, early=early)
    live_and_die(folder, out, kills, saved, 0.0)
    print(f"{kills} kills, {len(saved.lines)} lines, {len(saved.batches)} imports; cut while: {dict(saved.begun)}")
    assert saved.lines
