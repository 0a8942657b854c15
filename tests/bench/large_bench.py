"""Times a store of 5,000 patients, 10 million scores and 200,000 lines, and smaller ones for the curve.

python -m tests.bench.large_bench                          makes the stores first (two minutes)
python -m tests.bench.large_bench --keep FOLDER            makes them there once and uses them again
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from functools import partial
from pathlib import Path

from tests.bench.make_large import PASSPHRASE, PATIENTS, SCORES, make
from tests.bench.table import Promise, Series, show
from tests.bench.terminal_bench import CASELOAD, COMPANION, Keys, environment, memory, press
from tests.end_to_end.terminal import Terminal

CURVE = {"1,000 scores": (5, 1_000), "100,000 scores": (50, 100_000), "10 million scores": (PATIENTS, SCORES)}


def most_memory(pid: int) -> float:
    """Return the most megabytes a process has held."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")) * 1024 / 1e6


def weigh(held: Series, most: Series, pid: int) -> None:
    """Keep how much memory a process holds and has held."""
    held.add(memory(pid))
    most.add(most_memory(pid))


def unlock(terminal: Terminal) -> tuple[float, float]:
    """Type the passphrase; return the milliseconds from its Enter to the painted caseload, and those used."""
    terminal.wait_for("[Pp]assphrase")
    terminal.settle(1.5)  # somebody types meanwhile
    terminal.type(PASSPHRASE)
    return press(terminal, "enter", CASELOAD)


def leave(terminal: Terminal) -> None:
    """Close the program; a store that was not closed is looked through in a process of its own first."""
    os.write(terminal.master, b"\x11")
    terminal.wait_end()


def one(store: Path, name: str, home: Path, runs: int, *, biggest: bool) -> list[Series]:
    """Open one store several times, and press keys in it the last time."""
    keys = Keys(name)
    opened = Series(f"Enter after the passphrase to the caseload, {name}", Promise(400, "median") if biggest else None)
    held = Series(f"memory at work, {name} (MB)", Promise(350, "median", "MB") if biggest else None)
    most = Series(f"most memory ever, {name} (MB)")
    for number in range(runs):
        command = [*COMPANION, "--store", str(store)]
        with Terminal(command, columns=100, rows=30, env=environment(home)) as terminal:
            opened.add(*unlock(terminal))
            if number == runs - 1:
                terminal.press("down")
                keys.run(terminal, runs, before_lock=partial(weigh, held, most))
            leave(terminal)
    return [opened, keys.chart, keys.moving, keys.area, keys.typing, keys.lock, held, most]


def curve(home: Path, stores: Path, runs: int) -> list[Series]:
    """Measure every size; a store that is there already is used as it is."""
    found: list[Series] = []
    for name, (patients, scores) in CURVE.items():
        folder = stores / f"{patients}-{scores}"
        if not (folder / "keys.json").exists():
            make(folder, patients=patients, scores=scores, tell=lambda text: print(text, end="\r", file=sys.stderr))
        found += one(folder, name, home, runs, biggest=scores == SCORES)
    return found


def main() -> int:
    """Run and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--keep", type=Path, help="make the stores here, once")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="companion-bench-") as home:
        show("Size", curve(Path(home), given.keep or Path(home), given.runs))
    return 0


if __name__ == "__main__":
    sys.exit(main())
