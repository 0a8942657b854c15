"""The start of the single file where there is no shell to do it; run as a script, never imported."""

import contextlib
import os
import signal
import subprocess
import sys
from pathlib import Path

from companion.build import unpacking, words


def _programs() -> Path:
    if chosen := os.environ.get("COMPANION_PROGRAM_FOLDER"):
        return Path(chosen)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "companion" / "program"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "companion" / "program"


def _say(text: str) -> None:
    if not text.startswith("\r"):
        sys.stderr.write(f"companion: {text}\n")
    elif sys.stderr.isatty():
        sys.stderr.write(text)
    sys.stderr.flush()


def _start() -> int:
    try:
        index, payload = unpacking.payload_of(Path(sys.executable))
        with contextlib.closing(payload):
            folder = unpacking.ready(index, payload, _programs(), _say)
    except unpacking.RefusedError as error:
        _say(str(error))
        return 1
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the program answers Ctrl+C, not what started it
    environ = {**os.environ, "PYINSTALLER_RESET_ENVIRONMENT": "1"}
    program = folder / ("companion.exe" if sys.platform == "win32" else "companion")
    try:
        return subprocess.call([program, *sys.argv[1:]], env=environ)  # noqa: S603  # just checked
    except OSError:
        _say(words.say("no_execution", folder=folder.parent))
        return 1


sys.exit(_start())
