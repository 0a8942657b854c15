"""Definitions and own measures, whole: each part as it is read, each mistake as it is said."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from companion.clinical.criterion import Given
from companion.clinical.facts import Fact, Licence, MissingRule
from companion.clinical.findings import is_enough
from companion.clinical.instruments import (
    Catalogue,
    DefinitionMistake,
    Instrument,
    Item,
    Scale,
    own_instrument,
    parse_instrument,
)
from companion.clinical.message import Message
from companion.clinical.model import Better, Domain, OwnMeasure, Point, Respondent
from companion.language import ENGLISH
from tests.clinical.test_instruments import GOOD
from tests.clinical.test_signals import TODAY, B, C, found, given_rows, row

DOOR = OwnMeasure(5, "u", 1, "the door is open", Domain.RELATING, Better.HIGHER, step=2, enough=7, version=3)
MINE = "set by the patient"


def test_an_own_measure_as_an_instrument() -> None:
    words = Message("{words}", {"words": "the door is open"})
    assert own_instrument(DOOR) == Instrument(
        id="own-u",
        name="the door is open",
        short="the door is open",
        version="3",
        credit="",
        licence=Licence("the patient", "", MINE, verified=True, permission_needed=False),
        scales=(
            Scale(
                id="total",
                name=words,
                domain=Domain.RELATING,
                better=Better.HIGHER,
                low=0,
                high=10,
                rule=Fact("the mark itself", MINE, verified=True),
                missing=MissingRule(0, MINE, verified=True),
                items=(1,),
                whole=False,
            ),
        ),
        items=(Item(1, words, 0, 10),),
        respondents=tuple(Respondent),
        ships="own",
    )


def said(caught: pytest.ExceptionInfo[DefinitionMistake]) -> tuple[str, str, str]:
    mistake = caught.value
    assert (
        ENGLISH.say(mistake.message) == f"{mistake.file}: “{mistake.key}” is not right. {ENGLISH.say(mistake.allowed)}"
    )
    assert str(mistake).startswith(f"{mistake.file}: {mistake.key}: {ENGLISH.say(mistake.allowed)[:12]}")
    return mistake.file, mistake.key, ENGLISH.say(mistake.allowed)


def test_a_file_that_is_no_text_and_one_that_is_no_file_are_named(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(DefinitionMistake) as caught:
        Catalogue.bundled().with_folder(tmp_path)
    assert said(caught) == ("a.toml", "TOML", "Text in UTF-8 is allowed.")
    (tmp_path / "a.toml").unlink()
    (tmp_path / "b.toml").mkdir()
    with pytest.raises(DefinitionMistake) as caught:
        Catalogue.bundled().with_folder(tmp_path)
    assert said(caught)[:2] == ("b.toml", "TOML")
    assert said(caught)[2].startswith("The file cannot be read: ")
    assert len(said(caught)[2]) > len("The file cannot be read: .")


def test_a_clinics_files_are_read_once(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(GOOD, encoding="utf-8")
    known = Catalogue.bundled().with_folder(tmp_path)
    file.unlink()
    assert known.get("mine").short == "Ours"
    assert known.with_folder(tmp_path).get("mine").short == "Ours"


def test_what_a_definition_leaves_out_has_its_usual_value() -> None:
    found_ = parse_instrument(GOOD, "mine.toml")
    assert (found_.ships, found_.recall, found_.loinc, found_.notes) == ("definition", "", "", ())
    assert found_.total_is == found_.main == found_.scales[0].id
    assert not found_.licence.permission_needed
    assert found_.scales[0].shown


def test_a_column_called_total_means_the_scale_of_that_name() -> None:
    phq4 = Catalogue.bundled().get("phq4")
    assert len(phq4.scales) > 1
    assert phq4.total_is == "total"
    turned = replace(phq4, scales=tuple(reversed(phq4.scales)))
    assert turned.scale("total").id == "total"


def test_enough_is_reached_by_a_mark_only_where_it_is_set() -> None:
    mark = Point(1, TODAY, 7.0)
    assert is_enough(DOOR, mark)
    assert not is_enough(DOOR, replace(mark, value=6.5))
    assert not is_enough(DOOR, replace(mark, value=None))
    assert not is_enough(replace(DOOR, enough=None), mark)
    lower = replace(DOOR, better=Better.LOWER)
    assert is_enough(lower, mark)
    assert not is_enough(lower, replace(mark, value=7.5))


def test_another_rating_is_held_to_the_stricter_level_too() -> None:
    # WHODAS-12: more than 7.36 at 95 %, more than 9.68 at 99 %.
    rows = (row("whodas12-48", {B: 22, C: 22}), row("whodas12-48", {C: 13}, who=Respondent.CLINICIAN))
    assert found("others_ahead", given_rows(*rows))
    assert not found("others_ahead", given_rows(*rows, given=Given(confidence=0.99)))


@pytest.mark.parametrize(
    ("old", "new", "key", "sentence"),
    [
        ('labels = ["One", "Two", "Three"]', "labels = []", "items.labels",
         "A list of words in quotation marks is allowed."),
        ("reversed = [2]", "reversed = [2]\nextra = [1]", "scale.total.items", "An extra item belongs to no scale."),
        ('reversed_source = "ourselves"', "", "items.reversed_source",
         "It is missing. Words in quotation marks are allowed."),
        ("reversed = [2]", 'reversed = [2]\nwording = ["One"]', "items.wording",
         "As many as there are labels are allowed: 3."),
        ('id = "mine"', 'id = "Mine!"', "id",
         "Lower-case letters, digits and hyphens are allowed, and it may not begin with “own-”."),
        ('id = "mine"', 'id = "own-mine"', "id",
         "Lower-case letters, digits and hyphens are allowed, and it may not begin with “own-”."),
        ('id = "total"', 'id = "To tal"', "scale 1.id", "Lower-case letters, digits and hyphens are allowed."),
        ('items = "1-3"', "items = []", "scale.total.items",
         "The items that count are allowed; a scale with the method “total” has none."),
        ("high = 12", "high = 0", "scale.total.high", "A number above “low” is allowed."),
        ("high = 12", "high = 11", "scale.total.high", "The answers give 0 to 12."),
        ("reversed = [2]", "reversed = [2]\n[[items.other]]\nanswers = [1]\nitems = [1]", "items.other 1.answers",
         "A list of numbers is allowed, as in [1, 2, 3]."),
        ('[[scale]]\nid = "total"', '[[critical]]\nitem = 9\nat_least = 1\nlabel = "x"\nsource = "s"\nverified = true\n'
         '[[scale]]\nid = "total"', "critical 1.item", "Item numbers from 1 to 3 are allowed."),
        ('[[scale]]\nid = "total"', '[[critical]]\nitem = 1\nlabel = "x"\nsource = "s"\nverified = true\n'
         '[[scale]]\nid = "total"', "critical 1.at_least", "Either “at_least” or “at_most” is allowed."),
        ('version = "1"', 'version = "1"\nrespondents = ["me"]', "respondents",
         "These are allowed: self, clinician, relative, staff, other."),
    ],
)  # fmt: skip
def test_each_mistake_in_a_definition_is_one_sentence(old: str, new: str, key: str, sentence: str) -> None:
    assert old in GOOD
    with pytest.raises(DefinitionMistake) as caught:
        parse_instrument(GOOD.replace(old, new, 1), "mine.toml")
    assert said(caught) == ("mine.toml", key, sentence)


def test_two_scales_of_one_name_and_none_at_all_are_refused() -> None:
    scale = GOOD[GOOD.index("[[scale]]") :]
    for text in (GOOD + scale, GOOD.replace(scale, "")):
        with pytest.raises(DefinitionMistake) as caught:
            parse_instrument(text, "mine.toml")
        assert said(caught) == (
            "mine.toml", "scale", "One [[scale]] or more are allowed, each with an id of its own."
        )  # fmt: skip


def test_a_total_means_the_scale_called_total_wherever_it_stands() -> None:
    scale = GOOD[GOOD.index("[[scale]]") :]
    other = scale.replace('id = "total"', 'id = "another"')
    first = parse_instrument(GOOD.replace(scale, other + scale), "mine.toml")
    assert (first.total_is, first.main) == ("total", "total")
    without = parse_instrument(GOOD.replace(scale, other), "mine.toml")
    assert (without.total_is, without.main) == ("another", "another")


def test_any_number_is_allowed_where_the_form_says_so() -> None:
    form = parse_instrument(GOOD.replace("[items]", "[items]\nany_number = true"), "mine.toml")
    assert [item.allowed for item in form.items] == [frozenset()] * 3
