"""The quiet guide of a rehearsal: two lines above the keys; they take their own rows and cover nothing."""

from __future__ import annotations

from collections.abc import Callable

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from companion.app.practice import Rehearsal
from companion.app.widgets.links import Link
from companion.app.words import Speaking

KEY = "F5"


class Guide(Speaking, Widget):
    """What this step is for, and what one may try.

    Args:
        rehearsal: What is rehearsed.
        place: Returns where one is.
        hide: Called when the guide is to go.
    """

    DEFAULT_CSS = """
    Guide { height: auto; layout: horizontal; padding: 0 2; background: $surface; }
    Guide > Vertical { width: 1fr; height: auto; }
    Guide Static { height: 1; text-wrap: nowrap; text-overflow: ellipsis; }
    Guide .try { color: $quiet; }
    Guide Link { color: $quiet; margin-left: 2; }
    """

    def __init__(self, rehearsal: Rehearsal, place: str, hide: Callable[[], None]) -> None:
        super().__init__(id="guide")
        self._rehearsal, self._hide = rehearsal, hide
        self._place = place

    def compose(self) -> ComposeResult:
        """Two lines and the way to hide them."""
        with Vertical():
            yield Static("", classes="why", markup=False)
            yield Static("", classes="try", markup=False)
        yield Link(self.say("{key} hides", key=KEY))

    def on_mount(self) -> None:
        """Say what there is to say here."""
        self.be_at(self._place)

    def be_at(self, place: str) -> None:
        """Follow to another place."""
        self._place = place
        hint = self._rehearsal.hints.get(place)
        if hint is not None:
            self.query_one(".why", Static).update(Content(hint.why))
            self.query_one(".try", Static).update(Content(hint.try_))

    @on(Link.Pressed)
    def _pressed(self, event: Link.Pressed) -> None:
        event.stop()
        self._hide()
