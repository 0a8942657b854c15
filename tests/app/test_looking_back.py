"""As it was: a day that is past can be looked at from the own view, and nothing is written there."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from companion.app.app import CompanionApp
from companion.app.asks import OpenPatient, Unlocked
from companion.app.days import parse_last_day
from companion.app.screens.hardest import HardestScreen
from companion.app.screens.moments import LookBackScreen
from companion.app.screens.palette import offered
from companion.app.screens.past import PastScreen
from companion.app.screens.patient import PatientScreen
from companion.app.screens.stop import StopScreen
from companion.app.screens.unlock import UnlockScreen
from companion.app.screens.why import WhyScreen
from companion.app.steps.look_offers import OFFERS
from companion.app.steps.past import WRITING
from companion.clinical.model import How
from companion.language import ENGLISH, Language
from companion.workflow.as_of import ONLY_LOOK
from companion.workflow.desk import Desk
from tests.app.look_app import screen_text
from tests.app.session import shared, words_on

FORMS = ((date(2024, 1, 15), 20.0), (date(2024, 3, 20), 16.0), (date(2026, 10, 1), 4.0))
TODAY = date(2026, 11, 23)


@asynccontextmanager
async def own_view(desk: Desk, size: tuple[int, int] = (100, 30)) -> AsyncIterator[Pilot[None]]:
    """Kari's own view, with forms of more than two years."""
    room = desk.room(desk.find("K-1042").id)
    for day, total in FORMS:
        room.marking.paper_total("phq9", day, total, How.ALONE)
    app = CompanionApp(desk.store.folder, clock=desk.clock)
    async with app.run_test(size=size) as pilot:
        app.post_message(Unlocked(desk))
        await pilot.pause()
        app.post_message(OpenPatient(room.patient.id))
        await pilot.pause()
        yield pilot


async def look_back(pilot: Pilot[None], typed: str) -> None:
    """Type a day or a month into the question for it."""
    await pilot.press("D")
    await pilot.pause()
    assert isinstance(pilot.app.screen, LookBackScreen)
    field = pilot.app.screen.query_one("#other", Input)
    if typed[:2].isalnum():  # from the first letter on it goes into the field by itself
        await pilot.press(*typed[:2])
        assert (pilot.app.focused, field.value) == (field, typed[:2])
    field.focus()
    field.value = typed
    await pilot.press("enter")
    await pilot.pause()
    await pilot.pause()


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("March 2024", date(2024, 3, 31)),
        ("mar. 2024", date(2024, 3, 31)),
        ("2024-02", date(2024, 2, 29)),
        ("3.2024", date(2024, 3, 31)),
        ("3/2024", date(2024, 3, 31)),
        ("november 2026", TODAY),
        ("5 Mar 2024", date(2024, 3, 5)),
        ("2024-03-05", date(2024, 3, 5)),
        ("2024-13", None),
        ("0.2024", None),
        ("Somewhen 2024", None),
        ("2024", None),
        ("", None),
    ],
)
def test_a_day_or_the_end_of_a_month_is_read(typed: str, day: date | None) -> None:
    assert parse_last_day(typed, TODAY, ENGLISH) == day


def test_months_are_read_in_the_language_of_the_screen() -> None:
    assert parse_last_day("oktober 2024", TODAY, Language("nb")) == date(2024, 10, 31)


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (200, 50)])
async def test_look_shows_the_day_and_the_header_says_so_all_the_time(desk: Desk, size: tuple[int, int]) -> None:
    async with own_view(desk, size) as pilot:
        assert "as it was" not in screen_text(pilot)
        await look_back(pilot, "March 2024")
        assert isinstance(pilot.app.screen, PastScreen)
        text = screen_text(pilot)
        assert "as it was on 31 Mar 2024 · Kari" in text.splitlines()[0]
        assert "16" in text
        assert "Oct 2026" not in text
        assert "the door is open" not in text  # this measure came in 2026
        assert "back to today" in text
        await pilot.press("2")
        await pilot.pause()
        text = screen_text(pilot)
        assert "as it was on 31 Mar 2024 · Kari" in text.splitlines()[0]
        assert "20 then, 16 now" in text
        assert "Today ▾" not in text
        assert "back to today" in text
        await pilot.press("1", "escape")
        await pilot.pause()
        assert type(pilot.app.screen) is PatientScreen
        assert "as it was" not in screen_text(pilot)


@pytest.mark.parametrize("size", [(80, 24), (100, 30)])
async def test_the_field_for_a_month_is_in_sight(desk: Desk, size: tuple[int, int]) -> None:
    async with own_view(desk, size) as pilot:
        room = desk.room(desk.find("K-1042").id)
        for month in range(1, 11):
            room.marking.add_event(date(2026, month, 3), f"event {month}")
        await pilot.press("D")
        await pilot.pause()
        assert "March 2024 or 3.11.2024" in screen_text(pilot)


