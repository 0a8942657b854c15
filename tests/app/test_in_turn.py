"""Keys that come in a bunch are taken one after the other, each where the one before it led."""

from __future__ import annotations

from pathlib import Path

from textual import events
from textual.pilot import Pilot
from textual.widgets import Input

from companion.app.app import CompanionApp
from tests.app.shell_app import into_session, make_store, running, until


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


async def test_a_key_that_never_ends_holds_the_next_for_a_moment_only(tmp_path: Path) -> None:
    async with running(tmp_path / "none") as (app, pilot):
        app._since = 1.0  # a key long ago that never came back
        bunch(app, *"ab")
        await until(pilot, lambda: app.screen.query_one(Input).value == "ab")
