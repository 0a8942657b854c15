"""Earlier times like now: a stated distance over areas, each form by its own range, gaps never guessed."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.clinical.alike import APART, LONG_AGO, MOST, NEAR, Answers, Course, by_area, distance, earlier_times
from companion.clinical.model import Domain, Point

TODAY = date(2026, 11, 23)


def scale(row: str, domain: Domain, high: float, *answers: tuple[int, float | None], version: str = "1") -> Answers:
    """A scale from 0 to `high`, answered so many days ago."""
    points = tuple(
        Point(n, TODAY - timedelta(days=ago), value, version=version)
        for n, (ago, value) in enumerate(sorted(answers, key=lambda one: -one[0]))
    )
    return Answers(row, domain, 0, high, points)


def test_each_form_counts_by_its_own_range_and_each_area_once() -> None:
    scales = [
        scale("a", Domain.MOOD, 10, (0, 5), (200, 6)),
        scale("b", Domain.MOOD, 100, (0, 50), (200, 70)),
        scale("c", Domain.EVERYDAY, 40, (0, 10), (200, 10)),
    ]
    course = Course(scales)
    now, then = course.profile(TODAY), course.profile(TODAY - timedelta(days=200))
    assert by_area(now, then) == {Domain.MOOD: pytest.approx(0.15), Domain.EVERYDAY: 0}
    assert distance(now, then) == pytest.approx(0.075)


def test_an_earlier_time_like_now_is_found_and_says_where_it_is_like_now() -> None:
    low = [(0, 20.0), (100, 8.0), (700, 19.0), (800, 8.0)]
    scales = [
        scale("phq9", Domain.MOOD, 27, *low),
        scale("wsas", Domain.EVERYDAY, 40, (0, 30), (100, 10), (700, 28), (800, 12)),
        scale("door", Domain.RELATING, 10, (0, 2), (700, 4), (800, 9)),
    ]
    (found,) = earlier_times(scales, TODAY)
    assert found.day == TODAY - timedelta(days=700)
    assert found.near == (Domain.MOOD, Domain.EVERYDAY)
    assert found.other == (Domain.RELATING,)


def test_a_gap_is_never_guessed() -> None:
    known = scale("a", Domain.MOOD, 10, (0, 5), (300, 5))
    others = [
        scale("b", Domain.EVERYDAY, 10, (0, 5)),
        scale("c", Domain.RELATING, 10, (0, 5)),
        scale("d", Domain.HOPE, 10, (0, 5)),
    ]
    assert earlier_times([known, *others], TODAY) == ()
    assert len(earlier_times([known], TODAY)) == 1
    other_version = Answers("a", Domain.MOOD, 0, 10, (*scale("a", Domain.MOOD, 10, (300, 5), version="0").points,
                                                      *scale("a", Domain.MOOD, 10, (0, 5)).points))  # fmt: skip
    assert earlier_times([other_version], TODAY) == ()


def test_times_with_words_come_first() -> None:
    answers = [(0, 5.0), *((ago, 5.0) for ago in (150, 400, 650, 900))]
    spoken = [TODAY - timedelta(days=905)]
    found = earlier_times([scale("a", Domain.MOOD, 10, *answers)], TODAY, spoken)
    assert found[0].day == TODAY - timedelta(days=900)


@given(
    st.lists(st.tuples(st.integers(0, 1500), st.one_of(st.none(), st.integers(0, 27))), max_size=60),
    st.lists(st.tuples(st.integers(0, 1500), st.one_of(st.none(), st.integers(0, 10))), max_size=60),
)
def test_what_is_found_is_near_long_ago_apart_and_always_the_same(
    mood: list[tuple[int, float | None]], door: list[tuple[int, float | None]]
) -> None:
    scales = [scale("a", Domain.MOOD, 27, *mood), scale("b", Domain.RELATING, 10, *door)]
    found = earlier_times(scales, TODAY)
    assert found == earlier_times(list(reversed(scales)), TODAY)
    assert len(found) <= MOST
    days = sorted(one.day for one in found)
    assert all(after - before >= APART for before, after in pairwise(days))
    assert all(one.distance <= NEAR and TODAY - one.day >= LONG_AGO and one.near for one in found)
