"""Sessions and lines: said, corrected, withdrawn, brought back; and what a closed session refuses."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from companion.clinical.model import Domain, FormTalk, Kind, Patient, Session, Status, Theme
from companion.errors import RefusedError
from companion.store.acts.meeting import (
    ChangePresence,
    CloseSession,
    CorrectLine,
    DropDraft,
    MarkLine,
    RestoreLine,
    SaveDraft,
    Say,
    SayEndOfForm,
    SetSignalAside,
    StartSession,
    UsePrompt,
    WithdrawLine,
)
from companion.store.database import Store
from companion.store.records import meeting
from companion.store.transaction import Act
from tests.store.conftest import at


def texts(store: Store, patient: Patient, session: int | None = None) -> list[str]:
    with store.read() as reader:
        return [line.text for line in meeting.contributions(reader, patient.id, session)]


@pytest.fixture
def session(store: Store, kari: Patient) -> Session:
    return store.perform(StartSession(kari.id, present=("mother",), interpreter="Tamil"))


def test_sessions_that_were_held_are_counted(store: Store, kari: Patient) -> None:
    for day, held in ((1, True), (2, False), (3, True)):
        store = at(store, datetime(2026, 5, day, 9))
        started = store.perform(StartSession(kari.id))
        store.perform(CloseSession(started.id, held=held))
    with store.read() as reader:
        found = meeting.sessions(reader, kari.id)
    assert [(one.number, one.held, one.is_open) for one in found] == [
        (1, True, False),
        (0, False, False),
        (2, True, False),
    ]


def test_one_session_is_open_at_a_time_and_can_be_found_again(store: Store, kari: Patient, session: Session) -> None:
    with pytest.raises(RefusedError, match="still open"):
        store.perform(StartSession(kari.id))
    with store.read() as reader:
        assert meeting.interrupted_session(reader) == (kari.id, session.id)
        assert meeting.open_session(reader, kari.id) == session
    store.perform(CloseSession(session.id))
    with store.read() as reader:
        assert meeting.interrupted_session(reader) is None
        assert meeting.open_session(reader, kari.id) is None


def test_who_is_in_the_room_changes_and_the_last_stay_on_the_session(
    store: Store, kari: Patient, session: Session
) -> None:
    assert session.present == ("mother",)
    changed = store.perform(ChangePresence(session.id, ("ward nurse", "mother")))
    assert changed.present == ("ward nurse", "mother")
    store.perform(ChangePresence(session.id, ("ward nurse",)))
    store.perform(CloseSession(session.id))
    with store.read() as reader:
        assert meeting.sessions(reader, kari.id)[0].present == ("ward nurse",)
    with pytest.raises(RefusedError, match="closed"):
        store.perform(ChangePresence(session.id, ()))


def test_a_line_keeps_everything_that_was_said_about_it(store: Store, kari: Patient, session: Session) -> None:
    said = store.perform(
        Say(
            kari.id, session.id, "She says I laugh again. [IMPORTANT]", told_by="patient", about="sister",
            via="your_turn", kind=Kind.SMALL_STEP, theme=Theme.REFLECTED, domain=Domain.RELATING, prompt="seen",
            because="because you moved", ladder="lighter", only_us=True, keepsake=True, typed_by="patient",
        )
    )  # fmt: skip
    with store.read() as reader:
        assert meeting.contributions(reader, kari.id) == (said,)
    assert (said.position, said.about, said.kind, said.theme) == (1, "sister", Kind.SMALL_STEP, Theme.REFLECTED)
    assert store.perform(Say(kari.id, session.id, "And more.")).position == 2


def test_a_correction_is_a_new_version_with_the_old_words_behind_it(
    store: Store, kari: Patient, session: Session
) -> None:
    said = store.perform(Say(kari.id, session.id, "the dor is open"))
    store.perform(MarkLine(said.id, status=Status.AGREED))
    corrected = store.perform(CorrectLine(said.id, "the door is open"))
    assert (corrected.id, corrected.uuid, corrected.corrected) == (said.id, said.uuid, True)
    assert corrected.status is Status.NOT_ASKED
    assert texts(store, kari) == ["the door is open"]
    assert store.perform(CorrectLine(said.id, "the door is open")) == corrected


def test_a_withdrawn_line_is_gone_until_it_is_brought_back(store: Store, kari: Patient, session: Session) -> None:
    said = store.perform(Say(kari.id, session.id, "not this"))
    store.perform(WithdrawLine(said.id, by="patient"))
    assert texts(store, kari) == []
    with store.read() as reader:
        assert [line.id for line in meeting.withdrawn_lines(reader, kari.id)] == [said.id]
        assert reader.rows("contributions_withdrawn", patient_id=kari.id)[0]["withdrawn_by"] == "patient"
    with pytest.raises(RefusedError, match="no longer there"):
        store.perform(CorrectLine(said.id, "this"))
    assert store.perform(RestoreLine(said.id)) == said
    assert texts(store, kari, session.id) == ["not this"]
    with pytest.raises(RefusedError):
        store.perform(RestoreLine(said.id))


def test_marks_change_and_none_leaves_them(store: Store, kari: Patient, session: Session) -> None:
    said = store.perform(Say(kari.id, session.id, "a key"))
    marked = store.perform(MarkLine(said.id, keepsake=True, status=Status.DIFFERENT))
    marked = store.perform(MarkLine(said.id, only_us=True, kind=Kind.HOPE, theme=Theme.ACCEPTANCE))
    assert (marked.keepsake, marked.status, marked.only_us, marked.kind) == (True, Status.DIFFERENT, True, Kind.HOPE)
    with store.read() as reader:
        assert meeting.contributions(reader, kari.id) == (marked,)


def test_a_closed_session_takes_addenda_not_edits(store: Store, kari: Patient, session: Session) -> None:
    said = store.perform(Say(kari.id, session.id, "as it was"))
    store.perform(CloseSession(session.id))
    refusals: tuple[Act[Any], ...] = (
        Say(kari.id, session.id, "one more"),
        CorrectLine(said.id, "as it was not"),
        MarkLine(said.id, kind=Kind.HARD),
        CloseSession(session.id),
    )
    for refused in refusals:
        with pytest.raises(RefusedError, match="closed"):
            store.perform(refused)
    store.perform(Say(kari.id, session.id, "remembered later", kind=Kind.ADDENDUM, after=True))
    assert store.perform(MarkLine(said.id, keepsake=True)).keepsake
    assert texts(store, kari, session.id) == ["as it was", "remembered later"]


def test_a_line_outside_sessions_has_its_own_day(store: Store, kari: Patient) -> None:
    said = store.perform(
        Say(kari.id, None, "Slept well.", said_by="ward nurse", kind=Kind.NOTICED, day=date(2026, 5, 1))
    )
    assert (said.session_id, said.day) == (None, date(2026, 5, 1))


def test_a_line_without_words_is_refused(store: Store, kari: Patient) -> None:
    with pytest.raises(RefusedError, match="no words"):
        store.perform(Say(kari.id, None, "  "))


def test_a_draft_is_written_over_and_dropped(store: Store, kari: Patient) -> None:
    for typed in ("h", "he", "hei"):
        store.perform(SaveDraft(kari.id, "jot", typed))
    store.perform(SaveDraft(kari.id, "changed", "x"))
    with store.read() as reader:
        assert meeting.drafts(reader, kari.id) == {"jot": "hei", "changed": "x"}
    store.perform(DropDraft(kari.id, "jot"))
    with store.read() as reader:
        assert meeting.drafts(reader, kari.id) == {"changed": "x"}


def test_what_was_asked_talked_about_and_set_aside_comes_back(store: Store, kari: Patient, session: Session) -> None:
    store.perform(UsePrompt(kari.id, session.id, "seen", "phq9:harder", "answered"))
    store.perform(SayEndOfForm(kari.id, session.id, "phq9:total:self", FormTalk.LATER))
    store.perform(SetSignalAside(kari.id, "phq9:harder", "known"))
    with store.read() as reader:
        assert meeting.prompt_uses(reader, kari.id)[0].outcome == "answered"
        assert meeting.form_talks(reader, kari.id)[0].outcome is FormTalk.LATER
        assert meeting.set_aside(reader, kari.id)[0].reason == "known"
