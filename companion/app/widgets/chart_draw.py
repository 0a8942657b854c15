"""Draw one chart as rows of cells: plotext draws the lines, we draw everything with words over it.

What is said stands in cells of our own: plotext is never given text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from rich.cells import cell_len

from companion.app.widgets.chart_canvas import Canvas, Run
from companion.app.widgets.chart_curves import curves
from companion.app.widgets.chart_model import (
    ChartData,
    Plot,
    Stop,
    Window,
    band_around_now,
    date_ticks,
    value_ticks,
)
from companion.app.widgets.glyphs import Glyphs
from companion.app.widgets.look_words import DIRECTION, who_answered
from companion.app.words import shorten
from companion.clinical.course import Course, Line
from companion.clinical.model import Event, Respondent
from companion.language import Language


@dataclass(slots=True)
class Picture:
    """One drawn chart.

    Attributes:
        canvas: Its cells.
        top: First row of the plotting area.
        left: First column of the plotting area.
    """

    canvas: Canvas
    plot: Plot
    top: int
    left: int
    legend: list[Run] = field(default_factory=list)

    def place(self, data: ChartData, stop: Stop) -> tuple[int, int] | None:
        """Column and row of a stop on the canvas; None where it is outside the window."""
        if stop.day not in self.plot.window:
            return None
        column = self.left + self.plot.column(stop.day)
        if stop.event >= 0:
            return column, self.top + self.plot.height + 2
        point = data.courses[stop.course].points[stop.index]
        row = self.top + self.plot.height if point.value is None else self.top + self.plot.row(point.value)
        return column, row


def layer(respondent: Respondent) -> str:
    """The kind of the cells of one respondent."""
    return "self" if respondent is Respondent.SELF else "other"


def draw(data: ChartData, shown: Window, width: int, height: int, glyphs: Glyphs, language: Language) -> Picture:
    """Draw a chart of `width` by `height` cells: title, plot, axis, dates and the lane of events."""
    lines = [line for line in data.courses[0].lines if data.low <= line.value <= data.high]
    events = [event for event in data.events if _overlaps(event, shown)]
    lanes = 0 if not events else 1 if height < 14 else 2
    top = 1
    rows = max(3, height - top - 2 - lanes)
    ticks = value_ticks(data, [line.value for line in lines], rows)
    labels = {value: language.number(value) for value in ticks}
    margin = max((len(text) for text in labels.values()), default=1) + 3
    plot = Plot(max(8, width - margin - 1), rows, shown, data.low, data.high)
    picture = Picture(Canvas(width, height), plot, top, margin)
    _title(picture, data, glyphs, language)
    _band(picture, data.courses[0], glyphs)
    _rules(picture, lines, glyphs)
    _curves(picture, data, glyphs)
    _breaks(picture, data.courses[0], glyphs, language)
    _points(picture, data, glyphs)
    _line_words(picture, lines, data.called, language)
    _axes(picture, labels, glyphs, language)
    _missing(picture, data, glyphs)
    _lane(picture, events, lanes, glyphs, language)
    return picture


def _overlaps(event: Event, shown: Window) -> bool:
    return event.day <= shown.end and (event.until or event.day) >= shown.start


def _title(picture: Picture, data: ChartData, glyphs: Glyphs, language: Language) -> None:
    """Form, range and which way is which; then what the signs mean, as far as there is room."""
    form = f'"{data.form}"' if data.own else data.form
    low, high = data.ends or (data.low, data.high)
    ends = f"{language.number(low)}{glyphs.dash}{language.number(high)}"
    title = f"{form} ({ends}, {language.say(DIRECTION[data.better])})"
    canvas = picture.canvas
    signs = _signs(data, glyphs, language)
    title = shorten(title, canvas.width - 2)
    canvas.put(1, 0, title, "title")
    column = canvas.width - 1
    room = canvas.width - cell_len(title) - 3
    for sign, kind, words in reversed(signs):
        size = cell_len(words) + 4
        if size > room:
            picture.legend.insert(0, (f"{sign} {words}", kind))
            continue
        room -= size
        column -= size
        canvas.put(column, 0, sign, kind)
        canvas.put(column + 2, 0, words, "muted")


def _signs(data: ChartData, glyphs: Glyphs, language: Language) -> list[tuple[str, str, str]]:
    """Sign, kind and words of everything that has to be explained; the least needed first."""
    say = language.say
    points = [point for course in data.courses for point in course.points]
    found: list[tuple[str, str, str]] = []
    if any(point.corrected for point in points):
        found.append((glyphs.corrected, "mark", say("corrected")))
    if any(point.fits for point in points):
        found.append((glyphs.quote, "mark", say("{who} says otherwise", who=data.called)))
    if any(point.value is None for point in points):
        found.append((glyphs.missing, "muted", say("no value")))
    if band_around_now(data.courses[0]) is not None:
        words = say("less than a step that counts") if data.own else say("what this form cannot tell apart")
        found.append((glyphs.band, "band", words))
    if len(data.respondents) > 1:
        found.extend(
            (glyphs.points[who], layer(who), who_answered(language, who, data.called)) for who in data.respondents
        )
    return found


def _band(picture: Picture, course: Course, glyphs: Glyphs) -> None:
    """Shade what the form cannot tell apart from the newest score."""
    plot, ends = picture.plot, band_around_now(course)
    if ends is None:
        return
    for row in range(plot.row(ends[1]), plot.row(ends[0]) + 1):
        picture.canvas.put(picture.left, picture.top + row, glyphs.band * plot.width, "band")


def _rules(picture: Picture, lines: Sequence[Line], glyphs: Glyphs) -> None:
    """Cut-offs and own lines, from side to side."""
    for line in lines:
        kind = "cutoff" if line.kind == "cutoff" else "own"
        glyph = glyphs.cutoff if kind == "cutoff" else glyphs.own
        row = picture.top + picture.plot.row(line.value)
        picture.canvas.put(picture.left, row, glyph * picture.plot.width, kind)


def _curves(picture: Picture, data: ChartData, glyphs: Glyphs) -> None:
    """Lay the lines plotext draws over band and rules."""
    for row, cells in enumerate(curves(data, picture.plot, glyphs.line)):
        for column, (char, index) in enumerate(cells):
            if char != " ":
                picture.canvas.put(
                    picture.left + column, picture.top + row, char, layer(data.courses[index].respondent)
                )


def _breaks(picture: Picture, course: Course, glyphs: Glyphs, language: Language) -> None:
    """Mark where the form changed: versions are never joined."""
    for start, _ in course.segments[1:]:
        day = course.points[start].day
        if day not in picture.plot.window:
            continue
        column = picture.left + picture.plot.column(day)
        for row in range(picture.plot.height):
            if picture.canvas.free(column, picture.top + row, 1, frozenset({"band", "cutoff", "own"})):
                picture.canvas.put(column, picture.top + row, glyphs.version, "version")
        words = f" {language.say('another version of the form')} "
        if picture.canvas.free(column + 1, picture.top, cell_len(words), frozenset({"band"})):
            picture.canvas.put(column + 1, picture.top, words, "muted")


def _points(picture: Picture, data: ChartData, glyphs: Glyphs) -> None:
    """Put each respondent's own sign on the points, where they stand far enough apart to be seen."""
    plot = picture.plot
    for course in sorted(data.courses, key=lambda c: c.respondent is Respondent.SELF):
        inside = [p for p in course.points if p.value is not None and p.day in plot.window]
        gap = 1 if len(inside) * 2 <= plot.width else plot.width if course.respondent is Respondent.SELF else 8
        last = plot.width + picture.left + gap
        for point in reversed(inside):
            if point.value is None:
                continue
            column, row = picture.left + plot.column(point.day), picture.top + plot.row(point.value)
            if last - column >= gap:
                last = column
                picture.canvas.put(column, row, glyphs.points[course.respondent], layer(course.respondent))
            if point.fits or point.corrected:
                sign = glyphs.quote if point.fits else glyphs.corrected
                above = row - 1 if row > picture.top else row + 1
                picture.canvas.put(column, above, sign, "mark")


