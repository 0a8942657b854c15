"""Measures an import end to end: a file of a million PHQ-9 answer sheets into an encrypted store.

Run it from the checkout: ``python -m tests.bench.import_bench [rows] [patients]``. One line of
JSON: wall-clock seconds of the whole and of each step, processor seconds (which a busy machine
disturbs less), the most memory used (MB), and whether the same file again adds nothing.
"""

from __future__ import annotations

import json
import random
import resource
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from companion.clock import Clock
from companion.store.database import Store
from companion.workflow.desk import Desk
from companion.workflow.intaking import take_in

ROWS = 1_000_000
PATIENTS = 5_000
ITEMS = 9
FIRST = date(2016, 1, 1)
DAYS = 3_800


def write_file(path: Path, rows: int, patients: int) -> None:
    """Write made-up PHQ-9 sheets, one a row."""
    chance = random.Random(20261123)
    days = [str(FIRST + timedelta(days=day)) for day in range(DAYS)]
    with path.open("w", encoding="utf-8") as file:
        file.write("patient,date,instrument,respondent," + ",".join(f"item{n}" for n in range(1, ITEMS + 1)) + "\n")
        for row in range(rows):
            answers = ",".join(chance.choices("0123", k=ITEMS))
            file.write(f"P{row % patients:05d},{days[chance.randrange(DAYS)]},phq9,self,{answers}\n")


class Stopwatch:
    """Keeps when each share of the work was reached, and the longest silence between two."""

    def __init__(self) -> None:
        self.start = self.last = time.perf_counter()
        self.shares: list[tuple[float, float]] = []
        self.silence = 0.0

    def __call__(self, share: float) -> None:
        """Keep one share."""
        now = time.perf_counter()
        self.silence, self.last = max(self.silence, now - self.last), now
        self.shares.append((round(share, 3), round(now - self.start, 2)))


def peak() -> float:
    """Return the most memory this process has used, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure(desk: Desk, file: Path) -> dict[str, object]:
    """Import once and return what it took."""
    watch, cpu = Stopwatch(), time.process_time()
    report = take_in(desk, file, progress=watch)
    return {
        "wall": round(time.perf_counter() - watch.start, 2),
        "cpu": round(time.process_time() - cpu, 2),
        "longest_silence": round(watch.silence, 2),
        "peak_mb": round(peak()),
        "added": report.added,
        "already_there": report.already_there,
        "changed": report.changed,
        "steps": watch.shares[:: max(1, len(watch.shares) // 12)],
    }


def main(rows: int = ROWS, patients: int = PATIENTS) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as place:
        file = Path(place) / "answers.csv"
        write_file(file, rows, patients)
        with Store.create_with_key(Path(place) / "store", bytes(32), account="bench", clock=Clock()) as store:
            desk = Desk(store)
            found: dict[str, object] = {"rows": rows, "base_mb": round(peak()), "import": measure(desk, file)}
            found["again"] = measure(desk, file)
            print(json.dumps(found))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
