"""The caseload, one patient and their choices, and what becomes of a session."""

from __future__ import annotations

from datetime import date

import pytest

from companion.clinical.model import AgreementState, Display, Domain, Patient, Who
from companion.errors import RefusedError
from companion.store.acts.answers import AssessmentIn, ScoreIn, TakeIn
from companion.store.acts.meeting import CloseSession, StartSession
from companion.store.acts.notes import Exported, InRecord, KeepNote
from companion.store.acts.people import AddPatient, Consent, EditPatient, OpenedPatient, SetDisplay, SetDomain
from companion.store.acts.shelves import AddAgreement, ReviewAgreement
from companion.store.database import Store
from companion.store.records import notes, people
from companion.store.transaction import Act


def test_the_caseload_says_what_is_due_and_stands_by_name(store: Store, kari: Patient) -> None:
    store.perform(AddPatient("1", "Zoe", chosen_name="Ada"))
    one = AssessmentIn("made-up", "1", date(2026, 9, 1), (ScoreIn("total", 3),), patient_id=kari.id, stated_total=3)
    store.perform(TakeIn([one], way="room"))
    for closed in (True, True, False):
        session = store.perform(StartSession(kari.id))
        if closed:
            store.perform(CloseSession(session.id))
            if session.number == 1:
                store.perform(InRecord(session.id, "Ida"))
    sooner, later = (
        store.perform(AddAgreement(kari.id, "x", Who.BOTH, day)) for day in (date(2026, 12, 1), date(2026, 12, 9))
    )
    with store.read() as reader:
        ada, found = people.caseload(reader)
    assert (ada.patient.called, ada.last_met, ada.not_in_record) == ("Ada", None, 0)
    assert found == people.CaseloadFacts(kari, date(2026, 11, 23), date(2026, 9, 1), date(2026, 12, 1), 1, True)
    store.perform(ReviewAgreement(sooner.id, AgreementState.DONE))
    with store.read() as reader:
        assert people.caseload(reader)[1].agreement_due == later.look_again


def test_a_key_is_text_and_stands_once(store: Store, kari: Patient) -> None:
    seven = store.perform(AddPatient("7", "Per"))
    with store.read() as reader:
        assert people.patient_by_key(reader, "7") == seven
        assert people.patient_by_key(reader, "007") == kari
        assert people.patient_by_key(reader, "0") is None
    refusals: tuple[Act[Patient], ...] = (AddPatient("7", "x"), AddPatient(" ", "x"), EditPatient(seven.id, "007", "x"))
    for refused in refusals:
        with pytest.raises(RefusedError):
            store.perform(refused)
    edited = store.perform(EditPatient(seven.id, "7", "Per", "Pelle", date(1990, 2, 3)))
    with store.read() as reader:
        assert people.patient(reader, seven.id) == edited
        with pytest.raises(KeyError):
            people.patient(reader, 4711)


def test_opening_a_patient_is_in_the_log(store: Store, kari: Patient) -> None:
    store.perform(OpenedPatient(kari.id))
    with store.read() as reader:
        entry = reader.rows("audit_entries", after=0, most=100)[-1]
    assert (entry["verb"], entry["patient_id"]) == ("open patient", kari.id)


def test_until_they_choose_a_patient_sees_words_only(store: Store, kari: Patient) -> None:
    with store.read() as reader:
        assert people.display(reader, kari.id) is Display.WORDS
    for chosen in (Display.NUMBERS, Display.NOTHING):
        store.perform(SetDisplay(kari.id, chosen))
    with store.read() as reader:
        assert people.display(reader, kari.id) is Display.NOTHING


def test_the_newest_choice_and_the_newest_consent_count(store: Store, kari: Patient) -> None:
    store.perform(SetDomain(kari.id, Domain.HOPE, "light"))
    store.perform(SetDomain(kari.id, Domain.HOPE, "light", hidden=True, position=2))
    store.perform(Consent(kari.id, "relatives", "no"))
    store.perform(Consent(kari.id, "relatives", "yes"))
    with store.read() as reader:
        assert people.domain_choices(reader, kari.id) == (people.DomainChoice(Domain.HOPE, "light", True, 2),)
        assert [one.answer for one in people.consents(reader, kari.id)] == ["yes"]


def test_a_note_has_versions_and_goes_into_the_record_once(store: Store, kari: Patient) -> None:
    session = store.perform(StartSession(kari.id))
    with pytest.raises(RefusedError, match="Close the session"):
        store.perform(InRecord(session.id, "Ida"))
    store.perform(CloseSession(session.id))
    assert [store.perform(KeepNote(session.id, "{}", text)) for text in ("first", "second")] == [1, 2]
    for _ in range(2):
        store.perform(InRecord(session.id, "Ida"))
    store.perform(Exported(kari.id, session.id, "record", "txt", "0" * 64, "note.txt"))
    with store.read() as reader:
        assert [(one.number, one.text) for one in notes.note_versions(reader, session.id)] == [
            (1, "first"),
            (2, "second"),
        ]
        assert [one.said_by for one in notes.record_transfers(reader, kari.id)] == ["Ida"]
        assert notes.exports(reader, kari.id)[0].file_name == "note.txt"
        assert reader.rows("audit_entries", after=0, most=100)[-1]["digest"] == "0" * 64


def test_everything_written_holds_together_in_a_new_generation(store: Store, kari: Patient) -> None:
    session = store.perform(StartSession(kari.id))
    made = store.perform(AddAgreement(kari.id, "x", Who.BOTH, session_id=session.id))
    store.perform(ReviewAgreement(made.id, AgreementState.PARTLY))
    store.renew()
    assert store.verify() == []
