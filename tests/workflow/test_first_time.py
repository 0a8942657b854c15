"""The first page of a first session: the answer is kept as consent, and can change."""

from __future__ import annotations

from companion.clinical.model import Display
from companion.workflow import first_time
from companion.workflow.room import Room


def test_the_page_is_due_once_in_a_first_session(room: Room) -> None:
    assert not first_time.is_due(room)
    room.meeting.start()
    assert first_time.is_due(room)
    first_time.answer(room, yes=True)
    assert not first_time.is_due(room)
    assert first_time.said(room) == (True, room.today)


def test_after_a_no_nothing_is_shown_until_the_patient_says_otherwise(room: Room) -> None:
    room.meeting.start()
    assert first_time.answer(room, yes=False) is Display.NOTHING
    assert first_time.said(room) == (False, room.today)
    assert first_time.answer(room, yes=True) is Display.WORDS
    assert first_time.answer(room, yes=True) is None


def test_a_second_session_does_not_ask_again(room: Room) -> None:
    room.meeting.start()
    room.note.close()
    room.meeting.start()
    assert not first_time.is_due(room)
