"""What in the data is worth talking about: one rule each, all of them here.

Each rule stands as one function, with the rule in words above it. What it finds carries
the rule, the numbers it looked at and where they come from, so that it can be opened and
checked. Sentences begin with what people did: *you answered*, *you marked*, *we wrote*.
Nothing here orders people, and nothing here says how things will go on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from companion.clinical.change import Change, words
from companion.clinical.criterion import Given, choose_criterion
from companion.clinical.facts import joined
from companion.clinical.findings import (
    WHO,
    HelpAnswer,
    Signal,
    SignalInput,
    SignalRow,
    ahead_words,
    instrument_of,
    is_enough,
    newest_value,
    said,
    said_ahead,
)
from companion.clinical.message import Message, Value
from companion.clinical.model import (
    AgreementState,
    Better,
    CriticalAnswer,
    Domain,
    Moment,
    MoreHelp,
    Reading,
    Respondent,
    Who,
)
from companion.clinical.points import in_order

__all__ = ["RULES", "HelpAnswer", "Signal", "SignalInput", "SignalRow", "find_signals"]

LONG_SINCE_MET = 56
"""Days after which it is a long time since we met."""
SAME_TIME = 42
"""Days within which two people's ratings are held side by side."""

LIGHTER, HARDER = "lighter", "harder"
_CLEAR = {Reading.CLEARLY_BETTER: LIGHTER, Reading.CLEARLY_HARDER: HARDER}


def find_signals(given: SignalInput) -> tuple[Signal, ...]:
    """Return what is worth talking about, always in the same order.

    First what the patient asked for, then answers on safety and what was agreed, then what
    the forms show. Within a rule: by area, then by row.
    """
    found = [signal for rule in RULES.values() for signal in rule(given)]
    return tuple(signal for signal in found if signal.id not in given.set_aside)


def more_help(given: SignalInput) -> Iterator[Signal]:
    """The newest answer to *more help here?* for an area is yes."""
    newest_by_area: dict[Domain, HelpAnswer] = {}
    for answer in sorted(given.more_help, key=lambda one: one.day):
        newest_by_area[answer.domain] = answer
    for domain in Domain:
        answered = newest_by_area.get(domain)
        if answered is None or answered.answer is not MoreHelp.YES:
            continue
        area: dict[str, Value] = {"area": answered.area}
        because = Message("because you asked for more help with {area}", area)
        yield Signal(
            id=f"more_help/{domain}/{answered.day}",
            rule="more_help",
            row="",
            domain=domain,
            direction="",
            sentence=Message("You answered yes to more help with {area}.", area),
            because=because,
            because_words=because,
            rule_words=Message("The newest answer to “more help here?” for this area is yes."),
            inputs=((Message("answered on"), answered.day),),
            source="said by the patient",
            day=answered.day,
        )


def safety_answer(given: SignalInput) -> Iterator[Signal]:
    """An item on safety was answered at or past the point its form names, on or after the last session's day.

    The newest answer of each item counts. It is shown as it was answered; nothing is made of it.
    """
    newest_of: dict[tuple[str, int, Respondent], CriticalAnswer] = {}
    for answer in sorted(given.critical, key=lambda one: (one.day, one.assessment_id)):
        newest_of[answer.instrument, answer.item, answer.respondent] = answer
    for (instrument, item, _), answer in sorted(newest_of.items()):
        if given.last is not None and answer.day < given.last.day:
            continue
        form = given.forms.get(instrument, instrument)
        values: dict[str, Value] = {
            "answer": answer.answer,
            "highest": answer.highest,
            "label": answer.label,
            "form": form,
            "day": answer.day,
        }
        if answer.respondent is Respondent.SELF:
            sentence = Message("You answered {answer} of {highest} to “{label}” ({form}, {day}).", values)
            because = Message("because you answered “{label}” on {day}", values)
        else:
            sentence = Message("We wrote {answer} of {highest} to “{label}” ({form}, {day}).", values)
            because = Message("because we wrote down “{label}” on {day}", values)
        yield Signal(
            id=f"safety_answer/{instrument}/{item}/{answer.respondent}/{answer.day}",
            rule="safety_answer",
            row="",
            domain=Domain.SAFETY,
            direction="",
            sentence=sentence,
            because=because,
            because_words=because,
            rule_words=Message("An answer on safety came on or after the day of the last session."),
            inputs=((Message("answer"), answer.answer), (Message("of at most"), answer.highest)),
            source=form,
            day=answer.day,
        )


