"""*You were here before*: earlier times with answers like now. Only when the patient asks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from companion.app.commands import Command
from companion.app.screens.overlay import Overlay
from companion.clinical.message import Message
from companion.clinical.model import Display
from companion.errors import CompanionError
from companion.workflow.views import EarlierTime


class HereBeforeScreen(Overlay[None]):
    """A few earlier times, each with what was said and what helped then; no numbers."""

    TITLE_WORDS: ClassVar[Message] = Message("You were here before")

    DEFAULT_CSS = """
    HereBeforeScreen VerticalScroll { height: 1fr; }
    HereBeforeScreen VerticalScroll Static { height: auto; max-width: 76; }
    HereBeforeScreen .when { text-style: bold; color: $accent; padding: 1 0 0 0; }
    HereBeforeScreen .like, HereBeforeScreen .small, HereBeforeScreen .rule { color: $quiet; }
    HereBeforeScreen .small { padding: 1 0 0 2; }
    HereBeforeScreen .words { padding: 0 0 0 2; }
    HereBeforeScreen .rule { display: none; padding: 0 0 0 0; }
    HereBeforeScreen.-why .rule { display: block; }
    HereBeforeScreen .overlay-body { padding: 0 4; }
    """

    OFFERS: ClassVar[tuple[Command, ...]] = (
        Command(
            "here.why",
            Message("Why these times?"),
            Message("Shows the rule by which earlier times are found."),
            "w",
            "why",
            hint=Message("why"),
        ),
    )

    def compose_body(self) -> ComposeResult:
        """The times, nearest first, or one sentence when there is none."""
        with VerticalScroll():
            for rule in self.room.carry.earlier_rule():
                yield Static(Content(rule), classes="rule")
            times = self._times()
            if not times:
                yield Static(Content(self._nothing()), classes="when")
            for time in times:
                yield from self._time(time)

    def on_mount(self) -> None:
        """Arrows scroll at once."""
        self.set_focus(self.query_one(VerticalScroll))

    def action_why(self) -> None:
        """Show or hide the rule."""
        self.toggle_class("-why")

    def _times(self) -> tuple[EarlierTime, ...]:
        try:
            return self.room.carry.earlier()
        except CompanionError as error:
            self.complain(error)
            return ()

    @property
    def _apart(self) -> str:
        """What stands between names of areas: a patient's own name may hold a comma."""
        return " - " if self.language.ascii_only else " · "

    def _nothing(self) -> str:
        if self.room.facts.display is Display.NOTHING:
            return self.say("Your answers are left alone today, as you chose.")
        return self.say("No earlier time is like now, as far as your answers show.")

    def _time(self, time: EarlierTime) -> Iterator[Static]:
        say, language = self.say, self.room.language
        when = say("{day}, {ago}", day=time.day, ago=language.ago(time.day, self.room.today))
        yield Static(Content(when), classes="when")
        near = self._apart.join(say(area) for area in time.near)
        yield Static(Content(say("Much like now: {areas}", areas=near)), classes="like")
        if time.other:
            other = self._apart.join(say(area) for area in time.other)
            yield Static(Content(say("Not like now: {areas}", areas=other)), classes="like")
        if time.said:
            yield Static(Content(say("What you said then")), classes="small")
            for line in time.said:
                yield Static(Content(say("“{words}”", words=line.text)), classes="words")
        else:
            yield Static(Content(say("No words of yours from around this time.")), classes="small")
        if time.helped:
            yield Static(Content(say("What helped, or what you did")), classes="small")
            for one in time.helped:
                yield Static(Content(say("“{words}”  {when}", words=one.text, when=one.label)), classes="words")
