"""Session mode on the made-up people: nobody else's name, whatever is pressed."""

from __future__ import annotations

import string
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from re import Pattern

import pytest
from textual.pilot import Pilot

from companion.app.app import CompanionApp
from companion.app.asks import StartSession
from companion.app.screens.caseload import CaseloadScreen
from companion.app.screens.palette import offered
from companion.app.screens.patient import STEPS
from companion.app.screens.unlock import UnlockScreen
from companion.app.settings import Settings
from companion.clock import Clock
from tests.conftest import NOW
from tests.leaks.glass import held, others, ready, shared, until

KARI = "1042"
LIGHT = Settings(colours="light", glyphs="unicode")
NAMED = (
    "enter", "tab", "shift+tab", "backspace", "delete", "insert", "home", "end", "up", "down", "left", "right",
    "pageup", "pagedown", "space", *(f"f{n}" for n in range(1, 13)),
)  # fmt: skip
CONTROLLED = tuple(f"ctrl+{letter}" for letter in string.ascii_lowercase if letter not in "qlp")
SIGNS = (
    *string.ascii_letters, *string.digits,
    "slash", "question_mark", "exclamation_mark", "colon", "minus", "plus", "full_stop", "comma", "asterisk",
)  # fmt: skip
LEAVES = {"ctrl+q", "ctrl+l"}
SMALL, LARGE = SIZES = ((80, 24), (100, 30))


@asynccontextmanager
async def session(size: tuple[int, int]) -> AsyncIterator[tuple[CompanionApp, Pilot[None], Pattern[str]]]:
    """Kari's session on the made-up people, and what would name another of them."""
    app = CompanionApp(None, clock=Clock.fixed(NOW), chosen=LIGHT)
    try:
        async with app.run_test(size=size) as pilot:
            await until(pilot, lambda: isinstance(app.screen, CaseloadScreen))
            assert app._desk is not None
            forbidden = others(app._desk, KARI)
            assert forbidden.search(held(app)), "the caseload names them all: this test can see"
            app.post_message(StartSession(app._desk.room(app._desk.find(KARI).id)))
            await until(pilot, lambda: ready(app))
            yield app, pilot, forbidden
    finally:
        app.close_store()


def look(app: CompanionApp, forbidden: Pattern[str], after: str) -> None:
    """Nobody else is on the glass, or behind it."""
    found = forbidden.search(held(app))
    assert found is None, f"after {after}: {found[0]}"
    assert app.in_session, f"after {after}: the session was left"
    assert not any(isinstance(screen, CaseloadScreen) for screen in app.screen_stack), f"after {after}"


async def go_back(app: CompanionApp, pilot: Pilot[None], forbidden: Pattern[str], after: str) -> None:
    """Close what has opened, one page after the other."""
    for _ in range(6):
        if app.screen is app.shared:
            break
        await pilot.press("escape")
        await pilot.pause()
        look(app, forbidden, f"{after}, then Esc")
    while app.screen is not app.shared:  # a page that Esc does not leave, as Your turn
        await app.pop_screen()
    app.screen.set_focus(None)


async def press_each(
    app: CompanionApp, pilot: Pilot[None], forbidden: Pattern[str], step: str, keys: Iterable[str]
) -> None:
    """Press each key at one step, and look after each, and on the way back."""
    for key in keys:
        if shared(app).current != step:
            await shared(app).open_step(step)
        await pilot.press(key)
        look(app, forbidden, f"{step}, {key}")
        if app.screen is not app.shared:
            await pilot.pause()
            look(app, forbidden, f"{step}, {key}")
            await go_back(app, pilot, forbidden, f"{step}, {key}")


# The same acts at both sizes every time: by their keys at one, by the palette at the other.
@pytest.mark.parametrize("size", [LARGE, pytest.param(SMALL, marks=pytest.mark.nightly)])
async def test_no_key_that_does_anything_brings_up_anybody_else(size: tuple[int, int]) -> None:
    async with session(size) as (app, pilot, forbidden):
        done: set[str] = set()
        for step in STEPS:
            await shared(app).open_step(step)
            # A key of the frame does the same at every step; the steps' own keys differ.
            own = {
                key for key, (node, _, _, _) in app.screen.active_bindings.items() if node is not app or key not in done
            }
            keys = sorted(own - LEAVES - (done if step != "look" else set()))
            done |= {key for key in own if app.screen.active_bindings[key].node in {app, app.screen}}
            assert keys
            await press_each(app, pilot, forbidden, step, keys)


