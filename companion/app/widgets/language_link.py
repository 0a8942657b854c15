"""The language, one word that leads to the next one: for the screens before the store is open."""

from __future__ import annotations

import contextlib

from textual import on
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input

from companion.app import settings
from companion.app.widgets.links import Link
from companion.app.words import Speaking
from companion.language import CODES, NAMES


class LanguageLink(Link):
    """Says which language it is; pressing goes on to the next."""

    DEFAULT_CSS = """
    LanguageLink { dock: right; color: $quiet; }
    """

    def __init__(self, code: str) -> None:
        super().__init__(Content(f"{NAMES[code]} ▾"), id="language")


class Switching(Speaking, Screen[None]):
    """A screen that can be read in another language at once; what is typed stays."""

    @on(Link.Pressed, "#language")
    async def _next_language(self, event: Link.Pressed) -> None:
        event.stop()
        from companion.app.routes import Routes

        app = self.app
        assert isinstance(app, Routes)
        code = CODES[(CODES.index(self.language.code) + 1) % len(CODES)]
        chosen = settings.changed(app.settings, language=code)
        with contextlib.suppress(OSError):  # a folder that takes no file: it holds until the program closes
            settings.save(chosen)
        app.use(chosen)
        typed = {field.id: (field.value, field.password) for field in self.query(Input)}
        await self.recompose()
        for field in self.query(Input):
            field.value, field.password = typed.get(field.id, (field.value, field.password))
        self.said_again()
        self.query_one(LanguageLink).focus()

    def said_again(self) -> None:
        """Called when everything was written anew."""
