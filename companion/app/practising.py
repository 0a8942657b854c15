"""Rehearsing with made-up people: the guide goes along from screen to screen, and can be hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.screen import Screen

from companion.app.asks import OpenPatient, StartPractice
from companion.app.commands import Command, Where
from companion.app.routes import Routes
from companion.clinical.message import Message

if TYPE_CHECKING:
    from companion.app.practice import Rehearsal
    from companion.app.widgets.guide import Guide
    from companion.workflow.room import Room
    from companion.workflow.views import CaseloadRow


GUIDE = Command(
    "practice.guide",
    Message("Hide or show the guide"),
    Message("Two lines that say what each step of the rehearsal is for."),
    "f5",
    "app.guide_beside",
    Where.EVERYWHERE,
)


class Practising(Routes):
    """The ways between screens, with a guide beside them while one rehearses.

    Attributes:
        practice: What is rehearsed now, or None.
    """

    practice: Rehearsal | None = None
    _hidden: bool = False

    @on(StartPractice)
    def _practise(self, event: StartPractice) -> None:
        event.stop()
        if self._desk is None or not self._desk.is_demo:
            return
        self.practice, self._hidden = event.rehearsal, False
        self.post_message(OpenPatient(self._desk.find(event.rehearsal.patient).id, before=True))

    async def _caseload(self, rows: tuple[CaseloadRow, ...] | None = None) -> None:
        self.practice = None
        await super()._caseload(rows)

    async def _patient(self, room: Room, *, in_session: bool, step: str) -> None:
        await super()._patient(room, in_session=in_session, step=step)
        await self._go_along(self.shared, step)  # a page may lie over it already

    async def _before(self, room: Room) -> None:
        await super()._before(room)
        await self._go_along(self.screen, "before")

    async def _go_along(self, screen: Screen[object], place: str) -> None:
        from companion.app.widgets.guide import Guide
        from companion.app.widgets.links import HintLine
        from companion.app.widgets.step_bar import StepBar

        if self.practice is None or screen.query(Guide):
            return
        guide = Guide(self.practice, place, self.action_guide_beside)
        guide.display = not self._hidden
        await screen.mount(guide, before=screen.query_one(HintLine))
        for bar in screen.query(StepBar):
            guide.watch(bar, "current", guide.be_at)

    def action_guide_beside(self) -> None:
        """Hide the guide, or show it again."""
        self._hidden = not self._hidden
        for screen in self.screen_stack:
            for guide in self._guides(screen):
                if guide.has_focus_within:
                    screen.set_focus(None)
                guide.display = not self._hidden

    @staticmethod
    def _guides(screen: Screen[object]) -> list[Guide]:
        from companion.app.widgets.guide import Guide

        return list(screen.query(Guide))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The guide is there only while one rehearses."""
        if action == "guide_beside":
            return self.practice is not None
        return super().check_action(action, parameters)
