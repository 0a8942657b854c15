"""Pages and steps lie ready while nobody types, are shown as they are, and never show what was."""

from __future__ import annotations

import asyncio
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input

from companion.app import in_turn
from companion.app.app import CompanionApp
from companion.app.ready import Next, Readying
from companion.app.screens.past import PastScreen
from companion.app.screens.patient import PatientScreen
from companion.app.step import Step
from companion.app.steps.share import ShareStep
from companion.app.steps.then_now import ThenNowStep
from companion.app.widgets.choices import Choices
from companion.app.widgets.line_list import LineList
from companion.clinical.model import How
from companion.paths import config_folder
from tests.app.shell_app import make_store, running, unlock, until

pytestmark = pytest.mark.makes_ready


async def resting(app: CompanionApp, pilot: Pilot[Any]) -> PatientScreen:
    """Open the first patient, and wait until everything lies ready."""
    await unlock(pilot)
    await pilot.press("enter")
    await until(pilot, lambda: app.shared is not None and app.shared.step is not None)
    screen = app.screen
    assert isinstance(screen, PatientScreen)
    screen.room.marking.add_event(date(2026, 3, 1), "new flat")
    screen._reload_after()
    await pilot.press("down")
    await ready(pilot, screen)
    return screen


async def ready(pilot: Pilot[Any], screen: PatientScreen) -> None:
    """Wait until everything a key may ask for lies ready."""
    await until(pilot, lambda: screen.leisure is None)
    await until(pilot, lambda: screen._at_work is None or screen._at_work.is_finished)


def lying(screen: Readying) -> dict[str, Screen[Any]]:
    return {name: one.page for name, one in screen._lying.items()}


def picture(screen: Screen[Any]) -> list[str]:
    """Return the rows of a screen, with their colours."""
    return [repr(list(strip)) for strip in screen._compositor.render_strips()]


async def shown(app: CompanionApp, pilot: Pilot[Any], kind: str) -> Screen[Any]:
    await until(pilot, lambda: type(app.screen).__name__ == kind and not app.holds_pictures)
    return app.screen


PAGES = {
    "jot": ("n", "JotScreen"),
    "event": ("e", "EventScreen"),
    "moments": ("m", "MomentsScreen"),
    "hardest": ("exclamation_mark", "HardestScreen"),
    "guide": ("f1", "HelpScreen"),
    "palette": ("ctrl+p", "PaletteScreen"),
}


@pytest.mark.parametrize(("name", "key", "kind"), [(name, *rest) for name, rest in PAGES.items()])
async def test_a_page_that_lies_ready_is_the_one_that_is_shown_and_looks_like_a_new_one(
    tmp_path: Path, name: str, key: str, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(make_store(tmp_path / "store")) as (app, pilot):
        screen = await resting(app, pilot)
        page = lying(screen)[name]
        await pilot.press(key)
        assert await shown(app, pilot, kind) is page
        seen = picture(page)
        await pilot.press("escape")
        await shown(app, pilot, "PatientScreen")
        monkeypatch.setattr(Readying, "_lies_ready", lambda *_: False)
        await pilot.press(key)
        new = await shown(app, pilot, kind)
        assert new is not page
        assert picture(new) == seen


async def test_an_act_makes_what_lies_ready_worthless(tmp_path: Path) -> None:
    async with running(make_store(tmp_path / "store")) as (app, pilot):
        screen = await resting(app, pilot)
        before = lying(screen)["event"]
        screen.room.marking.add_event(date(2026, 4, 1), "moved out")
        await pilot.press("e")
        page = await shown(app, pilot, "EventScreen")
        assert page is not before
        assert "moved out" in str(page.query_one("#earlier", Choices).render())


async def test_what_the_clinic_changed_in_its_file_is_on_the_plan_at_once(tmp_path: Path) -> None:
    async with running(make_store(tmp_path / "store")) as (app, pilot):
        await resting(app, pilot)
        folder = config_folder()
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "clinic.toml").write_text('numbers = ["At night: 116 117"]\n', encoding="utf-8")
        await pilot.press("exclamation_mark")
        page = await shown(app, pilot, "HardestScreen")
        assert "At night: 116 117" in [line.text for line in page.query_one(LineList).lines]