@pytest.mark.nightly
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("step", STEPS)
async def test_no_key_at_all_brings_up_anybody_else(step: str, size: tuple[int, int]) -> None:
    async with session(size) as (app, pilot, forbidden):
        await press_each(app, pilot, forbidden, step, (*NAMED, *SIGNS, *CONTROLLED))


async def do_each(
    app: CompanionApp, pilot: Pilot[None], forbidden: Pattern[str], step: str, done: set[str], then: Iterable[str]
) -> None:
    """Do everything the palette offers at one step that was not done yet, and press keys on its pages."""
    await shared(app).open_step(step)
    await pilot.pause()
    for known in {offer.command.id for offer in offered(app.screen, in_session=True)} - done:
        if shared(app).current != step:
            await shared(app).open_step(step)
        found = [offer for offer in offered(app.screen, in_session=True) if offer.command.id == known]
        done.add(known)
        if not found:
            continue
        await app.run_action(found[0].command.action, found[0].node)
        await pilot.pause()
        look(app, forbidden, f"{step}, {known}")
        if app.screen is not app.shared:
            for key in then:
                await pilot.press(key)
                look(app, forbidden, f"{step}, {known}, {key}")
            await go_back(app, pilot, forbidden, f"{step}, {known}")


@pytest.mark.parametrize("size", [SMALL, pytest.param(LARGE, marks=pytest.mark.nightly)])
async def test_no_entry_of_the_palette_brings_up_anybody_else(size: tuple[int, int]) -> None:
    async with session(size) as (app, pilot, forbidden):
        done = {"quit", "lock"}
        for step in STEPS:
            await do_each(app, pilot, forbidden, step, done, ("f1",))
        assert len(done) > 60


@pytest.mark.nightly
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("step", STEPS)
async def test_nothing_on_the_pages_behind_the_palette_brings_up_anybody_else(step: str, size: tuple[int, int]) -> None:
    async with session(size) as (app, pilot, forbidden):
        keys = (
            "f1",
            "pagedown",
            "pagedown",
            "escape",
            "down",
            "tab",
            "enter",
            "ctrl+p",
            "enter",
            "down",
            "space",
            "tab",
        )
        await do_each(app, pilot, forbidden, step, {"quit", "lock"}, keys)


async def test_typing_in_the_palette_finds_nobody() -> None:
    async with session((80, 24)) as (app, pilot, forbidden):
        for typed in ("ni", "021", "caseload", "import", "settings"):
            await pilot.press("ctrl+p", *typed)
            await pilot.pause()
            look(app, forbidden, typed)
            await pilot.press("enter")
            await pilot.pause()
            look(app, forbidden, f"{typed}, Enter")
            await go_back(app, pilot, forbidden, typed)


async def test_a_lock_comes_back_to_this_session_and_step() -> None:
    async with session((80, 24)) as (app, pilot, forbidden):
        for step in ("today", "write"):
            await shared(app).open_step(step)
            await pilot.press("ctrl+l")
            await until(pilot, lambda: isinstance(app.screen, UnlockScreen))
            assert not forbidden.search(held(app))
            assert "Kari" not in held(app)
            await pilot.press("enter")
            await until(pilot, lambda: ready(app))
            look(app, forbidden, "lock")
            assert shared(app).room.patient.key == KARI
            assert shared(app).current == step


async def test_messages_that_lead_elsewhere_are_not_obeyed_in_a_session() -> None:
    from companion.app.asks import OpenBefore, ToCaseload

    async with session((80, 24)) as (app, pilot, forbidden):
        for message in (ToCaseload(), OpenBefore()):
            app.post_message(message)
            await pilot.pause()
            look(app, forbidden, type(message).__name__)
        app.action_settings()
        await pilot.pause()
        look(app, forbidden, "settings")
        assert app.screen is app.shared
