"""Pages to print: what stands on them, in which language, and the log knows that they left."""

from __future__ import annotations

from pathlib import Path

import pytest

from companion.clinical.model import AgreementState, Better, Domain, PlanPart, Who
from companion.errors import DefinitionError, RefusedError
from companion.language import Language
from companion.paths import config_folder
from companion.store.records import notes
from companion.workflow.desk import Desk
from companion.workflow.papers import FIRST_PAGE, PAPERS
from companion.workflow.room import Room


@pytest.fixture
def known(room: Room) -> Room:
    for n in range(6):
        room.marking.add_own_measure(f"mark {n}", Domain.HOPE, Better.HIGHER, 2, 7, "shut " * 6, "open " * 6)
    for n in range(8):
        room.shelves.agree(f"agreed {n} " + "and a long way of saying it " * 3, Who.BOTH)
    return room


def test_before_we_meet_is_one_page_with_the_patients_marks_and_agreements(known: Room) -> None:
    done = known.shelves.agreements()[0]
    known.shelves.review_agreement(done.id, AgreementState.DONE)
    page = known.papers.preview("before-we-meet")
    assert len(page.split("\n")) <= 64
    assert '"mark 0"' in page
    assert "[ ] done   [ ] partly" in page
    assert "agreed 0" not in page
    assert page.count("____") > 10


def test_a_page_for_somebody_without_anything_still_asks_what_matters(room: Room) -> None:
    page = room.papers.preview("before-we-meet")
    assert "What matters most to you" in page
    assert "What we agreed" not in page


def test_the_first_page_says_on_paper_what_it_says_on_the_screen(room: Room) -> None:
    page = " ".join(room.papers.preview("first-page").split())
    for title, sentences in FIRST_PAGE:
        assert title.text in page
        assert all(sentence.text in page for sentence in sentences)
    assert "[ ] No, not today" in page


def test_the_card_holds_the_plan_and_when_it_was_looked_at(room: Room) -> None:
    room.shelves.add_plan_line(PlanPart.SIGNS, "I stop answering the phone")
    assert room.shelves.plan_looked_at() == room.today
    room.shelves.looked_at_plan()
    assert room.shelves.plan_looked_at() == room.today
    card = room.papers.preview("hardest-days")
    assert "- I stop answering the phone" in card
    assert "Last looked at on 23 Nov 2026." in card


def test_a_page_is_written_whole_and_the_log_knows(room: Room, tmp_path: Path) -> None:
    for paper in PAPERS:
        done = room.papers.export(paper, "md", tmp_path)
        assert Path(done.files[0]).read_text(encoding="utf-8") == room.papers.preview(paper, "md")
        assert "Kari" not in Path(done.files[0]).name
    with room.store.read() as reader:
        assert {one.audience for one in notes.exports(reader, room.patient.id)} == set(PAPERS)


def test_a_folder_that_takes_no_file_gets_none(room: Room, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(RefusedError):
        room.papers.export("first-page", "txt", tmp_path / "file")


def test_a_page_may_be_in_another_language_than_the_screen(room: Room) -> None:
    assert "23. " in _day_of(room, "nb")
    assert "23 " in _day_of(room, "en")


def _day_of(room: Room, code: str) -> str:
    room.shelves.add_plan_line(PlanPart.DO, "walk")
    room.shelves.looked_at_plan()
    return room.papers.preview("hardest-days", language=Language(code))


def test_a_note_may_be_in_another_language_than_the_screen(desk: Desk, room: Room) -> None:
    room.meeting.start()
    room.talk.say("I opened the door")
    english = room.share.previews("patient")[0]
    norsk = room.share.previews("patient", language=Language("nb"))[0]
    assert "23. " in norsk
    assert "23. " not in english
    assert "I opened the door" in norsk


def clinic_file(text: str) -> None:
    folder = config_folder()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "clinic.toml").write_text(text, encoding="utf-8")


def test_what_the_clinic_says_of_itself_stands_on_the_first_page_and_on_every_card(room: Room) -> None:
    clinic_file(
        'numbers = ["Our clinic, by day: 22 11 33 44", "  "]\n'
        '[en]\nsees = ["Our team reads a note when we share it."]\nnot_for = ["It goes to no court."]\n'
        '[nb]\nsees = ["Teamet leser et notat når vi deler det."]\n'
    )
    room.shelves.add_plan_line(PlanPart.CLINIC, "Ida, on Tuesdays")
    card = room.papers.preview("hardest-days")
    assert card.index("- Our clinic, by day: 22 11 33 44") < card.index("- Ida, on Tuesdays")
    page = room.papers.preview("first-page")
    assert page.index("Our team reads") < page.index("What it is not for") < page.index("It goes to no court.")
    bokmal = room.papers.preview("first-page", language=Language("nb"))
    assert "Teamet leser et notat" in bokmal
    assert "court" not in bokmal


@pytest.mark.parametrize(
    ("text", "place"), [("numbers = 113", "numbers"), ('en = "x"', "en"), ("[en]\nsees = [1]", "en.sees"), ("= 1", "")]
)
def test_a_mistake_in_what_the_clinic_says_is_named(room: Room, text: str, place: str) -> None:
    clinic_file(text)
    with pytest.raises(DefinitionError, match=rf"clinic\.toml.*{place}"):
        room.papers.preview("first-page")
