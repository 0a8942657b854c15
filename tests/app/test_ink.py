"""From one look to the next by the shortest way, and never to another look."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.app.ink import ground, ink, turn

MARKS = st.lists(st.sampled_from(["1", "2", "3", "4", "7", "9"]), unique=True, max_size=4)
COLOURS = ("", "31", "97", "38;5;23", "38;2;1;2;3")
GROUNDS = ("", "44", "103", "48;5;231", "48;2;250;247;240")
STYLES = st.builds(
    lambda marks, fore, back: ";".join(code for code in (*marks, fore, back) if code),
    MARKS,
    st.sampled_from(COLOURS),
    st.sampled_from(GROUNDS),
)
ENDS = {"22": {"1", "2"}, "23": {"3"}, "24": {"4"}, "27": {"7"}, "29": {"9"}}


def after(style: str, sequence: str) -> tuple[set[str], str, str]:
    """Return marks and colours a terminal has after a sequence, by ECMA-48 8.3.117."""
    now = ink(style)
    marks, fore, back = set(now.marks), now.fore, now.back
    codes = iter(sequence.removeprefix("\x1b[").removesuffix("m").split(";") if sequence else [])
    for code in codes:
        if code == "0":
            marks, fore, back = set(), "", ""
        elif code in ENDS:
            marks -= ENDS[code]
        elif code in {"39", "49"}:
            fore, back = ("", back) if code == "39" else (fore, "")
        elif code in {"38", "48"}:
            kind = next(codes)
            colour = ";".join([code, kind, *(next(codes) for _ in range(3 if kind == "2" else 1))])
            fore, back = (colour, back) if code == "38" else (fore, colour)
        elif code in {"31", "97"}:
            fore = code
        elif code in {"44", "103"}:
            back = code
        else:
            marks.add(code)
    return marks, fore, back


@given(STYLES, STYLES)
def test_a_turn_leads_to_the_look_that_is_wanted(old: str, new: str) -> None:
    wanted = ink(new)
    assert after(old, turn(old, new)) == (set(wanted.marks), wanted.fore, wanted.back)


@given(STYLES, STYLES)
def test_a_turn_is_never_longer_than_beginning_anew(old: str, new: str) -> None:
    assert len(turn(old, new)) <= len(f"\x1b[0;{new}m")


@pytest.mark.parametrize(
    ("old", "new", "sent"),
    [
        ("1;38;5;23;48;5;231", "38;5;242;48;5;231", "\x1b[22;38;5;242m"),  # bold ends, the ground stays
        ("1;2", "2", "\x1b[0;2m"),  # the end of bold is the end of dim: 22;2 is as long as beginning anew
        ("48;5;231", "38;5;23;48;5;231", "\x1b[38;5;23m"),
        ("31", "", "\x1b[0m"),
        ("31", "31", ""),
    ],
)
def test_what_stays_is_not_sent(old: str, new: str, sent: str) -> None:
    assert len(turn(old, new)) == len(sent)
    assert after(old, turn(old, new)) == after(old, sent)


def test_of_a_blank_only_its_ground_is_seen() -> None:
    assert ground("1;3;38;5;23;48;5;231") == "48;5;231"
    assert ground("4;38;5;23;48;5;231") == "4;38;5;23;48;5;231"  # a line below it
    assert ground("7;31") == "7;31"  # reversed: its ground is the colour of letters
