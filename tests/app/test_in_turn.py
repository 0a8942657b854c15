"""Keys that come in a bunch are taken one after the other, each where the one before it led."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual._compositor import Compositor
from textual.app import App
from textual.pilot import Pilot
from textual.widgets import Input, Static

from companion.app import in_turn
from companion.app.app import CompanionApp
from companion.app.carried import carried
from companion.app.in_turn import InTurn
from companion.app.said import Speaker
from companion.app.step import Step
from companion.app.widgets.room_entry import RoomEntry
from companion.clinical.model import CLINICIAN
from tests.app.shell_app import into_session, make_store, running, shown, unlock, until


def bunch(app: CompanionApp, *keys: str) -> None:
    """Post keys all at once, as a line that was held up hands them over."""
    for key in keys:
        app.post_message(events.Key(key, key if len(key) == 1 else None))


async def fields(pilot: Pilot[None]) -> list[str]:
    await pilot.pause()
    return [field.value for field in pilot.app.screen.query(Input)]


async def test_what_is_typed_after_tab_is_not_in_the_field_before(tmp_path: Path) -> None:
    async with running(tmp_path / "none") as (app, pilot):
        bunch(app, *"Clinic", "enter", *"Aas", "tab", "tab", *"secret", "tab", *"again")
        await until(pilot, lambda: "again" in [field.value for field in app.screen.query(Input)])
        assert (await fields(pilot))[:4] == ["Clinic", "Aas", "secret", "again"]


async def test_what_is_typed_after_a_letter_is_no_command(tmp_path: Path) -> None:
    async with running(make_store(tmp_path / "store")) as (app, pilot):
        await into_session(pilot)
        room = app.shared.room
        bunch(app, "0", "n", *"fox walks", "enter", "escape", "escape", "3")
        await until(pilot, lambda: app.shared.current == "changed")
        assert [line.text for line in room.talk.lines()] == ["fox walks"]


async def test_a_paste_keeps_its_place_among_the_keys(tmp_path: Path) -> None:
    async with running(tmp_path / "none") as (app, pilot):
        bunch(app, *"ab")
        app.post_message(events.Paste("--"))
        bunch(app, *"cd")
        await until(pilot, lambda: app.screen.query_one(Input).value.endswith("d"))
        assert (await fields(pilot))[0] == "ab--cd"


async def test_a_key_that_never_ends_holds_the_next_for_a_moment_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(in_turn, "PATIENCE", 0.2)
    monkeypatch.setattr(in_turn, "HELD", 0.1)
    async with running(tmp_path / "none") as (app, pilot):
        monkeypatch.setattr(in_turn, "busy", lambda _node: True)
        bunch(app, *"ab")
        await until(pilot, lambda: app.screen.query_one(Input).value == "ab")


async def test_there_is_one_picture_for_a_key_and_a_new_page_is_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(make_store(tmp_path / "store")) as (app, pilot):
        await unlock(pilot)
        await pilot.pause(0.2)
        painted: list[str] = []
        render = Compositor.render_update

        def counted(compositor: Compositor, *args: Any, **options: Any) -> Any:
            found = render(compositor, *args, **options)
            if found is not None:
                painted.append(type(app.screen).__name__)
            return found

        monkeypatch.setattr(Compositor, "render_update", counted)
        bunch(app, "enter")
        await until(pilot, lambda: app.shared is not None and app.shared.step is not None and not app.holds_pictures)
        assert painted == ["PatientScreen"]
        bunch(app, "f1")
        await until(pilot, lambda: type(app.screen).__name__ == "HelpScreen" and not app.holds_pictures)
        assert painted == ["PatientScreen", "HelpScreen"]


@pytest.mark.makes_ready
async def test_steps_are_made_ready_while_nobody_types_and_look_as_if_opened_just_now(tmp_path: Path) -> None:
    async with running(make_store(tmp_path / "store")) as (app, pilot):
        await into_session(pilot)
        screen = app.shared
        await pilot.press("1")
        await until(pilot, lambda: screen.leisure is None)
        assert [step.display for step in screen.query(Step)].count(True) == 1
        changed = screen.query_one("#step-changed", Step)
        carried(screen.room).speaker = Speaker(CLINICIAN)
        await pilot.press("3")
        await until(pilot, lambda: screen.current == "changed" and not app.holds_pictures)
        assert screen.step is changed
        assert changed.query_one(RoomEntry).speaker == Speaker(CLINICIAN), "as it is now, not as it was then"


@pytest.mark.makes_ready
async def test_a_session_that_goes_on_elsewhere_has_no_first_page_made_ready(tmp_path: Path) -> None:
    async with running(make_store(tmp_path / "store")) as (app, pilot):
        await unlock(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: app.shared is not None)
        await until(pilot, lambda: app.shared.step is not None and app.shared.leisure is None)
        assert app.shared.query("#step-today")
        room = app.shared.room
        room.meeting.start()
        await app._patient(room, in_session=True, step="look")
        await until(pilot, lambda: app.in_session and app.shared.step is not None)
        await pilot.press("down")
        await until(pilot, lambda: app.shared.leisure is None)
        assert not app.shared.query("#step-today")
        assert type(app.screen).__name__ == "PatientScreen"


async def test_a_key_that_takes_its_time_shows_how_far_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    go_on = asyncio.Event()

    async def long(app: CompanionApp) -> None:
        app.screen.query_one("#foot", Static).update("half way")
        await go_on.wait()

    monkeypatch.setattr(CompanionApp, "action_draw_again", long)
    async with running(make_store(tmp_path / "store")) as (app, pilot):
        await unlock(pilot)
        painted: list[str] = []
        display = App._display

        def seen(one: App[Any], screen: Any, renderable: Any) -> None:
            display(one, screen, renderable)
            painted.append(shown(app))

        monkeypatch.setattr(App, "_display", seen)
        bunch(app, "ctrl+r")
        await until_painted(painted, "half way")
        go_on.set()


async def test_keys_go_on_after_a_mistake_in_following_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with running(tmp_path / "none") as (app, pilot):
        still = InTurn._still

        async def wrong(one: InTurn, until: float) -> bool:
            monkeypatch.setattr(InTurn, "_still", still)
            raise asyncio.CancelledError

        monkeypatch.setattr(InTurn, "_still", wrong)
        bunch(app, "a")
        await until(pilot, lambda: app.screen.query_one(Input).value == "a")
        bunch(app, "b")
        await until(pilot, lambda: app.screen.query_one(Input).value == "ab" and not app.holds_pictures)


async def until_painted(painted: list[str], words: str) -> None:
    for _ in range(300):
        if any(words in one for one in painted):
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it was not painted")
