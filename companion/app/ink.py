"""How a cell looks, and the shortest way from one look to the next."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

_OFF = {"1": "22", "2": "22", "3": "23", "4": "24", "5": "25", "7": "27", "8": "28", "9": "29"}
"""What ends each mark: bold, dim, italic, underlined, blinking, reversed, hidden, struck through."""
_SEEN_ON_BLANKS = frozenset({"4", "5", "7", "9", "21", "51", "52", "53"})


@dataclass(frozen=True, slots=True)
class Ink:
    """A style in its parts.

    Attributes:
        marks: Codes such as that of bold.
        fore: Code of the colour of letters; empty for the terminal's own.
        back: Code of the colour of the ground; empty for the terminal's own.
    """

    marks: tuple[str, ...]
    fore: str
    back: str


@lru_cache(maxsize=4096)
def ink(style: str) -> Ink:
    """Take the codes of a style apart."""
    marks: list[str] = []
    fore = back = ""
    codes = iter(style.split(";"))
    for code in codes:
        if code in {"38", "48"}:
            kind = next(codes, "")
            rest = [next(codes, "") for _ in range(3 if kind == "2" else 1)]
            colour = ";".join([code, kind, *rest])
            fore, back = (colour, back) if code == "38" else (fore, colour)
        elif code.isdigit() and (30 <= int(code) <= 39 or 90 <= int(code) <= 97):
            fore = "" if code == "39" else code
        elif code.isdigit() and (40 <= int(code) <= 49 or 100 <= int(code) <= 107):
            back = "" if code == "49" else code
        elif code in {"", "0"}:
            marks, fore, back = [], "", ""
        elif code not in marks:
            marks.append(code)
    return Ink(tuple(marks), fore, back)


@lru_cache(maxsize=4096)
def ground(style: str) -> str:
    """Return what a blank shows of a style: the colour of its ground, unless a mark shows on blanks too."""
    parts = ink(style)
    return style if not _SEEN_ON_BLANKS.isdisjoint(parts.marks) else parts.back


@lru_cache(maxsize=4096)
def turn(old: str, new: str) -> str:
    """Return what turns one style into another, as short as it goes."""
    before, after = ink(old), ink(new)
    anew = f"\x1b[0;{new}m" if new else "\x1b[0m"
    gone = [mark for mark in before.marks if mark not in after.marks]
    if any(mark not in _OFF for mark in gone):
        return anew
    codes = list(dict.fromkeys(_OFF[mark] for mark in gone))
    ended = {mark for mark, off in _OFF.items() if off in codes}  # the end of bold is the end of dim
    codes += [mark for mark in after.marks if mark not in before.marks or mark in ended]
    if after.fore != before.fore:
        codes.append(after.fore or "39")
    if after.back != before.back:
        codes.append(after.back or "49")
    if not codes:
        return ""
    changed = f"\x1b[{';'.join(codes)}m"
    return changed if len(changed) <= len(anew) else anew
