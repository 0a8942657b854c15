"""The frame of a session: name, step bar, one step in view at a time, hint line.

In session mode the screen holds a `Room` and nothing else: no list, no other name.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content
from textual.reactive import reactive
from textual.timer import Timer
from textual.widgets import Input, Static, TextArea

from companion.app import next_pages
from companion.app.asks import LeaveSession, OpenBefore, ToCaseload
from companion.app.commands import Command, Commanded
from companion.app.ready import Next
from companion.app.screens.patient_offers import OFFERS, STEPS
from companion.app.step import Step
from companion.app.stepping import Stepping
from companion.app.widgets.links import HintLine, Link
from companion.app.widgets.step_bar import HARDEST, StepBar
from companion.app.words import Speaking, ordinal, shorten
from companion.clinical.message import Message
from companion.clinical.model import Display, Moment

if TYPE_CHECKING:
    from collections.abc import Iterable

    from companion.store.database import Store
    from companion.workflow.room import Room

__all__ = ["DISPLAYS", "STEPS", "PatientScreen", "StepBar", "step_class"]

DISPLAYS = {
    Display.NUMBERS: Message("numbers"),
    Display.WORDS: Message("words only"),
    Display.NOTHING: Message("nothing today"),
}
_SAID_FOR = 4.0


def step_class(code: str) -> type[Step]:
    """Return the class of a step; its module is loaded when it is first opened."""
    found: object = getattr(import_module(f"companion.app.steps.{code}"), STEPS[code][0])
    assert isinstance(found, type)
    assert issubclass(found, Step)
    return found


class PatientScreen(Stepping, Commanded, Speaking):
    """One patient: six steps, one at a time.

    Attributes:
        room: The patient and nothing else.
        in_session: Whether the screen is shared with the patient.
        since: The chosen moment; None means the start.
    """

    CSS_PATH: ClassVar = "../styles/patient.tcss"
    AUTO_FOCUS = ""

    OFFERS: ClassVar[tuple[Command, ...]] = OFFERS

    since: reactive[Moment | None] = reactive(None, init=False)

    def __init__(self, room: Room, *, in_session: bool, step: str = "look") -> None:
        super().__init__(classes="-session" if in_session else "-own")
        self.room = room
        self.in_session = in_session
        self._step = step
        self._opened: dict[str, Step] = {}
        self._display = Display.WORDS
        self._quiet: Timer | None = None

    @property
    def shown(self) -> Display:
        """What may be shown: numbers in the clinician's own view, else the patient's choice."""
        return self._display if self.in_session else Display.NUMBERS

    @property
    def current(self) -> str:
        """The code of the open step."""
        return self._step

    def compose(self) -> ComposeResult:
        """The frame; the step comes when the frame stands."""
        with Container(id="head"):
            yield Static("", id="who", markup=False)
            yield Static("", id="said", markup=False)
            yield Link("", id="since")
            yield Link("", id="display")
        yield StepBar(id="steps")
        yield Container(id="content")
        yield HintLine()

    async def on_mount(self) -> None:
        """Read what the header says and open the first step; what the step needs may still be on its way."""
        if self.in_session:
            self._display = self.room.facts.display
        self._write_head()
        await self.open_step(self._step)

    def take(self, room: Room) -> None:
        """Show a patient, after having been made ready for nobody."""
        self.room = room
        self.take_room(room)
        self.reload()

    # --- steps

    async def open_step(self, code: str) -> None:
        """Open a step in the place of the one that is open; one that was open before is only read again."""
        if self.step is not None and code != self._step:
            self.step.keep()
            self.step.display = False
        self._step = code
        with self.app.batch_update():
            step = await self.show_made(code)
            self.query_one(StepBar).current = code
            self.set_focus(step.first_focus())
            self._write_hints()

    def make_step(self, code: str) -> Step:
        """Return a new step of this kind."""
        return step_class(code)(self.room)

    @property
    def step(self) -> Step | None:
        """The open step."""
        return self._opened.get(self._step)

    async def action_step(self, code: str) -> None:
        """Open a step; the open one again takes the focus back."""
        if code == self._step and self.step is not None:
            self.set_focus(self.step.first_focus())
            return
        await self.open_step(code)

    def reload(self) -> None:
        """Read again what is shown."""
        self._write_head()
        if self.step is not None:
            self.step.reload()

    def keep(self) -> None:
        """Save at once what is being typed."""
        if self.step is not None:
            self.step.keep()

    # --- header and hints

    def _write_head(self) -> None:
        session = self.room.session
        who = [self.room.patient.called]
        if session is not None:
            who.append(self.say("{nth} session", nth=ordinal(self.language, session.number)))
        if there := self.room.meeting.present:
            who.append(self.say("with {people}", people=", ".join(there)))
        if not self.in_session:
            who.append(self.say("own view"))
        moment = self.say(self.since.label) if self.since is not None else self.say("the start")
        since = self.say("since {moment}", moment=moment)
        width = self.app.size.width
        self.query_one("#since", Link).update(Content(shorten(since, width // 3) + " ▾"))
        shown = self.query_one("#display", Link)
        shown.update(Content(self.say(DISPLAYS[self.shown]) + " ▾"))
        shown.display = self.in_session
        self.query_one("#who", Static).update(Content(shorten(" · ".join(who), width // 2)))

    def _write_hints(self) -> None:
        own = self.step.hints if self.step is not None else []
        typing = isinstance(self.focused, TextArea)  # a letter is text then
        general = [
            (command.key, self.say(command.hint))
            for command in self.OFFERS
            if command.hint is not None
            and (command.safe or not self.in_session)
            and not (typing and len(command.key) == 1)
        ]
        taken = {key for key, _ in own}
        hints = [*own, *((key, words) for key, words in general if key not in taken)]
        self.query_one(HintLine).show(hints, [("f1", self.say("help"))])

    def on_resize(self) -> None:
        """Fit the header to the width."""
        if self.is_mounted:
            self._write_head()

    @on(Step.Saved)
    def _saved(self, event: Step.Saved) -> None:
        event.stop()
        self.say_quietly(event.text or self.say("saved"))

    def say_quietly(self, text: str) -> None:
        """Say something in the header for a moment."""
        self.query_one("#said", Static).update(Content(shorten(text, 30)))
        if self._quiet is not None:
            self._quiet.stop()
        self._quiet = self.set_timer(_SAID_FOR, lambda: self.query_one("#said", Static).update(""))

    @on(Step.Changed)
    def _changed(self, event: Step.Changed) -> None:
        event.stop()
        self._write_head()

    @on(Step.Go)
    async def _go(self, event: Step.Go) -> None:
        event.stop()
        await self.open_step(event.step)

    @on(Step.Hints)
    def _hints(self, event: Step.Hints) -> None:
        event.stop()
        self._write_hints()

    @on(HintLine.Chosen)
    def _hint_chosen(self, event: HintLine.Chosen) -> None:
        event.stop()
        if self.step is not None and (self.focused is None or self.step not in self.focused.ancestors_with_self):
            self.set_focus(self.step.first_focus())
        self.app.simulate_key(event.key)

    @on(StepBar.Chosen)
    async def _step_chosen(self, event: StepBar.Chosen) -> None:
        event.stop()
        if event.code == HARDEST:
            self.action_hardest()
        else:
            await self.action_step(event.code)

    @on(Link.Pressed)
    def _link(self, event: Link.Pressed) -> None:
        event.stop()
        name = event.link.id or ""
        if name == "since":
            self.action_moment()
        elif name == "display":
            self.action_display()

    # --- what one can do from every step

    @property
    def rests_on_store(self) -> Store:
        """The store of the room."""
        return self.room.store

    def next_pages(self) -> Iterable[Next]:
        """The jot line, the pages of the step, the moments, the plan."""
        if isinstance(self.focused, TextArea | Input):  # a letter is text then
            return
        yield next_pages.jot(self.room)
        if self.step is not None:
            yield from self.step.next_pages()
        yield next_pages.moments(self.room, self.since)
        yield next_pages.hardest(self.room)

    def _reload_after(self, _answer: object = None) -> None:
        self.room.refresh()
        self.reload()

    def action_jot(self) -> None:
        """Open the jot line."""
        self.app.push_screen(self.page(next_pages.jot(self.room)), self._reload_after)

    def action_hand_over(self) -> None:
        """Hand the keyboard over."""
        from companion.app.screens.your_turn import YourTurnScreen

        self.keep()
        self.app.push_screen(YourTurnScreen(self.room), self._reload_after)

    def action_hardest(self) -> None:
        """Open the plan for the hardest days."""
        self.app.push_screen(self.page(next_pages.hardest(self.room)), self._reload_after)

    def action_stop(self) -> None:
        """Turn to a blank calm page."""
        from companion.app.screens.stop import StopScreen

        self.keep()
        self.app.push_screen(StopScreen(self.room), self._reload_after)

    def action_moment(self) -> None:
        """Choose the moment to compare with."""

        def chosen(moment: Moment | None) -> None:
            if moment is not None:
                self.since = moment

        self.app.push_screen(self.page(next_pages.moments(self.room, self.since)), chosen)

    def watch_since(self) -> None:
        """Read again with the new moment."""
        self.reload()

    def choose_display(self, display: Display) -> None:
        """Show this from now on, and remember it."""
        self._display = display
        self.room.look.set_display(display)
        self.say_quietly(self.say("saved"))
        self.reload()

    def action_display(self) -> None:
        """Choose what is shown."""
        from companion.app.screens.confirm import Choose

        if not self.in_session:
            return
        options = [(str(display), self.say(words)) for display, words in DISPLAYS.items()]

        def chosen(answer: str | None) -> None:
            if answer is not None:
                self.choose_display(Display(answer))

        title = self.say("What would {name} like to see?", name=self.room.patient.called)
        self.app.push_screen(Choose(title, options, current=str(self._display)), chosen)

    def action_present(self) -> None:
        """Say who is in the room."""
        from companion.app.screens.confirm import PresentScreen

        self.app.push_screen(PresentScreen(self.room), self._reload_after)

    def action_before(self) -> None:
        """Turn the screen away."""
        if not self.in_session:
            self.post_message(OpenBefore())

    def action_as_it_was(self) -> None:
        """Choose a day, and look at everything as it was then; never on the shared screen."""
        from companion.app.screens.moments import LookBackScreen

        def chosen(moment: Moment | None) -> None:
            if moment is None:
                return
            if moment.day >= self.room.today:
                self.say_quietly(self.say("this is today"))
                return
            from companion.app.screens.past import PastScreen

            self.keep()
            self.app.push_screen(PastScreen(self, moment.day), self._after_looking_back)

        if not self.in_session:
            self.app.push_screen(LookBackScreen(self.room, Message("As it was on which day?")), chosen)

    def _after_looking_back(self, leads_to: str | None) -> None:
        if leads_to:
            {"hardest": self.action_hardest, "stop": self.action_stop}[leads_to]()

    def action_back(self) -> None:
        """Go back: to the caseload, or, in a session, to the question for the short code."""
        self.keep()
        self.post_message(LeaveSession() if self.in_session else ToCaseload())
