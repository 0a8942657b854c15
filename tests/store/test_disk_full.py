"""A full disk: nothing that was saved is lost, the act is refused in words, and the store goes on."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from companion.store.database import Store
from tests.store.conftest import PASSPHRASE, lines

CODE = """
import resource, signal, sys
from pathlib import Path
from companion.clock import Clock
from companion.errors import StoreFullError
from companion.store.database import Store
from tests.store.conftest import Line

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
store = Store.open(Path(sys.argv[1]), sys.argv[2], clock=Clock())
log = max(path.stat().st_size for path in store.folder.glob("*.wal"))
resource.setrlimit(resource.RLIMIT_FSIZE, (log + int(sys.argv[3]), resource.RLIM_INFINITY))
saved, refused = 0, 0
for number in range(30):
    try:
        store.perform(Line(f"line {number} " + "and more " * 200))
        saved += 1
    except StoreFullError:
        refused += 1
        break
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
store.perform(Line("after"))
store.close()
print(saved, refused)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs a limit on file sizes")
@pytest.mark.parametrize("room", [1, 3_000, 20_000])
def test_a_full_disk_refuses_one_act_and_loses_none(
    store: Store, folder: Path, reopen: Callable[[], Store], room: int
) -> None:
    store.close()
    done = subprocess.run(
        [sys.executable, "-c", CODE, str(folder), PASSPHRASE, str(room)],
        capture_output=True, text=True, check=False, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    saved, refused = map(int, done.stdout.split())
    assert refused == 1
    again = reopen()
    found = lines(again)
    assert [line.split(" and")[0] for line in found] == [*(f"line {number}" for number in range(saved)), "after"]
    assert again.verify() == []
