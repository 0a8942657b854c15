"""Take in a file of answers: read, check, score, write, report. Whole or not at all."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, TypeVar

from companion.clinical.message import Message
from companion.clinical.scoring import Scored, score_totals
from companion.errors import RefusedError, StoreDamagedError, StoreFullError
from companion.intake.columns import SHAPES, FileMapping, find_columns, read_mapping
from companion.intake.forms import Forms
from companion.intake.rejects import write_rejects
from companion.intake.sheets import Sheets, read_sheets
from companion.intake.table import Table, read_table
from companion.store.acts.answers import PatientIn, RejectIn, ScoreIn, TakeInColumns, Taken, UndoBatch
from companion.store.acts.identity import ADDED, ALREADY_THERE, CHANGED
from companion.store.records import answers as answer_records
from companion.workflow.intake_parts import Parts
from companion.workflow.permissions import confirmed
from companion.workflow.registry import keep_definitions
from companion.workflow.views import ImportReport

if TYPE_CHECKING:
    import polars as pl

    from companion.clinical.instruments import Instrument
    from companion.store.records.answers import Batch
    from companion.store.transaction import Transaction
    from companion.workflow.desk import Desk

MANY = 20_000
"""Forms after which an import makes a new generation of the store."""

T = TypeVar("T")
Progress = Callable[[float], None]


class CancelledError(RefusedError):
    """Somebody stopped it; nothing was taken in."""


class _RehearsedError(Exception):
    """Carries what would have happened out of a transaction that is undone."""

    def __init__(self, taken: Taken) -> None:
        super().__init__()
        self.taken = taken


@dataclass(frozen=True, slots=True)
class _Rehearse:
    """Takes in, and undoes it in the same breath."""

    verb: ClassVar[str] = "rehearse"
    act: TakeInColumns

    def write(self, tx: Transaction) -> None:
        raise _RehearsedError(self.act.write(tx))


def take_in(
    desk: Desk,
    path: Path,
    *,
    dates: str | None = None,
    mapping: Path | None = None,
    dry_run: bool = False,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> ImportReport:
    """Take in one file.

    Args:
        desk: The unlocked store.
        path: The file.
        dates: `dmy` or `mdy` where somebody has said which comes first.
        mapping: A file that says which column is which.
        dry_run: Say what would happen; write nothing, not even the rejects file.
        progress: Told how far it is, 0 to 1.
        cancelled: Asked between steps; True stops with nothing taken in.

    Returns:
        What was taken in and what was not, counted in rows of the file.

    Raises:
        UsageError: There is no such file.
        RefusedError: Nothing in it can be read.
        AskDatesError: A date can be read in two ways; ask, and call again with `dates`.
        CancelledError: It was stopped.
    """
    step = _Steps(progress, cancelled)
    step(0.0)
    theirs = read_mapping(mapping) if mapping else FileMapping()
    table = read_table(path)
    step(0.15)
    columns = find_columns(table.headings, theirs, path.name)
    forms = Forms(desk.catalogue, confirmed(desk.store))
    sheets = read_sheets(table, columns, theirs, forms, dates=dates, today=desk.clock.today())
    step(0.25)
    table = replace(table, frame=_refused(table, sheets))
    parts = Parts(sheets, desk.catalogue, theirs.reversed_at_source, path.name, step.between(0.25, 0.7))
    act = TakeInColumns(
        parts,
        patients=_patients(sheets),
        rejects=[RejectIn(bad.line, bad.column, bad.value, desk.language.say(bad.why)) for bad in sheets.bad],
        file=path.name,
        format="csv",
        read=int(sheets.frame["rows"].sum()) + len(sheets.bad),
    )
    if not dry_run:
        keep_definitions(desk.store, desk.catalogue, sheets.frame["instrument"].unique().to_list())
    taken = _rehearse(desk, act) if dry_run else desk.store.perform(act)
    warnings = _warnings(desk, parts.differing, sheets)
    rejects = "" if dry_run else _keep_rejects(desk, path, table, sheets, warnings)
    if taken.added + taken.changed >= MANY and not dry_run:
        _renew(desk, progress)
    if progress:  # it is in by now: nothing to stop any more
        progress(1.0)
    return _report(desk, path, table, sheets, taken, warnings, rejects, SHAPES[columns.shape], dry_run=dry_run)


def undo_batch(desk: Desk, batch_id: int) -> int:
    """Take a whole batch back; return how many forms it had brought.

    Raises:
        RefusedError: There is no such batch, or it is undone already.
    """
    batch = next((one for one in batches(desk) if one.id == batch_id), None)
    if batch is None:
        raise RefusedError("There is no batch {batch}. Check the number in the report.", batch=str(batch_id))
    if batch.undone is not None:
        raise RefusedError("Batch {batch} is taken back already.", batch=str(batch_id))
    desk.store.perform(UndoBatch(batch_id))
    return batch.added + batch.changed


def batches(desk: Desk) -> tuple[Batch, ...]:
    """Return what files brought, newest first."""
    with desk.store.read() as reader:
        return answer_records.batches(reader)


class _Steps:
    """Tells how far it is, and stops where somebody asked for it."""

    def __init__(self, progress: Progress | None, cancelled: Callable[[], bool] | None) -> None:
        self._progress = progress
        self._cancelled = cancelled

    def __call__(self, share: float) -> None:
        if self._cancelled and self._cancelled():
            raise CancelledError("You stopped it. Nothing was taken in.")
        if self._progress:
            self._progress(share)

    def between(self, low: float, high: float) -> Progress:
        """Return steps for a stretch of the work."""
        return lambda share: self(low + (high - low) * share)


def scores_in(scored: Scored) -> tuple[ScoreIn, ...]:
    """Return scores the way the store takes them in."""
    return tuple(
        ScoreIn(scale, one.value, one.why_not, one.complete, one.prorated) for scale, one in scored.scales.items()
    )


def scores_of_total(instrument: Instrument, stated: float) -> tuple[ScoreIn, ...]:
    """Return a stated total, and what follows from it: a raw WHO-5 gives the percent score too."""
    named = instrument.scale().id
    return tuple(
        ScoreIn(scale, one.value, one.why_not, one.complete, one.prorated, stated=scale == named)
        for scale, one in score_totals(instrument, stated).items()
    )


def _patients(sheets: Sheets) -> list[PatientIn]:
    people: dict[str, PatientIn] = {}
    for key, name, born in sheets.frame.select("patient", "name", "born").unique(maintain_order=True).iter_rows():
        known = people.get(key)
        people[key] = PatientIn(
            key, name=(known.name if known and known.name else name), born=known.born if known and known.born else born
        )
    return list(people.values())


def _refused(table: Table, sheets: Sheets) -> pl.DataFrame:
    """Return the cells of the rows that are not taken in; the rest need not stay in memory."""
    import polars as pl

    lines = pl.Series([bad.line for bad in sheets.bad], dtype=pl.Int64)
    return table.frame.filter(pl.col("line").is_in(lines.implode()))


def _warnings(desk: Desk, differing: int, sheets: Sheets) -> list[str]:
    count = desk.language.count
    told = []
    if differing:
        told.append(
            count(
                "{n} row states another total than its answers add up to. The answers count; both are kept.",
                "{n} rows state another total than their answers add up to. The answers count; both are kept.",
                differing,
            )
        )
    if sheets.na_missing:
        told.append(
            count(
                "{n} row has NA for an answer. It counts as missing, never as 0.",
                "{n} rows have NA for an answer. Each counts as missing, never as 0.",
                sheets.na_missing,
            )
        )
    if sheets.na_left_out:
        told.append(
            count(
                "{n} row has NA where a question may not apply: it is left out. "
                "Leave the cell empty where the answer is missing.",
                "{n} rows have NA where a question may not apply: it is left out. "
                "Leave the cell empty where the answer is missing.",
                sheets.na_left_out,
            )
        )
    return told


def _renew(desk: Desk, progress: Progress | None) -> None:
    """Make a new generation, ordered by patient, so that each one's answers lie together."""
    with contextlib.suppress(StoreFullError, StoreDamagedError):  # the answers are in; the next opening tries again
        desk.store.renew((lambda share: progress(0.75 + 0.2 * share)) if progress else None)


