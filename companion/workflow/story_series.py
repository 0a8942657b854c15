"""A form over time, told compactly: listed, or generated between a few points."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from random import Random
from typing import Any

from companion.store.acts.story import Answers, Told
from companion.text import clean
from companion.workflow.story_reading import Table, span_before

_MISSED = "-"
_THREE = 3
_MOST = 4000


def told(table: Table, totals_key: str) -> tuple[Told, ...]:
    """Return every filled-in form of the series in `table`, oldest first.

    `totals_key` is `totals`, or `marks` for an own measure.
    """
    found: dict[date, Told] = {}
    for filled in (*_generated(table), *_totals(table, totals_key), *_answers(table)):
        found[filled.day] = filled
    if not found:
        table.wrong(totals_key, f"{totals_key}, answers or generate is needed")
    return tuple(found[day] for day in sorted(found))


def fits(table: Table) -> tuple[tuple[date, str], ...]:
    """Return the patient's marks on points: "the form says easier, I say harder"."""
    marks = []
    for when, word in _pairs(table, "fits"):
        if word not in {"easier", "harder"}:
            table.wrong("fits", 'pairs of a time and "easier" or "harder" are needed')
        marks.append((table.time("fits", when), str(word)))
    return tuple(marks)


def meant(table: Table) -> tuple[tuple[date, int, str], ...]:
    """Return what single answers meant to the patient: the day of the form, the question, the words."""
    rows = table.get("meant", list, "a list of threes", [])
    if any(not isinstance(row, list) or len(row) != _THREE or not isinstance(row[1], int) for row in rows):
        table.wrong("meant", 'threes such as [["3w", 4, "what they said"]] are needed')
    return tuple((table.time("meant", when), item, clean(str(words))) for when, item, words in rows)


def _pairs(table: Table, key: str) -> list[tuple[Any, Any]]:
    rows = table.get(key, list, "a list of pairs", [])
    if any(not isinstance(row, list) or len(row) != 2 for row in rows):
        table.wrong(key, 'a list of pairs such as [["34w", 18]] is needed')
    return [(row[0], row[1]) for row in rows]


def _totals(table: Table, key: str) -> list[Told]:
    rows = []
    for when, total in _pairs(table, key):
        if not isinstance(total, int | float):
            table.wrong(key, "pairs of a time and a number are needed")
        rows.append(Told(table.time(key, when), total=float(total)))
    return rows


def _answers(table: Table) -> list[Told]:
    return [Told(table.time("answers", when), answers=_sheet(table, told)) for when, told in _pairs(table, "answers")]


def _sheet(table: Table, told: object) -> Answers:
    try:
        return tuple(float(part) if part.strip() else None for part in str(told).split(","))
    except ValueError:
        return table.wrong("answers", 'answers such as "2,1,,3" are needed')


def _generated(table: Table) -> list[Told]:
    rows: list[Told] = []
    if not table.has("generate"):
        return rows
    how = table.table("generate")
    first, last = how.day("from"), how.day("to") if how.has("to") else how.today
    every = how.text("every")
    if how.has("values"):
        values = how.get("values", list, "a list of numbers")
        rows = _listed(how, first, every, values)
    else:
        rows = _walked(how, _days(how, first, last, every))
    how.done()
    return rows


def _days(how: Table, first: date, last: date, every: str) -> list[date]:
    days = [first]
    while days[-1] < last and len(days) < _MOST:
        days.append(_next(how, days[-1], every))
    return [day for day in days if day <= last]


def _next(how: Table, day: date, every: str) -> date:
    try:
        after = span_before(every, day, back=False)
    except ValueError:
        after = day
    if after <= day:
        how.wrong("every", 'a span such as "2w" is needed')
    return after


def _listed(how: Table, first: date, every: str, values: list[Any]) -> list[Told]:
    rows, day = [], first
    for value in values:
        if day > how.today:
            how.wrong("values", "too many: the last ones lie in the future")
        if value != _MISSED:
            if not isinstance(value, int | float):
                how.wrong("values", 'numbers, or "-" where one was missed, are needed')
            rows.append(Told(day, total=float(value)))
        day = _next(how, day, every)
    return rows


def _walked(how: Table, days: list[date]) -> list[Told]:
    path = sorted((how.time("path", when), float(value)) for when, value in _pairs(how, "path"))
    if len(path) < 2:
        how.wrong("path", "two points or more are needed")
    wobble, missed, step = (
        how.number(key, rest) or 0.0 for key, rest in (("wobble", 0.0), ("missed", 0.0), ("step", 1.0))
    )
    low, high = how.number("low", 0.0) or 0.0, how.number("high", None)
    # The same file gives the same person: the numbers depend on the file and the place in it only.
    chance = Random(f"{how.file} {how.place}")  # noqa: S311
    rows, drift = [], 0.0
    for day in days:
        # Neighbouring weeks are alike: what a week adds fades over the next ones.
        drift = 0.6 * drift + chance.gauss(0.0, 1.0) * wobble * 0.8
        if chance.random() < missed:
            continue
        value = max(low, _between(path, day) + drift)
        value = value if high is None else min(high, value)
        rows.append(Told(day, total=round(round(value / step) * step, 6)))
    return rows


def _between(path: list[tuple[date, float]], day: date) -> float:
    if day <= path[0][0]:
        return path[0][1]
    for (start, low), (end, high) in pairwise(path):
        if day <= end:
            return low + (high - low) * ((day - start).days / max(1, (end - start).days))
    return path[-1][1]
