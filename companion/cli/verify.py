"""`companion verify`: a full check of the store and its log."""

from __future__ import annotations

from pathlib import Path

import click

from companion.cli.common import LANGUAGE, desk, json_option, put, store_options, write_json
from companion.errors import StoreDamagedError


@click.command("verify")
@store_options
@json_option
def verify_command(store: Path | None, passphrase_file: Path | None, as_json: bool) -> int:
    """Read every value of the store, and hold it and its log against their rules."""
    from companion.workflow.copies import check

    with desk(store, passphrase_file) as opened:
        folder, found = opened.store.folder, check(opened.store)
    problems = [LANGUAGE.say(one) for one in found.problems]
    if as_json:
        facts = {"generation": found.generation, "entries": found.entries, "head": found.head}
        write_json({"store": str(folder), "well": found.is_well, "problems": problems, **facts})
    elif found.is_well:
        put(LANGUAGE.say("All is well: every value was read, and the log of {n} acts is whole.", n=found.entries))
        put(LANGUAGE.say("The end of the log is {head}. Write it down to see later if it was cut.", head=found.head))
    else:
        put("\n".join(problems))
    return 0 if found.is_well else StoreDamagedError.exit_code
