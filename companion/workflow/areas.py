"""Areas of life on screens: their names and their order, by the patient's choice first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from companion.clinical.message import Message
from companion.clinical.model import Domain

if TYPE_CHECKING:
    from companion.store.records.people import DomainChoice

AREA_NAMES: Mapping[Domain, Message] = {
    Domain.RELATING: Message("Getting on with others"),
    Domain.COPING: Message("Handling what is hard"),
    Domain.SELF: Message("Understanding myself"),
    Domain.EVERYDAY: Message("Everyday life"),
    Domain.MOOD: Message("Mood and worry"),
    Domain.HOPE: Message("Hope and meaning"),
    Domain.AGENCY: Message("Steering my own life"),
    Domain.SAFETY: Message("Safety"),
    Domain.TOGETHER: Message("Our work together"),
}

_USUAL = {domain: place for place, domain in enumerate(Domain)}


class Areas:
    """The areas of one patient.

    Args:
        choices: What the patient chose for some of them.
    """

    def __init__(self, choices: Mapping[Domain, DomainChoice]) -> None:
        self._choices = choices

    def name(self, domain: Domain) -> Message:
        """Return what the area is called."""
        choice = self._choices.get(domain)
        return Message("{name}", {"name": choice.name}) if choice and choice.name else AREA_NAMES[domain]

    def is_hidden(self, domain: Domain) -> bool:
        """Return whether the patient put the area out of sight."""
        choice = self._choices.get(domain)
        return choice is not None and choice.hidden

    def place(self, domain: Domain) -> tuple[int, int]:
        """Return where the area stands: placed ones first, the others in their usual order."""
        choice = self._choices.get(domain)
        placed = choice is not None and choice.position is not None
        return (choice.position or 0, 0) if choice and placed else (len(_USUAL) * 10, _USUAL[domain])

    def in_order(self) -> tuple[Domain, ...]:
        """Return the areas in sight, in their order."""
        return tuple(sorted((one for one in Domain if not self.is_hidden(one)), key=self.place))
