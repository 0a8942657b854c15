"""Every format a page leaves in, one writer each: a new format is a module here and a line in these lists."""

from __future__ import annotations

from typing import Literal, TypeAlias, get_args

from companion.errors import RefusedError
from companion.sharing import html, markdown, plain, sheet
from companion.sharing.document import Document
from companion.sharing.sheet import Sheet

Format: TypeAlias = Literal["txt", "md", "pdf", "html"]
Page: TypeAlias = Document | Sheet

FORMATS: tuple[Format, ...] = get_args(Format)
_NOTES = {"txt": plain.write, "md": markdown.write, "html": html.write}
_SHEETS = {"txt": sheet.write_text, "md": sheet.write_markdown, "html": html.write_sheet}
_BY_ENDING: dict[str, Format] = {
    ".txt": "txt", ".md": "md", ".markdown": "md", ".pdf": "pdf", ".html": "html", ".htm": "html",
}  # fmt: skip


def of_ending(ending: str) -> Format:
    """Return the format a file name's ending asks for; plain text for any other."""
    return _BY_ENDING.get(ending.lower(), "txt")


def written(page: Page, form: Format) -> bytes:
    """Return the page as the bytes of a file.

    Raises:
        RefusedError: There is no such format.
    """
    if form == "pdf":
        from companion.sharing import pdf  # Typst is loaded where a PDF is made, and nowhere else

        return pdf.write(page)
    return _text(page, form).encode("utf-8")


def read(page: Page, form: Format) -> str:
    """Return what a preview shows: the very text of a text format, else the words that will stand in the file.

    Raises:
        RefusedError: There is no such format.
    """
    return _text(page, form if form in {"txt", "md"} or form not in FORMATS else "txt")


def _text(page: Page, form: str) -> str:
    if form not in _NOTES:
        raise RefusedError("A page is written as: {formats}.", formats=", ".join(FORMATS))
    return _NOTES[form](page) if isinstance(page, Document) else _SHEETS[form](page)
