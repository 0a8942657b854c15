"""How `TakeIn` and `UndoBatch` are written: whole sets at a time, in the steps of ``queries/taking.sql``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from companion.errors import RefusedError
from companion.store.acts.answers import ADDED, ALREADY_THERE, CHANGED, AssessmentIn, PatientIn, TakeIn, Taken
from companion.store.acts.versions import Row
from companion.store.records.packed import pack_answers, pack_message
from companion.text import clean

if TYPE_CHECKING:
    from companion.store.transaction import Transaction

_FEW = 2_000
"""Up to so many rows go in as text; polars, whose import costs 0.2 s, is worth it beyond."""
_CLOSE = (
    "arriving_sheet_close", "arriving_score_close", "stored_version_close", "placed_sheet_close", "fresh_sheet_close",
)  # fmt: skip
_MAIN_SCALE = "total"


def take_in(tx: Transaction, act: TakeIn) -> Taken:
    """Write what is new of `act` and return what became of each row."""
    batch = tx.mint()
    tx.about(ref=batch)
    who, patients_added = _patients(tx, act, batch)
    outcomes, ids = _write_sheets(tx, act.assessments, who, batch) if act.assessments else ([], [])
    taken = Taken(
        batch_id=batch,
        added=outcomes.count(ADDED),
        already_there=outcomes.count(ALREADY_THERE),
        changed=outcomes.count(CHANGED),
        patients_added=patients_added,
        per_row=outcomes,
        assessment_ids=ids,
    )
    tx.run(
        "import_batch_add",
        id=batch,
        way=act.way,
        file=act.file,
        format=act.format,
        taken=tx.now,
        account_id=tx.account_id,
        read=len(outcomes) + len(act.rejects) if act.read is None else act.read,
        added=taken.added,
        already_there=taken.already_there,
        changed=taken.changed,
        rejected=len(act.rejects),
        patients_added=patients_added,
    )
    rejects = [
        {"line": one.line, "column": one.column, "value": one.value, "reason": one.reason} for one in act.rejects
    ]
    tx.bulk("import_rejects_add", rejects, batch_id=batch)
    return taken


def undo(tx: Transaction, batch: int) -> None:
    """Withdraw everything of a batch and let what it superseded stand again."""
    found = tx.one("import_batch_by_id", batch_id=batch)
    if found is None:
        raise RefusedError("There is no batch with this number.")
    if found["undone"] is not None:
        raise RefusedError("This batch is undone already.")
    tx.about(ref=batch)
    tx.run("import_batch_undone", batch_id=batch, undone=tx.now, undone_by=tx.account_id)
    tx.run("batch_withdraw", batch_id=batch, withdrawn_by=tx.account_id, withdrawn_at=tx.now)
    tx.run("batch_join_again", batch_id=batch)
    tx.run("patients_answered", batch_id=batch)
    tx.run("batch_patients_withdraw", withdrawn_by=tx.account_id, withdrawn_at=tx.now)


def _patients(tx: Transaction, act: TakeIn, batch: int) -> tuple[list[int], int]:
    """Return the patient's id for each assessment, and how many patients are new."""
    named = {person.key: person for person in act.patients}
    cleaned = _Cleaned()
    keys = [cleaned[one.patient_key] if one.patient_id is None else "" for one in act.assessments]
    wanted = dict.fromkeys((*named, *keys))
    wanted.pop("", None)
    by_key = {row["patient_key"]: row for row in tx.rows("patients_by_keys", keys=list(wanted))} if wanted else {}
    back = [row["id"] for row in by_key.values() if row["withdrawn_at"] is not None]
    for patient_id in back:
        tx.run("patient_back", patient_id=patient_id, batch_id=batch)
    new = [named.get(key) or PatientIn(key) for key in wanted if key not in by_key]
    by_id = {key: row["id"] for key, row in by_key.items()} | _add_patients(tx, new, batch)
    given = {one.patient_id for one in act.assessments if one.patient_id is not None}
    if given - {row["id"] for row in (tx.rows("patients_with_ids", ids=list(given)) if given else ())}:
        raise RefusedError("This patient is no longer there. Go back and look again.")
    if len(given) == 1 and len(by_id) == 0:
        tx.about(patient_id=next(iter(given)))
    if "" in keys and any(one.patient_id is None and not key for one, key in zip(act.assessments, keys, strict=True)):
        raise RefusedError("A patient needs a key: the number or code other systems use.")
    who = [
        by_id[key] if one.patient_id is None else one.patient_id for one, key in zip(act.assessments, keys, strict=True)
    ]
    return who, len(new) + len(back)


def _add_patients(tx: Transaction, people: Sequence[PatientIn], batch: int) -> dict[str, int]:
    ids = dict(zip((person.key for person in people), tx.mint_many(len(people)), strict=True))
    rows = [
        {
            "id": ids[person.key],
            "uuid": tx.uuid(),
            "patient_key": person.key,
            "name": person.name,
            "chosen_name": person.chosen_name or None,
            "born": person.born,
        }
        for person in people
    ]
    tx.bulk("patients_add", rows, batch_id=batch, added=tx.now)
    return ids


