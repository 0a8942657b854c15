"""A room made by hand for the steps Look and Then & now: no store, every act kept in a list."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from companion.clinical.change import NOTHING_YET, Change
from companion.clinical.course import Band, Course, Line
from companion.clinical.instruments import Instrument
from companion.clinical.message import Message
from companion.clinical.model import (
    Better,
    Contribution,
    Display,
    Domain,
    Event,
    How,
    Moment,
    MoreHelp,
    OwnMeasure,
    Patient,
    Point,
    Reading,
    Respondent,
)
from companion.clinical.signals import Signal
from companion.language import Language
from companion.workflow.areas import AREA_NAMES, Areas
from companion.workflow.views import AreaRow, Review, ThenNow

TODAY = date(2026, 11, 23)
KARI = Patient(1, "u-kari", "007", "Kari Nordmann", "Kari")
DOOR = OwnMeasure(
    1, "u-door", 1, "the door is open", Domain.RELATING, Better.HIGHER, 2, 7, "shut all day", "anyone may come in"
)
START = Moment("start", date(2025, 1, 6), Message("start of treatment"))
LAST = Moment("last_session", date(2026, 11, 3), Message("last time"))
YEAR = Moment("year_ago", date(2025, 11, 23), Message("a year ago"))
EVENTS = (
    Event(1, "u-e1", 1, date(2025, 2, 3), "ward", date(2025, 2, 14)),
    Event(2, "u-e2", 1, date(2025, 7, 2), "new flat"),
    Event(3, "u-e3", 1, date(2026, 9, 14), "started at the library"),
)


def points(
    values: list[float | None],
    *,
    every: int = 28,
    first: date = START.day,
    who: Respondent = Respondent.SELF,
    **changed: Any,
) -> tuple[Point, ...]:
    """Points with these values, evenly spaced."""
    return tuple(
        Point(
            100 + i,
            first + timedelta(days=every * i),
            value,
            why_not=None if value is not None else Message("two answers are missing"),
            version="1",
            respondent=who,
            how=How.TOGETHER,
            **changed,
        )
        for i, value in enumerate(values)
    )


def change(reading: Reading, before: Point | None = None, after: Point | None = None, **more: Any) -> Change:
    """A change with this reading."""
    return replace(
        NOTHING_YET,
        reading=reading,
        before=before,
        after=after,
        difference=(after.value or 0) - (before.value or 0) if before and after else None,
        criterion=5.2,
        kind="RCI95",
        comparator=">=",
        source="Somebody 2014",
        verified=True,
        why=Message("The difference is smaller than what the form can tell apart."),
        **more,
    )


def row(
    name: str,
    domain: Domain,
    better: Better,
    values: list[float | None],
    readings: tuple[Reading, Reading],
    *,
    high: float = 27,
    own: OwnMeasure | None = None,
    others: tuple[Course, ...] = (),
    lines: tuple[Line, ...] = (),
    band: Band | None = None,
    **more: Any,
) -> AreaRow:
    """One line of Look."""
    told = more.pop("told", None) or points(values)
    course = Course(name, name, Respondent.SELF, better, 0, high, told, band, lines, ((0, len(told)),))
    last = change(readings[0], told[-2], told[-1]) if len(told) > 1 else NOTHING_YET
    since = change(readings[1], told[0], told[-1], **more) if len(told) > 1 else NOTHING_YET
    return AreaRow(
        row=f"{own.instrument if own else name.lower()}:total:self",
        domain=domain,
        area=AREA_NAMES[domain],
        form=own.words if own else name,
        better=better,
        low=0,
        high=high,
        respondent=Respondent.SELF,
        now=told[-1],
        since_last=last,
        since_start=since,
        since_moment=since,
        spark=tuple(values[-12:]),
        course=course,
        others=others,
        own=own,
        credit="A form by Somebody, 2001",
    )


def rows() -> tuple[AreaRow, ...]:
    """Four areas: one better, one in Kari's own word, one the same, one harder."""
    door: list[float | None] = [1, 2, 1, 2, 2, 3, 2, 3, 4, 3, 4, 4, 3, 4, 5, 5, 4, 5, 6, 5, 6, 6, 6, 7]
    mornings: list[float | None] = [3, 2, 2, 3, 4, 3, 4, 5, 4, 3, 4, 5, 5, 4, 5, 6, 5, 5, 6, 6, 5, 6, 6, 6]
    wsas: list[float | None] = [
        24,
        23,
        25,
        22,
        21,
        23,
        22,
        24,
        21,
        22,
        20,
        21,
        22,
        23,
        21,
        22,
        20,
        21,
        22,
        21,
        20,
        21,
        22,
        21,
    ]
    phq: list[float | None] = [
        17,
        16,
        18,
        15,
        12,
        None,
        13,
        14,
        12,
        11,
        10,
        12,
        13,
        11,
        10,
        9,
        11,
        10,
        9,
        8,
        9,
        8,
        14,
        15,
    ]
    better, harder = Reading.CLEARLY_BETTER, Reading.CLEARLY_HARDER
    same = Reading.NO_CLEAR_CHANGE
    nurse = Course(
        "phq", "PHQ-9", Respondent.CLINICIAN, Better.LOWER, 0, 27,
        points([16, 15, 12, 11, 9, 10], every=112, who=Respondent.CLINICIAN, rater="ward nurse"),
    )  # fmt: skip
    band = Band(2.6, "RCI95", Message("what this form cannot tell apart"), "Somebody 2014")
    own_band = Band(1, "step", Message("less than a step that counts"), "")
    calm = replace(DOOR, id=2, uuid="u-mornings", words="mornings", domain=Domain.COPING)
    return (
        row("door", Domain.RELATING, Better.HIGHER, door, (same, better), high=10, own=DOOR, band=own_band,
            lines=(Line(7, Message("enough, says {name}", {"name": "Kari"}), "enough"),)),
        row("mornings", Domain.COPING, Better.HIGHER, mornings, (same, better), high=10, own=calm, word="easier"),
        row("WSAS", Domain.EVERYDAY, Better.LOWER, wsas, (same, same), high=40),
        row("PHQ-9", Domain.MOOD, Better.LOWER, phq, (harder, same), band=band, others=(nurse,),
            lines=(Line(10, Message("people in a Norwegian outpatient sample, 2014"), "cutoff"),)),
        row("GAD-7", Domain.MOOD, Better.LOWER, [9, 8, 7], (Reading.CANNOT_SAY, Reading.CANNOT_SAY), high=21),
    )  # fmt: skip


