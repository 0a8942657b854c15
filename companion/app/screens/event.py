"""What is dated on the person's time line: put one there, change it, take it off."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Button, Input, Static

from companion.app.screens.form import Form
from companion.app.widgets.chart_draw import event_words
from companion.app.widgets.choices import Choices
from companion.clinical.message import Message
from companion.clinical.model import Event
from companion.errors import UsageError
from companion.workflow.room import Room


class EventScreen(Form[Event | None]):
    """Something that happened, with its day; it stands on the same axis as the answers.

    Below it are the newest ones: Enter on one brings it into the fields to change it.
    """

    PLACE: ClassVar[str] = "event"
    TITLE_WORDS: ClassVar[Message] = Message("What happened, and when?")

    DEFAULT_CSS = """
    EventScreen #earlier { margin-top: 1; max-height: 7; overflow-y: auto; }
    EventScreen .heading { margin-top: 1; color: $quiet; }
    EventScreen #remove { display: none; }
    EventScreen.-changing #remove { display: block; }
    """

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self._changing: Event | None = None
        self._sure = False

    def compose_fields(self) -> ComposeResult:
        """Words, first day, last day."""
        language = self.room.language
        yield self.row(Message("in words"), Input(id="words", placeholder=self.say("as in: new flat")))
        yield self.row(
            Message("day"),
            Input(language.day(self.room.today), id="day", classes="short"),
            self.after(self.say("as 3.11.2026 or 3 Nov")),
        )
        yield self.row(Message("until"), Input(id="until", classes="short"), self.after(self.say("empty for one day")))

    def compose_buttons(self) -> ComposeResult:
        """The way to take one off again."""
        yield Button(Content(self.say("Take it off the time line")), id="remove")

    def compose_body(self) -> ComposeResult:
        """The fields, and what is on the time line already."""
        yield from super().compose_body()
        newest = list(reversed(self.room.marking.events()))[:12]
        if newest:
            yield Static(Content(self.say("On the time line; Enter changes one")), classes="heading")
            yield Choices([(str(one.id), self._line(one)) for one in newest], id="earlier")

    def _line(self, event: Event) -> str:
        return f"{self.room.language.day(event.day)}  {event_words(event, self.room.language)}"

    @on(Choices.Chosen, "#earlier")
    def _change(self, event: Choices.Chosen) -> None:
        event.stop()
        found = next((one for one in self.room.marking.events() if str(one.id) == event.key), None)
        if found is None:
            return
        self._changing, self._sure = found, False
        self.add_class("-changing")
        language = self.room.language
        for name, value in (
            ("words", found.text),
            ("day", language.day(found.day)),
            ("until", language.day(found.until) if found.until else ""),
        ):
            self.query_one(f"#{name}", Input).value = value
        self.query_one("#words").focus()

    @on(Button.Pressed, "#remove")
    def _remove(self) -> None:
        if self._changing is None:
            return
        if not self._sure:
            self._sure = True
            self.query_one("#remove", Button).label = Content(self.say("Yes, take it off"))
            self.complain_here(self.say("It goes from the time line. Press once more to do so."))
            return
        self.room.marking.remove_event(self._changing.id)
        self._done = True
        self.dismiss(self._changing)

    @property
    def place(self) -> str:
        """A new event and each change have a draft of their own."""
        return f"form:event:{self._changing.uuid}" if self._changing else super().place

    def save(self) -> Event:
        """Put it on the time line."""
        words = self.need("words", Message("Say in a few words what happened."))
        day = self.day("day")
        until = self.day("until")
        if day is None:
            raise self.missing("day", Message("Say on which day it happened."))
        if until is not None and until < day:
            self.query_one("#until").focus()
            raise UsageError("It ends before it begins. Look at the two days again.")
        if self._changing is not None:
            return self.room.marking.change_event(self._changing.id, day, words, until, self._changing.kind)
        return self.room.marking.add_event(day, words, until)
