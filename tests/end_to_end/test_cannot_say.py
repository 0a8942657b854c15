"""What cannot be said never becomes a number: not in a chart, a sparkline, a text, a note or a JSON document."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from companion.app.widgets.chart_model import band_around_now, runs
from companion.clinical.message import Message
from companion.clinical.model import Display, FormTalk, Reading
from companion.clock import Clock
from companion.store.database import Store
from companion.workflow.desk import Desk
from companion.workflow.plain import review_as_data, review_as_text

PASSPHRASE = "a long and quiet sentence"
NOW = datetime(2026, 11, 23, 9)
FORMS = {"phq9": (9, 3, 9), "core10": (10, 4, 9), "wsas": (5, 8, 5), "who5": (5, 5, 5)}
"""Form -> how many items count, the highest answer, and how many have to be answered for a score."""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder: Path = tmp_path_factory.mktemp("cannot") / "store"
    clock = Clock.fixed(NOW)
    Store.create(folder, account="Ida", passphrase=PASSPHRASE, short_code="4711", clock=clock, testing=True).close()
    with Store.open(folder, PASSPHRASE, clock=clock) as store:
        yield Desk(store)
    shutil.rmtree(folder)


@st.composite
def sheets(draw: st.DrawFn) -> tuple[str, list[list[int | None]]]:
    """A form and some answer sheets of one patient, an answer missing here and there."""
    form = draw(st.sampled_from(sorted(FORMS)))
    items, highest, _ = FORMS[form]
    given_: st.SearchStrategy[int | None] = st.integers(0, highest)
    answer = st.one_of(given_, given_, given_, st.none())
    nothing: st.SearchStrategy[list[int | None]] = st.just([None] * items)
    sheet = st.one_of(
        st.lists(answer, min_size=items, max_size=items),
        st.lists(given_, min_size=items, max_size=items),
        nothing,
    )
    return form, draw(st.lists(sheet, min_size=1, max_size=4))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(sheets(), st.integers(0, 10**9))
def test_no_number_is_ever_made_of_what_cannot_be_said(
    desk: Desk, given_: tuple[str, list[list[int | None]]], number: int
) -> None:
    form, answers = given_
    needed = FORMS[form][2]
    with desk.store.read() as reader:
        key = f"K{number}-{len(reader.rows('caseload'))}"
    room = desk.room(desk.add_patient(key, "Kari").id)
    room.look.set_display(Display.NUMBERS)
    days = [room.today - timedelta(days=30 * (len(answers) - at)) for at in range(len(answers))]
    for day, sheet in zip(days, answers, strict=True):
        room.marking.paper_items(form, day, sheet)
    sayable = [sum(one is not None for one in sheet) >= needed for sheet in answers]

    review = room.look.review()
    for row in review.rows:
        points = row.course.points
        assert [point.value is not None for point in points] == sayable
        assert all((point.value is None) == (point.why_not is not None) for point in points)
        assert sum(map(len, runs(row.course))) == sum(sayable)
        assert (band_around_now(row.course) is None) == (row.course.band is None or not any(sayable))
        assert sum(one is not None for one in row.spark) <= sum(sayable)
        if not (sayable[0] and sayable[-1]):
            assert row.since_start.reading is Reading.CANNOT_SAY
            assert (row.since_start.difference, row.since_start.rci) == (None, None)

    data = review_as_data(room)
    assert json.loads(json.dumps(data, allow_nan=False)) == data
    for scale in (scale for domain in data["domains"] for scale in domain["scales"]):
        assert [score["value"] is not None for score in scale["scores"]] == sayable
        assert all((score["value"] is None) == bool(score["why_not"]) for score in scale["scores"])
        if not (sayable[0] and sayable[-1]):
            change = scale["changes"]["since_start"]
            assert (change["reading"], change["change"], change["rci"]) == ("cannot_say", None, None)

    text = review_as_text(room)
    told = [line for line in text.splitlines() if line.startswith("All answers: ")]
    for line in told:
        shown = [part.rsplit(": ", 1)[1] for part in line.removeprefix("All answers: ").rstrip(".").split("; ")]
        assert [one != "-" for one in shown] == sayable
    if not sayable[-1]:
        assert "Now " not in text

    session = room.meeting.start()
    for row in review.rows:
        room.look.end_of_form(row.row, FormTalk.TALKED)
    note = room.note.note(session, hide_only_us=False)
    room.meeting.close()
    credits_of_forms = {str(getattr(row.credit, "text", row.credit)) for row in review.rows}
    lines = [one.text for one in note.lines() if one.source.kind == "number"]
    stated = [said for said in lines if str(getattr(said, "text", said)) not in credits_of_forms]
    assert len(stated) == len(review.rows)
    for said in stated:
        assert isinstance(said, Message)
        form_said = said.values.get("what", said)
        assert isinstance(form_said, Message)
        assert ("now" in form_said.values) == sayable[-1]