def agreement_due(given: SignalInput) -> Iterator[Signal]:
    """An open agreement's day to look again has come. The clinician's come first."""
    order = (Who.CLINICIAN, Who.BOTH, Who.PATIENT)
    due = [
        (order.index(one.who), one.look_again, one.id, one)
        for one in given.agreements
        if one.state is AgreementState.OPEN and one.look_again is not None and one.look_again <= given.today
    ]
    for _, day, _, agreement in sorted(due, key=lambda one: one[:3]):
        values: dict[str, Value] = {"text": agreement.text, "day": day}
        because = Message("because we wrote “{text}”", values)
        yield Signal(
            id=f"agreement_due/{agreement.uuid}/{day}",
            rule="agreement_due",
            row="",
            domain=None,
            direction="",
            sentence=Message("We wrote “{text}”, to look at again on {day}.", values),
            because=because,
            because_words=because,
            rule_words=Message("The agreement is open, and its day to look again has come."),
            inputs=((Message("look again on"), day), (Message("written on"), agreement.made)),
            source="an agreement",
            day=day,
        )


def long_since_met(given: SignalInput) -> Iterator[Signal]:
    """The last session that was held lies more than eight weeks back."""
    if given.last_met is None or (given.today - given.last_met).days <= LONG_SINCE_MET:
        return
    values: dict[str, Value] = {"day": given.last_met}
    because = Message("because we wrote together last on {day}", values)
    yield Signal(
        id=f"long_since_met/{given.last_met}",
        rule="long_since_met",
        row="",
        domain=None,
        direction="",
        sentence=Message("We wrote together last on {day}.", values),
        because=because,
        because_words=because,
        rule_words=Message("More than {days} days have passed since the last session.", {"days": LONG_SINCE_MET}),
        inputs=((Message("days since"), (given.today - given.last_met).days),),
        source="the sessions",
        day=given.last_met,
    )


def beyond_enough(given: SignalInput) -> Iterator[Signal]:
    """A mark reached the patient's own *enough* for the first time, after the last session.

    Earlier marks of the same version all lie short of it. Reaching it is being there.
    """
    for row in _rows(given):
        if row.own is None or row.own.enough is None:
            continue
        marks = [point for point in in_order(row.points) if point.version == str(row.own.version)]
        first = next((point for point in marks if is_enough(row.own, point)), None)
        if first is None or (given.last is not None and first.day <= given.last.day):
            continue
        values: dict[str, Value] = {"form": row.form, "value": first.value, "enough": row.own.enough, "day": first.day}
        yield Signal(
            id=f"beyond_enough/{row.row}/{first.assessment_id}",
            rule="beyond_enough",
            row=row.row,
            domain=row.domain,
            direction=LIGHTER,
            sentence=Message("You marked “{form}” at {value} on {day}; enough is {enough}.", values),
            because=Message("because you marked “{form}” at {value}, and enough is {enough}", values),
            because_words=Message("because you marked “{form}” as enough", values),
            rule_words=Message("A mark reached the patient's own “enough” for the first time, after the last session."),
            inputs=((Message("your mark"), first.value), (Message("enough"), row.own.enough)),
            source="set by the patient",
            day=first.day,
        )


def clear_since_last(given: SignalInput) -> Iterator[Signal]:
    """A form shows a clear change since the last session."""
    if given.last is not None:
        for row in _rows(given):
            yield from _clear(row, row.since_last, "clear_since_last", given.last)


def clear_since_moment(given: SignalInput) -> Iterator[Signal]:
    """A form shows a clear change since the moment that was chosen."""
    if given.since is not None and given.since not in (given.last, given.start):
        for row in _rows(given):
            yield from _clear(row, row.since_moment, "clear_since_moment", given.since)


def clear_since_start(given: SignalInput) -> Iterator[Signal]:
    """A form shows a clear change since the start."""
    if given.start is not None:
        for row in _rows(given):
            yield from _clear(row, row.since_start, "clear_since_start", given.start)


def opposite(given: SignalInput) -> Iterator[Signal]:
    """The patient's own answers moved clearly in opposite directions in two areas.

    Since the last session if that is so; else since the start. The first of each kind, by
    area, is named; the others stand among the inputs.
    """
    rows = [row for row in _rows(given) if row.respondent is Respondent.SELF]
    for moment, name in ((given.last, "since_last"), (given.start, "since_start")):
        changes: list[tuple[SignalRow, Change]] = [(row, getattr(row, name)) for row in rows]
        lighter = [(row, one) for row, one in changes if one.reading is Reading.CLEARLY_BETTER]
        harder = [(row, one) for row, one in changes if one.reading is Reading.CLEARLY_HARDER]
        pairs = [(a, b) for a in lighter for b in harder if a[0].domain is not b[0].domain]
        if moment is None or not pairs:
            continue
        (good, good_change), (bad, bad_change) = pairs[0]
        values: dict[str, Value] = {
            "lighter": good.area,
            "lighter_word": words(good_change, good.scale.better),
            "harder": bad.area,
            "harder_word": words(bad_change, bad.scale.better),
            "day": moment.day,
        }
        day = max(_day(good_change), _day(bad_change))
        because = Message("because you answered {lighter}: {lighter_word}, and {harder}: {harder_word}", values)
        yield Signal(
            id=f"opposite/{good.row}/{bad.row}/{day}",
            rule="opposite",
            row=good.row,
            domain=good.domain,
            direction="",
            sentence=Message(
                "You answered in two ways since {day}: {lighter}: {lighter_word}; {harder}: {harder_word}.", values
            ),
            because=because,
            because_words=because,
            rule_words=Message("Two areas changed clearly, in opposite directions, since the same moment."),
            inputs=tuple((row.area, words(one, row.scale.better)) for row, one in (*lighter, *harder)),
            source=joined(one.source for _, one in (*lighter, *harder)),
            day=day,
        )
        return


