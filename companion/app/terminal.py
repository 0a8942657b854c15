"""Only our own words and our own escape sequences reach the terminal.

Two gates, one behind the other. `Harmless` looks at every piece of text just before it is
turned into bytes: whatever a terminal could obey or hide is taken out there, and with
`--ascii` every glyph is replaced by a plain one of the same width. `only_ours` then reads
what goes to the driver and lets through just the sequences this program uses: colours,
cursor, the screen modes. Clipboard writes, titles, links and pointer shapes are not among them.
"""

from __future__ import annotations

import os
import re
import sys
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len
from rich.segment import Segment
from textual.filter import LineFilter

from companion.app.glass import Glass, cut
from companion.text import only_ascii

if TYPE_CHECKING:
    from textual.color import Color
    from textual.driver import Driver

_ERASING = ("xterm", "putty", "tmux", "linux", "rxvt", "mintty", "alacritty", "foot")
_OBEYED = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
_NOT_PLAIN = re.compile(r"[^\x20-\x7e]")

_MODES = "7|25|1000|1003|1004|1006|1015|1016|1049|2004|2026|2048"
_OURS = re.compile(
    r"\x1b\[(?:"
    r"[0-9;:]*m"  # colour and style
    r"|[0-9]*[ABCDEFGJK]"  # cursor moves, erase
    r"|[0-9;]*[Hf]"  # cursor to
    r"|6n"  # where is the cursor
    rf"|\?(?:{_MODES})(?:[hl]|\$p)"  # the modes we switch
    r"|[<>][0-9]*u"  # keyboard protocol
    r")"
)
_ESCAPES = re.compile(
    r"\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?"  # OSC: clipboard, title, link, pointer
    r"|\x1b[PX^_][^\x1b]*(?:\x1b\\)?"  # DCS and its kin
    r"|\x1b\[[0-9;:<=>?]*[ -/]*[@-~]"  # CSI
    r"|\x1b[ -/]*[0-~]?"  # the rest
    r"|[\x00-\x09\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f-\x9f]"  # lone controls; CR and LF stay
)

_PLAIN = {
    "─": "-", "━": "-", "═": "=", "┄": "-", "╌": "-", "│": "|", "┃": "|", "║": "|", "╎": "|", "▔": "-", "▁": "_",
    "▂": "_", "▃": ".", "▄": "-", "▅": "=", "▆": "+", "▇": "*", "█": "#", "▀": '"', "░": ":", "▒": "%", "▓": "#",
    "▌": "|", "▐": "|", "▎": "|", "▏": "|", "▊": "|", "▕": "|", "▸": ">", "▾": "v", "▴": "^", "▹": ">", "◆": "*",
    "◇": "o", "●": "*", "○": "o", "•": "*", "·": ".", "…": ".", "–": "-", "—": "-", "⚑": "!", "×": "x", "←": "<",
    "→": ">", "↑": "^", "↓": "v", "↵": "<", "‘": "'", "’": "'", "“": '"', "”": '"', "«": '"', "»": '"', "△": "^",
    "▲": "^", "▼": "v", "■": "#", "□": "o", "✓": "x", "␛": "?", "⟨": "<", "⟩": ">", "┼": "+", "╵": "|", "╷": "|",
}  # fmt: skip


@cache
def _ascii_cells(char: str) -> str:
    if char in _PLAIN:
        return _PLAIN[char]
    if "\u2500" <= char <= "\u257f":
        return "+"
    if "\u2800" <= char <= "\u28ff":
        return " " if char == "\u2800" else "*"
    width = cell_len(char)
    plain = "" if unicodedata.combining(char) else only_ascii(char)
    return plain[:width].ljust(width, "?" if not plain else " ")


class Harmless(LineFilter):
    """Take out of the text whatever a terminal could obey, and, if asked, all but ASCII.

    Args:
        ascii_only: Replace every glyph by plain ones of the same width.
    """

    def __init__(self, *, ascii_only: bool = False) -> None:
        super().__init__()
        self.ascii_only = ascii_only

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        """Return the segments with harmless text."""
        pattern = _NOT_PLAIN if self.ascii_only else _OBEYED
        if not any(pattern.search(segment.text) for segment in segments):
            return segments
        return [Segment(self._text(text), style, control) for text, style, control in segments]

    def _text(self, text: str) -> str:
        safe = _OBEYED.sub("", text)
        return _NOT_PLAIN.sub(lambda found: _ascii_cells(found[0]), safe) if self.ascii_only else safe


def only_ours(data: str) -> str:
    """Return `data` without any escape sequence that this program does not use itself."""
    return _ESCAPES.sub(lambda found: found[0] if _OURS.fullmatch(found[0]) else "", data)


@cache
def guarded(driver: type[Driver]) -> type[Driver]:
    """Return the platform's driver with the gate in front of its `write`."""

    class Guarded(driver):  # type: ignore[misc, valid-type]
        """Lets only our own sequences through, and of the picture what is different."""

        def __init__(self, *args: Any, **kwargs: Any) -> None:
            self._glass = Glass(erases=erases_in_colour(dict(os.environ)))
            self._begun = ""
            super().__init__(*args, **kwargs)

        def write(self, data: str) -> None:
            """Write what is ours."""
            whole, self._begun = cut(self._begun + data)
            if sent := self._glass.paint(only_ours(whole)):
                super().write(sent)

        def forget(self) -> None:
            """Send the next picture whole."""
            self._glass.forget()

        def open_url(self, url: str, new_tab: bool = True) -> None:
            """Open nothing: the program never leaves the machine."""

    return Guarded


def speaks_unicode() -> bool:
    """Return whether the terminal's encoding has the glyphs we draw with."""
    stream = sys.__stdout__
    encoding = (getattr(stream, "encoding", None) or "ascii").lower().replace("-", "")
    return encoding in {"utf8", "utf16", "cp65001"}


def sixteen_colours(environ: dict[str, str]) -> bool:
    """Return whether the terminal says it has 16 colours or fewer."""
    if environ.get("COLORTERM", "") in {"truecolor", "24bit"} or environ.get("WT_SESSION"):
        return False
    term = environ.get("TERM", "")
    return term in {"linux", "xterm", "xterm-16color", "vt100", "vt220", "ansi", "screen", "rxvt", "cygwin", "putty"}


def erases_in_colour(environ: dict[str, str]) -> bool:
    """Return whether the terminal is known to erase in the colour of the ground; GNU screen is not one of them."""
    if sys.platform == "win32":
        return True
    return not environ.get("STY") and environ.get("TERM", "").startswith(_ERASING)
