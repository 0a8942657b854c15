"""What intake must know of a form to check a cell: how many items, which answers, which totals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from companion.clinical.instruments import Catalogue, Instrument
from companion.intake.cells import BadCellError


@dataclass(frozen=True, slots=True)
class Form:
    """One instrument, as far as a file is concerned.

    Attributes:
        id: The instrument's id.
        items: Number of items; 0 for a form of which only totals are taken in.
        ranges: Item number -> (lowest, highest) answer.
        extra: Answers outside the range that the form itself defines (HoNOS 9 is *unknown*).
        total: Lowest and highest total.
        whole: Whether totals are whole numbers.
        whole_answers: Whether answers are whole numbers.
        respondent: Who answers it where the file does not say.
        may_not_apply: Numbers of items to which *does not apply* is an answer (WSAS 1).
    """

    id: str
    items: int
    ranges: Mapping[int, tuple[float, float]]
    total: tuple[float, float]
    whole: bool = True
    whole_answers: bool = True
    extra: frozenset[float] = frozenset()
    respondent: str = "self"
    may_not_apply: frozenset[int] = frozenset()

    def check_answer(self, number: int, answer: float | None) -> float | None:
        """Return the answer if the form has it.

        Raises:
            BadCellError: The form has no such item, or the item no such answer.
        """
        if answer is None:
            return None
        limits = self.ranges.get(number)
        if limits is None:
            raise BadCellError("{form} has {n} items. Take this one out.", form=self.id, n=self.items)
        low, high = limits
        if answer in self.extra or (low <= answer <= high and (answer == int(answer) or not self.whole_answers)):
            return answer
        raise BadCellError("The answers go from {low} to {high}. Leave it empty if it is missing.", low=low, high=high)

    def check_total(self, total: float | None) -> float | None:
        """Return the total if the form can have it.

        Raises:
            BadCellError: It lies outside the scale, or between its steps.
        """
        if total is None:
            return None
        low, high = self.total
        if not low <= total <= high:
            raise BadCellError("The total goes from {low} to {high}. Check the form.", low=low, high=high)
        if self.whole and total != int(total):
            raise BadCellError("The total is a whole number. Check the form.")
        return total


class Forms:
    """The forms a file may name, found by id, short name or any other spelling.

    Args:
        catalogue: The forms that are known.
        permitted: Those whose owner's permission the clinic has confirmed, of those that need it.
    """

    def __init__(self, catalogue: Catalogue, permitted: frozenset[str] = frozenset()) -> None:
        self._catalogue = catalogue
        self._permitted = permitted
        self._found: dict[str, Form | None] = {}

    def get(self, name: str | None) -> Form | None:
        """Return the form a cell means, or None.

        Raises:
            BadCellError: The clinic has still to confirm that it may use the form.
        """
        if name is None:
            return None
        if name not in self._found:
            instrument = self._catalogue.find(name)
            if instrument and instrument.licence.permission_needed and instrument.id not in self._permitted:
                raise BadCellError(
                    "{form} needs its owner's permission. "
                    "Confirm it once: companion instruments {id} --confirm-permission",
                    form=instrument.short, id=instrument.id,
                )  # fmt: skip
            self._found[name] = form_of(instrument) if instrument else None
        return self._found[name]

    @property
    def found(self) -> dict[str, Form]:
        """The forms that were named, by id."""
        return {form.id: form for form in self._found.values() if form}


def form_of(instrument: Instrument) -> Form:
    """Return what intake must know of an instrument."""
    total = instrument.scale()
    allowed = [answer for item in instrument.items for answer in item.allowed]
    return Form(
        id=instrument.id,
        items=len(instrument.items),
        ranges={item.number: (item.low, item.high) for item in instrument.items},
        total=(total.low, total.high),
        whole=total.whole,
        whole_answers=bool(allowed),
        extra=frozenset(instrument.missing_codes),
        respondent=instrument.respondents[0].value,
        may_not_apply=frozenset(item.number for item in instrument.items if item.may_not_apply),
    )
