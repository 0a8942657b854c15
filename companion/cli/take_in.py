"""`companion import`: take in files, see first what would happen, undo a batch."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from companion.cli.common import LANGUAGE, desk, json_option, progress_line, store_options, tell, write_json
from companion.clinical.message import Message

if TYPE_CHECKING:
    from companion.workflow.views import ImportReport


@click.command("import")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--dates", type=click.Choice(["dmy", "mdy"]), help="Whether day or month comes first in 03/04/2024.")
@click.option("--dry-run", is_flag=True, help="Say what would happen; change nothing.")
@click.option("--mapping", type=click.Path(path_type=Path), help="A TOML file that says which column is which.")
@click.option("--undo", type=int, metavar="BATCH", help="Take a whole batch back.")
@store_options
@json_option
def import_command(
    files: tuple[Path, ...],
    dates: str | None,
    dry_run: bool,
    mapping: Path | None,
    undo: int | None,
    store: Path | None,
    passphrase_file: Path | None,
    as_json: bool,
) -> int:
    """Take in files of answers (CSV with comma, semicolon or tab)."""
    from companion.workflow.intaking import take_in, undo_batch

    if bool(files) == (undo is not None):
        raise click.UsageError(LANGUAGE.say("Name the files to take in, or --undo BATCH."))
    with desk(store, passphrase_file) as opened:
        if undo is not None:
            taken_back = undo_batch(opened, undo)
            tell("Batch {batch} is taken back: {n} forms.", batch=undo, n=taken_back)
            if as_json:
                write_json({"batch": undo, "undone": taken_back})
            return 0
        reports: list[ImportReport] = []
        try:
            for path in files:
                reports.append(
                    take_in(
                        opened, path, dates=dates, mapping=mapping, dry_run=dry_run, progress=progress_line(path.name)
                    )
                )
                _say(reports[-1], dry_run=dry_run)
        finally:
            # A file that is refused does not take away the report of those before it.
            if as_json and reports:
                batch = next((report.batch for report in reports if report.batch), None)
                write_json({"batch": batch, "files": [_facts(report) for report in reports]})
    return 1 if any(report.rejected or report.warnings for report in reports) else 0


def _facts(report: ImportReport) -> dict[str, Any]:
    facts = asdict(report)
    facts["warnings"] = list(report.warnings)
    facts["detected"] = list(report.detected)
    return facts


def _say(report: ImportReport, *, dry_run: bool) -> None:
    if dry_run:
        tell("Nothing is changed. This is what would happen:")
    parts = [LANGUAGE.say("added {n}", n=report.added)]
    for count, words in (
        (report.already_there, Message("already there {n}")),
        (report.changed, Message("changed {n}")),
        (report.rejected, Message("rejected {n}")),
    ):
        if count:
            parts.append(LANGUAGE.say(words, n=count))
    tell("{file}: {parts}", file=report.file, parts=", ".join(parts))
    for warning in report.warnings:
        tell("  {warning}", warning=warning)
    if report.rejects_file:
        tell("  What was not taken in, and why: {file}", file=report.rejects_file)
    if report.batch is not None:
        tell("  To take it back: companion import --undo {batch}", batch=str(report.batch))
