"""`python -m companion.build`: the folder build, and the single file made from it."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import click

from companion.build import recipe, single_file, sizes


@click.command()
@click.option("--to", type=click.Path(path_type=Path, file_okay=False), default=Path("dist"), show_default=True,
              help="Where the builds go.")  # fmt: skip
@click.option("--folder", "only_folder", is_flag=True, help="Make the folder build only.")
@click.option("--from-folder", type=click.Path(path_type=Path, exists=True, file_okay=False),
              help="Make the single file from this folder build.")  # fmt: skip
@click.option("--launcher", type=click.Choice(["shell", "program"]),
              default="program" if sys.platform == "win32" else "shell", show_default=True,
              help="What unpacks the single file: the system's own shell, or a small program of ours.")  # fmt: skip
def main(to: Path, *, only_folder: bool, from_folder: Path | None, launcher: str) -> None:
    """Make Companion as one folder and as one file, for the system this runs on."""
    to = to.absolute()
    to.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="companion-build-") as work:
        folder = from_folder.absolute() if from_folder else recipe.build_folder(to, Path(work))
        click.echo(f"folder build: {folder}")
        click.echo(sizes.table(folder))
        if not only_folder:
            file = single_file.build(folder, to, Path(work), launcher)
            click.echo(f"single file: {file}\n{file.stat().st_size / 1024 / 1024:8.1f} MB")


if __name__ == "__main__":
    main()
