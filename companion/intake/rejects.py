"""The rejects file: each line that was not taken in, what is wrong, and what to do.

It holds the original cells too, so that it can be mended and taken in by itself;
its own columns begin with ``reject_`` and are passed over then.
"""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Sequence
from pathlib import Path

from companion.intake.table import BadLine, Table
from companion.language import Language

_OWN = ("reject_line", "reject_column", "reject_value", "reject_why")
# A spreadsheet takes a cell that begins like this for a formula.
_FORMULA = ("=", "+", "-", "@", "\t")


def write_rejects(source: Path, table: Table, bad: Sequence[BadLine], language: Language) -> Path:
    """Write the rejects beside the file they came from, never over another file.

    Returns:
        Where they stand.

    Raises:
        OSError: The folder cannot be written to.
    """
    target = _free(source)
    kept = {line: cells for *cells, line in table.frame.select(*_columns(table), "line").iter_rows()} if bad else {}
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*_OWN, *table.headings])
    for row in bad:
        own = [str(row.line), row.column, row.value, language.say(row.why)]
        writer.writerow([harmless(cell) for cell in (*own, *kept.get(row.line, ()))])
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
        file.write(out.getvalue())
    return target


def _columns(table: Table) -> list[str]:
    return [f"c{at}" for at in range(len(table.headings))]


def _free(source: Path) -> Path:
    first = source.with_name(f"{source.stem}.rejects.csv")
    number = 2
    target = first
    while target.exists():
        target = source.with_name(f"{source.stem}.rejects-{number}.csv")
        number += 1
    return target


def harmless(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula; numbers stay as they are."""
    if cell.startswith(_FORMULA) and not _is_number(cell):
        return f"'{cell}"
    return cell


def _is_number(cell: str) -> bool:
    try:
        float(cell.replace(",", "."))
    except ValueError:
        return False
    return True
