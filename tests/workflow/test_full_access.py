"""Full access: everything that is kept, and nothing of anybody else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from companion.clinical.model import Better, Domain, PlanPart, Who
from companion.errors import RefusedError
from companion.store.records.everything import log_about, rows_about
from companion.store.records.notes import exports
from companion.workflow.desk import Desk
from companion.workflow.room import Room

NOT_TOLD = {"uuid", "content", "structure", "withdrawn_by"}
"""What holds rows together, and what stands line by line elsewhere."""


@pytest.fixture
def lived(room: Room) -> Room:
    """Somebody about whom a little of everything is kept."""
    own = room.marking.add_own_measure("the gate", Domain.RELATING, Better.HIGHER, 2, 7)
    room.marking.mark(own.id, 4)
    room.marking.add_event(date(2026, 3, 1), "moved to the coast")
    room.meeting.knows_it("ward nurse")
    room.marking.noticed("slept all night", "ward nurse", "night", date(2026, 3, 2))
    room.meeting.start()
    room.refresh()
    first = room.talk.say("I opend the door")
    room.talk.correct(first.id, "I opened the door")
    gone = room.talk.say("never say this again")
    room.talk.withdraw(gone.id)
    room.talk.say("between the two of us", only_us=True)
    room.talk.say("my sister drinks", told_by="patient", about="sister")
    room.shelves.agree("Call the housing office", Who.CLINICIAN, room.today)
    room.shelves.add_plan_line(PlanPart.CALL, "my neighbour Åse")
    room.note.close()
    return room


def texts(rows: dict[str, list[dict[str, Any]]]) -> Iterator[tuple[str, str]]:
    """Every text in every row, with where it stands; a kept note's own words stand line by line."""
    for table, found in rows.items():
        for row in found:
            for column, value in row.items():
                told = column not in NOT_TOLD and (table, column) != ("note_version", "text")
                if isinstance(value, str) and value and told:
                    yield f"{table}.{column}", value


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("whose", ["lived", "kari"])
def test_no_text_of_any_table_is_left_out(request: pytest.FixtureRequest, whose: str) -> None:
    room: Room = request.getfixturevalue(whose)
    told = squeezed(room.share.previews("full")[0] + room.share.previews("full")[1])
    with room.store.read() as reader:
        kept = list(texts(rows_about(reader, room.patient.id)))
    assert len(kept) > 40
    assert {where for where, text in kept if squeezed(text) not in told} == set()


def test_what_was_corrected_and_taken_back_is_there_and_marked(lived: Room) -> None:
    page = lived.share.previews("full")[0]
    assert re.search(r"I opend the door \(.*an earlier version\)", page)
    assert re.search(r"never say this again \(.*taken back 23 Nov 2026", page)
    assert "between the two of us" in page


def test_what_belongs_to_others_is_on_its_own_page(lived: Room) -> None:
    assert "my sister drinks" not in lived.share.previews("full")[0]
    assert "my sister drinks" in lived.share.previews("full")[1]
    assert "slept all night" in lived.share.previews("full")[0], "what staff noticed is about the person"


def test_what_relatives_answered_is_on_its_own_page(kari: Room) -> None:
    assert "relative: wsas" not in kari.share.previews("full")[0]
    assert "relative: wsas" in kari.share.previews("full")[1]


def test_nobody_else_is_in_it(demo_desk: Desk, kari: Room) -> None:
    page = kari.share.previews("full")[0] + kari.share.previews("full")[1]
    others = [row.patient for row in demo_desk.caseload() if row.patient.id != kari.patient.id]
    assert [one.name for one in others if one.name in page or f"Key: {one.key}" in page] == []


def test_the_log_says_who_opened_and_what_was_shared(lived: Room, tmp_path: Path) -> None:
    lived.share.export("record", "txt", tmp_path)
    with lived.store.read() as reader:
        shared = exports(reader, lived.patient.id)
        acts = log_about(reader, lived.patient.id)
    page = lived.share.previews("full")[0]
    assert "Ida Berg: 23 Nov 2026 09:30 UTC: open patient" in page
    assert shared[0].sha256 in page
    assert page.count(" UTC: ") >= len(acts)


def test_while_somebody_else_is_there_it_is_refused(lived: Room) -> None:
    lived.meeting.start()
    lived.refresh()
    lived.meeting.add_present("mother")
    with pytest.raises(RefusedError, match="Somebody else is in the room"):
        lived.share.previews("full")[0]


def test_giving_it_out_is_in_the_log_and_the_name_says_nothing(lived: Room, tmp_path: Path) -> None:
    done = lived.share.export("full", "pdf", tmp_path)
    short = lived.patient.uuid[:8]
    assert [Path(name).name for name in done.files] == [
        f"note-{short}-2026-11-23-full.pdf",
        f"note-{short}-2026-11-23-full-others.pdf",
    ]
    with lived.store.read() as reader:
        assert [(one.audience, one.session_id) for one in exports(reader, lived.patient.id)] == [("full", None)] * 2


def test_somebody_brand_new_has_full_access_too(room: Room) -> None:
    assert "Kari Nordmann" in room.share.previews("full")[0]
    assert room.share.previews("full")[1] == ""
