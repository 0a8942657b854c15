"""One agreement: what, who, and when we look at it again."""

from __future__ import annotations

from datetime import date, timedelta
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Button, Input, Static

from companion.app.said import who_name
from companion.app.screens.overlay import Overlay
from companion.app.widgets.choices import Choices
from companion.app.widgets.line_entry import LineEntry
from companion.clinical.message import Message
from companion.clinical.model import AgreementState, Who
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
    """A new agreement. The words are kept as one types; it stands once it is kept."""

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

    def compose_body(self) -> ComposeResult:
        """What, who, when."""
        room = self.room
        yield LineEntry(
            text=room.meeting.draft(PLACE), placeholder=self.say("In your own words, small enough to do."), id="words"
        )
        yield Static(Content(self.say("Who does it?")), classes="label")
        yield Choices([(str(who), who_name(room, who)) for who in Who], row=True, standing=str(Who.BOTH), id="whose")
        yield Static(Content(self.say("When do we look at it again?")), classes="label")
        yield Choices(
            [
                ("next", self.say("next time")),
                ("week", self.say("in a week")),
                ("two", self.say("in two weeks")),
                ("month", self.say("in four weeks")),
                ("day", self.say("on a day …")),
            ],
            row=True,
            standing="next",
            id="again",
        )
        yield Input(placeholder="2026-12-24", id="day")
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
        self.save_draft(PLACE, event.text)

    @on(LineEntry.Entered)
    def _words_given(self, event: LineEntry.Entered) -> None:
        event.stop()
        if event.text.strip():
            self.query_one("#whose").focus()

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
        try:
            again = self._day()
        except ValueError:
            self._wrong(self.say("Write the day as in {example}.", example="2026-12-24"))
            return
        try:
            self.room.shelves.agree(words, Who(self.query_one("#whose", Choices).key), again)
            self.room.meeting.drop_draft(PLACE)
        except CompanionError as error:
            self.complain(error)
            return
        self.query_one(LineEntry).clear()
        self.dismiss(result=True)

    def _day(self) -> date | None:
        chosen = self.query_one("#again", Choices).key
        if chosen == "day":
            return date.fromisoformat(self.query_one("#day", Input).value.strip())
        return self.room.today + timedelta(days=_DAYS[chosen]) if chosen in _DAYS else None

    def _wrong(self, words: str) -> None:
        self.query_one(".wrong", Static).update(Content(words))

    def keep(self) -> None:
        """Save at once what is being typed."""
        words = self.query_one(LineEntry).text
        if words.strip():
            self.save_draft(PLACE, words)

    def action_back(self) -> None:
        """Go back; the words wait as a draft."""
        self.keep()
        self.dismiss(result=False)
