"""Small rules of a row: the point at a day, the sparkline."""

from __future__ import annotations

from datetime import date, timedelta

from companion.clinical.model import Point
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
