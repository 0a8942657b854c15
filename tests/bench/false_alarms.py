"""How often each rule of `signals` finds something although nothing has changed.

    python -m tests.bench.false_alarms            simulate, and write the tables into the help page of each language
    python -m tests.bench.false_alarms --people 200

Made-up people stay exactly as they are. Each answer is their true level plus the form's own
error of measurement (only forms whose spread and reliability were checked take part), and each
own mark their usual level plus an ordinary variation of one point. Everything goes through the
very rules the program uses. The seed is fixed, so that the tables come out the same again.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import TypeAlias

from companion.clinical import formulas
from companion.clinical.change import NOTHING_YET, Change, read_change
from companion.clinical.criterion import Given, choose_criterion, figures_of
from companion.clinical.instruments import Catalogue, Instrument, Scale, own_instrument
from companion.clinical.message import Message
from companion.clinical.model import Better, Domain, Moment, OwnMeasure, Point, Reading, Respondent
from companion.clinical.signals import RULES, SignalInput, SignalRow, find_signals
from companion.language import CODES, in_language
from companion.paths import help_folder

PAGE = "worth-talking-about"
PEOPLE, SESSIONS, SEED = 600, 16, 20261103
BEGINS = 2
"""The first look is at the third session, when every moment is there to compare with."""
STRICTER = 0.99
VARIATION = 1.0
STEP, TO_ENOUGH = 2.0, 3.0
_FIRST = date(2026, 1, 5)
_EVERY = timedelta(days=14)

Form: TypeAlias = "str | float | None"
"""The short name of a form; the step of an own measure, or None where its ordinary variation counts."""

_RULE_WIDTHS = (32, 10, 10, 10, 10)
_FORM_WIDTHS = (26, 12, 10, 16)
"""Seventy-two columns at most: what the help shows of a line on a screen of eighty."""


@dataclass(frozen=True)
class Words:
    """What the tables say in one language.

    Attributes:
        rules: What each rule of `signals` is called in the help, in at most 32 letters.
        rule_heads: The columns of the table of rules; `{n}` is how many areas were looked at together.
        form_heads: The columns of the table of forms.
        step: An own measure with a step that counts.
        ordinary: An own measure for which the ordinary variation counts.
        point: The decimal sign.
    """

    rules: Mapping[str, str]
    rule_heads: tuple[str, ...]
    form_heads: tuple[str, ...]
    step: str
    ordinary: str
    point: str = ","

    def rate(self, rate: float) -> str:
        """Write how many of 100."""
        return f"{rate:.1f}".replace(".", self.point) if rate else "0"

    def form(self, form: Form) -> str:
        """Return what a form is called, or what counts on an own measure."""
        if isinstance(form, str):
            return form
        return self.ordinary if form is None else self.step.format(step=f"{form:g}")


WORDS = {
    "en": Words(
        {
            "more_help": "you asked for more help",
            "safety_answer": "an answer on safety",
            "agreement_due": "an agreement to look at again",
            "beyond_enough": "a mark reached your own “enough”",
            "clear_since_last": "clearly changed since last time",
            "clear_since_moment": "clearly changed since a set day",
            "opposite": "two areas moved in opposite ways",
            "others_ahead": "somebody else sees it lighter",
            "clear_since_start": "clearly changed since the start",
            "long_since_met": "a long time since we met",
        },
        ("of 100", "one form", "own mark", "{n} areas", "stricter"),
        ("of 100", "since last", "stricter", "twice in a row"),
        "own, a step of {step}",
        "own, ordinary variation",
        ".",
    ),
    "nb": Words(
        {
            "more_help": "du ba om mer hjelp",
            "safety_answer": "et svar om trygghet",
            "agreement_due": "en avtale å se på igjen",
            "beyond_enough": "et merke nådde ditt eget «nok»",
            "clear_since_last": "klar endring siden sist",
            "clear_since_moment": "klar endring siden en gitt dag",
            "opposite": "to områder gikk hver sin vei",
            "others_ahead": "noen andre ser det som lettere",
            "clear_since_start": "klar endring siden starten",
            "long_since_met": "lenge siden vi møttes",
        },
        ("av 100", "skjema", "merke", "{n} områder", "strengere"),
        ("av 100", "siden sist", "strengere", "to på rad"),
        "eget, et steg på {step}",
        "eget, vanlig variasjon",
    ),
    "nn": Words(
        {
            "more_help": "du bad om meir hjelp",
            "safety_answer": "eit svar om tryggleik",
            "agreement_due": "ein avtale å sjå på igjen",
            "beyond_enough": "eit merke nådde ditt eige «nok»",
            "clear_since_last": "klar endring sidan sist",
            "clear_since_moment": "klar endring sidan ein gitt dag",
            "opposite": "to område gjekk kvar sin veg",
            "others_ahead": "nokon andre ser det som lettare",
            "clear_since_start": "klar endring sidan starten",
            "long_since_met": "lenge sidan vi møttest",
        },
        ("av 100", "skjema", "merke", "{n} område", "strengare"),
        ("av 100", "sidan sist", "strengare", "to på rad"),
        "eige, eit steg på {step}",
        "eige, vanleg variasjon",
    ),
}


@dataclass(frozen=True)
class Area:
    """One form or own measure of a made-up person who does not change."""

    instrument: Instrument
    scale: Scale
    domain: Domain
    level: float
    error: float
    own: OwnMeasure | None = None

    def answer(self, chance: random.Random) -> float:
        """Return one answer: the true level, and the error, as the form lets one answer."""
        value = round(self.level + chance.gauss(0, self.error))
        return float(min(max(value, self.scale.low), self.scale.high))


@dataclass
class Found:
    """What was found, counted.

    Attributes:
        looks: How often a person's areas were looked at.
        rows: How often one form was, and one own measure.
        by_row: Rule, and whether it was an own measure -> in how many of them.
        by_look: Rule -> in how many of the looks at least once.
        compared: Form -> comparisons with the last session, and as many with the start.
        clear: Form -> how many were clear since the last session.
        sustained: Form -> how many were clear twice in a row since the start.
    """

    looks: int = 0
    rows: Counter[bool] = field(default_factory=Counter)
    by_row: Counter[tuple[str, bool]] = field(default_factory=Counter)
    by_look: Counter[str] = field(default_factory=Counter)
    compared: Counter[Form] = field(default_factory=Counter)
    clear: Counter[Form] = field(default_factory=Counter)
    sustained: Counter[Form] = field(default_factory=Counter)

    def row_rate(self, rule: str, *, own: bool) -> float:
        """Return how many of 100 forms, or of 100 own measures."""
        return 100 * self.by_row[rule, own] / self.rows[own]

    def look_rate(self, rule: str) -> float:
        """Return how many of 100 looks at all areas."""
        return 100 * self.by_look[rule] / self.looks


def forms() -> Iterator[tuple[Instrument, Scale]]:
    """Return the forms whose error of measurement and size of change were checked."""
    for instrument in Catalogue.bundled():
        scale = instrument.main_scale
        figures, chosen = figures_of(scale, Given()), choose_criterion(scale)
        if figures and figures.verified and chosen and chosen.verified:
            yield instrument, scale


def simulate(people: int, *, sessions: int = SESSIONS, seed: int = SEED, confidence: float | None = None) -> Found:
    """Look at people who stay as they are, session after session.

    Args:
        people: How many.
        sessions: How many sessions each, two weeks apart.
        seed: Where chance begins.
        confidence: A stricter level than usual.
    """
    found = Found()
    chance = random.Random(seed)
    known = tuple(forms())
    for _ in range(people):
        areas = tuple(_areas(known, chance))
        courses: list[list[Point]] = [[] for _ in areas]
        others: list[list[Point]] = [[] for _ in areas]
        for session in range(sessions):
            for area, mine, theirs in zip(areas, courses, others, strict=True):
                mine.append(_point(area, session, Respondent.SELF, chance))
                theirs.append(_point(area, session, Respondent.CLINICIAN, chance))
            if session >= BEGINS:
                _look(found, areas, courses, others, confidence)
    return found


def _areas(known: Iterable[tuple[Instrument, Scale]], chance: random.Random) -> Iterator[Area]:
    domains = list(Domain)
    for instrument, scale in known:
        figures = figures_of(scale, Given())
        assert figures is not None
        mean = next(norm.mean for norm in scale.norms if norm.group == "clinical" and norm.mean is not None)
        level = chance.gauss(mean, figures.sd * figures.reliability**0.5)
        level = min(max(level, scale.low), scale.high)
        error = formulas.sem(figures.sd, figures.reliability)
        yield Area(instrument, scale, scale.domain, level, error)
    free = [domain for domain in domains if domain not in {scale.domain for _, scale in known}]
    for number, domain in enumerate(free[:5]):
        level = chance.uniform(3, 7)
        # One in two has a step that counts; for the others their ordinary variation counts.
        step = STEP if number % 2 == 0 else None
        own = OwnMeasure(number, f"m{number}", 1, f"own {number}", domain, Better.HIGHER, step, level + TO_ENOUGH)
        instrument = own_instrument(own)
        yield Area(instrument, instrument.scale(), domain, level, VARIATION, own)


def _point(area: Area, session: int, who: Respondent, chance: random.Random) -> Point:
    return Point(
        assessment_id=session + 1,
        day=_FIRST + session * _EVERY,
        value=area.answer(chance),
        instrument=area.instrument.id,
        version=area.instrument.version,
        scale=area.scale.id,
        respondent=who,
    )


def _look(
    found: Found,
    areas: Sequence[Area],
    courses: Sequence[list[Point]],
    others: Sequence[list[Point]],
    confidence: float | None,
) -> None:
    given = Given(confidence=confidence)
    rows: list[SignalRow] = []
    for area, mine, theirs in zip(areas, courses, others, strict=True):
        row = _row(area, mine, given)
        rows += [row, _row(area, theirs[-1:], given)]
        form = _name(area)
        found.rows[area.own is not None] += 1
        found.compared[form] += 1
        found.clear[form] += _is_clear(row.since_last)
        found.sustained[form] += row.since_start.sustained is True
    days = [point.day for point in courses[0]]
    last, start = (Moment(kind, days[at], Message(kind)) for kind, at in (("last_session", -2), ("start", 0)))
    since = Moment("session", days[len(days) // 2], Message("session"))
    signals = find_signals(
        SignalInput(
            today=days[-1], rows=tuple(rows), last=last, start=start, since=since, last_met=last.day, given=given
        )
    )
    found.looks += 1
    found.by_row.update((signal.rule, signal.row.startswith("own-")) for signal in signals)
    found.by_look.update({signal.rule for signal in signals})


def _row(area: Area, points: list[Point], given: Given) -> SignalRow:
    def since(at: int) -> Change:
        if len(points) < 2:
            return NOTHING_YET
        return read_change(area.scale, points[at], points[-1], own=area.own, history=points, given=given)

    return SignalRow(
        row=f"{area.instrument.id}:{area.scale.id}:{points[-1].respondent.value}",
        form=area.instrument.short,
        area=Message("{area}", {"area": area.domain.value}),
        domain=area.domain,
        scale=area.scale,
        respondent=points[-1].respondent,
        points=tuple(points),
        since_last=since(-2),
        since_start=since(0),
        since_moment=since(len(points) // 2),
        own=area.own,
    )


def _name(area: Area) -> Form:
    return area.instrument.short if area.own is None else area.own.step


def _is_clear(change: Change) -> bool:
    return change.reading in {Reading.CLEARLY_BETTER, Reading.CLEARLY_HARDER}


def rule_table(usual: Found, strict: Found, words: Words) -> list[str]:
    """Return the rules with their rates, a line each."""
    areas = round(usual.rows.total() / usual.looks)
    lines = [_line((head.format(n=areas) for head in words.rule_heads), _RULE_WIDTHS)]
    for rule in RULES:
        rates = (
            usual.row_rate(rule, own=False),
            usual.row_rate(rule, own=True),
            usual.look_rate(rule),
            strict.look_rate(rule),
        )
        lines.append(_line((words.rules[rule], *map(words.rate, rates)), _RULE_WIDTHS))
    return lines


def form_table(usual: Found, strict: Found, words: Words) -> list[str]:
    """Return the forms with their rates, a line each: published ones first, then own measures."""
    lines = [_line(words.form_heads, _FORM_WIDTHS)]
    for form in sorted(usual.compared, key=lambda form: (not isinstance(form, str), form is None, str(form))):
        rates = (
            100 * usual.clear[form] / usual.compared[form],
            100 * strict.clear[form] / strict.compared[form],
            100 * usual.sustained[form] / usual.compared[form],
        )
        lines.append(_line((words.form(form), *map(words.rate, rates)), _FORM_WIDTHS))
    return lines


def _line(cells: Iterable[str], widths: Sequence[int]) -> str:
    first, *others = zip(cells, widths, strict=True)
    return f"{first[0]:<{first[1]}}" + "".join(f"{cell:>{width}}" for cell, width in others)


def tables_of(page: str) -> list[list[str]]:
    """Return the tables of a help page: runs of lines that begin with four spaces."""
    found: list[list[str]] = [[]]
    for line in page.splitlines():
        if line.startswith("    "):
            found[-1].append(line[4:])
        elif found[-1]:
            found.append([])
    return [table for table in found if table]


def with_tables(page: str, tables: Sequence[Sequence[str]]) -> str:
    """Return the page with other tables in the places of its own."""
    waiting = iter(tables)
    lines: list[str] = []
    inside = False
    for line in page.splitlines():
        if line.startswith("    "):
            if not inside:
                lines += [f"    {row}".rstrip() for row in next(waiting)]
            inside = True
        else:
            inside = False
            lines.append(line)
    return "\n".join(lines) + "\n"


def main(arguments: Sequence[str] | None = None, folder: Path | None = None) -> None:
    """Simulate, print, and write into the help page of each language."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=PEOPLE)
    people = parser.parse_args(arguments).people
    usual, strict = simulate(people), simulate(people, confidence=STRICTER)
    for code in CODES:
        tables = [rule_table(usual, strict, WORDS[code]), form_table(usual, strict, WORDS[code])]
        for table in tables:
            print("\n".join(table), end="\n\n")
        page = in_language((folder or help_folder()) / f"{PAGE}.md", code)
        page.write_text(with_tables(page.read_text(encoding="utf-8"), tables), encoding="utf-8")


if __name__ == "__main__":
    main()
