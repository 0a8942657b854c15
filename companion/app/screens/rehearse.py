"""Made-up people: a throwaway encrypted store is made ready while this is on the glass."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module

from textual import on, work
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message as Note
from textual.screen import Screen
from textual.widgets import Static

from companion.app.asks import Unlocked
from companion.app.opening import Opening
from companion.app.words import Speaking
from companion.errors import CompanionError, RefusedError

_A_MOMENT = 0.4
"""Seconds of an empty screen before it says what it waits for; painting that would cost a tenth of a second."""


class Waiting(Screen[None]):
    """For the screens that are there before the made-up people: tells when they are.

    Args:
        opening: Opens them.
    """

    @dataclass
    class Refused(Note):
        """They cannot be opened."""

        error: CompanionError

    opening: Opening

    @work(thread=True, exclusive=True, group="unlock", description="made-up people")
    def wait_for_them(self) -> None:
        """Post `Unlocked` when they are there, or `Refused`."""
        try:
            desk, rows = self.opening.wait()
        except CompanionError as error:
            self.post_message(self.Refused(error))
        except OSError as error:
            self.post_message(self.Refused(RefusedError("They cannot be opened: {why}.", why=error.strerror or "")))
        else:
            self.post_message(Unlocked(desk, rows))


class RehearseScreen(Speaking, Waiting):
    """Waits for the made-up people, without a question.

    Args:
        opening: Opens them, since before this screen was there.
    """

    DEFAULT_CSS = """
    RehearseScreen { align: center middle; }
    RehearseScreen > #card { width: 60; max-width: 94%; height: auto; }
    RehearseScreen #name { text-style: bold; color: $accent; }
    RehearseScreen #far { color: $quiet; }
    """

    def __init__(self, opening: Opening) -> None:
        super().__init__()
        self.opening = opening

    def on_mount(self) -> None:
        """Wait, and load what comes next; say so only if it takes a moment."""
        self.wait_for_them()
        self.call_after_refresh(import_module, "companion.app.screens.caseload")
        self.set_timer(_A_MOMENT, self._say_so)

    async def _say_so(self) -> None:
        if self.query("#card") or not self.is_current:
            return
        name = Static("Companion", id="name")
        about = Static(Content(self.say("Everybody you are about to meet is made up.")))
        far = Static(Content(self.say("Getting them ready …")), id="far")
        await self.mount(Vertical(name, about, far, id="card"))
        self.set_interval(0.5, self._far)

    def _far(self) -> None:
        if 0 < self.opening.share < 1:
            words = self.say("Getting them ready … {percent} %", percent=round(self.opening.share * 100))
            self.query_one("#far", Static).update(Content(words))

    @on(Waiting.Refused)
    async def _refused(self, event: Waiting.Refused) -> None:
        event.stop()
        await self._say_so()
        words = f"{self.say(event.error.message)}\n{self.say('Ctrl+Q closes the program.')}"
        self.query_one("#far", Static).update(Content(words))
