"""A long passphrase can still be none."""

from __future__ import annotations

import time
import unicodedata

import pytest

from companion.app.phrase import five_words
from companion.errors import UsageError
from companion.language import CODES
from companion.store.guesses import is_guessed_early
from companion.store.vault import check_passphrase


@pytest.mark.parametrize(
    "phrase",
    [
        "aaaaaaaaaaaaaaa", "               ", "121212121212121", "passwordpassword", "Password Password!",
        "password12345678", "Passord2026!!!!!!", "123456789012345", "987654321098765", "abcdefghijklmnopq",
        "qwertyuiopasdfgh", "qwertyuiopåasdfgh", "1q2w3e4r5t6y7u8i", "correct horse battery staple",
        "The quick brown fox", "Sommer2026Sommer2026", "velkommenvelkommen", "companion companion", "sykehus sykehus 1",
        "abcabcabcabcabcab", "welcome1234567890",
    ],
)  # fmt: skip
def test_what_is_guessed_first_is_refused(phrase: str) -> None:
    with pytest.raises(UsageError, match="easy to guess"):
        check_passphrase(phrase)


@pytest.mark.parametrize(
    "phrase",
    [
        "a long and quiet sentence", "blåbær på fjellet i regn", "Ødegårdens sju grå katter",
        "🦉🐸🌧🌿🪵🧶🧷🧭🧿🪴🫖🪟🪤🧺🎋", "мой старый дом у реки", "summer in the clinic garden rained",
        "my password is none of yours", "x7Kq9vRt2mWz4Lp", unicodedata.normalize("NFD", "æøå ÆØÅ éü og litt til"),
        "word " * 3 + "zebra quilt", "k" * 100 + " and four more",
    ],
)  # fmt: skip
def test_what_has_something_of_its_own_is_taken(phrase: str) -> None:
    check_passphrase(phrase)


def test_no_offered_phrase_is_refused() -> None:
    for code in CODES:
        assert [phrase for phrase in (five_words(code) for _ in range(500)) if is_guessed_early(phrase)] == []


def test_looking_takes_no_time_even_for_a_long_one() -> None:
    begun = time.process_time()
    is_guessed_early("ab" * 400 + "c")
    assert time.process_time() - begun < 1
