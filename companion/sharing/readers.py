"""One note, a page for each reader: the patient, the record, supervision.

What is between the two goes to the patient only, and only if nobody else was there.
What a third person told, or is told about, goes to a page of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from companion.clinical.message import Message
from companion.clinical.model import CLINICIAN, PATIENT, Patient, Session
from companion.clinical.note import DIFFERENT, Line, Note, Section, is_from_third
from companion.language import Language
from companion.sharing.document import Document, Entry, Part
from companion.sharing.pseudonym import Pseudonym

Audience: TypeAlias = Literal["patient", "record", "supervision"]

_YOU: Mapping[str, Message] = {
    PATIENT: Message("You"),
    CLINICIAN: Message("Your clinician"),
    "both": Message("Both of us"),
}
_ROLES: Mapping[str, Message] = {
    PATIENT: Message("Patient"),
    CLINICIAN: Message("Clinician"),
    "both": Message("Both"),
}


@dataclass(frozen=True, slots=True)
class Shared:
    """What is needed to write a note for a reader.

    Attributes:
        others_there: Whether somebody else was, or is, in the room.
        clinician: The clinician's own name, hidden in supervision.
        lines: Ids of the contributions chosen; None takes all. What is no contribution stays.
    """

    note: Note
    session: Session
    patient: Patient
    language: Language
    others_there: bool = False
    clinician: str = ""
    lines: Collection[int] | None = None


def pages(shared: Shared, audience: Audience) -> tuple[Document, Document | None]:
    """Return the page for a reader, and the page of what belongs to third persons, if there is any."""
    chosen = shared.note.keep(lambda line: _may_go(line, shared, audience))
    # On the patient's own page what others in the room said to them stays: they heard it.
    is_apart: Callable[[Line], bool] = _is_about_third if audience == "patient" else is_from_third
    main = _page(shared, audience, chosen.keep(lambda line: not is_apart(line)))
    third = chosen.keep(is_apart)
    apart = _apart(shared, audience, third) if third.sections else None
    if audience == "supervision":
        return _pseudonymised(main, shared), _pseudonymised(apart, shared) if apart else None
    return main, apart


def _may_go(line: Line, shared: Shared, audience: Audience) -> bool:
    if line.only_us and (audience != "patient" or shared.others_there):
        return False
    return shared.lines is None or line.line_id is None or line.line_id in shared.lines


def _is_about_third(line: Line) -> bool:
    return bool(line.about)


def _page(shared: Shared, audience: Audience, note: Note) -> Document:
    say, session, code = shared.language.say, shared.session, shared.language.code
    parts = tuple(_part(section, shared, audience) for section in note.sections)
    if audience == "patient":
        return Document(
            say("What we wrote together"),
            (say("{day}", day=session.day),),
            parts,
            (say("What is not quite right here? Next time we can change it."),),
            code,
            session.day,
        )
    if audience == "supervision":
        return Document(
            say("For supervision"),
            (_meeting(shared, say("{month}", month=shared.language.month(session.day))),),
            parts,
            (say("Names of other people may still stand in the text. Read it through first."),),
            code,
            session.day.replace(day=1),
        )
    return Document(
        say("Session note"),
        (_meeting(shared, shared.language.day(session.day)), *_present(shared)),
        parts,
        (say("Written together with the patient. Assessment, medication and decisions stand in the record itself."),),
        code,
        session.day,
    )


def _apart(shared: Shared, audience: Audience, note: Note) -> Document:
    say = shared.language.say
    supervised, day = audience == "supervision", shared.session.day
    when = shared.language.month if supervised else shared.language.day
    return Document(
        say("What third persons told, or what was told about them"),
        (_meeting(shared, when(day)),),
        tuple(_part(section, shared, audience) for section in note.sections if section.code != "reminded"),
        (say("Kept apart from the note: it belongs to others too."),),
        shared.language.code,
        day.replace(day=1) if supervised else day,
    )


def _meeting(shared: Shared, when: str) -> str:
    if shared.session.number:
        return shared.language.say("Session {n}, {when}", n=shared.session.number, when=when)
    return when


def _present(shared: Shared) -> tuple[str, ...]:
    say, session = shared.language.say, shared.session
    ways = {"phone": say("By phone"), "video": say("By video")}
    there = [say("patient"), say("clinician"), *session.present]
    if session.interpreter:
        there.append(say("interpreter ({language})", language=session.interpreter))
    return (say("{way}: {people}", way=ways.get(session.way, say("In the room")), people=", ".join(there)),)


def _part(section: Section, shared: Shared, audience: Audience) -> Part:
    title = shared.language.say(section.title)
    return Part(title, tuple(_entry(line, section.code, shared, audience) for line in section.lines))


def _entry(line: Line, code: str, shared: Shared, audience: Audience) -> Entry:
    say = shared.language.say
    mark = "" if line.mark is None or (line.mark == DIFFERENT and code == "differently") else say(line.mark)
    return Entry(spoken(line, shared.language), _author(line, code, shared, audience), mark)


def spoken(line: Line, language: Language) -> str:
    """Return the words of a line, with what goes before them."""
    text = language.say(line.text) if isinstance(line.text, Message) else line.text
    if isinstance(line.lead, Message):
        return language.say("{lead}: {words}", lead=line.lead, words=text)
    return language.say("{question} {words}", question=line.lead, words=text) if line.lead else text


def _author(line: Line, code: str, shared: Shared, audience: Audience) -> str:
    say = shared.language.say
    words = _YOU if audience == "patient" else _ROLES
    # On the take-home page one's own words stand as they are, without a label before each.
    if audience == "patient" and line.by == PATIENT and code not in {"agreed", "differently"}:
        return ""
    by = say(words[line.by]) if line.by in words else line.by
    return say("{who} about {role}", who=by, role=line.about) if line.about and by else by


def _pseudonymised(page: Document, shared: Shared) -> Document:
    say, patient = shared.language.say, shared.patient
    person = Pseudonym(
        tuple(name for name in (patient.name, patient.chosen_name) if name),
        say("the patient"),
        shared.language,
        key=patient.key,
        born=patient.born,
    )
    clinician = Pseudonym((shared.clinician,) if shared.clinician else (), say("the clinician"), shared.language)

    def hide(text: str) -> str:
        return clinician.hide(person.hide(text))

    return replace(
        page,
        parts=tuple(
            Part(part.title, tuple(Entry(hide(one.text), hide(one.by), hide(one.mark)) for one in part.entries))
            for part in page.parts
        ),
    )
