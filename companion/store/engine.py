"""The live generation as one process has it open: one writing cursor, and readers that come and go."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from pathlib import Path

import duckdb

from companion.errors import LockedError, RefusedError
from companion.store.connection import Connection, execute
from companion.store.sql import statements
from companion.store.transaction import Reader

PATIENCE = 30.0
"""Seconds to wait for readers before a new generation takes over."""

SHORT_PATIENCE = 2.0
"""Seconds to wait for readers that were stopped, before the file is closed under them."""


class Engine:
    """Opens, closes and swaps the live generation. Only one thread at a time may write.

    Args:
        folder: The store's folder.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._gate = threading.Condition()
        self._swapping = False
        self._readers: set[duckdb.DuckDBPyConnection] = set()
        self._connection: Connection | None = None
        self._writer: duckdb.DuckDBPyConnection | None = None

    @property
    def is_open(self) -> bool:
        """Whether a generation is attached."""
        return self._writer is not None

    @property
    def connection(self) -> Connection:
        """The connection, to make a generation beside the live one."""
        if self._connection is None:
            raise LockedError("The store is locked.")
        return self._connection

    @property
    def writer(self) -> duckdb.DuckDBPyConnection:
        """The writing cursor."""
        if self._writer is None:
            raise LockedError("The store is locked.")
        return self._writer

    def open(self, file: str, key: bytes, *, to_look: bool = False) -> None:
        """Attach a generation and make the writing cursor, which `to_look` keeps from writing."""
        connection = Connection(self._folder, to_look=to_look)
        try:
            connection.attach(file, "store", key, to_look=to_look)
            writer = connection.cursor()
        except BaseException:
            connection.close()
            raise
        with self._gate:
            self._connection, self._writer = connection, writer

    def close(self) -> None:
        """Close the generation; readers that are at work are stopped, and new ones refused."""
        with self._gate:
            connection, writer = self._connection, self._writer
            self._connection = self._writer = None
            for cursor in self._readers:
                cursor.interrupt()
            self._gate.wait_for(lambda: not self._readers, timeout=SHORT_PATIENCE)
            if writer is not None:
                writer.close()
            if connection is not None:
                connection.close()

    @contextlib.contextmanager
    def swapping(self) -> Iterator[None]:
        """Let the readers end, and hold new ones back meanwhile."""
        with self._gate:
            self._gate.wait_for(lambda: not self._swapping)
            self._swapping = True
            if not self._gate.wait_for(lambda: not self._readers, timeout=PATIENCE):
                self._swapping = False
                self._gate.notify_all()
                raise RefusedError("The store is still being read. Try again in a moment.")
        try:
            yield
        finally:
            with self._gate:
                self._swapping = False
                self._gate.notify_all()

    @contextlib.contextmanager
    def reader(self) -> Iterator[Reader]:
        """Give a reader on a cursor of its own that sees one state and can write nothing."""
        with self._gate:
            self._gate.wait_for(lambda: not self._swapping)
            cursor = self.connection.cursor()
            self._readers.add(cursor)
        try:
            execute(cursor, statements()["begin_reading"])
            yield Reader(cursor)
        finally:
            with self._gate:
                self._readers.discard(cursor)
                cursor.close()
                self._gate.notify_all()

    def interrupt(self) -> None:
        """Stop every statement that is running."""
        with self._gate:
            for cursor in (*self._readers, self._writer):
                if cursor is not None:
                    cursor.interrupt()
