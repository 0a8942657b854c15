"""Type in a paper form: its answers one after another, or its total."""

from __future__ import annotations

import re
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from companion.app.screens.confirm import Confirm
from companion.app.screens.form import Form
from companion.app.widgets.choices import Choices
from companion.app.widgets.look_words import HOW, WHO
from companion.clinical.instruments import Instrument
from companion.clinical.message import Message
from companion.clinical.model import How, Point, Respondent
from companion.errors import UsageError
from companion.workflow.permissions import ASKED
from companion.workflow.room import Room

_ANSWERS = Message("Write one answer after another, with - for a missing one.")
_OR_NOT = Message("Write one answer after another, with - for a missing one, n where it does not apply.")
_EMPTY = {"-", "–", "_", "x", "?"}
_DOES_NOT_APPLY = {"n", "na", "n/a"}


def read_answers(text: str, instrument: Instrument) -> list[float | None] | None:
    """Read answers as typed: apart by spaces, or run together where each is one digit.

    Returns:
        The answers, None for a missing one; None altogether where something is no number.
    """
    empty = _EMPTY | _DOES_NOT_APPLY
    try:
        return [
            None if piece.casefold() in empty else float(piece.replace(",", ".")) for piece in _pieces(text, instrument)
        ]
    except ValueError:
        return None


def read_left_out(text: str, instrument: Instrument) -> frozenset[int]:
    """Return the numbers of the questions that were typed as not applying."""
    pieces = enumerate(_pieces(text, instrument), start=1)
    return frozenset(number for number, piece in pieces if piece.casefold() in _DOES_NOT_APPLY)


def _pieces(text: str, instrument: Instrument) -> list[str]:
    pieces = text.replace(";", " ").split()
    if len(pieces) == 1 and re.fullmatch(r"[\d\-–_x?nN]+", pieces[0]) and all(i.high < 10 for i in instrument.items):
        return list(pieces[0])
    return pieces


