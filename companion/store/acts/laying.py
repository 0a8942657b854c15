"""Arriving sheets laid out as columns, each with what makes it the same as another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from companion.store.acts.answers import AssessmentIn
from companion.store.records.packed import pack_answers, pack_message
from companion.text import clean

if TYPE_CHECKING:
    import polars as pl

Columns: TypeAlias = "dict[str, list[Any]]"
MAIN_SCALE = "total"
DAY = ("patient_id", "instrument", "version", "respondent", "rater", "day")


class Cleaned(dict[str, str]):
    """Each text cleaned once; a file says the same few many times."""

    def __missing__(self, text: str) -> str:
        self[text] = clean(text)
        return self[text]


def sheet_columns(sheets: Sequence[AssessmentIn], who: Sequence[int]) -> Columns:
    """Return the sheets by column; `who` has each one's patient.

    `place` is the number of the first sheet of the same patient, instrument version,
    respondent, rater and day.
    """
    clean_once = Cleaned()
    answers = [pack_answers(sheet.answers) for sheet in sheets]
    totals = [_total(sheet) for sheet in sheets]
    columns: Columns = {
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
    columns["file_rows"] = [1] * len(sheets)
    first: dict[tuple[Any, ...], int] = {}
    days = zip(*(columns[name] for name in DAY), strict=True)
    columns["place"] = [first.setdefault(day, number) for number, day in enumerate(days)]
    return columns


def score_columns(sheets: Sequence[AssessmentIn]) -> Columns:
    """Return the scores of the sheets by column; `row_no` says of which sheet."""
    scores = [score for sheet in sheets for score in sheet.scores]
    clean_once = Cleaned()
    return {
        "row_no": [number for number, sheet in enumerate(sheets) for _ in sheet.scores],
        "scale": [clean_once[score.scale] for score in scores],
        "value": [score.value for score in scores],
        "why_not": [pack_message(score.why_not) for score in scores],
        "complete": [score.complete for score in scores],
        "prorated": [score.prorated for score in scores],
        "stated": [score.stated for score in scores],
    }


def as_rows(columns: Columns) -> list[dict[str, Any]]:
    """Return columns as rows."""
    names = list(columns)
    return [dict(zip(names, values, strict=True)) for values in zip(*columns.values(), strict=True)]


def typed(columns: Columns) -> pl.DataFrame:
    """Return columns as a frame with the types of the tables they go into."""
    import polars as pl

    types: dict[str, Any] = {
        "row_no": pl.Int32,
        "place": pl.Int32, "patient_id": pl.Int64, "file_rows": pl.Int64, "day": pl.Date, "moment": pl.Datetime("us"),
        "stated_total": pl.Float64, "total": pl.Float64, "only_total": pl.Boolean, "value": pl.Float64,
        "complete": pl.Boolean, "prorated": pl.Boolean, "stated": pl.Boolean,
    }  # fmt: skip
    return pl.DataFrame(
        [pl.Series(name, values, dtype=types.get(name, pl.String), strict=False) for name, values in columns.items()]
    )


def _total(sheet: AssessmentIn) -> float | None:
    for score in sheet.scores:
        if score.scale == MAIN_SCALE:
            return score.value
    return sheet.stated_total


def _content(sheet: AssessmentIn, answers: str | None, total: float | None) -> str:
    """Return what makes two sheets the same: the answers, or the totals where only those came.

    A stated total beside answers counts only where it differs from what they add up to.
    """
    if answers is None:
        stated = sorted((score.scale, number_text(score.value)) for score in sheet.scores)
        return "totals " + " ".join(f"{scale}={value}" for scale, value in stated)
    if sheet.stated_total is None or sheet.stated_total == total:
        return answers
    return f"{answers} total={number_text(sheet.stated_total)}"


def number_text(value: float | None) -> str:
    """Return a number in its one spelling."""
    return "" if value is None else f"{value:.15g}"
