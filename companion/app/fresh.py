"""A screen that was just put together needs no second styling before its first picture."""

from __future__ import annotations

from textual import events


class Fresh:
    """For screens: everything on it was styled when it was mounted; Textual would do it all again at once."""

    stack_updates: int

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """Before the first picture, leave the styles as they are."""
        if not self.stack_updates:
            event.refresh_styles = False
