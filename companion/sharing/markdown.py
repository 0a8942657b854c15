"""Markdown in which nothing a person wrote can become active: no link, no image, no HTML, no heading."""

from __future__ import annotations

import re

from companion.sharing.document import Document, Entry
from companion.text import clean

_ACTIVE = re.compile(r"([\\`*_\[\]<>#|~&!$^@{}])")
# A line that begins like a list, a rule or an underlined heading.
_AT_START = re.compile(r"^([-+=]|\d{1,9}(?=[.)]))")
_BARE_LINK = re.compile(r"(www)\.|:(?=//)", re.IGNORECASE)


def write(page: Document) -> str:
    """Return the page as Markdown (CommonMark)."""
    lines = [f"# {escape(page.title)}", ""]
    lines += [f"{escape(line)}  " for line in page.about]
    for part in page.parts:
        lines += ["", f"## {escape(part.title)}", ""]
        lines += [_entry(entry) for entry in part.entries]
    if page.foot:
        lines += ["", "---", "", *(f"{escape(line)}  " for line in page.foot)]
    return "\n".join(lines) + "\n"


def escape(text: str) -> str:
    """Return text that Markdown shows to the character; line breaks become blanks."""
    return _line(clean(text))


def _entry(entry: Entry) -> str:
    # A hard break and an indent keep every line of one entry inside its list item.
    text = "  \n  ".join(_line(line.strip()) for line in clean(entry.text, lines=True).split("\n") if line.strip())
    by = f"**{escape(entry.by)}:** " if entry.by else ""
    mark = f" *({escape(entry.mark)})*" if entry.mark else ""
    return f"- {by}{text}{mark}"


def _line(text: str) -> str:
    escaped = _ACTIVE.sub(r"\\\1", text)
    escaped = _BARE_LINK.sub(lambda found: f"{found[1]}\\." if found[1] else "\\:", escaped)
    return _AT_START.sub(_escape_start, escaped)


def _escape_start(found: re.Match[str]) -> str:
    start = found[1]
    # A number is escaped behind itself: "1\. x" is text, "\1. x" would show the stroke.
    return f"{start}\\" if start[0].isdigit() else f"\\{start}"
