"""What the log is to hear as soon as there is room: who looked and what left, while nothing could be saved."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

from companion.errors import StoreReadOnlyError
from companion.store.transaction import Act

T = TypeVar("T")

_TRACES = frozenset({"unlock", "open patient", "export"})
"""Verbs of acts that write nothing but what was done."""


class Untold:
    """Acts that only leave a trace, kept in memory until the store takes them."""

    def __init__(self) -> None:
        self._acts: list[Act[Any]] = []

    def __bool__(self) -> bool:
        return bool(self._acts)

    def take(self, act: Act[T]) -> T:
        """Keep an act that leaves a trace; refuse any other.

        Raises:
            StoreReadOnlyError: It would save something.
        """
        if act.verb not in _TRACES:
            refuse()
        self._acts.append(act)
        return cast("T", None)  # an entry that waits has no id yet, and nobody asks for it

    def tell(self, perform: Callable[[Act[Any]], object]) -> None:
        """Hand every act over, oldest first."""
        while self._acts:
            perform(self._acts[0])
            del self._acts[0]


def refuse() -> None:
    """Say that nothing can be saved.

    Raises:
        StoreReadOnlyError: Always.
    """
    raise StoreReadOnlyError("This store is open to look only. Nothing can be saved in it now.")
