"""An app around one step, as the patient screen is: what it shows, what it may show, what it was told."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, ClassVar, cast

from textual.app import App, ComposeResult
from textual.pilot import Pilot
from textual.screen import Screen

from companion.app import theme
from companion.app.step import Step
from companion.clinical.model import Display, Moment
from companion.language import Language
from companion.workflow.room import Room
from tests.app.look_room import HandMade


class Frame(Screen[None]):
    """The screen a step sits on."""

    def __init__(self, step: Step, room: HandMade, *, in_session: bool) -> None:
        super().__init__()
        self.inner = step
        self.room = room
        self.in_session = in_session
        self.since: Moment | None = None
        self.went_back = False
        self.saved: list[str] = []
        self.went: list[str] = []

    @property
    def shown(self) -> Display:
        return self.room.display

    def choose_display(self, display: Display) -> None:
        self.room.set_display(display)

    def compose(self) -> ComposeResult:
        yield self.inner

    def on_mount(self) -> None:
        self.set_focus(self.inner.first_focus())

    def action_back(self) -> None:
        self.went_back = True

    def on_step_saved(self, event: Step.Saved) -> None:
        self.saved.append(event.text)

    def on_step_go(self, event: Step.Go) -> None:
        self.went.append(event.step)


class StepApp(App[None]):
    """The real styles around it."""

    CSS_PATH: ClassVar = "../../companion/app/styles/app.tcss"

    def __init__(self, frame: Frame, language: Language) -> None:
        super().__init__()
        self.frame = frame
        self.language = language
        self.animation_level = "none"
        for known in theme.THEMES:
            self.register_theme(known)
        self.theme = theme.SHARED

    def on_mount(self) -> None:
        self.push_screen(self.frame)


@asynccontextmanager
async def stepping(
    kind: type[Step], room: HandMade | None = None, *, in_session: bool = False, size: tuple[int, int] = (100, 30)
) -> AsyncIterator[tuple[Pilot[Any], Frame, HandMade]]:
    """Run one step over a room made by hand."""
    held = room or HandMade()
    frame = Frame(kind(cast(Room, held)), held, in_session=in_session)
    app = StepApp(frame, held.language)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield pilot, frame, held


def screen_text(pilot: Pilot[Any]) -> str:
    """Everything on the screen, as text."""
    app = pilot.app
    width, height = app.size
    lines = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in line) for line in lines[:height])[: (width + 1) * height]
