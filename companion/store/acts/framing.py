"""Arriving sheets that come as frames, brought to the same columns as `laying` gives one by one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from companion.store.acts.answers import SheetsIn
from companion.store.acts.laying import DAY, MAIN_SCALE, number_text
from companion.store.records.packed import answer_text
from companion.text import clean

if TYPE_CHECKING:
    import polars as pl

_FROM_PEOPLE = ("patient_key", "rater", "zone", "source")
_ARRIVING = (
    "row_no", "place", "patient_id", "instrument", "version", "respondent", "rater", "day", "moment", "zone", "how",
    "source", "answers", "stated_total", "total", "only_total", "content", "file_rows",
)  # fmt: skip


def packed_columns(frame: pl.DataFrame, names: Sequence[str]) -> pl.Series:
    """Return the answers of each row as `pack_answers` packs them; null where there is none at all."""
    import polars as pl

    if not names:
        return pl.Series("answers", [None] * frame.height, dtype=pl.String)
    texts = frame.select(_each(frame[name], answer_text).fill_null(answer_text(None)) for name in names)
    packed = pl.concat_str(pl.lit("["), pl.concat_str(*names, separator=","), pl.lit("]"))
    given = pl.any_horizontal(frame[name].is_not_null() for name in names)
    return texts.select(pl.when(given).then(packed).alias("answers")).to_series()


def arriving_frames(part: SheetsIn, people: Mapping[str, int]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return a part as it goes into the tables of what arrives: its sheets, and its scores.

    Args:
        part: Sheets of the file.
        people: Patients' ids by key.
    """
    import polars as pl

    scores = part.scores.rename({"row": "row_no"})
    sheets = part.sheets.rename({"row": "row_no", "rows": "file_rows"})
    sheets = sheets.with_columns(_each(sheets[name], clean) for name in _FROM_PEOPLE)
    sheets = sheets.with_columns(_each(sheets["patient_key"], people.__getitem__, pl.Int64).alias("patient_id"))
    sheets = sheets.with_columns(pl.col("row_no").min().over(DAY).alias("place"))
    main = scores.filter(pl.col("scale") == MAIN_SCALE).select("row_no", pl.col("value").alias("total"), has_total=True)
    sheets = sheets.join(main, on="row_no", how="left", maintain_order="left").with_columns(
        pl.when(pl.col("has_total").is_null()).then("stated_total").otherwise("total").alias("total")
    )
    totals = scores.join(sheets.filter(pl.col("answers").is_null()).select("row_no"), on="row_no", how="semi")
    sheets = sheets.join(_contents_of_totals(totals), on="row_no", how="left", maintain_order="left")
    sheets = sheets.with_columns(
        (pl.col("answers").is_null() & pl.col("total").is_not_null() & (pl.col("scores") == 1)).alias("only_total"),
        _content(sheets).alias("content"),
    )
    return sheets.select(_ARRIVING).with_columns(pl.col("only_total").fill_null(value=False)), scores


def _contents_of_totals(totals: pl.DataFrame) -> pl.DataFrame:
    """Return what makes sheets of which only totals came the same, and how many totals there are."""
    import polars as pl

    said = totals.with_columns(_each(totals["value"], number_text).fill_null("").alias("text"))
    said = said.with_columns(pl.concat_str("scale", pl.lit("="), "text").alias("text")).sort("row_no", "scale", "text")
    return said.group_by("row_no", maintain_order=True).agg(
        pl.len().alias("scores"), pl.concat_str(pl.lit("totals "), pl.col("text").str.join(" ")).first().alias("totals")
    )


def _content(sheets: pl.DataFrame) -> pl.Expr:
    """Return what makes two sheets the same; a stated total counts only where the answers add up to another."""
    import polars as pl

    stated = _each(sheets["stated_total"], number_text)
    differs = pl.col("stated_total").is_not_null() & pl.col("stated_total").ne_missing(pl.col("total"))
    beside = pl.when(differs).then(pl.concat_str(pl.lit(" total="), stated)).otherwise(pl.lit(""))
    return (
        pl.when(pl.col("answers").is_null())
        .then(pl.col("totals").fill_null("totals "))
        .otherwise(pl.concat_str("answers", beside))
    )


def _each(column: pl.Series, read: Callable[[Any], Any], dtype: Any = None) -> pl.Series:
    """Return what `read` gives for each row, read once for each different value; null stays null."""
    import polars as pl

    different = column.drop_nulls().unique()
    values = pl.Series([read(value) for value in different], dtype=dtype or pl.String)
    return column.replace_strict(different, values, default=None, return_dtype=dtype or pl.String).alias(column.name)
