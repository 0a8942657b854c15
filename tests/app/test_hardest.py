from __future__ import annotations

from companion.app.screens.hardest import HardestScreen
from companion.app.screens.patient import PatientScreen
from companion.app.widgets.line_entry import LineEntry
from companion.clinical.model import PlanPart
from companion.workflow.desk import Desk
from tests.app.session import shared, type_in


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
