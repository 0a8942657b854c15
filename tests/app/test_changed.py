from __future__ import annotations

from datetime import timedelta

import pytest
from textual.widgets import Static

from companion.app.app import CompanionApp
from companion.app.asks import OpenPatient, Unlocked
from companion.app.screens.line_marks import LineMarksScreen
from companion.app.screens.patient import StepBar
from companion.app.steps.changed import ChangedStep
from companion.app.widgets.choices import Choices
from companion.app.widgets.line_list import LineList
from companion.app.widgets.question import Question
from companion.app.widgets.room_entry import RoomEntry
from companion.clinical.model import Kind, Status
from companion.store.acts.lines import Say
from companion.workflow.desk import Desk
from tests.app.look_app import screen_text
from tests.app.session import NASTY, NASTY_SHOWN, shared, type_in


async def test_opening_the_step_puts_the_focus_in_no_field(desk: Desk) -> None:
    async with shared(desk, "changed") as (pilot, _room):
        assert isinstance(pilot.app.focused, Choices)
        await pilot.press("4")
        assert pilot.app.screen.query_one(StepBar).current == "write"


async def test_a_choice_and_a_line_are_four_keys_and_the_text(desk: Desk) -> None:
    async with shared(desk, "changed") as (pilot, room):
        await pilot.press("down", "enter")
        await type_in(pilot, "my sister laughs")
        await pilot.press("enter")
        (line,) = room.talk.lines()
        assert (line.text, line.said_by, line.typed_by) == ("my sister laughs", "patient", "clinician")
        assert line.prompt
        assert line.ladder in {"lighter", ""}
        assert pilot.app.screen.query_one(RoomEntry).text == ""


async def test_one_question_stands_alone_and_why_opens_what_is_behind_it(desk: Desk) -> None:
    async with shared(desk, "changed") as (pilot, _room):
        await pilot.press("down", "enter", "escape")
        question = pilot.app.screen.query_one(Question)
        assert question.words
        assert not question.open
        await pilot.press("w")
        assert question.open
        assert question.behind


async def test_f2_changes_who_says_it(desk: Desk) -> None:
    async with shared(desk, "changed") as (pilot, room):
        await pilot.press("enter", "f2", "enter")
        await type_in(pilot, "i hear you")
        await pilot.press("enter")
        assert room.talk.lines()[-1].said_by == "clinician"


async def test_what_the_patient_tells_about_somebody_keeps_who_told_it(desk: Desk) -> None:
    async with shared(desk, "changed") as (pilot, room):
        await pilot.press("enter", "f2", "down", "enter")
        await type_in(pilot, "her sister")
        await pilot.press("enter")
        await type_in(pilot, "she says so")
        await pilot.press("enter")
        line = room.talk.lines()[-1]
        assert (line.said_by, line.told_by, line.about) == ("patient", "patient", "her sister")


async def test_a_relatives_line_needs_a_yes_and_with_no_nothing_is_written(desk: Desk) -> None:
    async with shared(desk, "changed") as (pilot, room):
        await pilot.press("enter", "f2", "down", "down", "enter")
        await type_in(pilot, "mother")
        await pilot.press("enter", "right", "enter")
        assert pilot.app.screen.query_one(RoomEntry).speaker.said_by == "patient"
        assert room.meeting.present == ()
        await pilot.press("f2", "down", "down", "enter")
        await type_in(pilot, "mother")
        await pilot.press("enter", "enter")
        await type_in(pilot, "he sleeps")
        await pilot.press("enter")
        assert room.talk.lines()[-1].said_by == "mother"
        assert room.meeting.present == ("mother",)


async def test_f4_and_f7_mark_the_line_that_stands(desk: Desk) -> None:
    async with shared(desk, "changed") as (pilot, room):
        await pilot.press("enter")
        await type_in(pilot, "i opened the door")
        await pilot.press("enter", "f4", "f7", "enter", "escape")
        await pilot.pause()
        line = room.talk.lines()[-1]
        assert line.keepsake
        assert line.kind is Kind.SMALL_STEP


async def test_f4_before_enter_marks_the_line_being_written(desk: Desk) -> None:
    async with shared(desk, "changed") as (pilot, room):
        await pilot.press("enter")
        await type_in(pilot, "keep me")
        await pilot.press("f4", "enter")
        assert room.talk.lines()[-1].keepsake


async def test_seeing_it_differently_keeps_both_lines_and_gives_the_other_the_word(desk: Desk) -> None:
    async with shared(desk, "changed") as (pilot, room):
        await pilot.press("enter")
        await type_in(pilot, "nothing moves")
        await pilot.press("enter", "f6")
        assert pilot.app.screen.query_one(RoomEntry).speaker.said_by == "clinician"
        await type_in(pilot, "i see a little")
        await pilot.press("enter")
        first, second = room.talk.lines()
        assert first.status is Status.DIFFERENT
        assert (first.said_by, second.said_by) == ("patient", "clinician")


