"""When it is hardest: the patient's own plan, and the clinic's numbers."""

from __future__ import annotations

from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from companion.app.commands import Command
from companion.app.screens.overlay import Overlay
from companion.app.widgets.line_entry import LineEntry
from companion.app.widgets.line_list import LineList, Shown
from companion.clinical.message import Message
from companion.clinical.model import PlanLine, PlanPart
from companion.errors import CompanionError
from companion.workflow.clinic import Clinic
from companion.workflow.papers import PLAN_TITLES
from companion.workflow.room import Room

PLACE = "plan"
_ASKS = {
    PlanPart.SIGNS: Message("What do you notice first?"),
    PlanPart.DO: Message("What do you do, even a little?"),
    PlanPart.CALL: Message("Who do you call, and at what number?"),
    PlanPart.CLINIC: Message("Which numbers does the clinic answer?"),
}


class HardestScreen(Overlay[bool]):
    """Four short lists in the patient's own words. Enter on a line changes it; `a` adds one below."""

    TITLE_WORDS: ClassVar[Message] = Message("When it is hardest")

    DEFAULT_CSS = """
    HardestScreen .overlay-body { padding: 0; }
    HardestScreen #plan > .page--heading { color: $accent; }
    HardestScreen .looked { height: auto; padding: 0 4; color: $quiet; }
    HardestScreen .danger { height: auto; padding: 1 4 0 4; color: $quiet; }
    HardestScreen .asks { height: auto; padding: 0 8; color: $quiet; display: none; }
    HardestScreen LineEntry { display: none; padding: 0 3 1 7; }
    HardestScreen LineEntry > .author { display: none; }
    HardestScreen.-writing LineEntry { display: block; }
    HardestScreen.-writing .asks { display: block; }
    """

    OFFERS: ClassVar[tuple[Command, ...]] = (
        Command(
            "hardest.add",
            Message("Add a line to the plan"),
            Message("Adds to the part the cursor stands in."),
            "a",
            "add",
            hint=Message("add"),
        ),
        Command(
            "hardest.change",
            Message("Change the line"),
            Message("Change the line under the cursor."),
            "",
            "change",
        ),
        Command(
            "hardest.remove",
            Message("Take the line away"),
            Message("Takes the line out of the plan; u brings it back."),
            "x,delete",
            "remove",
            hint=Message("take away"),
        ),
        Command(
            "hardest.looked",
            Message("We looked at the plan together"),
            Message("Keeps the day on which you two looked at it."),
            "l",
            "looked",
            hint=Message("we looked at it"),
        ),
        Command(
            "hardest.print",
            Message("Print the plan as a card"),
            Message("Shows the card, then writes it as a file."),
            "p",
            "print",
            hint=Message("print"),
        ),
        Command(
            "hardest.earlier",
            Message("You were here before"),
            Message("Earlier times with answers like now: what was said, and what helped then."),
            "e",
            "earlier",
            hint=Message("earlier times"),
        ),
        Command(
            "hardest.undo",
            Message("Bring the line back"),
            Message("Brings back the line that was taken away last."),
            "u",
            "undo",
        ),
    )

    def __init__(self, room: Room, clinic: Clinic | Message) -> None:
        super().__init__(room)
        self._part = PlanPart.SIGNS
        self._changing: PlanLine | None = None
        self._away: list[PlanLine] = []
        self._numbers = clinic.numbers if isinstance(clinic, Clinic) else ()
        self._mistake = clinic if isinstance(clinic, Message) else None  # the plan is there all the same

    def compose_body(self) -> ComposeResult:
        """The plan, and one field below it."""
        yield Static(Content(self._when_looked()), classes="looked")
        yield LineList(self._lines(), authors=False, left=6, id="plan")
        yield Static(Content(self.say("If life is in danger now: call the emergency number.")), classes="danger")
        yield Static("", classes="asks", markup=False)
        yield LineEntry(id="entry")

    def hints(self) -> list[tuple[str, str]]:
        """Enter changes a line."""
        back = [("u", self.say("bring it back"))] if self._away else []
        return [("enter", self.say("change")), *super().hints()[:-1], *back, *super().hints()[-1:]]

    def on_mount(self) -> None:
        """The plan is there to be read: the list has the focus, no field."""
        self.query_one(LineList).point(self._first())
        self.query_one(LineList).focus()

    def on_screen_resume(self, _event: events.ScreenResume) -> None:
        """Say what is wrong with the clinic's own file, once somebody looks."""
        if self._mistake is not None:
            self.complain(CompanionError(self._mistake.text, **self._mistake.values))
            self._mistake = None

    @property
    def entry(self) -> LineEntry:
        """The field."""
        return self.query_one(LineEntry)

    def _lines(self) -> list[Shown]:
        plan = self.room.shelves.plan()
        rows: list[Shown] = []
        for part, title in PLAN_TITLES.items():
            rows.append(Shown(key=f"title:{part}", text=self.say(title), heading=True))
            own = [Shown(key=str(line.id), text=line.text) for line in plan if line.part is part]
            if part is PlanPart.CLINIC:
                own = [*(Shown(key=f"clinic:{n}", text=one) for n, one in enumerate(self._numbers)), *own]
            rows += own
            if not own:
                rows.append(Shown(key=f"add:{part}", text=self.say("nothing yet"), quiet=True))
        return rows

    def _when_looked(self) -> str:
        day = self.room.shelves.plan_looked_at()
        if day is None:
            return self.say("Some of it was never looked at.") if self.room.shelves.plan() else ""
        ago = self.language.ago(day, self.room.today)
        return self.say("Last looked at on {day}, {ago}.", day=day, ago=ago)

    def _first(self) -> str:
        return next(row.key for row in self._lines() if not row.heading)

    def _line(self, key: str) -> PlanLine | None:
        return next((line for line in self.room.shelves.plan() if str(line.id) == key), None)

    def _part_at(self, key: str) -> PlanPart:
        if key.startswith("add:"):
            return PlanPart(key.removeprefix("add:"))
        if key.startswith("clinic:"):
            return PlanPart.CLINIC
        line = self._line(key)
        return line.part if line is not None else PlanPart.SIGNS

    async def _reload(self) -> None:
        self.query_one(LineList).show(self._lines())
        await self.show_hints()

    def _write(self, asks: str, text: str) -> None:
        self.query_one(".asks", Static).update(Content(asks))
        self.add_class("-writing")
        self.entry.load(text)
        self.entry.write()

    @property
    def _draft_place(self) -> str:
        return f"{PLACE}:{self._changing.uuid}" if self._changing is not None else f"{PLACE}:{self._part}"

    def action_add(self) -> None:
        """Write a new line for the part the cursor stands in."""
        self._changing = None
        self._part = self._part_at(self.query_one(LineList).cursor)
        self._write(self.say(_ASKS[self._part]), self.room.meeting.draft(self._draft_place))

    def action_change(self) -> None:
        """Change the line under the cursor."""
        line = self._line(self.query_one(LineList).cursor)
        if line is None:
            self.action_add()
            return
        self._changing = line
        self._write(self.say(PLAN_TITLES[line.part]), self.room.meeting.draft(self._draft_place) or line.text)

    @on(LineList.Picked)
    def _picked(self, event: LineList.Picked) -> None:
        event.stop()
        self.action_change()

    @on(LineEntry.Typing)
    def _typing(self, event: LineEntry.Typing) -> None:
        event.stop()
        self.save_draft(self._draft_place, event.text)

    @on(LineEntry.Entered)
    async def _entered(self, event: LineEntry.Entered) -> None:
        event.stop()
        text = event.text.strip()
        if not text:
            self._stop_writing()
            return
        shelves, place, changing = self.room.shelves, self._draft_place, self._changing
        try:
            line = shelves.change_plan_line(changing.id, text) if changing else shelves.add_plan_line(self._part, text)
            self.room.meeting.drop_draft(place)
        except CompanionError as error:
            self.complain(error)
            return
        self.entry.clear()
        await self._reload()
        self.query_one(LineList).point(str(line.id))
        if changing is not None:
            self._stop_writing()

    async def action_remove(self) -> None:
        """Take the line under the cursor away; it can be brought back."""
        line = self._line(self.query_one(LineList).cursor)
        if line is None:
            return
        try:
            self.room.shelves.remove_plan_line(line.id)
        except CompanionError as error:
            self.complain(error)
            return
        self._away.append(line)
        await self._reload()

    async def action_undo(self) -> None:
        """Bring the line back that was taken away last."""
        if self._away:
            line = self._away.pop()
            self.room.shelves.add_plan_line(line.part, line.text)
            await self._reload()

    def action_print(self) -> None:
        """Show the plan as a card to print."""
        from companion.app.screens.print_page import PrintScreen

        self.app.push_screen(PrintScreen(self.room, ("hardest-days",)))

    def action_looked(self) -> None:
        """Keep the day on which the two looked at the plan."""
        try:
            self.room.shelves.looked_at_plan()
        except CompanionError as error:
            self.complain(error)
            return
        self.query_one(".looked", Static).update(Content(self._when_looked()))
        self.notify(self.say("Saved."), timeout=2, markup=False)

    def action_earlier(self) -> None:
        """Show earlier times like now: only when they are asked for."""
        from companion.app.screens.here_before import HereBeforeScreen

        self.app.push_screen(HereBeforeScreen(self.room))

    def _stop_writing(self) -> None:
        self._changing = None
        self.remove_class("-writing")
        self.query_one(LineList).focus()

    def action_back(self) -> None:
        """Leave the field first, then the page."""
        if not self.has_class("-writing"):
            self.dismiss(result=True)
            return
        self.keep()
        self._stop_writing()

    def keep(self) -> None:
        """Save at once what is being typed."""
        if self.has_class("-writing") and self.entry.text.strip():
            self.save_draft(self._draft_place, self.entry.text)
