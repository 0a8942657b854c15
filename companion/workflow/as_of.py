"""A patient as they stood on a day in the past: "as it was in March 2024".

What was answered, said, marked or agreed after that day is left out. What was put right or
changed later stands as it stood then: answers and answers on safety, own measures with the
step that counted then, names and order of areas, the words of lines and what was kept,
agreements, the shelves, the plan. What came in later for a day before it is counted, since
many clinics bring their paper years into the store at once.

Privacy is always today's. What the patient chose to see, the areas they hide, whether
relatives' answers are shown, and what is only between the two hold for the past as well.
What was taken back since stays taken back, and a file that was undone does not come again.
The patient's name and the forms' own rules are today's too.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, TypeVar

from companion.clinical.model import PlanLine, PlanPart, Strategy, StrategyState, Understanding
from companion.clock import Clock
from companion.errors import RefusedError
from companion.store.records import past
from companion.workflow.facts import FOR_A_REVIEW, Facts
from companion.workflow.room import Room
from companion.workflow.shelves import Shelves

if TYPE_CHECKING:
    from companion.store.database import Store
    from companion.store.transaction import Act

T = TypeVar("T")
ONLY_LOOK = "This day is past: one can look, not write. Esc goes back to today."
"""What is said when something is to be written on a day that is past."""
_STANDING = (StrategyState.HELPING, StrategyState.TRIED, StrategyState.RESTING)


def room_as_of(room: Room, day: date) -> Room:
    """Return a room to look from, as it was at the end of a day; nothing is to be written in it.

    Raises:
        RefusedError: When the day is still to come.
    """
    if day > room.today:
        raise RefusedError("This day is still to come.")
    then = PastRoom(room.store, room.patient, catalogue=room.catalogue, language=room.language)
    then.clock = Clock.fixed(datetime.combine(day, time(12)))
    then.facts = PastFacts(room.store, room.patient.id, day)
    then.shelves = PastShelves(then, day)
    then.look.given = room.look.given
    return then


class PastRoom(Room):
    """A room one can look into: nothing is written in it, and no session is open."""

    def perform(self, act: Act[T]) -> T:  # noqa: ARG002
        """Refuse: what is past is looked at only.

        Raises:
            RefusedError: Always.
        """
        raise RefusedError(ONLY_LOOK)

    def keep_definition(self, instrument: str) -> None:  # noqa: ARG002
        """Refuse as well: a definition is kept when answers are written.

        Raises:
            RefusedError: Always.
        """
        raise RefusedError(ONLY_LOOK)

    def _open_session(self) -> None:
        return None


class PastFacts(Facts):
    """The records of one patient up to a day.

    Args:
        store: Where they are.
        patient_id: Whose they are.
        day: The last day that counts.
    """

    def __init__(self, store: Store, patient_id: int, day: date) -> None:
        super().__init__(store, patient_id)
        self._day = day

    def gather(self, names: Iterable[str] = FOR_A_REVIEW) -> None:
        """Read what is not known yet, as it was; what is not kept day by day is today's."""
        missing = [name for name in names if name not in self._known]
        todays = [name for name in missing if name not in past.READ]
        if todays:
            super().gather(todays)
        if len(missing) > len(todays):
            with self._store.read() as reader:
                for name in set(missing) - set(todays):
                    self._known[name] = past.READ[name](reader, self._patient_id, self._day, _end(self._day))


class PastShelves(Shelves):
    """The shelves and the plan up to a day.

    Args:
        room: The room as it was.
        day: The last day that counts.
    """

    def __init__(self, room: Room, day: date) -> None:
        super().__init__(room)
        self._day = day

    def strategies(self) -> tuple[Strategy, ...]:
        """Return the shelf *What I do* as it stood: helping, tried, resting."""
        with self._room.store.read() as reader:
            found = past.strategies(reader, self._patient_id, self._day, _end(self._day))
        return tuple(sorted(found, key=lambda one: _STANDING.index(one.state)))

    def understandings(self) -> tuple[Understanding, ...]:
        """Return the shelf *What I have understood* as it stood."""
        with self._room.store.read() as reader:
            return past.understandings(reader, self._patient_id, self._day, _end(self._day))

    def plan(self) -> tuple[PlanLine, ...]:
        """Return the plan for the hardest days as it stood, in its order."""
        with self._room.store.read() as reader:
            found = past.plan(reader, self._patient_id, self._day, _end(self._day))
        return tuple(sorted(found, key=lambda line: (list(PlanPart).index(line.part), line.position, line.id)))


def _end(day: date) -> datetime:
    """Return the end of the day where we are, in UTC as the store keeps it."""
    local = datetime.combine(day + timedelta(days=1), time()).astimezone()
    return local.replace(tzinfo=None) - (local.utcoffset() or timedelta())
