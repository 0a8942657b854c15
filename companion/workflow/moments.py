"""Points in time one can compare with."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from companion.clinical.message import Message
from companion.clinical.model import Moment, Respondent

if TYPE_CHECKING:
    from companion.workflow.facts import Facts

_LONGEST_LABEL = 40


def start_moment(facts: Facts) -> Moment | None:
    """Return the first answers that may be shown, or the first session where there are none."""
    shown = (one.day for one in facts.points if facts.relatives_shown or one.respondent is not Respondent.RELATIVE)
    first = next(shown, None) or next((one.day for one in facts.sessions if one.held), None)
    return Moment("start", first, Message("the start")) if first else None


def last_moment(facts: Facts) -> Moment | None:
    """Return the last session that was held and closed."""
    last = facts.last_held
    return (
        Moment("last_session", last.day, Message("last session, {day}", {"day": last.day}), last.id) if last else None
    )


def find_moments(facts: Facts, today: date) -> tuple[Moment, ...]:
    """Return the start, the last session and a year ago, then sessions and events, newest first."""
    start, last = start_moment(facts), last_moment(facts)
    first = [moment for moment in (start, last) if moment]
    a_year_ago = _year_before(today)
    if start and start.day < a_year_ago:
        first.append(Moment("year_ago", a_year_ago, Message("a year ago")))
    rest = [
        Moment("session", one.day, Message("session {n}, {day}", {"n": one.number, "day": one.day}), one.id)
        for one in facts.sessions
        if one.held and not one.is_open and (last is None or one.id != last.ref)
    ]
    rest += [
        Moment("event", event.day, Message("{text}, {day}", {"text": _short(event.text), "day": event.day}), event.id)
        for event in facts.events
        if event.day <= today
    ]
    return (*first, *sorted(rest, key=lambda moment: (moment.day, moment.kind), reverse=True))


def _year_before(day: date) -> date:
    return day.replace(year=day.year - 1, day=min(day.day, 28) if day.month == 2 else day.day)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_LABEL else line[: _LONGEST_LABEL - 1].rstrip() + "…"
