"""The note grows, is closed, and only addenda follow."""

from __future__ import annotations

from datetime import timedelta

import pytest

from companion.clinical.model import Display, FormTalk, How, Kind, Status, Who
from companion.errors import RefusedError
from companion.language import Language
from companion.workflow.desk import Desk
from companion.workflow.room import Room
from companion.workflow.talking import read_book
from companion.workflow.views import NoteView


def codes(view: NoteView) -> list[str]:
    return [section.code for section in view.sections]


def texts(view: NoteView) -> list[str]:
    return [line.text for section in view.sections for line in section.lines]


def test_without_a_session_the_note_is_empty(room: Room) -> None:
    view = room.note.view()
    assert view.sections == ()
    assert not view.closed


def test_the_note_grows_while_one_talks(room: Room) -> None:
    room.meeting.start()
    room.talk.say("to sleep", kind=Kind.MATTERS)
    assert texts(room.note.view()) == ["What matters most today: to sleep"]
    proposal = room.talk.propose("other")
    room.talk.say("I slept until six on Sunday", proposal=proposal, kind=Kind.SMALL_STEP)
    room.shelves.agree("I ask about the medicine", Who.CLINICIAN, room.today)
    view = room.note.view()
    assert codes(view) == ["looked", "small", "agreed"]
    assert view.title == "Session 1, 23 Nov 2026"
    assert view.not_read_back == 2
    line = view.sections[1].lines[0]
    assert (line.by, line.mark) == ("Kari", "not yet read together")
    assert line.source == f"line {line.contribution.id}, said by Kari on 23 Nov 2026" if line.contribution else False
    agreed = view.sections[2].lines[0]
    assert (agreed.by, agreed.mark) == ("clinician", "we look again on 23 Nov 2026")


def test_closing_keeps_a_version_that_only_addenda_follow(desk: Desk, room: Room) -> None:
    room.meeting.start()
    line = room.talk.say("The door was open twice")
    room.talk.mark(line.id, status=Status.AGREED)
    view = room.note.close()
    assert (view.closed, view.version, room.session) == (True, 1, None)
    with pytest.raises(RefusedError):
        room.talk.correct(line.id, "something else")
    added = room.note.addendum("It was three times", "patient")
    assert codes(added) == ["changed", "addenda"]
    assert (added.version, [one.version for one in room.note.versions()]) == (2, [1, 2])
    again = desk.room(room.patient.id)
    assert texts(again.note.view()) == ["The door was open twice", "It was three times"]


def test_nothing_is_added_to_an_open_note(room: Room) -> None:
    room.meeting.start()
    with pytest.raises(RefusedError):
        room.note.addendum("too early")
    with pytest.raises(RefusedError):
        room.note.mark_in_record("clinician")


def test_a_note_can_be_marked_as_in_the_record(room: Room) -> None:
    room.meeting.start()
    room.talk.say("a line")
    room.note.close()
    assert room.note.view().in_record == ""
    room.note.mark_in_record("clinician")
    assert room.note.view().in_record == "clinician, 23 Nov 2026"


def test_a_line_taken_back_after_closing_is_no_longer_shown(room: Room) -> None:
    room.meeting.start()
    line = room.talk.say("I wish I had not said this")
    room.talk.say("this stays")
    room.note.close()
    room.talk.withdraw(line.id, "patient")
    assert texts(room.note.view()) == ["this stays"]


def test_what_is_between_the_two_stays_hidden_on_the_screen_others_still_see(desk: Desk, room: Room) -> None:
    room.meeting.start(present=("mother",))
    room.talk.say("for us two", only_us=True)
    room.talk.say("for all")
    assert texts(room.note.view()) == ["for all"]
    assert texts(room.note.close()) == ["for all"]
    assert texts(room.note.versions()[0]) == ["for all"]
    alone = desk.room(room.patient.id)
    assert texts(alone.note.view()) == ["for us two", "for all"]


def test_numbers_are_stated_only_when_the_patient_chose_them(room: Room) -> None:
    from companion.clinical.model import Better, Display, Domain, FormTalk

    own = room.marking.add_own_measure("the door", Domain.RELATING, Better.HIGHER)
    room.meeting.start()
    room.marking.mark(own.id, 6, How.TOGETHER)
    row = room.look.review().rows[0].row
    room.look.end_of_form(row, FormTalk.TALKED)
    assert "6" not in " ".join(texts(room.note.view()))
    room.look.set_display(Display.NUMBERS)
    (stated,) = texts(room.note.view())
    assert ": 6" in stated
    room.look.set_display(Display.NOTHING)
    assert texts(room.note.view()) == []


def test_words_about_an_answer_say_which_answer(room: Room) -> None:
    room.look.set_display(Display.NUMBERS)
    point = room.marking.paper_items("phq9", room.today - timedelta(days=1), [1, 1, 3, 1, 1, 1, 1, 0, 0])
    row = next(row for row in room.look.review().rows if row.row == "phq9:total:self")
    room.meeting.start()
    third = next(one for one in room.meanings.answers(row, point) if one.item == 3)
    room.meanings.keep(row, third, "The bins at four in the morning, each of them")
    label = room.language.say(third.subject)
    (said,) = texts(room.note.view())
    assert said == f"About the answer 3 of 22 Nov 2026, PHQ-9, {label}: The bins at four in the morning, each of them"
    room.look.set_display(Display.WORDS)
    assert "About the answer of 22 Nov 2026, PHQ-9" in texts(room.note.view())[0]
    assert f"PHQ-9, {label}: The bins" in room.share.previews("patient")[0]
    kept = room.note.close()
    assert f"PHQ-9, {label}: The bins" in texts(kept)[0]


def test_a_question_before_a_short_answer_is_said_in_the_language_of_the_page(desk: Desk, room: Room) -> None:
    room.meeting.start()
    proposal = room.talk.propose("lighter")
    room.talk.say("My sister", proposal=proposal)
    asked = {code: read_book(code).text(proposal.prompt).replace("\n", " ") for code in ("en", "nb", "nn")}
    assert len(set(asked.values())) == 3
    for _ in range(2):
        for code, words in asked.items():
            assert f"{words} My sister" in room.share.previews("patient", language=Language(code))[0]
        assert f"{asked['en']} My sister" in texts(room.note.view())
        if room.session is not None:
            room.note.close()
    again = desk.room(room.patient.id)
    again.language = Language("nn")
    assert f"{asked['nn']} My sister" in texts(again.note.view()), "a note that was kept follows the screen"


def test_the_note_says_once_where_the_forms_it_names_come_from(room: Room) -> None:
    for form in ("phq9", "gad7", "core10"):
        room.marking.paper_total(form, room.today, 10.0)
    room.meeting.start()
    assert texts(room.note.view()) == []
    for form in ("phq9", "gad7"):
        room.look.end_of_form(f"{form}:total:self", FormTalk.TALKED)
    credit = room.catalogue.get("phq9").credit
    assert credit == room.catalogue.get("gad7").credit
    said = texts(room.note.view())
    assert [text for text in said if "PHQ-9" in text or "GAD-7" in text] == said[:2]
    assert said[2:] == [credit]
