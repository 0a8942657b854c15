"""All areas of one patient as they stand: what the steps Look and Then & now show."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from companion.clinical.criterion import Given
from companion.clinical.message import Message
from companion.clinical.model import (
    PATIENT,
    Contribution,
    CriticalAnswer,
    Display,
    Domain,
    FormTalk,
    Kind,
    Moment,
    MoreHelp,
    OwnMeasure,
    Respondent,
    Session,
)
from companion.clinical.signals import HelpAnswer, Signal, SignalInput, SignalRow, find_signals
from companion.errors import RefusedError
from companion.workflow.areas import Areas
from companion.workflow.facts import RELATIVES
from companion.workflow.moments import find_moments, last_moment, start_moment
from companion.workflow.rows import Days, RowBuilder, group_points
from companion.workflow.views import AreaRow, BeforeView, LeftBe, Review, ThenNow

if TYPE_CHECKING:
    from companion.workflow.facts import Facts
    from companion.workflow.room import Room

_QUESTION = Message("What do you see when you put these two side by side?")
_TELLING = (Kind.MATTERS, Kind.HARD, Kind.SMALL_STEP, Kind.HELPED, Kind.HOPE)
_WORDS_SHOWN = 3


class Looking:
    """What can be looked at, and the marks that belong to looking.

    Attributes:
        given: A stricter level than usual, where many areas are looked at together; else None.
    """

    def __init__(self, room: Room) -> None:
        self._room = room
        self.given: Given | None = None

    def review(self, since: Moment | None = None, *, as_of: date | None = None) -> Review:
        """Return every area now, since last session, since start and since `since`.

        Args:
            since: The chosen moment; None means the start.
            as_of: A day in the past, to look at everything as it was then.

        Raises:
            RefusedError: When `as_of` is still to come.
        """
        if as_of is not None and as_of != self._room.today:
            from companion.workflow.as_of import room_as_of

            return room_as_of(self._room, as_of).look.review(since)
        cache = self._facts.reviews
        chosen = (since.kind, since.day, since.ref) if since else ("", date.min, None)
        wanted = (*chosen, self._room.today)
        if wanted not in cache:
            cache[wanted] = self._review(since)
        return cache[wanted]

    def then_now(self, then: Moment, now: Moment | None = None) -> ThenNow:
        """Return two moments side by side: the patient's own words nearest both, then the readings.

        Without `now`, the later moment is today.
        """
        today = Moment("now", self._room.today, Message("today"))
        later = now or today
        if later.day < then.day:
            then, later = later, then
        if later.day >= self._room.today:
            rows = self.review(then).rows
        else:
            rows, _, _ = self._rows(Days(until=later.day, last=None, since=then.day))
        then_words, now_words = self._words(then.day, later.day)
        return ThenNow(then, later, then_words, now_words, rows, _QUESTION)

    def before(self) -> BeforeView:
        """Return what the clinician sees with the screen turned away."""
        from companion.workflow.before import look_before

        return look_before(self._room, self.review())

    def moments(self) -> tuple[Moment, ...]:
        """Return what one can compare with.

        The start, the last session and a year ago come first, then sessions and
        events, newest first.
        """
        return find_moments(self._facts, self._room.today)

    def areas(self) -> Areas:
        """Return the patient's areas of life: names and order."""
        return Areas(self._facts.areas)

    def set_display(self, display: Display) -> None:
        """Remember what the patient wants to see."""
        from companion.store.acts.people import SetDisplay

        self._room.perform(SetDisplay(self._patient_id, display))

    def set_domain(self, domain: Domain, name: str = "", *, hidden: bool = False, position: int | None = None) -> None:
        """Rename, hide or order an area by the patient's choice."""
        from companion.store.acts.people import SetDomain

        self._room.perform(SetDomain(self._patient_id, domain, name, hidden, position))

    def more_help(self, domain: Domain, answer: MoreHelp) -> None:
        """Keep the answer to *more help here?*."""
        from companion.store.acts.own import SayMoreHelp

        self._room.perform(SayMoreHelp(self._patient_id, domain, answer, self._session_id))

    def end_of_form(self, row: str, outcome: FormTalk) -> None:
        """Keep how the talk about one form ended."""
        from companion.store.acts.meeting import SayEndOfForm

        self._room.perform(SayEndOfForm(self._patient_id, self._session_id, row, outcome))

    def set_signal_aside(self, signal_id: str, reason: str = "") -> None:
        """Leave one thing be: it is not proposed again."""
        from companion.store.acts.meeting import SetSignalAside

        self._room.perform(SetSignalAside(self._patient_id, signal_id, reason))

    def left_be(self) -> tuple[LeftBe, ...]:
        """Return what was left be, with its reason, newest first; with what it is about where that still stands."""
        facts = self._facts
        if not facts.set_aside:
            return ()
        last = last_moment(facts)
        rows = self._rows(Days(until=self._room.today, last=last.day if last else None))[1]
        found = {one.id: one for one in self._signals(rows, critical_answers(self._room), None, frozenset())}
        return tuple(LeftBe(one.day, one.reason, found.get(one.signal)) for one in reversed(facts.set_aside))

    def say_own_reading(self, own: OwnMeasure, from_day: date, to_day: date, word: str) -> None:
        """Keep the patient's own word for two moments of an own measure.

        The word is `easier`, `harder`, `more`, `less` or `same`.
        """
        from companion.store.acts.own import SayOwnReading

        self._room.perform(SayOwnReading(own.id, self._patient_id, from_day, to_day, word))

    def point_word(self, assessment_id: int, scale: str, word: str | None) -> None:
        """Keep "the form says easier, I say harder" on one point; None takes it away."""
        from companion.store.acts.answers import MarkPoint

        self._room.perform(MarkPoint(self._patient_id, assessment_id, scale, word))

    def show_relatives(self, *, yes: bool) -> None:
        """Keep the patient's own answer to whether relatives' ratings are shown.

        Raises:
            RefusedError: Somebody else is in the room; the patient says this alone.
        """
        from companion.store.acts.people import Consent

        if self._room.meeting.somebody_else:
            raise RefusedError("This is for the patient to say with nobody else in the room.")

        self._room.perform(Consent(self._patient_id, RELATIVES, "yes" if yes else "no", PATIENT))

    @property
    def _facts(self) -> Facts:
        return self._room.facts

    @property
    def _patient_id(self) -> int:
        return self._room.patient.id

    @property
    def _session_id(self) -> int | None:
        return self._room.session.id if self._room.session else None

    def _review(self, since: Moment | None) -> Review:
        room, facts = self._room, self._facts
        facts.gather()
        last, start = last_moment(facts), start_moment(facts)
        days = Days(until=room.today, last=last.day if last else None, since=since.day if since else None)
        rows, signal_rows, hidden = self._rows(days)
        critical = critical_answers(room)
        return Review(
            patient=room.patient,
            today=room.today,
            rows=rows,
            since=since or start,
            last=last,
            start=start,
            moments=self.moments(),
            events=facts.events,
            signals=self._signals(signal_rows, critical, since, frozenset(one.signal for one in facts.set_aside)),
            critical=critical,
            display=facts.display,
            relatives_hidden=hidden,
        )

    def _rows(self, days: Days) -> tuple[tuple[AreaRow, ...], tuple[SignalRow, ...], bool]:
        room, facts = self._room, self._facts
        groups, hidden = group_points(
            facts.points,
            room.catalogue,
            facts.own_measures,
            relatives=facts.relatives_shown,
            until=days.until,
        )
        rows, signal_rows = RowBuilder(facts, room.language, days, self.given).build(groups)
        return rows, signal_rows, hidden

    def _signals(
        self,
        rows: tuple[SignalRow, ...],
        critical: tuple[CriticalAnswer, ...],
        since: Moment | None,
        set_aside: frozenset[str],
    ) -> tuple[Signal, ...]:
        facts, areas = self._facts, self.areas()
        forms = {answer.instrument: self._room.catalogue.get(answer.instrument).short for answer in critical}
        return find_signals(
            SignalInput(
                today=self._room.today,
                rows=rows,
                last=last_moment(facts),
                start=start_moment(facts),
                since=since,
                last_met=facts.last_held.day if facts.last_held else None,
                critical=critical,
                agreements=facts.agreements,
                more_help=tuple(
                    HelpAnswer(said.domain, said.answer, said.day, areas.name(said.domain))
                    for said in facts.more_help.values()
                ),
                set_aside=set_aside,
                forms=forms,
                given=self.given,
            )
        )

    def _words(self, then: date, now: date) -> tuple[tuple[Contribution, ...], tuple[Contribution, ...]]:
        hide = self._room.meeting.somebody_else
        mine: dict[date, list[Contribution]] = {}
        for line in self._facts.lines:
            if line.said_by == PATIENT and not line.told_by and not (hide and line.only_us):
                mine.setdefault(line.day, []).append(line)
        if not mine:
            return (), ()
        early = min(mine, key=lambda day: (abs((day - then).days), day))
        late = min(mine, key=lambda day: (abs((day - now).days), -day.toordinal()))
        return _telling(mine[early]), () if late == early else _telling(mine[late])


