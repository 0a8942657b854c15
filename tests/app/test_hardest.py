from __future__ import annotations

from companion.app.screens.hardest import HardestScreen
from companion.app.screens.patient import PatientScreen
from companion.app.widgets.line_entry import LineEntry
from companion.clinical.model import PlanPart
from companion.paths import config_folder
from companion.workflow.desk import Desk
from tests.app.session import shared, type_in, words_on


async def test_one_key_opens_the_plan_and_lines_are_added_to_the_part_one_stands_in(desk: Desk) -> None:
    async with shared(desk) as (pilot, room):
        await pilot.press("exclamation_mark")
        assert isinstance(pilot.app.screen, HardestScreen)
        await pilot.press("a")
        await type_in(pilot, "I stop answering")
        await pilot.press("enter", "escape", "down", "a")
        await type_in(pilot, "Kettle first")
        await pilot.press("enter", "escape", "escape")
        assert [(line.part, line.text) for line in room.shelves.plan()] == [
            (PlanPart.SIGNS, "I stop answering"),
            (PlanPart.DO, "Kettle first"),
        ]
        assert isinstance(pilot.app.screen, PatientScreen)


async def test_a_line_is_changed_taken_away_and_brought_back(desk: Desk) -> None:
    async with shared(desk) as (pilot, room):
        room.shelves.add_plan_line(PlanPart.SIGNS, "I stop")
        await pilot.press("exclamation_mark", "enter")
        await type_in(pilot, " answering")
        await pilot.press("enter")
        assert [line.text for line in room.shelves.plan()] == ["I stop answering"]
        await pilot.press("x")
        assert room.shelves.plan() == ()
        await pilot.press("u")
        assert [line.text for line in room.shelves.plan()] == ["I stop answering"]


async def test_escape_keeps_what_was_typed(desk: Desk) -> None:
    async with shared(desk) as (pilot, _room):
        await pilot.press("exclamation_mark", "a")
        await type_in(pilot, "half")
        await pilot.press("escape", "escape", "exclamation_mark", "a")
        assert pilot.app.screen.query_one(LineEntry).text == "half"


async def test_the_clinics_numbers_are_there_for_everybody_and_a_mistake_in_them_hides_no_plan(desk: Desk) -> None:
    folder = config_folder()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "clinic.toml").write_text('numbers = ["By day: 22 11 33 44"]', encoding="utf-8")
    async with shared(desk, size=(80, 24)) as (pilot, room):
        await pilot.press("exclamation_mark")
        assert "By day: 22 11 33 44" in words_on(pilot)
        assert "If life is in danger now: call the emergency number." in words_on(pilot)
        await pilot.press("end", "x", "a")
        await type_in(pilot, "Ida, on Tuesdays")
        await pilot.press("enter", "escape", "escape")
        assert [(line.part, line.text) for line in room.shelves.plan()] == [(PlanPart.CLINIC, "Ida, on Tuesdays")]
        (folder / "clinic.toml").write_text("numbers = 3", encoding="utf-8")
        await pilot.press("exclamation_mark")
        assert "Ida, on Tuesdays" in words_on(pilot)
