"""One line of the note at a time, large, to be read aloud."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.reactive import var
from textual.widget import Widget
from textual.widgets import Static


class ReadBack(Widget):
    """The line in the middle of a quiet page: who said it above, what was decided about it below."""

    DEFAULT_CSS = """
    ReadBack { height: 1fr; layout: vertical; padding: 1 4; }
    ReadBack > .asks { height: auto; color: $accent; text-style: bold; }
    ReadBack > VerticalScroll { height: 1fr; align: center middle; padding: 1 4; }
    ReadBack .author { height: auto; color: $quiet; padding: 0 0 1 0; }
    ReadBack .text { height: auto; max-width: 76; text-style: bold; }
    ReadBack .source { height: auto; color: $quiet; padding: 1 0 0 0; display: none; }
    ReadBack.-source .source { display: block; }
    ReadBack > .status { height: auto; color: $quiet; text-align: left; }
    """

    source_open: var[bool] = var(default=False)

    def __init__(self, asks: str, *, id: str | None = None) -> None:  # noqa: A002 - the name Textual uses
        super().__init__(id=id)
        self._asks = asks

    def compose(self) -> ComposeResult:
        """The one question, the line, its standing."""
        yield Static(Content(self._asks), classes="asks")
        with VerticalScroll(can_focus=False):
            yield Static(Content(""), classes="author")
            yield Static(Content(""), classes="text")
            yield Static(Content(""), classes="source")
        yield Static(Content(""), classes="status")

    def show(self, *, author: str, text: str, status: str = "", source: str = "") -> None:
        """Show one line."""
        self.query_one(".author", Static).update(Content(author))
        self.query_one(".text", Static).update(Content(text))
        self.query_one(".source", Static).update(Content(source))
        self.query_one(".status", Static).update(Content(status))
        self.query_one(VerticalScroll).scroll_home(animate=False)

    def watch_source_open(self, is_open: bool) -> None:
        """Show or hide what the line was made of."""
        self.set_class(is_open, "-source")
