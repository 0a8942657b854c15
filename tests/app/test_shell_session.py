"""From the lock to the session and back: nobody else's name comes into view."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input

from companion.app.screens.caseload import CaseloadScreen
from companion.app.screens.palette import offered
from companion.app.screens.patient import PatientScreen
from companion.app.screens.short_code import ShortCodeScreen
from companion.app.screens.unlock import UnlockScreen
from companion.app.widgets.links import LinkLine
from tests.app.shell_app import CODE, OTHERS, PASSPHRASE, into_session, make_store, running, shown, unlock, until


async def test_the_right_passphrase_opens_the_caseload(tmp_path: Path) -> None:
    async with running(make_store(tmp_path / "store")) as (app, pilot):
        assert isinstance(app.screen, UnlockScreen)
        await unlock(pilot)
        assert isinstance(app.screen, CaseloadScreen)
        assert "Kari Nordmann" in shown(app)
        assert "Otto Fremmed" in shown(app)


async def test_a_wrong_passphrase_is_said_in_one_sentence_and_the_field_is_empty_again(tmp_path: Path) -> None:
    async with running(make_store(tmp_path / "store")) as (app, pilot):
        field = app.screen.query_one("#passphrase", Input)
        field.value = "another long sentence"
        await pilot.press("enter")
        await until(pilot, lambda: "passphrase" in shown(app).lower() and "Opening" not in shown(app))
        assert not app.is_open
        assert field.value == ""
        assert "another long" not in shown(app)


async def test_a_session_shows_this_patient_only_whatever_key_is_pressed(tmp_path: Path) -> None:
    async with running(make_store(tmp_path / "store"), size=(80, 24)) as (app, pilot):
        await into_session(pilot)
        seen = [shown(app)]
        keys = [
            "b", "a", "s", "i", "slash", "f9", "f4", "0", "1", "2", "3", "4", "5", "m", "escape", "v", "escape", "w",
            "escape", "f1", "pagedown", "pagedown", "escape", "f3", "escape", "n", "escape", "f12", "escape",
        ]  # fmt: skip
        for key in keys:
            await pilot.press(key)
            await pilot.pause()
            seen.append(shown(app))
        assert not any(name in text for text in seen for name in OTHERS)
        assert all(not isinstance(screen, CaseloadScreen) for screen in app.screen_stack)


async def test_the_palette_of_a_session_offers_nothing_that_leads_to_others(tmp_path: Path) -> None:
    async with running(make_store(tmp_path / "store")) as (app, pilot):
        await into_session(pilot)
        ids = {offer.command.id for offer in offered(app.screen, in_session=True)}
        assert {"step.look", "patient.jot", "patient.hardest", "patient.stop", "lock"} <= ids
        assert not any(name.startswith(("caseload", "import", "before", "settings")) for name in ids)
        await pilot.press("ctrl+p")
        await pilot.pause()
        for letter in "otto":
            await pilot.press(letter)
        await pilot.pause()
        assert not any(name in shown(app) for name in OTHERS)


async def test_leaving_a_session_needs_the_short_code(tmp_path: Path) -> None:
    async with running(make_store(tmp_path / "store")) as (app, pilot):
        await into_session(pilot)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, ShortCodeScreen))
        await pilot.press(*"0000", "enter")
        await until(pilot, lambda: "not the short code" in shown(app))
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, PatientScreen)
        assert app.in_session
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, ShortCodeScreen))
        await pilot.press(*CODE, "enter")
        await until(pilot, lambda: isinstance(app.screen, CaseloadScreen))
        assert not app.in_session


async def test_five_misses_lock_the_store(tmp_path: Path) -> None:
    async with running(make_store(tmp_path / "store")) as (app, pilot):
        await into_session(pilot)
        await pilot.press("escape")
        for _ in range(6):
            if not app.is_open:
                break
            await pilot.press(*"0000", "enter")
            await pilot.pause(0.1)
        await until(pilot, lambda: isinstance(app.screen, UnlockScreen))
        assert not app.is_open


async def test_a_lock_in_a_session_clears_the_screen_and_comes_back_to_it(tmp_path: Path) -> None:
    async with running(make_store(tmp_path / "store")) as (app, pilot):
        await into_session(pilot)
        await pilot.press("3")
        await pilot.press("ctrl+l")
        await until(pilot, lambda: isinstance(app.screen, UnlockScreen))
        assert not app.is_open
        assert "Kari" not in shown(app)
        await unlock(pilot)
        screen = app.screen
        assert isinstance(screen, PatientScreen)
        assert (screen.in_session, screen.current, screen.room.patient.called) == (True, "changed", "Kari")


async def test_a_start_after_a_crash_goes_back_to_the_session_that_was_never_left(tmp_path: Path) -> None:
    folder = make_store(tmp_path / "store")
    async with running(folder) as (app, pilot):
        await into_session(pilot)
    async with running(folder) as (app, pilot):
        await unlock(pilot)
        assert app.in_session
        assert app.shared.room.patient.called == "Kari"
        assert not any(name in shown(app) for name in OTHERS)


async def test_without_a_short_code_leaving_locks_the_store(tmp_path: Path) -> None:
    async with running(make_store(tmp_path / "store", short_code="")) as (app, pilot):
        await into_session(pilot)
        await pilot.press("escape")
        await pilot.pause()
        await pilot.press("tab", "enter")
        await until(pilot, lambda: isinstance(app.screen, UnlockScreen))
        await unlock(pilot, PASSPHRASE)
        assert isinstance(app.screen, CaseloadScreen)


async def test_opening_a_step_never_puts_the_focus_into_a_field(tmp_path: Path) -> None:
    async with running(make_store(tmp_path / "store")) as (app, pilot):
        await into_session(pilot)
        for digit in "1234501":
            await pilot.press(digit)
            await pilot.pause()
            screen = app.screen
            assert isinstance(screen, PatientScreen)
            assert ["today", "look", "then_now", "changed", "write", "share"].index(screen.current) == int(digit)
            assert not isinstance(app.focused, Input)


@pytest.mark.parametrize("size", [(80, 24), (100, 30)])
async def test_no_hint_and_no_step_title_is_cut_off(tmp_path: Path, size: tuple[int, int]) -> None:
    async with running(make_store(tmp_path / "store"), size=size) as (app, pilot):
        await into_session(pilot)
        for digit in "012345":
            await pilot.press(digit)
            await pilot.pause()
            for line in app.screen.query("HintLine, StepBar").results(LinkLine):
                last = line.words[-1]
                assert 0 < last.at + last.cells <= line.content_region.width <= size[0]
