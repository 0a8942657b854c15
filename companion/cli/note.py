"""`companion note`: write a note for a stated reader."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from companion.cli.common import desk, json_option, put, store_options, tell, write_json
from companion.errors import RefusedError, UsageError
from companion.language import CODES, Language

if TYPE_CHECKING:
    from companion.clinical.model import Session
    from companion.sharing.writers import Format
    from companion.workflow.papers import Paper
    from companion.workflow.room import Room
    from companion.workflow.sharing_acts import For


@click.command("note")
@click.argument("patient")
@click.option("--session", "number", type=click.IntRange(min=1), help="Which session; default: the last one.")
@click.option(
    "--for", "audience", type=click.Choice(["patient", "record", "supervision", "full"]), default="record",
    show_default=True, help="Who reads it; full is everything that is kept about PATIENT, with the log.",
)  # fmt: skip
@click.option(
    "--page", type=click.Choice(["before-we-meet", "first-page", "hardest-days"]),
    help="Write a page to print instead of a note.",
)  # fmt: skip
@click.option("--language", type=click.Choice(CODES), help="The language of the program's own words.")
@click.option(
    "--format", "form", type=click.Choice(["txt", "md", "pdf", "html"]),
    help="Text, Markdown, PDF or a web page; default: by FILE's ending.",
)  # fmt: skip
@click.option("--out", type=click.Path(path_type=Path), help="The file to write; default: standard output.")
@store_options
@json_option
def note_command(
    patient: str,
    number: int | None,
    audience: For,
    page: Paper | None,
    language: str | None,
    form: Format | None,
    out: Path | None,
    store: Path | None,
    passphrase_file: Path | None,
    as_json: bool,
) -> int:
    """Write the note of PATIENT (key or name) for a reader; what third persons told is a separate file."""
    from companion.sharing.writers import of_ending

    form = form or of_ending(out.suffix if out else "")
    if form == "pdf" and out is None and not as_json and sys.stdout.isatty():
        raise UsageError("A PDF goes into a file: say which with --out FILE.")
    with desk(store, passphrase_file) as opened:
        room = opened.room(opened.find(patient).id)
        session = _session(room, number) if page is None and audience != "full" else None
        tongue = Language(language) if language else None
        if out is None and not as_json:
            if page is not None:
                content = room.papers.read_out(page, form, language=tongue)
            else:
                content = room.share.read_out(audience, form, session=session, language=tongue)
            _hand_over(content, form)
            return 0
        target = out or room.share.default_folder()
        folder, name = (target, "") if target.is_dir() or out is None else (target.parent, target.name)
        if page is not None:
            done = room.papers.export(page, form, folder, name=name, language=tongue)
        else:
            done = room.share.export(audience, form, folder, session=session, name=name, language=tongue)
    for file in done.files:
        tell("Written to {file}. From here on nothing encrypts it.", file=file)
    if as_json:
        write_json({"files": list(done.files), "for": done.audience, "format": done.format})
    return 0


def _hand_over(content: bytes, form: Format) -> None:
    """Write the page to standard output: a PDF byte by byte, words so that a terminal obeys none of them."""
    if form == "pdf":
        click.echo(content, nl=False)
    else:
        put(content.decode("utf-8"), nl=False)


def _session(room: Room, number: int | None) -> Session:
    sessions = room.meeting.sessions()
    if number is None:
        held = [one for one in sessions if one.held]
        if not held:
            raise RefusedError("There is no session to write about yet.")
        return held[-1]
    found = next((one for one in sessions if one.held and one.number == number), None)
    if found is None:
        raise RefusedError("There is no session {n}. Count the sessions that were held, from 1.", n=number)
    return found
