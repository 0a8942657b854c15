"""Reads an instrument's definition file, and says what is wrong with one that has a mistake.

The files are meant to be written by clinicians: every mistake is answered with the
file, the key it is at, and what may stand there.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Iterator, Sequence
from typing import Any, Literal, cast

from companion.clinical.facts import (
    ChangeValue,
    Comparator,
    CriticalRule,
    Cutoff,
    Fact,
    Licence,
    MissingRule,
    Norm,
    Reliability,
    SkipRule,
)
from companion.clinical.instruments import DefinitionMistake, Instrument, Item, Method, Scale
from companion.clinical.message import Message
from companion.clinical.model import Better, Domain, Respondent
from companion.clinical.toml_table import Table

COMPARATORS = (">", ">=", "<", "<=")
CHANGE_KINDS = ("RCI95", "RCI90", "MIC", "anchor", "service rule")
CUTOFF_KINDS = ("caseness", "screening", "band", "CSC-C", "norm", "remission")
METHODS = ("sum", "mean", "table", "total")
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def parse(text: str, where: str) -> Instrument:
    """Read one definition file's text (see `instruments.parse_instrument`)."""
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DefinitionMistake(where, "TOML", Message("{reason}.", {"reason": str(error)})) from None
    top = Table(where, "", content)
    instrument_id = top.text("id")
    if not _ID.fullmatch(instrument_id) or instrument_id.startswith("own-"):
        top.wrong("id", "Lower-case letters, digits and hyphens are allowed, and it may not begin with “own-”.")
    items = _items(top)
    scales = tuple(_scale(one, items) for one in top.tables("scale"))
    names = [scale.id for scale in scales]
    if not names or len(set(names)) != len(names):
        top.wrong("scale", "One [[scale]] or more are allowed, each with an id of its own.")
    total_is = top.choice("total_is", names, "total" if "total" in names else names[0])
    instrument = Instrument(
        id=instrument_id,
        name=top.text("name"),
        short=top.text("short"),
        version=top.text("version"),
        recall=top.text("recall", ""),
        respondents=_respondents(top),
        other_names=top.texts("other_names"),
        notes=top.texts("notes"),
        loinc=top.text("loinc", ""),
        ships="definition" if items else "totals",
        items=items,
        scales=scales,
        total_is=total_is,
        main=top.choice("main", names, total_is),
        missing_codes={one.number("answer"): one.text("means") for one in _checked(top, "missing_code", _SOURCED)},
        critical=tuple(_critical(one, items) for one in top.tables("critical")),
        skips=tuple(_skip(one, len(items)) for one in top.tables("skip")),
        **_licence(top),
    )
    top.close()
    return instrument


_ABOVE_LOW = "A number above “low” is allowed."
_WITHIN = "A number from {low} to {high} is allowed."
_SOURCED = ("source", "verified", "note")


def _checked(top: Table, key: str, also: Sequence[str]) -> Iterator[Table]:
    for one in top.tables(key):
        one.asked.update(also)
        yield one


def _respondents(top: Table) -> tuple[Respondent, ...]:
    names = top.texts("respondents") or (Respondent.SELF,)
    for name in names:
        if name not in tuple(Respondent):
            top.wrong("respondents", "These are allowed: {allowed}.", allowed=", ".join(Respondent))
    return tuple(Respondent(name) for name in names)


def _licence(top: Table) -> dict[str, Any]:
    table = cast(Table, top.table("licence", needed=True))
    licence = Licence(
        holder=table.text("holder"),
        condition=table.text("condition"),
        source=table.text("source"),
        verified=table.truth("verified"),
        permission_needed=table.truth("permission_needed", default=False),
    )
    credit = table.text("credit")
    table.close()
    return {"licence": licence, "credit": credit}


