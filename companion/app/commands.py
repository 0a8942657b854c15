"""Every command once: its name, help, key and place feed keys, palette, hint line and help.

A screen or step lists what it can do in `OFFERS`; `Commanded` turns the list into
bindings whose ids the settings file may give other keys. In session mode only commands
marked `safe` are offered: nothing that could bring up another person.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar

from textual.binding import Binding, BindingType

from companion.clinical.message import Message


class Where(StrEnum):
    """Where a command belongs; help and palette group by it."""

    EVERYWHERE = "everywhere"
    CASELOAD = "caseload"
    PATIENT = "patient"
    SESSION = "session"
    STEP = "step"


@dataclass(frozen=True, slots=True)
class Command:
    """One thing that can be done.

    Attributes:
        id: Stable, as in ``"look.event"``; the settings file names it to move the key.
        name: What the palette calls it, a verb first.
        help: One sentence for the help screen.
        keys: Textual keys, comma separated, the one to show first.
        action: Textual action string, in the namespace of the screen or step that lists it.
        where: Where it belongs.
        safe: Whether session mode offers it; it may never show another person.
        hint: Words on the hint line; empty keeps it off the line.
        priority: Whether the key works even while a field has the focus.
    """

    id: str
    name: Message
    help: Message
    keys: str
    action: str
    where: Where = Where.STEP
    safe: bool = True
    hint: Message | None = None
    priority: bool = False

    @property
    def key(self) -> str:
        """The key to show."""
        return self.keys.split(",")[0]


Hint = tuple[str, str]
"""A Textual key and the words beside it on the hint line."""


def bind(commands: Iterable[Command]) -> list[BindingType]:
    """Turn commands into bindings; the command's id is the binding's id."""
    return [
        Binding(command.keys, command.action, command.name.text, show=False, id=command.id, priority=command.priority)
        for command in commands
        if command.keys
    ]


class Commanded:
    """For apps, screens and steps: commands become bindings when the class is made."""

    OFFERS: ClassVar[tuple[Command, ...]] = ()

    def __init_subclass__(cls, **options: Any) -> None:
        """Add the bindings of the commands this class lists itself."""
        if own := cls.__dict__.get("OFFERS"):
            setattr(cls, "BINDINGS", [*cls.__dict__.get("BINDINGS", ()), *bind(own)])  # noqa: B010
        super().__init_subclass__(**options)
