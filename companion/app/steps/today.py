"""Step 0, Today: no numbers. What matters most, last time's agreements, and then: look, or leave it?"""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from companion.app.carried import carried
from companion.app.commands import Command, Hint
from companion.app.said import Speaker, voice, who_name
from companion.app.screens.agreement import state_word
from companion.app.screens.first_time import FirstTimeScreen
from companion.app.steps.lines import OUT, TAKE_AWAY, UNDO, WHO, WRITE, LinesStep
from companion.app.widgets.choices import Choices
from companion.app.widgets.line_list import LineList, Shown
from companion.app.widgets.question import Question
from companion.app.widgets.room_entry import RoomEntry
from companion.clinical.message import Message
from companion.clinical.model import CLINICIAN, PATIENT, Agreement, AgreementState, Contribution, Display, Kind, Who
from companion.errors import CompanionError
from companion.workflow import first_time

PLACE = "today"
_REVIEWS = {
    "done": ("d", Message("Done"), AgreementState.DONE),
    "partly": ("p", Message("Partly"), AgreementState.PARTLY),
    "not_yet": ("y", Message("Not yet"), AgreementState.NOT_YET),
    "let_go": ("l", Message("Let go"), AgreementState.LET_GO),
}


class TodayStep(LinesStep):
    """The opening: the person before anything else."""

    CODE: ClassVar[str] = "today"
    TITLE: ClassVar[Message] = Message("Today")

    DEFAULT_CSS = """
    TodayStep > VerticalScroll { height: 1fr; }
    TodayStep #lines { height: auto; max-height: 8; }
    TodayStep .part { height: auto; padding: 1 4 1 4; text-style: bold; color: $quiet; }
    TodayStep #agreements { height: auto; max-height: 14; }
    TodayStep #then { padding: 0 2; }
    TodayStep .here { height: auto; padding: 0 4; color: $quiet; }
    TodayStep.-short .part { padding: 1 4 0 4; }
    TodayStep RoomEntry { padding: 0 4 1 4; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "point(-1)", show=False),
        Binding("down", "point(1)", show=False),
    ]
    OFFERS: ClassVar[tuple[Command, ...]] = (
        WRITE,
        WHO,
        TAKE_AWAY,
        UNDO,
        OUT,
        *(
            Command(
                f"today.{code}",
                name,
                Message("Says how the agreement under the cursor stands; the next one follows."),
                key,
                f"review('{code}')",
            )
            for code, (key, name, _) in _REVIEWS.items()
        ),
        Command(
            "today.first_page",
            Message("Read the first page"),
            Message("What this is, who sees it, what it is not for."),
            "i",
            "first_page",
        ),
        Command(
            "today.from_paper",
            Message("Type in the page “Before we meet”"),
            Message("The marks and the lines from the paper, within a minute."),
            "t",
            "from_paper",
        ),
    )

    def compose(self) -> ComposeResult:
        """The question, the agreements, the choice."""
        say = self.say
        with VerticalScroll(can_focus=False):
            yield Question(self.room.talk.today().text)
            yield LineList(id="lines")
            yield RoomEntry(
                self.room, PLACE, kind=Kind.MATTERS, placeholder=say("Enter or n to write; a few words are enough.")
            )
            yield Static(Content(say("What we agreed last time")), classes="part", id="agreed")
            yield LineList(id="agreements", steady=True)
            yield Static(Content(""), classes="part", id="asks")
            yield Choices(
                [
                    ("look", say("Look at them")),
                    ("leave", say("Leave them")),
                    ("here", say("Just here today")),
                ],
                row=True,
                id="then",
            )
            yield Static("", classes="here", markup=False)

    def begin(self) -> None:
        """Read; at a first session the first page comes before everything."""
        super().begin()
        self.entry.speaker = Speaker(PATIENT)  # the question is put to the patient, whoever spoke last
        self.entry.be(Kind.MATTERS)
        memory, said = carried(self.room), first_time.said(self.room)
        if said is not None and not said[0] and not memory.asked_first:
            memory.just_here = True  # an earlier no holds until the patient says otherwise
            self.reload()
        if self.in_session and not memory.asked_first and first_time.is_due(self.room):
            self.call_after_refresh(self.action_first_page)

    @property
    def hints(self) -> list[Hint]:
        """Writing, and the words for an agreement where there is one."""
        if self.entry.is_writing:
            return self.in_field
        reviews = [(key, self.say(name).lower()) for key, name, _ in _REVIEWS.values()] if self._agreements() else []
        return [("enter", self.say("write")), *reviews, ("t", self.say("from paper"))]

    def lines(self) -> tuple[Contribution, ...]:
        """Return what was said to matter today."""
        return tuple(line for line in self.room.talk.lines() if line.kind is Kind.MATTERS)

    def rows(self) -> list[Shown]:
        """The mark *matters today* is the question itself, so it is left out."""
        return [
            Shown(
                row.key, row.text, row.author, row.voice, tuple(m for m in row.marks if m != self.say("matters today"))
            )
            for row in super().rows()
        ]

    def reload(self) -> None:
        """Read lines and agreements again."""
        super().reload()
        agreements = self.query_one("#agreements", LineList)
        agreements.show(self._agreement_rows())
        for part in ("#agreed", "#agreements"):
            self.query_one(part).display = bool(agreements.lines)
        if agreements.pointed is None and agreements.lines:
            agreements.point(self._next_open() or agreements.lines[0].key)
        here = carried(self.room).just_here
        asks = self.say("Would you like to look at your answers, or leave them?")
        self.query_one("#asks", Static).update(Content(asks))
        self.query_one("#asks").display = not here
        self.query_one("#then").display = not here
        words = self.say("Just here today. That is enough; everything else can wait.") if here else ""
        self.query_one(".here", Static).update(Content(words))
        self.query_one(".here").set_class(here, "part")

    def after_line(self, line: Contribution, *, corrected: bool) -> None:
        """One answer is what most give: the keys work again at once, n writes another."""
        super().after_line(line, corrected=corrected)
        self.focus()

    def _agreements(self) -> tuple[Agreement, ...]:
        return self.room.shelves.standing()

    def _agreement_rows(self) -> list[Shown]:
        return [self._agreement_row(one) for one in self._agreements()]

    def _agreement_row(self, one: Agreement) -> Shown:
        said_by = {Who.PATIENT: PATIENT, Who.CLINICIAN: CLINICIAN}.get(one.who, "both")
        reviewed = one.reviewed == self.room.today
        stands = state_word(self.room, one.state) if reviewed else ""
        again = self.say("look again {day}", day=self.language.day_short(one.look_again)) if one.look_again else ""
        marks = (stands, one.state_words) if reviewed else (again,)
        return Shown(
            str(one.id),
            one.text,
            who_name(self.room, one.who),
            voice(said_by),
            tuple(word for word in marks if word),
            quiet=reviewed,
        )

    def _next_open(self) -> str:
        today = self.room.today
        return next((str(one.id) for one in self._agreements() if one.reviewed != today), "")

    def first_focus(self) -> Widget:
        """The step itself: digits and letters work at once."""
        return self

    # --- keys

    def action_review(self, code: str) -> None:
        """Say how the agreement under the cursor stands, and go to the next one."""
        agreements = self.query_one("#agreements", LineList)
        if agreements.pointed is None:
            return
        try:
            self.room.shelves.review_agreement(int(agreements.pointed.key), _REVIEWS[code][2])
        except CompanionError as error:
            self.complain(error)
            return
        self.reload()
        following = self._next_open()
        if following:
            agreements.point(following)
        self.say_saved()

    def action_point(self, by: int) -> None:
        """Go through the agreements."""
        self.query_one("#agreements", LineList).action_step(by)

    def action_from_paper(self) -> None:
        """Type in what the patient wrote before."""
        from companion.app.screens.from_paper import FromPaperScreen

        def typed(done: bool | None) -> None:
            if done:
                self.reload()
                self.post_message(self.Changed())
                self.say_saved()

        self.app.push_screen(FromPaperScreen(self.room), typed)

    def action_first_page(self) -> None:
        """Show the first page of a first session."""

        def answered(yes: bool | None) -> None:
            memory = carried(self.room)
            memory.asked_first = yes is not None
            if yes is not None:
                memory.just_here = not yes
                self._answer_first_page(yes=yes)
            self.reload()

        self.app.push_screen(FirstTimeScreen(self.room), answered)

    def _answer_first_page(self, *, yes: bool) -> None:
        try:
            shown = first_time.answer(self.room, yes=yes)
            if shown is not None:
                choose: Callable[[Display], None] = getattr(self.screen, "choose_display", self.room.look.set_display)
                choose(shown)
        except CompanionError as error:
            self.complain(error)
            return
        self.post_message(self.Changed())
        self.say_saved()

    @on(Choices.Chosen, "#then")
    def _then(self, event: Choices.Chosen) -> None:
        event.stop()
        if event.key == "here":
            carried(self.room).just_here = True
            self.reload()
            self.focus()
        else:
            self.post_message(self.Go("look" if event.key == "look" else "changed"))

    @on(LineList.Picked, "#agreements")
    def _agreement_picked(self, event: LineList.Picked) -> None:
        event.stop()
