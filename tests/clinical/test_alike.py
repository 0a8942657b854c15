"""Earlier times like now: a stated distance over areas, each form by its own range, gaps never guessed."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.clinical.alike import APART, LONG_AGO, MOST, Answers, Course, by_area, distance, earlier_times, is_near
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
    assert all(is_near(one.distance) and TODAY - one.day >= LONG_AGO and one.near for one in found)


def test_an_answer_counts_as_its_share_of_the_way_between_the_ends_of_its_form() -> None:
    day = TODAY - timedelta(days=3)
    points = (Point(1, day, 25.0, version="2"), Point(2, TODAY, None))
    course = Course(
        [
            Answers("k10", Domain.MOOD, 10, 50, points),
            Answers("unit", Domain.HOPE, 0, 0.5, (Point(3, day, 0.0),)),
            Answers("flat", Domain.SELF, 4, 4, (Point(4, day, 4.0),)),
            Answers("none", Domain.COPING, 0, 10, (Point(5, day, None),)),
        ]
    )
    assert course.profile(TODAY) == {Domain.MOOD: {("k10", "2"): 0.375}, Domain.HOPE: {("unit", ""): 0}}
    assert course.days() == [day]


def test_a_day_holds_the_newest_answer_of_the_six_weeks_up_to_it() -> None:
    course = Course([scale("a", Domain.MOOD, 10, (100, 2), (58, 4))])
    assert course.profile(TODAY - timedelta(days=101)) == {}
    assert course.profile(TODAY - timedelta(days=100)) == {Domain.MOOD: {("a", "1"): 0.2}}
    assert course.profile(TODAY - timedelta(days=58)) == {Domain.MOOD: {("a", "1"): 0.4}}
    assert course.profile(TODAY - timedelta(days=16)) == {Domain.MOOD: {("a", "1"): 0.4}}
    assert course.profile(TODAY - timedelta(days=15)) == {}


def profile(**shares: float) -> dict[Domain, dict[tuple[str, str], float]]:
    return {Domain(name): {(name, "1"): share} for name, share in shares.items()}


def test_a_distance_needs_two_areas_and_half_of_those_known_now() -> None:
    assert distance({}, {}) is None
    assert distance(profile(mood=0.5), {}) is None
    assert distance(profile(mood=0.5), profile(mood=0.25)) == 0.25
    assert distance(profile(mood=0.5, hope=0.5), profile(mood=0.25)) is None
    both = profile(mood=0.25, hope=0.5)
    assert distance(profile(mood=0.5, hope=0.5), both) == 0.125
    assert distance(profile(mood=0.5, hope=0.5, self=0, coping=1), both) == 0.125
    assert distance(profile(mood=0.5, hope=0.5, self=0, coping=1, agency=1), both) is None
    assert by_area(profile(mood=1), profile(hope=1)) == {}


def like_now(*ago: int, value: float = 5.0) -> list[Answers]:
    return [scale("a", Domain.MOOD, 10, (0, 5.0), *((one, value) for one in ago))]


def days_ago(scales: list[Answers], spoken: tuple[int, ...] = ()) -> list[int]:
    words = [TODAY - timedelta(days=one) for one in spoken]
    return [(TODAY - one.day).days for one in earlier_times(scales, TODAY, words)]


def test_an_earlier_time_lies_four_months_back_and_four_months_from_the_next() -> None:
    assert days_ago(like_now(119)) == []
    assert days_ago(like_now(120)) == [120]
    assert days_ago(like_now(150, 269)) == [150]
    assert days_ago(like_now(150, 270)) == [150, 270]
    assert days_ago(like_now(150, 270, 390, 510)) == [150, 270, 390]
    assert days_ago(like_now(200, value=6.01)) == []
    assert days_ago([]) == []


@pytest.mark.parametrize("low", range(10))
def test_a_tenth_of_the_way_is_near_wherever_it_lies(low: int) -> None:
    scales = [scale("a", Domain.MOOD, 10, (0, low), (200, low + 1))]
    assert [one.near for one in earlier_times(scales, TODAY)] == [(Domain.MOOD,)]
    assert earlier_times([scale("a", Domain.MOOD, 10, (0, low), (200, low + 1.01))], TODAY) == ()


def test_the_nearest_comes_first_then_the_newest_and_words_before_both() -> None:
    scales = [scale("a", Domain.MOOD, 10, (0, 5.0), (200, 5.5), (400, 5.0), (600, 5.0), (800, 5.2))]
    assert days_ago(scales) == [400, 600, 800]
    for words, first in ((228, 200), (172, 200), (229, 400), (171, 400), (828, 800)):
        assert days_ago(scales, (words,))[0] == first
    assert days_ago(scales, (805, 205)) == [800, 200, 400]


def test_areas_that_were_close_those_that_were_not_and_those_unknown_then_are_told_apart() -> None:
    scales = [
        scale("mood", Domain.MOOD, 10, (0, 5), (300, 5)),
        scale("relating", Domain.RELATING, 10, (0, 5), (300, 5)),
        scale("coping", Domain.COPING, 10, (0, 5), (300, 4)),
        scale("hope", Domain.HOPE, 10, (0, 5), (300, 3.5)),
        scale("self", Domain.SELF, 10, (0, 5), (300, 3.5)),
        scale("everyday", Domain.EVERYDAY, 10, (0, 5), (300, 6.8)),
        scale("agency", Domain.AGENCY, 10, (0, 5)),
        scale("together", Domain.TOGETHER, 10, (300, 5)),
    ]
    (found,) = earlier_times(scales, TODAY)
    assert found.day == TODAY - timedelta(days=300)
    assert found.distance == pytest.approx((0 + 0 + 0.1 + 0.15 + 0.15 + 0.18) / 6)
    assert found.near == (Domain.RELATING, Domain.MOOD, Domain.COPING)
    assert found.other == (Domain.EVERYDAY, Domain.SELF, Domain.HOPE)
    assert found.unknown == (Domain.AGENCY,)