def _line_words(picture: Picture, lines: Sequence[Line], called: str, language: Language) -> None:
    """Say at each line what it is, where its words hide the least."""
    canvas, plot = picture.canvas, picture.plot
    soft = frozenset({"band", "cutoff", "own"})
    for line in lines:
        row = picture.top + plot.row(line.value)
        label = language.say("enough, says {who}", who=called) if line.kind == "enough" else language.say(line.label)
        words = f" {shorten(label, plot.width - 4)} "
        size = cell_len(words)
        columns = range(picture.left + plot.width - size - 1, picture.left, -1)
        inside = [r for r in (row, row - 1, row + 1) if picture.top <= r < picture.top + plot.height]
        spot = next(((c, r) for r in inside for c in columns if canvas.free(c, r, size, soft)), None)
        if spot is not None:
            canvas.put(*spot, words, "cutoff-words" if line.kind == "cutoff" else "own-words")
        elif cell_len(words) < plot.width:
            picture.legend.append((words.strip(), "muted"))


def _axes(picture: Picture, labels: dict[float, str], glyphs: Glyphs, language: Language) -> None:
    """Scores on the left as they are, dates below."""
    canvas, plot = picture.canvas, picture.plot
    edge = picture.left - 1
    base = picture.top + plot.height
    for row in range(plot.height):
        canvas.put(edge, picture.top + row, glyphs.up, "axis")
    for value, text in labels.items():
        row = picture.top + plot.row(value)
        canvas.put(edge - 1 - len(text), row, text, "label")
        canvas.put(edge, row, glyphs.tick_y, "axis")
    canvas.put(edge, base, glyphs.corner + glyphs.rule * plot.width, "axis")
    ticks = date_ticks(plot.window, plot.width)
    yearly = plot.window.days > 3 * 366 or all(day.month == 1 for day in ticks)
    for number, day in enumerate(ticks):
        column = picture.left + plot.column(day)
        canvas.put(column, base, glyphs.tick_x, "axis")
        text = str(day.year) if day.month == 1 else language.month_short(day)
        if number == 0 and day.month != 1:
            text = language.month(day)
        if yearly and day.month != 1:
            continue
        spot = column - (cell_len(text) - 1) // 2
        spot = min(max(picture.left, spot), canvas.width - cell_len(text))
        if canvas.free(spot - 1, base + 1, cell_len(text) + 1):
            canvas.put(spot, base + 1, text, "label")


