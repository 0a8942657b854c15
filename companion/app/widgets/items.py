"""Lines of a list, each with its sign, the second line of a long one under the first."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

_SIGN = "· "


class Items(Widget):
    """A short list to read.

    Args:
        items: One content an item; a line break in it begins a new line under the first.
    """

    DEFAULT_CSS = """
    Items { height: auto; }
    """

    def __init__(self, items: Sequence[Content]) -> None:
        super().__init__()
        self._items = tuple(items)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """As many lines as the words need."""
        return len(self._lines(width))

    def render(self) -> Content:
        """The lines."""
        return Content("\n").join(self._lines(self.size.width))

    def _lines(self, width: int) -> list[Content]:
        room = max(width - len(_SIGN), 8)
        found: list[Content] = []
        for item in self._items:
            wrapped = [line for part in item.split("\n", allow_blank=True) for line in part.wrap(room)]
            found += [Content.styled(_SIGN if n == 0 else "  ", "$quiet") + line for n, line in enumerate(wrapped)]
        return found
