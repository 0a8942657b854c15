"""What a built program knows of itself: its folder, and the list of hashes it was made with.

Standard library only: the launcher of the single file checks with it too.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

MANIFEST = "MANIFEST.sha256"
"""One line a file, as `sha256sum` writes and checks it, so that IT needs no tool of ours."""


def folder() -> Path | None:
    """Return the folder of the built program; None when it runs from Python source."""
    if not getattr(sys, "frozen", False):
        return None
    return Path(sys.executable).resolve().parent


def manifest_file() -> Path | None:
    """Return the manifest beside the running program, where there is one."""
    here = folder()
    return here / MANIFEST if here and (here / MANIFEST).is_file() else None


def digest(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def files_of(place: Path) -> list[str]:
    """Return every file of a folder by its place in it, the manifest left out."""
    found = (path for path in place.rglob("*") if path.is_file())
    return sorted(name for path in found if (name := path.relative_to(place).as_posix()) != MANIFEST)


def as_lines(hashes: Mapping[str, str]) -> str:
    """Return hashes by file as the text of a manifest."""
    return "".join(f"{value}  {name}\n" for name, value in sorted(hashes.items()))


def from_lines(text: str) -> dict[str, str]:
    """Return the hashes by file that stand in a manifest."""
    pairs = (line.split("  ", 1) for line in text.splitlines() if line)
    return {name: value for value, name in pairs}


def differences(place: Path, progress: Callable[[float], None] | None = None) -> list[str]:
    """Return the files of a folder that are missing, changed, or not in its manifest."""
    wanted = from_lines((place / MANIFEST).read_text("utf-8"))
    wrong = sorted(set(files_of(place)) - set(wanted))
    for number, (name, value) in enumerate(wanted.items(), start=1):
        if not (place / name).is_file() or digest(place / name) != value:
            wrong.append(name)
        if progress:
            progress(number / len(wanted))
    return wrong
