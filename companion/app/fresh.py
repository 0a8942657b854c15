"""A screen that was just put together needs no second styling before its first picture."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from textual import events

if TYPE_CHECKING:
    from textual.screen import Screen


class Fresh:
    """For screens: everything on it was styled when it was mounted; Textual would do it all again at once."""

    stack_updates: int

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """Before the first picture, leave the styles as they are, but for the screen's own."""
        if not self.stack_updates:
            event.refresh_styles = False
            # It stood there before its own file of styles was read, the first time.
            screen = cast("Screen[Any]", self)
            screen.app.stylesheet.apply(screen)
