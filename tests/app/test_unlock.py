"""More than one account: one says who one is, and the passphrase is tried on that one only."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.cells import cached_cell_len
from textual.widgets import Input

from companion.app.forgetting import forget_words
from companion.app.screens.unlock import UnlockScreen
from companion.app.widgets.names import Names
from companion.clock import Clock
from companion.store.database import Store
from companion.store.vault import Vault
from tests.app.shell_app import PASSPHRASE, make_store, running, shown, unlock, until
from tests.conftest import NOW

OLAS = "another long and quiet sentence"


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    folder = make_store(tmp_path / "store")
    with Store.open(folder, PASSPHRASE, clock=Clock.fixed(NOW)) as store:
        store.add_account("Ola Vik", OLAS)
    return folder


async def test_one_account_is_not_asked_for(tmp_path: Path) -> None:
    async with running(make_store(tmp_path / "store")) as (app, _):
        assert not app.screen.query(Names)
        assert app.focused is app.screen.query_one("#passphrase")


async def test_the_name_is_chosen_with_arrows_and_its_passphrase_opens(shared: Path) -> None:
    async with running(shared) as (app, pilot):
        assert app.focused is app.screen.query_one("#account")
        assert "(x) Ida Berg" in shown(app)
        await pilot.press("right", "enter")
        assert "(x) Ola Vik" in shown(app)
        assert app.focused is app.screen.query_one("#passphrase")
        await unlock(pilot, OLAS)
        assert app._desk is not None
        assert app._desk.account.name == "Ola Vik"


async def test_a_passphrase_is_tried_on_the_chosen_account_only(shared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str | None] = []
    given = Vault.unlock

    def told(folder: Path, passphrase: str, account: str | None = None) -> Vault:
        asked.append(account)
        return given(folder, passphrase, account)

    monkeypatch.setattr(Vault, "unlock", told)
    async with running(shared) as (app, pilot):
        app.screen.query_one("#passphrase", Input).value = OLAS
        app.screen.query_one("#passphrase").focus()
        await pilot.press("enter")
        await until(pilot, lambda: "do not open" in shown(app))
    assert asked == ["Ida Berg"]


async def test_a_new_start_remembers_nobody_and_a_lock_who_it_was(shared: Path) -> None:
    async with running(shared) as (app, pilot):
        await pilot.press("right", "enter")
        await unlock(pilot, OLAS)
        await pilot.press("ctrl+l")
        await until(pilot, lambda: isinstance(app.screen, UnlockScreen))
        assert "(x) Ola Vik" in shown(app)
        assert app.focused is app.screen.query_one("#passphrase")
    async with running(shared) as (app, _):
        assert "(x) Ida Berg" in shown(app)


async def test_the_choice_stays_when_the_language_changes(shared: Path) -> None:
    async with running(shared) as (app, pilot):
        await pilot.press("right")
        await pilot.click("#language")
        await pilot.pause()
        assert "(x) Ola Vik" in shown(app)


async def test_eight_long_names_fit_in_eighty_columns(tmp_path: Path) -> None:
    folder = make_store(tmp_path / "store")
    names = [f"Åse-Marie Nordmann Ødegård {n}" for n in range(7)]
    with Store.open(folder, PASSPHRASE, clock=Clock.fixed(NOW)) as store:
        for name in names:
            store.add_account(name, OLAS)
    async with running(folder, size=(80, 24)) as (app, _):
        words = shown(app)
        assert all(name in words for name in names)
        button = app.screen.query_one("#unlock").region
        assert 0 < button.y < 24


async def test_somebody_else_does_not_come_to_the_patient_that_was_open(shared: Path) -> None:
    async with running(shared) as (app, pilot):
        await pilot.press("enter")
        await unlock(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: app.shared is not None)
        await pilot.press("ctrl+l")
        await until(pilot, lambda: isinstance(app.screen, UnlockScreen))
        app.screen.query_one("#account").focus()
        await pilot.press("right", "enter")
        await unlock(pilot, OLAS)
        assert type(app.screen).__name__ == "CaseloadScreen"


async def test_whoever_locked_comes_back_to_the_same_patient(shared: Path) -> None:
    async with running(shared) as (app, pilot):
        await pilot.press("enter")
        await unlock(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: app.shared is not None)
        await pilot.press("ctrl+l")
        await until(pilot, lambda: isinstance(app.screen, UnlockScreen))
        await unlock(pilot)
        await until(pilot, lambda: app.shared is not None)


async def test_after_a_lock_the_caches_that_drew_hold_no_words(shared: Path) -> None:
    async with running(shared) as (app, pilot):
        await pilot.press("enter")
        await unlock(pilot)
        assert cached_cell_len.cache_info().currsize > 0
        await pilot.press("ctrl+l")
        await until(pilot, lambda: isinstance(app.screen, UnlockScreen))
        await app.workers.wait_for_complete()
        forget_words()
        assert cached_cell_len.cache_info().currsize == 0
