"""`companion restore`: a store out of a backup."""

from __future__ import annotations

from pathlib import Path

import click

from companion.cli.common import account, json_option, read_passphrase, store_folder, store_options, tell, write_json


@click.command("restore")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@store_options
@json_option
def restore_command(file: Path, store: Path | None, passphrase_file: Path | None, as_json: bool) -> int:
    """Make a store of the backup FILE in an empty folder; with --passphrase-file it is checked whole at once."""
    from companion.workflow.copies import restore

    folder = store_folder(store)
    phrase = read_passphrase(passphrase_file) if passphrase_file is not None else None
    found = restore(file, folder, phrase, account())
    tell("The store is in {folder}.", folder=str(folder))
    if found is None:
        tell("It was not opened. Check it with: companion verify")
    else:
        tell("It was opened and checked: {n} entries in its log.", n=found.entries)
    if as_json:
        write_json({"store": str(folder), "checked": found is not None, "entries": found.entries if found else None})
    return 0
