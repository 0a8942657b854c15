"""Rehearsals with made-up people: for each step what it is for, and what one may try."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass

from companion.language import in_language
from companion.paths import help_folder

PLACES = ("before", "today", "look", "then_now", "changed", "write", "share")
"""Where the guide has something to say."""


@dataclass(frozen=True, slots=True)
class Hint:
    """What a step is for, and what one may try in it; one line each."""

    why: str
    try_: str


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """One rehearsal.

    Attributes:
        id: The name of its file.
        patient: The key of the made-up person.
        title: What it is about, in a few words.
        about: Who comes, in a sentence or two.
        hints: What the guide says, by place.
    """

    id: str
    patient: str
    title: str
    about: str
    hints: Mapping[str, Hint]


def rehearsals(code: str = "en") -> tuple[Rehearsal, ...]:
    """Return every rehearsal, in the language where it is written in it, else in English."""
    folder = help_folder() / "practice"
    names = sorted(path for path in folder.glob("*.toml") if path.name.count(".") == 1)
    return tuple(_read(path.stem, in_language(path, code).read_text(encoding="utf-8")) for path in names)


def _read(name: str, text: str) -> Rehearsal:
    content = tomllib.loads(text)
    hints = {place: Hint(content[place]["why"], content[place]["try"]) for place in PLACES}
    return Rehearsal(name, content["patient"], content["title"], content["about"], hints)
