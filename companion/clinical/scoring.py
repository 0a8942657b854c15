"""Scores from answers, by each instrument's own rules.

A score is a value, or the reason why there is none. Answers outside what a form allows
are reported with a reason and give no score; missing answers are filled in only where
the instrument's own rule allows it and that rule was verified. Answers on safety are
handed out as they were answered, whether or not anything else can be scored.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import NamedTuple

from companion.clinical.instruments import TOTAL, Instrument, Item, Scale
from companion.clinical.message import Message, Value
from companion.clinical.versions import version_of


@dataclass(frozen=True, slots=True)
class ScaleScore:
    """A value, or the reason why there is none.

    Attributes:
        complete: Whether every item of the scale was answered.
        prorated: Whether the instrument's own missing rule filled in an answer.
        why_not: Why there is no value; None when there is one.
        high: The highest score these answers could give; less than the scale's own
            end where an item does not apply.
    """

    value: float | None
    complete: bool = True
    prorated: bool = False
    why_not: Message | None = None
    high: float | None = None


class Critical(NamedTuple):
    """An answer shown by itself, as it was answered."""

    item: int
    label: Message
    answer: float
    highest: float


@dataclass(frozen=True, slots=True)
class Scored:
    """All scores of one answer sheet.

    Attributes:
        problems: What is not right with the answers, a sentence each.
        version: The instrument's version, with what did not apply: part of the identity.
    """

    scales: Mapping[str, ScaleScore]
    critical: tuple[Critical, ...] = ()
    problems: tuple[Message, ...] = ()
    version: str = ""


def score(
    instrument: Instrument,
    answers: Sequence[float | None],
    *,
    reversed_at_source: bool = False,
    not_applicable: Set[int] = frozenset(),
) -> Scored:
    """Score one answer sheet.

    Args:
        instrument: The form that was answered.
        answers: One answer per item, in the form's order; None where there is none.
            Extra items at the end (PHQ-9 item 10) may be left out.
        reversed_at_source: Whether the source has turned reversed items round already.
        not_applicable: Numbers of items that do not apply to this person.
    """
    problems: list[Message] = []
    length = _length_problem(instrument, len(answers))
    if length is not None:
        problems.append(length)
    padded = [*answers, *[None] * len(instrument.items)][: len(instrument.items)]
    kept: dict[int, float] = {}
    wrong: dict[int, Message] = {}
    for item, answer in zip(instrument.items, padded, strict=True):
        if answer is None or answer in instrument.missing_codes or item.number in not_applicable:
            continue
        reason = answer_problem(item, answer)
        if reason is None:
            kept[item.number] = float(answer)
        else:
            wrong[item.number] = reason
    problems.extend(wrong.values())
    left_out = frozenset(number for number in not_applicable if _may_be_left_out(instrument, number))
    problems.extend(
        Message("Question {item} always applies on this form.", {"item": number})
        for number in sorted(not_applicable - left_out)
    )
    skipped = dict.fromkeys(_skipped(instrument, kept, wrong), 0.0)
    counted = _counted(instrument, {**skipped, **kept}, turn=not reversed_at_source)
    scales = {
        scale.id: ScaleScore(None, complete=False, why_not=length)
        if length is not None
        else _scale_score(instrument, scale, counted, wrong, left_out)
        for scale in instrument.scales
    }
    return Scored(
        scales=scales,
        critical=tuple(_critical(instrument, kept, turned=reversed_at_source)),
        problems=tuple(problems),
        version=version_of(instrument, left_out),
    )


def score_total(instrument: Instrument, total: float, scale: str = TOTAL) -> ScaleScore:
    """Take a score as it was stated, without the answers behind it.

    Args:
        instrument: The form.
        total: The score that was stated.
        scale: Which scale it belongs to; *total* means the one the definition names so.

    Raises:
        KeyError: If the instrument has no such scale.
    """
    return _stated(instrument.scale(scale), total)


def score_totals(instrument: Instrument, total: float, scale: str = TOTAL) -> dict[str, ScaleScore]:
    """Take a stated score, and what follows from it on other scales of the same items.

    A raw score gives the percent score and the converted one, never the other way round.

    Raises:
        KeyError: If the instrument has no such scale.
    """
    stated = instrument.scale(scale)
    found = {stated.id: _stated(stated, total)}
    value = found[stated.id].value
    if value is None or stated.method != "sum" or stated.factor != 1:
        return found
    for other in instrument.scales:
        if other.id != stated.id and other.items == stated.items:
            found[other.id] = _converted(other, value, len(other.items))
    return found


def answer_problem(item: Item, answer: float) -> Message | None:
    """Return what is wrong with one answer, or None."""
    if not math.isfinite(answer):
        return Message("Question {item} is not a number.", {"item": item.number})
    if item.allowed and answer not in item.allowed and item.low <= answer <= item.high:
        allowed = ", ".join(f"{one:g}" for one in sorted(item.allowed))
        values: dict[str, Value] = {"item": item.number, "answer": answer, "allowed": allowed}
        return Message("Question {item} is {answer}; this form allows {allowed}.", values)
    if not item.low <= answer <= item.high:
        values = {"item": item.number, "answer": answer, "low": item.low, "high": item.high}
        return Message("Question {item} is {answer}; this form allows {low} to {high}.", values)
    return None


def _length_problem(instrument: Instrument, given: int) -> Message | None:
    most = len(instrument.items)
    if not most:
        return Message("Of this form only a total is taken.")
    least = sum(not item.extra for item in instrument.items)
    if least <= given <= most:
        return None
    return Message("This form has {most} questions; {given} answers are there.", {"most": least, "given": given})


def _may_be_left_out(instrument: Instrument, number: int) -> bool:
    return 1 <= number <= len(instrument.items) and instrument.item(number).may_not_apply


def _skipped(instrument: Instrument, kept: Mapping[int, float], wrong: Mapping[int, Message]) -> Iterator[int]:
    for rule in instrument.skips:
        if rule.verified and all(kept.get(number) == 0 for number in rule.when):
            yield from (number for number in rule.then if number not in kept and number not in wrong)


def _counted(instrument: Instrument, answers: Mapping[int, float], *, turn: bool) -> dict[int, float]:
    counted = {}
    for number, answer in answers.items():
        item = instrument.item(number)
        counted[number] = item.low + item.high - answer if turn and item.reversed else answer
    return counted


def _critical(instrument: Instrument, kept: Mapping[int, float], *, turned: bool) -> Iterator[Critical]:
    for rule in instrument.critical:
        answer = kept.get(rule.item)
        item = instrument.item(rule.item)
        if answer is None:
            continue
        meant = item.low + item.high - answer if turned and item.reversed else answer
        if rule.applies(meant):
            yield Critical(rule.item, rule.label, meant, item.high)


def _scale_score(
    instrument: Instrument,
    scale: Scale,
    counted: Mapping[int, float],
    wrong: Mapping[int, Message],
    left_out: Set[int],
) -> ScaleScore:
    asked = [number for number in scale.items if number not in left_out]
    answered = [counted[number] for number in asked if number in counted]
    reason = _reason_against(scale, asked, len(answered), wrong, left_out)
    complete = len(answered) == len(asked) > 0
    if reason is not None:
        return ScaleScore(None, complete=complete, why_not=reason)
    found = _converted(scale, math.fsum(answered), len(answered), asked=len(asked))
    if found.value is None:
        return found
    high = scale.high
    if scale.method == "sum" and len(asked) < len(scale.items):
        high = scale.factor * sum(instrument.item(number).high for number in asked)
    return replace(found, complete=complete, prorated=not complete, high=high)


def _reason_against(
    scale: Scale, asked: Sequence[int], answered: int, wrong: Mapping[int, Message], left_out: Set[int]
) -> Message | None:
    """Return why these answers give no score, or None."""
    if scale.method == "total":
        return Message("Of this scale only a total is taken.")
    if scale.method == "table" and not left_out.isdisjoint(scale.items):
        return Message("The table of this form needs every question.")
    refused = next((wrong[number] for number in asked if number in wrong), None)
    if refused is None and (not answered or len(asked) - answered > scale.missing.in_force):
        return _too_few(scale, answered, len(asked))
    return refused


def _too_few(scale: Scale, answered: int, asked: int) -> Message:
    if not asked:
        return Message("None of these questions applies.")
    values = {"answered": answered, "asked": asked, "least": asked - scale.missing.in_force}
    if scale.missing.in_force:
        text = "{answered} of {asked} questions are answered; this form needs {least}."
        return Message(text, values)
    return Message("{answered} of {asked} questions are answered; this form needs all of them.", values)


def _converted(scale: Scale, total: float, answered: int, *, asked: int | None = None) -> ScaleScore:
    """Turn a sum over `answered` items into a score of the scale."""
    asked = answered if asked is None else asked
    match scale.method:
        case "mean":
            value = total * scale.factor / answered
        case "table":
            if answered != asked or total not in scale.table:
                reason = Message("The table of this form has no row for {total}.", {"total": total})
                return ScaleScore(None, why_not=reason)
            value = scale.table[int(total)]
        case _:
            value = total * scale.factor * asked / answered
    return ScaleScore(value, high=scale.high)


def total_problem(scale: Scale, total: float) -> Message | None:
    """Return why a number cannot be a score of this scale, or None."""
    if not math.isfinite(total):
        return Message("This total is not a number.")
    if not scale.low <= total <= scale.high:
        values: dict[str, Value] = {"total": total, "low": scale.low, "high": scale.high}
        return Message("The total is {total}; this form allows {low} to {high}.", values)
    return None


def _stated(scale: Scale, total: float) -> ScaleScore:
    reason = total_problem(scale, total)
    if reason is None and scale.whole and not scale.missing.in_force and total != int(total):
        reason = Message("The total is {total}; this form gives whole numbers.", {"total": total})
    if reason is not None:
        return ScaleScore(None, complete=False, why_not=reason)
    return ScaleScore(float(total), high=scale.high)
