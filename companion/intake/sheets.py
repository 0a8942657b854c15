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
from companion.clinical.model import How, Respondent
from companion.errors import RefusedError
from companion.intake.cells import BadCellError, is_ambiguous, read_answer, read_day, read_moment, read_number
from companion.intake.columns import Columns, FileMapping
from companion.intake.forms import Forms
from companion.intake.table import BadLine, Table
from companion.text import clean

if TYPE_CHECKING:
    import polars as pl

LONGEST_KEY = 200
_NO_ANSWERS = Message("This row has no answers. Fill them in, or take the row out.")
_KEYS = ("patient", "day", "moment", "instrument", "respondent", "rater")


class AskDatesError(RefusedError):
    """A date can be read in two ways, and nobody has said which; asked for once a file."""


@dataclass(frozen=True, slots=True)
class Sheets:
    """What a file holds.

    Attributes:
        frame: One row a sheet: `line`, `rows` (how many rows of the file), `patient`, `name`, `born`,
            `instrument`, `respondent`, `rater`, `how`, `day`, `moment`, `zone`, `stated` and `i1`, `i2`, …
            (answers, null where empty).
        items: How many item columns the frame has.
        bad: Rows that are not taken in.
        notes: What else was found out, as in columns nobody reads.
    """

    frame: pl.DataFrame
    items: int
    bad: tuple[BadLine, ...]
    notes: tuple[Message, ...]


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
            form = self.forms.get(texts[0])
            return form.check_answer(number, read_answer(texts[1])) if form else None

        self.read_columns(["instrument", source], f"i{number}", self.pl.Float64, f"item{number}", read)

    def total(self, source: str) -> None:
        """Read the stated totals, checked against the form's own range."""

        def read(texts: tuple[str, ...]) -> float | None:
            form = self.forms.get(texts[0])
            return form.check_total(read_number(texts[1])) if form else None

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
    reader.column("patient", "patient", pl.Categorical, _key)
    reader.column("instrument", "instrument", pl.Categorical, _instrument(mapping, forms), mapping.instrument)
    reader.column("respondent", "respondent_said", pl.Categorical, _respondent(mapping), mapping.respondent)
    _default_respondent(reader, forms)
    reader.column("date", "day", pl.Date, lambda text: read_day(text, order, today)[0])
    _moments(reader, order, today)
    reader.column("name", "name", pl.Categorical, clean)
    reader.column("born", "born", pl.Date, lambda text: read_day(text, order, today)[0] if text.strip() else None)
    reader.column("how", "how", pl.Categorical, _how, How.UNKNOWN.value)
    reader.column("rater", "rater", pl.Categorical, clean)
    items = _answers(reader, columns)
    good, bad = reader.settle()
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
    ]
    frame = good.select(*kept, "stated", *(f"i{number}" for number in range(1, items + 1)))
    bad_lines = sorted((*table.bad, *bad), key=lambda line: line.line)
    return Sheets(frame, items, tuple(bad_lines), _notes(columns))


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


def _key(text: str) -> str:
    key = clean(text)
    if not key:
        raise BadCellError("There is no patient. Write the patient's key.")
    if len(key) > LONGEST_KEY:
        raise BadCellError("This key is longer than {n} characters. Use a shorter one.", n=LONGEST_KEY)
    return key


def _instrument(mapping: FileMapping, forms: Forms) -> Callable[[str], str]:
    theirs = {name.lower(): ours for name, ours in mapping.instruments.items()}

    def read(text: str) -> str:
        plain = text.strip().lower()
        form = forms.get(theirs.get(plain, plain)) if plain else None
        if form is None:
            raise BadCellError("We do not know this form. See companion instruments, or use a mapping file.")
        return form.id

    return read


def _respondent(mapping: FileMapping) -> Callable[[str], str]:
    theirs = {name.lower(): ours for name, ours in mapping.respondents.items()}

    def read(text: str) -> str:
        plain = text.strip().lower()
        said = theirs.get(plain, plain)
        if said and said not in set(Respondent):
            raise BadCellError("This is not one of: {known}.", known=", ".join(Respondent))
        return said

    return read


def _how(text: str) -> str:
    said = text.strip().lower() or How.UNKNOWN.value
    if said not in set(How):
        raise BadCellError("This is not one of: {known}.", known=", ".join(How))
    return said


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
        at = (texts[1].strip() if len(texts) > 1 else "") or behind
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
        form = reader.forms.get(texts[0])
        if form is None or texts[1] is None:
            return None
        return form.check_answer(texts[1], read_answer(texts[2]))

    reader.read_columns(["instrument", columns.places["item"]], "item_no", pl.Int64, "item", number)
    reader.read_columns(["instrument", "item_no", columns.places["value"]], "answer", pl.Float64, "value", answer)
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
    return good.group_by(list(_KEYS), maintain_order=True).agg(*rest, pl.len().cast(pl.Int64).alias("rows"), *answers)


def _notes(columns: Columns) -> tuple[Message, ...]:
    if not columns.unused:
        return ()
    names = ", ".join(clean(heading) or "?" for heading in columns.unused[:8])
    return (Message("Nobody reads these columns: {names}.", {"names": names}),)
