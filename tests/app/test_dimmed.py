"""Through the ground of a dialog one sees the page below, as Textual would draw it, and as it is now."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from rich.segment import Segment
from textual.renderables.background_screen import BackgroundScreen
from textual.widgets import Static

from companion.app.settings import Settings
from tests.app.shell_app import make_store, running, shown, unlock, until


def cells(segments: Iterable[Segment]) -> list[tuple[str, object, object]]:
    return [
        (char, segment.style and segment.style.color, segment.style and segment.style.bgcolor)
        for segment in segments
        for char in segment.text
    ]


@pytest.mark.parametrize("colours", ["light", "dark"])
async def test_the_page_below_is_dimmed(tmp_path: Path, colours: str) -> None:
    async with running(make_store(tmp_path / "store"), chosen=Settings(colours=colours, glyphs="unicode")) as (
        app,
        pilot,
    ):
        await unlock(pilot)
        below = app.screen
        page = below._compositor.render_strips()
        await pilot.press("ctrl+p")
        await until(pilot, lambda: type(app.screen).__name__ == "PaletteScreen")
        veil = app.screen.styles.background
        assert 0 < veil.a < 1
        rows = app.screen._compositor.render_strips()
        for row in (0, len(rows) - 1):  # above the dialog, and below it
            assert cells(rows[row]) == cells(BackgroundScreen.process_segments(page[row], veil))


async def test_what_changes_below_is_seen(tmp_path: Path) -> None:
    async with running(make_store(tmp_path / "store")) as (app, pilot):
        await unlock(pilot)
        below = app.screen
        await pilot.press("ctrl+p")
        await until(pilot, lambda: type(app.screen).__name__ == "PaletteScreen")
        below.query_one("#foot", Static).update("something new")
        await until(pilot, lambda: "something new" in shown(app))


async def test_with_sixteen_colours_nothing_is_dimmed(tmp_path: Path) -> None:
    async with running(make_store(tmp_path / "store"), chosen=Settings(colours="16", glyphs="unicode")) as (app, pilot):
        await unlock(pilot)
        await pilot.press("ctrl+p")
        await until(pilot, lambda: type(app.screen).__name__ == "PaletteScreen")
        assert app.screen.styles.background.a == 1
        assert "Kari" not in shown(app)
