"""Pages to print: A4 wide, every mark can be ticked, and nothing people wrote becomes markup."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from companion.sharing.sheet import Empty, Listed, Marks, Sheet, SheetPart, Words, write_markdown, write_text

TEXT = st.text(max_size=200)
BLOCKS = st.one_of(
    st.builds(Words, TEXT),
    st.builds(Listed, TEXT, st.just(("done", "not yet"))),
    st.builds(Marks, TEXT, st.text(max_size=60), st.text(max_size=60), st.just("higher is more")),
    st.builds(Empty, st.integers(1, 3)),
)
SHEETS = st.builds(
    lambda title, blocks: Sheet(title, (title,), (SheetPart(title, tuple(blocks)),)), TEXT, st.lists(BLOCKS, max_size=4)
)


@given(SHEETS)
def test_a_page_is_never_wider_than_the_paper(sheet: Sheet) -> None:
    assert max(len(line) for line in write_text(sheet).split("\n")) <= 80


def test_a_mark_has_eleven_places_with_their_numbers_above() -> None:
    page = write_text(Sheet("Page", (), (SheetPart("Marks", (Marks("the door", "shut", "open", "higher is more"),)),)))
    numbers, ticks, ends = page.split("\n")[7:10]
    places = [place for place, sign in enumerate(ticks) if sign == "|"]
    assert [numbers[place : place + 2].strip() for place in places] == [str(n) for n in range(11)]
    assert ends.split() == ["shut", "open"]


def test_what_a_person_wrote_is_no_markup() -> None:
    nasty = "# [x](http://y) <b>\n```\n![](z) \u202e\x1b[31m"
    page = write_markdown(Sheet("Page", (), (SheetPart("Marks", (Marks(nasty, nasty, nasty, "w"), Listed(nasty))),)))
    assert "](http" not in page.replace("\\](", "")
    assert "<b>" not in page.replace("\\<b", "")
    assert "```" not in page
    assert "\x1b" not in page
    assert "\u202e" not in page


def test_a_telephone_number_is_never_cut_in_two() -> None:
    for before in range(60, 76):
        page = write_text(Sheet("Card", (), (SheetPart("Call", (Listed("x" * before + " 555 04 90"),)),)))
        assert "555 04 90" in page
