"""The one connection to DuckDB: shut off from everything but the store's folder.

The connection itself is an empty database in memory; generations are attached to
it. The order of the settings matters: after the last of them nothing can be opened
outside the folder, and no setting can be changed any more.
"""

from __future__ import annotations

import contextlib
import sys
import threading
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from enum import Enum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from companion.errors import CompanionError, RefusedError, StoreDamagedError, StoreFullError
from companion.store.files import NO_ROOM, make_folder
from companion.store.sql import Statement, statements

if TYPE_CHECKING:
    import polars as pl

Row = dict[str, Any]

# DuckDB asks for pandas anew at every parameter it is given; where there is none, each search through
# the folders costs more than the statement (300 inserts: 1.00 against 0.30). This answers at once.
sys.modules.setdefault("pandas", None)  # type: ignore[arg-type]

_SETTINGS = (
    "set_temporary_folder",
    "set_secret_folder",
    "set_extension_folder",
    "set_extension_source",
    "encrypt_temporary_files",
    "set_temporary_limit",
    "set_memory_limit",
    "never_checkpoint_by_size",
    "never_checkpoint_at_end",
    "set_time_zone",
    "no_logging",
)
_NO_ROOM = ("No space left", "File too large", "Disk quota", "not enough space", "Out of Disk")
_DAMAGE = ("AES tag", "checksum", "Corrupt database")
_OUR_MISTAKES = (duckdb.ParserException, duckdb.BinderException, duckdb.CatalogException)


class LostConnectionError(CompanionError):
    """DuckDB gave up on the file; the store opens it anew and goes on."""


class UnreadableError(StoreDamagedError):
    """A part of the store's file is not what was written there."""


def _connected() -> duckdb.DuckDBPyConnection:
    """Connect to an empty database in memory, the encryption loaded; DuckDB checks its signature each time."""
    with named(None):
        base = duckdb.connect(
            ":memory:",
            config={
                "autoinstall_known_extensions": "false",
                "autoload_known_extensions": "false",
                "allow_unsigned_extensions": "false",
            },
        )
    execute(base, statements()["load_httpfs"].fill(extension=str(_httpfs())))
    return base


class _Ahead:
    """One connection made before it is asked for: four fifths of the time are DuckDB's own, on another core."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._ready: Future[duckdb.DuckDBPyConnection] | None = None

    def begin(self) -> None:
        with self._lock:
            if self._ready is None:
                with_one = ThreadPoolExecutor(1, "connect ahead")
                self._ready = with_one.submit(_connected)
                with_one.shutdown(wait=False)

    def take(self) -> duckdb.DuckDBPyConnection | None:
        with self._lock:
            ready, self._ready = self._ready, None
        return ready.result() if ready is not None else None


_AHEAD = _Ahead()


def prepare() -> None:
    """Begin to connect now; the next `Connection` of this process takes what is made here."""
    _AHEAD.begin()


class Connection:
    """DuckDB in this process, able to open files in one folder only.

    Args:
        folder: The store's folder.
        to_look: Nothing may be written there, not even a temporary file.
    """

    def __init__(self, folder: Path, *, to_look: bool = False) -> None:
        self._folder = folder.resolve()
        temporary = self._folder / "tmp"
        if not to_look:
            make_folder(temporary)
            for left in temporary.iterdir():  # what a killed process left there is encrypted, and useless
                if left.is_file():
                    left.unlink()
        self._base = _AHEAD.take() or _connected()
        for name in _SETTINGS:
            blanks = statements()[name].blanks
            self._run(name, **{blank: str(temporary) for blank in blanks})
        self._run("allow_only_the_store", folder=f"{self._folder}/")
        self._run("no_outside")
        self._run("lock_settings")

    def attach(self, file: str, name: str, key: bytes, *, new: bool = False, to_look: bool = False) -> None:
        """Attach a generation of the folder under a name; `new` makes it, `to_look` bars changes.

        Raises:
            StoreDamagedError: It is not there, not whole, or has another key.
        """
        path = self._folder / file
        if new == path.exists():  # DuckDB would make an empty one
            raise StoreDamagedError("The file {file} is missing, or where none should be.", file=file)
        statement = statements()["attach_to_look" if to_look else "attach"].fill(path=str(path), name=name)
        try:
            execute(self._base, statement, {"key": key.hex()})
        except StoreFullError:
            raise
        except CompanionError as error:
            raise StoreDamagedError(
                "The file {file} cannot be opened: it is damaged, or its key is another.", file=file
            ) from error

    def detach(self, name: str) -> None:
        """Close a generation's file."""
        self._run("detach", name=name)

    def cursor(self, name: str = "store") -> duckdb.DuckDBPyConnection:
        """Return a cursor of its own, on one generation. Cursors inherit nothing."""
        cursor = self._base.cursor()
        execute(cursor, statements()["use"].fill(name=name))
        return cursor

    def close(self) -> None:
        """Close everything."""
        self._base.close()

    def _run(self, name: str, /, **blanks: str) -> None:
        statement = statements()[name]
        execute(self._base, statement.fill(**blanks) if blanks else statement)


