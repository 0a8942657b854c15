"""Every promise of design, section 8, measured in one run and printed in one table.

python -m tests.bench                   all of it: about eight minutes with the large stores
python -m tests.bench --quick           starts, keys, the line to the disk and the note to PDF only
python -m tests.bench --keep FOLDER     make the large stores there once and use them again
python -m tests.bench --harlequin FILE  where Harlequin's command is, to be started beside ours
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.bench import line_bench
from tests.bench.beside_bench import beside
from tests.bench.large_bench import curve
from tests.bench.table import Promise, Series, show
from tests.bench.terminal_bench import demo_keys, starts

BENCH = [sys.executable, "-m"]


def told(module: str) -> Any:
    """Run a benchmark that prints one line of JSON, in a process of its own, and return what it says."""
    done = subprocess.run([*BENCH, module], check=True, capture_output=True, text=True)
    return json.loads(done.stdout.strip().splitlines()[-1])


def store_series(runs: int) -> list[Series]:
    """Measure the line to the disk, opening, and a new generation; each run is a process of its own."""
    line = Series("a line of the note to the disk", Promise(20, "median"))
    others = {
        "open_fresh": Series("opening a store, without the passphrase's half second"),
        "new_generation": Series("a new generation of a small store"),
        "close_quickly": Series("closing the store at a lock"),
    }
    for _ in range(runs):
        found = told("tests.bench.store_bench")
        line.add(found["line_median"])
        others["open_fresh"].add(max(0.0, found["open_fresh"] - found["passphrase"]))
        for name in ("new_generation", "close_quickly"):
            others[name].add(found[name])
    return [line, *others.values()]


def note_series() -> list[Series]:
    """Measure a note on its way to a PDF."""
    found = told("tests.bench.note_bench")
    made = [
        Series("a note to PDF, from the store to the bytes", Promise(150)),
        Series("the first PDF of a start, Typst loaded for it", Promise(150)),
        Series("a note of five pages to PDF", Promise(150)),
    ]
    for series, name in zip(made, ("warm", "first", "long"), strict=True):
        for time in found[name]:
            series.add(time)
    return made


def import_series() -> list[Series]:
    """Measure a million rows of CSV."""
    found = told("tests.bench.import_bench")["import"]
    series = Series("1 million rows of CSV taken in (s)", Promise(12, "median", "s"))
    series.add(found["wall"], found["cpu"] * 1000)
    return [series]


def main() -> int:
    """Run everything and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--quick", action="store_true", help="leave out the large stores and the import")
    parser.add_argument("--keep", type=Path, help="make the large stores here, once")
    parser.add_argument("--harlequin", default=shutil.which("harlequin"), help="where its command is")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="companion-bench-") as place:
        home = Path(place)
        show("Starts, each beside an empty Textual app", starts(home, given.runs))
        show("Keys in the demo, 100 by 30", demo_keys(home, given.runs))
        line_bench.tell(*line_bench.measure(home, given.runs))
        if given.harlequin:
            show("Start and memory, beside others", beside(home, given.harlequin, given.runs))
        show("Store", store_series(3))
        show("The note to PDF", note_series())
        if not given.quick:
            show("Import", import_series())
            show("Size", curve(home, given.keep or home, given.runs))
    return 0


if __name__ == "__main__":
    sys.exit(main())
