"""Before, the screen turned away: a session left open is closed with its note; Enter leaves a field."""

from __future__ import annotations

import pytest
from textual.widgets import Input

from companion.app.app import CompanionApp
from companion.app.asks import OpenPatient, Unlocked
from companion.app.screens.before import BeforeScreen
from companion.workflow.desk import Desk
from tests.app.session import words_on
from tests.app.shell_app import until


@pytest.mark.parametrize(("button", "number"), [("#held", 2), ("#not-held", 0)])
async def test_a_session_left_open_is_closed_with_its_note(desk: Desk, button: str, number: int) -> None:
    room = desk.room(desk.find("K-1042").id)
    room.meeting.start()
    room.talk.say("I could not finish")
    app = CompanionApp(desk.store.folder, clock=desk.clock)
    async with app.run_test(size=(80, 24)) as pilot:
        app.post_message(Unlocked(desk))
        await pilot.pause()
        app.post_message(OpenPatient(room.patient.id, before=True))
        await until(pilot, lambda: isinstance(app.screen, BeforeScreen) and app.screen.is_mounted)
        assert "is still open" in words_on(pilot)
        app.screen.query_one(button).focus()
        await pilot.press("enter")
        await until(pilot, lambda: not app.screen.query(button))
    again = desk.room(room.patient.id)
    closed = again.meeting.sessions()[-1]
    assert (closed.is_open, closed.number) == (False, number)
    (kept,) = again.note.versions(closed)
    assert "I could not finish" in str(kept)


async def test_enter_leaves_the_field_for_roles_and_the_keys_work(desk: Desk) -> None:
    app = CompanionApp(desk.store.folder, clock=desk.clock)
    async with app.run_test(size=(80, 24)) as pilot:
        app.post_message(Unlocked(desk))
        await pilot.pause()
        app.post_message(OpenPatient(desk.find("K-1042").id, before=True))
        await until(pilot, lambda: isinstance(app.screen, BeforeScreen) and app.screen.is_mounted)
        await pilot.press("w")
        roles = app.screen.query_one("#roles", Input)
        roles.value = "mother"
        await pilot.press("enter")
        assert not roles.has_focus
        await pilot.press("s")
        await until(pilot, lambda: app.in_session)
    assert desk.room(desk.find("K-1042").id).meeting.present == ("mother",)
