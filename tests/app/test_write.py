from __future__ import annotations

from textual.widgets import Static

from companion.app.screens.agreement import AgreementScreen
from companion.app.screens.confirm import Confirm
from companion.app.screens.shelf import ShelfScreen
from companion.app.steps.write import WriteStep
from companion.app.widgets.choices import Choices
from companion.app.widgets.line_list import LineList
from companion.clinical.model import Kind, Status, StrategyState, Who
from companion.workflow.desk import Desk
from companion.workflow.room import Room
from tests.app.session import shared, type_in, words_on


def _said(room: Room) -> None:
    room.talk.say("I opened the door", kind=Kind.SMALL_STEP)
    room.talk.say("You came anyway", said_by="clinician")


async def test_the_note_grows_from_the_lines_and_one_key_shows_the_source(desk: Desk) -> None:
    async with shared(desk) as (pilot, room):
        _said(room)
        await pilot.press("4")
        await pilot.pause()
        texts = [row.text for row in pilot.app.screen.query_one(LineList).lines]
        assert "I opened the door" in texts
        assert "You came anyway" in texts
        await pilot.press("home", "s")
        assert "said by Kari" in str(pilot.app.screen.query_one(".source", Static).visual)
        assert "belong in the record" in words_on(pilot)


async def test_reading_back_asks_line_by_line(desk: Desk) -> None:
    async with shared(desk) as (pilot, room):
        _said(room)
        await pilot.press("4", "r", "g", "b", "right")
        states = {line.text: line.status for line in room.talk.lines()}
        assert Status.AGREED in states.values()
        assert Status.READ_BACK in states.values()
        assert sum(line.only_us for line in room.talk.lines()) == 1
        assert isinstance(pilot.app.focused, LineList)


async def test_a_line_that_is_not_quite_right_is_corrected_where_it_is_read(desk: Desk) -> None:
    async with shared(desk) as (pilot, room):
        _said(room)
        await pilot.press("4", "r", "c")
        await type_in(pilot, " again")
        await pilot.press("enter")
        assert any(line.text.endswith(" again") and line.corrected for line in room.talk.lines())
        assert pilot.app.screen.query_one(WriteStep).has_class("-reading")


async def test_a_hope_that_waits_is_not_read_back_and_a_short_answer_stands_with_its_question(desk: Desk) -> None:
    async with shared(desk) as (pilot, room):
        room.talk.say("A summer by the sea", said_by="clinician", kind=Kind.HOPE)
        proposal = room.talk.propose("lighter")
        room.talk.say("My sister", proposal=proposal)
        await pilot.press("4")
        await pilot.pause()
        question = proposal.text.replace("\n", " ")
        texts = [row.text for row in pilot.app.screen.query_one(LineList).lines]
        assert f"{question} My sister" in texts
        await pilot.press("r")
        assert question in words_on(pilot)
        await pilot.press("g")
        assert not pilot.app.screen.query_one(WriteStep).has_class("-reading"), "one line was to be read"
        hope = next(line for line in room.facts.lines if line.kind is Kind.HOPE)
        assert hope.status is Status.NOT_ASKED
        assert room.note.view().not_read_back == 0


async def test_an_agreement_says_who_and_when(desk: Desk) -> None:
    async with shared(desk, "write") as (pilot, room):
        await pilot.press("a")
        assert isinstance(pilot.app.screen, AgreementScreen)
        await type_in(pilot, "Two mornings")
        await pilot.press("enter", "left", "tab", "right", "tab", "enter")
        made = next(one for one in room.shelves.agreements() if one.text == "Two mornings")
        assert made.who is Who.PATIENT
        assert made.look_again is not None
        assert (made.look_again - room.today).days == 7


async def test_the_shelf_asks_two_questions_and_says_how_a_strategy_stands(desk: Desk) -> None:
    async with shared(desk, "write") as (pilot, room):
        await pilot.press("k", "a")
        assert isinstance(pilot.app.screen, ShelfScreen)
        await type_in(pilot, "The kettle first")
        await pilot.press("enter")
        await type_in(pilot, "mornings")
        await pilot.press("enter", "enter", "h")
        (one,) = room.shelves.strategies()
        assert (one.text, one.when_how, one.state) == ("The kettle first", "mornings", StrategyState.HELPING)


async def test_closing_asks_how_it_was_then_once_more_and_afterwards_only_adds(desk: Desk) -> None:
    async with shared(desk) as (pilot, room):
        _said(room)
        await pilot.press("4", "e")
        await type_in(pilot, "good")
        await pilot.press("enter")
        assert isinstance(pilot.app.screen, Confirm)
        await pilot.press("right", "left", "right", "enter")
        await pilot.pause()
        assert room.meeting.sessions()[-1].ended is not None
        await pilot.press("n")
        await type_in(pilot, "Called the office")
        await pilot.press("enter")
        room.refresh()
        view = room.note.view()
        assert view.closed
        assert any(line.text == "Called the office" for section in view.sections for line in section.lines)
        await pilot.press("i")
        assert "clinician" in room.note.view().in_record


async def test_nobody_has_to_answer_the_last_question(desk: Desk) -> None:
    async with shared(desk, "write") as (pilot, room):
        await pilot.press("e", "enter", "enter")
        assert room.session is not None
        assert not isinstance(pilot.app.screen, Confirm)


async def test_only_us_two_is_on_no_shelf_while_somebody_else_is_there(desk: Desk) -> None:
    async with shared(desk, "write") as (pilot, room):
        room.talk.say("between us", only_us=True, keepsake=True)
        room.meeting.add_present("mother")
        await pilot.press("k", "right", "right")
        assert pilot.app.screen.query_one("#shelf", Choices).key == "keepsakes"
        assert pilot.app.screen.query_one(LineList).lines == ()
