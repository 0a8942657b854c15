"""*Worth talking about*: each finding opened: its rule, what it looked at, where that comes from; and left be."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from companion.app.commands import Command, Where
from companion.app.screens.form import Form
from companion.app.screens.overlay import Overlay
from companion.app.widgets.choices import Choices
from companion.clinical.chance import by_chance
from companion.clinical.message import Message
from companion.clinical.signals import Signal
from companion.workflow.room import Room

_GONE = Message("Newer answers tell something else now.")
_LEFT = "left:"
"""Before the place of what was left be, among the keys of the list."""


class LeaveBeScreen(Form[str | None]):
    """Why one finding is left be; it is not proposed again, and the reason is kept."""

    PLACE: ClassVar[str] = "leave-be"
    TITLE_WORDS: ClassVar[Message] = Message("Leave this be?")

    def __init__(self, room: Room, signal: Signal) -> None:
        super().__init__(room)
        self._signal = signal

    def compose_fields(self) -> ComposeResult:
        """What it is, and the reason."""
        yield Static(Content(self.say(self._signal.sentence)), classes="words")
        yield self.row(Message("reason"), Input(id="reason", placeholder=self.say("as in: it was the move")))

    def save(self) -> str:
        """Keep the reason."""
        reason = self.need("reason", Message("Write why, in a few words. It is kept."))
        self.room.look.set_signal_aside(self._signal.id, reason)
        return reason


class WorthScreen(Overlay[bool]):
    """The list, and the whole rule of the one under the cursor."""

    DEFAULT_CSS = """
    WorthScreen #worth { height: auto; max-height: 40%; }
    WorthScreen #rule { height: 1fr; margin-top: 1; border-top: solid $line; }
    WorthScreen .line { height: auto; layout: horizontal; }
    WorthScreen .line > .about { width: 22; color: $quiet; }
    WorthScreen .line > .told { width: 1fr; max-width: 90; }
    """
    TITLE_WORDS: ClassVar[Message] = Message("Worth talking about")

    OFFERS: ClassVar[tuple[Command, ...]] = (
        Command(
            "worth.leave",
            Message("Leave it be"),
            Message("It is not proposed again; the reason is kept."),
            "x",
            "leave_be",
            Where.PATIENT,
            safe=False,
            hint=Message("leave it be"),
        ),
        *Overlay.OFFERS,
    )

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        review = room.look.review()
        self._signals = {signal.id: signal for signal in review.signals}
        self._left_be = room.look.left_be()
        self._chance = by_chance(row.since_moment for row in review.rows)
        self._changed = False

    def compose_body(self) -> ComposeResult:
        """The findings above, the rule below."""
        with VerticalScroll(id="worth", can_focus=False):
            yield Choices(self._lines(), id="findings")
        yield VerticalScroll(id="rule")

    def _lines(self) -> list[tuple[str, str]]:
        """What stands, then what was left be with its reason."""
        left = [
            (f"{_LEFT}{n}", self.say("left be on {day}: {reason}", day=one.day, reason=one.reason))
            for n, one in enumerate(self._left_be)
        ]
        return [*((code, self.say(one.sentence)) for code, one in self._signals.items()), *left]

    async def on_mount(self) -> None:
        """Arrows work at once."""
        findings = self.query_one("#findings", Choices)
        self.set_focus(findings)
        self.watch(findings, "at", self._open)

    async def _open(self) -> None:
        """Tell everything one finding rests on."""
        page = self.query_one("#rule", VerticalScroll)
        await page.remove_children()
        key = self.query_one("#findings", Choices).key
        signal = self._signals.get(key)
        if key.startswith(_LEFT):
            signal = self._left_be[int(key.removeprefix(_LEFT))].signal
        if signal is None:
            gone = key.startswith(_LEFT)
            words = (
                Message("Newer answers tell something else now.") if gone else Message("There is nothing more here.")
            )
            await page.mount(Static(Content(self.say(words))))
            return
        told = [(self.say("found"), self.say(signal.sentence)), (self.say("rule"), self.say(signal.rule_words))]
        told += [(self.say(name), self.language.value(value)) for name, value in signal.inputs]
        if signal.source:
            told.append((self.say("source"), self.say(signal.source)))
        if self._chance is not None and signal.row:
            told.append((self.say("chance"), self.say(self._chance)))
        await page.mount(*(self._line(about, words) for about, words in told))

    def _line(self, about: str, words: str) -> Horizontal:
        return Horizontal(
            Static(Content(about), classes="about"), Static(Content(words), classes="told"), classes="line"
        )

    @on(Choices.Chosen, "#findings")
    def _chosen(self, event: Choices.Chosen) -> None:
        event.stop()

    def action_leave_be(self) -> None:
        """Ask why, and keep it."""
        signal = self._signals.get(self.query_one("#findings", Choices).key)
        if signal is not None:
            self.app.push_screen(LeaveBeScreen(self.room, signal), lambda reason: self._left(signal, reason))

    def _left(self, signal: Signal, reason: str | None) -> None:
        if reason is None:
            return
        self._changed = True
        del self._signals[signal.id]
        self._left_be = self.room.look.left_be()
        self.query_one("#findings", Choices).offer(self._lines())
        self.call_later(self._open)

    def action_back(self) -> None:
        """Say whether anything was left be."""
        self.dismiss(self._changed)
