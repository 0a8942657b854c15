"""Sharing a note: preview first, then files that are whole or not there at all."""

from __future__ import annotations

import re
from collections.abc import Collection
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

from companion.clinical.model import Session
from companion.errors import RefusedError
from companion.language import Language
from companion.paths import documents_folder
from companion.sharing.document import Document
from companion.sharing.files import Delivery
from companion.sharing.readers import Audience, Shared, pages
from companion.sharing.writers import FORMATS, Format, read, written
from companion.workflow.views import Exported

if TYPE_CHECKING:
    from companion.workflow.room import Room

__all__ = ["AUDIENCES", "FORMATS", "For", "Format", "Sharing"]

AUDIENCES: tuple[Audience, ...] = ("patient", "record", "supervision")
For: TypeAlias = Audience | Literal["full"]
"""Whom a way out is for: a reader of one session's note, or whoever is to see everything that is kept."""

_NOT_IN_A_NAME = re.compile(r"[^0-9a-z]")


class Sharing:
    """The ways out for one patient's notes.

    Args:
        room: The room of the patient.
    """

    def __init__(self, room: Room) -> None:
        self._room = room

    def default_folder(self) -> Path:
        """Return where exports go unless another folder is chosen."""
        return documents_folder()

    def previews(
        self,
        audience: For,
        format: Format = "txt",  # noqa: A002 - the word of the contract
        *,
        session: Session | None = None,
        lines: Collection[int] | None = None,
        language: Language | None = None,
    ) -> tuple[str, str]:
        """Return the text exactly as `export` would write it; for a PDF or a web page, the words of it.

        What third persons told comes second, as it goes into a file of its own; empty if there is nothing.

        Args:
            audience: Who reads it.
            format: As what it is written.
            session: Which note: the open one, else the last one.
            lines: Ids of the contributions chosen; None takes all.
            language: The language of the program's own words; None takes the room's.
        """
        page, apart = self._pages(audience, self._session_for(audience, session), lines, language)
        return read(page, format), read(apart, format) if apart else ""

    def export(
        self,
        audience: For,
        format: Format,  # noqa: A002 - the word of the contract
        folder: Path,
        *,
        session: Session | None = None,
        lines: Collection[int] | None = None,
        name: str = "",
        language: Language | None = None,
    ) -> Exported:
        """Write the note, whole or not at all; the log says first who got what.

        Args:
            audience: Who reads it.
            format: As what it is written.
            folder: Where to. A file that is there already is never replaced.
            session: Which note: the open one, else the last one.
            lines: Ids of the contributions chosen; None takes all.
            language: The language of the program's own words; None takes the room's.
            name: A file name of one's own; empty takes one of id and day only.

        Raises:
            RefusedError: There is no session, or the folder takes no file.
        """
        found = self._session_for(audience, session)
        page, apart = self._pages(audience, found, lines, language)
        own = Path(name)
        files = [(own.name or self._name(audience, found, format), written(page, format))]
        if apart:
            beside = f"{own.stem}-others{own.suffix}" if own.name else ""
            files.append((beside or self._name(audience, found, format, part="others"), written(apart, format)))
        try:
            delivery = Delivery(Path(folder).expanduser(), files)
        except OSError as error:
            raise _not_written() from error
        try:
            for path, (_, content) in zip(delivery.files, files, strict=True):
                self._log(audience, format, found, path, content)
            delivery.publish()
        except OSError as error:
            raise _not_written() from error
        finally:
            delivery.discard()
        return Exported(tuple(str(path) for path in delivery.files), audience, format)

    def read_out(
        self,
        audience: For,
        format: Format = "txt",  # noqa: A002 - as above
        *,
        session: Session | None = None,
        language: Language | None = None,
    ) -> bytes:
        """Return the note as it leaves the program (standard output); the log says so like of a file."""
        found = self._session_for(audience, session)
        page, _ = self._pages(audience, found, None, language)
        content = written(page, format)
        self._log(audience, format, found, Path("standard output"), content)
        return content

    # --- parts of it

    def _session_for(self, audience: For, session: Session | None) -> Session | None:
        """Return the session the note is of; everything that is kept is of none."""
        if audience == "full":
            return None
        sessions = self._room.facts.sessions
        found = session or self._room.session or (sessions[-1] if sessions else None)
        if found is None:
            raise RefusedError("There is no session to share yet.")
        return found

    def _pages(
        self, audience: For, session: Session | None, lines: Collection[int] | None, language: Language | None = None
    ) -> tuple[Document, Document | None]:
        room = self._room
        if audience == "full" or session is None:
            from companion.workflow import full_access

            return full_access.pages(room, language or room.language)
        if audience not in AUDIENCES:
            raise RefusedError("A note goes to: {readers}.", readers=", ".join((*AUDIENCES, "full")))
        others = self._others_there(session)
        shared = Shared(
            room.note.note(session, hide_only_us=others, language=language),
            session,
            room.patient,
            language or room.language,
            others,
            room.store.account.name,
            lines,
        )
        return pages(shared, audience)

    def _others_there(self, session: Session) -> bool:
        """Return whether somebody else is in the room, or was for any part of the session."""
        from companion.store.records.presence import ever_there

        if self._room.meeting.somebody_else or session.interpreter:
            return True
        with self._room.store.read() as reader:
            return bool(ever_there(reader, session.id))

    def _name(self, audience: For, session: Session | None, suffix: str, *, part: str = "") -> str:
        """Return a file name of id and day only; supervision gets an id that leads to nobody."""
        uuid = session.uuid if session and audience == "supervision" else self._room.patient.uuid
        short = _NOT_IN_A_NAME.sub("", uuid.lower())[:8]
        ending = f"-{part}" if part else ""
        day = session.day if session else self._room.today
        return f"note-{short}-{day.isoformat()}-{audience}{ending}.{suffix}"

    def _log(
        self,
        audience: For,
        format: str,  # noqa: A002 - as above
        session: Session | None,
        path: Path,
        content: bytes,
    ) -> None:
        from companion.store.acts import notes

        digest = sha256(content).hexdigest()
        act = notes.Exported(
            self._room.patient.id, session.id if session else None, audience, format, digest, path.name
        )
        self._room.perform(act)


def _not_written() -> RefusedError:
    return RefusedError("No file could be written there. Nothing was left behind. Choose another folder.")
