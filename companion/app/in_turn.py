"""Keys one after the other: each finds the screen as the one before it left it.

Textual hands a key to whatever has the focus and takes the next one at once. Where keys come
in bunches (a distant desktop, a slow machine, a fast hand), the passphrase typed after Tab
would land in the field for the name, in plain letters, and the words typed after `n` would be
taken for commands. So the next key waits until the last one has gone all its way up.
"""

from __future__ import annotations

import time
from collections import deque

from textual import events
from textual.app import App
from textual.message_pump import MessagePump

PATIENCE = 1.0
"""Seconds a key waits at most, whatever the one before it is doing."""
ROUNDS = 3
"""How often its way is followed: for the key, for what it asks for, for the answer."""


class InTurn(App[None]):
    """Takes keys and pasted text in turn."""

    _waiting: deque[events.Event]
    _since: float = 0.0

    async def on_event(self, event: events.Event) -> None:
        """Take a key or a paste in turn; everything else at once."""
        if not isinstance(event, events.Key | events.Paste) or event.is_forwarded:
            await super().on_event(event)
            return
        if not hasattr(self, "_waiting"):
            self._waiting = deque()
        self._waiting.append(event)
        if not self._since or time.monotonic() - self._since > PATIENCE:
            await self._take_next()

    async def _take_next(self) -> None:
        if not self._waiting:
            self._since = 0.0
            return
        self._since = time.monotonic()
        way = self._way_up()
        await super().on_event(self._waiting.popleft())
        self._go_up(way, ROUNDS, self._since)

    def _way_up(self) -> list[MessagePump]:
        """Return everything a key passes, from what has the focus to the screen."""
        if not self._screen_stack:
            return []
        return [node for node in (self.focused or self.screen).ancestors_with_self if node is not self]

    def _go_up(self, way: list[MessagePump], rounds: int, since: float) -> None:
        """Follow the key: what was posted before this is done when it comes back.

        The second and third time follow what the key brought about: an answer on its way, a new screen.
        """
        if since != self._since:  # somebody lost patience
            return
        while way:
            first, *way = way
            if first.call_later(self._go_up, way, rounds, since):
                return
        if rounds > 1:
            self.call_later(self._around_again, rounds - 1, since)
        else:
            self.call_later(self._take_next)

    def _around_again(self, rounds: int, since: float) -> None:
        self._go_up(self._way_up(), rounds, since)
