"""Take in a file: find it, see how far it is, read the report, take it back if it was the wrong one."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message as Note
from textual.screen import Screen
from textual.suggester import Suggester
from textual.widgets import Button, Input, ProgressBar, Static
from textual.worker import get_current_worker

from companion.app.commands import Command, Commanded, Where
from companion.app.fresh import Fresh
from companion.app.screens.confirm import Choose, Confirm
from companion.app.widgets.links import HintLine
from companion.app.widgets.long_list import Column, LongList
from companion.app.words import Speaking
from companion.clinical.message import Message
from companion.errors import CompanionError

if TYPE_CHECKING:
    from companion.workflow.desk import Desk
    from companion.workflow.views import ImportReport

_ENDINGS = {".csv", ".tsv", ".txt"}
_MOST_SHOWN = 2_000


class PathSuggester(Suggester):
    """Completes a path from what is in the folder."""

    def __init__(self) -> None:
        super().__init__(use_cache=False, case_sensitive=True)

    async def get_suggestion(self, value: str) -> str | None:
        """Return the first entry that goes on like this."""
        folder, start = os.path.split(str(Path(value).expanduser()) if value.startswith("~") else value)
        if not folder or not start:
            return None
        names = (path.name + ("/" if path.is_dir() else "") for path in entries(Path(folder)))
        return next((f"{folder.rstrip('/')}/{name}" for name in names if name.startswith(start)), None)


def entries(folder: Path) -> list[Path]:
    """Return folders, then table files, each by name; hidden ones and what cannot be read are left out."""
    try:
        found = [path for path in folder.iterdir() if not path.name.startswith(".")]
    except OSError:
        return []
    folders = sorted((path for path in found if path.is_dir()), key=lambda path: path.name.casefold())
    files = (path for path in found if path.suffix.lower() in _ENDINGS and path.is_file())
    return [*folders, *sorted(files, key=lambda path: path.name.casefold())][:_MOST_SHOWN]


class ImportScreen(Fresh, Commanded, Speaking, Screen[None]):
    """A file picker, then progress, then the report."""

    CSS_PATH: ClassVar = "../styles/import.tcss"
    AUTO_FOCUS = "LongList"

    OFFERS: ClassVar[tuple[Command, ...]] = (
        Command(
            "import.path",
            Message("Type the path of the file"),
            Message("The right arrow takes what is offered."),
            "slash",
            "path",
            Where.CASELOAD,
            safe=False,
            hint=Message("type the path"),
        ),
        Command(
            "import.up",
            Message("The folder above"),
            Message("One folder up."),
            "backspace,left",
            "up",
            Where.CASELOAD,
            safe=False,
            hint=Message("folder above"),
        ),
        Command(
            "import.back",
            Message("Go back"),
            Message("Back to the caseload. While a file is read: stops it, and nothing is taken in."),
            "escape",
            "back",
            Where.CASELOAD,
            safe=False,
            hint=Message("back"),
        ),
    )

    @dataclass
    class Far(Note):
        """How far it is, from 0 to 1."""

        share: float

    @dataclass
    class Done(Note):
        """The report."""

        report: ImportReport

    @dataclass
    class Refused(Note):
        """Nothing was taken in."""

        error: CompanionError

    @dataclass
    class AskDates(Note):
        """A date can be read in two ways."""

        path: Path
        error: CompanionError

    def __init__(self, desk: Desk, start: Path | None = None) -> None:
        super().__init__()
        self.desk = desk
        self.folder = (start or Path.home()).resolve()
        self._busy = False
        self._batch: int | None = None

    def compose(self) -> ComposeResult:
        """Path, list of the folder, and in its place later the report."""
        with Vertical(id="pick"):
            yield Static(Content(self.say("Take in answers from a file")), classes="title")
            yield Static(
                Content(self.say("CSV with columns patient, date, instrument, and total or item1, item2, …")),
                classes="quiet",
            )
            yield Input(id="path", suggester=PathSuggester(), placeholder=self.say("path of the file"))
            yield LongList(
                [Column("name", self.say("name")), Column("size", self.say("size"), 10), Column("day", "", 12)],
                self._draw,
                id="entries",
            )
            yield Static(Content(self.say("No folders and no CSV files here.")), id="nothing", classes="quiet")
        with VerticalScroll(id="report"):
            yield Static("", id="words", markup=False)
            yield ProgressBar(total=100, show_eta=False, id="far")
            with Horizontal(classes="buttons"):
                yield Button(Content(self.say("Stop")), id="stop")
                yield Button(Content(self.say("Take it back")), id="undo")
                yield Button(Content(self.say("Another file")), id="another")
                yield Button(Content(self.say("Ready")), id="ready", variant="primary")
        yield HintLine(self._hints(), [("f1", self.say("help"))])

    def _hints(self) -> list[tuple[str, str]]:
        own = [(command.key, self.say(command.hint)) for command in self.OFFERS if command.hint is not None]
        return [("enter", self.say("open")), *own]

    def on_mount(self) -> None:
        """Begin in one's own folder."""
        self.query_one("#report").display = False
        self._enter(self.folder)

    # --- picking

    def _draw(self, path: Path) -> tuple[str, str, str]:
        if path == self.folder.parent:
            return "../", "", ""
        if path.is_dir():
            return f"{path.name}/", "", ""
        try:
            found = path.stat()
        except OSError:
            return path.name, "", ""
        from datetime import UTC, datetime

        size = f"{found.st_size / 1024:.0f} kB" if found.st_size < 1024 * 1024 else f"{found.st_size / 1048576:.1f} MB"
        return path.name, size, self.language.day(datetime.fromtimestamp(found.st_mtime, UTC).date())

    def _enter(self, folder: Path, *, at: Path | None = None) -> None:
        self.folder = folder
        found = entries(folder)
        rows = [folder.parent, *found] if folder.parent != folder else found
        place = rows.index(at) if at in rows else min(1, len(rows) - 1)
        self.query_one(LongList).show(rows, at=place)
        self.query_one("#nothing").display = not found
        self.query_one("#path", Input).value = f"{folder}/".replace("//", "/")

    @on(LongList.Opened)
    def _opened(self, event: LongList.Opened) -> None:
        event.stop()
        path = self.query_one(LongList).row
        if path == self.folder.parent:
            self.action_up()
        elif isinstance(path, Path) and path.is_dir():
            self._enter(path)
        elif isinstance(path, Path):
            self._begin(path)

    @on(Input.Submitted, "#path")
    def _typed(self, event: Input.Submitted) -> None:
        path = Path(event.value.strip().strip("\"'")).expanduser()
        if path.is_dir():
            self._enter(path.resolve())
            self.query_one(LongList).focus()
        else:
            self._begin(path)

    def action_up(self) -> None:
        """Go to the folder above."""
        if not self._busy and self.query_one("#pick").display:
            self._enter(self.folder.parent, at=self.folder)

    def action_path(self) -> None:
        """Go to the path."""
        if self.query_one("#pick").display:
            self.query_one("#path", Input).focus()

    def action_back(self) -> None:
        """Out of the field, out of a file being read, out of the screen."""
        if self._busy:
            self._stop()
        elif isinstance(self.focused, Input):
            self.query_one(LongList).focus()
        else:
            self.dismiss(None)

    # --- reading

    def _begin(self, path: Path, dates: str | None = None) -> None:
        self._busy = True
        self.query_one("#pick").display = False
        self.query_one("#report").display = True
        self.query_one("#far", ProgressBar).display = True
        self.query_one("#far", ProgressBar).update(progress=0)
        self._buttons("stop")
        self._say(self.say("Reading {file} …", file=path.name))
        self._take_in(path, dates)

    @work(thread=True, exclusive=True, group="import", description="import")
    def _take_in(self, path: Path, dates: str | None) -> None:
        from companion.intake.sheets import AskDatesError
        from companion.workflow.intaking import take_in

        worker = get_current_worker()
        try:
            report = take_in(self.desk, path, dates=dates, progress=self._tell, cancelled=lambda: worker.is_cancelled)
        except AskDatesError as error:
            self.post_message(self.AskDates(path, error))
        except CompanionError as error:
            self.post_message(self.Refused(error))
        else:
            self.post_message(self.Done(report))

    def _tell(self, share: float) -> None:
        self.post_message(self.Far(share))

    @on(Far)
    def _far(self, event: Far) -> None:
        event.stop()
        self.query_one("#far", ProgressBar).update(progress=event.share * 100)

    @on(AskDates)
    def _ask_dates(self, event: AskDates) -> None:
        event.stop()
        options = [
            ("dmy", self.say("the day comes first: 03.04. is 3 April")),
            ("mdy", self.say("the month comes first: 03/04 is 4 March")),
        ]

        def answered(order: str | None) -> None:
            if order is None:
                self._over(self.say("Nothing was taken in."))
            else:
                self._begin(event.path, order)

        self.app.push_screen(Choose(self.say("How are dates written in this file?"), options), answered)

    @on(Refused)
    def _refused(self, event: Refused) -> None:
        event.stop()
        self._over(self.say(event.error.message))

    @on(Done)
    def _done(self, event: Done) -> None:
        event.stop()
        report = event.report
        self._batch = report.batch if report.added or report.changed else None
        rows = (
            (self.say("read"), report.read),
            (self.say("added"), report.added),
            (self.say("already there"), report.already_there),
            (self.say("changed"), report.changed),
            (self.say("rejected"), report.rejected),
        )
        lines = [Path(report.file).name, ""]
        lines += [f"{label:<16}{number:>8}" for label, number in rows]
        if report.rejects_file:
            lines += ["", self.say("Refused rows, each with what to do, are in {file}", file=report.rejects_file)]
        if report.warnings:
            lines += ["", *(f"· {warning}" for warning in report.warnings)]
        self._over("\n".join(lines))

    def _over(self, words: str) -> None:
        self._busy = False
        self.query_one("#far", ProgressBar).display = False
        self._say(words)
        self._buttons(*(["undo"] if self._batch is not None else []), "another", "ready")
        self.query_one("#ready", Button).focus()

    def _say(self, words: str) -> None:
        self.query_one("#words", Static).update(Content(words))

    async def _write_hints(self) -> None:
        picking = self.query_one("#pick").display
        hints = self._hints() if picking else [("escape", self.say("stop") if self._busy else self.say("back"))]
        self.query_one(HintLine).show(hints, [("f1", self.say("help"))])

    def _buttons(self, *shown: str) -> None:
        self.call_next(self._write_hints)
        for button in self.query(Button):
            button.display = button.id in shown

    @on(Button.Pressed, "#stop")
    def _stop(self) -> None:
        self.workers.cancel_group(self, "import")
        self._say(self.say("Stopping …"))

    @on(Button.Pressed, "#another")
    def _another(self) -> None:
        self._batch = None
        self.query_one("#report").display = False
        self.query_one("#pick").display = True
        self.query_one(LongList).focus()
        self.call_next(self._write_hints)

    @on(Button.Pressed, "#ready")
    def _ready(self) -> None:
        self.dismiss(None)

    @on(Button.Pressed, "#undo")
    def _undo(self) -> None:
        batch = self._batch
        if batch is None:
            return

        def answered(yes: bool | None) -> None:
            if yes:
                from companion.workflow.intaking import undo_batch

                try:
                    taken = undo_batch(self.desk, batch)
                except CompanionError as error:
                    self._say(self.say(error.message))
                    return
                self._batch = None
                self._over(self.count("{n} form is taken back.", "{n} forms are taken back.", taken))

        question = self.say("Take back everything this file brought?")
        more = self.say("It can be taken in again later.")
        self.app.push_screen(
            Confirm(question, yes=self.say("Take it back"), no=self.say("Keep it"), more=more), answered
        )
