"""The lock nobody has to think of, and the settings."""

from __future__ import annotations

from pathlib import Path

import pytest

from companion.app import settings
from companion.app.idle import Idle, IdleWatch
from companion.app.screens.unlock import UnlockScreen
from companion.app.settings import Settings
from companion.clinical.criterion import Given
from tests.app.shell_app import LIGHT, into_session, make_store, pass_first_page, running, shown, unlock, until


class Hands:
    """A clock moved by hand."""

    def __init__(self) -> None:
        self.at = 1000.0

    def __call__(self) -> float:
        return self.at


def test_it_locks_after_five_minutes_and_says_so_a_minute_before() -> None:
    clock = Hands()
    watch = IdleWatch(5, clock)
    found = {}
    for second in (0, 239, 240, 299, 300):
        clock.at = 1000.0 + second
        found[second] = watch.state(in_session=False)
    assert found == {0: Idle.AWAKE, 239: Idle.AWAKE, 240: Idle.NOTICE, 299: Idle.NOTICE, 300: Idle.OVER}


def test_a_session_stays_open_for_twenty_minutes() -> None:
    clock = Hands()
    watch = IdleWatch(5, clock)
    clock.at += 1199
    assert watch.state(in_session=True) is Idle.NOTICE
    clock.at += 1
    assert watch.state(in_session=True) is Idle.OVER


@pytest.mark.parametrize(("asked", "held"), [(0, 2), (1, 2), (5, 5), (600, 15)])
def test_the_idle_time_is_never_off(asked: int, held: int) -> None:
    assert IdleWatch(asked, Hands()).limit(in_session=False) == held * 60


def test_a_clock_that_jumps_back_does_not_keep_the_store_open_for_ever() -> None:
    clock = Hands()
    watch = IdleWatch(5, clock)
    clock.at -= 5000
    assert watch.state(in_session=False) is Idle.AWAKE
    clock.at += 300
    assert watch.state(in_session=False) is Idle.OVER


async def test_the_open_store_gives_notice_and_then_locks_by_itself(tmp_path: Path) -> None:
    clock = Hands()
    async with running(make_store(tmp_path / "store")) as (app, pilot):
        await unlock(pilot)
        app.idle = IdleWatch(5, clock)
        clock.at += 250
        app._look_at_the_time()
        await until(pilot, lambda: "locks in a minute" in shown(app))
        await pilot.press("down")
        clock.at += 0
        app._look_at_the_time()
        await until(pilot, lambda: "locks in a minute" not in shown(app))
        clock.at += 301
        app._look_at_the_time()
        await until(pilot, lambda: isinstance(app.screen, UnlockScreen))
        assert not app.is_open
        assert "Kari" not in shown(app)


async def test_what_is_being_typed_is_kept_over_a_lock(tmp_path: Path) -> None:
    async with running(make_store(tmp_path / "store")) as (app, pilot):
        await into_session(pilot)
        await pilot.press("n")
        await pilot.pause(0.1)
        await pilot.press(*"the door")
        await pilot.press("ctrl+l")
        await until(pilot, lambda: isinstance(app.screen, UnlockScreen))
        await unlock(pilot)
        await pass_first_page(pilot)
        await pilot.press("n")
        await until(pilot, lambda: "thedoor" in shown(app).replace(" ", ""))


def test_settings_come_back_as_they_were_written(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    chosen = Settings("nb", "ascii", "dark", 10, {"patient.jot": "j", 'odd"\\key': "f7"}, level="stricter")
    settings.save(chosen, file)
    assert settings.load(file) == chosen
    assert chosen.given == Given(confidence=0.99)
    assert Settings().given is None


def test_a_mistake_in_the_settings_is_named_and_the_rest_counts(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text('language = "nb"\nidle_minutes = 0\ncolours = "pink"\nfuture = 1\n', encoding="utf-8")
    found = settings.load(file)
    assert (found.language, found.idle_minutes, found.colours) == ("nb", 5, "auto")
    assert set(found.mistakes) == {"idle_minutes", "colours", "future"}
    file.write_text('level = "loose"\n', encoding="utf-8")
    assert settings.load(file).mistakes == ("level",)


def test_a_broken_settings_file_does_not_keep_the_program_from_starting(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text("language = ", encoding="utf-8")
    assert settings.load(file).language == "en"
    assert settings.load(file).mistakes


async def test_a_key_can_be_moved_in_the_settings(tmp_path: Path) -> None:
    chosen = settings.changed(LIGHT, keys={"caseload.before": "g"})
    async with running(make_store(tmp_path / "store"), chosen=chosen) as (app, pilot):
        await unlock(pilot)
        await pilot.press("g")
        await until(pilot, lambda: type(app.screen).__name__ == "BeforeScreen")
