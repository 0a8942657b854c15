"""Agreements, shelves, plan, events, own measures: each change is a version, each removal keeps who and when."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from companion.clinical.model import (
    AgreementState,
    Better,
    Domain,
    MoreHelp,
    OwnReading,
    Patient,
    PlanPart,
    StrategyState,
    Who,
)
from companion.errors import RefusedError
from companion.store.acts import own as own_acts
from companion.store.acts import shelves as acts
from companion.store.database import Store
from companion.store.records import own, shelves
from tests.store.conftest import at


def test_an_agreement_is_reviewed_changed_and_withdrawn(store: Store, kari: Patient) -> None:
    made = store.perform(acts.AddAgreement(kari.id, "Call the school", Who.CLINICIAN, date(2026, 12, 1)))
    reviewed = store.perform(acts.ReviewAgreement(made.id, AgreementState.PARTLY, "called once"))
    changed = store.perform(acts.ChangeAgreement(made.id, "Call the school again", Who.BOTH))
    with store.read() as reader:
        assert shelves.agreements(reader, kari.id) == (changed,)
    assert (reviewed.id, reviewed.look_again, reviewed.state_words) == (made.id, made.look_again, "called once")
    assert (changed.uuid, changed.who, changed.look_again, changed.state) == (
        made.uuid, Who.BOTH, None, AgreementState.PARTLY,
    )  # fmt: skip
    store.perform(acts.WithdrawAgreement(made.id, by="patient"))
    with store.read() as reader:
        assert shelves.agreements(reader, kari.id) == ()
    with pytest.raises(RefusedError, match="no longer there"):
        store.perform(acts.ReviewAgreement(made.id, AgreementState.DONE))


def test_a_strategy_moves_and_says_since_when(store: Store, kari: Patient) -> None:
    added = store.perform(acts.AddStrategy(kari.id, "walk to the sea", domain=Domain.COPING))
    store = at(store, datetime(2026, 12, 24, 9))
    moved = store.perform(acts.MoveStrategy(added.id, StrategyState.HELPING))
    assert moved.since == date(2026, 12, 24)
    changed = store.perform(acts.ChangeStrategy(added.id, "walk to the sea", "when it is loud"))
    with store.read() as reader:
        assert shelves.strategies(reader, kari.id) == (changed,)
    assert (changed.state, changed.when_how, changed.domain) == (StrategyState.HELPING, "when it is loud", None)
    store.perform(acts.WithdrawStrategy(added.id, by="patient"))
    with store.read() as reader:
        assert shelves.strategies(reader, kari.id) == ()


def test_what_was_changed_or_taken_off_comes_back_as_a_new_version(store: Store, kari: Patient) -> None:
    strategy = store.perform(acts.AddStrategy(kari.id, "walk to the sea", "when it is loud", Domain.COPING))
    key = store.perform(acts.AddUnderstanding(kari.id, "they go quiet", "I think it is me", "I ask", Domain.SELF))
    agreed = store.perform(acts.AddAgreement(kari.id, "Call the school", Who.CLINICIAN, date(2026, 12, 1)))
    store.perform(acts.ChangeStrategy(strategy.id, "walk"))
    store.perform(acts.WithdrawUnderstanding(key.id, by="patient"))
    store.perform(acts.ReviewAgreement(agreed.id, AgreementState.DONE, "called"))
    for before in (strategy, key, agreed):
        store.perform(acts.PutBack(before))
    with store.read() as reader:
        assert shelves.strategies(reader, kari.id) == (strategy,)
        assert shelves.understandings(reader, kari.id) == (key,)
        assert shelves.agreements(reader, kari.id) == (agreed,)
        newest = reader.one("strategy_newest", line=strategy.id)
    assert newest is not None
    assert newest["replaces"] not in {None, strategy.id}, "the words between stay behind it"


def test_a_key_is_changed_and_withdrawn(store: Store, kari: Patient) -> None:
    added = store.perform(acts.AddUnderstanding(kari.id, "they go quiet", "I think it is me", "I ask"))
    changed = store.perform(acts.ChangeUnderstanding(added.id, "they go quiet", "I get scared", "I ask"))
    with store.read() as reader:
        assert shelves.understandings(reader, kari.id) == (changed,)
    store.perform(acts.WithdrawUnderstanding(added.id, by="patient"))
    with store.read() as reader:
        assert shelves.understandings(reader, kari.id) == ()


def test_the_plan_keeps_its_order_and_when_it_was_looked_at(store: Store, kari: Patient) -> None:
    first = store.perform(acts.AddPlanLine(kari.id, PlanPart.DO, "cold water"))
    second = store.perform(acts.AddPlanLine(kari.id, PlanPart.DO, "ring Liv"))
    store.perform(acts.ChangePlanLine(first.id, "cold water, long"))
    store = at(store, datetime(2027, 1, 5, 9))
    store.perform(acts.LookedAtPlan(kari.id))
    with store.read() as reader:
        plan = shelves.plan(reader, kari.id)
    assert [(line.text, line.position, line.looked_at) for line in plan] == [
        ("cold water, long", 1, date(2027, 1, 5)),
        ("ring Liv", 2, date(2027, 1, 5)),
    ]
    store.perform(acts.RemovePlanLine(second.id))
    with store.read() as reader:
        assert [line.id for line in shelves.plan(reader, kari.id)] == [first.id]


def test_events_stand_by_day_and_end_after_they_begin(store: Store, kari: Patient) -> None:
    ward = store.perform(acts.AddEvent(kari.id, date(2026, 2, 3), "ward", date(2026, 2, 14), "admission"))
    store.perform(acts.AddEvent(kari.id, date(2025, 2, 3), "moved"))
    store.perform(acts.ChangeEvent(ward.id, date(2026, 2, 4), "ward", date(2026, 2, 14), "admission"))
    with store.read() as reader:
        assert [(one.text, one.day.day) for one in shelves.events(reader, kari.id)] == [("moved", 3), ("ward", 4)]
    with pytest.raises(RefusedError, match="before the first"):
        store.perform(acts.AddEvent(kari.id, date(2026, 2, 3), "ward", date(2026, 2, 1)))
    store.perform(acts.RemoveEvent(ward.id))
    with store.read() as reader:
        assert [one.text for one in shelves.events(reader, kari.id)] == ["moved"]


def test_an_own_measure_has_a_new_version_only_when_what_is_asked_changes(store: Store, kari: Patient) -> None:
    door = store.perform(own_acts.AddOwnMeasure(kari.id, "the door is open", Domain.RELATING, Better.HIGHER))
    stepped = store.perform(
        own_acts.ChangeOwnMeasure(door.id, "the door is open", Domain.RELATING, Better.HIGHER, step=2, enough=7)
    )
    asked = store.perform(own_acts.ChangeOwnMeasure(door.id, "open doors", Domain.RELATING, Better.HIGHER, step=2))
    assert [one.version for one in (door, stepped, asked)] == [1, 1, 2]
    assert {one.instrument for one in (door, stepped, asked)} == {door.instrument}
    with store.read() as reader:
        assert own.own_measures(reader, kari.id) == (asked,)
    for step, enough in ((0, None), (11, None), (1, 12)):
        with pytest.raises(RefusedError):
            store.perform(own_acts.AddOwnMeasure(kari.id, "x", Domain.HOPE, Better.LOWER, step, enough))


def test_the_newest_word_on_two_days_counts(store: Store, kari: Patient) -> None:
    door = store.perform(own_acts.AddOwnMeasure(kari.id, "door", Domain.RELATING, Better.HIGHER))
    first, second = date(2026, 1, 1), date(2026, 2, 1)
    for word in ("same", "easier"):
        store.perform(own_acts.SayOwnReading(door.id, kari.id, first, second, word))
    with store.read() as reader:
        assert own.own_readings(reader, kari.id) == (OwnReading(door.id, first, second, "easier", date(2026, 11, 23)),)
    with pytest.raises(RefusedError):
        store.perform(own_acts.SayOwnReading(door.id, kari.id, first, second, "improved"))


def test_the_newest_answer_to_more_help_counts_for_each_area(store: Store, kari: Patient) -> None:
    for domain, answer in ((Domain.MOOD, MoreHelp.YES), (Domain.HOPE, MoreHelp.FINE), (Domain.MOOD, MoreHelp.NOT_NOW)):
        store.perform(own_acts.SayMoreHelp(kari.id, domain, answer))
    with store.read() as reader:
        said = {one.domain: one.answer for one in own.more_help(reader, kari.id)}
    assert said == {Domain.HOPE: MoreHelp.FINE, Domain.MOOD: MoreHelp.NOT_NOW}
