"""Which column is which: the documented headings, or a mapping file for other people's headings."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from companion.clinical.message import Message
from companion.errors import DefinitionError, RefusedError, UsageError

KNOWN = (
    "patient",
    "date",
    "instrument",
    "respondent",
    "total",
    "item",
    "value",
    "time",
    "name",
    "born",
    "how",
    "rater",
)
_ITEM = re.compile(r"item[ _-]?0*(\d+)")
_REJECTED = "reject_"


@dataclass(frozen=True, slots=True)
class FileMapping:
    """What a mapping file says.

    Attributes:
        columns: Our heading -> the heading in the file.
        instruments, respondents: What stands in the file -> what it means here.
        instrument, respondent: For files without such a column.
        reversed_at_source: Instruments whose reverse items come already reversed.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    instruments: Mapping[str, str] = field(default_factory=dict)
    respondents: Mapping[str, str] = field(default_factory=dict)
    instrument: str = ""
    respondent: str = ""
    dates: str | None = None
    reversed_at_source: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each known thing stands.

    Attributes:
        shape: `totals`, `items` (one row an assessment) or `long` (one row an item).
        places: Our heading -> the frame's column.
        items: Item number -> the frame's column.
        unused: Headings nobody reads.
    """

    shape: str
    places: Mapping[str, str]
    items: Mapping[int, str]
    unused: tuple[str, ...]


def read_mapping(path: Path) -> FileMapping:
    """Read a mapping file (TOML).

    Raises:
        UsageError: There is no such file.
        DefinitionError: It has a mistake; the sentence names the key and what is allowed.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise UsageError("There is no file {file}. Check the name.", file=str(path)) from None
    except OSError as error:
        raise UsageError("The file {file} cannot be read: {why}.", file=str(path), why=error.strerror or "") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DefinitionError("{file} is not TOML: {why}", file=path.name, why=str(error)) from None
    allowed = {
        "columns": dict, "instruments": dict, "respondents": dict,
        "instrument": str, "respondent": str, "dates": str, "reversed_at_source": list,
    }  # fmt: skip
    for key, value in content.items():
        if key not in allowed or not isinstance(value, allowed[key]):
            raise DefinitionError(
                "{file}: the key {key} is not one of {allowed}.", file=path.name, key=key, allowed=", ".join(allowed)
            )
    for ours in content.get("columns", {}):
        if ours not in KNOWN and not _ITEM.fullmatch(ours):
            raise DefinitionError(
                "{file}: columns.{key} is not one of {allowed}.",
                file=path.name, key=ours, allowed=", ".join((*KNOWN, "item1")),
            )  # fmt: skip
    if content.get("dates") not in {None, "dmy", "mdy"}:
        raise DefinitionError("{file}: dates is dmy or mdy.", file=path.name)
    return FileMapping(**{**content, "reversed_at_source": frozenset(content.get("reversed_at_source", ()))})


def find_columns(headings: tuple[str, ...], mapping: FileMapping, file: str) -> Columns:
    """Say where each known thing stands.

    Raises:
        RefusedError: A column that must be there is missing, or a heading stands twice.
    """
    ours = {theirs.strip().lower(): mine for mine, theirs in mapping.columns.items()}
    places: dict[str, str] = {}
    items: dict[int, str] = {}
    unused = []
    for at, heading in enumerate(headings):
        plain = heading.strip().lower()
        name = ours.get(plain, plain if plain not in mapping.columns else "")
        item = _ITEM.fullmatch(name)
        key: str | int = int(item[1]) if item else name
        if name not in KNOWN and not item:
            if not plain.startswith(_REJECTED):
                unused.append(heading)
            continue
        if key in items or key in places:
            raise RefusedError("{file}: the heading {heading} stands twice. Take one out.", file=file, heading=heading)
        if isinstance(key, int):
            items[key] = f"c{at}"
        else:
            places[key] = f"c{at}"
    shape = _shape(places, items, file)
    needed = {"patient", "date", *(() if mapping.instrument else ("instrument",))}
    missing = [name for name in ("patient", "date", "instrument") if name in needed - set(places)]
    if missing:
        raise RefusedError(
            "{file} has no column {missing}. The headings are patient, date, instrument, respondent, then total or "
            "item1, item2, … or item and value.",
            file=file,
            missing=", ".join(missing),
        )
    return Columns(shape, places, dict(sorted(items.items())), tuple(unused))


def item_columns(headings: tuple[str, ...], mapping: FileMapping) -> dict[int, int]:
    """Return item number -> place among the headings, for a file that holds answers only."""
    ours = {theirs.strip().lower(): mine for mine, theirs in mapping.columns.items()}
    found = {}
    for at, heading in enumerate(headings):
        plain = heading.strip().lower()
        if item := _ITEM.fullmatch(ours.get(plain, plain)):
            found[int(item[1])] = at
    return found


def _shape(places: Mapping[str, str], items: Mapping[int, str], file: str) -> str:
    if "item" in places and "value" in places:
        return "long"
    if items:
        return "items"
    if "total" in places:
        return "totals"
    raise RefusedError("{file} has no answers. Add a column total, or item1, item2, …, or item and value.", file=file)


SHAPES = {
    "totals": Message("one row an assessment, with totals"),
    "items": Message("one row an assessment, with items"),
    "long": Message("one row an item"),
}
