"""The note of a session: it grows while one talks, and is a version once the session is closed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from companion.clinical.kept_note import from_json, refresh, to_json
from companion.clinical.message import Message
from companion.clinical.model import CLINICIAN, PATIENT, Contribution, Kind, Respondent, Session
from companion.clinical.note import NOT_READ, Line, Note, NoteInput, assemble
from companion.errors import RefusedError
from companion.sharing import plain
from companion.sharing.readers import Shared, pages, spoken
from companion.workflow.looked_at import looked_at
from companion.workflow.talking import read_book
from companion.workflow.views import NoteLine, NoteSection, NoteView

if TYPE_CHECKING:
    from companion.language import Language
    from companion.store.records.notes import NoteVersion
    from companion.workflow.room import Room

_NO_SESSION = "There is no closed session yet. Close one first."


def _is_of_relative(line: Line) -> bool:
    """Return whether a line states what a relative answered: a note that was kept may hold such a line."""
    return line.source.kind == "number" and line.source.ref.endswith(f":{Respondent.RELATIVE.value}")


class Noting:
    """The notes of one patient.

    Args:
        room: The room of the patient.
    """

    def __init__(self, room: Room) -> None:
        self._room = room
        # A session that was closed while somebody else was there: they still see the screen.
        self._closed_among_others: int | None = None

    def view(self, session: Session | None = None) -> NoteView:
        """Return the note of a session: the open one, else the last one.

        Without any session the note is empty.
        """
        found = session or self._last()
        if found is None:
            return self._empty()
        versions = self._versions(found)
        number = versions[-1].number if versions else 0
        return self._view(found, self.note(found, hide_only_us=self._hidden(found)), number)

    def note(self, session: Session, *, hide_only_us: bool, language: Language | None = None) -> Note:
        """Return a session's note as it may be seen: a hope that waits stands there without its words.

        Args:
            session: Whose note.
            hide_only_us: Whether what is between the two is left out.
            language: The language in which questions stand before short answers; None takes the room's.
        """
        covered = self._covered(self._whole(session, hide_only_us=hide_only_us), session)
        return self._asked_in(covered, language or self._room.language)

    def _asked_in(self, note: Note, language: Language) -> Note:
        """Return a note with the questions it repeats in a language; one nobody knows any more stays as it is."""
        if not any(line.asked for line in note.lines()):
            return note
        talk = self._room.talk
        book = talk.book if language.code == self._room.language.code else read_book(language.code)

        def ask(line: Line) -> Line:
            words = book.text(line.asked).replace("\n", " ") if line.asked else ""
            return replace(line, lead=words) if words else line

        return Note(tuple(replace(part, lines=tuple(map(ask, part.lines))) for part in note.sections))

    def _whole(self, session: Session, *, hide_only_us: bool) -> Note:
        """Return a session's note as it stands: assembled while it is open, then as it was kept."""
        versions = self._versions(session)
        if versions:
            lines = {line.id: line for line in self._lines(session)}
            return refresh(from_json(versions[-1].structure), session, lines, hide_only_us=hide_only_us)
        return self._assemble(session, hide_only_us=hide_only_us)

    def close(self, *, held: bool = True) -> NoteView:
        """Close the open session and keep its note as a version; from then on only addenda follow.

        Raises:
            RefusedError: When no session is open.
        """
        if self._room.session is None:
            raise RefusedError("No session is open. Start one first.")
        if self._room.meeting.somebody_else:
            self._closed_among_others = self._room.session.id
        session = self._room.session
        note = self._assemble(session, hide_only_us=False)
        closed = self._room.meeting.close(held=held)
        self._keep(closed, note)
        return self.view(closed)

    def versions(self, session: Session | None = None) -> tuple[NoteView, ...]:
        """Return every kept version of a session's note, oldest first."""
        found = session or self._last()
        if found is None:
            return ()
        lines = {line.id: line for line in self._lines(found)}
        hidden = self._hidden(found)

        def may_be_seen(line: Line) -> bool:
            now = lines.get(line.line_id) if line.line_id is not None else None
            return not (hidden and (now.only_us if now else line.only_us))

        return tuple(
            self._view(found, self._covered(from_json(version.structure).keep(may_be_seen), found), version.number)
            for version in self._versions(found)
        )

    def addendum(self, text: str, said_by: str = CLINICIAN, session: Session | None = None) -> NoteView:
        """Add a line to a closed note.

        Raises:
            RefusedError: When the session is still open, or there is none, or somebody else says it
                who did not say that they know the patient will read it.
        """
        from companion.store.acts.lines import Say

        found = self._closed(session)
        self._room.meeting.may_say(said_by)
        self._room.perform(
            Say(self._room.patient.id, found.id, text, said_by=said_by, kind=Kind.ADDENDUM, via="addendum", after=True)
        )
        self._keep(found, self._whole(found, hide_only_us=False))
        return self.view(found)

    def mark_in_record(self, by: str, session: Session | None = None) -> None:
        """Say that the note stands in the record, and who put it there.

        Raises:
            RefusedError: When the session is still open, or there is none.
        """
        from companion.store.acts.notes import InRecord

        self._room.perform(InRecord(self._closed(session).id, by))

    def _covered(self, note: Note, session: Session) -> Note:
        """Return a note without the words of a hope that waits, and without what relatives may not be shown for."""
        carry = self._room.carry
        if not self._room.facts.relatives_shown:
            note = note.keep(lambda line: not _is_of_relative(line))
        waiting = {line.id for line in self._lines(session) if carry.waits(line)}
        if not waiting:
            return note
        return Note(
            tuple(
                replace(
                    part,
                    lines=tuple(
                        replace(line, text=carry.cover(), lead="", asked="", mark=None)
                        if line.line_id in waiting
                        else line
                        for line in part.lines
                    ),
                )
                for part in note.sections
            )
        )

    # --- which session

    def _last(self) -> Session | None:
        sessions = self._room.facts.sessions
        return self._room.session or (sessions[-1] if sessions else None)

    def _closed(self, session: Session | None) -> Session:
        found = session or self._last()
        if found is None or found.is_open:
            raise RefusedError(_NO_SESSION)
        return found

    def _hidden(self, session: Session) -> bool:
        return self._room.meeting.somebody_else or self._closed_among_others == session.id

    # --- what it is made of

    def _lines(self, session: Session) -> tuple[Contribution, ...]:
        return tuple(line for line in self._room.facts.lines if line.session_id == session.id)

    def _assemble(self, session: Session, *, hide_only_us: bool) -> Note:
        from companion.store.records import shelves

        room = self._room
        with room.store.read() as reader:
            understandings = shelves.understandings(reader, room.patient.id)
        given = NoteInput(
            session,
            self._lines(session),
            room.facts.agreements,
            room.shelves.strategies(),
            understandings,
            looked_at(room, session),
            hide_only_us,
            room.meanings.leads(),
        )
        return assemble(given, room.talk.book)

    def _versions(self, session: Session) -> tuple[NoteVersion, ...]:
        from companion.store.records import notes

        if session.is_open:
            return ()
        with self._room.store.read() as reader:
            return notes.note_versions(reader, session.id)

    def _keep(self, session: Session, note: Note) -> None:
        from companion.store.acts.notes import KeepNote

        language = self._room.language
        page, apart = pages(Shared(note, session, self._room.patient, language), "record")
        text = plain.write(page) + (plain.write(apart) if apart else "")
        self._room.perform(KeepNote(session.id, to_json(note), text, language.code))

    # --- in words

    def _view(self, session: Session, note: Note, number: int) -> NoteView:
        lines = {line.id: self._room.carry.covered(line) for line in self._lines(session)}
        unread = {line.line_id for line in note.lines() if line.mark == NOT_READ}
        return NoteView(
            session,
            self._room.patient,
            self._title(session),
            tuple(
                NoteSection(
                    part.code,
                    self._room.language.say(part.title),
                    tuple(self._line(line, lines) for line in part.lines),
                )
                for part in note.sections
            ),
            number,
            not session.is_open,
            self._in_record(session),
            len(unread),
        )

    def _line(self, line: Line, lines: dict[int, Contribution]) -> NoteLine:
        language = self._room.language
        agreement = None
        if line.source.kind == "agreement":
            agreement = next((one for one in self._room.facts.agreements if str(one.id) == line.source.ref), None)
        return NoteLine(
            spoken(line, language),
            self._name(line.by),
            language.say(line.mark) if line.mark else "",
            language.say(self._source(line)),
            lines.get(line.line_id) if line.line_id is not None else None,
            agreement,
        )

    def _name(self, by: str) -> str:
        say = self._room.language.say
        names = {PATIENT: self._room.patient.called, CLINICIAN: say("clinician"), "both": say("both")}
        return names.get(by, by)

    def _source(self, line: Line) -> Message:
        source = line.source
        if source.kind == "line":
            values = {"n": source.ref, "who": self._name(line.by), "day": source.day}
            if line.about:
                return Message("line {n}, told by {who} about {role} on {day}", {**values, "role": line.about})
            return Message("line {n}, said by {who} on {day}", values)
        texts = {
            "agreement": Message("what was agreed on {day}", {"day": source.day}),
            "strategy": Message("What I do, since {day}", {"day": source.day}),
            "understanding": Message("What I have understood, since {day}", {"day": source.day}),
            "number": Message("the answer of {day}: {row}", {"day": source.day, "row": source.ref}),
        }
        return texts.get(source.kind, Message("the meeting of {day}", {"day": source.day}))

    def _title(self, session: Session) -> str:
        say = self._room.language.say
        if session.number:
            return say("Session {n}, {day}", n=session.number, day=session.day)
        return say("{day}", day=session.day)

    def _in_record(self, session: Session) -> str:
        from companion.store.records import notes

        if session.is_open:
            return ""
        with self._room.store.read() as reader:
            found = [
                one for one in notes.record_transfers(reader, self._room.patient.id) if one.session_id == session.id
            ]
        if not found:
            return ""
        return self._room.language.say("{who}, {day}", who=self._name(found[-1].said_by), day=found[-1].day)

    def _empty(self) -> NoteView:
        day = self._room.today
        nothing = Session(0, "", self._room.patient.id, 0, self._room.clock.now(), day)
        return NoteView(nothing, self._room.patient, self._title(nothing), ())
