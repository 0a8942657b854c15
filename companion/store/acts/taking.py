"""How `TakeIn` and `UndoBatch` are written.

A file goes in as a whole, in the set-at-a-time steps of ``queries/taking.sql``. A few
sheets, as from the room, go in one by one, which is five times as fast for them.
Which assessment a sheet is follows one rule, in `identity` and in those steps.
"""

from __future__ import annotations

import contextlib
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from companion.errors import RefusedError
from companion.store.acts.answers import AssessmentIn, PatientIn, TakeIn, TakeInColumns, Taken
from companion.store.acts.identity import ADDED, ALREADY_THERE, CHANGED, Arrival, Slot, Version, settle
from companion.store.acts.laying import DAY, Cleaned, Columns, as_rows, score_columns, sheet_columns, typed
from companion.store.acts.versions import Row

if TYPE_CHECKING:
    import polars as pl

    from companion.store.transaction import Transaction

FEW = 12
"""Up to so many sheets are written one by one."""
_NOT_KEPT = frozenset({"row_no", "place", "answers", "only_total", "file_rows"})


def take_in(tx: Transaction, act: TakeIn) -> Taken:
    """Write what is new of `act` and return what became of each row."""
    batch = tx.mint()
    tx.about(ref=batch)
    who, patients_added = _patients(tx, act, batch)
    outcomes, ids = _sheets(tx, act.assessments, who, batch)
    rows = Counter(outcomes)
    return _kept(tx, act, batch, rows, rows, patients_added, outcomes, ids)


def take_in_columns(tx: Transaction, act: TakeInColumns) -> Taken:
    """Write what is new of `act`, a part at a time, and count what became of the rows."""
    import polars as pl

    from companion.store.acts.framing import arriving_frames

    batch = tx.mint()
    tx.about(ref=batch)
    people, patients_added = _people(tx, {person.key: person for person in act.patients}, batch)
    sheets: Counter[str] = Counter()
    rows: Counter[str] = Counter()
    for part in act.parts:
        arriving, scores = arriving_frames(part, people)
        with _written(tx, arriving, scores, batch) as (settled, _):
            became = settled.select("row_no", "outcome").join(arriving.select("row_no", "file_rows"), on="row_no")
        for outcome, count, in_file in became.group_by("outcome").agg(pl.len(), pl.sum("file_rows")).iter_rows():
            sheets[outcome] += count
            rows[outcome] += in_file
    if sheets[ADDED] or sheets[CHANGED]:
        tx.run("patients_answered", batch_id=batch)
    return _kept(tx, act, batch, sheets, rows, patients_added)


