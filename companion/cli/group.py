"""The command and its verbs; a verb's module is imported when it is called or listed in help."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import click

from companion import __version__
from companion.language import CODES

_VERBS = {
    "demo": "open_app",
    "init": "init",
    "import": "take_in",
    "show": "show",
    "note": "note",
    "instruments": "instruments",
    "score": "score",
    "change": "change",
    "evaluate": "evaluate",
    "backup": "backup",
    "restore": "restore",
    "verify": "verify",
    "doctor": "doctor",
}


class LazyVerbs(click.Group):
    """A group that knows its verbs by name only."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the verbs in the order of the manual."""
        return list(_VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import the verb's module, which names no heavy package outside its functions."""
        if cmd_name not in _VERBS:
            return None
        command = getattr(import_module(f"companion.cli.{_VERBS[cmd_name]}"), f"{cmd_name}_command")
        assert isinstance(command, click.Command)
        return command


@click.command(cls=LazyVerbs, invoke_without_command=True)
@click.option(
    "--store",
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder of the store; default: your own data folder.",
)
@click.option("--ascii", "ascii_only", is_flag=True, help="Draw with ASCII characters only.")
@click.option("--language", type=click.Choice(CODES), help="The language of the screens; default: as in the settings.")
@click.version_option(__version__, prog_name="companion")
@click.pass_context
def companion(ctx: click.Context, store: Path | None, ascii_only: bool, language: str | None) -> int | None:
    """Look together, clinician and patient at one screen, at what has changed.

    Without a verb it opens the store; the first time it leads you through creating it.
    """
    if ctx.invoked_subcommand is not None:
        ctx.obj = {"store": store, "ascii": ascii_only, "language": language}
        return None
    from companion.cli.open_app import open_store

    return open_store(store, ascii_only=ascii_only, language=language or "")