async def test_a_moment_of_the_list_and_the_same_key_back(desk: Desk) -> None:
    async with own_view(desk) as pilot:
        await pilot.press("D", "enter")
        await pilot.pause()
        assert "as it was on 15 Jan 2024" in screen_text(pilot)
        await pilot.press("D")
        await pilot.pause()
        assert type(pilot.app.screen) is PatientScreen


async def test_what_cannot_be_read_or_is_still_to_come_is_asked_again(desk: Desk) -> None:
    async with own_view(desk) as pilot:
        for typed in ("some day", "March 2031"):
            await look_back(pilot, typed)
            assert isinstance(pilot.app.screen, LookBackScreen)
            assert "or a month as March 2024" in " ".join(screen_text(pilot).split())
            await pilot.press("escape")
            await pilot.pause()
        await look_back(pilot, "today")
        assert type(pilot.app.screen) is PatientScreen
        assert "this is today" in screen_text(pilot)


async def test_every_key_that_writes_says_why_it_does_not(desk: Desk) -> None:
    async with own_view(desk) as pilot:
        await look_back(pilot, "March 2024")
        app = pilot.app
        writing = [key for one in OFFERS if one.action in WRITING for key in one.keys.split(",")]
        assert len(writing) > 10
        for key in [*writing, "0", "3", "4", "5", "n", "h", "w", "b"]:
            app.clear_notifications()
            await pilot.press(key)
            await pilot.pause()
            assert isinstance(app.screen, PastScreen), key
            assert [one.message for one in app._notifications] == [ONLY_LOOK], key
        await pilot.press("2")
        await pilot.pause()
        app.clear_notifications()
        await pilot.press("t")
        await pilot.pause()
        assert [one.message for one in app._notifications] == [ONLY_LOOK]


async def test_the_palette_offers_only_what_looks(desk: Desk) -> None:
    async with own_view(desk) as pilot:
        today = {one.command.id for one in offered(pilot.app.screen, in_session=False)}
        assert {"patient.as_it_was", "patient.jot", "look.mark", "look.why"} <= today
        await look_back(pilot, "March 2024")
        past = {one.command.id for one in offered(pilot.app.screen, in_session=False)}
        assert {"look.why", "patient.moment", "patient.back", "patient.as_it_was", "step.then_now"} <= past
        for gone in ("patient.jot", "patient.before", "patient.hand_over", "patient.present", "step.write", "look.mark",
                     "look.paper", "look.event", "look.relatives"):  # fmt: skip
            assert gone not in past


async def test_why_and_the_moments_are_those_of_the_day(desk: Desk) -> None:
    async with own_view(desk) as pilot:
        await look_back(pilot, "March 2024")
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, WhyScreen)
        assert "16 on 20 Mar 2024" in words_on(pilot)
        await pilot.press("escape", "m")
        await pilot.pause()
        assert "2026" not in words_on(pilot).replace("3.11.2026", "")


async def test_before_the_first_answers_there_is_one_calm_sentence(desk: Desk) -> None:
    async with own_view(desk) as pilot:
        await look_back(pilot, "2020-05")
        assert "Nothing was answered yet on this day." in words_on(pilot)
        assert "a form filled in on paper" not in screen_text(pilot)


async def test_the_plan_and_stop_are_one_key_away_and_are_todays(desk: Desk) -> None:
    async with own_view(desk) as pilot:
        for key, kind in (("f3", HardestScreen), ("f12", StopScreen)):
            await look_back(pilot, "March 2024")
            await pilot.press(key)
            await pilot.pause()
            assert isinstance(pilot.app.screen, kind)
            assert pilot.app.screen.room.today == TODAY
            assert not any(isinstance(one, PastScreen) for one in pilot.app.screen_stack)
            await pilot.press("escape")
            await pilot.pause()


async def test_a_lock_comes_back_to_today(desk: Desk) -> None:
    async with own_view(desk) as pilot:
        await look_back(pilot, "March 2024")
        await pilot.press("ctrl+l")
        await pilot.pause()
        assert isinstance(pilot.app.screen, UnlockScreen)
        assert "as it was" not in screen_text(pilot)
        assert not any(isinstance(one, PatientScreen) for one in pilot.app.screen_stack)


async def test_a_session_never_looks_back(desk: Desk) -> None:
    async with shared(desk, "look") as (pilot, _room):
        await pilot.press("D")
        await pilot.pause()
        assert type(pilot.app.screen) is PatientScreen
        assert "patient.as_it_was" not in {one.command.id for one in offered(pilot.app.screen, in_session=True)}


async def test_another_way_of_answering_stands_beside_the_reading(desk: Desk) -> None:
    room = desk.room(desk.find("K-1042").id)
    room.marking.paper_total("gad7", date(2026, 1, 5), 15.0, How.ALONE)
    room.marking.paper_total("gad7", date(2026, 11, 9), 14.0, How.READ_ALOUD)
    async with own_view(desk) as pilot:
        for _ in range(6):
            if "answered in two ways: alone, then read aloud" in screen_text(pilot):
                break
            await pilot.press("down")
            await pilot.pause()
        else:
            raise AssertionError("it never stood there")
