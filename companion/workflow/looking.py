"""All areas of one patient as they stand: what the steps Look and Then & now show."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from companion.clinical.model import Display, Domain, FormTalk, Moment, MoreHelp, OwnMeasure
from companion.workflow.views import BeforeView, Review, ThenNow

if TYPE_CHECKING:
    from companion.workflow.room import Room


class Looking:
    """What can be looked at, and the marks that belong to looking."""

    def __init__(self, room: Room) -> None:
        self._room = room

    def review(self, since: Moment | None = None) -> Review:
        """Return every area now, since last session, since start and since `since`.

        Args:
            since: The chosen moment; None means the start.
        """
        raise NotImplementedError

    def then_now(self, then: Moment, now: Moment | None = None) -> ThenNow:
        """Return two moments side by side: the patient's own words nearest both, then the readings.

        Without `now`, the later moment is today.
        """
        raise NotImplementedError

    def before(self) -> BeforeView:
        """Return what the clinician sees with the screen turned away."""
        raise NotImplementedError

    def moments(self) -> tuple[Moment, ...]:
        """Return what one can compare with, newest first, the start last."""
        raise NotImplementedError

    def set_display(self, display: Display) -> None:
        """Remember what the patient wants to see."""
        raise NotImplementedError

    def set_domain(self, domain: Domain, name: str = "", *, hidden: bool = False, position: int | None = None) -> None:
        """Rename, hide or order an area by the patient's choice."""
        raise NotImplementedError

    def more_help(self, domain: Domain, answer: MoreHelp) -> None:
        """Keep the answer to *more help here?*."""
        raise NotImplementedError

    def end_of_form(self, row: str, outcome: FormTalk) -> None:
        """Keep how the talk about one form ended."""
        raise NotImplementedError

    def set_signal_aside(self, signal_id: str, reason: str = "") -> None:
        """Leave one thing be: it is not proposed again."""
        raise NotImplementedError

    def say_own_reading(self, own: OwnMeasure, from_day: date, to_day: date, word: str) -> None:
        """Keep the patient's own word for two moments of an own measure.

        The word is `easier`, `harder`, `more`, `less` or `same`.
        """
        raise NotImplementedError

    def point_word(self, assessment_id: int, scale: str, word: str | None) -> None:
        """Keep "the form says easier, I say harder" on one point; None takes it away."""
        raise NotImplementedError

    def show_relatives(self, *, yes: bool) -> None:
        """Keep the patient's own answer to whether relatives' ratings are shown."""
        raise NotImplementedError