def line(id_: int, day: date, text: str) -> Contribution:
    """One line of Kari's."""
    return Contribution(id_, f"u-c{id_}", 1, 1, day, datetime.combine(day, datetime.min.time()), text)


@dataclass
class HandMade:
    """Everything the two steps ask of a room."""

    language: Language = field(default_factory=Language)
    patient: Patient = KARI
    today: date = TODAY
    session: Any = None
    shown_rows: tuple[AreaRow, ...] = field(default_factory=rows)
    display: Display = Display.NUMBERS
    signals: tuple[Signal, ...] = ()
    acts: list[tuple[Any, ...]] = field(default_factory=list)
    drafts: dict[str, str] = field(default_factory=dict)
    somebody_else: bool = False
    present: tuple[str, ...] = ()

    @property
    def look(self) -> HandMade:
        return self

    @property
    def marking(self) -> HandMade:
        return self

    @property
    def meanings(self) -> HandMade:
        return self

    def shown(self) -> tuple[Any, ...]:
        return ()

    def moved(self, row: str = "") -> tuple[Any, ...]:
        return ()

    def of_row(self, row: str) -> tuple[Any, ...]:
        return ()

    @property
    def meeting(self) -> HandMade:
        return self

    def refresh(self) -> None:
        """Nothing to read again."""

    # --- what is read

    def review(self, since: Moment | None = None) -> Review:
        start = START if self.shown_rows else None
        return Review(
            self.patient, self.today, self.shown_rows, since or start, LAST if start else None, start,
            self.moments(), EVENTS if start else (), self.signals, (), self.display,
        )  # fmt: skip

    def moments(self) -> tuple[Moment, ...]:
        events = tuple(Moment("event", e.day, Message("{text}", {"text": e.text}), e.id) for e in EVENTS)
        return (START, LAST, YEAR, *reversed(events))

    def then_now(self, then: Moment, now: Moment | None = None) -> ThenNow:
        early = (line(1, date(2025, 1, 6), "The door is shut. I do not open, not even to my sister."),)
        late = (
            line(2, date(2026, 11, 3), "My sister says I laugh again. I had not seen it myself."),
            line(3, date(2026, 11, 3), "The door is open most afternoons."),
        )
        later = now or Moment("now", self.today, Message("today"))
        return ThenNow(
            then, later, early, late, self.shown_rows, Message("What do you see when you put these two side by side?")
        )

    def areas(self) -> Areas:
        return Areas({})

    def own_measures(self) -> tuple[OwnMeasure, ...]:
        return tuple(r.own for r in self.shown_rows if r.own is not None)

    def events(self) -> tuple[Event, ...]:
        return EVENTS

    def instruments(self) -> tuple[Any, ...]:
        from companion.clinical.instruments import Catalogue

        return tuple(Catalogue.bundled())

    def draft(self, place: str) -> str:
        return self.drafts.get(place, "")

    def save_draft(self, place: str, text: str) -> None:
        self.drafts[place] = text

    def drop_draft(self, place: str) -> None:
        self.drafts.pop(place, None)

    def needs_permission(self, form: Instrument) -> bool:
        return form.licence.permission_needed and ("confirm_permission", form) not in self.acts

    # --- what is written

    def confirm_permission(self, form: Instrument) -> None:
        self.acts.append(("confirm_permission", form))

    def set_display(self, display: Display) -> None:
        self.display = display
        self.acts.append(("display", display))

    def more_help(self, domain: Domain, answer: MoreHelp) -> None:
        self.acts.append(("more help", domain, answer))

    def __getattr__(self, name: str) -> Any:
        if name in _WRITTEN:

            def write(*given: Any, **named: Any) -> Any:
                self.acts.append((name, *given, *named.values()))
                return _WRITTEN[name]

            return write
        raise AttributeError(name)


_WRITTEN: dict[str, Any] = {
    "mark": points([6])[0],
    "add_own_measure": DOOR,
    "change_own_measure": DOOR,
    "paper_total": points([6])[0],
    "paper_items": points([6])[0],
    "knows_it": None,
    "noticed": line(9, TODAY, "laughed at breakfast"),
    "add_event": EVENTS[0],
    "change_event": EVENTS[0],
    "remove_event": None,
    "end_of_form": None,
    "say_own_reading": None,
    "point_word": None,
    "show_relatives": None,
}
