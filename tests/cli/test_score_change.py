"""What does not apply, and which scale a change is read on where none is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.mark.parametrize("cell", ["na", "n/a", "NA", " N/A ", "ikke aktuelt", "Ikkje aktuelt"])
def test_an_item_that_does_not_apply_is_left_out_by_the_forms_own_rule(run: Run, cell: str) -> None:
    ran = run("score", "wsas", "--answers", f"{cell},1,2,3,4", "--json")
    assert ran.code == 0
    (row,) = ran.data["rows"]
    assert row["scales"]["total"] == {"value": 10, "complete": True, "prorated": False, "why_not": None}
    assert (row["does_not_apply"], row["problems"]) == ([1], [])


def test_an_item_that_always_applies_is_named_and_never_guessed(run: Run) -> None:
    ran = run("score", "wsas", "--answers", "1,na,2,3,4", "--json")
    assert ran.code == 1
    (row,) = ran.data["rows"]
    assert row["scales"]["total"]["value"] is None
    assert row["problems"] == ["Question 2 always applies on this form."]


def test_what_does_not_apply_in_a_file(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "sheets.csv"
    file.write_text("id,item1,item2,item3,item4,item5\na,na,1,2,3,4\nb,,1,2,3,4\nc,8,1,2,3,4\n", encoding="utf-8")
    rows = run("score", "wsas", "--csv", file, "--json").data["rows"]
    assert [row["scales"]["total"]["value"] for row in rows] == [10, None, 18]
    assert [row["does_not_apply"] for row in rows] == [[1], [], []]
    assert "total: 10" in run("score", "wsas", "--csv", file).out


def test_a_table_of_several_forms_from_r_is_scored_form_by_form(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "from_r.csv"
    items = ",".join(f"item{number}" for number in range(1, 11))
    rows = ["NA,1,2,3,4,NA,NA,NA,NA,NA", "1,2,3,4,NA,NA,NA,NA,NA,NA", "0,0,0,0,0,NA,NA,NA,NA,NA"]
    file.write_text(f"{items}\n" + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    ran = run("score", "wsas", "--csv", file, "--json")
    assert ran.code == 1
    assert [row["scales"]["total"]["value"] for row in ran.data["rows"]] == [10, None, 0]
    assert [row["does_not_apply"] for row in ran.data["rows"]] == [[1], [], []]
    assert [row["problems"] for row in ran.data["rows"]] == [[], ["Question 5 always applies on this form."], []]


def test_na_is_a_missing_answer_to_the_forms_own_rule_and_never_nought(run: Run) -> None:
    ran = run("score", "core10", "--answers", "1,1,1,1,NA,1,1,1,1,1", "--json")
    assert ran.code == 1
    (row,) = ran.data["rows"]
    # Nine answers, two of them turned round: 7 * 1 + 2 * 3 = 13, and ten items of them 130 / 9.
    assert row["scales"]["total"]["value"] == pytest.approx(130 / 9)
    assert row["scales"]["total"]["prorated"] is True
    assert (row["does_not_apply"], row["problems"]) == ([], ["Question 5 always applies on this form."])


def test_a_change_is_read_on_the_scale_that_stands_for_the_form(run: Run) -> None:
    assert run("change", "who5", "20", "60", "--json").data["change"] == 40
    assert run("change", "who5", "20", "60", "--scale", "raw", "--json").data["change"] is None
    assert run("change", "dialog", "3", "5", "--json").code == 0


def test_a_question_that_does_not_apply_is_said_to_make_a_version_of_its_own(run: Run) -> None:
    (row,) = run("score", "wsas", "--answers", "na,1,2,3,4", "--json").data["rows"]
    assert (row["version"], row["does_not_apply"]) == ("0-40, without item 1", [1])
    (whole,) = run("score", "wsas", "--answers", "1,1,2,3,4", "--json").data["rows"]
    assert (whole["version"], whole["does_not_apply"]) == ("0-40", [])
    assert "Question 1 does not apply: a version of its own." in run("score", "wsas", "--answers", "na,1,2,3,4").out
    assert "a version of its own" not in run("score", "wsas", "--answers", "1,1,2,3,4").out
