"""As it was: the clinician's own view of a day that is past. Nothing can be written here."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from companion.app.commands import Command, Where
from companion.app.ready import Next
from companion.app.screens.patient import PatientScreen
from companion.app.screens.patient_offers import OFFERS
from companion.app.step import Step
from companion.app.steps.past import BACK, PastLook, PastThenNow, instead
from companion.app.widgets.links import Link
from companion.app.words import shorten
from companion.clinical.message import Message
from companion.workflow.as_of import ONLY_LOOK, room_as_of

STEPS: dict[str, type[Step]] = {"look": PastLook, "then_now": PastThenNow}
"""What can be looked at as it was."""
_WRITING = frozenset(
    {"jot", "display", "hand_over", "present", "before"}
    | {one.action for one in OFFERS if one.action.startswith("step(") and one.id.removeprefix("step.") not in STEPS}
)
_LOOKING = {"why", "moments"}
_NAMES = frozenset(action.partition("(")[0] for action in _WRITING) - {"step"}


class PastScreen(PatientScreen):
    """Look and Then & now as they stood at the end of a day; the header says so all the time.

    Args:
        home: The own view one came from, to which Esc goes back.
        day: The day.
    """

    OFFERS: ClassVar[tuple[Command, ...]] = (
        *(one for one in OFFERS if one.id == "patient.moment"),
        Command(
            "patient.back",
            Message("Go back to today"),
            Message("Everything as it is now."),
            "escape",
            "back",
            Where.PATIENT,
            hint=BACK,
        ),
        Command(
            "patient.as_it_was",
            Message("Leave the day that is past"),
            Message("Everything as it is now."),
            "D",
            "back",
            Where.PATIENT,
        ),
    )
    BINDINGS: ClassVar[list[BindingType]] = instead(PatientScreen.OFFERS, _WRITING)

    def __init__(self, home: PatientScreen, day: date) -> None:
        super().__init__(
            room_as_of(home.room, day), in_session=False, step=home.current if home.current in STEPS else "look"
        )
        self.add_class("-past")
        self._day = day

    @property
    def codes(self) -> tuple[str, ...]:
        """The steps that only look."""
        return tuple(STEPS)

    def make_step(self, code: str) -> Step:
        """Return the step that only looks."""
        return STEPS[code](self.room)

    def next_pages(self) -> Iterable[Next]:
        """Return the pages that only look."""
        return (one for one in super().next_pages() if one.name in _LOOKING)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer nothing that writes; the keys of those say why."""
        if action in _NAMES or (action == "step" and parameters[0] not in STEPS):
            return False
        return super().check_action(action, parameters)

    async def action_step(self, code: str) -> None:
        """Open a step that can be looked at; of another one say why not."""
        if code in STEPS:
            await super().action_step(code)
        else:
            self.action_only_look()

    def action_only_look(self) -> None:
        """Say that one can look here, not write."""
        self.notify(self.say(ONLY_LOOK), markup=False, timeout=8)

    def action_hardest(self) -> None:
        """Go back to today, to the plan as it is now."""
        self.dismiss("hardest")

    def action_stop(self) -> None:
        """Go back to today, to the blank calm page."""
        self.dismiss("stop")

    def action_back(self) -> None:
        """Go back to today."""
        self.dismiss("")

    def _write_head(self) -> None:
        super()._write_head()
        who = self.query_one("#who", Static)
        words = [self.say("as it was on {day}", day=self._day), self.room.patient.called, self.say("own view")]
        room = self.app.size.width - len(str(self.query_one("#since", Link).visual)) - 5
        who.update(Content(shorten(" · ".join(words), room)))
