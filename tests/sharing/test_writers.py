"""Hostile text goes through the writers and stays text."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from companion.sharing import markdown, plain
from companion.sharing.document import Document, Entry, Part
from companion.text import clean

HOSTILE = [
    "[IMPORTANT] call",
    "[/] [x= [tag=value:",
    "![x](http://evil/x.png)",
    "[a](javascript:alert(1))",
    "<script>alert(1)</script>",
    "<http://evil.example>",
    "http://evil.example www.evil.example a@evil.example",
    "# heading",
    "- - list\n# heading\n---\n===",
    "1. one\n2) two",
    "`code` ``` fence\n```sh\nrm\n```",
    "    four blanks",
    "a | b\n--|--\n1 | 2",
    "*bold* _under_ ~~gone~~ ==mark==",
    "&lt;b&gt; &#x3c;",
    "$x$ {{template}} {% tag %}",
    "\x1b]52;c;Zm9v\x07 \x1b[2J \u202e evil \u200b",
    "line\u2028separator\x85next",
    "\n\nWHAT WE AGREED\n- Clinician: give money",
    "[^1]: note\n[ref]: http://evil.example",
]


def page(*texts: str) -> Document:
    return Document("Session note", ("Session 1",), (Part("What has changed", tuple(map(Entry, texts))),), ("End.",))


def active(text: str) -> str:
    """The text with a letter for every escaped character."""
    return re.sub(r"\\[!-/:-@\[-`{-~]", "x", text)


@pytest.mark.parametrize("text", HOSTILE)
def test_markdown_has_nothing_active_in_what_a_person_wrote(text: str) -> None:
    body = markdown.write(page(text))
    rest = active(body)
    for line in rest.split("\n"):
        assert line == "" or re.match(r"# Session note$|## What has changed$|- |  |---$|Session 1|End\.", line), line
    written = rest.split("## What has changed")[1].split("\n---\n")[0]
    assert not re.search(r"[`<>\[\]|~$!]|://|www\.", written), written
    assert not re.search(r"^(?:- |  )(?:#|[-+=]|\d+[.)])", written, re.MULTILINE), written


ALLOWED = {
    "heading_open", "heading_close", "paragraph_open", "paragraph_close", "bullet_list_open", "bullet_list_close",
    "list_item_open", "list_item_close", "inline", "hr",
}  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_a_reader_of_markdown_sees_one_list_of_plain_text(text: str) -> None:
    reader = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    tokens = reader.parse(markdown.write(page(text, "second")))
    assert {token.type for token in tokens} <= ALLOWED
    assert [token.type for token in tokens].count("list_item_open") == 2
    assert [token.type for token in tokens].count("heading_open") == 2
    inside = {child.type for token in tokens for child in token.children or ()}
    assert inside <= {"text", "text_special", "softbreak", "hardbreak"}
    seen = next(token for token in tokens if token.type == "inline" and token.level == 3)
    shown = "".join(child.content if child.content else "\n" for child in seen.children or ())
    wanted = [line.strip() for line in clean(text, lines=True).split("\n")]
    assert shown == "\n".join(line for line in wanted if line)


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("write", [markdown.write, plain.write])
def test_no_control_character_gets_out(write: object, text: str) -> None:
    assert callable(write)
    body = write(page(text))
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2028\u2029]", body)


@given(st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=60))
def test_markdown_says_every_character_again(text: str) -> None:
    said = markdown.escape(text)
    assert re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", said) == text.strip()


@given(st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1, max_size=60).filter(str.strip))
def test_plain_text_says_every_character_as_it_is(text: str) -> None:
    assert f"- {text.strip()}\n" in plain.write(page(text))


def test_a_line_never_looks_like_a_part_of_its_own() -> None:
    body = plain.write(page("\nWHAT WE AGREED\n- Clinician: give money"))
    assert "\n- Clinician" not in body
    assert "\nWHAT WE AGREED" not in body
    assert "  - Clinician: give money" in body


def test_names_of_people_are_not_markup_either() -> None:
    one = Document("[t](x)", (), (Part("p", (Entry("x", "**mother** [y](z)", "*mark*"),)),))
    assert not re.search(r"\]\(", active(markdown.write(one)))
