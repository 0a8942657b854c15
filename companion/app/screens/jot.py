"""The jot line: one line from anywhere, saved as one types."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from companion.app.commands import Command
from companion.app.dimmed import Dimmed
from companion.app.said import Speaker
from companion.app.screens.overlay import Overlay
from companion.app.screens.who_says import WhoSaysScreen
from companion.app.widgets.room_entry import RoomEntry
from companion.clinical.message import Message
from companion.clinical.model import CLINICIAN, PATIENT
from companion.workflow.room import Room

PLACE = "jot"


class JotScreen(Dimmed, Overlay[bool]):
    """One line at the bottom of the screen; Enter keeps it, Esc leaves it as it is for next time."""

    DEFAULT_CSS = """
    JotScreen { align: left bottom; }
    JotScreen > .overlay-body {
        height: auto; padding: 1 0 0 0; background: $background; border-top: solid $accent; dock: bottom;
        margin: 0 0 2 0;
    }
    JotScreen > HintLine { background: $background; }
    JotScreen .kept { height: 1; color: $quiet; padding: 0 2; text-align: right; }
    """

    OFFERS: ClassVar[tuple[Command, ...]] = (
        Command(
            "jot.keep",
            Message("Keep the line"),
            Message("The line is kept, and you are back where you were."),
            "",
            "keep_line",
        ),
        Command(
            "jot.who",
            Message("Change who says it"),
            Message("The patient, you, somebody else in the room."),
            "f2",
            "who",
            hint=Message("who says it"),
        ),
        Command(
            "jot.keepsake",
            Message("Put aside as a keepsake"),
            Message("A line to be reminded of."),
            "f4",
            "keepsake",
            hint=Message("keepsake"),
        ),
        Command(
            "jot.only_us",
            Message("Keep it between us two"),
            Message("Hidden while somebody else is in the room."),
            "f7",
            "only_us",
            hint=Message("only us two"),
        ),
    )

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self._said = False

    def compose_body(self) -> ComposeResult:
        """The line and whether it is saved."""
        speaker = Speaker(PATIENT if self.room.session is not None else CLINICIAN)
        yield RoomEntry(
            self.room,
            PLACE,
            speaker=speaker,
            via="jot",
            placeholder=self.say("Write one line; Enter keeps it."),
            id="jot",
        )
        yield Static("", classes="kept", markup=False)

    def hints(self) -> list[tuple[str, str]]:
        """Enter first: it is what one came for."""
        return [("enter", self.say("keep")), *super().hints()]

    def on_mount(self) -> None:
        """The line was asked for: begin to write."""
        self.entry.write()

    @property
    def entry(self) -> RoomEntry:
        """The line."""
        return self.query_one("#jot", RoomEntry)

    @on(RoomEntry.Kept)
    def _kept(self, event: RoomEntry.Kept) -> None:
        event.stop()
        self.query_one(".kept", Static).update(Content(self.say("saved")))

    @on(RoomEntry.Written)
    def _written(self, event: RoomEntry.Written) -> None:
        event.stop()
        self.notify(self.say("Saved."), timeout=2, markup=False)
        self.dismiss(result=True)

    def action_who(self) -> None:
        """Change who says it."""

        def chosen(speaker: Speaker | None) -> None:
            if speaker is not None:
                self.entry.speaker = speaker
            self.entry.guard()
            self.entry.write()

        self.app.push_screen(WhoSaysScreen(self.room, self.entry.speaker), chosen)

    def action_keepsake(self) -> None:
        """Mark it as a keepsake."""
        self.entry.toggle_keepsake()

    def action_only_us(self) -> None:
        """Keep it between the two."""
        self.entry.toggle_only_us()

    def action_keep_line(self) -> None:
        """Keep the line."""
        self.entry.commit()

    def keep(self) -> None:
        """Save at once what is being typed."""
        self.entry.keep()

    def action_back(self) -> None:
        """Go back; what is typed waits for next time."""
        self.keep()
        self.dismiss(result=False)
