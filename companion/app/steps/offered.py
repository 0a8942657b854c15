"""What carries over, offered in What has changed: one sentence and a choice, never pushed."""

from __future__ import annotations

from dataclasses import replace

from companion.app.carried import Carried, carried
from companion.app.steps.lines import LinesStep
from companion.app.widgets.choices import Choices
from companion.app.widgets.question import Question
from companion.clinical.carry import Offer
from companion.errors import CompanionError
from companion.workflow.carrying import Outcome

_MAY_GO = frozenset({"keepsake", "hope"})
_OUTCOMES: dict[str, Outcome] = {"see": "seen", "not_today": "not_today", "away": "away"}


class OffersStep(LinesStep):
    """The offers of What has changed: one at a time, kept while one goes from step to step.

    `offer`: one sentence and a choice. `seen`: what was offered, once it is wanted.
    """

    @property
    def memory(self) -> Carried:
        """Where the conversation stands."""
        return carried(self.room)

    def reload(self) -> None:
        """Read again; with somebody new in the room, nothing from between the two stays on the screen."""
        super().reload()
        others = self.room.meeting.somebody_else
        if others and not self.memory.others:
            self._somebody_came()
        self.memory.others = others

    def _somebody_came(self) -> None:
        memory = self.memory
        if memory.proposal is not None:
            memory.proposal = replace(memory.proposal, because="", why=())
        if memory.phase in {"offer", "seen"}:
            memory.offer, memory.phase = None, "choose"
        if self.query(Question):
            self.stand(memory.phase)

    def stand(self, phase: str) -> None:
        """Show a phase."""
        raise NotImplementedError

    def propose(self, topic: str = "") -> None:
        """Ask the next question."""
        raise NotImplementedError

    # --- one thing from before

    def offer_from_before(self) -> bool:
        """Offer one thing from before, if the rules find one; whether there was one."""
        try:
            offer = self.room.carry.offer(self.memory.choice)
        except CompanionError as error:
            self.complain(error)
            return False
        if offer is None:
            return False
        self.memory.offer = offer
        self.stand("offer")
        self.query_one("#choices").focus()
        return True

    def show_offer(self, offer: Offer) -> None:
        """Ask whether the patient wants to see it."""
        say = self.say
        behind = tuple(say(line) for line in offer.why)
        self.query_one(Question).ask(self.room.carry.sentence(offer), behind=behind)
        options = [("see", say("See it")), ("not_today", say("Not today"))]
        if offer.kind in _MAY_GO:
            options.append(("away", say("Take it away")))
        self.query_one("#choices", Choices).offer(options)

    def show_seen(self, offer: Offer) -> None:
        """Show what was offered."""
        parts = self.room.carry.shown(offer)
        words = "\n".join(self.say("“{words}”", words=part.text) for part in parts)
        label = parts[0].label if len(parts) == 1 else ""
        self.query_one(Question).ask(words, because=label)
        options = [("go_on", self.say("Go on"))]
        if offer.kind == "strategy":
            options.insert(0, ("talk", self.say("Talk about it")))
        self.query_one("#choices", Choices).offer(options)

    def take_offer(self, key: str) -> bool:
        """Do what was chosen about the offer; whether the choice belonged to one."""
        offer = self.memory.offer
        if offer is None or self.memory.phase not in {"offer", "seen"}:
            return False
        outcome = _OUTCOMES.get(key)
        try:
            if outcome is not None:
                self.room.carry.answer(offer, outcome)
        except CompanionError as error:
            self.complain(error)
            return True
        if key == "see":
            self.stand("seen")
            self.query_one("#choices").focus()
            return True
        self.memory.offer = None
        if key == "away":
            self.say_saved(self.say("taken away"))
        if key == "talk":
            self.talk_about(f"strategy:{offer.ref}")
        else:
            self.propose()
        return True

    def talk_about(self, ground: str) -> None:
        """Ask the question that grows from what was just seen."""
        raise NotImplementedError

    # --- by command only

    def action_earlier(self) -> None:
        """Show earlier times like now."""
        from companion.app.screens.here_before import HereBeforeScreen

        self.app.push_screen(HereBeforeScreen(self.room))

    def action_still(self) -> None:
        """Open the sheet for when it stands still."""
        from companion.app.screens.stands_still import StandsStillScreen

        def closed(_result: object) -> None:
            self.reload()
            self.say_saved()

        self.app.push_screen(StandsStillScreen(self.room), closed)
