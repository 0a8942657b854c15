"""A colleague gets an account of their own, and opens the store with it."""

from __future__ import annotations

from pathlib import Path

from textual.widgets import Button, Input

from companion.app.app import CompanionApp
from companion.app.screens.account_form import AccountForm
from companion.app.screens.unlock import UnlockScreen
from tests.app.shell_app import make_store, running, shown, unlock, until

OLAS = "another long and quiet sentence"


def fill(app: CompanionApp, **values: str) -> None:
    for name, value in values.items():
        app.screen.query_one(f"#{name.replace('_', '-')}", Input).value = value


async def test_an_account_is_added_and_opens_the_store(tmp_path: Path) -> None:
    async with running(make_store(tmp_path / "store"), size=(80, 24)) as (app, pilot):
        await unlock(pilot)
        await app.run_action("screen.add_account")
        await until(pilot, lambda: isinstance(app.screen, AccountForm))
        assert app.screen.query_one("#back").region.bottom <= 24
        fill(app, name="Ola Vik", phrase=OLAS, again=OLAS, own_code="1234", own_code_again="1234")
        app.screen.query_one("#add", Button).press()
        await until(pilot, lambda: "Ola Vik has an account now" in shown(app))
        assert OLAS not in shown(app)
        await pilot.press("ctrl+l")
        await until(pilot, lambda: isinstance(app.screen, UnlockScreen))
        app.screen.query_one("#account").focus()
        await pilot.press("right", "enter")
        await unlock(pilot, OLAS)
        assert app._desk is not None
        assert app._desk.account.name == "Ola Vik"
        assert app._desk.check_code("1234")


async def test_each_thing_that_is_missing_is_said_and_nothing_is_made(tmp_path: Path) -> None:
    async with running(make_store(tmp_path / "store")) as (app, pilot):
        await unlock(pilot)
        await app.run_action("screen.add_account")
        await until(pilot, lambda: isinstance(app.screen, AccountForm))
        for values, words in (
            ({}, "needs a name"),
            ({"name": "Ola", "phrase": OLAS, "again": "other"}, "not the same"),
            ({"again": OLAS}, "at least 4"),
            ({"own_code": "1234", "own_code_again": "4321"}, "not the same"),
            ({"own_code_again": "1234", "phrase": "aaaaaaaaaaaaaaaa", "again": "aaaaaaaaaaaaaaaa"}, "easy to guess"),
            ({"name": "ida berg", "phrase": OLAS, "again": OLAS}, "a name of its own"),
        ):
            fill(app, **values)
            app.screen.query_one("#add", Button).press()
            await until(pilot, lambda words=words: words in " ".join(shown(app).split()))
        await pilot.press("escape")
        await pilot.pause()
        assert app._desk is not None
        with app._desk.store.read() as reader:
            assert [row["name"] for row in reader.rows("accounts")] == ["Ida Berg"]


async def test_made_up_people_have_no_accounts_to_add(tmp_path: Path) -> None:
    """The sentence comes from the store; the form stays as it is."""
    async with running(make_store(tmp_path / "store")) as (app, pilot):
        await unlock(pilot)
        assert app._desk is not None
        app._desk.store._vault = None
        await app.run_action("screen.add_account")
        await until(pilot, lambda: isinstance(app.screen, AccountForm))
        fill(app, name="Ola", phrase=OLAS, again=OLAS, own_code="1234", own_code_again="1234")
        app.screen.query_one("#add", Button).press()
        await until(pilot, lambda: "have no passphrase" in shown(app))
