"""Look: all areas in one table, and the selected one over time."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from companion.app.commands import Command, Hint
from companion.app.steps.look_acts import LookActs
from companion.app.steps.look_offers import OFFERS
from companion.app.widgets.area_table import AreaTable
from companion.app.widgets.area_words import AreaWords
from companion.app.widgets.chart import Chart
from companion.app.widgets.chart_model import ChartData
from companion.app.widgets.choices import Choices
from companion.clinical.meanings import said_of
from companion.clinical.message import Message
from companion.clinical.model import Display, Moment, MoreHelp
from companion.workflow.views import AreaRow, Review

CHART_ROWS = 11
"""Rows the chart has at least."""


class LookStep(LookActs):
    """The table, and below it the chart, or the words alone; on a day with nothing, one calm sentence.

    The step has the focus: up and down choose an area, left and right read out its points.
    """

    CODE: ClassVar[str] = "look"
    TITLE: ClassVar[Message] = Message("Look")
    OFFERS: ClassVar[tuple[Command, ...]] = OFFERS

    DEFAULT_CSS = """
    LookStep { layout: vertical; }
    LookStep > AreaTable { padding: 0; }
    LookStep > #area { height: 1fr; border-top: solid $line; padding: 0 1; }
    LookStep > #calm { height: 1fr; align: center middle; display: none; }
    LookStep > #calm > #sentence { width: 60; height: auto; }
    LookStep > #calm > #begin { margin-top: 2; }
    LookStep.-calm > AreaTable, LookStep.-calm > #area { display: none; }
    LookStep.-calm > #calm { display: block; }
    LookStep #words { display: none; }
    LookStep.-words #words { display: block; }
    LookStep.-words #chart { display: none; }
    """

    def compose(self) -> ComposeResult:
        """Table, chart, words; and the page for when there is nothing to look at."""
        yield AreaTable(language=self.language, id="areas")
        with Vertical(id="area"):
            yield Chart(language=self.language, id="chart")
            yield AreaWords(language=self.language, id="words")
        with Vertical(id="calm"):
            yield Static("", id="sentence", markup=False)
            yield Choices([], spaced=True, id="begin")

    def on_resize(self) -> None:
        """Share the height: the table has what the chart does not need."""
        height = self.size.height
        chart = max(CHART_ROWS, min(26, height // 2))
        self.query_one(AreaTable).styles.max_height = max(4, height - chart - 1)

    # --- showing

    @property
    def review(self) -> Review:
        """Everything, as it stands."""
        return self.room.look.review(self.since)

    @property
    def row(self) -> AreaRow | None:
        """The selected area."""
        return None if self.has_class("-calm") else self.query_one(AreaTable).row

    @property
    def chart(self) -> Chart:
        """The chart of the selected area."""
        return self.query_one(Chart)

    @property
    def rests_on(self) -> object:
        """What was done, and what was chosen here."""
        return self.stands

    def reload(self) -> None:
        """Read again; the selected area stays selected."""
        review, nothing = self.review, self.shown is Display.NOTHING
        self.set_class(nothing or not review.rows, "-calm")
        self.set_class(self.shown is Display.WORDS, "-words")
        self._write_calm(nothing=nothing)
        last, since = self._heading(review.last), self._heading(review.since)
        called = review.patient.called
        self.query_one(AreaTable).show(review.rows, called=called, last=last, since=since, numbers=self.numbers)
        self._show_area()
        self.post_message(self.Hints())

    def _heading(self, moment: Moment | None) -> str:
        """What stands over a column of readings: the day, or what happened then."""
        if moment is None:
            return ""
        if moment.kind == "start":
            return self.say("since the start")
        if moment.kind in {"event", "year_ago"}:
            return self.say("since {moment}", moment=moment.label)
        same_year = moment.day.year == self.room.today.year
        return self.say(
            "since {day}", day=self.language.day_short(moment.day) if same_year else self.language.day(moment.day)
        )

    def _write_calm(self, *, nothing: bool) -> None:
        if nothing:
            text = self.say("Nothing to look at today. It is all kept, and it waits.")
        else:
            text = self.say("Nothing is answered yet. One can begin with one of these.")
        self.query_one("#sentence", Static).update(Content(text))
        begin = self.query_one("#begin", Choices)
        if begin.options != (firsts := tuple(self._firsts())):
            begin.offer(firsts)
        begin.display = not nothing

    def _firsts(self) -> list[tuple[str, str]]:
        name = self.room.patient.called
        return [
            ("own", self.say("o   a measure in {name}'s own words", name=name)),
            ("paper", self.say("p   a form filled in on paper")),
            ("event", self.say("e   something that happened, with its day")),
        ]

    @on(AreaTable.Selected)
    def _selected(self, event: AreaTable.Selected) -> None:
        event.stop()
        self._show_area()
        self.post_message(self.Hints())

    @on(Chart.Moved)
    def _moved(self, event: Chart.Moved) -> None:
        event.stop()
        self.post_message(self.Hints())

    @on(Choices.Chosen, "#begin")
    def _begin(self, event: Choices.Chosen) -> None:
        event.stop()
        {"own": self.action_own, "paper": self.action_paper, "event": self.action_event}[event.key]()

    def _show_area(self) -> None:
        row, review = self.query_one(AreaTable).row, self.review
        if row is None:
            self.chart.show(None)
            return
        if self.shown is Display.WORDS:
            self.query_one(AreaWords).show(row, review, self._returned(row))
            return
        data = ChartData.of(row, called=self.room.patient.called, today=self.room.today, events=review.events)
        asked = row.more_help is MoreHelp.YES
        name = self.room.patient.called
        # The patient's own words first; that more help is wanted is marked in the table as well.
        rest = self._returned(row)[:1] or ([self.say("{name} wants more help here", name=name)] if asked else [])
        # Another rater, another way of answering: said beside the reading, not only behind why.
        rest = rest or [self.say(note) for note in (*row.since_moment.notes, *row.since_last.notes)[-1:]]
        meant = {(one.assessment_id, one.scale): one.text for one in self.room.meanings.shown()}
        self.chart.show(data, at_rest="".join(rest), meant=meant)

    def _returned(self, row: AreaRow) -> list[str]:
        """The patient's words about answers of this area that are other ones now."""
        return [self.say(said_of(one, numbers=self.numbers)) for one in self.room.meanings.moved(row.row)]

    @property
    def hints(self) -> list[Hint]:
        """What matters for the selected area; the screen adds its own."""
        if self.has_class("-calm"):
            return [("v", self.say("what is shown"))] if self.shown is Display.NOTHING else []
        row = self.row
        found: list[Hint] = []
        if row is not None and row.own is not None:
            found.append(("enter", self.say("mark")))
        if self.numbers:
            found += [("left", self.say("read a point")), ("z", self.say("closer"))]
        found += [("y", self.say("why")), ("e", self.say("event"))]
        if self.in_session:
            found.append(("v", self.say("what is shown")))
        return found

    # --- moving

    def action_area(self, step: int) -> None:
        """Choose another area."""
        if self.has_class("-calm"):
            return
        self.query_one(AreaTable).move(step)
        self._show_area()

    def action_point(self, step: int) -> None:
        """Read out another point."""
        if self.numbers and self.row is not None:
            self.chart.action_move(step)

    def action_point_end(self, index: int) -> None:
        """Read out the first or the last point."""
        if self.numbers and self.row is not None:
            self.chart.action_end(index)

    def action_zoom(self, step: int) -> None:
        """Show less time, or more."""
        if self.numbers:
            self.chart.action_zoom(step)

    def action_leave_point(self) -> None:
        """Take the cursor off the chart; without one, go back as everywhere."""
        if self.chart.leave():
            return
        back: Callable[[], None] | None = getattr(self.screen, "action_back", None)
        if back is not None:
            back()
