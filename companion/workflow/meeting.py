"""The session: starting, who is in the room, what is being typed, closing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from companion.clinical.model import Session

if TYPE_CHECKING:
    from companion.workflow.room import Room


class Meeting:
    """One meeting from its start to its end; its number counts held sessions."""

    def __init__(self, room: Room) -> None:
        self._room = room

    def start(self, way: str = "room", present: tuple[str, ...] = (), interpreter: str = "") -> Session:
        """Start a session, or go on with the one that is open.

        Args:
            way: `room`, `phone` or `video`.
            present: Roles of others in the room, as in ``("mother",)``.
            interpreter: The language of an interpreter in the room, or empty.
        """
        raise NotImplementedError

    def close(self, *, held: bool = True) -> Session:
        """Close the open session.

        Args:
            held: False when the meeting did not take place.

        Raises:
            RefusedError: When none is open.
        """
        raise NotImplementedError

    @property
    def present(self) -> tuple[str, ...]:
        """Roles in the room beside patient and clinician."""
        raise NotImplementedError

    @property
    def somebody_else(self) -> bool:
        """Whether a third person is in the room: then *only us two* is not shown."""
        raise NotImplementedError

    def add_present(self, role: str) -> None:
        """Somebody comes in."""
        raise NotImplementedError

    def remove_present(self, role: str) -> None:
        """Somebody leaves."""
        raise NotImplementedError

    def draft(self, place: str) -> str:
        """Return what was being typed at `place`, or an empty string."""
        raise NotImplementedError

    def save_draft(self, place: str, text: str) -> None:
        """Keep what is being typed at `place`; not yet a line."""
        raise NotImplementedError

    def drop_draft(self, place: str) -> None:
        """Forget the draft at `place`: it became a line."""
        raise NotImplementedError

    def sessions(self) -> tuple[Session, ...]:
        """Return every session, oldest first."""
        raise NotImplementedError
