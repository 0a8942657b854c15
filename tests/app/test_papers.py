"""Paper and screen: the page before a meeting is typed in, pages are written, the first page's answer is kept."""

from __future__ import annotations

from pathlib import Path

from textual.widget import Widget
from textual.widgets import Input

from companion.app.screens.first_time import FirstTimeScreen
from companion.app.screens.from_paper import FromPaperScreen
from companion.app.screens.patient import PatientScreen
from companion.app.screens.print_page import PrintScreen
from companion.clinical.model import Display, Kind
from companion.workflow import first_time
from companion.workflow.desk import Desk
from tests.app.session import shared
from tests.app.shell_app import until


async def test_a_page_is_typed_in_with_its_marks_and_lines(desk: Desk) -> None:
    async with shared(desk, size=(80, 24)) as (pilot, room):
        await pilot.press("t")
        await until(pilot, lambda: isinstance(pilot.app.screen, FromPaperScreen))
        own = room.marking.own_measures()[0]
        mark = pilot.app.screen.query_one(f"#own-{own.id}", Input)
        pilot.app.screen.query_one("#matters", Input).value = "sleep"
        mark.value = "11"
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, FromPaperScreen)  # no such mark, so nothing is kept yet
        assert not [line for line in room.talk.lines() if line.text == "sleep"]
        mark.value = "6"
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, PatientScreen))
        line = next(line for line in room.talk.lines() if line.text == "sleep")
        assert (line.kind, line.via, line.said_by) == (Kind.MATTERS, "before_we_meet", "patient")
        row = next(row for row in room.look.review().rows if row.own is not None)
        assert row.now is not None
        assert row.now.value == 6


async def test_the_plan_is_written_as_a_card_from_the_shared_screen(desk: Desk, tmp_path: Path) -> None:
    async with shared(desk, size=(80, 24)) as (pilot, room):
        await pilot.press("f3")
        await until(pilot, lambda: pilot.app.screen.query("#plan"))
        await pilot.press("p")
        await until(pilot, lambda: isinstance(pilot.app.screen, PrintScreen))
        pilot.app.screen.query_one("#folder", Input).value = str(tmp_path / "out")
        await pilot.press("x")
        await pilot.pause()
        written = list((tmp_path / "out").iterdir())
        assert [path.read_text(encoding="utf-8") for path in written] == [room.papers.preview("hardest-days")]


async def test_a_no_to_the_first_page_is_kept_and_shows_nothing(desk: Desk) -> None:
    desk.add_patient("K-9", "New Comer")
    async with shared(desk, key="K-9") as (pilot, room):
        await until(pilot, lambda: isinstance(pilot.app.screen, FirstTimeScreen))
        await pilot.press("right", "enter")
        await until(pilot, lambda: first_time.said(room) is not None)
        assert first_time.said(room) == (False, room.today)
        assert room.look.review().display is Display.NOTHING


async def test_a_page_stands_whole_at_eighty_columns(desk: Desk) -> None:
    async with shared(desk, size=(80, 24)) as (pilot, room):
        await pilot.app.push_screen(PrintScreen(room, ("before-we-meet", "first-page", "hardest-days")))
        await pilot.pause()
        text = pilot.app.screen.query_one("#text")
        assert text.content_size.width >= max(map(len, room.papers.preview("before-we-meet").splitlines()))
        row = pilot.app.screen.query_one("#which").parent
        assert isinstance(row, Widget)
        assert row.region.height == 2, "three pages to choose from take two rows"
