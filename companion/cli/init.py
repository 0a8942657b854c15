"""`companion init`: a store and its first account, without a screen."""

from __future__ import annotations

from pathlib import Path

import click

from companion.cli.common import json_option, place_options, read_passphrase, store_folder, tell, write_json


@click.command("init")
@click.option("--account", required=True, help="The name of the first account.")
@click.option("--responsible", default="", help="Who is responsible for what is kept, in words.")
@place_options
@json_option
def init_command(
    account: str,
    responsible: str,
    store: Path | None,
    passphrase_file: Path | None,
    as_json: bool,
) -> int:
    """Create a store and its first account, without a screen."""
    from companion.workflow.desk import create_store

    folder = store_folder(store)
    desk = create_store(folder, account, read_passphrase(passphrase_file, again=True), responsible=responsible)
    desk.close()
    tell("The store is ready in {folder}. It is a working tool beside the record.", folder=str(folder))
    if as_json:
        write_json({"store": str(folder), "account": account})
    return 0
