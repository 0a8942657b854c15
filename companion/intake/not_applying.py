"""What a file says of questions that do not apply, and what is made of it.

Where the form knows that a question may not apply (WSAS 1), it is left out, and the form
without it is a version of its own. Everywhere else the answer is missing. R writes NA for
anything that is not there, so what was made of NA is counted and told in the report.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum
from typing import TYPE_CHECKING

from companion.intake.cells import NOTHING_THERE, does_not_apply
from companion.intake.forms import Form

if TYPE_CHECKING:
    import polars as pl


class Said(IntEnum):
    """What a cell says beside an answer."""

    NOTHING = 0
    LEFT_OUT = 1
    """The question does not apply, in words that mean nothing else."""
    LEFT_OUT_BY_NA = 2
    """The form knows that the question may not apply, and the cell is NA."""
    MISSING = 3
    """The question always applies, so the answer is missing."""


def said_of(form: Form | None, number: int | None, text: str) -> Said:
    """Return what a cell says of one question of a form, beside an answer."""
    if form is None or number not in form.ranges or not does_not_apply(text):
        return Said.NOTHING
    if number not in form.may_not_apply:
        return Said.MISSING
    return Said.LEFT_OUT_BY_NA if text.strip() == NOTHING_THERE else Said.LEFT_OUT


def marked(frame: pl.DataFrame, said: Mapping[int, str]) -> pl.DataFrame:
    """Bring together what the cells of each row say of questions.

    Args:
        frame: The rows, with a column of `Said` for each of these questions.
        said: Item number -> that column.

    Returns:
        The frame with `left_out` (numbers, a space between), `na_missing` and `na_left_out`.
    """
    import polars as pl

    out = [Said.LEFT_OUT, Said.LEFT_OUT_BY_NA]
    numbers = [pl.when(pl.col(name).is_in(out)).then(pl.lit(str(number))) for number, name in said.items()]
    return frame.with_columns(
        pl.concat_str(pl.lit(""), *numbers, separator=" ", ignore_nulls=True).str.strip_chars().alias("left_out"),
        _any(said, Said.MISSING).alias("na_missing"),
        _any(said, Said.LEFT_OUT_BY_NA).alias("na_left_out"),
    )


def left_out(text: str) -> frozenset[int]:
    """Return the numbers that stand in `left_out`."""
    return frozenset(map(int, text.split()))


def _any(said: Mapping[int, str], one: Said) -> pl.Expr:
    import polars as pl

    found: pl.Expr = pl.any_horizontal(pl.lit(value=False), *(pl.col(name) == one for name in said.values()))
    return found
