"""The bundled definition files, checked against facts that stand outside them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from companion.clinical.criterion import choose_criterion
from companion.clinical.instruments import Catalogue, Instrument, Scale
from companion.clinical.model import Better, Respondent

CATALOGUE = Catalogue.bundled()
IDS = CATALOGUE.ids
FOLDER = Path(__file__).parents[2] / "companion" / "clinical" / "catalogue"

# Every form marked Y, Y* or T in the project's table of facts; the other versions of one
# form are identities of their own. Forms marked N (ORS, SRS, OQ-45, BSI-18, SCL-90-R,
# Norse Feedback, EQ-5D) are not bundled.
EXPECTED = {
    "audit", "audit-c", "collaborate", "collaborate-4", "core-om", "core10", "dialog", "dudit", "esq", "gad2",
    "gad7", "gbo", "honos", "inspire-o", "iroc", "isi", "k10-au", "k10-us", "k6-au", "k6-us", "mhc-sf", "oasis",
    "odsis", "pcl5", "phq15", "phq2", "phq4", "phq9", "promis-anxiety", "promis-depression", "psychlops", "qpr15",
    "ras-ds", "ras24", "reqol10", "reqol20", "rses", "rses-40", "swemwbs", "wemwbs", "who5", "whodas12-48",
    "whodas12-60", "wsas",
}  # fmt: skip


def test_every_form_that_may_be_shipped_is_there_and_no_other() -> None:
    assert set(IDS) == EXPECTED


@pytest.mark.parametrize("instrument_id", IDS)
def test_a_file_is_named_after_the_id_in_it(instrument_id: str) -> None:
    assert CATALOGUE.get(instrument_id).id == instrument_id


@pytest.mark.parametrize("instrument_id", IDS)
def test_every_fact_names_its_source_and_memory_is_never_verified(instrument_id: str) -> None:
    for line in (FOLDER / f"{instrument_id}.toml").read_text(encoding="utf-8").splitlines():
        if "from memory" in line and line.startswith(("rule", "missing")):
            assert "verified = false" in line
    instrument = CATALOGUE.get(instrument_id)
    facts: list[Any] = [instrument.licence, *instrument.critical, *instrument.skips]
    for scale in instrument.scales:
        facts += [scale.rule, scale.missing, *scale.cutoffs, *scale.changes, *scale.norms, *scale.reliabilities]
    for fact in facts:
        assert fact.source.strip()
        assert not (fact.verified and "memory" in fact.source)


@pytest.mark.parametrize("instrument_id", IDS)
def test_labels_are_short_words_of_our_own(instrument_id: str) -> None:
    instrument = CATALOGUE.get(instrument_id)
    for item in instrument.items:
        assert 1 <= len(item.label.text.split()) <= 4
        assert not item.wording
        assert not item.choices
    assert len({item.label.text for item in instrument.items}) == len(instrument.items)


@pytest.mark.parametrize("instrument_id", IDS)
def test_credit_and_condition_are_part_of_the_definition(instrument_id: str) -> None:
    instrument = CATALOGUE.get(instrument_id)
    assert instrument.credit
    assert instrument.licence.condition
    assert instrument.licence.holder
    assert instrument.version


@pytest.mark.parametrize("instrument_id", IDS)
def test_only_verified_facts_can_give_a_reading(instrument_id: str) -> None:
    for scale in CATALOGUE.get(instrument_id).scales:
        chosen = choose_criterion(scale)
        if chosen is not None and chosen.verified:
            assert scale.rule.verified


# What counts as change, as the table of facts has it: value, kind, comparator.
CRITERIA = {
    "phq9": (6, "service rule", ">="),
    "gad7": (4, "service rule", ">="),
    "core10": (6, "RCI90", ">="),
    "who5": (10, "MIC", ">="),
    "wemwbs": (3, "MIC", ">="),
    "swemwbs": (2.87, "RCI95", ">"),
    "isi": (8.4, "anchor", ">="),
    "oasis": (5, "RCI95", ">="),
    "honos": (8, "RCI95", ">="),
    "pcl5": (10, "MIC", ">="),
    # SD 7.1 (any mental disorder), alpha .86: 1.959964 * sqrt(2) * 7.1 * sqrt(.14) = 7.3635
    "whodas12-48": (pytest.approx(7.3635, abs=5e-5), "RCI95", ">"),
}


def test_forms_with_a_verified_size_of_change_are_these_and_no_others() -> None:
    found = {}
    for instrument in CATALOGUE:
        chosen = choose_criterion(instrument.main_scale)
        if chosen is not None and chosen.verified:
            found[instrument.id] = (chosen.value, chosen.kind, chosen.comparator)
    assert found == CRITERIA


# Ends and direction of the scale that stands for each form.
ENDS = {
    "phq9": (0, 27, "lower"), "gad7": (0, 21, "lower"), "phq15": (0, 30, "lower"), "phq4": (0, 12, "lower"),
    "phq2": (0, 6, "lower"), "gad2": (0, 6, "lower"), "wsas": (0, 40, "lower"), "core-om": (0, 40, "lower"),
    "core10": (0, 40, "lower"), "who5": (0, 100, "higher"), "whodas12-48": (0, 48, "lower"),
    "whodas12-60": (12, 60, "lower"), "wemwbs": (14, 70, "higher"), "swemwbs": (7, 35, "higher"),
    "qpr15": (0, 60, "higher"), "inspire-o": (0, 100, "higher"), "dialog": (1, 7, "higher"),
    "reqol10": (0, 40, "higher"), "reqol20": (0, 80, "higher"), "k10-au": (10, 50, "lower"),
    "k10-us": (0, 40, "lower"), "k6-au": (6, 30, "lower"), "k6-us": (0, 24, "lower"), "pcl5": (0, 80, "lower"),
    "rses": (0, 30, "higher"), "rses-40": (10, 40, "higher"), "audit": (0, 40, "lower"), "audit-c": (0, 12, "lower"),
    "dudit": (0, 44, "lower"), "isi": (0, 28, "lower"), "psychlops": (0, 20, "lower"), "gbo": (0, 10, "higher"),
    "oasis": (0, 20, "lower"), "odsis": (0, 20, "lower"), "mhc-sf": (0, 70, "higher"), "ras-ds": (38, 152, "higher"),
    "ras24": (24, 120, "higher"), "iroc": (12, 72, "higher"), "promis-depression": (10, 90, "lower"),
    "promis-anxiety": (10, 90, "lower"), "collaborate": (0, 100, "higher"), "collaborate-4": (0, 100, "higher"),
    "esq": (12, 36, "higher"), "honos": (0, 48, "lower"),
}  # fmt: skip


@pytest.mark.parametrize("instrument_id", IDS)
def test_the_main_scale_has_the_published_ends_and_direction(instrument_id: str) -> None:
    scale = CATALOGUE.get(instrument_id).main_scale
    assert (scale.low, scale.high, scale.better) == (
        ENDS[instrument_id][0],
        ENDS[instrument_id][1],
        Better(ENDS[instrument_id][2]),
    )


CRITICAL = {
    "phq9": {(9, ">=", 1)},
    "core10": {(6, ">=", 1)},
    "core-om": {(n, ">=", 1) for n in (6, 9, 16, 22, 24, 34)},
    "honos": {(2, ">=", 2)},
    "dialog": {(1, "<=", 2), (8, "<=", 2)},
}


def test_answers_shown_by_themselves_are_these() -> None:
    found = {one.id: {(c.item, c.comparator, c.value) for c in one.critical} for one in CATALOGUE if one.critical}
    assert found == CRITICAL


REVERSED = {
    "core10": {2, 3},
    "core-om": {3, 4, 7, 12, 19, 21, 31, 32},
    "rses": {2, 5, 6, 8, 9},
    "rses-40": {2, 5, 6, 8, 9},
}


def test_items_turned_round_are_these() -> None:
    found = {one.id: {item.number for item in one.items if item.reversed} for one in CATALOGUE}
    assert {key: value for key, value in found.items() if value} == REVERSED


def test_core_om_scales_have_the_published_items() -> None:
    core = CATALOGUE.get("core-om")
    assert set(core.scale("well-being").items) == {4, 14, 17, 31}
    assert set(core.scale("problems").items) == {2, 5, 8, 11, 13, 15, 18, 20, 23, 27, 28, 30}
    assert set(core.scale("functioning").items) == {1, 3, 7, 10, 12, 19, 21, 25, 26, 29, 32, 33}
    assert set(core.scale("risk").items) == {6, 9, 16, 22, 24, 34}
    assert set(core.scale("non-risk").items) == set(range(1, 35)) - {6, 9, 16, 22, 24, 34}
    assert core.scale("core10").items == (2, 3, 7, 10, 15, 16, 18, 23, 27, 28)
    rules = {scale.id: scale.missing.in_force for scale in core.scales}
    assert rules == {
        "total": 3, "mean": 3, "well-being": 0, "problems": 1, "functioning": 1, "risk": 0, "non-risk": 3, "core10": 1,
    }  # fmt: skip


def test_forms_of_which_only_totals_are_taken() -> None:
    totals = {one.id for one in CATALOGUE if one.ships == "totals"}
    assert totals == {"reqol10", "reqol20", "iroc", "promis-depression", "promis-anxiety"}


def test_forms_that_ask_for_a_permission_first() -> None:
    asked = {one.id for one in CATALOGUE if one.licence.permission_needed}
    assert asked == {
        "wemwbs", "swemwbs", "isi", "psychlops", "ras-ds", "iroc", "reqol10", "reqol20", "promis-depression",
        "promis-anxiety",
    }  # fmt: skip


def test_honos_is_rated_by_a_clinician_and_nine_means_not_known() -> None:
    honos = CATALOGUE.get("honos")
    assert honos.respondents[0] is Respondent.CLINICIAN
    assert set(honos.missing_codes) == {9}


@pytest.mark.parametrize("name", ["PHQ-9", "phq9", "PHQ 9", "Patient Health Questionnaire 9", "phq-9"])
def test_a_form_is_found_by_the_spellings_that_files_use(name: str) -> None:
    found = CATALOGUE.find(name)
    assert found is not None
    assert found.id == "phq9"


def test_spellings_never_mean_two_forms() -> None:
    seen: dict[str, str] = {}
    for instrument in CATALOGUE:
        for name in (instrument.id, instrument.short, instrument.name, *instrument.other_names):
            plain = "".join(sign for sign in name.casefold() if sign.isalnum())
            assert seen.setdefault(plain, instrument.id) == instrument.id


def test_no_severity_bands_where_the_form_has_none() -> None:
    for instrument_id in ("pcl5", "qpr15", "gbo", "inspire-o", "psychlops"):
        for scale in CATALOGUE.get(instrument_id).scales:
            assert not [cutoff for cutoff in scale.cutoffs if cutoff.kind == "band"]


def _texts(instrument: Instrument) -> list[str]:
    def of(scale: Scale) -> list[str]:
        return [scale.name.text, *(cutoff.label.text for cutoff in scale.cutoffs)]

    return [text for scale in instrument.scales for text in of(scale)] + [one.label.text for one in instrument.critical]


@pytest.mark.parametrize("instrument_id", IDS)
def test_words_of_the_catalogue_can_stand_on_a_screen(instrument_id: str) -> None:
    for text in _texts(CATALOGUE.get(instrument_id)):
        assert not re.search(r"[{}]|score|signal|verdict|deteriorat", text, re.IGNORECASE)


DIAGNOSES = ("depress", "anxiety", "insomnia", "ptsd", "dependence", "risky", "disorder", "severe", "distress")


@pytest.mark.parametrize("name", Catalogue.bundled().ids)
def test_a_line_on_the_chart_names_people_and_never_what_somebody_has(name: str) -> None:
    for scale in Catalogue.bundled().get(name).scales:
        for line in scale.cutoffs:
            if line.kind == "band":
                continue
            label = line.label.text
            assert label.removeprefix("under ").startswith(f"{line.value:g}: ")
            assert label.startswith("under ") == (line.comparator == "<")
            assert not any(word in label.casefold() for word in DIAGNOSES), label
            assert len(label) <= 36
