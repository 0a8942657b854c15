"""Steps are made when they are opened, or a little before, while nobody types."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from textual import work
from textual.containers import Container
from textual.screen import Screen

from companion.app.screens.patient_offers import STEPS
from companion.app.step import Step

if TYPE_CHECKING:
    from textual.dom import DOMNode


class Stepping(Screen[Any]):
    """For the patient's screen: holds its steps."""

    in_session: bool
    _step: str
    _opened: dict[str, Step]
    _made_ready: set[str]
    _making: asyncio.Lock

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._made_ready = set()
        self._making = asyncio.Lock()

    def make_step(self, code: str) -> Step:
        """Return a new step of this kind."""
        raise NotImplementedError

    async def show_made(self, code: str) -> Step:
        """Show a step, making it if need be, and have it read what it shows."""
        known = code in self._opened
        step = await self._make(code)
        step.display = True
        if code in self._made_ready:
            self._made_ready.remove(code)
            step.begin()
        elif known:
            step.reload()
        return step

    async def _make(self, code: str, *, shown: bool = True) -> Step:
        async with self._making:
            if code not in self._opened:
                step = self.make_step(code)
                step.display = shown
                await self.query_one("#content", Container).mount(step)
                self._opened[code] = step
        return self._opened[code]

    def _not_made(self) -> str | None:
        """Return the next step that is not made; in a session Today is left alone, since it may begin with a page."""
        codes = list(STEPS)
        at = codes.index(self._step)
        left = (code for code in codes[at:] + codes[:at] if code not in self._opened)
        return next((code for code in left if code != "today" or not self.in_session), None)

    @property
    def could_make_ready(self) -> bool:
        """Whether a step is not made yet."""
        return self._step in self._opened and self._not_made() is not None

    @work(group="ready", description="make a step ready")
    async def make_ready(self) -> None:
        """Make a step that was not opened yet, out of sight: opening it is only showing it then."""
        if self.is_mounted and (code := self._not_made()) is not None:
            self._made_ready.add(code)
            await self._make(code, shown=False)

    def is_behind(self, node: DOMNode) -> bool:
        """Whether this is a part of a step that is not shown."""
        return any(isinstance(one, Step) and not one.display for one in node.ancestors_with_self)
