"""A page as a PDF: A4, tagged (PDF/A-2a), its fonts inside, nobody's name in what it says of itself.

Typst sets it from one template. The words go in as data, so none of them can become markup; it is
made in memory, and no byte of it stands on a disk before the whole file does. The same page gives
the same bytes: no clock is asked, and no font of the machine.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from companion.errors import RefusedError
from companion.sharing.document import Document, Entry
from companion.sharing.glyphs import drawn, marks_named
from companion.sharing.sheet import Block, Empty, Listed, Marks, Sheet, Words
from companion.text import clean

if TYPE_CHECKING:
    import typst

_TEMPLATE = Path(__file__).parent / "templates" / "page.typ"
_STANDARDS: list[typst.PDFStandard] = ["a-2a", "ua-1"]
_NO_WORDS = "–"
"""PDF/UA wants every heading to say something."""
_NO_DAY = date(2000, 1, 1)
"""PDF/A wants a day; a page to print has none of its own."""


def write(page: Document | Sheet) -> bytes:
    """Return the page as a PDF.

    Raises:
        RefusedError: Typst could not set it; nothing of the page stands in the sentence.
    """
    if isinstance(page, Document):
        blocks = [(part.title, list(map(_entry, part.entries))) for part in page.parts]
        day = page.dated or _NO_DAY
    else:
        blocks = [(part.title, list(map(_block, part.blocks))) for part in page.parts]
        day = _NO_DAY
    given = {
        "title": _one(page.title) or _NO_WORDS,
        "language": page.language,
        "to-print": isinstance(page, Sheet),
        "about": [_one(line) for line in page.about],
        "parts": [{"title": _one(title) or _NO_WORDS, "blocks": them} for title, them in blocks],
        "foot": [_one(line) for line in page.foot],
    }
    words = json.dumps(given, ensure_ascii=False)
    made = _set(words, day) or _set(marks_named(words), day)
    if made is None:
        raise RefusedError("The PDF could not be made. Plain text holds the same words.")
    return made


def _set(words: str, day: date) -> bytes | None:
    """Return the PDF, or None where a letter on it could not be drawn, or something else stopped Typst."""
    import typst

    try:
        made = typst.compile(
            _TEMPLATE,
            root=_TEMPLATE.parent,
            font_paths=_fonts(),
            sys_inputs={"page": words},
            pdf_standards=_STANDARDS,
            timestamp=datetime.combine(day, time(), UTC),
        )
    except typst.TypstError:
        return None  # its text quotes the line it stopped at: those are somebody's words
    assert isinstance(made, bytes)
    return made


@cache
def _fonts() -> typst.Fonts:
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)


def _entry(entry: Entry) -> dict[str, Any]:
    return {"kind": "line", "by": _one(entry.by), "lines": list(_lines(entry.text)), "mark": _one(entry.mark)}


def _block(block: Block) -> dict[str, Any]:
    if isinstance(block, Words):
        return {"kind": "words", "lines": list(_lines(block.text))}
    if isinstance(block, Listed):
        return {"kind": "listed", "lines": list(_lines(block.text)), "boxes": [_one(box) for box in block.boxes]}
    if isinstance(block, Marks):
        ends = {"low": _one(block.low), "high": _one(block.high), "way": _one(block.way)}
        return {"kind": "marks", "lines": list(_lines(block.words)), **ends}
    assert isinstance(block, Empty)
    return {"kind": "empty", "lines": block.lines}


def _one(text: str) -> str:
    return drawn(clean(text))


def _lines(text: str) -> Iterator[str]:
    for line in clean(text, lines=True).split("\n"):
        yield drawn(line.strip())
