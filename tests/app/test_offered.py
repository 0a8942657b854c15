"""What carries over on the shared screen: offers, a hope that waits, the sheet, an answer's meaning."""

from __future__ import annotations

from datetime import timedelta

import pytest

from companion.app.screens.here_before import HereBeforeScreen
from companion.app.screens.meaning import MeaningScreen
from companion.app.screens.stands_still import StandsStillScreen
from companion.app.steps.changed import ChangedStep
from companion.app.widgets.chart import Chart
from companion.app.widgets.question import Question
from companion.clinical.model import Display, Kind
from companion.store.acts.lines import Say
from companion.workflow.desk import Desk
from tests.app.session import shared, type_in, words_on

SIZES = pytest.mark.parametrize("size", [(80, 24), (100, 30)])


def put_aside(desk: Desk) -> None:
    room = desk.room(desk.find("K-1042").id)
    room.perform(Say(room.patient.id, None, "the river on Sunday", keepsake=True, day=room.today - timedelta(days=60)))


@SIZES
async def test_a_keepsake_is_offered_seen_and_then_the_question_comes(desk: Desk, size: tuple[int, int]) -> None:
    put_aside(desk)
    async with shared(desk, "changed", size=size) as (pilot, room):
        await pilot.press("enter")
        step = pilot.app.screen.query_one(ChangedStep)
        assert step.memory.phase == "offer"
        assert "In September 2026 you put something aside for a day like this. See it?" in words_on(pilot)
        assert "river" not in words_on(pilot)
        await pilot.press("w")
        assert "You chose something that is hard." in words_on(pilot)
        await pilot.press("enter")
        assert "“the river on Sunday”" in words_on(pilot)
        await pilot.press("enter")
        assert step.memory.phase == "ask"
        assert room.facts.prompt_uses[-1].outcome == "seen"
        await pilot.press("escape", "c", "enter")
        assert step.memory.phase == "ask", "at most one a session"


async def test_an_offer_stays_while_one_goes_to_another_step(desk: Desk) -> None:
    put_aside(desk)
    async with shared(desk, "changed") as (pilot, _room):
        await pilot.press("enter", "1", "3")
        await pilot.pause()
        assert "See it?" in pilot.app.screen.query_one(Question).words
        await pilot.press("down", "enter")
        assert pilot.app.screen.query_one(ChangedStep).memory.phase == "ask"


async def test_take_it_away_leaves_the_line_and_takes_the_keepsake(desk: Desk) -> None:
    put_aside(desk)
    async with shared(desk, "changed") as (pilot, room):
        await pilot.press("enter", "down", "down", "enter")
        assert room.shelves.keepsakes() == ()
        assert [line.text for line in room.facts.lines] == ["the river on Sunday"]


async def test_a_hope_is_opened_from_its_line(desk: Desk) -> None:
    async with shared(desk, "changed") as (pilot, room):
        room.talk.say("a summer by the sea", said_by="clinician", kind=Kind.HOPE)
        step = pilot.app.screen.query_one(ChangedStep)
        step.reload()
        assert "summer" not in words_on(pilot)
        step.said.point(str(step.lines()[0].id))
        step.said.focus()
        await pilot.press("enter", "enter")
        await pilot.pause()
        assert "a summer by the sea" in words_on(pilot)


@SIZES
async def test_the_sheet_takes_answers_line_by_line(desk: Desk, size: tuple[int, int]) -> None:
    async with shared(desk, "changed", size=size) as (pilot, room):
        await pilot.press("s")
        assert isinstance(pilot.app.screen, StandsStillScreen)
        assert "What do you need to feel safe?" in words_on(pilot)
        await pilot.press("enter")
        await type_in(pilot, "slower")
        await pilot.press("enter", "enter")
        await type_in(pilot, "more walks")
        await pilot.press("enter", "escape")
        said = [(line.prompt, line.text) for line in room.talk.lines()]
        assert said == [("still-together", "slower"), ("still-want", "more walks")]
        assert not isinstance(pilot.app.screen, StandsStillScreen)


@pytest.mark.parametrize("keys", [["e"], ["exclamation_mark", "e"]])
async def test_earlier_times_come_only_when_asked_for(desk: Desk, keys: list[str]) -> None:
    async with shared(desk, "changed", size=(80, 24)) as (pilot, _room):
        await pilot.press(*keys)
        await pilot.pause()
        assert isinstance(pilot.app.screen, HereBeforeScreen)
        assert "No earlier time is like now" in words_on(pilot)
        await pilot.press("w", "escape")
        assert not isinstance(pilot.app.screen, HereBeforeScreen)


async def test_an_answer_is_asked_about_and_read_out_with_its_point(desk: Desk) -> None:
    async with shared(desk, "look") as (pilot, room):
        room.look.set_display(Display.NUMBERS)
        room.marking.mark(room.marking.own_measures()[0].id, 3)
        screen = pilot.app.screen
        screen.choose_display(Display.NUMBERS)  # type: ignore[attr-defined]
        await pilot.pause()
        await pilot.press("q")
        assert isinstance(pilot.app.screen, MeaningScreen)
        assert "When you answered 3, what did you think of?" in words_on(pilot)
        await type_in(pilot, "the hall was dark")
        await pilot.press("enter", "left")
        assert room.talk.lines()[-1].text == "the hall was dark"
        assert pilot.app.screen.query_one(Chart).readout().endswith("“the hall was dark”")
