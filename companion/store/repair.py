"""Makes a generation usable again whose log has a broken end.

A power cut can leave the end of the log half written or zeroed, and DuckDB then
refuses the whole file. What was acknowledged lies before that end. The log is cut
on a copy, as little as needed; the original stays beside it, untouched.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from companion.errors import StoreDamagedError
from companion.store import probe
from companion.store.files import named_errors, reach_disk
from companion.store.generations import Current, file_of, log_size, remove, write_current

Fits = Callable[[Path, str, bytes], bool]


def repaired(folder: Path, current: Current, key: bytes, fits: Fits = probe.fits) -> Current:
    """Make a copy of a broken generation that opens, and make it the live one.

    Args:
        folder: The store's folder; nothing of it may be open.
        current: The generation that does not open.
        key: Its key.
        fits: Says whether a generation opens.

    Raises:
        StoreDamagedError: More than the log is broken; the sentence names the newest whole generation.
    """
    fresh = replace(current, generation=current.generation + 1, closed=False)
    try:
        mended = (folder / current.file).exists() and _mend(folder, current, fresh, key, fits)
    except BaseException:
        remove(folder, fresh.generation)
        raise
    if not mended:
        remove(folder, fresh.generation)
        raise lost(folder, current, key, fits)
    write_current(folder, fresh)
    return fresh


def _mend(folder: Path, current: Current, fresh: Current, key: bytes, fits: Fits) -> bool:
    # Halve towards the longest part of the log with which the copy opens.
    with named_errors():
        shutil.copyfile(folder / current.file, folder / fresh.file)
        good, bad = -1, log_size(folder, current)
        while bad - good > 1:
            middle = (good + bad) // 2 if good >= 0 else 0
            good, bad = (middle, bad) if _fits_with(folder, current, fresh, middle, key, fits) else (good, middle)
        if good < 0:
            return False
        _cut(folder, current, fresh, good)
        for path in (folder / fresh.file, folder / (fresh.file + ".wal")):
            if path.exists():
                reach_disk(path)
    return True


def _fits_with(folder: Path, current: Current, fresh: Current, length: int, key: bytes, fits: Fits) -> bool:
    _cut(folder, current, fresh, length)
    return fits(folder, fresh.file, key)


def _cut(folder: Path, current: Current, fresh: Current, length: int) -> None:
    log = folder / (fresh.file + ".wal")
    if not length:
        log.unlink(missing_ok=True)
        return
    with (folder / (current.file + ".wal")).open("rb") as whole, log.open("wb") as part:
        part.write(whole.read(length))


def lost(folder: Path, current: Current, key: bytes, fits: Fits = probe.fits) -> StoreDamagedError:
    """Return the sentence about a generation that is lost: it names the newest older one that is whole."""
    for number in range(current.generation - 1, 0, -1):
        if (folder / file_of(number)).exists() and fits(folder, file_of(number), key):
            return StoreDamagedError(
                "The newest data is damaged. Whole data is in {file}. Restore a backup, or ask for help.",
                file=file_of(number),
            )
    return StoreDamagedError("The data is damaged, and no older copy opens. Restore a backup.")
