"""Pages that lie ready: made out of sight while nobody types, and shown when their key is pressed.

A page takes 20 to 40 ms to make: its parts are mounted, styled, laid out and drawn. One that
lies ready is only shown. It is as good as a new one as long as nothing it rests on has changed:
what is in the store, what its screen shows, the day, the size, the settings. One that no longer
holds is thrown away unseen, and all of them are when their screen goes.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any

from textual import work
from textual.css.query import NoMatches
from textual.dom import NoScreen
from textual.screen import Screen
from textual.worker import Worker, WorkerCancelled

from companion.app.fresh import Fresh
from companion.errors import CompanionError

if TYPE_CHECKING:
    from companion.store.database import Store

AFTER = 0.6
"""Seconds without a key before a page is made: who goes through a list, or writes, is not done yet."""
_PATIENCE = 1.0


@dataclass(frozen=True, slots=True)
class Next:
    """A page that the next key may ask for.

    Attributes:
        name: Unique on its screen.
        make: Makes one. It only reads, and says nothing to anybody before it is shown.
        rests_on: What it shows beside what is in the store.
        of_store: Whether it shows anything that an act can change.
    """

    name: str
    make: Callable[[], Screen[Any]]
    rests_on: object = None
    of_store: bool = True


@dataclass(slots=True)
class _Lying:
    page: Screen[Any]
    rests_on: tuple[object, ...]
    whole: bool = False


class Readying(Fresh, Screen[Any]):
    """For screens: keeps pages ready."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._lying: dict[str, _Lying] = {}
        self._to_make: Next | None = None
        self._at_work: Worker[None] | None = None
        self._is_over = False

    def next_pages(self) -> Iterable[Next]:
        """Return the pages a key may ask for here, the likeliest first; the app adds its own."""
        return ()

    @property
    def rests_on_store(self) -> Store | None:
        """The store whose acts make pages worthless."""
        return None

    def page(self, asked: Next) -> Screen[Any]:
        """Return the page that lies ready, if it holds; else a new one."""
        return self.lying(asked) or asked.make()

    def lying(self, asked: Next) -> Screen[Any] | None:
        """Return the page that lies ready, if it holds; it is its caller's then."""
        if not self._lies_ready(asked) or not self._lying[asked.name].whole:
            return None
        page = self._lying.pop(asked.name).page
        self.app.uninstall_screen(page)
        return page

    def lying_named(self, name: str) -> Screen[Any] | None:
        """Return the page of this name that lies ready, if it holds."""
        asked = next((one for one in self.next_pages() if one.name == name), None)
        return self.lying(asked) if asked is not None else None

    def _rests_on(self, asked: Next) -> tuple[object, ...]:
        app, store = self.app, self.rests_on_store
        said = (store.performed, store.clock.today()) if store is not None and asked.of_store else ()
        return said, app.size, app.theme, app.app_focus, getattr(app, "settings", None), asked.rests_on

    def _lies_ready(self, asked: Next) -> bool:
        lying = self._lying.get(asked.name)
        return lying is not None and lying.rests_on == self._rests_on(asked)

    @property
    def leisure(self) -> float | None:
        """Some seconds, while a page does not lie ready or does not hold any more."""
        everywhere: Iterable[Next] = getattr(self.app, "next_pages", tuple)()
        pages = chain(self.next_pages(), everywhere)
        self._to_make = None
        with suppress(CompanionError):  # what cannot be read is said when somebody asks for it
            self._to_make = next((asked for asked in pages if not self._lies_ready(asked)), None)
        return AFTER if self._to_make is not None else None

    def make_ready(self) -> None:
        """Begin to make one thing, out of sight; nothing while the last one is not whole."""
        if self.is_mounted and not self._is_over and (self._at_work is None or self._at_work.is_finished):
            self._at_work = self.begin_to_make()

    def begin_to_make(self) -> Worker[None]:
        """Begin to make a page."""
        return self._make_page()

    async def at_rest(self) -> None:
        """Make nothing more, and wait for what is being made: it reads the store, and is not torn down half made."""
        self._is_over = True
        if self._at_work is not None and not self._at_work.is_finished:
            with suppress(WorkerCancelled, TimeoutError):
                async with asyncio.timeout(_PATIENCE):
                    await self._at_work.wait()

    @contextmanager
    def while_it_stands(self) -> Iterator[None]:
        """Let what is being made here end with the program, wherever it is just then."""
        try:
            yield
        except (NoMatches, NoScreen):
            if self.app.is_running and self.is_running and not self._is_over:
                raise

    @work(group="ready", description="make a page ready")
    async def _make_page(self) -> None:
        asked, self._to_make = self._to_make, None
        if asked is None:
            return
        if (old := self._lying.pop(asked.name, None)) is not None:
            await self._throw_away(old.page)
        app = self.app
        try:
            page = asked.make()
        except CompanionError:  # said when somebody asks for it
            return
        lying = self._lying[asked.name] = _Lying(page, self._rests_on(asked))
        app.install_screen(page, f"{asked.name} {id(page)}")
        if isinstance(page, Fresh):
            page.fit(app.size, app.HORIZONTAL_BREAKPOINTS or [])
        app._load_screen_css(page)
        with self.while_it_stands():
            _, mounted = app._get_screen(page)
            await mounted
            if isinstance(page, Fresh):
                await page.prepare()
            lying.whole = True

    async def _throw_away(self, page: Screen[Any]) -> None:
        self.app.uninstall_screen(page)
        await page.remove()

    async def on_unmount(self) -> None:
        """Leave nothing lying about."""
        while self._lying:
            _, lying = self._lying.popitem()
            await self._throw_away(lying.page)


def ready(screen: Screen[Any], asked: Next) -> Screen[Any]:
    """Return a page that lies ready on a screen, or a new one."""
    return screen.page(asked) if isinstance(screen, Readying) else asked.make()
