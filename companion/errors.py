"""Every error the program raises on purpose, and the exit code each one ends with.

CompanionError              a sentence for the user: what happened, where, what to do
├── UsageError              2  the command or a value in it cannot be used
├── LockedError             3  locked, or the passphrase does not open the store
│   └── TooManyTriesError   3  wait before the next try
├── StoreInUseError         4  another process has the store
├── StoreDamagedError       5  damaged, or not a store
├── StoreFullError          1  no room on the disk; nothing was lost
├── StoreReadOnlyError      1  the folder of the store takes no change
├── RefusedError            1  understood, but not done, and why
└── DefinitionError         2  an instrument or prompt file has a mistake: file, key, what is allowed
"""

from __future__ import annotations

from typing import ClassVar

from companion.clinical.message import Message, Value


class CompanionError(Exception):
    """An error with a sentence for the user.

    Args:
        text: English source of the sentence, with places in braces; a gettext id.
        values: What goes into the places. Never patient text: the sentence may be logged.
    """

    exit_code: ClassVar[int] = 1

    def __init__(self, text: str, **values: Value) -> None:
        super().__init__(text)
        self.message = Message(text, values)

    def __str__(self) -> str:
        """The English sentence; screens translate `message` instead."""
        return self.message.text.format(**self.message.values) if self.message.values else self.message.text


class UsageError(CompanionError):
    """The command or a value in it cannot be used."""

    exit_code = 2


class DefinitionError(UsageError):
    """A definition file has a mistake; the sentence names file, key and what is allowed."""


class LockedError(CompanionError):
    """The store is locked, or the passphrase does not open it."""

    exit_code = 3


class TooManyTriesError(LockedError):
    """Too many wrong passphrases; the sentence says how long to wait."""


class StoreInUseError(CompanionError):
    """Another process has the store; the sentence names it."""

    exit_code = 4


class StoreDamagedError(CompanionError):
    """The store is damaged, or the folder is not a store."""

    exit_code = 5


class StoreFullError(CompanionError):
    """There is no room on the disk. What was being written is kept on the screen."""


class StoreReadOnlyError(CompanionError):
    """The folder of the store takes no change: it can be looked at, and nothing can be saved."""


class RefusedError(CompanionError):
    """Understood, but not done; the sentence says why and what to do."""
