"""The session: its number, who is in the room, what is being typed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from companion.clock import Clock
from companion.errors import RefusedError
from companion.workflow.desk import Desk
from companion.workflow.room import Room


def test_only_held_sessions_count(room: Room) -> None:
    for held in (True, False, True):
        room.meeting.start()
        room.meeting.close(held=held)
    assert [one.number for one in room.meeting.sessions()] == [1, 0, 2]
    assert room.meeting.start().number == 3


def test_an_open_session_is_gone_on_with(desk: Desk, room: Room) -> None:
    first = room.meeting.start("phone", ("mother",))
    again = desk.room(room.patient.id)
    assert again.session == first
    assert again.meeting.start(present=("ward nurse",)).id == first.id
    assert again.meeting.present == ("mother", "ward nurse")


def test_a_session_left_open_is_found_on_its_day_only(desk: Desk, room: Room) -> None:
    assert desk.interrupted_session() is None
    session = room.meeting.start()
    found = desk.interrupted_session()
    assert found is not None
    assert (found[0], found[1].id) == (room.patient.id, session.id)
    desk.clock = desk.store.clock = Clock.fixed(desk.clock.now() + timedelta(days=1))
    assert desk.interrupted_session() is None
    assert desk.room(room.patient.id).look.before().open_session is not None


def test_who_is_in_the_room_can_change(room: Room) -> None:
    assert (room.meeting.present, room.meeting.somebody_else) == ((), False)
    room.meeting.start()
    room.meeting.add_present(" sister ")
    room.meeting.add_present("sister")
    assert (room.meeting.present, room.meeting.somebody_else) == (("sister",), True)
    room.meeting.remove_present("sister")
    assert (room.meeting.present, room.meeting.somebody_else) == ((), False)


def test_an_interpreter_is_somebody_else(room: Room) -> None:
    room.meeting.start(interpreter="Tigrinya")
    assert room.meeting.somebody_else


def test_nothing_can_be_closed_that_is_not_open(room: Room) -> None:
    with pytest.raises(RefusedError):
        room.meeting.close()
    with pytest.raises(RefusedError):
        room.meeting.add_present("sister")


def test_a_draft_stays_until_it_is_dropped(desk: Desk, room: Room) -> None:
    assert room.meeting.draft("jot") == ""
    room.meeting.save_draft("jot", "I wan")
    room.meeting.save_draft("jot", "I want [b]to[/b]")
    assert desk.room(room.patient.id).meeting.draft("jot") == "I want [b]to[/b]"
    room.meeting.drop_draft("jot")
    assert room.meeting.draft("jot") == ""
