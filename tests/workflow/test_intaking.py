"""A file of answers comes in whole or not at all, and every row of it is accounted for."""

from __future__ import annotations

import csv
import random
import shutil
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

from companion.clinical.model import Point
from companion.clinical.scoring import score
from companion.clock import Clock
from companion.errors import RefusedError
from companion.store.database import Store
from companion.store.records import answers, people
from companion.workflow import intake_parts
from companion.workflow.desk import Desk
from companion.workflow.intaking import CancelledError, batches, take_in, undo_batch
from tests.workflow.conftest import PASSPHRASE

ITEMS = ",".join(f"item{number}" for number in range(1, 10))
HEAD = f"patient,date,instrument,respondent,total,{ITEMS}\n"
ROOT = Path(__file__).parents[2]


def row(
    *given: int | str, key: str = "007", day: str = "2026-03-02", total: float | str = "", form: str = "phq9"
) -> str:
    return f"{key},{day},{form},self,{total},{','.join(map(str, given or ('',) * 9))}\n"


def file(folder: Path, *rows: str, name: str = "answers.csv", head: str = HEAD) -> Path:
    path = folder / name
    path.write_text(head + "".join(rows), encoding="utf-8")
    return path


def points(desk: Desk, key: str = "007") -> tuple[Point, ...]:
    with desk.store.read() as reader:
        found = people.patient_by_key(reader, key)
        return answers.points(reader, found.id) if found else ()


def everything(desk: Desk) -> tuple[int, int]:
    """How many people and how many batches the store holds."""
    with desk.store.read() as reader:
        return len(people.caseload(reader)), len(answers.batches(reader))


