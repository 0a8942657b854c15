"""A definition file with everything that may stand in one, and the instrument it becomes, field by field."""

from __future__ import annotations

import tomllib
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from companion.clinical.facts import (
    ChangeValue,
    CriticalRule,
    Cutoff,
    Fact,
    Licence,
    MissingRule,
    Norm,
    Reliability,
    SkipRule,
)
from companion.clinical.instruments import Catalogue, DefinitionMistake, Instrument, Item, Scale, parse_instrument
from companion.clinical.message import Message
from companion.clinical.model import Better, Domain, Respondent
from companion.language import ENGLISH

FULL = (Path(__file__).parent / "full.toml").read_text(encoding="utf-8")

THREE = frozenset({1.0, 2.0, 3.0})
NO_RULE = MissingRule(0, "no rule is known, so every item is needed", verified=False)
CHOICES = ("never", "now", "always")


def test_a_definition_with_everything_becomes_this_instrument() -> None:
    assert parse_instrument(FULL, "full.toml") == Instrument(
        id="full-1",
        name="A form with everything",
        short="Full",
        version="2",
        credit="Our clinic.",
        licence=Licence("our clinic", "ask first", "a letter", verified=False, permission_needed=True),
        recall="last week",
        respondents=(Respondent.CLINICIAN, Respondent.SELF),
        other_names=("FULL", "full one"),
        notes=("First.", "Second."),
        loinc="1-8",
        ships="definition",
        total_is="all",
        main="part",
        items=(
            Item(1, Message("One"), 1, 3, THREE, may_not_apply=True, wording="Is it one?", choices=CHOICES),
            Item(2, Message("Two"), 1, 3, THREE, reversed=True, wording="Is it two?", choices=CHOICES),
            Item(
                3, Message("Three"), 0, 7, frozenset({0, 2, 7}), may_not_apply=True, wording="Is it three?",
                choices=CHOICES,
            ),
            Item(4, Message("Four"), 1, 3, THREE, extra=True, wording="Is it four?", choices=CHOICES),
        ),
        missing_codes={9: "not known", 8: "refused"},
        critical=(
            CriticalRule(1, ">=", 2, Message("Harm"), "ourselves", verified=True),
            CriticalRule(4, "<=", 1, Message("Hope"), "ourselves", verified=False),
        ),
        skips=(SkipRule((1,), (2, 3), "the manual", verified=True),),
        scales=(
            Scale(
                id="all",
                name=Message("All of it"),
                domain=Domain.MOOD,
                domains=(Domain.HOPE, Domain.SELF),
                better=Better.HIGHER,
                low=4 / 3,
                high=26 / 3,
                items=(1, 2, 3),
                method="mean",
                factor=2.0,
                whole=False,
                shown=False,
                loinc="2-6",
                rule=Fact("The mean, twice.", "the manual", verified=True, note="as it says"),
                missing=MissingRule(1, "the paper", verified=False, note="not read"),
                cutoffs=(
                    Cutoff(4.5, "<=", "screening", Message("low"), "adults", "B, 2019", verified=True, note="women"),
                    Cutoff(2, "<", "band", Message("lowest"), "all", "C, 2018", verified=False),
                ),
                changes=(
                    ChangeValue(1.5, "MIC", ">=", "D, 2017", verified=True, note="in pain"),
                    ChangeValue(0.5, "RCI90", ">", "E, 2016", verified=False),
                ),
                norms=(
                    Norm("clinical", "out-patients", 3, 0.5, "F, 2015", verified=True, note="n 90"),
                    Norm("functional", "a town", None, None, "G, 2014", verified=False),
                ),
                reliabilities=(
                    Reliability(0.8, "alpha", "H, 2013", verified=True, note="low"),
                    Reliability(0.7, "retest", "I, 2012", verified=False),
                ),
            ),
            Scale(
                id="part",
                name=Message("A part"),
                domain=Domain.COPING,
                better=Better.LOWER,
                low=2,
                high=6,
                items=(1, 2),
                rule=Fact("The sum.", "the manual", verified=True),
                missing=NO_RULE,
            ),
            Scale(
                id="turned",
                name=Message("By table"),
                domain=Domain.HOPE,
                better=Better.LOWER,
                low=10,
                high=30.5,
                items=(1,),
                method="table",
                table={1: 10, 2: 20, 3: 30.5},
                whole=False,
                rule=Fact("The table.", "the manual", verified=True),
                missing=MissingRule(0, "the manual", verified=True),
            ),
            Scale(
                id="told",
                name=Message("As told"),
                domain=Domain.SELF,
                better=Better.HIGHER,
                low=0,
                high=50,
                method="total",
                whole=True,
                rule=Fact("Taken as given.", "the manual", verified=True),
                missing=NO_RULE,
            ),
        ),
    )  # fmt: skip


