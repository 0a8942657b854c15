"""Choose a moment to compare with: the start, last time, a year ago, an event, a session, a day of one's own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from companion.app.days import HOW_TO, HOW_TO_LOOK_BACK, parse_day, parse_last_day
from companion.app.screens.overlay import Dialog
from companion.app.widgets.choices import Choices
from companion.clinical.message import Message
from companion.clinical.model import Moment
from companion.workflow.room import Room

QUICK = ("start", "last_session", "year_ago")
"""Kinds of moments offered first, in this order."""


def in_order(moments: Sequence[Moment]) -> tuple[Moment, ...]:
    """The quick ones first, then own marks, then events and sessions as they come: newest first."""
    quick = sorted((m for m in moments if m.kind in QUICK), key=lambda m: QUICK.index(m.kind))
    own = [m for kind in ("mark", "event") for m in moments if m.kind == kind]
    return (*quick, *own, *(m for m in moments if m.kind not in {*QUICK, "mark", "event"}))


class MomentsScreen(Dialog[Moment | None]):
    """One list of moments, and a field for any other day.

    Attributes:
        OTHER: What stands over the field.
        EXAMPLE: What stands in the field until something is typed.
        HOW_TO: What is said when what was typed cannot be read.
    """

    OTHER: ClassVar[Message] = Message("or another day")
    EXAMPLE: ClassVar[Message] = Message("3.11.2026 or 3 Nov")
    HOW_TO: ClassVar[Message] = HOW_TO

    DEFAULT_CSS = """
    MomentsScreen VerticalScroll { height: auto; max-height: 12; }
    MomentsScreen.-short VerticalScroll { max-height: 7; }
    MomentsScreen .heading { margin-top: 1; color: $quiet; }
    MomentsScreen Input { width: 24; }
    MomentsScreen .missing { height: auto; color: $error; }
    """

    def __init__(self, room: Room, title: Message, current: Moment | None = None) -> None:
        super().__init__(room)
        self._title = title
        self._moments = in_order(room.look.moments())
        self._current = current

    def title_words(self) -> str:
        """What is compared."""
        return self.say(self._title)

    def compose_body(self) -> ComposeResult:
        """The list, then the field."""
        language = self.room.language
        options = [(str(n), f"{language.day(m.day):<14}{self.say(m.label)}") for n, m in enumerate(self._moments)]
        with VerticalScroll(can_focus=False):
            yield Choices(options, id="moments")
        yield Static(Content(self.say(self.OTHER)), classes="heading")
        yield Input(placeholder=self.say(self.EXAMPLE), id="other", select_on_focus=False)
        yield Static("", classes="missing", markup=False)

    def on_mount(self) -> None:
        """Arrows and Enter work at once, from the moment that holds now."""
        choices = self.query_one("#moments", Choices)
        if self._current in self._moments:
            choices.at = self._moments.index(self._current)
        if self._moments:
            self.set_focus(choices)
        else:
            self.set_focus(self.query_one("#other"))
        self.watch(choices, "at", self._follow, init=False)

    def _follow(self, at: int) -> None:
        """Keep the chosen line in sight."""
        self.query_one(VerticalScroll).scroll_to(y=max(0, at - 5), animate=False)

    def on_key(self, event: events.Key) -> None:
        """Who begins to type writes a day: it goes into the field, from its first letter on."""
        if event.character and event.character.isalnum() and isinstance(self.focused, Choices):
            event.stop()
            event.prevent_default()
            field = self.query_one("#other", Input)
            self.set_focus(field)
            field.insert_text_at_cursor(event.character)

    @on(Choices.Chosen, "#moments")
    def _chosen(self, event: Choices.Chosen) -> None:
        event.stop()
        self.dismiss(self._moments[int(event.key)])

    @on(Input.Submitted, "#other")
    def _typed(self, event: Input.Submitted) -> None:
        event.stop()
        day = self.read(event.value)
        if day is None or day > self.room.today:
            self.query_one(".missing", Static).update(Content(self.say(self.HOW_TO)))
            return
        self.dismiss(Moment("own", day, Message("{day}", {"day": day})))

    def read(self, typed: str) -> date | None:
        """Return the day that was typed, or None."""
        return parse_day(typed, self.room.today, self.room.language)

    def action_back(self) -> None:
        """Leave the moment as it is."""
        self.dismiss(None)


class LookBackScreen(MomentsScreen):
    """The same list, to choose a day on which to look at everything as it was."""

    DEFAULT_CSS = """
    LookBackScreen Input { width: 32; }
    """

    OTHER: ClassVar[Message] = Message("or another day, or a month")
    EXAMPLE: ClassVar[Message] = Message("March 2024 or 3.11.2024")
    HOW_TO: ClassVar[Message] = HOW_TO_LOOK_BACK

    def read(self, typed: str) -> date | None:
        """Return the day that was typed, or the last day of the month."""
        return parse_last_day(typed, self.room.today, self.room.language)
