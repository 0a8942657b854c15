"""A page as one file of HTML that any browser shows and prints: no script, nothing fetched, nothing linked.

What people wrote is escaped, and a policy in the file bars whatever could still become active.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable
from hashlib import sha256
from html import escape

from companion.sharing.document import Document, Entry
from companion.sharing.sheet import Block, Empty, Listed, Marks, Sheet, Words
from companion.text import clean

_STYLE = """
body { max-width: 38rem; margin: 3rem auto; padding: 0 1.25rem; font: 1.125rem/1.55 Georgia, serif;
  color: #1f2422; background: #fdfcf9; overflow-wrap: anywhere; }
h1 { font-size: 1.75rem; font-weight: normal; line-height: 1.25; margin: 0 0 .75rem; }
h2 { font-size: 1.2rem; margin: 2.25rem 0 .75rem; }
p { margin: .5rem 0; }
ul { margin: 0; padding-left: 1.25rem; }
li { margin: .65rem 0; }
.about, .by, .mark, footer { color: #55605b; }
.scale { display: flex; justify-content: space-between; margin: .5rem 0 0; padding: 0;
  list-style: none; border-bottom: 1px solid #1f2422; }
.scale li { margin: 0; width: 2rem; text-align: center; }
.ends { display: flex; justify-content: space-between; }
.boxes span { margin-right: 1.75rem; white-space: nowrap; }
.empty { height: 2.25rem; border-bottom: 1px solid #a9b0ac; }
footer { margin-top: 3rem; padding-top: 1rem; border-top: 1px solid #a9b0ac; }
@media print { body { margin: 0; max-width: none; background: none; } h2 { break-after: avoid; } }
"""
_POLICY = "default-src 'none'; style-src 'sha256-{}'; base-uri 'none'; form-action 'none'"


def write(page: Document) -> str:
    """Return the page as HTML."""
    body: list[str] = []
    for part in page.parts:
        body += [f"<section><h2>{_one(part.title)}</h2>", "<ul>", *map(_entry, part.entries), "</ul></section>"]
    return _whole(page.title, page.about, body, page.foot, page.language)


def write_sheet(sheet: Sheet) -> str:
    """Return a page to print as HTML."""
    body: list[str] = []
    for part in sheet.parts:
        body += [f"<section><h2>{_one(part.title)}</h2>", *_blocks(part.blocks), "</section>"]
    return _whole(sheet.title, sheet.about, body, sheet.foot, sheet.language)


def _whole(title: str, about: Iterable[str], body: Iterable[str], foot: tuple[str, ...], language: str) -> str:
    policy = _POLICY.format(base64.b64encode(sha256(_STYLE.encode()).digest()).decode())
    lines = [
        "<!DOCTYPE html>",
        f'<html lang="{_one(language)}">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        '<meta name="referrer" content="no-referrer">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{_one(title)}</title>",
        f"<style>{_STYLE}</style>",
        "</head>",
        "<body>",
        "<main>",
        f"<h1>{_one(title)}</h1>",
        *(f'<p class="about">{_one(line)}</p>' for line in about),
        *body,
        "</main>",
    ]
    if foot:
        lines += ["<footer>", *(f"<p>{_one(line)}</p>" for line in foot), "</footer>"]
    return "\n".join([*lines, "</body>", "</html>"]) + "\n"


def _entry(entry: Entry) -> str:
    by = f'<span class="by">{_one(entry.by)}:</span> ' if entry.by else ""
    mark = f' <span class="mark">({_one(entry.mark)})</span>' if entry.mark else ""
    return f"<li>{by}{_said(entry.text)}{mark}</li>"


def _blocks(blocks: Iterable[Block]) -> Iterable[str]:
    for block in blocks:
        if isinstance(block, Words):
            yield f"<p>{_said(block.text)}</p>"
        elif isinstance(block, Listed):
            boxes = "".join(f"<span>☐ {_one(box)}</span>" for box in block.boxes)
            yield f"<ul><li>{_said(block.text)}" + (f'<p class="boxes">{boxes}</p>' if boxes else "") + "</li></ul>"
        elif isinstance(block, Marks):
            yield f'<p>{_said(block.words)} <span class="mark">({_one(block.way)})</span></p>'
            yield '<ul class="scale">' + "".join(f"<li>{n}</li>" for n in range(11)) + "</ul>"
            if block.low or block.high:
                yield f'<p class="ends"><span>{_one(block.low)}</span><span>{_one(block.high)}</span></p>'
        elif isinstance(block, Empty):
            yield from ('<div class="empty"></div>',) * block.lines


def _one(text: str) -> str:
    return escape(clean(text))


def _said(text: str) -> str:
    """Return what a person wrote, each line as written, in whichever direction its letters run."""
    return f"<bdi>{'<br>'.join(map(escape, clean(text, lines=True).split(chr(10))))}</bdi>"
