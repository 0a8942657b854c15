"""What the steps with lines have in common: writing, marking, correcting and taking away."""

from __future__ import annotations

from textual import events, on
from textual.actions import SkipAction

from companion.app.carried import carried
from companion.app.commands import Command, Hint
from companion.app.said import Speaker, shown
from companion.app.screens.confirm import Choose
from companion.app.screens.line_marks import Answer, LineMarksScreen, Marks
from companion.app.screens.who_says import WhoSaysScreen
from companion.app.step import Step
from companion.app.widgets.line_entry import LineEntry
from companion.app.widgets.line_list import LineList, Shown
from companion.app.widgets.room_entry import RoomEntry
from companion.clinical.message import Message
from companion.clinical.model import CLINICIAN, PATIENT, Contribution, Status
from companion.errors import CompanionError
from companion.workflow.views import Proposal

SHORT = 30
"""Below this many rows there is less empty space."""
WIDE = 140
"""Above this many columns lines would be too long to read: they stand in the middle."""

WHO = Command(
    "lines.who",
    Message("Change who says it"),
    Message("The patient, you, somebody else in the room, or the patient about somebody."),
    "f2",
    "who",
    hint=Message("who says it"),
)
KEEPSAKE = Command(
    "lines.keepsake",
    Message("Put a line aside as a keepsake"),
    Message("The line being written, or the one under the cursor: to be reminded of."),
    "f4",
    "keepsake",
    hint=Message("keepsake"),
)
DIFFER = Command(
    "lines.differ",
    Message("We see it differently"),
    Message("Both lines stay: the one that stands, and the one written now."),
    "f6",
    "differ",
    hint=Message("we see it differently"),
)
MARKS = Command(
    "lines.marks",
    Message("Mark a line"),
    Message("A small step, what helped, a hope, only us two; correct it, take it away."),
    "f7",
    "marks",
    hint=Message("small step …"),
)
WRITE = Command(
    "lines.write",
    Message("Write a line"),
    Message("Go into the field; Enter keeps the line."),
    "n,enter",
    "write",
)
TAKE_AWAY = Command(
    "lines.take_away",
    Message("Take a line away"),
    Message("Withdraws the line under the cursor; u brings it back."),
    "x,delete",
    "take_away",
)
UNDO = Command(
    "lines.undo",
    Message("Bring a line back"),
    Message("Brings back the line that was taken away last."),
    "u",
    "undo",
)
OUT = Command(
    "lines.out",
    Message("Leave the field"),
    Message("Digits and letters work again; what is typed is kept."),
    "escape",
    "out",
)
LINE_COMMANDS = (WHO, KEEPSAKE, DIFFER, MARKS, WRITE, TAKE_AWAY, UNDO, OUT)