async def test_a_mistake_in_the_clinics_file_is_said_once_and_only_to_who_looks(tmp_path: Path) -> None:
    folder = config_folder()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "clinic.toml").write_text("numbers = [", encoding="utf-8")
    async with running(make_store(tmp_path / "store")) as (app, pilot):
        screen = await resting(app, pilot)
        assert "hardest" in lying(screen)
        assert not [one for one in app._notifications if "clinic.toml" in one.message]
        await pilot.press("exclamation_mark")
        await shown(app, pilot, "HardestScreen")
        assert len([one for one in app._notifications if "clinic.toml" in one.message]) == 1


async def test_a_draft_that_a_form_brings_back_is_not_saved_again_while_the_form_lies_ready(tmp_path: Path) -> None:
    async with running(make_store(tmp_path / "store")) as (app, pilot):
        screen = await resting(app, pilot)
        await pilot.press("e")
        await shown(app, pilot, "EventScreen")
        await pilot.press(*"cat", "escape")
        await shown(app, pilot, "PatientScreen")
        await ready(pilot, screen)
        acts = screen.room.store.performed
        page = lying(screen)["event"]
        assert page.query_one("#words", Input).value == "cat"
        await asyncio.sleep(1.2)  # a form saves what is typed after a second; this one has nothing to save
        assert screen.room.store.performed == acts
        assert lying(screen)["event"] is page


async def test_another_size_makes_what_lies_ready_worthless(tmp_path: Path) -> None:
    async with running(make_store(tmp_path / "store")) as (app, pilot):
        screen = await resting(app, pilot)
        before = lying(screen)["moments"]
        await pilot.resize_terminal(80, 24)
        await pilot.press("m")
        page = await shown(app, pilot, "MomentsScreen")
        assert page is not before
        assert page.size == app.size


async def test_nothing_lies_about_once_the_patient_is_left_or_the_store_locked(tmp_path: Path) -> None:
    async with running(make_store(tmp_path / "store")) as (app, pilot):
        for key, kind in (("escape", "CaseloadScreen"), ("ctrl+l", "UnlockScreen")):
            screen = await resting(app, pilot) if kind == "CaseloadScreen" else app.shared
            assert screen is not None
            pages = list(lying(screen).values())
            assert len(pages) >= len(PAGES)
            await pilot.press(key)
            await shown(app, pilot, kind)
            assert not any(page.is_running for page in pages)
            assert not [one for one in app._installed_screens.values() if one in pages]
            if kind == "CaseloadScreen":
                await pilot.press("enter")
                await until(pilot, lambda: app.shared is not None and app.shared.step is not None)
                assert app.shared is not None
                await ready(pilot, app.shared)


async def test_a_lock_waits_for_what_is_being_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    began, go_on, read = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def made(screen: PatientScreen) -> None:
        began.set()
        await go_on.wait()
        with screen.room.store.read():  # refused once the store is closed
            read.set()

    monkeypatch.setattr(PatientScreen, "begin_to_make", lambda self: self.run_worker(made(self), group="ready"))
    async with running(make_store(tmp_path / "store")) as (app, pilot):
        await unlock(pilot)
        await pilot.press("enter")
        await asyncio.wait_for(began.wait(), 5)
        asyncio.get_running_loop().call_later(0.2, go_on.set)
        await pilot.press("ctrl+l")
        await shown(app, pilot, "UnlockScreen")
        assert read.is_set()


async def test_a_page_that_cannot_be_made_is_left_for_who_asks(tmp_path: Path) -> None:
    class Broken(Readying):
        def next_pages(self) -> list[Next]:
            from companion.errors import StoreDamagedError

            def broken() -> Screen[Any]:
                raise StoreDamagedError("The store is damaged.")

            return [Next("broken", broken)]

    async with running(make_store(tmp_path / "store")) as (app, _):
        await app.push_screen(Broken())
        screen = app.screen
        assert isinstance(screen, Broken)
        assert screen.leisure is not None
        screen.make_ready()
        await screen.at_rest()
        assert "broken" not in lying(screen)


