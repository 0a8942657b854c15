"""Times keys over a slow line: 256 kbit/s, 100 ms there and back, as a distant Citrix or PuTTY has it.

    python -m tests.bench.line_bench

The line is a reader that takes 32,000 bytes a second from the program's terminal, so that the
program also waits when the line is full. The 100 ms no program can save are added at the end
and not held against a promise. `bytes` is what one key sends. A picture comes from the top down:
where it begins to come, one sees that the key was taken (the list's cursor, the step's name).
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
from pathlib import Path

from tests.bench.table import Promise, Series, show
from tests.bench.terminal_bench import CASELOAD, COMPANION, SETTLED, environment
from tests.end_to_end.terminal import KEYS, Terminal

RATE = 32_000
"""Bytes a second: 256 kbit/s."""
DELAY = 100.0
"""Milliseconds there and back."""
CHUNK = 256
KEY = Promise(35)


class Line(Terminal):
    """A terminal at the end of a slow line."""

    def read(self, wait: float, most: int = CHUNK) -> bool:
        """Take what the line carries in the time it takes."""
        before = len(self.raw)
        came = super().read(wait, most)
        time.sleep((len(self.raw) - before) / RATE)
        if came:
            self.stamp = time.perf_counter()
        return came


def answer(line: Line, key: str, times: Series, begins: Series, sizes: list[int]) -> None:
    """Press a key; keep the milliseconds to the first and the last bytes of its picture, and how many there were."""
    line.settle(0.4)
    sent, began = len(line.raw), time.perf_counter()
    os.write(line.master, KEYS.get(key, key).encode())
    assert line.read(10), f"{key!r} painted nothing"
    begins.add((line.stamp - began) * 1000)
    line.settle(0.4)
    times.add((line.stamp - began) * 1000)
    sizes.append(len(line.raw) - sent)


def measure(home: Path, runs: int) -> tuple[list[Series], dict[str, list[int]]]:
    """Press keys in the demo over the line."""
    keys = (
        ("down in the caseload", "down", KEY),
        ("Enter on a patient", "enter", Promise(120)),
        ("down in Look", "down", KEY),
        ("left on the chart", "left", KEY),
        ("a step", "3", KEY),
        ("Look again", "1", KEY),
        ("F1", "f1", KEY),
    )
    found = {name: Series(f"{name}, 256 kbit/s", promise) for name, _, promise in keys}
    begins = {name: Series(f"{name}, until it begins to come") for name, _, _ in keys}
    sizes: dict[str, list[int]] = {name: [] for name, _, _ in keys}
    with Line([*COMPANION, "demo"], columns=80, rows=24, env=environment(home)) as line:
        line.wait_for(CASELOAD)
        time.sleep(SETTLED)
        for number in range(runs + 1):
            for name, key, _ in keys:
                kept = (found[name], begins[name]) if number else (Series(""), Series(""))
                answer(line, key, *kept, sizes[name])
                if name == "left on the chart":
                    line.press("esc")
            line.press("esc")
            line.press("esc")
            line.wait_for(CASELOAD)
    return [*found.values(), *begins.values()], sizes


def main() -> int:
    """Run and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=7)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="companion-bench-") as home:
        tell(*measure(Path(home), given.runs))
    return 0


def tell(found: list[Series], sizes: dict[str, list[int]]) -> None:
    """Print the table, and what a key sends."""
    show(f"Keys over 256 kbit/s at 80 by 24; {DELAY:.0f} ms of the line come on top", found)
    for name, several in sizes.items():
        print(f"{name:<28} {statistics.median(several):7.0f} bytes")


if __name__ == "__main__":
    raise SystemExit(main())
