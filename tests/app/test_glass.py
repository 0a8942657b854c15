"""Only what is different is sent, and what then stands on the terminal is what was painted."""

from __future__ import annotations

import pyte
from hypothesis import given
from hypothesis import strategies as st
from pyte.screens import Char

from companion.app.glass import Glass, cut
from companion.app.terminal import only_ours

COLUMNS, ROWS = 24, 6
STYLES = (
    "",
    "1",
    "38;5;23;48;5;231",
    "1;38;5;23;48;5;188",
    "3;31",
    "2;1",
    "9;4;31",
    "38;2;1;2;3",
    "48;5;188",
    "7;44",
    "90;103",
)
LETTERS = st.text(alphabet="abc dø–─⣀▸", min_size=1, max_size=COLUMNS) | st.integers(1, COLUMNS).map(" ".__mul__)


@st.composite
def pieces(draw: st.DrawFn) -> str:
    """One strip as Textual writes it: to a place, a style, words, no style."""
    text = draw(LETTERS)
    x, y = draw(st.integers(0, COLUMNS - len(text))), draw(st.integers(0, ROWS - 1))
    style = draw(st.sampled_from(STYLES))
    words = f"\x1b[{style}m{text}\x1b[0m" if style else text
    return f"\x1b[{y + 1};{x + 1}H{words}"


FRAMES = st.lists(st.lists(pieces(), min_size=1, max_size=6), min_size=1, max_size=6)


def shown(cell: Char) -> Char:
    """Return what can be seen of a cell: a blank has no letter that could be bold or of a colour."""
    hidden = cell.data == " " and not (cell.reverse or cell.underscore or cell.strikethrough)
    return cell._replace(fg="default", bold=False, italics=False) if hidden else cell


class Seen:
    """A terminal and what stands on it."""

    def __init__(self) -> None:
        self.screen = pyte.Screen(COLUMNS, ROWS)
        self._stream = pyte.Stream(self.screen)

    def feed(self, data: str) -> None:
        self._stream.feed(data.replace("\x1b[?2026h", "").replace("\x1b[?2026l", ""))

    @property
    def cells(self) -> list[list[object]]:
        return [[shown(self.screen.buffer[y][x]) for x in range(COLUMNS)] for y in range(ROWS)]

    @property
    def place(self) -> tuple[int, int]:
        return self.screen.cursor.x, self.screen.cursor.y


@given(FRAMES, st.booleans())
def test_the_terminal_shows_what_was_painted(frames: list[list[str]], erases: bool) -> None:
    glass, painted, sent = Glass(erases=erases), Seen(), Seen()
    for frame in frames:
        whole = "".join(frame) + "\x1b[2;3H"
        painted.feed(whole)
        sent.feed(glass.paint(whole))
        assert sent.cells == painted.cells
        assert sent.place == painted.place


@given(FRAMES, st.integers(1, 9))
def test_it_may_come_in_pieces_of_any_length(frames: list[list[str]], length: int) -> None:
    """As on Windows, where a long picture is cut without a look at what is cut in two."""
    glass, painted, sent, begun = Glass(), Seen(), Seen(), ""
    for frame in frames:
        whole = "".join(frame) + "\x1b[2;3H"
        painted.feed(whole)
        for start in range(0, len(whole), length):
            ready, begun = cut(begun + whole[start : start + length])
            sent.feed(glass.paint(only_ours(ready)))
        assert sent.cells == painted.cells


@given(FRAMES)
def test_the_same_picture_again_sends_nothing(frames: list[list[str]]) -> None:
    glass = Glass()
    whole = "\x1b[?2026h" + "".join(piece for frame in frames for piece in frame[:1])
    rest = "\x1b[1;1H\x1b[?2026l"
    last: dict[str, str] = {}
    glass.paint(whole + rest)
    for frame in frames:
        last[frame[0][:8]] = frame[0]
    again = "\x1b[?2026h" + frames[-1][0] + rest
    glass.paint(again)
    assert glass.paint(again) == ""


def test_a_cursor_that_moves_sends_two_rows_of_a_list() -> None:
    glass = Glass()

    def listed(at: int) -> str:
        rows = (f"\x1b[{n + 1};1H\x1b[{'7' if n == at else '38;5;23'}m{'a name':<20}\x1b[0m" for n in range(ROWS))
        return "".join(rows) + "\x1b[1;1H"

    glass.paint(listed(0))
    sent = glass.paint(listed(1))
    assert sent.count("a name") == 2
    assert "\x1b[3;" not in sent


def test_after_the_screen_is_cleared_everything_is_sent() -> None:
    glass, picture = Glass(), "\x1b[1;1Hhello\x1b[1;1H"
    glass.paint(picture)
    assert glass.paint("\x1b[0m\x1b[2J\x1b[H").endswith("\x1b[2J\x1b[1;1H")
    assert "hello" in glass.paint(picture)


def test_after_it_was_told_to_forget_everything_is_sent() -> None:
    glass, picture = Glass(), "\x1b[1;1Hhello\x1b[1;1H"
    glass.paint(picture)
    glass.forget()
    assert "hello" in glass.paint(picture)


def test_modes_and_questions_pass_in_their_order() -> None:
    assert (
        Glass()
        .paint("\x1b[?1049h\x1b[?25l\x1b[6n\x1b[?2026$p\x1b[>1u")
        .startswith("\x1b[?1049h\x1b[?25l\x1b[6n\x1b[?2026$p\x1b[>1u")
    )


def test_a_frame_without_a_difference_sends_no_frame() -> None:
    glass = Glass()
    glass.paint("\x1b[1;1Hhello\x1b[1;1H")
    assert glass.paint("\x1b[?2026h") + glass.paint("\x1b[1;1Hhello\x1b[1;1H") + glass.paint("\x1b[?2026l") == ""
    framed = glass.paint("\x1b[?2026h") + glass.paint("\x1b[1;1Hhullo\x1b[1;1H") + glass.paint("\x1b[?2026l")
    assert framed.startswith("\x1b[?2026h")
    assert framed.endswith("\x1b[?2026l")


def test_after_a_wide_character_the_next_cell_has_its_own_place() -> None:
    """Terminals do not agree how wide an emoji is; what follows stands right on all of them."""
    glass = Glass()
    assert "👩\x1b[1;3Hx" in glass.paint("\x1b[1;1H👩x\x1b[1;1H")
    assert glass.paint("\x1b[1;3Hy\x1b[1;1H") == "\x1b[1;3Hy\x1b[1;1H"


def test_a_wide_character_is_sent_whole_when_its_style_changes() -> None:
    glass = Glass()
    glass.paint("\x1b[1;1H宽x\x1b[1;1H")
    assert "宽" in glass.paint("\x1b[1;1H\x1b[1m宽x\x1b[0m\x1b[1;1H")


def test_half_of_a_wide_character_written_over_takes_the_other_half_along() -> None:
    glass, sent = Glass(), Seen()
    sent.feed(glass.paint("\x1b[1;1H宽x\x1b[1;1H"))
    sent.feed(glass.paint("\x1b[1;2Ha\x1b[1;1H"))
    sent.feed(glass.paint("\x1b[1;1Hba\x1b[1;1H"))
    assert sent.screen.display[0].startswith("bax")


def test_marks_stay_with_their_letter() -> None:
    glass = Glass()
    assert "e\u0301" in glass.paint("\x1b[1;1He\u0301x\x1b[1;1H")
    assert "x" not in glass.paint("\x1b[1;1Ha\u0301x\x1b[1;1H")
