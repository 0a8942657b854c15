"""One area over time: a widget of ours over plotext, with words where plotext has none.

The picture is drawn once for what it shows and its size, and kept; moving the cursor
draws nothing again.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message as Note
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from companion.app.widgets.chart_draw import Picture, draw, event_words, explained
from companion.app.widgets.chart_model import ChartData, Stop, Zoom, band_around_now, stops, window
from companion.app.widgets.glyphs import glyphs_for
from companion.app.widgets.look_words import point_words
from companion.app.words import shorten
from companion.clinical.model import Point
from companion.language import ENGLISH, Language

KINDS = (
    "title",
    "muted",
    "band",
    "cutoff",
    "cutoff-words",
    "own",
    "own-words",
    "self",
    "other",
    "mark",
    "version",
    "axis",
    "label",
    "event",
    "event-words",
    "cursor",
    "readout",
)


class Chart(Widget, can_focus=True):
    """Points and lines of one area, what the form cannot tell apart, lines with words, events.

    Scores are as they are, never flipped; the title says which way is which.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "move(-1)", show=False),
        Binding("right", "move(1)", show=False),
        Binding("home", "end(0)", show=False),
        Binding("end", "end(-1)", show=False),
        Binding("z", "zoom(1)", show=False),
        Binding("Z", "zoom(-1)", show=False),
    ]
    """
    | Key | What it does |
    | :- | :- |
    | left, right | Go to the point or event before, or after, and read it out. |
    | home, end | Go to the first, or the last. |
    | z, Z | Show less time, or more. |
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"chart--{kind}" for kind in KINDS}

    DEFAULT_CSS = """
    Chart { width: 1fr; height: 1fr; min-height: 7; color: $foreground; }
    Chart > .chart--title { text-style: bold; }
    Chart > .chart--muted { color: $quiet; }
    Chart > .chart--band { color: $line; }
    Chart > .chart--cutoff { color: $quiet; }
    Chart > .chart--cutoff-words { color: $quiet; }
    Chart > .chart--own { color: $accent; }
    Chart > .chart--own-words { color: $accent; text-style: bold; }
    Chart > .chart--self { color: $accent; text-style: bold; }
    Chart > .chart--other { color: $foreground; }
    Chart > .chart--mark { color: $foreground; text-style: bold; }
    Chart > .chart--version { color: $quiet; }
    Chart > .chart--axis { color: $line; }
    Chart > .chart--label { color: $quiet; }
    Chart > .chart--event { color: $warning; text-style: bold; }
    Chart > .chart--event-words { color: $foreground; }
    Chart > .chart--cursor { color: $background; background: $accent; text-style: bold; }
    Chart > .chart--readout { color: $foreground; }
    Chart:ansi > .chart--cursor { color: ansi_default; background: ansi_default; text-style: reverse; }
    """

    class Moved(Note):
        """The cursor stands on another point."""

    zoom: reactive[Zoom] = reactive(Zoom.ALL)
    """How much time is shown."""

    cursor: reactive[int | None] = reactive(None)
    """Which of the stops is read out; None reads out nothing."""

    def __init__(self, *, language: Language = ENGLISH, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._language = language
        self._glyphs = glyphs_for(ascii_only=language.ascii_only)
        self._data: ChartData | None = None
        self._stops: tuple[Stop, ...] = ()
        self._picture: Picture | None = None
        self._at_rest = ""
        self._meant: Mapping[tuple[int, str], str] = {}

    def show(
        self, data: ChartData | None, *, at_rest: str = "", meant: Mapping[tuple[int, str], str] | None = None
    ) -> None:
        """Show one area.

        Args:
            data: What to draw; None leaves the place empty.
            at_rest: What the line below says while the cursor reads nothing out.
            meant: What the patient said about answers, by assessment and scale; read out with the point.
        """
        self._at_rest, self._meant = at_rest, meant or {}
        if data != self._data:
            self._data = data
            self._stops = stops(data) if data is not None else ()
            self._picture = None
            self.set_reactive(Chart.cursor, None)
        self.refresh()

    @property
    def stop(self) -> Stop | None:
        """Where the cursor stands."""
        return self._stops[self.cursor] if self.cursor is not None and self.cursor < len(self._stops) else None

    @property
    def point(self) -> Point | None:
        """The point under the cursor, if it stands on one."""
        stop = self.stop
        if stop is None or stop.course < 0 or self._data is None:
            return None
        return self._data.courses[stop.course].points[stop.index]

    # --- what the keys do

    def action_move(self, step: int) -> None:
        """Go to the next point or event and read it out; from nowhere, to the last."""
        if self._stops:
            last = len(self._stops) - 1
            self.cursor = last if self.cursor is None else min(last, max(0, self.cursor + step))

    def action_end(self, index: int) -> None:
        """Go to the first or the last point."""
        if self._stops:
            self.cursor = 0 if index == 0 else len(self._stops) - 1

    def action_zoom(self, step: int) -> None:
        """Show less time, or more; round again at the ends."""
        self.zoom = self.zoom.closer(step)

    def leave(self) -> bool:
        """Take the cursor away.

        Returns:
            Whether there was one.
        """
        had = self.cursor is not None
        self.cursor = None
        return had

    def watch_cursor(self) -> None:
        """Draw again only when the window has to move."""
        if self._picture is not None and self.stop is not None and self.stop.day not in self._picture.plot.window:
            self._picture = None
        self.post_message(self.Moved())
        self.refresh()

    def watch_zoom(self) -> None:
        """Another window of time."""
        self._picture = None
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Read out the point nearest the mouse."""
        picture, data = self._drawn(), self._data
        if picture is None or data is None:
            return
        near: list[tuple[int, int]] = []
        for index, stop in enumerate(self._stops):
            if (place := picture.place(data, stop)) is not None:
                near.append((abs(place[0] - event.x) + 3 * abs(place[1] - event.y), index))
        if near:
            self.cursor = min(near)[1]

    # --- drawing

    def _drawn(self) -> Picture | None:
        """The picture, drawn if it has to be."""
        width, height = self.size
        # The picture is drawn for one size; hidden and shown again, it is still right.
        if self._picture is not None:
            canvas = self._picture.canvas
            if (canvas.width, canvas.height) != (width, height - 1):
                self._picture = None
        if self._picture is None and self._data is not None and width > 20 and height > 5:
            shown = window(self._data, self.zoom, self.stop.day if self.stop else None)
            self._picture = draw(self._data, shown, width, height - 1, self._glyphs, self._language)
        return self._picture

    def render_line(self, y: int) -> Strip:
        """Draw one row: the picture's, or the line that reads out a point."""
        picture = self._drawn()
        width, height = self.size
        if picture is None:
            return Strip.blank(width, self.rich_style)
        below = self._below(picture, width)
        if y >= height - len(below):
            return below[y - height + len(below)]
        segments = [Segment(text, self._style(kind)) for text, kind in picture.canvas.runs(y)]
        strip = Strip(segments).adjust_cell_length(width, self.rich_style)
        return self._with_cursor(strip, picture, y)

    def _style(self, kind: str) -> Style:
        return self.get_component_rich_style(f"chart--{kind}") if kind else self.rich_style

    def _with_cursor(self, strip: Strip, picture: Picture, y: int) -> Strip:
        """Lay the cursor over a row: a thin line down the column, and the point itself marked."""
        stop = self.stop
        place = picture.place(self._data, stop) if stop is not None and self._data is not None else None
        if place is None or not (picture.top <= y <= picture.top + picture.plot.height or y == place[1]):
            return strip
        column = place[0]
        if not 0 <= column < strip.cell_length:
            return strip
        cell = strip.crop(column, column + 1)
        if y == place[1]:
            middle = Strip([Segment(cell.text or " ", self.get_component_rich_style("chart--cursor"))])
        elif picture.canvas.kind(column, y) in {"", "band", "cutoff", "own"} and y < picture.top + picture.plot.height:
            middle = Strip([Segment(self._glyphs.cursor, self.get_component_rich_style("chart--own"))])
        else:
            return strip
        return Strip.join([strip.crop(0, column), middle, strip.crop(column + 1)])

    def _below(self, picture: Picture, width: int) -> list[Strip]:
        """The point under the cursor in words, on two rows if it needs them; without one, what signs mean."""
        span = self._language.say(self.zoom.label)
        style, quiet = self.get_component_rich_style("chart--readout"), self.get_component_rich_style("chart--label")
        room = width - cell_len(span) - 4
        words = self.readout()
        first, rest = "", words or self._at_rest or explained(picture, room)
        if cell_len(rest) > room:
            cut = rest.rfind(" ", 0, width - 2)
            first, rest = rest[:cut], rest[cut:].strip()
        rest = shorten(rest, room)
        gap = " " * max(1, width - cell_len(rest) - cell_len(span) - 2)
        last = Strip([Segment(f" {rest}", style), Segment(f"{gap}{span}", quiet)]).adjust_cell_length(width, style)
        return [Strip([Segment(f" {first}", style)]).adjust_cell_length(width, style), last] if first else [last]

    def readout(self) -> str:
        """What the cursor stands on, in words; empty without a cursor."""
        stop, data = self.stop, self._data
        if stop is None or data is None:
            return ""
        if stop.event >= 0:
            event = data.events[stop.event]
            return f"{self._language.day(event.day)}  {event_words(event, self._language)}"
        course = data.courses[stop.course]
        point = course.points[stop.index]
        first = next((p.version for p in course.points), "")
        words = point_words(
            self._language, point, data.called, band=self._beside_band(point), first_version=point.version == first
        )
        meant = self._meant.get((point.assessment_id, point.scale))
        return self._language.say("{point} · “{words}”", point=words, words=meant) if meant else words

    def _beside_band(self, point: Point) -> str:
        """Say it where the form cannot tell a point from the newest one; outside, the readings say what is clear."""
        course = self._data.courses[0] if self._data is not None else None
        ends = band_around_now(course) if course is not None and point in course.points[:-1] else None
        if ends is None or point.value is None:
            return ""
        inside = ends[0] <= point.value <= ends[1]
        return self._language.say("no clear difference from now") if inside else ""
