"""When Python looks for garbage: not while the program starts, and then while nobody types.

A full look through everything that was loaded takes 50 to 150 ms, and one through what the
last minute made still 30; both would come in the middle of a key. So what is loaded once is
left out of it for good, what a key made is looked through right after its picture, and the
rest in a second in which nothing is pressed.
"""

from __future__ import annotations

import gc
import sys

STILL = 1.0
"""Seconds without a key before there is time for it."""

# Python itself begins only where very much is made between two pictures.
_THRESHOLDS = (100_000, 1_000, 1_000)
_QUICKLY, _USUALLY = 0.001, 0.005


def hold_off() -> None:
    """Look for nothing while the program starts: what is loaded now stays.

    Two threads load at once, and each gives way at every file it opens; with Python's usual
    5 ms until the other gives way again, they would mostly wait for each other.
    """
    gc.disable()
    sys.setswitchinterval(_QUICKLY)


def settle() -> None:
    """Leave out for good what is there now, and look for garbage again from here on."""
    if not gc.isenabled():
        gc.freeze()
        gc.set_threshold(*_THRESHOLDS)
        sys.setswitchinterval(_USUALLY)
        gc.enable()


def after_a_key() -> None:
    """Look through what the last key made: a millisecond or two, right after its picture."""
    if gc.isenabled():
        gc.collect(1)


def tidy(still: float) -> None:
    """Look through everything that is not left out, if nothing was pressed for a moment.

    Args:
        still: Seconds since the last key.
    """
    if still >= STILL and gc.get_freeze_count() and any(gc.get_count()[1:]):
        _let_go_of_pages()
        gc.collect()


def _let_go_of_pages() -> None:
    """Empty a cache of Textual's that holds on to a thousand parts of pages that are gone, words and all."""
    from textual._styles_cache import StylesCache

    StylesCache.get_inner_outer.cache_clear()  # its key is who asks
