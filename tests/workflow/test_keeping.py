"""What the doctor finds, and that it says nothing of patients."""

from __future__ import annotations

import json
from pathlib import Path

from companion import __version__
from companion.clinical.message import Message
from companion.language import Language
from companion.workflow.desk import Desk
from companion.workflow.keeping import examine


def test_encryption_is_tried_and_found_in_force(tmp_path: Path) -> None:
    found = examine(tmp_path / "nothing")
    assert found.encrypted, found.encryption
    assert found.is_well
    assert found.store == Message("none here yet")
    assert found.version == __version__
    assert "companion/workflow/keeping.py" in found.files
    assert "queries/engine.sql" in found.files


def test_nothing_of_a_patient_is_said(desk: Desk) -> None:
    desk.add_patient("K-77310", "Nora Lunde")
    found = examine(desk.store.folder)
    words = found.as_text() + json.dumps(found.as_data())
    assert "K-77310" not in words
    assert "Nora" not in words
    assert "gen-000001" in words


def test_what_the_doctor_finds_is_said_in_the_language_and_the_data_stay_english(tmp_path: Path) -> None:
    found = examine(tmp_path / "nothing")
    told = found.as_text(Language("nb"))
    for words in (
        "lager: ingenting her ennå",
        "kryptering: i bruk:",
        "programfiler:",
        "mappe for lager:",
        "skjerm: nei",
    ):
        assert words in told
    assert found.as_data()["store"] == "none here yet"
