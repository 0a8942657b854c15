"""*More help here?* for one area: the patient's answer comes before anything the data says."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult

from companion.app.screens.overlay import Dialog
from companion.app.widgets.choices import Choices
from companion.clinical.message import Message
from companion.clinical.model import MoreHelp
from companion.workflow.room import Room
from companion.workflow.views import AreaRow

ANSWERS = {
    MoreHelp.YES: Message("yes"),
    MoreHelp.FINE: Message("fine as it is"),
    MoreHelp.NOT_NOW: Message("not now"),
}


class MoreHelpScreen(Dialog[MoreHelp | None]):
    """One question, three answers; Enter keeps one."""

    def __init__(self, room: Room, row: AreaRow) -> None:
        super().__init__(room)
        self._row = row

    def title_words(self) -> str:
        """The area and the question."""
        return self.say("{area}: more help here?", area=self._row.area)

    def compose_body(self) -> ComposeResult:
        """The answers, the last one given under the cursor."""
        choices = Choices([(str(key), self.say(words)) for key, words in ANSWERS.items()], spaced=True, id="answers")
        if self._row.more_help is not None:
            choices.set_reactive(Choices.at, list(ANSWERS).index(self._row.more_help))
        yield choices

    def on_mount(self) -> None:
        """Arrows and Enter work at once."""
        self.set_focus(self.query_one("#answers"))

    @on(Choices.Chosen)
    def _chosen(self, event: Choices.Chosen) -> None:
        event.stop()
        answer = MoreHelp(event.key)
        self.room.look.more_help(self._row.domain, answer)
        self.dismiss(answer)

    def action_back(self) -> None:
        """Leave it unasked."""
        self.dismiss(None)
