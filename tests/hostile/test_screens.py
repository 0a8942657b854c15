"""Hostile words on every screen: shown to the character, with marks; nothing is obeyed and nothing crashes."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.events import Paste
from textual.pilot import Pilot

from companion.app.app import CompanionApp
from companion.app.asks import OpenPatient, StartSession, Unlocked
from companion.app.screens.caseload import CaseloadScreen
from companion.app.screens.palette import offered
from companion.app.screens.patient import STEPS
from companion.app.settings import Settings
from companion.clock import Clock
from companion.workflow.desk import Desk, unlock
from tests.conftest import NOW
from tests.hostile.people import KEY_SHOWN, LONG, NAME, NAME_SHOWN, OWN_SHOWN, PASSPHRASE, SHOWN
from tests.leaks.glass import held, picture, ready, until

OBEYED = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]")
SIZES = ((80, 24), pytest.param((100, 30), marks=pytest.mark.nightly))


@asynccontextmanager
async def opened(
    store: Path, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[tuple[CompanionApp, Pilot[None], Desk]]:
    """The caseload of the store."""
    app = CompanionApp(store, clock=Clock.fixed(NOW), chosen=Settings(colours="light", glyphs="unicode"))
    desk = unlock(store, PASSPHRASE, clock=Clock.fixed(NOW))
    try:
        async with app.run_test(size=size) as pilot:
            app.post_message(Unlocked(desk))
            await until(pilot, lambda: isinstance(app.screen, CaseloadScreen))
            yield app, pilot, desk
    finally:
        app.close_store()


async def to_session(app: CompanionApp, pilot: Pilot[None], desk: Desk) -> None:
    """Into the session of the hostile one, past the page of a first session."""
    app.post_message(StartSession(desk.room(desk.find(KEY_SHOWN).id)))
    await until(pilot, lambda: ready(app))
    await pilot.pause()
    if app.screen is not app.shared:
        await pilot.press("enter")
        await until(pilot, lambda: app.screen is app.shared)


def squeezed(text: str) -> str:
    """Without white space, which wrapping moves."""
    return re.sub(r"\s+", "", text)


def seen(app: CompanionApp) -> str:
    """What is held ready to be seen; nothing in the picture may be obeyed by a terminal."""
    found = OBEYED.search(picture(app))
    assert found is None, f"{found[0]!r} is on the glass"
    return squeezed(held(app))


async def paste(pilot: Pilot[None], text: str) -> None:
    assert pilot.app.focused is not None
    pilot.app.focused.post_message(Paste(text))
    await pilot.pause()


async def test_a_hostile_name_and_key_stand_in_the_caseload_and_are_found_there(store: Path) -> None:
    async with opened(store) as (app, pilot, _):
        assert squeezed(NAME_SHOWN) in seen(app)
        for text in ("[/]", "[x=", NAME_SHOWN, "\x1b[2J", "[red]"):
            await pilot.press("slash")
            await paste(pilot, text)
            await pilot.pause()
            seen(app)
            await pilot.press("escape")
        await pilot.press("escape")
        await pilot.pause()
        assert squeezed(KEY_SHOWN) in seen(app)


async def test_the_form_of_a_patient_takes_hostile_names_and_shows_them_with_marks(store: Path) -> None:
    async with opened(store) as (app, pilot, desk):
        await pilot.press("a")
        await pilot.pause()
        for text in ("[/] new\x1b[2J", NAME):
            await paste(pilot, text)
            await pilot.press("tab")
        seen(app)
        await pilot.press("enter")
        await until(pilot, lambda: "[/]new␛[2J" in seen(app))
        assert desk.find("[/] new␛[2J").name == NAME_SHOWN


@pytest.mark.parametrize("size", SIZES)
async def test_every_page_of_a_session_opens_on_hostile_words(store: Path, size: tuple[int, int]) -> None:
    async with opened(store, size) as (app, pilot, desk):
        await to_session(app, pilot, desk)
        done = {"quit", "lock", "write.close"}
        for step in STEPS:
            await app.shared.open_step(step)
            await pilot.pause()
            assert squeezed(NAME_SHOWN)[:12] in seen(app)
            for known in sorted({offer.command.id for offer in offered(app.screen, in_session=True)} - done):
                if app.shared.current != step:
                    await app.shared.open_step(step)
                found = [offer for offer in offered(app.screen, in_session=True) if offer.command.id == known]
                done.add(known)
                if found:
                    await app.run_action(found[0].command.action, found[0].node)
                    await pilot.pause()
                    seen(app)
                for _ in range(6):
                    if app.screen is app.shared:
                        break
                    await pilot.press("escape")
                    seen(app)
                while app.screen is not app.shared:  # a page that Esc does not leave, as Your turn
                    await app.pop_screen()
                app.screen.set_focus(None)
        assert len(done) > 60


async def test_the_own_view_and_before_show_hostile_words(store: Path) -> None:
    async with opened(store) as (app, pilot, desk):
        app.post_message(OpenPatient(desk.find(KEY_SHOWN).id))
        await until(pilot, lambda: app.shared is not None and app.shared.step is not None)
        assert squeezed(OWN_SHOWN) in seen(app)
        await pilot.press("b")
        await until(pilot, lambda: type(app.screen).__name__ == "BeforeScreen")
        text = seen(app)
        assert squeezed(NAME_SHOWN) in text
        assert squeezed("a␛]52;c;aGk=␇b") in text


async def test_every_line_said_is_shown_to_the_character(store: Path) -> None:
    async with opened(store) as (app, pilot, desk):
        await to_session(app, pilot, desk)
        await app.shared.open_step("changed")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        for text, shown in SHOWN.items():
            await paste(pilot, text)
            assert squeezed(shown)[:10] in seen(app)
            await pilot.press("enter")
            await until(pilot, lambda shown=shown: squeezed(shown) in seen(app))
        lines = [line.text for line in app.shared.room.talk.lines()]
        assert list(SHOWN.values()) == lines[-len(SHOWN) :]
        await app.shared.open_step("write")
        await pilot.press("r")
        await pilot.pause()
        for shown in SHOWN.values():
            assert squeezed(shown) in seen(app)
            await pilot.press("right")


@pytest.mark.parametrize("form", ["txt", "md"])
@pytest.mark.parametrize("audience", ["patient", "record", "supervision"])
async def test_the_preview_shows_what_the_file_will_hold(store: Path, tmp_path: Path, audience: str, form: str) -> None:
    async with opened(store) as (app, pilot, desk):
        app.post_message(OpenPatient(desk.find(KEY_SHOWN).id))
        await until(pilot, lambda: app.shared is not None and app.shared.step is not None)
        share = app.shared.room.share
        preview = share.previews(audience, form)[0]
        assert not OBEYED.search(preview.replace("\n", ""))
        if form == "txt" and audience == "record":
            for shown in SHOWN.values():
                assert squeezed(shown) in squeezed(preview)
            assert squeezed(LONG) in squeezed(preview)
        if form == "md":
            assert not re.search(r"(?<!\\)\[x=", preview)
        await app.shared.open_step("share")
        await pilot.pause()
        seen(app)
        done = share.export(audience, form, tmp_path)
        assert done.files
        assert all(re.fullmatch(r"[\w.-]+", Path(file).name) for file in done.files)
        assert all(Path(file).parent == tmp_path for file in done.files)


async def test_a_message_holds_hostile_words_as_they_are(store: Path) -> None:
    async with opened(store) as (app, pilot, _):
        from companion.errors import RefusedError

        for shown in SHOWN.values():
            app.complain(RefusedError("This is not done: {what}.", what=shown))
        await pilot.pause()
        text = seen(app)
        assert all(squeezed(shown) in text for shown in SHOWN.values())


async def test_the_import_screen_reports_hostile_rows(store: Path, tmp_path: Path) -> None:
    file = tmp_path / "[x= rows.csv"
    file.write_text(
        'patient,date,instrument,total,name\n"[/]\x1b[2J",2026-01-02,phq9,[x=,"[red]"\n"\u202e[/]",2026-01-02,phq9,3,"[/]"\n',
        encoding="utf-8",
    )
    async with opened(store) as (app, pilot, _):
        await pilot.press("i")
        await until(pilot, lambda: type(app.screen).__name__ == "ImportScreen")
        if type(app.focused).__name__ != "Input":
            await pilot.press("p")
            await pilot.pause()
        if type(app.focused).__name__ != "Input":
            from textual.widgets import Input

            app.screen.query(Input).first().focus()
            await pilot.pause()
        await pilot.press("ctrl+u")
        await paste(pilot, str(file))
        await pilot.press("enter")
        await until(pilot, lambda: "rejected1" in seen(app) or "added1" in seen(app))
        assert "[x=" in seen(app)
