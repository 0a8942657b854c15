"""Many answer sheets at a time: the odd ones, turned items, scales of totals."""

from __future__ import annotations

from dataclasses import replace

from companion.clinical.bulk import score_columns
from companion.clinical.instruments import Catalogue
from companion.clinical.scoring import score

CORE10 = Catalogue.bundled().get("core10")
HONOS = Catalogue.bundled().get("honos")


def test_odd_rows_are_scored_one_at_a_time_and_turned_like_the_others() -> None:
    columns: list[list[float | None]] = [[1, 1, 1] for _ in range(10)]
    columns[4][1] = None  # filled in by the form's own rule
    columns[4][2] = 9  # outside what the form allows
    for turned in (False, True):
        found = score_columns(CORE10, columns, reversed_at_source=turned)
        rows = [
            score(CORE10, [column[row] for column in columns], reversed_at_source=turned).scales["total"].value
            for row in range(3)
        ]
        assert found.values["total"] == rows
        assert sorted(found.odd) == [1, 2]
    assert score_columns(CORE10, columns, reversed_at_source=True).values["total"][0] == 10
    assert score_columns(CORE10, columns).values["total"][0] == 14


def test_a_code_for_unknown_makes_a_row_odd() -> None:
    columns: list[list[float | None]] = [[1, 1] for item in HONOS.items if not item.extra]
    columns[0][1] = 9
    assert sorted(score_columns(HONOS, columns).odd) == [1]


def test_a_scale_of_totals_has_no_score_from_answers() -> None:
    own = replace(CORE10, scales=(*CORE10.scales, replace(CORE10.scale(), id="told", method="total", items=())))
    columns: list[list[float | None]] = [[1, 2] for _ in range(10)]
    found = score_columns(own, columns)
    assert found.values["told"] == [None, None]
    assert found.values["total"] == score_columns(CORE10, columns).values["total"]


def test_an_answer_on_safety_to_a_turned_item_is_shown_as_it_was_answered() -> None:
    rule = replace(CORE10.critical[0], item=2, comparator=">=", value=3)
    own = replace(CORE10, critical=(rule,))
    columns: list[list[float | None]] = [[1, 1, 1] for _ in range(10)]
    columns[1] = [4, 0, 1]
    assert score_columns(own, columns).critical == {0: ((2, 4),)}
    assert score_columns(own, columns, reversed_at_source=True).critical == {1: ((2, 4),), 2: ((2, 3),)}