async def test_going_on_keeps_the_line_that_was_half_written(desk: Desk) -> None:
    async with shared(desk, "changed") as (pilot, room):
        await pilot.press("enter")
        before = pilot.app.screen.query_one(Question).words
        await type_in(pilot, "half a line")
        await pilot.press("f8")
        assert room.talk.lines()[-1].text == "half a line"
        assert pilot.app.screen.query_one(Question).words != before


async def test_enough_ends_the_questions_until_one_is_asked_for(desk: Desk) -> None:
    async with shared(desk, "changed") as (pilot, room):
        await pilot.press("enter", "f9")
        step = pilot.app.screen.query_one(ChangedStep)
        assert step.memory.phase == "enough"
        assert room.facts.prompt_uses[-1].outcome == "enough"
        await pilot.press("a")
        assert step.memory.phase == "ask"


async def test_the_clinicians_turn_and_the_hope_are_the_clinicians(desk: Desk) -> None:
    async with shared(desk, "changed") as (pilot, room):
        await pilot.press("enter", "f9", "down", "enter")
        await type_in(pilot, "you came anyway")
        await pilot.press("enter", "escape", "o")
        await type_in(pilot, "more mornings")
        await pilot.press("enter")
        assert [(line.said_by, line.kind) for line in room.talk.lines()] == [
            ("clinician", Kind.NOTICED),
            ("clinician", Kind.HOPE),
        ]


async def test_a_line_is_corrected_and_the_old_one_is_kept(desk: Desk) -> None:
    async with shared(desk, "changed") as (pilot, room):
        await pilot.press("enter")
        await type_in(pilot, "thre days")
        await pilot.press("enter")
        await type_in(pilot, "unfinished")
        await pilot.press("up", "enter")
        entry = pilot.app.screen.query_one(RoomEntry)
        assert entry.text == "thre days"
        entry.load("three days")
        await pilot.press("enter")
        (line,) = room.talk.lines()
        assert line.text == "three days"
        assert line.corrected
        assert entry.text == "unfinished"


async def test_a_line_is_taken_away_and_comes_back(desk: Desk) -> None:
    async with shared(desk, "changed") as (pilot, room):
        await pilot.press("enter")
        await type_in(pilot, "rather not")
        await pilot.press("enter", "up", "x")
        assert room.talk.lines() == ()
        await pilot.press("escape", "u")
        assert [line.text for line in room.talk.lines()] == ["rather not"]


async def test_what_is_typed_is_there_again_after_leaving(desk: Desk) -> None:
    async with shared(desk, "changed") as (pilot, room):
        await pilot.press("enter")
        await type_in(pilot, "not yet a line")
        await pilot.press("escape", "1", "3")
        await pilot.pause()
        assert pilot.app.screen.query_one(RoomEntry).text == "not yet a line"
        assert room.talk.lines() == ()


async def test_typing_is_saved_within_a_second_without_any_key(desk: Desk) -> None:
    async with shared(desk, "changed") as (pilot, room):
        await pilot.press("enter")
        await type_in(pilot, "slowly")
        await pilot.pause(1.0)
        assert room.meeting.draft("changed") == "slowly"


async def test_only_us_two_goes_when_somebody_comes_in(desk: Desk) -> None:
    async with shared(desk, "changed") as (pilot, room):
        room.talk.say("between us", only_us=True)
        pilot.app.screen.query_one(ChangedStep).reload()
        assert "between us" in [row.text for row in pilot.app.screen.query_one(LineList).lines]
        room.meeting.add_present("mother")
        pilot.app.screen.query_one(ChangedStep).reload()
        assert pilot.app.screen.query_one(LineList).lines == ()


async def test_eyes_up_leaves_the_question_and_one_line(desk: Desk) -> None:
    async with shared(desk, "changed") as (pilot, room):
        room.talk.say("an earlier line")
        await pilot.press("enter", "escape", "v")
        assert not pilot.app.screen.query_one("#lines").display
        assert pilot.app.screen.query_one(RoomEntry).display


@pytest.mark.parametrize("size", [(80, 24), (200, 50)])
async def test_brackets_escapes_and_a_very_long_line_are_shown_as_they_are(desk: Desk, size: tuple[int, int]) -> None:
    async with shared(desk, "changed", size=size) as (pilot, room):
        room.talk.say(NASTY)
        room.talk.say("a word and " * 900 + "\nsecond row")
        pilot.app.screen.query_one(ChangedStep).reload()
        await pilot.pause()
        assert pilot.app.screen.query_one(LineList).lines[0].text == NASTY_SHOWN
        await pilot.press("enter")
        pilot.app.screen.query_one(RoomEntry).load("word " * 2000)
        await pilot.pause()
        assert pilot.app.screen.query_one(RoomEntry).field.size.height <= 8
        await pilot.press("enter")
        assert len(room.talk.lines()) == 3


