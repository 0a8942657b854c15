"""Writes without end until it is killed; says what is saved only once the store said so.

One line of JSON each: first ``state``, everything found at opening; then one ``saved``
for each act that returned.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from companion.clock import Clock
from companion.sharing.files import Delivery
from companion.store.acts.answers import AssessmentIn, PatientIn, ScoreIn, TakeIn
from companion.store.acts.lines import Say
from companion.store.acts.meeting import SaveDraft, StartSession
from companion.store.acts.notes import Exported, KeepNote
from companion.store.acts.people import AddPatient
from companion.store.backup import back_up
from companion.store.database import Store
from companion.store.generations import read_current
from companion.store.records import meeting, notes, people
from companion.store.sql import Statement

ROWS = 30
PASSPHRASE = "a long and quiet sentence"
_BATCHES = Statement(
    "batches_whole",
    "select p.patient_key as key, (select count(*) from assessment a where a.patient_id = p.id) as sheets, "
    "(select count(*) from response r where r.patient_id = p.id) as answers, "
    "(select count(*) from score s where s.patient_id = p.id) as scores from patient p where p.patient_key like 'b%'",
    (),
    "test",
)


class Worker:
    """One life of the writing process."""

    def __init__(self, folder: Path, out: Path, life: int) -> None:
        self.out = out
        self.life = life
        self.count = 0
        self.store = self.open(folder)
        with self.store.read() as reader:
            found = people.patient_by_key(reader, "room")
        self.patient = (found or self.store.perform(AddPatient("room", "Kari Nordmann"))).id
        with self.store.read() as reader:
            session = meeting.open_session(reader, self.patient)
        self.session = session.id if session else self.store.perform(StartSession(self.patient)).id

    def open(self, folder: Path) -> Store:
        if (folder / "keys.json").exists():
            return Store.open(folder, PASSPHRASE, clock=Clock())
        return Store.create(folder, account="Ida", passphrase=PASSPHRASE, clock=Clock(), testing=True)

    def state(self) -> dict[str, Any]:
        with self.store.read() as reader:
            batches = {row.pop("key"): list(row.values()) for row in reader.ask(_BATCHES)}
            return {
                "lines": [line.text for line in meeting.contributions(reader, self.patient)],
                "batches": batches,
                "exports": {each.file_name: each.sha256 for each in notes.exports(reader, self.patient)},
                "notes": [version.text for version in notes.note_versions(reader, self.session)],
                "draft": meeting.drafts(reader, self.patient).get("talk", ""),
                "generation": read_current(self.store.folder).generation,
                "wrong": [wrong.text for wrong in self.store.verify()],
                "notices": [notice.text for notice in self.store.notices],
            }

    def fresh(self, kind: str) -> str:
        self.count += 1
        return f"{kind}{self.life}x{self.count}"

    def line(self) -> str:
        text = self.fresh("line") + " I laughed again today." * random.randint(1, 9)
        self.store.perform(Say(self.patient, self.session, text))
        return text

    def draft(self) -> str:
        text = self.fresh("draft")
        self.store.perform(SaveDraft(self.patient, "talk", text))
        return text

    def batch(self) -> str:
        key, first = self.fresh("b"), date(2024, 1, 1)
        sheets = [
            AssessmentIn(
                "gad7", "1", first + timedelta(days=day), (ScoreIn("total", 7.0),), patient_key=key, answers=(1.0,) * 7
            )
            for day in range(ROWS)
        ]
        self.store.perform(TakeIn(sheets, patients=(PatientIn(key),), file=f"{key}.csv"))
        return key

    def note(self) -> str:
        text = self.fresh("note")
        self.store.perform(KeepNote(self.session, "{}", text))
        return text

    def export(self) -> str:
        import hashlib

        name = f"{self.fresh('export')}.txt"
        text = f"{name}\n" * 500
        delivery = Delivery(self.out, [(name, text)])
        digest = hashlib.sha256(text.encode()).hexdigest()
        self.store.perform(Exported(self.patient, self.session, "patient", "txt", digest, name))
        delivery.publish()
        return name

    def phrase(self) -> str:
        self.store.change_passphrase(PASSPHRASE)  # another slot, opened by the same words
        return "changed"

    def code(self) -> str:
        self.store.set_code(self.fresh("code"))
        return "changed"

    def backup(self) -> str:
        name = self.fresh("backup")
        back_up(self.store, self.out / name)
        return name

    def renew(self) -> str:
        self.store.renew()
        return "renewed"

    def close(self) -> str:
        folder = self.store.folder
        self.store.close()
        self.store = self.open(folder)
        return "closed"


def say(kind: str, what: Any) -> None:
    print(json.dumps({kind: what}), flush=True)


def main() -> None:
    folder, out, life = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    random.seed(life)
    worker = Worker(folder, out, life)
    say("state", worker.state())
    acts: list[Callable[[], str]] = [worker.line] * 6 + [worker.draft] * 3
    acts += [worker.batch, worker.note, worker.export, worker.renew, worker.close]
    acts += [worker.phrase, worker.code, worker.backup]
    while True:
        act = random.choice(acts)
        say("begun", act.__name__)
        say("saved", [act.__name__, act()])


if __name__ == "__main__":
    main()
