"""*When it stands still*: a sheet for both, five calm lines to talk through. Answers become lines of the session."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from companion.app.carried import carried
from companion.app.commands import Command
from companion.app.said import Speaker, name_of
from companion.app.screens.overlay import Overlay
from companion.app.screens.who_says import WhoSaysScreen
from companion.app.widgets.line_entry import LineEntry
from companion.app.widgets.line_list import LineList, Shown
from companion.app.widgets.room_entry import RoomEntry
from companion.clinical.message import Message
from companion.workflow.room import Room
from companion.workflow.views import Proposal

PLACE = "still"


class StandsStillScreen(Overlay[bool]):
    """The five lines, each with what was said to it today; Enter writes to the one under the cursor."""

    TITLE_WORDS: ClassVar[Message] = Message("When it stands still")

    DEFAULT_CSS = """
    StandsStillScreen .overlay-body { padding: 1 0 0 0; }
    StandsStillScreen .first { padding: 0 4 1 4; height: auto; color: $quiet; }
    StandsStillScreen LineList { height: 1fr; }
    StandsStillScreen RoomEntry { display: none; padding: 0 4 1 4; border-top: solid $line; }
    StandsStillScreen.-writing RoomEntry { display: block; }
    """

    OFFERS: ClassVar[tuple[Command, ...]] = (
        Command(
            "still.write",
            Message("Write to this line"),
            Message("Go into the field; Enter keeps the answer."),
            "n",
            "write",
        ),
        Command(
            "still.who",
            Message("Change who says it"),
            Message("The patient, you, or somebody else in the room."),
            "f2",
            "who",
            hint=Message("who says it"),
        ),
    )

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self._sheet = room.carry.sheet()

    def compose_body(self) -> ComposeResult:
        """The lines and one field."""
        yield Static(Content(self.say("For both of us. Any order; what is left out is left out.")), classes="first")
        yield LineList(self._rows(), id="sheet")
        yield RoomEntry(self.room, PLACE, speaker=carried(self.room).speaker, id="entry")

    def hints(self) -> list[tuple[str, str]]:
        """Enter writes."""
        return [("enter", self.say("write")), *super().hints()]

    def on_mount(self) -> None:
        """The sheet is there to be read: no field has the focus."""
        self.query_one(LineList).point(self._sheet[0].prompt if self._sheet else "")
        self.query_one(LineList).focus()

    def _rows(self) -> list[Shown]:
        said = self.room.talk.lines()
        rows: list[Shown] = []
        for proposal in self._sheet:
            rows.append(Shown(proposal.prompt, proposal.text))
            rows += [
                Shown(
                    f"said:{line.id}",
                    self.say("“{words}”", words=line.text),
                    name_of(self.room, line.said_by),
                    "other",
                    quiet=True,
                )
                for line in said
                if line.prompt == proposal.prompt
            ]
        return rows

    def _at(self) -> Proposal | None:
        """The line of the sheet under the cursor, or the one the answer under it belongs to."""
        cursor = self.query_one(LineList).cursor
        at: Proposal | None = None
        for row in self._rows():
            at = next((one for one in self._sheet if one.prompt == row.key), at)
            if row.key == cursor:
                return at
        return None

    def action_write(self) -> None:
        """Write to the line under the cursor."""
        proposal = self._at()
        if proposal is None:
            return
        entry = self.query_one(RoomEntry)
        entry.proposal = proposal
        self.add_class("-writing")
        entry.ask(proposal.text.replace("\n", " "))
        entry.write()

    @on(LineList.Picked)
    def _picked(self, event: LineList.Picked) -> None:
        event.stop()
        self.action_write()

    @on(RoomEntry.Written)
    def _written(self, event: RoomEntry.Written) -> None:
        event.stop()
        sheet = self.query_one(LineList)
        sheet.show(self._rows())
        self._stop_writing()
        self._next(event.line.prompt)

    def _next(self, prompt: str) -> None:
        ids = [one.prompt for one in self._sheet]
        place = ids.index(prompt) + 1 if prompt in ids else 0
        if place < len(ids):
            self.query_one(LineList).point(ids[place])

    @on(RoomEntry.Passed)
    @on(LineEntry.Above)
    def _passed(self, event: RoomEntry.Passed | LineEntry.Above) -> None:
        event.stop()
        self._stop_writing()

    @on(RoomEntry.Kept)
    def _kept(self, event: RoomEntry.Kept) -> None:
        event.stop()

    def action_who(self) -> None:
        """Change who says it."""
        entry = self.query_one(RoomEntry)

        def chosen(speaker: Speaker | None) -> None:
            if speaker is not None:
                entry.speaker = carried(self.room).speaker = speaker
            self.query_one(LineList).show(self._rows())
            entry.guard()
            if self.has_class("-writing"):
                entry.write()

        self.app.push_screen(WhoSaysScreen(self.room, entry.speaker), chosen)

    def _stop_writing(self) -> None:
        self.remove_class("-writing")
        self.query_one(LineList).focus()

    def action_back(self) -> None:
        """Leave the field first, then the sheet; what was typed waits."""
        if self.has_class("-writing"):
            self.keep()
            self._stop_writing()
        else:
            self.dismiss(result=True)

    def keep(self) -> None:
        """Save at once what is being typed."""
        self.query_one(RoomEntry).keep()
