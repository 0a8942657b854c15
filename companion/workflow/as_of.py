"""A patient as they stood on a day in the past: "as it was in March 2024".

What was answered, said or agreed after that day is left out. An answer that was put right
later stands as it stood then; one that came in later for a day before it is counted, since
many clinics bring their paper years into the store at once. What the patient chose to see or
to hide, consent, own measures and their steps are today's: a choice made now holds for the
past too.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from companion.clinical.model import AgreementState
from companion.clock import Clock
from companion.errors import RefusedError
from companion.store.records import answers
from companion.workflow.facts import Facts
from companion.workflow.room import Room

if TYPE_CHECKING:
    from companion.store.database import Store

_DAYS = {
    "sheets": "day",
    "sessions": "day",
    "events": "day",
    "lines": "day",
    "set_aside": "day",
    "form_talks": "day",
    "prompt_uses": "day",
    "own_readings": "said_on",
    "agreements": "made",
}
"""The day by which each kind of thing is left out."""


def room_as_of(room: Room, day: date) -> Room:
    """Return a room to look from, as it was at the end of a day; nothing is to be written in it.

    Raises:
        RefusedError: When the day is still to come.
    """
    if day > room.today:
        raise RefusedError("This day is still to come.")
    past = Room(room.store, room.patient, catalogue=room.catalogue, language=room.language)
    past.clock = Clock.fixed(datetime.combine(day, time(12)))
    past.session = None
    past.facts = PastFacts(room.store, room.patient.id, day)
    past.look.given = room.look.given
    return past


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
        self._past: dict[str, Any] = {}

    def _get(self, name: str) -> Any:
        if name not in self._past:
            self._past[name] = self._as_of(name)
        return self._past[name]

    def _as_of(self, name: str) -> Any:
        if name == "points":
            with self._store.read() as reader:
                return answers.points_as_of(reader, self._patient_id, self._day, _end(self._day))
        found = super()._get(name)
        if name == "own_measures":
            answered = {point.instrument for point in self.points}
            return tuple(measure for measure in found if measure.instrument in answered)
        if name == "more_help":
            return {domain: said for domain, said in found.items() if said.day <= self._day}
        if name in _DAYS:
            found = tuple(one for one in found if getattr(one, _DAYS[name]) <= self._day)
        if name == "agreements":
            return tuple(self._open_again(one) for one in found)
        return found

    def _open_again(self, agreement: Any) -> Any:
        if agreement.reviewed is not None and agreement.reviewed > self._day:
            return replace(agreement, state=AgreementState.OPEN, state_words="", reviewed=None)
        return agreement


def _end(day: date) -> datetime:
    """Return the end of the day where we are, in UTC as the store keeps it."""
    local = datetime.combine(day + timedelta(days=1), time()).astimezone()
    return local.replace(tzinfo=None) - (local.utcoffset() or timedelta())
