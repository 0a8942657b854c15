"""Scores a million answer sheets at a time, with the same results as one at a time.

Answers come in columns, one list per item. Rows in which everything was answered as the
form allows are added up column by column; every other row goes the one-at-a-time way,
so that the rules stand in one place.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from companion.clinical.instruments import Instrument, Item
from companion.clinical.scoring import ScaleScore, Scored, answer_problem, complete_score, score


@dataclass(frozen=True, slots=True)
class ScoredColumns:
    """Scores of many answer sheets.

    Attributes:
        values: Per scale, a score per row; None where there is none.
        odd: By row number, everything about the rows in which something is missing or wrong.
        critical: By row number, the answers to show by themselves: (item, answer).
    """

    values: dict[str, list[float | None]]
    odd: dict[int, Scored]
    critical: dict[int, tuple[tuple[int, float], ...]]


def score_columns(
    instrument: Instrument,
    columns: Sequence[Sequence[float | None]],
    *,
    reversed_at_source: bool = False,
) -> ScoredColumns:
    """Score many answer sheets.

    Args:
        instrument: The form.
        columns: One column per item, in the form's order; all of one length. Extra items
            at the end may be left out.
        reversed_at_source: Whether the source has turned reversed items round already.

    Raises:
        ValueError: If there are not as many columns as the form has items.
    """
    needed = sum(not item.extra for item in instrument.items)
    if not needed or not needed <= len(columns) <= len(instrument.items):
        raise ValueError(f"{instrument.id} has {needed} items, {len(columns)} columns are there")
    rows = len(columns[0])
    pairs = list(zip(instrument.items, columns, strict=False))
    odd = {row: _one(instrument, columns, row, turned=reversed_at_source) for row in _odd_rows(instrument, pairs)}
    counted = {item.number: _counted(item, column, turn=not reversed_at_source) for item, column in pairs}
    values: dict[str, list[float | None]] = {}
    for scale in instrument.scales:
        if scale.method == "total":
            values[scale.id] = [None] * rows
            continue
        sums = list(map(math.fsum, zip(*(counted[number] for number in scale.items), strict=True)))
        found: dict[float, ScaleScore] = {total: complete_score(scale, total) for total in set(sums)}
        scores = {total: one.value for total, one in found.items()}
        values[scale.id] = list(map(scores.__getitem__, sums))
        for row, scored in odd.items():
            values[scale.id][row] = scored.scales[scale.id].value
    return ScoredColumns(values, odd, _critical(instrument, pairs, odd, turned=reversed_at_source))


def _odd_rows(instrument: Instrument, pairs: Sequence[tuple[Item, Sequence[float | None]]]) -> list[int]:
    odd: set[int] = set()
    for item, column in pairs:
        wrong = {one for one in set(column) if not _fine(instrument, item, one)}
        if wrong:
            odd.update(row for row, answer in enumerate(column) if answer in wrong)
    return sorted(odd)


def _fine(instrument: Instrument, item: Item, answer: float | None) -> bool:
    if answer is None:
        return item.extra
    return answer not in instrument.missing_codes and answer_problem(item, answer) is None


def _one(instrument: Instrument, columns: Sequence[Sequence[float | None]], row: int, *, turned: bool) -> Scored:
    return score(instrument, [column[row] for column in columns], reversed_at_source=turned)


def _counted(item: Item, column: Sequence[float | None], *, turn: bool) -> list[float]:
    # What is odd counts as 0 here: its row is scored one at a time, and put in afterwards.
    ends = item.low + item.high
    turned = turn and item.reversed
    known = {
        one: 0.0 if one is None or not math.isfinite(one) else ends - one if turned else one for one in set(column)
    }
    return list(map(known.__getitem__, column))


def _critical(
    instrument: Instrument,
    pairs: Sequence[tuple[Item, Sequence[float | None]]],
    odd: dict[int, Scored],
    *,
    turned: bool,
) -> dict[int, tuple[tuple[int, float], ...]]:
    found: dict[int, list[tuple[int, float]]] = {
        row: [(one.item, one.answer) for one in scored.critical] for row, scored in odd.items() if scored.critical
    }
    for rule in instrument.critical:
        item, column = pairs[rule.item - 1]
        ends = item.low + item.high
        meant = {one: ends - one if turned and item.reversed else one for one in set(column) if one is not None}
        shown = {one: (rule.item, answer) for one, answer in meant.items() if rule.applies(answer)}
        for row, answer in enumerate(column):
            if answer in shown and row not in odd:
                found.setdefault(row, []).append(shown[answer])
    return {row: tuple(found[row]) for row in sorted(found)}
