"""The dialogue in a room: one question at a time, and the lines that answer it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from companion.clinical.model import Contribution, CriticalAnswer, Domain, Kind, Session, Status, Theme
from companion.workflow.views import Proposal

if TYPE_CHECKING:
    from companion.workflow.room import Room

Choice = Literal["hard", "lighter", "other"]


class Talking:
    """Questions for one patient, and what was said.

    Args:
        room: The room of the patient; nobody else is reachable from here.
    """

    def __init__(self, room: Room) -> None:
        self._room = room

    def openings(self) -> tuple[str, ...]:
        """Return the three choices in words, in the order `hard`, `lighter`, `other`."""
        raise NotImplementedError

    def today(self) -> Proposal:
        """Return the question of the step Today."""
        raise NotImplementedError

    def propose(self, choice: Choice, topic: str = "") -> Proposal:
        """Return the next question for what the patient chose to talk about.

        The same store and day give the same question, until `used`, `say` or `another`.
        """
        raise NotImplementedError

    def follow(self, after: Proposal) -> Proposal | None:
        """Return the question that deepens `after`, or None when it is enough."""
        raise NotImplementedError

    def another(self, choice: Choice) -> Proposal:
        """Pass over the question shown last and return another."""
        raise NotImplementedError

    def used(self, proposal: Proposal, outcome: str) -> None:
        """Write down that a question was asked: `answered`, `passed` or `enough`."""
        raise NotImplementedError

    def clinician_turn(self) -> Proposal:
        """Return the question that opens the clinician's turn."""
        raise NotImplementedError

    def hope(self) -> Proposal:
        """Return the sentence under which the clinician writes a hope."""
        raise NotImplementedError

    def closing(self) -> Proposal:
        """Return the question that closes the session."""
        raise NotImplementedError

    def read_back(self) -> Proposal:
        """Return the question under which the lines are read back."""
        raise NotImplementedError

    def safety_wording(self, answer: CriticalAnswer) -> str:
        """Return a prepared wording for the clinician to raise an answer on safety."""
        raise NotImplementedError

    def say(
        self,
        text: str,
        *,
        said_by: str = "patient",
        typed_by: str = "clinician",
        told_by: str = "",
        about: str = "",
        via: str = "screen",
        kind: Kind = Kind.LINE,
        proposal: Proposal | None = None,
        only_us: bool = False,
        keepsake: bool = False,
        domain: Domain | None = None,
    ) -> Contribution:
        """Write one line into the open session, or outside any session."""
        raise NotImplementedError

    def correct(self, contribution_id: int, text: str) -> Contribution:
        """Write a new version of a line; the old one stays in the store."""
        raise NotImplementedError

    def withdraw(self, contribution_id: int, by: str) -> None:
        """Take a line away; who and when is kept."""
        raise NotImplementedError

    def restore(self, contribution_id: int) -> None:
        """Bring a withdrawn line back."""
        raise NotImplementedError

    def mark(
        self,
        contribution_id: int,
        *,
        keepsake: bool | None = None,
        only_us: bool | None = None,
        kind: Kind | None = None,
        status: Status | None = None,
        theme: Theme | None = None,
        domain: Domain | None = None,
    ) -> None:
        """Change marks of a line; what is None stays as it is."""
        raise NotImplementedError

    def lines(self, session: Session | None = None) -> tuple[Contribution, ...]:
        """Return the lines of a session (the open one if None), without what only two may see now."""
        raise NotImplementedError
