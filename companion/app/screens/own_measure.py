"""A measure in the patient's own words: what it is, which way is which, a step that counts, enough."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.widgets import Input

from companion.app.screens.form import Form
from companion.app.widgets.choices import Choices
from companion.app.widgets.look_words import DIRECTION, area_name
from companion.clinical.message import Message
from companion.clinical.model import Better, Domain, OwnMeasure
from companion.workflow.room import Room

_A_NUMBER = Message("Write a number from 0 to 10, or leave it empty.")


class OwnMeasureScreen(Form[OwnMeasure | None]):
    """New, or changed: new words, direction or ends make a new version, never joined with the old one."""

    PLACE: ClassVar[str] = "own"

    def __init__(self, room: Room, own: OwnMeasure | None = None) -> None:
        super().__init__(room)
        self._own = own

    def title_words(self) -> str:
        """What is asked."""
        if self._own is not None:
            return self.say("What is different about this measure?")
        return self.say("What would {name} like to follow, in own words?", name=self.room.patient.called)

    @property
    def place(self) -> str:
        """Each measure has a draft of its own."""
        return f"form:own:{self._own.uuid}" if self._own is not None else super().place

    def compose_fields(self) -> ComposeResult:
        """Words, ends, direction, step, enough, area."""
        own = self._own
        write = self.room.language.number
        areas = self.room.look.areas()
        yield self.row(
            Message("own words"),
            Input(own.words if own else "", id="words", placeholder=self.say("as in: the door is open")),
        )
        yield self.row(
            Message("0 means"), Input(own.low_words if own else "", id="low", placeholder=self.say("as in: shut"))
        )
        yield self.row(
            Message("10 means"),
            Input(own.high_words if own else "", id="high", placeholder=self.say("as in: wide open")),
        )
        yield self.row(
            Message("which way"),
            Choices(
                [(str(way), self.say(DIRECTION[way])) for way in (Better.HIGHER, Better.LOWER)],
                row=True,
                standing=str(own.better if own else Better.HIGHER),
                id="better",
            ),
        )
        yield self.row(
            Message("a step that counts"),
            Input(write(own.step) if own and own.step is not None else "", id="step", classes="short"),
            self.after(self.say("points; may be empty")),
        )
        yield self.row(
            Message("enough"),
            Input(write(own.enough) if own and own.enough is not None else "", id="enough", classes="short"),
            self.after(self.say("from 0 to 10; may be empty")),
        )
        yield self.row(
            Message("belongs to"),
            Choices(
                [(str(domain), self.say(area_name(areas.name(domain), domain))) for domain in areas.in_order()],
                row=True,
                standing=str(own.domain if own else Domain.COPING),
                id="domain",
            ),
        )

    def save(self) -> OwnMeasure:
        """Add it, or change it."""
        words = self.need("words", Message("Write the measure in the patient's own words."))
        step, enough = self._point("step"), self._point("enough")
        better, domain = Better(self.choice("better")), Domain(self.choice("domain"))
        if self._own is None:
            return self.room.marking.add_own_measure(
                words, domain, better, step, enough, self.text("low"), self.text("high")
            )
        return self.room.marking.change_own_measure(
            self._own.id,
            words=words,
            domain=domain,
            better=better,
            step=step,
            enough=enough,
            low_words=self.text("low"),
            high_words=self.text("high"),
        )

    def _point(self, name: str) -> float | None:
        value = self.number(name, _A_NUMBER)
        if value is not None and not 0 <= value <= 10:
            raise self.missing(name, _A_NUMBER)
        return value
