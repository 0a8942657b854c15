"""Stop: a blank calm page, still locked to this patient."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Middle
from textual.content import Content
from textual.widgets import Static

from companion.app.commands import Hint
from companion.app.screens.overlay import Overlay
from companion.workflow.room import Room


class StopScreen(Overlay[None]):
    """Nothing to read, nothing to answer. Enter, Esc or F12 comes back to where one was."""

    DEFAULT_CSS = """
    StopScreen Middle { width: 1fr; height: 1fr; }
    StopScreen .calm { width: 100%; text-align: center; color: $quiet; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,space,f12", "back", show=False)]

    def __init__(self, room: Room) -> None:
        super().__init__(room)

    def compose_body(self) -> ComposeResult:
        """One quiet sentence."""
        with Middle():
            yield Static(Content(self.say("We stop here for a while.")), classes="calm")

    def hints(self) -> list[Hint]:
        """The way back, and nothing else."""
        return [("enter", self.say("come back"))]
