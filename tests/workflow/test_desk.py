"""The desk: the caseload, and the way into a room."""

from __future__ import annotations

from pathlib import Path

import pytest

from companion import paths
from companion.clinical.instruments import Catalogue
from companion.clock import Clock
from companion.errors import DefinitionError, LockedError, RefusedError, TooManyTriesError, UsageError
from companion.language import ENGLISH
from companion.workflow.catalogue import catalogue
from companion.workflow.desk import Desk, create_store, unlock


def test_a_store_is_made_and_opened_again(tmp_path: Path, clock: Clock) -> None:
    folder = tmp_path / "store"
    made = create_store(folder, "Ida Berg", "a long and quiet sentence", "4711", "The clinic", clock)
    made.add_patient("007", "Nils")
    made.close()
    with pytest.raises(LockedError):
        unlock(folder, "another long sentence", clock=clock)
    opened = unlock(folder, "a long and quiet sentence", clock=clock)
    assert opened.account.name == "Ida Berg"
    assert [row.patient.key for row in opened.caseload()] == ["007"]
    opened.close()


def test_a_key_is_text_and_only_one_persons(desk: Desk) -> None:
    desk.add_patient("007", "Nils")
    seven = desk.add_patient("7", "Nina")
    with pytest.raises(RefusedError):
        desk.add_patient("007", "Somebody")
    with pytest.raises(RefusedError):
        desk.edit_patient(seven.id, "007", "Nina")
    assert desk.edit_patient(seven.id, "8", "Nina Dahl", "Nina").called == "Nina"


def test_names_that_look_alike_are_found(desk: Desk) -> None:
    anna = desk.add_patient("1", "Anna Berg")
    desk.add_patient("2", "Bjarne Berg")
    assert desk.look_alikes("Аnna Berg") == (anna,)  # the first letter is Cyrillic
    assert desk.look_alikes("Carl Dahl") == ()


def test_somebody_is_found_by_key_or_by_a_name_nobody_shares(desk: Desk) -> None:
    anna = desk.add_patient("1", "Anna Berg")
    desk.add_patient("2", "Bjarne Berg", "Bo")
    assert desk.find("1") == desk.find("anna") == anna
    for nobody_or_many in ("berg", "carl", ""):
        with pytest.raises(UsageError):
            desk.find(nobody_or_many)


def test_opening_a_patient_is_in_the_log(desk: Desk) -> None:
    anna = desk.add_patient("1", "Anna Berg")
    desk.room(anna.id)
    with desk.store.read() as reader:
        last = reader.rows("audit_entries", after=0, most=1000)[-1]
    assert (last["verb"], last["patient_id"]) == ("open patient", anna.id)
    with pytest.raises(RefusedError):
        desk.room(anna.id + 1000)


def test_the_caseload_says_who_is_waiting_for_what(desk: Desk) -> None:
    room = desk.room(desk.add_patient("1", "Anna Berg").id)
    room.marking.paper_total("phq9", desk.clock.today(), 10)
    room.meeting.start()
    (row,) = desk.caseload()
    assert (row.open_session, row.last_met, row.not_in_record) == (True, None, 0)
    room.meeting.close()
    (row,) = desk.caseload()
    today = desk.clock.today()
    assert (row.open_session, row.last_met, row.last_answered, row.not_in_record) == (False, today, today, 1)


def test_the_short_code_is_asked_five_times(desk: Desk) -> None:
    assert desk.check_code("4711")
    assert [desk.check_code("0000") for _ in range(5)] == [False] * 5
    with pytest.raises(TooManyTriesError):
        desk.check_code("4711")


def test_a_mistake_in_a_clinics_own_form_is_named_and_the_rest_is_known(desk: Desk) -> None:
    own = paths.config_folder() / "instruments"
    own.mkdir(parents=True)
    (own / "ours.toml").write_text('id = "ours"\n', encoding="utf-8")
    (told,) = (ENGLISH.say(one) for one in desk.notices)
    assert "ours.toml" in told
    assert "left out" in told
    assert desk.catalogue.ids == Catalogue.bundled().ids
    with pytest.raises(DefinitionError, match=r"ours\.toml"):
        catalogue()