async def test_nobody_writes_into_a_field_that_is_not_to_be_seen(desk: Desk) -> None:
    async with shared(desk, "changed", size=(80, 24)) as (pilot, room):
        entry = pilot.app.screen.query_one(ChangedStep).entry
        assert not entry.display
        await pilot.press("f2", "enter")
        await pilot.pause()
        assert entry.is_writing
        assert entry.display
        await type_in(pilot, "You came by bus")
        await pilot.press("enter")
        (line,) = room.talk.lines()
        assert (line.said_by, line.prompt) == ("clinician", "")
        await pilot.press("escape", "c", "enter", "f9")
        await pilot.pause()
        assert not entry.display, "with enough said the field goes"


async def test_a_third_person_in_the_room_is_shown_nothing_that_was_put_aside(desk: Desk) -> None:
    room = desk.room(desk.find("K-1042").id)
    room.perform(Say(room.patient.id, None, "the river", keepsake=True, day=room.today - timedelta(days=60)))
    async with shared(desk, "changed") as (pilot, room):
        assert room.carry.offer("hard") is not None
        room.meeting.add_present("mother")
        await pilot.press("enter")
        assert pilot.app.screen.query_one(ChangedStep).memory.phase == "ask"
        assert room.carry.offer_alone() is None


async def test_which_kind_of_question_a_line_counts_for_is_said_alone_and_never_on_the_shared_screen(
    desk: Desk,
) -> None:
    async with shared(desk, "write") as (pilot, room):
        line = room.talk.say("My sister saw it", proposal=room.talk.propose("lighter"))
        await pilot.press("5", "4", "f7")
        await pilot.pause()
        assert isinstance(pilot.app.screen, LineMarksScreen)
        assert "counts as" not in screen_text(pilot)
        await pilot.press("escape")
        room.note.close()
    app = CompanionApp(desk.store.folder, clock=desk.clock)
    async with app.run_test(size=(80, 24)) as pilot:
        app.post_message(Unlocked(desk))
        await pilot.pause()
        app.post_message(OpenPatient(desk.find("K-1042").id))
        await pilot.pause()
        await pilot.press("4", "home", "f7")
        await pilot.pause()
        assert "counts as: " in screen_text(pilot)
        before = line.theme
        await pilot.press("up", "up", "up", "enter", "escape")
        await pilot.pause()
        again = desk.room(desk.find("K-1042").id)
        (after,) = again.talk.lines(again.meeting.sessions()[-1])
        assert after.theme not in {None, before}
        assert again.note.view().closed


async def test_what_is_asked_of_the_patient_is_not_written_down_as_the_clinicians(desk: Desk) -> None:
    async with shared(desk, "changed") as (pilot, room):
        await pilot.press("enter", "escape", "t")
        await type_in(pilot, "You came by bus")
        await pilot.press("enter", "escape", "c", "up", "enter")
        await type_in(pilot, "my sister's wedding")
        await pilot.press("enter", "f9", "t")
        await type_in(pilot, "You laughed")
        await pilot.press("enter", "escape", "0", "n")
        await type_in(pilot, "to sleep")
        await pilot.press("enter")
        assert [(line.text, line.said_by) for line in room.talk.lines()] == [
            ("You came by bus", "clinician"),
            ("my sister's wedding", "patient"),
            ("You laughed", "clinician"),
            ("to sleep", "patient"),
        ]


async def test_the_header_says_who_else_is_in_the_room(desk: Desk) -> None:
    async with shared(desk, "changed", size=(80, 24)) as (pilot, room):
        head = pilot.app.screen.query_one("#who", Static)
        assert "with" not in str(head.visual)
        await pilot.press("enter", "f2", "down", "down", "enter")
        await type_in(pilot, "mother")
        await pilot.press("enter", "enter")
        await pilot.pause()
        assert room.meeting.present == ("mother",)
        assert "with mother" in str(head.visual)


async def test_another_view_keeps_the_author_of_what_is_half_written_and_stays_beside_it(desk: Desk) -> None:
    async with shared(desk, "changed", size=(80, 24)) as (pilot, room):
        await pilot.press("enter")
        await type_in(pilot, "Nobody came")
        await pilot.press("enter", "f8")
        await type_in(pilot, "I did it badly")
        await pilot.press("f6")
        await type_in(pilot, "You did it alone")
        await pilot.press("enter")
        first, second, third = room.talk.lines()
        assert (second.text, second.said_by, second.status) == ("I did it badly", "patient", Status.DIFFERENT)
        assert (third.text, third.said_by, third.prompt) == ("You did it alone", "clinician", second.prompt)
        (differently,) = [part for part in room.note.view().sections if part.code == "differently"]
        assert [line.by for line in differently.lines] == ["Kari", "clinician"]
        assert first.status is Status.NOT_ASKED


async def test_a_clause_that_quotes_words_that_were_put_right_goes(desk: Desk) -> None:
    async with shared(desk, "changed", size=(80, 24)) as (pilot, room):
        await pilot.press("enter")
        await type_in(pilot, "wwI lie awake")
        await pilot.press("enter", "f8")
        question = pilot.app.screen.query_one(Question)
        assert "wwI lie awake" in question.because
        asked = question.words
        await pilot.press("up", "enter", "home", "delete", "delete", "enter")
        await pilot.pause()
        assert room.talk.lines()[0].text == "I lie awake"
        assert (question.words, question.because) == (asked, "")
