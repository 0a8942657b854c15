"""The page of everything that is kept has words for every column, code and act, in each language."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import Path

import pytest

from companion.clinical import codes
from companion.language import Language
from companion.paths import queries_folder
from companion.workflow.full_access import _APART, _OURS, _TITLES
from companion.workflow.kept_words import ACTS, CODED, CODES, COLUMNS
from companion.workflow.room import Room

ACTS_FOLDER = Path(codes.__file__).parent.parent / "store" / "acts"
WHOLE_STORE = {"add account", "back up", "confirm permission", "load stories", "register instrument"}
"""Acts that are about nobody in particular."""
TABLE = re.compile(r"^create table (\w+) \(\n(.*?)^\)", re.DOTALL | re.MULTILINE)
NOT_SHOWN = {"Domain", "Reading"}
"""Codes of these stand in no coded column: a part of life has its name."""


def columns_about_people() -> set[str]:
    found: set[str] = set()
    for path in (queries_folder() / "schema").glob("*.sql"):
        for table in re.finditer(
            r"^create table (\w+) \(\n(.*?)^\)", path.read_text("utf-8"), re.DOTALL | re.MULTILINE
        ):
            columns = re.findall(r"^    ([a-z_0-9]+) [a-z]", table[2], re.MULTILINE)
            if "patient_id" in columns and table[1] != "audit_entry":
                found |= set(columns)
    return found - _OURS


def test_every_column_about_a_person_has_its_word() -> None:
    found = columns_about_people()
    assert len(found) > 60
    assert found - set(COLUMNS) == set()
    assert set(COLUMNS) >= CODED
    assert "contribution" in _APART


def test_every_code_has_its_word() -> None:
    kinds = [one for one in vars(codes).values() if isinstance(one, type) and issubclass(one, StrEnum)]
    found = {code.value for kind in kinds if kind not in {StrEnum} and kind.__name__ not in NOT_SHOWN for code in kind}
    assert len(found) > 40
    assert found - set(CODES) == set()


def test_every_act_has_its_word() -> None:
    source = "".join(path.read_text("utf-8") for path in ACTS_FOLDER.glob("*.py"))
    verbs = set(re.findall(r"(?:verb|VERB)[^=\n]* = \"([a-z ]+)\"", source))
    assert len(verbs) > 40
    assert verbs - set(ACTS) - WHOLE_STORE == set()


@pytest.mark.parametrize("code", ["nb", "nn"])
def test_in_norwegian_no_code_word_is_left_on_the_page(kari: Room, code: str) -> None:
    page = kari.share.previews("full", language=Language(code))[0]
    for word in ("said by:", "not_asked", "small_step", "open patient", "look again", "read_back", "stated total"):
        assert word not in page, word


def test_every_table_about_a_person_has_its_title() -> None:
    tables = set()
    for path in (queries_folder() / "schema").glob("*.sql"):
        tables |= {one[1] for one in TABLE.finditer(path.read_text("utf-8")) if "    patient_id " in one[2]}
    assert len(tables) > 25
    assert tables - set(_TITLES) - _APART - {"audit_entry"} == set()
