"""What somebody saw outside a session, in twenty seconds: it waits for the next shared look."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.widgets import Input

from companion.app.screens.form import Form
from companion.app.widgets.choices import Choices
from companion.clinical.message import Message
from companion.clinical.model import Contribution

SHIFTS = {
    "": Message("no shift"),
    "day": Message("day"),
    "evening": Message("evening"),
    "night": Message("night"),
}
_ASK = Message("Ask first: do they know that the patient will read it?")
_NO = Message("Then it is not written down.")


class NoticedScreen(Form[Contribution | None]):
    """What was seen, by whom, on which shift and day."""

    PLACE: ClassVar[str] = "noticed"
    TITLE_WORDS: ClassVar[Message] = Message("What did you notice?")

    def compose_fields(self) -> ComposeResult:
        """Words first: Enter there saves with what the rest says already."""
        yield self.row(Message("seen"), Input(id="words", placeholder=self.say("as in: laughed at breakfast")))
        yield self.row(Message("seen by"), Input(id="role", placeholder=self.say("a role, as in: ward nurse")))
        shifts = [(key, self.say(words)) for key, words in SHIFTS.items()]
        yield self.row(Message("shift"), Choices(shifts, row=True, standing="", id="shift"))
        yield self.row(
            Message("day"),
            Input(self.room.language.day(self.room.today), id="day", classes="short"),
            self.after(self.say("{name} reads it next time", name=self.room.patient.called)),
        )
        known = [("", self.say("not asked yet")), ("yes", self.say("yes")), ("no", self.say("no"))]
        yield self.row(Message("they know that"), Choices(known, row=True, standing="", id="knows"))

    def on_key(self, event: events.Key) -> None:
        """Enter saves from the last answer too."""
        if event.key == "enter" and self.focused is self.query_one("#knows"):
            event.stop()
            self.action_save()

    def save(self) -> Contribution:
        """Keep it for the next shared look."""
        words = self.need("words", Message("Write what was seen."))
        role = self.need("role", Message("Say who saw it, by role."))
        if self.choice("knows") != "yes":
            raise self.missing("knows", _NO if self.choice("knows") else _ASK)
        self.room.meeting.knows_it(role)
        return self.room.marking.noticed(words, role, self.choice("shift"), self.day("day"))
