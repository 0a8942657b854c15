"""What the process has in memory stays there: no core file, and nobody else of this user may look in."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from companion.store.database import Store
from tests.store.conftest import Line

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


READ = """
import sys
from pathlib import Path
from companion.clock import Clock
from companion.store.database import Store
from companion.store.memory import give_back
from tests.store.conftest import PASSPHRASE, lines
store = Store.open(Path(sys.argv[1]), PASSPHRASE, clock=Clock())
print(len(lines(store)), flush=True)
sys.stdin.readline()
store.close()
give_back()
print("closed", flush=True)
sys.stdin.readline()
"""
NEEDLE = re.compile(rb"planted(\d{3})line")


def readable_in(pid: int) -> set[bytes]:
    """Which needles stand in the memory of a process."""
    found: set[bytes] = set()
    with open(f"/proc/{pid}/maps", encoding="utf-8") as maps, open(f"/proc/{pid}/mem", "rb", 0) as memory:
        for line in maps:
            fields = line.split()
            if "r" not in fields[1] or (len(fields) > 5 and fields[5].startswith("[v")):
                continue
            start, end = (int(number, 16) for number in fields[0].split("-"))
            with contextlib.suppress(OSError):  # gone meanwhile, or not ours to read
                memory.seek(start)
                found |= set(NEEDLE.findall(memory.read(end - start)))
    return found


def test_what_was_read_is_gone_once_the_store_is_closed(store: Store, folder: Path) -> None:
    for number in range(200):
        store.perform(Line(f"planted{number:03}line"))
    store.close()
    with subprocess.Popen(
        [sys.executable, "-c", READ, str(folder)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2],
    ) as reader:  # fmt: skip
        assert reader.stdin is not None
        assert reader.stdout is not None
        assert reader.stdout.readline().strip() == "200"
        assert len(readable_in(reader.pid)) == 200, "the search finds what is there"
        reader.stdin.write("\n")
        reader.stdin.flush()
        assert reader.stdout.readline().strip() == "closed"
        left = readable_in(reader.pid)
        reader.communicate("\n")
    assert len(left) <= 10
