"""What stands on a drawn chart: words, marks and lines, in every terminal."""

from __future__ import annotations

from dataclasses import replace
from time import perf_counter

import pytest

from companion.app.widgets.chart_draw import Picture, draw, event_words
from companion.app.widgets.chart_model import ChartData, Zoom, window
from companion.app.widgets.glyphs import ASCII, UNICODE, Glyphs
from companion.clinical.model import Event
from companion.language import Language
from tests.app.look_room import EVENTS, TODAY, points, rows


def chart(index: int = 3, events: tuple[Event, ...] = EVENTS) -> ChartData:
    return ChartData.of(rows()[index], called="Kari", today=TODAY, events=events)


def drawn(data: ChartData, *, width: int = 96, height: int = 22, glyphs: Glyphs = UNICODE) -> list[str]:
    return lines(picture(data, width=width, height=height, glyphs=glyphs))


def picture(data: ChartData, *, width: int = 96, height: int = 22, glyphs: Glyphs = UNICODE) -> Picture:
    return draw(data, window(data, Zoom.ALL), width, height, glyphs, Language(ascii_only=glyphs is ASCII))


def lines(found: Picture) -> list[str]:
    return ["".join(text for text, _ in found.canvas.runs(y)) for y in range(found.canvas.height)]


def test_the_title_says_which_way_is_which() -> None:
    assert "PHQ-9 (0–27, lower is easier)" in drawn(chart())[0]
    assert '"the door is open" (0–10, higher is more)' in drawn(chart(0))[0]


def test_respondents_have_signs_of_their_own_with_words() -> None:
    text = drawn(chart())
    assert "● Kari" in text[0]
    assert "◇ clinician" in text[0]
    assert any("◇" in line for line in text[1:])


def test_lines_say_what_they_are() -> None:
    assert any("people in a Norwegian outpatient sample" in line for line in drawn(chart()))
    assert any("enough, says Kari" in line for line in drawn(chart(0)))


def test_a_line_is_not_hidden_by_the_band() -> None:
    text = drawn(chart(0))
    row = next(line for line in text if "enough, says Kari" in line)
    assert "┄" in row
    assert any("░" in line for line in text)


def test_events_stand_under_their_dates_in_words() -> None:
    text = "\n".join(drawn(chart()))
    assert "⚑ ward 3–14 Feb" in text
    assert "started at the library" in text
    assert "━" in text


def test_a_missing_score_is_a_mark_on_the_axis_and_never_a_point() -> None:
    data = chart()
    base = next(line for line in drawn(data) if "└" in line)
    assert "×" in base


def test_another_version_leaves_a_gap_with_a_mark() -> None:
    data = chart()
    course = replace(data.courses[0], segments=((0, 12), (12, 24)))
    text = "\n".join(drawn(replace(data, courses=(course,))))
    assert "╎" in text
    assert "another version of the form" in text


def test_what_the_patient_says_is_marked_on_the_point() -> None:
    told = points([10, 11, 12], every=200)
    told = (told[0], replace(told[1], fits="harder"), replace(told[2], corrected=True))
    data = chart()
    course = replace(data.courses[0], points=told, segments=((0, 3),), band=None)
    text = drawn(replace(data, courses=(course,), events=()))
    body = "\n".join(text[1:])
    assert '"' in body
    assert "'" in body


def test_ascii_is_ascii_to_the_last_cell() -> None:
    text = "".join(drawn(chart(), glyphs=ASCII))
    assert text.isascii()
    assert "^" in text


@pytest.mark.parametrize(("width", "height"), [(78, 10), (98, 14), (198, 30), (24, 7)])
def test_every_row_is_as_wide_as_the_chart(width: int, height: int) -> None:
    found = picture(chart(), width=width, height=height)
    assert len(lines(found)) == height
    assert all(len(line) == width for line in lines(found))


def test_words_with_wide_letters_keep_the_rows_straight() -> None:
    from rich.cells import cell_len

    event = Event(9, "u", 1, EVENTS[0].day, "新しい家 [/] [red]x[/red] \u202b")
    found = picture(chart(events=(event,)))
    assert all(cell_len(line) <= 96 for line in lines(found))
    assert "[red]" in "\n".join(lines(found))


def test_an_event_names_its_last_day_too() -> None:
    assert event_words(EVENTS[0], Language()) == "ward 3–14 Feb"
    assert event_words(EVENTS[1], Language()) == "new flat"


def test_ten_years_of_weeks_are_drawn_without_waiting() -> None:
    values: list[float | None] = [(i * 7) % 28 for i in range(520)]
    data = chart()
    course = replace(data.courses[0], points=points(values, every=7), segments=((0, 520),))
    full = replace(data, courses=(course, *data.courses[1:]))
    drawn(full)
    best = min(_timed(full) for _ in range(3))
    assert best < 0.25, "a budget of 30 ms, with room for a busy machine"


def _timed(data: ChartData) -> float:
    start = perf_counter()
    drawn(data)
    return perf_counter() - start
