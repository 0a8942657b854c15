"""A web page of a note: whole in itself, and nothing in it acts."""

from __future__ import annotations

import base64
import re
from hashlib import sha256
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.sharing import html
from companion.sharing.document import Document, Entry, Part
from companion.sharing.sheet import Empty, Listed, Marks, Sheet, SheetPart, Words
from companion.text import clean
from tests.sharing.test_writers import HOSTILE, page

OURS = {"html", "head", "meta", "title", "style", "body", "main", "section", "h1", "h2", "ul", "li", "p", "span", "bdi",
        "br", "footer", "div"}  # fmt: skip


class Seen(HTMLParser):
    """What a browser would see: tags, attributes, words, what stands open at the end."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.given: list[tuple[str, str]] = []
        self.words, self.open, self.style = "", list[str](), ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.given += [(name, value or "") for name, value in attrs]
        if tag not in {"meta", "br"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] == "style":
            self.style += data
        else:
            self.words += data


@pytest.mark.parametrize("text", HOSTILE)
def test_what_a_person_wrote_is_words_and_nothing_else(text: str) -> None:
    seen = Seen(html.write(page(text, "second")))
    assert seen.tags <= OURS
    assert seen.open == []
    assert {name for name, _ in seen.given} <= {"lang", "charset", "http-equiv", "content", "name", "class"}
    assert re.sub(r"\s", "", clean(text, lines=True)) in re.sub(r"\s", "", seen.words)


@given(st.text(max_size=60))
def test_any_text_comes_back_as_it_was_cleaned(text: str) -> None:
    seen = Seen(html.write(Document("t", (), (Part("p", (Entry(text, text, text),)),))))
    assert seen.tags <= OURS
    assert seen.words.count(clean(text)) >= 2


def test_the_file_bars_scripts_and_fetching_and_lets_its_own_style_be() -> None:
    seen = Seen(html.write(page("x")))
    policy = next(value for _, value in seen.given if value.startswith("default-src"))
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert base64.b64encode(sha256(seen.style.encode()).digest()).decode() in policy
    assert not re.search(r"url\(|@import|https?:", seen.style)


def test_it_says_its_language_and_reads_as_headings_and_lists() -> None:
    made = html.write(
        Document("Det vi skrev", ("2. nov.",), (Part("Små steg", (Entry("a", "Du", "lest"),)),), (), "nb")
    )
    seen = Seen(made)
    assert ("lang", "nb") in seen.given
    assert {"h1", "h2", "ul", "li", "main"} <= seen.tags
    assert "Du: a (lest)" in seen.words


def test_a_page_to_print_has_its_scale_its_boxes_and_its_lines() -> None:
    blocks = (Marks('"door"', "shut", "<b>open</b>", "higher is more"), Listed("call", ("done",)), Empty(3), Words("w"))
    made = html.write_sheet(
        Sheet("Before we meet", ("For <i>Kari</i>",), (SheetPart("Marks", blocks),), ("End",), "nn")
    )
    seen = Seen(made)
    assert seen.tags <= OURS
    assert made.count('class="empty"') == 3
    assert "<b>open</b>" in seen.words
    assert [f"{n}" in seen.words for n in range(11)] == [True] * 11
