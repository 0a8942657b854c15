"""The ground of a dialog: the page below it, dimmed; drawn once while nothing on it changes."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from rich.color import Color as RichColor
from rich.segment import Segment
from rich.style import Style
from textual._context import visible_screen_stack
from textual.color import Color
from textual.screen import Screen
from textual.strip import Strip


class Dimmed(Screen[Any]):
    """For screens with a ground one can see through.

    Textual draws the page below through Rich, line by line, for every picture of the dialog;
    that is a third of what opening one takes.
    """

    _ground: list[Strip] | None = None

    def refresh(self, *regions: Any, **options: Any) -> Any:
        """Draw anew, what lies below too."""
        self._ground = None
        return super().refresh(*regions, **options)

    def render_line(self, y: int) -> Strip:
        """Return a line of the page below, dimmed."""
        if self.styles.background.a == 1:
            return super().render_line(y)
        if self._ground is None or len(self._ground) != self.size.height:
            self._ground = self._drawn()
        return self._ground[y] if y < len(self._ground) else Strip.blank(self.size.width, self.rich_style)

    def _drawn(self) -> list[Strip]:
        below = visible_screen_stack.get([])
        page = below.pop() if below else None
        if page is None or page is self:
            return [Strip.blank(self.size.width, self.rich_style)] * self.size.height
        veil = self.styles.background
        return [
            Strip([Segment(text, _through(style, veil)) for text, style, _ in strip], strip.cell_length)
            for strip in page._compositor.render_strips()
        ]


@lru_cache(maxsize=1024)
def _through(style: Style | None, veil: Color) -> Style:
    """Return how a style looks through a veil."""
    if style is None:
        return Style.null()
    return style.clear_meta_and_links() + Style.from_color(_seen(style.color, veil), _seen(style.bgcolor, veil))


def _seen(colour: RichColor | None, veil: Color) -> RichColor | None:
    return (Color.from_rich_color(colour) + veil).rich_color if colour is not None else None
