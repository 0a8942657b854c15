"""A group's change, held against worked counts; the arithmetic stands beside it."""

from __future__ import annotations

import math
from dataclasses import replace
from statistics import mean, stdev

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.clinical.evaluate import CATEGORIES, METHODS, Evaluation, Pair, Setting, TooFewError, evaluate
from companion.clinical.model import Better


def pairs(*values: tuple[float | None, float | None]) -> list[Pair]:
    return [Pair(str(number), pre, post) for number, (pre, post) in enumerate(values, 1)]


def categories(found: Evaluation) -> list[str]:
    return [person.category for person in found.people]


# Eleven people; pre 15..25 has mean 20 and sd sqrt(11) = 3.3166; each changes by -5..5.
ELEVEN = pairs(*((20.0 + step, 20.0 + step + step) for step in range(-5, 6)))


def test_changes_of_minus_five_to_five_with_a_criterion_of_two() -> None:
    # A reliability that makes z * S_diff = 2.0 with this sd: 1 - (2 / (1.959964 * sqrt(2) * 3.3166))**2 = .95266
    reliability = 1 - (2 / (1.959963984540054 * math.sqrt(2) * math.sqrt(11))) ** 2
    found = evaluate(ELEVEN, Setting(reliability - 1e-12))
    assert found.criterion == pytest.approx(2.0)
    # strictly beyond: -5 -4 -3 | -2 -1 0 1 2 | 3 4 5
    assert found.counts == {"recovered": None, "improved": 3, "unchanged": 5, "deteriorated": 3}
    turned = evaluate(ELEVEN, Setting(reliability - 1e-12, Better.HIGHER))
    assert categories(turned) == [
        {"improved": "deteriorated", "deteriorated": "improved"}.get(one, one) for one in categories(found)
    ]


def test_jacobson_and_truax_with_cut_off_c() -> None:
    # Published spread 7.5, rxx .80: criterion 9.2969. Five people with mean 40, functional 60 (7.5): c = 50.
    given_ = pairs((32.5, 47.5), (40, 51), (47.5, 56.7), (45, 60), (35, 25))
    setting = Setting(0.80, Better.HIGHER, cutoff="c", functional_mean=60, functional_sd=7.5, sd=7.5)
    found = evaluate(given_, setting)
    assert found.cutoff_value == pytest.approx(50)
    assert found.criterion == pytest.approx(9.2969, abs=5e-5)
    assert found.sem == pytest.approx(3.354, abs=5e-4)
    assert found.people[0].rci == pytest.approx(3.162, abs=5e-4)
    # 32.5 to 47.5 changed reliably but stayed below 50; 47.5 to 56.7 is 9.2: not reliable.
    assert categories(found) == ["improved", "recovered", "unchanged", "recovered", "deteriorated"]
    assert found.counts == {"recovered": 2, "improved": 1, "unchanged": 1, "deteriorated": 1}


def test_recovered_needs_a_start_on_the_clinical_side_and_an_end_strictly_beyond() -> None:
    setting = Setting(0.80, Better.LOWER, cutoff="b", functional_mean=6, functional_sd=2, sd=2)
    # b = 6 + 2 * 2 = 10; criterion 1.959964 * 2 * sqrt(.4) = 2.479
    found = evaluate(pairs((12, 9), (12, 10 - 1e-9), (14, 10), (10, 6), (9, 5)), setting)
    assert found.cutoff_value == 10
    assert categories(found) == ["recovered", "unchanged", "improved", "improved", "improved"]


def test_cut_off_a_is_made_of_this_group() -> None:
    given_ = pairs((10, 10), (20, 20), (30, 30))
    assert evaluate(given_, Setting(0.8, cutoff="a")).cutoff_value == 0  # 20 - 2 * 10
    assert evaluate(given_, Setting(0.8, Better.HIGHER, cutoff="a")).cutoff_value == 40
    assert evaluate(given_, Setting(0.8)).cutoff_value is None
    assert evaluate(given_, Setting(0.8)).cutoff == ""


PRE = [30.0, 25.0, 22.0, 18.0, 28.0, 15.0]
POST = [12.0, 20.0, 23.0, 9.0, 27.0, 19.0]
SIX = pairs(*zip(PRE, POST, strict=True))


