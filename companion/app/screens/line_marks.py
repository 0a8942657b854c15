"""F7: what a line is: a small step, a keepsake, something only for the two.

In the clinician's own view it says too which kind of question a line counts for. On the shared
screen that is never named.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult

from companion.app.said import kind_word
from companion.app.screens.overlay import Dialog
from companion.app.widgets.choices import Choices
from companion.clinical.message import Message
from companion.clinical.model import Contribution, Kind, Status, Theme
from companion.workflow.room import Room

_KINDS = (Kind.SMALL_STEP, Kind.HELPED, Kind.HARD, Kind.NOTICED, Kind.HOPE)
_COUNTS = {
    Theme.APPROACH: Message("counts as: steps, and handling what is hard"),
    Theme.REFLECTED: Message("counts as: seen by others, then and now"),
    Theme.UNDERSTANDING: Message("counts as: understanding it"),
    Theme.ACCEPTANCE: Message("counts as: being met as one is"),
}
_COUNTS_AS = "counts_as"


@dataclass(frozen=True, slots=True)
class Marks:
    """What a line is marked as."""

    kind: Kind = Kind.LINE
    keepsake: bool = False
    only_us: bool = False
    different: bool = False
    theme: Theme | None = None

    @classmethod
    def of(cls, line: Contribution) -> Marks:
        """Return the marks a line has."""
        return cls(line.kind, line.keepsake, line.only_us, line.status is Status.DIFFERENT, line.theme)


@dataclass(frozen=True, slots=True)
class Answer:
    """What was decided: other marks, or that the line is taken away."""

    marks: Marks
    withdraw: bool = False
    correct: bool = False


class LineMarksScreen(Dialog[Answer | None]):
    """Marks go on and off with Enter; Esc keeps them and goes back."""

    TITLE_WORDS: ClassVar[Message] = Message("This line is …")

    DEFAULT_CSS = """
    LineMarksScreen > .dialog { width: 54; }
    """

    def __init__(self, room: Room, marks: Marks, *, stands: bool) -> None:
        super().__init__(room)
        self._marks = marks
        self._stands = stands

    def compose_body(self) -> ComposeResult:
        """One row a mark."""
        yield Choices(self._options(), id="marks")

    def on_mount(self) -> None:
        """Arrows and Enter work at once."""
        self.query_one(Choices).focus()

    def hints(self) -> list[tuple[str, str]]:
        """Enter and Esc."""
        return [("enter", self.say("on or off")), ("escape", self.say("keep and go back"))]

    def _options(self) -> list[tuple[str, str]]:
        marks = self._marks
        rows = [(str(kind), kind_word(self.room, kind), marks.kind is kind) for kind in _KINDS]
        rows += [
            ("keepsake", self.say("keepsake: to be reminded of"), marks.keepsake),
            ("only_us", self.say("only us two: hidden from others"), marks.only_us),
        ]
        if self._stands:
            rows.append(("different", self.say("we see it differently"), marks.different))
        options = [(key, f"[{'x' if held else ' '}] {words}") for key, words, held in rows]
        if self._stands and not getattr(self.app, "in_session", True):
            counts = _COUNTS[marks.theme] if marks.theme else Message("counts as: no kind of question")
            options.append((_COUNTS_AS, self.say(counts)))
        if self._stands:
            options += [("correct", self.say("correct its words …")), ("withdraw", self.say("take the line away"))]
        return options

    @on(Choices.Chosen)
    def _chosen(self, event: Choices.Chosen) -> None:
        marks, key = self._marks, event.key
        if key in {"correct", "withdraw"}:
            self.dismiss(Answer(marks, withdraw=key == "withdraw", correct=key == "correct"))
            return
        if key == "keepsake":
            marks = replace(marks, keepsake=not marks.keepsake)
        elif key == "only_us":
            marks = replace(marks, only_us=not marks.only_us)
        elif key == "different":
            marks = replace(marks, different=not marks.different)
        elif key == _COUNTS_AS:
            kinds = tuple(_COUNTS)
            after = kinds.index(marks.theme) + 1 if marks.theme else 0
            marks = replace(marks, theme=kinds[after % len(kinds)])
        else:
            marks = replace(marks, kind=Kind.LINE if marks.kind is Kind(key) else Kind(key))
        self._marks = marks
        event.choices.offer(self._options(), at=key)

    def action_back(self) -> None:
        """Keep the marks."""
        self.dismiss(Answer(self._marks))
