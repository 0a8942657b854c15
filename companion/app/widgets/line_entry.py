"""Where a line is written: the author at the left, one field that grows, what it is marked as."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import var
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Static, TextArea

from companion.text import clean

_OURS = frozenset({"f6", "f7"})


class LineField(TextArea, inherit_bindings=False):
    """A field for one line: it wraps and grows, Enter hands the line on, F-keys stay free."""

    BINDINGS: ClassVar[list[BindingType]] = [
        binding for binding in TextArea.BINDINGS if not (isinstance(binding, Binding) and binding.key in _OURS)
    ]

    @dataclass
    class Entered(Message):
        """Enter was pressed."""

        field: LineField

    @dataclass
    class Above(Message):
        """The cursor was to leave the field upwards."""

        field: LineField

    def __init__(self, *, placeholder: str = "", field_id: str | None = None) -> None:
        super().__init__(
            soft_wrap=True,
            tab_behavior="focus",
            show_line_numbers=False,
            highlight_cursor_line=False,
            compact=True,
            placeholder=Content(placeholder),
            id=field_id,
        )

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "enter":
            event.stop()
            event.prevent_default()
            self.post_message(self.Entered(self))

    async def _on_paste(self, event: events.Paste) -> None:
        """Take pasted text as text: nothing hidden or controlling comes in with it."""
        event.stop()
        event.prevent_default()
        kept = clean(event.text, lines=True)
        head = " " if event.text[:1] == " " else ""
        tail = " " if event.text[-1:] == " " else ""
        self._replace_via_keyboard(head + kept + tail, *self.selection)

    def action_cursor_up(self, select: bool = False) -> None:
        """Move up, or out of the field when it is the topmost row already."""
        if not select and self.navigator.get_location_above(self.cursor_location) == (0, 0):
            first_row = self.wrapped_document.location_to_offset(self.cursor_location).y == 0
            if first_row:
                self.post_message(self.Above(self))
                return
        super().action_cursor_up(select)


class LineEntry(Widget):
    """One line being written.

    What is typed is handed out as `Typing` at most once a second, so that whoever
    owns the entry can keep it; `Entered` comes with Enter, and `Above` when the
    cursor leaves upwards.
    """

    DEFAULT_CSS = """
    LineEntry {
        height: auto;
        layout: horizontal;
        padding: 0 4;
    }
    LineEntry > .author {
        width: 14;
        color: $quiet;
        text-wrap: nowrap;
        text-overflow: ellipsis;
        padding: 0 2 0 0;
    }
    LineEntry > .author.-patient { color: $accent; text-style: bold; }
    LineEntry > .author.-clinician { color: $foreground; }
    LineEntry > .writing { width: 1fr; height: auto; }
    LineEntry LineField {
        height: auto;
        min-height: 1;
        max-height: 8;
        width: 1fr;
        border: none;
        padding: 0 1;
        background: $surface;
        scrollbar-size-vertical: 1;
    }
    LineEntry LineField:focus { border: none; background: $panel; }
    LineEntry LineField:light .text-area--cursor, LineEntry LineField:dark .text-area--cursor {
        color: $input-cursor-foreground; background: $input-cursor-background;
    }
    LineEntry .tags { height: auto; color: $quiet; padding: 0 1; display: none; }
    LineEntry .tags.-some { display: block; }
    """

    author: var[str] = var("")
    voice: var[str] = var("patient")
    tags: var[tuple[str, ...]] = var(())

    @dataclass
    class Typing(Message):
        """The text as it stands, at most once a second."""

        entry: LineEntry
        text: str

        @property
        def control(self) -> LineEntry:
            """The entry it came from."""
            return self.entry

    @dataclass
    class Entered(Message):
        """A line is finished. The entry keeps its text until `clear` is called."""

        entry: LineEntry
        text: str

        @property
        def control(self) -> LineEntry:
            """The entry it came from."""
            return self.entry

    @dataclass
    class Above(Message):
        """The cursor left the entry upwards."""

        entry: LineEntry

    def __init__(
        self,
        *,
        author: str = "",
        voice: str = "patient",
        text: str = "",
        placeholder: str = "",
        save_every: float = 0.8,
        id: str | None = None,  # noqa: A002 - the name Textual uses
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._field = LineField(placeholder=placeholder)
        self._saving: Timer | None = None
        self._save_every = save_every
        self._kept = text
        if text:
            self._field.load_text(text)
            self._field.move_cursor(self._field.document.end)
        self.set_reactive(LineEntry.author, author)
        self.set_reactive(LineEntry.voice, voice)

    def compose(self) -> ComposeResult:
        """Author, field, and what the line is marked as."""
        yield Static(Content(self.author), classes="author")
        with Widget(classes="writing"):
            yield self._field
            yield Static(Content(""), classes="tags")

    def on_mount(self) -> None:
        """Show what was set before there was anything to show it in."""
        self._paint()

    @property
    def field(self) -> LineField:
        """The field itself."""
        return self._field

    @property
    def text(self) -> str:
        """What stands in the field."""
        return self._field.text

    @property
    def is_writing(self) -> bool:
        """Whether the field has the focus."""
        return self._field.has_focus

    def write(self) -> None:
        """Go into the field."""
        self._field.focus()

    def load(self, text: str) -> None:
        """Put a text into the field, the cursor at its end."""
        self._field.load_text(text)
        self._field.move_cursor(self._field.document.end)
        self._kept = text

    def clear(self) -> None:
        """Empty the field; nothing is waiting to be kept any more."""
        self._stop_saving()
        self._kept = ""
        self._field.load_text("")

    def ask(self, placeholder: str) -> None:
        """Set the words that stand in the empty field."""
        self._field.placeholder = Content(placeholder)

    def hand_out(self) -> None:
        """Post what is typed now, without waiting for the second to pass."""
        self._stop_saving()
        if self._field.text != self._kept:
            self._kept = self._field.text
            self.post_message(self.Typing(self, self._kept))

    def watch_author(self) -> None:
        """Paint who says it."""
        self._paint()

    def watch_voice(self) -> None:
        """Paint who says it."""
        self._paint()

    def watch_tags(self) -> None:
        """Paint what the line is marked as."""
        self._paint()

    def _paint(self) -> None:
        if not self.children:
            return
        author = self.query_one(".author", Static)
        author.update(Content(self.author))
        author.set_classes(f"author -{self.voice}")
        tags = self.query_one(".tags", Static)
        tags.update(Content(" · ".join(self.tags)))
        tags.set_class(bool(self.tags), "-some")

    def _stop_saving(self) -> None:
        if self._saving is not None:
            self._saving.stop()
            self._saving = None

    @on(TextArea.Changed)
    def _typed(self, event: TextArea.Changed) -> None:
        event.stop()
        if self._saving is None and self._field.text != self._kept:
            # Started once and left to run: steady typing is kept each second too.
            self._saving = self.set_timer(self._save_every, self.hand_out)

    @on(LineField.Entered)
    def _entered(self, event: LineField.Entered) -> None:
        event.stop()
        self.post_message(self.Entered(self, self._field.text))

    @on(LineField.Above)
    def _above(self, event: LineField.Above) -> None:
        event.stop()
        self.post_message(self.Above(self))

    def on_descendant_blur(self) -> None:
        """Keep what is typed as soon as the field is left."""
        self.hand_out()
