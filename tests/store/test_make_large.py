"""The large store of nobody is one the program can read."""

from __future__ import annotations

from pathlib import Path

from companion.clock import Clock
from companion.workflow.desk import unlock
from tests.bench.make_large import LINES, PASSPHRASE, SESSIONS, make, scores_a_round


def test_everybody_in_it_can_be_opened(tmp_path: Path) -> None:
    make(tmp_path / "store", patients=3, scores=3 * 2 * scores_a_round(), tell=lambda _: None)
    desk = unlock(tmp_path / "store", PASSPHRASE, clock=Clock())
    try:
        rows = desk.caseload()
        assert len(rows) == 3
        for row in rows:
            room = desk.room(row.patient.id)
            assert len(room.look.review().rows) > 0
            assert len(room.facts.points) == 2 * scores_a_round()
            assert len(room.facts.lines) == SESSIONS * LINES
        assert desk.store.verify() == []
    finally:
        desk.close()


def test_one_seed_makes_the_same_people(tmp_path: Path) -> None:
    names = []
    for place in ("one", "two"):
        make(tmp_path / place, patients=2, scores=1, tell=lambda _: None)
        desk = unlock(tmp_path / place, PASSPHRASE, clock=Clock())
        names.append([(row.patient.key, row.patient.name, row.patient.born) for row in desk.caseload()])
        desk.close()
    assert names[0] == names[1]
