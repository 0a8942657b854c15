"""What stays between sessions."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from companion.clinical.model import AgreementState, Domain, PlanPart, StrategyState, Who
from companion.clock import Clock
from companion.store.database import Store
from companion.workflow.desk import Desk
from companion.workflow.room import Room
from tests.workflow.conftest import PASSPHRASE


def test_the_clinicians_agreements_come_first(room: Room) -> None:
    room.meeting.start()
    for who in (Who.PATIENT, Who.BOTH, Who.CLINICIAN):
        room.shelves.agree(f"by {who}", who, room.today + timedelta(days=14))
    first = room.shelves.agreements()
    assert [one.who for one in first] == [Who.CLINICIAN, Who.BOTH, Who.PATIENT]
    room.shelves.review_agreement(first[0].id, AgreementState.DONE, "Called them.")
    assert [one.who for one in room.shelves.agreements(open_only=True)] == [Who.BOTH, Who.PATIENT]
    done = room.shelves.agreements()[0]
    assert (done.state, done.state_words, done.reviewed) == (AgreementState.DONE, "Called them.", room.today)


def test_what_helps_stands_first_and_nothing_is_ever_done(room: Room) -> None:
    tried = room.shelves.add_strategy("lamp on")
    resting = room.shelves.add_strategy("sleep in the chair", "bad nights", Domain.EVERYDAY, StrategyState.RESTING)
    room.shelves.add_strategy("coffee on the steps", state=StrategyState.HELPING)
    assert [one.state.value for one in room.shelves.strategies()] == ["helping", "tried", "resting"]
    room.shelves.move_strategy(tried.id, StrategyState.RESTING)
    assert {one.id for one in room.shelves.strategies() if one.state is StrategyState.RESTING} == {tried.id, resting.id}


def test_a_key_has_three_parts(room: Room) -> None:
    key = room.shelves.add_understanding("The bell rings.", "I go quiet.", "Look through the window first.")
    assert room.shelves.understandings() == (key,)


def test_a_keepsake_for_two_is_not_shown_to_three(room: Room) -> None:
    room.meeting.start()
    line = room.talk.say("I told nobody but you.", only_us=True)
    room.talk.mark(line.id, keepsake=True)
    assert [one.id for one in room.shelves.keepsakes()] == [line.id]
    room.meeting.add_present("mother")
    assert room.shelves.keepsakes() == ()


def test_the_plan_keeps_its_order_and_its_words(room: Room) -> None:
    call = room.shelves.add_plan_line(PlanPart.CALL, "my sister")
    sign = room.shelves.add_plan_line(PlanPart.SIGNS, "I stop answering")
    room.shelves.add_plan_line(PlanPart.SIGNS, "I sleep in the chair")
    assert [line.text for line in room.shelves.plan()] == ["I stop answering", "I sleep in the chair", "my sister"]
    room.shelves.change_plan_line(sign.id, "I answer nobody")
    room.shelves.remove_plan_line(call.id)
    assert [line.text for line in room.shelves.plan()] == ["I answer nobody", "I sleep in the chair"]
    room.shelves.looked_at_plan()
    assert {line.looked_at for line in room.shelves.plan()} == {room.today}


@contextmanager
def weeks_on(desk: Desk, weeks: int) -> Iterator[Room]:
    """The same patient so many weeks on, for what is written too; once one has met, the session is closed."""
    now = Clock.fixed(desk.clock.now() + timedelta(weeks=weeks))
    desk.store.close()
    with Store.open(desk.store.folder, PASSPHRASE, clock=now) as store:
        again = Desk(store)
        room = again.room(again.find("K-1042").id)
        room.meeting.start()
        yield room
        room.note.close()


def test_what_stood_half_done_for_long_rests_on_its_shelf(desk: Desk, room: Room) -> None:
    room.meeting.start()
    room.shelves.agree("open the curtain", Who.PATIENT)
    room.shelves.agree("ring the office", Who.CLINICIAN)
    room.note.close()
    with weeks_on(desk, 2) as room:
        curtain = next(one for one in room.shelves.standing() if one.who is Who.PATIENT)
        room.shelves.review_agreement(curtain.id, AgreementState.PARTLY, "Twice.")
        assert len(room.shelves.standing()) == 2, "it stands there with what was said today"
    with weeks_on(desk, 4) as room:
        assert [one.text for one in room.shelves.standing()] == ["ring the office", "open the curtain"]
    with weeks_on(desk, 6) as room:
        assert [one.text for one in room.shelves.standing()] == ["ring the office"]
        assert len(room.shelves.agreements()) == 2


def test_what_is_taken_off_is_withdrawn_by_whose_it_was_and_comes_back_as_it_stood(room: Room) -> None:
    room.meeting.start()
    mine = room.shelves.agree("ring the office", Who.CLINICIAN)
    walk = room.shelves.add_strategy("walk", "mornings", Domain.MOOD)
    for thing in (mine, walk):
        room.shelves.take_off(thing)
    assert room.shelves.agreements() == room.shelves.strategies() == ()
    with room.store.read() as reader:
        by = [
            (reader.one(name, line=thing.id) or {})["withdrawn_by"]
            for name, thing in (("agreement_newest", mine), ("strategy_newest", walk))
        ]
    assert by == ["clinician", "patient"]
    for thing in (mine, walk):
        room.shelves.put_back(thing)
    assert (room.shelves.agreements(), room.shelves.strategies()) == ((mine,), (walk,))
