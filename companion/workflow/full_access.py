"""Everything that is kept about one person, with the log of who opened, wrote and shared it.

Nothing is chosen and nothing summed up: every table that knows the person is written out, every
version of every row, what was taken back too. What others told, or answered, goes to a page of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from companion.clinical.message import Message
from companion.clinical.model import CLINICIAN, PATIENT, Respondent, Session
from companion.errors import RefusedError
from companion.sharing.document import Document, Entry, Part
from companion.workflow.kept_words import ACTS, CODED, CODES, COLUMNS

if TYPE_CHECKING:
    from companion.language import Language
    from companion.store.records.everything import Row
    from companion.workflow.room import Room

_TITLES: Mapping[str, Message] = {
    "caseload_member": Message("Whose patient it was"),
    "own_measure": Message("Own measures"),
    "own_reading": Message("Marks on own measures"),
    "point_mark": Message("Words put beside a change"),
    "meaning": Message("What an answer means"),
    "meaning_tied": Message("What was tied to an answer"),
    "more_help": Message("More help here?"),
    "domain_choice": Message("The areas, as they were chosen"),
    "display_choice": Message("How answers were to be shown"),
    "consent": Message("What was agreed to and what was not"),
    "event": Message("Events"),
    "agreement": Message("Agreements"),
    "strategy": Message("What I do"),
    "understanding": Message("What I have understood"),
    "plan_line": Message("When it is hardest"),
    "session": Message("Sessions"),
    "presence": Message("Who was in the room"),
    "draft": Message("Begun and not finished"),
    "contribution_mark": Message("Marks on lines"),
    "form_talk": Message("Talk about forms"),
    "prompt_use": Message("Questions that were put"),
    "signal_set_aside": Message("What the clinician set aside, and why"),
    "note_version": Message("Kept versions of notes"),
    "export": Message("What was shared, and with whom"),
    "record_transfer": Message("What went into the record"),
}
_APART = frozenset({"contribution", "assessment", "response", "score"})
"""Tables that are written in a way of their own."""
_OURS = frozenset({
    "id", "uuid", "patient_id", "account_id", "line", "replaces", "superseded_by", "withdrawn_at", "withdrawn_by",
    "position", "session_id", "assessment_id", "batch_id", "content", "structure",
})  # fmt: skip
"""Columns that hold rows together and say nothing about the person; a note's words stand line by line."""
_NOTES = frozenset({"text"})


def pages(room: Room, language: Language) -> tuple[Document, Document | None]:
    """Return the page of everything, and the page of what belongs to others, if there is any.

    Raises:
        RefusedError: Somebody else is in the room.
    """
    from companion.store.records.everything import log_about, rows_about

    if room.meeting.somebody_else:
        raise RefusedError("Somebody else is in the room. This is for the two of you.")
    with room.store.read() as reader:
        tables, log = rows_about(reader, room.patient.id), log_about(reader, room.patient.id)
    told = _Telling(room, language, tables)
    about = (language.say("As of {day}, with every version and what was taken back.", day=room.today),)
    main = Document(
        language.say("Everything that is kept"),
        about,
        tuple(part for part in (*told.parts(), told.log(log)) if part.entries),
        (language.say("There are no hidden notes. What others told or answered is on a page of its own."),),
        language.code,
        room.today,
    )
    apart = tuple(part for part in told.of_others() if part.entries)
    if not apart:
        return main, None
    title, foot = language.say("What others told or answered"), language.say("It belongs to others too.")
    return main, Document(title, about, apart, (foot,), language.code, room.today)