def by_hand(method: str, pre: float, post: float, r: float) -> float:
    """Work the index out anew, straight from the formulas in Claus, Wager & Bonnet 2024."""
    m1, m2, s1, s2 = mean(PRE), mean(POST), stdev(PRE), stdev(POST)
    error = s1 * (1 - r) ** 0.5
    r12 = sum((a - m1) * (b - m2) for a, b in zip(PRE, POST, strict=True)) / 5 / s1 / s2
    true = (s1**2 - error**2) + (s2**2 - error**2) - 2 * s1 * s2 * r12
    r_dd = true / (s1**2 + s2**2 - 2 * s1 * s2 * r12)
    indexes: dict[str, float] = {
        "jt": (post - pre) / (2 * error**2) ** 0.5,
        "gln": (post - m1 - r * (pre - m1)) / (s1 * (1 - r**2) ** 0.5),
        "hln": (post - m2 - r * (pre - m1)) / (s1 * (1 - r**2) ** 0.5),
        "en": (post - (r * (pre - m1) + m1)) / error,
        "nk": (post - (r * (pre - m1) + m1)) / (r**2 * s1**2 * (1 - r) + s1**2 * (1 - r)) ** 0.5,
        "ha": ((post - pre) * r_dd + (m2 - m1) * (1 - r_dd)) / (r_dd**0.5 * (2 * error**2) ** 0.5),
    }
    return indexes[method]


@pytest.mark.parametrize("method", METHODS)
def test_all_six_methods_agree_with_their_formulas(method: str) -> None:
    found = evaluate(SIX, Setting(0.9, method=method))  # type: ignore[arg-type]
    z = 1.6448536 if method == "ha" else 1.9599640
    for person in found.people:
        expected = by_hand(method, person.pre, person.post, 0.9)
        assert person.rci == pytest.approx(expected)
        category = "improved" if expected < -z else "deteriorated" if expected > z else "unchanged"
        assert person.category == category
    assert found.n == found.n_used == 6


def test_the_criterion_of_each_method_is_its_error_times_z() -> None:
    s1, z, z1 = stdev(PRE), 1.9599640, 1.6448536
    expected = {
        "jt": z * s1 * math.sqrt(0.2),
        "gln": z * s1 * math.sqrt(0.19),
        "hln": z * s1 * math.sqrt(0.19),
        "en": z * s1 * math.sqrt(0.1),
        "nk": z * s1 * math.sqrt(0.81 * 0.1 + 0.3),
        "ha": z1 * s1 * math.sqrt(0.2),
    }
    for method in METHODS:
        assert evaluate(SIX, Setting(0.9, method=method, reliability_post=0.7)).criterion == pytest.approx(
            expected[method], abs=1e-5
        )


def test_hageman_and_arrindell_use_true_cut_offs_and_their_own_index_of_crossing() -> None:
    m1, s1, m2, s2 = mean(PRE), stdev(PRE), mean(POST), stdev(POST)
    error = s1 * math.sqrt(0.1)
    true1, true0 = s1 * math.sqrt(0.9), math.sqrt(6**2 - error**2)
    c = (true1 * 10 + true0 * m1) / (true1 + true0)
    found = evaluate(SIX, Setting(0.9, method="ha", cutoff="c", functional_mean=10, functional_sd=6))
    assert found.cutoff_value == pytest.approx(c)
    r22 = (s2**2 - error**2) / s2**2
    for person in found.people:
        crossing = (m2 + (person.post - m2) * r22 - c) / (math.sqrt(r22) * error)
        began = person.pre > c
        assert (person.category == "recovered") == (began and person.rci < -1.6448536 and crossing < -1.6448536)
    assert found.counts["recovered"]
    a = evaluate(SIX, Setting(0.9, method="ha", cutoff="a")).cutoff_value
    assert a == pytest.approx(m1 - 2 * true1)
    b = evaluate(SIX, Setting(0.9, method="ha", cutoff="b", functional_mean=10, functional_sd=6)).cutoff_value
    assert b == pytest.approx(10 + 2 * true0)


def test_pairs_that_are_not_complete_are_left_out_and_named() -> None:
    found = evaluate(
        [*SIX, Pair("x", None, 3), Pair("y", 3, None), Pair("z", math.nan, 3), Pair("q", 3, math.inf)], Setting(0.9)
    )
    assert (found.n, found.n_used, found.missing) == (10, 6, ("x", "y", "z", "q"))
    assert found.people == evaluate(SIX, Setting(0.9)).people


