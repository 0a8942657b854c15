from __future__ import annotations

from datetime import timedelta

from companion.app.screens.patient import PatientScreen
from companion.app.screens.short_code import ShortCodeScreen
from companion.app.screens.stop import StopScreen
from companion.app.screens.your_turn import YourTurnScreen
from companion.clinical.model import Domain, How, Kind, MoreHelp
from companion.store.acts.lines import Say
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
        calm = pilot.app.screen.query_one(".calm")
        assert calm.region.width >= len("We stop here for a while."), "the one sentence is there to be read"
        assert room.meeting.draft("your_turn") == "half"
        await pilot.press("enter")
        assert isinstance(pilot.app.screen, YourTurnScreen)


def wants_more_help(desk: Desk) -> None:
    """More help is wanted with others, where something was put aside two months ago."""
    room = desk.room(desk.find("K-1042").id)
    me, day = room.patient.id, room.today - timedelta(days=60)
    room.perform(Say(me, None, "Anne came and stayed", keepsake=True, domain=Domain.RELATING, day=day))
    room.perform(Say(me, None, "I hope for a summer", said_by="clinician", kind=Kind.HOPE, day=day))
    room.look.more_help(Domain.RELATING, MoreHelp.YES)


async def test_somebody_alone_is_offered_one_thing_of_their_own_quietly_and_once(desk: Desk) -> None:
    wants_more_help(desk)
    async with shared(desk, size=(80, 24)) as (pilot, room):
        await pilot.press("h", "enter", "7", "enter")
        page = pilot.app.screen
        assert isinstance(page, YourTurnScreen)
        assert page.page == "offer"
        assert "In September 2026 you put something aside. See it?" in words_on(pilot)
        assert "Anne" not in words_on(pilot)
        await pilot.press("enter")
        assert "Anne came and stayed" in words_on(pilot)
        await pilot.press("enter")
        assert page.page == "thanks"
        await pilot.press("down", "enter", "enter", "8", "enter")
        assert page.page == "thanks", "at most one"
        assert room.facts.prompt_uses[-1].outcome == "seen"


async def test_an_offer_to_somebody_alone_can_be_refused_and_nothing_is_asked_of_nobody(desk: Desk) -> None:
    wants_more_help(desk)
    async with shared(desk) as (pilot, room):
        await pilot.press("h", "up", "enter")
        page = pilot.app.screen
        assert isinstance(page, YourTurnScreen)
        assert page.page == "thanks", "nothing now is nothing now"
        await pilot.press("down", "enter", "enter", "7", "enter")
        assert page.page == "offer"
        await pilot.press("escape")
        assert page.page == "thanks"
        assert room.facts.prompt_uses[-1].outcome == "not_today"


async def test_where_nothing_is_harder_nothing_is_offered_to_somebody_alone(desk: Desk) -> None:
    wants_more_help(desk)
    async with shared(desk) as (pilot, room):
        room.look.more_help(Domain.RELATING, MoreHelp.FINE)
        await pilot.press("h", "enter", "7", "enter")
        page = pilot.app.screen
        assert isinstance(page, YourTurnScreen)
        assert page.page == "thanks"
