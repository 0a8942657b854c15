"""The session: starting, who is in the room, what is being typed, closing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from companion.clinical.model import CLINICIAN, PATIENT, Session
from companion.errors import RefusedError
from companion.text import clean

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
        from companion.store.acts.meeting import StartSession

        room = self._room
        if room.session is None:
            room.session = room.perform(StartSession(room.patient.id, way, _roles(present), interpreter))
        else:
            self._set_present((*room.session.present, *present))
        return room.session

    def close(self, *, held: bool = True) -> Session:
        """Close the open session.

        Args:
            held: False when the meeting did not take place.

        Raises:
            RefusedError: When none is open.
        """
        from companion.store.acts.meeting import CloseSession

        closed = self._room.perform(CloseSession(self._open().id, held))
        self._room.session = None
        return closed

    @property
    def present(self) -> tuple[str, ...]:
        """Roles in the room beside patient and clinician."""
        return self._room.session.present if self._room.session else ()

    @property
    def somebody_else(self) -> bool:
        """Whether a third person is in the room: then *only us two* is not shown."""
        return bool(self.present) or bool(self._room.session and self._room.session.interpreter)

    def add_present(self, role: str) -> None:
        """Somebody comes in."""
        self._set_present((*self.present, role))

    def remove_present(self, role: str) -> None:
        """Somebody leaves."""
        self._set_present(tuple(there for there in self.present if there != role))

    def knows(self, role: str) -> bool:
        """Return whether somebody said today that they know the patient will read their lines."""
        return self._room.facts.consents.get(self._reads(role)) == "yes"

    def knows_it(self, role: str) -> None:
        """Keep that somebody knows the patient will read their lines; it holds for today."""
        from companion.store.acts.people import Consent

        self._room.perform(Consent(self._room.patient.id, self._reads(role), "yes", role))

    def may_say(self, role: str) -> None:
        """Let nobody be written down who does not know that the patient will read it.

        Raises:
            RefusedError: They did not say so today.
        """
        if role not in {PATIENT, CLINICIAN} and not self.knows(role):
            raise RefusedError(
                "{role} has not said that they know {name} will read this.",
                role=role,
                name=self._room.patient.called,
            )

    def _reads(self, role: str) -> str:
        return f"reads {self._room.today.isoformat()} {clean(role)}"

    def draft(self, place: str) -> str:
        """Return what was being typed at `place`, or an empty string."""
        from companion.store.records import meeting

        with self._room.store.read() as reader:
            return meeting.drafts(reader, self._room.patient.id).get(place, "")

    def save_draft(self, place: str, text: str) -> None:
        """Keep what is being typed at `place`; not yet a line."""
        from companion.store.acts.meeting import SaveDraft

        self._room.perform(SaveDraft(self._room.patient.id, place, text))

    def drop_draft(self, place: str) -> None:
        """Forget the draft at `place`: it became a line."""
        from companion.store.acts.meeting import DropDraft

        self._room.perform(DropDraft(self._room.patient.id, place))

    def sessions(self) -> tuple[Session, ...]:
        """Return every session, oldest first."""
        return self._room.facts.sessions

    def _open(self) -> Session:
        if self._room.session is None:
            raise RefusedError("No session is open. Start one first.")
        return self._room.session

    def _set_present(self, roles: tuple[str, ...]) -> None:
        from companion.store.acts.meeting import ChangePresence

        session = self._open()
        wanted = _roles(roles)
        if wanted != session.present:
            self._room.session = self._room.perform(ChangePresence(session.id, wanted))


def _roles(roles: tuple[str, ...]) -> tuple[str, ...]:
    """Return each role once, without empty ones, in the order they came."""
    return tuple(dict.fromkeys(role.strip() for role in roles if role.strip()))
