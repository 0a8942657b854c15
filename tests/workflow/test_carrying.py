"""What carries over in a room: offers, earlier times like now, hopes kept until wanted, the sheet."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest

from companion.clinical.model import Better, Display, Domain, Kind, MoreHelp, StrategyState
from companion.errors import RefusedError
from companion.store.acts.lines import Say
from companion.workflow.desk import Desk
from companion.workflow.room import Room
from tests.workflow.test_talking import later


def test_on_a_hard_day_one_thing_from_before_is_offered_once(desk: Desk, room: Room) -> None:
    room.meeting.start()
    room.talk.say("the river on Sunday", keepsake=True)
    room.shelves.add_strategy("walk to the pier", "in the morning", Domain.MOOD, StrategyState.HELPING)
    assert room.carry.offer("hard") is None
    room.note.close()
    room = later(desk, room, 40)
    assert room.carry.offer("hard") is None, "outside a session nothing is offered"
    room.meeting.start()
    room.look.more_help(Domain.MOOD, MoreHelp.YES)
    assert room.carry.offer("lighter") is None
    first = room.carry.offer("hard")
    assert first is not None
    assert first.kind == "strategy"
    assert [part.text for part in room.carry.shown(first)] == ["walk to the pier", "in the morning"]
    about = room.talk.about(first.id)
    assert about is not None
    assert "walk to the pier" in about.because
    room.carry.answer(first, "seen")
    second = room.carry.offer("hard")
    assert second is not None
    assert room.carry.sentence(second) == "In November 2026 you put something aside for a day like this. See it?"
    room.carry.answer(second, "away")
    assert room.carry.offer("hard") is None
    assert room.shelves.keepsakes() == ()
    assert "the river on Sunday" in [line.text for line in room.facts.lines]


def test_a_hope_waits_without_its_words_until_the_patient_opens_it(desk: Desk, room: Room) -> None:
    room.meeting.start()
    hope = room.talk.say("a summer by the sea", said_by="clinician", kind=Kind.HOPE)
    everywhere = [
        *(line.text for line in room.talk.lines()),
        str(room.note.view()),
        room.share.previews("patient")[0],
        room.share.previews("record")[0],
    ]
    assert not any("summer" in text for text in everywhere)
    assert "A hope is kept here until it is wanted." in room.share.previews("patient")[0]
    room.note.close()
    assert "summer" not in str(room.note.versions())
    room = later(desk, room, 14)
    room.meeting.start()
    offer = room.carry.offer("hard")
    assert offer is not None
    assert (offer.kind, offer.ref) == ("hope", hope.id)
    room.carry.answer(offer, "seen")
    session = room.meeting.sessions()[0]
    assert "a summer by the sea" in str(room.note.view(session))
    assert "a summer by the sea" in room.share.previews("patient", session=session)[0]


def test_a_hope_can_be_opened_by_choice_and_taken_away(room: Room) -> None:
    room.meeting.start()
    first, second = (room.talk.say(text, said_by="clinician", kind=Kind.HOPE) for text in ("one", "two"))
    room.carry.open_hope(first.id)
    assert [line.text for line in room.talk.lines()] == ["one", "A hope is kept here until it is wanted."]
    assert [line.id for line in room.carry.hopes()] == [second.id]


def test_an_earlier_time_like_now_comes_with_what_was_said_and_what_helped(room: Room) -> None:
    for ago, total in ((400, 19), (300, 8), (200, 8), (0, 18)):
        room.marking.paper_total("phq9", room.today - timedelta(days=ago), total)
    then = room.today - timedelta(days=398)
    me = room.patient.id
    room.perform(Say(me, None, "I hide in the hall", day=then))
    room.perform(Say(me, None, "put aside for later", keepsake=True, day=then))
    room.perform(Say(me, None, "Anne phoned each day", kind=Kind.HELPED, day=then + timedelta(days=40)))
    (found,) = room.carry.earlier()
    assert found.day == room.today - timedelta(days=400)
    assert [line.text for line in found.said] == ["I hide in the hall"]
    assert [one.text for one in found.helped] == ["Anne phoned each day"]
    room.look.set_display(Display.NOTHING)
    assert room.carry.earlier() == ()


def test_ten_years_of_weeks_are_looked_through_in_150_milliseconds(demo_desk: Desk) -> None:
    room = demo_desk.room(demo_desk.find("0038").id)
    before = time.process_time()
    found = room.carry.earlier()
    spent = time.process_time() - before
    assert found
    assert all(one.near for one in found)
    assert spent < 0.15, "from nothing known to the times with their words"


def test_the_sheet_has_five_lines_and_answers_become_lines_of_the_session(room: Room) -> None:
    room.meeting.start()
    sheet = room.carry.sheet()
    assert [one.domain for one in sheet] == [
        Domain.TOGETHER,
        Domain.AGENCY,
        Domain.RELATING,
        Domain.EVERYDAY,
        Domain.SAFETY,
    ]
    line = room.talk.say("slower", proposal=sheet[0])
    assert (line.prompt, line.domain) == ("still-together", Domain.TOGETHER)
    assert "slower" in str(room.note.view())


def test_several_sessions_without_a_clear_change_offer_the_sheet(desk: Desk, room: Room) -> None:
    measure = room.marking.add_own_measure("the door is open", Domain.RELATING, Better.HIGHER, 2)
    for _ in range(5):
        assert room.carry.still_because() == ""
        room.meeting.start()
        room.marking.mark(measure.id, 5)
        room.note.close()
        room = later(desk, room, 7)
        if len(room.meeting.sessions()) >= 4:
            break
    room.marking.mark(measure.id, 5)
    assert room.carry.still_because() == "because your answers show no clear change over 4 sessions"
    room.marking.mark(measure.id, 9)
    room = later(desk, room, 1)
    room.marking.mark(measure.id, 9)
    assert room.carry.still_because() == ""


def test_an_answer_keeps_its_meaning_and_shows_it_again_once_it_moves(desk: Desk, room: Room) -> None:
    room.look.set_display(Display.NUMBERS)
    room.marking.paper_items("phq9", room.today, [1, 2, 3, 1, 1, 1, 1, 1, 0])
    room.meeting.start()
    row = room.look.review().rows[0]
    assert row.now is not None
    answers = room.meanings.answers(row, row.now)
    sleep = next(one for one in answers if one.item == 3)
    assert room.meanings.question(sleep) == "When you answered 3, what did you think of?"
    line = room.meanings.keep(row, sleep, "I lay and listened for the lift")
    assert (line.said_by, line.domain) == ("patient", row.domain)
    assert "I lay and listened for the lift" in str(room.note.view())
    assert room.meanings.moved() == ()
    room.note.close()
    room = later(desk, room, 14)
    room.meeting.start()
    room.marking.paper_items("phq9", room.today, [1, 2, 1, 1, 1, 1, 1, 1, 0])
    (moved,) = room.meanings.moved()
    assert (moved.then, moved.now, moved.direction) == (3, 1, "lighter")
    proposal = room.talk.propose("lighter")
    assert proposal.prompt == "answer-meant"
    assert proposal.because == "because you said of your answer 3: “I lay and listened for the lift”, and now it is 1"
    room.look.set_display(Display.WORDS)
    assert "3" not in room.talk.propose("lighter").because.replace("23 Nov 2026", "")
    room.talk.withdraw(line.id)
    assert room.meanings.moved() == ()


def test_only_the_patient_alone_lets_answers_of_relatives_be_shown(room: Room) -> None:
    room.meeting.start(present=("mother",))
    with pytest.raises(RefusedError, match="nobody else"):
        room.look.show_relatives(yes=True)


def test_a_third_persons_line_needs_their_yes(room: Room) -> None:
    room.meeting.start(present=("mother",))
    with pytest.raises(RefusedError, match="mother has not said that they know Kari will read this"):
        room.talk.say("she eats again", said_by="mother")
    assert room.facts.lines == ()
    room.meeting.knows_it("mother")
    assert room.talk.say("she eats again", said_by="mother").said_by == "mother"
