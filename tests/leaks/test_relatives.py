"""What relatives answered is nowhere until the patient, alone, said yes; and gone again when the yes is taken back."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from companion.app.app import CompanionApp
from companion.app.screens.before import BeforeScreen
from companion.app.screens.patient import PatientScreen
from companion.app.screens.worth import WorthScreen
from companion.clinical.message import Message
from companion.clinical.model import Display, FormTalk, How, Moment, MoreHelp, Respondent
from companion.clock import Clock
from companion.errors import RefusedError
from companion.store.acts.people import Consent
from companion.store.database import Store
from companion.workflow.desk import Desk
from companion.workflow.papers import PAPERS
from companion.workflow.plain import review_as_data, review_as_text
from companion.workflow.room import Room
from companion.workflow.sharing_acts import AUDIENCES
from tests.app.session import PASSPHRASE, begin, shared
from tests.conftest import NOW
from tests.leaks.glass import held

RATER = "plantedrater"
FIRST, LATER = date(2026, 9, 17), date(2026, 11, 17)
MARKS = (RATER, "2026-11-17", "17 Nov", "2026-09-17", "17 Sep", ":relative")
"""What only a relative's answers bring with them: who, and days on which nobody else answered."""


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("kin") / "store"
    begin(folder)
    return folder


@pytest.fixture
def desk(begun: Path, tmp_path: Path) -> Iterator[Desk]:
    with Store.open(shutil.copytree(begun, tmp_path / "store"), PASSPHRASE, clock=Clock.fixed(NOW)) as store:
        yield Desk(store)


def of_the_patient(desk: Desk) -> Room:
    """Somebody with forms of their own, with numbers on the screen and more help wanted."""
    room = desk.room(desk.find("K-1042").id)
    room.look.set_display(Display.NUMBERS)
    for ago, total in ((60, 9), (20, 12), (1, 19)):
        room.marking.paper_total("phq9", room.today - timedelta(days=ago), total, How.ALONE)
    room.marking.mark(room.marking.own_measures()[0].id, 3)
    room.look.more_help(room.look.review().rows[0].domain, MoreHelp.YES)
    return room


def a_relative_answers(room: Room) -> None:
    """The same form, with an answer on safety, and one nobody else filled in; both change clearly."""
    for day, answer in ((FIRST, 0), (LATER, 3)):
        items = [float(answer)] * 9
        room.marking.paper_items("phq9", day, items, How.ALONE, Respondent.RELATIVE, RATER)
        room.marking.paper_total("gad7", day, 7.0 * answer, How.ALONE, Respondent.RELATIVE, RATER)


def everything(room: Room) -> Iterator[str]:
    """All a room gives out; only that relatives answered at all is told, so that the patient can be asked."""
    today = room.today
    yield str(replace(room.look.review(), relatives_hidden=False))
    yield str(replace(room.look.review(as_of=today - timedelta(days=2)), relatives_hidden=False))
    for ago in (2, 30, 80):
        yield str(room.look.then_now(Moment("own", today - timedelta(days=ago), Message("then"))))
    before = room.look.before()
    yield str(replace(before, review=replace(before.review, relatives_hidden=False)))
    for as_of in (None, (today - timedelta(days=2)).isoformat()):
        data = review_as_data(room, as_of=as_of)
        yield json.dumps({name: value for name, value in data.items() if name != "relatives_hidden"})
        yield "\n".join(line for line in review_as_text(room, as_of=as_of).splitlines() if "Relatives" not in line)
    for choice in ("hard", "lighter", "other"):
        proposal = room.talk.propose(choice)
        yield f"{proposal} {room.talk.follow(proposal)}"
    yield str((room.carry.offer("hard"), room.carry.offer_alone(), room.carry.earlier(), room.carry.still_because()))
    for session in room.meeting.sessions():
        yield f"{room.note.view(session)} {room.note.versions(session)}"
        for audience in AUDIENCES:
            yield room.share.previews(audience, session=session)[0] + room.share.previews(audience, session=session)[1]
    for paper in PAPERS:
        yield room.papers.preview(paper)


def test_nothing_a_room_gives_out_is_another_when_a_relative_has_answered(desk: Desk) -> None:
    room = of_the_patient(desk)
    room.meeting.start()
    without = list(everything(room))
    a_relative_answers(room)
    assert room.look.review().relatives_hidden
    assert list(everything(room)) == without
    room.look.show_relatives(yes=True)
    shown = list(everything(room))
    assert shown != without
    assert {mark for mark in MARKS if any(mark in text for text in shown)} == set(MARKS), "this test can see"
    room.look.show_relatives(yes=False)
    assert list(everything(room)) == without


def test_a_note_kept_while_it_was_yes_tells_nothing_after_a_no(desk: Desk) -> None:
    room = of_the_patient(desk)
    a_relative_answers(room)
    room.look.show_relatives(yes=True)
    room.meeting.start()
    of_relative = [row.row for row in room.look.review().rows if row.respondent is Respondent.RELATIVE]
    assert of_relative
    for row in of_relative:
        room.look.end_of_form(row, FormTalk.TALKED)
    kept = room.note.close()
    assert "17 Nov" in str(kept.sections), "it was looked at together"
    room.look.show_relatives(yes=False)
    room.note.addendum("Written afterwards.")
    for text in everything(room):
        assert [mark for mark in MARKS if mark in text] == []


def test_only_the_patient_with_nobody_else_there_can_say_yes(desk: Desk) -> None:
    room = of_the_patient(desk)
    a_relative_answers(room)
    room.meeting.start(present=("mother",))
    with pytest.raises(RefusedError):
        room.look.show_relatives(yes=True)
    with pytest.raises(RefusedError):
        room.perform(Consent(room.patient.id, "relatives", "yes", "mother"))
    assert not room.facts.relatives_shown


async def test_no_screen_shows_it(desk: Desk) -> None:
    a_relative_answers(of_the_patient(desk))
    async with shared(desk, "look", size=(100, 30)) as (pilot, room):
        app, screen = pilot.app, pilot.app.screen
        assert isinstance(app, CompanionApp)
        assert isinstance(screen, PatientScreen)
        for step in ("look", "then_now", "changed", "write"):
            await screen.open_step(step)
            await pilot.pause()
            assert [mark for mark in MARKS if mark in held(app)] == [], step
        for page in (BeforeScreen(room), WorthScreen(room)):
            await pilot.app.push_screen(page)
            await pilot.pause()
            assert [mark for mark in MARKS if mark in held(app)] == [], type(page).__name__
            await pilot.app.pop_screen()
