"""`companion backup`: one encrypted file with everything in it."""

from __future__ import annotations

from pathlib import Path

import click

from companion.cli.common import desk, json_option, progress_line, store_options, tell, write_json


@click.command("backup")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@store_options
@json_option
def backup_command(file: Path, store: Path | None, passphrase_file: Path | None, as_json: bool) -> int:
    """Write all of the store into FILE, as encrypted as it is; FILE is never written over."""
    from companion.workflow.copies import back_up

    with desk(store, passphrase_file) as opened:
        made = back_up(opened, file, progress_line(file.name))
    tell("The backup is {file}. The passphrases of today open it.", file=str(made.file))
    if as_json:
        write_json(made.as_data())
    return 0
