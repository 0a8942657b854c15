"""What happens when something goes wrong that nobody foresaw: no private word leaves the program.

Textual prints a traceback with the values of local variables into the terminal's
scrollback. Ours restores the terminal, says one sentence with a file name, and the
file names types, versions, functions and line numbers: no values, no locals, no text.
"""

from __future__ import annotations

import contextlib
import errno
import os
import platform
import sys
import traceback
from datetime import datetime
from pathlib import Path

from companion import __version__
from companion.language import ENGLISH, Language
from companion.paths import state_folder

_PACKAGES = ("textual", "duckdb", "polars", "plotext")
_KEPT = 10


def describe(error: BaseException) -> str:
    """Return types, places and versions, and nothing that was ever typed or read.

    The message of an exception is left out too: it may quote what it choked on.
    """
    lines = [
        f"Companion {__version__}",
        f"Python {platform.python_version()} on {platform.system()} {platform.machine()}",
        *(f"{name} {_version(name)}" for name in _PACKAGES),
        "",
    ]
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        kind = type(current)
        lines.append(f"{kind.__module__}.{kind.__qualname__}")
        lines += [f"  {_short(f.filename)}:{f.lineno} {f.name}" for f in traceback.extract_tb(current.__traceback__)]
        # A failed worker carries what it failed of as an attribute.
        within = getattr(current, "error", None)
        current = current.__cause__ or current.__context__ or (within if isinstance(within, BaseException) else None)
    return "\n".join(lines) + "\n"


def _version(name: str) -> str:
    from importlib.metadata import PackageNotFoundError, version  # 15 ms that no start has to pay

    try:
        return version(name)
    except PackageNotFoundError:
        return "not there"


def _short(filename: str) -> str:
    # A path may hold the user's name: keep what follows the packages' folder.
    parts = Path(filename).parts
    for mark in ("site-packages", "companion"):
        if mark in parts:
            return "/".join(parts[parts.index(mark) :])
    return parts[-1] if parts else "?"


def write_report(error: BaseException, folder: Path | None = None) -> Path | None:
    """Write the report to a file of its own; None when even that is not possible."""
    folder = folder or state_folder() / "crashes"
    path = folder / f"crash-{datetime.now().astimezone():%Y%m%d-%H%M%S}-{os.getpid()}.txt"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with open(descriptor, "w", encoding="utf-8") as file:  # noqa: PTH123
            file.write(describe(error))
        for old in sorted(folder.glob("crash-*.txt"))[:-_KEPT]:
            old.unlink()
    except OSError:
        return None
    return path


def sentence(report: Path | None, language: Language = ENGLISH) -> str:
    """Return what is said on the way out."""
    said = language.say("Companion stopped because of a mistake in it. What was saved is safe.")
    return said if report is None else f"{said} {language.say('The place is in {file}', file=str(report))}"


def quiet_hooks(language: Language = ENGLISH) -> None:
    """Keep values out of what Python itself prints when a thread or the interpreter stops."""
    import threading

    def hook(_kind: object, error: BaseException, _trace: object) -> None:
        if isinstance(error, KeyboardInterrupt):
            return
        with contextlib.suppress(OSError, ValueError):
            print(sentence(write_report(error), language), file=sys.__stderr__)

    def thread_hook(found: threading.ExceptHookArgs) -> None:
        gone = isinstance(found.exc_value, OSError) and found.exc_value.errno == errno.EIO
        if found.exc_value is not None and not gone:  # writing to a terminal that was closed is no mistake
            write_report(found.exc_value)

    sys.excepthook = hook
    threading.excepthook = thread_hook
