"""The command line in Norwegian: help, mistakes, and the words of the parser itself."""

from __future__ import annotations

import ast
import os
from collections.abc import Iterator
from gettext import gettext
from pathlib import Path

import click
import pytest

from companion.cli.group import companion
from companion.cli.spoken import WORDS, SpokenVerbs, in_words, paragraphs, parser_speaks
from companion.language import Language

NB = Language("nb")
VERBS = companion.list_commands(click.Context(companion))


def verb(name: str) -> click.Command:
    found = companion.get_command(click.Context(companion), name)
    assert found is not None
    return found


def said(language: Language, *arguments: str) -> tuple[str, str]:
    """Run the command as `main` does; return what came out and the mistake that ended it."""
    with parser_speaks(language):
        verbs = SpokenVerbs(companion, language)
        try:
            verbs.main(args=list(arguments), prog_name="companion", standalone_mode=False)
        except click.ClickException as error:
            return "", error.format_message()
    return "", ""


def click_constants() -> Iterator[str]:
    for path in Path(click.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value


def test_the_words_of_the_parser_are_what_it_says() -> None:
    """Click may say them otherwise in its next version; then they stand here in vain."""
    known = set(click_constants())
    ours = {text for one in WORDS for text in ((one,) if isinstance(one, str) else one)}
    assert ours - known == {"required"} - known


def test_help_is_in_the_language_and_the_parser_too(capsys: pytest.CaptureFixture[str]) -> None:
    said(NB, "--help")
    told = capsys.readouterr().out
    assert told.startswith("Bruk: companion [OPTIONS]")
    for words in ("Se sammen, behandler og pasient", "Valg:", "Vis denne hjelpen og avslutt.", "Språket på skjermen"):
        assert words in told
    said(NB, "show", "--help")
    assert "Skriv gjennomgangen for PATIENT" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nothing"], "Det finnes ikke noe verb 'nothing'."),
        (["show"], "Her mangler 'PATIENT'."),
        (["show", "x", "--nothing"], "Det finnes ikke noe valg '--nothing'."),
        (["score", "phq9", "a", "b"], "Disse ordene er for mye: (a b)"),
        (["demo", "--language"], "Valget '--language' trenger en verdi."),
        (["change", "phq9", "x", "y"], "'x' er ikke et tall som passer her"),
    ],
)
def test_mistakes_are_said_in_the_language(arguments: list[str], words: str) -> None:
    assert words in said(NB, *arguments)[1]


def test_english_stays_english_whatever_the_environment_says(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LANGUAGE", "nb")
    said(Language("en"), "show", "--help")
    assert "Usage: companion show" in capsys.readouterr().out
    assert os.environ["LANGUAGE"] == "nb"
    assert gettext("Usage:") == "Usage:"


@pytest.mark.parametrize("name", VERBS)
@pytest.mark.parametrize("code", ["nb", "nn"])
def test_every_verb_and_option_has_its_help_in_the_language(name: str, code: str) -> None:
    english = verb(name)
    other = in_words(english, Language(code))
    assert other.help
    assert paragraphs(other.help) != paragraphs(english.help or "")
    for before, after in zip(english.params, other.params, strict=True):
        if isinstance(before, click.Option) and isinstance(after, click.Option) and before.help:
            assert after.help != before.help, before.name
    assert in_words(english, Language("en")).help == "\n\n".join(paragraphs(english.help or ""))
