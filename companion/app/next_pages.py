"""The pages that lie ready over the shared screen, and what each of them rests on."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from companion.app.ready import Next
from companion.clinical.message import Message
from companion.errors import CompanionError

if TYPE_CHECKING:
    from companion.clinical.model import Moment
    from companion.workflow.clinic import Clinic
    from companion.workflow.desk import Desk
    from companion.workflow.room import Room
    from companion.workflow.views import AreaRow, Review


def patient(desk: Desk) -> Next:
    """Return the page of a patient, in the clinician's own view, with nobody on it: it takes whoever is opened."""
    from companion.app.screens.patient import PatientScreen

    return Next("patient", lambda: PatientScreen(desk.nobody(), in_session=False), of_store=False)


def jot(room: Room) -> Next:
    """Return the jot line."""
    from companion.app.screens.jot import JotScreen

    return Next("jot", partial(JotScreen, room))


def moments(room: Room, since: Moment | None) -> Next:
    """Return the moments one can compare with."""
    from companion.app.screens.moments import MomentsScreen

    return Next("moments", partial(MomentsScreen, room, Message("Compare today with"), since), since)


def event(room: Room) -> Next:
    """Return the time line."""
    from companion.app.screens.event import EventScreen

    return Next("event", partial(EventScreen, room))


def why(room: Room, row: AreaRow, review: Review, *, numbers: bool) -> Next:
    """Return why the readings of an area say so."""
    from companion.app.screens.why import WhyScreen

    return Next("why", partial(WhyScreen, room, row, review, numbers=numbers), (row, review, numbers))


def hardest(room: Room) -> Next:
    """Return the plan for the hardest days, with the numbers the clinic has in its file now."""
    from companion.app.screens.hardest import HardestScreen
    from companion.workflow.clinic import read_clinic

    clinic: Clinic | Message
    try:
        clinic = read_clinic(room.language.code)
    except CompanionError as mistake:
        clinic = mistake.message
    return Next("hardest", partial(HardestScreen, room, clinic), clinic)
