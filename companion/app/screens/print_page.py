"""A page to print: read it here first, then write it as a file."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Input, Static

from companion.app.commands import Command
from companion.app.screens.overlay import Overlay
from companion.app.widgets.choices import Choices
from companion.clinical.message import Message
from companion.errors import CompanionError
from companion.language import CODES, NAMES, Language
from companion.sharing.writers import Format
from companion.workflow.papers import PAPERS, Paper
from companion.workflow.room import Room

FORMATS: dict[Format, Message] = {
    "txt": Message("plain text"),
    "md": Message("Markdown"),
    "pdf": Message("PDF"),
    "html": Message("web page"),
}


class PrintScreen(Overlay[bool]):
    """One page about one patient, as it will stand in the file.

    Args:
        room: The room of the patient.
        papers: The pages there are to choose from, the first one shown first.
    """

    DEFAULT_CSS = """
    PrintScreen .overlay-body { padding: 0; }
    PrintScreen .row { height: auto; min-height: 1; padding: 0 4; }
    PrintScreen .row > .label { width: 10; }
    PrintScreen .row > Choices { width: 1fr; }
    PrintScreen .row > Input { width: 1fr; }
    PrintScreen Button { margin-left: 2; }
    PrintScreen #paper { height: 1fr; margin: 1 0; padding: 0 1 0 2; background: $surface; scrollbar-size-vertical: 1; }
    PrintScreen #text { height: auto; width: 100%; max-width: 80; }
    PrintScreen .leaves { height: auto; padding: 0 4; color: $quiet; }
    """

    OFFERS: ClassVar[tuple[Command, ...]] = (
        Command(
            "print.write",
            Message("Write the file"),
            Message("Writes what is shown. The file is not encrypted."),
            "x",
            "write",
            hint=Message("write the file"),
        ),
        Command(
            "print.page",
            Message("Choose another page"),
            Message("The pages that can be printed here."),
            "p",
            "step('#which')",
        ),
        Command(
            "print.format",
            Message("Choose the next format"),
            Message("Plain text, Markdown, PDF or a web page."),
            "t",
            "step('#format')",
            hint=Message("format"),
        ),
        Command(
            "print.language",
            Message("Choose the language of the page"),
            Message("The program's own words; what people wrote stays as it is."),
            "g",
            "step('#language')",
            hint=Message("language"),
        ),
    )

    def __init__(self, room: Room, papers: tuple[Paper, ...]) -> None:
        super().__init__(room)
        self._papers = papers

    def title_words(self) -> str:
        """Whose page it is."""
        return self.say("To print, for {name}", name=self.room.patient.called)

    def compose_body(self) -> ComposeResult:
        """What, as what, in which language; the page; where to."""
        with Horizontal(classes="row"):
            yield Static(Content(self.say("Page")), classes="label")
            pages = [(paper, self.say(PAPERS[paper])) for paper in self._papers]
            yield Choices(pages, row=True, standing=self._papers[0], id="which")
        with Horizontal(classes="row"):
            yield Static(Content(self.say("As")), classes="label")
            forms = [(str(form), self.say(words)) for form, words in FORMATS.items()]
            yield Choices(forms, row=True, standing="txt", id="format")
        with Horizontal(classes="row"):
            yield Static(Content(self.say("In")), classes="label")
            names = [(code, NAMES[code]) for code in CODES]
            yield Choices(names, row=True, standing=self.room.language.code, id="language")
        with VerticalScroll(id="paper"):
            yield Static("", id="text", markup=False)
        with Horizontal(classes="row"):
            yield Static(Content(self.say("Folder")), classes="label")
            yield Input(str(self.room.share.default_folder()), id="folder")
            yield Button(Content(self.say("Write the file")), id="write", classes="-primary")
        yield Static(
            Content(self.say("The file is not encrypted: once written, whoever has it can read it.")), classes="leaves"
        )

    def on_mount(self) -> None:
        """Show the page; keys work at once."""
        self._show()
        self.query_one("#paper").focus()

    @property
    def paper(self) -> Paper:
        """Which page is shown."""
        return cast(Paper, self.query_one("#which", Choices).key)

    @property
    def form(self) -> Format:
        """As what it is written."""
        return cast(Format, self.query_one("#format", Choices).key)

    @property
    def page_language(self) -> Language:
        """The language of the page."""
        return Language(self.query_one("#language", Choices).key)

    def _show(self) -> None:
        try:
            text = self.room.papers.preview(self.paper, self.form, language=self.page_language)
        except CompanionError as error:
            text = self.say(error.message)
        self.query_one("#text", Static).update(Content(text))
        self.query_one("#paper", VerticalScroll).scroll_home(animate=False)

    @on(Choices.Chosen)
    def _chosen(self, event: Choices.Chosen) -> None:
        event.stop()
        self._show()

    def action_step(self, choices: str) -> None:
        """Take the next of some choices."""
        self.query_one(choices, Choices).action_step(1)

    @on(Input.Submitted, "#folder")
    @on(Button.Pressed, "#write")
    def _wanted(self, event: Input.Submitted | Button.Pressed) -> None:
        event.stop()
        self.action_write()

    def action_write(self) -> None:
        """Write what is shown."""
        folder = Path(self.query_one("#folder", Input).value).expanduser()
        try:
            done = self.room.papers.export(self.paper, self.form, folder, language=self.page_language)
        except CompanionError as error:
            self.complain(error)
            return
        words = self.say("Written, not encrypted: {file}", file=done.files[0])
        self.query_one(".leaves", Static).update(Content(words))

    def action_back(self) -> None:
        """Leave the field first, then the page."""
        if isinstance(self.focused, Input):
            self.query_one("#paper").focus()
        else:
            self.dismiss(result=True)
