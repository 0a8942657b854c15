"""*Why*: everything a reading rests on: rule, criterion, kind, comparator, source, numbers; nothing left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult

from companion.app.screens.overlay import Overlay
from companion.app.widgets.look_words import DIRECTION, who_answered
from companion.app.widgets.page import Block, Cell, Page
from companion.clinical.chance import by_chance
from companion.clinical.change import Change, words
from companion.clinical.change_words import ONCE, TWICE, ordinary_words, trend_words
from companion.clinical.criterion import kind_words
from companion.clinical.meanings import Tied
from companion.clinical.message import Message, Value
from companion.clinical.model import Moment, Point, Reading
from companion.clinical.signals import Signal
from companion.language import Language
from companion.workflow.room import Room
from companion.workflow.views import AreaRow, Review

_MINE = Message("It is {name}'s own word, and it comes before what a form says.")
_PLAIN = {
    Reading.CLEARLY_BETTER: Message("The difference is larger than what this form can mistake."),
    Reading.CLEARLY_HARDER: Message("The difference is larger than what this form can mistake."),
    Reading.NO_CLEAR_CHANGE: Message("The difference is smaller than what this form can tell apart."),
    Reading.CANNOT_SAY: Message("There are too few answers, or too little is known about this form."),
}
_EDGE, _ABOUT, _LONGEST = 4, 22, 90
"""Cells: beside the page, of what a line is about, of the longest line."""
_SAFETY = "safety_answer"
"""Answers on safety are read on Before, with the screen turned away."""


@dataclass(frozen=True, slots=True)
class Told:
    """One line of *why*: what it is about, and what is so. Without a subject it is a heading."""

    words: str
    about: str = ""


def why(
    row: AreaRow, review: Review, language: Language, *, numbers: bool, meant: Sequence[Tied] = ()
) -> tuple[Told, ...]:
    """Tell what the readings of one area rest on.

    Args:
        row: The area.
        review: Where it stands, with the signals of the area.
        language: What turns it into words.
        numbers: Whether figures may be shown. Without them every reading has a plain reason; the whole
            rule is full of figures and stands in the clinician's own view.
        meant: What the patient said about answers of the area.
    """
    return tuple(_Why(row, review, language, numbers=numbers, meant=meant).told())


class _Why:
    def __init__(
        self, row: AreaRow, review: Review, language: Language, *, numbers: bool, meant: Sequence[Tied]
    ) -> None:
        self._row, self._review, self._language, self._numbers = row, review, language, numbers
        self._meant = meant
        self._say = language.say

    def told(self) -> Iterator[Told]:
        """Form, the changes, the signals, the credit."""
        row, say = self._row, self._say
        form = f'"{row.form}"' if row.own else row.form
        yield Told(f"{say(row.area)}: {form}, {say(DIRECTION[row.better])}")
        if not self._numbers:
            yield Told(say("Numbers are left out, as {name} chose.", name=self._review.patient.called), say("shown"))
        elif row.now is not None and row.now.value is not None:
            yield Told(self._point(row.now), say("now"))
        yield from self._meanings()
        yield from self._changes()
        for signal in self._review.signals if self._numbers else ():
            if signal.row == row.row and signal.rule != _SAFETY:
                yield from self._signal(signal)
        yield from self._slope()
        yield from self._chance()
        if row.credit:
            yield Told(say("Where the form comes from"))
            yield Told(say(row.credit), say("credit"))

    def _meanings(self) -> Iterator[Told]:
        """The patient's own words about answers: before any rule."""
        if self._meant:
            yield Told(self._say("What {name} said about answers", name=self._review.patient.called))
        for one in self._meant:
            yield Told(self._say("“{words}”", words=one.meaning.text), self._language.day(one.then_day))
            if self._numbers:
                answers: dict[str, Value] = {"what": one.subject, "then": one.then, "now": one.now}
                yield Told(self._say("{what}: {then} then, {now} now", **answers), self._say("answered"))
            elif one.has_moved:
                yield Told(self._say("{what}: another answer now", what=one.subject), self._say("answered"))

    def _chance(self) -> Iterator[Told]:
        """Say that chance has a part in it where several areas are looked at together."""
        words = by_chance(row.since_moment for row in self._review.rows)
        if words is None:
            return
        if not self._numbers:
            words = Message("Of many areas looked at together, one or another may stand out by chance.")
        yield Told(self._say("All areas together"))
        yield Told(self._say(words), self._say("chance"))

    def _changes(self) -> Iterator[Told]:
        review, row = self._review, self._row
        seen: list[Change] = []
        for moment, change in (
            (review.last, row.since_last),
            (review.since, row.since_moment),
            (review.start, row.since_start),
        ):
            if moment is None or any(change is one for one in seen):
                continue
            seen.append(change)
            yield Told(self._since(moment))
            yield from self._change(change)

    def _since(self, moment: Moment) -> str:
        day, label = self._language.day(moment.day), self._say(moment.label)
        if moment.kind == "own":
            return self._say("Since {day}", day=day)
        if day in label:
            return self._say("Since {moment}", moment=label)
        return self._say("Since {moment} ({day})", moment=label, day=day)

    def _change(self, change: Change) -> Iterator[Told]:
        say, write = self._say, self._language.number
        name = self._review.patient.called
        yield Told(say(words(change, self._row.better, name)), say("reading"))
        if not self._numbers:
            yield Told(say(_MINE if change.word else _PLAIN[change.reading], name=name), say("because"))
            yield from self._twice(change)
            return
        yield Told(say(change.why), say("because"))
        if change.before is not None and change.after is not None:
            yield Told(self._point(change.before), say("from"))
            yield Told(self._point(change.after), say("to"))
            if change.difference is not None:
                yield Told(write(change.difference), say("difference"))
        if change.criterion is not None:
            yield Told(f"{change.comparator} {write(change.criterion)}".strip(), say("criterion"))
        if change.kind:
            known_as = f" ({change.kind})" if change.kind.isupper() else ""  # RCI95, MIC: names the literature has
            yield Told(say(kind_words(change.kind)) + known_as, say("kind"))
        yield from self._twice(change)
        if change.ordinary is not None:
            yield Told(say(ordinary_words(change.ordinary)), say("ordinary variation"))
        if change.rci is not None:
            yield Told(write(change.rci), say("change index"))
        if change.sem is not None:
            yield Told(write(change.sem), say("error of measurement"))
        if change.crossed_cutoff:
            yield Told(say(change.crossed_cutoff), say("line"))
        if change.source:
            verified = say("read in the source") if change.verified else say("not verified: it gives no reading")
            printed = "" if self._row.own else f" ({verified})"  # what the patient said needs no checking
            yield Told(say(change.source) + printed, say("source"))
        for note in change.notes:
            yield Told(say(note), say("remark"))

    def _twice(self, change: Change) -> Iterator[Told]:
        if change.sustained is not None:
            yield Told(self._say(TWICE if change.sustained else ONCE), self._say("how often"))

    def _slope(self) -> Iterator[Told]:
        trend = self._row.course.trend
        if trend is not None and self._numbers:
            yield Told(self._say("The whole course"))
            yield Told(self._say(trend_words(trend)), self._say("slope"))

    def _signal(self, signal: Signal) -> Iterator[Told]:
        yield Told(self._say(signal.sentence))
        yield Told(self._say(signal.rule_words), self._say("rule"))
        for label, value in signal.inputs:
            yield Told(self._language.value(value), self._say(label))
        if signal.source:
            yield Told(self._say(signal.source), self._say("source"))

    def _point(self, point: Point) -> str:
        value = self._language.number(point.value) if point.value is not None else self._say("no value")
        who = who_answered(self._language, point.respondent, self._review.patient.called, point.rater)
        return self._say("{value} on {day}, answered by {who}", value=value, day=point.day, who=who)


