"""The course of one scale as data: stretches, band, lines, gaps, trend."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from companion.clinical.course import band, course
from companion.clinical.instruments import Catalogue, own_instrument
from companion.clinical.model import Better, Domain, Event, OwnMeasure, Point, Respondent
from companion.language import ENGLISH

CATALOGUE = Catalogue.bundled()
PHQ9 = CATALOGUE.get("phq9").scale()
START = date(2025, 1, 6)
OWN = OwnMeasure(5, "u", 1, "mornings", Domain.COPING, Better.HIGHER, step=2, enough=7)
OWN_SCALE = own_instrument(OWN).scale()


def points(*values: float | None, days: int = 7, version: str = "0-27") -> list[Point]:
    return [
        Point(number, START + timedelta(days=days * number), value, instrument="phq9", version=version)
        for number, value in enumerate(values)
    ]


def test_points_stand_raw_and_oldest_first() -> None:
    given = points(20, 12, None, 7)
    found = course(PHQ9, list(reversed(given)), row="phq9:total:self", label="PHQ-9", respondent=Respondent.STAFF)
    assert found.points == tuple(given)
    assert (found.row, found.label, found.respondent) == ("phq9:total:self", "PHQ-9", Respondent.STAFF)
    assert (found.low, found.high, found.better) == (0, 27, Better.LOWER)


def test_two_versions_are_two_stretches() -> None:
    given = points(1, 2, 3, 4, 5)
    given[2:4] = [replace(one, version="other") for one in given[2:4]]
    assert course(PHQ9, given).segments == ((0, 2), (2, 4), (4, 5))
    assert course(PHQ9, points(1, 2)).segments == ((0, 2),)
    assert course(PHQ9, []).segments == ()


def test_the_band_is_the_error_of_measurement_where_it_is_known() -> None:
    # PHQ-9: SD 5.5, alpha .89: 1.959964 * 5.5 * sqrt(.11) = 3.5753
    found = band(PHQ9)
    assert found is not None
    assert found.kind == "SEM"
    assert found.half_width == pytest.approx(3.5753, abs=5e-5)
    assert "5.5" in ENGLISH.value(found.source)


def test_the_band_is_what_counts_where_only_that_is_known_and_says_so() -> None:
    found = band(CATALOGUE.get("gad7").scale())
    assert found is not None
    assert (found.kind, found.half_width) == ("criterion", 4)
    assert ENGLISH.say(found.label) == "closer than what counts: a rule that a health service uses"


def test_without_verified_facts_there_is_no_band() -> None:
    assert band(CATALOGUE.get("wsas").scale()) is None
    assert band(CATALOGUE.get("qpr15").scale()) is None
    assert band(OWN_SCALE, own=replace(OWN, step=None)) is None


def test_an_own_measure_has_its_step_as_band_and_enough_as_line() -> None:
    found = course(OWN_SCALE, points(1, 2), own=OWN)
    assert found.band is not None
    assert (found.band.kind, found.band.half_width) == ("criterion", 2)
    assert [(line.kind, line.value, ENGLISH.say(line.label)) for line in found.lines] == [("enough", 7, "enough: 7")]
    assert course(OWN_SCALE, points(1), own=replace(OWN, enough=None)).lines == ()


def test_lines_are_verified_cut_offs_with_words_and_the_people_they_come_from() -> None:
    found = course(PHQ9, points(1))
    assert [(line.kind, line.value) for line in found.lines] == [("cutoff", 10)]
    assert "primary care" in found.lines[0].source
    unchecked = replace(PHQ9, cutoffs=tuple(replace(one, verified=False) for one in PHQ9.cutoffs))
    assert course(unchecked, points(1)).lines == ()


def test_events_are_in_order() -> None:
    late, early = Event(1, "a", 1, date(2026, 1, 1), "late"), Event(2, "b", 1, date(2025, 1, 1), "early")
    assert course(PHQ9, [], events=(late, early)).events == (early, late)


def test_a_long_pause_is_a_gap_and_an_ordinary_distance_is_none() -> None:
    weekly = points(1, 2, 3, 4)
    after = replace(weekly[3], assessment_id=9, day=weekly[3].day + timedelta(days=61))
    assert course(PHQ9, [*weekly, after]).gaps == ((weekly[3].day, after.day),)
    near = replace(after, day=weekly[3].day + timedelta(days=60))
    assert course(PHQ9, [*weekly, near]).gaps == ()
    assert course(PHQ9, points(1, 2, 3, days=90)).gaps == ()
    assert course(PHQ9, points(1)).gaps == ()


def test_a_trend_needs_eight_points_of_the_last_version() -> None:
    # Two points lost every 30.4375 days would be a slope of -2; here 7 days and -0.5 each:
    # -0.5 / (7 / 30.4375) = -2.174 a month
    values = [20 - 0.5 * number for number in range(8)]
    found = course(PHQ9, points(*values)).trend
    assert found is not None
    assert found.slope == pytest.approx(-2.174, abs=5e-4)
    assert found.low <= found.slope <= found.high
    assert (found.points, found.since) == (8, START)
    assert course(PHQ9, points(*values[:7])).trend is None
    assert course(PHQ9, points(*values[:7], None)).trend is None
    older = [replace(one, version="old") for one in points(*values)]
    newer = [replace(one, assessment_id=100 + one.assessment_id, day=one.day + timedelta(365)) for one in points(5, 5)]
    assert course(PHQ9, [*older, *newer]).trend is None
    one_day = [replace(one, day=START) for one in points(*values)]
    assert course(PHQ9, one_day).trend is None


def test_a_gap_is_three_times_the_usual_distance() -> None:
    monthly = points(1, 2, 3, 4, days=30)
    for days, gaps in ((90, 0), (91, 1)):
        last = replace(monthly[3], assessment_id=9, day=monthly[3].day + timedelta(days=days))
        assert len(course(PHQ9, [*monthly, last]).gaps) == gaps


def test_a_course_without_a_name_has_none() -> None:
    found = course(CATALOGUE.get("phq9").main_scale, ())
    assert (found.row, found.label, found.points, found.trend) == ("", "", (), None)
