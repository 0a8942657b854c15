"""Settings of this machine: language, characters, colours, idle time, level. Keys are changed in the file."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Static

from companion.app import settings
from companion.app.asks import TakeOn
from companion.app.idle import LEAST, MOST
from companion.app.screens.confirm import Ask
from companion.app.settings import Settings
from companion.app.widgets.choices import Choices
from companion.clinical.message import Message
from companion.language import NAMES

_GLYPHS = {
    "auto": Message("as the terminal can"),
    "unicode": Message("all signs"),
    "ascii": Message("ASCII only"),
}
_COLOURS = {
    "auto": Message("as the terminal can"),
    "light": Message("light"),
    "dark": Message("dark"),
    "16": Message("16 colours"),
}
_LEVELS = {
    "usual": Message("usual, 95 of 100"),
    "stricter": Message("stricter, 99 of 100"),
}
_MINUTES = (LEAST, 5, 10, MOST)


class SettingsScreen(Ask[bool]):
    """Five settings; each counts at once and is kept in the file when one leaves with Save."""

    DEFAULT_CSS = """
    SettingsScreen > .dialog { width: 84; }
    SettingsScreen .row { height: auto; margin-bottom: 1; }
    SettingsScreen .row > Static { width: 20; }
    SettingsScreen .row > Choices { width: 1fr; }
    """

    def __init__(self, now: Settings) -> None:
        super().__init__()
        self._now = now

    def compose(self) -> ComposeResult:
        """One row a setting."""
        now = self._now
        with Vertical(classes="dialog"):
            yield Static(Content(self.say("Settings of this machine")), classes="title")
            yield from self._row(self.say("language"), "language", list(NAMES.items()), now.language)
            yield from self._row(self.say("characters"), "glyphs", self._words(_GLYPHS), now.glyphs)
            yield from self._row(self.say("colours"), "colours", self._words(_COLOURS), now.colours)
            minutes = [(str(n), str(n)) for n in sorted({*_MINUTES, now.idle_minutes})]
            yield from self._row(self.say("lock after minutes"), "idle_minutes", minutes, str(now.idle_minutes))
            yield from self._row(self.say("a change counts"), "level", self._words(_LEVELS), now.level)
            words = self.say("Keys are changed in {file}, under [keys].", file=str(settings.path()))
            yield Static(Content(words), classes="quiet")
            if now.mistakes:
                known = self.say("Not understood in the file: {names}", names=", ".join(now.mistakes))
                yield Static(Content(known), classes="error")
            yield Static("", id="answer", classes="error", markup=False)
            with Horizontal(classes="buttons"):
                yield Button(Content(self.say("Save")), id="save", variant="primary")
                yield Button(Content(self.say("Go back")), id="back")

    def _words(self, words: dict[str, Message]) -> list[tuple[str, str]]:
        return [(code, self.say(message)) for code, message in words.items()]

    def _row(self, label: str, name: str, options: list[tuple[str, str]], current: str) -> ComposeResult:
        with Horizontal(classes="row"):
            yield Static(Content(label))
            yield Choices(options, row=True, standing=current, id=name)

    @on(Button.Pressed, "#back")
    def _back(self) -> None:
        self.dismiss(None)

    @on(Button.Pressed, "#save")
    def _save(self) -> None:
        chosen = settings.changed(
            self._now,
            language=self.query_one("#language", Choices).key,
            glyphs=self.query_one("#glyphs", Choices).key,
            colours=self.query_one("#colours", Choices).key,
            idle_minutes=int(self.query_one("#idle_minutes", Choices).key),
            level=self.query_one("#level", Choices).key,
        )
        try:
            settings.save(chosen)
        except OSError:
            words = self.say("The file cannot be written: {file}", file=str(settings.path()))
            self.query_one("#answer", Static).update(Content(words))
            return
        self.post_message(TakeOn(chosen))
        self.dismiss(result=True)
