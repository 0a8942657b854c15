"""The shelves: what I do, what I have understood, what I put aside, what we agreed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from companion.app.commands import Command
from companion.app.screens.agreement import AgreementScreen
from companion.app.screens.confirm import Choose
from companion.app.screens.overlay import Overlay
from companion.app.screens.shelf_commands import ASKS, REVIEWS, SHELF_COMMANDS, SHELVES, STATES, hints_of
from companion.app.screens.shelf_rows import part_of, rows_of, thing_of
from companion.app.widgets.choices import Choices
from companion.app.widgets.line_entry import LineEntry
from companion.app.widgets.line_list import LineList
from companion.clinical.message import Message
from companion.clinical.model import Agreement, Domain, Strategy, Understanding
from companion.errors import CompanionError
from companion.workflow.room import Room


@dataclass(frozen=True)
class _Writing:
    """The questions of one entry, and the answers so far.

    Attributes:
        changing: What is being changed; None for a new entry.
    """

    shelf: str
    answers: tuple[str, ...] = ()
    changing: Strategy | Understanding | None = None

    @property
    def at(self) -> int:
        """The place of the question that is asked now."""
        return len(self.answers)

    @property
    def is_whole(self) -> bool:
        """Whether every question is answered."""
        return self.at == len(ASKS[self.shelf])

    @property
    def words(self) -> tuple[str, ...]:
        """The words that stand now, one for each question."""
        one = self.changing
        if isinstance(one, Strategy):
            return one.text, one.when_how
        return (one.happens, one.in_me, one.choose) if one else ("",) * len(ASKS[self.shelf])

    def place(self, at: int) -> str:
        """Return the name of the draft of one answer."""
        return f"shelf:{self.changing.uuid if self.changing else self.shelf}:{at}"


class ShelfScreen(Overlay[bool]):
    """One shelf at a time; left and right change the shelf, `a` puts something on it, Enter changes its words."""

    TITLE_WORDS: ClassVar[Message] = Message("What stays with you")

    DEFAULT_CSS = """
    ShelfScreen .overlay-body { padding: 1 0 0 0; }
    ShelfScreen #shelf { padding: 0 0 1 4; }
    ShelfScreen .asks { height: auto; padding: 0 4 1 4; color: $accent; text-style: bold; display: none; }
    ShelfScreen LineEntry { display: none; padding: 0 3 1 3; }
    ShelfScreen LineEntry > .author { display: none; }
    ShelfScreen.-writing LineEntry { display: block; }
    ShelfScreen.-writing .asks { display: block; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "other(-1)", show=False),
        Binding("right", "other(1)", show=False),
    ]
    OFFERS: ClassVar[tuple[Command, ...]] = SHELF_COMMANDS

    def __init__(self, room: Room, shelf: str = "do") -> None:
        super().__init__(room)
        self._shelf = shelf
        self._writing: _Writing | None = None
        self._undo: list[Callable[[], object]] = []

    def compose_body(self) -> ComposeResult:
        """The names of the shelves, what lies on one, a field below."""
        names = [(code, self.say(name)) for code, name in SHELVES.items()]
        yield Choices(names, row=True, standing=self._shelf, id="shelf")
        yield LineList(rows_of(self.room, self._shelf), empty=self.say("Nothing here yet."), gap=1, id="things")
        yield Static("", classes="asks", markup=False)
        yield LineEntry(id="entry")

    def on_mount(self) -> None:
        """The shelf is there to be read."""
        self._point_somewhere()
        self.query_one(LineList).focus()

    def hints(self) -> list[tuple[str, str]]:
        """What can be done on this shelf."""
        return [(key, self.say(words)) for key, words in hints_of(self._shelf, undo=bool(self._undo))]

    # --- what is pointed at

    @property
    def _thing(self) -> Strategy | Understanding | Agreement | None:
        """What the line under the cursor belongs to."""
        pointed = self.query_one(LineList).pointed
        if pointed is None or self._shelf == "keepsakes":
            return None
        shelves = self.room.shelves
        readers: dict[str, Callable[[], Sequence[Strategy | Understanding | Agreement]]] = {
            "do": shelves.strategies,
            "understood": shelves.understandings,
            "agreed": shelves.agreements,
        }
        return next((one for one in readers[self._shelf]() if one.id == thing_of(pointed.key)), None)

    @on(LineList.Picked)
    def _picked(self, event: LineList.Picked) -> None:
        """Enter changes the words; on a hope that waits it asks whether it is wanted now."""
        event.stop()
        if self._shelf == "keepsakes":
            self._offer_hope(event.key)
        else:
            self.action_change()

    def _offer_hope(self, key: str) -> None:
        hope = next((one for one in self.room.carry.hopes() if str(one.id) == key), None)
        if hope is None:
            return

        async def answered(code: str | None) -> None:
            if code == "see":
                self.room.carry.open_hope(hope.id)
            await self._reload()

        options = [("see", self.say("See it")), ("not_today", self.say("Not today"))]
        self.app.push_screen(Choose(self.say("A hope is kept here. See it?"), options), answered)

    @on(Choices.Chosen, "#shelf")
    async def _shelf_chosen(self, event: Choices.Chosen) -> None:
        event.stop()
        self._shelf = event.key
        on_names = self.query_one("#shelf").has_focus
        self._stop_writing()
        self.query_one(LineList).cursor = ""
        await self._reload()
        if on_names:
            self.query_one("#shelf").focus()

    def action_other(self, by: int) -> None:
        """Go to the shelf beside this one."""
        self.query_one("#shelf", Choices).action_step(by)

    async def _reload(self) -> None:
        things = self.query_one(LineList)
        at, keys = things.cursor, [row.key for row in things.lines]
        things.show(rows_of(self.room, self._shelf))
        self._point_somewhere(keys.index(at) if at in keys else 0)
        await self.show_hints()

    def _point_somewhere(self, at: int = 0) -> None:
        """Put the cursor on a line, where it stands on none: every key here needs one."""
        things = self.query_one(LineList)
        if things.pointed is None and things.lines:
            things.point(things.lines[min(at, len(things.lines) - 1)].key)

    async def _do(self, act: Callable[[], object], undo: Callable[[], object] | None = None) -> bool:
        """Do something, and keep how to undo it; say so where it cannot be done."""
        try:
            act()
        except CompanionError as error:
            self.complain(error)
            return False
        if undo is not None:
            self._undo.append(undo)
        await self._reload()
        return True

    def _back(self, before: Strategy | Understanding | Agreement) -> Callable[[], object]:
        return lambda: self.room.shelves.put_back(before)

    # --- one key

    async def action_stand(self, key: str) -> None:
        """Say how a strategy or an agreement stands now."""
        thing, shelves = self._thing, self.room.shelves
        if isinstance(thing, Strategy) and key in STATES:
            await self._do(lambda: shelves.move_strategy(thing.id, STATES[key]), self._back(thing))
        elif isinstance(thing, Agreement) and key in REVIEWS:
            await self._do(lambda: shelves.review_agreement(thing.id, REVIEWS[key]), self._back(thing))

    async def action_remove(self) -> None:
        """Take what is under the cursor off the shelf; it can be brought back."""
        thing, pointed = self._thing, self.query_one(LineList).pointed
        if thing is not None:
            await self._do(lambda: self.room.shelves.take_off(thing), self._back(thing))
        elif pointed is not None and self._shelf == "keepsakes":
            kept = next((one for one in self.room.shelves.keepsakes() if str(one.id) == pointed.key), None)
            if kept is not None:
                mark, line = self.room.talk.mark, kept.id
                await self._do(lambda: mark(line, keepsake=False), lambda: mark(line, keepsake=True))

    async def action_undo(self) -> None:
        """Bring back what stood before the last change made here."""
        if self._undo:
            await self._do(self._undo.pop())

    def action_add(self) -> None:
        """Put something on the shelf."""
        if self._shelf == "agreed":
            self._agree(None)
        elif self._shelf in ASKS:
            self._writing = _Writing(self._shelf)
            self._ask()

    def action_change(self) -> None:
        """Change the words under the cursor."""
        thing = self._thing
        if isinstance(thing, Agreement):
            self._agree(thing)
        elif thing is not None:
            pointed = self.query_one(LineList).pointed
            writing = _Writing(self._shelf, changing=thing)
            first = part_of(pointed.key) if pointed else 0
            self._writing = replace(writing, answers=writing.words[:first])
            self._ask()

    def action_belongs(self) -> None:
        """Say which part of life it belongs to."""
        thing = self._thing
        if isinstance(thing, Strategy | Understanding):
            writing = _Writing(self._shelf, changing=thing)
            self._ask_area(replace(writing, answers=writing.words))

    def _agree(self, changing: Agreement | None) -> None:
        before = {one.id for one in self.room.shelves.agreements()}

        async def done(kept: bool | None) -> None:
            if kept and changing is not None:
                self._undo.append(self._back(changing))
            elif kept:
                new = next(one for one in self.room.shelves.agreements() if one.id not in before)
                self._undo.append(lambda: self.room.shelves.take_off(new))
            await self._reload()

        self.app.push_screen(AgreementScreen(self.room, changing), done)

    # --- one question at a time

    def _ask(self) -> None:
        assert self._writing is not None
        writing = self._writing
        self.query_one(".asks", Static).update(Content(self.say(ASKS[writing.shelf][writing.at])))
        self.add_class("-writing")
        entry = self.query_one(LineEntry)
        entry.load(self.room.meeting.draft(writing.place(writing.at)) or writing.words[writing.at])
        entry.write()

    @on(LineEntry.Typing)
    def _typing(self, event: LineEntry.Typing) -> None:
        event.stop()
        if self._writing is not None and not self._writing.is_whole:
            self.save_draft(self._writing.place(self._writing.at), event.text)

    @on(LineEntry.Entered)
    def _entered(self, event: LineEntry.Entered) -> None:
        event.stop()
        writing, text = self._writing, event.text.strip()
        if writing is None or (not text and not writing.at):
            self._stop_writing()
            return
        if text and text != writing.words[writing.at]:
            self.save_draft(writing.place(writing.at), text)
        self._writing = replace(writing, answers=(*writing.answers, text))
        if self._writing.is_whole:
            self._ask_area(self._writing)
        else:
            self._ask()

    def _ask_area(self, writing: _Writing) -> None:
        """The last question: the part of life; what was talked about last stands under the cursor."""
        areas, stands = self.room.look.areas(), writing.changing.domain if writing.changing else None
        said = None if writing.changing else self._said_last()
        near = stands or said
        options = [("", self.say("No part in particular"))]
        options += [(str(domain), self.say(areas.name(domain))) for domain in areas.in_order()]

        async def chosen(code: str | None) -> None:
            domain = stands if code is None else Domain(code) if code else None
            await self._put(writing, domain)

        title = self.say("Which part of life does it belong to?")
        self.app.push_screen(Choose(title, options, current=str(near or "")), chosen)

    def _said_last(self) -> Domain | None:
        """The part of life that was talked about last."""
        return next((line.domain for line in reversed(self.room.talk.lines()) if line.domain), None)

    async def _put(self, writing: _Writing, domain: Domain | None) -> None:
        if await (self._put_new(writing, domain) if writing.changing is None else self._put_changed(writing, domain)):
            for at in range(writing.at):
                self.room.meeting.drop_draft(writing.place(at))
            self._stop_writing()
        elif self._writing is not None:
            self._writing = replace(writing, answers=writing.answers[:-1])
            self._ask()

    async def _put_new(self, writing: _Writing, domain: Domain | None) -> bool:
        shelves = self.room.shelves
        added: list[Strategy | Understanding] = []

        def add() -> None:
            if writing.shelf == "do":
                added.append(shelves.add_strategy(writing.answers[0], writing.answers[1], domain))
            else:
                happens, in_me, choose = writing.answers
                added.append(shelves.add_understanding(happens, in_me, choose, domain))

        return await self._do(add, lambda: shelves.take_off(added[0]))

    async def _put_changed(self, writing: _Writing, domain: Domain | None) -> bool:
        shelves, old = self.room.shelves, writing.changing
        assert old is not None
        if (writing.answers, domain) == (writing.words, old.domain):
            return True  # nothing is another: no new version

        def change() -> None:
            if isinstance(old, Strategy):
                shelves.change_strategy(old.id, writing.answers[0], writing.answers[1], domain)
            else:
                happens, in_me, choose = writing.answers
                shelves.change_understanding(old.id, happens, in_me, choose, domain)

        return await self._do(change, self._back(old))

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
        writing, text = self._writing, self.query_one(LineEntry).text
        if writing is not None and not writing.is_whole and text.strip() and text != writing.words[writing.at]:
            self.save_draft(writing.place(writing.at), text)
