"""Scales, points and marks that the tests of change stand on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from companion.clinical.change import (
    Change,
)
from companion.clinical.instruments import Catalogue, own_instrument
from companion.clinical.model import Better, Domain, OwnMeasure, Point, Reading
from companion.language import ENGLISH

CATALOGUE = Catalogue.bundled()
PHQ9, CORE10 = CATALOGUE.get("phq9").scale(), CATALOGUE.get("core10").scale()
SWEMWBS, WHODAS = CATALOGUE.get("swemwbs").main_scale, CATALOGUE.get("whodas12-48").scale()
WSAS, QPR = CATALOGUE.get("wsas").scale(), CATALOGUE.get("qpr15").scale()
BETTER, HARDER = Reading.CLEARLY_BETTER, Reading.CLEARLY_HARDER
SAME, CANNOT = Reading.NO_CLEAR_CHANGE, Reading.CANNOT_SAY
START = date(2026, 1, 1)
DOOR = OwnMeasure(5, "u", 1, "the door is open", Domain.RELATING, Better.HIGHER, step=2)
DOOR_SCALE = own_instrument(DOOR).scale()


def point(number: int, value: float | None, **more: object) -> Point:
    made = Point(number, START + timedelta(days=7 * number), value, instrument="phq9", version="0-27")
    return replace(made, **more)  # type: ignore[arg-type]


def mark(number: int, value: float | None) -> Point:
    return point(number, value, instrument=DOOR.instrument, version="1")


def marks(*values: float | None) -> list[Point]:
    return [mark(number, value) for number, value in enumerate(values)]


def say(change: Change) -> str:
    return ENGLISH.say(change.why)
