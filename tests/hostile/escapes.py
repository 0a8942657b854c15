"""Reads what a program writes to a terminal, byte by byte, and names whatever is not of our own shapes."""

from __future__ import annotations

import re
from collections.abc import Iterator

# Written down from what a terminal program of ours needs, not from what lets it through.
_CSI = re.compile(r"\x1b\[([<=>?]?)([0-9;:]*)([ -/]*)([@-~])")
_PLAIN = {
    "m": r"[0-9;:]*", "H": r"[0-9]*(;[0-9]*)?", "J": r"[0-3]?", "K": r"[0-2]?", "n": "6",
    **dict.fromkeys("ABCDEFGX", r"[0-9]*"),
}  # fmt: skip
_MODES = {"7", "25", "1000", "1003", "1004", "1006", "1015", "1016", "1049", "2004", "2026", "2048"}
_HIDDEN = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e007f]")


def foreign(written: bytes) -> Iterator[str]:
    """Yield each thing that is neither plain text nor a sequence of our own shapes."""
    text = written.decode("utf-8")  # raises where a byte is no text
    at = 0
    while at < len(text):
        char = text[at]
        if char == "\x1b":
            found = _CSI.match(text, at)
            if found is None or not _is_ours(*found.groups()):
                yield repr(text[at : at + 24])
                at += 1
            else:
                at = found.end()
            continue
        if (ord(char) < 0x20 and char not in "\r\n") or 0x7F <= ord(char) < 0xA0 or _HIDDEN.match(char):
            yield repr(text[at : at + 12])
        at += 1


def _is_ours(private: str, numbers: str, between: str, last: str) -> bool:
    if private == "?":
        return numbers in _MODES and (between + last) in {"h", "l", "$p"}
    if private in {"<", ">"}:
        return last == "u" and not between
    return not private and not between and last in _PLAIN and re.fullmatch(_PLAIN[last], numbers) is not None
