"""The made-up people come in whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from companion.clock import Clock
from companion.errors import DefinitionError
from companion.paths import fixtures_folder
from companion.store.database import Store
from companion.workflow.catalogue import catalogue
from companion.workflow.desk import Desk
from companion.workflow.room import Room
from companion.workflow.stories import read_stories, read_story
from companion.workflow.story_loading import load_stories


def test_everybody_of_the_fixtures_is_in_the_caseload(demo_desk: Desk, clock: Clock) -> None:
    stories = read_stories(fixtures_folder() / "people", clock.today())
    assert {row.patient.key for row in demo_desk.caseload()} == {story.key for story in stories}


def test_every_answer_of_every_story_has_a_row(demo_desk: Desk, clock: Clock) -> None:
    for story in read_stories(fixtures_folder() / "people", clock.today()):
        room = demo_desk.room(demo_desk.find(story.key).id)
        told = sum(len(one.told) for one in story.series) + sum(len(own.marks.told) for own in story.own)
        assert len({point.assessment_id for point in room.facts.points}) == told, story.file
        assert len(room.facts.sessions) == len(story.sessions)
        meant = sum(len(series.meant) for series in story.series)
        assert len(room.facts.lines) == sum(len(one.lines) for one in story.sessions) + len(story.noticed) + meant
        assert room.look.review().patient.key == story.key


def test_the_definitions_that_scored_are_kept(demo_desk: Desk) -> None:
    from companion.store.records.answers import registered_instruments

    with demo_desk.store.read() as reader:
        kept = registered_instruments(reader)
    assert {"phq9", "wsas"} <= {name for name, _ in kept}


def test_a_mark_on_a_point_is_on_that_point(kari: Room) -> None:
    (moved,) = kari.meanings.moved()
    assert (moved.meaning.item, moved.then, moved.now) == (3, 2, 3)
    assert moved.meaning.day == moved.then_day
    marked = [point for point in kari.facts.points if point.fits]
    assert [(point.instrument, point.value, point.fits) for point in marked] == [("phq9", 8.0, "harder")]


@pytest.mark.parametrize(
    ("series", "key"),
    [
        ('form = "phq10"\ntotals = [["3w", 4]]', "series[1].form"),
        ('form = "phq9"\ntotals = [["3w", 40]]', "series[1].totals"),
        ('form = "phq9"\nanswers = [["3w", "9,9,9"]]', "series[1].answers"),
        ('form = "phq9"\nscale = "joy"\ntotals = [["3w", 4]]', "series[1].scale"),
        ('form = "phq9"\ntotals = [["3w", 4]]\nfits = [["4w", "harder"]]', "series[1].fits"),
        ('form = "phq9"\ntotals = [["3w", 4]]\nmeant = [["3w", 3, "a short piece"]]', "series[1].meant"),
        ('form = "phq9"\ntotals = [["3w", 4]]\nmeant = [["3w", "a short piece"]]', "series[1].meant"),
    ],
)
def test_a_form_that_cannot_be_is_named(desk: Desk, clock: Clock, series: str, key: str) -> None:
    text = f'key = "7"\nname = "Nils"\nabout = "new"\n[[series]]\n{series}'
    with pytest.raises(DefinitionError) as caught:
        load_stories(desk.store, [read_story(text, "nils.toml", clock.today())], catalogue())
    assert f"nils.toml, {key}" in str(caught.value)


def test_progress_ends_at_the_end(tmp_path: Path, clock: Clock) -> None:
    shares: list[float] = []
    story = read_story('key = "7"\nname = "Nils"\nabout = "new"\n', "nils.toml", clock.today())
    with Store.create_with_key(tmp_path / "store", bytes(32), account="demo", clock=clock) as store:
        load_stories(store, [story], catalogue(), shares.append)
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
