"""What is said and who said it cannot be read in the bytes on the disk, nor in what a mistake leaves behind."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from companion.clinical.model import Better, Domain, PlanPart, Who
from companion.clock import Clock
from companion.store.database import Store
from companion.workflow.desk import Desk
from companion.workflow.intaking import take_in, undo_batch

KEY = "QX7731-key-of-hers"
PASSPHRASE = "a planted and quiet sentence"
CODE = "908172635"
SAID = (
    "Zerafina Plantedname", "Zeraphine", "plantedline under the lamp", "plantedterm clinician saw",
    "plantedmeasure the gate", "plantedevent moved out", "plantedagreement call them", "plantedplan my neighbour",
    "planteddraft half a", "plantedrole uncle", "plantednoticed at night", "plantedfile.csv",
)  # fmt: skip
FILE_KEY = "QX7732-key-in-a-file"
NEEDLES = (KEY, FILE_KEY, PASSPHRASE, CODE, *SAID)


def spellings(needle: str) -> Iterator[bytes]:
    """How a word could stand in a file."""
    yield needle.encode()
    yield needle.encode("utf-16-le")
    yield needle.encode("utf-16-be")
    yield needle.encode().hex().encode()


def found_in(*folders: Path) -> list[str]:
    """Which needles can be read in any file, or in its name."""
    found = []
    for path in (path for folder in folders for path in folder.rglob("*") if path.is_file()):
        content = path.read_bytes()
        for needle in NEEDLES:
            if needle in path.name or any(spelling in content for spelling in spellings(needle)):
                found.append(f"{path.name}: {needle}")
    return found


def a_session(desk: Desk, folder: Path) -> None:
    """Everything that can be written about somebody, once."""
    room = desk.room(desk.add_patient(KEY, SAID[0], SAID[1], date(1984, 5, 17)).id)
    own = room.marking.add_own_measure(SAID[4], Domain.RELATING, Better.HIGHER, 2, 7)
    room.marking.mark(own.id, 4)
    room.marking.add_event(date(2026, 3, 1), SAID[5])
    room.meeting.knows_it("ward nurse")
    room.marking.noticed(SAID[10], "ward nurse", "night", date(2026, 3, 2))
    room.meeting.start(present=(SAID[9],))
    room.refresh()
    line = room.talk.say(SAID[2])
    room.talk.correct(line.id, SAID[2])
    room.talk.say(SAID[3], said_by="clinician", only_us=True)
    room.shelves.agree(SAID[6], Who.CLINICIAN, date(2026, 4, 1))
    room.shelves.add_plan_line(PlanPart.CALL, SAID[7])
    room.meeting.save_draft("jot", SAID[8])
    file = folder / SAID[11]
    file.write_text(
        f"patient,date,instrument,total,name\n{FILE_KEY},2026-01-05,phq9,9,{SAID[0]}\n{FILE_KEY},2026-02-30,phq9,9,\n",
        encoding="utf-8",
    )
    batch = take_in(desk, file).batch
    assert batch is not None
    undo_batch(desk, batch)
    take_in(desk, file)
    room.note.close()


def test_no_word_and_no_key_can_be_read_in_the_bytes_of_a_store(tmp_path: Path, home: Path) -> None:
    folder, outside = tmp_path / "store", tmp_path / "outside"
    outside.mkdir()
    with Store.create(
        folder, account="Ida", passphrase=PASSPHRASE, short_code=CODE, clock=Clock(), testing=True
    ) as store:
        desk = Desk(store)
        a_session(desk, outside)
        assert found_in(folder, home) == []  # while it is open, its log beside it
        store.renew()
        assert found_in(folder, home) == []
        desk.room(desk.find(KEY).id).talk.say(SAID[2])
        assert store.check_code(CODE)
    assert found_in(folder, home) == []
    with Store.open(folder, PASSPHRASE, clock=Clock()) as store:
        assert Desk(store).find(KEY).name == SAID[0]
    if os.name == "posix":
        assert all(path.stat().st_mode & 0o077 == 0 for path in [folder, *folder.rglob("*")])


def test_the_search_finds_what_stands_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text(f"… {SAID[2]} …", encoding="utf-8")
    (tmp_path / "wide.bin").write_bytes(KEY.encode("utf-16-le"))
    assert len(found_in(tmp_path)) == 2


@pytest.mark.parametrize(
    "verb",
    [("show", KEY), ("note", KEY), ("import", SAID[11]), ("import", "--undo", "3"), ("show", KEY, "--json")],
    ids=lambda verb: " ".join(verb[:1] + verb[2:]),
)
def test_a_mistake_in_a_verb_quotes_nothing(verb: tuple[str, ...], tmp_path: Path, home: Path) -> None:
    folder = tmp_path / "store"
    Store.create(folder, account="Ida", passphrase=PASSPHRASE, clock=Clock(), testing=True).close()
    (tmp_path / "phrase").write_text(PASSPHRASE, encoding="utf-8")
    code = (
        "import sys\n"
        "import companion.workflow.desk as desk, companion.workflow.intaking as intaking\n"
        f"def fail(*a, **k):\n    name = {SAID[0]!r}\n    raise ValueError(f'cannot read {{name}} of {KEY}')\n"
        "desk.Desk.find = intaking.take_in = intaking.undo_batch = fail\n"
        "from companion.__main__ import main\n"
        "sys.exit(main())\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *verb, "--store", str(folder), "--passphrase-file", str(tmp_path / "phrase")],
        capture_output=True, timeout=60, check=False, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert done.returncode != 0
    assert done.stdout == b""
    assert b"Traceback" not in done.stderr
    assert len(done.stderr.decode().strip().splitlines()) == 1
    reports = list(home.rglob("crash-*.txt"))
    assert len(reports) == 1
    text = reports[0].read_text(encoding="utf-8")
    assert "ValueError" in text
    for needle in NEEDLES:
        assert needle not in text
        assert needle.encode() not in done.stderr
    assert reports[0].stat().st_mode & 0o077 == 0 or os.name != "posix"
