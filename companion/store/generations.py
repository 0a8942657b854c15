"""The generations of a store: the live file is never rewritten, a new one is made beside it.

``CURRENT`` names the live generation. A new one is copied table by table, closed,
opened again and compared; only then does ``CURRENT`` name it. Whatever moment the
process dies, ``CURRENT`` names a whole generation.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from companion.clinical.message import Message
from companion.clock import Clock
from companion.errors import StoreDamagedError, StoreFullError
from companion.store.connection import Connection, execute, named
from companion.store.files import reach_disk, replace_file
from companion.store.seal import seal, sum_of
from companion.store.sql import Migration, Statement, migrations, statements
from companion.store.transaction import Reader

CURRENT_FILE = "CURRENT"
KEPT = 5
KEPT_BYTES = 1 << 30
MOST_ENTRIES = 3_000
MOST_LOG = 4 << 20
ROWS_A_RANGE = 200_000
_ORDER = ("patient_id", "assessment_id", "id")

Progress = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Current:
    """What ``CURRENT`` says.

    Attributes:
        generation: Number of the live generation.
        key_id: Key of the keyring it is encrypted with.
        entries: Audit entries at the time it was made; what came since is in its log.
        seen_entries: Audit entries when the store was last closed; fewer now means some are lost.
        seen_hash: Hash of the last of these.
        closed: Whether it was closed and not just left.
        size: Bytes of its file when it was made; what came since stands behind them.
        seal: Of those bytes; empty where an older Companion made it.
    """

    generation: int
    key_id: str = "k1"
    entries: int = 0
    seen_entries: int = 0
    seen_hash: str = ""
    closed: bool = False
    size: int = 0
    seal: str = ""

    @property
    def file(self) -> str:
        """Name of the live generation's file."""
        return file_of(self.generation)


def file_of(number: int) -> str:
    """Return the file name of a generation."""
    return f"gen-{number:06d}.duckdb"


def read_current(folder: Path) -> Current:
    """Read which generation is live.

    Raises:
        StoreDamagedError: There is no store, or what names its generation cannot be read.
    """
    try:
        return Current(**json.loads((folder / CURRENT_FILE).read_bytes()))
    except FileNotFoundError:
        raise StoreDamagedError("There is no store in {folder}.", folder=str(folder)) from None
    except (ValueError, TypeError):
        raise StoreDamagedError("The file CURRENT cannot be read. Use a backup.") from None


def write_current(folder: Path, current: Current) -> None:
    """Name the live generation, in one step."""
    replace_file(folder / CURRENT_FILE, json.dumps(asdict(current)).encode())


def is_in_use(folder: Path) -> bool:
    """Say whether generations lie here that were ever closed, so that no new store is made over them."""
    others = [path for path in folder.glob("gen-*.duckdb") if path.name != file_of(1)]
    return bool(others) or ((folder / CURRENT_FILE).exists() and read_current(folder).seen_entries > 0)


def log_size(folder: Path, current: Current) -> int:
    """Return the size of the live generation's log."""
    log = folder / (current.file + ".wal")
    return log.stat().st_size if log.exists() else 0


def is_due(folder: Path, current: Current, entries: int) -> bool:
    """Say whether the log is long enough for a new generation."""
    return entries - current.entries > MOST_ENTRIES or log_size(folder, current) > MOST_LOG


def tidy(folder: Path, current: Current) -> None:
    """Delete what no crash can need: unfinished generations, and old ones beyond the last five."""
    kept, size = 0, 0
    for path in sorted(folder.glob("gen-*.duckdb"), reverse=True):
        number = int(path.stem.removeprefix("gen-"))
        if number == current.generation:
            continue
        size += path.stat().st_size
        if number > current.generation or kept >= KEPT or (kept and size > KEPT_BYTES):
            remove(folder, number)
        else:
            kept += 1


def remove(folder: Path, number: int) -> None:
    """Delete a generation with its log."""
    for ending in ("", ".wal"):
        (folder / (file_of(number) + ending)).unlink(missing_ok=True)


def missing_steps(reader: Reader) -> tuple[Migration, ...]:
    """Return the steps of the schema that a generation does not have yet.

    Raises:
        StoreDamagedError: It has steps that this program does not know.
    """
    have = len(reader.rows("schema_versions"))
    if have > len(migrations()):
        raise StoreDamagedError("A newer Companion made this store. Open it with that one.")
    return migrations()[have:]


def make_first(folder: Path, key: bytes, clock: Clock) -> Current:
    """Make the first generation, the whole schema and nothing in it, and return what ``CURRENT`` is to say."""
    remove(folder, 1)
    connection = Connection(folder)
    try:
        connection.attach(file_of(1), "next", key, new=True)
        _apply(connection, migrations(), clock)
        _write_whole(connection)
    finally:
        connection.close()
    reach_disk(folder / file_of(1))
    return _sealed(folder, Current(1), key)


