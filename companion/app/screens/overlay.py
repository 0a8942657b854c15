"""Pages over the shared screen: the same patient, the same hint line, Esc goes back."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from companion.app.commands import Command, Commanded, Hint
from companion.app.dimmed import Dimmed
from companion.app.fresh import Fresh
from companion.app.widgets.links import HintLine
from companion.app.words import Speaking
from companion.clinical.message import Message
from companion.errors import CompanionError
from companion.workflow.room import Room

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.geometry import Size

T = TypeVar("T")
SHORT = 30
"""Below this many rows there is less empty space."""


class Overlay(Fresh, Commanded, Speaking, ModalScreen[T]):
    """A page of its own about one patient.

    Attributes:
        room: The patient and nothing else.
        TITLE_WORDS: What stands at the top; empty for a page without a title.
    """

    DEFAULT_CSS = """
    Overlay { align: center top; }
    Overlay > .overlay-title { height: 2; padding: 0 4; text-style: bold; border-bottom: solid $line; }
    Overlay > .overlay-body { height: 1fr; padding: 1 4 0 4; }
    Overlay.-wide > .overlay-title, Overlay.-wide > .overlay-body { max-width: 132; }
    Overlay > HintLine { border-top: solid $line; height: 2; }
    Overlay .ask { text-style: bold; color: $accent; height: auto; padding: 0 0 1 0; }
    Overlay .words { height: auto; padding: 0 0 1 0; max-width: 76; }
    Overlay .label { color: $quiet; height: auto; }
    """

    AUTO_FOCUS = ""
    TITLE_WORDS: ClassVar[Message] = Message("")

    OFFERS: ClassVar[tuple[Command, ...]] = (
        Command(
            "overlay.back",
            Message("Go back"),
            Message("Back to where you were; nothing is lost."),
            "escape",
            "back",
            hint=Message("back"),
        ),
    )

    def __init__(self, room: Room) -> None:
        super().__init__(classes="overlay")
        self.room = room

    def compose(self) -> ComposeResult:
        """Title, body, hint line."""
        title = self.title_words()
        if title:
            yield Static(Content(title), classes="overlay-title")
        with Container(classes="overlay-body"):
            yield from self.compose_body()
        yield HintLine(self.hints(), [("f1", self.say("help"))])

    def title_words(self) -> str:
        """Return what stands at the top."""
        return self.say(self.TITLE_WORDS) if self.TITLE_WORDS.text else ""

    def compose_body(self) -> ComposeResult:
        """What the page is about."""
        yield from ()

    def hints(self) -> list[Hint]:
        """Key and words for the hint line: this page's own commands, then the way back."""
        commands = list(type(self).OFFERS)
        if not any(command.id == "overlay.back" for command in commands):
            commands += Overlay.OFFERS
        return [(command.key, self.say(command.hint)) for command in commands if command.hint is not None]

    def fit(self, size: Size, breakpoints: Iterable[tuple[int, str]]) -> None:
        """Leave out empty rows from the start where there are few."""
        super().fit(size, breakpoints)
        self.set_class(size.height < SHORT, "-short")

    def on_resize(self) -> None:
        """Lay out by the size there is."""
        self.set_class(self.app.size.height < SHORT, "-short")

    def action_back(self) -> None:
        """Leave the page."""
        self.dismiss()

    def keep(self) -> None:
        """Save at once what is being typed; called before a lock."""

    def save_draft(self, place: str, text: str) -> None:
        """Save what is being typed; a disk that is full is said, and the text stays in the field."""
        try:
            self.room.meeting.save_draft(place, text)
        except CompanionError as error:
            self.complain(error)

    def complain(self, error: CompanionError) -> None:
        """Say what could not be done, and why; it stays long enough to be read."""
        self.notify(self.say(error.message), severity="error", timeout=12, markup=False)

    async def show_hints(self) -> None:
        """Write the hint line again."""
        self.query_one(HintLine).show(self.hints(), [("f1", self.say("help"))])

    @on(HintLine.Chosen)
    def _hint_chosen(self, event: HintLine.Chosen) -> None:
        event.stop()
        if isinstance(self.focused, HintLine):
            self.set_focus(None)
        self.app.simulate_key(event.key)


class Dialog(Dimmed, Overlay[T]):
    """A small page in the middle, for one question."""

    DEFAULT_CSS = """
    Dialog { align: center middle; }
    Dialog > .dialog { padding: 1 3; }
    """

    def compose(self) -> ComposeResult:
        """One thin frame with what is asked."""
        with Container(classes="dialog"):
            title = self.title_words()
            if title:
                yield Static(Content(title), classes="ask")
            yield from self.compose_body()
        yield HintLine(self.hints(), [])
