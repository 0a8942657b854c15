"""What does not apply, and which scale a change is read on where none is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.mark.parametrize("cell", ["na", "n/a", "NA", " N/A "])
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


def test_a_change_is_read_on_the_scale_that_stands_for_the_form(run: Run) -> None:
    assert run("change", "who5", "20", "60", "--json").data["change"] == 40
    assert run("change", "who5", "20", "60", "--scale", "raw", "--json").data["change"] is None
    assert run("change", "dialog", "3", "5", "--json").code == 0