def _kept(
    tx: Transaction, act: TakeIn | TakeInColumns, batch: int, sheets: Counter[str], rows: Counter[str],
    patients_added: int, outcomes: Sequence[str] = (), ids: Sequence[int] = (),
) -> Taken:  # fmt: skip
    """Keep the batch with what was refused, and return what was taken in."""
    taken = Taken(
        batch_id=batch,
        added=sheets[ADDED],
        already_there=sheets[ALREADY_THERE],
        changed=sheets[CHANGED],
        patients_added=patients_added,
        per_row=list(outcomes),
        assessment_ids=list(ids),
        rows={outcome: rows[outcome] for outcome in (ADDED, ALREADY_THERE, CHANGED)},
    )
    tx.run(
        "import_batch_add",
        id=batch,
        way=act.way,
        file=act.file,
        format=act.format,
        taken=tx.now,
        account_id=tx.account_id,
        read=rows.total() + len(act.rejects) if act.read is None else act.read,
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
    """Return the patient's id for each assessment, and how many patients came into the caseload."""
    clean_once = Cleaned()
    wanted = {person.key: person for person in act.patients}
    for key in sorted({clean_once[one.patient_key] for one in act.assessments if one.patient_id is None}):
        wanted.setdefault(key, PatientIn(key))
    ids, added = _people(tx, wanted, batch)
    _need_patients(tx, {one.patient_id for one in act.assessments if one.patient_id is not None}, alone=not wanted)
    who = [ids[clean_once[one.patient_key]] if one.patient_id is None else one.patient_id for one in act.assessments]
    return who, added


def _people(tx: Transaction, wanted: dict[str, PatientIn], batch: int) -> tuple[dict[str, int], int]:
    """Return everybody's id by key, and how many came into the caseload."""
    if "" in wanted:
        raise RefusedError("A patient needs a key: the number or code other systems use.")
    ids, back = _known_patients(tx, list(wanted), batch)
    new = _add_patients(tx, [person for key, person in wanted.items() if key not in ids], batch)
    return ids | new, len(new) + back


def _known_patients(tx: Transaction, keys: list[str], batch: int) -> tuple[dict[str, int], int]:
    """Return who is there by key, and how many of them an undone import had taken out of the caseload."""
    if not keys:
        return {}, 0
    wanted = json.dumps(keys, ensure_ascii=False)
    found = tx.rows("patients_by_keys", rows=wanted)
    back = sum(row["withdrawn_at"] is not None for row in found)
    if back:
        tx.run("patients_back", rows=wanted, batch_id=batch)
    return {row["patient_key"]: row["id"] for row in found}, back


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
    tx.bulk("caseload_members_add", rows, account_id=tx.account_id, since=tx.today)
    return ids


def _need_patients(tx: Transaction, given: set[int], *, alone: bool) -> None:
    for patient_id in given:
        if tx.one("patient_by_id", patient_id=patient_id) is None:
            raise RefusedError("This patient is no longer there. Go back and look again.")
    if alone and len(given) == 1:
        tx.about(patient_id=min(given))


def _sheets(
    tx: Transaction, sheets: Sequence[AssessmentIn], who: Sequence[int], batch: int
) -> tuple[list[str], list[int]]:
    """Write what is new; return for each sheet what became of it and which assessment it is."""
    if not sheets:
        return [], []
    columns, scores = sheet_columns(sheets, who), score_columns(sheets)
    if len(sheets) <= FEW:
        return _OneByOne(tx, batch, as_rows(columns), as_rows(scores)).write()
    return _all_at_once(tx, columns, scores, batch)


class _OneByOne:
    """Writes a few sheets.

    Args:
        tx: The transaction.
        batch: Id of their batch.
        sheets: Rows as of `sheet_columns`.
        scores: Rows as of `score_columns`.
    """

    def __init__(self, tx: Transaction, batch: int, sheets: list[Row], scores: list[Row]) -> None:
        self._tx = tx
        self._batch = batch
        self._sheets = sheets
        self._scores = scores

    def write(self) -> tuple[list[str], list[int]]:
        """Write them and return outcomes and ids, in order."""
        places: dict[int, list[int]] = {}
        for number, sheet in enumerate(self._sheets):
            places.setdefault(sheet["place"], []).append(number)
        outcomes, slots = [""] * len(self._sheets), [Slot()] * len(self._sheets)
        for place, numbers in places.items():
            found = self._tx.rows("versions_of_day", **{name: self._sheets[place][name] for name in DAY})
            arrivals = [_arrival(self._sheets[number]) for number in numbers]
            settled = settle(arrivals, [Version(**row) for row in found])
            for number, arrival, slot in zip(numbers, arrivals, list(settled), strict=True):
                slots[number], outcomes[number] = slot, slot.takes(arrival)
                if outcomes[number] != ALREADY_THERE:
                    self._write(self._sheets[number], slot)
        return outcomes, [slot.newest or 0 for slot in slots]

    def _write(self, sheet: Row, slot: Slot) -> None:
        """Write one sheet as the newest version of its assessment."""
        tx, new = self._tx, self._tx.mint()
        values = {name: value for name, value in sheet.items() if name not in _NOT_KEPT}
        line = slot.line or new
        tx.run(
            "assessment_add",
            **values,
            id=new,
            line=line,
            replaces=slot.newest,
            batch_id=self._batch,
            taken=tx.now,
            account_id=tx.account_id,
        )
        if slot.newest is not None:
            tx.run("assessment_supersede", id=slot.newest, patient_id=sheet["patient_id"], superseded_by=new)
        if sheet["answers"] is not None:
            tx.run("response_add", assessment_id=new, patient_id=sheet["patient_id"], answers=sheet["answers"])
        for score in self._scores:
            if score["row_no"] == sheet["row_no"]:
                kept = {name: value for name, value in score.items() if name != "row_no"}
                tx.run("score_add", assessment_id=new, patient_id=sheet["patient_id"], **kept)
        tx.run("patient_answered", patient_id=sheet["patient_id"], day=sheet["day"])
        slot.line, slot.newest = line, new


def _arrival(sheet: Row) -> Arrival:
    return Arrival(sheet["moment"], sheet["content"], sheet["total"], sheet["only_total"])


def _all_at_once(tx: Transaction, sheets: Columns, scores: Columns, batch: int) -> tuple[list[str], list[int]]:
    """Lay the sheets out beside what is there, and write what is new in sets."""
    with _written(tx, typed(sheets), typed(scores), batch) as (_, before):
        done = tx.rows("taken_outcomes", before_first=before)[0]
    tx.run("patients_answered", batch_id=batch)
    return done["outcomes"], done["ids"]


@contextlib.contextmanager
def _written(
    tx: Transaction, arriving: pl.DataFrame, scores: pl.DataFrame, batch: int
) -> Iterator[tuple[pl.DataFrame, int]]:
    """Write what is new, and give what became of each row and the id before the first new one."""
    near = {"lowest": arriving["patient_id"].min(), "highest": arriving["patient_id"].max()}
    with contextlib.ExitStack() as held:
        held.enter_context(tx.holding_out(arriving_sheet=arriving, arriving_score=scores))
        stored = tx.frame("stored_versions", **near)
        held.enter_context(tx.holding_out(stored_version=stored))
        settled = tx.frame("settled_sheets")
        held.enter_context(tx.holding_out(settled_sheet=settled))
        fresh = settled["number"].count()
        before = tx.mint_many(fresh).start - 1
        if fresh and stored.height:
            tx.run("stored_superseded", before_first=before, **near)
        if fresh:
            tx.run("fresh_assessments_add", before_first=before, batch_id=batch, taken=tx.now, account_id=tx.account_id)
            tx.run("fresh_responses_add", before_first=before)
            tx.run("fresh_scores_add", before_first=before)
        yield settled, before
