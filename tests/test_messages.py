"""Every sentence a user sees can be found for translation, and says nothing it must not say."""

from __future__ import annotations

import re

from tests.messages import our_errors, sentences, sources

# Words that judge a person, or that belong to us and not to a screen.
NEVER = re.compile(r"deteriorat|non-?complian|case closed|congratulat|well done|the program noticed", re.IGNORECASE)
# The table of a group, for those who evaluate a service, has the published names of its categories.
GROUP_TABLE = "companion/cli/evaluate_text.py"

SENTENCES = sorted({(where, text) for where, one in sentences() for text in ((one,) if isinstance(one, str) else one)})


def test_sentences_are_found() -> None:
    assert len(SENTENCES) > 200


def test_a_sentence_judges_nobody() -> None:
    assert [found for found in SENTENCES if NEVER.search(found[1]) and found[0] != GROUP_TABLE] == []


def test_no_sentence_is_put_together_before_it_is_translated() -> None:
    """An f-string inside say(...) or Message(...) can never be found in a catalogue."""
    made = re.compile(r"\b(?:say|Message|" + "|".join(our_errors()) + r")\(\s*f[\"']")
    assert [path.name for path in sources() if made.search(path.read_text("utf-8"))] == []
