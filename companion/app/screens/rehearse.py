"""Made-up people: a throwaway encrypted store is made ready while this is on the glass."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message as Note
from textual.screen import Screen
from textual.widgets import Static

from companion.app.asks import Unlocked
from companion.app.words import Speaking
from companion.errors import CompanionError


class RehearseScreen(Speaking, Screen[None]):
    """Opens the made-up people without a question.

    Args:
        keep: The folder to keep them in; None throws them away at the end.
    """

    @dataclass
    class Progress(Note):
        """How far it is, from 0 to 1."""

        done: float

    @dataclass
    class Refused(Note):
        """They cannot be opened."""

        error: CompanionError

    DEFAULT_CSS = """
    RehearseScreen { align: center middle; }
    RehearseScreen > #card { width: 60; max-width: 94%; height: auto; }
    RehearseScreen #name { text-style: bold; color: $accent; }
    RehearseScreen #far { color: $quiet; }
    """

    def __init__(self, keep: Path | None) -> None:
        super().__init__()
        self.keep_folder = keep

    def compose(self) -> ComposeResult:
        """A name and one sentence."""
        with Vertical(id="card"):
            yield Static("Companion", id="name")
            yield Static(Content(self.say("Everybody you are about to meet is made up.")))
            yield Static(Content(self.say("Getting them ready …")), id="far")

    def on_mount(self) -> None:
        """Begin once this is painted."""
        self.call_after_refresh(self._open)

    @work(thread=True, exclusive=True, exit_on_error=False, group="unlock", description="made-up people")
    def _open(self) -> None:
        from companion.workflow.desk import open_demo

        try:
            desk = open_demo(
                clock=getattr(self.app, "clock", None),
                keep=self.keep_folder,
                progress=self._tell,
            )
        except CompanionError as error:
            self.post_message(self.Refused(error))
        else:
            self.post_message(Unlocked(desk))

    def _tell(self, done: float) -> None:
        self.post_message(self.Progress(done))

    @on(Progress)
    def _far(self, event: Progress) -> None:
        event.stop()
        words = self.say("Getting them ready … {percent} %", percent=round(event.done * 100))
        self.query_one("#far", Static).update(Content(words))

    @on(Refused)
    def _refused(self, event: Refused) -> None:
        event.stop()
        words = f"{self.say(event.error.message)}\n{self.say('Ctrl+Q closes the program.')}"
        self.query_one("#far", Static).update(Content(words))
