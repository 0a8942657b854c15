"""One agreement, new or changed: what, who, and when we look at it again."""

from __future__ import annotations

from datetime import date, timedelta
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Button, Input, Static

from companion.app.days import HOW_TO, parse_day
from companion.app.said import who_name
from companion.app.screens.overlay import Overlay
from companion.app.widgets.choices import Choices
from companion.app.widgets.line_entry import LineEntry
from companion.clinical.message import Message
from companion.clinical.model import Agreement, AgreementState, Who
from companion.errors import CompanionError
from companion.workflow.room import Room

_DAYS = {"week": 7, "two": 14, "month": 28}
PLACE = "agreement"


def state_word(room: Room, state: AgreementState) -> str:
    """Return how an agreement stands, in kind words."""
    say = room.language.say
    return {
        AgreementState.OPEN: "",
        AgreementState.DONE: say("done"),
        AgreementState.PARTLY: say("partly"),
        AgreementState.NOT_YET: say("not yet"),
        AgreementState.LET_GO: say("let go"),
    }[state]


class AgreementScreen(Overlay[bool]):
    """An agreement. The words are kept as one types; it stands once it is kept.

    Args:
        room: The room of the patient.
        changing: The agreement that is changed; None for a new one.
    """

    TITLE_WORDS: ClassVar[Message] = Message("What do we agree?")

    DEFAULT_CSS = """
    AgreementScreen .label { padding: 1 0 0 0; }
    AgreementScreen LineEntry { padding: 0; }
    AgreementScreen LineEntry > .author { display: none; }
    AgreementScreen #day { width: 16; margin: 1 0 0 0; display: none; }
    AgreementScreen #day.-open { display: block; }
    AgreementScreen .wrong { color: $error; height: auto; }
    AgreementScreen Button { margin: 1 0 0 0; }
    """

    def __init__(self, room: Room, changing: Agreement | None = None) -> None:
        super().__init__(room)
        self._changing = changing
        self._place = f"{PLACE}:{changing.uuid}" if changing else PLACE

    def compose_body(self) -> ComposeResult:
        """What, who, when."""
        room, old = self.room, self._changing
        yield LineEntry(
            text=room.meeting.draft(self._place) or (old.text if old else ""),
            placeholder=self.say("In your own words, small enough to do."),
            id="words",
        )
        yield Static(Content(self.say("Who does it?")), classes="label")
        whose = old.who if old else Who.BOTH
        yield Choices([(str(who), who_name(room, who)) for who in Who], row=True, standing=str(whose), id="whose")
        yield Static(Content(self.say("When do we look at it again?")), classes="label")
        as_it_is = [("kept", self.say("on {day}, as it is", day=old.look_again))] if old and old.look_again else []
        yield Choices(
            [
                *as_it_is,
                ("next", self.say("next time")),
                ("week", self.say("in a week")),
                ("two", self.say("in two weeks")),
                ("month", self.say("in four weeks")),
                ("day", self.say("on a day …")),
            ],
            row=True,
            standing="kept" if as_it_is else "next",
            id="again",
        )
        yield Input(placeholder=self.language.day(room.today + timedelta(days=28)), id="day")
        yield Static("", classes="wrong", markup=False)
        yield Button(Content(self.say("Keep it")), id="keep", classes="-primary")

    def hints(self) -> list[tuple[str, str]]:
        """Enter goes on, Esc goes back."""
        return [("enter", self.say("go on")), ("tab", self.say("next")), ("escape", self.say("back"))]

    def on_mount(self) -> None:
        """It was asked for: begin to write."""
        self.query_one(LineEntry).write()

    @on(LineEntry.Typing)
    def _typing(self, event: LineEntry.Typing) -> None:
        event.stop()
        self.save_draft(self._place, event.text)

    @on(LineEntry.Entered)
    def _words_given(self, event: LineEntry.Entered) -> None:
        event.stop()
        if event.text.strip():
            self.query_one("#whose").focus()

    def on_key(self, event: events.Key) -> None:
        """Enter goes from one answer to the next; from the last one it keeps the agreement."""
        if event.key != "enter" or not isinstance(self.focused, Choices):
            return
        event.stop()
        if self.focused.id == "whose":
            self.query_one("#again").focus()
        elif self.query_one("#again", Choices).key == "day":
            self.query_one("#day").focus()
        else:
            self._keep()

    @on(Choices.Chosen, "#again")
    def _again_chosen(self, event: Choices.Chosen) -> None:
        self.query_one("#day").set_class(event.key == "day", "-open")

    @on(Input.Submitted)
    def _day_given(self, event: Input.Submitted) -> None:
        event.stop()
        self._keep()

    @on(Button.Pressed, "#keep")
    def _pressed(self, event: Button.Pressed) -> None:
        event.stop()
        self._keep()

    def _keep(self) -> None:
        words = self.query_one(LineEntry).text.strip()
        if not words:
            self._wrong(self.say("Write what you agree on first."))
            self.query_one(LineEntry).write()
            return
        again, why_not = self._day()
        if why_not is not None:
            self._wrong(self.say(why_not))
            self.query_one("#day").focus()
            return
        try:
            self._write(words, Who(self.query_one("#whose", Choices).key), again)
            self.room.meeting.drop_draft(self._place)
        except CompanionError as error:
            self.complain(error)
            return
        self.query_one(LineEntry).clear()
        self.dismiss(result=True)

    def _write(self, words: str, who: Who, again: date | None) -> None:
        old, shelves = self._changing, self.room.shelves
        if old is None:
            shelves.agree(words, who, again)
        elif (words, who, again) != (old.text, old.who, old.look_again):
            shelves.change_agreement(old.id, words, who, again)

    def _day(self) -> tuple[date | None, Message | None]:
        """Return the day to look again, and what is wrong with the one that was typed."""
        chosen, today = self.query_one("#again", Choices).key, self.room.today
        if chosen == "kept" and self._changing is not None:
            return self._changing.look_again, None
        if chosen != "day":
            return (today + timedelta(days=_DAYS[chosen]) if chosen in _DAYS else None), None
        day = parse_day(self.query_one("#day", Input).value, today, self.room.language, future=True)
        if day is None:
            return None, HOW_TO
        return (day, None) if day >= today else (None, Message("Choose a day that is still to come."))

    def _wrong(self, words: str) -> None:
        self.query_one(".wrong", Static).update(Content(words))

    def keep(self) -> None:
        """Save at once what is being typed."""
        words = self.query_one(LineEntry).text
        if words.strip():
            self.save_draft(self._place, words)

    def action_back(self) -> None:
        """Go back; the words wait as a draft."""
        self.keep()
        self.dismiss(result=False)
