"""Plain text, ready to be pasted into a record: no markup, no wrapping, no trailing blanks."""

from __future__ import annotations

from companion.sharing.document import Document, Entry
from companion.text import clean


def write(page: Document) -> str:
    """Return the page as plain text.

    What a person wrote over several lines is indented, so that it never looks like a part of its own.
    """
    lines = [_one(page.title), *map(_one, page.about)]
    for part in page.parts:
        lines += ["", _one(part.title).upper()]
        for entry in part.entries:
            lines += _entry(entry)
    if page.foot:
        lines += ["", *map(_one, page.foot)]
    return "\n".join(lines) + "\n"


def _entry(entry: Entry) -> list[str]:
    first, *more = clean(entry.text, lines=True).split("\n")
    by = f"{_one(entry.by)}: " if entry.by else ""
    lines = [f"- {by}{first}", *(f"  {line.strip()}".rstrip() for line in more)]
    if entry.mark:
        lines[-1] += f" ({_one(entry.mark)})"
    return lines


def _one(text: str) -> str:
    return clean(text)
