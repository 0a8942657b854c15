"""Rehearsals: a quiet guide goes along, says something in every step, and covers nothing."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import OptionList

from companion.app.app import CompanionApp
from companion.app.asks import Unlocked
from companion.app.practice import PLACES, rehearsals
from companion.app.screens.caseload import CaseloadScreen
from companion.app.screens.first_time import FirstTimeScreen
from companion.app.screens.patient import PatientScreen
from companion.app.widgets.guide import Guide
from companion.app.widgets.links import HintLine
from companion.clock import Clock
from companion.language import CODES
from companion.paths import fixtures_folder
from companion.store.database import Store
from companion.workflow.desk import Desk
from companion.workflow.stories import read_stories
from tests.app.shell_app import until
from tests.conftest import NOW


@pytest.fixture
def rehearsing(tmp_path: Path) -> Iterator[Desk]:
    """A desk on made-up people, of whom only Nils is there."""
    with Store.create_with_key(tmp_path / "demo", bytes(32), account="demo", clock=Clock.fixed(NOW)) as store:
        made_up = Desk(store, is_demo=True)
        made_up.add_patient("0217", "Nils Hauge")
        yield made_up


@asynccontextmanager
async def caseload(desk: Desk, size: tuple[int, int] = (80, 24)) -> AsyncIterator[tuple[CompanionApp, Pilot[None]]]:
    app = CompanionApp(desk.store.folder, clock=desk.clock)
    async with app.run_test(size=size) as pilot:
        app.post_message(Unlocked(desk))
        await until(pilot, lambda: isinstance(app.screen, CaseloadScreen))
        yield app, pilot


@pytest.mark.parametrize("code", CODES)
def test_each_rehearsal_is_about_a_made_up_person_and_fits_beside_a_step(code: str) -> None:
    people = {story.key for story in read_stories(fixtures_folder() / "people", NOW.date())}
    found = rehearsals(code)
    assert len(found) == 3
    assert len({one.patient for one in found} & people) == 3
    for one in found:
        assert max(len(one.title), len(one.about)) <= 56  # one line each where they are chosen
        assert set(one.hints) == set(PLACES)
        assert max(len(line) for hint in one.hints.values() for line in (hint.why, hint.try_)) <= 66


async def test_a_rehearsal_goes_from_the_caseload_through_every_step(rehearsing: Desk) -> None:
    async with caseload(rehearsing) as (app, pilot):
        await pilot.press("r")
        await until(pilot, lambda: app.screen.query(OptionList))
        assert app.screen.query_one(OptionList).option_count == 3
        nils = rehearsals()[0]
        await pilot.press("enter")
        await until(pilot, lambda: shown(app) == nils.hints["before"].why)
        await pilot.press("s")
        await until(pilot, lambda: isinstance(app.screen, PatientScreen | FirstTimeScreen))
        await until(pilot, lambda: isinstance(app.screen, FirstTimeScreen))  # Nils is met for the first time here
        await pilot.press("escape")
        for n, place in enumerate(PLACES[1:]):
            await until(pilot, lambda: isinstance(app.screen, PatientScreen))
            await pilot.press(str(n))
            await until(pilot, lambda place=place: shown(app) == nils.hints[place].why)
            beside(app)
        await pilot.press("f5")
        await pilot.pause()
        assert not app.screen.query_one(Guide).display
        await pilot.press("f5")
        await pilot.pause()
        assert app.screen.query_one(Guide).display


def shown(app: CompanionApp) -> str:
    return next((str(line.render()) for line in app.screen.query("#guide .why")), "")


def beside(app: CompanionApp) -> None:
    """The guide stands between what one works on and the keys, on two rows of its own."""
    guide, content = app.screen.query_one(Guide).region, app.screen.query_one("#content").region
    keys = app.screen.query_one(HintLine).region
    assert guide.height == 2
    assert content.bottom <= guide.y
    assert guide.bottom <= keys.y


async def test_with_real_patients_nobody_rehearses(desk: Desk) -> None:
    async with caseload(desk) as (app, pilot):
        await pilot.press("r")
        await pilot.pause()
        assert isinstance(app.screen, CaseloadScreen)
        await pilot.press("f5")
        await pilot.pause()
        assert not app.screen.query(Guide)