class PaperFormScreen(Form[Point | None]):
    """First which form, then its answers: who rated, how, on which day."""

    PLACE: ClassVar[str] = "paper"

    DEFAULT_CSS = """
    PaperFormScreen #which { height: auto; max-height: 14; }
    PaperFormScreen #fields, PaperFormScreen .missing, PaperFormScreen .buttons { display: none; }
    PaperFormScreen.-typing #fields { display: block; height: auto; }
    PaperFormScreen.-typing .missing, PaperFormScreen.-typing .buttons { display: block; }
    PaperFormScreen.-typing .buttons { layout: horizontal; }
    PaperFormScreen.-typing #which { display: none; }
    PaperFormScreen .credit { color: $quiet; height: auto; margin-bottom: 1; }
    PaperFormScreen .-totals #row-answers { display: none; }
    """
    TITLE_WORDS: ClassVar[Message] = Message("Which form is it?")

    def __init__(self, room: Room, current: str = "") -> None:
        super().__init__(room)
        self._instruments = room.marking.instruments()
        self._form: Instrument | None = None
        self._current = current

    def compose_fields(self) -> ComposeResult:
        """The forms, then the fields of one."""
        with VerticalScroll(id="which", can_focus=False):
            yield Choices([(one.id, f"{one.short:<12}{self.say(one.name)}") for one in self._instruments], id="forms")
        with Vertical(id="fields"):
            yield Static("", classes="credit", markup=False)
            yield self.row(Message("who answered"), Choices([], row=True, standing="", id="respondent"))
            yield self.row(
                Message("name or role"),
                Input(id="rater", classes="short"),
                self.after(self.say("who rated, if not alone")),
            )
            hows = [(str(how), self.say(words)) for how, words in HOW.items()]
            hows.insert(0, (str(How.UNKNOWN), self.say("not known")))
            yield self.row(Message("how"), Choices(hows, row=True, standing=str(How.UNKNOWN), id="how"))
            yield self.row(
                Message("day"),
                Input(self.room.language.day(self.room.today), id="day", classes="short"),
                self.after(self.say("the day it was filled in")),
            )
            answers = self.row(Message("answers"), Input(id="answers", placeholder="1 0 2 - 3"))
            answers.id = "row-answers"
            yield answers
            yield self.row(
                Message("or the total"),
                Input(id="total", classes="short"),
                Static("", classes="after", id="range", markup=False),
            )

    def on_mount(self) -> None:
        """Ask which form, from the one that was looked at."""
        forms = self.query_one("#forms", Choices)
        self.watch(forms, "at", self._follow, init=False)
        forms.at = next((n for n, one in enumerate(self._instruments) if one.id == self._current), 0)
        self.set_focus(forms)

    def _follow(self, at: int) -> None:
        self.query_one("#which", VerticalScroll).scroll_to(y=max(0, at - 6), animate=False)

    @on(Choices.Chosen, "#forms")
    def _chosen(self, event: Choices.Chosen) -> None:
        event.stop()
        form = next(one for one in self._instruments if one.id == event.key)
        if not self.room.marking.needs_permission(form):
            self._type_in(form)
            return
        question = Confirm(
            self.say(ASKED, form=form.short),
            yes=self.say("Yes, we have it"),
            no=self.say("Go back"),
            more=self.say(form.licence.condition),
        )
        self.app.push_screen(question, lambda yes: self._permitted(form, yes=bool(yes)))

    def _permitted(self, form: Instrument, *, yes: bool) -> None:
        """Keep that the clinic has the permission, and go on; asked once for each form."""
        if yes:
            self.room.marking.confirm_permission(form)
            self._type_in(form)

    def _type_in(self, form: Instrument) -> None:
        self._form = form
        self.add_class("-typing")
        self.query_one("#fields").set_class(form.ships == "totals", "-totals")
        self.query_one(".ask", Static).update(Content(form.name))
        self.query_one(".credit", Static).update(Content(self.say(form.credit)))
        called = self.room.patient.called
        who = [(str(one), called if one is Respondent.SELF else self.say(WHO[one])) for one in form.respondents]
        self.query_one("#respondent", Choices).offer(who, at=who[0][0] if who else "")
        self.query_one("#total" if form.ships == "totals" else "#answers").focus()
        self._count()

    @on(Input.Changed, "#answers")
    def _count(self) -> None:
        """Say how many answers there are, and the range of a total."""
        if self._form is None:
            return
        scale = self._form.main_scale
        write = self.room.language.number
        words = self.say("{low} to {high}", low=write(scale.low), high=write(scale.high))
        answers = read_answers(self.text("answers"), self._form)
        if self.text("answers"):
            n, of = len(answers or ()), len(self._form.items)
            words = self.say("{n} of {of} answers", n=n, of=of) if answers is not None else self.say(self._hint())
        self.query_one("#range", Static).update(Content(words))

    def _hint(self) -> Message:
        form = self._form
        return _OR_NOT if form is not None and any(item.may_not_apply for item in form.items) else _ANSWERS

    def save(self) -> Point:
        """Take it in, the same way as a file."""
        form = self._form
        if form is None:
            raise UsageError("Choose a form first.")
        day = self.day("day")
        if day is None:
            raise self.missing("day", Message("Say on which day it was filled in."))
        how, rater = How(self.choice("how")), self.text("rater")
        respondent = Respondent(self.choice("respondent") or Respondent.SELF)
        if self.text("answers"):
            answers = read_answers(self.text("answers"), form)
            if answers is None:
                raise self.missing("answers", self._hint())
            left_out = read_left_out(self.text("answers"), form)
            return self.room.marking.paper_items(form.id, day, answers, how, respondent, rater, not_applicable=left_out)
        total = self.number("total", Message("Write the total as a number."))
        if total is None:
            raise self.missing(
                "total" if form.ships == "totals" else "answers", Message("Write the answers, or the total.")
            )
        return self.room.marking.paper_total(form.id, day, total, how, respondent, rater)
