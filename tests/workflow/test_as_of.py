"""A patient as they stood on a day in the past, and a stricter level."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from companion.clinical.criterion import Given
from companion.clinical.model import AgreementState, Better, Domain, How, Who
from companion.errors import RefusedError, UsageError
from companion.workflow.as_of import room_as_of
from companion.workflow.desk import Desk
from companion.workflow.plain import review_as_data, review_as_text
from companion.workflow.room import Room

THEN = date(2026, 7, 1)


def values(room: Room, as_of: date, row: str = "phq9:total:self") -> list[float | None]:
    found = next(one for one in room.look.review(as_of=as_of).rows if one.row == row)
    return [point.value for point in found.course.points]


def test_what_came_after_the_day_is_left_out(kari: Room) -> None:
    past, now = kari.look.review(as_of=THEN), kari.look.review()
    assert past.today == THEN
    assert now.today == kari.today
    for row in past.rows:
        assert all(point.day <= THEN for point in row.course.points)
        assert all(event.day <= THEN for event in row.course.events)
    assert all(event.day <= THEN for event in past.events)
    assert all(moment.day <= THEN for moment in past.moments)
    assert all(signal.day <= THEN for signal in past.signals)
    assert all(one.day <= THEN for one in past.critical)
    assert past.last is not None
    assert past.last.day <= THEN
    assert len(past.rows) <= len(now.rows)
    assert kari.look.review() == now


def test_today_is_as_it_is_and_tomorrow_cannot_be_looked_at(kari: Room) -> None:
    assert kari.look.review(as_of=kari.today) == kari.look.review()
    with pytest.raises(RefusedError, match="still to come"):
        kari.look.review(as_of=kari.today + timedelta(days=1))


def test_an_answer_put_right_later_stands_as_it_stood(room: Room) -> None:
    days = [date(2026, 1, 5), date(2026, 2, 2)]
    now = room.clock.now()
    for day, total in zip(days, (20.0, 12.0), strict=True):
        _at(room, datetime.combine(day, time(9)))
        room.marking.paper_total("phq9", day, total, How.ALONE)
    _at(room, datetime(2026, 3, 2, 9))
    room.marking.paper_total("phq9", days[1], 14.0, How.ALONE)
    _at(room, now)
    assert [point.value for point in room.look.review().rows[0].course.points] == [20, 14]
    assert values(room, date(2026, 2, 10)) == [20, 12]
    assert values(room, date(2026, 3, 2)) == [20, 14]
    assert values(room, date(2026, 1, 5)) == [20]


def test_what_came_in_late_for_a_day_before_is_counted(room: Room) -> None:
    room.marking.paper_total("phq9", date(2026, 1, 5), 20.0)
    assert values(room, date(2026, 2, 1)) == [20]


def test_an_agreement_is_open_again_and_a_measure_not_there_yet_is_not_shown(room: Room) -> None:
    now = room.clock.now()
    _at(room, datetime(2026, 3, 2, 9))
    session = room.meeting.start()
    agreed = room.shelves.agree("Call my sister", Who.BOTH, date(2026, 3, 9))
    room.meeting.close()
    _at(room, now)
    room.shelves.review_agreement(agreed.id, AgreementState.DONE)
    room.marking.add_own_measure("the door", Domain.RELATING, Better.HIGHER)
    past = room_as_of(room, date(2026, 3, 20))
    assert [one.state.value for one in past.facts.agreements] == ["open"]
    assert any(signal.rule == "agreement_due" for signal in past.look.review().signals)
    assert past.look.review().rows == ()
    assert room_as_of(room, date(2026, 3, 1)).facts.agreements == ()
    assert room_as_of(room, date(2026, 3, 1)).facts.sessions == ()
    assert session.day == date(2026, 3, 2)


def test_the_text_and_the_data_say_which_day_it_is(kari: Room) -> None:
    text = review_as_text(kari, as_of="2026-07-01").splitlines()
    assert text[0] == "Kari. 1 Jul 2026."
    assert text[1].startswith("As it was on that day.")
    assert review_as_data(kari, as_of="2026-07-01")["today"] == "2026-07-01"
    assert not any(line.startswith("As it was") for line in review_as_text(kari).splitlines())
    assert review_as_data(kari, as_of="2026-06")["today"] == "2026-06-30"
    assert review_as_data(kari, as_of=f"{kari.today:%Y-%m}")["today"] == kari.today.isoformat()
    for wrong in ("March", "2026-00", "2026-6"):
        with pytest.raises(UsageError, match="--as-of"):
            review_as_text(kari, as_of=wrong)


def test_whose_the_forms_are_and_what_chance_brings_are_said(kari: Room) -> None:
    data = review_as_data(kari)
    assert data["credits"]
    text = review_as_text(kari)
    for credit in data["credits"]:
        assert text.count(credit) == 1
    assert data["by_chance"].startswith("Of ")
    assert data["by_chance"] in text


def test_how_often_how_ordinary_and_how_fast_are_told(kari: Room) -> None:
    data = review_as_data(kari)
    scales = [scale for domain in data["domains"] for scale in domain["scales"]]
    changes = [change for scale in scales for change in scale["changes"].values()]
    text = review_as_text(kari)
    assert any(change["sustained"] is not None for change in changes) == ("The answer before this one" in text)
    assert any(change["ordinary_variation"] for change in changes) == ("ordinarily differ" in text)
    assert any(scale["trend"] for scale in scales) == ("points a month" in text)


def test_a_stricter_level_goes_from_the_desk_into_every_reading(demo_desk: Desk) -> None:
    demo_desk.given = Given(confidence=0.99)
    try:
        strict = demo_desk.room(demo_desk.find("1042").id)
    finally:
        demo_desk.given = None
    usual = demo_desk.room(strict.patient.id)
    change = {row.row: row.since_start for row in strict.look.review().rows}["phq9:total:self"]
    before = {row.row: row.since_start for row in usual.look.review().rows}["phq9:total:self"]
    assert (change.kind, before.kind) == ("RCI99", "service rule")
    assert change.criterion == pytest.approx(2.5758 * 2**0.5 * 5.5 * 0.11**0.5, abs=1e-3)
    assert strict.look.review(as_of=THEN).rows[0].now is not None


def _at(room: Room, moment: datetime) -> None:
    """Let it be another moment, for the room and its store."""
    object.__setattr__(room.store.clock, "held", moment)
    room.refresh()


def test_nothing_can_be_written_in_a_room_that_is_past(room: Room) -> None:
    room.marking.add_event(date(2026, 1, 5), "new flat")
    then = room_as_of(room, THEN)
    for write in (
        lambda: then.marking.add_event(THEN, "moved"),
        lambda: then.marking.paper_total("phq9", THEN, 12.0, How.ALONE),
        lambda: then.shelves.agree("Call the office", Who.PATIENT, THEN),
        then.meeting.start,
        lambda: then.look.set_signal_aside("any", "no"),
    ):
        with pytest.raises(RefusedError, match="one can look, not write"):
            write()
    then.refresh()
    assert then.session is None
    assert then.today == THEN
    assert [event.text for event in room.look.review().events] == ["new flat"]
