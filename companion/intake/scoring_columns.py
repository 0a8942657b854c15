"""Scores whole columns of answers, with the same results as `companion.clinical.scoring` one at a time.

What can be added up is added up column by column. Why there is no score is asked of the
one-at-a-time rules, once for each different case, so the sentences stand in one place.
"""

from __future__ import annotations

import math
from collections.abc import Set
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from companion.clinical.instruments import Instrument, Item, Scale
from companion.clinical.message import Message
from companion.clinical.scoring import score, score_totals
from companion.clinical.versions import version_of

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True, slots=True)
class ScoredColumns:
    """Scores of many answer sheets.

    Attributes:
        frame: One row a sheet and scale: `row` (the sheet's place), `scale`, `value`, `why`
            (a place among the reasons, or null), `complete`, `prorated`, `stated`.
        reasons: Why there is no value.
        version: The instrument's version, with what did not apply.
    """

    frame: pl.DataFrame
    reasons: tuple[Message, ...]
    version: str


def score_columns(
    instrument: Instrument,
    answers: pl.DataFrame,
    *,
    reversed_at_source: bool = False,
    not_applicable: Set[int] = frozenset(),
) -> ScoredColumns:
    """Score many answer sheets of one form.

    Args:
        instrument: The form that was answered.
        answers: Columns `i1`, `i2`, … of numbers, null where there is no answer. A column
            that is not there was not answered.
        reversed_at_source: Whether the source has turned reversed items round already.
        not_applicable: Numbers of items that do not apply to any of these people.

    Raises:
        ValueError: Of this form only a total is taken.
    """
    if not instrument.items:
        raise ValueError(f"{instrument.id} has no items")
    return _Columns(instrument, answers, turn=not reversed_at_source, not_applicable=not_applicable).scored()


def score_stated(instrument: Instrument, stated: pl.Series) -> ScoredColumns:
    """Take totals as they were stated, and what follows from each, as `score_totals` does."""
    import polars as pl

    reasons = _Reasons()
    rows: list[dict[str, Any]] = []
    named = instrument.scale().id
    for total in stated.unique(maintain_order=True):
        for scale, one in score_totals(instrument, total).items():
            rows.append({
                "total": total, "scale": scale, "value": one.value, "why": reasons.place(one.why_not),
                "complete": one.complete, "prorated": one.prorated, "stated": scale == named,
            })  # fmt: skip
    found = pl.DataFrame(rows, schema={"total": pl.Float64, **_schema()}, orient="row")
    sheets = pl.DataFrame({"total": stated}).with_row_index("row").cast({"row": pl.Int32})
    frame = sheets.join(found, on="total", how="inner", maintain_order="left_right")
    return ScoredColumns(frame.select("row", *_schema()), tuple(reasons.sentences), instrument.version)


class _Reasons:
    """Different sentences, each with its place."""

    def __init__(self) -> None:
        self.sentences: list[Message] = []
        self._places: dict[str, int] = {}

    def place(self, why: Message | None) -> int | None:
        if why is None:
            return None
        key = repr(why)
        if key not in self._places:
            self._places[key] = len(self.sentences)
            self.sentences.append(why)
        return self._places[key]


