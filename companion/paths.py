"""The only place that knows folders."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import platformdirs

_HERE = Path(__file__).resolve().parent


def data_folder() -> Path:
    """Return where the store lives unless `--store` says otherwise."""
    return Path(platformdirs.user_data_dir("companion", appauthor=False))


def config_folder() -> Path:
    """Return where settings and a clinic's own definitions live."""
    return Path(platformdirs.user_config_dir("companion", appauthor=False))


def cache_folder() -> Path:
    """Return where things may be kept that can always be made again."""
    return Path(platformdirs.user_cache_dir("companion", appauthor=False))


def state_folder() -> Path:
    """Return where crash notes and the count of wrong passphrases are kept."""
    return Path(platformdirs.user_state_dir("companion", appauthor=False))


def documents_folder() -> Path:
    """Return where shared files go unless another folder is chosen; never a temporary one."""
    return Path(platformdirs.user_documents_dir())


@cache
def _carried(name: str) -> Path:
    # Inside the package in a wheel; beside it in a checkout or an editable install.
    inside = _HERE / name
    return inside if inside.is_dir() else _HERE.parent / name


def queries_folder() -> Path:
    """Return the folder of the SQL files."""
    return _carried("queries")


def fixtures_folder() -> Path:
    """Return the folder of the made-up patients and example files."""
    return _carried("fixtures")


def locale_folder() -> Path:
    """Return the folder of the message catalogues."""
    return _HERE / "locale"


def help_folder() -> Path:
    """Return the folder of the user guide."""
    return _HERE / "help"
