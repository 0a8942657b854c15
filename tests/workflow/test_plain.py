"""The review without a screen."""

from __future__ import annotations

import json
from datetime import date

import pytest

from companion.clinical.model import How, Respondent
from companion.errors import UsageError
from companion.workflow.plain import review_as_data, review_as_text
from companion.workflow.room import Room


def test_the_text_says_everything_one_thing_a_line(kari: Room) -> None:
    lines = review_as_text(kari).splitlines()
    assert lines[0] == "Kari. 23 Nov 2026."
    assert "PEOPLE AROUND ME" in lines
    assert "PHQ-9. From 0 to 27, lower is easier." in lines
    assert "Now 15, 21 Nov 2026." in lines
    assert any(line.startswith("Since 2 Nov 2026: clearly harder.") for line in lines)
    assert any(line.startswith("Since the start: easier, says Kari.") for line in lines)
    assert any("1 of 3" in line for line in lines)


def test_the_data_can_be_written_as_json_and_has_raw_scores(kari: Room) -> None:
    data = json.loads(json.dumps(review_as_data(kari), allow_nan=False))
    scales = {scale["row"]: scale for domain in data["domains"] for scale in domain["scales"]}
    phq9 = scales["phq9:total:self"]
    assert phq9["scores"][-1]["value"] == 15
    assert phq9["readings"] == {
        "since_last": "clearly_harder", "since_start": "no_clear_change", "since": "no_clear_change",
    }  # fmt: skip
    assert phq9["changes"]["since_last"]["change"] == 7
    assert phq9["changes"]["since_last"]["kind"]
    assert {"sentence", "because", "rule_words", "inputs", "source"} <= set(data["signals"][0])


def test_a_day_can_be_chosen_to_compare_with(kari: Room) -> None:
    data = review_as_data(kari, since="2026-07-01")
    assert data["since"] == "2026-07-01"
    assert any(line.startswith("Since 1 Jul 2026:") for line in review_as_text(kari, since="2026-07-01").splitlines())
    with pytest.raises(UsageError):
        review_as_data(kari, since="last week")


def test_somebody_new_is_said_to_be_new(room: Room) -> None:
    assert "There are no answers yet." in review_as_text(room)
    assert review_as_data(room)["domains"] == []


def test_the_data_of_a_course_has_what_a_chart_draws_beside_the_points(room: Room) -> None:
    for day, total in (
        (date(2025, 1, 6), 18.0),
        (date(2025, 2, 3), 16.0),
        (date(2025, 3, 3), 15.0),
        (date(2026, 1, 5), 12.0),
    ):
        room.marking.paper_total("core10", day, total)
    room.marking.paper_items("wsas", date(2025, 1, 6), [8, 8, 8, 8, 8])
    room.marking.paper_items("wsas", date(2025, 2, 3), [None, 1, 2, 3, 4], not_applicable=frozenset({1}))
    data = json.loads(json.dumps(review_as_data(room), allow_nan=False))
    courses = {one["row"]: one["course"] for area in data["domains"] for one in area["scales"]}
    (row,) = (row for row in room.look.review().rows if row.row == "core10:total:self")
    assert row.course.lines
    core = courses["core10:total:self"]
    assert [line["value"] for line in core["lines"]] == [line.value for line in row.course.lines]
    assert core["band"] == (row.course.band and {**core["band"], "half_width": row.course.band.half_width})
    assert (core["segments"], core["gaps"]) == ([[0, 3]], [["2025-03-03", "2026-01-05"]])
    wsas = courses["wsas:total:self"]
    assert (wsas["segments"], wsas["lines"], wsas["band"], wsas["high"]) == ([[0, 0], [1, 1]], [], None, 40)


def test_another_rater_and_another_way_are_said_beside_the_reading(room: Room) -> None:
    for day, total, rater in ((date(2026, 1, 5), 20.0, "Ida"), (date(2026, 3, 2), 10.0, "Ola")):
        room.marking.paper_total("honos", day, total, respondent=Respondent.CLINICIAN, rater=rater)
    room.marking.paper_total("phq9", date(2026, 1, 5), 20.0, How.ALONE)
    room.marking.paper_total("phq9", date(2026, 3, 2), 10.0, How.READ_ALOUD)
    lines = review_as_text(room).splitlines()
    for said in (
        "Two different people rated: Ida, then Ola.",
        "The form was answered in two ways: alone, then read aloud.",
    ):
        beside = lines[lines.index(said) - 2 : lines.index(said)]
        assert any(line.startswith("Since the start: clearly easier.") for line in beside)
