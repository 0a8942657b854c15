"""The window of time, the places of points, what is resampled."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from companion.app.widgets.chart_model import (
    ChartData,
    Plot,
    Window,
    Zoom,
    band_around_now,
    date_ticks,
    resample,
    runs,
    stops,
    value_ticks,
    visible,
    window,
)
from companion.clinical.model import Respondent
from tests.app.look_room import EVENTS, TODAY, points, rows


def phq() -> ChartData:
    return ChartData.of(rows()[3], called="Kari", today=TODAY, events=EVENTS)


def test_everything_is_shown_from_the_first_answer_to_today() -> None:
    shown = window(phq(), Zoom.ALL)
    assert shown == Window(date(2025, 1, 6), TODAY)


def test_one_point_alone_does_not_fill_the_window() -> None:
    row = rows()[0]
    lonely = replace(row, course=replace(row.course, points=points([3], first=TODAY), segments=((0, 1),)))
    shown = window(ChartData.of(lonely, called="Kari", today=TODAY), Zoom.ALL)
    assert shown.days >= 80


def test_zooming_keeps_today_at_the_right_edge() -> None:
    shown = window(phq(), Zoom.QUARTER)
    assert shown.end == TODAY
    assert shown.days == 92


def test_a_cursor_outside_moves_the_window_to_itself() -> None:
    far = date(2025, 3, 3)
    shown = window(phq(), Zoom.QUARTER, far)
    assert far in shown
    assert shown.days == 92


def test_zoom_goes_round() -> None:
    assert Zoom.ALL.closer() is Zoom.TWO_YEARS
    assert Zoom.QUARTER.closer() is Zoom.ALL
    assert Zoom.ALL.closer(-1) is Zoom.QUARTER


def test_the_highest_score_is_on_top_whichever_way_is_better() -> None:
    plot = Plot(50, 10, Window(date(2026, 1, 1), TODAY), 0, 27)
    assert plot.row(27) == 0
    assert plot.row(0) == 9
    assert plot.column(date(2026, 1, 1)) == 0
    assert plot.column(TODAY) == 49


def test_a_missing_score_and_a_new_version_break_the_line() -> None:
    course = rows()[3].course
    assert [len(run) for run in runs(course)] == [5, 18]
    halves = replace(course, segments=((0, 12), (12, 24)))
    assert [len(run) for run in runs(halves)] == [5, 6, 12]


def test_at_most_two_points_stay_in_a_column_its_ends_in_order() -> None:
    crowd = [(3.0, 5.0), (3.2, 9.0), (3.4, 1.0), (3.9, 4.0), (4.1, 2.0)]
    assert resample(crowd) == [(3.2, 9.0), (3.4, 1.0), (4.1, 2.0)]


def test_a_line_runs_in_from_outside_the_window() -> None:
    told = points([1, 2, 3, 4, 5], first=date(2026, 1, 1), every=30)
    shown = Window(date(2026, 2, 15), date(2026, 3, 15))
    assert [point.value for point in visible(told, shown)] == [2, 3, 4]


def test_the_band_lies_around_the_newest_score() -> None:
    assert band_around_now(rows()[3].course) == (15 - 2.6, 15 + 2.6)
    assert band_around_now(rows()[2].course) is None


def test_the_cursor_stops_at_points_of_all_and_at_events_in_order() -> None:
    places = stops(phq())
    assert [stop.day for stop in places] == sorted(stop.day for stop in places)
    assert sum(stop.event >= 0 for stop in places) == len(EVENTS)
    assert len(places) == 24 + 6 + len(EVENTS)


def test_the_cursor_never_stops_outside_the_chart() -> None:
    early = replace(EVENTS[0], day=date(2020, 1, 1), until=None)
    places = stops(ChartData.of(rows()[0], called="Kari", today=TODAY, events=(early, *EVENTS[1:])))
    assert places[0].day == date(2025, 1, 6)


def test_dates_on_the_axis_keep_their_distance() -> None:
    for days, width in ((84, 40), (690, 70), (3650, 70)):
        shown = Window(TODAY - timedelta(days=days), TODAY)
        ticks = date_ticks(shown, width)
        columns = [(day - shown.start).days / days * width for day in ticks]
        assert ticks
        assert all(b - a >= 9 for a, b in pairwise(columns))


def test_the_axis_names_both_ends_and_every_line() -> None:
    assert {0, 27, 10} <= set(value_ticks(phq(), [10], 8))


def test_each_respondent_is_named_once() -> None:
    assert phq().respondents == (Respondent.SELF, Respondent.CLINICIAN)
