"""Every statement in queries/, as a set."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from companion.errors import CompanionError, DefinitionError
from companion.paths import queries_folder
from companion.store import connection
from companion.store.connection import Connection, execute
from companion.store.database import Store
from companion.store.sql import Statements, migrations, read_migrations, statements
from tests.store.conftest import Line, lines

PACKAGE = Path(__file__).parents[2] / "companion"
NOT_PREPARED = {name for name, each in statements().items() if each.blanks} | {
    "begin", "begin_reading", "commit", "rollback", "copy_schema", "lock_settings", "no_outside", "no_logging",
    "set_time_zone", "set_memory_limit", "set_temporary_limit", "encrypt_temporary_files", "never_checkpoint_at_end",
    "never_checkpoint_by_size",
}  # fmt: skip


def works(cursor: duckdb.DuckDBPyConnection, sql: str) -> bool:
    try:
        cursor.execute(sql)
    except duckdb.CatalogException:
        return False
    return True


@pytest.fixture(scope="module")
def newest(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    from companion.clock import Clock

    folder = tmp_path_factory.mktemp("newest") / "store"
    with Store.create_with_key(folder, bytes(32), account="T", clock=Clock()) as made:
        cursor = made._engine.connection.cursor()
        waiting = [each.sql for each in statements().values() if each.sql.startswith("create temp")]
        for _ in range(len(waiting)):  # one may read from another
            waiting = [sql for sql in waiting if not works(cursor, re.sub(r"\$\w+", "null", sql))]
        assert not waiting
        yield cursor
        cursor.close()


@pytest.mark.parametrize("name", sorted(set(statements()) - NOT_PREPARED))
def test_a_statement_prepares_against_the_newest_schema(newest: duckdb.DuckDBPyConnection, name: str) -> None:
    statement = statements()[name]
    (parsed,) = newest.extract_statements(statement.sql)
    assert parsed.named_parameters == set(statement.parameters)
    if any(frame in statement.sql for frame in ("arriving_", "stored_version", "settled_sheet")):
        pytest.skip("reads a frame that is only there while it is written; test_acts_answers runs it")
    if not statement.sql.startswith(("create temp", "drop")):
        newest.execute(f"prepare tried as {statement.sql}")


def test_every_statement_is_used_somewhere() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py"))
    unused = [
        f"{each.file}: {name}"
        for name, each in statements().items()
        if not name.startswith("check_") and f'"{name}"' not in code and f"'{name}'" not in code
    ]
    assert not unused


def test_every_statement_says_what_it_is_for() -> None:
    assert not [f"{each.file}: {name}" for name, each in statements().items() if not each.doc]


def test_no_index_and_no_foreign_key_anywhere() -> None:
    everything = [*(each.sql for each in statements().values()), *(step.sql for step in migrations())]
    without_comments = [re.sub("--.*", "", sql) for sql in everything]
    for banned in (r"create\s+(unique\s+)?index", r"foreign\s+key", r"\breferences\b", r"\breturning\b", "sequence"):
        assert not [sql for sql in without_comments if re.search(banned, sql, re.IGNORECASE)], banned


def test_sql_stands_nowhere_but_in_queries() -> None:
    pattern = re.compile(
        r"""["']\s*(select\s.*\sfrom\s|insert\s+into|update \w+ set|delete from|create table|pragma )""", re.IGNORECASE
    )
    found = [path.name for path in PACKAGE.rglob("*.py") if pattern.search(path.read_text(encoding="utf-8"))]
    assert not found


def test_rollback_undoes_a_named_insert(store: Store) -> None:
    with pytest.raises(ZeroDivisionError):
        store.perform(Line("half", lambda _: [][1 // 0]))
    assert lines(store) == []
    store.perform(Line("whole"))
    assert lines(store) == ["whole"]


def test_a_name_used_twice_is_refused_with_both_files(tmp_path: Path) -> None:
    (tmp_path / "a.sql").write_text("-- name: same\n-- One.\nselect 1;\n", encoding="utf-8")
    (tmp_path / "b.sql").write_text("-- name: same\n-- Two.\nselect 2;\n", encoding="utf-8")
    with pytest.raises(DefinitionError, match=r"b\.sql has a second statement same; the first is in a\.sql"):
        Statements(tmp_path)


def test_a_missing_step_of_the_schema_is_refused(tmp_path: Path) -> None:
    (tmp_path / "0002_late.sql").write_text("select 1;", encoding="utf-8")
    with pytest.raises(DefinitionError, match="0001"):
        read_migrations(tmp_path)


def test_a_value_too_many_is_refused_by_name(store: Store) -> None:
    with store.read() as reader, pytest.raises(TypeError, match="accounts"):
        reader.rows("accounts", extra=1)


def test_filled_blanks_are_quoted(tmp_path: Path) -> None:
    (tmp_path / "a.sql").write_text("""-- name: odd\n-- Odd.\nselect '__text__' as "__name__";\n""", encoding="utf-8")
    odd = Statements(tmp_path)["odd"].fill(text="it's", name='a "b"')
    assert odd.sql == 'select \'it\'\'s\' as "a ""b"""'


def test_an_error_never_shows_the_values(store: Store) -> None:
    secret = "a name nobody should see"
    number = store.perform(Line(secret))
    with pytest.raises(CompanionError) as caught:
        execute(
            store._engine.writer,
            statements()["add_account"],
            {"id": number, "uuid": secret, "name": secret, "created": secret},
        )
    chain: BaseException | None = caught.value
    while chain:
        assert secret not in str(chain)
        chain = chain.__cause__


def test_migrations_are_where_the_wheel_takes_them_from() -> None:
    assert (queries_folder() / "schema" / "0001_engine.sql").is_file()


def test_every_name_that_is_listed_is_the_name_of_what_is_parsed() -> None:
    assert {name: each.name for name, each in statements().items()} == {name: name for name in statements()}


def test_a_connection_made_ahead_is_taken_once_and_shut_off_like_any_other(tmp_path: Path) -> None:
    connection.prepare()
    first, second = Connection(tmp_path / "a"), Connection(tmp_path / "b")
    for one in (first, second):
        with pytest.raises(duckdb.Error):
            one.cursor("memory").execute("set threads = 1")
        one.close()
