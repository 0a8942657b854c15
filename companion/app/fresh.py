"""Screens that are styled once when they are new, and painted once for a key."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, cast

from textual import events
from textual._compositor import Compositor

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.dom import DOMNode
    from textual.geometry import Size
    from textual.map_geometry import MapGeometry
    from textual.message_pump import Callback, MessagePump
    from textual.screen import Screen
    from textual.widget import Widget


_MOMENT = 0.02
_ROUNDS = 8


def busy(node: MessagePump) -> bool:
    """Whether a part of the program has a message, or is at work on one: who is idle waits for the next."""
    queue: Any = node._message_queue
    return not queue.empty() or not queue.ready_event._waiters  # nothing public says who waits


async def settled(root: Widget) -> None:
    """Wait until no part below has anything to do."""
    while root.is_running and any(busy(node) for node in root.walk_children(with_self=True)):
        await asyncio.sleep(0)


async def drawn_ahead(root: Widget, size: Size) -> None:
    """Lay out and draw a part of a screen that is not shown yet, for the size it will have.

    Each part is told its size and keeps its lines, as if it had been shown once. Where it is, a
    part asks the screen; so for a moment the screen knows of them, and still paints none.
    """
    shown, own = root.screen._compositor, Compositor()
    for _ in range(_ROUNDS):
        await settled(root)
        own.reflow(root, size)
        shown.layers, shown.layers_visible, shown.cuts, shown.visible_widgets  # noqa: B018 - what is painted stays so
        places, found = shown._full_map, own._full_map
        places.update(found)
        moved = [part for part, place in found.items() if _sized(part, place)]
        if not moved:
            own.render_strips()
        await settled(root)
        for part in found:
            places.pop(part, None)
        if not moved:
            break


def _sized(part: Widget, place: MapGeometry) -> bool:
    size = place.region.size
    moved = part._size_updated(size, place.virtual_size, place.container_size)
    if moved:
        part.post_message(events.Resize(size, place.virtual_size, place.container_size))
    return moved


class Fresh:
    """For screens: spares what Textual would do a second time.

    Everything on a new screen was styled when it was mounted; Textual would do it all again at
    once. And while a key is on its way (see `in_turn`), what is to be painted is only remembered.
    """

    stack_updates: int
    _asked: bool = False
    if TYPE_CHECKING:

        def call_later(self, callback: Callback, *args: Any, **kwargs: Any) -> bool:
            """Do something after what is waiting already."""

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """Before the first picture, leave the styles as they are."""
        if not self.stack_updates:
            event.refresh_styles = False

    @property
    def _screen(self) -> Screen[Any]:
        return cast("Screen[Any]", self)

    def fit(self, size: Size, breakpoints: Iterable[tuple[int, str]]) -> None:
        """Take on what depends on the size, before anything is styled.

        Args:
            size: Of the terminal.
            breakpoints: Least widths and the class that goes with each.
        """
        wide = max(((least, name) for least, name in breakpoints if least <= size.width), default=(0, ""))
        if wide[1]:
            self._screen.add_class(wide[1])

    @property
    def has_news(self) -> bool:
        """Whether anything is to be laid out, or asks to be painted."""
        screen = self._screen
        return bool(
            screen._layout_required
            or screen._scroll_required
            or screen._repaint_required
            or screen._recompose_required
            or screen._dirty_widgets
        )

    @property
    def leisure(self) -> float | None:
        """Seconds without a key after which there is something to make ready for the next ones; None for nothing."""
        return None

    def make_ready(self) -> object:
        """Begin to make one thing ready for the next keys."""
        return None

    def is_behind(self, node: DOMNode) -> bool:  # noqa: ARG002
        """Whether this is made ready only, and no key has to wait for it."""
        return False

    async def prepare(self) -> None:
        """Lay out and draw before there is anybody to see it; what changes later is drawn then."""
        screen = self._screen
        for _ in range(_ROUNDS):
            await settled(screen)
            if not screen._layout_required and screen.size == screen.app.size:
                break
            screen._layout_required = False
            screen._refresh_layout(screen.app.size)
        screen._compositor.render_strips()

    def bring_up_to_date(self) -> None:
        """Lay out and gather what is to be painted, without waiting for the clock."""
        self._asked = True
        self._screen._on_timer_update()
        self._asked = False

    def paint(self) -> None:
        """Paint what was gathered; what is in the middle of changing, in a moment."""
        screen = self._screen
        if screen.app._batch_count:
            screen.set_timer(_MOMENT, self.paint)
            return
        screen._on_timer_update()
        if screen.is_current and screen._compositor._dirty_regions:
            screen._compositor_refresh()

    def _screen_resized(self, size: Size) -> None:
        screen = self._screen
        if size == screen._compositor.size and not screen._layout_required:
            return  # a new screen is told the size it was laid out for, and so is every screen below it
        super()._screen_resized(size)  # type: ignore[misc]

    def _on_timer_update(self) -> None:
        screen = self._screen
        if getattr(screen.app, "holds_pictures", False) and screen.is_current and not self._asked:
            screen._update_timer.pause()  # it all comes at once, in a moment
            return
        super()._on_timer_update()  # type: ignore[misc]

    def _compositor_refresh(self) -> None:
        screen = self._screen
        if getattr(screen.app, "holds_pictures", False) and screen.is_current:
            screen._dirty_widgets.clear()  # gathered as places that are to be painted
            return
        super()._compositor_refresh()  # type: ignore[misc]
