"""One step of a session: what the content area of the patient screen holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from textual.message import Message as Note
from textual.widget import Widget

from companion.app.commands import Commanded, Hint
from companion.app.words import Speaking
from companion.clinical.message import Message
from companion.clinical.model import Display, Moment
from companion.language import Language

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.screen import Screen

    from companion.app.ready import Next
    from companion.workflow.room import Room


class Step(Commanded, Speaking, Widget, can_focus=True):
    """A part of the shared screen with a digit of its own.

    The step itself takes the focus when it opens, so that digits and single letters work at
    once; `first_focus` may name something inside instead, but never a field.

    Attributes:
        CODE: Its code, as in ``"look"``.
        TITLE: What the step bar calls it.
        room: The patient and nothing else.
    """

    CODE: ClassVar[str] = ""
    TITLE: ClassVar[Message] = Message("")

    DEFAULT_CSS = """
    Step { width: 1fr; height: 1fr; }
    """

    @dataclass
    class Saved(Note):
        """Something was written to the store; the header says `text` for a moment."""

        text: str = ""

    class Changed(Note):
        """What other parts show may have changed; the header reads again."""

    @dataclass
    class Go(Note):
        """Open another step."""

        step: str

    class Hints(Note):
        """The hints are different now."""

    def __init__(self, room: Room) -> None:
        super().__init__(id=f"step-{self.CODE}", classes="step")
        self.room = room

    @property
    def language(self) -> Language:
        """The language of the room."""
        return self.room.language

    @property
    def in_session(self) -> bool:
        """Whether the screen is shared with the patient now."""
        return bool(getattr(self.screen, "in_session", False))

    @property
    def since(self) -> Moment | None:
        """The chosen moment to compare with; None means the start."""
        return getattr(self.screen, "since", None)

    @property
    def shown(self) -> Display:
        """What may be shown: the patient's choice in a session, numbers in the clinician's own view."""
        found = getattr(self.screen, "shown", Display.WORDS)
        return found if isinstance(found, Display) else Display.WORDS

    @property
    def hints(self) -> list[Hint]:
        """Key and words for the hint line; by default the commands that carry a hint."""
        return [(command.key, self.say(command.hint)) for command in self.OFFERS if command.hint is not None]

    @property
    def rests_on(self) -> object | None:
        """What is shown depends on this: while it stays, there is nothing to read again. None: read always."""
        return None

    @property
    def stands(self) -> tuple[object, ...]:
        """What every step depends on."""
        return stands(self.screen, self.room)

    def on_mount(self) -> None:
        """Read for the first time."""
        self.begin()

    def begin(self) -> None:
        """Show how things stand; once more when it is first looked at, if it was made ready before."""
        self.reload()

    def next_pages(self) -> Iterable[Next]:
        """Return the pages a key may ask for here, the likeliest first."""
        return ()

    def first_focus(self) -> Widget:
        """Return what has the focus when the step opens: never a field."""
        return self

    def watch_has_focus(self, _has_focus: bool) -> None:
        """Paint nothing anew: a step looks the same with the focus and without, and so does all inside it."""

    def reload(self) -> None:
        """Read again and repaint; called when something changed elsewhere."""

    def keep(self) -> None:
        """Save at once what is being typed; called before a lock, a switch and leaving."""


def stands(screen: Screen[Any], room: Room) -> tuple[object, ...]:
    """Return the acts that were done, the day, what may be shown, the moment, the settings."""
    chosen = (getattr(screen, name, None) for name in ("shown", "since"))
    return room.store.performed, room.today, *chosen, getattr(screen.app, "settings", None)
