"""`companion show`: the review of one patient as linear text, for any reader and any braille line."""

from __future__ import annotations

from pathlib import Path

import click

from companion.cli.common import desk, json_option, store_options, write_json


@click.command("show")
@click.argument("patient")
@click.option("--since", help="Compare with this day (2026-03-01) instead of the first.")
@store_options
@json_option
def show_command(
    patient: str,
    since: str | None,
    store: Path | None,
    passphrase_file: Path | None,
    as_json: bool,
) -> int:
    """Write the review of PATIENT (key or name) as linear text."""
    from companion.workflow.plain import review_as_data, review_as_text

    with desk(store, passphrase_file) as opened:
        room = opened.room(opened.find(patient).id)
        if as_json:
            write_json(review_as_data(room, since=since))
        else:
            click.echo(review_as_text(room, since=since))
    return 0
