"""What comes from the room: marks, paper forms, what was noticed, events.

All answers go the same way as an import (`TakeIn`): scored, versioned, with how they
were given and who rated.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from companion.clinical.message import Message
from companion.clinical.model import (
    CLINICIAN,
    Better,
    Contribution,
    Domain,
    Event,
    How,
    Kind,
    OwnMeasure,
    Point,
    Respondent,
)
from companion.errors import RefusedError
from companion.workflow.permissions import confirm, is_waiting, need

if TYPE_CHECKING:
    from companion.clinical.instruments import Instrument
    from companion.store.acts.answers import AssessmentIn, ScoreIn
    from companion.workflow.room import Room

# A second mark within this time puts the first one right; later it is a new mark.
_PUT_RIGHT = timedelta(minutes=10)
_ROOM = "room"


class Marking:
    """Answers and events typed in for one patient."""

    def __init__(self, room: Room) -> None:
        self._room = room

    def instruments(self) -> tuple[Instrument, ...]:
        """Return the forms that can be typed in, by name."""
        return tuple(sorted(self._room.catalogue, key=lambda instrument: instrument.short.casefold()))

    def needs_permission(self, form: Instrument) -> bool:
        """Return whether the clinic has still to confirm that it may use a form."""
        return is_waiting(self._room.store, form)

    def confirm_permission(self, form: Instrument) -> None:
        """Keep that the clinic has the owner's permission to use a form."""
        confirm(self._room.store, form)

    def own_measures(self) -> tuple[OwnMeasure, ...]:
        """Return the patient's own measures, oldest first."""
        return self._room.facts.own_measures

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
        from companion.store.acts.own import AddOwnMeasure

        act = AddOwnMeasure(self._room.patient.id, words, domain, better, step, enough, low_words, high_words)
        return self._room.perform(act)

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
        from companion.store.acts.own import ChangeOwnMeasure

        old = self._own(own_id)
        return self._room.perform(
            ChangeOwnMeasure(
                own_id,
                old.words if words is None else words,
                domain or old.domain,
                better or old.better,
                old.step if step is None else step,
                old.enough if enough is None else enough,
                old.low_words if low_words is None else low_words,
                old.high_words if high_words is None else high_words,
                old.resting if resting is None else resting,
            )
        )

    def mark(self, own_id: int, value: float, how: How = How.TOGETHER) -> Point:
        """Mark an own measure now; again within ten minutes puts it right.

        Raises:
            RefusedError: When the value is outside 0 to 10.
        """
        from companion.store.acts.answers import ScoreIn

        own = self._own(own_id)
        if not 0 <= value <= 10:
            raise RefusedError("A mark lies between 0 and 10.")
        return self._take_in(
            own.instrument,
            str(own.version),
            self._room.today,
            (ScoreIn("total", value),),
            scale="total",
            moment=self._moment_of_mark(own),
            answers=(value,),
            how=how,
        )

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
        from companion.workflow.intaking import scores_of_total

        form = self._form(instrument, day)
        scale = form.scale()
        if not scale.low <= total <= scale.high:
            raise RefusedError(
                "A total of {form} lies between {low} and {high}.", form=form.short, low=scale.low, high=scale.high
            )
        scores = scores_of_total(form, total)
        return self._take_in(
            form.id,
            form.version,
            day,
            scores,
            scale=form.main_scale.id if len(scores) > 1 else scale.id,
            stated_total=total,
            how=how,
            respondent=respondent,
            rater=rater,
        )

    def paper_items(
        self,
        instrument: str,
        day: date,
        answers: Sequence[float | None],
        how: How = How.UNKNOWN,
        respondent: Respondent = Respondent.SELF,
        rater: str = "",
        time: time | None = None,
        not_applicable: Set[int] = frozenset(),
    ) -> Point:
        """Type in the answers of a paper form; None is a missing answer.

        Args:
            instrument: The form's id.
            day: The day it was filled in.
            answers: One answer a question, in order.
            how: How it was filled in.
            respondent: Who answered.
            rater: Who rated, if somebody else.
            time: When on that day.
            not_applicable: Numbers of questions that do not apply to this person.

        Raises:
            RefusedError: When there are too many answers, or one is outside its range.
        """
        from companion.clinical.scoring import score
        from companion.workflow.intaking import scores_in

        form = self._form(instrument, day)
        if len(answers) > len(form.items):
            raise RefusedError("{form} has {n} questions.", form=form.short, n=len(form.items))
        sheet = (*answers, *([None] * (len(form.items) - len(answers))))
        scored = score(form, sheet, not_applicable=not_applicable)
        if scored.problems:
            problem = scored.problems[0]
            raise RefusedError(problem.text, **problem.values)
        return self._take_in(
            form.id,
            scored.version or form.version,
            day,
            scores_in(scored),
            scale=form.main_scale.id,
            moment=self._moment(day, time) if time else None,
            answers=sheet,
            how=how,
            respondent=respondent,
            rater=rater,
        )

    def noticed(self, text: str, role: str, shift: str = "", day: date | None = None) -> Contribution:
        """Keep what somebody saw outside a session; it waits for the next shared look.

        Raises:
            RefusedError: Nobody is named, or they did not say that they know the patient will read it.
        """
        from companion.store.acts.meeting import Say

        if not role.strip():
            raise RefusedError("Say who noticed it, by role.")
        self._room.meeting.may_say(role.strip())
        by = f"{role.strip()}, {shift.strip()}" if shift.strip() else role.strip()
        return self._room.perform(
            Say(
                self._room.patient.id,
                None,
                text,
                said_by=by,
                typed_by=CLINICIAN,
                via="noticed",
                kind=Kind.NOTICED,
                after=True,
                day=day,
            )
        )

    def events(self) -> tuple[Event, ...]:
        """Return what is dated on the time line, oldest first."""
        return self._room.facts.events

    def add_event(self, day: date, text: str, until: date | None = None, kind: str = "event") -> Event:
        """Put something on the time line."""
        from companion.store.acts.shelves import AddEvent

        return self._room.perform(AddEvent(self._room.patient.id, day, text, until, kind))

    def change_event(
        self, event_id: int, day: date, text: str, until: date | None = None, kind: str = "event"
    ) -> Event:
        """Change something on the time line."""
        from companion.store.acts.shelves import ChangeEvent

        return self._room.perform(ChangeEvent(event_id, day, text, until, kind))

    def remove_event(self, event_id: int) -> None:
        """Take something off the time line."""
        from companion.store.acts.shelves import RemoveEvent

        self._room.perform(RemoveEvent(event_id))

    def _own(self, own_id: int) -> OwnMeasure:
        found = next((one for one in self.own_measures() if one.id == own_id), None)
        if found is None:
            raise RefusedError("This measure is no longer there. Go back and look again.")
        return found

    def _form(self, instrument: str, day: date) -> Instrument:
        if instrument not in self._room.catalogue:
            raise RefusedError("No form is called {name}.", name=instrument)
        if day > self._room.today:
            raise RefusedError("This day is still to come.")
        form = self._room.catalogue.get(instrument)
        need(self._room.store, form)
        return form

    def _take_in(
        self,
        instrument: str,
        version: str,
        day: date,
        scores: tuple[ScoreIn, ...],
        *,
        scale: str,
        moment: datetime | None = None,
        answers: tuple[float | None, ...] | None = None,
        stated_total: float | None = None,
        how: How = How.UNKNOWN,
        respondent: Respondent = Respondent.SELF,
        rater: str = "",
    ) -> Point:
        from companion.store.acts.answers import AssessmentIn, TakeIn

        room = self._room
        came: AssessmentIn = AssessmentIn(
            instrument,
            version,
            day,
            scores,
            patient_id=room.patient.id,
            respondent=respondent,
            rater=rater,
            moment=moment,
            zone=room.clock.zone() if moment else "",
            how=how,
            source=_ROOM,
            answers=answers,
            stated_total=stated_total,
        )
        taken = room.perform(TakeIn((came,), way=_ROOM))
        room.keep_definition(instrument)
        one = next(score for score in scores if score.scale == scale)
        return Point(
            assessment_id=taken.assessment_ids[0],
            day=day,
            value=one.value,
            why_not=one.why_not if isinstance(one.why_not, Message) else None,
            moment=moment,
            instrument=instrument,
            version=version,
            scale=scale,
            respondent=respondent,
            rater=rater,
            how=how,
            prorated=one.prorated,
            corrected=taken.per_row[0] == "changed",
        )

    def _moment_of_mark(self, own: OwnMeasure) -> datetime:
        now = self._room.clock.now()
        mine = (point for point in reversed(self._room.facts.points) if point.instrument == own.instrument)
        last = next(mine, None)
        if last and last.moment and last.day == self._room.today and now - last.moment < _PUT_RIGHT:
            return last.moment
        return now

    def _moment(self, day: date, at: time) -> datetime:
        local = datetime.combine(day, at)
        return local if self._room.clock.held else local.astimezone(UTC).replace(tzinfo=None)
