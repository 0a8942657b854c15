"""What comes from the room goes the way of an import: scored, versioned, with how and who."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from companion.clinical.model import Better, Domain, How, Kind, OwnMeasure, Respondent, Status
from companion.clock import Clock
from companion.errors import RefusedError
from companion.store.records.answers import answer_sheets, registered_instruments
from companion.workflow.desk import Desk
from companion.workflow.room import Room


@pytest.fixture
def sleep(room: Room) -> OwnMeasure:
    return room.marking.add_own_measure("sleep", Domain.EVERYDAY, Better.HIGHER, 2, 7, "awake", "till morning")


def test_a_mark_is_an_answer_like_any_other(room: Room, sleep: OwnMeasure) -> None:
    point = room.marking.mark(sleep.id, 6)
    (kept,) = room.facts.points
    assert kept == point
    assert (kept.value, kept.how, kept.respondent, kept.moment) == (6, How.TOGETHER, Respondent.SELF, room.clock.now())


def test_a_second_mark_within_ten_minutes_puts_the_first_right(desk: Desk, room: Room, sleep: OwnMeasure) -> None:
    start = desk.clock.now()
    room.marking.mark(sleep.id, 6)
    for minutes, count in ((9, 1), (30, 2)):
        room.clock = desk.store.clock = Clock.fixed(start + timedelta(minutes=minutes))
        room.marking.mark(sleep.id, 5)
        assert len(room.facts.points) == count
    assert [(point.value, point.corrected) for point in room.facts.points] == [(5, True), (5, False)]


@pytest.mark.parametrize("value", [-1, 10.5])
def test_a_mark_lies_between_0_and_10(room: Room, sleep: OwnMeasure, value: float) -> None:
    with pytest.raises(RefusedError):
        room.marking.mark(sleep.id, value)


def test_new_words_make_a_new_version_and_a_new_step_does_not(room: Room, sleep: OwnMeasure) -> None:
    assert room.marking.change_own_measure(sleep.id, step=3).version == 1
    changed = room.marking.change_own_measure(sleep.id, words="rest")
    assert (changed.version, changed.step, changed.enough, changed.high_words) == (2, 3, 7, "till morning")
    assert room.marking.mark(sleep.id, 4).version == "2"


def test_a_paper_form_is_scored_by_its_own_rules_and_kept_with_them(room: Room) -> None:
    point = room.marking.paper_items("phq9", date(2026, 11, 20), [1] * 9, How.READ_ALOUD, time=time(14, 5))
    assert (point.value, point.how) == (9, How.READ_ALOUD)
    assert point.moment is not None
    assert (point.moment.hour, point.moment.minute) == (14, 5)
    with room.store.read() as reader:
        (sheet,) = answer_sheets(reader, room.patient.id)
        assert {name for name, _ in registered_instruments(reader)} == {"phq9"}
    assert sheet.answers == (*[1.0] * 9, *[None] * (len(sheet.answers or ()) - 9))
    assert sheet.source == "room"


def test_missing_answers_are_kept_and_never_guessed(room: Room) -> None:
    point = room.marking.paper_items("phq9", room.today, [1, None, None, None, 1])
    assert point.value is None
    assert point.why_not is not None
    assert room.facts.points == (point,)


def test_the_same_form_again_is_the_same_and_a_changed_one_a_new_version(room: Room) -> None:
    for total in (12, 12, 14):
        room.marking.paper_total("gad7", room.today, total)
    (point,) = room.facts.points
    assert (point.value, point.corrected) == (14, True)


def test_who_rated_is_kept(room: Room) -> None:
    point = room.marking.paper_total("honos", room.today, 14, respondent=Respondent.STAFF, rater="ward nurse")
    assert (point.respondent, point.rater) == (Respondent.STAFF, "ward nurse")


@pytest.mark.parametrize(
    ("form", "day", "total"), [("phq9", 0, 28), ("phq9", 0, -1), ("phq9", 1, 10), ("nothing", 0, 1)]
)
def test_a_total_that_cannot_be_is_refused(room: Room, form: str, day: int, total: float) -> None:
    with pytest.raises(RefusedError):
        room.marking.paper_total(form, room.today + timedelta(days=day), total)


@pytest.mark.parametrize("answers", [[9] * 9, [1] * 40])
def test_answers_that_cannot_be_are_refused(room: Room, answers: list[float | None]) -> None:
    with pytest.raises(RefusedError):
        room.marking.paper_items("phq9", room.today, answers)
    assert room.facts.points == ()


def test_what_was_noticed_waits_for_the_next_shared_look(room: Room) -> None:
    with pytest.raises(RefusedError, match="has not said that they know"):
        room.marking.noticed("Laughed at breakfast.", "ward nurse")
    room.meeting.knows_it("ward nurse")
    line = room.marking.noticed("Laughed at breakfast.", "ward nurse", "night", room.today - timedelta(days=1))
    assert (line.said_by, line.kind, line.via, line.after) == ("ward nurse, night", Kind.NOTICED, "noticed", True)
    assert (line.session_id, line.day) == (None, room.today - timedelta(days=1))
    assert room.look.before().unread == (line,)
    room.meeting.start()
    room.talk.mark(line.id, status=Status.READ_BACK)
    assert room.look.before().unread == ()


def test_what_was_noticed_needs_somebody_who_did(room: Room) -> None:
    with pytest.raises(RefusedError):
        room.marking.noticed("Laughed.", "  ")


def test_an_event_is_put_on_the_line_changed_and_taken_off(room: Room) -> None:
    event = room.marking.add_event(date(2026, 2, 3), "ward", date(2026, 2, 14), "admission")
    assert room.marking.events() == (event,)
    changed = room.marking.change_event(event.id, date(2026, 2, 4), "ward 3", date(2026, 2, 14), "admission")
    assert [one.text for one in room.marking.events()] == ["ward 3"]
    room.marking.remove_event(changed.id)
    assert room.marking.events() == ()


def test_every_form_of_the_catalogue_can_be_typed_in(room: Room) -> None:
    shorts = [instrument.short for instrument in room.marking.instruments()]
    assert {"PHQ-9", "HoNOS", "WHO-5"} <= set(shorts)
    assert shorts == sorted(shorts, key=str.casefold)
