"""What every small form has: labelled lines, a draft that outlives Esc, one sentence when something is missing."""

from __future__ import annotations

import json
from datetime import date
from typing import ClassVar, TypeVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Button, Input, Label, Static

from companion.app.days import HOW_TO, parse_day
from companion.app.screens.overlay import Dialog
from companion.app.widgets.choices import Choices
from companion.clinical.message import Message
from companion.errors import CompanionError, UsageError

T = TypeVar("T")


class Form(Dialog[T]):
    """A dialog with fields. Enter in a field saves; Esc leaves and keeps what was typed.

    Attributes:
        PLACE: Names the draft.
    """

    PLACE: ClassVar[str] = ""

    CSS = """
    .dialog { width: 76; padding: 0 2; overflow-y: auto; }
    """

    DEFAULT_CSS = """
    Form .row { height: auto; min-height: 1; layout: horizontal; }
    Form .row > Label { width: 20; color: $quiet; }
    Form .row > Input { width: 1fr; }
    Form .row > .short { width: 16; }
    Form .row > Choices { width: 1fr; }
    Form .row > .after { width: 1fr; color: $quiet; padding: 0 1; }
    Form .missing { height: auto; color: $error; padding: 0; }
    Form .buttons { height: 1; margin-top: 1; }
    """

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        self._timer: Timer | None = None
        self._begun: dict[str, str] = {}
        self._kept: dict[str, str] = {}
        self._done = False

    # --- building

    def row(self, label: Message | str, *widgets: Widget) -> Horizontal:
        """One line: what is asked, and where it is answered."""
        return Horizontal(Label(Content(self.say(label))), *widgets, classes="row")

    def after(self, words: str) -> Static:
        """Quiet words behind a field."""
        return Static(Content(words), classes="after")

    def compose_body(self) -> ComposeResult:
        """The fields, the place for what is missing, and the buttons."""
        yield from self.compose_fields()
        yield Static("", classes="missing", markup=False)
        with Horizontal(classes="buttons"):
            yield Button(Content(self.say("Save")), id="save", classes="-primary")
            yield from self.compose_buttons()
            yield Button(Content(self.say("Back")), id="back")

    def compose_fields(self) -> ComposeResult:
        """The fields of this form."""
        yield from ()

    def compose_buttons(self) -> ComposeResult:
        """Buttons between *Save* and *Back*."""
        yield from ()

    def on_mount(self) -> None:
        """Bring back what was typed and not saved."""
        self._begun = self._typed()
        self._restore()
        first = self.query("Input, Choices, Stepper").first(Widget)
        self.set_focus(first)

    # --- drafts

    @property
    def place(self) -> str:
        """Names the draft of this form."""
        return f"form:{self.PLACE}"

    def _typed(self) -> dict[str, str]:
        return {field.id or "": field.value for field in self.query(Input)}

    def _restore(self) -> None:
        kept = _parsed(self.room.meeting.draft(self.place))
        for field in self.query(Input):
            if field.id in kept:
                field.value = kept[field.id]
        self._kept = self._typed()

    def keep(self) -> None:
        """Save what is typed as a draft; what nobody typed leaves none."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        if self._done:
            return
        typed = self._typed()
        if typed == self._kept:
            return
        if typed != self._begun:
            self.room.meeting.save_draft(self.place, json.dumps(typed, ensure_ascii=False))
        elif self.room.meeting.draft(self.place):
            self.room.meeting.drop_draft(self.place)
        self._kept = typed

    @on(Input.Changed)
    def _changed(self) -> None:
        self.complain_here("")
        if self._timer is None and self._typed() != self._kept:  # what a form brings back nobody typed
            self._timer = self.set_timer(1.0, self.keep)

    # --- saving

    def text(self, name: str) -> str:
        """What stands in a field."""
        return self.query_one(f"#{name}", Input).value.strip()

    def choice(self, name: str) -> str:
        """Which of some choices holds."""
        return self.query_one(f"#{name}", Choices).key

    def need(self, name: str, sentence: Message) -> str:
        """What stands in a field that cannot be empty."""
        if not (text := self.text(name)):
            raise self.missing(name, sentence)
        return text

    def day(self, name: str, *, future: bool = False) -> date | None:
        """The day in a field; None where it is empty."""
        text = self.text(name)
        if not text:
            return None
        found = parse_day(text, self.room.today, self.room.language, future=future)
        if found is None:
            raise self.missing(name, HOW_TO)
        return found

    def number(self, name: str, sentence: Message) -> float | None:
        """The number in a field, with point or comma; None where it is empty."""
        text = self.text(name).replace(",", ".")
        if not text:
            return None
        try:
            found = float(text)
        except ValueError:
            raise self.missing(name, sentence) from None
        if not -1e6 < found < 1e6:
            raise self.missing(name, sentence)
        return found

    def missing(self, name: str, sentence: Message) -> UsageError:
        """Go to a field and say what it needs."""
        self.query_one(f"#{name}").focus()
        return UsageError(sentence.text, **sentence.values)

    def complain_here(self, words: str) -> None:
        """Say in the form what is missing."""
        self.query_one(".missing", Static).update(Content(words))

    def save(self) -> T:
        """Write what was typed; raise `CompanionError` with what is missing."""
        raise NotImplementedError

    def action_save(self) -> None:
        """Save and close; where something is missing, say what."""
        try:
            result = self.save()
        except CompanionError as error:
            self.complain_here(self.say(error.message))
            return
        self._done = True
        if self.room.meeting.draft(self.place):
            self.room.meeting.drop_draft(self.place)
        self.dismiss(result)

    def action_back(self) -> None:
        """Leave; what was typed is there when the form opens again."""
        self.keep()
        self.dismiss(None)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_save()

    @on(Button.Pressed, "#save")
    def _save_pressed(self) -> None:
        self.action_save()

    @on(Button.Pressed, "#back")
    def _back_pressed(self) -> None:
        self.action_back()

    def on_unmount(self, _event: events.Unmount) -> None:
        """Stop the clock of the draft."""
        if self._timer is not None:
            self._timer.stop()


def _parsed(raw: str) -> dict[str, str]:
    """A kept draft; anything else is no draft of this form."""
    try:
        found = json.loads(raw) if raw else {}
    except json.JSONDecodeError:
        return {}
    return {str(key): str(value) for key, value in found.items()} if isinstance(found, dict) else {}
