"""A few choices in words: arrows move, Enter or a click chooses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from companion.app.widgets.glyphs import glyphs_for
from companion.app.words import Speaking

Option = tuple[str, str]
_GAP = 3
_FEW, _TALL = 3, 30


class Choices(Speaking, Widget, can_focus=True):
    """Options beside or below one another.

    As a menu, Enter chooses. With `standing`, one of them always holds and moving chooses at once.
    """

    DEFAULT_CSS = """
    Choices { height: auto; width: auto; color: $foreground; text-wrap: nowrap; text-overflow: ellipsis; }
    Choices > .choices--here {
        background: $block-cursor-background; color: $block-cursor-foreground; text-style: bold;
    }
    Choices > .choices--holds { color: $accent; text-style: bold; }
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"choices--here", "choices--holds"}

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,left", "step(-1)", show=False),
        Binding("down,right", "step(1)", show=False),
        Binding("enter,space", "choose", show=False),
    ]

    at: reactive[int] = reactive(0)

    @dataclass
    class Chosen(Message):
        """An option was chosen."""

        choices: Choices
        key: str

        @property
        def control(self) -> Choices:
            """The choices it came from."""
            return self.choices

    def __init__(
        self,
        options: Sequence[Option],
        *,
        row: bool = False,
        spaced: bool = False,
        standing: str | None = None,
        id: str | None = None,  # noqa: A002 - the name Textual uses
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._options = tuple(options)
        self._row, self._spaced, self._standing = row, spaced, standing is not None
        keys = [key for key, _ in options]
        self.set_reactive(Choices.at, keys.index(standing) if standing in keys else 0)

    @property
    def options(self) -> tuple[Option, ...]:
        """What is offered."""
        return self._options

    @property
    def key(self) -> str:
        """The option under the cursor, or the one that holds."""
        return self._options[self.at][0] if self._options else ""

    def offer(self, options: Sequence[Option], at: str = "") -> None:
        """Offer other options."""
        self._options = tuple(options)
        keys = [key for key, _ in options]
        self.at = keys.index(at) if at in keys else 0
        self.refresh(layout=True)

    def get_content_width(self, container: Size, viewport: Size) -> int:  # noqa: ARG002
        """As wide as its words."""
        widths = [cell_len(words) + 4 for _, words in self._options]
        wide = sum(widths) + _GAP * max(0, len(widths) - 1) if self._row else max(widths, default=0)
        return min(wide, container.width)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """One row an option, or the rows they take beside one another."""
        return 1 + max((line for line, _, _ in self._places(width)), default=0)

    def render(self) -> Content:
        """The options, the one under the cursor marked by a sign and not by colour alone."""
        lines: dict[int, list[Content]] = {}
        ends: dict[int, int] = {}
        for place, (line, start, words) in enumerate(self._places(self.size.width)):
            parts = lines.setdefault(line, [])
            parts.append(Content(" " * (start - ends.get(line, 0))))
            parts.append(self._word(place, words))
            ends[line] = start + cell_len(words) + 4
        last = max(lines, default=0)
        return Content("\n").join(Content("").join(lines.get(line, [])) for line in range(last + 1))

    def _word(self, place: int, words: str) -> Content:
        chosen = place == self.at
        if self._standing:
            text = f"({'x' if chosen else ' '}) {words}"
        else:
            text = f"{self._sign if chosen and self.has_focus else ' '} {words}  "
        if chosen and self.has_focus:
            return Content(text).stylize(self.get_visual_style("choices--here"))
        if chosen and self._standing:
            return Content(text).stylize(self.get_visual_style("choices--holds"))
        return Content(text)

    @property
    def _sign(self) -> str:
        return glyphs_for(ascii_only=self.language.ascii_only).selected

    @property
    def _step(self) -> int:
        roomy = len(self._options) <= _FEW or self.app.size.height >= _TALL
        return 2 if self._spaced and roomy else 1

    def _places(self, width: int) -> list[tuple[int, int, str]]:
        """Line, column and words of each option; a row wraps where the width ends."""
        if not self._row:
            return [(place * self._step, 0, words) for place, (_, words) in enumerate(self._options)]
        places: list[tuple[int, int, str]] = []
        line = column = 0
        for _, words in self._options:
            wide = cell_len(words) + 4
            if column and column + wide > width:
                line, column = line + 1, 0
            places.append((line, column, words))
            column += wide + _GAP
        return places

    def on_click(self, event: events.Click) -> None:
        """Choose with the mouse."""
        at = event.get_content_offset(self)
        if at is None:
            return
        for place, (line, start, words) in enumerate(self._places(self.size.width)):
            if at.y == line and start <= at.x < start + cell_len(words) + 4:
                self.at = place
                self.action_choose()

    def action_step(self, by: int) -> None:
        """Move to the next option, round the end."""
        if not self._options:
            return
        self.at = (self.at + by) % len(self._options)
        if self._standing:
            self.action_choose()

    def action_choose(self) -> None:
        """Choose what the cursor stands on."""
        if self._options:
            self.post_message(self.Chosen(self, self.key))
