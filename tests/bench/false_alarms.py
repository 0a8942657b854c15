"""How often each rule of `signals` finds something although nothing has changed.

    python -m tests.bench.false_alarms            simulate, and write the tables into the help page
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
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from companion.clinical import formulas
from companion.clinical.change import NOTHING_YET, Change, read_change
from companion.clinical.criterion import Given, choose_criterion, figures_of
from companion.clinical.instruments import Catalogue, Instrument, Scale, own_instrument
from companion.clinical.message import Message
from companion.clinical.model import Better, Domain, Moment, OwnMeasure, Point, Reading, Respondent
from companion.clinical.signals import RULES, SignalInput, SignalRow, find_signals
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

WORDS = {
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
}
"""What each rule of `signals` is called in the help."""


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
    compared: Counter[str] = field(default_factory=Counter)
    clear: Counter[str] = field(default_factory=Counter)
    sustained: Counter[str] = field(default_factory=Counter)

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


def _name(area: Area) -> str:
    if area.own is None:
        return area.instrument.short
    return "own, ordinary variation" if area.own.step is None else f"own, a step of {area.own.step:g}"


def _is_clear(change: Change) -> bool:
    return change.reading in {Reading.CLEARLY_BETTER, Reading.CLEARLY_HARDER}


def rule_table(usual: Found, strict: Found) -> list[str]:
    """Return the rules with their rates, a line each."""
    areas = round(usual.rows.total() / usual.looks)
    lines = [f"{'of 100':<34}{'one form':>10}{'own mark':>10}{f'{areas} areas':>10}{'stricter':>10}"]
    for rule in RULES:
        rates = (usual.row_rate(rule, own=False), usual.row_rate(rule, own=True))
        together = (usual.look_rate(rule), strict.look_rate(rule))
        lines.append(f"{WORDS[rule]:<34}" + "".join(f"{_rate(rate):>10}" for rate in (*rates, *together)))
    return lines


def form_table(usual: Found, strict: Found) -> list[str]:
    """Return the forms with their rates, a line each."""
    lines = [f"{'of 100':<26}{'since last':>12}{'stricter':>10}{'twice in a row':>16}"]
    for form in sorted(usual.compared):
        rates = (
            100 * usual.clear[form] / usual.compared[form],
            100 * strict.clear[form] / strict.compared[form],
            100 * usual.sustained[form] / usual.compared[form],
        )
        lines.append(
            f"{form:<26}" + "".join(f"{_rate(rate):>{wide}}" for rate, wide in zip(rates, (12, 10, 16), strict=True))
        )
    return lines


def _rate(rate: float) -> str:
    return f"{rate:.1f}" if rate else "0"


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


def main(arguments: Sequence[str] | None = None, page: Path | None = None) -> None:
    """Simulate, print, and write into the help page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=PEOPLE)
    people = parser.parse_args(arguments).people
    usual, strict = simulate(people), simulate(people, confidence=STRICTER)
    tables = [rule_table(usual, strict), form_table(usual, strict)]
    for table in tables:
        print("\n".join(table), end="\n\n")
    page = page or help_folder() / f"{PAGE}.md"
    page.write_text(with_tables(page.read_text(encoding="utf-8"), tables), encoding="utf-8")


if __name__ == "__main__":
    main()
