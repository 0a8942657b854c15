"""The help says how often chance finds something, and its numbers are those of the simulation."""

from __future__ import annotations

from pathlib import Path

import pytest

from companion.clinical.signals import RULES
from companion.language import CODES, in_language
from companion.paths import help_folder
from tests.bench import false_alarms
from tests.bench.false_alarms import PAGE, WORDS, Found, form_table, rule_table, simulate, tables_of, with_tables

NEAR = 9.0
"""Points of 100 that forty people may lie from six hundred."""


@pytest.fixture(scope="module")
def usual() -> Found:
    return simulate(40)


@pytest.fixture(scope="module")
def strict() -> Found:
    return simulate(40, confidence=false_alarms.STRICTER)


def page_of(code: str) -> str:
    path = in_language(help_folder() / f"{PAGE}.md", code)
    assert code == "en" or path.stem.endswith(code)
    return path.read_text(encoding="utf-8")


def numbers(table: list[str], count: int) -> dict[str, list[float]]:
    """Return what each line is about, and its numbers from the right."""
    found = {}
    for line in table[1:]:
        pieces = line.replace(",", ".").split()
        found[" ".join(pieces[:-count])] = [float(piece) for piece in pieces[-count:]]
    return found


@pytest.mark.parametrize("code", CODES)
def test_the_help_names_every_rule_with_its_rate(code: str) -> None:
    page, words = page_of(code), WORDS[code]
    assert set(words.rules) == set(RULES)
    rules, forms = tables_of(page)
    assert list(numbers(rules, 4)) == [words.rules[rule] for rule in RULES]
    assert {instrument.short for instrument, _ in false_alarms.forms()} <= set(numbers(forms, 3))


@pytest.mark.parametrize("code", CODES)
def test_the_numbers_of_the_help_come_from_the_simulation(usual: Found, strict: Found, code: str) -> None:
    words = WORDS[code]
    again = (rule_table(usual, strict, words), form_table(usual, strict, words))
    for table, new, count in zip(tables_of(page_of(code)), again, (4, 3), strict=True):
        assert table[0] == new[0]
        for name, rates in numbers(new, count).items():
            assert numbers(table, count)[name] == pytest.approx(rates, abs=NEAR), name


def test_the_languages_say_the_same_numbers() -> None:
    tables = [tables_of(page_of(code)) for code in CODES]
    for at, count in enumerate((4, 3)):
        first, *others = (list(numbers(one[at], count).values()) for one in tables)
        assert all(other == first for other in others)


def test_the_simulation_comes_out_the_same_again() -> None:
    assert simulate(3, seed=5) == simulate(3, seed=5)
    assert simulate(3, seed=5) != simulate(3, seed=6)


def test_a_stricter_level_finds_less_by_chance(usual: Found, strict: Found) -> None:
    assert strict.look_rate("clear_since_last") < usual.look_rate("clear_since_last")
    assert strict.row_rate("clear_since_last", own=False) < usual.row_rate("clear_since_last", own=False) / 2
    assert strict.row_rate("clear_since_last", own=True) == usual.row_rate("clear_since_last", own=True)


def test_what_is_only_repeated_is_never_found_by_chance(usual: Found) -> None:
    for rule in ("more_help", "safety_answer", "agreement_due", "long_since_met"):
        assert usual.look_rate(rule) == 0


def test_tables_are_put_in_the_places_of_the_old_ones(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert with_tables("a\n\n    x\n    y\n\nb\n    z\n", [["1"], ["2", "3"]]) == "a\n\n    1\n\nb\n    2\n    3\n"
    pages = {code: tmp_path / f"{PAGE}{'' if code == 'en' else f'.{code}'}.md" for code in CODES}
    for page in pages.values():
        page.write_text("# a\n\n    x\n\n    y\nb\n", encoding="utf-8")
    false_alarms.main(["--people", "2"], tmp_path)
    told = capsys.readouterr().out
    for code, page in pages.items():
        assert WORDS[code].rules["opposite"] in page.read_text(encoding="utf-8")
        assert len(tables_of(page.read_text(encoding="utf-8"))) == 2
        assert WORDS[code].rule_heads[0] in told
