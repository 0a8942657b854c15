"""Step 3, What has changed: one question at a time, and the lines that answer it."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar, Literal, cast

from textual import events, on
from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.widget import Widget

from companion.app.commands import Command, Hint
from companion.app.said import Speaker
from companion.app.steps.changed_commands import CHANGED_COMMANDS
from companion.app.steps.offered import OffersStep
from companion.app.widgets.choices import Choices
from companion.app.widgets.line_list import LineList
from companion.app.widgets.question import Question
from companion.app.widgets.room_entry import RoomEntry
from companion.clinical.grounds import shorten
from companion.clinical.message import Message
from companion.clinical.model import CLINICIAN, PATIENT, Contribution, Kind
from companion.errors import CompanionError
from companion.workflow.views import Proposal

PLACE = "changed"
Choice = Literal["hard", "lighter", "other"]
_QUOTING = frozenset({"follow_up", "rung", "topic"})
"""Reasons of questions whose clause quotes what was said today."""
_CHOOSING = frozenset({"choose", "enough", "offer", "seen"})


class ChangedStep(OffersStep):
    """The dialogue. It stands in one of six phases, kept while one goes from step to step.

    `choose`: the patient chooses what to talk about. `topic`: their own words for it.
    `offer`, `seen`: something from before (see `OffersStep`).
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
    ChangedStep.-short #lines { padding: 0; }
    ChangedStep.-short RoomEntry { padding: 0 4; }
    """

    OFFERS: ClassVar[tuple[Command, ...]] = CHANGED_COMMANDS

    def compose(self) -> ComposeResult:
        """Question, choices, lines, field."""
        yield Question(why=self.say("why"))
        yield Choices([], id="choices", spaced=True)
        yield LineList(id="lines", gap=1)
        yield RoomEntry(self.room, PLACE)

    def begin(self) -> None:
        """Stand where one was."""
        super().begin()
        self.set_class(self.memory.eyes_up, "-eyes-up")
        self.stand(self.memory.phase)

    def on_resize(self) -> None:
        """Leave out the empty rows between lines too where there are few."""
        self.said.space(0 if self.has_class("-short") else 1)

    @property
    def hints(self) -> list[Hint]:
        """What can be done in this phase."""
        say = self.say
        if self.memory.phase == "choose":
            return [("enter", say("choose")), ("e", say("earlier times")), ("s", say("it stands still"))]
        if self.memory.phase in {"offer", "seen"}:
            return [("enter", say("choose")), ("w", say("why"))]
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
        return self.query_one("#choices") if self.memory.phase in _CHOOSING else self

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Nobody writes into a field that is not to be seen: it opens where there was none."""
        if event.widget is self.entry.field:
            self.add_class("-writing")

    # --- the phases

    def stand(self, phase: str) -> None:
        """Show a phase."""
        memory = self.memory
        if phase in {"offer", "seen"} and memory.offer is None:
            phase = "choose"
        memory.phase = phase
        say, question = self.say, self.query_one(Question)
        self.set_class(phase in _CHOOSING, "-choosing")
        self.set_class(phase in {"topic", "ask"}, "-writing")
        self.entry.proposal = memory.proposal if phase == "ask" else None
        if phase == "choose":
            still = self.room.carry.still_because()
            # That nothing moved is behind *why*: nobody is greeted with it.
            question.ask(say("What would you like to talk about?"), behind=(still,) if still else ())
            keys = ("hard", "lighter", "other")
            own = [("still", say("When it stands still: five lines to talk through"))] if still else []
            self._offer([*zip(keys, self.room.talk.openings(), strict=True), *own])
        elif phase in {"offer", "seen"} and memory.offer is not None:
            (self.show_offer if phase == "offer" else self.show_seen)(memory.offer)
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
        self.stand("ask")
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
        if self.take_offer(event.key):
            return
        acts = {
            "still": self.action_still,
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
            # What it is about is the patient's to say, whoever spoke last.
            self.entry.speaker = self.memory.speaker = Speaker(PATIENT)
            self.stand("topic")
            self.first_writing()
        else:
            self.memory.choice = event.key
            if not self.offer_from_before():
                self.propose()

    def talk_about(self, ground: str) -> None:
        """Ask the question that grows from what was just seen."""
        proposal = self.room.talk.about(ground)
        if proposal is None:
            self.propose()
        else:
            self._ask(proposal, said_by=PATIENT)

    def propose(self, topic: str = "") -> None:
        """Ask the next question."""
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
            self._keep_true()
            return
        self.memory.answered = True
        self.entry.proposal = self.memory.proposal if self.memory.phase == "ask" else None
        if self.entry.kind in {Kind.NOTICED, Kind.HOPE}:
            self.entry.be(Kind.LINE)
        if self.memory.phase == "topic":
            self.propose(line.text)

    def reload(self) -> None:
        """Read the lines again; a clause that quotes words that were put right or taken away goes."""
        super().reload()
        self._keep_true()

    def _keep_true(self) -> None:
        proposal = self.memory.proposal
        if self.memory.phase != "ask" or proposal is None or proposal.reason not in _QUOTING or not proposal.because:
            return
        said = (f"{mark}{shorten(line.text)}" for line in self.room.talk.lines() for mark in '“«"')
        if not any(words in proposal.because for words in said):
            self.memory.proposal = self.entry.proposal = replace(proposal, because="")
            self._show(self.memory.proposal)

    @on(RoomEntry.Passed)
    def _passed(self, event: RoomEntry.Passed) -> None:
        """Nobody has to say what it is about."""
        event.stop()
        if self.memory.phase == "topic":
            self.propose()

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
            self.propose()
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
            self.stand("enough")
            self.query_one("#choices").focus()
        else:
            self._ask(following, said_by=PATIENT)

    def action_enough(self) -> None:
        """End the follow-ups."""
        if self.memory.phase in {"choose", "offer"}:
            return
        self._leave_question("enough")
        self.stand("enough")
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
        self.stand("choose")
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
