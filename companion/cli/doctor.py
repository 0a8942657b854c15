"""`companion doctor`: what is installed, what is in force, what this terminal can show. No patient data."""

from __future__ import annotations

from pathlib import Path

import click

from companion.cli.common import LANGUAGE, json_option, put, store_folder, write_json


@click.command("doctor")
@click.option(
    "--store",
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder of the store; default: your own data folder.",
)
@json_option
def doctor_command(store: Path | None, as_json: bool) -> int:
    """Say what is installed, which paths are used, whether encryption is in force. No patient data."""
    from companion.workflow.keeping import examine

    findings = examine(store_folder(store))
    if as_json:
        write_json(findings.as_data())
    else:
        put(findings.as_text(LANGUAGE))
    return 0 if findings.is_well else 1
