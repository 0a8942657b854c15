"""The caseload of made-up people is there before their store is open; keys wait for it, and none is lost."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from companion import paths
from companion.app.app import CompanionApp
from companion.app.opening import Opening
from companion.app.screens.coming import ComingScreen
from companion.clock import Clock
from companion.errors import RefusedError
from companion.workflow.desk import open_demo
from tests.app.shell_app import LIGHT, shown, until


@pytest.fixture(autouse=True)
def two_people(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, clock: Clock) -> None:
    people = tmp_path / "fixtures" / "people"
    people.mkdir(parents=True)
    for key, name in (("7", "Nils"), ("8", "Nina")):
        (people / f"{name}.toml").write_text(f'key = "{key}"\nname = "{name}"\nabout = "new"\n', encoding="utf-8")
    monkeypatch.setattr(paths, "fixtures_folder", lambda: tmp_path / "fixtures")
    open_demo(clock).close()


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Opening waits for this."""
    found = threading.Event()
    wait = Opening.wait

    def later(opening: Opening) -> Any:
        assert found.wait(20)
        return wait(opening)

    monkeypatch.setattr(Opening, "wait", later)
    yield found
    found.set()


@asynccontextmanager
async def rehearsing(clock: Clock) -> AsyncIterator[tuple[CompanionApp, Pilot[None]]]:
    app = CompanionApp(None, opening=Opening(clock=clock), clock=clock, chosen=LIGHT)
    try:
        async with app.run_test(size=(100, 30), notifications=True) as pilot:
            yield app, pilot
    finally:
        app.close_store()


async def test_the_list_is_there_before_the_store_and_the_same_after(clock: Clock, gate: threading.Event) -> None:
    async with rehearsing(clock) as (app, pilot):
        await pilot.pause()
        assert isinstance(app.screen, ComingScreen)
        assert not app.is_open
        before = shown(app)
        assert "Nils" in before
        assert "2 patients" in before
        gate.set()
        await until(pilot, lambda: app.is_open and not isinstance(app.screen, ComingScreen))
        assert shown(app) == before


async def test_keys_that_come_too_early_are_answered_when_it_is_open(clock: Clock, gate: threading.Event) -> None:
    async with rehearsing(clock) as (app, pilot):
        await pilot.pause()
        await pilot.press("down", "enter", "2")
        assert isinstance(app.screen, ComingScreen)
        gate.set()
        await until(pilot, lambda: app.shared is not None and app.shared.current == "then_now")
        assert app.shared.room.patient.name == "Nina"


async def test_a_click_that_comes_too_early_opens_nobody(clock: Clock, gate: threading.Event) -> None:
    async with rehearsing(clock) as (app, pilot):
        await pilot.pause()
        await pilot.click("LongList", offset=(4, 1), times=2)
        await pilot.pause()
        assert isinstance(app.screen, ComingScreen)
        gate.set()
        await until(pilot, lambda: app.is_open)


async def test_nobody_is_left_under_a_session(clock: Clock) -> None:
    async with rehearsing(clock) as (app, pilot):
        await until(pilot, lambda: app.is_open and not isinstance(app.screen, ComingScreen))
        assert [type(screen).__name__ for screen in app.screen_stack] == ["Nobody", "CaseloadScreen"]
        assert not [one for one in app._registry if isinstance(one, ComingScreen)]


async def test_what_cannot_be_opened_is_said_and_the_keys_work(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_opening: Opening) -> Any:
        raise RefusedError("The disk is gone.")

    monkeypatch.setattr(Opening, "wait", refuse)
    async with rehearsing(clock) as (app, pilot):
        await until(pilot, lambda: "The disk is gone." in shown(app))
        await pilot.press("f1")
        await until(pilot, lambda: type(app.screen).__name__ == "HelpScreen")


async def test_the_key_that_leaves_never_waits(clock: Clock, gate: threading.Event) -> None:
    async with rehearsing(clock) as (app, pilot):
        await pilot.pause()
        await pilot.press("ctrl+q")
        await until(pilot, lambda: not app.is_running or app._exit)
        gate.set()
