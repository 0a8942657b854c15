"""The first screen: one field. It is on the glass before anything heavy is loaded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message as Note
from textual.widgets import Button, Input, Static

from companion.app.asks import Unlocked
from companion.app.widgets.language_link import LanguageLink, Switching
from companion.app.widgets.links import Link
from companion.errors import CompanionError, RefusedError
from companion.workflow.accounts import account_names

if TYPE_CHECKING:
    from companion.app.widgets.choices import Choices
    from companion.workflow.desk import Desk

Reopen = Callable[[], "Desk"]


class UnlockScreen(Switching):
    """Asks for the passphrase and opens the store.

    Args:
        folder: Where the store is.
        again: Set after a lock of made-up people, whose key nobody knows: opens without asking.
        locked: Whether the store was open before.
        account: Who had it open before; nothing of that is kept on the disk.
    """

    @dataclass
    class Refused(Note):
        """The store did not open."""

        error: CompanionError

    DEFAULT_CSS = """
    UnlockScreen { align: center middle; }
    UnlockScreen > #card { width: 60; max-width: 94%; height: auto; }
    UnlockScreen #name { text-style: bold; color: $accent; }
    UnlockScreen .quiet { color: $quiet; }
    UnlockScreen #row { height: 1; }
    UnlockScreen #row Input { width: 1fr; }
    UnlockScreen #show { margin-left: 2; color: $quiet; }
    UnlockScreen #account { width: 100%; margin-bottom: 1; }
    UnlockScreen .buttons { height: 1; margin-top: 1; }
    UnlockScreen #answer { height: auto; min-height: 2; margin-top: 1; }
    """

    def __init__(
        self, folder: Path | None, *, again: Reopen | None = None, locked: bool = False, account: str = ""
    ) -> None:
        super().__init__()
        self.folder, self.again, self.locked, self.account = folder, again, locked, account
        self.names = account_names(folder) if folder is not None and again is None else ()
        self._busy = False

    def compose(self) -> ComposeResult:
        """As little as can be: every widget here is paid for before the first picture."""
        with Vertical(id="card"):
            yield Static("Companion", id="name")
            words = self.say("The store is locked.") if self.locked else self.say("A working tool beside the record.")
            yield Static(Content(words), classes="quiet")
            yield Static("", classes="gap")
            if self.again is None:
                yield from self._whose()
                yield Static(Content(self.say("Passphrase")))
                with Horizontal(id="row"):
                    yield Input(password=True, max_length=1000, id="passphrase")
                    yield Link(self.say("show"), id="show")
            else:
                yield Static(Content(self.say("These people are made up; no passphrase is needed.")))
            with Horizontal(classes="buttons"):
                yield Button(Content(self.say("Unlock")), id="unlock", variant="primary")
                yield Button(Content(self.say("Close")), id="close")
                yield LanguageLink(self.language.code)
            yield Static("", id="answer", markup=False)

    def _whose(self) -> ComposeResult:
        """Ask who it is where there is more than one; one passphrase is then tried on one account."""
        if len(self.names) > 1:
            from companion.app.widgets.names import Names

            yield Static(Content(self.say("Account")))
            names = [(name, name) for name in self.names]
            yield Names(names, row=True, standing=self.account or self.names[0], id="account")

    def on_mount(self) -> None:
        """Start where one types, and load what opening needs once this is painted."""
        if self.again is not None:
            self.query_one("#unlock").focus()
        elif len(self.names) > 1 and self.account not in self.names:
            self.query_one("#account").focus()
        else:
            self.query_one("#passphrase").focus()
        self.call_after_refresh(self._warm)

    @property
    def chosen(self) -> str | None:
        """The name that was chosen; None where there is only one account."""
        return (self.account or self.names[0]) if len(self.names) > 1 else None

    def on_choices_chosen(self, event: Choices.Chosen) -> None:
        """Keep the name while the screen is said in another language."""
        event.stop()
        self.account = event.key

    @work(thread=True, exit_on_error=False, group="warm", description="load")
    def _warm(self) -> None:
        from companion.workflow.desk import warm  # DuckDB, the keys and the statements take 200 ms

        if self.locked:
            from companion.app.forgetting import forget_words

            forget_words()
        warm()
        import companion.app.screens.caseload  # noqa: F401 - what comes next

    @on(Link.Pressed, "#show")
    def _show(self, event: Link.Pressed) -> None:
        event.stop()
        field = self.query_one("#passphrase", Input)
        field.password = not field.password
        event.link.update(Content(self.say("show") if field.password else self.say("hide")))
        field.focus()

    @on(Button.Pressed, "#close")
    def _close(self) -> None:
        self.app.exit()

    @on(Button.Pressed, "#unlock")
    @on(Input.Submitted)
    def _try(self) -> None:
        if self._busy:
            return
        phrase = self.query_one("#passphrase", Input).value if self.again is None else ""
        if self.again is None and not phrase:
            self._answer(self.say("Type the passphrase of your account."))
            return
        self._busy = True
        if self.again is None:
            self.query_one("#passphrase", Input).clear()
        self._answer(self.say("Opening the store …"), quiet=True)
        self._open(phrase, self.chosen if self.again is None else None)

    @work(thread=True, exclusive=True, group="unlock", description="unlock")
    def _open(self, phrase: str, account: str | None) -> None:
        from companion.workflow.desk import unlock

        try:
            if self.again is not None:
                desk = self.again()
            else:
                assert self.folder is not None
                desk = unlock(self.folder, phrase, account, getattr(self.app, "clock", None))
        except CompanionError as error:
            self.post_message(self.Refused(error))
        except OSError as error:
            refused = RefusedError("The folder of the store cannot be read: {why}.", why=error.strerror or "")
            self.post_message(self.Refused(refused))
        else:
            # Read here, beside the screen, since it takes longer the more patients there are.
            self.post_message(Unlocked(desk, desk.caseload()))

    def on_unlock_screen_refused(self, event: Refused) -> None:
        """Say why in one sentence, and let one type again."""
        event.stop()
        self._busy = False
        self._answer(self.say(event.error.message))
        if self.again is None:
            self.query_one("#passphrase", Input).focus()

    def _answer(self, words: str, *, quiet: bool = False) -> None:
        answer = self.query_one("#answer", Static)
        answer.set_class(quiet, "quiet")
        answer.set_class(not quiet, "error")
        answer.update(Content(words))
