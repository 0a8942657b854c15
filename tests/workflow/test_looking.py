"""Looking: rows, what they compare, moments, and what the patient chose."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

import pytest

from companion.clinical.change import words
from companion.clinical.model import (
    Better,
    Display,
    Domain,
    FormTalk,
    Kind,
    Moment,
    MoreHelp,
    PlanPart,
    Reading,
    Respondent,
)
from companion.clock import Clock
from companion.store.acts.answers import AssessmentIn, ScoreIn, TakeIn
from companion.store.database import Store
from companion.store.transaction import Reader
from companion.workflow.desk import Desk
from companion.workflow.room import Room
from companion.workflow.views import AreaRow


def on(desk: Desk, room: Room, day: date) -> Room:
    """Open the same patient on another day."""
    desk.clock = desk.store.clock = Clock.fixed(desk.clock.now().replace(year=day.year, month=day.month, day=day.day))
    return desk.room(room.patient.id)


def row_of(room: Room, row: str) -> AreaRow:
    return next(one for one in room.look.review().rows if one.row == row)


def test_rows_stand_in_the_patients_order_and_own_words_come_first(kari: Room) -> None:
    rows = kari.look.review().rows
    assert [row.form for row in rows][:2] == ["the door is open", "mornings"]
    assert kari.language.say(rows[0].area) == "People around me"
    places = [kari.look.areas().place(row.domain) for row in rows]
    assert places == sorted(places)


def test_each_scale_has_one_row_and_others_answers_stand_beside_it(kari: Room) -> None:
    rows = [row for row in kari.look.review().rows if row.row.startswith("wsas:")]
    assert [row.respondent for row in rows] == [Respondent.SELF]
    assert [other.respondent for other in rows[0].others] == [Respondent.RELATIVE]
    assert [point.rater for point in rows[0].others[0].points] == ["sister"] * 4


def test_now_is_read_against_last_session_and_start(kari: Room) -> None:
    row = row_of(kari, "phq9:total:self")
    assert (row.now and row.now.value, row.since_last.reading) == (15, Reading.CLEARLY_HARDER)
    assert (row.since_last.before and row.since_last.before.value) == 8
    assert (row.since_start.before and row.since_start.before.value) == 16
    assert row.since_start.reading is Reading.NO_CLEAR_CHANGE
    assert row.since_moment == row.since_start


def test_a_chosen_moment_compares_with_the_last_answer_before_it(kari: Room) -> None:
    moved = next(moment for moment in kari.look.moments() if moment.kind == "event" and moment.day > date(2026, 9, 1))
    row = next(one for one in kari.look.review(moved).rows if one.row == "phq9:total:self")
    before = row.since_moment.before
    assert before is not None
    assert before.day <= moved.day
    assert before.day > moved.day - timedelta(days=30)


def test_no_new_answer_says_so(kari: Room) -> None:
    row = next(one for one in kari.look.review().rows if one.row.startswith("dialog:"))
    assert row.since_last.reading is Reading.CANNOT_SAY
    assert "no new answer" in kari.language.say(row.since_last.why)


def test_the_start_comes_first_among_moments_then_the_newest(kari: Room) -> None:
    moments = kari.look.moments()
    assert [moment.kind for moment in moments[:2]] == ["start", "last_session"]
    days = [moment.day for moment in moments[2:] if moment.kind != "mark"]
    assert days == sorted(days, reverse=True)
    assert kari.look.review().last == moments[1]


def test_own_marks_are_moments_with_numbers_only_where_numbers_are_shown(room: Room) -> None:
    own = room.marking.add_own_measure("the door", Domain.RELATING, Better.HIGHER, 2)
    for ago, value in ((60, 4.0), (50, 0.0), (20, 7.0), (3, 5.0)):
        sheet = AssessmentIn(
            own.instrument, "1", room.today - timedelta(days=ago), (ScoreIn("total", value),),
            patient_id=room.patient.id, source="room", answers=(value,),
        )  # fmt: skip
        room.perform(TakeIn((sheet,), way="room"))

    def marks() -> list[tuple[int, str]]:
        found = [one for one in room.look.moments() if one.kind == "mark"]
        return [((room.today - one.day).days, room.language.say(one.label)) for one in found]

    assert [ago for ago, _ in marks()] == [50, 20]
    assert marks()[1][1] == "your highest mark on “the door”, 3 Nov 2026"
    room.look.set_display(Display.NUMBERS)
    assert marks()[0][1] == "you marked “the door” at 0, 4 Oct 2026"
    room.look.set_display(Display.NOTHING)
    assert marks() == []


def test_then_and_now_bring_the_patients_own_words_from_both(kari: Room) -> None:
    both = kari.look.then_now(kari.look.moments()[0])
    assert "I want to be able to open the door when somebody rings." in [line.text for line in both.then_words]
    assert all(line.said_by == "patient" and not line.told_by for line in (*both.then_words, *both.now_words))
    assert {line.day for line in both.then_words} != {line.day for line in both.now_words}


def test_two_moments_of_the_past_leave_later_answers_out(kari: Room) -> None:
    both = kari.look.then_now(Moment("own", date(2026, 7, 1), kari.look.moments()[0].label), kari.look.moments()[0])
    assert both.then.day < both.now.day == date(2026, 7, 1)
    assert all(row.now is None or row.now.day <= both.now.day for row in both.rows)


def test_answers_on_safety_are_shown_as_answered(kari: Room) -> None:
    (answer,) = kari.look.review().critical
    assert (answer.instrument, answer.item, answer.answer, answer.highest) == ("phq9", 9, 1, 3)


def test_before_a_session_stands_what_is_new_due_and_unread(kari: Room) -> None:
    before = kari.look.before()
    assert {row.row for row in before.new} >= {"phq9:total:self", "wsas:total:self"}
    assert [row.row for row in before.set_aside] == ["phq9:total:self"]
    assert {line.kind for line in before.unread} == {Kind.LINE, Kind.NOTICED}
    assert [agreement.who.value for agreement in before.agreements] == ["clinician", "patient"]
    assert before.brief
    assert (before.first_session, before.open_session) == (False, None)


def test_before_says_nothing_twice(kari: Room) -> None:
    before = kari.look.before()
    rules = {signal.rule for signal in before.review.signals}
    assert {"safety_answer", "agreement_due"} <= rules, "both stand in Before, each in a part of its own"
    said = " ".join(kari.language.say(sentence) for sentence in before.brief)
    assert before.critical
    assert not any(answer.label.text in said for answer in before.critical)
    assert not any(agreement.text in said for agreement in before.agreements)


def test_before_says_when_the_plan_for_the_hardest_days_was_looked_at(desk: Desk, room: Room) -> None:
    assert not room.look.before().has_plan
    room.shelves.add_plan_line(PlanPart.SIGNS, "I stop answering")
    room.shelves.looked_at_plan()
    room = on(desk, room, date(2026, 12, 1))
    before = room.look.before()
    assert (before.has_plan, before.plan_looked_at) == (True, date(2026, 11, 23))


def test_somebody_new_has_nothing_to_look_at_yet(room: Room) -> None:
    review = room.look.review()
    assert (review.rows, review.moments, review.start, review.last) == ((), (), None, None)
    assert review.display is Display.WORDS
    assert room.look.before().first_session


def test_relatives_answers_wait_for_the_patients_yes(room: Room) -> None:
    room.marking.paper_total("wsas", room.today, 20, respondent=Respondent.RELATIVE, rater="mother")
    review = room.look.review()
    assert (review.rows, review.relatives_hidden) == ((), True)
    room.look.show_relatives(yes=True)
    review = room.look.review()
    assert [row.respondent for row in review.rows] == [Respondent.RELATIVE]
    assert not review.relatives_hidden


def test_an_area_is_named_ordered_and_hidden_by_the_patient(room: Room) -> None:
    for form, total in (("phq9", 10), ("wsas", 20)):
        room.marking.paper_total(form, room.today, total)
    assert [row.row.split(":")[0] for row in room.look.review().rows] == ["wsas", "phq9"]
    room.look.set_domain(Domain.MOOD, "The grey", position=1)
    rows = room.look.review().rows
    assert room.language.say(rows[0].area) == "The grey"
    room.look.set_domain(Domain.MOOD, "The grey", hidden=True)
    assert [row.row.split(":")[0] for row in room.look.review().rows] == ["wsas"]


def test_a_changed_measure_is_another_version_and_never_joined(desk: Desk, room: Room) -> None:
    own = room.marking.add_own_measure("sleep", Domain.EVERYDAY, Better.HIGHER, step=2)
    room.marking.mark(own.id, 3)
    room = on(desk, room, date(2026, 12, 1))
    room.marking.change_own_measure(own.id, words="rest")
    room.marking.mark(own.id, 8)
    (row,) = room.look.review().rows
    assert row.form == "rest"
    assert row.course.segments == ((0, 1), (1, 2))
    assert row.since_start.reading is Reading.CANNOT_SAY


def test_an_own_measure_is_there_before_its_first_mark_and_gone_while_it_rests(room: Room) -> None:
    own = room.marking.add_own_measure("sleep", Domain.EVERYDAY, Better.HIGHER)
    (row,) = room.look.review().rows
    assert (row.now, row.own, set(row.spark)) == (None, own, {None})
    room.marking.change_own_measure(own.id, resting=True)
    assert room.look.review().rows == ()


def test_what_is_chosen_is_remembered(room: Room) -> None:
    room.marking.paper_total("phq9", room.today, 10)
    room.look.set_display(Display.NUMBERS)
    room.look.more_help(Domain.MOOD, MoreHelp.YES)
    review = room.look.review()
    assert (review.display, review.rows[0].more_help) == (Display.NUMBERS, MoreHelp.YES)
    assert "more_help" in {signal.rule for signal in review.signals}
    room.look.set_signal_aside(next(one.id for one in review.signals if one.rule == "more_help"))
    assert "more_help" not in {signal.rule for signal in room.look.review().signals}


def test_a_form_left_for_later_opens_the_next_before(room: Room) -> None:
    room.marking.paper_total("phq9", room.today, 10)
    room.look.end_of_form("phq9:total:self", FormTalk.LATER)
    assert [row.row for row in room.look.before().set_aside] == ["phq9:total:self"]
    room.look.end_of_form("phq9:total:self", FormTalk.TALKED)
    assert room.look.before().set_aside == ()


def test_the_patients_own_word_stands_before_any_rule(desk: Desk, room: Room) -> None:
    own = room.marking.add_own_measure("sleep", Domain.EVERYDAY, Better.HIGHER, step=2)
    first = room.marking.mark(own.id, 3)
    room = on(desk, room, date(2026, 12, 1))
    second = room.marking.mark(own.id, 8)
    room.look.say_own_reading(own, first.day, second.day, "same")
    (row,) = room.look.review().rows
    assert (row.since_start.word, row.since_start.reading) == ("same", Reading.NO_CLEAR_CHANGE)


def test_a_point_that_does_not_fit_the_story_carries_the_patients_word(room: Room) -> None:
    point = room.marking.paper_total("phq9", room.today, 10)
    room.look.point_word(point.assessment_id, "total", "harder")
    assert row_of(room, "phq9:total:self").now != point
    assert (row_of(room, "phq9:total:self").course.points[0].fits) == "harder"
    room.look.point_word(point.assessment_id, "total", None)
    assert row_of(room, "phq9:total:self").course.points[0].fits is None


def test_a_point_that_does_not_fit_the_story_silences_the_programs_own_wording(room: Room) -> None:
    room.marking.paper_total("phq9", room.today - timedelta(days=40), 6)
    point = room.marking.paper_total("phq9", room.today, 20)
    change = row_of(room, "phq9:total:self").since_start
    assert words(change, Better.LOWER, "Kari").text == "clearly harder"
    room.look.point_word(point.assessment_id, "total", "easier")
    change = row_of(room, "phq9:total:self").since_start
    said = room.language.say(words(change, Better.LOWER, "Kari"))
    assert (said, change.reading) == ("easier, says Kari", Reading.CLEARLY_HARDER), "what the form shows stays known"
    told = [room.language.say(signal.sentence) for signal in room.look.review().signals]
    assert any(sentence.endswith("You say yourself: easier.") for sentence in told)
    assert not any("clearly" in sentence for sentence in told)
    room.meeting.start()
    room.shelves.add_strategy("walk", domain=Domain.MOOD)
    assert not any(dip.domain is Domain.MOOD for dip in [room.carry.offer("hard")] if dip)


def test_ten_years_take_no_more_reads_than_a_day(demo_desk: Desk, room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    long = max((demo_desk.room(row.patient.id) for row in demo_desk.caseload()), key=lambda one: len(one.facts.points))
    asked: list[str] = []
    opened: list[Store] = []
    rows, read = Reader.rows, Store.read

    def counted(self: Reader, name: str, **values: object) -> list[dict[str, object]]:
        asked.append(name)
        return rows(self, name, **values)

    @contextmanager
    def read_once(self: Store) -> Iterator[Reader]:
        opened.append(self)
        with read(self) as reader:
            yield reader

    monkeypatch.setattr(Reader, "rows", counted)
    monkeypatch.setattr(Store, "read", read_once)
    for one in (long, room):
        one.facts.forget()
        asked.clear()
        opened.clear()
        one.look.review()
        assert len(opened) == 1
        assert len(asked) == len(set(asked)) <= 16
    asked.clear()
    long.look.review()
    assert asked == []