def test_who_began_at_the_good_end_is_counted_as_not_to_be_seen() -> None:
    # sd 10 given, rxx .9: criterion 1.959964 * 10 * sqrt(.2) = 8.765
    setting = Setting(0.9, sd=10, low=0, high=27)
    found = evaluate(pairs((8, 6), (9, 6), (8, 25), (20, 20)), setting)
    assert categories(found) == ["unchanged", "unchanged", "deteriorated", "unchanged"]
    assert [person.could_not_be_seen for person in found.people] == [True, False, True, False]
    assert found.could_not_be_seen == 1  # inside the unchanged
    assert found.counts["unchanged"] == 3
    higher = evaluate(pairs((19, 20), (18, 20)), replace(setting, better=Better.HIGHER))
    assert [person.could_not_be_seen for person in higher.people] == [True, False]
    unknown = evaluate(pairs((8, 6), (9, 6)), Setting(0.9, sd=10))
    assert unknown.could_not_be_seen is None
    assert unknown.people[0].could_not_be_seen is None
    for half in (Setting(0.9, sd=10, low=0), Setting(0.9, sd=10, high=27)):
        found = evaluate(pairs((8, 6), (9, 6)), half)
        assert (found.could_not_be_seen, found.people[0].could_not_be_seen) == (None, None)


@pytest.mark.parametrize(
    ("given_", "setting", "reason"),
    [
        (pairs((1, 2)), Setting(0.9), "Two complete pairs"),
        (pairs((1, 2), (1, 3)), Setting(0.9), "same value"),
        (SIX, Setting(0.0), "between 0 and 1"),
        (SIX, Setting(1.0), "between 0 and 1"),
        (SIX, Setting(0.9, cutoff="b"), "functional group"),
        (SIX, Setting(0.9, cutoff="c", functional_mean=3), "functional group"),
        (pairs((1, 2), (30, 2)), Setting(0.9, method="ha"), "differ too little"),
        (SIX, Setting(0.9, method="ha", cutoff="b", functional_mean=3, functional_sd=0.1), "smaller than the error"),
        (pairs((1, 2), (2, 3), (9, 10)), Setting(0.5, method="ha"), "the same amount"),
        (pairs((1, 2), (2, 3), (9, 11)), Setting(0.5, method="ha"), "not reliable enough"),
    ],
)
def test_what_a_method_cannot_do_is_said(given_: list[Pair], setting: Setting, reason: str) -> None:
    with pytest.raises(TooFewError, match=reason) as caught:
        evaluate(given_, setting)
    assert reason in caught.value.message.text


scores = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), min_size=3, max_size=20).filter(
    lambda rows: len({pre for pre, _ in rows}) > 1
)


@given(scores, st.floats(0.3, 0.97), st.sampled_from(["jt", "gln", "en", "nk", "hln"]))
def test_counts_add_up_and_mirror_when_the_direction_does(rows: list[tuple[int, int]], r: float, method: str) -> None:
    setting = Setting(r, method=method, low=0, high=40)  # type: ignore[arg-type]
    found = evaluate(pairs(*rows), setting)
    assert sum(found.counts[one] or 0 for one in CATEGORIES) == found.n_used == len(rows)
    assert found.could_not_be_seen is not None
    assert found.could_not_be_seen <= (found.counts["unchanged"] or 0)
    turned = evaluate(pairs(*rows), replace(setting, better=Better.HIGHER))
    assert (turned.counts["improved"], turned.counts["deteriorated"]) == (
        found.counts["deteriorated"], found.counts["improved"],
    )  # fmt: skip


@given(scores, st.floats(0.3, 0.97), st.floats(0.6, 0.98))
def test_a_stricter_level_never_finds_more_change(rows: list[tuple[int, int]], r: float, confidence: float) -> None:
    mild = evaluate(pairs(*rows), Setting(r, confidence=confidence))
    strict = evaluate(pairs(*rows), Setting(r, confidence=confidence + 0.01))
    assert (strict.counts["unchanged"] or 0) >= (mild.counts["unchanged"] or 0)


