"""Acts on own measures, the patient's own word on them, and *more help here?*."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from companion.clinical.model import Better, Domain, MoreHelp, OwnMeasure
from companion.errors import RefusedError
from companion.store.acts.versions import Versioned
from companion.store.records.own import to_own_measure

if TYPE_CHECKING:
    from companion.store.transaction import Transaction

_MEASURES = Versioned("own_measure_newest", "own_measure_add", "own_measure_supersede", "own_measure_withdraw")
_WORDS = frozenset({"easier", "harder", "more", "less", "same"})


@dataclass(frozen=True, slots=True)
class AddOwnMeasure:
    """Add a measure in the patient's own words, 0 to 10."""

    verb: ClassVar[str] = "add own measure"
    patient_id: int
    words: str
    domain: Domain
    better: Better
    step: float | None = None
    enough: float | None = None
    low_words: str = ""
    high_words: str = ""

    def write(self, tx: Transaction) -> OwnMeasure:
        """Write its first version."""
        _check(self.words, self.step, self.enough)
        row = _MEASURES.first(
            tx,
            {
                "patient_id": self.patient_id,
                "words": self.words,
                "domain": self.domain.value,
                "better": self.better.value,
                "step": self.step,
                "enough": self.enough,
                "low_words": self.low_words,
                "high_words": self.high_words,
                "version": 1,
                "resting": False,
                "day": tx.today,
            },
        )
        return to_own_measure(row)


@dataclass(frozen=True, slots=True)
class ChangeOwnMeasure:
    """Change an own measure.

    Its version counts up only when what is asked changes (words, direction or
    ends), since marks of two versions are never joined; a new step, a new
    *enough* or resting leaves the version as it is.
    """

    verb: ClassVar[str] = "change own measure"
    own_measure_id: int
    words: str
    domain: Domain
    better: Better
    step: float | None = None
    enough: float | None = None
    low_words: str = ""
    high_words: str = ""
    resting: bool = False

    def write(self, tx: Transaction) -> OwnMeasure:
        """Write a new row in place of the newest one."""
        _check(self.words, self.step, self.enough)
        old = _MEASURES.find(tx, self.own_measure_id)
        asked = {
            "words": self.words,
            "better": self.better.value,
            "low_words": self.low_words,
            "high_words": self.high_words,
        }
        same = all(old[name] == value for name, value in asked.items())
        changes = {
            **asked,
            "domain": self.domain.value,
            "step": self.step,
            "enough": self.enough,
            "resting": self.resting,
            "version": old["version"] if same else old["version"] + 1,
        }
        return to_own_measure(_MEASURES.again(tx, old, changes))


@dataclass(frozen=True, slots=True)
class SayOwnReading:
    """Keep the patient's own word on whether two days of an own measure differ.

    Attributes:
        word: `easier`, `harder`, `more`, `less` or `same`.
    """

    verb: ClassVar[str] = "say own reading"
    own_measure_id: int
    patient_id: int
    from_day: date
    to_day: date
    word: str

    def write(self, tx: Transaction) -> None:
        """Write the word; the newest for the two days counts."""
        if self.word not in _WORDS:
            raise RefusedError("This word is not one of the five.")
        tx.run(
            "own_reading_add",
            id=tx.mint(),
            uuid=tx.uuid(),
            patient_id=self.patient_id,
            own_measure_id=self.own_measure_id,
            from_day=self.from_day,
            to_day=self.to_day,
            word=self.word,
            day=tx.today,
            written=tx.now,
            account_id=tx.account_id,
        )
        tx.about(patient_id=self.patient_id, ref=self.own_measure_id)


@dataclass(frozen=True, slots=True)
class SayMoreHelp:
    """Keep the answer to *more help here?* for one area."""

    verb: ClassVar[str] = "more help"
    patient_id: int
    domain: Domain
    answer: MoreHelp
    session_id: int | None = None

    def write(self, tx: Transaction) -> None:
        """Write the answer; the newest for the area counts."""
        tx.run(
            "more_help_add",
            id=tx.mint(),
            patient_id=self.patient_id,
            domain=self.domain.value,
            answer=self.answer.value,
            session_id=self.session_id,
            day=tx.today,
            written=tx.now,
            account_id=tx.account_id,
        )


def _check(words: str, step: float | None, enough: float | None) -> None:
    if not words.strip():
        raise RefusedError("A measure needs a name in the patient's own words.")
    if step is not None and not 0 < step <= 10:
        raise RefusedError("A step that counts is more than 0 and at most 10.")
    if enough is not None and not 0 <= enough <= 10:
        raise RefusedError("Enough lies between 0 and 10.")
