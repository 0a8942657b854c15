"""The question at the door of a session: the short code, before anything else comes into view."""

from __future__ import annotations

from collections.abc import Callable

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Input, Static

from companion.app.screens.confirm import Ask
from companion.errors import LockedError


class ShortCodeScreen(Ask[bool]):
    """Dismissed with True when the code is right; five misses lock the store.

    Args:
        check: Says whether a code is right; raises `LockedError` after five misses.
        title: What the code is asked for.
        hint: What may be said about the code: only where all people are made up.
    """

    def __init__(self, check: Callable[[str], bool], *, title: str, hint: str = "") -> None:
        super().__init__()
        self._check, self._title_words, self._hint = check, title, hint

    def compose(self) -> ComposeResult:
        """One field and nothing that says whose screen comes next."""
        with Vertical(classes="dialog"):
            yield Static(Content(self._title_words), classes="title")
            yield Static(Content(self.say("Type the short code, then Enter. Esc stays here.")), classes="quiet")
            if self._hint:
                yield Static(Content(self._hint), classes="quiet")
            yield Input(password=True, max_length=64, id="code")
            yield Static("", id="answer", classes="error", markup=False)
            with Horizontal(classes="buttons"):
                yield Button(Content(self.say("Stay")), id="stay")
                yield Button(Content(self.say("Go on")), id="leave", variant="primary")

    def on_mount(self) -> None:
        """The field is all there is: start in it."""
        self.query_one(Input).focus()

    @on(Button.Pressed, "#stay")
    def _stay(self) -> None:
        self.dismiss(result=False)

    @on(Button.Pressed, "#leave")
    @on(Input.Submitted)
    def _try(self) -> None:
        field = self.query_one(Input)
        code = field.value
        field.clear()
        if code:
            self._ask(code)

    @work(thread=True, exclusive=True, group="code", description="short code")
    def _ask(self, code: str) -> None:
        try:
            right = self._check(code)
        except LockedError:
            self.app.call_from_thread(self._too_often)
            return
        self.app.call_from_thread(self._answered, right)

    def _answered(self, right: bool) -> None:
        if right:
            self.dismiss(result=True)
        else:
            self.query_one("#answer", Static).update(Content(self.say("This is not the short code. Try again.")))
            self.query_one(Input).focus()

    def _too_often(self) -> None:
        self.dismiss(result=False)
        self.app.call_later(self.app.run_action, "app.lock")
