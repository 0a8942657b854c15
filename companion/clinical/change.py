"""Change between two points of one scale, and what the form shows about it.

A reading is said about the form, never about the person. It is given only by a verified
criterion: a published size of change first, in the order of the definition file, else
Jacobson and Truax's at 95 % from a verified spread and reliability. Everything else is
*cannot say*, with the reason; the numbers stay visible behind *why*.

On a measure in the patient's own words the order is: the patient's own word for these two
moments; the step that counts; the person's ordinary variation, from eight marks on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from companion.clinical import formulas
from companion.clinical.criterion import (
    Criterion,
    Given,
    Ordinary,
    choose_criterion,
    figures_of,
    ordinary_variation,
    rule_words,
)
from companion.clinical.facts import Source, said_source
from companion.clinical.instruments import Scale
from companion.clinical.message import Message, Value
from companion.clinical.model import Better, How, OwnMeasure, OwnReading, Point, Reading
from companion.clinical.points import order
from companion.clinical.scoring import total_problem


@dataclass(frozen=True, slots=True)
class Change:
    """The difference of one scale between two points, with its reading.

    Attributes:
        reading: What the form shows.
        difference: Later minus earlier, in the scale's own units.
        criterion, kind, comparator, source, verified: What the change was held against.
        rci: The index of change, with the sign of the difference; None without verified facts.
        sem: The form's error of measurement; None without verified facts.
        crossed_cutoff: The line that lies between the two points, in its own words; else empty.
        word: The patient's own word for these two moments, or empty.
        why: Why nothing can be said, or the rule in words.
        notes: What else belongs to the two points: raters, ways of answering, lines crossed.
        ordinary: The person's ordinary variation, from eight earlier marks on.
        sustained: Whether the point before the later one already showed the same;
            None where there is no such point or nothing clear.
    """

    reading: Reading
    before: Point | None
    after: Point | None
    difference: float | None
    criterion: float | None
    kind: str
    comparator: str
    source: Source
    verified: bool
    rci: float | None
    sem: float | None
    crossed_cutoff: str
    word: str
    why: Message
    notes: tuple[Message, ...] = ()
    ordinary: Ordinary | None = None
    sustained: bool | None = None


NOTHING_YET = Change(
    reading=Reading.CANNOT_SAY,
    before=None,
    after=None,
    difference=None,
    criterion=None,
    kind="",
    comparator="",
    source="",
    verified=False,
    rci=None,
    sem=None,
    crossed_cutoff="",
    word="",
    why=Message("There is one point only, so there is nothing to compare."),
)


def read_change(
    scale: Scale,
    before: Point | None,
    after: Point | None,
    *,
    own: OwnMeasure | None = None,
    readings: Sequence[OwnReading] = (),
    history: Sequence[Point] = (),
    given: Given | None = None,
) -> Change:
    """Return the change between two points, read by the criterion that counts for the scale.

    Args:
        scale: The scale both points belong to.
        before: The earlier point, or None.
        after: The later point, or None.
        own: The measure, if it is one in the patient's own words.
        readings: The patient's own words for pairs of moments.
        history: All points of this course, for the ordinary variation; order does not matter.
        given: Parameters of one's own.
    """
    blank = replace(NOTHING_YET, before=before, after=after)
    if before is None or after is None:
        return blank
    reason = _incomparable(before, after)
    if reason is not None or before.value is None or after.value is None:
        return replace(blank, why=reason or NOTHING_YET.why)
    change = read_values(scale, before.value, after.value, given=given, own=own, history=_marks_before(after, history))
    change = replace(change, before=before, after=after, notes=(*change.notes, *_notes(before, after)))
    word = _own_word(own, readings, before, after)
    if word is not None and own is not None:
        change = _say_own_word(change, word, own.better)
    elif after.fits in OWN_WORDS:
        # The reading stays what the form shows; in words the patient's own mark on the point stands for it.
        change = replace(change, word=after.fits or "")
    return replace(change, sustained=_sustained(scale, change, history, own, given))


def read_values(
    scale: Scale,
    before: float,
    after: float,
    *,
    given: Given | None = None,
    own: OwnMeasure | None = None,
    history: Sequence[float] = (),
) -> Change:
    """Return the change between two values.

    Args:
        scale: The scale both values belong to.
        before: The earlier value.
        after: The later value.
        given: Parameters of one's own.
        own: The measure, if it is one in the patient's own words.
        history: Earlier values of the same person and version, oldest first.
    """
    given = given or Given()
    problem = total_problem(scale, before) or total_problem(scale, after)
    if problem is not None:
        return replace(NOTHING_YET, why=problem)
    better = given.better or scale.better
    difference = round(after - before, 9)
    ordinary = ordinary_variation(history, difference)
    chosen = choose_criterion(scale, given=given, own=own, ordinary=ordinary)
    figures = figures_of(scale, given)
    known = figures is not None and figures.verified
    line = _crossed(scale, before, after)
    change = replace(
        NOTHING_YET,
        difference=difference,
        sem=formulas.sem(figures.sd, figures.reliability) if figures and known else None,
        rci=_index(scale, before, after, given) if known else None,
        crossed_cutoff=line.text if line else "",
        ordinary=ordinary,
        why=_NO_STEP_YET if own is not None else _NO_SIZE_KNOWN,
    )
    if chosen is None:
        return change
    reading, why = _read(scale, before, change, chosen, better, given)
    return replace(
        change,
        criterion=chosen.value,
        kind=chosen.kind,
        comparator=chosen.comparator,
        source=chosen.source,
        verified=chosen.verified,
        reading=reading,
        why=why,
        notes=(*_crossing(line, before, after), *_worst_end(scale, before, chosen, better)),
    )


_NO_SIZE_KNOWN = Message("For this form no size of change is known that counts.")
_NO_STEP_YET = Message("No step that counts is set yet, and there are fewer than eight marks before.")


def words(change: Change, better: Better, name: str = "") -> Message:
    """Return the reading in words, as screens say it.

    Args:
        change: The change.
        better: Which way the scale is better: burden scales say easier, resource scales more.
        name: What the patient is called; used where the word is the patient's own.
    """
    if change.word:
        word = OWN_WORDS[change.word]
        return Message("{word}, says {name}", {"word": word, "name": name}) if name else word
    if change.reading is Reading.NO_CLEAR_CHANGE:
        return Message("no clear change")
    if change.reading is Reading.CANNOT_SAY:
        return Message("too little to go on")
    clearer = change.reading is Reading.CLEARLY_BETTER
    if better is Better.LOWER:
        return Message("clearly easier") if clearer else Message("clearly harder")
    return Message("clearly more") if clearer else Message("clearly less")


OWN_WORDS = {
    "easier": Message("easier"),
    "harder": Message("harder"),
    "more": Message("more"),
    "less": Message("less"),
    "same": Message("about the same"),
}
"""The words a patient can choose for two moments."""


def _incomparable(before: Point, after: Point) -> Message | None:
    if before.assessment_id == after.assessment_id:
        return NOTHING_YET.why
    empty = next((point for point in (before, after) if point.value is None), None)
    if empty is not None:
        return empty.why_not or Message("One of the two has no number.")
    if (before.instrument, before.scale) != (after.instrument, after.scale):
        return Message("The two come from different forms.")
    if before.version != after.version:
        values: dict[str, Value] = {"before": before.version, "after": after.version}
        return Message("The form changed in between ({before}, then {after}), so the two cannot be compared.", values)
    if before.respondent != after.respondent:
        return Message("Two different people answered, so the two cannot be compared.")
    return None


def _marks_before(after: Point, history: Sequence[Point]) -> list[float]:
    same = sorted(
        (
            one
            for one in history
            if one.version == after.version and one.respondent == after.respondent and order(one) < order(after)
        ),
        key=order,
    )
    return [one.value for one in same if one.value is not None]


def _mean(scale: Scale, given: Given) -> float | None:
    if given.mean is not None:
        return given.mean
    means = (norm.mean for norm in scale.norms if norm.group == "clinical" and norm.verified)
    return next((mean for mean in means if mean is not None), None)


def _index(scale: Scale, before: float, after: float, given: Given) -> float | None:
    figures = figures_of(scale, given)
    if figures is None:
        return None
    if given.method == "jt":
        return formulas.reliable_change_index(before, after, figures.sd, figures.reliability)
    mean = _mean(scale, given)
    if mean is None:
        return None
    chosen = formulas.gln if given.method == "gln" else formulas.en
    return chosen(before, after, mean, figures.sd, figures.reliability)


def _read(
    scale: Scale, before: float, change: Change, chosen: Criterion, better: Better, given: Given
) -> tuple[Reading, Message]:
    moved = change.difference or 0.0
    if not chosen.verified:
        values: dict[str, Value] = {"criterion": chosen.value, "source": said_source(chosen.source)}
        text = "A change of {criterion} points is said to count ({source}). It was not checked, so it gives no reading."
        return Reading.CANNOT_SAY, Message(text, values)
    if given.method != "jt":
        if change.rci is None:
            return Reading.CANNOT_SAY, Message("This method needs the mean of a group.")
        moved = change.rci * chosen.value / formulas.z_two_sided(given.confidence or 0.95)
    if chosen.met(abs(moved)):
        good = (moved > 0) == (better is Better.HIGHER)
        return (Reading.CLEARLY_BETTER if good else Reading.CLEARLY_HARDER), rule_words(chosen)
    best = scale.high if better is Better.HIGHER else scale.low
    if given.method == "jt" and not chosen.met(abs(best - before)):
        values = {"before": before, "best": best, "criterion": chosen.value}
        text = "From {before} this form cannot show that it became better: it ends at {best}, {criterion} points count."
        return Reading.CANNOT_SAY, Message(text, values)
    return Reading.NO_CLEAR_CHANGE, rule_words(chosen)


def _worst_end(scale: Scale, before: float, chosen: Criterion, better: Better) -> Iterator[Message]:
    worst = scale.low if better is Better.HIGHER else scale.high
    if chosen.verified and not chosen.met(abs(worst - before)):
        values: dict[str, Value] = {"before": before, "worst": worst}
        yield Message("From {before} this form cannot show that it became harder: it ends at {worst}.", values)


def _crossing(line: Message | None, before: float, after: float) -> Iterator[Message]:
    if line is not None:
        values: dict[str, Value] = {"before": before, "after": after, "line": line}
        yield Message("Between {before} and {after} lies a line of this form ({line}).", values)


def _crossed(scale: Scale, before: float, after: float) -> Message | None:
    for cutoff in scale.cutoffs:
        if cutoff.kind == "band" or not cutoff.verified:
            continue
        if cutoff.worse_side(before) != cutoff.worse_side(after):
            return cutoff.label
    return None


def _notes(before: Point, after: Point) -> Iterator[Message]:
    values: dict[str, Value]
    if before.rater and after.rater and before.rater != after.rater:
        values = {"before": before.rater, "after": after.rater}
        yield Message("Two different people rated: {before}, then {after}.", values)
    if How.UNKNOWN not in {before.how, after.how} and before.how != after.how:
        values = {"before": how_words(before.how), "after": how_words(after.how)}
        yield Message("The form was answered in two ways: {before}, then {after}.", values)
    for point in (before, after):
        if point.prorated:
            yield Message("On {day} an answer is missing; the form's own rule filled it in.", {"day": point.day})
        if point.fits in OWN_WORDS:
            values = {"day": point.day, "word": OWN_WORDS[point.fits]}
            yield Message("You marked {day} yourself: {word}.", values)


def how_words(how: How) -> Message:
    """Say in which way a form was answered."""
    return {
        How.UNKNOWN: Message("not known"),
        How.ALONE: Message("alone"),
        How.READ_ALOUD: Message("read aloud"),
        How.TOGETHER: Message("together"),
        How.WITH_RELATIVE: Message("with a relative"),
        How.INTERPRETER: Message("with an interpreter"),
        How.PHONE: Message("by phone"),
    }[how]


def _own_word(own: OwnMeasure | None, readings: Sequence[OwnReading], before: Point, after: Point) -> str | None:
    if own is None:
        return None
    said = [
        one
        for one in readings
        if one.own_measure_id == own.id and (one.from_day, one.to_day) == (before.day, after.day)
    ]
    return max(said, key=lambda one: one.said_on).word if said else None


def _say_own_word(change: Change, word: str, better: Better) -> Change:
    good = {"easier": True, "harder": False, "more": better is Better.HIGHER, "less": better is Better.LOWER}
    reading = Reading.NO_CLEAR_CHANGE
    if word in good:
        reading = Reading.CLEARLY_BETTER if good[word] else Reading.CLEARLY_HARDER
    return replace(
        change,
        reading=reading,
        word=word,
        kind="own word",
        source="said by the patient about these two moments",
        criterion=None,
        comparator="",
        verified=True,
        why=Message("This is the patient's own word for these two moments."),
    )


def _sustained(
    scale: Scale, change: Change, history: Sequence[Point], own: OwnMeasure | None, given: Given | None
) -> bool | None:
    if change.reading not in {Reading.CLEARLY_BETTER, Reading.CLEARLY_HARDER} or change.word:
        return None
    before, after = change.before, change.after
    if before is None or after is None or before.value is None:
        return None
    between = [
        one
        for one in history
        if order(before) < order(one) < order(after)
        and one.version == after.version
        and one.respondent == after.respondent
        and one.value is not None
    ]
    last = max(between, key=order, default=None)
    if last is None or last.value is None:
        return None
    earlier = _marks_before(last, history)
    return read_values(scale, before.value, last.value, given=given, own=own, history=earlier).reading is change.reading
