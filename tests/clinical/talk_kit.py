"""People's words, agreements and small books that the tests of questions stand on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from companion.clinical.findings import Signal
from companion.clinical.meanings import Meaning, Tied
from companion.clinical.message import Message
from companion.clinical.model import (
    Agreement,
    Better,
    Contribution,
    Domain,
    Theme,
    Who,
)
from companion.clinical.prompts import Book, Prompt

TODAY = date(2026, 11, 23)
MET = date(2026, 11, 3)
LONG_AGO = date(2026, 5, 2)
BOOK = Book.bundled("en")


def signal(
    rule: str,
    direction: str,
    domain: Domain | None,
    number: int = 1,
    who: str = "self",
    source: str | Message = "B, 2020",
) -> Signal:
    return Signal(
        f"{rule}:phq9:{number}",
        rule,
        f"phq9:total:{who}" if who else "",
        domain,
        direction,
        Message("you answered 9, and 15 on {day}", {"day": MET}),
        Message("because you answered 9, and 15 on {day}", {"day": MET}),
        Message("because you answered differently: clearly easier"),
        Message("A change counts when the form can tell it apart."),
        ((Message("now"), 9.0), (Message("before"), 15.0)),
        source,
        TODAY,
    )


def agreement(number: int, who: Who, due: date | None = TODAY, **more: object) -> Agreement:
    made = Agreement(number, f"u{number}", 1, 1, MET, f"walk to the sea {number}", who, due)
    return replace(made, **more)  # type: ignore[arg-type]


def line(number: int, text: str = "I opened the door", day: date = LONG_AGO, **more: object) -> Contribution:
    made = Contribution(number, f"c{number}", 1, 1, day, datetime(2026, 5, 2, 9, 0), text)
    return replace(made, **more)  # type: ignore[arg-type]


def tied(number: int, then: float, now: float, *, item: int | None = 3, better: Better = Better.LOWER) -> Tied:
    meaning = Meaning(number, 1, item, "total", "I lay awake", LONG_AGO)
    label = Message("sleep") if item else None
    row = f"phq9:total:self{number}"
    return Tied(meaning, row, "PHQ-9", better, Domain.MOOD, then, LONG_AGO, now, TODAY, label, reads_moved=True)


def prompt(name: str, **more: object) -> Prompt:
    made = Prompt(name, f"{name}?", Theme.APPROACH, f"Why {name}.", signals=frozenset({"open"}))
    return replace(made, **more)  # type: ignore[arg-type]


def book(*prompts: Prompt) -> Book:
    return Book("en", tuple(replace(one, order=number) for number, one in enumerate(prompts)))
