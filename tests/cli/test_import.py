"""`companion import`: what its JSON says, what it leaves alone, how it ends."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.cli.conftest import Run

FIRST = date(2026, 1, 5)
HEAD = "patient,date,instrument,respondent,total\n"


def totals(file: Path, good: int, *bad: str) -> Path:
    rows = [f"007,{FIRST + timedelta(days=7 * n)},phq9,self,{n % 28}\n" for n in range(good)]
    middle = good // 2
    file.write_text(HEAD + "".join([*rows[:middle], *(f"{row}\n" for row in bad), *rows[middle:]]), encoding="utf-8")
    return file


@pytest.fixture
def thirty_two(tmp_path: Path) -> Path:
    return totals(tmp_path / "answers.csv", 30, "007,2026-13-01,phq9,self,4", "007,2026-02-03,phq9,self,eleven")


def test_thirty_good_and_two_bad_rows_and_the_same_file_again(run: Run, on: list[str], thirty_two: Path) -> None:
    first = run("import", thirty_two, *on, "--json")
    assert first.code == 1
    assert set(first.data) == {"batch", "files"}
    (report,) = first.data["files"]
    assert {
        "file",
        "format",
        "read",
        "added",
        "already_there",
        "changed",
        "rejected",
        "rejects_file",
        "warnings",
    } <= set(report)
    assert report["format"] == "csv"
    assert (report["read"], report["added"], report["already_there"], report["rejected"]) == (32, 30, 0, 2)
    assert first.data["batch"] == report["batch"]
    with open(report["rejects_file"], encoding="utf-8", newline="") as file:
        rejects = list(csv.DictReader(file))
    assert [(row["reject_line"], row["reject_value"]) for row in rejects] == [("17", "2026-13-01"), ("18", "eleven")]
    assert all(row["reject_why"] and row["patient"] == "007" for row in rejects)

    again = run("import", thirty_two, *on, "--json")
    assert again.code == 1
    (report,) = again.data["files"]
    assert (report["added"], report["already_there"], report["changed"], report["rejected"]) == (0, 30, 0, 2)
    assert again.data["batch"] is None


def test_words_for_people_go_to_standard_error(run: Run, on: list[str], thirty_two: Path) -> None:
    ran = run("import", thirty_two, *on)
    assert ran.out == ""
    assert "added 30, rejected 2" in ran.err
    assert "added 0, already there 30" in run("import", thirty_two, *on).err


def test_a_file_without_a_bad_row_ends_with_0(run: Run, on: list[str], tmp_path: Path) -> None:
    ran = run("import", totals(tmp_path / "good.csv", 5), *on, "--json")
    assert ran.code == 0
    assert ran.data["files"][0]["rejects_file"] == ""
    assert not list(tmp_path.glob("*.rejects*"))


def test_a_dry_run_changes_nothing_and_writes_no_file(run: Run, on: list[str], thirty_two: Path) -> None:
    tried = run("import", thirty_two, *on, "--dry-run", "--json")
    assert tried.code == 1
    assert tried.data["batch"] is None
    assert tried.data["files"][0]["added"] == 30
    assert not list(thirty_two.parent.glob("*.rejects*"))
    assert run("show", "007", *on).code == 2
    assert run("import", thirty_two, *on, "--json").data["files"][0]["added"] == 30


def test_a_batch_can_be_taken_back_as_a_whole_and_come_again(run: Run, on: list[str], thirty_two: Path) -> None:
    batch = run("import", thirty_two, *on, "--json").data["batch"]
    back = run("import", "--undo", batch, *on, "--json")
    assert (back.code, back.data) == (0, {"batch": batch, "undone": 30})
    assert run("import", "--undo", batch, *on).code == 1
    assert run("import", "--undo", 999_999, *on).code == 1
    assert run("import", thirty_two, *on, "--json").data["files"][0]["added"] == 30


def test_a_date_with_two_meanings_is_asked_for_and_never_guessed(run: Run, on: list[str], tmp_path: Path) -> None:
    file = tmp_path / "dates.csv"
    file.write_text("patient;date;instrument;total\n007;03/04/2026;gad7;12\n", encoding="utf-8")
    asked = run("import", file, *on, "--json")
    assert asked.code == 1
    assert asked.out == ""
    assert "--dates" in asked.err
    assert run("show", "007", *on).code == 2
    assert run("import", file, *on, "--dates", "dmy", "--json").data["files"][0]["added"] == 1
    (row,) = run("show", "007", *on, "--json").data["domains"][0]["scales"]
    assert [score["day"] for score in row["scores"]] == ["2026-04-03"]


@pytest.mark.parametrize("arguments", [("not-there.csv",), (), ("a.csv", "--undo", "3"), ("a.csv", "--dates", "ymd")])
def test_wrong_usage_ends_with_2(run: Run, on: list[str], arguments: tuple[str, ...]) -> None:
    ran = run("import", *arguments, *on, "--json")
    assert ran.code == 2
    assert ran.out == ""
    assert ran.err.strip()
    assert "Traceback" not in ran.err


def test_a_key_is_text(run: Run, on: list[str], tmp_path: Path) -> None:
    file = tmp_path / "keys.csv"
    file.write_text(HEAD + "007,2026-01-05,phq9,self,3\n7,2026-01-05,phq9,self,9\n", encoding="utf-8")
    assert run("import", file, *on, "--json").data["files"][0]["added"] == 2
    for key in ("007", "7"):
        assert run("show", key, *on, "--json").data["patient"]["key"] == key


def test_several_files_are_reported_one_by_one(run: Run, on: list[str], tmp_path: Path) -> None:
    one, two = totals(tmp_path / "one.csv", 2), totals(tmp_path / "two.csv", 4)
    ran = run("import", one, two, *on, "--json")
    assert [(report["added"], report["already_there"]) for report in ran.data["files"]] == [(2, 0), (2, 2)]


def test_a_file_that_is_refused_leaves_the_reports_of_those_before_it(run: Run, on: list[str], tmp_path: Path) -> None:
    ran = run("import", totals(tmp_path / "one.csv", 2), tmp_path / "none.csv", *on, "--json")
    assert ran.code == 2
    assert "none.csv" in ran.err
    assert "one.csv: added 2" in ran.err
    assert [report["added"] for report in ran.data["files"]] == [2]
    assert run("import", "--undo", ran.data["batch"], *on).code == 0


def test_columns_of_another_program_come_in_by_a_mapping(run: Run, on: list[str], tmp_path: Path) -> None:
    file = tmp_path / "theirs.csv"
    file.write_text("Pasient\tDato\tSum\nA-1\t2026-01-05\t11,5\n", encoding="cp1252")
    mapping = tmp_path / "mapping.toml"
    mapping.write_text(
        'instrument = "wsas"\n[columns]\npatient = "Pasient"\ndate = "Dato"\ntotal = "Sum"\n', encoding="utf-8"
    )
    ran = run("import", file, "--mapping", mapping, *on, "--json")
    assert ran.data["files"][0]["read"] == 1
    mapping.write_text("columns = 3\n", encoding="utf-8")
    assert run("import", file, "--mapping", mapping, *on).code == 2
    assert run("import", file, "--mapping", tmp_path / "none.toml", *on).code == 2
    assert run("import", file, "--mapping", tmp_path, *on).code == 2


def scores_of(run: Run, on: list[str], key: str) -> dict[tuple[str, str], tuple[float | None, str]]:
    """Value and version of each score of a patient, by scale and day."""
    domains = run("show", key, *on, "--json").data["domains"]
    return {
        (f"{scale['instrument']}:{scale['scale']}", score["day"]): (score["value"], score["version"])
        for domain in domains
        for scale in domain["scales"]
        for score in scale["scores"]
    }


@pytest.mark.parametrize("cell", ["na", "n/a", "N/A", "ikke aktuelt", "Ikkje relevant", "does not apply"])
def test_a_question_that_does_not_apply_makes_a_version_of_its_own(
    run: Run, on: list[str], tmp_path: Path, cell: str
) -> None:
    file = tmp_path / "wsas.csv"
    head = "patient,date,instrument,item1,item2,item3,item4,item5\n"
    rows = [f"W,2026-01-05,wsas,{cell},1,2,3,4\n", "W,2026-02-02,wsas,5,1,2,3,4\n", "W,2026-03-02,wsas,,1,2,3,4\n"]
    file.write_text(head + "".join(rows), encoding="utf-8")
    ran = run("import", file, *on, "--json")
    assert ran.code == 0
    (report,) = ran.data["files"]
    assert (report["added"], report["rejected"], report["warnings"]) == (3, 0, [])
    assert scores_of(run, on, "W") == {
        ("wsas:total", "2026-01-05"): (10, "0-40, without item 1"),
        ("wsas:total", "2026-02-02"): (15, "0-40"),
        ("wsas:total", "2026-03-02"): (None, "0-40"),
    }
    assert run("import", file, *on, "--json").data["files"][0]["already_there"] == 3


def test_what_r_writes_for_nothing_is_a_missing_answer_and_said(run: Run, on: list[str], tmp_path: Path) -> None:
    """A table of several forms as R writes it: NA in every cell that has nothing."""
    items = ",".join(f"item{number}" for number in range(1, 11))
    head = f'"patient","date","time","instrument","respondent","rater","how","name","born","total",{items}\n'
    file = tmp_path / "from_r.csv"
    rows = [
        ("phq9", "NA", "1,1,1,1,1,1,1,1,1,0"),  # nothing is missing
        ("phq9", "NA", "1,1,NA,1,1,1,1,1,2,0"),  # PHQ-9 needs every answer; item 9 still shows
        ("core10", "NA", "1,1,1,1,NA,1,1,1,1,1"),  # CORE-10 fills in one: 13 of nine answers, 130 / 9
        ("wsas", "NA", "NA,1,2,3,4,NA,NA,NA,NA,NA"),  # item 1 may not apply, 6 to 10 are not of the form
        ("wsas", "NA", "1,NA,2,3,4,NA,NA,NA,NA,NA"),
        ("gad7", "11", "NA,NA,NA,NA,NA,NA,NA,NA,NA,NA"),
    ]
    file.write_text(
        head
        + "".join(
            f"R{at},2026-01-05,NA,{form},NA,NA,NA,NA,NA,{total},{answers}\n"
            for at, (form, total, answers) in enumerate(rows)
        )
        + f"NA,2026-01-05,NA,phq9,NA,NA,NA,NA,NA,NA,{'1,' * 9}0\n"
        + f"R9,2026-01-05,NA,phq9,NA,NA,NA,NA,NA,NA,{','.join(['NA'] * 10)}\n",
        encoding="utf-8",
    )
    ran = run("import", file, *on, "--json")
    assert ran.code == 1
    (report,) = ran.data["files"]
    assert (report["read"], report["added"], report["rejected"]) == (8, 6, 2)
    assert report["warnings"] == [
        "4 rows have NA for an answer. Each counts as missing, never as 0.",
        "1 row has NA where a question may not apply: it is left out. "
        "Leave the cell empty where the answer is missing.",
    ]
    with open(report["rejects_file"], encoding="utf-8", newline="") as rejects:
        why = [(row["reject_line"], row["reject_why"]) for row in csv.DictReader(rejects)]
    assert why == [
        ("8", "There is no patient. Write the patient's key."),
        ("9", "This row has no answers. Fill them in, or take the row out."),
    ]
    day = "2026-01-05"
    found = [scores_of(run, on, f"R{at}") for at in range(6)]
    assert found[0]["phq9:total", day][0] == 9
    assert found[1]["phq9:total", day][0] is None
    assert found[2]["core10:total", day][0] == pytest.approx(130 / 9)
    assert found[3] == {("wsas:total", day): (10, "0-40, without item 1")}
    assert found[4] == {("wsas:total", day): (None, "0-40")}
    assert found[5]["gad7:total", day][0] == 11
    shown = run("show", "R1", *on, "--json").data
    assert [(one["item"], one["answer"]) for one in shown["answers_on_safety"]] == [(9, 2)]
    assert shown["patient"]["name"] == ""
    assert run("import", file, *on, "--json").data["files"][0]["already_there"] == 6


def test_one_row_an_item_takes_what_does_not_apply_as_well(run: Run, on: list[str], tmp_path: Path) -> None:
    file = tmp_path / "long.csv"
    left_out = [("gbo", 1, "4"), ("gbo", 3, "n/a"), ("gbo", 2, "NA")]
    missing = [("wsas", number, "NA" if number == 2 else "3") for number in range(1, 6)]
    file.write_text(
        "patient,date,instrument,item,value\n"
        + "".join(f"L,2026-01-05,{form},{number},{value}\n" for form, number, value in (*left_out, *missing)),
        encoding="utf-8",
    )
    (report,) = run("import", file, *on, "--json").data["files"]
    assert (report["read"], report["added"], report["rejected"]) == (8, 8, 0)
    assert report["warnings"][0].startswith("1 row has NA for an answer.")
    assert report["warnings"][1].startswith("1 row has NA where a question may not apply")
    found = scores_of(run, on, "L")
    assert found["wsas:total", "2026-01-05"] == (None, "0-40")
    (gbo,) = {version for (scale, _), (_, version) in found.items() if scale.startswith("gbo")}
    assert gbo.endswith("without item 2, 3")
    assert found["gbo:total", "2026-01-05"][0] == 4


def test_a_dry_run_says_the_same_of_what_does_not_apply(run: Run, on: list[str], tmp_path: Path) -> None:
    file = tmp_path / "wsas.csv"
    file.write_text(
        "patient,date,instrument,item1,item2,item3,item4,item5\nW,2026-01-05,wsas,NA,1,2,3,4\n", encoding="utf-8"
    )
    tried = run("import", file, *on, "--dry-run", "--json")
    assert len(tried.data["files"][0]["warnings"]) == 1
    assert run("import", file, *on, "--json").data["files"][0]["warnings"] == tried.data["files"][0]["warnings"]


def test_a_mended_reject_with_na_comes_in(run: Run, on: list[str], tmp_path: Path) -> None:
    file = tmp_path / "one.csv"
    file.write_text(
        "patient,date,instrument,item1,item2,item3,item4,item5\nW,2026-13-05,wsas,n/a,1,2,3,4\n", encoding="utf-8"
    )
    (report,) = run("import", file, *on, "--json").data["files"]
    mended = Path(report["rejects_file"])
    mended.write_text(mended.read_text(encoding="utf-8").replace("2026-13-05", "2025-12-05"), encoding="utf-8")
    assert run("import", mended, *on, "--json").data["files"][0]["added"] == 1
    assert scores_of(run, on, "W") == {("wsas:total", "2025-12-05"): (10, "0-40, without item 1")}
