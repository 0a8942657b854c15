"""The note of a session, assembled by rule. Nothing is invented: every line has its source.

What was said goes to the part its question belongs to, else to the part its kind or its
ladder says. A line on which the two see it differently keeps the line beside it. What others
told and what is between the two stays marked, so that each way out can leave it out.
Nothing hard comes last.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise
from typing import TypeAlias

from companion.clinical.message import Message, Value
from companion.clinical.model import (
    CLINICIAN,
    PATIENT,
    Agreement,
    AgreementState,
    Contribution,
    Kind,
    Session,
    Status,
    Strategy,
    Theme,
    Understanding,
)
from companion.clinical.prompts import Book

Text: TypeAlias = "str | Message"

TITLES: Mapping[str, Message] = {
    "looked": Message("What we looked at"),
    "changed": Message("What has changed"),
    "small": Message("Small steps"),
    "others": Message("What others have seen"),
    "took": Message("What it took and what helped"),
    "hard": Message("What is hard"),
    "understood": Message("What we have understood"),
    "differently": Message("Where we see it differently"),
    "agreed": Message("What we agreed"),
    "reminded": Message("To be reminded of"),
    "hope": Message("A hope"),
    "met": Message("When we met"),
    "addenda": Message("Added later"),
}
"""The parts of a note, in their fixed order."""

NOT_READ = Message("not yet read together")
DIFFERENT = Message("we see it differently")

_SHORT_ANSWER = 5
"""Words up to which an answer takes its question along: "My sister." says little alone."""

_OF_KIND = {
    Kind.SMALL_STEP: "small",
    Kind.MATTERS: "looked",
    Kind.NOTICED: "others",
    Kind.HOPE: "hope",
    Kind.HARD: "hard",
    Kind.HELPED: "took",
    Kind.CLOSING: "looked",
    Kind.ADDENDUM: "addenda",
}
_LEADS = {
    Kind.MATTERS: Message("What matters most today"),
    Kind.CLOSING: Message("How it was to talk like this"),
}


@dataclass(frozen=True, slots=True)
class Source:
    """Where a line comes from.

    Attributes:
        kind: `line`, `agreement`, `strategy`, `understanding`, `number` or `session`.
        ref: Its id; for a number the row of Look.
    """

    kind: str
    ref: str
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the note.

    Attributes:
        text: Words of people as they stand, or a `Message` of the program.
        by: `patient`, `clinician`, `both`, a role, or empty for a stated number.
        lead: What goes before the words, as the question of a short answer.
        asked: Id of the question that `lead` says, so that it can be said in another language.
        mark: How it stands, as *not yet read together*.
        told_by, about: Set when it is about a third person (see `Contribution`).
        via: How it came.
    """

    text: Text
    source: Source
    by: str = ""
    lead: Text = ""
    mark: Message | None = None
    is_hard: bool = False
    only_us: bool = False
    told_by: str = ""
    about: str = ""
    via: str = ""
    asked: str = ""

    @property
    def line_id(self) -> int | None:
        """Id of the contribution behind it, or None."""
        return int(self.source.ref) if self.source.kind == "line" else None


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the note."""

    code: str
    lines: tuple[Line, ...]

    @property
    def title(self) -> Message:
        """What it is called."""
        return TITLES[self.code]


@dataclass(frozen=True, slots=True)
class Note:
    """A note: its parts in their order, none of them empty."""

    sections: tuple[Section, ...]

    def lines(self) -> Iterator[Line]:
        """Yield every line."""
        for section in self.sections:
            yield from section.lines

    def keep(self, wanted: Callable[[Line], bool]) -> Note:
        """Return the note with the wanted lines only."""
        parts = (Section(part.code, tuple(filter(wanted, part.lines))) for part in self.sections)
        return Note(tuple(part for part in parts if part.lines))


@dataclass(frozen=True, slots=True)
class Stated:
    """A number that was looked at, said in words and with its row as the source."""

    row: str
    text: Message
    day: date
    is_hard: bool = False


@dataclass(frozen=True, slots=True)
class NoteInput:
    """All a note is made of.

    Attributes:
        lines: The lines of the session that stand, in the order they were said.
        agreements: Every agreement; those made or reviewed in this session are taken.
        hide_only_us: Somebody else is in the room, so what is between the two is left out.
        leads: What goes before a line, by its id, where the line itself does not say what it is about.
    """

    session: Session
    lines: tuple[Contribution, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    strategies: tuple[Strategy, ...] = ()
    understandings: tuple[Understanding, ...] = ()
    looked: tuple[Stated, ...] = ()
    hide_only_us: bool = False
    leads: Mapping[int, Message] = field(default_factory=dict)


def assemble(given: NoteInput, book: Book) -> Note:
    """Return the note of a session as it stands."""
    parts: dict[str, list[Line]] = {code: [] for code in TITLES}
    day = given.session.day
    lines = [line for line in given.lines if not (given.hide_only_us and line.only_us)]
    differently = _seen_differently(lines)
    for number in given.looked:
        parts["looked"].append(Line(number.text, Source("number", number.row, number.day), is_hard=number.is_hard))
    for line in lines:
        place = "differently" if line.id in differently else place_of(line, book)
        made = _line(line, place, book, differs=line.id in differently)
        if line.id in given.leads:
            made = replace(made, lead=given.leads[line.id], asked="")
        parts[place].append(made)
        if line.keepsake and not made.is_hard and place not in {"differently", "hope", "addenda"}:
            parts["reminded"].append(replace(made, lead="", asked=""))
    parts["took"] += [_strategy(one) for one in given.strategies if one.since == day]
    parts["understood"] += [_understanding(one) for one in given.understandings if one.since == day]
    parts["agreed"] += _agreed(given)
    return end_well(Note(tuple(Section(code, tuple(them)) for code, them in parts.items() if them)), given.session)


def place_of(line: Contribution, book: Book) -> str:
    """Return the part of the note a line belongs to."""
    if line.kind in _OF_KIND:
        return _OF_KIND[line.kind]
    if line.after:
        return "addenda"
    prompt = book.find(line.prompt) if line.prompt else None
    if prompt:
        return prompt.place
    if line.said_by != PATIENT:
        return "others"
    if line.ladder == "harder":
        return "hard"
    return "understood" if line.theme is Theme.UNDERSTANDING and not line.ladder else "changed"


def mark_of(line: Contribution) -> Message | None:
    """Return how a line stands; what was read back needs no mark."""
    if line.status is Status.DIFFERENT:
        return DIFFERENT
    return NOT_READ if line.status is Status.NOT_ASKED else None


def _seen_differently(lines: list[Contribution]) -> set[int]:
    """Return the lines on which the two differ: those marked, and the other view right after each."""
    found = {line.id for line in lines if line.status is Status.DIFFERENT}
    for line, after in pairwise(lines):
        is_answer = after.said_by != line.said_by and after.prompt == line.prompt
        is_answer = is_answer and after.kind in {line.kind, Kind.LINE}
        if line.status is Status.DIFFERENT and is_answer and after.status is Status.NOT_ASKED:
            found.add(after.id)
    return found


def _line(line: Contribution, place: str, book: Book, *, differs: bool) -> Line:
    lead: Text = _LEADS.get(line.kind, "")
    # An answer about an agreement must not read as if it were agreed itself, and what was looked at
    # says little without its question.
    asked = line.prompt and line.kind is Kind.LINE
    if not lead and asked and (place in {"agreed", "looked"} or len(line.text.split()) <= _SHORT_ANSWER):
        lead = book.text(line.prompt).replace("\n", " ")
    is_hard = place == "hard" or line.kind is Kind.HARD or (place == "differently" and line.ladder == "harder")
    return Line(
        line.text,
        Source("line", str(line.id), line.day),
        line.said_by,
        lead,
        DIFFERENT if differs else mark_of(line),
        is_hard,
        line.only_us,
        line.told_by,
        line.about,
        line.via,
        line.prompt if lead and isinstance(lead, str) else "",
    )


def _strategy(strategy: Strategy) -> Line:
    text: Text = strategy.text
    if strategy.when_how:
        text = Message("{what} ({when})", {"what": strategy.text, "when": strategy.when_how})
    return Line(text, Source("strategy", str(strategy.id), strategy.since), PATIENT)


def _understanding(key: Understanding) -> Line:
    steps = [words for words in (key.happens, key.in_me, key.choose) if words]
    names = ("a", "b", "c")
    values: dict[str, Value] = dict(zip(names, steps, strict=False))
    # The steps follow one another as they were written; only the arrows are ours.
    text = Message(" → ".join("{" + name + "}" for name in values), values) if len(steps) > 1 else key.happens
    return Line(text, Source("understanding", str(key.id), key.since), PATIENT)


_STATES = {
    AgreementState.OPEN: Message("still open"),
    AgreementState.DONE: Message("done"),
    AgreementState.PARTLY: Message("partly done"),
    AgreementState.NOT_YET: Message("not yet"),
    AgreementState.LET_GO: Message("let go"),
}


def _agreed(given: NoteInput) -> Iterator[Line]:
    for agreement in given.agreements:
        source = Source("agreement", str(agreement.id), agreement.made)
        if agreement.reviewed == given.session.day and agreement.session_id != given.session.id:
            mark = _STATES[agreement.state]
            if agreement.state_words:
                mark = Message("{state}: {words}", {"state": mark, "words": agreement.state_words})
            yield Line(agreement.text, source, agreement.who.value, Message("From last time"), mark)
        elif agreement.session_id == given.session.id:
            again = Message("we look again on {day}", {"day": agreement.look_again}) if agreement.look_again else None
            yield Line(agreement.text, source, agreement.who.value, mark=again)


def end_well(note: Note, session: Session) -> Note:
    """Put the plain fact of the meeting after a note that would end with something hard."""
    rest = [part for part in note.sections if part.code != "addenda"]
    if not rest or not rest[-1].lines[-1].is_hard:
        return note
    text = Message("We met on {day}.", {"day": session.day})
    if session.number:
        text = Message("We met on {day}, meeting {n}.", {"day": session.day, "n": session.number})
    met = Section("met", (Line(text, Source("session", str(session.id), session.day)),))
    return Note((*rest, met, *(part for part in note.sections if part.code == "addenda")))


def is_from_third(line: Line) -> bool:
    """Return whether a line is about a third person, or was told by one."""
    if line.source.kind != "line":
        return False
    return bool(line.about) or (line.by not in {PATIENT, CLINICIAN} and line.via != "noticed")
