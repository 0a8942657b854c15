"""From the cells of a table to answer sheets, each row checked, each refusal with its reason.

Every column is read once for each different text in it, so a million rows cost
little more than a thousand.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from companion.clinical.message import Message
from companion.clinical.model import How
from companion.errors import RefusedError
from companion.intake.cells import (
    BadCellError,
    does_not_apply,
    is_ambiguous,
    is_empty,
    read_answer,
    read_day,
    read_moment,
    read_number,
)
from companion.intake.columns import Columns, FileMapping
from companion.intake.forms import Form, Forms
from companion.intake.not_applying import marked, said_of
from companion.intake.table import BadLine, Table
from companion.intake.words import form_reader, read_how, read_key, read_text, respondent_reader
from companion.text import clean

if TYPE_CHECKING:
    import polars as pl

_NO_ANSWERS = Message("This row has no answers. Fill them in, or take the row out.")
_KEYS = ("patient", "day", "moment", "instrument", "respondent", "rater")


class AskDatesError(RefusedError):
    """A date can be read in two ways, and nobody has said which; asked for once a file."""


@dataclass(frozen=True, slots=True)
class Sheets:
    """What a file holds.

    Attributes:
        frame: One row a sheet: `line`, `rows` (how many rows of the file), `patient`, `name`, `born`,
            `instrument`, `respondent`, `rater`, `how`, `day`, `moment`, `zone`, `left_out` (numbers of the
            items that do not apply, a space between), `stated` and `i1`, `i2`, … (answers, null where empty).
        items: How many item columns the frame has.
        bad: Rows that are not taken in.
        notes: What else was found out, as in columns nobody reads.
        na_missing: Rows with a cell such as NA at a question that always applies: a missing answer.
        na_left_out: Rows with NA at a question that may not apply: taken as not applying.
    """

    frame: pl.DataFrame
    items: int
    bad: tuple[BadLine, ...]
    notes: tuple[Message, ...]
    na_missing: int = 0
    na_left_out: int = 0


class _Reader:
    """Reads columns one after the other; a row's first problem counts."""

    def __init__(self, table: Table, columns: Columns, mapping: FileMapping, forms: Forms) -> None:
        import polars as pl

        self.pl = pl
        self.columns = columns
        self.mapping = mapping
        self.forms = forms
        self.problems: list[tuple[str, str, Message]] = []
        self.frame = table.frame.with_columns(pl.lit(None, dtype=pl.Int32).alias("problem"))

    def column(self, name: str, into: str, dtype: Any, read: Callable[[str], object], default: str = "") -> None:
        """Read one column into another; where the file has no such column every row has `default`."""
        source = self.columns.places.get(name)
        if source is None:
            self.frame = self.frame.with_columns(self.pl.lit(default).alias(f"_{name}"))
            source = f"_{name}"
        self.read_columns([source], into, dtype, name, lambda texts: read(texts[0]))

    def item(self, number: int, source: str) -> None:
        """Read one item's answers, checked against the form's own range."""

        def read(texts: tuple[str, ...]) -> float | None:
            return _answer(self.forms.get(texts[0]), number, texts[1])

        self.read_columns(["instrument", source], f"i{number}", self.pl.Float64, f"item{number}", read)

    def not_applying(self, number: int, source: str) -> str | None:
        """Read what one item's cells say beside answers; return the column it stands in, or None."""
        if not any(map(does_not_apply, self.frame[source].unique())):
            return None
        into = f"said{number}"

        def read(texts: tuple[str, ...]) -> int:
            return said_of(self.forms.get(texts[0]), number, texts[1])

        self.read_columns(["instrument", source], into, self.pl.Int8, f"item{number}", read)
        return into

    def total(self, source: str) -> None:
        """Read the stated totals, checked against the form's own range."""

        def read(texts: tuple[str, ...]) -> float | None:
            form = self.forms.get(texts[0])
            total = None if does_not_apply(texts[1]) else read_number(texts[1])
            return form.check_total(total) if form else None

        self.read_columns(["instrument", source], "stated", self.pl.Float64, "total", read)

    def read_columns(
        self, sources: list[str], into: str, dtype: Any, heading: str, read: Callable[[tuple[Any, ...]], object]
    ) -> None:
        """Read each different combination of cells once, and give every row its value or its problem."""
        pl = self.pl
        different = self.frame.select(sources).unique()
        values: list[object] = []
        codes: list[int | None] = []
        for texts in different.iter_rows():
            try:
                values.append(read(texts))
                codes.append(None)
            except BadCellError as bad:
                values.append(None)
                codes.append(len(self.problems))
                self.problems.append((heading, str(texts[-1]), bad.why))
        found = different.with_columns(
            pl.Series("_value", values, dtype=dtype, strict=True), pl.Series("_code", codes, dtype=pl.Int32)
        )
        # Only the columns it needs go through the join: a join copies whatever it is given.
        values_of = self.frame.select(sources).join(
            found, on=sources, how="left", nulls_equal=True, maintain_order="left"
        )
        self.frame = self.frame.with_columns(
            pl.coalesce(self.frame["problem"], values_of["_code"]).alias("problem"), values_of["_value"].alias(into)
        )

    def refuse(self, rows: Any, heading: str, value: Any, why: Message) -> None:
        """Refuse every row of the mask `rows` that has no problem yet."""
        pl = self.pl
        code = len(self.problems)
        self.problems.append((heading, value, why))
        self.frame = self.frame.with_columns(
            pl.when(rows & pl.col("problem").is_null()).then(pl.lit(code, dtype=pl.Int32))
            .otherwise(pl.col("problem")).alias("problem")
        )  # fmt: skip

    def settle(self) -> tuple[pl.DataFrame, list[BadLine]]:
        """Return the good rows, and the bad ones in words."""
        good = self.frame.filter(self.pl.col("problem").is_null())
        bad = self.frame.filter(self.pl.col("problem").is_not_null()).select("line", "problem")
        lines = []
        for line, code in bad.iter_rows():
            heading, value, why = self.problems[code]
            lines.append(BadLine(line, heading, value[:200], why))
        return good, lines


