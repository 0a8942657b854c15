"""What is worth talking about: each rule on both sides of its edge."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.clinical import signals
from companion.clinical.change import read_change
from companion.clinical.instruments import Catalogue, own_instrument
from companion.clinical.message import Message
from companion.clinical.model import (
    Agreement,
    AgreementState,
    Better,
    CriticalAnswer,
    Domain,
    Moment,
    MoreHelp,
    OwnMeasure,
    Point,
    Respondent,
    Who,
)
from companion.clinical.points import pair_since
from companion.clinical.signals import RULES, HelpAnswer, Signal, SignalInput, SignalRow, find_signals
from companion.language import ENGLISH

CATALOGUE = Catalogue.bundled()
TODAY = date(2026, 11, 23)
START = Moment("start", date(2026, 1, 5), Message("start"))
LAST = Moment("last_session", date(2026, 11, 2), Message("last time"))
DOOR = OwnMeasure(5, "u", 1, "the door is open", Domain.RELATING, Better.HIGHER, step=2, enough=7)


def points(instrument: str, values: dict[date, float | None], who: Respondent = Respondent.SELF) -> tuple[Point, ...]:
    version = "1" if instrument.startswith("own-") else CATALOGUE.get(instrument).version
    base = 1000 * (1 + list(Respondent).index(who)) + len(instrument)
    return tuple(
        Point(base * 100 + number, day, value, instrument=instrument, version=version, respondent=who)
        for number, (day, value) in enumerate(values.items())
    )


def row(
    instrument: str,
    values: dict[date, float | None],
    *,
    who: Respondent = Respondent.SELF,
    own: OwnMeasure | None = None,
    domain: Domain | None = None,
    since: Moment | None = None,
) -> SignalRow:
    form = own_instrument(own) if own else CATALOGUE.get(instrument)
    scale = form.main_scale
    course = points(form.id, values, who)

    def change(moment: Moment | None) -> object:
        then, now = pair_since(course, moment.day if moment else None)
        return read_change(scale, then, now, own=own, history=course)

    return SignalRow(
        row=f"{form.id}:{scale.id}:{who}",
        form=form.short,
        area=Message(str(domain or scale.domain)),
        domain=domain or scale.domain,
        scale=scale,
        respondent=who,
        points=course,
        since_last=change(LAST),  # type: ignore[arg-type]
        since_start=change(None),  # type: ignore[arg-type]
        since_moment=change(since),  # type: ignore[arg-type]
        own=own,
    )


def found(rule: str, given: SignalInput) -> list[Signal]:
    return [one for one in find_signals(given) if one.rule == rule]


A, B, C = date(2026, 1, 5), date(2026, 10, 30), date(2026, 11, 20)


def given_rows(*rows: SignalRow, **more: object) -> SignalInput:
    return replace(SignalInput(TODAY, rows=rows, last=LAST, start=START), **more)  # type: ignore[arg-type]


def test_a_clear_change_since_the_last_session_is_found() -> None:
    one = found("clear_since_last", given_rows(row("phq9", {A: 20, B: 19, C: 12})))
    assert len(one) == 1
    signal = one[0]
    assert ENGLISH.say(signal.sentence) == (
        "You answered PHQ-9 with 19 on 30 Oct 2026, and with 12 on 20 Nov 2026: clearly easier."
    )
    assert ENGLISH.say(signal.because) == "because you answered PHQ-9 with 19, and now with 12"
    assert ENGLISH.say(signal.because_words) == "because you answered PHQ-9 differently: clearly easier"
    assert (signal.direction, signal.domain, signal.day) == ("lighter", Domain.MOOD, C)
    assert "NHS" in ENGLISH.value(signal.source)
    assert "6 points or more" in ENGLISH.say(signal.rule_words)
    assert {ENGLISH.say(name): value for name, value in signal.inputs}["difference"] == -7


def test_what_is_not_clear_or_not_new_is_not_put_forward() -> None:
    assert not found("clear_since_last", given_rows(row("phq9", {A: 20, B: 19, C: 14})))
    assert not found("clear_since_last", given_rows(row("phq9", {A: 20, B: 12})))
    assert not found("clear_since_last", given_rows(row("phq9", {A: 20, B: 19, C: 12}), last=None))
    assert not found("clear_since_last", given_rows(row("wsas", {A: 40, B: 40, C: 0})))


def test_harder_is_found_as_well_as_lighter() -> None:
    signal = found("clear_since_last", given_rows(row("phq9", {B: 10, C: 20})))[0]
    assert signal.direction == "harder"
    assert ENGLISH.say(signal.sentence).endswith("clearly harder.")


def test_a_clear_change_since_the_start_is_found() -> None:
    assert found("clear_since_start", given_rows(row("phq9", {A: 20, B: 13, C: 12})))
    assert not found("clear_since_start", given_rows(row("phq9", {A: 20, B: 13, C: 12}), start=None))
    assert not found("clear_since_start", given_rows(row("phq9", {A: 14, C: 12})))


def test_a_chosen_moment_counts_only_if_it_is_another_one() -> None:
    summer = Moment("own", date(2026, 6, 1), Message("summer"))
    looked = row("phq9", {date(2026, 5, 30): 20, B: 13, C: 12}, since=summer)
    signal = found("clear_since_moment", given_rows(looked, since=summer))
    assert len(signal) == 1
    assert not found("clear_since_moment", given_rows(looked, since=LAST))
    assert not found("clear_since_moment", given_rows(looked, since=START))
    assert not found("clear_since_moment", given_rows(looked, since=None))


def test_an_own_measure_is_marked_and_a_clinicians_form_is_written() -> None:
    own = found("clear_since_last", given_rows(row("", {B: 2, C: 6}, own=DOOR)))[0]
    assert ENGLISH.say(own.sentence).startswith("You marked “the door is open” at 2")
    assert ENGLISH.say(own.because) == "because you moved “the door is open” from 2 to 6"
    assert ENGLISH.say(own.because_words) == "because you marked “the door is open” differently: clearly more"
    rated = found("clear_since_last", given_rows(row("honos", {B: 20, C: 10}, who=Respondent.CLINICIAN)))[0]
    assert ENGLISH.say(rated.sentence).startswith("We wrote 20 for HoNOS")
    assert ENGLISH.say(rated.because).startswith("because we wrote 20")


def test_areas_that_move_in_opposite_directions_are_found() -> None:
    mood, door = row("phq9", {A: 10, B: 10, C: 20}), row("", {A: 2, B: 2, C: 6}, own=DOOR)
    signal = found("opposite", given_rows(mood, door))
    assert len(signal) == 1
    assert ENGLISH.say(signal[0].sentence) == (
        "You answered in two ways since 2 Nov 2026: relating: clearly more; mood: clearly harder."
    )
    assert (signal[0].direction, signal[0].domain, signal[0].day) == ("", Domain.RELATING, C)
    assert len(signal[0].inputs) == 2


def test_opposite_needs_two_areas_both_clear_and_ones_own_answers() -> None:
    up = row("", {A: 2, B: 2, C: 6}, own=DOOR)
    assert not found("opposite", given_rows(up, row("phq9", {A: 10, B: 10, C: 12})))
    assert not found("opposite", given_rows(up, row("phq9", {A: 10, B: 10, C: 20}, domain=Domain.RELATING)))
    assert not found("opposite", given_rows(up, row("honos", {A: 10, B: 10, C: 20}, who=Respondent.CLINICIAN)))
    assert not found("opposite", given_rows(up, row("gad7", {A: 20, B: 20, C: 10})))


def test_opposite_looks_back_to_the_start_if_the_last_session_shows_nothing() -> None:
    mood, door = row("phq9", {A: 10, B: 19, C: 20}), row("", {A: 2, B: 6, C: 6}, own=DOOR)
    signal = found("opposite", given_rows(mood, door))
    assert len(signal) == 1
    assert "5 Jan 2026" in ENGLISH.say(signal[0].sentence)
    assert len(found("opposite", given_rows(mood, door, last=None))) == 1
    assert not found("opposite", given_rows(mood, door, last=None, start=None))


def ahead(own_value: float, other_value: float, *, other_day: date = C, better: Better = Better.HIGHER) -> list[Signal]:
    own = replace(DOOR, better=better)
    mine = row("", {C: own_value}, own=own)
    theirs = row("", {other_day: other_value}, own=own, who=Respondent.RELATIVE)
    return found("others_ahead", given_rows(mine, theirs))


def test_another_rating_that_is_clearly_better_than_ones_own_is_found() -> None:
    signal = ahead(4, 6)
    assert len(signal) == 1
    assert ENGLISH.say(signal[0].sentence) == (
        "You marked “the door is open” at 4, and someone close to you at 6 (20 Nov 2026)."
    )
    assert signal[0].direction == "lighter"
    assert len(ahead(6, 4, better=Better.LOWER)) == 1


def test_another_rating_is_put_forward_upward_only_and_only_from_the_same_time() -> None:
    assert not ahead(4, 5)
    assert not ahead(6, 4)
    assert not ahead(4, 4)
    assert not ahead(4, 6, better=Better.LOWER)
    assert len(ahead(4, 6, other_day=C - timedelta(days=42))) == 1
    assert not ahead(4, 6, other_day=C - timedelta(days=43))


def test_another_rating_counts_on_the_same_form_and_version_only() -> None:
    mine = row("who5", {C: 20})
    theirs = row("who5", {C: 60}, who=Respondent.RELATIVE)
    signal = found("others_ahead", given_rows(mine, theirs))
    assert ENGLISH.say(signal[0].sentence).startswith("You answered WHO-5 with 20, and someone close to you with 60")
    elsewhere = row("wemwbs", {C: 60}, who=Respondent.RELATIVE)
    assert not found("others_ahead", given_rows(mine, elsewhere))
    older = replace(theirs, points=tuple(replace(one, version="old") for one in theirs.points))
    assert not found("others_ahead", given_rows(mine, older))
    empty = replace(theirs, points=tuple(replace(one, value=None) for one in theirs.points))
    assert not found("others_ahead", given_rows(mine, empty))
    assert not found("others_ahead", given_rows(row("wsas", {C: 40}), row("wsas", {C: 0}, who=Respondent.RELATIVE)))


def test_enough_is_found_the_first_time_it_is_reached() -> None:
    signal = found("beyond_enough", given_rows(row("", {A: 3, B: 6, C: 7}, own=DOOR)))
    assert len(signal) == 1
    assert ENGLISH.say(signal[0].sentence) == "You marked “the door is open” at 7 on 20 Nov 2026; enough is 7."
    assert not found("beyond_enough", given_rows(row("", {A: 3, B: 6, C: 6.9}, own=DOOR)))
    assert not found("beyond_enough", given_rows(row("", {A: 8, B: 6, C: 9}, own=DOOR)))
    assert not found("beyond_enough", given_rows(row("", {A: 3, B: 8}, own=DOOR)))
    assert found("beyond_enough", given_rows(row("", {A: 3, B: 8}, own=DOOR), last=None))
    assert not found("beyond_enough", given_rows(row("", {C: 9}, own=replace(DOOR, enough=None))))
    assert not found("beyond_enough", given_rows(row("", {C: 9}, own=replace(DOOR, version=2))))
    low = replace(DOOR, better=Better.LOWER, enough=3)
    assert found("beyond_enough", given_rows(row("", {A: 8, C: 3}, own=low)))
    assert not found("beyond_enough", given_rows(row("", {A: 8, C: 4}, own=low)))


@pytest.mark.parametrize(("days", "there"), [(56, False), (57, True), (400, True), (0, False)])
def test_a_long_time_since_we_met_is_more_than_eight_weeks(days: int, there: bool) -> None:
    met = TODAY - timedelta(days=days)
    signals = found("long_since_met", SignalInput(TODAY, last_met=met))
    assert bool(signals) is there
    assert not found("long_since_met", SignalInput(TODAY))
    if signals:
        assert ENGLISH.say(signals[0].sentence) == f"We wrote together last on {ENGLISH.day(met)}."


def safety(day: date, answer: float = 2, number: int = 1, who: Respondent = Respondent.SELF) -> CriticalAnswer:
    return CriticalAnswer(number, day, "phq9", 9, Message("Thoughts of death"), answer, 3, who)


def test_an_answer_on_safety_is_shown_as_it_was_answered() -> None:
    signals = found("safety_answer", given_rows(critical=(safety(C),), forms={"phq9": "PHQ-9"}))
    assert [ENGLISH.say(one.sentence) for one in signals] == [
        "You answered 2 of 3 to “Thoughts of death” (PHQ-9, 20 Nov 2026)."
    ]
    assert (signals[0].direction, signals[0].domain) == ("", Domain.SAFETY)


def test_an_answer_on_safety_from_the_day_of_the_last_session_is_not_lost() -> None:
    assert found("safety_answer", given_rows(critical=(safety(LAST.day),)))
    assert not found("safety_answer", given_rows(critical=(safety(LAST.day - timedelta(days=1)),)))
    assert found("safety_answer", given_rows(critical=(safety(date(2020, 1, 1)),), last=None))


def test_the_newest_answer_on_safety_of_each_person_counts() -> None:
    several = (safety(C, 1, 2), safety(LAST.day, 3, 1), safety(C, 2, 3, Respondent.CLINICIAN))
    signals = found("safety_answer", given_rows(critical=several))
    assert sorted(ENGLISH.say(one.sentence)[:24] for one in signals) == [
        "We wrote 2 of 3 to “Thou", "You answered 1 of 3 to “",
    ]  # fmt: skip


def agreement(number: int, who: Who, day: date | None, state: AgreementState = AgreementState.OPEN) -> Agreement:
    return Agreement(number, f"u{number}", 1, None, A, f"text {number}", who, day, state)


def test_agreements_that_are_due_are_found_the_clinicians_first() -> None:
    made = (
        agreement(1, Who.PATIENT, TODAY - timedelta(days=9)),
        agreement(2, Who.BOTH, TODAY),
        agreement(3, Who.CLINICIAN, TODAY),
        agreement(4, Who.CLINICIAN, TODAY - timedelta(days=1)),
        agreement(5, Who.CLINICIAN, TODAY + timedelta(days=1)),
        agreement(6, Who.CLINICIAN, None),
        agreement(7, Who.CLINICIAN, TODAY, AgreementState.DONE),
    )
    signals = found("agreement_due", given_rows(agreements=made))
    assert [one.id.split("/")[1] for one in signals] == ["u4", "u3", "u2", "u1"]
    assert ENGLISH.say(signals[1].sentence) == "We wrote “text 3”, to look at again on 23 Nov 2026."


def helped(domain: Domain, answer: MoreHelp, day: date) -> HelpAnswer:
    return HelpAnswer(domain, answer, day, Message(str(domain)))


def test_more_help_is_found_while_the_newest_answer_is_yes() -> None:
    signals = found("more_help", given_rows(more_help=(helped(Domain.HOPE, MoreHelp.YES, C),)))
    assert ENGLISH.say(signals[0].sentence) == "You answered yes to more help with hope."
    changed = (helped(Domain.HOPE, MoreHelp.FINE, C), helped(Domain.HOPE, MoreHelp.YES, B))
    assert not found("more_help", given_rows(more_help=changed))
    again = (helped(Domain.HOPE, MoreHelp.YES, C), helped(Domain.HOPE, MoreHelp.NOT_NOW, B))
    assert found("more_help", given_rows(more_help=again))


def everything() -> SignalInput:
    return given_rows(
        row("phq9", {A: 10, B: 10, C: 20}),
        row("", {A: 2, B: 2, C: 8}, own=DOOR),
        row("", {C: 10}, own=DOOR, who=Respondent.RELATIVE),
        critical=(safety(C),),
        agreements=(agreement(1, Who.BOTH, TODAY),),
        more_help=(helped(Domain.HOPE, MoreHelp.YES, C), helped(Domain.COPING, MoreHelp.YES, C)),
        last_met=TODAY - timedelta(days=90),
    )


def test_the_order_is_always_the_same_and_what_was_asked_for_comes_first() -> None:
    signals = find_signals(everything())
    rules = list(dict.fromkeys(one.rule for one in signals))
    assert rules == [
        "more_help", "safety_answer", "agreement_due", "beyond_enough", "clear_since_last", "opposite",
        "others_ahead", "clear_since_start", "long_since_met",
    ]  # fmt: skip
    assert [one.domain for one in signals[:2]] == [Domain.COPING, Domain.HOPE]
    turned = replace(everything(), rows=tuple(reversed(everything().rows)))
    assert find_signals(turned) == signals
    assert len({one.id for one in signals}) == len(signals)


def test_what_was_set_aside_is_not_put_forward_again() -> None:
    signals = find_signals(everything())
    rest = find_signals(replace(everything(), set_aside=frozenset({signals[0].id})))
    assert rest == signals[1:]


def test_every_finding_carries_rule_inputs_and_source_and_says_what_people_did() -> None:
    for signal in find_signals(everything()):
        assert signal.rule in RULES
        assert signal.rule_words.text
        assert signal.inputs
        assert signal.source
        assert ENGLISH.say(signal.sentence).startswith(("You answered", "You marked", "We wrote"))
        assert ENGLISH.say(signal.because).startswith(("because you", "because we"))
        assert ENGLISH.say(signal.because_words).startswith(("because you", "because we"))
        for name, value in signal.inputs:
            assert ENGLISH.say(name)
            assert value is not None


def test_each_rule_has_its_words_where_it_stands() -> None:
    # Looked up in the text: a run that tries mutations puts other functions in the place of the rules.
    source = Path(signals.__file__).read_text(encoding="utf-8")
    said = re.findall(
        r'def (?:x_)?(\w+?)(?:__mutmut_orig)?\(given: SignalInput\) -> Iterator\[Signal\]:\n    """', source
    )
    assert set(RULES) <= set(said)


def test_nothing_known_means_nothing_found() -> None:
    assert find_signals(SignalInput(TODAY)) == ()


@given(st.lists(st.integers(0, 27), min_size=2, max_size=8))
def test_a_finding_is_never_made_of_an_unclear_change(values: list[int]) -> None:
    days = {A + timedelta(days=30 * number): float(value) for number, value in enumerate(values)}
    looked = row("phq9", dict(days))
    clear = abs(values[-1] - values[0]) >= 6
    assert bool(found("clear_since_start", given_rows(looked))) == clear