class LinesStep(Step):
    """A step with a `RoomEntry` and a `LineList` of contributions."""

    DEFAULT_CSS = """
    LinesStep.-wide { align-horizontal: center; }
    LinesStep.-wide > * { max-width: 132; }
    """

    def begin(self) -> None:
        """Read for the first time."""
        self._taken: list[int] = []
        self.entry.speaker = carried(self.room).speaker
        self.reload()

    def on_resize(self) -> None:
        """Leave out empty rows where there are few; the hints may have other words."""
        self.set_class(self.app.size.height < SHORT, "-short")
        self.set_class(self.app.size.width > WIDE, "-wide")
        self.post_message(self.Hints())

    def on_descendant_focus(self, _event: events.DescendantFocus) -> None:
        """In a field other keys matter than outside it."""
        self.post_message(self.Hints())

    def on_descendant_blur(self, _event: events.DescendantBlur) -> None:
        """Outside the field letters and digits work again."""
        self.post_message(self.Hints())

    @property
    def in_field(self) -> list[Hint]:
        """What matters while one writes: letters and digits are text then."""
        say = self.say
        return [("enter", say("keep")), ("escape", say("leave the field")), ("f2", say("who says it"))]

    @property
    def entry(self) -> RoomEntry:
        """Where a line is written."""
        return self.query_one(RoomEntry)

    @property
    def said(self) -> LineList:
        """The lines that stand."""
        return self.query_one("#lines", LineList)

    def lines(self) -> tuple[Contribution, ...]:
        """Return the lines this step shows."""
        return self.room.talk.lines()

    def rows(self) -> list[Shown]:
        """Return what the list shows."""
        return [shown(self.room, line) for line in self.lines()]

    def reload(self) -> None:
        """Read the lines again; what is being written between the two goes while somebody else is there."""
        self.said.show(self.rows())
        self.entry.guard()

    def keep(self) -> None:
        """Save at once what is being typed."""
        if self.is_mounted:
            self.entry.keep()

    def first_writing(self) -> None:
        """Go into the field."""
        self.entry.write()

    def target(self) -> Contribution | None:
        """Return the line under the cursor, or the one said last."""
        lines = self.lines()
        key = self.said.cursor if self.said.has_focus else ""
        return next((line for line in lines if str(line.id) == key), lines[-1] if lines and not key else None)

    def complain(self, error: CompanionError) -> None:
        """Say what could not be done, and why."""
        self.notify(self.say(error.message), severity="error", timeout=12, markup=False)

    def say_saved(self, text: str = "") -> None:
        """Let the header say that something stands in the store."""
        self.post_message(self.Saved(text or self.say("saved")))
        self.post_message(self.Changed())

    # --- keys

    def action_write(self) -> None:
        """Go into the field."""
        self.first_writing()

    def action_out(self) -> None:
        """Leave correcting, then the field, then whatever else has the focus; then the step."""
        if self.entry.leave_correcting():
            self.said.focus()
        elif self.entry.is_writing:
            self.entry.keep()
            self.focus()
        elif not self.has_focus:
            self.focus()
        else:
            raise SkipAction

    def action_who(self) -> None:
        """Change who says the line."""

        def chosen(speaker: Speaker | None) -> None:
            if speaker is not None:
                self.entry.speaker = carried(self.room).speaker = speaker
            # Whoever speaks may have come in just now: what is between the two goes.
            self.reload()
            self.post_message(self.Changed())
            self.first_writing()

        self.app.push_screen(WhoSaysScreen(self.room, self.entry.speaker), chosen)

    def action_keepsake(self) -> None:
        """Put the line aside, or take it back."""
        if self.entry.is_writing and self.entry.has_text and self.entry.correcting is None:
            self.entry.toggle_keepsake()
            return
        line = self.target()
        if line is not None:
            self.mark(line, Marks(line.kind, not line.keepsake, line.only_us, line.status is Status.DIFFERENT))

    def action_differ(self) -> None:
        """Mark a line as seen differently, and let the other one write.

        What is half written is kept first, as its author's: it is the line that is meant.
        """
        begun = self.entry.is_writing and self.entry.has_text and self.entry.correcting is None
        line = self.entry.commit() if begun else self.target()
        if line is None:
            return
        different = line.status is not Status.DIFFERENT
        self.mark(line, Marks(line.kind, line.keepsake, line.only_us, different))
        if different:
            other = CLINICIAN if line.said_by == PATIENT else PATIENT
            self.entry.speaker = carried(self.room).speaker = Speaker(other)
            # The other view answers what the line answered, so that the note keeps the two together.
            theme = line.theme.value if line.theme else ""
            self.entry.proposal = Proposal(
                line.prompt, "", line.because, ladder=line.ladder, theme=theme, domain=line.domain
            )
            self.first_writing()

    def action_marks(self) -> None:
        """Open the marks of a line."""
        writing = self.entry.is_writing and self.entry.has_text and self.entry.correcting is None
        line = None if writing else self.target()
        if writing or line is None:
            entry = self.entry
            marks = Marks(entry.kind, entry.keepsake, entry.only_us)
        else:
            marks = Marks.of(line)

        def answered(answer: Answer | None) -> None:
            if answer is not None and line is None:
                self.entry.keepsake, self.entry.only_us = answer.marks.keepsake, answer.marks.only_us
                self.entry.be(answer.marks.kind, marked=True)
            elif answer is not None and line is not None:
                self._do(line, answer)

        self.app.push_screen(LineMarksScreen(self.room, marks, stands=line is not None), answered)

    def _do(self, line: Contribution, answer: Answer) -> None:
        if answer.withdraw:
            self.withdraw(line)
        elif answer.correct:
            self.entry.correct(line)
        else:
            self.mark(line, answer.marks)

    def mark(self, line: Contribution, marks: Marks) -> None:
        """Change the marks of a line that stands."""
        old = Marks.of(line)
        if marks == old:
            return
        status = None
        if marks.different != old.different:
            status = Status.DIFFERENT if marks.different else Status.NOT_ASKED
        try:
            self.room.talk.mark(
                line.id,
                keepsake=marks.keepsake if marks.keepsake != old.keepsake else None,
                only_us=marks.only_us if marks.only_us != old.only_us else None,
                kind=marks.kind if marks.kind is not old.kind else None,
                status=status,
                theme=marks.theme if marks.theme is not old.theme else None,
            )
        except CompanionError as error:
            self.complain(error)
            return
        self.reload()
        self.say_saved()

    def action_take_away(self) -> None:
        """Withdraw the line under the cursor."""
        line = self.target() if self.said.has_focus else None
        if line is not None:
            self.withdraw(line)

    def withdraw(self, line: Contribution) -> None:
        """Withdraw a line; `u` brings it back."""
        try:
            self.room.talk.withdraw(line.id, line.said_by if line.said_by == PATIENT else CLINICIAN)
        except CompanionError as error:
            self.complain(error)
            return
        self._taken.append(line.id)
        self.reload()
        self.say_saved(self.say("taken away; u brings it back"))

    def action_undo(self) -> None:
        """Bring back the line that was taken away last."""
        if not self._taken:
            raise SkipAction
        try:
            self.room.talk.restore(self._taken.pop())
        except CompanionError as error:
            self.complain(error)
            return
        self.reload()
        self.say_saved(self.say("brought back"))

    # --- what the parts say

    @on(RoomEntry.Kept)
    def _kept(self, event: RoomEntry.Kept) -> None:
        event.stop()
        self.post_message(self.Saved(self.say("saved")))

    @on(RoomEntry.Written)
    def _written(self, event: RoomEntry.Written) -> None:
        event.stop()
        self.after_line(event.line, corrected=event.corrected)
        self.say_saved()

    def after_line(self, line: Contribution, *, corrected: bool) -> None:
        """Show the line that was just written."""
        self.said.show(self.rows(), to_end=not corrected)
        if corrected:
            self.said.point(str(line.id))

    @on(LineList.Picked, "#lines")
    def _picked(self, event: LineList.Picked) -> None:
        event.stop()
        line = next((line for line in self.lines() if str(line.id) == event.key), None)
        if line is not None:
            self.entry.correct(line)

    @on(RoomEntry.Waiting)
    def _waiting(self, event: RoomEntry.Waiting) -> None:
        """Ask whether a hope that waits is wanted now."""
        event.stop()
        line = event.line

        def answered(code: str | None) -> None:
            try:
                if code == "see":
                    self.room.carry.open_hope(line.id)
                elif code == "away":
                    self.room.talk.withdraw(line.id, PATIENT)
                    self._taken.append(line.id)
            except CompanionError as error:
                self.complain(error)
            self.reload()
            self.said.focus()

        options = [
            ("see", self.say("See it")),
            ("not_today", self.say("Not today")),
            ("away", self.say("Take it away")),
        ]
        self.app.push_screen(Choose(self.say("A hope is kept here. See it?"), options), answered)

    @on(LineList.Below)
    def _below(self, event: LineList.Below) -> None:
        event.stop()
        self.first_writing()

    @on(LineEntry.Above)
    def _above(self, event: LineEntry.Above) -> None:
        event.stop()
        if self.said.lines:
            self.said.point("")
            self.said.focus()
