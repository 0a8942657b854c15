"""The caseload of made-up people lies beside their store, and is the one that stands in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from companion import paths
from companion.clock import Clock
from companion.workflow import ready_made
from companion.workflow.desk import open_demo


@pytest.fixture(autouse=True)
def two_people(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    people = tmp_path / "fixtures" / "people"
    people.mkdir(parents=True)
    (people / "nils.toml").write_text('key = "7"\nname = "Nils"\nabout = "new"\n', encoding="utf-8")
    (people / "nina.toml").write_text('key = "007"\nname = "Nína [b]"\nabout = "new"\n', encoding="utf-8")
    monkeypatch.setattr(paths, "fixtures_folder", lambda: tmp_path / "fixtures")


def test_what_lies_ready_is_what_the_store_says(clock: Clock) -> None:
    assert ready_made.read_rows(clock, "en") is None, "nothing was made yet"
    desk = open_demo(clock)
    try:
        assert ready_made.read_rows(clock, "en") == desk.caseload()
    finally:
        desk.close()
    assert ready_made.read_rows(clock, "nb") is None, "another language is another store"


@pytest.mark.parametrize("text", ["", "[{", "{}", '[{"id": 1}]', '[{"id": "x"}]', "[1]"])
def test_a_list_that_is_not_whole_is_no_list(clock: Clock, text: str) -> None:
    open_demo(clock).close()
    (ready_made.place(clock, "en") / "caseload.json").write_text(text, encoding="utf-8")
    assert not ready_made.read_rows(clock, "en")


def test_the_real_people_are_the_same_in_both(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    desk = open_demo(clock)
    try:
        assert ready_made.read_rows(clock, "en") == desk.caseload()
        assert len(desk.caseload()) > 10
    finally:
        desk.close()
