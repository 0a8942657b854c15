"""The printed recovery key: 128 random bits a person can copy from paper.

Seven groups of four characters, without letters that look alike. The last two are
check digits: the number modulo a prime, so every single wrong character and every
swap of two neighbours is caught before the key is tried.
"""

from __future__ import annotations

import re
import secrets

from companion.errors import LockedError

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no I, L, O, U
_MEANT = str.maketrans("ILO", "110")
_PRIME = 1021  # the largest that fits in two characters
_LENGTH = 28


def make() -> str:
    """Return a new recovery key, as it is printed."""
    number = secrets.randbits(128)
    text = _digits(number, _LENGTH - 2) + _digits(number % _PRIME, 2)
    return "-".join(re.findall("....", text))


def read(typed: str) -> bytes:
    """Return the secret in a typed recovery key.

    Raises:
        LockedError: A character is missing, too many or wrong.
    """
    text = re.sub(r"[\s\-–—]", "", typed).upper().translate(_MEANT)
    if len(text) == _LENGTH and set(text) <= set(_ALPHABET):
        number, check = _number(text[:-2]), _number(text[-2:])
        if number % _PRIME == check and number < 1 << 128:
            return number.to_bytes(16, "big")
    raise LockedError("The recovery key has a typing mistake. Compare it with the paper and type it again.")


def _digits(number: int, length: int) -> str:
    return "".join(_ALPHABET[(number >> 5 * place) & 31] for place in reversed(range(length)))


def _number(text: str) -> int:
    number = 0
    for char in text:
        number = number * 32 + _ALPHABET.index(char)
    return number
