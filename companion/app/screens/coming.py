"""The caseload of the made-up people while their store is being opened behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual import on

from companion.app.in_turn import InTurn
from companion.app.opening import Opening
from companion.app.screens.caseload import CaseloadScreen
from companion.app.screens.rehearse import RehearseScreen, Waiting

if TYPE_CHECKING:
    from companion.clock import Clock
    from companion.workflow.desk import Desk


class _SoonADesk:
    """What the list asks of a desk."""

    is_demo = True

    def __init__(self, clock: Clock) -> None:
        self.clock = clock


class ComingScreen(CaseloadScreen, Waiting):
    """Shows the caseload that lies ready; keys wait until the store is open and its own caseload stands here.

    Args:
        opening: Opens the made-up people.
        clock: Tells the time.
    """

    def __init__(self, opening: Opening, clock: Clock) -> None:
        super().__init__(cast("Desk", _SoonADesk(clock)), opening.ready)
        self.opening = opening

    def on_mount(self) -> None:
        """Begin to open them once the list is painted."""
        self.call_after_refresh(self.wait_for_them)

    @on(Waiting.Refused)
    def _refused(self, event: Waiting.Refused) -> None:
        """Turn to the page that says why; it asks the same opening, and hears the same."""
        event.stop()
        if isinstance(self.app, InTurn):
            self.app.take_keys()
        self.app.push_screen(RehearseScreen(self.opening))
