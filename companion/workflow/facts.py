"""What is known about one patient, read once and kept until something is written.

Each group is read when it is first asked for. Answers are read again only when answers
were written: a line said in a session leaves ten years of forms as they are.
"""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from companion.clinical.model import (
    Agreement,
    Contribution,
    Display,
    Domain,
    Event,
    Moment,
    OwnMeasure,
    OwnReading,
    Point,
    Session,
)

if TYPE_CHECKING:
    from companion.store.database import Store
    from companion.store.records.answers import AnswerSheet
    from companion.store.records.meeting import FormTalked, PromptUse, SetAside
    from companion.store.records.own import MoreHelpSaid
    from companion.store.records.people import DomainChoice
    from companion.workflow.views import Review

_ANSWERS = ("points", "sheets")


class Facts:
    """The records of one patient.

    Args:
        store: Where they are.
        patient_id: Whose they are.
    """

    def __init__(self, store: Store, patient_id: int) -> None:
        self._store = store
        self._patient_id = patient_id

    def forget(self, *, answers: bool) -> None:
        """Read again at the next question.

        Args:
            answers: Whether answers were written too.
        """
        kept = {} if answers else {name: self.__dict__[name] for name in _ANSWERS if name in self.__dict__}
        store, patient_id = self._store, self._patient_id
        self.__dict__.clear()
        self.__dict__.update(kept)
        self._store, self._patient_id = store, patient_id

    @cached_property
    def reviews(self) -> dict[tuple[Moment | None, date], Review]:
        """Reviews that were already put together, by chosen moment and day."""
        return {}

    @cached_property
    def points(self) -> tuple[Point, ...]:
        """Every score of every scale, oldest first."""
        from companion.store.records import answers

        with self._store.read() as reader:
            return answers.points(reader, self._patient_id)

    @cached_property
    def sheets(self) -> tuple[AnswerSheet, ...]:
        """Every answer sheet, oldest first."""
        from companion.store.records import answers

        with self._store.read() as reader:
            return answers.answer_sheets(reader, self._patient_id)

    @cached_property
    def own_measures(self) -> tuple[OwnMeasure, ...]:
        """The patient's own measures, resting ones too."""
        from companion.store.records import own

        with self._store.read() as reader:
            return own.own_measures(reader, self._patient_id)

    @cached_property
    def own_readings(self) -> tuple[OwnReading, ...]:
        """The patient's own words on two moments of an own measure."""
        from companion.store.records import own

        with self._store.read() as reader:
            return own.own_readings(reader, self._patient_id)

    @cached_property
    def more_help(self) -> dict[Domain, MoreHelpSaid]:
        """The newest answer to *more help here?* by area."""
        from companion.store.records import own

        with self._store.read() as reader:
            return {said.domain: said for said in own.more_help(reader, self._patient_id)}

    @cached_property
    def display(self) -> Display:
        """What the patient chose to see."""
        from companion.store.records import people

        with self._store.read() as reader:
            return people.display(reader, self._patient_id)

    @cached_property
    def areas(self) -> dict[Domain, DomainChoice]:
        """What the patient chose for areas of life."""
        from companion.store.records import people

        with self._store.read() as reader:
            return {choice.domain: choice for choice in people.domain_choices(reader, self._patient_id)}

    @cached_property
    def consents(self) -> dict[str, str]:
        """The newest answer to each question of consent."""
        from companion.store.records import people

        with self._store.read() as reader:
            return {said.kind: said.answer for said in people.consents(reader, self._patient_id)}

    @cached_property
    def sessions(self) -> tuple[Session, ...]:
        """Every session, oldest first."""
        from companion.store.records import meeting

        with self._store.read() as reader:
            return meeting.sessions(reader, self._patient_id)

    @cached_property
    def lines(self) -> tuple[Contribution, ...]:
        """Every line that stands, in the order they were said."""
        from companion.store.records import meeting

        with self._store.read() as reader:
            return meeting.contributions(reader, self._patient_id)

    @cached_property
    def form_talks(self) -> tuple[FormTalked, ...]:
        """How talk about forms ended, oldest first."""
        from companion.store.records import meeting

        with self._store.read() as reader:
            return meeting.form_talks(reader, self._patient_id)

    @cached_property
    def prompt_uses(self) -> tuple[PromptUse, ...]:
        """The questions that were put, oldest first."""
        from companion.store.records import meeting

        with self._store.read() as reader:
            return meeting.prompt_uses(reader, self._patient_id)

    @cached_property
    def set_aside(self) -> tuple[SetAside, ...]:
        """What was left be."""
        from companion.store.records import meeting

        with self._store.read() as reader:
            return meeting.set_aside(reader, self._patient_id)

    @cached_property
    def agreements(self) -> tuple[Agreement, ...]:
        """Every agreement, oldest first."""
        from companion.store.records import shelves

        with self._store.read() as reader:
            return shelves.agreements(reader, self._patient_id)

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """What is on the time line, oldest first."""
        from companion.store.records import shelves

        with self._store.read() as reader:
            return shelves.events(reader, self._patient_id)

    @property
    def last_held(self) -> Session | None:
        """The last session that was held and closed, or None."""
        return next((one for one in reversed(self.sessions) if one.held and not one.is_open), None)
