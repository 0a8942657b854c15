"""Look and Then & now on a day that is past: everything can be looked at, nothing written."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from companion.app.commands import Command, Hint
from companion.app.steps.look import LookStep
from companion.app.steps.look_offers import OFFERS
from companion.app.steps.then_now import ThenNowStep
from companion.clinical.message import Message
from companion.clinical.model import Moment
from companion.workflow.as_of import ONLY_LOOK

WRITING = frozenset(
    {
        "mark", "event", "more_help", "own_word", "point_word", "meaning", "end_of_form", "own", "own_change",
        "paper", "noticed", "relatives", "shown", "talk",
    }
)  # fmt: skip
"""Actions of the two steps that write something, or lead to where one writes."""
BACK = Message("back to today")
_LOOKING = {"left", "z", "y"}


def instead(commands: Iterable[Command], writing: Iterable[str]) -> list[BindingType]:
    """Return bindings that say why one cannot write, on the keys of the commands that do."""
    actions = set(writing)
    return [Binding(one.keys, "only_look", show=False, id=one.id) for one in commands if one.action in actions]


def only_look(node: LookStep | ThenNowStep) -> None:
    """Say that one can look here, not write."""
    node.notify(node.say(ONLY_LOOK), markup=False, timeout=8)


class PastLook(LookStep):
    """Look, as it was: what writes is not offered, and its key says why."""

    BINDINGS: ClassVar[list[BindingType]] = instead(OFFERS, WRITING)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer nothing that writes."""
        return False if action in WRITING else super().check_action(action, parameters)

    def action_only_look(self) -> None:
        """Say that one can look here, not write."""
        only_look(self)

    def action_enter(self) -> None:
        """Say why, for own measures as well."""
        self.action_why()

    @property
    def hints(self) -> list[Hint]:
        """The way back, and what is left: to read, to look closer, to ask why."""
        return [("escape", self.say(BACK)), *(hint for hint in super().hints if hint[0] in _LOOKING)]

    def _write_calm(self, *, nothing: bool) -> None:
        super()._write_calm(nothing=nothing)
        if not nothing:
            self.query_one("#sentence", Static).update(Content(self.say("Nothing was answered yet on this day.")))
        self.query_one("#begin").display = False


class PastThenNow(ThenNowStep):
    """Then & now, as it was: the later side is the day one looks at."""

    BINDINGS: ClassVar[list[BindingType]] = instead(ThenNowStep.OFFERS, WRITING)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer nothing that writes."""
        return False if action in WRITING else super().check_action(action, parameters)

    def action_only_look(self) -> None:
        """Say that one can look here, not write."""
        only_look(self)

    @property
    def hints(self) -> list[Hint]:
        """The way back, then the moments."""
        return [("escape", self.say(BACK)), *(hint for hint in super().hints if hint[0] != "t")]

    def _head(self, moment: Moment) -> str:
        """The later side is not today: its day stands there."""
        return self.language.day(moment.day) + " ▾" if moment.kind == "now" else super()._head(moment)

    def _when(self, moment: Moment) -> str:
        """The day stands once; how long ago another moment was is counted from the day one looks at."""
        return "" if moment.kind == "now" else super()._when(moment)
