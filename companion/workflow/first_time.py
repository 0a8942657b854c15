"""The answer to the first page: whether the patient wants to look together. It can change at any time."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from companion.clinical.model import PATIENT, Display

if TYPE_CHECKING:
    from companion.workflow.room import Room

TOGETHER = "looking together"
"""The question of consent this is about."""


def said(room: Room) -> tuple[bool, date] | None:
    """Return the newest answer and its day; None where the page was never answered."""
    from companion.store.records import people

    with room.store.read() as reader:
        found = [one for one in people.consents(reader, room.patient.id) if one.kind == TOGETHER]
    return (found[-1].answer == "yes", found[-1].day) if found else None


def is_due(room: Room) -> bool:
    """Whether the page comes before everything: a first session, and nobody answered it yet."""
    return room.session is not None and room.session.number == 1 and said(room) is None


def answer(room: Room, *, yes: bool) -> Display | None:
    """Keep what the patient says.

    Returns:
        What is shown from now on: after a no nothing, after another yes words; None changes nothing.
    """
    from companion.store.acts.people import Consent

    before = said(room)
    room.perform(Consent(room.patient.id, TOGETHER, "yes" if yes else "no", PATIENT))
    if not yes:
        return Display.NOTHING
    return Display.WORDS if before is not None and not before[0] else None
