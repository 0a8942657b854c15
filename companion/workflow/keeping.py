"""Looking after the program: what is installed, where things are, whether encryption is in force.

Nothing here reads a patient's data: encryption is tried on a probe store of its own.
"""

from __future__ import annotations

import hashlib
import os
import platform
import secrets
import shutil
import sys
import tempfile
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

from companion import __version__, built, paths
from companion.clinical.message import Message
from companion.clock import Clock
from companion.errors import CompanionError
from companion.language import ENGLISH, Language

_LIBRARIES = (
    "textual", "duckdb", "duckdb-extension-httpfs", "polars", "plotext", "aiosql", "cryptography", "click", "typst",
)  # fmt: skip
_PROBE_KEY = b"7c1e-nobody-has-this-key"


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found.

    Attributes:
        version: Of the program.
        libraries: What it stands on, by name; empty where one is missing.
        files: SHA-256 of every file of the program, by its place.
        program: One SHA-256 over all of them; of its manifest where it is a built program.
        changed: The files of a built program that are not as they were built.
        paths: Where things are, by what they are.
        encryption: Whether a probe store came out unreadable; the reason where it could not be tried.
        terminal: What this terminal says of itself.
        store: Whether there is a store, without opening it.
    """

    version: str
    system: str
    libraries: dict[str, str]
    files: dict[str, str]
    program: str
    changed: tuple[str, ...]
    paths: dict[str, str]
    encryption: Message
    encrypted: bool
    terminal: dict[str, str]
    store: Message

    @property
    def is_well(self) -> bool:
        """Whether nothing needs a look."""
        return self.encrypted and not self.changed and all(self.libraries.values())

    def as_data(self) -> dict[str, Any]:
        """Return it for other programs."""
        return {
            "version": self.version,
            "system": self.system,
            "libraries": self.libraries,
            "program_sha256": self.program,
            "files": self.files,
            "changed_files": list(self.changed),
            "paths": self.paths,
            "encryption": {"in_force": self.encrypted, "words": ENGLISH.say(self.encryption)},
            "terminal": self.terminal,
            "store": ENGLISH.say(self.store),
            "well": self.is_well,
        }

    def as_text(self, language: Language = ENGLISH) -> str:
        """Return it in words, one thing a line."""
        say = language.say
        lines = [
            say("companion {version} on {system}", version=self.version, system=self.system),
            say("program files: {n}, SHA-256 {digest}", n=len(self.files), digest=self.program),
            *(say("NOT as it was built: {name}", name=name) for name in self.changed),
            *(f"{name} {version or say('is missing')}" for name, version in self.libraries.items()),
            *(say("{name} folder: {place}", name=_NAMES[name], place=place) for name, place in self.paths.items()),
            say("store: {what}", what=self.store),
            say("encryption: {what}", what=self.encryption),
            *(f"{say(_NAMES[name])}: {say(_ANSWERS.get(value, value))}" for name, value in self.terminal.items()),
        ]
        return "\n".join(lines)


_NAMES = {
    "store": Message("store"), "settings": Message("settings"), "cache": Message("cache"),
    "queries": Message("queries"), "fixtures": Message("fixtures"),
    "terminal": Message("terminal"), "colours": Message("colours"), "size": Message("size"),
    "encoding": Message("encoding"), "screen": Message("screen"), "no colour": Message("no colour"),
}  # fmt: skip
_ANSWERS = {"yes": Message("yes"), "no": Message("no")}


def examine(store_folder: Path) -> Findings:
    """Look at the program, its folders, this terminal, and try the encryption on a probe."""
    manifest = built.manifest_file()
    files = built.from_lines(manifest.read_text("utf-8")) if manifest else _hashes()
    encrypted, words = _try_encryption()
    return Findings(
        version=__version__,
        system=f"{platform.system()} {platform.release()}, Python {platform.python_version()}",
        libraries={name: _version(name) for name in _LIBRARIES},
        files=files,
        program=built.digest(manifest) if manifest else _over(files),
        changed=tuple(built.differences(manifest.parent)) if manifest else (),
        paths={
            "store": str(store_folder),
            "settings": str(paths.config_folder()),
            "cache": str(paths.cache_folder()),
            "queries": str(paths.queries_folder()),
            "fixtures": str(paths.fixtures_folder()),
        },
        encryption=words,
        encrypted=encrypted,
        terminal=_terminal(),
        store=_store(store_folder),
    )


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def _over(files: dict[str, str]) -> str:
    return hashlib.sha256("\n".join(f"{name} {digest}" for name, digest in files.items()).encode()).hexdigest()


def _hashes() -> dict[str, str]:
    here = Path(__file__).resolve().parent.parent
    kinds = {".py", ".toml", ".tcss", ".sql", ".mo", ".md", ".typ"}
    found = {}
    for folder, prefix in ((here, "companion"), (paths.queries_folder(), "queries")):
        for path in sorted(folder.rglob("*")):
            if path.suffix in kinds and path.is_file():
                name = f"{prefix}/{path.relative_to(folder).as_posix()}"
                found[name] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found


def _try_encryption() -> tuple[bool, Message]:
    """Write a probe store, and look for its words in the bytes of its files."""
    from companion.store.acts.people import AddPatient
    from companion.store.database import Store

    folder = Path(tempfile.mkdtemp(prefix="companion-probe-"))
    try:
        with Store.create_with_key(folder / "store", secrets.token_bytes(32), account="probe", clock=Clock()) as store:
            store.perform(AddPatient(_PROBE_KEY.decode(), "Probe"))
            store.renew()
        written = [path.read_bytes() for path in (folder / "store").rglob("*") if path.is_file()]
    except (CompanionError, OSError, ImportError) as error:
        return False, Message("could not be tried: {what}", {"what": str(error) or type(error).__name__})
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    if any(_PROBE_KEY in content for content in written):
        return False, Message("NOT in force: words of a probe can be read in its file")
    return True, Message("in force: a probe store was written, and its words cannot be read in its files")


def _terminal() -> dict[str, str]:
    size = shutil.get_terminal_size()
    return {
        "terminal": os.environ.get("TERM", ""),
        "colours": os.environ.get("COLORTERM", ""),
        "size": f"{size.columns}x{size.lines}",
        "encoding": sys.stdout.encoding or "",
        "screen": "yes" if sys.stdout.isatty() else "no",
        "no colour": "yes" if "NO_COLOR" in os.environ else "no",
    }


def _store(folder: Path) -> Message:
    if not (folder / "keys.json").is_file():
        return Message("none here yet")
    generations = sorted(path.name for path in folder.glob("gen-*.duckdb"))
    return Message("there; generations: {names}", {"names": ", ".join(generations) or Message("none")})
