"""What every benchmark hands back, and the one table it is printed in."""

from __future__ import annotations

import statistics
from collections.abc import Iterable
from dataclasses import dataclass, field

HEAD = f"{'what':<44} {'median':>9} {'p95':>9} {'cpu':>7} {'ratio':>6}  {'promise':<14} {'kept':<4} n"


@dataclass(frozen=True, slots=True)
class Promise:
    """What design, section 8, promises.

    Attributes:
        limit: The most it may be.
        of: What is held against it: `median`, `p95` or `ratio`.
        unit: As it is printed.
    """

    limit: float
    of: str = "p95"
    unit: str = "ms"

    def __str__(self) -> str:
        return f"{self.limit:g} x" if self.of == "ratio" else f"{self.limit:g} {self.unit} {self.of}"


@dataclass
class Series:
    """One thing measured several times.

    Attributes:
        name: What it is.
        promise: What it is held against, if anything.
        times: What was measured, in the promise's unit, milliseconds unless it says otherwise.
        cpu: Processor milliseconds of the program meanwhile, which a busy machine disturbs less.
        ratios: Each time divided by that of the empty app in the same pair of runs.
    """

    name: str
    promise: Promise | None = None
    times: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    ratios: list[float] = field(default_factory=list)

    def add(self, time: float, cpu: float | None = None) -> None:
        """Keep one measurement."""
        self.times.append(time)
        if cpu is not None:
            self.cpu.append(cpu)

    @property
    def p95(self) -> float:
        """The 95th percentile; of fewer than twenty, the worst."""
        ordered = sorted(self.times)
        return ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]

    @property
    def found(self) -> float:
        """What is held against the promise."""
        if self.promise is not None and self.promise.of == "p95":
            return self.p95
        if self.promise is not None and self.promise.of == "ratio":
            return statistics.median(self.ratios)
        return statistics.median(self.times)

    def row(self) -> str:
        """Return one row of the table."""
        cpu = f"{statistics.median(self.cpu):7.0f}" if self.cpu else " " * 7
        ratio = f"{statistics.median(self.ratios):6.2f}" if self.ratios else " " * 6
        kept = "" if self.promise is None else "yes" if self.found <= self.promise.limit else "NO"
        promise = "" if self.promise is None else str(self.promise)
        middle = statistics.median(self.times)
        return f"{self.name:<44} {middle:9.1f} {self.p95:9.1f} {cpu} {ratio}  {promise:<14} {kept:<4} {len(self.times)}"


def show(title: str, found: Iterable[Series]) -> None:
    """Print one part of the table."""
    print(f"\n{title}\n{HEAD}")
    for series in found:
        if series.times:
            print(series.row(), flush=True)
