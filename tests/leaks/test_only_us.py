"""What is between the two is nowhere while somebody else is in the room: no list, note, export or screen."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from companion.app.screens.here_before import HereBeforeScreen
from companion.app.screens.meaning import MeaningScreen
from companion.app.screens.patient import STEPS, PatientScreen
from companion.app.screens.shelf import ShelfScreen
from companion.app.screens.stands_still import StandsStillScreen
from companion.app.screens.why import WhyScreen
from companion.app.screens.your_turn import YourTurnScreen
from companion.app.widgets.room_entry import RoomEntry
from companion.clinical.message import Message
from companion.clinical.model import Display, Kind, Moment, MoreHelp, Status
from companion.clock import Clock
from companion.store.acts.lines import Say
from companion.store.database import Store
from companion.workflow.desk import Desk
from companion.workflow.room import Room
from companion.workflow.sharing_acts import AUDIENCES, FORMATS
from tests.app.session import PASSPHRASE, begin, shared, type_in, words_on
from tests.conftest import NOW

SECRET = "what only we two know"


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("two") / "store"
    begin(folder)
    return folder


@pytest.fixture
def desk(begun: Path, tmp_path: Path) -> Iterator[Desk]:
    with Store.open(shutil.copytree(begun, tmp_path / "store"), PASSPHRASE, clock=Clock.fixed(NOW)) as store:
        yield Desk(store)


WRITTEN = st.fixed_dictionaries(
    {
        "kind": st.sampled_from([kind for kind in Kind if kind is not Kind.ADDENDUM]),
        "keepsake": st.booleans(),
        "said_by": st.sampled_from(["patient", "clinician"]),
        "in_session": st.booleans(),
        "ago": st.sampled_from([0, 40, 200]),
        "status": st.sampled_from([None, Status.DIFFERENT, Status.AGREED]),
    }
)


def write_everywhere(room: Room, lines: list[dict[str, object]]) -> None:
    """Lines of every kind, and words about an answer, all of them between the two."""
    for one in lines:
        session = room.session.id if one["in_session"] and room.session and not one["ago"] else None
        line = room.perform(
            Say(
                room.patient.id,
                session,
                SECRET,
                said_by=str(one["said_by"]),
                kind=Kind(str(one["kind"])),
                keepsake=bool(one["keepsake"]),
                via="screen" if session else "noticed",
                after=session is None,
                only_us=True,
                day=room.today - timedelta(days=int(str(one["ago"]))),
            )
        )
        if isinstance(one["status"], Status):
            room.talk.mark(line.id, status=one["status"])
    row = next(row for row in room.look.review().rows if row.now is not None)
    assert row.now is not None
    room.meanings.keep(row, room.meanings.answers(row, row.now)[0], SECRET, only_us=True)


def read_everything(room: Room) -> Iterator[str]:
    """Everything a room gives out, in words."""
    yield str(room.look.review())
    yield str(room.look.before())
    for ago in (0, 40, 200):
        yield str(room.look.then_now(Moment("own", room.today - timedelta(days=ago), Message("then"))))
    yield str(room.talk.lines())
    for session in room.meeting.sessions():
        yield str(room.talk.lines(session))
        yield str(room.note.view(session))
        yield str(room.note.versions(session))
    for choice in ("hard", "lighter", "other"):
        proposal = room.talk.propose(choice)
        yield str(proposal)
        yield str(room.talk.follow(proposal))
        yield str(room.talk.another(choice))
    yield str((room.talk.between(), room.talk.closing(), room.talk.today(), room.carry.sheet()))
    yield str((room.shelves.keepsakes(), room.shelves.agreements(), room.shelves.strategies()))
    yield str((room.carry.hopes(), room.carry.kept_hopes(), room.carry.earlier(), room.carry.still_because()))
    while (offer := room.carry.offer("hard")) is not None:
        yield room.carry.sentence(offer) + str(room.carry.shown(offer))
        room.carry.answer(offer, "not_today")
    yield str((room.meanings.shown(), room.meanings.tied(), room.meanings.moved()))
    for audience in AUDIENCES:
        for form in FORMATS:
            yield room.share.previews(audience, form)[0]
            yield room.share.previews(audience, form)[1]


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(WRITTEN, min_size=1, max_size=4))
def test_no_way_of_reading_gives_it_out(desk: Desk, lines: list[dict[str, object]]) -> None:
    room = desk.room(desk.find("K-1042").id)
    room.look.set_display(Display.NUMBERS)
    room.meeting.start()
    room.refresh()
    room.marking.mark(room.marking.own_measures()[0].id, 3)
    write_everywhere(room, lines)
    room.look.more_help(room.look.review().rows[0].domain, MoreHelp.YES)
    assert SECRET in str(room.note.view()) + str(room.talk.lines()), "it is there for the two"
    room.meeting.add_present("mother")
    assert [said[:80] for said in read_everything(room) if SECRET in said] == []
    view = room.note.close()
    assert SECRET not in str(view)
    assert SECRET not in str(room.note.view(view.session))


async def test_no_screen_shows_it_once_somebody_comes_in(desk: Desk) -> None:
    async with shared(desk, "changed", size=(80, 24)) as (pilot, room):
        room.marking.mark(room.marking.own_measures()[0].id, 3)
        every_kind: list[dict[str, object]] = [
            {"kind": kind, "keepsake": True, "said_by": "patient", "in_session": True, "ago": 0, "status": None}
            for kind in (Kind.LINE, Kind.MATTERS, Kind.HOPE, Kind.HELPED)
        ]
        write_everywhere(room, every_kind)
        screen = pilot.app.screen
        assert isinstance(screen, PatientScreen)
        screen.reload()
        await pilot.press("enter")
        await pilot.pause()
        assert SECRET in words_on(pilot), "the question quotes what matters to the patient"
        room.meeting.add_present("mother")
        screen.reload()
        await pilot.pause()
        assert SECRET not in words_on(pilot)
        for step in STEPS:
            await screen.open_step(step)
            await pilot.pause()
            assert SECRET not in words_on(pilot), step
        row = next(row for row in room.look.review().rows if row.now is not None)
        assert row.now is not None
        answered = room.meanings.answers(row, row.now)[0]
        for page in (
            ShelfScreen(room, "keepsakes"),
            HereBeforeScreen(room),
            StandsStillScreen(room),
            YourTurnScreen(room),
            WhyScreen(room, row, room.look.review(), numbers=True),
            MeaningScreen(room, row, answered),
        ):
            await pilot.app.push_screen(page)
            await pilot.pause()
            assert SECRET not in words_on(pilot), type(page).__name__
            await pilot.app.pop_screen()


async def test_a_half_written_line_between_the_two_goes_when_somebody_comes_in_and_stays_so(desk: Desk) -> None:
    async with shared(desk, "changed", size=(80, 24)) as (pilot, room):
        screen = pilot.app.screen
        assert isinstance(screen, PatientScreen)
        await pilot.press("enter")
        await type_in(pilot, SECRET)
        entry = screen.query_one("ChangedStep RoomEntry", RoomEntry)
        entry.toggle_only_us()
        room.meeting.add_present("mother")
        screen.reload()
        await pilot.pause()
        assert SECRET not in entry.text
        await pilot.press("escape", "n", "escape", "4", "n")
        assert not any(SECRET in one.text for one in pilot.app.screen.query(RoomEntry))
        room.meeting.remove_present("mother")
        await screen.open_step("changed")
        await pilot.pause()
        assert (entry.text, entry.only_us) == (SECRET, True)
    async with shared(desk, "changed", size=(80, 24)) as (pilot, room):
        entry = pilot.app.screen.query_one("ChangedStep RoomEntry", RoomEntry)
        assert (entry.text, entry.only_us) == (SECRET, True), "begun between the two, it is still so after a lock"
        await pilot.press("enter")
        entry.commit()
        (line,) = [one for one in room.facts.lines if one.text == SECRET]
        assert line.only_us
        assert room.meeting.draft("changed") == room.meeting.draft("changed:us") == ""
