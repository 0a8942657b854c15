from __future__ import annotations

from companion.app.screens.patient import PatientScreen
from companion.app.screens.short_code import ShortCodeScreen
from companion.app.screens.stop import StopScreen
from companion.app.screens.your_turn import YourTurnScreen
from companion.clinical.model import How
from companion.workflow.desk import Desk
from tests.app.session import CODE, shared, type_in, words_on


async def test_the_patient_marks_alone_and_only_the_short_code_comes_back(desk: Desk) -> None:
    async with shared(desk) as (pilot, room):
        await pilot.press("h", "enter", "7", "enter")
        room.refresh()
        row = next(row for row in room.look.review().rows if row.own is not None)
        assert row.now is not None
        assert (row.now.value, row.now.how) == (7, How.ALONE)
        assert "Thank you. We look at it together." in words_on(pilot)
        await pilot.press("escape", "escape", "3")
        assert isinstance(pilot.app.screen, YourTurnScreen)
        await pilot.press("enter")
        assert isinstance(pilot.app.screen, ShortCodeScreen)
        await type_in(pilot, "0000")
        await pilot.press("enter")
        assert not isinstance(pilot.app.screen, PatientScreen)
        await pilot.press("escape")
        await pilot.press("enter")
        await type_in(pilot, CODE)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, PatientScreen)


async def test_a_line_written_alone_is_typed_and_said_by_the_patient(desk: Desk) -> None:
    async with shared(desk) as (pilot, room):
        await pilot.press("h", "down", "enter")
        await type_in(pilot, "I could not say it aloud")
        await pilot.press("enter")
        (line,) = room.talk.lines()
        assert (line.said_by, line.typed_by, line.via) == ("patient", "patient", "your_turn")


async def test_stop_is_always_there_and_loses_nothing(desk: Desk) -> None:
    async with shared(desk) as (pilot, room):
        await pilot.press("h", "down", "enter")
        await type_in(pilot, "half")
        await pilot.press("f12")
        assert isinstance(pilot.app.screen, StopScreen)
        assert room.meeting.draft("your_turn") == "half"
        await pilot.press("enter")
        assert isinstance(pilot.app.screen, YourTurnScreen)
