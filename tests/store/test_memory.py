"""What the process has in memory stays there: no core file, and nobody else of this user may look in."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="as Linux does it")

CRASH = """
import os, resource, signal, sys
resource.setrlimit(resource.RLIMIT_CORE, (-1, -1))
if sys.argv[1] == "kept":
    from companion.store.memory import keep_to_itself
    keep_to_itself()
os.kill(os.getpid(), signal.SIGABRT)
"""
LOOK = """
import ctypes, sys
from companion.store.memory import keep_to_itself
keep_to_itself()
print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0), flush=True)  # PR_GET_DUMPABLE
sys.stdin.read()
"""


def started(code: str, *more: str, user: int | None = None) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", code, *more], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, user=user
    )


def test_a_process_that_dies_badly_leaves_no_core() -> None:
    """The status of a process says whether a core was written, wherever the system puts it."""
    with started(CRASH, "kept") as kept:
        _, status = os.waitpid(kept.pid, 0)
        kept.returncode = -signal.SIGABRT
    assert os.WIFSIGNALED(status)
    assert os.WTERMSIG(status) == signal.SIGABRT
    assert not os.WCOREDUMP(status)


def test_the_program_cannot_be_looked_into_by_others_of_the_same_user() -> None:
    with started(LOOK) as kept:
        assert kept.stdout is not None
        assert kept.stdout.readline().strip() == "0"
        assert Path(f"/proc/{kept.pid}/mem").stat().st_uid == 0, "no longer the user's own"
        kept.communicate()


def test_every_start_does_so_before_anything_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    import companion.__main__ as entry
    from companion import cli

    told: list[str] = []
    monkeypatch.setattr(entry, "keep_to_itself", lambda: told.append("kept"))

    def ask() -> int:
        told.append("asked")
        return 0

    monkeypatch.setattr(cli, "main", ask)
    monkeypatch.setattr(sys, "argv", ["companion", "verify"])
    before = sys.excepthook
    try:
        assert entry.main() == 0
    finally:
        sys.excepthook = before
    assert told == ["kept", "asked"]
