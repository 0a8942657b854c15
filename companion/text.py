"""Text from people is data: cleaned once where it enters, literal ever after.

Names, notes and files come with escapes, direction overrides and characters
nobody can see. `clean` turns each of those into a mark one can see, and changes
nothing else, so that what was typed is what is shown. It is idempotent: cleaning
clean text gives it back unchanged.
"""

from __future__ import annotations

import re
import unicodedata

from companion.errors import RefusedError

LONGEST = 100_000
"""Characters one text may have; longer text is refused, never cut."""

_LINE_ENDS = re.compile("\r\n|[\r\u2028\u2029\x85\x0b\x0c]")
# Directions, invisible spaces, tags, interlinear marks and code points that are no characters.
_HIDDEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufeff\uffa0\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e0fff\ud800-\udfff]"
)
# Joiners shape words in Persian, Hindi and other scripts; beside Latin letters they only hide.
_HIDDEN_JOINER = re.compile("(?:(?<=[\x00-\u024f])|^)[\u200c\u200d]")

_PLAIN = {
    "‘": "'", "’": "'", "“": '"', "”": '"', "«": '"', "»": '"', "–": "-", "—": "-", "…": "...", "·": ".", "•": "*",
    "×": "x", "→": "->", "≥": ">=", "≤": "<=", "±": "+/-", "½": "1/2", "æ": "ae", "Æ": "Ae", "ø": "oe", "Ø": "Oe",
    "å": "aa", "Å": "Aa", "ß": "ss", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "Ł": "L", "⟨": "<", "⟩": ">",
    "␛": "<ESC>", "\u00a0": " ",
}  # fmt: skip


def _mark(found: re.Match[str]) -> str:
    code = ord(found[0])
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "␡"
    return f"⟨U+{code:04X}⟩"


_RETURNS = re.compile("[\r\x0b\x0c\u2028\u2029]")


def marked(text: str) -> str:
    """Make every hidden or controlling character visible and change nothing else; line feeds and tabs stay."""
    return _HIDDEN_JOINER.sub(_mark, _HIDDEN.sub(_mark, _RETURNS.sub(_mark, text)))


def clean(raw: str, *, lines: bool = False, limit: int = LONGEST) -> str:
    """Make every hidden or controlling character visible.

    Args:
        raw: Text as typed, pasted or read from a file.
        lines: Keep line breaks (as line feeds); otherwise each becomes one space.
        limit: Most characters allowed.

    Returns:
        The text in NFC, without outer white space, safe to store and to show.

    Raises:
        RefusedError: The text is longer than `limit`; nothing is ever cut off.
    """
    text = unicodedata.normalize("NFC", _LINE_ENDS.sub("\n", raw)).replace("\t", " ")
    if not lines:
        text = text.replace("\n", " ")
    text = marked(text).strip()
    if len(text) > limit:
        raise RefusedError(
            "This text has {n} characters, the most is {limit}. Split it in two.", n=len(text), limit=limit
        )
    return text


def only_ascii(text: str) -> str:
    """Write the text with ASCII characters only; what has no plain form becomes ``?``."""
    plain = "".join(_PLAIN.get(char, char) for char in text)
    decomposed = unicodedata.normalize("NFKD", plain)
    return "".join(char if char.isascii() else "" if unicodedata.combining(char) else "?" for char in decomposed)


_LOOK_ALIKE = str.maketrans("аеорсухіїјӏ0Іl1|", "aeopcyxiijlolll" + "l")


def looks_like(name: str) -> str:
    """Return the skeleton of a name: two names with one skeleton look the same on a screen."""
    shown = re.sub(r"⟨U\+[0-9A-F]+⟩|[\u200c\u200d]", "", clean(name))
    folded = unicodedata.normalize("NFKD", shown).casefold()
    return " ".join("".join(c for c in folded if not unicodedata.combining(c)).translate(_LOOK_ALIKE).split())
