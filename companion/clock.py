"""The time, from one place, so that tests and made-up patients can hold it still."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta


@dataclass(frozen=True, slots=True)
class Clock:
    """Tells the time.

    Attributes:
        held: A moment (UTC, naive) at which the clock stands still, or None for the real time.
    """

    held: datetime | None = None

    @staticmethod
    def fixed(moment: datetime) -> Clock:
        """Return a clock that stands still at `moment` (UTC, naive)."""
        return Clock(moment)

    def now(self) -> datetime:
        """Return the moment in UTC, naive, as the store keeps it."""
        return self.held or datetime.now(UTC).replace(tzinfo=None)

    def today(self) -> date:
        """Return the local day."""
        return self.held.date() if self.held else datetime.now().astimezone().date()

    def zone(self) -> str:
        """Return the local zone as an offset from UTC, as in ``+01:00``."""
        if self.held:
            return "+00:00"
        offset = datetime.now().astimezone().utcoffset() or timedelta()
        sign = "-" if offset < timedelta() else "+"
        minutes = abs(int(offset.total_seconds())) // 60
        return f"{sign}{minutes // 60:02d}:{minutes % 60:02d}"