def execute(
    cursor: duckdb.DuckDBPyConnection, statement: Statement, values: Mapping[str, Any] | None = None
) -> duckdb.DuckDBPyConnection:
    """Run one statement with bound values.

    Raises:
        TypeError: The values are not those the statement asks for.
    """
    given = values or {}
    _fit(statement, given)
    with named(statement):
        if not given:
            return cursor.execute(statement.sql)
        return cursor.execute(statement.sql, {name: _bound(value) for name, value in given.items()})


def fetch(
    cursor: duckdb.DuckDBPyConnection, statement: Statement, values: Mapping[str, Any] | None = None
) -> list[Row]:
    """Run one statement and return its rows by column name."""
    done = execute(cursor, statement, values)
    with named(statement):
        found = done.fetchall() if done.description else []
        columns = [column[0] for column in done.description or ()]
    return [dict(zip(columns, row, strict=True)) for row in found]


def fetch_frame(
    cursor: duckdb.DuckDBPyConnection, statement: Statement, values: Mapping[str, Any] | None = None
) -> pl.DataFrame:
    """Run one reading statement and return its rows as a frame."""
    import polars as pl  # costly: only where there are many rows

    given = {name: _bound(value) for name, value in (values or {}).items()}
    _fit(statement, given)
    with named(statement):
        return pl.DataFrame(cursor.sql(statement.sql, params=given))


def _fit(statement: Statement, given: Mapping[str, Any]) -> None:
    if set(given) != set(statement.parameters):
        wanted = ", ".join(sorted(statement.parameters))
        raise TypeError(f"{statement.file}: {statement.name} takes ({wanted}), not ({', '.join(sorted(given))})")


@contextlib.contextmanager
def named(statement: Statement | None) -> Iterator[None]:
    """Turn an error of DuckDB into one of ours.

    DuckDB's own text may hold values, so it goes no further than here, save where
    the text of a statement itself is wrong: that is our mistake and holds no value.
    """
    where = f"{statement.file}: {statement.name}" if statement else "connection"
    try:
        yield
    except _OUR_MISTAKES as error:
        raise RefusedError("A statement of the program is wrong ({where}).", where=where) from error
    except duckdb.InterruptException:
        raise RefusedError("Stopped. Nothing was changed.") from None
    except duckdb.ConstraintException:
        raise RefusedError("This does not fit what is there ({where}). Nothing was changed.", where=where) from None
    except duckdb.Error as error:
        raise _named(error, where) from None


def _named(error: duckdb.Error, where: str) -> CompanionError:
    text = str(error)
    if any(sign in text for sign in _NO_ROOM):
        return StoreFullError(NO_ROOM)
    if any(sign in text for sign in _DAMAGE):
        return UnreadableError("A part of the store's file is damaged ({where}). Restore a backup.", where=where)
    if isinstance(error, (duckdb.FatalException, duckdb.IOException, duckdb.InternalException)):
        return LostConnectionError("The store's file could not be used just now ({where}).", where=where)
    if isinstance(error, duckdb.SerializationException):
        return StoreDamagedError("The store's file is damaged ({where}).", where=where)
    kind = type(error).__name__.removesuffix("Exception")
    return RefusedError("The store refused this ({where}, {kind}). Nothing was changed.", where=where, kind=kind)


def _bound(value: Any) -> Any:
    return value.value if isinstance(value, Enum) else value


@cache
def _httpfs() -> Path:
    import duckdb_extension_httpfs

    folder = Path(duckdb_extension_httpfs.__file__).parent / "extensions"
    path = folder / f"v{duckdb.__version__}" / "httpfs.duckdb_extension"
    if not path.is_file():
        raise RefusedError("The encryption for DuckDB {version} is not installed.", version=duckdb.__version__)
    return path