def _rehearse(desk: Desk, act: TakeInColumns) -> Taken:
    try:
        desk.store.perform(_Rehearse(act))
    except _RehearsedError as rehearsed:
        return rehearsed.taken
    raise AssertionError("a rehearsal always ends with what it found")


def _keep_rejects(desk: Desk, path: Path, table: Table, sheets: Sheets, warnings: list[str]) -> str:
    if not sheets.bad:
        return ""
    try:
        return str(write_rejects(path, table, sheets.bad, desk.language))
    except OSError:
        warnings.append(
            desk.language.say(
                "The rejects file cannot be written beside {file}. The report lists them.", file=path.name
            )
        )
        return ""


def _report(
    desk: Desk, path: Path, table: Table, sheets: Sheets, taken: Taken, warnings: list[str], rejects: str,
    shape: Message, *, dry_run: bool,
) -> ImportReport:  # fmt: skip
    return ImportReport(
        file=str(path),
        format="csv",
        read=sum(taken.rows.values()) + len(sheets.bad),
        added=taken.rows[ADDED],
        already_there=taken.rows[ALREADY_THERE],
        changed=taken.rows[CHANGED],
        rejected=len(sheets.bad),
        rejects_file=rejects,
        warnings=tuple(warnings),
        batch=None if dry_run or not (taken.added or taken.changed) else taken.batch_id,
        detected=tuple(desk.language.say(one) for one in (*table.detected, shape, *sheets.notes)),
        rejects=tuple((bad.line, bad.column, bad.value, desk.language.say(bad.why)) for bad in sheets.bad[:200]),
    )
