"""Measures a note of a session on its way to a PDF, the log entry and the file on the disk left out.

Run it from the checkout: ``python -m tests.bench.note_bench``. One line of JSON; times in milliseconds.
``first`` is the first PDF of a process, each in a process of its own, Typst loaded for it; ``warm`` are
notes of a made-up person from the store to the bytes, all different, since Typst remembers what it set
before. ``long`` is a note of five pages.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from companion.clock import Clock
from companion.paths import fixtures_folder
from companion.sharing.document import Document, Entry, Part
from companion.sharing.readers import Shared, pages
from companion.sharing.writers import written
from companion.store.database import Store
from companion.workflow.catalogue import catalogue
from companion.workflow.desk import Desk
from companion.workflow.room import Room
from companion.workflow.stories import read_stories
from companion.workflow.story_loading import load_stories

WARM, FIRST = 40, 9
_FIRST = """
import time
from companion.sharing.writers import written
from companion.sharing.document import Document, Entry, Part
parts = tuple(Part(f"Part {n}", (Entry("I laughed again.", "Patient"),) * 3) for n in range(6))
start = time.perf_counter()
written(Document("Session note", ("Session 1",), parts), "pdf")
print((time.perf_counter() - start) * 1000)
"""


def note_of(room: Room, number: int) -> bytes:
    """Write the note of one session as the record gets it."""
    session = room.facts.sessions[number % len(room.facts.sessions)]
    note = room.note.note(session, hide_only_us=True)
    page, _ = pages(Shared(note, session, room.patient, room.language), "record")
    return written(page, "pdf")


def long_note(number: int) -> bytes:
    """Write a note of five pages."""
    lines = tuple(Entry(f"I laughed again, number {number} and {line}. " * 3, "Patient") for line in range(90))
    return written(Document("Session note", ("Session 1",), (Part("What has changed", lines),)), "pdf")


def first_note() -> float:
    """Write the first PDF of a fresh process and return how long it took."""
    done = subprocess.run([sys.executable, "-c", _FIRST], capture_output=True, text=True, check=True)
    return float(done.stdout)


def main() -> None:
    """Measure and print."""
    clock = Clock()
    with (
        tempfile.TemporaryDirectory() as place,
        Store.create_with_key(Path(place) / "store", bytes(32), account="demo", clock=clock) as store,
    ):
        load_stories(store, read_stories(fixtures_folder() / "people", clock.today()), catalogue())
        desk = Desk(store, is_demo=True)
        room = desk.room(desk.find("1042").id)
        note_of(room, 0)  # what any look at the note has loaded, and Typst
        warm, long = [], []
        for number in range(1, WARM + 1):
            start = time.perf_counter()
            note_of(room, number)
            warm.append((time.perf_counter() - start) * 1000)
        for number in range(WARM // 2):
            start = time.perf_counter()
            long_note(number)
            long.append((time.perf_counter() - start) * 1000)
    print(json.dumps({"first": [first_note() for _ in range(FIRST)], "warm": warm, "long": long}))


if __name__ == "__main__":
    main()
