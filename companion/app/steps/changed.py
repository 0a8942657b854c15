"""Step 3, What has changed: one question at a time, and the lines that answer it."""

from __future__ import annotations

from typing import ClassVar, Literal, cast

from textual import on
from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.widget import Widget

from companion.app.carried import Carried, carried
from companion.app.commands import Command, Hint
from companion.app.said import Speaker
from companion.app.steps.lines import LINE_COMMANDS, LinesStep
from companion.app.widgets.choices import Choices
from companion.app.widgets.line_list import LineList
from companion.app.widgets.question import Question
from companion.app.widgets.room_entry import RoomEntry
from companion.clinical.message import Message
from companion.clinical.model import CLINICIAN, PATIENT, Contribution, Kind
from companion.errors import CompanionError
from companion.workflow.views import Proposal

PLACE = "changed"
Choice = Literal["hard", "lighter", "other"]


class ChangedStep(LinesStep):
    """The dialogue. It stands in one of four phases, kept while one goes from step to step.

    `choose`: the patient chooses what to talk about. `topic`: their own words for it.
    `ask`: one question. `enough`: no question, until one is asked for.
    """

    CODE: ClassVar[str] = "changed"
    TITLE: ClassVar[Message] = Message("What has changed")

    DEFAULT_CSS = """
    ChangedStep { layout: vertical; }
    ChangedStep #choices { padding: 0 2 1 2; display: none; }
    ChangedStep.-choosing #choices { display: block; }
    ChangedStep #lines { height: 1fr; border-top: solid $line; padding: 1 0 0 0; }
    ChangedStep RoomEntry { padding: 0 4 1 4; display: none; }
    ChangedStep.-writing RoomEntry { display: block; }
    ChangedStep.-eyes-up #lines { display: none; }
    ChangedStep.-eyes-up Question { height: 1fr; padding: 4 6; }
    ChangedStep.-eyes-up LineEntry > .author { display: none; }
    ChangedStep #lines LineRow { margin: 0 0 1 0; }
    ChangedStep.-short #lines { padding: 0; }
    ChangedStep.-short #lines LineRow { margin: 0; }
    ChangedStep.-short RoomEntry { padding: 0 4; }
    """

    OFFERS: ClassVar[tuple[Command, ...]] = (
        *LINE_COMMANDS,
        Command(
            "changed.go_on",
            Message("Go on with this"),
            Message("The next question goes a little deeper."),
            "f8",
            "go_on",
        ),
        Command(
            "changed.enough",
            Message("That's enough"),
            Message("No more questions, unless one is asked for."),
            "f9",
            "enough",
        ),
        Command(
            "changed.why",
            Message("Why this question?"),
            Message("Shows the rule, the numbers and where they come from."),
            "w",
            "why",
        ),
        Command(
            "changed.another",
            Message("Another question"),
            Message("Passes over this one and asks another."),
            "a",
            "another",
        ),
        Command(
            "changed.turn",
            Message("The clinician's turn"),
            Message("May I say one thing I have noticed?"),
            "t",
            "turn",
        ),
        Command(
            "changed.hope",
            Message("A hope I hold"),
            Message("The clinician writes a hope, kept for the patient."),
            "o",
            "hope",
        ),
        Command(
            "changed.eyes_up",
            Message("Eyes up"),
            Message("The question and one line, nothing else. Once more brings the lines back."),
            "v",
            "eyes_up",
        ),
        Command(
            "changed.choose",
            Message("Choose something else to talk about"),
            Message("Something hard, something lighter, something else."),
            "c",
            "choose",
        ),
    )

    def compose(self) -> ComposeResult:
        """Question, choices, lines, field."""
        yield Question(why=self.say("why"))
        yield Choices([], id="choices", spaced=True)
        yield LineList(id="lines")
        yield RoomEntry(self.room, PLACE)

    def on_mount(self) -> None:
        """Stand where one was."""
        super().on_mount()
        self.set_class(self.memory.eyes_up, "-eyes-up")
        self._stand(self.memory.phase)

    @property
    def memory(self) -> Carried:
        """Where the conversation stands."""
        return carried(self.room)

    @property
    def hints(self) -> list[Hint]:
        """What can be done in this phase."""
        say = self.say
        if self.memory.phase == "choose":
            return [("enter", say("choose"))]
        if self.memory.phase == "topic":
            return [("enter", say("go on")), ("f2", say("who says it"))]
        slim = self.app.size.width < 98
        own = [
            ("f4", say("keepsake")),
            ("f6", say("differently")),
        ]
        marks = ("f7", say("marks"))
        if self.memory.phase != "ask":
            return [("enter", say("choose")), *own, marks]
        end = [("f8", say("go on")), ("f9", say("enough") if slim else say("that's enough"))]
        who = ("f2", say("who") if slim else say("who says it"))
        return [who, *own, *end, marks] if slim else [who, *own, marks, *end]

    def lines(self) -> tuple[Contribution, ...]:
        """Return what was said today, the closing words apart."""
        return tuple(line for line in self.room.talk.lines() if line.kind is not Kind.CLOSING)

    def first_focus(self) -> Widget:
        """The choices where there are some, else the step: never a field."""
        return self.query_one("#choices") if self.memory.phase in {"choose", "enough"} else self

    # --- the four phases

    def _stand(self, phase: str) -> None:
        memory = self.memory
        memory.phase = phase
        say, question = self.say, self.query_one(Question)
        self.set_class(phase in {"choose", "enough"}, "-choosing")
        self.set_class(phase in {"topic", "ask"}, "-writing")
        self.entry.proposal = memory.proposal if phase == "ask" else None
        if phase == "choose":
            question.ask(say("What would you like to talk about?"))
            keys = ("hard", "lighter", "other")
            self._offer(list(zip(keys, self.room.talk.openings(), strict=True)))
        elif phase == "topic":
            question.ask(say("What is it about?"))
            self.entry.ask(say("A few words; Enter goes on."))
        elif phase == "ask" and memory.proposal is not None:
            self._show(memory.proposal)
        else:
            question.ask(say("That is enough for now."))
            self._offer(
                [
                    ("write", say("Read together what we wrote")),
                    ("turn", say("May I say one thing I have noticed?")),
                    ("hope", say("A hope I hold")),
                    ("another", say("One more question")),
                    ("choose", say("Something else to talk about")),
                ]
            )
        self.post_message(self.Hints())

    def _offer(self, options: list[tuple[str, str]]) -> None:
        self.query_one("#choices", Choices).offer(options)

    def _show(self, proposal: Proposal) -> None:
        self.query_one(Question).ask(proposal.text, because=proposal.because, behind=proposal.why)
        self.entry.ask(self.say("In your own words; Enter keeps the line."))

    def _ask(self, proposal: Proposal, *, kind: Kind = Kind.LINE, said_by: str = "") -> None:
        memory = self.memory
        memory.proposal, memory.answered = proposal, False
        if said_by:
            self.entry.speaker = memory.speaker = Speaker(said_by)
        self.entry.be(kind)
        self._stand("ask")
        self.first_writing()

    def _leave_question(self, outcome: str = "") -> None:
        """Write down how the question ended; each is written down once."""
        self._finish_line()
        memory = self.memory
        proposal, memory.proposal = memory.proposal, None
        if proposal is None or not proposal.prompt:
            return
        try:
            self.room.talk.used(proposal, outcome or ("answered" if memory.answered else "passed"))
        except CompanionError as error:
            self.complain(error)

    def _finish_line(self) -> None:
        """Going on keeps the line that is half written as a line."""
        if self.entry.correcting is None and self.entry.has_text:
            self.entry.commit()
            self.memory.answered = True

    # --- choosing

    @on(Choices.Chosen, "#choices")
    def _chosen(self, event: Choices.Chosen) -> None:
        event.stop()
        acts = {
            "turn": self.action_turn,
            "hope": self.action_hope,
            "another": self.action_another,
            "choose": self.action_choose,
        }
        if event.key == "write":
            self.post_message(self.Go("write"))
        elif event.key in acts:
            acts[event.key]()
        elif event.key == "other":
            self.memory.choice = "other"
            self._stand("topic")
            self.first_writing()
        else:
            self.memory.choice = event.key
            self._propose()

    def _propose(self, topic: str = "") -> None:
        try:
            proposal = self.room.talk.propose(cast(Choice, self.memory.choice or "other"), topic)
        except CompanionError as error:
            self.complain(error)
            return
        self._ask(proposal, said_by=PATIENT)

    def after_line(self, line: Contribution, *, corrected: bool) -> None:
        """Show the line; one's own topic brings the question about it."""
        super().after_line(line, corrected=corrected)
        if corrected:
            return
        self.memory.answered = True
        if self.entry.kind in {Kind.NOTICED, Kind.HOPE}:
            self.entry.be(Kind.LINE)
        if self.memory.phase == "topic":
            self._propose(line.text)

    @on(RoomEntry.Passed)
    def _passed(self, event: RoomEntry.Passed) -> None:
        """Nobody has to say what it is about."""
        event.stop()
        if self.memory.phase == "topic":
            self._propose()

    # --- keys

    def action_write(self) -> None:
        """Go into the field, if there is a question to answer."""
        if self.memory.phase not in {"topic", "ask"}:
            raise SkipAction  # no field here: n is the jot line, as everywhere
        self.first_writing()

    def action_go_on(self) -> None:
        """Ask what goes a little deeper; at the bottom of the ladder it is enough."""
        memory = self.memory
        if memory.phase == "topic":
            self._propose()
            return
        if memory.phase != "ask" or memory.proposal is None:
            return
        before = memory.proposal
        self._leave_question()
        try:
            following = self.room.talk.follow(before)
        except CompanionError as error:
            self.complain(error)
            return
        if following is None:
            self._stand("enough")
            self.query_one("#choices").focus()
        else:
            self._ask(following, said_by=PATIENT)

    def action_enough(self) -> None:
        """End the follow-ups."""
        if self.memory.phase == "choose":
            return
        self._leave_question("enough")
        self._stand("enough")
        self.query_one("#choices").focus()

    def action_another(self) -> None:
        """Ask another question: only ever when it is asked for."""
        if self.memory.phase not in {"ask", "enough"}:
            return
        try:
            proposal = self.room.talk.another(cast(Choice, self.memory.choice or "other"))
        except CompanionError as error:
            self.complain(error)
            return
        self._ask(proposal, said_by=PATIENT)

    def action_turn(self) -> None:
        """The clinician's turn."""
        self._leave_question()
        self._ask(self.room.talk.clinician_turn(), kind=Kind.NOTICED, said_by=CLINICIAN)

    def action_hope(self) -> None:
        """The clinician writes a hope."""
        self._leave_question()
        self._ask(self.room.talk.hope(), kind=Kind.HOPE, said_by=CLINICIAN)

    def action_choose(self) -> None:
        """Back to the three choices."""
        self._leave_question()
        self._stand("choose")
        self.query_one("#choices").focus()

    def action_eyes_up(self) -> None:
        """Show only the question and one line, or the lines again."""
        self.memory.eyes_up = not self.memory.eyes_up
        self.set_class(self.memory.eyes_up, "-eyes-up")

    def action_why(self) -> None:
        """Open or close what is behind the question."""
        self.query_one(Question).toggle_why()

    @on(Question.Why)
    def _why(self, event: Question.Why) -> None:
        event.stop()
        self.action_why()
