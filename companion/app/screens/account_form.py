"""An account for a colleague, who types it in: a name, a passphrase and a short code of their own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message as Note
from textual.widgets import Button, Input, Static

from companion.app.phrase import five_words
from companion.app.screens.confirm import Ask
from companion.errors import CompanionError
from companion.text import clean

if TYPE_CHECKING:
    from companion.workflow.desk import Desk

SHORTEST_CODE = 4


class AccountForm(Ask[str]):
    """Adds an account; dismissed with its name."""

    @dataclass
    class Added(Note):
        """The account is there, or `error` says why not."""

        name: str
        error: CompanionError | None = None

    DEFAULT_CSS = """
    AccountForm .row { height: 1; margin-bottom: 1; }
    AccountForm .row > Static { width: 22; }
    AccountForm .row > Input { width: 1fr; }
    AccountForm #offer, AccountForm #answer { height: auto; }
    AccountForm #offer { margin-bottom: 1; color: $quiet; }
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._busy = False

    def compose(self) -> ComposeResult:
        """Five fields; the colleague types them."""
        with Vertical(classes="dialog"):
            yield Static(Content(self.say("Add an account")), classes="title")
            yield from self._row("name", self.say("Account name"), self.say("as the log shows it"))
            yield from self._row("phrase", self.say("Passphrase"), self.say("typed by your colleague"), secret=True)
            yield from self._row("again", self.say("Once more"), "", secret=True)
            yield Static(
                Content(self.say("An offer, by chance: {words}", words=five_words(self.language.code))), id="offer"
            )
            yield from self._row("own-code", self.say("Short code"), self.say("leaves their sessions"), secret=True)
            yield from self._row("own-code-again", self.say("Once more"), "", secret=True)
            yield Static("", id="answer", classes="error", markup=False)
            with Horizontal(classes="buttons"):
                yield Button(Content(self.say("Add")), id="add", variant="primary")
                yield Button(Content(self.say("Go back")), id="back")

    def _row(self, name: str, label: str, hint: str, *, secret: bool = False) -> ComposeResult:
        with Horizontal(classes="row"):
            yield Static(Content(label))
            yield Input(placeholder=hint, password=secret, max_length=1000, id=name)

    def on_mount(self) -> None:
        """Start with the name."""
        self.query_one("#name", Input).focus()

    def _value(self, name: str) -> str:
        return self.query_one(f"#{name}", Input).value

    @on(Button.Pressed, "#back")
    def _back(self) -> None:
        self.dismiss(None)

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        fields = list(self.query(Input))
        place = fields.index(event.input)
        if place + 1 < len(fields) and not fields[place + 1].value:
            fields[place + 1].focus()
        else:
            self._save()

    @on(Button.Pressed, "#add")
    def _save(self) -> None:
        if self._busy:
            return
        if (missing := self._missing()) is not None:
            self._say(*missing)
            return
        self._busy = True
        self._add(clean(self._value("name")), self._value("phrase"), self._value("own-code"))

    def _missing(self) -> tuple[str, str] | None:
        """The field where something is missing, and what to say."""
        if not clean(self._value("name")):
            return "name", self.say("The account needs a name.")
        if self._value("phrase") != self._value("again"):
            return "again", self.say("The two are not the same. Type it once more.")
        if len(self._value("own-code")) < SHORTEST_CODE:
            return "own-code", self.say("The short code needs at least {n} characters.", n=SHORTEST_CODE)
        if self._value("own-code") != self._value("own-code-again"):
            return "own-code-again", self.say("The two are not the same. Type it once more.")
        return None

    @work(thread=True, exclusive=True, group="account", description="add an account")
    def _add(self, name: str, phrase: str, code: str) -> None:
        # Stretching the passphrase takes half a second.
        try:
            self.desk.store.add_account(name, phrase, code)
        except CompanionError as error:
            self.post_message(self.Added(name, error))
        else:
            self.post_message(self.Added(name))

    def on_account_form_added(self, event: Added) -> None:
        """Close, or say why not and let one type again."""
        event.stop()
        self._busy = False
        if event.error is None:
            self.dismiss(event.name)
        else:
            self._say("phrase", self.say(event.error.message))

    def _say(self, field: str, words: str) -> None:
        self.query_one("#answer", Static).update(Content(words))
        self.query_one(f"#{field}", Input).focus()
