"""A mark on an own measure, made in five seconds: a digit, Enter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Button, Static

from companion.app.commands import Command
from companion.app.screens.overlay import Dialog
from companion.app.widgets.choices import Choices
from companion.app.widgets.look_words import DIRECTION, HOW
from companion.app.widgets.stepper import HIGHEST, Stepper
from companion.clinical.message import Message
from companion.clinical.model import How, OwnMeasure, Point
from companion.errors import CompanionError
from companion.workflow.room import Room

_HOW = (How.TOGETHER, How.ALONE, How.READ_ALOUD, How.INTERPRETER, How.PHONE)


class MarkScreen(Dialog[Point | None]):
    """The patient's own words, large, and the places from 0 to 10.

    With several own measures and none chosen, which one is asked first.
    """

    DEFAULT_CSS = """
    MarkScreen .own { text-style: bold; margin-bottom: 1; height: auto; }
    MarkScreen .way { color: $quiet; margin-bottom: 1; height: auto; }
    MarkScreen #place, MarkScreen #how, MarkScreen #keep { display: none; }
    MarkScreen.-placing #place, MarkScreen.-placing #how, MarkScreen.-placing #keep { display: block; }
    MarkScreen #how { margin-top: 1; width: 1fr; }
    MarkScreen #keep { margin-top: 1; }
    MarkScreen.-placing #which { display: none; }
    MarkScreen .missing { height: auto; color: $error; }
    """

    OFFERS: ClassVar[tuple[Command, ...]] = (
        Command("mark.ten", Message("Mark 10"), Message("Marks 10, as 1 and 0 do."), "x", "ten", hint=Message("ten")),
    )

    def __init__(self, room: Room, measures: Sequence[OwnMeasure]) -> None:
        super().__init__(room)
        self._measures = tuple(measures)
        self._own: OwnMeasure | None = None

    def title_words(self) -> str:
        """What is asked."""
        return self.say("Where is it today?")

    def compose_body(self) -> ComposeResult:
        """Which one, then where."""
        yield Static("", classes="own", markup=False)
        yield Static("", classes="way", markup=False)
        yield Choices([(str(n), f'"{one.words}"') for n, one in enumerate(self._measures)], id="which")
        yield Stepper(id="place")
        yield Choices([(str(how), self.say(HOW[how])) for how in _HOW], row=True, standing=str(How.TOGETHER), id="how")
        yield Static("", classes="missing", markup=False)
        yield Button(Content(self.say("Keep this mark")), id="keep", classes="-primary")

    def on_mount(self) -> None:
        """With one measure the digits work at once."""
        if len(self._measures) == 1:
            self._place(self._measures[0])
        else:
            self.set_focus(self.query_one("#which"))

    @on(Choices.Chosen, "#which")
    def _chosen(self, event: Choices.Chosen) -> None:
        event.stop()
        self._place(self._measures[int(event.key)])

    def _place(self, own: OwnMeasure) -> None:
        self._own = own
        self.add_class("-placing")
        self.query_one(".own", Static).update(Content(f'"{own.words}"'))
        self.query_one(".way", Static).update(Content(self.say(DIRECTION[own.better])))
        stepper = self.query_one("#place", Stepper)
        stepper.ends(own.low_words, own.high_words)
        self.set_focus(stepper)

    def action_ten(self) -> None:
        """Choose 10."""
        self.query_one("#place", Stepper).action_to(HIGHEST)

    @on(Stepper.Kept)
    def _kept(self, event: Stepper.Kept) -> None:
        event.stop()
        self._keep(event.value)

    @on(Button.Pressed, "#keep")
    def _pressed(self) -> None:
        value = self.query_one("#place", Stepper).value
        if value is None:
            self.query_one("#place").focus()
        else:
            self._keep(value)

    def _keep(self, value: int) -> None:
        if self._own is None:
            return
        how = How(self.query_one("#how", Choices).key)
        try:
            self.dismiss(self.room.marking.mark(self._own.id, value, how))
        except CompanionError as error:
            self.query_one(".missing", Static).update(Content(self.say(error.message)))

    def action_back(self) -> None:
        """Leave without a mark."""
        self.dismiss(None)
