"""Text from people comes out as it went in, and what was hidden can be seen."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.errors import RefusedError
from companion.text import clean, looks_like, only_ascii


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("[IMPORTANT] call [/] x=[red]y", "[IMPORTANT] call [/] x=[red]y"),
        ("\x1b]52;c;aGk=\x07", "␛]52;c;aGk=␇"),
        ("\x1b[2Jgone", "␛[2Jgone"),
        ("a\u202egnp.exe", "a⟨U+202E⟩gnp.exe"),
        ("Ka\u200bri", "Ka⟨U+200B⟩ri"),
        ("Ka\u200dri", "Ka⟨U+200D⟩ri"),
        ("one\r\ntwo", "one two"),
        ("\x9b31m", "⟨U+009B⟩31m"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("  Åse  ", "Åse"),
    ],
)
def test_hidden_characters_become_marks_and_all_else_stays(raw: str, shown: str) -> None:
    assert clean(raw) == shown


def test_line_breaks_stay_where_they_are_wanted() -> None:
    assert clean("one\r\ntwo\rthree", lines=True) == "one\ntwo\nthree"


@given(st.text())
def test_cleaning_twice_changes_nothing(raw: str) -> None:
    once = clean(raw, lines=True)
    assert clean(once, lines=True) == once


@given(st.text())
def test_nothing_that_steers_a_terminal_is_left(raw: str) -> None:
    assert not [c for c in clean(raw) if unicodedata.category(c) == "Cc"]


@given(st.text(alphabet="[]\\/abc {}$#*_<>&"))
def test_text_full_of_markup_comes_back_to_the_character(raw: str) -> None:
    assert clean(raw) == raw.strip()


def test_text_that_is_too_long_is_refused_and_not_cut() -> None:
    with pytest.raises(RefusedError, match="101"):
        clean("x" * 101, limit=100)


def test_names_that_look_the_same_have_one_skeleton() -> None:
    assert looks_like("Kari") == looks_like("Kаri") == looks_like("Ka⟨U+200B⟩ri")
    assert looks_like("Kari") != looks_like("Karin")


def test_ascii_keeps_what_can_be_kept() -> None:
    assert only_ascii("Åse – “blå” …") == 'Aase - "blaa" ...'


def test_ascii_keeps_apart_what_norwegian_tells_apart_by_one_letter() -> None:
    for one, other in (("så", "sa"), ("før", "for"), ("når", "nar"), ("gå", "ga")):
        assert only_ascii(one) != only_ascii(other)
