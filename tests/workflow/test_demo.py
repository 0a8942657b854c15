"""The demo: built once a week, copied for each start, gone at the end."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from companion import paths
from companion.clock import Clock
from companion.errors import UsageError
from companion.workflow import demo
from companion.workflow.desk import open_demo, unlock


@pytest.fixture
def one_person(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """One made-up person is enough here, and quick."""
    people = tmp_path / "fixtures" / "people"
    people.mkdir(parents=True)
    (people / "nils.toml").write_text('key = "7"\nname = "Nils"\nabout = "new"\n', encoding="utf-8")
    monkeypatch.setattr(paths, "fixtures_folder", lambda: tmp_path / "fixtures")


@pytest.mark.usefixtures("one_person")
def test_a_throwaway_store_is_gone_at_the_end_and_the_ready_made_one_stays(clock: Clock) -> None:
    shares: list[float] = []
    desk = open_demo(clock, progress=shares.append)
    folder = desk.store.folder
    assert [row.patient.name for row in desk.caseload()] == ["Nils"]
    assert desk.is_demo
    assert folder.is_dir()
    desk.add_patient("8", "Nina")
    desk.close()
    assert not folder.exists()
    assert shares
    built_again: list[float] = []
    second = open_demo(clock, progress=built_again.append)
    assert [row.patient.name for row in second.caseload()] == ["Nils"]
    assert built_again == []
    second.close()


@pytest.mark.usefixtures("one_person")
def test_another_week_makes_them_anew(clock: Clock) -> None:
    open_demo(clock).close()
    (old,) = (paths.cache_folder() / "demo").iterdir()
    os.utime(old, (0, 0))
    assert clock.held is not None
    open_demo(Clock.fixed(clock.held.replace(month=12))).close()
    (new,) = (paths.cache_folder() / "demo").iterdir()
    assert new.name != old.name


@pytest.mark.usefixtures("one_person")
def test_what_a_crash_left_behind_goes_at_the_next_start(clock: Clock) -> None:
    left = paths.cache_folder() / "demo-open" / "left"
    left.mkdir(parents=True)
    (left / "lock").touch()
    os.utime(left, (time.time() - 3600, time.time() - 3600))
    first = open_demo(clock)
    assert not left.exists()
    os.utime(first.store.folder.parent, (0, 0))
    second = open_demo(clock)
    assert first.store.folder.exists()
    first.close()
    second.close()


@pytest.mark.usefixtures("one_person")
def test_a_kept_store_has_a_passphrase_of_its_own(clock: Clock, tmp_path: Path) -> None:
    kept = open_demo(clock, keep=tmp_path / "kept")
    passphrase = kept.passphrase
    kept.close()
    again = unlock(tmp_path / "kept", passphrase, clock=clock)
    assert (again.account.name, len(again.caseload())) == (demo.ACCOUNT, 1)
    again.close()
    with pytest.raises(UsageError):
        open_demo(clock, keep=tmp_path / "kept")


@pytest.mark.usefixtures("one_person")
def test_the_made_up_people_speak_the_language_that_is_asked_for(clock: Clock) -> None:
    folder = paths.fixtures_folder() / "people" / "nb"
    folder.mkdir()
    (folder / "nils.toml").write_text('[words]\n"Nils" = "Nils, bokmål"\n', encoding="utf-8")
    for code, name in (("en", "Nils"), ("nb", "Nils, bokmål"), ("nn", "Nils")):
        desk = open_demo(clock, code=code)
        assert [row.patient.name for row in desk.caseload()] == [name]
        desk.close()
    again: list[float] = []
    open_demo(clock, progress=again.append, code="en").close()
    assert again == [], "one language does not take the place of another"
