"""The note of a session: it grows while one talks, and is a version once the session is closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from companion.clinical.model import Session
from companion.workflow.views import NoteView

if TYPE_CHECKING:
    from companion.workflow.room import Room


class Noting:
    """The notes of one patient.

    Args:
        room: The room of the patient.
    """

    def __init__(self, room: Room) -> None:
        self._room = room

    def view(self, session: Session | None = None) -> NoteView:
        """Return the note of a session: the open one, else the last one."""
        raise NotImplementedError

    def close(self, held: bool = True) -> NoteView:  # noqa: FBT001, FBT002
        """Close the open session and keep its note as a version."""
        raise NotImplementedError

    def versions(self, session: Session | None = None) -> tuple[NoteView, ...]:
        """Return every kept version of a session's note, oldest first."""
        raise NotImplementedError

    def addendum(self, text: str, said_by: str = "clinician", session: Session | None = None) -> NoteView:
        """Add a line to a closed note."""
        raise NotImplementedError

    def mark_in_record(self, by: str, session: Session | None = None) -> None:
        """Say that the note stands in the record, and who put it there."""
        raise NotImplementedError
