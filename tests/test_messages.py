"""Every sentence a user sees can be found for translation, and says nothing it must not say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.extract import extract

from companion import errors

PACKAGE = Path(errors.__file__).parent
ERRORS = [name for name in vars(errors) if name.endswith("Error")]
KEYWORDS = {"say": None, "count": (1, 2), "Message": None, **dict.fromkeys(ERRORS)}
# Words that judge a person, or that belong to us and not to a screen.
NEVER = re.compile(r"deteriorat|non-?complian|case closed|congratulat|well done|the program noticed", re.IGNORECASE)


def sentences() -> Iterator[tuple[str, str]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        with path.open("rb") as file:
            for _line, found, _comments, _context in extract("python", file, KEYWORDS, options={"encoding": "utf-8"}):
                for text in (found,) if isinstance(found, str) else found:
                    yield path.name, text


SENTENCES = sorted(set(sentences()))


def test_sentences_are_found() -> None:
    assert len(SENTENCES) > 200


def test_a_sentence_judges_nobody() -> None:
    assert [found for found in SENTENCES if NEVER.search(found[1])] == []


def test_no_sentence_is_put_together_before_it_is_translated() -> None:
    """An f-string inside say(...) or Message(...) can never be found in a catalogue."""
    made = re.compile(r"\b(?:say|Message|" + "|".join(ERRORS) + r")\(\s*f[\"']")
    assert [path.name for path in PACKAGE.rglob("*.py") if made.search(path.read_text("utf-8"))] == []
