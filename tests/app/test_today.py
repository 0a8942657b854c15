from __future__ import annotations

from companion.app.screens.first_time import FirstTimeScreen
from companion.app.screens.patient import StepBar
from companion.app.screens.stop import StopScreen
from companion.app.steps.today import TodayStep
from companion.app.widgets.choices import Choices
from companion.app.widgets.line_list import LineList
from companion.app.widgets.room_entry import RoomEntry
from companion.clinical.model import AgreementState, Kind
from companion.workflow.desk import Desk
from tests.app.look_app import screen_text
from tests.app.session import NASTY, NASTY_SHOWN, shared, type_in, words_on


async def test_today_opens_without_numbers_and_without_a_field_in_focus(desk: Desk) -> None:
    async with shared(desk) as (pilot, _room):
        assert isinstance(pilot.app.focused, TodayStep)
        assert "Somebody" not in words_on(pilot)


async def test_enter_and_a_text_say_what_matters_today(desk: Desk) -> None:
    async with shared(desk) as (pilot, room):
        await pilot.press("enter")
        await type_in(pilot, NASTY)
        await pilot.press("enter")
        (line,) = room.talk.lines()
        assert (line.kind, line.said_by, line.text) == (Kind.MATTERS, "patient", NASTY_SHOWN)
        assert NASTY_SHOWN in words_on(pilot)


async def test_agreements_are_reviewed_with_one_key_each_the_clinicians_first(desk: Desk) -> None:
    async with shared(desk) as (pilot, room):
        shown = pilot.app.screen.query_one("#agreements", LineList).lines
        assert [row.text for row in shown] == ["Call the housing office", "Curtains open one morning"]
        await pilot.press("d", "y")
        states = {one.text: one.state for one in room.shelves.agreements()}
        assert states == {
            "Call the housing office": AgreementState.DONE,
            "Curtains open one morning": AgreementState.NOT_YET,
        }


async def test_letters_are_letters_while_one_writes(desk: Desk) -> None:
    async with shared(desk) as (pilot, room):
        await pilot.press("n", "d", "5", "exclamation_mark")
        assert pilot.app.screen.query_one("#step-today").query_one(RoomEntry).text == "d5!"
        assert pilot.app.screen.query_one(StepBar).current == "today"
        assert all(one.state is AgreementState.OPEN for one in room.shelves.agreements())


async def test_just_here_today_is_a_whole_session(desk: Desk) -> None:
    async with shared(desk) as (pilot, _room):
        pilot.app.screen.query_one("#then", Choices).focus()
        await pilot.press("right", "right", "enter")
        assert "Just here today" in words_on(pilot)
        assert not pilot.app.screen.query_one("#then").display


async def test_a_first_session_says_what_this_is_and_that_one_may_say_no(desk: Desk) -> None:
    async with shared(desk, key="K-2000") as (pilot, _room):
        assert isinstance(pilot.app.screen, FirstTimeScreen)
        assert "You may say no" in words_on(pilot)
        await pilot.press("right", "enter")
        assert "Just here today" in words_on(pilot)


async def test_stop_is_a_blank_page_and_enter_comes_back(desk: Desk) -> None:
    async with shared(desk) as (pilot, _room):
        await pilot.press("n", "a", "f12")
        assert isinstance(pilot.app.screen, StopScreen)
        assert "Kari" not in words_on(pilot)
        await pilot.press("3", "enter")
        assert pilot.app.screen.query_one(StepBar).current == "today"
        assert pilot.app.screen.query_one("#step-today").query_one(RoomEntry).text == "a"


async def test_after_what_matters_is_written_the_keys_work_again(desk: Desk) -> None:
    async with shared(desk, size=(80, 24)) as (pilot, room):
        await pilot.press("n")
        await type_in(pilot, "to sleep")
        await pilot.press("enter", "d", "n")
        await type_in(pilot, "and the letter")
        await pilot.press("enter", "3")
        await pilot.pause()
        assert [line.text for line in room.talk.lines()] == ["to sleep", "and the letter"]
        assert room.shelves.standing()[0].state is AgreementState.DONE
        assert pilot.app.screen.query_one(StepBar).current == "changed"


async def test_in_the_field_the_keys_at_the_foot_are_those_that_work_there(desk: Desk) -> None:
    async with shared(desk, size=(80, 24)) as (pilot, _room):
        step = pilot.app.screen.query_one(TodayStep)
        outside = step.hints
        assert ("d", "done") in outside
        await pilot.press("n")
        await pilot.pause()
        assert [key for key, _ in step.hints] == ["enter", "escape", "f2"]
        assert "leave the field" in screen_text(pilot)
        assert "n note" not in screen_text(pilot)
        await pilot.press("escape")
        await pilot.pause()
        assert step.hints == outside
        assert "leave the field" not in screen_text(pilot)
