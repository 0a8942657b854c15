"""What one answer meant: asked on a point of Look, kept as a line, read again beside the point."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from companion.app.commands import Command
from companion.app.screens.overlay import Overlay
from companion.app.widgets.line_entry import LineEntry
from companion.app.widgets.question import Question
from companion.clinical.message import Message
from companion.errors import CompanionError
from companion.workflow.meanings import Answered
from companion.workflow.room import Room
from companion.workflow.views import AreaRow


class MeaningScreen(Overlay[bool | None]):
    """One question about one answer, what was said about it before, and one field."""

    DEFAULT_CSS = """
    MeaningScreen .before { height: auto; padding: 0 4; color: $quiet; }
    MeaningScreen LineEntry { padding: 1 4; }
    MeaningScreen .us { height: auto; padding: 0 4; color: $quiet; }
    MeaningScreen .overlay-body { padding: 1 0 0 0; }
    """

    OFFERS: ClassVar[tuple[Command, ...]] = (
        Command(
            "meaning.only_us",
            Message("Only us two"),
            Message("Hidden while somebody else is in the room."),
            "f7",
            "only_us",
            hint=Message("only us two"),
        ),
    )

    def __init__(self, room: Room, row: AreaRow, answered: Answered) -> None:
        super().__init__(room)
        self._row, self._answered = row, answered
        between = "" if room.meeting.somebody_else else room.meeting.draft(f"{self._open_place}:us")
        self._only_us = bool(between)
        self._begun = between or room.meeting.draft(self._open_place)

    def compose_body(self) -> ComposeResult:
        """The question, earlier words, the field."""
        meanings = self.room.meanings
        yield Question(meanings.question(self._answered), because=meanings.because(self._answered))
        for one in meanings.at(self._answered.point):
            if one.item == self._answered.item:
                yield Static(Content(self.say("“{words}”  {when}", words=one.text, when=one.day)), classes="before")
        yield LineEntry(author=self.room.patient.called, text=self._begun, id="entry")
        yield Static(Content(self.say("only us two") if self._only_us else ""), classes="us")

    def hints(self) -> list[tuple[str, str]]:
        """Enter keeps the words."""
        return [("enter", self.say("keep")), *super().hints()]

    def on_mount(self) -> None:
        """The line was asked for: begin to write."""
        self.query_one(LineEntry).write()

    @property
    def _open_place(self) -> str:
        return f"meaning:{self._answered.point.assessment_id}:{self._answered.item or 0}"

    @property
    def _place(self) -> str:
        """Where the draft is kept: what is between the two apart, so that it stays so."""
        return f"{self._open_place}:us" if self._only_us else self._open_place

    def action_only_us(self) -> None:
        """Keep it between the two, or not."""
        self.room.meeting.drop_draft(self._place)
        self._only_us = not self._only_us
        self.keep()
        self.query_one(".us", Static).update(Content(self.say("only us two") if self._only_us else ""))

    @on(LineEntry.Typing)
    def _typing(self, event: LineEntry.Typing) -> None:
        event.stop()
        self.save_draft(self._place, event.text)

    @on(LineEntry.Entered)
    def _entered(self, event: LineEntry.Entered) -> None:
        event.stop()
        if not event.text.strip():
            self.dismiss(None)
            return
        try:
            self.room.meanings.keep(self._row, self._answered, event.text, only_us=self._only_us)
            self.room.meeting.drop_draft(self._place)
        except CompanionError as error:
            self.complain(error)
            return
        self.dismiss(result=True)

    def action_back(self) -> None:
        """Go back; what is typed waits for next time."""
        self.keep()
        self.dismiss(None)

    def keep(self) -> None:
        """Save at once what is being typed."""
        text = self.query_one(LineEntry).text
        if text.strip():
            self.save_draft(self._place, text)