def read_sheets(
    table: Table,
    columns: Columns,
    mapping: FileMapping,
    forms: Forms,
    *,
    dates: str | None,
    today: date,
) -> Sheets:
    """Check every row and return the sheets.

    Args:
        table: The file.
        columns: Where each known thing stands.
        mapping: What the clinic's mapping file says.
        forms: The forms a file may name.
        dates: `dmy` or `mdy` where a person has said so.
        today: No day after this one is taken.

    Raises:
        AskDatesError: A date can be read in two ways and `dates` is None.
    """
    reader = _Reader(table, columns, mapping, forms)
    order = dates or mapping.dates
    _ask(reader, columns, order)
    pl = reader.pl
    reader.column("patient", "patient", pl.Categorical, read_key)
    reader.column("instrument", "instrument", pl.Categorical, form_reader(mapping, forms), mapping.instrument)
    reader.column("respondent", "respondent_said", pl.Categorical, respondent_reader(mapping), mapping.respondent)
    _default_respondent(reader, forms)
    reader.column("date", "day", pl.Date, lambda text: read_day(text, order, today)[0])
    _moments(reader, order, today)
    reader.column("name", "name", pl.Categorical, read_text)
    reader.column("born", "born", pl.Date, lambda text: None if is_empty(text) else read_day(text, order, today)[0])
    reader.column("how", "how", pl.Categorical, read_how, How.UNKNOWN.value)
    reader.column("rater", "rater", pl.Categorical, read_text)
    items = _answers(reader, columns)
    good, bad = reader.settle()
    na_missing, na_left_out = int(good["na_missing"].sum()), int(good["na_left_out"].sum())
    if columns.shape == "long":
        good = _gather(good, items)
    else:
        good = good.with_columns(pl.lit(1, dtype=pl.Int64).alias("rows"))
    kept = [
        "line",
        "rows",
        "patient",
        "name",
        "born",
        "instrument",
        "respondent",
        "rater",
        "how",
        "day",
        "moment",
        "zone",
        "left_out",
    ]
    frame = good.select(*kept, "stated", *(f"i{number}" for number in range(1, items + 1)))
    bad_lines = sorted((*table.bad, *bad), key=lambda line: line.line)
    return Sheets(frame, items, tuple(bad_lines), _notes(columns), na_missing, na_left_out)


def _ask(reader: _Reader, columns: Columns, order: str | None) -> None:
    if order is not None:
        return
    for name in ("date", "born"):
        source = columns.places.get(name)
        if source is None:
            continue
        for text in reader.frame[source].unique().sort().to_list():
            if is_ambiguous(text):
                raise AskDatesError(
                    "{date} can be two days. Say which comes first: --dates dmy (day) or --dates mdy (month).",
                    date=clean(text),
                )


def _answer(form: Form | None, number: int, text: str) -> float | None:
    if form is None or does_not_apply(text):
        return None
    return form.check_answer(number, read_answer(text))


def _default_respondent(reader: _Reader, forms: Forms) -> None:
    pl = reader.pl
    known = {form.id: form.respondent for form in forms.found.values()} or {"": "self"}
    usual = pl.col("instrument").replace_strict(
        list(known), list(known.values()), default="self", return_dtype=pl.Categorical
    )
    said = pl.col("respondent_said")
    reader.frame = reader.frame.with_columns(pl.when(said == "").then(usual).otherwise(said).alias("respondent"))


