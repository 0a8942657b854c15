"""Step 4, Write together: the note as it grows, read back line by line, and the end of the session."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from companion.app.commands import Command, Hint
from companion.app.said import Speaker
from companion.app.screens.agreement import AgreementScreen
from companion.app.screens.confirm import Confirm
from companion.app.screens.shelf import ShelfScreen
from companion.app.steps.note_step import NoteStep
from companion.app.steps.write_commands import WRITE_COMMANDS
from companion.app.widgets.line_list import LineList
from companion.app.widgets.question import Question
from companion.app.widgets.read_back import ReadBack
from companion.app.widgets.room_entry import RoomEntry
from companion.clinical.message import Message
from companion.clinical.model import CLINICIAN, PATIENT, Contribution, Kind, Status
from companion.errors import CompanionError

PLACE = "write"


class WriteStep(NoteStep):
    """The shared part of what is written, and the end of the session."""

    CODE: ClassVar[str] = "write"
    TITLE: ClassVar[Message] = Message("Write together")

    DEFAULT_CSS = """
    WriteStep { layout: vertical; }
    WriteStep > .head { height: auto; padding: 1 4 0 4; color: $quiet; }
    WriteStep #lines { height: 1fr; padding: 0 0 1 0; }
    WriteStep #lines > .page--heading { color: $accent; }
    WriteStep > .source { height: auto; padding: 0 4; color: $quiet; border-top: solid $line; display: none; }
    WriteStep.-source > .source { display: block; }
    WriteStep > .shared { height: auto; padding: 0 4 1 4; color: $quiet; }
    WriteStep RoomEntry { display: none; padding: 1 4; border-top: solid $line; }
    WriteStep.-writing RoomEntry { display: block; }
    WriteStep ReadBack { display: none; }
    WriteStep > Question { display: none; height: 1fr; }
    WriteStep.-reading ReadBack { display: block; }
    WriteStep.-reading #lines, WriteStep.-reading > .head, WriteStep.-reading > .shared { display: none; }
    WriteStep.-closing > Question { display: block; }
    WriteStep.-closing #lines, WriteStep.-closing > .head { display: none; }
    WriteStep.-closing > .shared, WriteStep.-closing > .source, WriteStep.-reading > .source { display: none; }
    WriteStep.-short > .shared { padding: 0 4; }
    WriteStep.-short > .head { padding: 0 4; }
    """

    OFFERS: ClassVar[tuple[Command, ...]] = WRITE_COMMANDS

    def compose(self) -> ComposeResult:
        """The note, the line being read, the closing question, one field."""
        say = self.say
        yield Static("", classes="head", markup=False)
        yield LineList(id="lines", empty=say("Nothing is written yet. It grows while you talk."))
        yield ReadBack(self.room.talk.read_back().text)
        yield Question()
        yield Static("", classes="source", markup=False)
        yield RoomEntry(self.room, PLACE)
        yield Static(
            Content(say("This part is shared. Assessment, medication and formal decisions belong in the record.")),
            classes="shared",
        )

    # --- what is shown

    @property
    def hints(self) -> list[Hint]:
        """What can be done on this page."""
        say = self.say
        if self._page == "note" and self.entry.is_writing:
            return self.in_field
        if self._page == "read":
            return [
                ("g", say("agreed")),
                ("f6", say("differently")),
                ("c", say("correct")),
                ("right", say("next")),
                ("escape", say("back")),
                ("b", say("only us two")),
            ]
        if self._page == "closing":
            return [("enter", say("go on")), ("escape", say("back to the note"))]
        if self.is_closed:
            return [("n", say("add a line")), ("s", say("source")), ("i", say("in the record")), ("k", say("shelves"))]
        return [
            ("r", say("read back …")),
            ("a", say("agreement")),
            ("k", say("shelves")),
            ("e", say("close") if self.app.size.width < 98 else say("close the session")),
            ("s", say("source")),
        ]

    def reload(self) -> None:
        """Read the note again."""
        self._view = None
        super().reload()
        self.query_one(".head", Static).update(Content(self._head()))
        if self._page == "read":
            self._show_line()

    def _head(self) -> str:
        view = self.view
        words = [view.title]
        if view.closed:
            record = self.say("in the record: {who}", who=view.in_record)
            words += [self.say("closed"), record if view.in_record else self.say("not yet in the record")]
        elif view.not_read_back:
            words.append(
                self.count("{n} line is not read back yet", "{n} lines are not read back yet", view.not_read_back)
            )
        return " · ".join(word for word in words if word)

    def first_focus(self) -> Widget:
        """The note, to go through with the arrows; no field."""
        return self.said

    def first_writing(self) -> None:
        """Open the field and go into it."""
        self.add_class("-writing")
        self.entry.write()

    # --- other things to write

    def action_write(self) -> None:
        """Write a line, or an addition to a closed note."""
        if self._page == "note":
            self.entry.proposal = None
            self.entry.addition = self.room.note.addendum if self.is_closed else None
            self.entry.be(Kind.ADDENDUM if self.is_closed else Kind.LINE)
            if self.is_closed:
                self.entry.speaker = Speaker(CLINICIAN)
            self.first_writing()

    @on(RoomEntry.Added)
    def _added(self, event: RoomEntry.Added) -> None:
        event.stop()
        self.remove_class("-writing")
        self.reload()
        self.said.focus()
        self.say_saved()

    def action_agree(self) -> None:
        """Write an agreement."""
        self.app.push_screen(AgreementScreen(self.room), self._came_back)

    def action_shelves(self) -> None:
        """Open the shelves."""
        self.app.push_screen(ShelfScreen(self.room), self._came_back)

    def _came_back(self, _answer: object = None) -> None:
        self.reload()

    def after_line(self, line: Contribution, *, corrected: bool) -> None:  # noqa: ARG002 - what it stands in for
        """Show the line in the note; the closing words lead to the end."""
        self.reload()
        if self._page == "closing":
            self._ask_to_close()
            return
        self.remove_class("-writing")
        if self._page == "read":
            self.focus()
            return
        self.said.focus()
        key = next((row.key for row in self.said.lines if row.key.endswith(f":{line.id}")), "")
        if key:
            self.said.point(key)

    # --- the end

    def action_close(self) -> None:
        """Ask how it was to talk like this; then close."""
        if self.is_closed or self.room.session is None:
            return
        proposal = self.room.talk.closing()
        self.query_one(Question).ask(proposal.text)
        self._stand("closing")
        self.entry.speaker = Speaker(PATIENT)
        self.entry.be(Kind.CLOSING)
        self.entry.proposal = proposal
        self.entry.ask(self.say("A few words, or Enter alone to go on."))
        self.first_writing()

    @on(RoomEntry.Passed)
    def _passed(self, event: RoomEntry.Passed) -> None:
        """Enter in the empty field goes on too: nobody has to answer."""
        event.stop()
        if self._page == "closing":
            self._ask_to_close()

    def _ask_to_close(self) -> None:
        more = self.say("Afterwards lines can be added, not changed.")
        # What was said to the closing question is not counted: nobody had the time to read it back.
        unread = sum(line.status is Status.NOT_ASKED and line.kind is not Kind.CLOSING for line in self.lines())
        if unread:
            words = self.count(
                "{n} line is not read back; it stays marked so.",
                "{n} lines are not read back; they stay marked so.",
                unread,
            )
            more = f"{words} {more}"

        def answered(yes: bool | None) -> None:
            if yes:
                self._close()
            else:
                self._to_note()

        question = self.say("Close the session?")
        self.app.push_screen(Confirm(question, yes=self.say("Close it"), no=self.say("Not yet"), more=more), answered)

    def _close(self) -> None:
        self.entry.proposal = None
        self.entry.be(Kind.LINE)
        try:
            self._view = self.room.note.close()
        except CompanionError as error:
            self.complain(error)
            return
        self.room.refresh()
        self._to_note()
        self.reload()
        self.say_saved(self.say("the session is closed"))

    def action_in_record(self) -> None:
        """Say that the note stands in the record."""
        if self.view.in_record or not self.is_closed:
            self.notify(self.say("A closed note can be marked once."), markup=False)
            return
        try:
            self.room.note.mark_in_record(CLINICIAN)
        except CompanionError as error:
            self.complain(error)
            return
        self.reload()
        self.say_saved(self.say("in the record"))
