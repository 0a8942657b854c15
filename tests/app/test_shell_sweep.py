"""Garbage is looked for while nobody types; what starts keeps out of it."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator

import pytest

from companion.app import ahead, sweep


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    thresholds = gc.get_threshold()
    yield
    gc.enable()
    gc.set_threshold(*thresholds)
    gc.unfreeze()
    sys.setswitchinterval(0.005)


def test_a_start_looks_for_no_garbage_until_it_is_over() -> None:
    sweep.hold_off()
    assert not gc.isenabled()
    sweep.settle()
    assert gc.isenabled()
    assert gc.get_freeze_count() > 0


def test_settling_without_a_start_changes_nothing() -> None:
    before = gc.get_threshold()
    sweep.settle()
    assert gc.get_threshold() == before
    assert gc.get_freeze_count() == 0


def test_nobody_waits_for_a_full_look() -> None:
    sweep.hold_off()
    sweep.settle()
    seen: list[int] = []
    gc.callbacks.append(lambda phase, info: seen.append(info["generation"]) if phase == "start" else None)
    try:
        gc.collect(0)
        seen.clear()
        sweep.tidy(0.1)
        assert seen == []
        sweep.tidy(sweep.STILL)
        assert seen == [2]
    finally:
        gc.callbacks.pop()


def test_what_a_key_made_is_looked_through_after_it_and_nothing_older() -> None:
    seen: list[int] = []
    gc.callbacks.append(lambda phase, info: seen.append(info["generation"]) if phase == "start" else None)
    try:
        sweep.hold_off()
        sweep.after_a_key()
        assert seen == [], "not while the program starts"
        sweep.settle()
        seen.clear()
        sweep.after_a_key()
        assert seen == [1]
        kept = [[number] for number in range(60_000)]  # more than many keys make
        assert seen == [1], "and not in the middle of one"
        assert len(kept) == 60_000
    finally:
        gc.callbacks.pop()


def test_everything_loaded_ahead_is_there() -> None:
    ahead.load()
