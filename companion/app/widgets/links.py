"""Words one can click, or reach with Tab and press Enter on; the hint line is made of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message as Note
from textual.widget import Widget
from textual.widgets import Static

from companion.app.commands import Hint
from companion.app.words import key_name


class Link(Static, can_focus=True):
    """A word that does something."""

    DEFAULT_CSS = """
    Link { width: auto; height: 1; pointer: pointer; }
    Link:hover { background: $block-hover-background; }
    Link:focus { background: $block-cursor-background; color: $block-cursor-foreground; text-style: underline; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "press", show=False),
    ]

    @dataclass
    class Pressed(Note):
        """The word was clicked, or Enter was pressed on it."""

        link: Link

        @property
        def control(self) -> Link:
            """The link, for `@on` selectors."""
            return self.link

    def __init__(self, label: Content | str, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(label if isinstance(label, Content) else Content(label), id=id, classes=classes)

    def on_click(self, event: events.Click) -> None:
        """A click presses."""
        event.stop()
        self.action_press()

    def action_press(self) -> None:
        """Say that it was pressed."""
        self.post_message(self.Pressed(self))


class HintLink(Link):
    """One key of the hint line with its words."""

    def __init__(self, key: str, words: str) -> None:
        super().__init__("", classes="hint")
        self.key, self.words, self.cells = "", "", 0
        self.say_hint(key, words)

    def say_hint(self, key: str, words: str) -> None:
        """Stand for another key."""
        self.key, self.words = key, words
        shown = f"{key_name(key)} "
        self.cells = cell_len(shown) + cell_len(words)
        self.update(Content.assemble((shown, "bold $accent"), words))


class HintLine(Widget):
    """The keys that matter here, each also a button; what does not fit is left to F1 and the palette."""

    DEFAULT_CSS = """
    HintLine { dock: bottom; height: 1; layout: horizontal; padding: 0 1; overflow: hidden; }
    HintLine > HintLink { margin-right: 3; color: $quiet; }
    """

    @dataclass
    class Chosen(Note):
        """A hint was pressed: do what its key does."""

        key: str

    def __init__(self, hints: list[Hint] | None = None, always: list[Hint] | None = None) -> None:
        super().__init__()
        self._hints = hints or []
        self._always = always or []

    def compose(self) -> ComposeResult:
        """One link a hint."""
        for key, words in (*self._hints, *self._always):
            yield HintLink(key, words)

    async def show(self, hints: list[Hint], always: list[Hint]) -> None:
        """Show other hints; the same ones again change nothing."""
        if (hints, always) == (self._hints, self._always):
            return
        self._hints, self._always = hints, always
        links = list(self.query(HintLink))
        wanted = [*hints, *always]
        for link, (key, words) in zip(links, wanted, strict=False):
            link.say_hint(key, words)
        if len(wanted) > len(links):
            await self.mount_all(HintLink(key, words) for key, words in wanted[len(links) :])
        self._fit()

    def on_mount(self) -> None:
        """Fit to the width that is there."""
        self._fit()

    def on_resize(self) -> None:
        """Fit to the new width."""
        self._fit()

    def _fit(self) -> None:
        links = list(self.query(HintLink))
        count, always = len(self._hints), len(self._always)
        room = self.app.size.width - 2 + 3
        room -= sum(link.cells + 3 for link in links[count : count + always])
        full = False
        for link in links[:count]:
            room -= link.cells + 3
            full = full or room < 0
            link.display = not full
        for n, link in enumerate(links[count:]):
            link.display = n < always

    def on_link_pressed(self, event: Link.Pressed) -> None:
        """Pass on which key it stands for."""
        event.stop()
        if isinstance(event.link, HintLink):
            self.post_message(self.Chosen(event.link.key))
