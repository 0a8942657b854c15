"""Keeps what this process has in memory from being written to a disk or read by another process.

Only a little can be promised: who rules the account, or the machine, can still read it all, and so
can whoever reads the disk's swap space (full-disk encryption is the answer to that).
"""

from __future__ import annotations

import contextlib
import gc
import sys

_SMALL, _BLOCKS = 480, 6_000
"""Python gives blocks up to 512 bytes from pools of its own; this many of each size fill what was freed there."""
_PR_SET_DUMPABLE = 4
"""From Linux' ``prctl.h``: with 0 there is no core file, and no other process of the user may attach."""


def keep_to_itself() -> None:
    """Write no core file after a crash, and bar other processes from looking into this one (Linux).

    Called before the first passphrase is asked for. On macOS only core files are barred, and on
    Windows nothing is: there the system's own reports have to be turned off by whoever runs it.
    """
    if sys.platform == "win32":
        return
    import resource

    with contextlib.suppress(OSError, ValueError):  # a limit that may not be lowered further is low enough
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        import ctypes

        with contextlib.suppress(OSError, AttributeError):  # a C library without it
            ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


def give_back() -> None:
    """Write over freed memory, and give what can be given back to the system (that part on Linux with glibc).

    Called once a locked store's people are no longer on any screen: their words are freed by then, and
    would lie in the process until something else is written over them. Python promises no clean memory;
    this leaves little: none of 200 lines of a closed store, one text of the last screen in the program.
    """
    gc.collect()
    held: list[list[bytes]] = [[bytes(size) for _ in range(_BLOCKS)] for size in range(1, _SMALL, 16)]
    del held
    if sys.platform == "linux":
        import ctypes

        with contextlib.suppress(OSError, AttributeError):  # another C library
            ctypes.CDLL(None).malloc_trim(0)
