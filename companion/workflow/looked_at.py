"""Which forms were looked at in a session, in words or with numbers, as the patient chose."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from companion.clinical.change import words
from companion.clinical.message import Message, Value
from companion.clinical.model import Display, FormTalk, Reading, Session
from companion.clinical.note import Stated

if TYPE_CHECKING:
    from companion.workflow.room import Room
    from companion.workflow.views import AreaRow


def looked_at(room: Room, session: Session) -> tuple[Stated, ...]:
    """Return one statement for each form that was talked about in this session.

    A form counts as talked about when the talk about it ended so, or when a question that
    grew from it was answered. *Nothing today* states nothing.
    """
    if room.facts.display is Display.NOTHING:
        return ()
    talked = {
        one.row for one in room.facts.form_talks if _here(one.session_id, session) and one.outcome is FormTalk.TALKED
    }
    grew = {
        use.signal
        for use in room.facts.prompt_uses
        if _here(use.session_id, session) and use.signal and use.outcome != "passed"
    }
    if not talked and not grew:
        return ()
    review = room.look.review()
    talked |= {signal.row for signal in review.signals if signal.id in grew}
    rows = [row for row in review.rows if row.row in talked and row.now is not None]
    return (*(_stated(row, room) for row in rows), *_credits(rows))


def _credits(rows: Sequence[AreaRow]) -> Iterator[Stated]:
    """Say where the forms come from, each credit line once: their licences want it wherever they are used."""
    told: set[str] = set()
    for row in rows:
        if row.credit and row.credit not in told and row.now is not None:
            told.add(row.credit)
            yield Stated(row.row, Message(row.credit), row.now.day)


def _here(session_id: int | None, session: Session) -> bool:
    return session_id == session.id


def _stated(row: AreaRow, room: Room) -> Stated:
    assert row.now is not None
    change = row.since_last if row.since_last.before is not None else row.since_start
    values: dict[str, Value] = {"area": row.area, "form": row.form}
    text = Message("{area} ({form})", values)
    if room.facts.display is Display.NUMBERS and row.now.value is not None:
        text = Message("{area} ({form}): {now}", {**values, "now": row.now.value})
    if change.before is not None:
        reading = words(change, row.better, room.patient.called)
        text = Message("{what}, {reading} since {day}", {"what": text, "reading": reading, "day": change.before.day})
    is_hard = change.word in {"harder", "less"} or (not change.word and change.reading is Reading.CLEARLY_HARDER)
    return Stated(row.row, text, row.now.day, is_hard)
