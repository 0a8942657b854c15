"""What the rules of the dialogue look at, gathered from one patient's records."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from companion.clinical.dialogue import ANSWERED, Asked, Talk
from companion.clinical.findings import HelpAnswer
from companion.clinical.model import (
    CLINICIAN,
    PATIENT,
    Contribution,
    Display,
    Kind,
    Reading,
    Session,
    Status,
    Theme,
)
from companion.workflow.areas import Areas

if TYPE_CHECKING:
    from companion.workflow.room import Room
    from companion.workflow.views import Review

_WAITS = timedelta(days=120)
_LONG = timedelta(days=365)
_MARKS = 6
_DIFFERENCES = 3


def gather(room: Room, choice: str, topic: str = "") -> Talk:
    """Return all that the rules look at, as it may be seen in the room now."""
    facts = room.facts
    hidden = room.meeting.somebody_else
    lines = tuple(line for line in facts.lines if not (hidden and line.only_us))
    ago = Ago(facts.sessions, room.session)
    areas = Areas(facts.areas)
    review = room.look.review() if facts.display is not Display.NOTHING else None
    aside = {one.signal for one in facts.set_aside}
    subject, ref = _topic(topic, lines, room.session)
    return Talk(
        today=room.today,
        choice=choice,
        topic=subject,
        topic_ref=ref,
        display=facts.display,
        signals=tuple(signal for signal in review.signals if signal.id not in aside) if review else (),
        more_help=tuple(
            HelpAnswer(said.domain, said.answer, said.day, areas.name(said.domain)) for said in facts.more_help.values()
        ),
        agreements=facts.agreements,
        strategies=room.shelves.strategies(),
        lines=lines,
        waiting=tuple(line for line in lines if _waits(line, room)),
        differences=tuple(
            line
            for line in lines
            if line.status is Status.DIFFERENT and line.said_by == PATIENT and 0 < ago.of(line) <= _DIFFERENCES
        ),
        meanings=room.meanings.tied() if review else (),
        areas={domain: areas.name(domain) for domain in areas.in_order()},
        asked=_asked(room, lines, ago),
        answered=tuple((ago.of(line), Theme(line.theme)) for line in lines if line.theme and ago.of(line) >= 0),
        unfit=frozenset(row.row for row in review.rows if row.now and row.now.fits) if review else frozenset(),
        somebody_else=hidden,
        first_session=not any(session.held and not session.is_open for session in facts.sessions),
        stands_still=review is not None and _stands_still(review),
    )


class Ago:
    """Counts how many sessions ago something was: 0 is now."""

    def __init__(self, sessions: tuple[Session, ...], current: Session | None) -> None:
        before = [session for session in sessions if current is None or session.id != current.id]
        self._of_session = {session.id: len(before) - place for place, session in enumerate(before)}
        if current:
            self._of_session[current.id] = 0
        self._days = [session.day for session in before]

    def of(self, thing: Contribution) -> int:
        """Return how many sessions ago a line was said."""
        return self.count(thing.session_id, thing)

    def count(self, session_id: int | None, thing: object) -> int:
        """Return how many sessions ago; what has no session counts by its day."""
        if session_id in self._of_session:
            return self._of_session[session_id]
        day = getattr(thing, "day", None)
        return sum(1 for other in self._days if day is not None and other > day)


def _topic(topic: str, lines: tuple[Contribution, ...], session: Session | None) -> tuple[str, str]:
    """Return the patient's topic and the id of its line: the one given, else what matters today."""
    here = [line for line in lines if session and line.session_id == session.id and line.said_by == PATIENT]
    if topic.strip():
        same = [line for line in here if line.text == topic.strip()]
        return topic, str(same[-1].id) if same else ""
    mattering = [line for line in here if line.kind is Kind.MATTERS and not line.about]
    return (mattering[-1].text, str(mattering[-1].id)) if mattering else ("", "")


def _waits(line: Contribution, room: Room) -> bool:
    """Return whether others wrote it lately and nobody has read it together yet."""
    in_this_session = room.session is not None and line.session_id == room.session.id
    from_others = line.said_by not in {PATIENT, CLINICIAN} or line.via == "noticed"
    return (
        from_others
        and not in_this_session
        and line.said_by != PATIENT
        and line.status is Status.NOT_ASKED
        and line.day >= room.today - _WAITS
        and line.session_id is None
    )


def _asked(room: Room, lines: tuple[Contribution, ...], ago: Ago) -> tuple[Asked, ...]:
    """Return what was asked, oldest first; a line answers its question, written down or not."""
    uses = [
        Asked(use.prompt, ago.count(use.session_id, use), use.signal, use.outcome) for use in room.facts.prompt_uses
    ]
    known = {(one.prompt, one.ago) for one in uses}
    for line in lines:
        when = ago.of(line)
        if line.prompt and (line.prompt, when) not in known:
            known.add((line.prompt, when))
            uses.append(Asked(line.prompt, when, "", ANSWERED))
    return tuple(sorted(uses, key=lambda one: -one.ago))


def _stands_still(review: Review) -> bool:
    """Return whether forms were answered for a year or more and none shows a clear change."""
    if review.start is None or review.today - review.start.day < _LONG:
        return False
    long = [row for row in review.rows if sum(mark is not None for mark in row.spark) >= _MARKS]
    clear = {Reading.CLEARLY_BETTER, Reading.CLEARLY_HARDER}
    still = any(row.since_start.reading is Reading.NO_CLEAR_CHANGE for row in long)
    return still and not any(row.since_start.reading in clear or row.since_last.reading in clear for row in review.rows)
