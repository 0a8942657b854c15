"""The result of `companion evaluate` for people: counts, the picture, who is where."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from companion.cli.scatter import LETTERS, SEVERAL, ends_of, scatter
from companion.clinical.evaluate import CATEGORIES, Evaluation, Person, Setting
from companion.clinical.message import Message
from companion.text import clean

if TYPE_CHECKING:
    from companion.cli.pairs import PairsFile
    from companion.language import Language

NAMES = {
    "recovered": Message("recovered"),
    "improved": Message("improved"),
    "unchanged": Message("unchanged"),
    "deteriorated": Message("deteriorated"),
}
"""The literature's terms: here the reader is a service, not a patient."""

METHODS = {
    "jt": Message("Jacobson and Truax"),
    "gln": Message("Gulliksen, Lord and Novick"),
    "en": Message("Edwards and Nunnally"),
    "nk": Message("Nunnally and Kotsch"),
    "hln": Message("Hsu, Linn and Nord"),
    "ha": Message("Hageman and Arrindell"),
}

FIGURES = {
    "reliability": Message("reliability"),
    "functional_mean": Message("mean of the functional group"),
    "functional_sd": Message("SD of the functional group"),
}

Fact = tuple[str, float, str | Message]


@dataclass(frozen=True, slots=True)
class Picture:
    """How it is written.

    Attributes:
        language: What writes words and numbers.
        most: So many people stand in the table.
    """

    language: Language
    most: int


def told(
    found: Evaluation, setting: Setting, read: PairsFile, facts: Sequence[Fact], picture: Picture
) -> Iterator[str]:
    """Return the result line by line."""
    teller = _Teller(found, setting, read, picture)
    yield from teller.summary(facts)
    yield ""
    yield from teller.counts()
    yield ""
    yield from teller.picture()
    yield ""
    yield from teller.people()


class _Teller:
    def __init__(self, found: Evaluation, setting: Setting, read: PairsFile, picture: Picture) -> None:
        self._found, self._setting, self._read, self._how = found, setting, read, picture
        self._say, self._number = picture.language.say, picture.language.number

    def summary(self, facts: Sequence[Fact]) -> Iterator[str]:
        say, found, setting = self._say, self._found, self._setting
        yield say("{used} of {n} pairs are complete.", used=found.n_used, n=found.n)
        if found.missing:
            some = ", ".join(clean(who) for who in found.missing[:10]) + (", …" if len(found.missing) > 10 else "")
            yield say("Left out, with a value missing: {who}.", who=some)
        if self._read.bad:
            yield say("Lines that could not be read: {n}.", n=len(self._read.bad))
        yield say(
            "Method: {method}, {percent} %; {way}. SEM {sem}; more than {criterion} counts.",
            method=METHODS[setting.method], percent=setting.confidence * 100,
            way=say("lower is better") if setting.better.value == "lower" else say("higher is better"),
            sem=found.sem, criterion=found.criterion,
        )  # fmt: skip
        if setting.sd is None:
            yield say("The spread before is that of these people.")
        if found.cutoff_value is not None:
            yield say("Cut-off {name}: {value}.", name=found.cutoff.upper(), value=found.cutoff_value)
        for name, value, source in facts:
            yield say("{figure} {value}: {source}", figure=FIGURES[name], value=value, source=source)

    def counts(self) -> Iterator[str]:
        say, found = self._say, self._found
        width = max(len(say(name)) for name in NAMES.values())
        for category in CATEGORIES:
            n = found.counts[category]
            if n is None:
                yield f"  {say(NAMES[category]):<{width}}  {say('not looked at: no cut-off is named')}"
            else:
                yield f"  {say(NAMES[category]):<{width}}  {n:>5}  {self._percent(n):>6}"
        if found.could_not_be_seen is None:
            yield "  " + say("How many of the unchanged could not be seen is not known; give --low and --high.")
        else:
            yield "  " + say(
                "of the unchanged, {n} began where the form cannot show an improvement", n=found.could_not_be_seen
            )

    def picture(self) -> Iterator[str]:
        say, found, setting = self._say, self._found, self._setting
        yield say("after, upwards; before, across")
        yield from scatter(
            found, ends_of(found, setting.low, setting.high), write=self._number,
            cutoff_before=setting.method != "ha", ascii_only=self._how.language.ascii_only,
        )  # fmt: skip
        letters = ", ".join(f"{LETTERS[one]} {say(NAMES[one])}" for one in CATEGORIES)
        yield say("{letters}, {several} several.", letters=letters, several=SEVERAL)
        yield say("Within the dots the form cannot tell; on the slashes nothing changed.")

    def people(self) -> Iterator[str]:
        say, number, found = self._say, self._number, self._found
        shown = found.people[: self._how.most]
        rows = [(say("id"), say("before"), say("after"), say("difference"), "RCI", "")]
        rows += [
            (clean(one.id)[:30], number(one.pre), number(one.post), number(one.post - one.pre), number(one.rci),
             self._category(one))
            for one in shown
        ]  # fmt: skip
        wide = [max(len(row[at]) for row in rows) for at in range(5)]
        for first, *numbers, last in rows:
            cells = "  ".join(f"{cell:>{wide[at]}}" for at, cell in enumerate(numbers, 1))
            yield f"  {first:<{wide[0]}}  {cells}  {last}".rstrip()
        left = len(found.people) - len(shown)
        if left:
            yield "  " + self._how.language.count(
                "{n} more; --out FILE writes everybody.", "{n} more; --out FILE writes everybody.", left
            )

    def _category(self, person: Person) -> str:
        name = self._say(NAMES[person.category])
        if person.category == "unchanged" and person.could_not_be_seen:
            return self._say("{category} (could not be seen)", category=name)
        return name

    def _percent(self, n: int) -> str:
        return f"{round(100 * n / self._found.n_used)} %"