class WhyScreen(Overlay[None]):
    """What the readings of one area rest on, as a page one can scroll."""

    DEFAULT_CSS = """
    WhyScreen .overlay-body { padding: 0; }
    WhyScreen Page { scrollbar-gutter: stable; }
    """
    TITLE_WORDS: ClassVar[Message] = Message("Why it says so")

    def __init__(self, room: Room, row: AreaRow, review: Review, *, numbers: bool) -> None:
        super().__init__(room)
        meant = room.meanings.of_row(row.row)
        self._told = why(row, review, room.language, numbers=numbers, meant=meant)

    def compose_body(self) -> ComposeResult:
        """Headings and lines, whole."""
        yield ToldPage(self._told)

    def on_mount(self) -> None:
        """Arrows scroll at once."""
        self.set_focus(self.query_one(Page))


class ToldPage(Page):
    """Each line with what it is about at the left."""

    def __init__(self, told: Sequence[Told]) -> None:
        super().__init__()
        self._told = tuple(told)

    def blocks(self, width: int) -> list[Block]:
        """A heading, or a line and what it is about."""
        found = []
        for told in self._told:
            if told.about:
                room = max(min(_LONGEST, width - _EDGE - _ABOUT - _EDGE), 12)
                about = Cell(told.about, _EDGE + 2, _ABOUT - 2, "quiet")
                found.append(Block((about, Cell(told.words, _EDGE + _ABOUT, room))))
            else:
                found.append(Block((Cell(told.words, _EDGE, max(width - 2 * _EDGE, 12), "strong"),), above=1))
        return found
