"""The chart as a widget: the cursor reads out, zoom moves the window, nothing is drawn twice."""

from __future__ import annotations

import subprocess
import sys

from textual.geometry import Size

from companion.app.steps.look import LookStep
from companion.app.widgets.chart import Chart
from companion.app.widgets.chart_model import Zoom
from tests.app.look_app import screen_text, stepping


async def test_the_cursor_reads_out_a_point_in_words() -> None:
    async with stepping(LookStep) as (pilot, frame, _):
        await pilot.press("down", "down", "down", "left")
        chart = frame.query_one(Chart)
        assert chart.readout() == "12 Oct 2026 · 15 · Kari · together"
        await pilot.press("left", "left")
        assert "14 Sep 2026" in chart.readout()
        await pilot.press("home")
        assert chart.readout().startswith("6 Jan 2025 · 17 · Kari · together · no clear difference from now")


async def test_the_cursor_reads_out_who_else_answered() -> None:
    async with stepping(LookStep) as (pilot, frame, _):
        await pilot.press("down", "down", "down", "home", "right")
        assert "ward nurse" in frame.query_one(Chart).readout()


async def test_a_missing_score_says_why() -> None:
    async with stepping(LookStep) as (pilot, frame, _):
        chart = frame.query_one(Chart)
        await pilot.press("down", "down", "down", "home")
        while "no value" not in chart.readout():
            await pilot.press("right")
        assert "two answers are missing" in chart.readout()


async def test_escape_takes_the_cursor_away_first_and_then_goes_back() -> None:
    async with stepping(LookStep) as (pilot, frame, _):
        await pilot.press("left", "escape")
        assert frame.query_one(Chart).cursor is None
        assert not frame.went_back
        await pilot.press("escape")
        assert frame.went_back


async def test_zoom_shows_less_time_and_more() -> None:
    async with stepping(LookStep) as (pilot, frame, _):
        chart = frame.query_one(Chart)
        await pilot.press("z", "z")
        assert chart.zoom is Zoom.YEAR
        assert "1 year" in screen_text(pilot)
        await pilot.press("minus")
        assert chart.zoom is Zoom.TWO_YEARS


async def test_moving_the_cursor_draws_nothing_again() -> None:
    async with stepping(LookStep) as (pilot, frame, _):
        chart = frame.query_one(Chart)
        await pilot.press("left")
        before = chart._picture
        await pilot.press("left", "left", "home", "end")
        assert chart._picture is before


async def test_a_click_reads_out_the_nearest_point() -> None:
    async with stepping(LookStep) as (pilot, frame, _):
        chart = frame.query_one(Chart)
        await pilot.click(chart, offset=(chart.size.width - 8, 5))
        assert "2026" in chart.readout()


def test_plotext_is_loaded_only_when_a_chart_is_drawn() -> None:
    code = "import sys, companion.app.steps.look, companion.app.steps.then_now; print('plotext' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


async def test_a_row_asked_for_before_the_news_of_another_size_is_drawn_for_that_size() -> None:
    async with stepping(LookStep) as (_, frame, _room):
        chart = frame.query_one(Chart)
        chart.render_line(0)
        chart._size = Size(chart.size.width, chart.size.height + 4)
        assert chart.render_line(chart.size.height - 2).cell_length == chart.size.width
