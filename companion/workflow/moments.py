"""Points in time one can compare with."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from companion.clinical.message import Message
from companion.clinical.model import Display, Moment, OwnMeasure, Point, Respondent

if TYPE_CHECKING:
    from companion.workflow.facts import Facts

_LONGEST_LABEL = 40
_MARKS = 3
LOWEST = Message("your lowest mark on “{own}”, {day}")
HIGHEST = Message("your highest mark on “{own}”, {day}")


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
    """Return the start, the last session and a year ago, own marks, then sessions and events, newest first."""
    start, last = start_moment(facts), last_moment(facts)
    first = [moment for moment in (start, last) if moment]
    a_year_ago = _year_before(today)
    if start and start.day < a_year_ago:
        first.append(Moment("year_ago", a_year_ago, Message("a year ago")))
    first += _own_marks(facts, today)
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


def _own_marks(facts: Facts, today: date) -> list[Moment]:
    """Return the lowest and the highest mark of each own measure; on a day without answers there are none."""
    if facts.display is Display.NOTHING:
        return []
    found = []
    for own in facts.own_measures:
        marks = [
            one
            for one in facts.points
            if (one.instrument, one.version) == (own.instrument, str(own.version))
            and one.value is not None
            and one.day <= today
        ]
        if own.resting or len(marks) < _MARKS:
            continue
        lowest = min(marks, key=lambda one: (one.value or 0.0, -one.day.toordinal()))
        highest = max(marks, key=lambda one: (one.value or 0.0, one.day.toordinal()))
        if lowest.value != highest.value:
            found += [_own_mark(own, lowest, facts, LOWEST), _own_mark(own, highest, facts, HIGHEST)]
    return found


def _own_mark(own: OwnMeasure, mark: Point, facts: Facts, words: Message) -> Moment:
    if facts.display is Display.NUMBERS:
        words = Message("you marked “{own}” at {value}, {day}", {"value": mark.value})
    return Moment("mark", mark.day, Message(words.text, {**words.values, "own": own.words, "day": mark.day}))


def _year_before(day: date) -> date:
    return day.replace(year=day.year - 1, day=min(day.day, 28) if day.month == 2 else day.day)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_LABEL else line[: _LONGEST_LABEL - 1].rstrip() + "…"
