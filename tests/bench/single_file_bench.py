"""Times the starts of the built program side by side: first start, second start, the folder build.

    python -m companion.build --to dist
    python -m tests.bench.single_file_bench dist/companion-...-one-file dist/companion-...-x86_64

Prints a table: median, 95th percentile, and the ratio to the folder build, each pair of runs
back to back, since the speed of a shared machine drifts. `--version` is the start alone;
`demo` is the start to the painted caseload. The promise: a second start takes at most 1.3 times
as long as the folder build.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.bench.terminal_bench import CASELOAD, start

PROMISED = 1.3


def alone(command: list[str], env: dict[str, str]) -> float:
    """Return how long a start takes that shows no screen, in milliseconds."""
    began = time.perf_counter()
    subprocess.run([*command, "--version"], env={**os.environ, **env}, check=True, capture_output=True)
    return (time.perf_counter() - began) * 1000


def painted(command: list[str], env: dict[str, str]) -> float:
    """Return how long it takes to the painted caseload of made-up people, in milliseconds."""
    return start([*command, "demo"], CASELOAD, env)[1]


def row(name: str, times: list[float], others: list[float]) -> str:
    """Return one row of the table."""
    ordered = sorted(times)
    high = ordered[min(len(ordered) - 1, round(0.95 * (len(ordered) - 1)))]
    ratio = statistics.median(mine / its for mine, its in zip(times, others, strict=False))
    return f"{name:<34} {statistics.median(times):8.0f} {high:8.0f} {ratio:7.2f}   n={len(ordered)}"


def compare(what: str, measure: Callable[[list[str], dict[str, str]], float], file: Path, folder: Path, runs: int,
            env: dict[str, str]) -> float:  # fmt: skip
    """Print the rows of one way to start; return the ratio of a second start to the folder build."""
    program, home = [str(folder / "companion")], Path(env["XDG_DATA_HOME"])
    measure(program, env)
    measure([str(file)], env)
    seconds, folders = [], []
    for _ in range(runs):
        folders.append(measure(program, env))
        seconds.append(measure([str(file)], env))
    firsts = []
    for _ in range(max(3, runs // 5)):
        shutil.rmtree(home / "companion/program")
        firsts.append(measure([str(file)], env))
    print(row(f"folder build, {what}", folders, folders))
    print(row(f"single file, second start, {what}", seconds, folders))
    print(row(f"single file, first start, {what}", firsts, folders), flush=True)
    return statistics.median(mine / its for mine, its in zip(seconds, folders, strict=True))


def main() -> None:
    """Run both ways to start and say whether the promise holds."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--runs", type=int, default=21)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="companion-bench-") as place:
        env = {
            "HOME": place,
            **{f"XDG_{name}_HOME": f"{place}/{name}" for name in ("DATA", "CACHE", "CONFIG", "STATE")},
        }
        file, folder = chosen.file.absolute(), chosen.folder.absolute()
        print(f"{'':<34} {'median':>8} {'95 %':>8} {'ratio':>7}   milliseconds")
        ratios = [
            compare("--version", alone, file, folder, chosen.runs, env),
            compare("demo to caseload", painted, file, folder, chosen.runs, env),
        ]
    for ratio in ratios:
        kept = "kept" if ratio <= PROMISED else "NOT kept"
        print(f"second start {ratio:.2f} x the folder build, promised {PROMISED}: {kept}")


if __name__ == "__main__":
    main()
