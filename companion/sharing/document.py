"""What a way out writes: a page in words, the same for every format."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a page, all of it data: a writer never takes it for markup.

    Attributes:
        by: Who says it, or empty.
        mark: How it stands, or empty.
    """

    text: str
    by: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a page."""

    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """One page.

    Attributes:
        about: Lines under the title.
        foot: Lines at the end, of the program.
        language: Of the program's own words in it, as `nb`.
        dated: The day a file says it is of, no nearer than its reader may know.
    """

    title: str
    about: tuple[str, ...]
    parts: tuple[Part, ...]
    foot: tuple[str, ...] = ()
    language: str = "en"
    dated: date | None = None
