"""What chance alone brings when several areas are looked at together."""

from __future__ import annotations

from dataclasses import replace

import pytest

from companion.clinical.chance import STRICTER, USUAL, by_chance, chance_of
from companion.clinical.change import NOTHING_YET, Change, read_values
from companion.clinical.criterion import Given, Ordinary, kind_words
from companion.clinical.instruments import Catalogue
from companion.language import ENGLISH

CLEAR = replace(NOTHING_YET, difference=1.0, criterion=5.0, kind="service rule", verified=True)


def test_a_criterion_of_the_forms_own_error_stands_out_as_often_as_its_level_says() -> None:
    whodas = Catalogue.bundled().get("whodas12-48").main_scale
    assert chance_of(read_values(whodas, 20, 20)) == pytest.approx(1 - USUAL)
    assert chance_of(read_values(whodas, 20, 20, given=Given(confidence=STRICTER))) == pytest.approx(1 - STRICTER)


def test_a_published_size_is_weighed_against_the_error_where_that_is_known() -> None:
    # PHQ-9: SEM 5.5 * sqrt(.11) = 1.8241; 6 / (sqrt(2) * 1.8241) = 2.3258; two-sided tail .0200
    phq9 = Catalogue.bundled().get("phq9").main_scale
    assert chance_of(read_values(phq9, 20, 8)) == pytest.approx(0.0200, abs=5e-4)
    assert chance_of(CLEAR) == pytest.approx(0.05)
    assert chance_of(replace(CLEAR, kind="RCI90")) == pytest.approx(0.10)


def test_an_own_step_is_weighed_against_ones_own_ordinary_variation_or_not_at_all() -> None:
    step = replace(CLEAR, kind="step", criterion=2.0)
    assert chance_of(step) is None
    # A step as large as the ordinary variation stands out 5 of 100 times, one half as large 33.
    assert chance_of(replace(step, ordinary=Ordinary(2.0, 8, 5, beyond=False))) == pytest.approx(0.05)
    assert chance_of(replace(step, ordinary=Ordinary(4.0, 8, 5, beyond=False))) == pytest.approx(0.3271, abs=1e-4)
    assert chance_of(replace(CLEAR, kind="ordinary variation", sem=1.0)) == pytest.approx(0.05)


@pytest.mark.parametrize("change", [
    NOTHING_YET, replace(CLEAR, verified=False), replace(CLEAR, criterion=None), replace(CLEAR, difference=None)
])  # fmt: skip
def test_what_is_not_judged_brings_nothing_by_chance(change: Change) -> None:
    assert chance_of(change) is None


def test_chance_is_said_in_words() -> None:
    said = by_chance([CLEAR] * 20)
    assert said is not None
    assert ENGLISH.say(said) == (
        "Of 20 areas, about 1 would stand out by chance if nothing had changed. "
        "At least one would in 64 of 100 such looks."
    )
    mixed = by_chance([CLEAR, replace(CLEAR, kind="RCI90"), NOTHING_YET])
    assert mixed is not None
    assert (mixed.values["n"], mixed.values["expected"], mixed.values["percent"]) == (2, 0.2, 15)


def test_one_area_alone_is_not_spoken_of() -> None:
    assert by_chance([CLEAR, NOTHING_YET]) is None
    assert by_chance([]) is None


def test_a_stricter_level_has_words() -> None:
    assert ENGLISH.say(kind_words("RCI99")) == "beyond the form's own error, 99 of 100 times"
