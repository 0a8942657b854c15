"""The app on a small store of its own, for the tests of the shell."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path
from typing import Any

from textual.pilot import Pilot
from textual.widgets import Input

from companion.app.app import CompanionApp
from companion.app.settings import Settings
from companion.clock import Clock
from companion.store.database import Store
from companion.workflow.desk import Desk
from tests.conftest import NOW

PASSPHRASE = "a long and quiet sentence"
CODE = "4711"
LIGHT = Settings(colours="light", glyphs="unicode")
OTHERS = ("Otto Fremmed", "Ylva Annenstad", "Besøkende")
"""Names that must never be seen while Kari's session is on the screen."""


def make_store(folder: Path, *, short_code: str = CODE, people: bool = True) -> Path:
    """Make a store with Kari and two others in it."""
    with Store.create(
        folder,
        account="Ida Berg",
        passphrase=PASSPHRASE,
        short_code=short_code,
        clock=Clock.fixed(NOW),
        testing=True,
    ) as store:
        desk = Desk(store)
        if people:
            desk.add_patient("1042", "Kari Nordmann", "Kari", date(1984, 5, 2))
            desk.add_patient("2001", OTHERS[0])
            desk.add_patient("2002", OTHERS[1], OTHERS[2])
    return folder


@asynccontextmanager
async def running(
    folder: Path, *, size: tuple[int, int] = (100, 30), chosen: Settings = LIGHT, ascii_only: bool = False
) -> AsyncIterator[tuple[CompanionApp, Pilot[None]]]:
    """Run the app without a terminal, and close its store whatever happens."""
    app = CompanionApp(folder, clock=Clock.fixed(NOW), chosen=chosen, ascii_only=ascii_only)
    try:
        async with app.run_test(size=size, notifications=True) as pilot:
            await pilot.pause()
            yield app, pilot
    finally:
        app.close_store()


async def until(pilot: Pilot[Any], true: Any) -> None:
    """Wait until something holds, as workers and messages take their time."""
    for _ in range(200):
        await pilot.pause(0.02)
        if true():
            await pilot.pause()
            return
    raise AssertionError("it never came true")


async def unlock(pilot: Pilot[Any], phrase: str = PASSPHRASE) -> None:
    """Type the passphrase and wait for the store."""
    app = pilot.app
    assert isinstance(app, CompanionApp)
    app.screen.query_one("#passphrase", Input).value = phrase
    await pilot.press("enter")
    await until(pilot, lambda: app.is_open and type(app.screen).__name__ != "UnlockScreen")


async def into_session(pilot: Pilot[Any]) -> None:
    """From the locked store into Kari's session."""
    await unlock(pilot)
    await pilot.press("b")
    await until(pilot, lambda: type(pilot.app.screen).__name__ == "BeforeScreen")
    await pilot.press("s")
    app = pilot.app
    assert isinstance(app, CompanionApp)
    await until(pilot, lambda: app.in_session and app.shared is not None)
    await pass_first_page(pilot)


async def pass_first_page(pilot: Pilot[Any]) -> None:
    """Say yes to the page of a first session, where it stands."""
    await pilot.pause(0.1)
    if type(pilot.app.screen).__name__ == "FirstTimeScreen":
        await pilot.press("enter")
    await until(pilot, lambda: getattr(pilot.app.screen, "in_session", False))


def shown(app: CompanionApp) -> str:
    """Return every character on the screen."""
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip) for strip in strips)
