"""Then & now: two moments side by side, the patient's own words first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget
from textual.widgets import Static

from companion.app.commands import Command, Hint
from companion.app.screens.moments import MomentsScreen
from companion.app.step import Step
from companion.app.widgets.area_table import reading_sign, reading_words
from companion.app.widgets.glyphs import glyphs_for
from companion.app.widgets.links import Link
from companion.app.widgets.look_words import DIRECTION, DIRECTION_SHORT
from companion.app.words import shorten
from companion.clinical.message import Message
from companion.clinical.model import Contribution, Display, Moment, Point
from companion.workflow.room import Room
from companion.workflow.views import AreaRow, ThenNow

_SIDES = ("then", "now")
READING_WIDTH = 20
TALL = 30
"""Rows of the screen from which there is more air."""


class ThenNowStep(Step):
    """Two moments, the words said around them, what the forms show, and one question between them."""

    CODE: ClassVar[str] = "then_now"
    TITLE: ClassVar[Message] = Message("Then & now")
    OFFERS: ClassVar[tuple[Command, ...]] = (
        Command(
            "then.moment",
            Message("Choose the moment"),
            Message("Chooses the moment of the side you stand on."),
            "enter,m",
            "choose",
            hint=Message("choose the moment"),
        ),
        Command(
            "then.side",
            Message("The other side"),
            Message("Goes to the earlier or the later moment."),
            "left,right",
            "side",
            hint=Message("other side"),
        ),
        Command(
            "then.start",
            Message("Beside the start"),
            Message("The first answers and words there are."),
            "s",
            "quick('start')",
            hint=Message("start"),
        ),
        Command(
            "then.last",
            Message("Beside last time"),
            Message("The last session."),
            "l",
            "quick('last_session')",
            hint=Message("last time"),
        ),
        Command(
            "then.year",
            Message("Beside a year ago"),
            Message("What stood a year ago."),
            "a",
            "quick('year_ago')",
            hint=Message("a year ago"),
        ),
        Command(
            "then.talk",
            Message("Talk about it"),
            Message("Opens What has changed."),
            "t",
            "talk",
            hint=Message("talk about it"),
        ),
        Command("then.up", Message("Scroll up"), Message("Scrolls the page."), "up,pageup", "scroll_page(-1)"),
        Command("then.down", Message("Scroll down"), Message("Scrolls the page."), "down,pagedown", "scroll_page(1)"),
    )

    DEFAULT_CSS = """
    ThenNowStep { layout: vertical; padding: 1 2 0 2; }
    ThenNowStep > #page { height: 1fr; align: center middle; scrollbar-size-vertical: 1; }
    ThenNowStep #sides { height: auto; max-width: 150; }
    ThenNowStep .side { width: 1fr; height: auto; padding: 0 2 0 1; }
    ThenNowStep #side-now { border-left: solid $line; padding: 0 1 0 3; }
    ThenNowStep .moment { text-style: bold; color: $accent; }
    ThenNowStep .when { color: $quiet; height: auto; }
    ThenNowStep .words { height: auto; margin-top: 1; max-width: 60; }
    ThenNowStep #readings { height: auto; margin-top: 1; text-wrap: nowrap; border-top: solid $line; max-width: 150; }
    ThenNowStep > #question { height: auto; margin-top: 1; text-style: bold; color: $accent; text-align: center; }
    ThenNowStep.-tall { padding: 2 4 1 4; }
    ThenNowStep.-tall .words { margin-top: 2; }
    ThenNowStep.-tall #readings { margin-top: 3; padding-top: 1; }
    ThenNowStep.-tall > #question { margin: 2 0 1 0; }
    """

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self._then: Moment | None = None
        self._now: Moment | None = None
        self._side = "then"
        self._written_for = Size(0, 0)
        self._pair: ThenNow | None = None

    def compose(self) -> ComposeResult:
        """The two sides, the readings, the question."""
        self.set_class(self.app.size.height >= TALL, "-tall")  # now: later it would be laid out twice
        with VerticalScroll(id="page", can_focus=False):
            with Horizontal(id="sides"):
                for side in _SIDES:
                    with Vertical(classes="side", id=f"side-{side}"):
                        yield Link("", id=f"moment-{side}", classes="moment")
                        yield Static("", classes="when", id=f"when-{side}", markup=False)
                        yield Static("", id=f"words-{side}", classes="words", markup=False)
            yield Static("", id="readings", markup=False)
        yield Static("", id="question", markup=False)

    def on_resize(self) -> None:
        """More air where there is room; columns for the width."""
        self.set_class(self.app.size.height >= TALL, "-tall")
        if self._pair is not None and self.app.size != self._written_for:
            self._write(self._pair)

    def first_focus(self) -> Widget:
        """The earlier moment: Enter chooses another at once."""
        return self.query_one(f"#moment-{self._side}")

    @property
    def rests_on(self) -> object:
        """What was done, and what was chosen here."""
        return self.stands, self._then, self._now, self._side

    def reload(self) -> None:
        """Read both moments again."""
        self._pair = self._read()
        if self._pair is None:
            self._show_nothing()
        else:
            self._write(self._pair)

    def _write(self, pair: ThenNow) -> None:
        self._written_for = self.app.size
        for side, moment, lines in (("then", pair.then, pair.then_words), ("now", pair.now, pair.now_words)):
            self.query_one(f"#moment-{side}", Link).update(Content(self._head(moment)))
            self.query_one(f"#when-{side}", Static).update(Content(self._when(moment)))
            self.query_one(f"#words-{side}", Static).update(self._words(lines))
        self._write_readings(pair)
        self.query_one("#question", Static).update(Content(self.say(pair.question)))

    def _when(self, moment: Moment) -> str:
        """The day and how long ago it is; the day stands once."""
        day, ago = self.language.day(moment.day), self.language.ago(moment.day, self.room.today)
        if moment.day == self.room.today:
            return day
        return ago if day in self.say(moment.label) else f"{day}, {ago}"

    def _head(self, moment: Moment) -> str:
        label = self.say(moment.label)
        return shorten(label[:1].upper() + label[1:], max(10, self.app.size.width // 2 - 12)) + " ▾"

    def _read(self) -> ThenNow | None:
        then = self._then or self.since or self.room.look.review().start
        pair = self.room.look.then_now(then, self._now) if then is not None else None
        chosen = self._then is not None or self._now is not None
        return pair if pair is not None and (chosen or pair.has_two) else None

    def _show_nothing(self) -> None:
        self.query_one("#sides").display = False
        words = self.say("There is one moment only so far. From the next time on, two stand here side by side.")
        self.query_one("#readings", Static).update("")
        self.query_one("#question", Static).update(Content(words))

    def _words(self, lines: Sequence[Contribution]) -> Content:
        """The patient's own words, in quotation marks, with air around them."""
        name = self.room.patient.called
        if not lines:
            return Content(self.say("No words of {name} from around this time.", name=name)).stylize("$quiet")
        tall = self.has_class("-tall")
        said = Content("\n\n\n" if tall else "\n\n").join(Content(f'"{line.text}"').stylize("bold") for line in lines)
        by = Content(self.say("{name}, {day}", name=name, day=lines[0].day)).stylize("$quiet")
        return Content("\n\n" if tall else "\n").join((said, by))

    def _write_readings(self, pair: ThenNow) -> None:
        """What the forms show between the two, a line each; nothing on a day without."""
        target = self.query_one("#readings", Static)
        rows = () if self.shown is Display.NOTHING else pair.rows
        target.display = bool(rows)
        self.query_one("#sides").display = True
        columns = self._columns(rows)
        target.update(Content("\n").join(self._line(row, *columns) for row in rows))

    def _columns(self, rows: Sequence[AreaRow]) -> tuple[int, int, bool]:
        """Width of areas and forms, and whether directions are written out: the widest that fits."""
        areas = max((cell_len(self.say(row.area)) for row in rows), default=0)
        forms = max((cell_len(self._form(row)) for row in rows), default=0)
        padding = 8 if self.has_class("-tall") else 4
        values = [self._values(row.since_moment.before, row.since_moment.after) for row in rows]
        needed = max((cell_len(text) for text in values), default=0) if self.shown is Display.NUMBERS else 0
        room = min(150, self.app.size.width - padding) - READING_WIDTH - needed - 12
        if areas + min(forms, 34) + 15 <= room:
            return areas, min(forms, 34), True
        if areas + min(forms, 20) + 12 <= room:
            return areas, min(forms, 20, room - areas - 12), False
        return 0, min(forms, max(8, room - 9)), False

    def _line(self, row: AreaRow, areas: int, forms: int, wide: bool) -> Content:
        """One area: which form, which way is which, what it shows between the two moments."""
        change, called = row.since_moment, self.room.patient.called
        glyphs = glyphs_for(ascii_only=self.language.ascii_only)
        sign = reading_sign(change, glyphs)
        words = reading_words(change, row.better, called, self.language, width=READING_WIDTH)
        directions = DIRECTION if wide else DIRECTION_SHORT
        direction = max(cell_len(self.say(text)) for text in directions.values())
        parts = [
            Content(_pad(self.say(row.area), areas) + "   " if areas else ""),
            Content(_pad(self._form(row), forms) + "  "),
            Content(_pad(self.say(directions[row.better]), direction) + "   ").stylize("$quiet"),
            Content(f"{sign} {_pad(words, READING_WIDTH)}").stylize("bold" if sign == glyphs.clear else ""),
        ]
        if self.shown is Display.NUMBERS:
            parts.append(Content(self._values(change.before, change.after)))
        return Content("").join(parts)

    def _form(self, row: AreaRow) -> str:
        return f'"{row.form}"' if row.own else row.form

    def _values(self, before: Point | None, after: Point | None) -> str:
        if before is None or after is None or before.value is None or after.value is None:
            return ""
        write = self.language.number
        return self.say("{a} then, {b} now", a=write(before.value), b=write(after.value))

    # --- choosing

    @on(Link.Pressed, ".moment")
    def _pressed(self, event: Link.Pressed) -> None:
        event.stop()
        self._side = "then" if event.link.id == "moment-then" else "now"
        self.action_choose()

    def on_descendant_focus(self) -> None:
        """Remember the side one stands on."""
        focused = self.screen.focused
        if focused is not None and focused.id in {"moment-then", "moment-now"}:
            self._side = focused.id.removeprefix("moment-")

    def action_side(self) -> None:
        """Go to the other side."""
        self._side = "now" if self._side == "then" else "then"
        self.query_one(f"#moment-{self._side}").focus()

    def action_choose(self) -> None:
        """Choose the moment of this side."""
        side, pair = self._side, self._pair
        if pair is None:
            return
        title = Message("Then: which moment?") if side == "then" else Message("Now: which moment?")

        def chosen(moment: Moment | None) -> None:
            if moment is not None:
                self._take(side, moment)

        current = pair.then if side == "then" else pair.now
        self.app.push_screen(MomentsScreen(self.room, title, current), chosen)

    def action_quick(self, kind: str) -> None:
        """Put one of the usual moments at the earlier side."""
        found = next((m for m in self.room.look.moments() if m.kind == kind), None)
        if found is None:
            self.notify(self.say("There is no such moment yet."), markup=False)
            return
        self._take("then", found)

    def _take(self, side: str, moment: Moment) -> None:
        if side == "then":
            self._then = moment
        else:
            self._now = moment if moment.day < self.room.today else None
        self.reload()

    def action_talk(self) -> None:
        """Go on to what has changed."""
        self.post_message(self.Go("changed"))

    def action_scroll_page(self, by: int) -> None:
        """Scroll what does not fit."""
        self.query_one("#page", VerticalScroll).scroll_relative(y=by * 3, animate=False)

    @property
    def hints(self) -> list[Hint]:
        """What matters here."""
        return super().hints if self._pair is not None else []


def _pad(text: str, width: int) -> str:
    text = shorten(text, width)
    return text + " " * (width - cell_len(text))
