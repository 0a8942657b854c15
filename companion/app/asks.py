"""What screens ask of the app: each is a message, so that no screen reaches into another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message as Note

if TYPE_CHECKING:
    from companion.app.practice import Rehearsal
    from companion.app.settings import Settings
    from companion.workflow.desk import Desk
    from companion.workflow.room import Room
    from companion.workflow.views import CaseloadRow


@dataclass
class Unlocked(Note):
    """The store is open.

    Attributes:
        rows: The caseload, if it was read beside the opening.
    """

    desk: Desk
    rows: tuple[CaseloadRow, ...] | None = None


@dataclass
class OpenPatient(Note):
    """Open a patient in the clinician's own view, at Look, or Before."""

    patient_id: int
    before: bool = False


@dataclass
class StartPractice(Note):
    """Rehearse with a made-up person, with the guide beside."""

    rehearsal: Rehearsal


@dataclass
class StartSession(Note):
    """Share the screen: session mode from here on."""

    room: Room
    way: str = "room"
    present: tuple[str, ...] = ()
    interpreter: str = ""


class OpenBefore(Note):
    """Turn the screen away and show Before for the open patient."""


class LeaveSession(Note):
    """Leave the shared screen; the short code is asked for."""


class ToCaseload(Note):
    """Back to the caseload, from the clinician's own view."""


@dataclass
class HandBack(Note):
    """The patient hands the keyboard back: the short code is asked for, then `done` is called."""

    done: Callable[[], None]


@dataclass
class TakeOn(Note):
    """Settings were changed: they count from now on."""

    settings: Settings
