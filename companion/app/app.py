"""The app: themes, keys, the lock and what happens when something goes wrong. Screens do the rest."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from pathlib import Path
from typing import Any, ClassVar

from rich.console import RenderableType
from textual import events
from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.driver import Driver
from textual.screen import Screen

from companion.app import crash, settings, theme
from companion.app.commands import Command, Commanded, Where
from companion.app.idle import Idle, IdleWatch
from companion.app.opening import Opening
from companion.app.practising import GUIDE, Practising
from companion.app.stylesheet import Remembering
from companion.app.terminal import Harmless, guarded, sixteen_colours, speaks_unicode
from companion.app.words import Speaking
from companion.clinical.message import Message
from companion.clock import Clock
from companion.language import Language


class CompanionApp(Commanded, Speaking, Practising, inherit_bindings=False):
    """Companion on the terminal.

    Args:
        folder: Where the store is, or None for the made-up people.
        opening: What opens the made-up people; needed without a folder.
        ascii_only: Draw with ASCII characters only.
        clock: Tells the time.
    """

    CSS_PATH = "styles/app.tcss"
    DEFAULT_CSS = """
    ModalScreen > .dialog { width: 64; }
    """
    ENABLE_COMMAND_PALETTE = False
    ESCAPE_TO_MINIMIZE = False
    AUTO_FOCUS = "*"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (81, "-regular"), (140, "-wide")]  # noqa: RUF012 - as Textual has it

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "app.focus_next", show=False),
        Binding("shift+tab", "app.focus_previous", show=False),
        Binding("ctrl+c", "screen.copy_text", show=False),
    ]
    OFFERS: ClassVar[tuple[Command, ...]] = (
        Command(
            "help",
            Message("Help"),
            Message("What has the focus, then this screen, then all keys."),
            "f1,question_mark",
            "app.guide",
            Where.EVERYWHERE,
        ),
        Command(
            "palette",
            Message("All commands"),
            Message("Find a command by typing a part of its name."),
            "ctrl+p",
            "app.palette",
            Where.EVERYWHERE,
        ),
        Command(
            "lock",
            Message("Lock now"),
            Message("Clears the screen and closes the store; what is being typed is kept."),
            "ctrl+l",
            "app.lock",
            Where.EVERYWHERE,
            priority=True,
        ),
        Command(
            "draw_again",
            Message("Draw the screen again"),
            Message("When another program wrote over it, or the line lost something."),
            "ctrl+r",
            "app.draw_again",
            Where.EVERYWHERE,
        ),
        Command(
            "settings",
            Message("Settings"),
            Message("Language, characters, colours, idle time, keys."),
            "f9",
            "app.settings",
            Where.CASELOAD,
            safe=False,
        ),
        Command(
            "quit",
            Message("Close the program"),
            Message("Locks the store and closes the program."),
            "ctrl+q",
            "app.leave_program",
            Where.EVERYWHERE,
        ),
        GUIDE,
    )

    def __init__(
        self,
        folder: Path | None,
        *,
        opening: Opening | None = None,
        ascii_only: bool = False,
        clock: Clock | None = None,
        chosen: settings.Settings | None = None,
    ) -> None:
        super().__init__()
        self.stylesheet = Remembering(variables=self.get_css_variables())
        self.folder = folder
        self.opening = opening
        self.keep = opening.keep if opening is not None else None
        self.clock = clock or Clock()
        self.crash_report: Path | None = None
        self.crashed = False
        self._ascii_asked = ascii_only
        self._harmless = Harmless()
        self._filters.append(self._harmless)
        self.animation_level = "none"
        for known in theme.THEMES:
            self.register_theme(known)
        self.use(chosen or settings.load())

    def use(self, chosen: settings.Settings) -> None:
        """Take on settings: language, glyphs, colours, idle time, keys."""
        self.settings = chosen
        ascii_only = self._ascii_asked or chosen.glyphs == "ascii" or (chosen.glyphs == "auto" and not speaks_unicode())
        self._harmless.ascii_only = ascii_only
        self.tongue = Language(chosen.language, ascii_only)
        self.idle = IdleWatch(chosen.idle_minutes)
        self.set_keymap(dict(chosen.keys))
        self.wear()

    @property
    def language(self) -> Language:
        """The language of the screens."""
        return self.tongue

    def wear(self) -> None:
        """Put on the theme that belongs here: a session is light, the own view as set."""
        colours = self.settings.colours
        if colours == "16" or (colours == "auto" and sixteen_colours(dict(os.environ))):
            self.theme = theme.SIXTEEN
        else:
            self.theme = theme.DARK if colours == "dark" and not self.in_session else theme.SHARED

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Give colours of our own to themes that lack them."""
        return {"quiet": "#6a6f6c", "line": "#cfc8b8"}

    def get_driver_class(self) -> type[Driver]:
        """Put the gate in front of the platform's driver."""
        return guarded(super().get_driver_class())

    def get_default_screen(self) -> Screen[Any]:
        """Paint the first screen at once; the store is opened behind it."""
        return self.first_screen()

    def on_mount(self) -> None:
        """Start counting idle time, and leave in order when the terminal goes away."""
        self.set_interval(1.0, self._look_at_the_time)
        if sys.platform != "win32":
            import asyncio

            for number in (signal.SIGHUP, signal.SIGTERM):
                with contextlib.suppress(ValueError, RuntimeError):  # not in the main thread: a test
                    asyncio.get_running_loop().add_signal_handler(number, self._told_to_go, number)

    async def on_event(self, event: events.Event) -> None:
        """Every key, click or paste says that somebody is here; another size may leave anything on the glass."""
        if isinstance(event, (events.Resize, events.AppFocus)):
            self.forget_glass()
        if isinstance(event, (events.Key, events.MouseEvent, events.Paste)):
            self.idle.touch()
        await super().on_event(event)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Let no cursor blink: it would be sent twice a second, and unrest is the last thing needed here."""
        if hasattr(event.widget, "cursor_blink"):  # the kinds of fields are costly to load before they are there
            event.widget.cursor_blink = False

    def _look_at_the_time(self) -> None:
        if not self.is_open:
            return
        state = self.idle.state(in_session=self.in_session)
        if state is Idle.OVER:
            self.call_later(self.action_lock)
        self.notice_idle(soon=state is Idle.NOTICE)

    def _told_to_go(self, number: int) -> None:
        self.keep_typing()
        self.call_later(self.action_leave_program, 128 + number)

    # --- nothing private leaves

    def copy_to_clipboard(self, text: str) -> None:
        """Keep what was copied inside the program: the terminal's clipboard is anybody's."""
        self._clipboard = text

    def _set_pointer_shape(self, shape: str) -> None:
        """Leave the pointer as it is."""

    def bell(self) -> None:
        """Stay silent."""

    def get_system_commands(self, screen: Screen[Any]) -> list[SystemCommand]:  # noqa: ARG002
        """Offer none of Textual's own: a screenshot would write patients' words to a file."""
        return []

    def action_screenshot(self, filename: str | None = None, path: str | None = None) -> None:
        """Write nothing."""

    def panic(self, *renderables: RenderableType) -> None:  # noqa: ARG002
        """Leave with our sentence; what Textual would print may hold patients' words."""
        self._fatal_error()

    def _fatal_error(self) -> None:
        if not self.crashed:
            self.crashed = True
            error = self._exception or sys.exc_info()[1]
            self.crash_report = crash.write_report(error) if error is not None else None
            # The mistake may be anywhere; saving what is typed must not bring up a second one.
            with contextlib.suppress(Exception):
                self.keep_typing()
        self._return_code = 1
        self._close_messages_no_wait()


def run(folder: Path | None = None, *, ascii_only: bool = False, language: str = "") -> int:
    """Open the program on a store and return the exit code."""
    from companion.paths import data_folder

    place = folder or data_folder() / "store"
    return _run(CompanionApp(place, ascii_only=ascii_only, chosen=_in_language(language)))


def run_demo(*, ascii_only: bool = False, language: str = "", opening: Opening) -> int:
    """Open the program on made-up people, already being opened, and return the exit code."""
    return _run(CompanionApp(None, opening=opening, ascii_only=ascii_only, chosen=_in_language(language)))


def _in_language(code: str) -> settings.Settings | None:
    return settings.changed(settings.load(), language=code) if code else None


def _run(app: CompanionApp) -> int:
    crash.quiet_hooks(app.language)
    try:
        app.run()
    finally:
        app.close_store()
    if app.crashed:
        with contextlib.suppress(OSError):
            sys.stderr.write(crash.sentence(app.crash_report, app.language) + "\n")
        return app.return_code or 1
    if app.farewell:
        sys.stdout.write(app.farewell + "\n")
    return app.return_code or 0
