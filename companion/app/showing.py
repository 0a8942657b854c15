"""How a screen comes up: sized and styled once, and alone where it has to be."""

from __future__ import annotations

from typing import Any

from textual.screen import Screen

from companion.app.fresh import Fresh
from companion.app.in_turn import InTurn
from companion.app.ready import Readying
from companion.app.stylesheet import Remembering


class Nobody(Screen[None]):
    """An empty screen that lies under the others, where the first of them shows somebody.

    Args:
        first: What is shown at once.
    """

    def __init__(self, first: Screen[None]) -> None:
        super().__init__()
        self._first: Screen[None] | None = first

    def on_mount(self) -> None:
        """Show what is first, and know nothing of it."""
        first, self._first = self._first, None
        if first is not None:
            self.app.push_screen(first)


class Showing(InTurn):
    """Shows screens."""

    async def only(self, screen: Screen[Any]) -> None:
        """Show one screen; behind it is only the first one, which holds nothing of anybody."""
        with self.batch_update():
            while len(self.screen_stack) > 1:
                await self.pop_screen()
            await self.push_screen(screen)

    def push_screen(self, screen: Any, *args: Any, **options: Any) -> Any:
        """Show a screen that knows its size before it is styled; told later, it would be styled twice."""
        if isinstance(screen, Fresh):
            screen.fit(self.size, self.HORIZONTAL_BREAKPOINTS or [])
        return super().push_screen(screen, *args, **options)

    async def _replace_screen(self, screen: Screen[Any]) -> Screen[Any]:
        if isinstance(screen, Readying):
            await screen.at_rest()
        return await super()._replace_screen(screen)

    async def at_rest(self) -> None:
        """Wait until no screen makes anything ready."""
        for screen in self.screen_stack:
            if isinstance(screen, Readying):
                await screen.at_rest()

    def _load_screen_css(self, screen: Screen[Any]) -> None:
        if isinstance(self.stylesheet, Remembering):
            self.stylesheet.take_in(screen)
        else:
            super()._load_screen_css(screen)
