"""What stands on the page *Before we meet*, typed in within a minute: the marks and two lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.widgets import Input

from companion.app.screens.form import Form
from companion.app.widgets.look_words import DIRECTION
from companion.app.words import shorten
from companion.clinical.message import Message
from companion.clinical.model import How, Kind, OwnMeasure
from companion.errors import UsageError
from companion.workflow.room import Room

VIA = "before_we_meet"
_MOST = 8


class FromPaperScreen(Form[bool | None]):
    """One field a mark, in the order of the page; what was left empty stays empty."""

    PLACE: ClassVar[str] = "before-we-meet"
    TITLE_WORDS: ClassVar[Message] = Message("From the page “Before we meet”")

    DEFAULT_CSS = """
    FromPaperScreen .row > Label { width: 28; }
    FromPaperScreen .row > .short { width: 8; }
    """

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self._measures = [one for one in room.marking.own_measures() if not one.resting][:_MOST]

    def compose_fields(self) -> ComposeResult:
        """What matters, the marks, what is different: as on the page."""
        yield self.row(Message("what matters most"), Input(id="matters"))
        for one in self._measures:
            yield self.row(
                Message("{words}", {"words": shorten(f'"{one.words}"', 26)}),
                Input(id=f"own-{one.id}", classes="short", max_length=4),
                self.after(self.say("0 to 10, {way}", way=DIRECTION[one.better])),
            )
        yield self.row(Message("what is different"), Input(id="different"))

    def save(self) -> bool:
        """Keep it, each thing as the patient's own; a mark that is none is said before anything is kept."""
        marks = list(self._marks())
        lines = [(Kind.MATTERS, self.text("matters")), (Kind.LINE, self.text("different"))]
        if not marks and not any(text for _, text in lines):
            raise UsageError("Nothing is written yet. Go back if the page is empty.")
        for one, value in marks:
            self.room.marking.mark(one.id, value, How.ALONE)
        for kind, text in lines:
            if text:
                self.room.talk.say(text, via=VIA, kind=kind)
        return True

    def _marks(self) -> Iterator[tuple[OwnMeasure, float]]:
        wrong = Message("A mark lies between 0 and 10.")
        for one in self._measures:
            value = self.number(f"own-{one.id}", wrong)
            if value is None:
                continue
            if not 0 <= value <= 10:
                raise self.missing(f"own-{one.id}", wrong)
            yield one, value
