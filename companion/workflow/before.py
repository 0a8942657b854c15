"""What the clinician sees with the screen turned away, before a session."""

from __future__ import annotations

from typing import TYPE_CHECKING

from companion.clinical.model import AgreementState, Contribution, FormTalk, Session, Status
from companion.workflow.views import AreaRow, BeforeView, Review

if TYPE_CHECKING:
    from companion.workflow.room import Room

_MOST_SENTENCES = 7
_SAID_ABOVE = frozenset({"safety_answer", "agreement_due"})
"""Rules whose findings have a part of their own in Before: nothing stands there twice."""


def look_before(room: Room, review: Review) -> BeforeView:
    """Return what is new, what is due and what was left over."""
    facts = room.facts
    last = facts.last_held
    hidden = room.meeting.somebody_else
    agreements = [one for one in room.shelves.agreements() if one.state is AgreementState.OPEN]
    return BeforeView(
        review=review,
        new=tuple(row for row in review.rows if _is_new(row, last)),
        critical=review.critical,
        agreements=tuple(agreements),
        set_aside=_for_later(room, review),
        unread=tuple(
            room.carry.covered(line) for line in facts.lines if is_unread(line) and not (hidden and line.only_us)
        ),
        brief=tuple(one.sentence for one in review.signals if one.rule not in _SAID_ABOVE)[:_MOST_SENTENCES],
        open_session=room.session,
        last_session=last,
        first_session=not any(one.held and not one.is_open for one in facts.sessions),
        has_plan=bool(room.shelves.plan()),
        plan_looked_at=room.shelves.plan_looked_at(),
    )


def is_unread(line: Contribution) -> bool:
    """Return whether a line was written with the patient away, and not yet read together."""
    return (line.after or line.via == "noticed") and line.status is Status.NOT_ASKED


def _is_new(row: AreaRow, last: Session | None) -> bool:
    if row.now is None:
        return False
    if last is None or row.now.day > last.day:
        return True
    return row.now.moment is not None and last.ended is not None and row.now.moment > last.ended


def _for_later(room: Room, review: Review) -> tuple[AreaRow, ...]:
    outcome = {talk.row: talk.outcome for talk in room.facts.form_talks}
    return tuple(row for row in review.rows if outcome.get(row.row) is FormTalk.LATER)
