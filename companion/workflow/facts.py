"""What is known about one patient, read once and kept until an act changes it.

A screen asks for the same things many times; a line said in a session leaves ten years
of forms as they are. So each act forgets only what its kind can have changed, and what a
review needs is read through one reader.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from companion.clinical.model import (
    Agreement,
    Contribution,
    Display,
    Domain,
    Event,
    OwnMeasure,
    OwnReading,
    Point,
    Session,
)
from companion.store.records import answers, meanings, meeting, own, people, shelves

if TYPE_CHECKING:
    from companion.clinical.meanings import Meaning
    from companion.store.database import Store
    from companion.store.records.answers import AnswerSheet
    from companion.store.records.meeting import FormTalked, PromptUse, SetAside
    from companion.store.records.own import MoreHelpSaid
    from companion.store.records.people import DomainChoice
    from companion.store.transaction import Reader
    from companion.workflow.views import Review

RELATIVES = "relatives"
"""The question of consent on what relatives answered."""

_READ: Mapping[str, Callable[[Reader, int], Any]] = {
    "points": answers.points,
    "sheets": answers.answer_sheets,
    "own_measures": own.own_measures,
    "own_readings": own.own_readings,
    "more_help": lambda reader, who: {said.domain: said for said in own.more_help(reader, who)},
    "display": people.display,
    "areas": lambda reader, who: {choice.domain: choice for choice in people.domain_choices(reader, who)},
    "consents": lambda reader, who: {said.kind: said.answer for said in people.consents(reader, who)},
    "sessions": meeting.sessions,
    "lines": meeting.contributions,
    "meanings": meanings.meanings,
    "form_talks": meeting.form_talks,
    "prompt_uses": meeting.prompt_uses,
    "set_aside": meeting.set_aside,
    "agreements": shelves.agreements,
    "events": shelves.events,
}

# What acts of one module of `companion.store.acts` can change; acts of others can change anything.
_CHANGED_BY: Mapping[str, tuple[str, ...]] = {
    "answers": ("points", "sheets", "meanings"),
    "own": ("own_measures", "own_readings", "more_help"),
    "people": ("display", "areas", "consents"),
    "meeting": ("sessions", "form_talks", "prompt_uses", "set_aside"),
    "lines": ("lines", "meanings"),
    "meanings": ("lines", "meanings"),
    "shelves": ("agreements",),
    "timeline": ("events",),
    "notes": (),
}
_LEAVE_REVIEWS = {"lines", "meanings", "notes"}
EVERYTHING = tuple(_READ)
FOR_A_REVIEW = tuple(name for name in _READ if name not in {"lines", "meanings", "prompt_uses"})


class Facts:
    """The records of one patient.

    Args:
        store: Where they are.
        patient_id: Whose they are.

    Attributes:
        reviews: Reviews that were put together since anything in them changed.
    """

    def __init__(self, store: Store, patient_id: int) -> None:
        self._store = store
        self._patient_id = patient_id
        self._known: dict[str, Any] = {}
        self.reviews: dict[tuple[str, date, int | None, date], Review] = {}

    def gather(self, names: Iterable[str] = FOR_A_REVIEW) -> None:
        """Read what is not known yet, all of it as the store stands at one moment."""
        missing = [name for name in names if name not in self._known]
        if missing:
            with self._store.read() as reader:
                for name in missing:
                    self._known[name] = _READ[name](reader, self._patient_id)

    def forget(self, kind: str = "") -> None:
        """Read again at the next question what acts of one kind can have changed.

        Args:
            kind: Module of the acts, as in ``lines``; empty for everything.
        """
        for name in _CHANGED_BY.get(kind, tuple(_READ)):
            self._known.pop(name, None)
        if kind not in _LEAVE_REVIEWS:
            self.reviews.clear()

    def _get(self, name: str) -> Any:
        if name not in self._known:
            self.gather((name,))
        return self._known[name]

    @property
    def points(self) -> tuple[Point, ...]:
        """Every score of every scale, oldest first."""
        found: tuple[Point, ...] = self._get("points")
        return found

    @property
    def sheets(self) -> tuple[AnswerSheet, ...]:
        """Every answer sheet, oldest first."""
        found: tuple[AnswerSheet, ...] = self._get("sheets")
        return found

    @property
    def own_measures(self) -> tuple[OwnMeasure, ...]:
        """The patient's own measures, resting ones too."""
        found: tuple[OwnMeasure, ...] = self._get("own_measures")
        return found

    @property
    def own_readings(self) -> tuple[OwnReading, ...]:
        """The patient's own words on two moments of an own measure."""
        found: tuple[OwnReading, ...] = self._get("own_readings")
        return found

    @property
    def more_help(self) -> dict[Domain, MoreHelpSaid]:
        """The newest answer to *more help here?* by area."""
        found: dict[Domain, MoreHelpSaid] = self._get("more_help")
        return found

    @property
    def display(self) -> Display:
        """What the patient chose to see."""
        found: Display = self._get("display")
        return found

    @property
    def areas(self) -> dict[Domain, DomainChoice]:
        """What the patient chose for areas of life."""
        found: dict[Domain, DomainChoice] = self._get("areas")
        return found

    @property
    def consents(self) -> dict[str, str]:
        """The newest answer to each question of consent."""
        found: dict[str, str] = self._get("consents")
        return found

    @property
    def relatives_shown(self) -> bool:
        """Whether the patient said that what relatives answered may be shown."""
        return self.consents.get(RELATIVES) == "yes"

    @property
    def sessions(self) -> tuple[Session, ...]:
        """Every session, oldest first."""
        found: tuple[Session, ...] = self._get("sessions")
        return found

    @property
    def lines(self) -> tuple[Contribution, ...]:
        """Every line that stands, in the order they were said."""
        found: tuple[Contribution, ...] = self._get("lines")
        return found

    @property
    def meanings(self) -> tuple[Meaning, ...]:
        """What answers mean to the patient, oldest first."""
        found: tuple[Meaning, ...] = self._get("meanings")
        return found

    @property
    def form_talks(self) -> tuple[FormTalked, ...]:
        """How talk about forms ended, oldest first."""
        found: tuple[FormTalked, ...] = self._get("form_talks")
        return found

    @property
    def prompt_uses(self) -> tuple[PromptUse, ...]:
        """The questions that were put, oldest first."""
        found: tuple[PromptUse, ...] = self._get("prompt_uses")
        return found

    @property
    def set_aside(self) -> tuple[SetAside, ...]:
        """What was left be."""
        found: tuple[SetAside, ...] = self._get("set_aside")
        return found

    @property
    def agreements(self) -> tuple[Agreement, ...]:
        """Every agreement, oldest first."""
        found: tuple[Agreement, ...] = self._get("agreements")
        return found

    @property
    def events(self) -> tuple[Event, ...]:
        """What is on the time line, oldest first."""
        found: tuple[Event, ...] = self._get("events")
        return found

    @property
    def last_held(self) -> Session | None:
        """The last session that was held and closed, or None."""
        return next((one for one in reversed(self.sessions) if one.held and not one.is_open), None)
