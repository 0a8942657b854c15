"""Times what a person waits for, in a real terminal, beside an empty Textual app in the same run.

    python -m tests.bench.terminal_bench            start, caseload, chart, keys, lock
    python -m tests.bench.terminal_bench --runs 21

Prints a table: median, 95th percentile and, for starts, the ratio to the empty app,
each pair of runs back to back, since the speed of a shared machine drifts.
"""

from __future__ import annotations

import argparse
import os
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.end_to_end.terminal import KEYS, Terminal

EMPTY = """
from textual.app import App
from textual.widgets import Static


class Empty(App):
    def compose(self):
        yield Static("READY")


Empty().run()
"""
CASELOAD = r"patients .*search"
CHART = r"^ *0 ┤|└─"
PROMISED_RATIOS = {"unlock ink": 1.5, "unlock usable": 1.8, "demo caseload": 2.0}
PROMISED_TIMES = {"Enter to chart": 120.0, "key to paint": 35.0, "Ctrl+L to a clear screen": 50.0}


@dataclass
class Series:
    """Times of one thing, in milliseconds."""

    name: str
    times: list[float] = field(default_factory=list)
    ratios: list[float] = field(default_factory=list)

    def row(self) -> str:
        """Return one row of the table."""
        ordered = sorted(self.times)
        high = ordered[min(len(ordered) - 1, round(0.95 * (len(ordered) - 1)))]
        ratio = f"{statistics.median(self.ratios):6.2f}" if self.ratios else " " * 6
        promise = PROMISED_RATIOS.get(self.name)
        limit = (
            f"{promise:g} x" if promise else f"{PROMISED_TIMES[self.name]:g} ms" if self.name in PROMISED_TIMES else ""
        )
        return f"{self.name:<26} {statistics.median(self.times):8.1f} {high:8.1f} {ratio}   {limit:<8} n={len(ordered)}"


def start(command: Sequence[str], pattern: str, env: dict[str, str]) -> tuple[float, float]:
    """Start a program and return when its first character and its first useful screen came."""
    wanted = re.compile(pattern, re.MULTILINE)
    began = time.perf_counter()
    with Terminal(command, columns=100, rows=30, env=env) as terminal:
        ink = 0.0
        while time.perf_counter() - began < 60:
            if not terminal.read(0.05):
                assert not terminal.ended(), terminal.text
                continue
            text = terminal.text
            if not ink and text.strip():
                ink = terminal.stamp - began
            if wanted.search(text):
                return ink * 1000, (terminal.stamp - began) * 1000
        raise SystemExit(f"/{pattern}/ did not come:\n{terminal.text}")


def press(terminal: Terminal, key: str, pattern: str, *, gone: bool = False) -> float:
    """Press a key and return the milliseconds to the screen that shows (or no longer shows) the pattern."""
    terminal.settle(0.3)
    wanted = re.compile(pattern, re.MULTILINE)
    assert bool(wanted.search(terminal.text)) is gone, f"/{pattern}/ before {key!r}:\n{terminal.text}"
    began = time.perf_counter()
    os.write(terminal.master, KEYS.get(key, key).encode())
    while time.perf_counter() - began < 20:
        if terminal.read(0.01) and bool(wanted.search(terminal.text)) is not gone:
            return (terminal.stamp - began) * 1000
    raise SystemExit(f"/{pattern}/ after {key!r}:\n{terminal.text}")


def main() -> int:
    """Run everything and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=11)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory(prefix="companion-bench-") as home:
        for series in (*starts(Path(home), runs), *steps(Path(home), runs)):
            print(series.row())
    return 0


def environment(home: Path) -> dict[str, str]:
    """Return folders of their own for the runs."""
    names = ("DATA", "CONFIG", "CACHE", "STATE")
    return {"HOME": str(home), **{f"XDG_{name}_HOME": str(home / name.lower()) for name in names}}


def starts(home: Path, runs: int) -> list[Series]:
    """Time starts, each beside an empty app."""
    print(f"{'what':<26} {'median':>8} {'p95':>8} {'ratio':>6}   promise")
    script = home / "empty.py"
    script.write_text(EMPTY, encoding="utf-8")
    env = environment(home)
    companion = [sys.executable, "-m", "companion"]
    make_store(home, env)
    found = [Series(name) for name in ("empty app", "unlock ink", "unlock usable", "demo caseload")]
    for number in range(runs + 1):
        _, empty = start([sys.executable, str(script)], "READY", env)
        ink, usable = start([*companion, "--store", str(home / "store")], "[Pp]assphrase", env)
        _, demo = start([*companion, "demo"], CASELOAD, env)
        if number:  # the first run fills caches
            for series, value in zip(found, (empty, ink, usable, demo), strict=True):
                series.times.append(value)
                if series is not found[0]:
                    series.ratios.append(value / empty)
    return found


def make_store(home: Path, env: dict[str, str]) -> None:
    """Make an empty store."""
    import subprocess

    command = [sys.executable, "-m", "companion", "init", "--account", "bench", "--passphrase-file", "-"]
    subprocess.run(
        [*command, "--store", str(home / "store")], input="a phrase of several words", text=True, check=True,
        env={**os.environ, **env}, capture_output=True,
    )  # fmt: skip


def steps(home: Path, runs: int) -> list[Series]:
    """Time keys in the open demo."""
    chart, key, lock = Series("Enter to chart"), Series("key to paint"), Series("Ctrl+L to a clear screen")
    with Terminal([sys.executable, "-m", "companion", "demo"], columns=100, rows=30, env=environment(home)) as terminal:
        terminal.wait_for(CASELOAD)
        terminal.press("down")
        for _ in range(runs):
            chart.times.append(press(terminal, "enter", CHART))
            key.times.append(press(terminal, "2", CHART, gone=True))
            key.times.append(press(terminal, "1", CHART))
            press(terminal, "esc", CASELOAD)
        name = terminal.screen.display[5].split()[1]
        lock.times.append(press(terminal, "ctrl+l", re.escape(name), gone=True))
    return [chart, key, lock]


if __name__ == "__main__":
    sys.exit(main())
