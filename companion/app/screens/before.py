"""Before the session, the screen turned away: what is new, what is due, what may be shown, who comes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Button, Input, Static

from companion.app.asks import StartSession
from companion.app.commands import Command, Commanded, Where
from companion.app.fresh import Fresh
from companion.app.screens.patient import DISPLAYS
from companion.app.widgets.choices import Choices
from companion.app.widgets.items import Items
from companion.app.widgets.links import HintLine
from companion.app.words import Speaking
from companion.clinical.message import Message
from companion.clinical.model import Agreement, Contribution, CriticalAnswer, Display, Who
from companion.errors import CompanionError
from companion.text import clean

if TYPE_CHECKING:
    from companion.workflow.papers import Paper
    from companion.workflow.room import Room
    from companion.workflow.views import AreaRow, BeforeView

WAYS = {"room": Message("in the room"), "phone": Message("by phone"), "video": Message("by video")}
_WHO = {Who.CLINICIAN: Message("you"), Who.PATIENT: Message("patient"), Who.BOTH: Message("both")}


class BeforeScreen(Fresh, Commanded, Speaking, Screen[None]):
    """What the clinician reads alone; starting the session turns the screen."""

    CSS_PATH: ClassVar = "../styles/before.tcss"
    AUTO_FOCUS = ""

    OFFERS: ClassVar[tuple[Command, ...]] = (
        Command(
            "before.start",
            Message("Start the session"),
            Message("From here on the screen is shared: this patient only."),
            "s",
            "start",
            Where.PATIENT,
            safe=False,
            hint=Message("start the session"),
        ),
        Command(
            "before.present",
            Message("Say who will be in the room"),
            Message("Roles, not names."),
            "w",
            "present",
            Where.PATIENT,
            safe=False,
            hint=Message("who comes"),
        ),
        Command(
            "before.worth",
            Message("Open what is worth talking about"),
            Message("The rule behind each, its numbers and their source; leave one be, with a reason."),
            "o",
            "worth",
            Where.PATIENT,
            safe=False,
            hint=Message("why"),
        ),
        Command(
            "before.print",
            Message("Print a page"),
            Message("“Before we meet”, the first page, or the card for the hardest days."),
            "p",
            "print",
            Where.PATIENT,
            safe=False,
            hint=Message("print"),
        ),
        Command(
            "before.back",
            Message("Go back"),
            Message("Back to where you were."),
            "escape",
            "back",
            Where.PATIENT,
            safe=False,
            hint=Message("back"),
        ),
    )

    def __init__(self, room: Room) -> None:
        super().__init__()
        self.room = room
        self._view: BeforeView = room.look.before()
        self._display = self._view.review.display

    def compose(self) -> ComposeResult:
        """What there is to know, and the few things to settle."""
        view = self._view
        with Horizontal(id="head"):
            yield Static(Content(self.room.patient.called), id="who")
            yield Static(Content(self._last()), id="last")
            yield Static(Content(self.say("turn the screen away")), id="away")
        with Horizontal(id="body"):
            with VerticalScroll(id="facts"):
                for title, lines in self._parts(view):
                    yield Static(Content(title), classes="part")
                    yield Items(lines)
            with VerticalScroll(id="settle"):
                yield from self._settle(view)
        yield HintLine(self._hints(), [("f1", self.say("help"))])

    def _settle(self, view: BeforeView) -> ComposeResult:
        yield Static(Content(self.say("What may be shown today")), classes="part")
        displays = [(str(code), self.say(words)) for code, words in DISPLAYS.items()]
        yield Choices(displays, standing=str(self._display), id="display")
        yield Static(Content(self.say("How you meet")), classes="part")
        way = view.open_session.way if view.open_session else "room"
        yield Choices([(code, self.say(words)) for code, words in WAYS.items()], standing=way, id="way")
        yield Static(Content(self.say("Who else will be there")), classes="part")
        yield Input(", ".join(self.room.meeting.present), placeholder=self.say("roles: mother, ward nurse"), id="roles")
        yield Static(Content(self.say("Interpreter")), classes="part")
        yield Input(placeholder=self.say("language, if one comes"), id="interpreter")
        with Vertical(id="go"):
            words = self.say("Go on with the session") if view.open_session else self.say("Start the session")
            yield Button(Content(words), id="start", variant="primary")
            if view.open_session is not None:
                yield Button(Content(self.say("Close it: we had met")), id="held")
                yield Button(Content(self.say("Close it: we did not meet")), id="not-held")

    def _hints(self) -> list[tuple[str, str]]:
        return [(command.key, self.say(command.hint)) for command in self.OFFERS if command.hint is not None]

    def on_mount(self) -> None:
        """Keys work at once: the focus is in no field."""
        self.query_one("#facts").focus()

    # --- what there is to know

    def _last(self) -> str:
        view = self._view
        if view.open_session is not None:
            return self.say("a session of {day} is still open", day=view.open_session.day)
        if view.last_session is None:
            return self.say("you have not met yet")
        met = self.language.ago(view.last_session.day, self.room.today)
        return self.say("last met {day}, {ago}", day=view.last_session.day, ago=met)

    def _parts(self, view: BeforeView) -> Iterable[tuple[str, list[Content]]]:
        if view.critical:
            yield self.say("Answers on safety, as answered"), [self._critical(answer) for answer in view.critical]
        if view.brief:
            yield self.say("Worth talking about"), [self._line(self.say(sentence)) for sentence in view.brief]
        met_before = view.last_session is not None
        yield (
            self.say("New since you met") if met_before else self.say("What has come in"),
            [self._area(row) for row in view.new] or [self._line(self.say("nothing new"))],
        )
        if view.agreements:
            agreements = sorted(view.agreements, key=lambda one: one.who is not Who.CLINICIAN)
            yield self.say("Agreements, yours first"), [self._agreement(one) for one in agreements]
        if view.has_plan:
            yield self.say("When it is hardest"), [self._line(self._plan(view))]
        if view.set_aside:
            yield self.say("Left for today"), [self._area(row) for row in view.set_aside]
        if view.unread:
            yield (
                self.say("Written since, not yet read together"),
                [self._unread(line) for line in view.unread],
            )

    def _line(self, text: str) -> Content:
        return Content(text)

    def _unread(self, line: Contribution) -> Content:
        tail = f"({self._by(line.said_by)}, {self.language.day_short(line.day)})"
        return Content.assemble(f"{line.text}  ", (tail, "$quiet"))

    def _plan(self, view: BeforeView) -> str:
        """When the two looked at the plan for the hardest days."""
        day = view.plan_looked_at
        if day is None:
            return self.say("Some of the plan was never looked at together.")
        ago = self.language.ago(day, self.room.today)
        return self.say("You looked at the plan together on {day}, {ago}.", day=day, ago=ago)

    def _by(self, said_by: str) -> str:
        if said_by == "patient":
            return self.room.patient.called
        return self.say(said_by)

    def _critical(self, answer: CriticalAnswer) -> Content:
        label, highest = self.say(answer.label), self.language.number(answer.highest)
        facts = self.say(
            "{form}, {day}: {label}, answered {answer} on 0 to {highest}",
            form=self._form(answer.instrument),
            day=answer.day,
            label=label,
            answer=answer.answer,
            highest=highest,
        )
        wording = self.room.talk.safety_wording(answer)
        return Content.assemble(f"{facts}\n", (self.say("You may say: {words}", words=wording), "$quiet"))

    def _form(self, instrument: str) -> str:
        known = self.room.catalogue.find(instrument)
        return known.short if known is not None else instrument

    def _area(self, row: AreaRow) -> Content:
        value = self.say("no value")
        if row.now is not None and row.now.value is not None:
            value = self.language.number(row.now.value)
        day = self.language.day_short(row.now.day) if row.now is not None else ""
        return self._line(self.say("{area}: {form} {value}, {day}", area=row.area, form=row.form, value=value, day=day))

    def _agreement(self, one: Agreement) -> Content:
        due = ""
        if one.look_again is not None:
            due = self.say("look again {day}", day=one.look_again)
        tail = " · ".join(part for part in (self.say(_WHO[one.who]), due) if part)
        return Content.assemble(f"{one.text}  ", (f"({tail})", "$quiet"))

    # --- what is settled

    @on(Choices.Chosen, "#display")
    def _shown(self, event: Choices.Chosen) -> None:
        event.stop()
        self._display = Display(event.key)
        self.room.look.set_display(self._display)

    @on(Button.Pressed, "#start")
    def _pressed(self) -> None:
        self.action_start()

    @on(Button.Pressed, "#held,#not-held")
    def _close_old(self, event: Button.Pressed) -> None:
        try:
            self.room.note.close(held=event.button.id == "held")
        except CompanionError as error:
            self.notify(self.say(error.message), severity="error", timeout=12, markup=False)
            return
        self.room.refresh()
        self.app.switch_screen(BeforeScreen(self.room))

    @on(HintLine.Chosen)
    def _hint(self, event: HintLine.Chosen) -> None:
        event.stop()
        self.query_one("#facts").focus()
        self.app.simulate_key(event.key)

    @on(Input.Submitted)
    def _typed(self, event: Input.Submitted) -> None:
        """Enter leaves the field, so that the keys work again."""
        event.stop()
        self.query_one("#facts").focus()

    def action_start(self) -> None:
        """Share the screen."""
        typed = clean(self.query_one("#roles", Input).value)
        present = tuple(role for role in (part.strip() for part in typed.split(",")) if role)
        interpreter = clean(self.query_one("#interpreter", Input).value)
        way = self.query_one("#way", Choices).key
        self.post_message(StartSession(self.room, way, present, interpreter))

    def action_print(self) -> None:
        """Choose a page to print."""
        from companion.app.screens.print_page import PrintScreen

        first = self._view.first_session
        pages: tuple[Paper, ...] = ("first-page", "before-we-meet") if first else ("before-we-meet", "first-page")
        self.app.push_screen(PrintScreen(self.room, (*pages, "hardest-days")))

    def action_worth(self) -> None:
        """Open each finding; what was left be is gone from here too."""
        from companion.app.screens.worth import WorthScreen

        def again(changed: bool | None) -> None:
            if changed:
                self.app.switch_screen(BeforeScreen(self.room))

        self.app.push_screen(WorthScreen(self.room), again)

    def action_present(self) -> None:
        """Go to the field for roles."""
        self.query_one("#roles", Input).focus()

    def action_back(self) -> None:
        """Back to where one was; from a field first out of it."""
        if isinstance(self.focused, Input):
            self.query_one("#facts").focus()
        else:
            self.app.pop_screen()
