"""`companion evaluate`: a service's table of before and after."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

from companion.cli.scatter import Ends, ends_of, scatter
from companion.clinical.evaluate import Pair, Setting, evaluate
from companion.language import ENGLISH
from tests.cli.conftest import Run

JT = (
    "--reliability", "0.80", "--functional-mean", "60", "--functional-sd", "7.5", "--sd", "7.5",
    "--cutoff", "c", "--better", "higher",
)  # fmt: skip
PEOPLE = "id,pre,post\na,32.5,47.5\nb,40,51\nc,47.5,56.7\nd,45,60\ne,35,25\n"


@pytest.fixture
def group(tmp_path: Path) -> Path:
    """Five people with mean 40: criterion 9.2969, cut-off C 50."""
    file = tmp_path / "group.csv"
    file.write_text(PEOPLE, encoding="utf-8")
    return file


def write(folder: Path, text: str, name: str = "other.csv") -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def test_the_worked_example_of_jacobson_and_truax(run: Run, group: Path) -> None:
    ran = run("evaluate", "--csv", group, *JT, "--json")
    assert (ran.code, ran.err) == (0, "")
    data = ran.data
    assert (data["n"], data["n_used"], data["cutoff"], data["cutoff_value"]) == (5, 5, "c", 50)
    assert data["sem"] == pytest.approx(3.354, abs=5e-4)
    assert data["criterion"] == pytest.approx(9.2969, abs=5e-5)
    assert data["counts"] == {
        "recovered": 2, "improved": 1, "unchanged": 1, "deteriorated": 1, "could_not_be_seen": None
    }  # fmt: skip
    first = data["people"][0]
    assert (first["id"], first["pre"], first["post"], first["category"]) == ("a", 32.5, 47.5, "improved")
    assert first["rci"] == pytest.approx(3.162, abs=5e-4)
    assert [one["category"] for one in data["people"]] == [
        "improved", "recovered", "unchanged", "recovered", "deteriorated"
    ]  # fmt: skip


def test_columns_go_by_their_headings_and_an_id_is_text(run: Run, tmp_path: Path) -> None:
    file = write(tmp_path, "ward;T2;T1;Key\nx;8,5;20;007\ny;19;20,5;7\nz;3;15;\n")
    data = run("evaluate", "--csv", file, "--id", "key", "--pre", "T1", "--post", "t2",
               "--reliability", ".8", "--json").data  # fmt: skip
    assert [(one["id"], one["pre"], one["post"]) for one in data["people"]] == [
        ("007", 20, 8.5), ("7", 20.5, 19), ("", 15, 3)
    ]  # fmt: skip
    assert data["counts"]["recovered"] is None
    assert data["cutoff_value"] is None
    lines = run("evaluate", "--csv", file, "--pre", "T1", "--post", "T2", "--reliability", ".8", "--json").data
    assert [one["id"] for one in lines["people"]] == ["2", "3", "4"]


def test_what_is_missing_is_named_and_what_cannot_be_read_needs_a_look(run: Run, tmp_path: Path) -> None:
    file = write(tmp_path, "id,pre,post\na,20,8\nb,15,\nc,NA,3\nd,22,ten\ne,18\nf,10,4\ng,ikke aktuelt,9\n")
    ran = run("evaluate", "--csv", file, "--reliability", ".8", "--json")
    assert ran.code == 1
    assert (ran.data["n"], ran.data["n_used"], ran.data["missing"]) == (6, 2, ["b", "c", "d", "g"])
    assert [(one["line"], one["column"], one["value"]) for one in ran.data["rejected"]] == [
        (5, "post", "ten"), (6, "", "e,18")
    ]  # fmt: skip
    assert "Line 5: “ten”" in ran.err
    words = run("evaluate", "--csv", file, "--reliability", ".8").out
    assert "2 of 6 pairs are complete." in words
    assert "b, c, d, g" in words


def test_a_form_of_the_catalogue_gives_figures_direction_and_ends(run: Run, tmp_path: Path) -> None:
    file = write(tmp_path, "id,pre,post\na,30,8\nb,25,24\nc,3,2\nd,22,41\n")
    ran = run("evaluate", "--csv", file, "--form", "core10", "--json")
    data = ran.data
    assert (ran.code, data["rejected"][0]["line"]) == (1, 5)
    assert (data["reliability"], data["better"], data["cutoff"]) == (0.9, "lower", "c")
    assert "Barkham 2013" in data["sources"]["reliability"]["source"]
    assert data["counts"] == {
        "recovered": 1, "improved": 0, "unchanged": 2, "deteriorated": 0, "could_not_be_seen": 1
    }  # fmt: skip
    by_hand = run("evaluate", "--csv", file, "--form", "core10", "--reliability", ".5", "--cutoff", "a", "--json").data
    assert (by_hand["reliability"], by_hand["cutoff"]) == (0.5, "a")
    assert "reliability" not in by_hand["sources"]
    other = run("evaluate", "--csv", file, "--form", "core-om", "--scale", "no-such")
    assert (other.code, other.out) == (2, "")


@pytest.mark.parametrize("method", ["jt", "gln", "en", "nk", "hln", "ha"])
def test_all_six_methods_give_what_the_core_gives(run: Run, group: Path, method: Any) -> None:
    data = run("evaluate", "--csv", group, *JT, "--method", method, "--json").data
    rows = list(csv.DictReader(PEOPLE.splitlines()))
    pairs = [Pair(row["id"], float(row["pre"]), float(row["post"])) for row in rows]
    setting = Setting(0.80, "higher", method, 0.95, "c", 60, 7.5, sd=7.5)  # type: ignore[arg-type]
    found = evaluate(pairs, setting)
    assert [one["rci"] for one in data["people"]] == [one.rci for one in found.people]
    assert data["criterion"] == found.criterion
    assert data["cutoff_value"] == found.cutoff_value
    assert run("evaluate", "--csv", group, *JT, "--method", method).code == 0


def test_people_as_csv_that_no_spreadsheet_takes_for_a_formula(run: Run, tmp_path: Path) -> None:
    file = write(tmp_path, 'id,pre,post\n=1+1,20,8\n-3,15,14\n"@x, y",2,25\n')
    out = tmp_path / "people.csv"
    options = ("--reliability", ".8", "--low", "0", "--high", "27", "--out", out)
    assert run("evaluate", "--csv", file, *options).code == 0
    rows = list(csv.DictReader(out.read_text(encoding="utf-8").splitlines()))
    assert [row["id"] for row in rows] == ["'=1+1", "-3", "'@x, y"]
    assert (rows[0]["change"], rows[0]["category"]) == ("-12", "improved")
    assert {row["could_not_be_seen"] for row in rows} <= {"yes", "no"}
    again = run("evaluate", "--csv", file, *options)
    assert again.code == 2
    assert "already a file" in again.err
    assert out.stat().st_mode & 0o077 == 0


def test_people_and_picture_stand_in_the_terminal(run: Run, group: Path) -> None:
    words = run("evaluate", "--csv", group, *JT).out
    for part in ("recovered", "Cut-off C: 50.", "SEM 3.35", "40 %", "│", "─"):
        assert part in words
    plain = run("evaluate", "--csv", group, *JT, "--ascii").out
    assert plain.isascii()
    assert run("--ascii", "evaluate", "--csv", group, *JT).out == plain
    many = write(group.parent, "id,pre,post\n" + "".join(f"p{n},{n % 20},{n % 7}\n" for n in range(60)))
    told = run("evaluate", "--csv", many, "--reliability", ".8").out
    assert "20 more; --out FILE writes everybody." in told
    assert "not looked at" in told


def test_an_escape_in_an_id_reaches_no_terminal(run: Run, tmp_path: Path) -> None:
    file = write(tmp_path, "id,pre,post\n\x1b[2Ja,20,8\n\x1b[2Jb,15,\nc,1,\x1b]0;x\x07\nd,9,3\n")
    ran = run("evaluate", "--csv", file, "--reliability", ".8")
    assert "\x1b" not in ran.out + ran.err


@pytest.mark.parametrize(
    "options",
    [
        (), ("--reliability", "1"), ("--reliability", "0"), ("--reliability", "nan"),
        ("--reliability", ".8", "--pre", "x"),
        ("--reliability", ".8", "--cutoff", "b"), ("--reliability", ".8", "--low", "0"), ("--form", "none"),
        ("--reliability", ".8", "--low", "9", "--high", "2"), ("--reliability", ".8", "--method", "x"),
        ("--reliability", ".8", "--scale", "total"), ("--reliability", ".8", "--confidence", "1"),
        ("--reliability", ".8", "--functional-sd", "0"), ("--form", "gbo"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_wrong_usage(run: Run, group: Path, options: tuple[str, ...]) -> None:
    ran = run("evaluate", "--csv", group, *options, "--json")
    assert (ran.code, ran.out) == (2, ""), ran.err
    assert ran.err


def test_too_few_people_are_refused(run: Run, tmp_path: Path) -> None:
    ran = run("evaluate", "--csv", write(tmp_path, "id,pre,post\na,1,2\nb,1,\n"), "--reliability", ".8", "--json")
    assert (ran.code, ran.out) == (1, "")
    assert "Two complete pairs" in ran.err
    twice = write(tmp_path, "id,pre,post,pre\na,1,2,3\n", "twice.csv")
    assert run("evaluate", "--csv", twice, "--reliability", ".8").code == 2
    doubled = write(tmp_path, "id,pre,post\na,1,2\na,9,3\nb,4,4\n", "doubled.csv")
    assert "1 ids stand on several lines" not in run("evaluate", "--csv", doubled, "--reliability", ".8").out
    assert run("evaluate", "--csv", doubled, "--reliability", ".8", "--json").data["notes"]


def test_the_picture_puts_people_lines_and_cut_off_where_they_belong() -> None:
    pairs = [Pair("a", 0, 0), Pair("b", 10, 0), Pair("c", 0, 10), Pair("d", 0, 0), Pair("e", 10, 10)]
    found = evaluate(pairs, Setting(0.8, sd=2, cutoff="b", functional_mean=1, functional_sd=2))
    assert found.cutoff_value == 5
    assert (found.tramlines.slope, found.tramlines.upper) == (1, pytest.approx(found.criterion))
    lines = scatter(found, Ends(0, 10), write=ENGLISH.number, ascii_only=True, width=11, height=11)
    grid = [line[line.index("|") + 1 :].ljust(11) for line in lines[:11]]
    assert (grid[0][0], grid[0][10], grid[10][0], grid[10][10]) == ("D", "u", "u", "R")
    assert set(grid[5]) <= {"-", "+", "."}
    assert grid[8][5] == "|"
    assert [lines[at].split("|")[0].strip() for at in (0, 5, 10)] == ["10", "5", "0"]
    only_after = scatter(found, Ends(0, 10), write=ENGLISH.number, cutoff_before=False, ascii_only=True, width=11,
                         height=11)  # fmt: skip
    assert only_after[8][only_after[8].index("|") + 1 :].ljust(11)[5] == " "


def test_several_on_one_spot_and_the_ends_of_a_picture() -> None:
    # With reliability .5 the criterion is z times the spread: here 2. 2.1 points count, 1.9 do not.
    setting = Setting(0.5, sd=2 / 1.959963984540054)
    found = evaluate([Pair("a", 10, 7.9), Pair("b", 9.8, 7.9), Pair("c", 2, 2)], setting)
    assert [one.category for one in found.people] == ["improved", "unchanged", "unchanged"]
    drawn = scatter(found, Ends(0, 12), write=ENGLISH.number, width=13, height=13)
    assert [line[line.index("│") + 11] for line in drawn[4:5]] == ["*"]
    assert ends_of(found, None, None) == Ends(2, 10)
    assert ends_of(found, 0, 27) == Ends(0, 27)
    assert ends_of(found, 5, 8) == Ends(2, 10)
