"""The unlocked store, as the clinician has it: caseload, patients, the way into a room."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from companion.clinical.message import Message
from companion.clinical.model import Patient, Session
from companion.clock import Clock
from companion.errors import RefusedError
from companion.language import ENGLISH, Language

if TYPE_CHECKING:
    from companion.clinical.criterion import Given
    from companion.clinical.instruments import Catalogue
    from companion.store.database import Store
    from companion.store.ledger import Account
    from companion.workflow.room import Room
    from companion.workflow.views import CaseloadRow

Progress = Callable[[float], None]


class Desk:
    """The unlocked store with everything a clinician does outside a session.

    Attributes:
        store: The open store.
        clock: Tells the time.
        language: What turns messages into words.
        given: A stricter level than usual for changes, or None.
        is_demo: Whether the people in it are made up.
        passphrase: The passphrase of a kept demo store, to be shown once; else empty.
    """

    def __init__(
        self,
        store: Store,
        *,
        language: Language = ENGLISH,
        is_demo: bool = False,
        passphrase: str = "",
        on_close: Callable[[], None] | None = None,
        reopen: Callable[[], Store] | None = None,
    ) -> None:
        self.store = store
        self.clock: Clock = store.clock
        self.language = language
        self.given: Given | None = None
        self.is_demo = is_demo
        self.passphrase = passphrase
        self._on_close = on_close
        self._reopen = reopen

    @property
    def account(self) -> Account:
        """Who unlocked the store (`id`, `name`)."""
        return self.store.account

    @cached_property
    def catalogue(self) -> Catalogue:
        """The bundled instruments and those of the clinic's own folder that have no mistake."""
        return self._forms[0]

    @cached_property
    def _forms(self) -> tuple[Catalogue, tuple[Message, ...]]:
        from companion.workflow.catalogue import what_can_be_read

        return what_can_be_read()

    @property
    def notices(self) -> tuple[Message, ...]:
        """What is to be told after opening: a repaired log, a full disk, a form of one's own with a mistake."""
        return (*self.store.notices, *self._forms[1])

    def caseload(self) -> tuple[CaseloadRow, ...]:
        """Return one row a patient, by name; never by risk."""
        from companion.workflow import caseload

        return caseload.rows(self.store)

    def add_patient(self, key: str, name: str, chosen_name: str = "", born: date | None = None) -> Patient:
        """Add a patient.

        Raises:
            RefusedError: When the key is empty or already there.
        """
        from companion.store.acts.people import AddPatient

        return self.store.perform(AddPatient(key, name, chosen_name, born))

    def edit_patient(
        self, patient_id: int, key: str, name: str, chosen_name: str = "", born: date | None = None
    ) -> Patient:
        """Change what is known of a patient.

        Raises:
            RefusedError: When the key is empty or somebody else's.
        """
        from companion.store.acts.people import EditPatient

        return self.store.perform(EditPatient(patient_id, key, name, chosen_name, born))

    def look_alikes(self, name: str) -> tuple[Patient, ...]:
        """Return patients whose name looks like `name` to the eye."""
        from companion.workflow import caseload

        return caseload.look_alikes(self.store, name)

    def find(self, key: str) -> Patient:
        """Return the patient with this key, or the only one whose name contains it.

        Raises:
            UsageError: When there is none, or more than one.
        """
        from companion.workflow import caseload

        return caseload.find(self.store, key)

    def nobody(self) -> Room:
        """Return a room with nobody in it."""
        from companion.workflow.room import Room

        return Room(self.store, Patient(0, "", "", ""), catalogue=self.catalogue, language=self.language)

    def room(self, patient_id: int) -> Room:
        """Open a patient; the log says so.

        Raises:
            RefusedError: When there is no such patient.
        """
        from companion.store.acts.people import OpenedPatient
        from companion.store.records import people
        from companion.workflow.room import Room

        try:
            with self.store.read() as reader:
                patient = people.patient(reader, patient_id)
        except KeyError:
            raise RefusedError("This patient is no longer there. Go back and look again.") from None
        self.store.perform(OpenedPatient(patient_id))
        room = Room(self.store, patient, catalogue=self.catalogue, language=self.language)
        room.look.given = self.given
        return room

    def interrupted_session(self) -> tuple[int, Session] | None:
        """Return (patient id, session) of a session still open from today, or None."""
        from companion.store.records import meeting

        with self.store.read() as reader:
            found = meeting.interrupted_session(reader)
            session = meeting.open_session(reader, found[0]) if found else None
        return (found[0], session) if found and session and session.day == self.clock.today() else None

    def check_code(self, code: str) -> bool:
        """Return whether the short code is right.

        Raises:
            TooManyTriesError: It was wrong five times: close the store and ask for the passphrase.
        """
        return self.store.check_code(code)

    @property
    def any_code(self) -> bool:
        """Whether any short code is right, as with throwaway made-up people."""
        return self._reopen is not None

    def lock(self) -> Callable[[], Desk] | None:
        """Close the store at once, keeping nothing of its people.

        Returns:
            What opens throwaway made-up people again, whose key nobody knows; else None:
            the store opens with its passphrase.
        """
        self.store.close(quickly=True)
        reopen = self._reopen
        if reopen is None:
            return None
        on_close = self._on_close
        return lambda: Desk(reopen(), language=self.language, is_demo=True, on_close=on_close, reopen=reopen)

    def close(self, *, quickly: bool = False) -> None:
        """Close the store; a throwaway store is deleted.

        Args:
            quickly: Do nothing that can wait, as when the store locks.
        """
        self.store.close(quickly=quickly)
        if self._on_close:
            self._on_close()
            self._on_close = None


def warm() -> None:
    """Load what opening a store takes, so that it is there when the passphrase is typed."""
    from companion.store.connection import prepare

    prepare()
    import companion.store.database  # noqa: F401 - the keys are most of it
    from companion.store.sql import statements

    statements().get("caseload")


def create_store(
    folder: Path, account: str, passphrase: str, short_code: str = "", responsible: str = "", clock: Clock | None = None
) -> Desk:
    """Make a new store with its first account, and open it.

    `responsible` says in words who is responsible for the data in it.
    """
    from companion.store.database import Store

    store = Store.create(
        folder,
        account=account,
        passphrase=passphrase,
        short_code=short_code,
        responsible=responsible,
        clock=clock or Clock(),
    )
    return Desk(store)


def unlock(folder: Path, passphrase: str, account: str | None = None, clock: Clock | None = None) -> Desk:
    """Open a store.

    Raises:
        LockedError: When the passphrase does not open it.
        StoreInUseError: When another process has it.
        StoreDamagedError: When it is damaged, or the folder is not a store.
    """
    from companion.store.database import Store

    return Desk(Store.open(folder, passphrase, account=account, clock=clock or Clock()))


def open_demo(
    clock: Clock | None = None, keep: Path | None = None, progress: Progress | None = None, *, code: str = "en"
) -> Desk:
    """Open made-up people in a throwaway encrypted store, or in `keep`, which stays.

    Who of them speaks the language `code` speaks it; the others speak English.
    A kept store gets the account "demo" and a passphrase of its own: `Desk.passphrase`.
    """
    from companion.workflow.demo import keep_demo, throwaway_demo

    now = clock or Clock()
    return keep_demo(keep, now, progress, code) if keep else throwaway_demo(now, progress, code)
