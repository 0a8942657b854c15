"""How words and data reach the screen: sentences in the app's language, people's text as it is.

Text from people is never markup. Every widget that shows it goes through `plain`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from companion.clinical.message import Message, Value
from companion.language import ENGLISH, Language

if TYPE_CHECKING:
    from textual.dom import DOMNode as _Node
else:
    _Node = object

_KEY_NAMES = {
    "enter": "Enter",
    "escape": "Esc",
    "tab": "Tab",
    "shift+tab": "Shift+Tab",
    "space": "Space",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "home": "Home",
    "end": "End",
    "delete": "Del",
    "backspace": "Backspace",
    "question_mark": "?",
    "exclamation_mark": "!",
    "full_stop": ".",
    "slash": "/",
    "plus": "+",
    "minus": "-",
    "comma": ",",
}


def plain(text: str) -> Content:
    """Return people's text as content that is shown to the character, whatever is in it."""
    return Content(text)


def key_name(key: str) -> str:
    """Return what stands on the keyboard for a Textual key, as in ``F1`` or ``Ctrl+L``."""
    if key in _KEY_NAMES:
        return _KEY_NAMES[key]
    *modifiers, last = key.split("+")
    last = _KEY_NAMES.get(last, last.upper() if modifiers or (last[0] == "f" and last[1:].isdigit()) else last)
    return "+".join([*(part.capitalize() for part in modifiers), last])


def ordinal(language: Language, n: int) -> str:
    """Write a number as a place in an order: ``14th``, or ``14.`` in Norwegian."""
    if language.code != "en":
        return f"{n}."
    ending = "th" if 10 <= n % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    return f"{n}{ending}"


def shorten(text: str, width: int) -> str:
    """Return one line of at most `width` cells; what does not fit ends in an ellipsis."""
    from rich.cells import cell_len, set_cell_size

    line = text.replace("\n", " ")
    if cell_len(line) <= width:
        return line
    return set_cell_size(line, max(width - 1, 0)).rstrip() + "…" if width > 0 else ""


class Speaking(_Node):
    """For apps, screens and widgets: say sentences in the app's language."""

    @property
    def language(self) -> Language:
        """The language of the screen."""
        found = getattr(self.app, "language", ENGLISH)
        return found if isinstance(found, Language) else ENGLISH

    def say(self, message: Message | str, **values: Value) -> str:
        """Return the sentence in the language of the screen."""
        return self.language.say(message, **values)

    def count(self, one: str, many: str, n: int, **values: Value) -> str:
        """Return the sentence in the plural form that belongs to `n`."""
        return self.language.count(one, many, n, **values)
