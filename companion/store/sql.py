"""Every SQL statement of the program, by name, from the files in ``queries/``.

aiosql reads the files: each statement has a name and a head comment. It only
parses; we execute the text ourselves, since aiosql's DuckDB adapter gives each
statement a cursor, and so a transaction, of its own.

A place for a value is written ``:name`` and is always bound. Where SQL takes no
bound value (a table's name, a folder in a setting) a file writes ``"__table__"``
or ``'__folder__'`` and `Statement.fill` puts it in, quoted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from companion.errors import DefinitionError
from companion.paths import queries_folder

_BLANK = re.compile("""(['"])__(\\w+?)__\\1""")
_NAME = re.compile(r"^\s*--\s*name\s*:\s*(\w+)", re.MULTILINE)
_MIGRATION = re.compile(r"(\d{4})_(\w+)\.sql")


@dataclass(frozen=True, slots=True)
class Statement:
    """One named statement.

    Attributes:
        name: Unique over all files.
        sql: The text for DuckDB, places written ``$name``.
        parameters: Names of the places, each once.
        file: The file it stands in.
        doc: Its head comment: purpose, parameters, result columns.
    """

    name: str
    sql: str
    parameters: tuple[str, ...]
    file: str
    doc: str = ""

    @property
    def blanks(self) -> tuple[str, ...]:
        """Names of the quoted blanks that `fill` fills."""
        return tuple(dict.fromkeys(found[2] for found in _BLANK.finditer(self.sql)))

    def fill(self, /, **texts: str) -> Statement:
        """Return the statement with its blanks filled; quotes inside the texts are doubled."""

        def quoted(found: re.Match[str]) -> str:
            mark = found[1]
            return mark + texts[found[2]].replace(mark, mark * 2) + mark

        return replace(self, sql=_BLANK.sub(quoted, self.sql))


@dataclass(frozen=True, slots=True)
class Migration:
    """One numbered step of the schema; applied whole, inside a new generation."""

    number: int
    name: str
    sql: str


class Statements(Mapping[str, Statement]):
    """The statements of a folder's ``.sql`` files; a file is parsed when one of its statements is asked for.

    Raises:
        DefinitionError: Two statements have one name, or the file of the one asked for cannot be parsed.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known: dict[str, Statement] = {}
        self._files: dict[str, str] = {}
        for path in sorted(folder.glob("*.sql")):
            for name in _NAME.findall(path.read_text(encoding="utf-8", errors="replace")):
                if name in self._files:
                    raise DefinitionError(
                        "{file} has a second statement {name}; the first is in {other}.",
                        file=path.name,
                        name=name,
                        other=self._files[name],
                    )
                self._files[name] = path.name

    def __getitem__(self, name: str) -> Statement:
        """Return a statement, parsing its file if need be."""
        if name not in self._known:
            self._known |= _parsed(self._folder / self._files[name])
        return self._known[name]

    def __iter__(self) -> Iterator[str]:
        """Go through the names, file by file."""
        return iter(self._files)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._files)


def _parsed(path: Path) -> dict[str, Statement]:
    from aiosql.adapters.duckdb import DuckDBAdapter
    from aiosql.query_loader import QueryLoader
    from aiosql.utils import SQLParseException

    loader = QueryLoader(DuckDBAdapter(), None, mandatory_parameters=False)
    try:
        parsed = loader.load_query_data_from_file(path, encoding="utf-8")
    except (SQLParseException, UnicodeDecodeError) as error:
        raise DefinitionError("{file} cannot be parsed: {reason}.", file=path.name, reason=str(error)) from None
    found = {}
    for query in parsed:
        places = tuple(place for place in query.signature.parameters if place != "self") if query.signature else ()
        text = query.sql.rstrip("; \n")
        found[query.query_name] = Statement(query.query_name, text, places, path.name, query.doc_comments)
    return found


@cache
def statements() -> Mapping[str, Statement]:
    """Return every statement of the program by name."""
    return Statements(queries_folder())


def read_migrations(folder: Path) -> tuple[Migration, ...]:
    """Read the numbered steps in `folder`, in order.

    Raises:
        DefinitionError: A file is not named ``0001_name.sql``, or a number is missing or twice.
    """
    steps = []
    for path in sorted(folder.glob("*.sql")):
        named = _MIGRATION.fullmatch(path.name)
        if named is None:
            raise DefinitionError("{file} is not named like 0001_people.sql.", file=path.name)
        steps.append(Migration(int(named[1]), named[2], path.read_text(encoding="utf-8")))
    for wanted, step in enumerate(steps, start=1):
        if step.number != wanted:
            raise DefinitionError("The schema has no step {number:04d}, or has it twice.", number=wanted)
    return tuple(steps)


@cache
def migrations() -> tuple[Migration, ...]:
    """Return every step of the schema, in order."""
    return read_migrations(queries_folder() / "schema")
