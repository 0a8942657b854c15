"""What the command line says of itself, in the language of the settings: its help, and the parser's own words.

Click asks gettext's global domain for its words, in the language that the environment names; so ours
stand in the same catalogue, and the two are pointed there while a command runs.
"""

from __future__ import annotations

import gettext
import inspect
import os
from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy

import click

from companion.language import Language
from companion.paths import locale_folder

_DOMAIN = "companion"
_NAMED = "LANGUAGE"
"""The environment variable that gettext looks at first."""

WORDS: tuple[str | tuple[str, str], ...] = (
    "%(prog)s, version %(version)s",
    "Choose from:\n\t{choices}",
    "Commands",
    "Error: {message}",
    "Invalid value for {param_hint}: {message}",
    "Invalid value: {message}",
    "Missing argument",
    "Missing command.",
    "Missing option",
    "No such command {name!r}.",
    "No such option {name!r}.",
    "Option {name!r} does not take a value.",
    "Options",
    "Positional arguments",
    "Show the version and exit.",
    "Show this message and exit.",
    "Try '{command} {option}' for help.",
    "Usage:",
    "default: {default}",
    "directory",
    "file",
    "path",
    "required",
    "{name} {filename!r} does not exist.",
    "{name} {filename!r} is a directory.",
    "{name} {filename!r} is a file.",
    "{name} {filename!r} is not readable.",
    "{value!r} is not a valid {number_type}.",
    "{value} is not in the range {range}.",
    ("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)"),
    ("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})"),
    ("Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments."),
    ("{value!r} is not {choice}.", "{value!r} is not one of {choices}."),
)
"""What click says that our verbs can make it say; one and many together where there is a plural."""


class SpokenVerbs(click.Group):
    """A group of verbs, said in one language."""

    def __init__(self, verbs: click.Group, language: Language) -> None:
        said = in_words(verbs, language)
        super().__init__(
            verbs.name,
            callback=said.callback,
            params=said.params,
            help=said.help,
            invoke_without_command=verbs.invoke_without_command,
        )
        self._verbs = verbs
        self._language = language

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the verbs as the group orders them."""
        return self._verbs.list_commands(ctx)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a verb with its help in the language."""
        found = self._verbs.get_command(ctx, cmd_name)
        return found and in_words(found, self._language)


def in_words(command: click.Command, language: Language) -> click.Command:
    """Return a copy of the command whose help is said in a language."""
    said = copy(command)
    said.help = "\n\n".join(language.say(one) for one in paragraphs(command.help or ""))
    said.params = [_option(one, language) if isinstance(one, click.Option) else one for one in command.params]
    return said


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a docstring, each on one line."""
    return [" ".join(one.split()) for one in inspect.cleandoc(text).split("\n\n") if one.strip()]


def _option(option: click.Option, language: Language) -> click.Option:
    said = copy(option)
    said.help = language.say(option.help) if option.help else option.help
    return said


@contextmanager
def parser_speaks(language: Language) -> Iterator[None]:
    """Let click find its own words in our catalogue, in this language, for as long as this lasts."""
    domain, named = gettext.textdomain(), os.environ.get(_NAMED)
    gettext.bindtextdomain(_DOMAIN, str(locale_folder()))
    gettext.textdomain(_DOMAIN)
    os.environ[_NAMED] = language.code
    try:
        yield
    finally:
        gettext.textdomain(domain)
        if named is None:
            del os.environ[_NAMED]
        else:
            os.environ[_NAMED] = named
