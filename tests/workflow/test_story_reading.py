"""Times told from today, and mistakes that name file and key."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from companion.clinical.model import AgreementState
from companion.clinical.prompts import Book
from companion.errors import DefinitionError
from companion.language import CODES
from companion.paths import fixtures_folder
from companion.workflow.stories import read_stories, read_story
from companion.workflow.story_reading import span_before, workday

TODAY = date(2026, 11, 23)
SMALLEST = 'key = "7"\nname = "Nils"\nabout = "new"\n'


@pytest.mark.parametrize(
    ("span", "day"),
    [
        ("34w", date(2026, 3, 30)),
        ("10d", date(2026, 11, 13)),
        ("3y2m", date(2023, 9, 23)),
        ("1y1m1w1d", date(2025, 10, 15)),
        ("9m", date(2026, 2, 23)),
    ],
)
def test_a_span_counts_back_from_today(span: str, day: date) -> None:
    assert span_before(span, TODAY) == day


def test_a_month_without_that_day_ends_on_its_last_one() -> None:
    assert span_before("1m", date(2026, 3, 31)) == date(2026, 2, 28)
    assert span_before("2m", date(2026, 2, 28), back=False) == date(2026, 4, 28)


def test_nobody_meets_on_a_weekend() -> None:
    assert [workday(date(2026, 11, day)).day for day in (20, 21, 22, 23)] == [20, 20, 20, 23]


def test_the_smallest_story_is_somebody_new() -> None:
    story = read_story(SMALLEST, "nils.toml", TODAY)
    assert (story.key, story.name, story.sessions, story.display) == ("7", "Nils", (), None)


@pytest.mark.parametrize(
    ("more", "key"),
    [
        ('nme = "x"', "nme"),
        ('display = "colours"', "display"),
        ('[[events]]\nago = "34weeks"\ntext = "x"', "events[1].ago"),
        ('[[events]]\nago = "in 3w"\ntext = "x"', "events[1].ago"),
        ('[[events]]\nago = "3w"\ntext = "x"\ncolour = "red"', "events[1].colour"),
        ('[[sessions]]\nago = "3w"\nlines = [{ by = "patient" }]', "sessions[1].lines[1].text"),
        ('[[sessions]]\nago = "3w"\nat = "late"', "sessions[1].at"),
        ('[[sessions]]\nago = "3w"\nmore_help = { weather = "yes" }', "sessions[1].more_help.weather"),
        ('[[sessions]]\nago = "3w"\n[[sessions]]\nago = "5w"', "sessions"),
        ('[[series]]\nform = "phq9"', "series[1].totals"),
        ('[[series]]\nform = "phq9"\nanswers = [["3w", "1,two"]]', "series[1].answers"),
        ('[[series]]\nform = "phq9"\ngenerate = { from = "3w", every = "2w", values = [1, 2, 3] }', "generate.values"),
        ('[[own]]\nid = "a"\nwords = "a"\ndomain = "hope"\nbetter = "higher"\nmarks = [["3w", 11]]', "own[1].marks"),
    ],
)
def test_a_mistake_names_file_and_key(more: str, key: str) -> None:
    with pytest.raises(DefinitionError) as caught:
        read_story(SMALLEST + more, "nils.toml", TODAY)
    assert "nils.toml" in str(caught.value)
    assert key in str(caught.value)


def test_a_listed_series_skips_what_was_missed() -> None:
    more = '[[series]]\nform = "phq9"\ngenerate = { from = "8w", every = "2w", values = [18, "-", 16] }'
    told = read_story(SMALLEST + more, "nils.toml", TODAY).series[0].told
    assert [(one.day, one.total) for one in told] == [(date(2026, 9, 28), 18), (date(2026, 10, 26), 16)]


def test_a_generated_series_is_the_same_each_time_and_stays_inside_its_ends() -> None:
    how = 'from = "10y", every = "1w", path = [["10y", 25], ["today", 1]], wobble = 4, missed = 0.1, high = 27'
    more = f'[[series]]\nform = "phq9"\ngenerate = {{ {how} }}'
    first, again = (read_story(SMALLEST + more, "nils.toml", TODAY).series[0].told for _ in range(2))
    assert first == again
    assert 440 < len(first) < 500
    assert all(one.total is not None and 0 <= one.total <= 27 and one.total == int(one.total) for one in first)


def test_what_a_session_leaves_out_is_usual_for_it() -> None:
    line = 'lines = [{ by = "patient", text = "x" }, { by = "clinician", text = "y", after = true }]'
    more = f'[[sessions]]\nago = "3w"\n{line}\n[[sessions]]\nago = "1w1d"\n{line}'
    first, last = read_story(SMALLEST + more, "nils.toml", TODAY).sessions
    assert [(one.status.value, one.after) for one in first.lines] == [("agreed", False), ("not_asked", True)]
    assert [one.status.value for one in last.lines] == ["not_asked", "not_asked"]
    assert (first.in_record, last.in_record) == (True, False)
    assert last.started.date() == date(2026, 11, 13)  # a Sunday moved to the Friday before


def test_the_made_up_people_name_questions_that_there_are_and_are_due_on_many_days() -> None:
    book = Book.bundled("en")
    stories = read_stories(fixtures_folder() / "people", TODAY)
    lines = [line for story in stories for session in story.sessions for line in session.lines]
    assert [line.prompt for line in lines if line.prompt and book.find(line.prompt) is None] == []
    due = {
        story.key: min(days)
        for story in stories
        if (days := [
            one.look_again for session in story.sessions for one in session.agreements
            if one.look_again and one.state is AgreementState.OPEN
        ])
    }  # fmt: skip
    assert min(due.values()) < TODAY < max(due.values())
    assert len(set(due.values())) > 5, "not everything is due on one day"
    assert len(due) < len(stories), "and some have nothing due"


LANGUAGES = [code for code in CODES if code != "en"]


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from texts(one)


@pytest.mark.parametrize("code", LANGUAGES)
def test_who_speaks_a_language_says_in_it_what_the_story_says(code: str) -> None:
    folder = fixtures_folder() / "people"
    spoken = sorted((folder / code).glob("*.toml"))
    assert len(spoken) >= 5
    for path in spoken:
        told = set(texts(tomllib.loads((folder / path.name).read_text("utf-8"))))
        words = tomllib.loads(path.read_text("utf-8"))["words"]
        assert set(words) <= told, path.name
        assert all(said.strip() for said in words.values())
        assert sum(said != text for text, said in words.items()) > 50


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_story_in_another_language_is_the_same_story(code: str) -> None:
    folder = fixtures_folder() / "people"
    for english, other in zip(read_stories(folder, TODAY), read_stories(folder, TODAY, code), strict=True):
        assert (other.key, other.name, other.born) == (english.key, english.name, english.born)
        assert [len(one.lines) for one in other.sessions] == [len(one.lines) for one in english.sessions]
        assert len(other.series) == len(english.series)
    kari = next(story for story in read_stories(folder, TODAY, code) if story.key == "1042")
    assert kari.own[0].words.startswith(("døren", "døra"))
