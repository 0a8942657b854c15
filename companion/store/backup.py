"""A backup: one file with the keys and a compared copy of the data, as encrypted as the store."""

from __future__ import annotations

import json
import os
import re
import shutil
import zipfile
from dataclasses import asdict, replace
from pathlib import Path

from companion.errors import CompanionError, StoreDamagedError, UsageError
from companion.store import beginnings
from companion.store.database import Store
from companion.store.files import make_folder, named_errors, private, reach_disk
from companion.store.generations import CURRENT_FILE, Progress, read_current
from companion.store.vault import KEYS_FILE, Vault

_DATA = re.compile(r"gen-\d{6}\.duckdb")
_COMING = ".coming"
_ENCRYPTED = 0x1
"""The flag of a file that a zip program encrypted: ours are encrypted before they go in."""


def back_up(store: Store, file: Path, progress: Progress | None = None) -> None:
    """Write a backup of an open store, whole or not at all; the log says first that it is made.

    Args:
        store: Goes on being used afterwards; writers wait meanwhile.
        file: Where; must not be there yet. The passphrases of today open it.
        progress: Is told how much of the copy is done, from 0 to 1.

    Raises:
        UsageError: The file is there already.
        StoreFullError: There is no room.
    """
    if os.path.lexists(file):
        raise _there(file)
    waiting = file.with_name(file.name + ".part")
    waiting.unlink(missing_ok=True)  # what a killed backup left
    with named_errors(), waiting.open("xb") as raw:
        try:
            store.perform(beginnings.BackupMade())
            with store.copied(progress) as copy, zipfile.ZipFile(raw, "w", zipfile.ZIP_STORED) as pack:
                pack.write(store.folder / KEYS_FILE, KEYS_FILE)
                pack.write(store.folder / copy.file, copy.file)
                pack.writestr(CURRENT_FILE, json.dumps(asdict(replace(copy, closed=True))))
            raw.flush()
            os.fsync(raw.fileno())
            raw.close()
            if os.path.lexists(file):  # it came while the copy was made
                raise _there(file)
            waiting.replace(file)
            reach_disk(file.parent)
        finally:
            try:
                raw.close()
            finally:  # closing writes what is left, and can find the disk full
                waiting.unlink(missing_ok=True)


def restore(file: Path, folder: Path) -> None:
    """Make a store of a backup; opening it then checks it.

    The files come under other names first and get their own at the end, the key file last: without
    it there is no store. Half a restore is begun anew by the next one.

    Args:
        file: The backup.
        folder: Where the store comes; must be empty or not there yet.

    Raises:
        UsageError: Something is in the folder, or there is no such file.
        StoreDamagedError: The file is no backup, or not whole.
        StoreFullError: There is no room; nothing is left in the folder.
    """
    if not file.is_file():
        raise UsageError("There is no file {file}.", file=str(file))
    if folder.exists() and any(path for path in folder.iterdir() if path.suffix != _COMING):
        raise UsageError("{folder} is not empty. Choose another folder.", folder=str(folder))
    private()
    make_folder(folder)
    try:
        with named_errors(), zipfile.ZipFile(file) as pack:
            data = _data_in(pack, file)
            for name in (data, CURRENT_FILE, KEYS_FILE):
                _take_out(pack, name, folder / (name + _COMING))
        with named_errors():
            for name in (data, CURRENT_FILE, KEYS_FILE):
                (folder / (name + _COMING)).replace(folder / name)
            reach_disk(folder)
        if read_current(folder).file != data or not Vault.store_id_of(folder):
            raise _damaged(file)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, NotImplementedError, StoreDamagedError) as error:
        take_back(folder)
        raise _damaged(file) from error
    except CompanionError:
        take_back(folder)
        raise


def take_back(folder: Path) -> None:
    """Take away a store that was just restored, with its folder."""
    shutil.rmtree(folder, ignore_errors=True)


def _data_in(pack: zipfile.ZipFile, file: Path) -> str:
    """Return the name of the one generation in it; nothing else may be there, and none of it packed smaller."""
    parts = {part.filename: part for part in pack.infolist()}
    data = [name for name in parts if _DATA.fullmatch(name)]
    plain = all(one.compress_type == zipfile.ZIP_STORED and not one.flag_bits & _ENCRYPTED for one in parts.values())
    whole = len(pack.infolist()) == len(parts) == 3
    if len(data) != 1 or set(parts) != {KEYS_FILE, CURRENT_FILE, *data} or not (plain and whole):
        raise _damaged(file)
    return data[0]


def _take_out(pack: zipfile.ZipFile, name: str, path: Path) -> None:
    with named_errors():
        with pack.open(name) as packed, path.open("wb") as plain:
            shutil.copyfileobj(packed, plain)
        reach_disk(path)


def _there(file: Path) -> UsageError:
    return UsageError("{file} is there already. Choose another name.", file=str(file))


def _damaged(file: Path) -> StoreDamagedError:
    return StoreDamagedError("{file} is damaged, or not a backup of Companion.", file=str(file))