TOTALS = (
    FULL[: FULL.index("[items]")].replace('total_is = "all"\nmain = "part"\n', "") + FULL[FULL.rindex("[[scale]]") :]
)


def test_a_form_without_items_takes_totals_only() -> None:
    found = parse_instrument(TOTALS, "totals.toml")
    assert (found.ships, found.items, found.total_is, found.main) == ("totals", (), "told", "told")
    assert [scale.method for scale in found.scales] == ["total"]


ITEMS = 'Item numbers from 1 to 4 are allowed, as in [1, 2] or "1-9".'


@pytest.mark.parametrize(
    ("old", "new", "key", "sentence"),
    [
        ('source = "a letter"\n', 'source = "a letter"\ncolour = 1\n', "licence.colour",
         "These keys are allowed: condition, credit, holder, permission_needed, source, verified."),
        ('answers = [0, 2, 7]', 'answers = [0, 2, 7]\ncolour = 1', "items.other 1.colour",
         "These keys are allowed: answers, items."),
        ('answers = [0, 2, 7]', 'answers = ["a"]', "items.other 1.answers",
         "A list of numbers is allowed, as in [1, 2, 3]."),
        ('items = [3]', "items = [5]", "items.other 1.items", ITEMS),
        ("extra = [4]", "extra = [5]", "items.extra", ITEMS),
        ("may_not_apply = [1, 3]", "may_not_apply = [0]", "items.may_not_apply", ITEMS),
        ("reversed = [2]", "reversed = [5]", "items.reversed", ITEMS),
        ("extra = [4]", "extra = [4]\ncolour = 1", "items.colour",
         "These keys are allowed: any_number, choices, extra, high, labels, low, may_not_apply, note, other, reversed, "
         "reversed_source, reversed_verified, wording."),
        ("at_least = 2", "at_least = 2\nat_most = 3", "critical 1.at_least",
         "Either “at_least” or “at_most” is allowed."),
        ("item = 4", "item = 5", "critical 2.item", "Item numbers from 1 to 4 are allowed."),
        ("item = 1\n", "item = 0\n", "critical 1.item", "Item numbers from 1 to 4 are allowed."),
        ("at_least = 2", "at_least = 2\ncolour = 1", "critical 1.colour",
         "These keys are allowed: at_least, at_most, item, label, source, verified."),
        ("when = [1]", "when = [5]", "skip 1.when", ITEMS),
        ("then = [2, 3]", "then = [5]", "skip 1.then", ITEMS),
        ("then = [2, 3]", "then = [2, 3]\ncolour = 1", "skip 1.colour",
         "These keys are allowed: source, then, verified, when."),
        ('method = "mean"', 'method = "median"', "scale.all.method",
         "One of these is allowed: sum, mean, table, total."),
        ('better = "higher"', 'better = "up"', "scale.all.better", "One of these is allowed: lower, higher."),
        ('domain = "mood"', 'domain = "moods"', "scale.all.domain",
         "One of these is allowed: relating, coping, self, everyday, mood, hope, agency, safety, together."),
        ('items = "1-3"', 'items = "1-5"', "scale.all.items", ITEMS),
        ('id = "told"', 'id = "told"\nitems = [1]', "scale.told.items",
         "The items that count are allowed; a scale with the method “total” has none."),
        ("factor = 2\n", 'factor = "2"\n', "scale.all.factor", "A number is allowed."),
        ("factor = 2\n", "factor = 3\n", "scale.all.low", "The answers give 2 to 13."),
        ("low = 10\nhigh = 30.5", "low = 10\nhigh = 31", "scale.turned.high", "The answers give 10 to 30.5."),
        ("high = 6\n", "high = 2\n", "scale.part.high", "A number above “low” is allowed."),
        ("low = 2\n", "low = 1.5\n", "scale.part.low", "The answers give 2 to 6."),
        ("high = 6\n", "high = 6.5\n", "scale.part.high", "The answers give 2 to 6."),
        ('rule = { text = "The sum.", source = "the manual", verified = true }\n', "", "scale.part.rule",
         "It is missing. A table is allowed, as in [rule]."),
        ('also = ["hope", "self"]', 'also = ["hope", "weather"]', "scale.all.also",
         "These are allowed: relating, coping, self, everyday, mood, hope, agency, safety, together."),
        ("missing = { most = 1,", "missing = { most = 3,", "scale.all.missing.most",
         "Fewer than there are items are allowed: 3."),
        ("value = 4.5", "value = 13.5", "scale.all.cutoff 1.value", "A number from 1.33 to 8.67 is allowed."),
        ("value = 4.5", "value = 1.3", "scale.all.cutoff 1.value", "A number from 1.33 to 8.67 is allowed."),
        ("mean = 3\n", "mean = 1\n", "scale.all.norm 1.mean", "A number from 1.33 to 8.67 is allowed."),
        ("value = 1.5", "value = 7.5", "scale.all.change 1.value", "From 1.33 to 8.67, no change is so large."),
        ("at_most = 1", "at_most = 0", "critical 2.at_most", "A number from 1 to 3 is allowed."),
        ("at_least = 2", "at_least = 4", "critical 1.at_least", "A number from 1 to 3 is allowed."),
        ("3 = 30.5", "x = 30.5", "scale.turned.table.x", "A whole number from 0 on is allowed."),
        ("3 = 30.5", '3 = "a"', "scale.turned.table.3", "A number is allowed."),
        ('note = "as it says" }', 'colour = "red" }', "scale.all.rule.colour",
         "These keys are allowed: note, source, text, verified."),
        ('note = "not read" }', 'colour = "red" }', "scale.all.missing.colour",
         "These keys are allowed: most, note, source, verified."),
        ("missing = { most = 1,", "missing = { most = -1,", "scale.all.missing.most",
         "A whole number from 0 on is allowed."),
        ('comparator = "<="', 'comparator = "=<"', "scale.all.cutoff 1.comparator",
         "One of these is allowed: >, >=, <, <=."),
        ('kind = "screening"', 'kind = "case"', "scale.all.cutoff 1.kind",
         "One of these is allowed: caseness, screening, band, CSC-C, norm, remission."),
        ('population = "adults"', 'population = "adults"\ncolour = 1', "scale.all.cutoff 1.colour",
         "These keys are allowed: comparator, kind, label, note, population, source, value, verified."),
        ("value = 1.5", "value = 0", "scale.all.change 1.value", "A number above 0 is allowed."),
        ('kind = "MIC"', 'kind = "SEM"', "scale.all.change 1.kind",
         "One of these is allowed: RCI95, RCI90, MIC, anchor, service rule."),
        ('comparator = ">="', 'comparator = "<"', "scale.all.change 1.comparator", "One of these is allowed: >, >=."),
        ('note = "in pain"', 'colour = 1', "scale.all.change 1.colour",
         "These keys are allowed: comparator, kind, note, source, value, verified."),
        ('group = "clinical"', 'group = "ill"', "scale.all.norm 1.group",
         "One of these is allowed: clinical, functional."),
        ("sd = 0.5", "sd = 0", "scale.all.norm 1.sd", "A number above 0 is allowed."),
        ('note = "n 90"', "colour = 1", "scale.all.norm 1.colour",
         "These keys are allowed: group, mean, note, people, sd, source, verified."),
        ("value = 0.8", "value = 1", "scale.all.reliability 1.value", "A number between 0 and 1 is allowed."),
        ("value = 0.8", "value = 0", "scale.all.reliability 1.value", "A number between 0 and 1 is allowed."),
        ('kind = "alpha"', 'kind = "omega"', "scale.all.reliability 1.kind",
         "One of these is allowed: alpha, retest."),
        ('kind = "alpha"', 'kind = "alpha"\ncolour = 1', "scale.all.reliability 1.colour",
         "These keys are allowed: kind, note, source, value, verified."),
        ('loinc = "2-6"', "colour = 1", "scale.all.colour",
         "These keys are allowed: also, better, change, cutoff, domain, factor, high, id, items, loinc, low, method, "
         "missing, name, norm, reliability, rule, shown, whole."),
        ('loinc = "1-8"', "colour = 1", "colour",
         "These keys are allowed: critical, id, items, licence, loinc, main, missing_code, name, notes, other_names, "
         "recall, respondents, scale, short, skip, total_is, version."),
        ('total_is = "all"', 'total_is = "none"', "total_is", "One of these is allowed: all, part, turned, told."),
        ('main = "part"', 'main = "none"', "main", "One of these is allowed: all, part, turned, told."),
        ("answer = 9\n", 'answer = "9"\n', "missing_code 1.answer", "A number is allowed."),
        ("permission_needed = true", 'permission_needed = "yes"', "licence.permission_needed",
         "“true” or “false” is allowed, without quotation marks."),
    ],
)  # fmt: skip
def test_each_mistake_names_its_key_and_what_may_stand_there(old: str, new: str, key: str, sentence: str) -> None:
    assert old in FULL
    with pytest.raises(DefinitionMistake) as caught:
        parse_instrument(FULL.replace(old, new, 1), "full.toml")
    assert (caught.value.file, caught.value.key) == ("full.toml", key)
    assert ENGLISH.say(caught.value.allowed) == sentence


