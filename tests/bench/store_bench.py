"""Measures the store: a line to the disk, opening, reading, a new generation, a passphrase.

Run it from the checkout: ``python -m tests.bench.store_bench``. One line of JSON; times in
milliseconds. ``fsync`` is what the disk itself takes, to be taken off when comparing machines.
"""

from __future__ import annotations

import json
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from companion.clock import Clock
from companion.store.acts.lines import Say
from companion.store.acts.meeting import StartSession
from companion.store.acts.people import AddPatient
from companion.store.database import Store
from companion.store.records import meeting
from companion.store.slots import STANDARD, stretch

PASSPHRASE = "a long and quiet sentence"
LINES = 300


def took(act: Callable[[], object]) -> float:
    """Return how long something took, in milliseconds."""
    start = time.perf_counter()
    act()
    return (time.perf_counter() - start) * 1000


def fsync_alone(folder: Path) -> float:
    """Return the median of appending 500 bytes and waiting for the disk."""
    with (folder / "plain").open("ab") as file:

        def append() -> None:
            file.write(bytes(500))
            file.flush()
            os.fsync(file.fileno())

        return statistics.median(took(append) for _ in range(100))


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "store"
        clock = Clock()
        store = Store.create(folder, account="Ida", passphrase=PASSPHRASE, clock=clock)
        patient = store.perform(AddPatient("1", "Kari Nordmann")).id
        session = store.perform(StartSession(patient)).id
        lines = [Say(patient, session, f"I laughed again, {number}.") for number in range(LINES)]
        times = [took(partial(store.perform, line)) for line in lines]

        def read() -> None:
            with store.read() as reader:
                meeting.contributions(reader, patient)

        found = {
            "line_median": statistics.median(times),
            "line_p95": sorted(times)[int(LINES * 0.95)],
            "fsync": fsync_alone(Path(place)),
            f"read_{LINES}_lines": statistics.median(took(read) for _ in range(20)),
            "close_quickly": took(lambda: store.close(quickly=True)),
            "passphrase": statistics.median(took(lambda: stretch(PASSPHRASE, bytes(16), STANDARD)) for _ in range(5)),
        }
        opened: list[Store] = []
        found[f"open_with_{LINES}_in_log"] = took(lambda: opened.append(Store.open(folder, PASSPHRASE, clock=clock)))
        found["new_generation"] = took(opened[0].renew)
        opened[0].close()
        opened.clear()
        found["open_fresh"] = took(lambda: opened.append(Store.open(folder, PASSPHRASE, clock=clock)))
        opened[0].close()
    print(json.dumps({name: round(value, 2) for name, value in found.items()}))


if __name__ == "__main__":
    main()
