"""The formulas, held against worked examples in the literature; the arithmetic stands beside each."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.clinical import formulas as f

sds = st.floats(0.5, 50)
reliabilities = st.floats(0.05, 0.99)
values = st.floats(-100, 100)


def test_exact_quantiles() -> None:
    assert f.z_two_sided() == pytest.approx(1.959964, abs=1e-6)
    assert f.z_two_sided(0.90) == pytest.approx(1.644854, abs=1e-6)
    assert f.z_one_sided() == pytest.approx(1.644854, abs=1e-6)


def test_jacobson_and_truax_worked_example() -> None:
    # M1 40, s1 7.5, M0 60, s0 7.5, rxx .80:
    # SEM = 7.5 * sqrt(.2) = 3.354; S_diff = sqrt(2) * 3.354 = 4.743; RC = 1.959964 * 4.743 = 9.2969
    assert f.sem(7.5, 0.80) == pytest.approx(3.354, abs=5e-4)
    assert f.s_diff(7.5, 0.80) == pytest.approx(4.743, abs=5e-4)
    assert f.criterion(7.5, 0.80) == pytest.approx(9.2969, abs=5e-5)
    # 32.5 to 47.5: 15 / 4.743 = 3.162
    assert f.reliable_change_index(32.5, 47.5, 7.5, 0.80) == pytest.approx(3.162, abs=5e-4)
    # a = 40 + 15, b = 60 - 15, c halfway
    assert f.cutoff_a(40, 7.5, higher_is_better=True) == 55
    assert f.cutoff_b(60, 7.5, higher_is_better=True) == 45
    assert f.cutoff_c(40, 7.5, 60, 7.5) == 50


def test_cutoffs_where_lower_is_better_and_spreads_differ() -> None:
    # M1 20, s1 6, M0 8, s0 2: a = 20 - 12, b = 8 + 4 (the functional group's spread),
    # c = (6 * 8 + 2 * 20) / 8 = 11
    assert f.cutoff_a(20, 6, higher_is_better=False) == 8
    assert f.cutoff_b(8, 2, higher_is_better=False) == 12
    assert f.cutoff_c(20, 6, 8, 2) == 11


def test_core10_at_both_levels() -> None:
    # SD 7.7, alpha .90: S_diff = 7.7 * sqrt(.2) = 3.4435; * 1.644854 = 5.66; * 1.959964 = 6.75
    assert f.criterion(7.7, 0.90, 0.90) == pytest.approx(5.66, abs=5e-3)
    assert f.criterion(7.7, 0.90) == pytest.approx(6.75, abs=5e-3)


def test_errors_for_sd_five_and_reliability_point_eight() -> None:
    # 5 * sqrt(.2) = 2.236068; * sqrt(2) = 3.162278; 5 * sqrt(1 - .64) = 3.0
    assert f.sem(5, 0.8) == pytest.approx(2.236068, abs=1e-6)
    assert f.s_diff(5, 0.8) == pytest.approx(3.162278, abs=1e-6)
    assert f.se_prediction(5, 0.8) == pytest.approx(3.0)


def test_expert_methods_by_hand() -> None:
    # M 20, sd 5, rxx .8, 30 to 22: expected 20 + .8 * 10 = 28; 22 - 28 = -6
    assert f.expected_after(30, 20, 0.8) == pytest.approx(28)
    assert f.gln(30, 22, 20, 5, 0.8) == pytest.approx(-2.0)  # -6 / 3
    assert f.en(30, 22, 20, 5, 0.8) == pytest.approx(-6 / 2.236068, abs=1e-6)
    # NK, .8 before and .7 after: sqrt(.64 * 25 * .2 + 25 * .3) = sqrt(10.7)
    assert f.nk_error(5, 0.8, 0.7) == pytest.approx(math.sqrt(10.7))
    assert f.nk(30, 22, 20, 5, 0.8, 0.7) == pytest.approx(-6 / math.sqrt(10.7))
    # HLN, post mean 16: (22 - 16) - .8 * (30 - 20) = -2; / 3
    assert f.hln(30, 22, 20, 16, 5, 0.8) == pytest.approx(-2 / 3)


def test_hageman_and_arrindell_by_hand() -> None:
    # sd 5 and 6, r12 .5, SEM 2: r11 = 21/25 = .84, r22 = 32/36 = .8889
    assert f.reliability_of_group(5, 2) == pytest.approx(0.84)
    assert f.reliability_of_group(6, 2) == pytest.approx(32 / 36)
    # shared 2*5*6*.5 = 30; (25*.84 + 36*.8889 - 30) / (25 + 36 - 30) = 23/31
    r_dd = f.reliability_of_differences(5, 6, 0.5, 2)
    assert r_dd == pytest.approx(23 / 31)
    # 30 to 22, means 20 and 16: (-8 * 23/31 - 4 * 8/31) / (sqrt(23/31) * sqrt(8))
    expected = (-8 * 23 / 31 - 4 * 8 / 31) / (math.sqrt(23 / 31) * math.sqrt(8))
    assert f.ha(30, 22, 20, 16, r_dd, 2) == pytest.approx(expected)
    # after 10, group 16, r22 8/9, line 14: (16 - 6*8/9 - 14) / (sqrt(8/9) * 2)
    assert f.ha_functional(10, 16, 8 / 9, 14, 2) == pytest.approx((16 - 48 / 9 - 14) / (math.sqrt(8 / 9) * 2))


def test_a_robust_spread_is_not_moved_by_one_odd_mark() -> None:
    # 1..9: median 5, absolute deviations 4 3 2 1 0 1 2 3 4, their median 2; 2 * 1.4826
    assert f.robust_sd([1, 2, 3, 4, 5, 6, 7, 8, 9]) == pytest.approx(2 * 1.4826, abs=1e-4)
    assert f.robust_sd([1, 2, 3, 4, 5, 6, 7, 8, 900]) == pytest.approx(2 * 1.4826, abs=1e-4)


def test_twenty_comparisons_bring_one_chance_finding() -> None:
    # 20 * .05 = 1; 1 - .95 ** 20 = .6415
    expected, at_least_one = f.expected_by_chance([0.05] * 20)
    assert expected == pytest.approx(1.0)
    assert at_least_one == pytest.approx(0.6415, abs=5e-5)


def test_each_comparison_brings_its_own_chance() -> None:
    assert f.expected_by_chance([0.5, 0.25]) == (0.75, 0.625)
    assert f.expected_by_chance([]) == (0, 0)


def test_the_middle_slope_of_a_straight_line_is_its_slope() -> None:
    slope, low, high = f.sen_slope([0, 1, 2, 3, 4, 5, 6, 7], [1, 3, 5, 7, 9, 11, 13, 15])
    assert (slope, low, high) == (2, 2, 2)


def test_the_middle_slope_ignores_one_odd_value_and_its_interval_holds_it() -> None:
    # Eight points at slope 1, the last far off: 7 of 28 pairs carry it. Kendall's spread is
    # 1.96 * sqrt(8 * 7 * 21 / 18) = 15.84, so the ends are slopes 6 and 22 of 0..27: 1, and
    # the second of the seven odd ones, (100 - 1) / 6 = 16.5.
    slope, low, high = f.sen_slope(range(8), [0, 1, 2, 3, 4, 5, 6, 100])
    assert (slope, low) == (1, 1)
    assert high == pytest.approx(16.5)


def test_the_ends_of_the_middle_slopes_interval_are_counted_off_by_kendalls_spread() -> None:
    # Between cubes the slopes are i² + ij + j², all different here. Twelve points have 66 slopes;
    # 1.96 * sqrt(12 * 11 * 29 / 18) = 28.58, so the ends are floor(18.71) and ceil(47.29).
    slopes = sorted(i * i + i * j + j * j for j in range(12) for i in range(j))
    cubes = [float(n**3) for n in range(12)]
    assert f.sen_slope(range(12), cubes) == ((slopes[32] + slopes[33]) / 2, slopes[18], slopes[48])
    # Four points have 1, 4, 7, 9, 13, 19; 1.96 * sqrt(4 * 3 * 13 / 18) = 5.77 takes the whole of them.
    assert f.sen_slope(range(4), cubes[:4]) == (8, 1, 19)
    # Two at one time have no slope between them.
    assert f.sen_slope([0, 0, 1], [5, 7, 9]) == (3, 2, 4)


@given(values, values, sds, reliabilities)
def test_an_index_turns_its_sign_when_the_points_change_places(
    before: float, after: float, sd: float, r: float
) -> None:
    assert f.reliable_change_index(before, after, sd, r) == pytest.approx(
        -f.reliable_change_index(after, before, sd, r)
    )


@given(sds, reliabilities, st.floats(0.5, 0.98))
def test_a_stricter_level_needs_a_larger_change(sd: float, r: float, confidence: float) -> None:
    assert f.criterion(sd, r, confidence) < f.criterion(sd, r, confidence + 0.01)


@given(sds, reliabilities)
def test_a_criterion_is_reached_exactly_at_index_z(sd: float, r: float) -> None:
    assert f.reliable_change_index(0, f.criterion(sd, r), sd, r) == pytest.approx(f.z_two_sided())


@given(st.lists(st.floats(-100, 100), min_size=3, max_size=12, unique=True), st.floats(-50, 50))
def test_a_slope_does_not_depend_on_where_a_scale_begins(scores: list[float], shift: float) -> None:
    times = list(range(len(scores)))
    moved = f.sen_slope(times, [score + shift for score in scores])
    assert moved == pytest.approx(f.sen_slope(times, scores), abs=1e-6)