def test_a_sum_may_be_multiplied_and_an_item_may_have_two_answers() -> None:
    doubled = FULL.replace("low = 2\nhigh = 6\n", "factor = 2\nlow = 4\nhigh = 12\n")
    assert parse_instrument(doubled, "full.toml").scales[1].factor == 2
    two = FULL.replace("answers = [0, 2, 7]", "answers = [0, 7]")
    assert parse_instrument(two, "full.toml").items[2].allowed == {0, 7}


def test_broken_toml_says_where() -> None:
    with pytest.raises(DefinitionMistake) as caught:
        parse_instrument('id = "a', "full.toml")
    assert (caught.value.key, ENGLISH.say(caught.value.allowed)[-1]) == ("TOML", ".")
    assert "line 1" in ENGLISH.say(caught.value.allowed) or "end of document" in ENGLISH.say(caught.value.allowed)


FOLDER = Path(__file__).parents[2] / "companion" / "clinical" / "catalogue"
FACTS = {"cutoff": "cutoffs", "change": "changes", "norm": "norms", "reliability": "reliabilities"}


def plain(fact: Any) -> dict[str, Any]:
    """A fact as its file has it: what is empty or not known is not written."""
    said = {each.name: getattr(fact, each.name) for each in fields(fact)}
    return {
        name: value.text if isinstance(value, Message) else value
        for name, value in said.items()
        if value is not None and value != ""
    }


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*.toml")), ids=lambda file: file.stem)
def test_every_fact_of_a_bundled_form_stands_in_the_definition_as_in_its_file(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    raw, found = tomllib.loads(text), parse_instrument(text, file.name)
    assert [scale.id for scale in found.scales] == [one["id"] for one in raw["scale"]]
    for scale, one in zip(found.scales, raw["scale"], strict=True):
        for key, name in FACTS.items():
            assert [plain(fact) for fact in getattr(scale, name)] == one.get(key, []), (scale.id, key)
        assert (scale.low, scale.high, scale.better, scale.domain) == (
            one["low"], one["high"], one["better"], one["domain"]
        )  # fmt: skip
        assert plain(scale.rule) == {
            "value": one["rule"]["text"],
            **{k: v for k, v in one["rule"].items() if k != "text"},
        }
        assert scale.table == {int(row): value for row, value in one.get("table", {}).items()}
    labels = raw.get("items", {}).get("labels", [])
    assert [item.label.text for item in found.items] == labels
    assert found == Catalogue.bundled().get(file.stem)
