"""Opens a doubtful generation in a process of its own, so that only that one can crash.

`fits` starts it; run as a module it reads what to open from standard input, so that
the key stands in no argument list. A built program has no modules to run: it starts
itself with `ARGUMENT`.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from companion.store.memory import keep_to_itself

ARGUMENT = "--try-generation"
_TIME = 120


def fits(folder: Path, file: str, key: bytes) -> bool:
    """Say whether a generation opens and every row of it can be read."""
    order = json.dumps({"folder": str(folder.resolve()), "file": file, "key": key.hex()})
    built = getattr(sys, "frozen", False)
    command = [sys.executable, ARGUMENT] if built else [sys.executable, "-m", "companion.store.probe"]
    root = Path(__file__).resolve().parents[2]
    try:
        done = subprocess.run(  # noqa: S603  # our own module, and nothing from outside in the command
            command, input=order, text=True, encoding="utf-8", capture_output=True, timeout=_TIME, check=False, cwd=root
        )
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def answer() -> int:
    """Read from standard input what to open; return 0 if it opens and every row can be read."""
    keep_to_itself()
    asked = json.load(sys.stdin)
    return 0 if _opens(Path(asked["folder"]), asked["file"], bytes.fromhex(asked["key"])) else 1


def _opens(folder: Path, file: str, key: bytes) -> bool:
    from companion.errors import CompanionError
    from companion.store.connection import Connection
    from companion.store.generations import read_all
    from companion.store.transaction import Reader

    connection = Connection(folder, to_look=True)
    try:
        connection.attach(file, "store", key, to_look=True)
        with connection.cursor() as cursor:
            read_all(Reader(cursor), "store")
    except CompanionError:
        return False
    finally:
        connection.close()
    return True


if __name__ == "__main__":
    sys.exit(answer())
