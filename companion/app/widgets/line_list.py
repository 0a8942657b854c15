"""Lines that were said, each with its author in a column at the left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.reactive import var
from textual.widget import Widget
from textual.widgets import Static

from companion.app.widgets.glyphs import glyphs_for
from companion.app.words import Speaking


@dataclass(frozen=True, slots=True)
class Shown:
    """One line as it is shown; every text is literal.

    Attributes:
        key: What identifies it to whoever shows it.
        voice: `patient`, `clinician` or `other`: the author's colour, never the only sign.
        marks: Small words beside it ("keepsake", "her sister said").
        heading: Whether it is a title above lines rather than a line.
    """

    key: str
    text: str
    author: str = ""
    voice: str = "patient"
    marks: tuple[str, ...] = ()
    heading: bool = False
    quiet: bool = False


class LineRow(Speaking, Widget):
    """One line: author, text, marks."""

    DEFAULT_CSS = """
    LineRow { layout: horizontal; height: auto; padding: 0 4 0 2; }
    LineRow > .sign { width: 2; height: 1; color: $accent; }
    LineRow > .author {
        width: 14; height: auto; padding: 0 2 0 0; color: $quiet; text-wrap: nowrap; text-overflow: ellipsis;
    }
    LineRow > .author.-patient { color: $accent; text-style: bold; }
    LineRow > .author.-clinician { color: $foreground; }
    LineRow > .body { width: 1fr; height: auto; layout: horizontal; }
    LineRow .text { width: 1fr; height: auto; padding: 0 1; }
    LineRow .marks { width: auto; max-width: 40%; height: auto; color: $quiet; padding: 0 0 0 2; display: none; }
    LineRow .marks.-some { display: block; }
    LineRow.-quiet .text { color: $quiet; }
    LineRow.-heading { padding: 1 4 0 4; }
    LineRow.-heading > .sign { display: none; }
    LineRow.-heading .text { padding: 0; text-style: bold; color: $quiet; }
    LineRow.-heading > .author { display: none; }
    LineRow.-cursor .text { background: $block-cursor-blurred-background; }
    LineList:focus LineRow.-cursor .text { background: $block-cursor-background; color: $block-cursor-foreground; }
    """

    def __init__(self, shown: Shown) -> None:
        super().__init__()
        self.shown = shown

    def compose(self) -> ComposeResult:
        """Author, text and marks, all literal."""
        yield Static("", classes="sign", markup=False)
        yield Static(Content(self.shown.author), classes="author")
        with Widget(classes="body"):
            yield Static(Content(self.shown.text), classes="text")
            yield Static(Content(""), classes="marks")

    def on_mount(self) -> None:
        """Paint the first time."""
        self.paint(self.shown)
        self._paint_sign()

    def point(self, *, here: bool) -> None:
        """Show or hide the cursor: a sign, and a ground behind the text."""
        if here != self.has_class("-cursor"):
            self.set_class(here, "-cursor")
            self._paint_sign()

    def _paint_sign(self) -> None:
        if self.children:
            here = self.has_class("-cursor")
            sign = glyphs_for(ascii_only=self.language.ascii_only).selected if here else ""
            self.query_one(".sign", Static).update(Content(sign))

    def paint(self, shown: Shown) -> None:
        """Show another state of the same line."""
        self.shown = shown
        if not self.children:
            return
        self.set_class(shown.heading, "-heading")
        self.set_class(shown.quiet, "-quiet")
        author = self.query_one(".author", Static)
        author.update(Content(shown.author))
        author.set_classes(f"author -{shown.voice}")
        self.query_one(".text", Static).update(Content(shown.text))
        marks = self.query_one(".marks", Static)
        marks.update(Content(" · ".join(shown.marks)))
        marks.set_class(bool(shown.marks), "-some")


class LineList(VerticalScroll):
    """Lines one can go through with the arrow keys; Enter picks one.

    With `steady`, the cursor is seen without the focus too.
    """

    DEFAULT_CSS = """
    LineList { height: 1fr; padding: 0; scrollbar-size-vertical: 1; }
    LineList > .empty { padding: 0 4; color: $quiet; height: auto; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "step(-1)", show=False),
        Binding("down", "step(1)", show=False),
        Binding("home", "edge(-1)", show=False),
        Binding("end", "edge(1)", show=False),
        Binding("enter", "pick", show=False),
    ]

    cursor: var[str] = var("")

    @dataclass
    class Picked(Message):
        """Enter or a click on a line."""

        lines: LineList
        key: str

        @property
        def control(self) -> LineList:
            """The list it came from."""
            return self.lines

    @dataclass
    class Pointed(Message):
        """The cursor stands on another line."""

        lines: LineList
        key: str

        @property
        def control(self) -> LineList:
            """The list it came from."""
            return self.lines

    @dataclass
    class Below(Message):
        """The cursor left the list downwards."""

        lines: LineList

    def __init__(
        self,
        lines: Sequence[Shown] = (),
        *,
        empty: str = "",
        steady: bool = False,
        id: str | None = None,  # noqa: A002 - the name Textual uses
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._lines = tuple(lines)
        self._empty = empty
        self._steady = steady

    def compose(self) -> ComposeResult:
        """The rows, or the words for none."""
        note = Static(Content(self._empty), classes="empty")
        note.display = not self._lines and bool(self._empty)
        yield note
        for shown in self._lines:
            yield LineRow(shown)

    @property
    def lines(self) -> tuple[Shown, ...]:
        """What is shown."""
        return self._lines

    @property
    def pointed(self) -> Shown | None:
        """The line under the cursor."""
        return next((line for line in self._lines if line.key == self.cursor and not line.heading), None)

    def show(self, lines: Sequence[Shown], *, to_end: bool = False) -> None:
        """Show these lines; rows whose place stays are painted again, not made anew."""
        new = tuple(replace(line, key=line.key or str(place)) for place, line in enumerate(lines))
        if new == self._lines:
            return
        self._lines = new
        if not self.children:
            return
        rows = list(self.query_children(LineRow))
        for row, shown in zip(rows, new, strict=False):
            row.paint(shown)
        for row in rows[len(new) :]:
            row.remove()
        if len(new) > len(rows):
            self.mount_all([LineRow(shown) for shown in new[len(rows) :]])
        self.query_one(".empty", Static).display = not new and bool(self._empty)
        if self.pointed is None:
            self.cursor = ""
        self._mark_cursor()
        if to_end:
            self.call_after_refresh(self.scroll_end, animate=False)

    def point(self, key: str) -> None:
        """Put the cursor on a line."""
        self.cursor = key

    def watch_cursor(self) -> None:
        """Paint the cursor and bring its row into view."""
        self._mark_cursor()
        if self.children and self.cursor:
            self.post_message(self.Pointed(self, self.cursor))

    def watch_has_focus(self, _has_focus: bool) -> None:
        """Begin at the last line, the one just said; without the focus there is no cursor to see."""
        super().watch_has_focus(_has_focus)
        if _has_focus and self.pointed is None:
            self.action_edge(1)
        self._mark_cursor()

    def action_step(self, by: int) -> None:
        """Move the cursor; below the last line the list is left."""
        keys = [line.key for line in self._lines if not line.heading]
        if not keys:
            if by > 0:
                self.post_message(self.Below(self))
            return
        at = keys.index(self.cursor) + by if self.cursor in keys else (len(keys) - 1 if by < 0 else 0)
        if at >= len(keys):
            self.post_message(self.Below(self))
            return
        self.cursor = keys[max(0, at)]
        if at < 0:
            self.scroll_home(animate=False)

    def action_edge(self, side: int) -> None:
        """Go to the first or the last line."""
        keys = [line.key for line in self._lines if not line.heading]
        if keys:
            self.cursor = keys[-1 if side > 0 else 0]

    def action_pick(self) -> None:
        """Pick the line under the cursor."""
        if self.pointed is not None:
            self.post_message(self.Picked(self, self.cursor))

    def on_click(self, event: events.Click) -> None:
        """Point at a line with the mouse; a second click picks it."""
        widget = event.widget
        while widget is not None and not isinstance(widget, LineRow):
            widget = widget.parent if isinstance(widget.parent, Widget) else None
        if widget is None or widget.shown.heading:
            return
        if self.cursor == widget.shown.key:
            self.action_pick()
        self.cursor = widget.shown.key

    def _mark_cursor(self) -> None:
        if not self.children:
            return
        for row in self.query_children(LineRow):
            here = row.shown.key == self.cursor and not row.shown.heading and (self.has_focus or self._steady)
            row.point(here=here)
            if here:
                self.call_after_refresh(self.scroll_to_widget, row, animate=False)
