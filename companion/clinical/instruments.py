"""Instruments as data: what a questionnaire consists of, and what is known about its scores.

One TOML file per instrument in `catalogue/`, named after its id. No wording of any
questionnaire is in them: items carry short labels of our own. Every fact carries its
source and whether it was verified in that source; an unverified fact is shown behind
*why* and never gives a reading.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Literal, TypeAlias

from companion.clinical.facts import (
    ChangeValue,
    CriticalRule,
    Cutoff,
    Fact,
    Licence,
    MissingRule,
    Norm,
    Reliability,
    SkipRule,
)
from companion.clinical.message import Message, Value
from companion.clinical.model import Better, Domain, OwnMeasure, Respondent

__all__ = [
    "TOTAL",
    "Catalogue",
    "ChangeValue",
    "CriticalRule",
    "Cutoff",
    "DefinitionMistake",
    "Fact",
    "Instrument",
    "Item",
    "Licence",
    "Method",
    "MissingRule",
    "Norm",
    "Reliability",
    "Scale",
    "SkipRule",
    "own_instrument",
    "parse_instrument",
]

Method: TypeAlias = Literal["sum", "mean", "table", "total"]

TOTAL = "total"


class DefinitionMistake(ValueError):  # noqa: N818 - said to a clinician, who made a mistake in a file, not an error
    """A definition file has a mistake.

    Attributes:
        file: Name of the file.
        key: The key the mistake is at, as in ``scale.total.domain``.
        allowed: What may stand there.
    """

    def __init__(self, file: str, key: str, allowed: Message) -> None:
        self.file = file
        self.key = key
        self.allowed = allowed
        values: dict[str, Value] = {"file": file, "key": key, "allowed": allowed}
        self.message = Message("{file}: “{key}” is not right. {allowed}", values)
        super().__init__(f"{file}: {key}: {_in_english(allowed)}")


def _in_english(said: Message) -> str:
    values = {name: _in_english(one) if isinstance(one, Message) else one for name, one in said.values.items()}
    return said.text.format(**values) if values else said.text


@dataclass(frozen=True, slots=True)
class Item:
    """One question, by a label of our own.

    Attributes:
        allowed: The answers there are; empty means any number from `low` to `high`.
        reversed: Whether a scale counts it from the other end.
        extra: Asked beside the others, and part of no scale.
        may_not_apply: Whether *does not apply* is an answer.
        wording, choices: The clinic's own, from its definition file; never shipped.
    """

    number: int
    label: Message
    low: float
    high: float
    allowed: frozenset[float] = frozenset()
    reversed: bool = False
    extra: bool = False
    may_not_apply: bool = False
    wording: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scale:
    """A scored group of items.

    Attributes:
        name: What it is about, in words for the screen.
        domain: The main area of life; `domains` names others.
        method: `sum`, `mean` (times `factor`), `table` (sum, then converted) or `total` (taken as given).
        low, high: Ends of the scale in its own units.
        whole: Whether a score of complete answers is a whole number.
        shown: Whether it has a row of its own on screens.
        rule: How it is scored, in words, with its source.
    """

    id: str
    name: Message
    domain: Domain
    better: Better
    low: float
    high: float
    rule: Fact[str]
    missing: MissingRule
    items: tuple[int, ...] = ()
    method: Method = "sum"
    factor: float = 1.0
    table: Mapping[int, float] = field(default_factory=dict)
    whole: bool = True
    shown: bool = True
    domains: tuple[Domain, ...] = ()
    cutoffs: tuple[Cutoff, ...] = ()
    changes: tuple[ChangeValue, ...] = ()
    norms: tuple[Norm, ...] = ()
    reliabilities: tuple[Reliability, ...] = ()
    loinc: str = ""

    @property
    def best(self) -> float:
        """Return the end that is best."""
        return self.low if self.better is Better.LOWER else self.high

    @property
    def sd(self) -> Fact[float] | None:
        """Return the spread in the clinical group: the first verified one, else the first."""
        known = [
            Fact(norm.sd, _told_of(norm), norm.verified, norm.note)
            for norm in self.norms
            if norm.group == "clinical" and norm.sd is not None
        ]
        return next((fact for fact in known if fact.verified), known[0] if known else None)

    @property
    def reliability(self) -> Fact[float] | None:
        """Return the lowest verified reliability (the cautious choice), else the lowest."""
        if not self.reliabilities:
            return None
        pool = [one for one in self.reliabilities if one.verified] or list(self.reliabilities)
        lowest = min(pool, key=lambda one: one.value)
        source = Message("{kind}, {source}", {"kind": _KINDS[lowest.kind], "source": lowest.source})
        return Fact(lowest.value, source, lowest.verified, lowest.note)


_KINDS = {"alpha": Message("alpha"), "retest": Message("retest")}


def _told_of(norm: Norm) -> Message:
    return Message("{source}: {people}", {"source": norm.source, "people": Message(norm.people)})


@dataclass(frozen=True, slots=True)
class Instrument:
    """A questionnaire or rating form with its scoring facts.

    Attributes:
        version: Part of its identity: two versions never share a line of a chart.
        ships: `definition` (items and scales) or `totals` (a total is all that is taken).
        main: Id of the scale that stands for the instrument.
        total_is: Id of the scale that a column called *total* means.
        missing_codes: Answers that mean *unknown*, as HoNOS 9.
        others_names: Other spellings that files use.
    """

    id: str
    name: str
    short: str
    version: str
    credit: str
    licence: Licence
    scales: tuple[Scale, ...]
    items: tuple[Item, ...] = ()
    respondents: tuple[Respondent, ...] = (Respondent.SELF,)
    recall: str = ""
    ships: Literal["definition", "totals", "own"] = "definition"
    main: str = TOTAL
    total_is: str = TOTAL
    missing_codes: Mapping[float, str] = field(default_factory=dict)
    critical: tuple[CriticalRule, ...] = ()
    skips: tuple[SkipRule, ...] = ()
    other_names: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    loinc: str = ""

    def scale(self, scale_id: str = TOTAL) -> Scale:
        """Return one scale; *total* means the one that a total in a file means.

        Raises:
            KeyError: If the instrument has no such scale.
        """
        for scale in self.scales:
            if scale.id == scale_id:
                return scale
        if scale_id == TOTAL:
            return self.scale(self.total_is)
        raise KeyError(scale_id)

    @property
    def main_scale(self) -> Scale:
        """Return the scale that stands for the instrument."""
        return self.scale(self.main)

    def item(self, number: int) -> Item:
        """Return one item by its number, counted from 1."""
        return self.items[number - 1]

    @property
    def highest(self) -> float:
        """Return the highest answer any item allows."""
        return max((item.high for item in self.items), default=0)


class Catalogue:
    """The instruments that are known. Files are read when an instrument is first asked for."""

    def __init__(self, files: Mapping[str, Path], read: Mapping[str, Instrument] | None = None) -> None:
        self._files = dict(files)
        self._read = dict(read or {})

    @classmethod
    @cache
    def bundled(cls) -> Catalogue:
        """Return what comes with the program."""
        folder = Path(__file__).parent / "catalogue"
        return cls({path.stem: path for path in sorted(folder.glob("*.toml"))})

    def with_folder(self, folder: Path, mistakes: list[DefinitionMistake] | None = None) -> Catalogue:
        """Return a catalogue that also knows a clinic's own definition files.

        A clinic's file takes the place of a bundled one with the same id. Every file
        is checked now.

        Args:
            folder: Where the files are; there may be none.
            mistakes: Takes up the mistakes, and the files that have one are left out. Without it
                the first mistake is raised.

        Raises:
            DefinitionMistake: If a file has a mistake, and nothing takes it up.
        """
        read = dict(self._read)
        files = dict(self._files)
        for path in sorted(folder.glob("*.toml")) if folder.is_dir() else ():
            try:
                instrument = _read(path)
            except DefinitionMistake as mistake:
                if mistakes is None:
                    raise
                mistakes.append(mistake)
                continue
            read[instrument.id] = instrument
            files[instrument.id] = path
        return Catalogue(files, read)

    def get(self, instrument_id: str) -> Instrument:
        """Return an instrument by its id.

        Raises:
            KeyError: If there is none.
        """
        if instrument_id not in self._read:
            self._read[instrument_id] = _read(self._files[instrument_id])
        return self._read[instrument_id]

    def find(self, text: str) -> Instrument | None:
        """Return the instrument a file means by `text` ("PHQ-9", "phq 9"), or None."""
        wanted = _plain(text)
        for instrument_id in self._files:
            if _plain(instrument_id) == wanted:
                return self.get(instrument_id)
        for instrument in self:
            names = (instrument.short, instrument.name, *instrument.other_names)
            if wanted in map(_plain, names):
                return instrument
        return None

    @property
    def ids(self) -> tuple[str, ...]:
        """Return every id, in order."""
        return tuple(sorted(self._files))

    def __contains__(self, instrument_id: object) -> bool:
        return instrument_id in self._files

    def __iter__(self) -> Iterator[Instrument]:
        return (self.get(instrument_id) for instrument_id in self.ids)

    def __len__(self) -> int:
        return len(self._files)


def parse_instrument(text: str, where: str) -> Instrument:
    """Read one definition file's text.

    Args:
        text: What the file says, in TOML.
        where: The file's name, for the message if there is a mistake.

    Raises:
        DefinitionMistake: If there is a mistake; it names file, key and what is allowed.
    """
    from companion.clinical.definitions import parse

    return parse(text, where)


def own_instrument(measure: OwnMeasure) -> Instrument:
    """Return a measure in the patient's own words as an instrument with one scale, 0 to 10."""
    words = Message("{words}", {"words": measure.words})
    mine = "set by the patient"
    return Instrument(
        id=measure.instrument,
        name=measure.words,
        short=measure.words,
        version=str(measure.version),
        credit="",
        licence=Licence("the patient", "", mine, verified=True),
        scales=(
            Scale(
                id=TOTAL,
                name=words,
                domain=measure.domain,
                better=measure.better,
                low=0,
                high=10,
                items=(1,),
                whole=False,
                rule=Fact("the mark itself", mine, verified=True),
                missing=MissingRule(0, mine, verified=True),
            ),
        ),
        items=(Item(1, words, 0, 10),),
        respondents=tuple(Respondent),
        ships="own",
    )


def _read(path: Path) -> Instrument:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise DefinitionMistake(path.name, "TOML", Message("Text in UTF-8 is allowed.")) from None
    except OSError as error:
        reason = Message("The file cannot be read: {reason}.", {"reason": error.strerror or ""})
        raise DefinitionMistake(path.name, "TOML", reason) from None
    return parse_instrument(text, path.name)


def _plain(name: str) -> str:
    return "".join(sign for sign in name.casefold() if sign.isalnum())