async def test_a_step_that_nothing_happened_to_is_not_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(make_store(tmp_path / "store")) as (app, pilot):
        screen = await resting(app, pilot)
        read: list[str] = []
        for kind in (ThenNowStep, ShareStep):
            monkeypatch.setattr(kind, "reload", lambda self: read.append(self.CODE))
        await pilot.press("2", "5", "2")
        await until(pilot, lambda: screen.current == "then_now")
        assert read == []
        screen.room.meeting.save_draft("jot", "fox")
        await pilot.press("5", "2", "5")
        await until(pilot, lambda: screen.current == "share")
        assert read == ["share", "then_now"]


async def test_a_step_reads_again_what_was_done_while_it_was_being_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(make_store(tmp_path / "store")) as (app, pilot):
        monkeypatch.setattr(in_turn, "QUIET", 600)
        await unlock(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: app.shared is not None and app.shared.step is not None)
        screen = app.screen
        assert isinstance(screen, PatientScreen)
        begun = ShareStep.begin
        read: list[str] = []

        def begin(step: ShareStep) -> None:
            begun(step)
            if not read:
                step.room.meeting.save_draft("jot", "fox")  # the key of somebody who is quick
            read.append(step.CODE)

        monkeypatch.setattr(ShareStep, "begin", begin)
        screen._made_ready.add("share")
        await screen._make("share", shown=False)
        assert read == ["share"]
        await pilot.press("5")
        await until(pilot, lambda: screen.current == "share")
        assert read == ["share", "share"]


async def test_a_step_made_out_of_sight_knows_its_size_and_is_painted_nowhere(tmp_path: Path) -> None:
    async with running(make_store(tmp_path / "store")) as (app, pilot):
        screen = await resting(app, pilot)
        hidden = [part for step in screen._opened.values() if not step.display for part in step.walk_children(Widget)]
        assert [part for part in hidden if part._size.area]
        assert not set(hidden) & set(screen._compositor._full_map)


async def test_the_page_made_for_nobody_looks_like_a_new_one_once_somebody_is_on_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(make_store(tmp_path / "store")) as (app, pilot):
        screen = await resting(app, pilot)
        form = "phq9"
        for day, total in ((date(2026, 1, 15), 20.0), (date(2026, 8, 20), 9.0)):
            screen.room.marking.paper_total(form, day, total, How.ALONE)
        await pilot.press("escape")
        caseload = await shown(app, pilot, "CaseloadScreen")
        assert isinstance(caseload, Readying)
        for key in ("down", "up"):
            await pilot.press(key)
        await until(pilot, lambda: "patient" in lying(caseload) and caseload._lying["patient"].whole)
        made = lying(caseload)["patient"]
        assert isinstance(made, PatientScreen)
        assert made.room.patient.called == ""
        await pilot.press("enter")
        assert await shown(app, pilot, "PatientScreen") is made
        await until(pilot, lambda: not app.holds_pictures)
        seen = picture(made)
        assert any("Kari" in row for row in seen)
        assert any("PHQ-9" in row for row in seen)
        assert {step.room for step in made.query(Step)} == {made.room}
        await pilot.press("escape")
        await shown(app, pilot, "CaseloadScreen")
        monkeypatch.setattr(Readying, "_lies_ready", lambda *_: False)
        await pilot.press("enter")
        new = await shown(app, pilot, "PatientScreen")
        assert new is not made
        assert picture(new) == seen


async def test_the_day_that_is_past_makes_ready_only_what_looks(tmp_path: Path) -> None:
    async with running(make_store(tmp_path / "store")) as (app, pilot):
        screen = await resting(app, pilot)
        screen.room.marking.paper_total("phq9", date(2026, 1, 15), 20.0, How.ALONE)
        past = PastScreen(screen, date(2026, 3, 1))
        await app.push_screen(past)
        await until(pilot, lambda: past.step is not None)
        await pilot.press("down")
        await ready(pilot, past)
        assert set(past._opened) == {"look", "then_now"}
        assert set(lying(past)) == {"why", "moments", "guide", "palette"}