@pytest.mark.parametrize("method", METHODS)
def test_on_the_tramlines_the_index_is_exactly_at_the_edge(method: str) -> None:
    setting = Setting(0.9, method=method)  # type: ignore[arg-type]
    lines = evaluate(SIX, setting).tramlines
    z = 1.6448536 if method == "ha" else 1.9599640
    # One more person on a line would move means and spreads, so the index is worked out by hand.
    for pre in (0.0, 7.0, 30.0):
        assert by_hand(method, pre, lines.slope * pre + lines.upper, 0.9) == pytest.approx(z, abs=1e-6)
        assert by_hand(method, pre, lines.slope * pre + lines.lower, 0.9) == pytest.approx(-z, abs=1e-6)
    assert lines.lower < lines.upper
    slopes = {"jt": 1.0, "ha": 1.0, "gln": 0.9, "hln": 0.9, "en": 0.9, "nk": 0.9}
    assert lines.slope == pytest.approx(slopes[method])


@pytest.mark.parametrize("method", METHODS)
def test_whoever_began_beyond_the_cut_off_has_improved_and_not_recovered(method: str) -> None:
    rows = pairs((30, 2), (28, 27), (25, 3), (22, 21), (31, 30), (18, 1))
    figures = {"cutoff": "b", "functional_mean": 12.0, "functional_sd": 6.0}
    found = evaluate(rows, Setting(0.9, method=method, **figures))  # type: ignore[arg-type]
    assert found.cutoff_value is not None
    first, *_, last = found.people
    assert first.pre > found.cutoff_value > last.pre
    assert first.category == "recovered"
    assert last.category in {"improved", "unchanged"}


def test_by_hageman_and_arrindell_one_begins_on_the_clinical_side_of_the_true_cut_off() -> None:
    figures = {"functional_mean": 12.0, "functional_sd": 6.0}
    rows = ((30, 2), (28, 27), (25, 3), (22, 21), (31, 30), (18, 1))
    lower = evaluate(pairs(*rows), Setting(0.9, method="ha", cutoff="b", **figures))  # type: ignore[arg-type]
    assert [one.category for one in lower.people] == [
        "recovered", "unchanged", "recovered", "unchanged", "unchanged", "improved",
    ]  # fmt: skip
    mirrored = pairs(*((40 - before, 40 - after) for before, after in rows))
    higher = evaluate(
        mirrored, Setting(0.9, method="ha", cutoff="b", better=Better.HIGHER, functional_mean=28, functional_sd=6)
    )
    assert [one.category for one in higher.people] == [one.category for one in lower.people]


@pytest.mark.parametrize(
    ("setting", "sentence"),
    [
        (Setting(1.0), "The reliability lies between 0 and 1."),
        (Setting(0.9, cutoff="b"), "This cut-off needs mean and spread of a functional group."),
        (Setting(0.9, method="ha", cutoff="b", functional_mean=3, functional_sd=0.1),
         "A spread is smaller than the error of measurement."),
    ],
)  # fmt: skip
def test_each_reason_is_one_sentence(setting: Setting, sentence: str) -> None:
    with pytest.raises(TooFewError) as caught:
        evaluate(SIX, setting)
    assert caught.value.message.text == sentence
    assert str(caught.value) == sentence


@pytest.mark.parametrize(
    ("rows", "setting", "sentence"),
    [
        (pairs((1, 2)), Setting(0.9), "Two complete pairs or more are needed."),
        (pairs((1, 2), (1, 3)), Setting(0.9),
         "Everybody began with the same value, so there is no spread to go by."),
        (pairs((1, 2), (30, 2)), Setting(0.9, method="ha"),
         "The values after differ too little for this method."),
        (pairs((1, 2), (2, 3), (9, 10)), Setting(0.5, method="ha"),
         "Everybody changed by the same amount, so there is no spread to go by."),
        (pairs((1, 2), (2, 3), (9, 11)), Setting(0.5, method="ha"),
         "The differences are not reliable enough for this method."),
    ],
)  # fmt: skip
def test_what_these_people_do_not_allow_is_one_sentence(rows: list[Pair], setting: Setting, sentence: str) -> None:
    with pytest.raises(TooFewError) as caught:
        evaluate(rows, setting)
    assert caught.value.message.text == sentence


def test_each_person_keeps_who_they_are() -> None:
    assert [(one.id, one.pre, one.post) for one in evaluate(SIX, Setting(0.9)).people] == [
        (pair.id, pair.pre, pair.post) for pair in SIX
    ]
