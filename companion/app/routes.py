"""Which screen is up, and what is in reach from it.

The desk with all its patients is held here and nowhere in a session: a session's stack
is one `PatientScreen` with a `Room`, so no key, list or palette can bring up another name.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual import on, work
from textual.screen import Screen

from companion.app import sweep
from companion.app.asking import Asking
from companion.app.asks import (
    HandBack,
    LeaveSession,
    OpenBefore,
    OpenPatient,
    StartSession,
    TakeOn,
    ToCaseload,
    Unlocked,
)
from companion.app.opening import Opening
from companion.app.ready import Readying
from companion.app.showing import Nobody
from companion.errors import CompanionError

if TYPE_CHECKING:
    from companion.app.idle import IdleWatch
    from companion.app.settings import Settings
    from companion.clock import Clock
    from companion.language import Language
    from companion.workflow.desk import Desk
    from companion.workflow.room import Room
    from companion.workflow.views import CaseloadRow


_CLEAR = "\x1b[0m\x1b[2J\x1b[H"


@dataclass(frozen=True, slots=True)
class Place:
    """Where one was when the store locked: ids only."""

    patient_id: int
    step: str
    in_session: bool
    account_id: int = 0


class Routes(Asking):
    """The ways between screens."""

    folder: Path | None
    keep: Path | None
    opening: Opening | None
    clock: Clock
    tongue: Language
    idle: IdleWatch
    settings: Settings
    farewell: str = ""
    _desk: Desk | None = None
    _place: Place | None = None
    _was_open: bool = False
    _noticed: bool = False
    _ahead: bool = False

    if TYPE_CHECKING:

        def wear(self) -> None:
            """Put on the theme that belongs here."""

        def use(self, chosen: Settings) -> None:
            """Take on settings."""

    # --- what is up

    @property
    def is_open(self) -> bool:
        """Whether the store is open."""
        return self._desk is not None

    @property
    def shared(self) -> Any:
        """The patient screen on the stack, or None."""
        from companion.app.screens.patient import PatientScreen

        if not self._screen_stacks.get(self._current_mode):
            return None
        return next((screen for screen in reversed(self.screen_stack) if isinstance(screen, PatientScreen)), None)

    @property
    def in_session(self) -> bool:
        """Whether the screen is shared with a patient now."""
        return self._in_session

    _in_session: bool = False

    def first_screen(self) -> Screen[Any]:
        """Return what is painted first."""
        if self.folder is None:
            return self._made_up(self.opening or Opening(self.keep, self.clock, self.settings.language))
        if not (self.folder / "keys.json").exists():
            from companion.app.screens.first_run import FirstRunScreen

            return FirstRunScreen(self.folder)
        from companion.app.screens.unlock import UnlockScreen

        return UnlockScreen(self.folder)

    def _made_up(self, opening: Opening) -> Screen[Any]:
        if opening.ready is None:
            from companion.app.screens.rehearse import RehearseScreen

            return RehearseScreen(opening)
        from companion.app.screens.coming import ComingScreen

        self.keeps_keys = True
        return Nobody(ComingScreen(opening, self.clock))

    # --- in and out

    @on(Unlocked)
    async def _unlocked(self, event: Unlocked) -> None:
        event.stop()
        self._desk = desk = event.desk
        desk.language = self.tongue
        desk.given = self.settings.given
        self.idle.touch()
        _tell(self, desk)
        self.farewell = _farewell(self, desk)
        place, self._place = _own(self._place, desk.account.id), None
        # A fresh start goes back to a session that was never left; a lock knows where one was.
        if (
            place is None
            and not self._was_open
            and not desk.is_demo
            and (found := desk.interrupted_session()) is not None
        ):
            place = Place(found[0], "today", in_session=True)
        if place is None:
            await self._caseload(event.rows)
            self.take_keys()
            return
        if not place.in_session:
            await self._caseload()
        await self._patient(desk.room(place.patient_id), in_session=place.in_session, step=place.step)

    async def _caseload(self, rows: tuple[CaseloadRow, ...] | None = None) -> None:
        from companion.app.screens.caseload import CaseloadScreen

        assert self._desk is not None
        self._in_session = False
        self.wear()
        await self.only(CaseloadScreen(self._desk, rows))
        if not self._ahead:
            self._ahead = True
            self.call_after_refresh(self._load_ahead)

    @work(thread=True, exit_on_error=False, group="ahead", description="load ahead")
    def _load_ahead(self) -> None:
        from companion.app import ahead

        try:
            ahead.load()
            if (desk := self._desk) is not None:
                ahead.ask_for_nobody(desk)
                ahead.read_forms(desk)
        finally:
            sweep.settle()

    async def _patient(self, room: Room, *, in_session: bool, step: str) -> None:
        from companion.app.screens.patient import PatientScreen

        self._in_session = in_session
        self.wear()
        if in_session:
            await self.only(PatientScreen(room, in_session=True, step=step))
            return
        with self.batch_update():
            screen = self._lying_ready(room) if step == "look" else None
            await self.push_screen(screen or PatientScreen(room, in_session=False, step=step))

    def _lying_ready(self, room: Room) -> Screen[Any] | None:
        """Return the page that was made for nobody, if there is one, with the patient on it."""
        from companion.app.screens.patient import PatientScreen

        screen = self.screen.lying_named("patient") if isinstance(self.screen, Readying) else None
        if not isinstance(screen, PatientScreen):
            return None
        screen.take(room)
        return screen

    @on(OpenPatient)
    async def _open_patient(self, event: OpenPatient) -> None:
        event.stop()
        if self._desk is None:  # not open yet, or locked in the same moment
            return
        try:
            room = self._desk.room(event.patient_id)
        except CompanionError as error:
            self.complain(error)
            return
        if event.before:
            await self._before(room)
        else:
            await self._patient(room, in_session=False, step="look")

    def complain(self, error: CompanionError) -> None:
        """Say what could not be done, and why; it stays long enough to be read."""
        self.notify(self.tongue.say(error.message), severity="error", timeout=12, markup=False)

    @on(OpenBefore)
    async def _open_before(self, event: OpenBefore) -> None:
        event.stop()
        if (screen := self.shared) is not None and not self._in_session:
            await self._before(screen.room)

    async def _before(self, room: Room) -> None:
        from companion.app.screens.before import BeforeScreen

        with self.batch_update():
            await self.push_screen(BeforeScreen(room))

    @on(StartSession)
    async def _start(self, event: StartSession) -> None:
        event.stop()
        try:
            event.room.meeting.start(event.way, event.present, event.interpreter)
        except CompanionError as error:
            self.complain(error)
            return
        event.room.refresh()
        await self._patient(event.room, in_session=True, step="today")

    @on(ToCaseload)
    async def _to_caseload(self, event: ToCaseload) -> None:
        event.stop()
        if not self._in_session:
            await self._caseload()

    @on(LeaveSession)
    async def _leave_session(self, event: LeaveSession) -> None:
        event.stop()
        if self._desk is not None and not self._desk.store.has_code:
            _leave_by_passphrase(self)
        else:
            self._ask_code(self.tongue.say("Leave the shared screen"), self._caseload)

    @on(HandBack)
    async def _hand_back(self, event: HandBack) -> None:
        event.stop()
        if self._desk is not None and not self._desk.store.has_code:
            event.done()
        else:
            self._ask_code(self.tongue.say("Take the keyboard back"), event.done)

    def _ask_code(self, title: str, then: Callable[[], object]) -> None:
        from companion.app.screens.short_code import ShortCodeScreen

        assert self._desk is not None

        def answered(right: bool | None) -> None:
            if right:
                self.call_next(then)

        hint = self.tongue.say("These people are made up: any code opens.") if self._desk.any_code else ""
        self.push_screen(ShortCodeScreen(self._desk.check_code, title=title, hint=hint), answered)

    # --- the lock

    def keep_typing(self) -> None:
        """Save at once what is being typed, wherever that is."""
        if not self._screen_stacks.get(self._current_mode):
            return
        for screen in self.screen_stack:
            keep = getattr(screen, "keep", None)
            if callable(keep):
                keep()

    async def action_lock(self) -> None:
        """Clear the screen and close the store; unlocking comes back to the same place."""
        if (desk := self._desk) is None:
            return
        from companion.app.screens.unlock import UnlockScreen

        self._clear_glass()
        await self.at_rest()
        screen = self.shared
        if screen is not None:
            self._place = Place(screen.room.patient.id, screen.current, self._in_session, desk.account.id)
        with contextlib.suppress(CompanionError):
            self.keep_typing()
        self._desk = None
        self._in_session, self._noticed, self._was_open = False, False, True
        await self.only(UnlockScreen(self.folder, again=desk.lock(), locked=True, account=desk.account.name))

    def forget_glass(self) -> None:
        """Send the next picture whole, whatever stands on the terminal."""
        forget = getattr(self._driver, "forget", None)
        if forget is not None:
            forget()

    def action_draw_again(self) -> None:
        """Draw everything anew, as when another program wrote over it."""
        self.forget_glass()
        self.screen.refresh(layout=True)

    def _clear_glass(self) -> None:
        """Take everything off the screen at once; the next picture is painted whole."""
        if self._driver is not None and not self.is_headless:
            self._driver.write(_CLEAR)
            self._driver.flush()

    def close_store(self) -> None:
        """Close the store for good, on the way out."""
        desk, self._desk = self._desk, None
        if desk is not None:
            desk.close()
        if self.opening is not None:
            self.opening.forget()

    async def action_leave_program(self, code: int = 0) -> None:
        """Save what is typed and leave; the store is closed behind the last picture."""
        self.keep_typing()
        await self.at_rest()
        self.exit(return_code=code)

    def notice_idle(self, *, soon: bool) -> None:
        """Say once that the store locks in a minute; take it back at the first touch."""
        sweep.tidy(self.idle.still())
        if soon and not self._noticed:
            self.notify(
                self.tongue.say("The store locks in a minute. Press any key to stay."), timeout=60, markup=False
            )
        elif self._noticed and not soon:
            self.clear_notifications()
        self._noticed = soon

    # --- settings

    @on(TakeOn)
    async def _take_on(self, event: TakeOn) -> None:
        event.stop()
        self.use(event.settings)
        if self._desk is not None and not self._in_session:
            self._desk.language = self.tongue
            self._desk.given = event.settings.given
            await self._caseload()

    def action_settings(self) -> None:
        """Open the settings."""
        from companion.app.screens.settings import SettingsScreen

        if not self._in_session:
            self.push_screen(SettingsScreen(self.settings))


def _farewell(app: Routes, desk: Desk) -> str:
    """Return what is said when the program has closed; made-up people that are kept have a passphrase of their own."""
    if not desk.passphrase:
        return app.farewell
    return app.tongue.say(
        "The made-up people are in {folder}. Passphrase: {passphrase}",
        folder=str(app.keep),
        passphrase=desk.passphrase,
    )


def _leave_by_passphrase(app: Routes) -> None:
    """Leave a session of an account without a short code: the store locks."""
    from companion.app.screens.confirm import Confirm

    say = app.tongue.say

    async def answered(yes: bool | None) -> None:
        if yes:
            await app.action_lock()
            app._place = None

    more = say("This account has no short code. Leaving locks the store; the passphrase opens it.")
    question = say("Leave the shared screen?")
    app.push_screen(Confirm(question, yes=say("Leave and lock"), no=say("Stay"), more=more), answered)


def _own(place: Place | None, account_id: int) -> Place | None:
    """Return where to go back to: somebody else takes up a session that is open, but nobody else's own view."""
    return place if place and (place.in_session or place.account_id == account_id) else None


def _tell(app: Routes, desk: Desk) -> None:
    """Say what is to be known of the store, such as that nothing can be saved in it."""
    for notice in desk.notices:
        app.notify(app.tongue.say(notice), severity="warning", timeout=60, markup=False)
