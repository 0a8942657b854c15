"""Words one can click, or reach with Tab and press Enter on; the hint line is made of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message as Note
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Static

from companion.app.commands import Hint
from companion.app.words import key_name

_BETWEEN = 3
"""Cells between two hints."""


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


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a line of links.

    Attributes:
        code: What is told when it is pressed.
        parts: Texts with their kinds: component classes `links--{kind}`.
        at: Cells from the left.
    """

    code: str
    parts: tuple[tuple[str, str], ...]
    at: int = 0

    @property
    def cells(self) -> int:
        """Cells it takes."""
        return sum(cell_len(text) for text, _ in self.parts)

    @property
    def text(self) -> str:
        """What stands there."""
        return "".join(text for text, _ in self.parts)


class LinkLine(Widget, can_focus=True):
    """Links beside each other, drawn as one: a widget for each would have to be styled and laid out.

    With the focus, left and right go from word to word, and Enter presses.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"links--key", "links--words", "links--open", "links--cursor"}
    """
    | Class | What it is for |
    | :- | :- |
    | `links--key` | The key that does it. |
    | `links--words` | What it does. |
    | `links--open` | The word one stands at. |
    | `links--cursor` | The word Enter presses. |
    """

    DEFAULT_CSS = """
    LinkLine { height: 1; pointer: pointer; }
    LinkLine > .links--key { color: $accent; text-style: bold; }
    LinkLine > .links--words { color: $quiet; }
    LinkLine > .links--open { color: $accent; text-style: bold; }
    LinkLine > .links--cursor {
        background: $block-cursor-background; color: $block-cursor-foreground; text-style: underline;
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "step(-1)", show=False),
        Binding("right", "step(1)", show=False),
        Binding("enter,space", "press", show=False),
    ]

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self._words: tuple[Word, ...] = ()
        self._cursor = 0

    @property
    def words(self) -> tuple[Word, ...]:
        """What is shown."""
        return self._words

    @property
    def text(self) -> str:
        """What is shown, as one text."""
        return "   ".join(word.text for word in self._words)

    def set_words(self, words: Sequence[Word]) -> None:
        """Show these words."""
        if tuple(words) != self._words:
            self._words = tuple(words)
            self._cursor = min(self._cursor, max(len(self._words) - 1, 0))
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw the words."""
        width = self.size.width
        if y:
            return Strip.blank(width, self.rich_style)
        segments: list[Segment] = []
        end = 0
        for n, word in enumerate(self._words):
            segments.append(Segment(" " * max(word.at - end, 0), self.rich_style))
            here = self.has_focus and n == self._cursor
            for text, kind in word.parts:
                segments.append(Segment(text, self.get_component_rich_style(f"links--{'cursor' if here else kind}")))
            end = max(word.at, end) + word.cells
        return Strip(segments).adjust_cell_length(width, self.rich_style)

    def on_click(self, event: events.Click) -> None:
        """A click presses the word under it."""
        event.stop()
        at = event.get_content_offset(self)
        for word in self._words:
            if at is not None and word.at <= at.x < word.at + word.cells:
                self.pressed(word.code)
                return

    def action_step(self, by: int) -> None:
        """Go to another word."""
        if self._words:
            self._cursor = (self._cursor + by) % len(self._words)
            self.refresh()

    def action_press(self) -> None:
        """Press the word under the cursor."""
        if self._words:
            self.pressed(self._words[self._cursor].code)

    def pressed(self, code: str) -> None:
        """Tell that a word was pressed."""


class HintLine(LinkLine):
    """The keys that matter here, each also a button; what does not fit is left to F1 and the palette."""

    DEFAULT_CSS = """
    HintLine { dock: bottom; height: 1; padding: 0 1; }
    """

    @dataclass
    class Chosen(Note):
        """A hint was pressed: do what its key does."""

        key: str

    def __init__(self, hints: list[Hint] | None = None, always: list[Hint] | None = None) -> None:
        super().__init__()
        self._hints = hints or []
        self._always = always or []

    def show(self, hints: list[Hint], always: list[Hint]) -> None:
        """Show other hints; the same ones again change nothing."""
        if (hints, always) != (self._hints, self._always):
            self._hints, self._always = hints, always
            self._fit()

    def on_mount(self) -> None:
        """Fit to the width that is there."""
        self._fit()

    def on_resize(self) -> None:
        """Fit to the new width."""
        self._fit()

    def _fit(self) -> None:
        own, always = [_hint(*hint) for hint in self._hints], [_hint(*hint) for hint in self._always]
        width = self.content_size.width or self.app.size.width - 2
        room = width + _BETWEEN - sum(word.cells + _BETWEEN for word in always)
        shown: list[Word] = []
        for word in own:
            room -= word.cells + _BETWEEN
            if room < 0:
                break
            shown.append(word)
        at, placed = 0, []
        for word in (*shown, *always):
            placed.append(replace(word, at=at))
            at += word.cells + _BETWEEN
        self.set_words(placed)

    def pressed(self, code: str) -> None:
        """Pass on which key it stands for."""
        self.post_message(self.Chosen(code))


def _hint(key: str, words: str) -> Word:
    return Word(key, ((f"{key_name(key)} ", "key"), (words, "words")))