class _Telling:
    def __init__(self, room: Room, language: Language, tables: Mapping[str, list[Row]]) -> None:
        self._patient = room.patient
        self._sessions = {session.id: session for session in room.facts.sessions}
        self._language = language
        self._tables = tables

    def parts(self) -> Iterable[Part]:
        say = self._language.say
        yield Part(say("Who it is about"), self._person())
        yield from self._lines(of_others=False)
        yield Part(say("Answers"), tuple(self._answers(of_others=False)))
        for name, rows in self._tables.items():
            if name not in _APART:
                title = say(_TITLES[name]) if name in _TITLES else name.replace("_", " ")
                skip = _OURS | _NOTES if name == "note_version" else _OURS
                in_order = sorted(rows, key=lambda row: row.get("day") or date.min)
                yield Part(title, tuple(self._row(row, skip) for row in in_order))

    def _person(self) -> tuple[Entry, ...]:
        who, say = self._patient, self._language.say
        told = [say("Name: {name}", name=who.name), say("Key: {key}", key=who.key)]
        if who.chosen_name:
            told.append(say("Called: {name}", name=who.chosen_name))
        if who.born:
            told.append(say("Born: {day}", day=who.born))
        return tuple(map(Entry, told))

    def of_others(self) -> Iterable[Part]:
        yield from self._lines(of_others=True)
        yield Part(self._language.say("Answers"), tuple(self._answers(of_others=True)))

    def log(self, log: Iterable[Row]) -> Part:
        entries = tuple(
            Entry(f"{self._value(one['moment'])}: {self._act(one['verb'])}"
                  + (f" ({one['digest']})" if one["digest"] else ""), one["account"])
            for one in log
        )  # fmt: skip
        return Part(self._language.say("The log: who opened, wrote and shared"), entries)

    def _act(self, verb: str) -> str:
        return self._language.say(ACTS.get(verb, verb))

    def _lines(self, *, of_others: bool) -> Iterable[Part]:
        by_session: dict[int | None, list[Entry]] = {}
        rows = sorted(
            self._tables["contribution"], key=lambda row: (row["day"], row["said_at"], row["line"], row["id"])
        )
        for row in rows:
            if _is_of_others(row) is of_others:
                by_session.setdefault(row["session_id"], []).append(self._line(row))
        for session_id, entries in by_session.items():
            yield Part(self._session(self._sessions.get(session_id) if session_id else None), tuple(entries))

    def _session(self, session: Session | None) -> str:
        say, day = self._language.say, self._language.day
        if session is None:
            return say("Said outside sessions")
        return (
            say("Session {n}, {when}", n=session.number, when=day(session.day)) if session.number else day(session.day)
        )

    def _line(self, row: Row) -> Entry:
        rest = self._row(row, _OURS | {"text", "said_by", "said_at", "written", "after_session", "corrected"})
        marks = " · ".join(part for part in (rest.text, rest.mark) if part)
        return Entry(row["text"], row["said_by"], marks)

    def _answers(self, *, of_others: bool) -> Iterable[Entry]:
        sheets = {row["assessment_id"]: row["answers"] for row in self._tables["response"]}
        scores: dict[int, list[str]] = {}
        for row in self._tables["score"]:
            value = self._language.number(row["value"]) if row["value"] is not None else "–"
            scores.setdefault(row["assessment_id"], []).append(f"{row['scale']} {value}")
        for row in sorted(self._tables["assessment"], key=lambda row: (row["day"], row["id"])):
            if (row["respondent"] in {Respondent.RELATIVE.value, Respondent.OTHER.value}) is of_others:
                kept = self._row(row, _OURS | {"instrument", "respondent"})
                more = [kept.text, *scores.get(row["id"], ()), *filter(None, [sheets.get(row["id"])])]
                who = self._language.say(CODES.get(row["respondent"], row["respondent"]))
                yield Entry(f"{row['instrument']}: {' · '.join(more)}", who, kept.mark)

    def _row(self, row: Row, skip: frozenset[str] = _OURS) -> Entry:
        told = []
        for column, value in row.items():
            if column in skip or value is None or value == "" or value is False:
                continue
            name = self._language.say(COLUMNS.get(column, column.replace("_", " ")))
            words = self._language.say(CODES[value]) if column in CODED and value in CODES else self._value(value)
            told.append(name if value is True else str(value) if column == "text" else f"{name}: {words}")
        return Entry(" · ".join(told), "", self._state(row))

    def _state(self, row: Row) -> str:
        if row.get("withdrawn_at") or row.get("withdrawn_by"):
            when = row.get("withdrawn_at")
            return self._language.say("taken back {when}", when=self._value(when) if when else "").strip()
        return self._language.say("an earlier version") if row.get("superseded_by") else ""

    def _value(self, value: Any) -> str:
        if isinstance(value, datetime):
            return f"{self._language.day(value.date())} {value:%H:%M} UTC"
        if isinstance(value, date):
            return self._language.day(value)
        return self._language.number(value) if isinstance(value, float) else str(value)


def _is_of_others(row: Row) -> bool:
    return bool(row["about"]) or (row["said_by"] not in {PATIENT, CLINICIAN} and row["via"] != "noticed")
