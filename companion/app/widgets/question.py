"""One question, large and calm, with the clause it grew from."""

from __future__ import annotations

from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.message import Message
from textual.reactive import var
from textual.widget import Widget
from textual.widgets import Static

from companion.app.widgets.links import Link


class Question(Widget):
    """A question with space around it; below it one clause *because you …* and *why*."""

    DEFAULT_CSS = """
    Question { height: auto; padding: 1 4 1 4; layout: vertical; }
    Question > .words { height: auto; width: 100%; max-width: 72; text-style: bold; color: $accent; }
    Question > .below { height: auto; layout: horizontal; padding: 1 0 0 0; display: none; }
    Question.-has-below > .below { display: block; }
    Question > .below > .because { width: 1fr; height: auto; max-width: 80; padding: 0 2 0 0; color: $quiet; }
    Question > .below > .why { color: $accent; text-style: underline; display: none; }
    Question.-has-why > .below > .why { display: block; }
    Question > .behind { height: auto; padding: 1 0 0 0; max-width: 80; color: $quiet; display: none; }
    Question.-open > .behind { display: block; }
    Question.-tall { padding: 3 4 2 4; }
    """

    words: var[str] = var("")
    because: var[str] = var("")
    behind: var[tuple[str, ...]] = var(())
    open: var[bool] = var(default=False)

    @dataclass
    class Why(Message):
        """Somebody asked why."""

        question: Question

    def __init__(
        self,
        words: str = "",
        *,
        because: str = "",
        behind: tuple[str, ...] = (),
        why: str = "why",
        id: str | None = None,  # noqa: A002 - the name Textual uses
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._why = why
        self.set_reactive(Question.words, words)
        self.set_reactive(Question.because, because)
        self.set_reactive(Question.behind, behind)

    def compose(self) -> ComposeResult:
        """The words, the clause with *why* beside it, and what is behind it."""
        yield Static(Content(self.words), classes="words")
        with Widget(classes="below"):
            yield Static(Content(self.because), classes="because")
            yield Link(self._why, classes="why")
        yield Static(Content(""), classes="behind")

    def on_mount(self) -> None:
        """Paint the first time."""
        self._paint()

    def on_resize(self) -> None:
        """More space around it where there is some."""
        self.set_class(self.app.size.height >= 40, "-tall")

    def ask(self, words: str, *, because: str = "", behind: tuple[str, ...] = ()) -> None:
        """Ask another question; what was behind the one before is closed again."""
        self.open = False
        self.words, self.because, self.behind = words, because, behind
        self._paint()

    def toggle_why(self) -> bool:
        """Open or close what is behind the question; whether it is open now."""
        self.open = bool(self.behind) and not self.open
        self._paint()
        return self.open

    def _paint(self) -> None:
        if not self.children:
            return
        self.query_one(".words", Static).update(Content(self.words))
        self.query_one(".because", Static).update(Content(self.because))
        self.query_one(".behind", Static).update(Content("\n".join(self.behind)))
        self.set_class(bool(self.behind), "-has-why")
        self.set_class(bool(self.behind or self.because), "-has-below")
        self.set_class(self.open, "-open")

    @on(Link.Pressed, ".why")
    def _asked_why(self, event: Link.Pressed) -> None:
        event.stop()
        self.post_message(self.Why(self))
