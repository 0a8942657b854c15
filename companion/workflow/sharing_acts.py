"""Sharing a note: preview first, then files that are whole or not there at all."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from companion.clinical.model import Session
from companion.workflow.views import Exported

if TYPE_CHECKING:
    from companion.workflow.room import Room

Audience = Literal["patient", "record", "supervision"]
Format = Literal["md", "txt"]


class Sharing:
    """The ways out for one patient's notes.

    Args:
        room: The room of the patient.
    """

    def __init__(self, room: Room) -> None:
        self._room = room

    def default_folder(self) -> Path:
        """Return where exports go unless another folder is chosen."""
        raise NotImplementedError

    def preview(
        self,
        audience: Audience,
        format: Format = "txt",  # noqa: A002
        *,
        session: Session | None = None,
        lines: Collection[int] | None = None,
    ) -> str:
        """Return the text exactly as `export` would write it.

        Args:
            audience: Who reads it.
            format: Markdown or plain text.
            session: Which note: the open one, else the last one.
            lines: Ids of the contributions chosen; None takes all.
        """
        raise NotImplementedError

    def preview_apart(
        self,
        audience: Audience,
        format: Format = "txt",  # noqa: A002
        *,
        session: Session | None = None,
        lines: Collection[int] | None = None,
    ) -> str:
        """Return what goes into the separate file of what third persons told; empty if nothing does."""
        raise NotImplementedError

    def export(
        self,
        audience: Audience,
        format: Format,  # noqa: A002
        folder: Path,
        *,
        session: Session | None = None,
        lines: Collection[int] | None = None,
    ) -> Exported:
        """Write the note, whole or not at all, and keep in the log who got what."""
        raise NotImplementedError