def _items(top: Table) -> tuple[Item, ...]:
    table = top.table("items")
    if table is None:
        return ()
    labels = table.texts("labels")
    most = len(labels)
    if not labels or not all(label.strip() for label in labels):
        table.wrong("labels", "A list of words in quotation marks is allowed.")
    low, high = table.number("low"), table.number("high")
    if low >= high:
        table.wrong("high", _ABOVE_LOW)
    counted_back = set(table.items("reversed", most))
    extra = set(table.items("extra", most))
    may_not_apply = set(table.items("may_not_apply", most))
    wording, choices = table.texts("wording"), table.texts("choices")
    if wording and len(wording) != most:
        table.wrong("wording", "As many as there are labels are allowed: {most}.", most=most)
    whole = frozenset(float(one) for one in range(int(low), int(high) + 1))
    answers = dict.fromkeys(range(1, most + 1), whole)
    if table.truth("any_number", default=False):
        answers = dict.fromkeys(answers, frozenset())
    ends = dict.fromkeys(answers, (low, high))
    for one in table.tables("other"):
        allowed = one.numbers("answers")
        if len(allowed) < 2:
            one.wrong("answers", "A list of numbers is allowed, as in [1, 2, 3].")
        for number in one.items("items", most):
            answers[number] = frozenset(allowed)
            ends[number] = (min(allowed), max(allowed))
        one.close()
    table.asked.update(("reversed_source", "reversed_verified", "note"))
    if counted_back and not table.text("reversed_source", ""):
        table.missing("reversed_source", "Words in quotation marks are allowed.")
    table.close()
    return tuple(
        Item(
            number=number,
            label=Message(label),
            low=ends[number][0],
            high=ends[number][1],
            allowed=answers[number],
            reversed=number in counted_back,
            extra=number in extra,
            may_not_apply=number in may_not_apply,
            wording=wording[number - 1] if wording else "",
            choices=choices,
        )
        for number, label in enumerate(labels, 1)
    )


def _critical(table: Table, items: tuple[Item, ...]) -> CriticalRule:
    most = len(items)
    at_least, at_most = table.maybe_number("at_least"), table.maybe_number("at_most")
    if (at_least is None) == (at_most is None):
        table.wrong("at_least", "Either “at_least” or “at_most” is allowed.")
    item = table.count("item")
    if not 1 <= item <= most:
        table.wrong("item", "Item numbers from 1 to {most} are allowed.", most=most)
    asked = items[item - 1]
    _within(table, "at_least", at_least, asked.low, asked.high)
    _within(table, "at_most", at_most, asked.low, asked.high)
    rule = CriticalRule(
        item=item,
        comparator=">=" if at_least is not None else "<=",
        value=at_least if at_least is not None else cast(float, at_most),
        label=Message(table.text("label")),
        source=table.text("source"),
        verified=table.truth("verified"),
    )
    table.close()
    return rule


def _skip(table: Table, most: int) -> SkipRule:
    rule = SkipRule(
        when=table.items("when", most),
        then=table.items("then", most),
        source=table.text("source"),
        verified=table.truth("verified"),
    )
    table.close()
    return rule


def _scale(table: Table, items: tuple[Item, ...]) -> Scale:
    scale_id = table.text("id")
    if not _ID.fullmatch(scale_id):
        table.wrong("id", "Lower-case letters, digits and hyphens are allowed.")
    table.where = f"scale.{scale_id}."
    method = cast(Method, table.choice("method", METHODS))
    better = Better(table.choice("better", tuple(Better)))
    rule, missing = _rule(table), _missing(table)
    of = table.items("items", len(items))
    if bool(of) == (method == "total"):
        table.wrong("items", "The items that count are allowed; a scale with the method “total” has none.")
    if any(items[number - 1].extra for number in of):
        table.wrong("items", "An extra item belongs to no scale.")
    factor = table.maybe_number("factor")
    conversion = _conversion(table) if method == "table" else {}
    scale = Scale(
        id=scale_id,
        name=Message(table.text("name")),
        domain=Domain(table.choice("domain", tuple(Domain))),
        domains=_also(table),
        better=better,
        low=table.number("low"),
        high=table.number("high"),
        items=of,
        method=method,
        factor=1.0 if factor is None else factor,
        table=conversion,
        whole=table.truth("whole", default=method == "sum"),
        shown=table.truth("shown", default=True),
        rule=rule,
        missing=missing,
        cutoffs=tuple(map(_cutoff, table.tables("cutoff"))),
        changes=tuple(map(_change, table.tables("change"))),
        norms=tuple(map(_norm, table.tables("norm"))),
        reliabilities=tuple(map(_reliability, table.tables("reliability"))),
        loinc=table.text("loinc", ""),
    )
    _check_ends(table, scale, items)
    _check_facts(table, scale)
    table.close()
    return scale


def _also(table: Table) -> tuple[Domain, ...]:
    names = table.texts("also")
    for name in names:
        if name not in tuple(Domain):
            table.wrong("also", "These are allowed: {allowed}.", allowed=", ".join(Domain))
    return tuple(Domain(name) for name in names)


def _within(table: Table, key: str, value: float | None, low: float, high: float) -> None:
    if value is not None and not low <= value <= high:
        table.wrong(key, _WITHIN, low=low, high=high)


