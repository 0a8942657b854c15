"""Times what a person waits for, in a real terminal, beside an empty Textual app in the same run.

    python -m tests.bench.terminal_bench            start, caseload, chart, keys, lock
    python -m tests.bench.terminal_bench --runs 21

Prints a table: median, 95th percentile, processor time and, for starts, the ratio to the
empty app, each pair of runs back to back, since the speed of a shared machine drifts.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.bench.table import Promise, Series, show
from tests.end_to_end.terminal import KEYS, Terminal

EMPTY = """
from textual.app import App
from textual.widgets import Static


class Empty(App):
    def compose(self):
        yield Static("READY")


Empty().run()
"""
CASELOAD = r"patients? .*search"
CHART = r"^ *0 ┤|└─"
COMPANION = (sys.executable, "-m", "companion")
KEY = Promise(35)
SETTLED = 2.5
"""Seconds a person looks at the caseload, and at a chart, before the next key."""


def processor(pid: int) -> float:
    """Return the processor milliseconds of a process that still runs; its ended threads by the hundredth second."""
    ended = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(ended[11]) + int(ended[12])) * 1000 / os.sysconf("SC_CLK_TCK")


def memory(pid: int) -> float:
    """Return the megabytes a process holds now."""
    pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def start(
    command: Sequence[str],
    pattern: str,
    env: dict[str, str],
    *,
    weigh: list[float] | None = None,
    then: list[float] | None = None,
) -> tuple[float, float, float]:
    """Start a program; return when its first character and its useful screen came, and what it used till then.

    `weigh` takes the megabytes it holds a moment later; `then` takes the
    milliseconds a key takes that is pressed as soon as the screen is there.
    """
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
                came, used = terminal.stamp - began, processor(terminal.pid)
                if then is not None:
                    then.append(at_once(terminal))
                if weigh is not None:
                    terminal.settle(1.0)
                    weigh.append(memory(terminal.pid))
                return ink * 1000, came * 1000, used
        raise SystemExit(f"/{pattern}/ did not come:\n{terminal.text}")


def press(terminal: Terminal, key: str, pattern: str, *, gone: bool = False) -> tuple[float, float]:
    """Press a key; return the milliseconds to the screen with (or without) the pattern, and those used."""
    terminal.settle(0.3)
    wanted = re.compile(pattern, re.MULTILINE)
    assert bool(wanted.search(terminal.text)) is gone, f"/{pattern}/ before {key!r}:\n{terminal.text}"
    used, began = processor(terminal.pid), time.perf_counter()
    os.write(terminal.master, KEYS.get(key, key).encode())
    while time.perf_counter() - began < 20:
        if terminal.read(0.01) and bool(wanted.search(terminal.text)) is not gone:
            return (terminal.stamp - began) * 1000, processor(terminal.pid) - used
    raise SystemExit(f"/{pattern}/ after {key!r}:\n{terminal.text}")


def answer(terminal: Terminal, key: str) -> tuple[float, float]:
    """Press a key that paints something; return the milliseconds to the last of its bytes, and those used till then.

    A picture may come in parts: the effect is painted when the last one has come.
    """
    terminal.settle(0.3)
    used, began = processor(terminal.pid), time.perf_counter()
    os.write(terminal.master, KEYS.get(key, key).encode())
    assert terminal.read(10), f"{key!r} painted nothing"
    terminal.settle(0.3)
    return (terminal.stamp - began) * 1000, processor(terminal.pid) - used


def at_once(terminal: Terminal) -> float:
    """Press a key without waiting; return the milliseconds to its picture."""
    began = time.perf_counter()
    os.write(terminal.master, KEYS["down"].encode())
    second = re.compile(r"^ *▸ (?!Aino)", re.MULTILINE)
    while not second.search(terminal.text):
        assert time.perf_counter() - began < 20, terminal.text
        terminal.read(0.01)
    return (terminal.stamp - began) * 1000


def environment(home: Path) -> dict[str, str]:
    """Return folders of their own for the runs, with compiled modules as an installed program has them."""
    names = ("DATA", "CONFIG", "CACHE", "STATE")
    compiled = {"PYTHONPYCACHEPREFIX": str(home / "compiled"), "PYTHONDONTWRITEBYTECODE": ""}
    return {"HOME": str(home), **compiled, **{f"XDG_{name}_HOME": str(home / name.lower()) for name in names}}


def starts(home: Path, runs: int) -> list[Series]:
    """Time starts, each beside an empty app."""
    script = home / "empty.py"
    script.write_text(EMPTY, encoding="utf-8")
    env = environment(home)
    make_store(home, env)
    found = [
        Series("empty Textual app"),
        Series("start to first ink", Promise(1.5, "ratio")),
        Series("start to a usable unlock screen", Promise(1.8, "ratio")),
        Series("companion demo to the painted caseload", Promise(2.0, "ratio")),
        Series("companion demo to the effect of a key pressed at once"),
    ]
    for number in range(runs + 1):
        _, empty, alone = start([sys.executable, str(script)], "READY", env)
        ink, usable, unlock = start([*COMPANION, "--store", str(home / "store")], "[Pp]assphrase", env)
        keyed: list[float] = []
        _, demo, whole = start([*COMPANION, "demo"], CASELOAD, env, then=keyed)
        if number:  # the first run fills caches
            taken = ((empty, alone), (ink, unlock), (usable, unlock), (demo, whole), (demo + keyed[0],))
            for series, one in zip(found, taken, strict=True):
                series.add(*one)
                if series is not found[0]:
                    series.ratios.append(one[0] / empty)
    return found


def make_store(home: Path, env: dict[str, str]) -> None:
    """Make an empty store, unless there is one."""
    if (home / "store" / "keys.json").exists():
        return
    command = [*COMPANION, "init", "--account", "bench", "--passphrase-file", "-"]
    subprocess.run(
        [*command, "--store", str(home / "store")], input="a phrase of several words", text=True, check=True,
        env={**os.environ, **env}, capture_output=True,
    )  # fmt: skip


class Keys:
    """Times keys in an open caseload.

    Args:
        of: What store, for the names.
    """

    def __init__(self, of: str) -> None:
        self.chart = Series(f"Enter on a patient to the chart, {of}", Promise(120))
        self.moving = Series(f"up, down in the caseload, {of}", KEY)
        self.area = Series(f"up, down in Look, {of}", KEY)
        self.point = Series(f"left, right on the chart, {of}", KEY)
        self.hurried = Series(f"a digit, at once after opening, {of}", KEY)
        self.first = Series(f"a digit to a step not seen yet, {of}", KEY)
        self.again = Series(f"a digit to a step seen before, {of}", KEY)
        self.page = Series(f"why, moment, note, event, plan, {of}", KEY)
        self.help = Series(f"F1, {of}", KEY)
        self.palette = Series(f"Ctrl+P, {of}", KEY)
        self.typing = Series(f"a letter in the search, {of}", KEY)
        self.lock = Series(f"Ctrl+L to a cleared screen, {of}", Promise(50))

    @property
    def all(self) -> list[Series]:
        """Every series."""
        return [value for value in vars(self).values() if isinstance(value, Series)]

    def run(self, terminal: Terminal, runs: int, *, before_lock: Callable[[int], object] = abs) -> None:
        """Press every key `runs` times, and lock at the end; `before_lock` is told the process."""
        time.sleep(SETTLED)
        for number in range(runs):
            self.moving.add(*answer(terminal, "down"))
            self.moving.add(*answer(terminal, "down" if number % 2 else "up"))
            self.patient(terminal)
            self.search(terminal)
        before_lock(terminal.pid)
        self.lock.add(*press(terminal, "ctrl+l", CASELOAD, gone=True))

    def patient(self, terminal: Terminal) -> None:
        """Open the patient and hurry on; open again, look at the chart, go through the steps, and back."""
        self.chart.add(*press(terminal, "enter", CHART))
        self.hurried.add(*press(terminal, "2", CHART, gone=True))
        press(terminal, "esc", CASELOAD)
        self.chart.add(*press(terminal, "enter", CHART))
        time.sleep(SETTLED)
        for key in ("down", "up"):
            self.area.add(*answer(terminal, key))
        self.point.add(*answer(terminal, "left"))
        terminal.press("esc")
        for step in ("2", "5"):
            self.first.add(*press(terminal, step, CHART, gone=True))
            self.again.add(*press(terminal, "1", CHART))
        pages = [(self.page, key) for key in "ymne!"]
        for series, key in (*pages, (self.help, "f1"), (self.palette, "ctrl+p")):
            series.add(*answer(terminal, key))
            terminal.press("esc")
        press(terminal, "esc", CASELOAD)

    def search(self, terminal: Terminal) -> None:
        """Type in the search, and forget it."""
        terminal.press("/")
        for letter in "an":
            self.typing.add(*answer(terminal, letter))
        terminal.press("esc")


def machine() -> Series:
    """Time one fixed piece of work after a rest, as after a key: how even the machine itself is."""
    found = Series("a fixed piece of work, for how even the machine is")
    for _ in range(60):
        time.sleep(0.1)
        began = time.perf_counter()
        sum(len(str(number)) for number in range(60_000))
        found.add((time.perf_counter() - began) * 1000)
    return found


def demo_keys(home: Path, runs: int) -> list[Series]:
    """Time keys in the open demo."""
    keys = Keys("demo")
    with Terminal([*COMPANION, "demo"], columns=100, rows=30, env=environment(home)) as terminal:
        terminal.wait_for(CASELOAD)
        keys.run(terminal, runs)
    return [*keys.all, machine()]


def main() -> int:
    """Run everything and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=11)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory(prefix="companion-bench-") as home:
        show("Starts", starts(Path(home), runs))
        show("Keys", demo_keys(Path(home), runs))
    return 0


if __name__ == "__main__":
    sys.exit(main())
