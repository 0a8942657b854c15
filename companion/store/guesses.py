"""Passphrases that are long and still no secret: one thing over and over, a row of keys, a phrase everybody knows."""

from __future__ import annotations

import re

_FEWEST_LETTERS = 6
_ROWS = (
    "0123456789" * 4,
    "abcdefghijklmnopqrstuvwxyzæøå" * 2,
    "qwertyuiopåasdfghjkløæzxcvbnm" * 2,
    "qwertyuiopasdfghjklzxcvbnm" * 2,
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
    "1q2w3e4r5t6y7u8i9o0p",
)
_KNOWN = frozenset({
    "correcthorsebatterystaple", "thequickbrownfox", "thequickbrownfoxjumpsoverthelazydog", "loremipsumdolorsitamet",
    "tobeornottobe", "tobeornottobethatisthequestion", "iloveyouforever", "letmeinletmeinplease", "trustno1trustno1",
    "administrator", "correctbatteryhorsestaple", "maytheforcebewithyou", "openthepodbaydoorshal", "hakunamatata",
    "javiellskerdettelandet", "jegelskerdegforalltid", "detvarengang", "dettevarengang",
})  # fmt: skip
_WORN = re.compile(
    r"pass(?:word|ord|phrase)?|passordfrase|welcome|velkommen|sommer|summer|winter|vinter|admin|companion|hospital|"
    r"sykehus|klinikk|clinic|secret|hemmelig|letmein|qwerty|iloveyou|login|master|changeme|norge|norway"
)


def is_guessed_early(passphrase: str) -> bool:
    """Say whether somebody who guesses would try this among the first.

    What is left when blanks, signs and figures are taken out is looked at: they are the first that are varied.
    """
    text = "".join(char for char in passphrase.casefold() if char.isalnum() or not char.isascii())
    letters = "".join(char for char in text if char.isalpha())
    return (
        len(set(text)) < _FEWEST_LETTERS
        or _repeats(text)
        or any(text in row or text in row[::-1] for row in _ROWS)
        or letters in _KNOWN
        or (bool(_WORN.search(letters)) and len(set(_WORN.sub("", letters))) < 3)
    )


def _repeats(text: str) -> bool:
    """Say whether a text is one shorter thing over and over, the last time perhaps cut."""
    half = len(text) // 2
    return any(text == (text[:step] * (len(text) // step + 1))[: len(text)] for step in range(1, half + 1))
