"""One patient and nothing else: what session mode holds.

A `Room` knows its patient, the catalogue, the language and the store behind the acts.
Screens of a session are given a room, never a desk, so that no other name is in reach.
Its parts (`look`, `meeting`, `marking`, `shelves`, `talk`, `note`, `share`, `papers`) each take the
room; what they write goes through `Room.perform`, so that what was read is read again.
"""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from companion.clinical.model import Patient, Session
from companion.workflow.facts import Facts

if TYPE_CHECKING:
    from companion.clinical.instruments import Catalogue
    from companion.clock import Clock
    from companion.language import Language
    from companion.store.database import Store
    from companion.store.transaction import Act
    from companion.workflow.carrying import Carrying
    from companion.workflow.looking import Looking
    from companion.workflow.marking import Marking
    from companion.workflow.meanings import Meanings
    from companion.workflow.meeting import Meeting
    from companion.workflow.noting import Noting
    from companion.workflow.papers import Papers
    from companion.workflow.sharing_acts import Sharing
    from companion.workflow.shelves import Shelves
    from companion.workflow.talking import Talking

T = TypeVar("T")


class Room:
    """One patient, with everything a session does.

    Attributes:
        patient: The person whose life it is about.
        session: The session that is open now, or None.
        language: What turns messages into words.
        catalogue: The instruments that are known.
        clock: Tells the time.
        store: Where everything is kept; parts use `perform` and `store.read()`.
        facts: What was read about this patient; forgotten when something is written.
    """

    def __init__(self, store: Store, patient: Patient, *, catalogue: Catalogue, language: Language) -> None:
        self.store = store
        self.patient = patient
        self.catalogue = catalogue
        self.language = language
        self.clock: Clock = store.clock
        self._kept: set[str] = set()
        self.facts = Facts(store, patient.id)
        self.session: Session | None = self._open_session()

    @property
    def today(self) -> date:
        """Return the local day."""
        return self.clock.today()

    def perform(self, act: Act[T]) -> T:
        """Do one act of the user: one transaction, saved when this returns."""
        done = self.store.perform(act)
        if not getattr(act, "QUIET", False):
            self.facts.forget(type(act).__module__.rpartition(".")[2])
        return done

    def keep_definition(self, instrument: str) -> None:
        """Keep the definition that answers were just scored with; once a room is enough."""
        if instrument in self.catalogue and instrument not in self._kept:
            from companion.workflow.registry import keep_definitions

            keep_definitions(self.store, self.catalogue, [instrument])
            self._kept.add(instrument)

    def refresh(self) -> None:
        """Read patient and open session again, and forget what was read before."""
        from companion.store.records import people

        self.facts.forget()
        with self.store.read() as reader:
            self.patient = people.patient(reader, self.patient.id)
        self.session = self._open_session()

    def _open_session(self) -> Session | None:
        return next((one for one in reversed(self.facts.sessions) if one.is_open), None)

    @cached_property
    def look(self) -> Looking:
        """All areas, moments and what is worth talking about."""
        from companion.workflow.looking import Looking

        return Looking(self)

    @cached_property
    def meeting(self) -> Meeting:
        """The session: who is in the room, drafts, closing."""
        from companion.workflow.meeting import Meeting

        return Meeting(self)

    @cached_property
    def marking(self) -> Marking:
        """Answers and events that come from the room."""
        from companion.workflow.marking import Marking

        return Marking(self)

    @cached_property
    def shelves(self) -> Shelves:
        """Agreements, the two shelves, keepsakes and the plan for the hardest days."""
        from companion.workflow.shelves import Shelves

        return Shelves(self)

    @cached_property
    def talk(self) -> Talking:
        """The dialogue and its lines."""
        from companion.workflow.talking import Talking

        return Talking(self)

    @cached_property
    def meanings(self) -> Meanings:
        """What answers mean to the patient."""
        from companion.workflow.meanings import Meanings

        return Meanings(self)

    @cached_property
    def carry(self) -> Carrying:
        """What carries over from before."""
        from companion.workflow.carrying import Carrying

        return Carrying(self)

    @cached_property
    def note(self) -> Noting:
        """The session's document."""
        from companion.workflow.noting import Noting

        return Noting(self)

    @cached_property
    def share(self) -> Sharing:
        """Preview and export for a stated reader."""
        from companion.workflow.sharing_acts import Sharing

        return Sharing(self)

    @cached_property
    def papers(self) -> Papers:
        """Pages to print."""
        from companion.workflow.papers import Papers

        return Papers(self)