def _moments(reader: _Reader, order: str | None, today: date) -> None:
    """Read the time from its own column, or from behind an ISO date."""
    pl = reader.pl
    columns = [reader.columns.places["date"]]
    if time_column := reader.columns.places.get("time"):
        columns.append(time_column)

    def parts(texts: tuple[str, ...]) -> tuple[Any, str] | None:
        try:
            day, behind = read_day(texts[0], order, today)
        except BadCellError:
            return None  # the date itself is already refused
        at = texts[1].strip() if len(texts) > 1 and not is_empty(texts[1]) else behind
        return read_moment(day, at) if at else None

    def moment(texts: tuple[str, ...]) -> object:
        found = parts(texts)
        return found[0] if found else None

    def zone(texts: tuple[str, ...]) -> object:
        found = parts(texts)
        return found[1] if found else None

    reader.read_columns(columns, "moment", pl.Datetime("us"), "time", moment)
    reader.read_columns(columns, "zone", pl.Categorical, "time", zone)


def _answers(reader: _Reader, columns: Columns) -> int:
    pl = reader.pl
    if "total" in columns.places:
        reader.total(columns.places["total"])
    else:
        reader.frame = reader.frame.with_columns(pl.lit(None, dtype=pl.Float64).alias("stated"))
    if columns.shape == "long":
        return _long_answers(reader, columns)
    for number, source in columns.items.items():
        reader.item(number, source)
    said = {number: reader.not_applying(number, source) for number, source in columns.items.items()}
    reader.frame = marked(reader.frame, {number: name for number, name in said.items() if name})
    highest = max(columns.items, default=0)
    for number in range(1, highest + 1):
        if number not in columns.items:
            reader.frame = reader.frame.with_columns(pl.lit(None, dtype=pl.Float64).alias(f"i{number}"))
    given = pl.any_horizontal(pl.col("stated").is_not_null(), *(pl.col(f"i{n}").is_not_null() for n in columns.items))
    reader.refuse(~given, "", "", _NO_ANSWERS)
    return highest


def _long_answers(reader: _Reader, columns: Columns) -> int:
    pl = reader.pl

    def number(texts: tuple[str, ...]) -> int:
        try:
            read = read_number(texts[1].strip().lower().removeprefix("item"))
        except BadCellError:
            read = None
        form = reader.forms.get(texts[0])
        if read is None or read != int(read) or (form and not 1 <= read <= form.items):
            raise BadCellError("There is no such item. Write its number, from 1.")
        return int(read)

    def answer(texts: tuple[str, Any, str]) -> float | None:
        return None if texts[1] is None else _answer(reader.forms.get(texts[0]), texts[1], texts[2])

    def said(texts: tuple[str, Any, str]) -> int:
        return said_of(reader.forms.get(texts[0]), texts[1], texts[2])

    reader.read_columns(["instrument", columns.places["item"]], "item_no", pl.Int64, "item", number)
    cells = ["instrument", "item_no", columns.places["value"]]
    reader.read_columns(cells, "answer", pl.Float64, "value", answer)
    reader.read_columns(cells, "said", pl.Int8, "value", said)
    number_of = pl.when(pl.col("left_out") != "").then(pl.col("item_no").cast(pl.String)).otherwise(pl.lit(""))
    reader.frame = marked(reader.frame, {0: "said"}).with_columns(number_of.alias("left_out"))
    same = [*_KEYS, "item_no"]
    twice = ~pl.struct(same).is_first_distinct() & pl.col("problem").is_null()
    reader.refuse(twice, "item", "", Message("This item stands twice for one form. Keep the right one."))
    given = (pl.col("answer").is_not_null() | pl.col("stated").is_not_null()) & pl.col("problem").is_null()
    reader.refuse(~given.any().over(_KEYS), "", "", _NO_ANSWERS)
    return int(reader.frame["item_no"].max() or 0)  # type: ignore[arg-type]


def _gather(good: pl.DataFrame, items: int) -> pl.DataFrame:
    """Bring the rows of one sheet together, in the order of their first lines."""
    import polars as pl

    answers = [
        pl.col("answer").filter(pl.col("item_no") == number).first().alias(f"i{number}")
        for number in range(1, items + 1)
    ]
    rest = [pl.col(name).first() for name in ("line", "name", "born", "how", "zone", "stated")]
    rest.append(pl.col("left_out").sort_by("item_no").str.join(" ").str.strip_chars())
    return good.group_by(list(_KEYS), maintain_order=True).agg(*rest, pl.len().cast(pl.Int64).alias("rows"), *answers)


def _notes(columns: Columns) -> tuple[Message, ...]:
    if not columns.unused:
        return ()
    names = ", ".join(clean(heading) or "?" for heading in columns.unused[:8])
    return (Message("Nobody reads these columns: {names}.", {"names": names}),)
