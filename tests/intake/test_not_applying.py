"""A cell that says that a question does not apply: what the form knows decides what is made of it."""

from __future__ import annotations

import polars as pl
import pytest

from companion.clinical.instruments import Catalogue
from companion.intake.cells import does_not_apply, is_empty
from companion.intake.forms import Form, form_of
from companion.intake.not_applying import Said, left_out, marked, said_of

WSAS = form_of(Catalogue.bundled().get("wsas"))
PHQ9 = form_of(Catalogue.bundled().get("phq9"))


@pytest.mark.parametrize("cell", ["na", "NA", " n/a ", "N.A.", "Ikke aktuelt", "gjeld ikkje", "Does not apply"])
def test_every_spelling_is_known_whatever_its_case(cell: str) -> None:
    assert does_not_apply(cell)


@pytest.mark.parametrize("cell", ["", "0", "8", "-", "nan", "not", "n a", "nah", "no"])
def test_nothing_else_is_taken_so(cell: str) -> None:
    assert not does_not_apply(cell)


def test_only_what_r_writes_is_as_good_as_empty() -> None:
    assert all(map(is_empty, ["", " ", "NA", " NA "]))
    assert not any(map(is_empty, ["na", "Na", "n/a", "0", "NaN"]))


@pytest.mark.parametrize(
    ("form", "number", "cell", "said"),
    [
        (WSAS, 1, "NA", Said.LEFT_OUT_BY_NA),
        (WSAS, 1, "na", Said.LEFT_OUT),
        (WSAS, 1, "ikke aktuelt", Said.LEFT_OUT),
        (WSAS, 1, "", Said.NOTHING),
        (WSAS, 1, "8", Said.NOTHING),
        (WSAS, 2, "NA", Said.MISSING),
        (WSAS, 2, "n/a", Said.MISSING),
        (WSAS, 6, "NA", Said.NOTHING),  # the form has no sixth question
        (PHQ9, 1, "n/a", Said.MISSING),
        (None, 1, "NA", Said.NOTHING),
        (WSAS, None, "NA", Said.NOTHING),
    ],
)
def test_the_form_decides_what_a_cell_says(form: Form | None, number: int | None, cell: str, said: Said) -> None:
    assert said_of(form, number, cell) is said


def test_what_a_row_leaves_out_is_brought_together_by_number() -> None:
    frame = pl.DataFrame(
        {
            "a": [Said.NOTHING, Said.LEFT_OUT, Said.LEFT_OUT_BY_NA, Said.MISSING],
            "b": [Said.NOTHING, Said.LEFT_OUT_BY_NA, Said.NOTHING, Said.MISSING],
        },
        schema={"a": pl.Int8, "b": pl.Int8},
    )
    found = marked(frame, {2: "a", 13: "b"})
    assert [left_out(text) for text in found["left_out"]] == [set(), {2, 13}, {2}, set()]
    assert found["na_missing"].to_list() == [False, False, False, True]
    assert found["na_left_out"].to_list() == [False, True, True, False]
    plain = marked(frame, {})
    assert plain["left_out"].to_list() == [""] * 4
    assert not plain["na_missing"].any()
