"""Makes a large store of nobody: by default 5,000 patients, 10 million scores and 200,000 lines.

Run it from the checkout: ``python -m tests.bench.make_large FOLDER [--scores N] [--patients N]``.
The same seed makes the same people, answers and scores; only UUIDs differ. Its passphrase is printed.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

from companion.clinical.instruments import Catalogue, Instrument
from companion.clock import Clock
from companion.store.database import Store
from companion.store.sql import Statements
from companion.store.transaction import Transaction
from companion.workflow.catalogue import catalogue
from companion.workflow.registry import keep_definitions

PASSPHRASE = "a large store of nobody at all"
SEED = 20261123
PATIENTS, SCORES = 5_000, 10_000_000
SESSIONS, LINES = 20, 2
PEOPLE_AT_ONCE = 250
FORMS = ("phq9", "gad7", "pcl5", "mhc-sf", "wsas", "who5", "core-om")
FIRST = ["Anna", "Bjørn", "Cora", "David", "Elif", "Frida", "Goran", "Hanne", "Iris", "Jonas", "Kari", "Leif", "Maja",
         "Nils", "Olga", "Per", "Ragna", "Sven", "Tuva", "Ulf", "Vera", "Åse", "Ødger", "Yusuf", "Zara"]  # fmt: skip
LAST = [f"{start}{end}" for start in ("Berg", "Dal", "Ek", "Fjell", "Gran", "Hav", "Lund", "Moe", "Nes", "Strand")
        for end in ("", "by", "heim", "land", "li", "mo", "nes", "rud", "stad", "vik")]  # fmt: skip
WHO, WHAT = ("I", "We", "My neighbour"), ("went out", "slept better", "said no", "cooked again", "took a break")
SENTENCES = [f"{who} {what} {when}." for who in WHO for what in WHAT for when in ("twice", "on Sunday", "at last")]


@cache
def _sql() -> Statements:
    return Statements(Path(__file__).parent)


@dataclass(frozen=True, slots=True)
class AddNobody:
    """Adds people with everything about them.

    Attributes:
        after: How many there are already.
        people: How many come now.
        rounds: How often each has answered every form.
    """

    verb: ClassVar[str] = "import"
    after: int
    people: int
    rounds: int

    def write(self, tx: Transaction) -> None:
        """Write them."""
        forms = [_forms().get(name) for name in FORMS]
        common: dict[str, Any] = {"first": tx.mint_many(self.people)[0], "people": self.people}
        batch = tx.mint()
        _ask(tx, "people", after=self.after, seed=SEED, first_names=FIRST, last_names=LAST, batch_id=batch,
             added=tx.now, today=tx.today, **common)  # fmt: skip
        _ask(tx, "members", account_id=tx.account_id, since=tx.today, **common)
        self._sheets(tx, forms, batch, common)
        self._sessions(tx, common)
        read = self.people * self.rounds * len(forms)
        tx.run("import_batch_add", id=batch, way="import", file="large", format="made", taken=tx.now,
               account_id=tx.account_id, read=read, added=read, already_there=0, changed=0, rejected=0,
               patients_added=self.people)  # fmt: skip
        tx.about(ref=batch)

    def _sheets(self, tx: Transaction, forms: list[Instrument], batch: int, common: dict[str, Any]) -> None:
        sheets = self.people * self.rounds * len(forms)
        _ask(tx, "sheets", base=tx.mint_many(sheets)[0] - 1 if sheets else 0, rounds=self.rounds,
             ids=[form.id for form in forms], versions=[form.version for form in forms],
             items=[len(form.items) for form in forms], seed=SEED + self.after, today=tx.today, **common)  # fmt: skip
        _ask(tx, "assessments", batch_id=batch, taken=tx.now, account_id=tx.account_id)
        _ask(tx, "responses")
        scales = [(form.id, scale) for form in forms for scale in form.scales]
        ends = {"lows": [float(scale.low) for _, scale in scales], "highs": [float(scale.high) for _, scale in scales]}
        _ask(tx, "scores", forms=[form for form, _ in scales], scales=[scale.id for _, scale in scales], **ends)
        _ask(tx, "forget")

    def _sessions(self, tx: Transaction, common: dict[str, Any]) -> None:
        who = {**common, "account_id": tx.account_id}
        sessions = tx.mint_many(self.people * SESSIONS)[0] - 1
        _ask(tx, "sessions", base=sessions, sessions=SESSIONS, today=tx.today, **who)
        _ask(tx, "records", base=tx.mint_many(self.people * (SESSIONS - 1))[0] - 1, sessions_base=sessions,
             sessions=SESSIONS, now=tx.now, **who)  # fmt: skip
        _ask(tx, "lines", base=tx.mint_many(self.people * SESSIONS * LINES)[0] - 1, sessions_base=sessions,
             sessions=SESSIONS, lines=LINES, sentences=SENTENCES, seed=SEED + self.after, today=tx.today,
             **who)  # fmt: skip
        _ask(tx, "agreements", base=tx.mint_many(self.people)[0] - 1, text="Walk on Sundays", now=tx.now, **who)


@cache
def _forms() -> Catalogue:
    return catalogue()


def _ask(tx: Transaction, name: str, /, **values: Any) -> None:
    tx.ask(_sql()[f"large_{name}"], **values)


def scores_a_round() -> int:
    """Return how many scores one person's round of forms has."""
    return sum(len(_forms().get(name).scales) for name in FORMS)


def make(folder: Path, *, patients: int = PATIENTS, scores: int = SCORES, tell: Callable[[str], None] = print) -> None:
    """Make the store.

    Args:
        folder: Where; it must not be there yet.
        patients: How many people.
        scores: How many scores altogether; at least one round of forms each.
        tell: What is told how far it is.
    """
    rounds = max(1, round(scores / patients / scores_a_round()))
    store = Store.create(folder, account="bench", passphrase=PASSPHRASE, clock=Clock(), testing=True)
    try:
        keep_definitions(store, _forms(), FORMS)
        for after in range(0, patients, PEOPLE_AT_ONCE):
            people = min(PEOPLE_AT_ONCE, patients - after)
            store.perform(AddNobody(after, people, rounds))
            tell(f"{after + people:,} of {patients:,} people")
        store.renew()
    finally:
        store.close(quickly=True)


def main() -> int:
    """Make one from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--patients", type=int, default=PATIENTS)
    parser.add_argument("--scores", type=int, default=SCORES)
    given = parser.parse_args()
    start = time.perf_counter()
    make(given.folder, patients=given.patients, scores=given.scores)
    size = sum(path.stat().st_size for path in given.folder.glob("gen-*"))
    print(f"{time.perf_counter() - start:.0f} s, {size / 1e6:.0f} MB. Passphrase: {PASSPHRASE}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