def others_ahead(given: SignalInput) -> Iterator[Signal]:
    """Another person's newest rating is clearly better than the patient's own, on the same scale.

    Both were given within six weeks of each other, in the same version; the difference
    counts by the same size that a change on this scale counts by. Upward only: a rating
    that is worse than one's own is never put forward.
    """
    rows = list(_rows(given))
    for mine in (row for row in rows if row.respondent is Respondent.SELF):
        for other in (row for row in rows if row.respondent is not Respondent.SELF):
            if (other.scale.id, instrument_of(other)) == (mine.scale.id, instrument_of(mine)):
                yield from _ahead(mine, other, given.given)


Rule = Callable[[SignalInput], Iterator[Signal]]

RULES: Mapping[str, Rule] = MappingProxyType(
    {
        rule.__name__: rule
        for rule in (
            more_help,
            safety_answer,
            agreement_due,
            beyond_enough,
            clear_since_last,
            clear_since_moment,
            opposite,
            others_ahead,
            clear_since_start,
            long_since_met,
        )
    }
)
"""Every rule, in the order in which what it finds is put forward."""


def _rows(given: SignalInput) -> Iterator[SignalRow]:
    order = list(Domain)
    yield from sorted(given.rows, key=lambda row: (order.index(row.domain), row.row))


_YOU_SAY = Message("You answered {form} with {before} on {then} and with {after} on {now}. You say yourself: {word}.")


def _clear(row: SignalRow, change: Change, rule: str, moment: Moment) -> Iterator[Signal]:
    before, after = change.before, change.after
    if change.reading not in _CLEAR or before is None or after is None or after.day < moment.day:
        return
    values: dict[str, Value] = {
        "form": row.form,
        "before": before.value,
        "after": after.value,
        "then": before.day,
        "now": after.day,
        "word": words(change, row.scale.better),
    }
    sentence, because, plain = said(row)
    if after.fits:
        sentence = _YOU_SAY
    yield Signal(
        id=f"{rule}/{row.row}/{before.assessment_id}/{after.assessment_id}",
        rule=rule,
        row=row.row,
        domain=row.domain,
        direction=_CLEAR[change.reading],
        sentence=replace(sentence, values=values),
        because=replace(because, values=values),
        because_words=replace(plain, values=values),
        rule_words=change.why,
        inputs=(
            (Message("compared with"), moment.label),
            (Message("then"), before.value),
            (Message("answered then on"), before.day),
            (Message("now"), after.value),
            (Message("answered now on"), after.day),
            (Message("difference"), change.difference),
            (Message("what counts"), change.criterion),
        ),
        source=change.source,
        day=after.day,
    )


def _ahead(mine: SignalRow, other: SignalRow, given: Given | None) -> Iterator[Signal]:
    own, theirs = newest_value(mine), newest_value(other)
    chosen = choose_criterion(mine.scale, own=mine.own, given=given)
    if own is None or theirs is None or chosen is None or not chosen.verified:
        return
    if own.value is None or theirs.value is None or own.version != theirs.version:
        return
    ahead = theirs.value - own.value if mine.scale.better is Better.HIGHER else own.value - theirs.value
    if ahead <= 0 or not chosen.met(ahead) or abs((own.day - theirs.day).days) > SAME_TIME:
        return
    values: dict[str, Value] = {
        "form": mine.form,
        "own": own.value,
        "theirs": theirs.value,
        "who": WHO[other.respondent],
        "day": theirs.day,
    }
    sentence, because, plain = said_ahead(mine)
    yield Signal(
        id=f"others_ahead/{mine.row}/{other.row}/{own.assessment_id}/{theirs.assessment_id}",
        rule="others_ahead",
        row=mine.row,
        domain=mine.domain,
        direction=LIGHTER,
        sentence=replace(sentence, values=values),
        because=replace(because, values=values),
        because_words=replace(plain, values=values),
        rule_words=ahead_words(chosen, SAME_TIME),
        inputs=(
            (Message("one's own"), own.value),
            (Message("answered on"), own.day),
            (Message("the other"), theirs.value),
            (Message("rated on"), theirs.day),
            (Message("what counts"), chosen.value),
        ),
        source=chosen.source,
        day=max(own.day, theirs.day),
    )


def _day(change: Change) -> date:
    return change.after.day if change.after is not None else date.min
