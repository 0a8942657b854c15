"""The shelves: what I do, what I have understood, what I put aside, what we agreed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from companion.app.commands import Command
from companion.app.said import name_of, voice, who_name
from companion.app.screens.agreement import AgreementScreen, state_word
from companion.app.screens.confirm import Choose
from companion.app.screens.overlay import Overlay
from companion.app.widgets.choices import Choices
from companion.app.widgets.line_entry import LineEntry
from companion.app.widgets.line_list import LineList, Shown
from companion.clinical.message import Message
from companion.clinical.model import CLINICIAN, PATIENT, AgreementState, Contribution, StrategyState, Who
from companion.errors import CompanionError
from companion.workflow.room import Room

SHELVES = {
    "do": Message("What I do"),
    "understood": Message("What I have understood"),
    "keepsakes": Message("Put aside"),
    "agreed": Message("Agreed"),
}
_ASKS = {
    "do": (Message("What do you do that helps, or might?"), Message("When, and how?")),
    "understood": (
        Message("What happens?"),
        Message("What goes on in you then?"),
        Message("What can you choose?"),
    ),
}
_STATES = {
    "t": StrategyState.TRIED,
    "h": StrategyState.HELPING,
    "r": StrategyState.RESTING,
}
_REVIEWS = {
    "d": AgreementState.DONE,
    "p": AgreementState.PARTLY,
    "y": AgreementState.NOT_YET,
    "l": AgreementState.LET_GO,
}


@dataclass
class _Writing:
    """The questions of one new entry, and the answers so far."""

    shelf: str
    answers: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        return f"shelf:{self.shelf}:{len(self.answers)}"


class ShelfScreen(Overlay[bool]):
    """One shelf at a time; left and right change the shelf, `a` puts something on it."""

    TITLE_WORDS: ClassVar[Message] = Message("What stays with you")

    DEFAULT_CSS = """
    ShelfScreen .overlay-body { padding: 1 0 0 0; }
    ShelfScreen #shelf { padding: 0 4 1 4; }
    ShelfScreen .asks { height: auto; padding: 0 4 1 4; color: $accent; text-style: bold; display: none; }
    ShelfScreen LineEntry { display: none; padding: 0 3 1 3; }
    ShelfScreen LineEntry > .author { display: none; }
    ShelfScreen.-writing LineEntry { display: block; }
    ShelfScreen.-writing .asks { display: block; }
    ShelfScreen LineRow { padding: 0 4 1 2; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "other(-1)", show=False),
        Binding("right", "other(1)", show=False),
    ]
    OFFERS: ClassVar[tuple[Command, ...]] = (
        Command(
            "shelf.add",
            Message("Put something on the shelf"),
            Message("One question at a time, in your own words."),
            "a",
            "add",
            hint=Message("add"),
        ),
        *(
            Command(
                f"shelf.{state}",
                name,
                Message("Says how this strategy stands now."),
                key,
                f"stand('{key}')",
            )
            for (key, state), name in zip(
                _STATES.items(),
                (Message("Tried"), Message("Helping"), Message("Resting")),
                strict=True,
            )
        ),
        *(
            Command(
                f"shelf.{state}",
                name,
                Message("Says how this agreement stands now."),
                key,
                f"stand('{key}')",
            )
            for (key, state), name in zip(
                _REVIEWS.items(),
                (Message("Done"), Message("Partly"), Message("Not yet"), Message("Let go")),
                strict=True,
            )
        ),
    )

    def __init__(self, room: Room, shelf: str = "do") -> None:
        super().__init__(room)
        self._shelf = shelf
        self._writing: _Writing | None = None

    def compose_body(self) -> ComposeResult:
        """The names of the shelves, what lies on one, a field below."""
        names = [(code, self.say(name)) for code, name in SHELVES.items()]
        yield Choices(names, row=True, standing=self._shelf, id="shelf")
        yield LineList(self._lines(), empty=self.say("Nothing here yet."), id="things")
        yield Static("", classes="asks", markup=False)
        yield LineEntry(id="entry")

    def on_mount(self) -> None:
        """The shelf is there to be read."""
        self.query_one(LineList).focus()

    def hints(self) -> list[tuple[str, str]]:
        """What can be done on this shelf."""
        say = self.say
        own = {
            "do": [("a", say("add")), ("t", say("tried")), ("h", say("helping")), ("r", say("resting"))],
            "understood": [("a", say("add"))],
            "keepsakes": [],
            "agreed": [
                ("a", say("add")),
                ("d", say("done")),
                ("p", say("partly")),
                ("y", say("not yet")),
                ("l", say("let go")),
            ],
        }[self._shelf]
        return [("right", say("other shelf")), *own, ("escape", say("back"))]

    def _lines(self) -> list[Shown]:
        makers: dict[str, Callable[[], list[Shown]]] = {
            "do": self._strategies,
            "understood": self._understandings,
            "keepsakes": self._keepsakes,
            "agreed": self._agreements,
        }
        return makers[self._shelf]()

    def _strategies(self) -> list[Shown]:
        words = {
            StrategyState.TRIED: self.say("tried"),
            StrategyState.HELPING: self.say("helping"),
            StrategyState.RESTING: self.say("resting"),
        }
        return [
            Shown(
                str(one.id),
                "\n".join(part for part in (one.text, one.when_how) if part),
                words[one.state],
                "patient" if one.state is StrategyState.HELPING else "other",
                quiet=one.state is StrategyState.RESTING,
            )
            for one in self.room.shelves.strategies()
        ]

    def _understandings(self) -> list[Shown]:
        rows: list[Shown] = []
        for one in self.room.shelves.understandings():
            parts = (
                (self.say("what happens"), one.happens),
                (self.say("in me"), one.in_me),
                (self.say("I can"), one.choose),
            )
            rows += [Shown(f"{one.id}:{name}", text, name, "other") for name, text in parts if text]
        return rows

    def _keepsakes(self) -> list[Shown]:
        return [
            Shown(
                str(line.id),
                line.text,
                name_of(self.room, line.said_by),
                voice(line.said_by),
                (self.language.day(line.day),),
            )
            for line in self._put_aside()
        ]

    def _put_aside(self) -> list[Contribution]:
        """What the patient put aside, then the clinician's hopes: of one that waits only that it is there."""
        kept = list(self.room.shelves.keepsakes())
        ids = {line.id for line in kept}
        return kept + [hope for hope in self.room.carry.kept_hopes() if hope.id not in ids]

    @on(LineList.Picked)
    def _picked(self, event: LineList.Picked) -> None:
        """Enter on a hope that waits asks whether it is wanted now."""
        event.stop()
        hope = next((one for one in self.room.carry.hopes() if str(one.id) == event.key), None)
        if self._shelf != "keepsakes" or hope is None:
            return

        async def answered(code: str | None) -> None:
            if code == "see":
                self.room.carry.open_hope(hope.id)
            await self._reload()

        options = [("see", self.say("See it")), ("not_today", self.say("Not today"))]
        self.app.push_screen(Choose(self.say("A hope is kept here. See it?"), options), answered)

    def _agreements(self) -> list[Shown]:
        rows = []
        for one in self.room.shelves.agreements():
            again = self.say("again {day}", day=one.look_again) if one.look_again else ""
            stands = state_word(self.room, one.state)
            said_by = {Who.PATIENT: PATIENT, Who.CLINICIAN: CLINICIAN}.get(one.who, "both")
            rows.append(
                Shown(
                    str(one.id),
                    one.text,
                    who_name(self.room, one.who),
                    voice(said_by),
                    tuple(word for word in (stands or again, one.state_words) if word),
                    quiet=one.state in {AgreementState.DONE, AgreementState.LET_GO},
                )
            )
        return rows

    @on(Choices.Chosen, "#shelf")
    async def _shelf_chosen(self, event: Choices.Chosen) -> None:
        event.stop()
        self._shelf = event.key
        on_names = self.query_one("#shelf").has_focus
        self._stop_writing()
        await self._reload()
        if on_names:
            self.query_one("#shelf").focus()

    def action_other(self, by: int) -> None:
        """Go to the shelf beside this one."""
        self.query_one("#shelf", Choices).action_step(by)

    async def _reload(self) -> None:
        self.query_one(LineList).show(self._lines())
        await self.show_hints()

    async def action_stand(self, key: str) -> None:
        """Say how a strategy or an agreement stands now."""
        pointed = self.query_one(LineList).pointed
        if pointed is None:
            return
        try:
            if self._shelf == "do" and key in _STATES:
                self.room.shelves.move_strategy(int(pointed.key), _STATES[key])
            elif self._shelf == "agreed" and key in _REVIEWS:
                self.room.shelves.review_agreement(int(pointed.key), _REVIEWS[key])
            else:
                return
        except CompanionError as error:
            self.complain(error)
            return
        await self._reload()

    def action_add(self) -> None:
        """Put something on the shelf."""
        if self._shelf == "agreed":
            self.app.push_screen(AgreementScreen(self.room), self._after_agreement)
        elif self._shelf in _ASKS:
            self._writing = _Writing(self._shelf)
            self._ask()

    async def _after_agreement(self, _kept: bool | None) -> None:
        await self._reload()

    def _ask(self) -> None:
        assert self._writing is not None
        question = _ASKS[self._writing.shelf][len(self._writing.answers)]
        self.query_one(".asks", Static).update(Content(self.say(question)))
        self.add_class("-writing")
        entry = self.query_one(LineEntry)
        entry.load(self.room.meeting.draft(self._writing.place))
        entry.write()

    @on(LineEntry.Typing)
    def _typing(self, event: LineEntry.Typing) -> None:
        event.stop()
        if self._writing is not None:
            self.save_draft(self._writing.place, event.text)

    @on(LineEntry.Entered)
    async def _entered(self, event: LineEntry.Entered) -> None:
        event.stop()
        writing, text = self._writing, event.text.strip()
        if writing is None or (not text and not writing.answers):
            self._stop_writing()
            return
        if text:
            self.save_draft(writing.place, text)
        writing.answers = (*writing.answers, text)
        if len(writing.answers) < len(_ASKS[writing.shelf]):
            self._ask()
            return
        try:
            self._put(writing)
        except CompanionError as error:
            writing.answers = writing.answers[:-1]
            self.complain(error)
            return
        self._stop_writing()
        await self._reload()

    def _put(self, writing: _Writing) -> None:
        if writing.shelf == "do":
            self.room.shelves.add_strategy(writing.answers[0], writing.answers[1])
        else:
            happens, in_me, choose = writing.answers
            self.room.shelves.add_understanding(happens, in_me, choose)
        for place in range(len(writing.answers)):
            self.room.meeting.drop_draft(f"shelf:{writing.shelf}:{place}")

    def _stop_writing(self) -> None:
        self._writing = None
        self.remove_class("-writing")
        self.query_one(LineEntry).clear()
        self.query_one(LineList).focus()

    def action_back(self) -> None:
        """Leave the field first, then the page; what was typed waits."""
        if self._writing is None:
            self.dismiss(result=True)
            return
        self.keep()
        self._stop_writing()

    def keep(self) -> None:
        """Save at once what is being typed."""
        text = self.query_one(LineEntry).text
        if self._writing is not None and text.strip():
            self.save_draft(self._writing.place, text)
