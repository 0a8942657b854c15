"""The first start: what this is, who is responsible, an account, a short code. Four pages, one store."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message as Note
from textual.widgets import Button, Input, Static

from companion.app.asks import Unlocked
from companion.app.phrase import five_words
from companion.app.widgets.language_link import LanguageLink, Switching
from companion.app.widgets.links import Link
from companion.clinical.message import Message
from companion.errors import CompanionError, RefusedError
from companion.text import clean

SHORTEST_PHRASE = 15
SHORTEST_CODE = 4

_TITLES = (
    Message("What this is"),
    Message("Your account"),
    Message("A short code"),
    Message("Make the store"),
)
_WHAT = (
    Message("Companion helps you and a patient look together at what has changed, and write it down."),
    Message("It is a working tool beside the record, never a second record. What belongs there goes there."),
    Message("It does not diagnose, predict, monitor or alarm. It is not for emergencies."),
    Message("All of it stays in one encrypted folder on this machine. Nothing is ever sent."),
)
_CODE = (
    Message("During a session the screen holds one patient only."),
    Message("The short code is asked for when you leave the session. Four digits are enough."),
    Message("After five misses the store locks."),
)


class FirstRunScreen(Switching):
    """Leads through creating the store.

    Args:
        folder: Where the store is going to be.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", show=False)]

    @dataclass
    class Refused(Note):
        """The store was not made."""

        error: CompanionError

    DEFAULT_CSS = """
    FirstRunScreen { align: center middle; }
    FirstRunScreen > #card { width: 72; max-width: 94%; height: auto; max-height: 96%; }
    FirstRunScreen #where { color: $quiet; }
    FirstRunScreen .page { height: auto; margin-top: 1; }
    FirstRunScreen .page Static { height: auto; }
    FirstRunScreen .says { margin-bottom: 1; }
    FirstRunScreen .row { height: 1; margin-bottom: 1; }
    FirstRunScreen .row > Static { width: 22; }
    FirstRunScreen .row > Input { width: 1fr; }
    FirstRunScreen .row > Link { margin-left: 2; }
    FirstRunScreen #offered { width: auto; }
    FirstRunScreen #answer { height: auto; min-height: 1; }
    FirstRunScreen .buttons { height: 1; margin-top: 1; }
    """

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder
        self._page = 0
        self._offer = ""
        self._busy = False

    # --- the pages

    def compose(self) -> ComposeResult:
        """All four pages; one is shown."""
        self._offer = five_words(self.language.code)
        with VerticalScroll(id="card", can_focus=False):
            yield Static("Companion", classes="title")
            yield Static("", id="where", markup=False)
            yield from self._what()
            yield from self._account()
            yield from self._code()
            with Vertical(id="page-3", classes="page"):
                yield Static("", id="summary", markup=False)
            yield Static("", id="answer", classes="error", markup=False)
            with Horizontal(classes="buttons"):
                yield Button(Content(self.say("Back")), id="back")
                yield Button(Content(self.say("Go on")), id="on", variant="primary")
                yield LanguageLink(self.language.code)

    def _what(self) -> ComposeResult:
        with Vertical(id="page-0", classes="page"):
            for words in _WHAT:
                yield Static(Content(self.say(words)), classes="says")
            yield from self._row("responsible", self.say("Who is responsible?"), self.say("clinic or person, in words"))

    def _account(self) -> ComposeResult:
        with Vertical(id="page-1", classes="page"):
            yield from self._row("account", self.say("Account name"), self.say("your name, as the log shows it"))
            words = self.say("The passphrase opens the store. Nobody can bring it back: keep it safe.")
            yield Static(Content(words), classes="says")
            with Horizontal(classes="row"):
                yield Static(Content(self.say("An offer, by chance")))
                yield Static(Content(self._offer), id="offered")
                yield Link(self.say("use it"), id="use")
            least = self.say("at least {n} characters", n=SHORTEST_PHRASE)
            yield from self._row("phrase", self.say("Passphrase"), least, secret=True)
            yield from self._row("again", self.say("Once more"), "", secret=True)

    def _code(self) -> ComposeResult:
        with Vertical(id="page-2", classes="page"):
            for words in _CODE:
                yield Static(Content(self.say(words)), classes="says")
            yield from self._row("code", self.say("Short code"), "", secret=True)
            yield from self._row("code-again", self.say("Once more"), "", secret=True)

    def _row(self, name: str, label: str, hint: str, *, secret: bool = False) -> ComposeResult:
        with Horizontal(classes="row"):
            yield Static(Content(label))
            yield Input(placeholder=hint, password=secret, max_length=1000, id=name)

    def on_mount(self) -> None:
        """Start on the first page."""
        self._turn(0)

    def said_again(self) -> None:
        """Stay on the page."""
        self._turn(self._page)

    def _turn(self, page: int) -> None:
        self._page = page
        for n in range(4):
            self.query_one(f"#page-{n}").display = n == page
        words = self.say("Step {n} of {all}: {title}", n=page + 1, all=len(_TITLES), title=_TITLES[page])
        self.query_one("#where", Static).update(Content(words))
        self.query_one("#back", Button).display = page > 0
        last = page == len(_TITLES) - 1
        self.query_one("#on", Button).label = Content(self.say("Make the store") if last else self.say("Go on"))
        self._answer("")
        if last:
            self._write_summary()
            self.query_one("#on", Button).focus()
        else:
            self.query_one(f"#page-{page}").query(Input).first().focus()

    def _write_summary(self) -> None:
        lines = (
            self.say("Account: {name}", name=self._value("account")),
            self.say("Responsible: {name}", name=self._value("responsible")),
            self.say("Folder: {folder}", folder=str(self.folder)),
            "",
            self.say("Write the passphrase down now, and keep the paper away from this machine."),
        )
        self.query_one("#summary", Static).update(Content("\n".join(lines)))

    # --- going on

    def _value(self, name: str) -> str:
        return clean(self.query_one(f"#{name}", Input).value)

    def _secret(self, name: str) -> str:
        return self.query_one(f"#{name}", Input).value

    def _missing(self) -> tuple[str, str] | None:
        """The field where something is missing on this page, and what to say."""
        if self._page == 0 and not self._value("responsible"):
            return "responsible", self.say("Say who is responsible for the data in this store.")
        if self._page == 1:
            return self._missing_account()
        if self._page == 2:
            if len(self._secret("code")) < SHORTEST_CODE:
                return "code", self.say("The short code needs at least {n} characters.", n=SHORTEST_CODE)
            if self._secret("code") != self._secret("code-again"):
                return "code-again", self.say("The two are not the same. Type it once more.")
        return None

    def _missing_account(self) -> tuple[str, str] | None:
        if not self._value("account"):
            return "account", self.say("The account needs a name.")
        if len(self._secret("phrase")) < SHORTEST_PHRASE:
            return "phrase", self.say("The passphrase needs at least {n} characters.", n=SHORTEST_PHRASE)
        if self._secret("phrase") != self._secret("again"):
            return "again", self.say("The two are not the same. Type it once more.")
        return None

    @on(Link.Pressed, "#use")
    def _use(self, event: Link.Pressed) -> None:
        event.stop()
        self.query_one("#phrase", Input).value = self._offer
        self.query_one("#again", Input).value = self._offer
        self.query_one("#on", Button).focus()

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        fields = list(self.query_one(f"#page-{self._page}").query(Input))
        place = fields.index(event.input)
        if place + 1 < len(fields) and not fields[place + 1].value:
            fields[place + 1].focus()
        else:
            self._go_on()

    @on(Button.Pressed, "#back")
    def action_back(self) -> None:
        """Turn back a page; nothing typed is lost."""
        if self._page and not self._busy:
            self._turn(self._page - 1)

    @on(Button.Pressed, "#on")
    def _go_on(self) -> None:
        if self._busy:
            return
        if (missing := self._missing()) is not None:
            self._answer(missing[1])
            self.query_one(f"#{missing[0]}", Input).focus()
        elif self._page < len(_TITLES) - 1:
            self._turn(self._page + 1)
        else:
            self._busy = True
            self._answer(self.say("Making the store …"), quiet=True)
            self._make(self._value("account"), self._secret("phrase"), self._secret("code"), self._value("responsible"))

    @work(thread=True, exclusive=True, group="unlock", description="make the store")
    def _make(self, account: str, phrase: str, code: str, responsible: str) -> None:
        from companion.workflow.desk import create_store

        try:
            desk = create_store(self.folder, account, phrase, code, responsible, getattr(self.app, "clock", None))
        except CompanionError as error:
            self.post_message(self.Refused(error))
        except OSError as error:
            refused = RefusedError("The folder cannot be written: {why}. Choose another.", why=error.strerror or "")
            self.post_message(self.Refused(refused))
        else:
            self.post_message(Unlocked(desk))

    def on_first_run_screen_refused(self, event: Refused) -> None:
        """Say why, and let one go back."""
        event.stop()
        self._busy = False
        self._answer(self.say(event.error.message))

    def _answer(self, words: str, *, quiet: bool = False) -> None:
        answer = self.query_one("#answer", Static)
        answer.set_class(quiet, "quiet")
        answer.set_class(not quiet, "error")
        answer.update(Content(words))
