"""Wrong passphrases are counted outside the store, and slow down the next try."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

from companion.clock import Clock
from companion.errors import TooManyTriesError
from companion.paths import state_folder
from companion.store.files import make_folder, replace_file

FREE_MISSES = 3
LONGEST_WAIT = 60


class Tries:
    """The wrong tries on one store since it was last opened; kept over restarts."""

    def __init__(self, store_id: str, clock: Clock) -> None:
        self._path = state_folder() / "tries.json"
        self._store_id = store_id
        self._clock = clock

    def refuse_while_waiting(self) -> None:
        """Refuse a try that comes too soon.

        Raises:
            TooManyTriesError: After the third miss one waits 1, 2, 4 and so on up to 60 seconds.
        """
        count, last = self._read()
        if count < FREE_MISSES or last is None:
            return
        wait = timedelta(seconds=min(2 ** (count - FREE_MISSES), LONGEST_WAIT))
        passed = max(self._clock.now() - last, timedelta())  # a clock set back makes nobody wait longer
        if passed < wait:
            seconds = int((wait - passed).total_seconds()) + 1
            raise TooManyTriesError("Too many wrong passphrases. Wait {n} seconds and try again.", n=seconds)

    def missed(self) -> None:
        """Count a wrong passphrase."""
        count, _ = self._read()
        self._write({"count": count + 1, "last": self._clock.now().isoformat()})

    def count(self) -> int:
        """Return how many misses there were since the store was last opened."""
        return self._read()[0]

    def forget(self) -> None:
        """Forget the misses."""
        if self.count():
            self._write(None)

    def _all(self) -> dict[str, dict[str, str | int]]:
        try:
            kept = json.loads(self._path.read_bytes())
        except (OSError, ValueError):  # none yet, or not readable: start at nought
            return {}
        return kept if isinstance(kept, dict) else {}

    def _read(self) -> tuple[int, datetime | None]:
        kept = self._all().get(self._store_id)
        try:
            return (int(kept["count"]), datetime.fromisoformat(str(kept["last"]))) if kept else (0, None)
        except (KeyError, ValueError, TypeError):
            return 0, None

    def _write(self, kept: dict[str, str | int] | None) -> None:
        everything = self._all()
        everything.pop(self._store_id, None)
        if kept:
            everything[self._store_id] = kept
        make_folder(self._path.parent)
        replace_file(self._path, json.dumps(everything).encode())
