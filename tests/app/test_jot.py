from __future__ import annotations

from companion.app.screens.jot import JotScreen
from companion.app.screens.patient import PatientScreen
from companion.app.widgets.room_entry import RoomEntry
from companion.workflow.desk import Desk
from tests.app.session import shared, type_in


async def test_a_saved_line_is_two_keys_and_its_text_from_any_step(desk: Desk) -> None:
    async with shared(desk, "share") as (pilot, room):
        await pilot.press("n")
        await type_in(pilot, "she laughed")
        await pilot.press("enter")
        (line,) = room.talk.lines()
        assert (line.text, line.via, line.said_by) == ("she laughed", "jot", "patient")
        assert isinstance(pilot.app.screen, PatientScreen)


async def test_escape_leaves_the_line_for_next_time(desk: Desk) -> None:
    async with shared(desk, "share") as (pilot, room):
        await pilot.press("n")
        await type_in(pilot, "half a thought")
        await pilot.press("escape")
        assert room.talk.lines() == ()
        await pilot.press("n")
        assert isinstance(pilot.app.screen, JotScreen)
        assert pilot.app.screen.query_one(RoomEntry).text == "half a thought"


async def test_a_lock_keeps_what_is_being_typed(desk: Desk) -> None:
    async with shared(desk, "share") as (pilot, room):
        await pilot.press("n")
        await type_in(pilot, "half a thought")
        assert isinstance(pilot.app.screen, JotScreen)
        pilot.app.screen.keep()
        assert room.meeting.draft("jot") == "half a thought"
