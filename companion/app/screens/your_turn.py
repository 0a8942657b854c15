"""Your turn: the patient has the keyboard; one large thing at a time, Stop always there.

Somebody alone with the screen is offered little: after marks or lines, at most one thing they
wrote or put aside themselves, in a sentence that says nothing of how they are.
"""

from __future__ import annotations

from typing import ClassVar, Literal

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from companion.app.asks import HandBack
from companion.app.commands import Command
from companion.app.said import Speaker
from companion.app.screens.overlay import Overlay
from companion.app.screens.stop import StopScreen
from companion.app.widgets.choices import Choices
from companion.app.widgets.room_entry import RoomEntry
from companion.app.widgets.stepper import Stepper
from companion.clinical.carry import Offer
from companion.clinical.message import Message
from companion.clinical.model import PATIENT, How, OwnMeasure
from companion.errors import CompanionError
from companion.workflow.room import Room

PLACE = "your_turn"


class YourTurnScreen(Overlay[bool]):
    """Own marks or a line of one's own, then thanks; the short code gives the keyboard back.

    Attributes:
        page: `start`, `mark`, `write`, `offer`, `seen` or `thanks`.
    """

    DEFAULT_CSS = """
    YourTurnScreen .overlay-body { align: center middle; padding: 1 4; }
    YourTurnScreen .page { width: 64; max-width: 100%; height: auto; display: none; }
    YourTurnScreen .page.-open { display: block; }
    YourTurnScreen .large { text-style: bold; color: $accent; height: auto; padding: 0 0 2 0; }
    YourTurnScreen .below { color: $quiet; height: auto; padding: 1 0 0 0; }
    YourTurnScreen LineEntry { padding: 0; }
    YourTurnScreen LineEntry > .author { display: none; }
    YourTurnScreen LineField { min-height: 3; }
    YourTurnScreen .shown { height: auto; padding: 0 0 2 0; }
    YourTurnScreen .mine { height: auto; color: $quiet; padding: 1 1 0 1; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "go_on", show=False)]
    OFFERS: ClassVar[tuple[Command, ...]] = (
        Command(
            "your_turn.rather_not",
            Message("Rather not"),
            Message("Goes on without an answer."),
            "r",
            "rather_not",
        ),
        Command(
            "your_turn.stop",
            Message("Stop"),
            Message("A blank calm page. Nothing is lost."),
            "f12",
            "stop",
        ),
        Command(
            "your_turn.done",
            Message("I am done"),
            Message("Goes to the last page."),
            "escape",
            "done",
        ),
    )

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.page = "start"
        self._measures = tuple(measure for measure in room.marking.own_measures() if not measure.resting)
        self._at = 0
        self._said: list[str] = []
        self._offer: Offer | None = None
        self._has_offered = False

    def compose_body(self) -> ComposeResult:
        """The pages, one of them open."""
        say = self.say
        called = self.room.patient.called
        with Widget(id="start", classes="page"):
            yield Static(Content(say("It is your turn, {name}.", name=called)), classes="large")
            yield Choices(self._ways(), spaced=True, id="ways")
        with Widget(id="mark", classes="page"):
            yield Static("", classes="large", id="asks", markup=False)
            yield Stepper(id="stepper")
            yield Static(Content(say("Arrows or digits, then Enter. R: rather not.")), classes="below")
        with Widget(id="write", classes="page"):
            yield Static(Content(say("What would you like to write?")), classes="large")
            yield RoomEntry(
                self.room, PLACE, speaker=Speaker(PATIENT), typed_by=PATIENT, via="your_turn", id="own_line"
            )
            yield Static("", classes="mine", markup=False)
            yield Static(Content(say("Enter keeps a line. Esc: I am done.")), classes="below")
        with Widget(id="offer", classes="page"):
            yield Static("", classes="large", id="offers", markup=False)
            yield Choices([("see", say("See it")), ("not_today", say("Not today"))], id="whether")
        with Widget(id="seen", classes="page"):
            yield Static("", classes="shown", markup=False)
            yield Choices([("on", say("Go on"))], id="seen_it")
        with Widget(id="thanks", classes="page"):
            yield Static(Content(say("Thank you. We look at it together.")), classes="large")
            yield Choices([("back", say("Give the keyboard back")), ("more", say("Something more"))], id="after")

    def _ways(self) -> list[tuple[str, str]]:
        mark = [("mark", self.say("Mark how it is, from 0 to 10"))] if self._measures else []
        return [*mark, ("write", self.say("Write a line")), ("done", self.say("Nothing now"))]

    async def on_mount(self) -> None:
        """The first page."""
        await self._open("start")

    def hints(self) -> list[tuple[str, str]]:
        """Stop, always; and what this page needs."""
        say = self.say
        own = {
            "start": [("enter", say("choose"))],
            "mark": [("enter", say("keep")), ("r", say("rather not")), ("escape", say("I am done"))],
            "write": [("enter", say("keep")), ("escape", say("I am done"))],
        }.get(self.page, [("enter", say("choose"))])
        return [*own, ("f12", say("stop"))]

    async def _open(self, page: str) -> None:
        self.page = page
        for each in self.query(".page"):
            each.set_class(each.id == page, "-open")
        if page == "mark":
            self._ask()
        elif page == "start":
            self.query_one("#ways", Choices).at = 0
        first = {"start": "#ways", "mark": "#stepper", "offer": "#whether", "seen": "#seen_it", "thanks": "#after"}
        if page == "write":
            self.query_one(RoomEntry).write()
        else:
            self.query_one(first[page]).focus()
        await self.show_hints()

    def _ask(self) -> None:
        measure = self._measures[self._at]
        self.query_one("#asks", Static).update(Content(measure.words))
        stepper = self.query_one(Stepper)
        stepper.value = None
        stepper.ends(*self._ends(measure))

    def _ends(self, measure: OwnMeasure) -> tuple[str, str]:
        return measure.low_words or self.say("least"), measure.high_words or self.say("most")

    @on(Choices.Chosen, "#ways")
    async def _way_chosen(self, event: Choices.Chosen) -> None:
        event.stop()
        self._at = 0
        await self._open("thanks" if event.key == "done" else event.key)

    @on(Stepper.Kept)
    async def _marked(self, event: Stepper.Kept) -> None:
        event.stop()
        try:
            self.room.marking.mark(self._measures[self._at].id, event.value, How.ALONE)
        except CompanionError as error:
            self.complain(error)
            return
        await self._next_mark()

    async def _next_mark(self) -> None:
        self._at += 1
        if self._at < len(self._measures):
            await self._open("mark")
        else:
            self._at = 0
            await self._finish()

    async def _finish(self) -> None:
        """To the thanks; once, something the patient wrote before may come first."""
        if not self._has_offered and self.page in {"mark", "write"}:
            self._offer = self.room.carry.offer_alone()
        if self._offer is None or self._has_offered:
            await self._open("thanks")
            return
        self._has_offered = True
        self.query_one("#offers", Static).update(Content(self.room.carry.sentence_alone(self._offer)))
        await self._open("offer")

    @on(Choices.Chosen, "#whether")
    async def _answered(self, event: Choices.Chosen) -> None:
        event.stop()
        await self._answer_offer("seen" if event.key == "see" else "not_today")

    async def _answer_offer(self, outcome: Literal["seen", "not_today"]) -> None:
        offer, self._offer = self._offer, None
        if offer is None:
            return
        shown = self.room.carry.shown(offer)
        try:
            self.room.carry.answer(offer, outcome)
        except CompanionError as error:
            self.complain(error)
        if outcome == "not_today":
            await self._open("thanks")
            return
        self.query_one(".shown", Static).update(Content("\n\n".join(one.text for one in shown)))
        await self._open("seen")

    @on(Choices.Chosen, "#seen_it")
    async def _seen(self, event: Choices.Chosen) -> None:
        event.stop()
        await self._open("thanks")

    @on(RoomEntry.Kept)
    def _kept(self, event: RoomEntry.Kept) -> None:
        event.stop()

    @on(RoomEntry.Written)
    def _written(self, event: RoomEntry.Written) -> None:
        event.stop()
        self._said.append(event.line.text)
        self.query_one(".mine", Static).update(Content("\n".join(self._said)))

    @on(Choices.Chosen, "#after")
    async def _after(self, event: Choices.Chosen) -> None:
        event.stop()
        if event.key == "more":
            await self._open("start")
        else:
            self._hand_back()

    def _hand_back(self) -> None:
        self.keep()
        self.post_message(HandBack(self._handed_back))

    def _handed_back(self) -> None:
        if self.is_current:
            self.dismiss(result=True)

    async def action_rather_not(self) -> None:
        """Go on without an answer."""
        if self.page == "mark":
            await self._next_mark()

    def action_stop(self) -> None:
        """Turn to a blank calm page."""
        self.keep()
        self.app.push_screen(StopScreen(self.room))

    async def action_done(self) -> None:
        """Never out of the page without the code: to the thanks, and from there on."""
        self.keep()
        if self.page == "offer":
            await self._answer_offer("not_today")
        else:
            await self._finish()

    async def action_go_on(self) -> None:
        """Enter anywhere else takes the focus back to the page."""
        await self._open(self.page)

    def keep(self) -> None:
        """Save at once what is being typed."""
        self.query_one(RoomEntry).keep()
