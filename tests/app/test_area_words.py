"""What stands in the table of areas fits there in every language."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rich.cells import cell_len

from companion.app.widgets.area_table import AREA, reading_sign, reading_width, reading_words
from companion.app.widgets.glyphs import glyphs_for
from companion.app.widgets.look_words import DIRECTION_SHORT, SHORT_AREA
from companion.clinical.change import NOTHING_YET, OWN_WORDS
from companion.clinical.model import Better, Reading
from companion.language import CODES, Language

GLYPHS = glyphs_for(ascii_only=False)


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("better", Better)
@pytest.mark.parametrize("reading", Reading)
def test_no_reading_is_cut(reading: Reading, better: Better, code: str) -> None:
    language = Language(code)
    change = replace(NOTHING_YET, reading=reading)
    sign = reading_sign(change, GLYPHS).strip()
    words = reading_words(change, better, "Kari", language)
    assert cell_len(words) + (2 if sign else 0) <= reading_width(language)


@pytest.mark.parametrize("code", CODES)
def test_an_own_word_says_whose_it_is_where_that_fits_and_stands_alone_else(code: str) -> None:
    language = Language(code)
    for word, message in OWN_WORDS.items():
        change = replace(NOTHING_YET, word=word)
        assert "Kari" in reading_words(change, Better.HIGHER, "Kari", language)
        alone = language.say(message)
        assert reading_words(change, Better.HIGHER, "Kari", language, width=len(alone) + 2) == alone
        assert cell_len(alone) + 2 <= reading_width(language)


@pytest.mark.parametrize("code", CODES)
def test_the_short_name_of_an_area_fits_its_column(code: str) -> None:
    language = Language(code)
    assert [name for name in map(language.say, SHORT_AREA.values()) if cell_len(name) > AREA] == []
    assert max(cell_len(language.say(text)) for text in DIRECTION_SHORT.values()) <= 12
