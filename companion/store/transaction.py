"""One act of the user is one transaction; a read sees one state."""

from __future__ import annotations

import contextlib
import json
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime
from enum import Enum
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, TypeVar

import duckdb

from companion.errors import DefinitionError
from companion.store.connection import Row, execute, fetch, fetch_frame
from companion.store.sql import Statement, statements
from companion.text import clean

if TYPE_CHECKING:
    import polars as pl

T_co = TypeVar("T_co", covariant=True)


class Act(Protocol[T_co]):
    """What the user does, as a frozen dataclass.

    Attributes:
        verb: What the audit entry calls it.

    Further class attributes are read where they are there: ``RAW``, names of fields
    that are no text from people and stay as they are; ``QUIET``, for an act without
    an audit entry (what is being typed, saved each second), which mints no id.
    """

    verb: ClassVar[str]

    def write(self, tx: Transaction) -> T_co:
        """Write it; everything written here lasts, or nothing does."""


class Reader:
    """Runs reading statements on one cursor, in one transaction."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection) -> None:
        self._cursor = cursor

    def ask(self, statement: Statement, /, **values: Any) -> list[Row]:
        """Run a statement whose blanks are filled, and return its rows."""
        return fetch(self._cursor, statement, values)

    def rows(self, name: str, /, **values: Any) -> list[Row]:
        """Return every row, by column name."""
        return fetch(self._cursor, _statement(name), values)

    def one(self, name: str, /, **values: Any) -> Row | None:
        """Return the first row, or None."""
        found = self.rows(name, **values)
        return found[0] if found else None

    def value(self, name: str, /, **values: Any) -> Any:
        """Return the first column of the first row, or None."""
        found = self.one(name, **values)
        return next(iter(found.values())) if found else None


class Transaction(Reader):
    """What an act writes through.

    Attributes:
        now: The moment of the act (UTC, naive); the same all through it.
        today: The local day.
        account_id: Who acts.
    """

    def __init__(
        self, cursor: duckdb.DuckDBPyConnection, *, highest_id: int, account_id: int, now: datetime, today: date
    ) -> None:
        super().__init__(cursor)
        self.now = now
        self.today = today
        self.account_id = account_id
        self.highest_id = highest_id
        self.patient_id: int | None = None
        self.ref: int | None = None
        self.digest = ""

    def run(self, name: str, /, **values: Any) -> None:
        """Run a statement that returns nothing."""
        execute(self._cursor, _statement(name), values)

    def mint(self) -> int:
        """Return an id that nothing in this store has."""
        self.highest_id += 1
        return self.highest_id

    def mint_many(self, count: int) -> range:
        """Return `count` ids in a row."""
        first = self.highest_id + 1
        self.highest_id += count
        return range(first, first + count)

    def uuid(self) -> str:
        """Return an id that nothing in any store has."""
        return str(uuid.uuid4())

    def about(self, patient_id: int | None = None, ref: int | None = None, digest: str = "") -> None:
        """Say what the audit entry is about; what is left out stays as it was.

        Args:
            patient_id: Whom it is about.
            ref: Id of the thing.
            digest: SHA-256 of a file.
        """
        self.patient_id = self.patient_id if patient_id is None else patient_id
        self.ref = self.ref if ref is None else ref
        self.digest = digest or self.digest

    def bulk(self, name: str, rows: Sequence[Mapping[str, Any]], /, **values: Any) -> None:
        """Write many rows at once, handed over as one JSON text in the place ``rows``."""
        if rows:
            text = json.dumps([dict(row) for row in rows], ensure_ascii=False, allow_nan=False, default=_json)
            self.run(name, rows=text, **values)

    def frame(self, name: str, /, **values: Any) -> pl.DataFrame:
        """Return every row as a frame, for many rows at once."""
        return fetch_frame(self._cursor, _statement(name), values)

    @contextlib.contextmanager
    def holding_out(self, **frames: Any) -> Iterator[None]:
        """Let statements read whole frames by name meanwhile.

        Args:
            frames: Anything that offers its columns as an Arrow stream, by the name it goes by.
        """
        streams = {name: _Stream(frame) for name, frame in frames.items()}
        for name, stream in streams.items():
            self._cursor.register(name, stream)
        try:
            yield
        finally:
            for name, stream in streams.items():
                with contextlib.suppress(duckdb.Error):  # after an error the transaction takes them away itself
                    self._cursor.unregister(name)
                stream.frame = None  # DuckDB keeps the stream until the transaction ends


class _Stream:
    # DuckDB turns a polars frame it knows into pyarrow, which we do not have; a plain stream it reads.
    def __init__(self, frame: Any) -> None:
        self.frame = frame

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self.frame.__arrow_c_stream__(requested_schema)


ActT = TypeVar("ActT")


def cleaned(act: ActT) -> ActT:
    """Return the act with every text in it cleaned, those in tuples and mappings too."""
    raw: frozenset[str] = getattr(act, "RAW", frozenset())
    fresh: ActT = _cleaned_fields(act, raw)
    return fresh


def _cleaned_fields(thing: Any, raw: frozenset[str]) -> Any:
    changes = {}
    for field in fields(thing):
        if field.init and field.name not in raw:
            value = getattr(thing, field.name)
            fresh = _cleaned(value)
            if fresh is not value:
                changes[field.name] = fresh
    return replace(thing, **changes) if changes else thing


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return value if isinstance(value, Enum) else clean(value, lines=True)
    if isinstance(value, (tuple, list)):
        return type(value)(_cleaned(item) for item in value)
    if isinstance(value, Mapping):
        return {_cleaned(key): _cleaned(item) for key, item in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return _cleaned_fields(value, getattr(value, "RAW", frozenset()))
    return value


def _json(value: object) -> Any:
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    raise TypeError(f"{type(value).__name__} cannot go in through JSON")


def _statement(name: str) -> Statement:
    try:
        return statements()[name]
    except KeyError:
        raise DefinitionError("No statement is called {name} in queries.", name=name) from None
