"""Then & now: the words first, then the readings, and one question between them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from companion.app.screens.patient import PatientScreen
from companion.app.steps.then_now import ThenNowStep
from companion.clinical.model import Display, Moment
from companion.workflow.desk import Desk
from companion.workflow.views import ThenNow
from tests.app.look_app import screen_text, stepping
from tests.app.look_room import LAST, START, YEAR, HandMade
from tests.app.session import shared, words_on

SIZES = [(80, 24), (100, 30), (200, 50)]


class Noting(HandMade):
    """A room that remembers which moments were put side by side."""

    def then_now(self, then: Moment, now: Moment | None = None) -> ThenNow:
        self.acts.append(("side by side", then, now))
        return super().then_now(then, now)


@pytest.mark.parametrize("size", SIZES)
async def test_words_then_readings_then_one_question(size: tuple[int, int]) -> None:
    async with stepping(ThenNowStep, size=size) as (pilot, _, _room):
        text = " ".join(screen_text(pilot).split())
        assert '"The door is shut.' in text
        assert '"The door is open most' in text
        for words in ("clearly more", "easier, says Kari", "lower", "What do you see when you put these two"):
            assert words in text
        assert text.index("The door is shut") < text.index("clearly more") < text.index("What do you see")


async def test_numbers_are_there_only_when_they_were_chosen() -> None:
    async with stepping(ThenNowStep) as (pilot, _, _room):
        assert "1 then, 7 now" in screen_text(pilot)
    async with stepping(ThenNowStep, HandMade(display=Display.WORDS)) as (pilot, _, _room):
        assert "then," not in screen_text(pilot)
        assert "clearly more" in screen_text(pilot)


async def test_on_a_day_with_nothing_only_the_words_stand() -> None:
    async with stepping(ThenNowStep, HandMade(display=Display.NOTHING)) as (pilot, _, _room):
        text = screen_text(pilot)
        assert "The door is shut" in text
        assert "PHQ-9" not in text


async def test_quick_keys_put_the_usual_moments_beside_today() -> None:
    room = Noting()
    async with stepping(ThenNowStep, room) as (pilot, _, _room):
        for key in ("l", "a", "s"):
            await pilot.press(key)
            await pilot.app.workers.wait_for_complete()
    assert [act[1] for act in room.acts] == [START, LAST, YEAR, START]


async def test_enter_on_a_side_chooses_its_moment() -> None:
    room = Noting()
    async with stepping(ThenNowStep, room) as (pilot, _, _room):
        await pilot.press("enter", "down", "enter")
        await pilot.app.workers.wait_for_complete()
        assert room.acts[-1] == ("side by side", LAST, None)
        await pilot.press("right", "enter", "down", "down", "enter")
        await pilot.app.workers.wait_for_complete()
        assert room.acts[-1] == ("side by side", LAST, YEAR)


async def test_t_goes_on_to_what_has_changed() -> None:
    async with stepping(ThenNowStep) as (pilot, frame, _):
        await pilot.press("t")
        assert frame.went == ["changed"]


async def test_the_step_opens_outside_any_field() -> None:
    async with stepping(ThenNowStep) as (pilot, _, _room):
        assert pilot.app.focused is not None
        assert pilot.app.focused.id == "moment-then"


async def test_without_any_answers_it_says_so_kindly() -> None:
    async with stepping(ThenNowStep, HandMade(shown_rows=())) as (pilot, _, _room):
        assert "one moment only" in screen_text(pilot)
        await pilot.press("enter", "s", "l")


async def test_where_there_is_one_moment_only_nobody_is_asked_to_compare(desk: Desk) -> None:
    async with shared(desk, "then_now") as (pilot, room):
        await pilot.pause()
        assert "There is one moment only so far." in words_on(pilot)
        room.marking.paper_total("phq9", room.today - timedelta(days=6), 9)
        room.marking.paper_total("phq9", room.today, 12)
        screen = pilot.app.screen
        assert isinstance(screen, PatientScreen)
        screen.reload()
        await pilot.pause()
        assert "What do you see when you put these two side by side?" in words_on(pilot)
