"""What a clinic says of itself, once for everybody: `clinic.toml` in the configuration folder.

The file may hold::

    numbers = ["Our clinic, weekdays 8 to 16: 22 11 33 44", "At night: 116 117"]

    [en]
    sees = ["Our team reads a note when we share it."]
    not_for = ["It is sent to no office and to no court."]

    [nb]
    sees = ["…"]

The numbers stand under *The clinic's numbers* for every patient. `sees` and `not_for` are what the
clinic has confirmed: they follow the program's own sentences on the page of a first session.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from typing import Any

from companion.errors import DefinitionError
from companion.paths import config_folder
from companion.text import clean

_FILE = "clinic.toml"
_LISTS = ("sees", "not_for")


@dataclass(frozen=True, slots=True)
class Clinic:
    """What the clinic says of itself.

    Attributes:
        numbers: Whom one can call, a line each.
        sees: Who sees what is written, beside the two in the room.
        not_for: What it is not used for.
    """

    numbers: tuple[str, ...] = ()
    sees: tuple[str, ...] = ()
    not_for: tuple[str, ...] = ()


def read_clinic(language: str) -> Clinic:
    """Return what the clinic says of itself in one language; nothing where there is no file.

    Raises:
        DefinitionError: The file has a mistake; the sentence names it.
    """
    path = config_folder() / _FILE
    if not path.is_file():
        return Clinic()
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as mistake:
        raise DefinitionError("{file} cannot be read: {what}.", file=_FILE, what=str(mistake)) from mistake
    own = told.get(language, {})
    if not isinstance(own, dict):
        _wrong(language, "a table")
    sees, not_for = (_lines(own, name, f"{language}.{name}") for name in _LISTS)
    return Clinic(_lines(told, "numbers", "numbers"), sees, not_for)


def _lines(table: dict[str, Any], name: str, place: str) -> tuple[str, ...]:
    found = table.get(name, [])
    if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
        _wrong(place, "a list of texts")
    return tuple(line for one in found if (line := clean(one)))


def _wrong(place: str, allowed: str) -> None:
    raise DefinitionError("{file} has a mistake at {key}. Allowed: {allowed}.", file=_FILE, key=place, allowed=allowed)
