"""Steps are made when they are opened, or a little before, while nobody types."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from textual import work
from textual.containers import Container

from companion.app.fresh import drawn_ahead
from companion.app.ready import Readying
from companion.app.screens.patient_offers import STEPS
from companion.app.step import Step, stands

if TYPE_CHECKING:
    from textual.dom import DOMNode
    from textual.worker import Worker

    from companion.workflow.room import Room


class Stepping(Readying):
    """For the patient's screen: holds its steps."""

    in_session: bool
    _step: str
    _opened: dict[str, Step]
    _made_ready: set[str]
    _read_for: dict[str, object]
    _making: asyncio.Lock

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._made_ready = set()
        self._read_for = {}
        self._making = asyncio.Lock()

    @property
    def codes(self) -> tuple[str, ...]:
        """The steps that can be opened here."""
        return tuple(STEPS)

    def make_step(self, code: str) -> Step:
        """Return a new step of this kind."""
        raise NotImplementedError

    async def show_made(self, code: str) -> Step:
        """Show a step, making it if need be, and have it read what it shows."""
        known = code in self._opened
        step = self._opened[code] if known else await self._make(code)
        step.display = True
        rests_on = step.rests_on
        if rests_on is None or rests_on != self._read_for.get(code):
            if code in self._made_ready:
                step.begin()
            elif known or rests_on is not None:
                step.reload()
        self._made_ready.discard(code)
        self._read_for[code] = rests_on
        return step

    def take_room(self, room: Room) -> None:
        """Give the steps another room; what they read before holds no more."""
        self._read_for.clear()
        for step in self._opened.values():
            step.room = room

    async def _make(self, code: str, *, shown: bool = True) -> Step:
        async with self._making:
            if code not in self._opened:
                step = self.make_step(code)
                step.display = shown
                before = stands(self, step.room)
                await self.query_one("#content", Container).mount(step)
                self._opened[code] = step
                if before == step.stands:  # an act while it was being made may be missing in what it read
                    self._read_for[code] = step.rests_on
        return self._opened[code]

    def _not_made(self) -> str | None:
        """Return the next step that is not made; in a session Today is left alone, since it may begin with a page."""
        codes = self.codes
        at = codes.index(self._step)
        left = (code for code in codes[at:] + codes[:at] if code not in self._opened)
        return next((code for code in left if code != "today" or not self.in_session), None)

    @property
    def leisure(self) -> float | None:
        """Steps at once: they are made once. Pages after them."""
        if self._step not in self._opened:
            return None
        return 0.0 if self._not_made() is not None else super().leisure

    def begin_to_make(self) -> Worker[None]:
        """Make a step that was not opened yet, out of sight: opening it is only showing it then. Then pages."""
        return super().begin_to_make() if self._not_made() is None else self._make_step_ready()

    @work(group="ready", description="make a step ready")
    async def _make_step_ready(self) -> None:
        if (code := self._not_made()) is not None:
            self._made_ready.add(code)
            with self.while_it_stands():
                step = await self._make(code, shown=False)
                if not step.display:
                    await drawn_ahead(step, self.query_one("#content", Container).content_size)

    def is_behind(self, node: DOMNode) -> bool:
        """Whether this is a part of a step that is not shown."""
        return any(isinstance(one, Step) and not one.display for one in node.ancestors_with_self)
