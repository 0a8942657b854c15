"""Made-up people: their caseload at once where it lies ready, the store with all of them behind it.

Where they have to be made first, that begins beside the loading of the screens, on the
second core. Where they lie ready, it begins after the first picture: two threads that load
at once mostly wait for each other. This module loads nothing of Textual.
"""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

from companion.clock import Clock
from companion.errors import CompanionError

if TYPE_CHECKING:
    from companion.workflow.desk import Desk
    from companion.workflow.views import CaseloadRow


class Opening:
    """Opens the made-up people in a thread of its own.

    Args:
        keep: The folder to keep them in; None throws them away at the end.
        clock: Tells the time.
        language: What they speak, as far as they do; empty for the language of the settings.

    Attributes:
        share: How far it is, from 0 to 1.
        ready: The caseload, if it can be shown before the store is open; else the opening has begun.
    """

    def __init__(self, keep: Path | None = None, clock: Clock | None = None, language: str = "") -> None:
        self.keep = keep
        self.share = 0.0
        self._clock = clock
        self._language = language
        self._desk: Desk | None = None
        self._rows: tuple[CaseloadRow, ...] | None = None
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._open, name="made-up people", daemon=True)
        self.ready = None if keep else self._lying_ready()
        if self.ready is None:
            self.begin()

    def begin(self) -> None:
        """Begin, if it has not begun."""
        if self._thread.ident is None:
            self._thread.start()

    def wait(self) -> tuple[Desk, tuple[CaseloadRow, ...]]:
        """Return the desk when it is open, and its caseload; who asks closes it.

        Raises:
            CompanionError: They cannot be opened.
        """
        self.begin()
        self._thread.join()
        if self._error is not None:
            raise self._error
        desk, self._desk = self._desk, None
        assert desk is not None
        assert self._rows is not None
        return desk, self._rows

    def forget(self) -> None:
        """Close what was opened and never asked for; a copy still being opened goes at the next start."""
        if not self._thread.is_alive() and self._desk is not None:
            self._desk.close()

    def _lying_ready(self) -> tuple[CaseloadRow, ...] | None:
        from companion.app import settings
        from companion.workflow.ready_made import read_rows

        return read_rows(self._clock or Clock(), self._language or settings.load().language)

    def _open(self) -> None:
        try:
            from companion.store.connection import prepare

            prepare()  # first: most of it runs beside the imports
            from companion.app import settings
            from companion.workflow.desk import open_demo

            code = self._language or settings.load().language
            self._desk = open_demo(self._clock, self.keep, self._tell, code=code)
            self._rows = self._desk.caseload()
        except (CompanionError, OSError, ImportError) as error:
            self._error = error

    def _tell(self, share: float) -> None:
        self.share = share
