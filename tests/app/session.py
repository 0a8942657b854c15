"""A session on a real store, in the real app: what the tests of the shared screen stand on."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, datetime
from pathlib import Path

from textual.events import Paste
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import Static

from companion.app.app import CompanionApp
from companion.app.asks import StartSession, Unlocked
from companion.app.screens.patient import PatientScreen
from companion.app.widgets.links import LinkLine
from companion.app.widgets.page import Page
from companion.clinical.model import Better, Domain, Who
from companion.clock import Clock
from companion.store.database import Store
from companion.workflow.desk import Desk
from companion.workflow.room import Room
from tests.conftest import NOW

CODE = "4711"
PASSPHRASE = "a long and quiet sentence"
NASTY = "[IMPORTANT] a [/] b [x= \x1b[31mred \u202eback"
NASTY_SHOWN = "[IMPORTANT] a [/] b [x= ␛[31mred ⟨U+202E⟩back"
THEN = datetime(2026, 11, 2, 9)


def begin(folder: Path) -> None:
    """Make a store with one patient, who was met once three weeks ago and agreed on two things."""
    with Store.create(
        folder, account="Ida", passphrase=PASSPHRASE, short_code=CODE, clock=Clock.fixed(THEN), testing=True
    ) as store:
        desk = Desk(store)
        room = desk.room(desk.add_patient("K-1042", "Kari Nordmann", "Kari", date(1984, 5, 17)).id)
        desk.add_patient("K-2000", "Somebody Else")
        room.meeting.start()
        room.refresh()
        room.shelves.agree("Curtains open one morning", Who.PATIENT, NOW.date())
        room.shelves.agree("Call the housing office", Who.CLINICIAN, NOW.date())
        room.marking.add_own_measure("the door is open", Domain.RELATING, Better.HIGHER, 2, 7)
        room.note.close()


@asynccontextmanager
async def shared(
    desk: Desk, step: str = "today", *, key: str = "K-1042", size: tuple[int, int] = (100, 30)
) -> AsyncIterator[tuple[Pilot[None], Room]]:
    """The shared screen of the patient's session, at one step."""
    app = CompanionApp(desk.store.folder, clock=desk.clock)
    async with app.run_test(size=size) as pilot:
        app.post_message(Unlocked(desk))
        await pilot.pause()
        room = desk.room(desk.find(key).id)
        app.post_message(StartSession(room))
        await pilot.pause()
        if step != "today":
            screen = app.screen
            assert isinstance(screen, PatientScreen)
            await screen.open_step(step)
            await pilot.pause()
        yield pilot, room


async def type_in(pilot: Pilot[None], text: str) -> None:
    """Put a text into the field that has the focus, all at once: a paste, which costs one event."""
    assert pilot.app.focused is not None
    pilot.app.focused.post_message(Paste(text))
    await pilot.pause()


def words_on(pilot: Pilot[None]) -> str:
    """Every word that is shown now, of the screen on top."""
    return "\n".join(
        widget.text if isinstance(widget, Page | LinkLine) else str(widget.visual) if isinstance(widget, Static) else ""
        for widget in pilot.app.screen.query("Static, Page, LinkLine")
        if all(part.display for part in widget.ancestors_with_self if isinstance(part, Widget))
        and (isinstance(widget, Page) or not widget.is_container)
    )
