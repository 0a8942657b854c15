from __future__ import annotations

from pathlib import Path

from textual.widgets import Input, Static

from companion.app.app import CompanionApp
from companion.app.steps.share import ShareStep
from companion.workflow.desk import Desk
from companion.workflow.sharing_acts import FORMATS
from tests.app.session import NASTY, NASTY_SHOWN, shared, words_on
from tests.app.shell_app import shown


async def test_the_preview_is_the_text_itself_and_says_that_it_leaves_encryption(desk: Desk) -> None:
    async with shared(desk) as (pilot, room):
        room.talk.say(NASTY)
        await pilot.press("5")
        await pilot.pause()
        assert pilot.app.focused is pilot.app.screen.query_one("#paper")
        assert NASTY_SHOWN in str(pilot.app.screen.query_one("#text", Static).visual)
        assert "not encrypted" in words_on(pilot)


async def test_reader_and_format_change_the_preview(desk: Desk) -> None:
    async with shared(desk) as (pilot, room):
        room.talk.say("I opened the door")
        await pilot.press("5", "r", "t")
        step = pilot.app.screen.query_one(ShareStep)
        assert (step.reader, step.form) == ("record", "md")
        text = room.share.previews("record", "md")[0]
        assert str(pilot.app.screen.query_one("#text", Static).visual).startswith(text.strip()[:40])


async def test_the_export_writes_what_the_preview_shows_and_names_the_file(desk: Desk, tmp_path: Path) -> None:
    async with shared(desk) as (pilot, room):
        room.talk.say("I opened the door")
        await pilot.press("5")
        await pilot.pause()
        pilot.app.screen.query_one("#folder", Input).value = str(tmp_path / "out")
        (tmp_path / "out").mkdir()
        await pilot.press("x")
        await pilot.pause()
        (written,) = (tmp_path / "out").iterdir()
        assert "I opened the door" in written.read_text(encoding="utf-8")
        assert written.name in words_on(pilot).replace("\n", "")


async def test_a_folder_that_is_not_there_is_a_sentence(desk: Desk) -> None:
    async with shared(desk, "share") as (pilot, _room):
        pilot.app.screen.query_one("#folder", Input).value = "/proc/nowhere"
        await pilot.press("x")
        await pilot.pause()
        assert pilot.app.is_running


async def test_a_pdf_is_chosen_read_as_words_and_written(desk: Desk, tmp_path: Path) -> None:
    async with shared(desk, size=(80, 24)) as (pilot, room):
        room.talk.say(NASTY)
        await pilot.press("5", "t", "t")
        await pilot.pause()
        step = pilot.app.screen.query_one(ShareStep)
        assert step.form == "pdf"
        assert NASTY_SHOWN in str(pilot.app.screen.query_one("#text", Static).visual)
        assert "the file sets them on pages" in " ".join(words_on(pilot).split())
        pilot.app.screen.query_one("#folder", Input).value = str(tmp_path)
        await pilot.press("x")
        await pilot.pause()
        (written,) = tmp_path.glob("*.pdf")
        assert written.read_bytes().startswith(b"%PDF-")
        assert written.name in words_on(pilot).replace("\n", "")


async def test_every_format_can_be_reached_with_its_key(desk: Desk) -> None:
    async with shared(desk, "share") as (pilot, _room):
        step = pilot.app.screen.query_one(ShareStep)
        found = []
        for _ in FORMATS:
            found.append(step.form)
            await pilot.press("t")
        assert found == list(FORMATS)


async def test_full_access_is_read_here_first_and_refused_while_somebody_else_is_there(desk: Desk) -> None:
    async with shared(desk, size=(80, 24)) as (pilot, room):
        room.talk.say("between us", only_us=True)
        await pilot.press("5", "r", "r", "r")
        await pilot.pause()
        assert pilot.app.screen.query_one(ShareStep).reader == "full"
        assert isinstance(pilot.app, CompanionApp)
        assert "( ) supervision" in shown(pilot.app)
        assert "(x) full access" in shown(pilot.app)
        preview = pilot.app.screen.query_one("#text", Static)
        assert "between us" in str(preview.visual)
        assert "THE LOG: WHO OPENED" in str(preview.visual)
        room.meeting.add_present("mother")
        pilot.app.screen.query_one(ShareStep).reload()
        assert "between us" not in str(preview.visual)
        assert "Somebody else is in the room" in str(preview.visual)
