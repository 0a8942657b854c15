"""What comes from the room: marks, paper forms, what was noticed, events.

All answers go the same way as an import (`TakeIn`): scored, versioned, with how they
were given and who rated.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time
from typing import TYPE_CHECKING

from companion.clinical.model import (
    Better,
    Contribution,
    Domain,
    Event,
    How,
    OwnMeasure,
    Point,
    Respondent,
)

if TYPE_CHECKING:
    from companion.clinical.instruments import Instrument
    from companion.workflow.room import Room


class Marking:
    """Answers and events typed in for one patient."""

    def __init__(self, room: Room) -> None:
        self._room = room

    def instruments(self) -> tuple[Instrument, ...]:
        """Return the forms that can be typed in, by name."""
        raise NotImplementedError

    def own_measures(self) -> tuple[OwnMeasure, ...]:
        """Return the patient's own measures, oldest first."""
        raise NotImplementedError

    def add_own_measure(
        self,
        words: str,
        domain: Domain,
        better: Better,
        step: float | None = None,
        enough: float | None = None,
        low_words: str = "",
        high_words: str = "",
    ) -> OwnMeasure:
        """Add a measure in the patient's own words."""
        raise NotImplementedError

    def change_own_measure(
        self,
        own_id: int,
        *,
        words: str | None = None,
        domain: Domain | None = None,
        better: Better | None = None,
        step: float | None = None,
        enough: float | None = None,
        low_words: str | None = None,
        high_words: str | None = None,
        resting: bool | None = None,
    ) -> OwnMeasure:
        """Change what is given; new words, direction or ends make a new version."""
        raise NotImplementedError

    def mark(self, own_id: int, value: float, how: How = How.TOGETHER) -> Point:
        """Mark an own measure now.

        Raises:
            RefusedError: When the value is outside 0 to 10.
        """
        raise NotImplementedError

    def paper_total(
        self,
        instrument: str,
        day: date,
        total: float,
        how: How = How.UNKNOWN,
        respondent: Respondent = Respondent.SELF,
        rater: str = "",
    ) -> Point:
        """Type in the total of a paper form.

        Raises:
            RefusedError: When the total lies outside the form's range.
        """
        raise NotImplementedError

    def paper_items(
        self,
        instrument: str,
        day: date,
        answers: Sequence[float | None],
        how: How = How.UNKNOWN,
        respondent: Respondent = Respondent.SELF,
        rater: str = "",
        time: time | None = None,
    ) -> Point:
        """Type in the answers of a paper form; None is a missing answer.

        Raises:
            RefusedError: When there are too many answers, or one is outside its range.
        """
        raise NotImplementedError

    def noticed(self, text: str, role: str, shift: str = "", day: date | None = None) -> Contribution:
        """Keep what somebody saw outside a session; it waits for the next shared look."""
        raise NotImplementedError

    def events(self) -> tuple[Event, ...]:
        """Return what is dated on the time line, oldest first."""
        raise NotImplementedError

    def add_event(self, day: date, text: str, until: date | None = None, kind: str = "event") -> Event:
        """Put something on the time line."""
        raise NotImplementedError

    def change_event(
        self, event_id: int, day: date, text: str, until: date | None = None, kind: str = "event"
    ) -> Event:
        """Change something on the time line."""
        raise NotImplementedError

    def remove_event(self, event_id: int) -> None:
        """Take something off the time line."""
        raise NotImplementedError