def _missing(picture: Picture, data: ChartData, glyphs: Glyphs) -> None:
    """Mark on the axis where an answer sheet gave no value: a gap is never a number."""
    for course in data.courses:
        for point in course.points:
            if point.value is None and point.day in picture.plot.window:
                column = picture.left + picture.plot.column(point.day)
                picture.canvas.put(column, picture.top + picture.plot.height, glyphs.missing, "mark")


def _lane(picture: Picture, events: Sequence[Event], lanes: int, glyphs: Glyphs, language: Language) -> None:
    """Write events under the dates they belong to, one or two lanes; a crowded one is a flag alone."""
    if not lanes:
        return
    canvas, plot = picture.canvas, picture.plot
    base = picture.top + plot.height + 2
    columns = [picture.left + max(0, plot.column(event.day)) for event in events]
    for number, (event, column) in enumerate(zip(events, columns, strict=True)):
        row = base + number % lanes
        following = columns[number + lanes] if number + lanes < len(columns) else canvas.width
        room = following - column - 3
        words = event_words(event, language)
        size = cell_len(words)
        canvas.put(column, row, glyphs.event, "event")
        if event.until is not None:
            length = min(plot.column(event.until), plot.width - 1) - (column - picture.left)
            for offset in range(1, length + 1):
                if picture.canvas.free(column + offset, row - number % lanes - 2, 1, frozenset({"axis"})):
                    canvas.put(column + offset, picture.top + plot.height, glyphs.span, "event")
        before = _room_before(canvas, column, row) if following == canvas.width else 0
        if size > room and before > room:
            words = shorten(words, before)
            canvas.put(column - 1 - cell_len(words), row, words, "event-words")
        elif room >= min(size, 5):
            canvas.put(column + 2, row, shorten(words, room), "event-words")


def _room_before(canvas: Canvas, column: int, row: int) -> int:
    """Free cells to the left of a flag, with a little air."""
    free = 0
    while column - 1 - free > 0 and not canvas.kind(column - 1 - free, row):
        free += 1
    return free - 3


def event_words(event: Event, language: Language) -> str:
    """An event's own words, with its dates where it lasted."""
    if event.until is None or event.until == event.day:
        return event.text
    same = event.day.month == event.until.month and event.day.year == event.until.year
    first = str(event.day.day) if same and language.code == "en" else language.day_short(event.day)
    return f"{event.text} {first}{'-' if language.ascii_only else '–'}{language.day_short(event.until)}"


def explained(picture: Picture, width: int) -> str:
    """What did not fit beside the title, for the line below the chart."""
    return shorten("   ".join(text for text, _ in picture.legend), width)
