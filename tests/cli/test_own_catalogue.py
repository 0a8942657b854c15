"""A clinic's own forms, in its configuration folder."""

from __future__ import annotations

from pathlib import Path

import pytest

import companion.clinical
from companion.paths import config_folder
from tests.cli.conftest import Run

PHQ9 = (Path(companion.clinical.__file__).parent / "catalogue" / "phq9.toml").read_text(encoding="utf-8")


@pytest.fixture
def folder() -> Path:
    folder = config_folder() / "instruments"
    folder.mkdir(parents=True)
    return folder


def test_a_form_of_the_clinics_own_is_known_like_any_other(run: Run, folder: Path) -> None:
    own = PHQ9.replace('id = "phq9"', 'id = "ward-mood"').replace('short = "PHQ-9"', 'short = "Ward mood"')
    (folder / "ward-mood.toml").write_text(own, encoding="utf-8-sig")
    assert "ward-mood" in {one["id"] for one in run("instruments", "--json").data["instruments"]}
    (row,) = run("score", "ward mood", "--answers", "1,1,1,1,1,1,1,1,1", "--json").data["rows"]
    assert row["scales"]["total"]["value"] == 9


def test_a_clinics_file_takes_the_place_of_a_bundled_one(run: Run, folder: Path) -> None:
    (folder / "ours.toml").write_text(PHQ9.replace('version = "0-27"', 'version = "ours"'), encoding="utf-8")
    assert run("instruments", "phq9", "--json").data["version"] == "ours"


@pytest.mark.parametrize(
    ("old", "new", "key", "allowed"),
    [
        ('domain = "mood"', 'domain = "moods"', "scale.total.domain", "everyday"),
        ('better = "lower"', 'better = "down"', "scale.total.better", "higher"),
        ("verified = true", 'verified = "yes"', "verified", "true"),
        ("[licence]", "[license]", "licence", "missing"),
        ('recall = "', 'recal = "', "recal", "phq"),
        ("id =", "id ==", "TOML", ""),
    ],
)
def test_a_mistake_names_file_key_and_what_is_allowed(
    run: Run, folder: Path, old: str, new: str, key: str, allowed: str
) -> None:
    (folder / "broken-phq.toml").write_text(PHQ9.replace(old, new, 1), encoding="utf-8")
    for arguments in (("instruments", "--json"), ("score", "phq9", "--answers", "1"), ("change", "phq9", "1", "2")):
        ran = run(*arguments)
        assert (ran.code, ran.out) == (2, "")
        assert "broken-phq.toml" in ran.err
        assert key in ran.err
        assert allowed in ran.err


def test_what_is_no_text_is_named_too(run: Run, folder: Path) -> None:
    (folder / "bad.toml").write_bytes(b"\xff\xfe\x00id")
    assert "bad.toml" in run("instruments").err
    (folder / "bad.toml").unlink()
    (folder / "dir.toml").mkdir()
    ran = run("instruments")
    assert ran.code == 2
    assert "dir.toml" in ran.err


def test_a_mistake_in_one_file_keeps_nobody_from_their_patients(
    run: Run, folder: Path, store: Path, on: list[str], tmp_path: Path
) -> None:
    (folder / "a-broken.toml").write_text(PHQ9.replace('domain = "mood"', 'domain = "moods"', 1), encoding="utf-8")
    (folder / "b-whole.toml").write_text(PHQ9.replace('id = "phq9"', 'id = "ward-mood"'), encoding="utf-8")
    answers = tmp_path / "answers.csv"
    answers.write_text(
        "patient,date,instrument,total\nK1,2026-01-05,phq9,12\nK1,2026-01-05,ward-mood,9\n", encoding="utf-8"
    )
    taken = run("import", answers, *on, "--json")
    assert taken.data["files"][0]["added"] == 2
    shown = run("show", "K1", *on, "--json")
    assert shown.code == 0
    assert {scale["row"] for area in shown.data["domains"] for scale in area["scales"]} == {
        "phq9:total:self",
        "ward-mood:total:self",
    }
    for ran in (taken, shown):
        assert "a-broken.toml" in ran.err
        assert "scale.total.domain" in ran.err
        assert "everyday" in ran.err
        assert "left out" in ran.err


def test_the_list_stands_in_columns_however_long_an_id_is(run: Run, folder: Path) -> None:
    own = PHQ9.replace('id = "phq9"', 'id = "a-form-with-a-very-long-id"').replace('name = "', 'name = "Our ')
    (folder / "long.toml").write_text(own, encoding="utf-8")
    lines = run("instruments").out.splitlines()
    names = ("Our Patient", "Alcohol Use", "Drug Use", "PROMIS Anxiety,")
    assert len({line.index(name) for line in lines for name in names if name in line}) == 1
