"""The languages: what stands there is compiled, places survive translation, a complete one lacks nothing."""

from __future__ import annotations

import re

import pytest

from companion.paths import locale_folder
from tests import messages

PLACE = re.compile(r"\{(\w+)[^}]*\}")
NEVER = re.compile(
    r"forverr|gratuler|\bflink|bra job|godt job|flott|programmet la merke|etterlev|\bsignal|\btema\b|\bdommen?\b",
    re.IGNORECASE,
)
"""Words that judge a person, or that belong to us and not to a screen."""
GROUP_TABLE = {"deteriorated"}
"""The table of a group, for those who evaluate a service, has the published names of its categories."""


def places(text: str) -> set[str]:
    return set(PLACE.findall(text))


def _forms(text: object) -> tuple[str, ...]:
    return tuple(map(str, text)) if isinstance(text, tuple | list) else (str(text or ""),)


@pytest.mark.parametrize("code", messages.LANGUAGES)
def test_the_program_reads_what_the_translations_say(code: str) -> None:
    """Run `python -m tests.messages compile` after a change of a .po file."""
    assert messages.po_file(code).with_suffix(".mo").read_bytes() == messages.compiled(messages.read(code))


@pytest.mark.parametrize("code", messages.LANGUAGES)
def test_a_translation_has_the_places_of_its_sentence(code: str) -> None:
    """A number that a plural form leaves out, as in "one day ago", is fine."""
    wrong = []
    for message in messages.read(code):
        ids, forms = _forms(message.id), _forms(message.string)
        may = {"n"} if len(ids) > 1 else set()
        for one, text in zip(ids, forms, strict=any(forms)):
            if message.id and text and not places(one) - may <= places(text) <= places(one) | may:
                wrong.append((one, text))
    assert wrong == []


@pytest.mark.parametrize("code", messages.LANGUAGES)
def test_a_translation_begins_and_ends_as_its_sentence(code: str) -> None:
    """Spaces at the ends are part of the layout."""
    pairs = [(one.id, one.string) for one in messages.read(code) if isinstance(one.id, str) and one.string]
    ends = [
        (one, text)
        for one, text in pairs
        if one and (one[0] == " ", one[-1] == " ") != (text[0] == " ", text[-1] == " ")
    ]
    assert ends == []


@pytest.mark.parametrize("code", messages.LANGUAGES)
def test_a_translation_judges_nobody(code: str) -> None:
    said = [(one.id, text) for one in messages.read(code) if one.id for text in _forms(one.string)]
    assert [found for found in said if NEVER.search(found[1]) and found[0] not in GROUP_TABLE] == []


@pytest.mark.parametrize("code", messages.LANGUAGES)
def test_nothing_is_guessed(code: str) -> None:
    assert [one.id for one in messages.read(code) if one.fuzzy and one.id] == []


@pytest.mark.parametrize("code", messages.LANGUAGES)
def test_plurals_follow_the_language(code: str) -> None:
    catalog = messages.read(code)
    assert catalog.num_plurals == 2
    plurals = [one.string for one in catalog if isinstance(one.id, tuple) and isinstance(one.string, tuple)]
    assert [forms for forms in plurals if any(forms) and not all(forms)] == []


@pytest.mark.parametrize("code", messages.LANGUAGES)
def test_a_complete_language_says_every_sentence(code: str) -> None:
    """The file COMPLETE beside a language's messages says that its translators are through.

    What stands in the list is said in English: `tests/messages.py` tells how to say it in the language.
    """
    if not (locale_folder() / code / messages.COMPLETE).is_file():
        pytest.skip("being translated")
    catalog = messages.updated(code, messages.template(messages.sentences()))
    assert messages.missing(catalog) == []


def test_a_choice_of_words_inside_a_call_is_found() -> None:
    source = (
        'def f(say, new):\n    text = "one" if new else "two"\n    return say(text), say("three" if new else "four")\n'
    )
    assert list(messages.in_code(source, frozenset())) == ["one", "two", "three", "four"]


def test_what_is_translated_stays_when_sentences_come_and_go() -> None:
    catalog = messages.template([("a.py", "It stays."), ("a.py", "It goes.")])
    catalog["It stays."].string = "Det blir."
    wanted = messages.template([("b.py", "It stays."), ("b.py", "It stays, too.")])
    catalog.update(wanted, no_fuzzy_matching=True)
    assert catalog["It stays."].string == "Det blir."
    assert not catalog["It stays, too."].string
    assert "It goes." in catalog.obsolete
