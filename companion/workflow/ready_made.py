"""Where this week's made-up people are kept, and their caseload, readable without opening anything.

Opening an encrypted store takes as long as loading the screens. The rows of the made-up
caseload are the same in every copy, so they lie beside the ready-made store, and the
program shows them while it opens its copy. Of a real store nothing is ever kept like this.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from companion import __version__, built, paths
from companion.clinical.model import Patient
from companion.clock import Clock
from companion.workflow.views import CaseloadRow

_ROWS_FILE = "caseload.json"


def place(clock: Clock, code: str) -> Path:
    """Return the folder of this week's store in a language: version, content, week; it may not be there yet."""
    digest = hashlib.sha256()
    for path in _sources():
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    year, week, _ = clock.today().isocalendar()
    return paths.cache_folder() / "demo" / f"{__version__}-{digest.hexdigest()[:16]}-{year}w{week:02d}-{code}"


def write_rows(folder: Path, rows: Sequence[CaseloadRow]) -> None:
    """Keep the caseload beside the store."""
    found = [
        {
            "id": row.patient.id,
            "uuid": row.patient.uuid,
            "key": row.patient.key,
            "name": row.patient.name,
            "chosen_name": row.patient.chosen_name,
            "born": _text(row.patient.born),
            "last_met": _text(row.last_met),
            "last_answered": _text(row.last_answered),
            "agreement_due": _text(row.agreement_due),
            "not_in_record": row.not_in_record,
            "open_session": row.open_session,
        }
        for row in rows
    ]
    (folder / _ROWS_FILE).write_text(json.dumps(found, ensure_ascii=False), encoding="utf-8")


def read_rows(clock: Clock, code: str) -> tuple[CaseloadRow, ...] | None:
    """Return the caseload of this week's made-up people, or None where they have to be made first."""
    try:
        found = json.loads((place(clock, code) / _ROWS_FILE).read_text(encoding="utf-8"))
        return tuple(_row(one) for one in found)
    except (OSError, ValueError, KeyError, TypeError):  # not there, or not whole: the store itself will tell
        return None


def _row(one: dict[str, object]) -> CaseloadRow:
    days = {name: _day(one[name]) for name in ("born", "last_met", "last_answered", "agreement_due")}
    chosen = one["chosen_name"]
    patient = Patient(
        id=int(str(one["id"])),
        uuid=str(one["uuid"]),
        key=str(one["key"]),
        name=str(one["name"]),
        chosen_name=None if chosen is None else str(chosen),
        born=days.pop("born"),
    )
    return CaseloadRow(
        patient, **days, not_in_record=int(str(one["not_in_record"])), open_session=one["open_session"] is True
    )


def _text(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None


def _day(text: object) -> date | None:
    return None if text is None else date.fromisoformat(str(text))


def _sources() -> Iterator[Path]:
    """Every file that the ready-made store grows from."""
    if manifest := built.manifest_file():  # a built program has no files of Python; this one speaks for all
        yield manifest
        return
    here = Path(__file__).resolve().parent
    yield from sorted((paths.fixtures_folder() / "people").rglob("*.toml"))
    yield from sorted((here.parent / "clinical" / "catalogue").glob("*.toml"))
    yield from sorted(paths.queries_folder().rglob("*.sql"))
    yield from sorted(here.glob("story_*.py"))
    yield from (here / name for name in ("stories.py", "demo.py", "ready_made.py"))
    yield here.parent / "store" / "acts" / "telling.py"
