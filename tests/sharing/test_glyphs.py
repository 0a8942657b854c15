"""What the fonts can draw is drawn; everything else is named."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from companion.sharing import pdf
from companion.sharing.document import Document, Entry, Part
from companion.sharing.glyphs import covered, drawn


def test_typst_sets_every_character_of_the_list_in_both_weights() -> None:
    """PDF/A refuses a page with an empty box on it, so a page that comes has none."""
    every = [chr(code) for code in sorted(covered())]
    rows = [" ".join(every[at : at + 60]) for at in range(0, len(every), 60)]
    made = pdf.write(Document("All", (), tuple(Part(row, (Entry(row),)) for row in rows)))
    assert len(every) > 4500
    assert made.startswith(b"%PDF-1.7")


@given(st.text(max_size=80))
def test_only_what_can_be_drawn_is_left(text: str) -> None:
    assert set(map(ord, drawn(text))) <= covered()


@given(st.text(st.sampled_from("abcæøåÆØÅéüßŁřčžñ ΑΩαωάЯяїђЂ'\"«»–—…→½≥ 0123456789#*_[]{}<>$\\"), max_size=60))
def test_what_can_be_drawn_stays_as_it_is(text: str) -> None:
    assert drawn(text) == text


def test_a_symbol_is_named_once_whatever_its_look() -> None:
    assert drawn("👍🏽!") == "⟨thumbs up sign⟩!"
    assert drawn("👩\u200d👧") == "⟨woman⟩⟨girl⟩"
    assert drawn("␛[2J") == "⟨escape⟩[2J"
    assert drawn("\ue000") == "⟨U+E000⟩"
