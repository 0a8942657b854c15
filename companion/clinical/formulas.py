"""The formulas of change, one function each, nothing else.

Notation as in the literature: `sd` is s1, the spread of the clinical group before
treatment; `reliability` is rxx. `higher_is_better` gives the direction where one is needed.

Sources: Jacobson & Truax 1991 (with the square root of 2 put right by Christensen &
Mendoza 1986); Speer 1992 (Edwards-Nunnally); Hsu 1989 (Gulliksen-Lord-Novick,
Hsu-Linn-Nord); Nunnally & Kotsch 1983; Hageman & Arrindell 1999; Claus, Wager & Bonnet
2024 for all of them side by side. Robust spread: Rousseeuw & Croux 1993. Slope: Sen 1968.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import NormalDist, median

MAD_TO_SD = 1.0 / NormalDist().inv_cdf(0.75)
"""A median absolute deviation times this estimates a standard deviation (1.4826)."""


def z_two_sided(confidence: float = 0.95) -> float:
    """Return the exact quantile: 1.959964 for 0.95, 1.644854 for 0.90."""
    return NormalDist().inv_cdf(1 - (1 - confidence) / 2)


def z_one_sided(confidence: float = 0.95) -> float:
    """Return the exact quantile of one side: 1.644854 for 0.95."""
    return NormalDist().inv_cdf(confidence)


def sem(sd: float, reliability: float) -> float:
    """Return the standard error of measurement: ``sd * sqrt(1 - reliability)``."""
    return sd * math.sqrt(1 - reliability)


def s_diff(sd: float, reliability: float) -> float:
    """Return the standard error of a difference: ``sqrt(2) * SEM``."""
    return math.sqrt(2) * sem(sd, reliability)


def se_prediction(sd: float, reliability: float) -> float:
    """Return the standard error of prediction: ``sd * sqrt(1 - reliability²)``."""
    return sd * math.sqrt(1 - reliability**2)


def reliable_change_index(before: float, after: float, sd: float, reliability: float) -> float:
    """Return Jacobson and Truax's index: ``(after - before) / S_diff``."""
    return (after - before) / s_diff(sd, reliability)


def criterion(sd: float, reliability: float, confidence: float = 0.95) -> float:
    """Return the change in points that must be exceeded: ``z * S_diff``."""
    return z_two_sided(confidence) * s_diff(sd, reliability)


def expected_after(before: float, mean: float, reliability: float) -> float:
    """Return the score one expects again if nothing changed: drawn towards the mean."""
    return reliability * (before - mean) + mean


def gln(before: float, after: float, mean: float, sd: float, reliability: float) -> float:
    """Return the Gulliksen-Lord-Novick index: from the expected score, in errors of prediction."""
    return ((after - mean) - reliability * (before - mean)) / se_prediction(sd, reliability)


def en(before: float, after: float, mean: float, sd: float, reliability: float) -> float:
    """Return the Edwards-Nunnally index: from the expected score, in errors of measurement."""
    return (after - expected_after(before, mean, reliability)) / sem(sd, reliability)


def nk_error(sd: float, reliability: float, reliability_after: float) -> float:
    """Return Nunnally and Kotsch's standard error, with a reliability for each occasion."""
    return math.sqrt(reliability**2 * sd**2 * (1 - reliability) + sd**2 * (1 - reliability_after))


def nk(before: float, after: float, mean: float, sd: float, reliability: float, reliability_after: float) -> float:
    """Return the Nunnally-Kotsch index."""
    return (after - expected_after(before, mean, reliability)) / nk_error(sd, reliability, reliability_after)


def hln(before: float, after: float, mean_before: float, mean_after: float, sd: float, reliability: float) -> float:
    """Return the Hsu-Linn-Nord index: drawn towards the group's mean at each occasion."""
    return ((after - mean_after) - reliability * (before - mean_before)) / se_prediction(sd, reliability)


def reliability_of_group(sd: float, error: float) -> float:
    """Return a group's own reliability, from its spread and the SEM: ``(sd² - SEM²) / sd²``."""
    return (sd**2 - error**2) / sd**2


def reliability_of_differences(sd_before: float, sd_after: float, correlation: float, error: float) -> float:
    """Return Hageman and Arrindell's reliability of the difference scores."""
    shared = 2 * sd_before * sd_after * correlation
    true = sd_before**2 * reliability_of_group(sd_before, error) + sd_after**2 * reliability_of_group(sd_after, error)
    return (true - shared) / (sd_before**2 + sd_after**2 - shared)


def ha(before: float, after: float, mean_before: float, mean_after: float, r_dd: float, error: float) -> float:
    """Return Hageman and Arrindell's individual index of change."""
    return ((after - before) * r_dd + (mean_after - mean_before) * (1 - r_dd)) / (
        math.sqrt(r_dd) * math.sqrt(2 * error**2)
    )


def ha_functional(after: float, mean_after: float, reliability_after: float, cutoff: float, error: float) -> float:
    """Return Hageman and Arrindell's individual index of having crossed the true cut-off."""
    expected = mean_after + (after - mean_after) * reliability_after
    return (expected - cutoff) / (math.sqrt(reliability_after) * error)


def cutoff_a(mean: float, sd: float, *, higher_is_better: bool) -> float:
    """Return cut-off A: two spreads from the clinical mean, on the good side."""
    return mean + 2 * sd if higher_is_better else mean - 2 * sd


def cutoff_b(functional_mean: float, functional_sd: float, *, higher_is_better: bool) -> float:
    """Return cut-off B: within two spreads of the functional group's mean, by that group's own spread."""
    return functional_mean - 2 * functional_sd if higher_is_better else functional_mean + 2 * functional_sd


def cutoff_c(mean: float, sd: float, functional_mean: float, functional_sd: float) -> float:
    """Return cut-off C: where both groups are mistaken equally often."""
    return (sd * functional_mean + functional_sd * mean) / (sd + functional_sd)


def robust_sd(values: Sequence[float]) -> float:
    """Return a spread that single odd values hardly move: 1.4826 times the median absolute deviation."""
    middle = median(values)
    return MAD_TO_SD * median(abs(value - middle) for value in values)


def expected_by_chance(chances: Sequence[float]) -> tuple[float, float]:
    """Return how many of several comparisons stand out by chance, and how likely at least one does.

    Args:
        chances: How likely each of them stands out by itself.
    """
    return math.fsum(chances), 1 - math.prod(1 - chance for chance in chances)


def sen_slope(times: Sequence[float], values: Sequence[float], confidence: float = 0.95) -> tuple[float, float, float]:
    """Return the median slope between all pairs of points, and its interval (Sen 1968).

    The interval's ends are slopes too, counted off by the spread of Kendall's S; ties
    among values make it a little wider than need be, which is the cautious side.
    """
    pairs = [(i, j) for j in range(len(times)) for i in range(j) if times[i] != times[j]]
    slopes = sorted((values[j] - values[i]) / (times[j] - times[i]) for i, j in pairs)
    n = len(times)
    spread = z_two_sided(confidence) * math.sqrt(n * (n - 1) * (2 * n + 5) / 18)
    low = max(math.floor((len(slopes) - spread) / 2), 0)
    high = min(math.ceil((len(slopes) + spread) / 2), len(slopes) - 1)
    return median(slopes), slopes[low], slopes[high]
