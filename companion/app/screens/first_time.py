"""The first page of a first session: what this is, who sees it, what it is not for, and that one may say no."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from companion.app.screens.overlay import Overlay
from companion.app.widgets.choices import Choices
from companion.clinical.message import Message
from companion.errors import CompanionError
from companion.workflow.papers import FIRST_PAGE, first_page


class FirstTimeScreen(Overlay[bool | None]):
    """Dismissed with True for *let us look together*, False for *no, not today*, None when nothing was said."""

    TITLE_WORDS: ClassVar[Message] = Message("Before we begin")

    DEFAULT_CSS = """
    FirstTimeScreen VerticalScroll { height: 1fr; }
    FirstTimeScreen .part { text-style: bold; color: $accent; height: auto; padding: 1 0 0 0; }
    FirstTimeScreen .says { height: auto; max-width: 76; }
    FirstTimeScreen Choices { padding: 1 0 0 0; }
    FirstTimeScreen .overlay-body { padding: 0 4; }
    """

    def compose_body(self) -> ComposeResult:
        """Four short parts and two answers."""
        with VerticalScroll(can_focus=False):
            for title, sentences in self._page():
                yield Static(Content(title), classes="part")
                for sentence in sentences:
                    yield Static(Content(sentence), classes="says")
        yield Choices([("yes", self.say("Let us look together")), ("no", self.say("No, not today"))], row=True)

    def _page(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The program's sentences and the clinic's own; with a mistake in the clinic's file only the program's."""
        language = self.room.language
        try:
            return first_page(language)
        except CompanionError as mistake:
            self.complain(mistake)
        return tuple((self.say(title), tuple(self.say(one) for one in sentences)) for title, sentences in FIRST_PAGE)

    def hints(self) -> list[tuple[str, str]]:
        """Two keys."""
        return [("right", self.say("choose")), ("enter", self.say("say so"))]

    def on_mount(self) -> None:
        """The answers have the focus; neither is given beforehand."""
        self.query_one(Choices).focus()

    @on(Choices.Chosen)
    def _chosen(self, event: Choices.Chosen) -> None:
        event.stop()
        self.dismiss(event.key == "yes")

    def action_back(self) -> None:
        """Esc decides nothing; the page comes again."""
        self.dismiss(None)
