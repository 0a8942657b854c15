"""Verbs that need no store: instruments, score, change."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import companion.clinical
from tests.cli.conftest import Run

CATALOGUE = Path(companion.clinical.__file__).parent / "catalogue"


def test_the_catalogue_as_data_and_in_words(run: Run) -> None:
    listed = run("instruments", "--json")
    assert listed.code == 0
    known = {one["id"]: one for one in listed.data["instruments"]}
    assert {"phq9", "gad7", "wsas", "core10", "who5", "qpr15", "inspire-o", "dialog", "honos"} <= set(known)
    assert known["phq9"]["items"] == 9
    assert all(one["name"] and one["version"] and one["scales"] for one in known.values())
    words = run("instruments").out.splitlines()
    assert len(words) == len(known)


def test_one_instrument_has_every_fact_with_its_source(run: Run) -> None:
    data = run("instruments", "phq9", "--json").data
    assert data["id"] == "phq9"
    assert len([item for item in data["items"] if not item["extra"]]) == 9
    for scale in data["scales"]:
        for facts in (scale["cutoffs"], scale["changes"], scale["reliabilities"], scale["norms"]):
            assert all(fact["source"] and isinstance(fact["verified"], bool) for fact in facts)
    assert "verified" in run("instruments", "phq9").out
    assert run("instruments", "none-such", "--json").code == 2


def test_a_definition_of_ones_own_is_checked(run: Run, tmp_path: Path) -> None:
    own = Path(shutil.copy(CATALOGUE / "phq9.toml", tmp_path / "own.toml"))
    good = run("instruments", "--check", own, "--json")
    assert (good.code, good.data["id"]) == (0, "phq9")
    own.write_text(
        own.read_text(encoding="utf-8").replace('better = "lower"', 'better = "downwards"'), encoding="utf-8"
    )
    bad = run("instruments", "--check", own, "--json")
    assert (bad.code, bad.out) == (2, "")
    assert "own.toml" in bad.err
    assert "better" in bad.err
    assert "lower" in bad.err
    for other in (tmp_path / "none.toml", tmp_path):
        assert run("instruments", "--check", other).code == 2
    own.write_bytes(b"\xff\xfe\x00")
    assert run("instruments", "--check", own).code == 2


def test_answers_are_added_up_by_the_forms_own_rule(run: Run) -> None:
    ran = run("score", "phq9", "--answers", "1,1,1,1,1,1,1,1,2", "--json")
    assert ran.code == 0
    (row,) = ran.data["rows"]
    assert row["scales"]["total"] == {"value": 10, "complete": True, "prorated": False, "why_not": None}
    assert [(one["item"], one["answer"], one["highest"]) for one in row["critical_items"]] == [(9, 2, 3)]


def test_a_score_is_a_value_or_a_reason_why_there_is_none(run: Run) -> None:
    (row,) = run("score", "phq9", "--answers", "1,,,,,,,,", "--json").data["rows"]
    total = row["scales"]["total"]
    assert total["value"] is None
    assert total["why_not"]


@pytest.mark.parametrize(
    "answers", ["9,0,0,0,0,0,0,0,0", "1,1,1,1,1,1,1,1,1,1,1", "a,1,1,1,1,1,1,1,1", "nan,1,1,1,1,1,1,1,1"]
)
def test_what_cannot_be_an_answer_needs_a_look(run: Run, answers: str) -> None:
    ran = run("score", "phq9", "--answers", answers, "--json")
    assert ran.code == 1
    assert ran.data["rows"][0]["problems"]


def test_other_columns_of_a_file_are_passed_through(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "sheets.csv"
    file.write_text(
        "id;item1;item2;item3;item4;item5;item6;item7;ward\n"
        "007;1;1;1;1;1;1;1;[x= 3\n"
        "-3;3;3;3;3;3;3;;Øst\n",
        encoding="cp1252",
    )  # fmt: skip
    ran = run("score", "gad7", "--csv", file, "--json")
    first, second = ran.data["rows"]
    assert (first["id"], first["ward"], first["scales"]["total"]["value"]) == ("007", "[x= 3", 7)
    assert (second["id"], second["ward"]) == ("-3", "Øst")


def test_a_column_named_like_a_result_does_not_take_its_place(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "sheets.csv"
    file.write_text("scales,item1,item2,item3,item4,item5,item6,item7\nkeep me,1,1,1,1,1,1,1\n", encoding="utf-8")
    (row,) = run("score", "gad7", "--csv", file, "--json").data["rows"]
    assert row["scales"]["total"]["value"] == 7


def test_score_refuses_what_it_cannot_use(run: Run, tmp_path: Path) -> None:
    no_items = tmp_path / "a.csv"
    no_items.write_text("id,name\n1,2\n", encoding="utf-8")
    for arguments in (
        ("none-such", "--answers", "1"), ("phq9",), ("phq9", "--csv", tmp_path / "none.csv"),
        ("phq9", "--csv", no_items), ("phq9", "--csv", tmp_path), ("phq9", "--answers", "1", "--csv", no_items),
    ):  # fmt: skip
        ran = run("score", *arguments, "--json")
        assert (ran.code, ran.out) == (2, ""), arguments


def test_change_carries_criterion_kind_comparator_and_source(run: Run) -> None:
    ran = run("change", "phq9", "20", "8", "--json")
    assert ran.code == 0
    assert {
        "change", "criterion", "kind", "comparator", "source", "rci", "sem", "reading", "crossed_cutoff"
    } <= set(ran.data)  # fmt: skip
    assert (ran.data["change"], ran.data["reading"]) == (-12, "clearly_better")
    assert ran.data["source"]
    assert run("change", "phq9", "8", "20", "--json").data["reading"] == "clearly_harder"
    assert run("change", "phq9", "20", "8").out.startswith("PHQ-9: 20 → 8")


def test_change_with_parameters_of_ones_own(run: Run) -> None:
    own = ("--sd", "7.5", "--reliability", "0.88", "--better", "lower", "--confidence", "0.95")
    data = run("change", "core10", "37.5", "22.5", *own, "--json").data
    assert data["sem"] == pytest.approx(2.5981, abs=1e-3)
    assert data["rci"] == pytest.approx(-4.0825, abs=1e-3)
    assert run("change", "phq9", "20", "8", "--method", "gln", "--mean", "15", "--json").code == 0


def test_change_reads_a_negative_number_as_a_number(run: Run) -> None:
    assert run("change", "phq9", "10", "-1", "--json").code in {0, 2}
    assert "No such option" not in run("change", "phq9", "-1", "10", "--json").err


def test_change_refuses_what_it_cannot_use(run: Run) -> None:
    for arguments in (
        ("none-such", "1", "2"), ("phq9", "1"), ("phq9", "one", "two"), ("phq9", "1", "2", "--scale", "none"),
        ("phq9", "1", "2", "--sd", "0"), ("phq9", "1", "2", "--reliability", "1.5"),
        ("phq9", "1", "2", "--method", "x"), ("phq9", "nan", "2"), ("phq9", "1", "inf"),
        ("phq9", "1", "2", "--sd", "nan"),
        ("phq9", "1", "2", "--reliability", "1", "--sd", "5"), ("phq9", "1", "2", "--mean", "inf", "--method", "en"),
    ):  # fmt: skip
        ran = run("change", *arguments, "--json")
        assert (ran.code, ran.out) == (2, ""), arguments


def test_help_and_version_answer_and_an_unknown_verb_is_wrong_usage(run: Run) -> None:
    assert run("--help").code == 0
    assert run("--version").code == 0
    assert run("dance").code == 2
    for verb in ("demo", "init", "import", "show", "note", "instruments", "score", "change", "doctor"):
        assert run(verb, "--help").code == 0