class _Columns:
    """One form's answers on their way to scores.

    After it is made, `frame` has for each item `k` its number (what counts, null for none)
    and `w` its number (whether the answer is one the form does not allow).
    """

    def __init__(self, instrument: Instrument, answers: pl.DataFrame, *, turn: bool, not_applicable: Set[int]) -> None:
        import polars as pl

        self.instrument = instrument
        self.turn = turn
        self.not_applicable = not_applicable
        self.left_out = frozenset(number for number in not_applicable if self._may_be_left_out(number))
        self.reasons = _Reasons()
        given = [
            (pl.col(f"i{item.number}") if f"i{item.number}" in answers.columns else pl.lit(None))
            .cast(pl.Float64).alias(f"i{item.number}")
            for item in instrument.items
        ]  # fmt: skip
        frame = answers.select(pl.int_range(pl.len(), dtype=pl.Int32).alias("row"), *given)
        frame = frame.with_columns(self._wrong(item) for item in instrument.items)
        frame = frame.with_columns(self._kept(item) for item in instrument.items)
        self.frame = frame.with_columns(self._counted(item) for item in instrument.items)

    def scored(self) -> ScoredColumns:
        """Return the scores of every scale, one scale after the other."""
        import polars as pl

        scales = [self._scale(scale) for scale in self.instrument.scales]
        return ScoredColumns(
            pl.concat(scales), tuple(self.reasons.sentences), version_of(self.instrument, self.left_out)
        )

    def _may_be_left_out(self, number: int) -> bool:
        return 1 <= number <= len(self.instrument.items) and self.instrument.item(number).may_not_apply

    def _answer(self, item: Item) -> pl.Expr:
        import polars as pl

        answer: pl.Expr = pl.col(f"i{item.number}")
        return answer

    def _missing(self, item: Item) -> pl.Expr:
        import polars as pl

        answer = self._answer(item)
        if item.number in self.not_applicable:
            return pl.lit(value=True)
        missing: pl.Expr = answer.is_null() | answer.is_in([float(code) for code in self.instrument.missing_codes])
        return missing

    def _wrong(self, item: Item) -> pl.Expr:
        answer = self._answer(item)
        fine = answer.is_finite() & answer.is_between(float(item.low), float(item.high))
        if item.allowed:
            fine &= answer.is_in([float(one) for one in sorted(item.allowed)])
        wrong: pl.Expr = ~self._missing(item) & ~fine.fill_null(value=False)
        return wrong.alias(f"w{item.number}")

    def _kept(self, item: Item) -> pl.Expr:
        import polars as pl

        out = self._missing(item) | pl.col(f"w{item.number}")
        kept: pl.Expr = pl.when(~out).then(f"i{item.number}")
        return kept.alias(f"k{item.number}")

    def _counted(self, item: Item) -> pl.Expr:
        """Return what counts: nought for what the form says to skip, turned round where it is reversed."""
        import polars as pl

        counted: pl.Expr = pl.col(f"k{item.number}")
        skipping = [
            pl.all_horizontal(pl.col(f"k{number}").eq_missing(0.0) for number in rule.when)
            for rule in self.instrument.skips
            if rule.verified and item.number in rule.then
        ]
        if skipping:
            skipped = counted.is_null() & ~pl.col(f"w{item.number}") & pl.any_horizontal(skipping)
            counted = pl.when(skipped).then(0.0).otherwise(counted)
        meant: pl.Expr = float(item.low + item.high) - counted if self.turn and item.reversed else counted
        return meant.alias(f"k{item.number}")

    def _scale(self, scale: Scale) -> pl.DataFrame:
        import polars as pl

        asked = [number for number in scale.items if number not in self.left_out]
        frame = self.frame.with_columns(
            self._sum(asked).alias("sum"),
            pl.sum_horizontal(pl.lit(0), *(pl.col(f"k{number}").is_not_null() for number in asked))
            .cast(pl.Int32).alias("answered"),
            pl.any_horizontal(pl.lit(value=False), *(pl.col(f"w{number}") for number in asked)).alias("wrong"),
        )  # fmt: skip
        whole = (pl.col("answered") == len(asked)) & (len(asked) > 0)
        enough = (pl.col("answered") > 0) & (pl.col("answered") >= len(asked) - scale.missing.in_force)
        scorable = scale.method != "total" and not (scale.method == "table" and self.left_out & {*scale.items})
        frame = frame.with_columns(
            pl.when(enough & ~pl.col("wrong") & scorable).then(_value(scale, len(asked))).alias("value"),
            whole.alias("complete"),
        )
        frame = frame.with_columns((pl.col("value").is_not_null() & ~whole).alias("prorated"))
        return self._with_reasons(frame, scale, asked).select(
            "row", pl.lit(scale.id).alias("scale"), "value", "why", "complete", "prorated",
            pl.lit(value=False).alias("stated"),
        )  # fmt: skip

    def _sum(self, asked: list[int]) -> pl.Expr | pl.Series:
        """Return the sum of what counts; of fractions it is the exact one, as one at a time."""
        import polars as pl

        names = [f"k{number}" for number in asked]
        if all(_counts_whole(self.instrument.item(number)) for number in asked):
            return pl.sum_horizontal(pl.lit(0.0), *names)
        rows = self.frame.select(names).fill_null(0.0).iter_rows()
        return pl.Series("sum", map(math.fsum, rows), dtype=pl.Float64)

    def _with_reasons(self, frame: pl.DataFrame, scale: Scale, asked: list[int]) -> pl.DataFrame:
        """Say of each row without a value why, asking once for each different case."""
        import polars as pl

        unscored = frame.filter(pl.col("value").is_null())
        if unscored.is_empty():
            return frame.with_columns(pl.lit(None, dtype=pl.Int32).alias("why"))
        first_wrong = [
            pl.when(pl.col(f"w{number}")).then(pl.struct(pl.lit(number).alias("n"), pl.col(f"i{number}").alias("a")))
            for number in asked
        ]
        case = [
            pl.col("answered").alias("case"),
            (pl.coalesce(first_wrong) if first_wrong else pl.lit(None)).alias("case_wrong"),
            (pl.col("sum") if scale.method == "table" else pl.lit(None, dtype=pl.Float64)).alias("case_sum"),
        ]
        names = ["case", "case_wrong", "case_sum"]
        unscored = unscored.with_columns(case)
        cases = unscored.unique(subset=names, keep="first", maintain_order=True)
        answers = cases.select(f"i{item.number}" for item in self.instrument.items).iter_rows()
        found = [
            score(self.instrument, row, reversed_at_source=not self.turn, not_applicable=self.not_applicable)
            .scales[scale.id]
            for row in answers
        ]  # fmt: skip
        known = cases.select(names).with_columns(
            pl.Series("why", [self.reasons.place(one.why_not) for one in found], dtype=pl.Int32),
            pl.Series("said_complete", [one.complete for one in found], dtype=pl.Boolean),
        )
        said = unscored.select("row", *names).join(known, on=names, how="left", nulls_equal=True)
        frame = frame.join(said.select("row", "why", "said_complete"), on="row", how="left", maintain_order="left")
        return frame.with_columns(pl.coalesce("said_complete", "complete").alias("complete"))


def _value(scale: Scale, asked: int) -> pl.Expr:
    """Return a scale's value, from the sum of `answered` of `asked` items."""
    import polars as pl

    total, answered = pl.col("sum"), pl.col("answered")
    match scale.method:
        case "mean":
            return total * scale.factor / answered
        case "table":
            steps = {float(step): value for step, value in scale.table.items()}
            found = total.replace_strict(list(steps), list(steps.values()), default=None, return_dtype=pl.Float64)
            return pl.when(answered == asked).then(found)
        case _:
            return total * scale.factor * asked / answered


def _counts_whole(item: Item) -> bool:
    """Say whether every answer is a whole number, so that any way of adding up is exact."""
    return bool(item.allowed) and all(float(one).is_integer() for one in (*item.allowed, item.low, item.high))


def _schema() -> dict[str, Any]:
    import polars as pl

    return {
        "scale": pl.String, "value": pl.Float64, "why": pl.Int32,
        "complete": pl.Boolean, "prorated": pl.Boolean, "stated": pl.Boolean,
    }  # fmt: skip