def many(folder: Path, rows: int, people: int) -> Path:
    chance = random.Random(3)
    days = [str(date(2024, 1, 1) + timedelta(days=day)) for day in range(rows // people + 1)]
    return file(
        folder,
        *(row(*chance.choices(range(4), k=9), key=f"P{at % people}", day=days[at // people]) for at in range(rows)),
    )


def test_scores_are_those_of_the_form_also_where_an_answer_is_missing(desk: Desk, tmp_path: Path) -> None:
    sheets: list[list[int | str]] = [[1, 2, 3, 0, 1, 2, 3, 0, 1], [1, 2, 3, 0, "", 2, 3, 0, 1], [1] + [""] * 8]
    rows = [row(*sheet, day=f"2026-03-0{at + 1}") for at, sheet in enumerate(sheets)]
    take_in(desk, file(tmp_path, *rows))
    form = desk.catalogue.get("phq9")
    found = [(point.value, point.why_not, point.prorated) for point in points(desk)]
    alone = [score(form, [None if one == "" else float(one) for one in sheet]).scales["total"] for sheet in sheets]
    assert found == [(one.value, one.why_not, one.prorated) for one in alone]
    with desk.store.read() as reader:
        patient = people.patient_by_key(reader, "007")
        assert patient
        (first, *_) = answers.answer_sheets(reader, patient.id)
    assert first.answers == (1, 2, 3, 0, 1, 2, 3, 0, 1, None)  # the tenth stands beside the others


def test_a_dry_run_says_what_would_happen_and_leaves_nothing(desk: Desk, tmp_path: Path) -> None:
    source = file(tmp_path, row(*[1] * 9), row(*[2] * 9), row(*[9] * 9, key="8"))
    told = take_in(desk, source, dry_run=True)
    assert (told.read, told.added, told.changed, told.rejected, told.batch) == (3, 1, 1, 1, None)
    assert everything(desk) == (0, 0)
    assert list(tmp_path.glob("*.rejects*")) == []
    done = take_in(desk, source)
    assert (done.added, done.changed, done.rejected) == (1, 1, 1)


def test_a_file_undone_is_gone_and_can_come_again(desk: Desk, tmp_path: Path) -> None:
    source = file(tmp_path, row(*[1] * 9), row(*[2] * 9, key="8"))
    first = take_in(desk, source)
    assert first.batch
    assert undo_batch(desk, first.batch) == 2
    assert everything(desk)[0] == 0
    assert [batch.undone is not None for batch in batches(desk)] == [True]
    with pytest.raises(RefusedError, match="taken back already"):
        undo_batch(desk, first.batch)
    again = take_in(desk, source)
    assert (again.added, again.already_there, again.changed) == (2, 0, 0)
    assert take_in(desk, source).already_there == 2


def test_a_changed_row_becomes_a_new_version(desk: Desk, tmp_path: Path) -> None:
    take_in(desk, file(tmp_path, row(*[1] * 9), row(*[1] * 9, day="2026-03-09")))
    report = take_in(desk, file(tmp_path, row(*[1] * 9), row(*[2] * 9, day="2026-03-09")))
    assert (report.added, report.already_there, report.changed) == (0, 1, 1)
    assert [(point.value, point.corrected) for point in points(desk)] == [(9.0, False), (18.0, True)]


def test_a_stated_total_that_differs_is_kept_beside_what_the_answers_add_up_to(desk: Desk, tmp_path: Path) -> None:
    report = take_in(desk, file(tmp_path, row(*[1] * 9, total=9), row(*[1] * 9, total=12, day="2026-03-09")))
    assert [warning for warning in report.warnings if warning.startswith("1 row states another total")]
    assert [point.value for point in points(desk)] == [9.0, 9.0]
    with desk.store.read() as reader:
        patient = people.patient_by_key(reader, "007")
        assert patient
        assert [sheet.stated_total for sheet in answers.answer_sheets(reader, patient.id)] == [9.0, 12.0]


def test_totals_and_answers_of_several_forms_stand_in_one_file(desk: Desk, tmp_path: Path) -> None:
    rows = [row(total=7, form="gad7"), row(*[1] * 9), row(total=11, day="2026-03-09"), row(total=30, form="oq45")]
    known = [one for one in rows if "oq45" not in one or "oq45" in desk.catalogue]
    report = take_in(desk, file(tmp_path, *known))
    assert (report.added, report.rejected) == (len(known), 0)
    found = {(point.instrument, point.day): point.value for point in points(desk) if point.scale == "total"}
    assert found["gad7", date(2026, 3, 2)] == 7.0
    assert found["phq9", date(2026, 3, 9)] == 11.0


def test_what_is_refused_stands_beside_the_file_with_its_own_cells(desk: Desk, tmp_path: Path) -> None:
    report = take_in(desk, file(tmp_path, row(*[1] * 9), row(*[7] * 9, key="8"), row(key="9")))
    assert (report.read, report.added, report.rejected) == (3, 1, 2)
    with Path(report.rejects_file).open(encoding="utf-8", newline="") as rejects:
        found = list(csv.DictReader(rejects))
    assert [(one["reject_line"], one["patient"], one["item1"]) for one in found] == [("3", "8", "7"), ("4", "9", "")]


def test_of_one_row_an_item_every_row_is_counted(desk: Desk, tmp_path: Path) -> None:
    head = "patient,date,instrument,item,value\n"
    rows = [f"007,2026-03-02,phq9,{number},1\n" for number in range(1, 10)]
    other = [f"8,2026-03-02,phq9,{number},\n" for number in (1, 2)]
    report = take_in(desk, file(tmp_path, *rows, *other, head=head))
    assert (report.read, report.added, report.rejected) == (11, 9, 2)
    assert [point.value for point in points(desk)] == [9.0]
    assert take_in(desk, file(tmp_path, *rows[:8], head=head)).changed == 8


def test_parts_meet_in_one_transaction_whatever_their_size(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake_parts, "AT_ONCE", 7)
    source = many(tmp_path, 60, 9)
    told: list[float] = []
    report = take_in(desk, source, progress=told.append)
    assert (report.added, everything(desk)) == (60, (9, 1))
    assert told == sorted(told)
    assert told[-1] == 1.0
    assert len(set(told)) > 8
    assert take_in(desk, source).already_there == 60


def test_a_large_import_goes_on_in_a_new_generation(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("companion.workflow.intaking.MANY", 50)
    take_in(desk, many(tmp_path, 60, 9))
    assert (desk.store.folder / "gen-000002.duckdb").exists()
    assert desk.store.verify() == []
    assert len(points(desk, "P0")) == 7


@pytest.mark.parametrize("after", [1, 2, 4, 6, 8])
def test_stopped_at_any_step_nothing_is_left(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    monkeypatch.setattr(intake_parts, "AT_ONCE", 7)
    asked = iter(range(100))
    with pytest.raises(CancelledError):
        take_in(desk, many(tmp_path, 60, 9), cancelled=lambda: next(asked) >= after)
    assert everything(desk) == (0, 0)
    assert take_in(desk, tmp_path / "answers.csv").added == 60


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
def test_killed_in_the_middle_nothing_is_there_by_half(empty_store: Path, tmp_path: Path) -> None:
    shutil.copytree(empty_store, tmp_path / "store")
    source = many(tmp_path, 3_000, 30)
    code = (
        "import sys; from pathlib import Path; from companion.clock import Clock\n"
        "from companion.store.database import Store; from companion.workflow import intake_parts\n"
        "from companion.workflow.desk import Desk; from companion.workflow.intaking import take_in\n"
        "intake_parts.AT_ONCE = 200\n"
        f"store = Store.open(Path({str(tmp_path / 'store')!r}), {PASSPHRASE!r}, clock=Clock())\n"
        f"take_in(Desk(store), Path({str(source)!r}), progress=lambda share: print(share, flush=True))\n"
    )
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, cwd=ROOT, text=True)
    assert process.stdout
    for line in process.stdout:
        if float(line) > 0.4:
            break
    process.kill()
    process.wait()
    process.stdout.close()
    with Store.open(tmp_path / "store", PASSPHRASE, clock=Clock()) as store:
        desk = Desk(store)
        assert store.verify() == []
        assert everything(desk) == (0, 0)
        assert take_in(desk, source).added == 3_000
