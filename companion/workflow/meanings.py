"""What answers mean to one patient: asked on a point, kept as a line, shown again when the answer moves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from companion.clinical.change import read_change
from companion.clinical.instruments import Instrument, Scale, own_instrument
from companion.clinical.meanings import Meaning, Tied, about_answer, asks, because_answered, moved
from companion.clinical.message import Message
from companion.clinical.model import CLINICIAN, Better, Contribution, Display, Point, Reading, Respondent
from companion.clinical.versions import scale_in

if TYPE_CHECKING:
    from companion.clinical.model import OwnMeasure
    from companion.store.records.answers import AnswerSheet
    from companion.workflow.room import Room
    from companion.workflow.views import AreaRow

ABOUT_AN_ANSWER = "thought-of"
"""The question of the book that asks the same without a number; its place and theme hold here too."""


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer that can be spoken about.

    Attributes:
        item: The question, or None for the form as a whole.
        subject: What was answered, in words.
        value: The answer; None where the form has no value.
    """

    point: Point
    item: int | None
    subject: Message
    value: float | None


class Meanings:
    """The patient's words about single answers.

    Args:
        room: The room of the patient.
    """

    def __init__(self, room: Room) -> None:
        self._room = room

    def answers(self, row: AreaRow, point: Point) -> tuple[Answered, ...]:
        """Return what one can speak about at a point: the form as a whole, then each question answered."""
        found = [Answered(point, None, Message("{form}", {"form": row.form}), point.value)]
        instrument = self._room.catalogue.find(point.instrument)
        sheet = next((one for one in self._room.facts.sheets if one.assessment_id == point.assessment_id), None)
        if row.own is None and instrument is not None and sheet is not None and sheet.answers is not None:
            scale = next(one for one in instrument.scales if one.id == point.scale)
            # The clinician raises answers on safety in their own words, not the program.
            safety = {rule.item for rule in instrument.critical}
            for number in scale.items or range(1, len(instrument.items) + 1):
                answer = sheet.answers[number - 1] if number <= len(sheet.answers) else None
                if answer is not None and number not in safety:
                    found.append(Answered(point, number, instrument.item(number).label, answer))
        return tuple(found)

    def question(self, answered: Answered) -> str:
        """Return the question that ties words to an answer; with its number only where numbers are shown."""
        return self._room.language.say(asks(answered.value, numbers=self._numbers))

    def because(self, answered: Answered) -> str:
        """Return the clause beside the question."""
        point = answered.point
        clause = because_answered(answered.subject, answered.value, point.day, numbers=self._numbers)
        return self._room.language.say(clause)

    def keep(
        self, row: AreaRow, answered: Answered, text: str, *, typed_by: str = CLINICIAN, only_us: bool = False
    ) -> Contribution:
        """Keep what an answer means, as a line of the patient's, tied to the answer."""
        from companion.store.acts.meanings import AddMeaning

        room = self._room
        prompt = room.talk.book.find(ABOUT_AN_ANSWER)
        return room.perform(
            AddMeaning(
                room.patient.id,
                answered.point.assessment_id,
                answered.item,
                text,
                scale=answered.point.scale,
                session_id=room.session.id if room.session else None,
                typed_by=typed_by,
                domain=row.domain,
                prompt=ABOUT_AN_ANSWER if prompt else "",
                because=self.because(answered),
                theme=prompt.theme if prompt else None,
                only_us=only_us,
            )
        )

    def tie(self, line: Contribution, signal_id: str) -> None:
        """Tie what was said to the question about an answer to that answer: the newest of its row."""
        from companion.store.acts.meanings import TieMeaning

        review = self._room.look.review()
        signal = next((one for one in review.signals if one.id == signal_id), None)
        row = next((one for one in review.rows if signal is not None and one.row == signal.row), None)
        if row is not None and row.now is not None and row.respondent is Respondent.SELF:
            point = row.now
            self._room.perform(TieMeaning(line.patient_id, point.assessment_id, None, line.id, point.scale))

    def at(self, point: Point) -> tuple[Meaning, ...]:
        """Return what was said about one answer and its questions."""
        return tuple(
            one for one in self.shown() if one.assessment_id == point.assessment_id and one.scale == point.scale
        )

    def of_row(self, row: str) -> tuple[Tied, ...]:
        """Return the words about the answers of one row of Look, newest first."""
        return tuple(reversed([one for one in self.tied() if one.row == row]))

    def moved(self, row: str = "") -> tuple[Tied, ...]:
        """Return the words about answers that are other ones now; of one row, or of all."""
        return tuple(one for one in moved(self.tied()) if row in {"", one.row})

    def tied(self) -> tuple[Tied, ...]:
        """Return the words about answers, each beside the newest answer to the same, oldest first."""
        meanings = self.shown()
        if not meanings:
            return ()
        points = {(one.assessment_id, one.scale): one for one in self._room.facts.points}
        found = []
        for meaning in meanings:
            point = points.get((meaning.assessment_id, meaning.scale))
            if point is not None and point.respondent is Respondent.SELF:
                found.append(self._tie(meaning, point))
        return tuple(one for one in found if one is not None)

    def leads(self) -> dict[int, Message]:
        """Return what goes before a line that is about an answer, by the id of the line: which answer it is."""
        found = {}
        for one in self.tied():
            line_id = one.meaning.contribution_id
            if line_id is not None:
                found[line_id] = about_answer(one.subject, one.then, one.then_day, numbers=self._numbers)
        return found

    # --- one at a time

    @property
    def _numbers(self) -> bool:
        return self._room.facts.display is Display.NUMBERS

    def shown(self) -> tuple[Meaning, ...]:
        """Return all words about answers that may be seen now, oldest first."""
        hidden = self._room.meeting.somebody_else
        return tuple(one for one in self._room.facts.meanings if not (hidden and one.only_us))

    def _tie(self, meaning: Meaning, point: Point) -> Tied | None:
        own = next((one for one in self._room.facts.own_measures if one.instrument == point.instrument), None)
        instrument = own_instrument(own) if own else self._room.catalogue.find(point.instrument)
        if instrument is None:
            return None
        scale = next((one for one in instrument.scales if one.id == point.scale), None)
        if scale is None:
            return None
        if meaning.item is not None:
            return self._tie_item(meaning, point, instrument, scale)
        return self._tie_whole(
            meaning, point, scale_in(instrument, scale, point.version), own, own.words if own else instrument.short
        )

    def _tie_whole(
        self, meaning: Meaning, point: Point, scale: Scale, own: OwnMeasure | None, form: str
    ) -> Tied | None:
        course = [
            one
            for one in self._room.facts.points
            if (one.instrument, one.scale, one.respondent) == (point.instrument, point.scale, Respondent.SELF)
        ]
        now = course[-1]
        if point.value is None or now.value is None:
            return None
        readings = [one for one in self._room.facts.own_readings if own and one.own_measure_id == own.id]
        change = read_change(scale, point, now, own=own, readings=readings, history=course[-40:])
        reads_moved = change.reading in {Reading.CLEARLY_BETTER, Reading.CLEARLY_HARDER}
        return Tied(
            meaning, _row(point), form, scale.better, scale.domain, point.value, point.day, now.value, now.day,
            reads_moved=reads_moved,
        )  # fmt: skip

    def _tie_item(self, meaning: Meaning, point: Point, instrument: Instrument, scale: Scale) -> Tied | None:
        number = meaning.item or 0
        if not 0 < number <= len(instrument.items):
            return None
        same = [
            one
            for one in self._room.facts.sheets
            if (one.instrument, one.version, one.respondent) == (point.instrument, point.version, Respondent.SELF)
            and _answer(one, number) is not None
        ]
        before = next((one for one in same if one.assessment_id == meaning.assessment_id), None)
        then, now = _answer(before, number), _answer(same[-1], number) if same else None
        if then is None or now is None:
            return None
        item = instrument.item(number)
        better = scale.better
        if item.reversed:
            better = Better.LOWER if better is Better.HIGHER else Better.HIGHER
        return Tied(
            meaning, _row(point), instrument.short, better, scale.domain, then, point.day, now, same[-1].day,
            label=item.label,
        )  # fmt: skip


def _answer(sheet: AnswerSheet | None, number: int) -> float | None:
    if sheet is None or sheet.answers is None or number > len(sheet.answers):
        return None
    return sheet.answers[number - 1]


def _row(point: Point) -> str:
    return f"{point.instrument}:{point.scale}:{Respondent.SELF.value}"
