"""The PDF is read back with a reader that is not ours: what stands in it, and what does not."""

from __future__ import annotations

import hashlib
import os
import random
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import typst
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject

from companion.errors import RefusedError
from companion.sharing import pdf
from companion.sharing.document import Document, Entry, Part
from companion.sharing.glyphs import drawn
from companion.sharing.sheet import Empty, Listed, Marks, Sheet, SheetPart, Words
from companion.text import clean
from tests.sharing.test_writers import HOSTILE

TYPST = [
    '#import "@preview/evil:1.0.0": *',
    '#read("/etc/passwd") #include "x.typ" #sys.inputs',
    "= heading\n- list\n+ list\n/ term: x",
    "$ x^2 $ *bold* _under_ `raw` <label> @ref // gone /* gone */",
    '"quoted" it\'s -- --- ... ~ \\ \\u{41} #{1 + 1} #[x] \\"',
    '"}]}, {"kind": "words", "lines": ["planted"]',
]
OTHER_LETTERS = ["Ærlig Ødegård Åse ǿ ř Ł", "Ελένη Παπαδοπούλου", "Ђорђе Щербакова Їжак", "שלום", "a → b ≥ 3 ½ “so” …"]
ACTIVE = {"/JS", "/JavaScript", "/URI", "/Launch", "/EmbeddedFile", "/EmbeddedFiles", "/AA", "/SubmitForm", "/GoToR",
          "/RichMedia", "/OpenAction", "/AcroForm", "/Annots"}  # fmt: skip
A4 = (595, 842)


def page(
    *texts: str, title: str = "Session note", language: str = "en", dated: date | None = date(2026, 3, 9)
) -> Document:
    parts = (Part("What has changed", tuple(Entry(text, "mother", "read back") for text in texts)),)
    return Document(title, ("Session 1, 9 Mar 2026",), parts, ("Kept apart.",), language, dated)


def read(raw: bytes) -> PdfReader:
    return PdfReader(BytesIO(raw), strict=True)


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def words_of(raw: bytes) -> str:
    return squeezed("".join(one.extract_text() for one in read(raw).pages))


def everything_in(reader: PdfReader) -> Iterator[tuple[str, Any]]:
    """Every key and value of every object in the file, each object once."""
    ahead, seen = [reader.trailer], set[int]()
    while ahead:
        thing: Any = ahead.pop()
        if isinstance(thing, IndirectObject):
            if thing.idnum in seen:
                continue
            seen.add(thing.idnum)
            thing = thing.get_object()
        if isinstance(thing, DictionaryObject):
            for key in thing:
                value = thing.raw_get(key)
                yield key, value
                ahead.append(value)
        elif isinstance(thing, ArrayObject):
            ahead += list(thing)


@pytest.mark.parametrize("text", [*HOSTILE, *TYPST, *OTHER_LETTERS[:3], OTHER_LETTERS[4]])
def test_what_was_written_stands_there_to_the_character(text: str) -> None:
    shown = "".join(drawn(line.strip()) for line in clean(text, lines=True).split("\n"))
    assert squeezed(f"mother: {shown} (read back)") in words_of(pdf.write(page(text, "second")))


def test_hebrew_is_there_letter_by_letter() -> None:
    assert sorted("שלום") == sorted(set(words_of(pdf.write(page("שלום")))) & set("שלום"))


def test_what_cannot_be_drawn_is_named_and_never_an_empty_box() -> None:
    words = words_of(pdf.write(page("so glad 🙂 你")))
    assert "⟨slightlysmilingface⟩" in words
    assert "⟨U+4F60⟩" in words


def test_a_mark_that_no_font_has_with_its_letter_stands_beside_it() -> None:
    words = words_of(pdf.write(page("root \u0607\u2347\u1dc9 and é", title="")))
    assert "⟨U+1DC9⟩andé" in words


def test_two_hundred_hostile_notes_hold_nothing_that_acts() -> None:
    chance = random.Random(7)
    pieces = [*HOSTILE, *TYPST, *OTHER_LETTERS, "🙂", "x" * 400, "\x00\x01", "/JS (app.alert(1))", ") endobj"]
    for _ in range(200):
        text = " ".join(chance.choices(pieces, k=chance.randint(1, 4)))
        found = list(everything_in(read(pdf.write(page(text, title=text[:80])))))
        names = {key for key, _ in found} | {str(value) for _, value in found if isinstance(value, NameObject)}
        assert not ACTIVE & names, text


def test_a_word_of_five_thousand_letters_stays_on_the_paper() -> None:
    reader = read(pdf.write(page("q" * 5000)))
    assert len(reader.pages) >= 2
    assert sum(one.extract_text().count("q") for one in reader.pages) == 5000
    widest = max(len(line) for one in reader.pages for line in one.extract_text().splitlines())
    assert widest < 120


