"""`companion show --as-of` and `--stricter`: an earlier day, a stricter level."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from companion.workflow.desk import Desk
from tests.cli.conftest import Run


@pytest.fixture
def answered(desk: Desk, store: Path) -> Path:
    """Somebody with three forms; the store is closed again."""
    room = desk.room(desk.add_patient("K1", "Kari").id)
    for day, total in ((date(2024, 1, 8), 20.0), (date(2024, 3, 4), 13.0), (date(2024, 9, 2), 8.0)):
        room.marking.paper_total("phq9", day, total)
    desk.close()
    return store


def test_a_patient_as_it_was_in_march(run: Run, answered: Path, on: list[str]) -> None:
    data = run("show", "K1", "--as-of", "2024-03-31", *on, "--json").data
    (scale,) = [scale for domain in data["domains"] for scale in domain["scales"]]
    assert [score["value"] for score in scale["scores"]] == [20, 13]
    assert data["today"] == "2024-03-31"
    assert any("Pfizer" in credit for credit in data["credits"])
    assert "As it was on that day." in run("show", "K1", "--as-of", "2024-03-31", *on).out
    assert run("show", "K1", "--as-of", "2024-03", *on, "--json").data == data
    assert run("show", "K1", "--as-of", "2024-02", *on, "--json").data["today"] == "2024-02-29"
    for wrong in ("March", "2999-01-01", "2024-13", "2999-01"):
        ran = run("show", "K1", "--as-of", wrong, *on, "--json")
        assert ran.code in {1, 2}
        assert ran.out == ""


def test_a_stricter_level_can_be_chosen(run: Run, answered: Path, on: list[str]) -> None:
    def since_start(*options: str) -> tuple[str, str]:
        data = run("show", "K1", "--as-of", "2024-03-31", *options, *on, "--json").data
        (scale,) = [scale for domain in data["domains"] for scale in domain["scales"]]
        return scale["changes"]["since_start"]["kind"], scale["readings"]["since_start"]

    assert since_start() == ("service rule", "clearly_better")
    # 7 points; more than 2.5758 * sqrt(2) * 1.8241 = 6.64 count
    assert since_start("--stricter") == ("RCI99", "clearly_better")
