"""The language is chosen before the store is open, and everything follows."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input

from companion.app import settings
from companion.app.screens.caseload import CaseloadScreen
from companion.app.widgets.language_link import LanguageLink
from companion.language import NAMES
from tests.app.shell_app import LIGHT, PASSPHRASE, make_store, running, unlock, until


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(settings, "config_folder", lambda: tmp_path / "config")
    return tmp_path / "config"


async def test_the_unlock_screen_goes_on_to_the_next_language_and_keeps_what_is_typed(
    tmp_path: Path, config: Path
) -> None:
    async with running(make_store(tmp_path / "store")) as (app, pilot):
        app.screen.query_one("#passphrase", Input).value = PASSPHRASE
        for code in ("nb", "nn"):
            app.screen.query_one(LanguageLink).action_press()
            await until(pilot, lambda code=code: app.language.code == code)
            await until(pilot, lambda code=code: NAMES[code] in str(app.screen.query_one(LanguageLink).render()))
        assert app.screen.query_one("#passphrase", Input).value == PASSPHRASE
        assert settings.load().language == "nn"
        app.screen.query_one("#passphrase").focus()
        await unlock(pilot)
        assert isinstance(app.screen, CaseloadScreen)
        assert app.screen.desk.language.code == "nn"


async def test_the_first_start_can_be_read_in_another_language(tmp_path: Path, config: Path) -> None:
    async with running(tmp_path / "nothing-yet", chosen=LIGHT) as (app, pilot):
        app.screen.query_one("#responsible", Input).value = "the clinic"
        app.screen.query_one(LanguageLink).action_press()
        await until(pilot, lambda: app.language.code == "nb")
        await until(pilot, lambda: app.screen.query_one("#responsible", Input).value == "the clinic")
        assert app.screen.query_one("#page-0").display
        assert not app.screen.query_one("#page-1").display