class NextGeneration:
    """Makes the next generation of an attached store.

    Args:
        connection: With the live generation attached as ``store`` and nobody writing.
        folder: The store's folder.
        current: The live generation.
        key_id: Key for the new one.
        key: That key itself.
        clock: Says when a step of the schema was applied.
    """

    def __init__(
        self, connection: Connection, folder: Path, current: Current, key_id: str, key: bytes, clock: Clock
    ) -> None:
        self._connection = connection
        self._folder = folder
        self._key = key
        self._clock = clock
        self._number = current.generation + 1
        self._key_id = key_id

    def make(self, progress: Progress | None = None) -> Current:
        """Copy, close, open again, compare, and return what ``CURRENT`` is to say.

        Raises:
            StoreFullError: There is no room for a second copy; the live one is as it was.
            StoreDamagedError: The copy is not what it was copied from.
        """
        remove(self._folder, self._number)
        try:
            with self._attached(new=True) as store:
                steps = missing_steps(store)
                _copy(store, progress or _nobody)
                if steps:
                    _compare(store)
                    _apply(self._connection, steps, self._clock)
                _write_whole(self._connection)
            reach_disk(self._folder / file_of(self._number))
            with self._attached() as store:
                if not steps:
                    _compare(store)
                entries, head = self._checked()
        except BaseException:
            remove(self._folder, self._number)
            raise
        return _sealed(self._folder, Current(self._number, self._key_id, entries, entries, head), self._key)

    @contextlib.contextmanager
    def _attached(self, *, new: bool = False) -> Iterator[Reader]:
        self._connection.attach(file_of(self._number), "next", self._key, new=new, to_look=not new)
        try:
            with self._connection.cursor() as cursor:
                yield Reader(cursor)
        finally:
            self._connection.detach("next")

    def _checked(self) -> tuple[int, str]:
        with self._connection.cursor("next") as cursor:
            wrong = problems(Reader(cursor), "next")
            if wrong:
                raise StoreDamagedError("The data does not hold together: {what} The old copy stays.", what=wrong[0])
            last = Reader(cursor).one("last_audit_entry")
        return (last["number"], last["hash"]) if last else (0, "")


def _sealed(folder: Path, current: Current, key: bytes) -> Current:
    size = (folder / current.file).stat().st_size
    return replace(current, size=size, seal=seal(key, size, sum_of(folder / current.file, size)))


def tables(reader: Reader, catalog: str) -> dict[str, tuple[str, ...]]:
    """Return every table of a generation with those of its columns that hold whole numbers."""
    return {row["name"]: tuple(row["columns"]) for row in reader.rows("tables", catalog=catalog)}


def read_all(reader: Reader, catalog: str) -> None:
    """Read every value of a generation; what cannot be read raises."""
    for table in tables(reader, catalog):
        _size(reader, catalog, table)


def problems(reader: Reader, catalog: str) -> list[Message]:
    """Check what keys would check: ids are given once, and what a row points to is there."""
    found: list[Message] = []
    known = tables(reader, catalog)
    for table, columns in known.items():
        doubled = statements()["doubled_ids"].fill(catalog=catalog, table=table)
        if "id" in columns and reader.ask(doubled)[0]["rows"]:
            found.append(Message("An id stands twice in {table}.", {"table": table}))
        for column in columns if table != "audit_entry" else ():  # the chain outlives what was removed
            target = column.removesuffix("_id")
            if target != column and "id" in known.get(target, ()):
                lost = statements()["lost_references"].fill(catalog=catalog, table=table, column=column, target=target)
                if reader.ask(lost)[0]["rows"]:
                    lacks = {"table": table, "target": target}
                    found.append(Message("A row of {table} points to a {target} that is not there.", lacks))
    return found


def room_for_copy(folder: Path, current: Current, free: int) -> None:
    """Refuse to begin a copy that the disk cannot hold.

    Raises:
        StoreFullError: Less is free than twice the live generation.
    """
    size = (folder / current.file).stat().st_size + log_size(folder, current)
    if free < 2 * size:
        raise StoreFullError("The disk has too little room for a new copy of the data. Nothing was lost.")


def _apply(connection: Connection, steps: tuple[Migration, ...], clock: Clock) -> None:
    # To the next generation only, never to the live one.
    with connection.cursor("next") as cursor:
        for step in steps:
            with named(Statement(step.name, step.sql, (), f"schema/{step.number:04d}")):
                cursor.execute(step.sql)
            values = {"number": step.number, "name": step.name, "applied": clock.now()}
            execute(cursor, statements()["add_schema_version"], values)


def _write_whole(connection: Connection) -> None:
    with connection.cursor("next") as cursor:
        execute(cursor, statements()["write_whole"].fill(name="next"))


def _copy(store: Reader, progress: Progress) -> None:
    store.rows("copy_schema")
    known = tables(store, "store")
    sizes = {table: _size(store, "store", table)[0] for table in known}
    whole, done = max(sum(sizes.values()), 1), 0
    for table, columns in known.items():
        column = next((name for name in _ORDER if name in columns), "")
        highs = _range_ends(store, table, column, sizes[table]) if column else []
        for low, high in zip([-1, *highs], highs, strict=False):
            store.ask(statements()["copy_range"].fill(table=table, column=column), low=low, high=high)
            progress((done + sizes[table] * (highs.index(high) + 1) / len(highs)) / whole)
        if not highs:
            store.ask(statements()["copy_table"].fill(table=table))
        done += sizes[table]
        progress(done / whole)


def _range_ends(store: Reader, table: str, column: str, rows: int) -> list[int]:
    # A large table goes over in parts that fit in memory. Rows about nobody would fall between the parts.
    if store.ask(statements()["count_without"].fill(table=table, column=column))[0]["rows"]:
        return []
    parts = max(1, -(-rows // ROWS_A_RANGE))
    ends = statements()["range_ends"].fill(table=table, column=column)
    found = store.ask(ends, parts=[(part + 1) / parts for part in range(parts)])[0]["ends"] or []
    return sorted(set(found))


def _compare(store: Reader) -> None:
    for table in tables(store, "store"):
        if _size(store, "store", table) != _size(store, "next", table):
            raise StoreDamagedError("A new copy of the data differs in {table}. The old one stays.", table=table)


def _size(reader: Reader, catalog: str, table: str) -> tuple[int, int]:
    row = reader.ask(statements()["count_rows"].fill(catalog=catalog, table=table))[0]
    return row["rows"], row["content"]


def _nobody(_: float) -> None:
    pass
