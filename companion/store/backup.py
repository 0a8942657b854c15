"""A backup: one file with the keys and a compared copy of the data, as encrypted as the store."""

from __future__ import annotations

import json
import os
import re
import shutil
import zipfile
from dataclasses import asdict, replace
from pathlib import Path

from companion.errors import StoreDamagedError, UsageError
from companion.store.database import Store
from companion.store.files import make_folder, named_errors, private, reach_disk
from companion.store.generations import CURRENT_FILE, Progress
from companion.store.vault import KEYS_FILE

_DATA = re.compile(r"gen-\d{6}\.duckdb")


def back_up(store: Store, file: Path, progress: Progress | None = None) -> None:
    """Write a backup of an open store, whole or not at all.

    Args:
        store: Goes on being used afterwards; writers wait meanwhile.
        file: Where; must not be there yet. The passphrases of today open it.
        progress: Is told how much of the copy is done, from 0 to 1.

    Raises:
        UsageError: The file is there already.
        StoreFullError: There is no room.
    """
    if file.exists():
        raise UsageError("{file} is there already. Choose another name.", file=str(file))
    waiting = file.with_name(file.name + ".part")
    with store.copied(progress) as copy:
        try:
            with named_errors(), waiting.open("wb") as raw:
                with zipfile.ZipFile(raw, "w", zipfile.ZIP_STORED) as pack:
                    pack.write(store.folder / KEYS_FILE, KEYS_FILE)
                    pack.write(store.folder / copy.file, copy.file)
                    pack.writestr(CURRENT_FILE, json.dumps(asdict(replace(copy, closed=True))))
                raw.flush()
                os.fsync(raw.fileno())
            with named_errors():
                waiting.replace(file)
                reach_disk(file.parent)
        finally:
            waiting.unlink(missing_ok=True)


def restore(file: Path, folder: Path) -> None:
    """Make a store of a backup; opening it then checks it.

    Args:
        file: The backup.
        folder: Where the store comes; must be empty or not there yet.

    Raises:
        UsageError: Something is in the folder.
        StoreDamagedError: The file is no backup, or not whole.
    """
    if folder.exists() and any(folder.iterdir()):
        raise UsageError("{folder} is not empty. Choose another folder.", folder=str(folder))
    private()
    try:
        with zipfile.ZipFile(file) as pack:
            names = sorted(pack.namelist())
            data = [name for name in names if _DATA.fullmatch(name)]
            if len(data) != 1 or names != sorted([KEYS_FILE, CURRENT_FILE, *data]):
                raise StoreDamagedError("{file} is not a backup of Companion.", file=str(file))
            make_folder(folder)
            for name in (*data, KEYS_FILE, CURRENT_FILE):  # last what makes it a store
                _take_out(pack, name, folder / name)
    except (zipfile.BadZipFile, EOFError) as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise StoreDamagedError("{file} is damaged, or not a backup of Companion.", file=str(file)) from error
    except FileNotFoundError as error:
        raise UsageError("There is no file {file}.", file=str(file)) from error


def _take_out(pack: zipfile.ZipFile, name: str, path: Path) -> None:
    with named_errors():
        with pack.open(name) as packed, path.open("wb") as plain:
            shutil.copyfileobj(packed, plain)
        reach_disk(path)
