"""Whose passphrase it may be: the names of the accounts, known before anything is unlocked."""

from __future__ import annotations

import json
from pathlib import Path

from companion.text import clean

_KEYS_FILE = "keys.json"


def account_names(folder: Path) -> tuple[str, ...]:
    """Return the names of a locked store's accounts, as its key file has them.

    Nothing is checked here, and no key library loaded: this stands before the first picture. A key
    file that cannot be read gives no names; opening says what is wrong with it.
    """
    try:
        slots = json.loads((folder / _KEYS_FILE).read_bytes())["slots"]
        return tuple(clean(str(slot["account"])) for slot in slots)
    except (OSError, ValueError, KeyError, TypeError):
        return ()