def critical_answers(room: Room) -> tuple[CriticalAnswer, ...]:
    """Return the answers on safety of the newest sheets, and of all since the last session; newest first."""
    facts: Facts = room.facts
    last: Session | None = facts.last_held
    seen: set[tuple[str, str]] = set()
    found: list[CriticalAnswer] = []
    for sheet in reversed(facts.sheets):
        of_whom = (sheet.instrument, sheet.respondent.value)
        is_new = last is None or sheet.day > last.day
        if (of_whom in seen and not is_new) or sheet.instrument not in room.catalogue:
            continue
        seen.add(of_whom)
        if sheet.answers is None or (sheet.respondent is Respondent.RELATIVE and not facts.relatives_shown):
            continue
        instrument = room.catalogue.get(sheet.instrument)
        for rule in instrument.critical:
            answer = sheet.answers[rule.item - 1] if rule.item <= len(sheet.answers) else None
            if answer is not None and rule.applies(answer):
                found.append(
                    CriticalAnswer(
                        assessment_id=sheet.assessment_id,
                        day=sheet.day,
                        instrument=instrument.id,
                        item=rule.item,
                        label=rule.label,
                        answer=answer,
                        highest=instrument.item(rule.item).high,
                        respondent=sheet.respondent,
                    )
                )
    return tuple(found)


def _telling(lines: list[Contribution]) -> tuple[Contribution, ...]:
    """Return the few lines of one day that say most: kept ones first, then what mattered, was hard, was a step."""
    best = sorted(lines, key=lambda line: (not line.keepsake, line.kind not in _TELLING, line.position))[:_WORDS_SHOWN]
    return tuple(sorted(best, key=lambda line: line.position))