def _write_sheets(
    tx: Transaction, sheets: Sequence[AssessmentIn], who: Sequence[int], batch: int
) -> tuple[list[str], list[int]]:
    """Lay the sheets out beside what is there, write what is new, and return each row's outcome and id."""
    near = {"lowest": min(who), "highest": max(who)}
    tx.run("arriving_sheet_open")
    tx.run("arriving_score_open")
    _lay_out(tx, sheets, who)
    tx.run("stored_version_open", **near)
    tx.run("placed_sheet_open")
    tx.run("fresh_sheet_open")
    fresh = (tx.one("fresh_count") or {})["fresh"]
    before = tx.mint_many(fresh).start - 1
    if fresh:
        tx.run("stored_superseded", before_first=before, **near)
        tx.run("fresh_assessments_add", before_first=before, batch_id=batch, taken=tx.now, account_id=tx.account_id)
        tx.run("fresh_responses_add", before_first=before)
        tx.run("fresh_scores_add", before_first=before)
        tx.run("patients_answered", batch_id=batch)
    done = tx.one("taken_outcomes", before_first=before) or {}
    for close in _CLOSE:
        tx.run(close)
    return done["outcomes"], done["ids"]


def _lay_out(tx: Transaction, sheets: Sequence[AssessmentIn], who: Sequence[int]) -> None:
    columns, scores = _sheet_columns(sheets, who), _score_columns(sheets)
    if len(sheets) <= _FEW:
        tx.bulk("arriving_sheets_from_text", _rows(columns))
        tx.bulk("arriving_scores_from_text", _rows(scores))
        return
    import polars as pl

    types: dict[str, Any] = {
        "moment": pl.Datetime("us"), "answers": pl.String, "stated_total": pl.Float64, "total": pl.Float64,
        "value": pl.Float64, "why_not": pl.String,
    }  # fmt: skip
    for statement, found in (("arriving_sheets_from_frame", columns), ("arriving_scores_from_frame", scores)):
        overrides = {name: kind for name, kind in types.items() if name in found}
        tx.bulk_frame(statement, pl.DataFrame(found, schema_overrides=overrides, strict=False))


def _sheet_columns(sheets: Sequence[AssessmentIn], who: Sequence[int]) -> dict[str, list[Any]]:
    clean_once = _Cleaned()
    answers = [pack_answers(sheet.answers) for sheet in sheets]
    totals = [_total(sheet) for sheet in sheets]
    return {
        "row_no": list(range(len(sheets))),
        "patient_id": list(who),
        "instrument": [clean_once[sheet.instrument] for sheet in sheets],
        "version": [clean_once[sheet.version] for sheet in sheets],
        "respondent": [sheet.respondent.value for sheet in sheets],
        "rater": [clean_once[sheet.rater] for sheet in sheets],
        "day": [sheet.day for sheet in sheets],
        "moment": [sheet.moment for sheet in sheets],
        "zone": [clean_once[sheet.zone] for sheet in sheets],
        "how": [sheet.how.value for sheet in sheets],
        "source": [clean_once[sheet.source] for sheet in sheets],
        "answers": answers,
        "stated_total": [sheet.stated_total for sheet in sheets],
        "total": totals,
        "only_total": [
            sheet.answers is None and total is not None and len(sheet.scores) == 1
            for sheet, total in zip(sheets, totals, strict=True)
        ],
        "content": [_content(*parts) for parts in zip(sheets, answers, totals, strict=True)],
    }


def _score_columns(sheets: Sequence[AssessmentIn]) -> dict[str, list[Any]]:
    scores = [(number, score) for number, sheet in enumerate(sheets) for score in sheet.scores]
    clean_once = _Cleaned()
    return {
        "row_no": [number for number, _ in scores],
        "scale": [clean_once[score.scale] for _, score in scores],
        "value": [score.value for _, score in scores],
        "why_not": [pack_message(score.why_not) for _, score in scores],
        "complete": [score.complete for _, score in scores],
        "prorated": [score.prorated for _, score in scores],
        "stated": [score.stated for _, score in scores],
    }


def _total(sheet: AssessmentIn) -> float | None:
    return next((one.value for one in sheet.scores if one.scale == _MAIN_SCALE), sheet.stated_total)


def _content(sheet: AssessmentIn, answers: str | None, total: float | None) -> str:
    """Return what makes two sheets the same: the answers, or the totals where only those came.

    A stated total beside answers counts only where it differs from what they add up to.
    """
    if answers is None:
        stated = sorted((one.scale, one.value) for one in sheet.scores)
        return "totals " + " ".join(f"{scale}={_number(value)}" for scale, value in stated)
    if sheet.stated_total is None or sheet.stated_total == total:
        return answers
    return f"{answers} total={_number(sheet.stated_total)}"


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.15g}"


def _rows(columns: dict[str, list[Any]]) -> list[Row]:
    names = list(columns)
    return [dict(zip(names, values, strict=True)) for values in zip(*columns.values(), strict=True)]


class _Cleaned(dict[str, str]):
    """Each text cleaned once; a file says the same few names many times."""

    def __missing__(self, text: str) -> str:
        self[text] = clean(text)
        return self[text]
