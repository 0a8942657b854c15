"""Look: what the table says, what may be shown, what each key writes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from textual.widgets import Static

from companion.app.screens.why import why
from companion.app.steps.look import LookStep
from companion.app.widgets.area_table import AreaTable
from companion.app.widgets.area_words import AreaWords
from companion.app.widgets.chart import Chart
from companion.clinical.criterion import Ordinary
from companion.clinical.model import Display, Domain, FormTalk, MoreHelp
from companion.language import Language
from tests.app.look_app import screen_text, stepping
from tests.app.look_room import DOOR, LAST, YEAR, HandMade

SIZES = [(80, 24), (100, 30), (200, 50)]


@pytest.mark.parametrize("size", SIZES)
async def test_every_row_says_which_way_is_which_and_what_it_reads(size: tuple[int, int]) -> None:
    async with stepping(LookStep, size=size) as (pilot, _, _room):
        rows = [line for line in screen_text(pilot).splitlines()[:6] if "higher" in line or "lower" in line]
        assert len(rows) == 5
        text = "\n".join(rows)
        for words in ("clearly more", "easier, says Kari", "no clear change", "clearly harder", "too little to go on"):
            assert words in text


async def test_no_arrow_stands_beside_a_reading() -> None:
    async with stepping(LookStep) as (pilot, _, _room):
        assert not set("↑↓→←▲▼⬆⬇") & set(screen_text(pilot))


async def test_the_headings_name_last_time_by_its_date_and_the_chosen_moment() -> None:
    async with stepping(LookStep) as (pilot, frame, _):
        head = screen_text(pilot).splitlines()[0]
        assert "since 3 Nov" in head
        assert "since the start" in head
        frame.since = YEAR
        frame.inner.reload()
        await pilot.pause()
        assert "since a year ago" in screen_text(pilot)


async def test_up_and_down_choose_the_area_whose_chart_is_shown() -> None:
    async with stepping(LookStep) as (pilot, frame, _):
        await pilot.press("down", "down")
        row = frame.query_one(AreaTable).row
        assert row is not None
        assert row.form == "WSAS"
        assert "WSAS (0–40, lower is easier)" in screen_text(pilot)


async def test_a_click_chooses_an_area() -> None:
    async with stepping(LookStep) as (pilot, frame, _):
        await pilot.click(AreaTable, offset=(6, 4))
        assert frame.query_one(AreaTable).selected == 3


async def test_many_areas_scroll_and_say_that_there_are_more() -> None:
    room = HandMade()
    room.shown_rows = tuple(room.shown_rows * 4)
    async with stepping(LookStep, room, size=(80, 24)) as (pilot, frame, _):
        assert "▾" in screen_text(pilot)
        frame.query_one(AreaTable).move(19)
        await pilot.pause()
        assert frame.query_one(AreaTable).selected == 19
        assert frame.query_one(Chart).size.height >= 10


async def test_words_only_shows_no_figure_at_all() -> None:
    room = HandMade(display=Display.WORDS)
    async with stepping(LookStep, room, in_session=True, size=(80, 24)) as (pilot, frame, _):
        await pilot.press("down")
        shown = screen_text(pilot)
        for name in ("3 Nov", "3–14 Feb", "PHQ-9", "GAD-7"):
            shown = shown.replace(name, "")
        assert not any(char.isdigit() for char in shown)
        assert "easier, says Kari" in shown
        assert frame.query_one(AreaWords).display
        assert not frame.query_one(Chart).display


async def test_nothing_today_is_one_calm_sentence() -> None:
    room = HandMade(display=Display.NOTHING)
    async with stepping(LookStep, room, in_session=True) as (pilot, frame, _):
        text = screen_text(pilot)
        assert "it waits" in text
        assert "PHQ-9" not in text
        await pilot.press("down", "y", "left")
        assert pilot.app.screen is frame


async def test_v_goes_through_what_may_be_shown_and_remembers_it() -> None:
    async with stepping(LookStep, in_session=True) as (pilot, _, room):
        await pilot.press("v")
        assert room.display is Display.WORDS
        await pilot.press("v")
        assert room.display is Display.NOTHING
        await pilot.press("v")
        assert room.display is Display.NUMBERS


async def test_the_own_view_leaves_the_choice_to_the_patient() -> None:
    async with stepping(LookStep) as (pilot, _, room):
        await pilot.press("v")
        assert room.acts == []


async def test_a_new_patient_is_told_what_one_can_begin_with() -> None:
    room = HandMade(shown_rows=())
    async with stepping(LookStep, room) as (pilot, frame, _):
        text = screen_text(pilot)
        assert "Nothing is answered yet" in text
        assert "Kari's own words" in text
        await pilot.press("tab", "enter")
        assert type(pilot.app.screen).__name__ == "OwnMeasureScreen"
        await pilot.press("escape")
        assert pilot.app.screen is frame


async def test_a_mark_takes_a_digit_and_enter() -> None:
    async with stepping(LookStep) as (pilot, frame, room):
        await pilot.press("enter", "7", "enter")
        assert room.acts[0][:3] == ("mark", DOOR.id, 7)
        assert frame.saved
        assert pilot.app.focused is frame.inner


async def test_x_marks_ten() -> None:
    async with stepping(LookStep) as (pilot, _, room):
        await pilot.press("k", "x", "enter")
        assert room.acts[0][:3] == ("mark", DOOR.id, 10)


async def test_on_a_form_enter_says_why() -> None:
    async with stepping(LookStep) as (pilot, _, _room):
        await pilot.press("down", "down", "enter")
        text = screen_text(pilot)
        assert "RCI95" in text
        assert "Somebody 2014" in text
        assert ">= 5.2" in text


def test_why_says_what_several_areas_bring_by_chance() -> None:
    room = HandMade()
    for numbers, told in ((True, "areas, about"), (False, "may stand out by chance")):
        lines = why(room.shown_rows[2], room.review(), Language(), numbers=numbers)
        assert any(told in line.words for line in lines)
    alone = replace(room.review(), rows=room.shown_rows[2:3])
    assert not any("by chance" in line.words for line in why(room.shown_rows[2], alone, Language(), numbers=True))


def test_why_says_whether_it_was_seen_before_and_how_the_answers_ordinarily_differ() -> None:
    room = HandMade()
    row = room.shown_rows[2]
    change = replace(row.since_start, sustained=True, ordinary=Ordinary(4.2, 12, 15, beyond=True))
    row = replace(row, since_start=change, since_moment=change)
    words = [line.words for line in why(row, room.review(), Language(), numbers=True)]
    assert any("showed the same" in line for line in words)
    assert any("ordinarily differ by up to 4.2" in line for line in words)
    plain = [line.words for line in why(row, room.review(), Language(), numbers=False)]
    assert any("showed the same" in line for line in plain)
    assert not any("4.2" in line for line in plain)


async def test_why_keeps_figures_away_when_words_were_chosen() -> None:
    room = HandMade(display=Display.WORDS)
    async with stepping(LookStep, room, in_session=True) as (pilot, _, _room):
        await pilot.press("down", "down", "y")
        text = screen_text(pilot)
        assert "Numbers are left out" in text
        assert "5.2" not in text


async def test_more_help_is_asked_for_the_area() -> None:
    async with stepping(LookStep) as (pilot, _, room):
        await pilot.press("plus", "enter")
        assert room.acts == [("more help", Domain.RELATING, MoreHelp.YES)]


async def test_the_talk_about_a_form_ends_in_one_of_three_ways() -> None:
    async with stepping(LookStep) as (pilot, _, room):
        await pilot.press("t", "down", "enter")
        assert room.acts == [("end_of_form", f"{DOOR.instrument}:total:self", FormTalk.LATER)]


async def test_the_patients_own_word_belongs_to_the_two_moments() -> None:
    async with stepping(LookStep) as (pilot, frame, room):
        await pilot.press("a", "down", "enter")
        name, own, before, after, word = room.acts[0]
        points = room.shown_rows[0].course.points
        assert (name, own, word) == ("say_own_reading", DOOR, "harder")
        assert (before, after) == (points[0].day, points[-1].day)
        assert frame.saved


async def test_an_own_word_is_not_asked_about_a_form() -> None:
    async with stepping(LookStep) as (pilot, frame, room):
        await pilot.press("down", "down", "a")
        assert pilot.app.screen is frame
        assert room.acts == []


async def test_a_mark_on_the_point_itself() -> None:
    async with stepping(LookStep) as (pilot, _, room):
        await pilot.press("down", "down", "left", "x", "down", "enter")
        assert room.acts == [("point_word", 123, "total", "harder")]


async def test_relatives_are_for_the_patient_to_allow_alone() -> None:
    room = HandMade(somebody_else=True)
    async with stepping(LookStep, room) as (pilot, frame, _):
        await pilot.press("r")
        assert pilot.app.screen is frame
        room.somebody_else = False
        await pilot.press("r", "enter")
        assert room.acts == [("show_relatives", True)]


async def test_s_chooses_the_moment_to_compare_with() -> None:
    async with stepping(LookStep) as (pilot, frame, _):
        await pilot.press("s", "down", "enter")
        assert frame.since == LAST


async def test_peoples_text_is_shown_to_the_character() -> None:
    from dataclasses import replace

    room = HandMade()
    first = room.shown_rows[0]
    nasty = "[/] [IMPORTANT] [x=red]y"
    own = replace(DOOR, words=nasty)
    room.shown_rows = (replace(first, own=own, form=nasty), *room.shown_rows[1:])
    async with stepping(LookStep, room, size=(200, 50)) as (pilot, _, _room):
        assert f'"{nasty}"' in screen_text(pilot)
        room.display = Display.WORDS
        pilot.app.screen.query_one(LookStep).reload()
        await pilot.pause()
        assert f'"{nasty}"' in screen_text(pilot)


async def test_ascii_holds_on_the_whole_step() -> None:
    room = HandMade(language=Language(ascii_only=True))
    async with stepping(LookStep, room) as (pilot, frame, _):
        await pilot.press("down", "down", "down", "left")
        chart = frame.query_one(Chart)
        drawn = "".join(chart.render_line(y).text for y in range(chart.size.height))
        table = frame.query_one(AreaTable)
        drawn += "".join(table.render_line(y).text for y in range(table.size.height))
        assert drawn.isascii()


async def test_answers_on_safety_stay_off_the_shared_screen() -> None:
    from datetime import date

    from companion.clinical.message import Message
    from companion.clinical.model import CriticalAnswer

    room = HandMade()
    reviewed = room.review
    answer = CriticalAnswer(1, date(2026, 11, 3), "PHQ-9", 9, Message("thoughts of being dead"), 2, 3)
    room.review = lambda since=None: __import__("dataclasses").replace(reviewed(since), critical=(answer,))  # type: ignore[method-assign]
    async with stepping(LookStep, room, in_session=True) as (pilot, _, _room):
        await pilot.press("down", "down", "down")
        assert "thoughts" not in screen_text(pilot)
        await pilot.press("y")
        assert "thoughts" not in screen_text(pilot)


async def test_the_sentence_is_literal() -> None:
    async with stepping(LookStep, HandMade(shown_rows=())) as (_, frame, _room):
        assert "begin" in str(frame.query_one("#sentence", Static).content)
