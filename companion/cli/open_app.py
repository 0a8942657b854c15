"""Open the program: on the store, or on made-up patients."""

from __future__ import annotations

from pathlib import Path

import click

from companion.errors import UsageError
from companion.language import CODES


def open_store(store: Path | None, *, ascii_only: bool = False, language: str = "") -> int:
    """Open the program on a store; the first time it leads through creating it."""
    from companion.paths import data_folder

    _need_a_terminal()
    from companion.app.app import run

    return run(store or data_folder() / "store", ascii_only=ascii_only, language=language)


@click.command("demo")
@click.option(
    "--keep",
    type=click.Path(path_type=Path, file_okay=False),
    help="Keep the store in this folder instead of throwing it away.",
)
@click.option("--ascii", "ascii_only", is_flag=True, help="Draw with ASCII characters only.")
@click.option("--language", type=click.Choice(CODES), help="The language of the screens; default: as in the settings.")
@click.pass_context
def demo_command(ctx: click.Context, keep: Path | None, ascii_only: bool, language: str | None) -> int:
    """Open made-up patients in a throwaway store; no passphrase, no question."""
    _need_a_terminal()
    from companion.app.opening import Opening

    before = ctx.obj or {}
    language = language or before.get("language") or ""
    opening = Opening(keep, language=language)  # on the second core, while the screens load on this one
    from companion.app.app import run_demo

    return run_demo(
        ascii_only=ascii_only or bool(before.get("ascii")),
        language=language,
        opening=opening,
    )


def _need_a_terminal() -> None:
    import sys

    from companion.app import sweep

    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError("This opens screens and needs a terminal. For text without screens: companion show PATIENT.")
    sweep.hold_off()
