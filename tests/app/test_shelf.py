"""The shelves: words that stand are changed and brought back, and each belongs to a part of life."""

from __future__ import annotations

from datetime import timedelta

from companion.app.screens.agreement import AgreementScreen
from companion.app.screens.confirm import Choose
from companion.app.screens.shelf import ShelfScreen
from companion.app.widgets.line_entry import LineEntry
from companion.clinical.model import AgreementState, Domain, StrategyState, Who
from companion.workflow.desk import Desk
from tests.app.session import shared, type_in, words_on


async def test_a_new_strategy_belongs_to_what_was_talked_about_unless_another_part_is_chosen(desk: Desk) -> None:
    async with shared(desk, "write") as (pilot, room):
        room.talk.say("The door", domain=Domain.RELATING)
        await pilot.press("k", "a")
        await type_in(pilot, "Ring Anne")
        await pilot.press("enter", "enter")
        assert isinstance(pilot.app.screen, Choose)
        await pilot.press("enter")
        await pilot.pause()
        (one,) = room.shelves.strategies()
        assert (one.text, one.domain) == ("Ring Anne", Domain.RELATING)
        assert "Getting on with others" in words_on(pilot)
        await pilot.press("b", "home", "enter")
        await pilot.pause()
        assert room.shelves.strategies()[0].domain is None


async def test_the_words_of_a_strategy_change_and_come_back(desk: Desk) -> None:
    async with shared(desk, "write") as (pilot, room):
        made = room.shelves.add_strategy("Walk", "mornings", Domain.MOOD, StrategyState.HELPING)
        await pilot.press("k", "enter")
        await type_in(pilot, " to the pier")
        await pilot.press("enter", "enter", "enter")
        await pilot.pause()
        (one,) = room.shelves.strategies()
        assert (one.text, one.when_how, one.domain, one.state) == (
            "Walk to the pier", "mornings", Domain.MOOD, StrategyState.HELPING,
        )  # fmt: skip
        await pilot.press("r", "u", "u")
        await pilot.pause()
        assert room.shelves.strategies() == (made,)


async def test_a_key_is_changed_from_the_part_under_the_cursor_on(desk: Desk) -> None:
    async with shared(desk, "write") as (pilot, room):
        room.shelves.add_understanding("The bell rings", "I go quiet", "Look first")
        await pilot.press("k", "right", "end", "enter")
        assert pilot.app.screen.query_one(LineEntry).text == "Look first"
        await type_in(pilot, ", then open")
        await pilot.press("enter", "down", "enter")
        await pilot.pause()
        (key,) = room.shelves.understandings()
        assert (key.happens, key.in_me, key.choose) == ("The bell rings", "I go quiet", "Look first, then open")
        assert key.domain is Domain.RELATING


async def test_what_is_half_changed_waits_and_the_words_stand_until_then(desk: Desk) -> None:
    async with shared(desk, "write") as (pilot, room):
        made = room.shelves.add_strategy("Walk")
        await pilot.press("k", "enter")
        await type_in(pilot, " far")
        await pilot.press("escape")
        assert room.shelves.strategies() == (made,)
        await pilot.press("enter")
        assert pilot.app.screen.query_one(LineEntry).text == "Walk far"
        await pilot.press("enter", "enter", "enter")
        await pilot.pause()
        assert room.shelves.strategies()[0].text == "Walk far"


async def test_taking_off_is_undone_with_one_key(desk: Desk) -> None:
    async with shared(desk, "write") as (pilot, room):
        made = room.shelves.add_strategy("Walk", "mornings", Domain.MOOD)
        await pilot.press("k", "x")
        assert room.shelves.strategies() == ()
        await pilot.press("u")
        await pilot.pause()
        assert room.shelves.strategies() == (made,)
        line = room.talk.say("the river", keepsake=True)
        await pilot.press("right", "right", "x")
        assert room.shelves.keepsakes() == ()
        await pilot.press("u")
        assert [one.id for one in room.shelves.keepsakes()] == [line.id]


async def test_an_agreement_keeps_its_day_when_its_words_change_and_a_review_is_undone(desk: Desk) -> None:
    async with shared(desk, "write") as (pilot, room):
        first = room.shelves.agreements()[0]
        await pilot.press("k", "left")
        assert isinstance(pilot.app.screen, ShelfScreen)
        await pilot.press("home", "enter")
        assert isinstance(pilot.app.screen, AgreementScreen)
        await type_in(pilot, " today")
        await pilot.press("enter", "enter", "enter")
        await pilot.pause()
        changed = next(one for one in room.shelves.agreements() if one.id == first.id)
        assert (changed.text, changed.who, changed.look_again, changed.made) == (
            f"{first.text} today", first.who, first.look_again, first.made,
        )  # fmt: skip
        await pilot.press("d")
        assert room.shelves.agreements()[0].state is AgreementState.DONE
        await pilot.press("u", "u")
        await pilot.pause()
        assert room.shelves.agreements()[0] == first


async def test_enter_goes_through_an_agreement_and_a_day_that_has_been_is_not_taken(desk: Desk) -> None:
    async with shared(desk, "write") as (pilot, room):
        await pilot.press("a")
        await type_in(pilot, "Two mornings")
        await pilot.press("enter", "enter", "left", "enter")
        await type_in(pilot, "1.1.2020")
        await pilot.press("enter")
        assert "Choose a day that is still to come." in words_on(pilot)
        await pilot.press("home", "shift+end", "delete")
        await type_in(pilot, "1.12.")
        await pilot.press("enter")
        await pilot.pause()
        made = next(one for one in room.shelves.agreements() if one.text == "Two mornings")
        assert (made.who, made.look_again) == (Who.BOTH, room.today + timedelta(days=8))
