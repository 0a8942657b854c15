"""The unlocked store, as the clinician has it: caseload, patients, the way into a room."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from companion.clinical.model import Patient, Session
from companion.clock import Clock
from companion.language import ENGLISH, Language
from companion.workflow.room import Room
from companion.workflow.views import CaseloadRow

if TYPE_CHECKING:
    from companion.clinical.instruments import Catalogue
    from companion.store.database import Account, Store

Progress = Callable[[float], None]


class Desk:
    """The unlocked store with everything a clinician does outside a session.

    Attributes:
        store: The open store.
        clock: Tells the time.
        language: What turns messages into words.
        is_demo: Whether the people in it are made up and nothing is kept.
        passphrase: The passphrase of a kept demo store, to be shown once; else empty.
    """

    def __init__(
        self, store: Store, *, language: Language = ENGLISH, is_demo: bool = False, passphrase: str = ""
    ) -> None:
        self.store = store
        self.clock: Clock = store.clock
        self.language = language
        self.is_demo = is_demo
        self.passphrase = passphrase

    @property
    def account(self) -> Account:
        """Who unlocked the store (`id`, `name`)."""
        return self.store.account

    @property
    def catalogue(self) -> Catalogue:
        """The bundled instruments and those of the clinic's own folder."""
        raise NotImplementedError

    def caseload(self) -> tuple[CaseloadRow, ...]:
        """Return one row a patient, by name; never by risk."""
        raise NotImplementedError

    def add_patient(self, key: str, name: str, chosen_name: str = "", born: date | None = None) -> Patient:
        """Add a patient.

        Raises:
            RefusedError: When the key is empty or already there.
        """
        raise NotImplementedError

    def edit_patient(
        self, patient_id: int, key: str, name: str, chosen_name: str = "", born: date | None = None
    ) -> Patient:
        """Change what is known of a patient.

        Raises:
            RefusedError: When the key is empty or somebody else's.
        """
        raise NotImplementedError

    def look_alikes(self, name: str) -> tuple[Patient, ...]:
        """Return patients whose name looks like `name` to the eye."""
        raise NotImplementedError

    def room(self, patient_id: int) -> Room:
        """Open a patient; the log says so.

        Raises:
            RefusedError: When there is no such patient.
        """
        raise NotImplementedError

    def find(self, key: str) -> Patient:
        """Return the patient with this key, or the only one whose name contains it.

        Raises:
            UsageError: When there is none, or more than one.
        """
        raise NotImplementedError

    def interrupted_session(self) -> tuple[int, Session] | None:
        """Return (patient id, session) of a session still open from today, or None."""
        raise NotImplementedError

    def check_code(self, code: str) -> bool:
        """Return whether the short code is right; five misses in a row lock the store."""
        raise NotImplementedError

    def close(self) -> None:
        """Close the store; a throwaway store is deleted."""
        raise NotImplementedError


def create_store(
    folder: Path, account: str, passphrase: str, short_code: str = "", responsible: str = "", clock: Clock | None = None
) -> Desk:
    """Make a new store with its first account, and open it.

    `responsible` says in words who is responsible for the data in it.
    """
    raise NotImplementedError


def unlock(folder: Path, passphrase: str, account: str | None = None, clock: Clock | None = None) -> Desk:
    """Open a store.

    Raises:
        LockedError: When the passphrase does not open it.
        StoreInUseError: When another process has it.
        StoreDamagedError: When it is damaged, or the folder is not a store.
    """
    raise NotImplementedError


def open_demo(clock: Clock | None = None, keep: Path | None = None, progress: Progress | None = None) -> Desk:
    """Open made-up people in a throwaway encrypted store, or in `keep`, which stays.

    A kept store gets the account "demo" and a passphrase of its own: `Desk.passphrase`.
    """
    raise NotImplementedError
