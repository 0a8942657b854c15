"""What carries over in a room: offers on a hard day, earlier times like now, hopes kept until wanted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from companion.clinical import alike, carry
from companion.clinical.carry import CarryInput, Offer, Offered
from companion.clinical.message import Message
from companion.clinical.model import CLINICIAN, PATIENT, Contribution, Display, Kind, Moment, Respondent
from companion.workflow.areas import Areas
from companion.workflow.rows import group_points
from companion.workflow.talk_facts import Ago, gather
from companion.workflow.views import CarriedOver, EarlierTime, Proposal

if TYPE_CHECKING:
    from companion.workflow.room import Room

Outcome = Literal["seen", "not_today", "away"]

PUT = "carry."
"""What stands before the kind of an offer among the questions that were put."""

_SAYS = (Kind.HARD, Kind.MATTERS, Kind.SMALL_STEP, Kind.HELPED, Kind.HOPE)
_HELPED = (Kind.HELPED, Kind.SMALL_STEP)
_HELPS_AFTER = timedelta(days=84)
_AGED = timedelta(days=28)
_SHOWN = 3
_WAITS = Message("A hope is kept here until it is wanted.")
_ALONE_STRATEGY = Message("You once wrote something you do. See it?")
_ALONE_KEEPSAKE = Message("In {month} you put something aside. See it?")


class Carrying:
    """What one patient has from before.

    Args:
        room: The room of the patient.
    """

    def __init__(self, room: Room) -> None:
        self._room = room

    # --- offers

    def offer(self, choice: str) -> Offer | None:
        """Return the one thing to offer after the patient chose what to talk about, or None.

        Only in a session: what carries over is for the patient, not for preparing. And only
        while no third person is there: that something was put aside is theirs to tell.
        """
        if self._room.session is None or self._room.meeting.present or choice != "hard":
            return None
        return carry.find_offer(self._given(choice))

    def offer_alone(self) -> Offer | None:
        """Return the one thing to offer a patient who has the keyboard alone, or None.

        Only what they wrote or put aside themselves, only where a part of life is harder or wants
        more help, and nothing where something was offered in this session already. What a
        clinician hoped and what was understood together wait until both look.
        """
        room = self._room
        if room.session is None or room.meeting.present or any(one.ago == 0 for one in self._offered()):
            return None
        given = replace(self._given("hard"), keys=(), hopes=())
        return carry.find_offer(given) if carry.dips(given) else None

    def sentence_alone(self, offer: Offer) -> str:
        """Return the sentence of an offer to somebody alone: nothing in it says how they are."""
        language = self._room.language
        sentence = _ALONE_STRATEGY if offer.kind == "strategy" else _ALONE_KEEPSAKE
        return language.say(sentence, month=language.month_in_words(offer.day) if offer.day else "")

    def sentence(self, offer: Offer) -> str:
        """Return the one sentence of an offer."""
        language = self._room.language
        return language.say(offer.sentence, month=language.month_in_words(offer.day) if offer.day else "")

    def answer(self, offer: Offer, outcome: Outcome) -> None:
        """Keep what the patient chose; *take it away* takes a keepsake or a hope away."""
        from companion.store.acts.meeting import UsePrompt

        room = self._room
        if outcome == carry.AWAY and offer.kind == "keepsake":
            room.talk.mark(offer.ref, keepsake=False)
        elif outcome == carry.AWAY and offer.kind == "hope":
            room.talk.withdraw(offer.ref, PATIENT)
        session_id = room.session.id if room.session else None
        room.perform(UsePrompt(room.patient.id, session_id, PUT + offer.kind, f"offer:{offer.id}", outcome))

    def shown(self, offer: Offer) -> tuple[CarriedOver, ...]:
        """Return what was offered, once the patient wants to see it."""
        return tuple(CarriedOver(label, text) for label, text in self._parts(offer) if text)

    def _parts(self, offer: Offer) -> tuple[tuple[str, str], ...]:
        say, shelves = self._room.language.say, self._room.shelves
        if offer.kind == "strategy":
            for one in shelves.strategies():
                if one.id == offer.ref:
                    return (say("what I do"), one.text), (say("when and how"), one.when_how)
        elif offer.kind == "key":
            for key in shelves.understandings():
                if key.id == offer.ref:
                    return (say("what happens"), key.happens), (say("in me"), key.in_me), (say("I can"), key.choose)
        else:
            return tuple((say("{day}", day=one.day), one.text) for one in self._room.facts.lines if one.id == offer.ref)
        return ()

    # --- hopes

    def hopes(self) -> tuple[Contribution, ...]:
        """Return hopes of the clinician that were not opened yet, oldest first."""
        hidden = self._room.meeting.somebody_else
        return tuple(one for one in self._room.facts.lines if self.waits(one) and not (hidden and one.only_us))

    def kept_hopes(self) -> tuple[Contribution, ...]:
        """Return every hope of the clinician, newest first, as it may be seen now."""
        hidden = self._room.meeting.somebody_else
        found = [one for one in self._room.facts.lines if one.kind is Kind.HOPE and one.said_by == CLINICIAN]
        return tuple(self.covered(one) for one in reversed(found) if not (hidden and one.only_us))

    def waits(self, line: Contribution) -> bool:
        """Return whether a line is a hope that the patient has not opened yet."""
        return line.kind is Kind.HOPE and line.said_by == CLINICIAN and line.id not in self._opened()

    def open_hope(self, line_id: int) -> None:
        """Show a hope from now on: the patient wants it."""
        from companion.store.acts.meeting import UsePrompt

        room = self._room
        session_id = room.session.id if room.session else None
        room.perform(UsePrompt(room.patient.id, session_id, PUT + "hope", f"offer:hope:{line_id}", carry.SEEN))

    def covered(self, line: Contribution) -> Contribution:
        """Return a line as it may be seen: of a hope that waits, only that it is there."""
        return replace(line, text=self._room.language.say(_WAITS)) if self.waits(line) else line

    def cover(self) -> Message:
        """Return what stands in place of a hope that waits."""
        return _WAITS

    # --- you were here before

    def earlier(self) -> tuple[EarlierTime, ...]:
        """Return earlier times with answers like now, with what was said and what helped then.

        Only ever when the patient asks. On a day without answers there are none.
        """
        if self._room.facts.display is Display.NOTHING:
            return ()
        lines = self._lines()
        areas = Areas(self._room.facts.areas)
        times = alike.earlier_times(self._scales(), self._room.today, {line.day for line in lines if _says(line)})
        kept = self._kept(lines)
        return tuple(
            EarlierTime(
                one.day,
                tuple(areas.name(domain) for domain in one.near),
                tuple(areas.name(domain) for domain in one.other),
                self._said(one, lines),
                self._helped(one, kept),
            )
            for one in times
        )

    def earlier_rule(self) -> tuple[str, ...]:
        """Return the rule by which earlier times are found."""
        return tuple(self._room.language.say(line) for line in alike.RULE)

    # --- when it stands still

    def still_because(self) -> str:
        """Return why *when it stands still* is offered now; empty when it is not."""
        room = self._room
        held = [one for one in room.facts.sessions if one.held and not one.is_open]
        if room.facts.display is Display.NOTHING or len(held) < carry.STILL_SESSIONS:
            return ""
        first = held[-carry.STILL_SESSIONS]
        rows = room.look.review(Moment("session", first.day, Message(""), first.id)).rows
        readings = [row.since_moment.reading for row in rows if row.respondent is Respondent.SELF]
        if not carry.stands_still(readings, len(held)):
            return ""
        return room.language.say(carry.STILL_BECAUSE, n=carry.STILL_SESSIONS)

    def sheet(self) -> tuple[Proposal, ...]:
        """Return the five lines of *when it stands still*."""
        return self._room.talk.sheet()

    # --- what the rules look at

    def _given(self, choice: str) -> CarryInput:
        room = self._room
        talk = gather(room, choice)
        keys = room.shelves.understandings()
        return CarryInput(
            room.today,
            choice,
            # Where the patient marked that the number does not fit, nothing is taken from the number.
            tuple(signal for signal in talk.signals if signal.row not in talk.unfit),
            talk.more_help,
            tuple(one for one in talk.strategies if one.since is None or one.since < room.today),
            tuple(one for one in keys if one.since is None or one.since < room.today),
            tuple(one for one in room.shelves.keepsakes() if one.day <= room.today - _AGED and not self.waits(one)),
            tuple(one for one in self.hopes() if one.day < room.today),
            self._offered(),
            self._distances() if keys and talk.display is not Display.NOTHING else {},
            talk.areas,
        )

    def _opened(self) -> frozenset[int]:
        return frozenset(
            int(use.signal.rpartition(":")[2])
            for use in self._room.facts.prompt_uses
            if use.prompt == PUT + "hope" and use.outcome == carry.SEEN
        )

    def _offered(self) -> tuple[Offered, ...]:
        ago = Ago(self._room.facts.sessions, self._room.session)
        return tuple(
            Offered(use.signal.removeprefix("offer:"), ago.count(use.session_id, use), use.outcome)
            for use in self._room.facts.prompt_uses
            if use.prompt.startswith(PUT)
        )

    def _distances(self) -> dict[int, float]:
        course = alike.Course(self._scales())
        now = course.profile(self._room.today)
        found = {}
        for key in self._room.shelves.understandings():
            apart = alike.distance(now, course.profile(key.since)) if key.since else None
            if apart is not None:
                found[key.id] = apart
        return found

    def _scales(self) -> list[alike.Answers]:
        facts, areas = self._room.facts, Areas(self._room.facts.areas)
        groups, _ = group_points(
            facts.points, self._room.catalogue, facts.own_measures, relatives=False, until=self._room.today
        )
        return [
            alike.Answers(group.row, group.scale.domain, group.scale.low, group.scale.high, group.points)
            for group in groups
            if group.respondent is Respondent.SELF and not areas.is_hidden(group.scale.domain)
        ]

    def _lines(self) -> tuple[Contribution, ...]:
        """Return the patient's own lines that may be seen; what was put aside stays hidden."""
        hidden = self._room.meeting.somebody_else
        return tuple(
            line
            for line in self._room.facts.lines
            if line.said_by == PATIENT
            and not line.about
            and not line.told_by
            and not line.keepsake
            and not (hidden and line.only_us)
        )

    def _said(self, time: alike.EarlierTime, lines: tuple[Contribution, ...]) -> tuple[Contribution, ...]:
        near = [line for line in lines if abs(line.day - time.day) <= alike.AROUND and _says(line)]
        best = sorted(near, key=lambda line: (_SAYS.index(line.kind) if line.kind in _SAYS else 9, -len(line.text)))
        return tuple(sorted(best[:_SHOWN], key=lambda line: (line.day, line.position)))

    def _kept(self, lines: tuple[Contribution, ...]) -> list[tuple[date, str]]:
        """Return all that helped or that the patient did, each with its day."""
        book, shelves = self._room.talk.book, self._room.shelves
        found = [(one.since, one.text) for one in shelves.strategies() if one.since]
        found += [(key.since, key.choose) for key in shelves.understandings() if key.since and key.choose]
        for line in lines:
            prompt = book.find(line.prompt) if line.prompt else None
            if line.kind in _HELPED or (prompt is not None and prompt.place == "took"):
                found.append((line.day, line.text))
        return found

    def _helped(self, time: alike.EarlierTime, kept: list[tuple[date, str]]) -> tuple[CarriedOver, ...]:
        first, last = time.day - alike.AROUND, time.day + _HELPS_AFTER
        near = [(day, text) for day, text in kept if first <= day <= last]
        return tuple(CarriedOver(self._room.language.day(day), text) for day, text in near[:_SHOWN])


def _says(line: Contribution) -> bool:
    return line.kind not in {Kind.CLOSING, Kind.ADDENDUM}