def test_a_long_note_has_numbered_pages_of_a4() -> None:
    reader = read(pdf.write(page(*(f"I laughed again, number {n}. " * 3 for n in range(90)))))
    assert len(reader.pages) == 5
    assert all((round(one.mediabox.width), round(one.mediabox.height)) == A4 for one in reader.pages)
    assert [squeezed(one.extract_text())[-3:] for one in reader.pages] == [f"{n}/5" for n in range(1, 6)]


def test_what_the_file_says_of_itself_names_nobody() -> None:
    reader = read(pdf.write(page("I, Kari Nordmann, opened the door", language="nb")))
    about = reader.metadata
    assert about is not None
    assert (about.title, about.author, about.subject) == ("Session note", None, None)
    assert about.creation_date is not None
    assert about.creation_date.date() == date(2026, 3, 9)
    assert reader.root_object["/Lang"] == "nb"
    told = reader.root_object["/Metadata"].get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>" in told
    assert "<pdfuaid:part>1</pdfuaid:part>" in told
    assert "Kari" not in told


def test_it_is_tagged_for_those_who_listen() -> None:
    reader = read(pdf.write(page("first", "second")))
    assert ("/Marked", True) in [(key, getattr(value, "value", None)) for key, value in everything_in(reader)]
    roles = [str(value) for key, value in everything_in(reader) if key == "/S"]
    assert {"/Document", "/H1", "/H2", "/L", "/LI", "/LBody"} <= set(roles)
    assert roles.count("/LI") == 2


def test_every_font_is_in_the_file() -> None:
    described = [
        value.get_object()
        for key, value in everything_in(read(pdf.write(page(*OTHER_LETTERS))))
        if key == "/FontDescriptor"
    ]
    assert len(described) >= 2
    assert all({"/FontFile2", "/FontFile3"} & set(one) for one in described)


def test_the_same_page_gives_the_same_bytes_anywhere_and_leaves_nothing_behind(tmp_path: Path) -> None:
    code = (
        "import hashlib; from datetime import date; from companion.sharing import pdf;"
        "from companion.sharing.document import Document, Entry, Part;"
        "page = Document('T', (), (Part('p', (Entry('I laughed'),)),), (), 'nb', date(2026, 3, 9));"
        "print(hashlib.sha256(pdf.write(page)).hexdigest())"
    )
    here = Document("T", (), (Part("p", (Entry("I laughed"),)),), (), "nb", date(2026, 3, 9))
    places = {name: tmp_path / name.lower() for name in ("HOME", "TMPDIR", "XDG_CACHE_HOME", "XDG_DATA_HOME")}
    for place in (*places.values(), tmp_path / "cwd"):
        place.mkdir()
    elsewhere = {**os.environ, **{name: str(place) for name, place in places.items()}, "TZ": "Asia/Tokyo"}
    done = subprocess.run(
        [sys.executable, "-c", code], env=elsewhere, cwd=tmp_path / "cwd", capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == hashlib.sha256(pdf.write(here)).hexdigest()
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_the_template_asks_for_no_file_and_no_package() -> None:
    template = (Path(pdf.__file__).parent / "templates" / "page.typ").read_text("utf-8")
    code = re.sub(r"//.*", "", template)
    assert re.findall(r"\b(?:import|include|read|image|plugin|eval|link|csv|yaml|toml|xml)\b|@", code) == []
    assert code.count("json(") == 1


def test_a_page_typst_cannot_set_is_a_sentence_without_the_words(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> bytes:
        raise typst.TypstError("could not set Kari Nordmann", "Kari Nordmann")

    monkeypatch.setattr(typst, "compile", refuse)
    with pytest.raises(RefusedError) as caught:
        pdf.write(page("Kari Nordmann"))
    assert "Kari" not in str(caught.value)
    assert caught.value.__context__ is None


def test_a_page_to_print_has_its_scale_its_boxes_and_its_lines() -> None:
    sheet = Sheet(
        "Before we meet",
        ("For *Kari*. Day: ____",),
        (
            SheetPart("Matters", (Empty(3),)),
            SheetPart("Marks", (Marks('"#door"', "shut", "open", "higher is more"),)),
            SheetPart("Agreed", (Listed("you: [call]", ("done", "not yet")), Words("Two\nlines"))),
        ),
        ("Nobody reads this before we meet.",),
        "nn",
    )
    reader = read(pdf.write(sheet))
    assert len(reader.pages) == 1
    words = squeezed(reader.pages[0].extract_text())
    for said in ('"#door"(higherismore)', "012345678910", "you:[call]", "done", "notyet", "For*Kari*", "Twolines"):
        assert said in words, said
    assert reader.metadata is not None
    assert reader.metadata.creation_date is not None
    assert reader.metadata.creation_date.year == 2000
    drawn_lines = reader.pages[0].get_contents()
    assert drawn_lines is not None
    assert drawn_lines.get_data().count(b"\nS") >= 15
