"""A note on the screen: its parts and lines, and reading them back one at a time."""

from __future__ import annotations

from textual import on
from textual.content import Content
from textual.widgets import Static

from companion.app.said import kind_word, name_of, shown, status_word
from companion.app.steps.lines import LinesStep
from companion.app.widgets.line_list import LineList, Shown
from companion.app.widgets.read_back import ReadBack
from companion.clinical.model import Contribution, Kind, Status
from companion.errors import CompanionError
from companion.workflow.room import Room
from companion.workflow.views import NoteLine, NoteView


class NoteStep(LinesStep):
    """A step that shows a note.

    It shows one of three pages: `note`, `read` (one line at a time) and `closing`.
    """

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self._page = "note"
        self._reading = 0
        self._view: NoteView | None = None

    @property
    def view(self) -> NoteView:
        """The note as it stands."""
        if self._view is None:
            self._view = self.room.note.view()
        return self._view

    @property
    def is_closed(self) -> bool:
        """Whether only addenda can follow."""
        return self.view.closed

    def lines(self) -> tuple[Contribution, ...]:
        """Return the lines of this note, in its order, each once."""
        found: dict[int, Contribution] = {}
        for section in self.view.sections:
            for line in section.lines:
                if line.contribution is not None:
                    found.setdefault(line.contribution.id, line.contribution)
        return tuple(found.values())

    def rows(self) -> list[Shown]:
        """The sections and their lines."""
        rows: list[Shown] = []
        for section in self.view.sections:
            if section.lines:
                rows.append(Shown(f"section:{section.code}", section.title, heading=True))
                rows += [self._row(f"{section.code}:{n}", line) for n, line in enumerate(section.lines)]
        return rows

    def _row(self, key: str, line: NoteLine) -> Shown:
        said = line.contribution
        if said is not None:
            row = shown(self.room, said)
            # An answer stands with what it answers, where the note says it so.
            text = line.text if said.kind is Kind.LINE else row.text
            return Shown(self._key(key, line), text, row.author, row.voice, row.marks)
        return Shown(self._key(key, line), line.text, line.by, "other", (line.mark,) if line.mark else ())

    def _key(self, key: str, line: NoteLine) -> str:
        return f"{key}:{line.contribution.id}" if line.contribution is not None else key

    def _line_at(self, key: str) -> NoteLine | None:
        for section in self.view.sections:
            for n, line in enumerate(section.lines):
                if self._key(f"{section.code}:{n}", line) == key:
                    return line
        return None

    def target(self) -> Contribution | None:
        """Return the line being read, or the one under the cursor."""
        if self._page == "read":
            lines = self._to_read()
            return lines[self._reading] if self._reading < len(lines) else None
        line = self._line_at(self.said.cursor)
        return line.contribution if line is not None else None

    def _stand(self, page: str) -> None:
        self._page = page
        self.set_class(page == "read", "-reading")
        self.set_class(page == "closing", "-closing")
        self.set_class(page == "closing", "-writing")
        self.post_message(self.Hints())

    # --- reading back

    def action_read_back(self) -> None:
        """Read the lines back, beginning with the first that nobody has agreed on."""
        lines = self._to_read()
        if not lines:
            return
        self._reading = next((n for n, line in enumerate(lines) if line.status is Status.NOT_ASKED), 0)
        self._stand("read")
        self._show_line()
        self.focus()

    def _to_read(self) -> tuple[Contribution, ...]:
        """Return the lines to read back: a hope that waits until it is wanted is not among them."""
        return tuple(line for line in self.lines() if not self.room.carry.waits(line))

    def _show_line(self) -> None:
        line = self.target()
        if line is None:
            self._to_note()
            return
        words = (
            status_word(self.room, line.status),
            kind_word(self.room, line.kind),
            self.say("only us two") if line.only_us else "",
        )
        stands = next((each for each in self._all_lines() if each.contribution == line), None)
        self.query_one(ReadBack).show(
            author=name_of(self.room, line.said_by),
            text=stands.text if stands and line.kind is Kind.LINE else line.text,
            status=" · ".join(word for word in words if word),
            source=stands.source if stands else "",
        )

    def _all_lines(self) -> list[NoteLine]:
        return [line for section in self.view.sections for line in section.lines]

    def action_turn_page(self, by: int) -> None:
        """Go to another line; one that was read and not decided about is *read back*."""
        if self._page != "read":
            return
        line = self.target()
        if by > 0 and line is not None and line.status is Status.NOT_ASKED and not self._set(line, Status.READ_BACK):
            return
        if self._reading + by >= len(self._to_read()):
            self._to_note()
            return
        self._reading = max(0, self._reading + by)
        self._show_line()

    def action_agreed(self) -> None:
        """The line stands as it is."""
        line = self.target()
        if line is not None and self._set(line, Status.AGREED) and self._page == "read":
            self.action_turn_page(1)

    def _set(self, line: Contribution, status: Status) -> bool:
        try:
            self.room.talk.mark(line.id, status=status)
        except CompanionError as error:
            self.complain(error)
            return False
        self.reload()
        self.say_saved()
        return True

    def action_correct(self) -> None:
        """Bring the line into the field."""
        line = self.target()
        if line is not None and self.room.carry.waits(line):
            self.entry.correct(line)  # asks whether it is wanted now
        elif line is not None and not self.is_closed:
            self.add_class("-writing")
            self.entry.correct(line)

    @on(LineList.Picked, "#lines")
    def _note_line_picked(self, event: LineList.Picked) -> None:
        event.stop()
        event.prevent_default()
        self.action_correct()

    def action_only_us(self) -> None:
        """Keep the line between the two, or not."""
        line = self.target()
        if line is None:
            return
        try:
            self.room.talk.mark(line.id, only_us=not line.only_us)
        except CompanionError as error:
            self.complain(error)
            return
        self.reload()
        self.say_saved()

    def action_source(self) -> None:
        """Show or hide where the line comes from."""
        if self._page == "read":
            back = self.query_one(ReadBack)
            back.source_open = not back.source_open
            return
        self.toggle_class("-source")
        self._write_source()

    @on(LineList.Pointed, "#lines")
    def _pointed(self, event: LineList.Pointed) -> None:
        event.stop()
        self._write_source()

    def _write_source(self) -> None:
        line = self._line_at(self.said.cursor)
        words = line.source if line is not None else self.say("Go to a line with the arrows.")
        self.query_one(".source", Static).update(Content(words))

    def _to_note(self) -> None:
        self._stand("note")
        self.remove_class("-writing")
        self.said.focus()

    def action_out(self) -> None:
        """Leave the field, then the page, then the step."""
        if self.entry.is_writing:
            self.entry.leave_correcting()
            self.entry.keep()
            self.remove_class("-writing")
            if self._page == "closing":
                self._to_note()
            elif self._page == "read":
                self.focus()
            else:
                self.said.focus()
        elif self._page != "note":
            self._to_note()
        else:
            super().action_out()
