"""What is remembered of styles is what Textual would work out anew, on every page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from textual.widget import Widget

from companion.app.app import CompanionApp
from companion.app.stylesheet import Remembering
from tests.app.shell_app import into_session, make_store, running, until

KEYS = ("2", "3", "4", "5", "0", "1", "f1", "escape", "ctrl+p", "escape", "n", "escape", "e", "escape", "e")


class Forgetful(dict[Any, Any]):
    """Remembers nothing."""

    def __setitem__(self, key: Any, value: Any) -> None:
        """Leave it."""


def differing(app: CompanionApp) -> list[str]:
    """Return the parts of the page whose styles change when they are worked out with nothing remembered."""
    found = []
    known = app.stylesheet._known  # type: ignore[attr-defined]
    app.stylesheet._known = Forgetful()  # type: ignore[attr-defined]
    for node in app.screen.walk_children(Widget, with_self=True):
        before = dict(node.styles.base._rules)
        lines = {name: dict(styles.base._rules) for name, styles in node._component_styles.items()}
        app.stylesheet.apply(node)
        after = dict(node.styles.base._rules)
        lines_after = {name: dict(styles.base._rules) for name, styles in node._component_styles.items()}
        if before != after or lines != lines_after:
            found.append(f"{type(app.screen).__name__}: {node!r}")
    app.stylesheet._known = known  # type: ignore[attr-defined]
    return found


async def test_every_page_looks_as_if_nothing_was_remembered(tmp_path: Path) -> None:
    async with running(make_store(tmp_path / "store")) as (app, pilot):
        await into_session(pilot)
        assert isinstance(app.stylesheet, Remembering)
        for key in KEYS:
            await pilot.press(key)
            await until(pilot, lambda: not app.holds_pictures)
            assert differing(app) == [], key
        assert len(app.stylesheet._known) > 50


async def test_other_colours_are_taken_on_everywhere(tmp_path: Path) -> None:
    async with running(make_store(tmp_path / "store")) as (app, pilot):
        await into_session(pilot)
        light = app.screen.styles.background
        app.theme = "companion-dark"
        await pilot.pause()
        assert app.screen.styles.background != light
        assert differing(app) == []
        app.theme = "companion-light"
        await pilot.pause()
        assert app.screen.styles.background == light
