"""Small dialogs: a yes or no, one of several, who is in the room. Esc always goes back."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Input, OptionList, Static
from textual.widgets.option_list import Option

from companion.app.commands import Commanded
from companion.app.dimmed import Dimmed
from companion.app.fresh import Fresh
from companion.app.widgets.links import Link
from companion.app.words import Speaking
from companion.clinical.message import Message
from companion.text import clean

if TYPE_CHECKING:
    from companion.workflow.room import Room

T = TypeVar("T")

ROLES = (
    Message("mother"),
    Message("father"),
    Message("partner"),
    Message("child"),
    Message("brother or sister"),
    Message("friend"),
    Message("ward nurse"),
    Message("colleague"),
)
"""Roles offered for the people in the room; others can be typed. Roles, never names."""


class Ask(Dimmed, Fresh, Commanded, Speaking, ModalScreen[T | None]):
    """A dialog of its own: one question, Esc leaves it unanswered."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", show=False)]

    def action_leave(self) -> None:
        """Go back without an answer."""
        self.dismiss(None)


class Confirm(Ask[bool]):
    """A question with yes and no; the focus stands on the answer that changes nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("left,right,up,down", "other", show=False)]

    def __init__(self, question: str, *, yes: str, no: str, more: str = "") -> None:
        super().__init__()
        self._question, self._yes, self._no, self._more = question, yes, no, more

    def compose(self) -> ComposeResult:
        """The question, what follows from it, two buttons."""
        with Vertical(classes="dialog"):
            yield Static(Content(self._question), classes="title")
            if self._more:
                yield Static(Content(self._more), classes="quiet")
            with Horizontal(classes="buttons"):
                yield Button(Content(self._no), id="no")
                yield Button(Content(self._yes), id="yes", variant="primary")

    def action_other(self) -> None:
        """Go to the other answer."""
        self.query_one("#yes" if self.focused is self.query_one("#no") else "#no").focus()

    @on(Button.Pressed)
    def _answered(self, event: Button.Pressed) -> None:
        self.dismiss(event.button.id == "yes")


class Choose(Ask[str]):
    """One of several, in a list.

    Args:
        title: What is asked.
        options: Code and words of each.
        current: Code of the one that holds now.
    """

    def __init__(self, title: str, options: list[tuple[str, str]], *, current: str = "") -> None:
        super().__init__()
        self._title, self._options, self._current = title, options, current

    def compose(self) -> ComposeResult:
        """The question and the list."""
        with Vertical(classes="dialog"):
            yield Static(Content(self._title), classes="title")
            yield OptionList(
                *(Option(Content(("● " if code == self._current else "  ") + words)) for code, words in self._options),
                compact=True,
            )
            yield Static(Content(self.say("Enter chooses, Esc goes back.")), classes="quiet foot")

    def on_mount(self) -> None:
        """Stand on what holds now."""
        codes = [code for code, _ in self._options]
        self.query_one(OptionList).highlighted = codes.index(self._current) if self._current in codes else 0

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._options[event.option_index][0])


class Tick(Link):
    """A word that is on or off."""

    def __init__(self, value: str, words: str, *, on: bool = False) -> None:
        self.value, self.words, self.is_on = value, words, on
        super().__init__(self._label(), classes="tick")

    def _label(self) -> Content:
        return Content(f"{'[x]' if self.is_on else '[ ]'} {self.words}")

    def action_press(self) -> None:
        """Turn it on or off."""
        self.is_on = not self.is_on
        self.update(self._label())
        super().action_press()


class PresentScreen(Ask[bool]):
    """Who is in the room beside the two; each change counts at once."""

    def __init__(self, room: Room) -> None:
        super().__init__()
        self.room = room

    def compose(self) -> ComposeResult:
        """The usual roles to tick, a field for another, and the way back."""
        present = self.room.meeting.present
        with Vertical(classes="dialog"):
            yield Static(Content(self.say("Who else is in the room?")), classes="title")
            yield Static(
                Content(self.say("While somebody else is here, lines for only us two are hidden.")), classes="quiet"
            )
            known = [self.say(role) for role in ROLES]
            for role in [*known, *(role for role in present if role not in known)]:
                yield Tick(role, role, on=role in present)
            yield Input(placeholder=self.say("another role, then Enter"))
            with Horizontal(classes="buttons"):
                yield Button(Content(self.say("Ready")), variant="primary")

    def on_mount(self) -> None:
        """Start at the first role, not in the field."""
        self.query(Tick).first().focus()

    @on(Link.Pressed)
    def _ticked(self, event: Link.Pressed) -> None:
        event.stop()
        if isinstance(event.link, Tick):
            change = self.room.meeting.add_present if event.link.is_on else self.room.meeting.remove_present
            change(event.link.value)

    @on(Input.Submitted)
    async def _another(self, event: Input.Submitted) -> None:
        if role := clean(event.value):
            self.room.meeting.add_present(role)
            await self.mount(Tick(role, role, on=True), before=event.input)
            event.input.clear()

    @on(Button.Pressed)
    def _ready(self) -> None:
        self.dismiss(result=True)
