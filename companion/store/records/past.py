"""What was known of a patient at the end of a day in the past.

Of a thing that has versions the one counts that stood then; where all of them came later,
the newest one. What was taken back since stays taken back. Each reader takes the patient,
the last day that counts, and the moment (UTC) after which nothing was known yet.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from companion.clinical.meanings import Meaning
from companion.clinical.model import (
    Agreement,
    AgreementState,
    Contribution,
    Domain,
    Event,
    OwnMeasure,
    OwnReading,
    PlanLine,
    Session,
    Status,
    Strategy,
    Understanding,
)
from companion.store.records import answers, meanings, meeting, own, people, shelves
from companion.store.records.answers import AnswerSheet
from companion.store.records.meeting import FormTalked, PromptUse, SetAside
from companion.store.records.own import MoreHelpSaid
from companion.store.records.people import DomainChoice
from companion.store.sql import statements

if TYPE_CHECKING:
    from companion.store.transaction import Reader

_Row = Mapping[str, Any]


def answer_sheets(reader: Reader, patient_id: int, day: date, until: datetime) -> tuple[AnswerSheet, ...]:
    """Return each answer sheet as it stood, oldest first."""
    rows = reader.rows("answer_sheets_as_of", patient_id=patient_id, day=day, until=until)
    return tuple(map(answers.to_answer_sheet, rows))


def own_measures(reader: Reader, patient_id: int, day: date, until: datetime) -> tuple[OwnMeasure, ...]:
    """Return the own measures that were there, or had marks for a day by then, with the steps they had then."""
    answered = {row["instrument"] for row in reader.rows("instruments_answered_by", patient_id=patient_id, day=day)}
    found = [(row["day"], own.to_own_measure(row)) for row in _versions(reader, "own_measure", patient_id, until)]
    return tuple(measure for made, measure in found if made <= day or measure.instrument in answered)


def own_readings(reader: Reader, patient_id: int, day: date, _until: datetime) -> tuple[OwnReading, ...]:
    """Return the newest word by then for each pair of moments of each own measure."""
    return tuple(map(own.to_own_reading, reader.rows("own_readings_as_of", patient_id=patient_id, day=day)))


def more_help(reader: Reader, patient_id: int, day: date, _until: datetime) -> dict[Domain, MoreHelpSaid]:
    """Return the newest answer by then to *more help here?* by area."""
    found = map(own.to_more_help, reader.rows("more_help_as_of", patient_id=patient_id, day=day))
    return {said.domain: said for said in found}


def areas(reader: Reader, patient_id: int, day: date, _until: datetime) -> dict[Domain, DomainChoice]:
    """Return the areas with the names and places they had; hidden are those that are hidden today."""
    then = map(people.to_domain_choice, reader.rows("domain_choices_as_of", patient_id=patient_id, day=day))
    known = {choice.domain: choice for choice in then}
    today = {choice.domain: choice.hidden for choice in people.domain_choices(reader, patient_id)}
    return {
        domain: replace(known.get(domain, DomainChoice(domain)), hidden=today.get(domain, False))
        for domain in {**known, **today}
    }


def lines(reader: Reader, patient_id: int, day: date, until: datetime) -> tuple[Contribution, ...]:
    """Return the lines in the words that stood, kept and agreed as they were; *only us two* holds from today."""
    marks: dict[int, list[_Row]] = {}
    for mark in reader.rows("contribution_marks", patient_id=patient_id):
        marks.setdefault(mark["contribution_id"], []).append(mark)
    rows = [row for row in _versions(reader, "contribution", patient_id, until) if row["day"] <= day]
    newest = {line.id: line for line in meeting.contributions(reader, patient_id)}
    rows.sort(key=lambda row: (row["day"], row["said_at"], row["position"], row["line"]))
    return tuple(
        replace(_marked(row, marks.get(row["line"], ()), until), only_us=newest[row["line"]].only_us) for row in rows
    )


def said_meanings(reader: Reader, patient_id: int, day: date, until: datetime) -> tuple[Meaning, ...]:
    """Return what answers meant to the patient, in the words that stood."""
    words = {line.id: line.text for line in lines(reader, patient_id, day, until)}
    return tuple(
        replace(one, text=words.get(one.contribution_id, one.text)) if one.contribution_id else one
        for one in meanings.meanings(reader, patient_id)
        if one.day <= day
    )


def sessions(reader: Reader, patient_id: int, day: date, until: datetime) -> tuple[Session, ...]:
    """Return the sessions up to then; one closed later was open."""
    return tuple(
        replace(one, ended=None) if one.ended is not None and one.ended >= until else one
        for one in meeting.sessions(reader, patient_id)
        if one.day <= day
    )


def form_talks(reader: Reader, patient_id: int, day: date, _until: datetime) -> tuple[FormTalked, ...]:
    """Return how talk about forms had ended."""
    return tuple(one for one in meeting.form_talks(reader, patient_id) if one.day <= day)


def prompt_uses(reader: Reader, patient_id: int, day: date, _until: datetime) -> tuple[PromptUse, ...]:
    """Return the questions that had been put."""
    return tuple(one for one in meeting.prompt_uses(reader, patient_id) if one.day <= day)


def set_aside(reader: Reader, patient_id: int, day: date, _until: datetime) -> tuple[SetAside, ...]:
    """Return what had been left be."""
    return tuple(one for one in meeting.set_aside(reader, patient_id) if one.day <= day)


def agreements(reader: Reader, patient_id: int, day: date, until: datetime) -> tuple[Agreement, ...]:
    """Return the agreements made by then, as they stood; one looked at later was open."""
    found = map(shelves.to_agreement, _versions(reader, "agreement", patient_id, until))
    return tuple(
        replace(one, state=AgreementState.OPEN, state_words="", reviewed=None)
        if one.reviewed is not None and one.reviewed > day
        else one
        for one in found
        if one.made <= day
    )


def events(reader: Reader, patient_id: int, day: date, until: datetime) -> tuple[Event, ...]:
    """Return the time line up to then, oldest first."""
    found = map(shelves.to_event, _versions(reader, "event", patient_id, until))
    return tuple(one for one in found if one.day <= day)


def strategies(reader: Reader, patient_id: int, day: date, until: datetime) -> tuple[Strategy, ...]:
    """Return the shelf *What I do* as it stood."""
    rows = _versions(reader, "strategy", patient_id, until)
    return tuple(shelves.to_strategy(row) for row in rows if row["day"] <= day)


def understandings(reader: Reader, patient_id: int, day: date, until: datetime) -> tuple[Understanding, ...]:
    """Return the shelf *What I have understood* as it stood."""
    rows = _versions(reader, "understanding", patient_id, until)
    return tuple(shelves.to_understanding(row) for row in rows if row["day"] <= day)


def plan(reader: Reader, patient_id: int, day: date, until: datetime) -> tuple[PlanLine, ...]:
    """Return the plan for the hardest days as it stood; when it was looked at is kept for the last time only."""
    found = [
        shelves.to_plan_line(row) for row in _versions(reader, "plan_line", patient_id, until) if row["day"] <= day
    ]
    return tuple(
        replace(line, looked_at=None) if line.looked_at is not None and line.looked_at > day else line for line in found
    )


READ: Mapping[str, Callable[[Reader, int, date, datetime], Any]] = {
    "points": answers.points_as_of,
    "sheets": answer_sheets,
    "own_measures": own_measures,
    "own_readings": own_readings,
    "more_help": more_help,
    "areas": areas,
    "sessions": sessions,
    "lines": lines,
    "meanings": said_meanings,
    "form_talks": form_talks,
    "prompt_uses": prompt_uses,
    "set_aside": set_aside,
    "agreements": agreements,
    "events": events,
}
"""What is asked about a patient -> how it is read as it was. What is not here is today's: what the patient
chose to see, and consent."""


def _versions(reader: Reader, table: str, patient_id: int, until: datetime) -> list[dict[str, Any]]:
    return reader.ask(statements()["versions_as_of"].fill(table=table), patient_id=patient_id, until=until)


def _marked(row: _Row, marks: list[_Row] | tuple[()], until: datetime) -> Contribution:
    """Return a line with the marks it had: each mark is kept, what stands in the row is the last one."""
    kept = [mark for mark in marks if mark["mark"] == "keepsake"]
    said = [mark for mark in marks if mark["mark"] == "status" and mark["written"] >= row["written"]]
    line = meeting.to_contribution(row)
    if any(mark["written"] >= until for mark in kept):
        before = [mark["value"] == "true" for mark in kept if mark["written"] < until]
        line = replace(line, keepsake=before[-1] if before else kept[0]["value"] != "true")
    if any(mark["written"] >= until for mark in said):
        by_then = [Status(mark["value"]) for mark in said if mark["written"] < until]
        line = replace(line, status=by_then[-1] if by_then else Status.NOT_ASKED)
    return line
