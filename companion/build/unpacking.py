"""Unpacks a folder build once into the user's own folder and keeps it whole; standard library only.

What `head.sh` does where there is a shell, this does where there is none.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import shutil
import struct
import sys
import tarfile
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from companion import built
from companion.build import words

MAGIC = b"companion"
FOOT = struct.Struct(f"!QQ{len(MAGIC)}s")


class Index(NamedTuple):
    """What a payload is.

    Attributes:
        build: The name of the folder it becomes.
        manifest: The SHA-256 of its manifest.
        files: How many files it has.
        size: How many bytes they take.
    """

    build: str
    manifest: str
    files: int
    size: int


class RefusedError(Exception):
    """It cannot be unpacked here; the sentence says why and what to do."""


def ready(index: Index, payload: BinaryIO, programs: Path, say: Callable[[str], None]) -> Path:
    """Return the folder of the program, unpacked and whole.

    Args:
        index: What the payload is.
        payload: The compressed archive, read only when needed.
        programs: Where programs are unpacked.
        say: Told what takes time.

    Raises:
        RefusedError: There is no room, no right to write, or the payload is damaged.
    """
    here, seal = programs / index.build, programs / f"{index.build}.seal"
    if not _untouched(here, seal):
        try:
            programs.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise RefusedError(words.say("not_made", folder=programs)) from error
        with _alone(programs):
            if not _untouched(here, seal):
                _mend(index, payload, programs, say)
                _write_seal(here, seal)
            _remove_old(programs, index.build)
    return here


def _listing(here: Path) -> str:
    lines = []
    for name in [*built.files_of(here), built.MANIFEST]:
        facts = (here / name).stat()
        lines.append(f"{name} {facts.st_size} {facts.st_mtime_ns} {facts.st_ctime_ns} {facts.st_ino}\n")
    return "".join(lines)


def _untouched(here: Path, seal: Path) -> bool:
    try:
        return _listing(here) == seal.read_text("utf-8")
    except OSError:
        return False


def _write_seal(here: Path, seal: Path) -> None:
    with contextlib.suppress(OSError):  # without a seal the next start checks every file again
        seal.write_text(_listing(here), "utf-8", newline="\n")


def _whole(index: Index, folder: Path) -> bool:
    try:
        digest = hashlib.sha256((folder / built.MANIFEST).read_bytes()).hexdigest()
        return digest == index.manifest and not built.differences(folder)
    except OSError:
        return False


def _mend(index: Index, payload: BinaryIO, programs: Path, say: Callable[[str], None]) -> None:
    here = programs / index.build
    if here.is_dir():
        if _whole(index, here):
            return
        say(words.say("mended"))
    for left in [*programs.glob(".new.*"), *programs.glob(".old.*")]:
        shutil.rmtree(left, ignore_errors=True)
    no_room = words.say("no_room", folder=programs, size=index.size >> 20)
    if shutil.disk_usage(programs).free < index.size * 1.05:
        raise RefusedError(no_room)
    new = programs / f".new.{uuid.uuid4().hex}"
    try:
        _unpack(index, payload, new, say)
        if not _whole(index, new):
            raise RefusedError(words.say("not_as_built"))
        if here.is_dir():
            here.rename(programs / f".old.{uuid.uuid4().hex}")
        new.rename(here)
    except OSError as error:
        if shutil.disk_usage(programs).free < index.size / 8:
            raise RefusedError(no_room) from error
        raise RefusedError(words.say("busy", folder=programs, why=error.strerror)) from error
    finally:
        for left in [new, *programs.glob(".old.*")]:
            shutil.rmtree(left, ignore_errors=True)


def _unpack(index: Index, payload: BinaryIO, new: Path, say: Callable[[str], None]) -> None:
    new.mkdir(mode=0o700)
    done = 0
    try:
        with tarfile.open(fileobj=payload, mode="r:xz") as archive:
            for entry in archive:
                archive.extract(entry, new, filter="data")
                done += entry.size + 4096 if entry.isfile() else 0
                say(f"\rcompanion: {words.say('progress')} {min(100, done * 100 // index.size):3d} %")
    except (tarfile.TarError, EOFError, OSError) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise
        raise RefusedError(words.say("not_unpacked")) from error


@contextlib.contextmanager
def _alone(programs: Path) -> Iterator[None]:
    """Hold the folder: of two first starts one unpacks, and the other waits."""
    with (programs / ".lock").open("a+b") as file:
        if sys.platform == "win32":
            import msvcrt
            import time

            while True:
                try:
                    file.seek(0)
                    msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
                    break
                except OSError:
                    time.sleep(0.2)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _remove_old(programs: Path, build: str) -> None:
    """Remove other versions; one that is in use cannot be renamed on Windows, and stays."""
    for seal in programs.glob("*.seal"):
        old = seal.with_suffix("")
        if old.name == build:
            continue
        gone = programs / f".old.{uuid.uuid4().hex}"
        with contextlib.suppress(OSError):
            if old.is_dir():
                old.rename(gone)
            seal.unlink()
            shutil.rmtree(gone, ignore_errors=True)


def payload_of(program: Path) -> tuple[Index, BinaryIO]:
    """Return what a single file carries: the index, and the archive opened at its first byte.

    Raises:
        RefusedError: It carries nothing, so it was not copied whole.
    """
    import json

    with program.open("rb") as file:
        end = file.seek(0, os.SEEK_END)
        file.seek(max(0, end - (1 << 20)))  # a signature may stand behind the archive's own end
        tail = file.read()
        cookie = tail.rfind(b"MEI\014\013\012\013\016")
        try:
            (length,) = struct.unpack_from("!I", tail, cookie + 8)
            start = end - len(tail) + cookie + 88 - length
            file.seek(start - FOOT.size)
            size, long, magic = FOOT.unpack(file.read(FOOT.size))
            if cookie < 0 or magic != MAGIC:
                raise RefusedError(words.say("not_whole"))
            file.seek(start - FOOT.size - long)
            index = Index(**json.loads(file.read(long)))
        except (struct.error, OSError, ValueError) as error:
            raise RefusedError(words.say("not_whole")) from error
    return index, io.BufferedReader(_Part(program, start - FOOT.size - long - size, size))


class _Part(io.RawIOBase):
    """A stretch of a file, read as if it were a file."""

    def __init__(self, program: Path, start: int, size: int) -> None:
        self._file = program.open("rb")
        self._start, self._size, self._at = start, size, 0

    def readable(self) -> bool:
        """It can be read."""
        return True

    def seekable(self) -> bool:
        """It can be read from any place."""
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Go to a place in the stretch."""
        base = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self._size}[whence]
        self._at = max(0, base + offset)
        return self._at

    def readinto(self, buffer: Any) -> int:
        """Read on, never beyond the stretch."""
        self._file.seek(self._start + self._at)
        content = self._file.read(max(0, min(len(buffer), self._size - self._at)))
        buffer[: len(content)] = content
        self._at += len(content)
        return len(content)

    def close(self) -> None:
        """Close the file."""
        self._file.close()
        super().close()
