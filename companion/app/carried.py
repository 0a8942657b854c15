"""What the shared screen remembers while one goes from step to step; none of it is clinical text."""

from __future__ import annotations

from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

from companion.app.said import Speaker
from companion.clinical.carry import Offer
from companion.workflow.room import Room
from companion.workflow.views import Proposal


@dataclass
class Carried:
    """Where the conversation stands.

    Attributes:
        phase: `choose`, `offer`, `seen`, `topic`, `ask` or `enough`.
        choice: What the patient chose to talk about: `hard`, `lighter` or `other`.
        proposal: The question on the screen.
        answered: Whether a line was said to it.
        speaker: Who says the next line.
        asked_first: Whether the first page of a first session was shown.
        just_here: Whether the patient chose *just here today*.
        eyes_up: Whether only the question and one line are shown.
        offer: What is offered from before, or None.
        others: Whether somebody else was in the room when the question was last shown.
    """

    phase: str = "choose"
    choice: str = ""
    proposal: Proposal | None = None
    answered: bool = False
    speaker: Speaker = field(default_factory=Speaker)
    asked_first: bool = False
    just_here: bool = False
    eyes_up: bool = False
    offer: Offer | None = None
    others: bool = False


_CARRIED: WeakKeyDictionary[Room, Carried] = WeakKeyDictionary()


def carried(room: Room) -> Carried:
    """Return what is remembered for this room; it goes when the room goes."""
    return _CARRIED.setdefault(room, Carried())
