"""What one answer meant to the patient, and when their words about it are shown again.

"When you answered 3, what did you think of?" ties words to one answer. They are shown again
with that point, and once the answer has moved: an answer to a single question has moved when
the newest answer to it is another one; a whole form has moved when it reads clearly different.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from companion.clinical.message import Message, Value
from companion.clinical.model import Better, Domain

RULE = Message("When an answer you spoke about has moved, your own words about it come back.")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What an answer means to the patient, in words.

    Attributes:
        assessment_id: The filled-in form.
        item: The question, or None for the scale as a whole.
        contribution_id: The line that holds the words; None for words from before lines held them.
        only_us: Not shown while somebody else is in the room.
    """

    id: int
    assessment_id: int
    item: int | None
    scale: str
    text: str
    day: date
    contribution_id: int | None = None
    only_us: bool = False


@dataclass(frozen=True, slots=True)
class Tied:
    """Words about one answer, beside the newest answer to the same.

    Attributes:
        row: The row of Look it belongs to.
        form: Short name of the form, or the own measure's words.
        label: What the question is about; None for the whole form.
        then, now: The answer spoken about and the newest one, with their days.
        reads_moved: Whether the scale as a whole reads clearly different; not asked of a single question.
    """

    meaning: Meaning
    row: str
    form: str
    better: Better
    domain: Domain | None
    then: float
    then_day: date
    now: float
    now_day: date
    label: Message | None = None
    reads_moved: bool = False

    @property
    def has_moved(self) -> bool:
        """Whether the answer is another one now."""
        if self.now_day <= self.then_day:
            return False
        return self.now != self.then if self.label is not None else self.reads_moved

    @property
    def direction(self) -> str:
        """`lighter` or `harder`: which way the answer went; empty where it stands."""
        if self.now == self.then:
            return ""
        return "lighter" if (self.now < self.then) is (self.better is Better.LOWER) else "harder"

    @property
    def subject(self) -> Message:
        """What was answered: the form, or one question of it."""
        if self.label is None:
            return Message("{form}", {"form": self.form})
        return Message("{form}, {label}", {"form": self.form, "label": self.label})


def moved(tied: Iterable[Tied]) -> tuple[Tied, ...]:
    """Return the answers that moved, the one spoken about last first, each answer once."""
    newest: dict[tuple[str, int | None], Tied] = {}
    for one in sorted(tied, key=lambda each: (each.meaning.day, each.meaning.id)):
        if one.has_moved:
            newest[one.row, one.meaning.item] = one
    return tuple(sorted(newest.values(), key=lambda one: (one.meaning.day, one.meaning.id), reverse=True))


def asks(value: float | None, *, numbers: bool) -> Message:
    """Return the question that ties words to an answer."""
    if numbers and value is not None:
        return Message("When you answered {value}, what did you think of?", {"value": value})
    return Message("When you gave that answer, what did you think of?")


def because_answered(subject: Message, value: float | None, day: date, *, numbers: bool) -> Message:
    """Return the clause that goes with the words about an answer."""
    values: dict[str, Value] = {"what": subject, "value": value, "day": day}
    if numbers and value is not None:
        return Message("because you answered {value} on {day}: {what}", values)
    return Message("because you answered on {day}: {what}", values)


def about_answer(subject: Message, value: float, day: date, *, numbers: bool) -> Message:
    """Return what goes before words about an answer where they stand on their own, as in a note."""
    values: dict[str, Value] = {"what": subject, "value": value, "day": day}
    if numbers:
        return Message("About the answer {value} of {day}, {what}", values)
    return Message("About the answer of {day}, {what}", values)


def said_of(one: Tied, *, numbers: bool) -> Message:
    """Return the sentence that shows words about an answer again, now that it is another one."""
    values: dict[str, Value] = {
        "then": one.then, "now": one.now, "day": one.then_day, "words": one.meaning.text
    }  # fmt: skip
    if numbers:
        return Message("You said of your answer {then} on {day}: “{words}”. Now it is {now}.", values)
    return Message("You said of your answer on {day}: “{words}”. Now it is another.", values)


def because_moved(one: Tied, words: str, *, numbers: bool) -> Message:
    """Return the clause that brings the words about a moved answer back."""
    values: dict[str, Value] = {"then": one.then, "now": one.now, "day": one.meaning.day, "words": words}
    if numbers:
        return Message("because you said of your answer {then}: “{words}”, and now it is {now}", values)
    return Message("because you said of an answer on {day}: “{words}”, and now it is another", values)
