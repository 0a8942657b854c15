"""Times the start and weighs the memory beside an empty Textual app and Harlequin, in turns in one run.

    python -m tests.bench.beside_bench --harlequin ~/.venvs/harlequin/bin/harlequin

Harlequin is a SQL editor on Textual and DuckDB, the nearest of its kind. It is no part of
this project: install it from its package into an environment of its own
(`python3 -m venv FOLDER && FOLDER/bin/pip install harlequin`).
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

from tests.bench.table import Promise, Series, show
from tests.bench.terminal_bench import CASELOAD, COMPANION, EMPTY, environment, make_store, start

HARLEQUIN = r"Run Query"
"""On its screen once a query can be written."""


def beside(home: Path, harlequin: str, runs: int) -> list[Series]:
    """Start each in turn; the first round fills caches and does not count."""
    script = home / "empty.py"
    script.write_text(EMPTY, encoding="utf-8")
    env = environment(home)
    make_store(home, env)
    store = ["--store", str(home / "store")]
    several = (
        ("empty Textual app", [sys.executable, str(script)], "READY", None),
        ("Companion, the unlock screen", [*COMPANION, *store], "[Pp]assphrase", Promise(1.8, "ratio")),
        ("Companion, the made-up people", [*COMPANION, "demo"], CASELOAD, Promise(2.0, "ratio")),
        ("Harlequin", [harlequin], HARLEQUIN, None),
    )
    ink = {name: Series(f"{name}: first ink") for name, *_ in several}
    usable = {name: Series(f"{name}: usable", promise) for name, _, _, promise in several}
    held = {name: Series(f"{name}: memory (MB)") for name, *_ in several}
    for number in range(runs + 1):
        empty = 0.0
        for name, command, pattern, _ in several:
            weight: list[float] = []
            first, whole, cpu = start(command, pattern, env, weigh=weight)
            empty = empty or whole
            if number:
                ink[name].add(first)
                usable[name].add(whole, cpu)
                held[name].add(weight[0])
                for series, time in ((ink[name], first), (usable[name], whole)):
                    series.ratios.append(time / empty)
    return [series for name, *_ in several for series in (ink[name], usable[name], held[name])]


def main() -> int:
    """Run and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--harlequin", default=shutil.which("harlequin"), help="where its command is")
    parser.add_argument("--runs", type=int, default=9)
    given = parser.parse_args()
    if not given.harlequin:
        parser.error("Harlequin is not installed; say where it is with --harlequin")
    with tempfile.TemporaryDirectory(prefix="companion-bench-") as home:
        show("Start and memory, beside others", beside(Path(home), given.harlequin, given.runs))
    return 0


if __name__ == "__main__":
    sys.exit(main())
