"""After a lock: what was on the glass is taken out of the caches that drew it, and its memory given back."""

from __future__ import annotations

import functools
import sys
from collections.abc import Iterator

from companion.store.memory import give_back

_DREW = frozenset({"rich", "textual"})


def forget_words() -> None:
    """Empty the caches of what draws, keyed by the very words it drew, and give freed memory back."""
    for cache in _caches():
        cache.cache_clear()
    give_back()


def _caches() -> Iterator[functools._lru_cache_wrapper[object]]:
    # Asked of the modules: what was loaded at the start is hidden from the garbage collector's own list.
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] in _DREW:
            for thing in list(vars(module).values()):
                inside = vars(thing).values() if isinstance(thing, type) else (thing,)
                yield from (one for one in inside if isinstance(one, functools._lru_cache_wrapper))
