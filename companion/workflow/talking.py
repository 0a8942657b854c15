"""The dialogue in a room: one question at a time, and the lines that answer it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Literal

from companion.clinical.dialogue import ANSWERED, PASSED, Question, about, choose, deepen, for_situation, safety_wording
from companion.clinical.model import (
    CLINICIAN,
    PATIENT,
    Contribution,
    CriticalAnswer,
    Domain,
    Kind,
    Session,
    Status,
    Theme,
)
from companion.clinical.prompts import Book, PromptMistake
from companion.errors import DefinitionError
from companion.paths import config_folder
from companion.workflow.meanings import ABOUT_AN_ANSWER
from companion.workflow.talk_facts import gather
from companion.workflow.views import Proposal

if TYPE_CHECKING:
    from companion.workflow.room import Room

Choice = Literal["hard", "lighter", "other"]


def read_book(language: str) -> Book:
    """Return the questions of one language, with the clinic's own.

    Raises:
        DefinitionError: A file of the clinic's has a mistake.
    """
    try:
        return Book.bundled(language).with_folder(config_folder() / "prompts")
    except PromptMistake as mistake:
        raise DefinitionError(
            "{file} has a mistake at {key}. Allowed: {allowed}.",
            file=mistake.file,
            key=mistake.key,
            allowed=mistake.allowed,
        ) from mistake


class Talking:
    """Questions for one patient, and what was said.

    Args:
        room: The room of the patient; nobody else is reachable from here.
    """

    def __init__(self, room: Room) -> None:
        self._room = room
        self._shown: Proposal | None = None

    @cached_property
    def book(self) -> Book:
        """The questions in the language of the room."""
        return read_book(self._room.language.code)

    # --- questions

    def openings(self) -> tuple[str, ...]:
        """Return the three choices in words, in the order `hard`, `lighter`, `other`."""
        say = self._room.language.say
        return say("Something that is hard"), say("Something that is lighter"), say("Something else")

    def today(self) -> Proposal:
        """Return the question of the step Today."""
        return self._for("today")

    def propose(self, choice: Choice, topic: str = "") -> Proposal:
        """Return the next question for what the patient chose to talk about.

        The same store and day give the same question, until `used`, `say` or `another`.
        Without `topic`, what the patient said matters today is the topic.
        """
        question = choose(self.book, gather(self._room, choice, topic))
        self._shown = self._proposal(question)
        return self._shown

    def follow(self, after: Proposal) -> Proposal | None:
        """Return the question that deepens `after`, or None when it is enough."""
        choice = {"harder": "hard", "lighter": "lighter"}.get(after.ladder, "other")
        question = deepen(self.book, gather(self._room, choice), after.prompt, after.domain)
        if question is None:
            return None
        self._shown = self._proposal(question)
        return self._shown

    def another(self, choice: Choice) -> Proposal:
        """Leave the question shown last and return another."""
        if self._shown is not None:
            answered = any(line.prompt == self._shown.prompt for line in self.lines())
            self.used(self._shown, ANSWERED if answered else PASSED)
        return self.propose(choice)

    def used(self, proposal: Proposal, outcome: str) -> None:
        """Write down, once a session, that a question was asked: `answered`, `passed` or `enough`."""
        from companion.store.acts.meeting import UsePrompt

        room = self._room
        session_id = room.session.id if room.session else None
        if any(
            use.prompt == proposal.prompt and use.session_id == session_id and use.day == room.today
            for use in room.facts.prompt_uses
        ):
            return
        room.perform(UsePrompt(room.patient.id, session_id, proposal.prompt, proposal.signal, outcome))

    def clinician_turn(self) -> Proposal:
        """Return the question that opens the clinician's turn."""
        return self._for("clinician_turn")

    def hope(self) -> Proposal:
        """Return the sentence under which the clinician writes a hope."""
        return self._for("hope")

    def closing(self) -> Proposal:
        """Return the question that closes the session."""
        return self._for("closing")

    def read_back(self) -> Proposal:
        """Return the question under which the lines are read back."""
        return self._for("read_back")

    def between(self) -> Proposal:
        """Return the one question between two moments."""
        return self._for("then_now")

    def sheet(self) -> tuple[Proposal, ...]:
        """Return the lines of *when it stands still*, in their order; each has an area of its own."""
        return tuple(
            Proposal(
                prompt.id,
                self._room.language.say("{words}", words=prompt.text),
                why=(prompt.why,),
                theme=prompt.theme.value,
                domain=next(iter(prompt.areas), None),
                reason="sheet",
            )
            for prompt in self.book.for_situation("sheet")
        )

    def about(self, ground: str, choice: Choice = "hard") -> Proposal | None:
        """Return the question that grows from one thing that was just looked at, or None."""
        question = about(self.book, gather(self._room, choice), ground)
        if question is None:
            return None
        self._shown = self._proposal(question)
        return self._shown

    def safety_wording(self, answer: CriticalAnswer) -> str:
        """Return a prepared wording for the clinician to raise an answer on safety."""
        return self._room.language.say(safety_wording(answer))

    # --- lines

    def say(
        self,
        text: str,
        *,
        said_by: str = PATIENT,
        typed_by: str = CLINICIAN,
        told_by: str = "",
        about: str = "",
        via: str = "screen",
        kind: Kind = Kind.LINE,
        proposal: Proposal | None = None,
        only_us: bool = False,
        keepsake: bool = False,
        domain: Domain | None = None,
    ) -> Contribution:
        """Write one line into the open session, or outside any session.

        What it answers comes from `proposal`: the question, its clause, its ladder and its area.

        Raises:
            RefusedError: Somebody else says it who did not say that they know the patient will read it.
        """
        from companion.store.acts.lines import Say

        room = self._room
        room.meeting.may_say(said_by)
        answers = proposal or Proposal("", "")
        line = room.perform(
            Say(
                patient_id=room.patient.id,
                session_id=room.session.id if room.session else None,
                text=text,
                said_by=said_by,
                typed_by=typed_by,
                told_by=told_by,
                about=about,
                via=via,
                kind=kind,
                theme=Theme(answers.theme) if answers.theme else None,
                domain=domain or answers.domain,
                prompt=answers.prompt,
                because=answers.because,
                ladder=answers.ladder,
                after=room.session is None,
                only_us=only_us,
                keepsake=keepsake,
            )
        )
        if answers.prompt == ABOUT_AN_ANSWER and said_by == PATIENT and not about:
            room.meanings.tie(line, answers.signal)
        return line

    def correct(self, contribution_id: int, text: str) -> Contribution:
        """Write a new version of a line; the old one stays in the store."""
        from companion.store.acts.lines import CorrectLine

        return self._room.perform(CorrectLine(contribution_id, text))

    def withdraw(self, contribution_id: int, by: str = PATIENT) -> None:
        """Take a line away; who and when is kept, why is never asked."""
        from companion.store.acts.lines import WithdrawLine

        self._room.perform(WithdrawLine(contribution_id, by))

    def restore(self, contribution_id: int) -> Contribution:
        """Bring a withdrawn line back."""
        from companion.store.acts.lines import RestoreLine

        return self._room.perform(RestoreLine(contribution_id))

    def mark(
        self,
        contribution_id: int,
        *,
        keepsake: bool | None = None,
        only_us: bool | None = None,
        kind: Kind | None = None,
        status: Status | None = None,
        theme: Theme | None = None,
    ) -> Contribution:
        """Change marks of a line; what is None stays as it is."""
        from companion.store.acts.lines import MarkLine

        return self._room.perform(
            MarkLine(contribution_id, keepsake=keepsake, only_us=only_us, kind=kind, status=status, theme=theme)
        )

    def lines(self, session: Session | None = None) -> tuple[Contribution, ...]:
        """Return the lines of a session, without what only the two may see while others are there.

        Without `session`: of the open one; outside sessions, what was written since the last one.
        """
        room = self._room
        hidden = room.meeting.somebody_else
        wanted = session or room.session
        last = room.facts.last_held
        return tuple(
            room.carry.covered(line)
            for line in room.facts.lines
            if not (hidden and line.only_us)
            and (
                line.session_id == wanted.id
                if wanted
                else line.session_id is None and (last is None or line.day >= last.day)
            )
        )

    # --- from rules to words

    def _for(self, situation: str) -> Proposal:
        return self._proposal(for_situation(self.book, gather(self._room, "other"), situation))

    def _proposal(self, question: Question) -> Proposal:
        say = self._room.language.say
        return Proposal(
            prompt=question.id,
            text=say("{words}", words=question.text),
            because=say(question.because) if question.because else "",
            why=tuple(say(line) for line in question.why),
            ladder=question.prompt.ladder,
            theme=question.prompt.theme.value,
            domain=question.domain,
            signal=question.ground,
            reason=question.reason,
        )
