"""What verbs share: the store's options, the passphrase, JSON on standard output, words on standard error."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from companion.app import settings
from companion.clinical.message import Message
from companion.errors import CompanionError, LockedError, UsageError
from companion.language import Language
from companion.text import marked

if TYPE_CHECKING:
    from companion.workflow.desk import Desk

F = TypeVar("F", bound=Callable[..., Any])
LANGUAGE: Language = Language(settings.load().language)
"""What verbs speak: the language of the settings."""
LONGEST_PASSPHRASE_FILE = 10_000
_ACCOUNT = "companion.account"
_ESCAPED = re.compile("[\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff\U000e0000-\U000e0fff]")


def place_options(command: F) -> F:
    """Add `--store` and `--passphrase-file`."""
    folder = click.Path(path_type=Path, file_okay=False)
    file = click.Path(path_type=Path, allow_dash=True)
    command = click.option("--passphrase-file", type=file, help="Read the passphrase from FILE; - is standard input.")(
        command
    )
    return click.option("--store", type=folder, help="The folder of the store; default: your own data folder.")(command)


def store_options(command: F) -> F:
    """Add `--store`, `--passphrase-file` and `--account`; `account` reads the last of them."""
    named = click.option(
        "--account", metavar="NAME", expose_value=False, callback=_keep_account,
        help="Whose passphrase it is; without a name it is tried on each account.",
    )  # fmt: skip
    return place_options(named(command))


def _keep_account(ctx: click.Context, option: click.Parameter, name: str | None) -> None:  # noqa: ARG001
    ctx.meta[_ACCOUNT] = name


def account() -> str | None:
    """Return the account that was named, or None."""
    name: str | None = click.get_current_context().meta.get(_ACCOUNT)
    return name


json_option = click.option("--json", "as_json", is_flag=True, help="Write one JSON document to standard output.")


def store_folder(store: Path | None) -> Path:
    """Return the folder that was named, after or before the verb, or the user's own."""
    from companion.paths import data_folder

    given = click.get_current_context().find_root().params.get("store")
    return store or given or data_folder() / "store"


def read_passphrase(file: Path | None, *, again: bool = False) -> str:
    """Read the passphrase from a file, standard input or the terminal; never from an argument.

    Raises:
        UsageError: There is no such file, or nobody to ask.
        LockedError: Two entries differ.
    """
    if file is not None and str(file) == "-":
        return sys.stdin.readline(LONGEST_PASSPHRASE_FILE).rstrip("\r\n")
    if file is not None:
        try:
            text = file.read_text(encoding="utf-8-sig")
        except (FileNotFoundError, IsADirectoryError, PermissionError):
            raise UsageError("The passphrase file {file} cannot be read. Check its name.", file=str(file)) from None
        except UnicodeDecodeError:
            raise UsageError("The passphrase file {file} is not UTF-8 text.", file=str(file)) from None
        return text.split("\n", 1)[0].rstrip("\r")
    if not sys.stdin.isatty():
        raise UsageError("Say where the passphrase is: --passphrase-file FILE, or - for standard input.")
    phrase: str = click.prompt(LANGUAGE.say("Passphrase"), hide_input=True, err=True)
    if again and click.prompt(LANGUAGE.say("The same once more"), hide_input=True, err=True) != phrase:
        raise LockedError("The two were not the same. Nothing was made; try again.")
    return phrase


@contextmanager
def desk(store: Path | None, passphrase_file: Path | None) -> Iterator[Desk]:
    """Unlock the store for one verb, and close it whatever happens."""
    from companion.workflow.desk import unlock

    opened = unlock(store_folder(store), read_passphrase(passphrase_file), account())
    opened.language = LANGUAGE
    for notice in opened.notices:
        tell(notice)
    try:
        yield opened
    finally:
        opened.close()


def write_json(document: object) -> None:
    """Write one JSON document to standard output; a number that is none never becomes one."""
    text = json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False)
    # Written as JSON's own escapes, a terminal obeys none of them and a program reads the same text.
    click.echo(_ESCAPED.sub(lambda found: json.dumps(found[0])[1:-1], text))


def put(text: str, *, err: bool = False, nl: bool = True) -> None:
    """Write words for people; what a terminal could obey or hide, as in a file's name, becomes a mark."""
    click.echo(marked(text), err=err, nl=nl)


def progress_line(name: str) -> Callable[[float], None] | None:
    """Return what writes a line of progress for a person at a terminal; None where nobody watches."""
    if not sys.stderr.isatty():
        return None
    shown = -1

    def tick(share: float) -> None:
        nonlocal shown
        percent = int(share * 100)
        if percent != shown:
            shown = percent
            click.echo("\r", err=True, nl=False)
            put(f"{name} {percent} %", err=True, nl=percent >= 100)

    return tick


def tell(text: Message | str, **values: Any) -> None:
    """Say something to the person, on standard error."""
    put(LANGUAGE.say(text, **values), err=True)


def explain(error: CompanionError) -> None:
    """Say what happened and what to do, on standard error."""
    put(LANGUAGE.say(error.message), err=True)
