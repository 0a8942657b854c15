"""Forms that need their owner's permission: confirmed once, kept, asked of everybody who uses them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from companion.clinical.instruments import Catalogue
from companion.errors import RefusedError
from companion.workflow.desk import Desk
from tests.cli.conftest import Run

CSV = "patient,date,instrument,total\nK1,2026-01-05,isi,12\nK1,2026-01-05,phq9,9\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "answers.csv"
    file.write_text(CSV, encoding="utf-8")
    return file


def test_an_import_leaves_out_what_nobody_has_confirmed_and_says_how(
    run: Run, store: Path, on: list[str], file: Path
) -> None:
    first = run("import", file, *on, "--json")
    (report,) = first.data["files"]
    assert (first.code, report["added"], report["rejected"]) == (1, 1, 1)
    rejects = Path(report["rejects_file"])
    assert "companion instruments isi --confirm-permission" in rejects.read_text(encoding="utf-8")

    done = run("instruments", "isi", "--confirm-permission", *on, "--json")
    assert (done.code, done.data["confirmed"]) == (0, True)
    assert "permission" in done.err or "may use" in done.err
    again = run("import", rejects, *on, "--json").data["files"][0]
    assert (again["added"], again["rejected"]) == (1, 0)


def test_a_form_in_the_room_is_refused_until_it_is_confirmed_once(desk: Desk) -> None:
    room = desk.room(desk.add_patient("K1", "Kari").id)
    isi, phq9 = Catalogue.bundled().get("isi"), Catalogue.bundled().get("phq9")
    assert room.marking.needs_permission(isi)
    assert not room.marking.needs_permission(phq9)
    with pytest.raises(RefusedError, match="owner's permission"):
        room.marking.paper_total("isi", date(2026, 1, 5), 12)
    room.marking.confirm_permission(isi)
    room.marking.confirm_permission(isi)
    assert not room.marking.needs_permission(isi)
    assert room.marking.paper_total("isi", date(2026, 1, 5), 12).value == 12
    with desk.store.read() as reader:
        assert [row["instrument"] for row in reader.rows("permissions")] == ["isi"]


def test_what_does_not_apply_on_a_paper_form_gives_its_own_version(desk: Desk) -> None:
    room = desk.room(desk.add_patient("K1", "Kari").id)
    point = room.marking.paper_items("wsas", date(2026, 1, 5), [None, 1, 2, 3, 4], not_applicable=frozenset({1}))
    assert (point.value, point.version) == (10, "0-40, without item 1")


def test_a_form_that_needs_no_permission_is_said_to_need_none(run: Run) -> None:
    ran = run("instruments", "phq9", "--confirm-permission")
    assert (ran.code, ran.out) == (0, "")
    assert "no confirmation" in ran.err
    assert run("instruments", "--confirm-permission").code == 2
    assert "--confirm-permission" in run("instruments", "isi").out
