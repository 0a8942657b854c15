"""The made-up people: built once a week into the cache, copied for each start.

The cache holds an encrypted store and, beside it, its random key: the people in it are
made up, and the key is there only so that the demo runs on the same store as everything
else. A throwaway copy is deleted at the end; what a crash left behind goes at the next start.
"""

from __future__ import annotations

import secrets
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from companion import paths
from companion.clinical.message import Message
from companion.clock import Clock
from companion.errors import CompanionError
from companion.language import Language
from companion.workflow import ready_made
from companion.workflow.desk import Desk

if TYPE_CHECKING:
    from companion.store.database import Store

Progress = Callable[[float], None]

ACCOUNT = "demo"
RESPONSIBLE = Message("Nobody: the people in it are made up.")

_KEY_FILE = "key"
_STORE = "store"
_JUST_MADE = 30.0
# No letters or digits that look like others, since it is read off a screen.
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def throwaway_demo(clock: Clock, progress: Progress | None = None, code: str = "en") -> Desk:
    """Open a copy of the made-up people that is deleted at the end; who speaks a language speaks it."""
    from companion.store.database import Store
    from companion.store.files import make_folder
    from companion.store.lockfile import LockFile

    ready = _ready_made(clock, progress, code)
    copies = paths.cache_folder() / "demo-open"
    make_folder(copies)
    _remove_left_behind(copies)
    outer = Path(tempfile.mkdtemp(dir=copies))
    mine = LockFile(outer)
    shutil.copytree(ready / _STORE, outer / _STORE)
    key = bytes.fromhex((ready / _KEY_FILE).read_text(encoding="ascii"))

    def opened() -> Store:
        return Store.open_with_key(outer / _STORE, key, clock=clock)

    def throw_away() -> None:
        mine.release()
        shutil.rmtree(outer, ignore_errors=True)

    return Desk(opened(), is_demo=True, on_close=throw_away, reopen=opened)


def keep_demo(folder: Path, clock: Clock, progress: Progress | None = None, code: str = "en") -> Desk:
    """Make a store of made-up people that stays, with a passphrase of its own.

    Raises:
        UsageError: When there is a store in `folder` already.
    """
    from companion.store.database import Store

    passphrase = "-".join("".join(secrets.choice(_LETTERS) for _ in range(5)) for _ in range(4))
    responsible = Language(code).say(RESPONSIBLE)
    store = Store.create(folder, account=ACCOUNT, passphrase=passphrase, responsible=responsible, clock=clock)
    try:
        fill(store, clock, progress, code)
    except BaseException:
        store.close(quickly=True)
        raise

    def opened() -> Store:
        # Only while the program runs: its passphrase is told at the end, so a lock cannot ask for it.
        return Store.open(folder, passphrase, account=ACCOUNT, clock=clock)

    return Desk(store, is_demo=True, passphrase=passphrase, reopen=opened)


def fill(store: Store, clock: Clock, progress: Progress | None = None, code: str = "en") -> None:
    """Write the made-up people into an open store, and make it small."""
    from companion.workflow.catalogue import what_can_be_read
    from companion.workflow.stories import read_stories
    from companion.workflow.story_loading import load_stories

    stories = read_stories(paths.fixtures_folder() / "people", clock.today(), code)
    load_stories(store, stories, what_can_be_read()[0], progress)
    store.renew()


def _ready_made(clock: Clock, progress: Progress | None, code: str) -> Path:
    """Return the folder of this week's ready-made store in a language, building it if need be."""
    ready = ready_made.place(clock, code)
    shelf = ready.parent
    if (ready / _KEY_FILE).is_file():
        return ready
    from companion.store.database import Store
    from companion.store.files import make_folder
    from companion.workflow.caseload import rows

    make_folder(shelf)
    building = Path(tempfile.mkdtemp(prefix="building-", dir=shelf))
    try:
        key = secrets.token_bytes(32)
        with Store.create_with_key(building / _STORE, key, account=ACCOUNT, clock=clock) as store:
            fill(store, clock, progress, code)
            ready_made.write_rows(building, rows(store))
        _keep_current_only(building / _STORE)
        (building / _KEY_FILE).write_text(key.hex(), encoding="ascii")
        building.replace(ready)
    except OSError:
        # Somebody else was quicker: theirs is as good as ours.
        if not (ready / _KEY_FILE).is_file():
            raise
    finally:
        shutil.rmtree(building, ignore_errors=True)
    this_week = ready.name.removesuffix(f"-{code}")
    for old in shelf.iterdir():
        if not old.name.startswith(this_week) and time.time() - old.stat().st_mtime > _JUST_MADE:
            shutil.rmtree(old, ignore_errors=True)
    return ready


def _keep_current_only(folder: Path) -> None:
    from companion.store.generations import CURRENT_FILE, read_current

    live = read_current(folder).file
    for path in folder.iterdir():
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        elif path.name != CURRENT_FILE and not path.name.startswith(live):
            path.unlink()


def _remove_left_behind(copies: Path) -> None:
    """Remove copies whose process is gone: their lock can be taken."""
    from companion.store.lockfile import LockFile

    for outer in copies.iterdir():
        try:
            if time.time() - outer.stat().st_mtime < _JUST_MADE:
                continue
            LockFile(outer).release()
        except (CompanionError, OSError):
            continue
        shutil.rmtree(outer, ignore_errors=True)
