"""A clinic's own forms, when one of their files has a mistake."""

from __future__ import annotations

from pathlib import Path

from companion.app.screens.caseload import CaseloadScreen
from companion.paths import config_folder
from tests.app.shell_app import make_store, running, unlock


async def test_a_mistake_in_a_form_of_ones_own_is_told_and_everything_opens(tmp_path: Path) -> None:
    folder = config_folder() / "instruments"
    folder.mkdir(parents=True)
    (folder / "ours.toml").write_text('id = "Ours"', encoding="utf-8")
    async with running(make_store(tmp_path / "store")) as (app, pilot):
        await unlock(pilot)
        assert isinstance(app.screen, CaseloadScreen)
        (told,) = (app.tongue.say(one.message) for one in app._notifications)
        assert "ours.toml" in told
        assert "Lower-case letters" in told
