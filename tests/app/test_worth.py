"""What is worth talking about: opened with its rule, left be with a reason."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from textual.widgets import Input

from companion.app.screens.worth import LeaveBeScreen, WorthScreen
from companion.clinical.model import Who
from companion.clock import Clock
from companion.store.database import Store
from companion.workflow.desk import Desk
from tests.app.shell_app import PASSPHRASE, make_store, running, shown, unlock, until
from tests.conftest import NOW


def somebody(folder: Path) -> Path:
    """Kari with a clear change, and an agreement whose day has come."""
    make_store(folder)
    with Store.open(folder, PASSPHRASE, clock=Clock.fixed(NOW)) as store:
        desk = Desk(store)
        room = desk.room(desk.find("1042").id)
        for day, total in ((date(2026, 1, 5), 20.0), (date(2026, 11, 2), 8.0), (date(2026, 11, 9), 7.0)):
            room.marking.paper_total("phq9", day, total)
        room.meeting.start()
        room.shelves.agree("Call my sister", Who.BOTH, NOW.date() - timedelta(days=1))
        room.meeting.close()
    return folder


async def test_each_finding_is_opened_and_left_be_with_a_reason(tmp_path: Path) -> None:
    async with running(somebody(tmp_path / "store"), size=(80, 24)) as (app, pilot):
        await unlock(pilot)
        await pilot.press("b")
        await until(pilot, lambda: type(app.screen).__name__ == "BeforeScreen")
        await pilot.press("o")
        await until(pilot, lambda: isinstance(app.screen, WorthScreen) and "Call my sister" in shown(app))
        await until(pilot, lambda: "its day to look again has come" in " ".join(shown(app).split()))
        await pilot.press("down")
        await until(pilot, lambda: "6 points or more" in shown(app))
        assert "NHS Talking Therapies manual" in shown(app)
        await pilot.press("x")
        await until(pilot, lambda: isinstance(app.screen, LeaveBeScreen))
        await pilot.press("enter")
        assert "Write why" in shown(app)
        app.screen.query_one("#reason", Input).value = "it was the move"
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, WorthScreen) and "PHQ-9" not in shown(app))
        await pilot.press("escape")
        await until(pilot, lambda: type(app.screen).__name__ == "BeforeScreen")
        assert "You answered PHQ-9 with 20" not in shown(app)
        assert "Call my sister" in shown(app)
    with Store.open(tmp_path / "store", PASSPHRASE, clock=Clock.fixed(NOW)) as store:
        room = Desk(store).room(Desk(store).find("1042").id)
        (left,) = room.facts.set_aside
        assert left.reason == "it was the move"
        assert left.signal.startswith("clear_since_start/phq9")
        assert left.signal not in {signal.id for signal in room.look.review().signals}


async def test_nothing_to_talk_about_says_so(tmp_path: Path) -> None:
    async with running(make_store(tmp_path / "store")) as (app, pilot):
        await unlock(pilot)
        await pilot.press("b")
        await until(pilot, lambda: type(app.screen).__name__ == "BeforeScreen")
        await pilot.press("o")
        await until(pilot, lambda: isinstance(app.screen, WorthScreen))
        await until(pilot, lambda: "nothing more here" in shown(app))
        await pilot.press("x", "enter", "escape")
        await until(pilot, lambda: type(app.screen).__name__ == "BeforeScreen")
