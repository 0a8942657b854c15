"""Keys one after the other, and one picture for each.

Textual hands a key to whatever has the focus and takes the next one at once. Where keys come
in bunches (a distant desktop, a slow machine, a fast hand), the passphrase typed after Tab
would land in the field for the name, in plain letters, and the words typed after `n` would be
taken for commands. So the next key waits until everything the last one brought about is done.

That moment is also the one to paint. Textual paints on the way there as well: a new screen
when it comes up, when it is told its size and when its parts have found theirs, each time
whole. So nothing is painted while a key is on its way, and then once, without waiting for a
tick of the clock.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from typing import TYPE_CHECKING

from textual import events
from textual.app import App
from textual.dom import DOMNode
from textual.screen import Screen

from companion.app import sweep
from companion.app.fresh import Fresh, busy

if TYPE_CHECKING:
    from textual.message_pump import MessagePump

PATIENCE = 1.0
"""Seconds a key waits at most, whatever the one before it is doing."""
HELD = 0.15
"""Seconds after which there is a picture, also of something half done."""
UNSEEN = 0.05
"""Seconds in which a bunch of keys goes without a picture."""
ROUNDS = 8
"""How often one part's place may depend on another's before it is painted as it is."""
QUIET = 0.15
"""Seconds without a key before anything is made ready for the next one; a screen may ask for more."""
APART = 0.1
"""Seconds from one thing made ready to the next: a key may come at any time."""
MOST = 20
"""How many things are made ready between two keys."""
_LOOKS = 50
_LONGER = 0.002


class InTurn(App[None]):
    """Takes keys and pasted text in turn, and paints what they did."""

    holds_pictures: bool = False
    """Whether a key is on its way: screens paint nothing until it is done."""
    keeps_keys: bool = False
    """Whether there is nothing yet that could answer a key: all but the one to leave are kept until `take_keys`."""
    _waiting: deque[events.Event]
    _following: asyncio.Task[None] | None = None
    _painted: float = 0.0
    _leisure: asyncio.Task[None] | None = None

    async def on_event(self, event: events.Event) -> None:
        """Take a key or a paste in turn; everything else at once."""
        in_turn = events.InputEvent if self.keeps_keys else events.Key
        if not isinstance(event, in_turn | events.Paste) or event.is_forwarded or _leaves(event):
            await super().on_event(event)
            return
        if not hasattr(self, "_waiting"):
            self._waiting = deque()
        self._waiting.append(event)
        if not self.keeps_keys:
            await self._take_next()

    def take_keys(self) -> None:
        """Answer the keys that were kept, and those that come."""
        if self.keeps_keys:
            self.keeps_keys = False
            self.call_later(self._take_next)

    async def _take_next(self) -> None:
        if self._following is not None or not getattr(self, "_waiting", None):
            return
        if self._leisure is not None:
            self._leisure.cancel()
        self.holds_pictures = True
        began = time.monotonic()
        at_the_latest = asyncio.get_running_loop().call_later(HELD, self._paint)
        try:
            await super().on_event(self._waiting.popleft())
        finally:
            at_the_latest.cancel()
            self._following = asyncio.create_task(self._follow(began))

    async def _follow(self, began: float) -> None:
        """Wait until all a key brought about is done, have it painted, and take the next one."""
        try:
            for _ in range(ROUNDS):
                if not await self._still(began + HELD) or not self._bring_up_to_date():
                    break
            if not self._waiting or time.monotonic() - self._painted > UNSEEN:
                self._paint()
            await self._still(began + PATIENCE)
        finally:
            self.holds_pictures = False
            self._following = None
        if self._waiting:
            self.call_next(self._take_next)
        else:
            sweep.after_a_key()
            self._leisure = asyncio.create_task(self._make_ready())

    def _paint(self) -> None:
        self.holds_pictures = False
        self._painted = time.monotonic()
        if screen := self._fresh_screen():
            screen.call_later(screen.paint)

    async def _make_ready(self) -> None:
        """While nobody types, let the screen make ready what the next key may need, a thing at a time."""
        await asyncio.sleep(QUIET)
        still, made = QUIET, 0
        while self.is_running and made < MOST:
            screen = self._fresh_screen()
            asks = screen.leisure if screen is not None else None
            if screen is None or asks is None:
                break
            if still >= asks:
                screen.call_later(screen.make_ready)
                made += 1
            await asyncio.sleep(APART)
            still += APART
            sweep.after_a_key()

    def _fresh_screen(self) -> Fresh | None:
        screen: object = self.screen if self._screen_stack else None
        return screen if isinstance(screen, Fresh) else None

    def _bring_up_to_date(self) -> bool:
        """Have the screen lay out and gather in its own turn; return whether there was anything."""
        screen = self._fresh_screen()
        return screen is not None and screen.has_news and screen.call_later(screen.bring_up_to_date)

    async def _still(self, until: float) -> bool:
        """Wait until nobody has anything to do; return whether that came in time."""
        looks, last = 0, None
        while True:
            if last is None or not busy(last):
                last = next(
                    (node for node in (self, *self._registry) if busy(node) and not self._is_behind(node)), None
                )
            if last is None:
                return True
            looks += 1
            await asyncio.sleep(0 if looks < _LOOKS else _LONGER)
            if time.monotonic() > until or not self.is_running:
                return False

    def _is_behind(self, node: MessagePump) -> bool:
        screen = self._fresh_screen()
        if screen is None or not isinstance(node, DOMNode):
            return False
        return screen.is_behind(node) or any(
            isinstance(one, Screen) and self.is_screen_installed(one) for one in node.ancestors_with_self
        )


def _leaves(event: events.Event) -> bool:
    return isinstance(event, events.Key) and event.key == "ctrl+q"