def _check_facts(table: Table, scale: Scale) -> None:
    """Refuse what the scale can never show: a slip of the pen would stay hidden behind *why*."""
    for number, cutoff in enumerate(scale.cutoffs, 1):
        _within(table, f"cutoff {number}.value", cutoff.value, scale.low, scale.high)
    for number, change in enumerate(scale.changes, 1):
        if change.value > scale.high - scale.low:
            text = "From {low} to {high}, no change is so large."
            table.wrong(f"change {number}.value", text, low=scale.low, high=scale.high)
    for number, norm in enumerate(scale.norms, 1):
        _within(table, f"norm {number}.mean", norm.mean, scale.low, scale.high)
    if scale.items and scale.missing.most >= len(scale.items):
        table.wrong("missing.most", "Fewer than there are items are allowed: {most}.", most=len(scale.items))


def _check_ends(table: Table, scale: Scale, items: tuple[Item, ...]) -> None:
    if scale.low >= scale.high:
        table.wrong("high", _ABOVE_LOW)
    own = [items[number - 1] for number in scale.items]
    least, most = sum(item.low for item in own), sum(item.high for item in own)
    match scale.method:
        case "sum":
            ends = (least * scale.factor, most * scale.factor)
        case "mean":
            ends = (least * scale.factor / len(own), most * scale.factor / len(own))
        case "table":
            ends = (min(scale.table.values()), max(scale.table.values()))
        case _:
            return
    if not (math.isclose(ends[0], scale.low, abs_tol=1e-9) and math.isclose(ends[1], scale.high, abs_tol=1e-9)):
        key = "high" if math.isclose(ends[0], scale.low, abs_tol=1e-9) else "low"
        table.wrong(key, "The answers give {low} to {high}.", low=ends[0], high=ends[1])


def _conversion(table: Table) -> dict[int, float]:
    rows = cast(Table, table.table("table", needed=True))
    found = {}
    for raw in rows.content:
        if not raw.isdecimal():
            rows.wrong(raw, "A whole number from 0 on is allowed.")
        found[int(raw)] = rows.number(raw)
    return found


def _rule(table: Table) -> Fact[str]:
    one = cast(Table, table.table("rule", needed=True))
    rule = Fact(one.text("text"), one.text("source"), one.truth("verified"), one.text("note", ""))
    one.close()
    return rule


def _missing(table: Table) -> MissingRule:
    one = table.table("missing")
    if one is None:
        return MissingRule(0, "no rule is known, so every item is needed", verified=False)
    rule = MissingRule(one.count("most"), one.text("source"), one.truth("verified"), one.text("note", ""))
    one.close()
    return rule


def _cutoff(table: Table) -> Cutoff:
    cutoff = Cutoff(
        value=table.number("value"),
        comparator=cast(Comparator, table.choice("comparator", COMPARATORS)),
        kind=table.choice("kind", CUTOFF_KINDS),
        label=Message(table.text("label")),
        population=table.text("population"),
        source=table.text("source"),
        verified=table.truth("verified"),
        note=table.text("note", ""),
    )
    table.close()
    return cutoff


def _change(table: Table) -> ChangeValue:
    change = ChangeValue(
        value=table.number("value"),
        kind=table.choice("kind", CHANGE_KINDS),
        comparator=cast(Comparator, table.choice("comparator", (">", ">="))),
        source=table.text("source"),
        verified=table.truth("verified"),
        note=table.text("note", ""),
    )
    if change.value <= 0:
        table.wrong("value", "A number above 0 is allowed.")
    table.close()
    return change


def _norm(table: Table) -> Norm:
    norm = Norm(
        group=table.choice("group", ("clinical", "functional")),
        people=table.text("people"),
        mean=table.maybe_number("mean"),
        sd=table.maybe_number("sd"),
        source=table.text("source"),
        verified=table.truth("verified"),
        note=table.text("note", ""),
    )
    if norm.sd is not None and norm.sd <= 0:
        table.wrong("sd", "A number above 0 is allowed.")
    table.close()
    return norm


def _reliability(table: Table) -> Reliability:
    found = Reliability(
        value=table.number("value"),
        kind=cast(Literal["alpha", "retest"], table.choice("kind", ("alpha", "retest"))),
        source=table.text("source"),
        verified=table.truth("verified"),
        note=table.text("note", ""),
    )
    if not 0 < found.value < 1:
        table.wrong("value", "A number between 0 and 1 is allowed.")
    table.close()
    return found
