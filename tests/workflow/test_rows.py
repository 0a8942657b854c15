"""Small rules of a row: the point at a day, the sparkline."""

from __future__ import annotations

from datetime import date, timedelta

from companion.app.screens.why import why
from companion.app.widgets.chart_model import ChartData
from companion.clinical.model import Point, Reading
from companion.workflow.plain import review_as_data, review_as_text
from companion.workflow.room import Room
from companion.workflow.rows import SPARK_BINS, point_at, spark

TODAY = date(2026, 11, 23)


def points(*ago: tuple[int, float | None]) -> list[Point]:
    return [Point(number, TODAY - timedelta(days=days), value) for number, (days, value) in enumerate(ago)]


def test_the_point_at_a_day_is_the_last_one_until_then() -> None:
    found = points((30, 1), (20, 2), (10, 3))
    there = [point_at(found, TODAY - timedelta(days=day)) for day in (31, 30, 15, 0)]
    assert [point and point.value for point in there] == [None, 1, 2, 3]


def test_a_sparkline_has_the_last_value_of_each_twelfth_of_the_year() -> None:
    line = spark(points((400, 9), (364, 1), (340, 2), (31, 5), (1, 7), (0, 8)), TODAY)
    assert len(line) == SPARK_BINS
    assert line == (2, None, None, None, None, None, None, None, None, None, 5, 8)


def test_an_answer_without_a_value_leaves_a_gap() -> None:
    assert spark(points((0, None)), TODAY) == (None,) * SPARK_BINS


def test_without_work_the_form_says_so_and_ends_at_32(room: Room) -> None:
    for day, answers in ((date(2026, 1, 5), [None, 8, 8, 8, 8]), (date(2026, 3, 2), [None, 1, 2, 3, 4])):
        room.marking.paper_items("wsas", day, answers, not_applicable=frozenset({1}))
    (row,) = room.look.review().rows
    assert (row.form, row.low, row.high) == ("WSAS without question 1", 0, 32)
    assert (row.course.low, row.course.high, row.course.lines) == (0, 32, ())
    assert row.since_start.reading is Reading.CANNOT_SAY
    assert row.since_start.difference == -22
    assert "WSAS without question 1. From 0 to 32, lower is easier." in review_as_text(room)
    (scale,) = review_as_data(room)["domains"][0]["scales"]
    assert (scale["low"], scale["high"], scale["form"]) == (0, 32, "WSAS without question 1")
    told = why(row, room.look.review(), room.language, numbers=True)
    assert "WSAS without question 1" in told[0].words
    assert not any("40" in one.words for one in told)


def test_where_both_versions_stand_the_axis_holds_both_and_the_row_says_the_newest(room: Room) -> None:
    room.marking.paper_items("wsas", date(2026, 1, 5), [8, 8, 8, 8, 8])
    room.marking.paper_items("wsas", date(2026, 3, 2), [None, 1, 2, 3, 4], not_applicable=frozenset({1}))
    (row,) = room.look.review().rows
    assert (row.form, row.low, row.high) == ("WSAS without question 1", 0, 32)
    assert (row.course.high, row.course.segments) == (40, ((0, 1), (1, 2)))
    data = ChartData.of(row, called="Kari", today=TODAY)
    assert ((data.low, data.high), data.ends) == ((0, 40), (0, 32))
    room.marking.paper_items("wsas", date(2026, 5, 4), [1, 1, 2, 3, 4])
    (row,) = room.look.review().rows
    assert (row.form, row.low, row.high) == ("WSAS", 0, 40)
