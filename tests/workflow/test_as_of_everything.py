"""What stood at the end of a day in the past, thing by thing; and what is today's on purpose."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from companion.clinical.model import (
    AgreementState,
    Better,
    Display,
    Domain,
    Kind,
    MoreHelp,
    PlanPart,
    Respondent,
    Status,
    StrategyState,
    Who,
)
from companion.store.acts.answers import UndoBatch
from companion.workflow.as_of import room_as_of
from companion.workflow.room import Room

MARCH = date(2026, 3, 31)
SAFE = [0, 0, 0, 0, 0, 0, 0, 0, 0]


def at(room: Room, day: date, hour: int = 9) -> None:
    """Let it be another moment, for the room and its store."""
    object.__setattr__(room.store.clock, "held", datetime(day.year, day.month, day.day, hour))
    room.refresh()


@pytest.fixture
def march(room: Room) -> Room:
    """A room in which it is the second of March 2026."""
    at(room, date(2026, 3, 2))
    return room


def today(room: Room) -> None:
    at(room, date(2026, 11, 2))


def test_answers_on_safety_and_whole_sheets_are_those_of_then(march: Room) -> None:
    march.marking.paper_items("phq9", date(2026, 3, 2), [1] * 8 + [2])
    today(march)
    march.marking.paper_items("phq9", date(2026, 3, 2), [1] * 8 + [0])  # put right since
    march.marking.paper_items("phq9", date(2026, 10, 5), [1] * 8 + [3])
    past = room_as_of(march, MARCH)
    assert [(one.day, one.answer) for one in past.look.review().critical] == [(date(2026, 3, 2), 2)]
    (sheet,) = past.facts.sheets
    assert sheet.answers is not None
    assert (sheet.answers[8], sheet.corrected) == (2, False)
    assert sheet.assessment_id == past.facts.points[0].assessment_id
    assert [one.answer for one in march.look.review().critical] == [3]


def test_an_answer_on_safety_that_came_later_is_not_there_yet(march: Room) -> None:
    march.marking.paper_items("phq9", date(2026, 3, 2), [*SAFE])
    today(march)
    march.marking.paper_items("phq9", date(2026, 3, 2), [*SAFE[:8], 1])
    assert [one.answer for one in march.look.review().critical] == [1]
    assert march.look.review(as_of=MARCH).critical == ()


def test_sheets_that_all_came_later_count_as_they_stand_today(march: Room) -> None:
    today(march)
    march.marking.paper_items("phq9", date(2026, 3, 2), [1] * 9)
    march.marking.paper_items("phq9", date(2026, 3, 2), [2] * 9)
    (sheet,) = room_as_of(march, MARCH).facts.sheets
    assert sheet.answers == (*[2] * 9, None)


def test_the_step_that_counted_then_counts(march: Room) -> None:
    own = march.marking.add_own_measure("the door", Domain.RELATING, Better.HIGHER, step=2, enough=5)
    march.marking.mark(own.id, 3)
    at(march, date(2026, 3, 16))
    march.marking.mark(own.id, 5)
    today(march)
    march.marking.change_own_measure(own.id, step=4, enough=8)
    (row,) = march.look.review(as_of=MARCH).rows
    assert row.own is not None
    assert (row.own.step, row.own.enough) == (2, 5)
    assert (row.since_start.criterion, row.since_start.reading.value) == (2, "clearly_better")
    (now,) = march.look.review().rows
    assert (now.since_start.criterion, now.since_start.reading.value) == (4, "no_clear_change")


def test_a_measure_is_there_from_the_day_it_was_made_and_with_the_words_it_had(march: Room) -> None:
    own = march.marking.add_own_measure("the door", Domain.RELATING, Better.HIGHER)
    today(march)
    march.marking.change_own_measure(own.id, words="the open door", resting=True)
    march.marking.add_own_measure("sleep", Domain.EVERYDAY, Better.HIGHER)
    past = march.look.review(as_of=MARCH)
    assert [(row.form, row.now) for row in past.rows] == [("the door", None)]
    assert march.look.review(as_of=date(2026, 3, 1)).rows == ()


def test_a_word_on_two_marks_is_the_one_said_by_then(march: Room) -> None:
    own = march.marking.add_own_measure("the door", Domain.RELATING, Better.HIGHER, step=1)
    march.marking.mark(own.id, 3)
    at(march, date(2026, 3, 16))
    march.marking.mark(own.id, 6)
    days = (date(2026, 3, 2), date(2026, 3, 16))
    march.look.say_own_reading(own, *days, "same")
    today(march)
    march.look.say_own_reading(own, *days, "more")
    assert [one.word for one in room_as_of(march, MARCH).facts.own_readings] == ["same"]
    assert room_as_of(march, date(2026, 3, 10)).facts.own_readings == ()
    assert [one.word for one in march.facts.own_readings] == ["more"]
    (row,) = march.look.review(as_of=MARCH).rows
    assert row.since_start.reading.value == "no_clear_change"


def test_marks_on_points_and_what_was_left_be_are_those_of_then(march: Room) -> None:
    for day, total in ((date(2026, 2, 2), 20), (date(2026, 3, 2), 8)):
        march.marking.paper_total("phq9", day, total)
    point = march.facts.points[-1]
    march.look.point_word(point.assessment_id, "total", "harder")
    signal = march.look.review(as_of=march.today).signals[0]
    today(march)
    march.look.point_word(point.assessment_id, "total", None)
    march.look.set_signal_aside(signal.id, "talked about")
    past = room_as_of(march, MARCH)
    assert past.facts.points[-1].fits == "harder"
    assert past.facts.set_aside == ()
    assert march.facts.points[-1].fits is None
    assert [one.reason for one in march.facts.set_aside] == ["talked about"]


def test_more_help_is_the_answer_of_then(march: Room) -> None:
    march.marking.paper_total("phq9", date(2026, 3, 2), 20)
    march.look.more_help(Domain.MOOD, MoreHelp.YES)
    today(march)
    march.look.more_help(Domain.MOOD, MoreHelp.FINE)
    (row,) = march.look.review(as_of=MARCH).rows
    assert row.more_help is MoreHelp.YES
    (before,) = march.look.review(as_of=date(2026, 3, 1)).rows or (None,)
    assert before is None
    (now,) = march.look.review().rows
    assert now.more_help is MoreHelp.FINE


def test_lines_stand_in_the_words_and_with_the_marks_of_then(march: Room) -> None:
    march.meeting.start()
    kept = march.talk.say("The door was open.")
    march.talk.mark(kept.id, keepsake=True)
    march.talk.mark(kept.id, status=Status.AGREED)
    loose = march.talk.say("I slept badly.")
    said = march.talk.say("My sister rang.")
    at(march, date(2026, 4, 13))
    march.talk.correct(said.id, "My sister rang twice.")
    march.talk.mark(loose.id, keepsake=True)
    march.talk.mark(loose.id, status=Status.AGREED)
    march.talk.mark(kept.id, keepsake=False)
    march.talk.mark(kept.id, status=Status.DIFFERENT)
    march.talk.say("New in April.")
    past = room_as_of(march, MARCH)
    assert [(line.text, line.keepsake, line.status) for line in past.facts.lines] == [
        ("The door was open.", True, Status.AGREED),
        ("I slept badly.", False, Status.NOT_ASKED),
        ("My sister rang.", False, Status.NOT_ASKED),
    ]
    assert [line.text for line in past.shelves.keepsakes()] == ["The door was open."]
    later = room_as_of(march, date(2026, 4, 13)).facts.lines
    assert later == march.facts.lines
    assert [line.text for line in march.shelves.keepsakes()] == ["I slept badly."]


def test_agreements_and_the_shelves_stand_as_they_stood(march: Room) -> None:
    agreed = march.shelves.agree("Call my sister", Who.BOTH, date(2026, 3, 9))
    at(march, date(2026, 3, 9))
    march.shelves.review_agreement(agreed.id, AgreementState.PARTLY, "she was out")
    walk = march.shelves.add_strategy("A walk", state=StrategyState.TRIED)
    march.shelves.add_understanding("I go quiet")
    line = march.shelves.add_plan_line(PlanPart.DO, "Ring Anna")
    today(march)
    march.shelves.review_agreement(agreed.id, AgreementState.DONE)
    march.shelves.agree("Sleep", Who.PATIENT)
    march.shelves.move_strategy(walk.id, StrategyState.HELPING)
    march.shelves.add_strategy("Music")
    march.shelves.add_understanding("I go loud")
    march.shelves.change_plan_line(line.id, "Ring Berit")
    march.shelves.add_plan_line(PlanPart.DO, "Go out")
    past = room_as_of(march, MARCH).shelves
    assert [(one.text, one.state, one.state_words) for one in past.agreements()] == [
        ("Call my sister", AgreementState.PARTLY, "she was out")
    ]
    assert [(one.text, one.state) for one in past.strategies()] == [("A walk", StrategyState.TRIED)]
    assert [one.happens for one in past.understandings()] == ["I go quiet"]
    assert [(one.text, one.looked_at) for one in past.plan()] == [("Ring Anna", date(2026, 3, 9))]
    early = room_as_of(march, date(2026, 3, 5)).shelves
    assert [one.state for one in early.agreements()] == [AgreementState.OPEN]
    assert (early.strategies(), early.understandings(), early.plan()) == ((), (), ())
    assert [one.text for one in march.shelves.plan()] == ["Ring Berit", "Go out"]


def test_the_time_line_and_sessions_stand_as_they_stood(march: Room) -> None:
    moved = march.marking.add_event(date(2026, 3, 3), "moved")
    march.meeting.start()
    today(march)
    march.marking.change_event(moved.id, date(2026, 3, 3), "moved to Oslo")
    march.marking.add_event(date(2026, 2, 1), "ward, told later")
    march.meeting.close()
    past = room_as_of(march, MARCH)
    assert [one.text for one in past.facts.events] == ["ward, told later", "moved"]
    assert [one.is_open for one in past.facts.sessions] == [True]
    assert past.facts.last_held is None
    assert march.facts.last_held is not None


def test_what_an_answer_meant_stands_in_the_words_of_then(march: Room) -> None:
    march.marking.paper_items("phq9", date(2026, 3, 2), [1] * 9)
    (row,) = march.look.review().rows
    assert row.now is not None
    (answered, *_) = march.meanings.answers(row, row.now)
    march.meeting.start()
    line = march.meanings.keep(row, answered, "It is like fog.")
    at(march, date(2026, 4, 13))
    march.talk.correct(line.id, "It is like rain.")
    assert [one.text for one in room_as_of(march, MARCH).facts.meanings] == ["It is like fog."]
    assert [one.text for one in march.facts.meanings] == ["It is like rain."]
    assert room_as_of(march, date(2026, 3, 1)).facts.meanings == ()


def test_areas_have_the_names_and_places_of_then_and_are_hidden_as_today(march: Room) -> None:
    for form in ("phq9", "wsas"):
        march.marking.paper_total(form, date(2026, 3, 2), 10)
    march.look.set_domain(Domain.MOOD, "The grey", position=1)
    today(march)
    march.look.set_domain(Domain.MOOD, "The fog", position=9)
    past = march.look.review(as_of=MARCH)
    assert [march.language.say(row.area) for row in past.rows] == ["The grey", "Everyday life"]
    march.look.set_domain(Domain.MOOD, "The fog", hidden=True)
    assert [row.domain for row in march.look.review(as_of=MARCH).rows] == [Domain.EVERYDAY]
    march.look.set_domain(Domain.MOOD, "The fog")
    march.look.set_domain(Domain.EVERYDAY, hidden=True)
    assert [march.language.say(row.area) for row in march.look.review(as_of=MARCH).rows] == ["The grey"]


def test_privacy_is_todays(march: Room) -> None:
    march.marking.paper_total("wsas", date(2026, 3, 2), 20, respondent=Respondent.RELATIVE, rater="mother")
    march.look.show_relatives(yes=True)
    march.look.set_display(Display.NUMBERS)
    march.meeting.start()
    secret = march.talk.say("Only for us.")
    gone = march.talk.say("Not to be kept.")
    at(march, date(2026, 4, 13))
    march.look.show_relatives(yes=False)
    march.look.set_display(Display.NOTHING)
    march.talk.mark(secret.id, only_us=True)
    march.talk.withdraw(gone.id)
    past = room_as_of(march, MARCH)
    review = past.look.review()
    assert (review.rows, review.relatives_hidden, review.display) == ((), True, Display.NOTHING)
    assert [(line.text, line.only_us) for line in past.facts.lines] == [("Only for us.", True)]


def test_a_file_that_was_undone_does_not_come_again(march: Room) -> None:
    march.marking.paper_items("phq9", date(2026, 3, 2), [1] * 9)
    march.marking.paper_items("phq9", date(2026, 3, 2), [1] * 8 + [3])
    with march.store.read() as reader:
        batch = max(row["id"] for row in reader.rows("import_batches", way=None))
    today(march)
    march.perform(UndoBatch(batch))
    past = room_as_of(march, MARCH)
    assert [point.value for point in past.facts.points] == [9]
    assert past.look.review().critical[0].answer == 1


def test_yesterday_of_somebody_unchanged_since_is_today(kari: Room) -> None:
    """Whoever did nothing for a day stood then as now, but for what is a day older."""
    yesterday = room_as_of(kari, kari.today - timedelta(days=1)).facts
    facts = kari.facts
    last = kari.today - timedelta(days=1)
    # Only marks on points were made today.
    assert {point.fits for point in facts.points} - {None}
    unmarked = tuple(replace(point, fits=None) for point in facts.points if point.day <= last)
    assert tuple(replace(point, fits=None) for point in yesterday.points) == unmarked
    assert yesterday.sheets == tuple(sheet for sheet in facts.sheets if sheet.day <= last)
    assert yesterday.lines == tuple(line for line in facts.lines if line.day <= last)
    assert yesterday.own_measures == facts.own_measures
    assert yesterday.events == tuple(event for event in facts.events if event.day <= last)
    assert yesterday.agreements == tuple(one for one in facts.agreements if one.made <= last)
    assert yesterday.form_talks == tuple(one for one in facts.form_talks if one.day <= last)
    assert yesterday.prompt_uses == tuple(one for one in facts.prompt_uses if one.day <= last)
    assert any(line.kind is Kind.LINE for line in yesterday.lines)
