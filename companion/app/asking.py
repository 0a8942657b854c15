"""What can be asked everywhere: help with what has the focus, and everything that can be done here."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from companion.app.ready import Next, ready
from companion.app.showing import Showing


class Asking(Showing):
    """Opens help and the palette, from wherever one is."""

    _in_session: bool

    def next_pages(self) -> Iterable[Next]:
        """Return the pages a key may ask for everywhere."""
        yield self._guide
        yield self._palette

    @property
    def _guide(self) -> Next:
        from companion.app.screens.help import HelpScreen, guide_for

        guide = guide_for(self.screen, in_session=self._in_session)
        return Next("guide", partial(HelpScreen, guide), guide, of_store=False)

    @property
    def _palette(self) -> Next:
        from companion.app.screens.palette import PaletteScreen, offered

        found = offered(self.screen, in_session=self._in_session)
        return Next("palette", partial(PaletteScreen, found), found, of_store=False)

    def action_guide(self) -> None:
        """Help with what has the focus."""
        from companion.app.screens.help import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(ready(self.screen, self._guide))

    def action_palette(self) -> None:
        """Show every command that can be done here."""
        from companion.app.screens.palette import PaletteScreen

        if not isinstance(self.screen, PaletteScreen):
            self.push_screen(ready(self.screen, self._palette))
