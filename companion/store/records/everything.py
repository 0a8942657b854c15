"""All that is kept about one patient, table by table, and who did what with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from companion.store.generations import tables
from companion.store.sql import statements

if TYPE_CHECKING:
    from companion.store.transaction import Reader

Row = dict[str, Any]


def rows_about(reader: Reader, patient_id: int) -> dict[str, list[Row]]:
    """Return every row about a patient by table, every version of it.

    The tables are asked of the store itself, so that one that is added later is in here too.
    """
    named = [name for name, columns in tables(reader, "store").items() if "patient_id" in columns]
    return {
        name: reader.ask(statements()["rows_about"].fill(table=name), patient_id=patient_id)
        for name in named
        if name != "audit_entry"
    }


def log_about(reader: Reader, patient_id: int) -> list[Row]:
    """Return the entries of the log about a patient, oldest first."""
    return reader.rows("log_about", patient_id=patient_id)
