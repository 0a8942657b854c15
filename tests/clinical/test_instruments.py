"""Reading definition files: what is right goes in, what is not is answered with key and reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from companion.clinical.facts import Cutoff, Norm, Reliability
from companion.clinical.instruments import Catalogue, DefinitionMistake, own_instrument, parse_instrument
from companion.clinical.message import Message
from companion.clinical.model import Better, Domain, OwnMeasure, Respondent
from companion.language import ENGLISH

GOOD = """
id = "mine"
name = "A form of ours"
short = "Ours"
version = "1"

[licence]
holder = "our clinic"
condition = "ours"
credit = "Our clinic."
source = "ourselves"
verified = true

[items]
low = 0
high = 4
labels = ["One", "Two", "Three"]
reversed = [2]
reversed_source = "ourselves"

[[scale]]
id = "total"
name = "All"
domain = "mood"
better = "lower"
method = "sum"
items = "1-3"
low = 0
high = 12
rule = { text = "The sum.", source = "ourselves", verified = true }
missing = { most = 1, source = "ourselves", verified = true }
"""


def test_a_clinics_own_form_is_read() -> None:
    form = parse_instrument(GOOD, "mine.toml")
    assert (form.id, form.short, form.version, form.total_is, form.main) == ("mine", "Ours", "1", "total", "total")
    assert [item.label.text for item in form.items] == ["One", "Two", "Three"]
    assert [item.reversed for item in form.items] == [False, True, False]
    assert form.items[0].allowed == {0, 1, 2, 3, 4}
    assert form.scale().items == (1, 2, 3)
    assert form.scale().missing.in_force == 1
    assert form.scale().best == 0
    assert form.respondents == (Respondent.SELF,)
    assert form.highest == 4


@pytest.mark.parametrize(
    ("old", "new", "key", "allowed"),
    [
        ('id = "mine"', 'id = "Mine!"', "id", "Lower-case letters"),
        ('id = "mine"', 'id = "own-1"', "id", "own-"),
        ('short = "Ours"', "", "short", "missing"),
        ('short = "Ours"', 'shrot = "Ours"', "short", "missing"),
        ('version = "1"', 'version = "1"\ncolour = "red"', "colour", "These keys"),
        ('version = "1"', "version = 1", "version", "Words"),
        ('version = "1"', 'version = " "', "version", "Words"),
        ('version = "1"', 'version = "1"\nrespondents = ["cat"]', "respondents", "relative"),
        ('version = "1"', 'version = "1"\nmain = "other"', "main", "total"),
        ("[licence]", "[licenses]", "licence", "missing"),
        ("verified = true\n\n[items]", 'verified = "yes"\n\n[items]', "licence.verified", "true"),
        ("low = 0\nhigh = 4", 'low = "0"\nhigh = 4', "items.low", "number"),
        ("low = 0\nhigh = 4", "low = nan\nhigh = 4", "items.low", "number"),
        ("low = 0\nhigh = 4", "low = true\nhigh = 4", "items.low", "number"),
        ('labels = ["One", "Two", "Three"]', "labels = []", "items.labels", "list"),
        ('labels = ["One", "Two", "Three"]', 'labels = ["One", 2]', "items.labels", "list"),
        ("reversed = [2]", "reversed = [4]", "items.reversed", "1 to 3"),
        ("reversed = [2]", "reversed = [2, 2]", "items.reversed", "once"),
        ('reversed_source = "ourselves"', "", "items.reversed_source", "missing"),
        ('domain = "mood"', 'domain = "moods"', "scale.total.domain", "relating"),
        ('better = "lower"', 'better = "up"', "scale.total.better", "higher"),
        ('method = "sum"', 'method = "average"', "scale.total.method", "mean"),
        ('method = "sum"', 'method = "table"', "scale.total.table", "missing"),
        ('method = "sum"', 'method = "total"', "scale.total.items", "has none"),
        ('items = "1-3"', 'items = "1-5"', "scale.total.items", "1 to 3"),
        ('items = "1-3"', 'items = "one"', "scale.total.items", "1 to 3"),
        ('items = "1-3"', "items = []", "scale.total.items", "items that count"),
        ("high = 12", "high = 10", "scale.total.high", "0"),
        ("low = 0\nhigh = 12", "low = 12\nhigh = 0", "scale.total.high", "above"),
        ("most = 1", "most = -1", "scale.total.missing.most", "whole number"),
        ("most = 1", "most = 1.5", "scale.total.missing.most", "whole number"),
        ("[[scale]]", "[scale]", "scale", "list of tables"),
        ('id = "mine"', "id = ", "TOML", "Invalid"),
        ('name = "All"', 'name = "All"\nrules = 1', "scale.total.rules", "These keys"),
        ('id = "total"', 'id = "To tal"', "scale 1.id", "Lower-case"),
    ],
)
def test_a_mistake_is_answered_with_file_key_and_what_is_allowed(old: str, new: str, key: str, allowed: str) -> None:
    assert old in GOOD
    with pytest.raises(DefinitionMistake) as caught:
        parse_instrument(GOOD.replace(old, new, 1), "mine.toml")
    assert (caught.value.file, caught.value.key) == ("mine.toml", key)
    assert allowed in str(caught.value)
    assert caught.value.message.values["key"] == key
    assert isinstance(caught.value.message.values["allowed"], Message)


@pytest.mark.parametrize(
    ("table", "key"),
    [
        ('[[critical]]\nitem = 4\nat_least = 1\nlabel = "L"\nsource = "s"\nverified = true', "critical 1.item"),
        ('[[critical]]\nitem = 1\nlabel = "L"\nsource = "s"\nverified = true', "critical 1.at_least"),
        (
            '[[scale.change]]\nvalue = 0\nkind = "MIC"\ncomparator = ">"\nsource = "s"\nverified = true',
            "change 1.value",
        ),
        ('[[scale.change]]\nvalue = 1\nkind = "RCI"\ncomparator = ">"\nsource = "s"\nverified = true', "change 1.kind"),
        (
            '[[scale.change]]\nvalue = 1\nkind = "MIC"\ncomparator = "<"\nsource = "s"\nverified = true',
            "change 1.comparator",
        ),
        ('[[scale.norm]]\ngroup = "clinical"\npeople = "p"\nsd = 0\nsource = "s"\nverified = true', "norm 1.sd"),
        ('[[scale.reliability]]\nvalue = 1\nkind = "alpha"\nsource = "s"\nverified = true', "reliability 1.value"),
        ('[[scale.reliability]]\nvalue = 0\nkind = "alpha"\nsource = "s"\nverified = true', "reliability 1.value"),
        ('[[scale.reliability]]\nvalue = 0.8\nkind = "beta"\nsource = "s"\nverified = true', "reliability 1.kind"),
        ('[[scale.norm]]\ngroup = "clinical"\npeople = "p"\nsd = 2\nverified = true', "norm 1.source"),
    ],
)
def test_a_mistake_in_a_fact_names_the_table_it_is_in(table: str, key: str) -> None:
    with pytest.raises(DefinitionMistake) as caught:
        parse_instrument(f"{GOOD}\n{table}\n", "mine.toml")
    assert caught.value.key.endswith(key)


def test_two_scales_may_not_share_an_id() -> None:
    scale = GOOD[GOOD.index("[[scale]]") :]
    with pytest.raises(DefinitionMistake) as caught:
        parse_instrument(f"{GOOD}\n{scale}", "mine.toml")
    assert caught.value.key == "scale"


def test_a_clinic_brings_its_own_wording_one_for_each_item() -> None:
    worded = GOOD.replace(
        "low = 0\nhigh = 4", 'low = 0\nhigh = 4\nchoices = ["no", "yes"]\nwording = ["A?", "B?", "C?"]', 1
    )
    form = parse_instrument(worded, "mine.toml")
    assert [item.wording for item in form.items] == ["A?", "B?", "C?"]
    assert form.items[1].choices == ("no", "yes")
    with pytest.raises(DefinitionMistake) as caught:
        parse_instrument(worded.replace('"B?", ', ""), "mine.toml")
    assert caught.value.key == "items.wording"


def test_without_a_missing_rule_every_item_is_needed() -> None:
    rule = 'missing = { most = 1, source = "ourselves", verified = true }'
    missing = parse_instrument(GOOD.replace(rule, ""), "mine.toml").scale().missing
    assert (missing.most, missing.in_force, missing.verified) == (0, 0, False)
    unsure = parse_instrument(GOOD.replace(rule, rule.replace("true", "false")), "mine.toml").scale().missing
    assert (unsure.most, unsure.in_force) == (1, 0)


def test_a_small_spread_is_a_spread() -> None:
    norm = '[[scale.norm]]\ngroup = "clinical"\npeople = "p"\nsd = 0.5\nsource = "s"\nverified = true'
    sd = parse_instrument(f"{GOOD}\n{norm}\n", "mine.toml").scale().sd
    assert sd is not None
    assert sd.value == 0.5


def test_a_clinics_folder_joins_the_catalogue_and_takes_the_place_of_a_form_with_its_id(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "phq9.toml").write_text(GOOD.replace('"mine"', '"phq9"'), encoding="utf-8")
    bundled = Catalogue.bundled()
    both = bundled.with_folder(tmp_path)
    assert len(both) == len(bundled) + 1
    assert "mine" in both
    assert "mine" not in bundled
    assert both.get("phq9").short == "Ours"
    assert bundled.get("phq9").short == "PHQ-9"


def test_a_folder_that_is_not_there_adds_nothing(tmp_path: Path) -> None:
    assert Catalogue.bundled().with_folder(tmp_path / "none").ids == Catalogue.bundled().ids


def test_a_mistake_in_a_clinics_folder_is_found_when_it_is_read(tmp_path: Path) -> None:
    (tmp_path / "bad.toml").write_text("id = 3", encoding="utf-8")
    with pytest.raises(DefinitionMistake, match=r"bad\.toml"):
        Catalogue.bundled().with_folder(tmp_path)


def test_an_unknown_form_is_a_key_error_and_is_not_found() -> None:
    with pytest.raises(KeyError):
        Catalogue.bundled().get("nothing")
    assert Catalogue.bundled().find("nothing") is None
    with pytest.raises(KeyError):
        Catalogue.bundled().get("phq9").scale("nothing")


def test_total_means_the_scale_the_definition_names() -> None:
    who5 = Catalogue.bundled().get("who5")
    assert who5.scale("total").id == "raw"
    assert who5.main_scale.id == "percent"


def test_an_own_measure_is_a_form_with_one_scale() -> None:
    measure = OwnMeasure(1, "u-1", 7, "the door {is} open", Domain.RELATING, Better.HIGHER, version=3)
    form = own_instrument(measure)
    scale = form.scale()
    assert (form.id, form.version, form.name, form.ships) == ("own-u-1", "3", "the door {is} open", "own")
    assert (scale.low, scale.high, scale.better, scale.domain) == (0, 10, Better.HIGHER, Domain.RELATING)
    assert scale.name == Message("{words}", {"words": "the door {is} open"})
    assert scale.rule.verified
    assert not scale.whole
    assert form.items[0].allowed == frozenset()
    assert set(form.respondents) == set(Respondent)


@pytest.mark.parametrize(
    ("comparator", "worse"),
    [(">", [11]), (">=", [10, 11]), ("<", [9]), ("<=", [9, 10])],
)
def test_a_line_says_which_side_it_was_drawn_to_find(comparator: str, worse: list[float]) -> None:
    line = Cutoff(10, comparator, "caseness", Message("l"), "p", "s", verified=True)  # type: ignore[arg-type]
    assert [score for score in (9, 10, 11) if line.worse_side(score)] == worse


def test_the_lowest_verified_reliability_is_the_one_in_force() -> None:
    scale = parse_instrument(GOOD, "mine.toml").scale()
    assert scale.reliability is None
    assert scale.sd is None
    several = (
        Reliability(0.9, "alpha", "a", verified=True),
        Reliability(0.8, "retest", "b", verified=True),
        Reliability(0.5, "retest", "c", verified=False),
    )
    from dataclasses import replace

    known = replace(scale, reliabilities=several).reliability
    assert known is not None
    assert (known.value, known.verified, ENGLISH.value(known.source)) == (0.8, True, "retest, b")
    unknown = replace(scale, reliabilities=several[2:]).reliability
    assert unknown is not None
    assert (unknown.value, unknown.verified) == (0.5, False)


def test_the_first_verified_spread_of_the_clinical_group_is_the_one_in_force() -> None:
    from dataclasses import replace

    norms = (
        Norm("functional", "f", 1, 1, "s", verified=True),
        Norm("clinical", "p0", 1, None, "s", verified=True),
        Norm("clinical", "p1", 1, 2, "s", verified=False),
        Norm("clinical", "p2", 1, 3, "s", verified=True),
    )
    scale = parse_instrument(GOOD, "mine.toml").scale()
    sd = replace(scale, norms=norms).sd
    assert sd is not None
    assert (sd.value, sd.verified, ENGLISH.value(sd.source)) == (3, True, "s: p2")
    first = replace(scale, norms=norms[:3]).sd
    assert first is not None
    assert (first.value, first.verified) == (2, False)
