"""The lock that nobody has to think of: it counts idle time and says so a minute before.

Time is read from a clock that goes on while the machine sleeps where there is one, so
that a closed lid locks at once when it is opened again.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from enum import StrEnum

LEAST, MOST = 2, 15
"""Minutes that may be chosen for the clinician's own view; never off."""

OWN_MINUTES = 5
SESSION_MINUTES = 20
_NOTICE = 60.0


class Idle(StrEnum):
    """Where the idle time stands."""

    AWAKE = "awake"
    NOTICE = "notice"
    OVER = "over"


def seconds() -> float:
    """Return seconds that also count while the machine sleeps."""
    boot = getattr(time, "CLOCK_BOOTTIME", None)
    return time.clock_gettime(boot) if boot is not None else time.time()


class IdleWatch:
    """Counts since the last touch.

    Args:
        minutes: Idle minutes in the clinician's own view, held between 2 and 15.
        now: Where the seconds come from.
    """

    def __init__(self, minutes: int = OWN_MINUTES, now: Callable[[], float] = seconds) -> None:
        self.minutes = min(max(minutes, LEAST), MOST)
        self._now = now
        self._touched = now()

    def touch(self) -> None:
        """Somebody is here."""
        self._touched = self._now()

    def still(self) -> float:
        """Return the seconds since the last touch."""
        return self._now() - self._touched

    def limit(self, *, in_session: bool) -> float:
        """Return the seconds after which the store locks."""
        return (SESSION_MINUTES if in_session else self.minutes) * 60.0

    def state(self, *, in_session: bool) -> Idle:
        """Return where the idle time stands now."""
        idle = self._now() - self._touched
        left = self.limit(in_session=in_session) - idle
        # A clock that jumped back would keep the store open for ever: count it as touched now.
        if idle < 0:
            self.touch()
            return Idle.AWAKE
        if left <= 0:
            return Idle.OVER
        return Idle.NOTICE if left <= _NOTICE else Idle.AWAKE
