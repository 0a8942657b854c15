"""A mark from 0 to 10, large enough to be shown to somebody else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

HIGHEST = 10
_CELL = 5


class Stepper(Widget, can_focus=True):
    """Eleven places from 0 to 10; arrows, digits or the mouse choose one, Enter keeps it."""

    DEFAULT_CSS = """
    Stepper { height: auto; width: 60; color: $foreground; }
    Stepper:focus { color: $foreground; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "step(-1)", show=False),
        Binding("right", "step(1)", show=False),
        Binding("home", "to(0)", show=False),
        Binding("end", "to(10)", show=False),
        Binding("enter", "keep", show=False),
        *(Binding(str(digit), f"digit({digit})", show=False) for digit in range(10)),
    ]

    value: reactive[int | None] = reactive(None)

    @dataclass
    class Kept(Message):
        """A mark was chosen and kept."""

        stepper: Stepper
        value: int

    @dataclass
    class Moved(Message):
        """Another place was chosen, not yet kept."""

        stepper: Stepper
        value: int

    def __init__(
        self,
        *,
        low: str = "",
        high: str = "",
        id: str | None = None,  # noqa: A002 - the name Textual uses
    ) -> None:
        super().__init__(id=id)
        self._low, self._high = low, high
        self._one_typed = False

    def ends(self, low: str, high: str) -> None:
        """Say what 0 and 10 mean."""
        self._low, self._high = low, high
        self.refresh(layout=True)

    def render(self) -> Content:
        """The numbers, the chosen one between brackets, and what the ends mean."""
        places = [f"[{place}]" if place == self.value else f" {place} " for place in range(HIGHEST + 1)]
        width = (HIGHEST + 1) * _CELL
        row = "".join(place.center(_CELL) for place in places)
        if cell_len(self._low) + cell_len(self._high) + 6 <= width:
            ends = f" {self._low}" + " " * (width - cell_len(self._low) - cell_len(self._high) - 2) + self._high
        else:
            ends = f"  0  {self._low}\n 10  {self._high}"
        drawn = Content(f"{row}\n\n{ends}").stylize("dim", len(row), len(row) + 2 + len(ends))
        if self.value is None:
            return drawn
        start = self.value * _CELL
        return drawn.stylize("bold reverse", start, start + _CELL)

    def action_step(self, by: int) -> None:
        """Go one place on; from nothing, the middle."""
        self._one_typed = False
        self._go(5 if self.value is None else min(HIGHEST, max(0, self.value + by)))

    def action_to(self, place: int) -> None:
        """Go to a place."""
        self._one_typed = False
        self._go(place)

    def action_digit(self, digit: int) -> None:
        """Type a number; 1 and then 0 is ten."""
        ten = digit == 0 and self._one_typed
        self._one_typed = digit == 1
        self._go(HIGHEST if ten else digit)

    def action_keep(self) -> None:
        """Keep the mark."""
        if self.value is not None:
            self.post_message(self.Kept(self, self.value))

    def on_click(self, event: events.Click) -> None:
        """Choose with the mouse."""
        at = event.get_content_offset(self)
        if at is not None and at.y == 0:
            self.action_to(min(HIGHEST, at.x // _CELL))

    def _go(self, place: int) -> None:
        self.value = place
        self.post_message(self.Moved(self, place))
