"""Step 5, Share: for whom, as what; first to be read here, then a file."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar, cast

from textual import on
from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Button, Input, Static

from companion.app.commands import Command, Hint
from companion.app.step import Step
from companion.app.steps.lines import SHORT, WIDE
from companion.app.widgets.choices import Choices
from companion.clinical.message import Message
from companion.clinical.model import CLINICIAN
from companion.errors import CompanionError
from companion.language import NAMES, Language
from companion.sharing.writers import Format
from companion.workflow.sharing_acts import For
from companion.workflow.views import Exported

_READERS: dict[str, Message] = {
    "patient": Message("the patient"),
    "record": Message("the record"),
    "supervision": Message("supervision"),
    "full": Message("full access"),
}
_FORMATS: dict[str, Message] = {
    "txt": Message("plain text"),
    "md": Message("Markdown"),
    "pdf": Message("PDF"),
    "html": Message("web page"),
}
_SET = frozenset({"pdf", "html"})
_ABOUT: dict[str, Message] = {
    "patient": Message("To take home. What is only for us two is left out."),
    "record": Message("To paste into the record. What others told goes into a file of its own."),
    "supervision": Message("Without names. Read it: words can still tell who it is."),
    "full": Message("Everything that is kept, with the log. There are no hidden notes."),
}


class ShareStep(Step):
    """Preview and export for a stated reader."""

    CODE: ClassVar[str] = "share"
    TITLE: ClassVar[Message] = Message("Share")

    DEFAULT_CSS = """
    ShareStep { layout: vertical; }
    ShareStep.-wide { align-horizontal: center; }
    ShareStep.-wide > * { max-width: 132; }
    ShareStep .row { height: auto; layout: horizontal; padding: 0 4; }
    ShareStep .label { width: 10; color: $quiet; }
    ShareStep .row > Choices { width: 1fr; }
    ShareStep .about { height: auto; padding: 0 4 0 18; color: $quiet; }
    ShareStep #as { padding: 1 4 0 4; }
    ShareStep #in { padding: 0 4 1 4; }
    ShareStep > .first { padding: 1 4 0 4; }
    ShareStep #paper {
        height: 1fr; padding: 1 4 1 3; background: $surface; scrollbar-size-vertical: 1;
    }
    ShareStep #paper { border-left: outer $surface; }
    ShareStep #paper:focus { border-left: outer $accent; }
    ShareStep #text { width: 100%; max-width: 84; height: auto; }
    ShareStep .leaves { height: auto; padding: 1 4 0 4; color: $quiet; }
    ShareStep #folder { width: 1fr; }
    ShareStep .last { padding: 1 4; }
    ShareStep Button { margin: 0 0 0 2; }
    ShareStep .files { height: auto; padding: 0 4 0 14; color: $accent; display: none; }
    ShareStep .files.-some { display: block; }
    ShareStep.-short .last { padding: 0 4; }
    ShareStep.-short .leaves { padding: 0 4; }
    ShareStep.-short > .first { padding: 0 4; }
    ShareStep.-short #as, ShareStep.-short #in { padding: 0 4; }
    ShareStep.-short #paper { padding: 0 4 0 3; }
    """

    OFFERS: ClassVar[tuple[Command, ...]] = (
        Command(
            "share.reader",
            Message("Choose the next reader"),
            Message("The patient, the record, supervision, full access."),
            "r",
            "reader",
            hint=Message("reader"),
        ),
        Command(
            "share.format",
            Message("Choose the next format"),
            Message("Plain text, Markdown, PDF or a web page."),
            "t",
            "format",
            hint=Message("format"),
        ),
        Command(
            "share.language",
            Message("Choose the language of the note"),
            Message("The program's own words; what people said stays as it was said."),
            "g",
            "tongue",
        ),
        Command(
            "share.folder",
            Message("Change the folder"),
            Message("Where the files are written."),
            "f",
            "folder",
            hint=Message("folder"),
        ),
        Command(
            "share.export",
            Message("Write the file"),
            Message("Writes what the preview shows. The file is not encrypted."),
            "x",
            "export",
            hint=Message("write the file"),
        ),
        Command(
            "share.in_record",
            Message("Mark the note as in the record"),
            Message("Says who put it there, and when."),
            "i",
            "in_record",
            hint=Message("in the record"),
        ),
        Command("share.out", Message("Leave the field"), Message("Letters and digits work again."), "escape", "out"),
    )

    def compose(self) -> ComposeResult:
        """Reader and format, the preview, the folder, the button."""
        say = self.say
        with Widget(classes="row first"):
            yield Static(Content(say("For")), classes="label")
            yield Choices(
                [(code, say(name)) for code, name in _READERS.items()], row=True, standing="patient", id="reader"
            )
        yield Static("", classes="about", markup=False)
        with Widget(classes="row", id="as"):
            yield Static(Content(say("As")), classes="label")
            yield Choices([(code, say(name)) for code, name in _FORMATS.items()], row=True, standing="txt", id="format")
        with Widget(classes="row", id="in"):
            yield Static(Content(say("In")), classes="label")
            yield Choices(list(NAMES.items()), row=True, standing=self.language.code, id="tongue")
        with VerticalScroll(id="paper"):
            yield Static("", id="text", markup=False)
        yield Static(
            Content(say("The file is not encrypted: once written, whoever has it can read it.")), classes="leaves"
        )
        with Widget(classes="row last"):
            yield Static(Content(say("Folder")), classes="label")
            yield Input(str(self.room.share.default_folder()), id="folder")
            yield Button(Content(say("Write the file")), id="export", classes="-primary")
        yield Static("", classes="files", markup=False)

    def on_resize(self) -> None:
        """Leave out empty rows where there are few."""
        self.set_class(self.app.size.height < SHORT, "-short")
        self.set_class(self.app.size.width > WIDE, "-wide")

    @property
    def hints(self) -> list[Hint]:
        """The keys, and going through the preview."""
        return [*super().hints, ("pagedown", self.say("read on"))]

    def first_focus(self) -> Widget:
        """The preview, to be read first."""
        return self.query_one("#paper")

    @property
    def reader(self) -> For:
        """For whom it is."""
        return cast(For, self.query_one("#reader", Choices).key)

    @property
    def form(self) -> Format:
        """As what it is written."""
        return cast(Format, self.query_one("#format", Choices).key)

    @property
    def tongue(self) -> Language:
        """The language of the program's own words in it."""
        return Language(self.query_one("#tongue", Choices).key)

    @property
    def rests_on(self) -> object:
        """What was done, and what was chosen here."""
        return self.stands, self.reader, self.form, self.tongue.code

    def reload(self) -> None:
        """Make the preview again."""
        try:
            text, apart = self.room.share.previews(self.reader, self.form, language=self.tongue)
        except CompanionError as error:
            text, apart = self.say(error.message), ""
        if apart:
            text = "\n\n".join([text, self.say("In a file of its own: what others told"), apart])
        self.query_one("#text", Static).update(Content(text or self.say("Nothing is written yet.")))
        about = [self.say(_ABOUT[self.reader])]
        if self.form in _SET:
            about.append(self.say("Here are its words; the file sets them on pages to print."))
        self.query_one(".about", Static).update(Content(" ".join(about)))
        self.query_one("#paper", VerticalScroll).scroll_home(animate=False)

    @on(Choices.Chosen)
    def _chosen(self, event: Choices.Chosen) -> None:
        event.stop()
        self.reload()

    def action_reader(self) -> None:
        """Choose the next reader."""
        self.query_one("#reader", Choices).action_step(1)

    def action_format(self) -> None:
        """Choose the other format."""
        self.query_one("#format", Choices).action_step(1)

    def action_tongue(self) -> None:
        """Choose the next language."""
        self.query_one("#tongue", Choices).action_step(1)

    def action_folder(self) -> None:
        """Go to the folder."""
        self.query_one("#folder", Input).focus()

    def action_out(self) -> None:
        """Leave the field for the preview; then let the screen go back."""
        paper = self.query_one("#paper")
        if paper.has_focus:
            raise SkipAction
        paper.focus()

    @on(Input.Submitted, "#folder")
    @on(Button.Pressed, "#export")
    def _wanted(self, event: Input.Submitted | Button.Pressed) -> None:
        event.stop()
        self.action_export()

    def action_export(self) -> None:
        """Write what the preview shows."""
        folder = Path(self.query_one("#folder", Input).value).expanduser()
        try:
            done = self.room.share.export(self.reader, self.form, folder, language=self.tongue)
        except CompanionError as error:
            self.notify(self.say(error.message), severity="error", timeout=12, markup=False)
            return
        self._show_files(done)
        self.post_message(self.Saved(self.say("written")))
        self.post_message(self.Changed())

    def _show_files(self, done: Exported) -> None:
        files = self.query_one(".files", Static)
        files.update(Content("\n".join([self.say("Written, not encrypted:"), *done.files])))
        files.add_class("-some")

    def action_in_record(self) -> None:
        """Say that the note stands in the record."""
        try:
            self.room.note.mark_in_record(CLINICIAN)
        except CompanionError as error:
            self.notify(self.say(error.message), severity="error", timeout=12, markup=False)
            return
        self.post_message(self.Saved(self.say("in the record")))
        self.post_message(self.Changed())
