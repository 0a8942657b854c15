"""A file's answer sheets on their way to the store: a part at a time, scored by column."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from companion.intake.not_applying import left_out
from companion.intake.scoring_columns import ScoredColumns, score_columns, score_stated
from companion.intake.sheets import Sheets
from companion.store.acts.answers import SheetsIn
from companion.store.acts.framing import packed_columns
from companion.store.records.packed import pack_message

if TYPE_CHECKING:
    import polars as pl

    from companion.clinical.instruments import Catalogue, Instrument

AT_ONCE = 100_000
"""Sheets in one part, more only where one patient has more. Memory grows with it."""

_AS_THEY_ARE = ("row", "rows", "instrument", "respondent", "rater", "how", "day", "moment", "answers")


class Parts:
    """The parts of one file; every patient's sheets are together in one of them.

    Args:
        sheets: What the file holds.
        catalogue: Knows the forms.
        reversed_at_source: Forms whose reverse items come already reversed.
        source: The file's name.
        step: Told before each part how far it is, 0 to 1; what it raises stops the rest.

    Attributes:
        differing: Rows of the file that state another total than their answers add up to,
            counted as the parts go out.
    """

    def __init__(
        self, sheets: Sheets, catalogue: Catalogue, reversed_at_source: frozenset[str], source: str,
        step: Callable[[float], None],
    ) -> None:  # fmt: skip
        self._sheets = sheets
        self._catalogue = catalogue
        self._reversed = reversed_at_source
        self._source = source
        self._step = step
        self.differing = 0

    def __iter__(self) -> Iterator[SheetsIn]:
        import polars as pl

        frame = self._sheets.frame.with_row_index("row").with_columns(pl.col("row").cast(pl.Int32))
        part_of = _parts(frame["patient"])
        count = part_of.n_unique()
        for number in range(count):
            self._step(number / count)
            yield self._part(frame.filter(part_of == number).with_columns(pl.col(pl.Categorical).cast(pl.String)))
        self._step(1.0)

    def _part(self, frame: pl.DataFrame) -> SheetsIn:
        import polars as pl

        scored = [pair for form in frame.partition_by("instrument", maintain_order=True) for pair in self._form(form)]
        return SheetsIn(pl.concat(sheets for sheets, _ in scored), pl.concat(scores for _, scores in scored))

    def _form(self, rows: pl.DataFrame) -> Iterator[tuple[pl.DataFrame, pl.DataFrame]]:
        """Yield the sheets of one form with their scores: those with answers, and those with a total alone."""
        import polars as pl

        instrument = self._catalogue.get(rows["instrument"][0])
        names = [f"i{item.number}" for item in instrument.items]
        missing = [pl.lit(None, dtype=pl.Float64).alias(name) for name in names if name not in rows.columns]
        rows = rows.with_columns(missing)
        rows = rows.with_columns(packed_columns(rows, names))
        answered = rows.filter(pl.col("answers").is_not_null())
        # Without an item the form is a version of its own, scored by itself.
        for alike in answered.partition_by("left_out", maintain_order=True):
            scored = score_columns(
                instrument, alike, reversed_at_source=instrument.id in self._reversed,
                not_applicable=left_out(alike["left_out"][0]),
            )  # fmt: skip
            self.differing += _differing(instrument, scored, alike)
            yield self._laid_out(alike, scored)
        if answered.height < rows.height:
            totals = rows.filter(pl.col("answers").is_null())
            yield self._laid_out(totals, score_stated(instrument, totals["stated"]))

    def _laid_out(self, rows: pl.DataFrame, scored: ScoredColumns) -> tuple[pl.DataFrame, pl.DataFrame]:
        import polars as pl

        sheets = rows.select(
            *_AS_THEY_ARE,
            pl.col("patient").alias("patient_key"),
            pl.col("zone").fill_null(""),
            pl.col("stated").alias("stated_total"),
            pl.lit(scored.version).alias("version"),
            pl.lit(self._source).alias("source"),
        )
        packed = pl.Series([pack_message(reason) for reason in (*scored.reasons, None)], dtype=pl.String)
        scores = scored.frame.with_columns(
            rows["row"].gather(scored.frame["row"]).alias("row"),
            packed.gather(scored.frame["why"].fill_null(len(scored.reasons))).alias("why_not"),
        )
        return sheets, scores.drop("why")


def _parts(patients: pl.Series) -> pl.Series:
    """Return the number of each row's part; patients follow each other as they first appear."""
    import polars as pl

    people = pl.DataFrame({"patient": patients}).group_by("patient", maintain_order=True).len()
    part = ((pl.col("len").cum_sum() - 1) // AT_ONCE).rank("dense") - 1
    people = people.with_columns(part.cast(pl.Int32).alias("part"))
    return patients.replace_strict(people["patient"], people["part"], return_dtype=pl.Int32)


def _differing(instrument: Instrument, scored: ScoredColumns, rows: pl.DataFrame) -> int:
    """Count the rows of the file that state another total than their answers add up to."""
    import polars as pl

    totals = scored.frame.filter(pl.col("scale") == instrument.scale().id)["value"]
    return int(rows.filter(rows["stated"] != totals)["rows"].sum())
