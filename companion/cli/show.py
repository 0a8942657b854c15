"""`companion show`: the review of one patient as linear text, for any reader and any braille line."""

from __future__ import annotations

from pathlib import Path

import click

from companion.cli.common import desk, json_option, put, store_options, write_json


@click.command("show")
@click.argument("patient")
@click.option("--since", help="Compare with this day (2026-03-01) instead of the first.")
@click.option("--as-of", help="As it was on a day (2024-03-31) or in a month (2024-03); what is hidden today stays so.")
@click.option("--stricter", is_flag=True, help="Hold changes to 99 of 100 instead of 95, where many are looked at.")
@store_options
@json_option
def show_command(
    patient: str,
    since: str | None,
    as_of: str | None,
    stricter: bool,
    store: Path | None,
    passphrase_file: Path | None,
    as_json: bool,
) -> int:
    """Write the review of PATIENT (key or name) as linear text."""
    from companion.clinical.chance import STRICTER
    from companion.clinical.criterion import Given
    from companion.workflow.plain import review_as_data, review_as_text

    with desk(store, passphrase_file) as opened:
        opened.given = Given(confidence=STRICTER) if stricter else None
        room = opened.room(opened.find(patient).id)
        if as_json:
            write_json(review_as_data(room, since=since, as_of=as_of))
        else:
            put(review_as_text(room, since=since, as_of=as_of))
    return 0
