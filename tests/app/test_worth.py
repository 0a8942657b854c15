"""What is worth talking about: opened with its rule, left be with a reason."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from textual.widgets import Input

from companion.app.screens.worth import LeaveBeScreen, WorthScreen
from companion.app.widgets.choices import Choices
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
        await until(pilot, lambda: "left be on 23 Nov 2026: it was the move" in shown(app))
        while not app.screen.query_one("#findings", Choices).key.startswith("left:"):
            await pilot.press("down")
        await until(pilot, lambda: "You answered PHQ-9 with 20" in shown(app) and "6 points or more" in shown(app))
        await pilot.press("x")
        await pilot.pause()
        assert isinstance(app.screen, WorthScreen)  # it is left be already
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
        (again,) = room.look.left_be()
        assert (again.day, again.reason) == (NOW.date(), "it was the move")
        assert again.signal is not None
        assert again.signal.id == left.signal
        room.marking.paper_total("phq9", NOW.date(), 19.0)
        (again,) = room.look.left_be()
        assert (again.reason, again.signal) == ("it was the move", None)


async def test_what_was_left_be_stands_there_when_one_comes_back(tmp_path: Path) -> None:
    with Store.open(somebody(tmp_path / "store"), PASSPHRASE, clock=Clock.fixed(NOW)) as store:
        room = Desk(store).room(Desk(store).find("1042").id)
        room.look.set_signal_aside("clear_since_start/gone", "we spoke of it in May")
    async with running(tmp_path / "store") as (app, pilot):
        await unlock(pilot)
        await pilot.press("b")
        await until(pilot, lambda: type(app.screen).__name__ == "BeforeScreen")
        await pilot.press("o")
        await until(pilot, lambda: "left be on 23 Nov 2026: we spoke of it in May" in shown(app))
        await pilot.press("up")
        await until(pilot, lambda: "Newer answers tell something else now" in shown(app))


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
