"""The dialogue in a room: what is asked, what is kept, and who may see it."""

from __future__ import annotations

import time
from datetime import timedelta
from pathlib import Path

import pytest

from companion.clinical.model import Display, Domain, Kind, MoreHelp, Status, Who
from companion.clock import Clock
from companion.errors import DefinitionError
from companion.paths import config_folder
from companion.workflow.desk import Desk
from companion.workflow.room import Room


def later(desk: Desk, room: Room, days: int) -> Room:
    """Open the same patient some days on."""
    now = desk.clock.now() + timedelta(days=days)
    desk.clock = desk.store.clock = Clock.fixed(now)
    return desk.room(room.patient.id)


def test_the_same_store_and_day_give_the_same_question(room: Room) -> None:
    room.meeting.start()
    assert room.talk.propose("hard") == room.talk.propose("hard")


def test_a_line_carries_what_it_answers(room: Room) -> None:
    room.meeting.start()
    proposal = room.talk.propose("lighter")
    line = room.talk.say("I went to the shop on Tuesday", proposal=proposal)
    assert (line.prompt, line.ladder, line.because) == (proposal.prompt, "lighter", proposal.because)
    assert line.theme is not None
    assert line.theme.value == proposal.theme
    assert (line.said_by, line.typed_by, line.after) == ("patient", "clinician", False)
    assert room.talk.lines() == (line,)


def test_what_matters_today_comes_before_everything_else(room: Room) -> None:
    room.meeting.start()
    room.shelves.agree("I call the school", Who.CLINICIAN, room.today)
    room.look.more_help(Domain.EVERYDAY, MoreHelp.YES)
    room.talk.say("my sister's wedding", kind=Kind.MATTERS)
    reasons = []
    for _ in range(4):
        proposal = room.talk.propose("hard")
        reasons.append(proposal.reason)
        room.talk.used(proposal, "answered")
    assert reasons == ["topic", "more_help", "open", "open"]
    assert room.talk.propose("other").reason == "agreement"


def test_more_help_says_why_it_is_asked(room: Room) -> None:
    room.meeting.start()
    room.look.more_help(Domain.EVERYDAY, MoreHelp.YES)
    proposal = room.talk.propose("other")
    assert proposal.because == "because you said yes to more help: Everyday life"
    assert proposal.domain is Domain.EVERYDAY


def test_another_question_comes_only_when_asked_for_and_never_the_same(room: Room) -> None:
    room.meeting.start()
    first = room.talk.propose("hard")
    second = room.talk.another("hard")
    assert first.prompt != second.prompt
    assert [use.outcome for use in room.facts.prompt_uses] == ["passed"]


def test_going_deeper_ends_by_itself(room: Room) -> None:
    room.meeting.start()
    proposal = room.talk.propose("lighter")
    asked = [proposal.prompt]
    while (following := room.talk.follow(proposal)) is not None:
        room.talk.used(proposal, "answered")
        proposal = following
        asked.append(proposal.prompt)
    assert len(asked) == len(set(asked))
    assert 4 <= len(asked) <= 9


def test_no_question_comes_again_within_three_sessions(desk: Desk, room: Room) -> None:
    asked: list[str] = []
    for _ in range(4):
        room.meeting.start()
        proposal = room.talk.propose("lighter")
        asked.append(proposal.prompt)
        room.talk.say("a word or two", proposal=proposal)
        room.note.close()
        room = later(desk, room, 7)
    assert len(set(asked)) == 4


def test_what_is_between_the_two_is_not_seen_while_somebody_else_is_there(room: Room) -> None:
    room.meeting.start()
    room.talk.say("only for the two of us", kind=Kind.MATTERS, only_us=True)
    room.talk.say("for everybody")
    assert "only for the two" in room.talk.propose("other").because
    room.meeting.add_present("mother")
    assert [line.text for line in room.talk.lines()] == ["for everybody"]
    assert "only for the two" not in str(room.talk.propose("other"))
    room.meeting.remove_present("mother")
    assert len(room.talk.lines()) == 2


def test_a_line_can_be_corrected_marked_taken_away_and_brought_back(room: Room) -> None:
    room.meeting.start()
    line = room.talk.say("I sleeped")
    line = room.talk.correct(line.id, "I slept")
    room.talk.mark(line.id, keepsake=True, kind=Kind.SMALL_STEP, status=Status.AGREED)
    kept = room.talk.lines()[0]
    assert (kept.text, kept.keepsake, kept.kind, kept.status) == ("I slept", True, Kind.SMALL_STEP, Status.AGREED)
    room.talk.withdraw(line.id, "patient")
    assert room.talk.lines() == ()
    room.talk.restore(line.id)
    assert [one.text for one in room.talk.lines()] == ["I slept"]


def test_what_a_nurse_wrote_is_asked_about_once_it_waits(desk: Desk, room: Room) -> None:
    room.meeting.knows_it("ward nurse")
    room.marking.noticed("Laughed at supper", "ward nurse", "evening", room.today)
    room = later(desk, room, 2)
    room.meeting.start()
    proposal = room.talk.propose("other")
    assert proposal.because.startswith("because you have not yet heard what was written on 23 Nov 2026 (ward nurse")
    assert "Laughed at supper" in proposal.because


def test_nothing_today_asks_from_nothing_in_the_forms(room: Room) -> None:
    room.look.set_display(Display.NOTHING)
    room.meeting.start()
    assert room.talk.propose("hard").reason == "open"


def test_a_clinics_own_question_is_asked_and_a_mistake_in_it_is_named(room: Room) -> None:
    folder: Path = config_folder() / "prompts"
    folder.mkdir(parents=True)
    own = folder / "clinic.en.toml"
    own.write_text(
        'theme = "acceptance"\n[[prompt]]\nid = "how-was-it"\ntext = "How was this hour?"\n'
        'situations = ["closing"]\nwhy = "We ask it so here."\n',
        encoding="utf-8",
    )
    room.meeting.start()
    assert room.talk.closing().text == "How was this hour?"
    own.write_text('theme = "none"\n', encoding="utf-8")
    with pytest.raises(DefinitionError, match=r"clinic\.en\.toml.*theme"):
        _ = type(room.talk)(room).book


def test_the_next_question_for_ten_years_of_weeks_is_chosen_in_50_milliseconds(demo_desk: Desk) -> None:
    room = demo_desk.room(demo_desk.find("0038").id)
    room.look.review()  # what the session shows is read when it opens
    room.talk.propose("hard")
    spent = []
    for choice in ("hard", "lighter", "other"):
        before = time.process_time()
        proposal = room.talk.propose(choice)
        room.talk.follow(proposal)
        spent.append(time.process_time() - before)
    assert sorted(spent)[1] < 0.05, "a question and the one that deepens it"
