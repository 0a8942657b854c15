"""The review as linear text, for screen readers and braille lines, and as data for other programs."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Any

from companion.clinical.chance import by_chance
from companion.clinical.change import Change, words
from companion.clinical.change_words import ONCE, TWICE, ordinary_words, trend_words
from companion.clinical.course import Course
from companion.clinical.message import Message
from companion.clinical.model import Better, Domain, Moment, Point, Respondent
from companion.clinical.signals import Signal
from companion.errors import UsageError
from companion.workflow.views import AreaRow, Review

if TYPE_CHECKING:
    from companion.language import Language
    from companion.workflow.room import Room

_POINTS_TOLD = 12
_MONTH = re.compile(r"\d{4}-\d{2}", re.ASCII)
_ANSWERED_BY = {
    Respondent.SELF: Message("the patient"),
    Respondent.CLINICIAN: Message("the clinician"),
    Respondent.RELATIVE: Message("a relative"),
    Respondent.STAFF: Message("the staff"),
    Respondent.OTHER: Message("somebody else"),
}
_DIRECTION = {Better.LOWER: Message("lower is easier"), Better.HIGHER: Message("higher is more")}


def review_as_text(room: Room, *, since: str | None = None, as_of: str | None = None) -> str:
    """Return the review as linear text: one thing a line, nothing that only the eye can join.

    Args:
        room: The room of the patient.
        since: A day (2026-03-01) to compare with instead of the first answers.
        as_of: A day in the past, or a month as in 2024-03, to tell everything as it was at its end.

    Raises:
        UsageError: When `since` or `as_of` is no day.
        RefusedError: When `as_of` is still to come.
    """
    review = room.look.review(_moment(since), as_of=_last_day(as_of, room.today) if as_of else None)
    return "\n".join(_Teller(room, review).lines())


def review_as_data(room: Room, *, since: str | None = None, as_of: str | None = None) -> dict[str, Any]:
    """Return the review as data: areas, scales, scores, changes, readings, signals.

    Args:
        room: The room of the patient.
        since: A day (2026-03-01) to compare with instead of the first answers.
        as_of: A day in the past, or a month as in 2024-03, to tell everything as it was at its end.

    Raises:
        UsageError: When `since` or `as_of` is no day.
        RefusedError: When `as_of` is still to come.
    """
    review = room.look.review(_moment(since), as_of=_last_day(as_of, room.today) if as_of else None)
    chance = by_chance(row.since_moment for row in review.rows)
    data = _Data(room.language, review.patient.called)
    return {
        "patient": {"key": review.patient.key, "name": review.patient.name},
        "today": review.today.isoformat(),
        "start": _iso(review.start.day if review.start else None),
        "last_session": _iso(review.last.day if review.last else None),
        "since": _iso(review.since.day if review.since else None),
        "display": review.display.value,
        "relatives_hidden": review.relatives_hidden,
        "domains": [
            {
                "id": domain.value,
                "name": room.language.say(rows[0].area),
                "scales": [data.row(row) for row in rows],
            }
            for domain, rows in _by_domain(review.rows)
        ],
        "events": [
            {"day": event.day.isoformat(), "until": _iso(event.until), "text": event.text, "kind": event.kind}
            for event in review.events
        ],
        "answers_on_safety": [
            {
                "day": one.day.isoformat(), "instrument": one.instrument, "item": one.item,
                "label": room.language.say(one.label), "answer": one.answer, "highest": one.highest,
                "respondent": one.respondent.value,
            }
            for one in review.critical
        ],
        "signals": [data.signal(signal) for signal in review.signals],
        "by_chance": chance and room.language.say(chance),
        "credits": list(credits_of(review.rows)),
    }  # fmt: skip


class _Data:
    def __init__(self, language: Language, called: str) -> None:
        self._language = language
        self._called = called

    def row(self, row: AreaRow) -> dict[str, Any]:
        instrument, scale, _ = row.row.rsplit(":", 2)
        trend = row.course.trend
        changes = {"since_last": row.since_last, "since_start": row.since_start, "since": row.since_moment}
        return {
            "row": row.row,
            "form": row.form,
            "instrument": instrument,
            "scale": scale,
            "respondent": row.respondent.value,
            "better": row.better.value,
            "low": row.low,
            "high": row.high,
            "scores": [self.point(point) for point in row.course.points],
            "course": self.course(row.course),
            "changes": {name: self.change(change, row.better) for name, change in changes.items()},
            "trend": trend
            and {
                "slope_a_month": trend.slope,
                "low": trend.low,
                "high": trend.high,
                "points": trend.points,
                "since": trend.since.isoformat(),
            },
            "readings": {name: change.reading.value for name, change in changes.items()},
            "others": [
                {
                    "respondent": other.respondent.value,
                    "scores": [self.point(point) for point in other.points],
                }
                for other in row.others
            ],
            "own": row.own and {"words": row.own.words, "step": row.own.step, "enough": row.own.enough},
            "more_help": row.more_help and row.more_help.value,
        }

    def course(self, course: Course) -> dict[str, Any]:
        """What a chart draws beside the points; a segment is the first and the last of `scores` in one version."""
        band, say = course.band, self._language.say
        return {
            "low": course.low,
            "high": course.high,
            "band": band
            and {
                "half_width": band.half_width,
                "kind": band.kind,
                "label": say(band.label),
                "source": say(band.source),
            },
            "lines": [
                {"value": line.value, "kind": line.kind, "label": say(line.label), "source": line.source}
                for line in course.lines
            ],
            "segments": [[start, end - 1] for start, end in course.segments],
            "gaps": [[_iso(before), _iso(after)] for before, after in course.gaps],
        }

    def point(self, point: Point) -> dict[str, Any]:
        return {
            "day": point.day.isoformat(),
            "value": point.value,
            "why_not": point.why_not and self._language.say(point.why_not),
            "version": point.version,
            "how": point.how.value,
            "rater": point.rater,
            "prorated": point.prorated,
            "corrected": point.corrected,
            "fits": point.fits,
        }

    def change(self, change: Change, better: Better) -> dict[str, Any]:
        return {
            "from": _iso(change.before.day if change.before else None),
            "to": _iso(change.after.day if change.after else None),
            "change": change.difference,
            "criterion": change.criterion,
            "kind": change.kind,
            "comparator": change.comparator,
            "source": self._language.say(change.source),
            "verified": change.verified,
            "rci": change.rci,
            "sem": change.sem,
            "reading": change.reading.value,
            "crossed_cutoff": change.crossed_cutoff,
            "sustained": change.sustained,
            "ordinary_variation": change.ordinary
            and {"value": change.ordinary.value, "marks": change.ordinary.marks, "beyond": change.ordinary.beyond},
            "words": self._language.say(words(change, better, self._called)),
            "why": self._language.say(change.why),
            "notes": [self._language.say(note) for note in change.notes],
        }

    def signal(self, signal: Signal) -> dict[str, Any]:
        say = self._language.say
        return {
            "id": signal.id,
            "rule": signal.rule,
            "row": signal.row,
            "domain": signal.domain and signal.domain.value,
            "direction": signal.direction,
            "sentence": say(signal.sentence),
            "because": say(signal.because),
            "rule_words": say(signal.rule_words),
            "inputs": [{"name": say(name), "value": self._language.value(value)} for name, value in signal.inputs],
            "source": say(signal.source),
            "day": signal.day.isoformat(),
        }


class _Teller:
    def __init__(self, room: Room, review: Review) -> None:
        self._catalogue = room.catalogue
        self._today = room.today
        self._language = room.language
        self._say = room.language.say
        self._review = review

    def lines(self) -> Iterator[str]:
        review, say = self._review, self._say
        yield say("{name}. {day}.", name=review.patient.called, day=review.today)
        if review.today != self._today:
            yield say("As it was on that day. Answers that came in later for days before it are counted.")
        if review.last:
            yield say("You met last on {day}.", day=review.last.day)
        if review.since:
            yield say("Compared with {day}.", day=review.since.day)
        if review.relatives_hidden:
            yield say("Relatives answered too. Their answers are shown when the patient says yes.")
        if not review.rows:
            yield say("There are no answers yet.")
        for _, rows in groupby(review.rows, key=lambda row: row.domain):
            yield from self._area(tuple(rows))
        yield from self._rest()

    def _area(self, rows: tuple[AreaRow, ...]) -> Iterator[str]:
        yield ""
        yield self._say(rows[0].area).upper()
        for row in rows:
            yield from self._row(row)

    def _row(self, row: AreaRow) -> Iterator[str]:
        say, number = self._say, self._language.number
        yield say(
            "{form}. From {low} to {high}, {direction}.",
            form=row.form, low=row.low, high=row.high, direction=_DIRECTION[row.better],
        )  # fmt: skip
        if row.now is None:
            yield say("No mark yet.")
            return
        if row.now.value is None:
            yield say("{day}: no number. {why}", day=row.now.day, why=row.now.why_not)
        else:
            yield say("Now {value}, {day}.", value=row.now.value, day=row.now.day)
        for named, change in self._changes(row):
            reading = say(words(change, row.better, self._review.patient.called))
            yield say("{named}: {reading}. {why}", named=named, reading=reading, why=change.why)
            yield from map(say, change.notes)
            if change.sustained is not None:
                yield say(TWICE if change.sustained else ONCE)
            if change.ordinary is not None:
                yield say(ordinary_words(change.ordinary))
        trend = row.course.trend
        if trend is not None:
            yield say(trend_words(trend))
        yield self._course(row.course, number)
        for other in row.others:
            yield say("Answered by {who}.", who=_ANSWERED_BY[other.respondent]) + " " + self._course(other, number)

    def _changes(self, row: AreaRow) -> Iterator[tuple[Message, Change]]:
        review = self._review
        if review.last:
            yield Message("Since {day}", {"day": review.last.day}), row.since_last
        yield Message("Since the start"), row.since_start
        if review.since and review.since.kind != "start":
            yield Message("Since {day}", {"day": review.since.day}), row.since_moment

    def _course(self, course: Course, number: Any) -> str:
        told = course.points[-_POINTS_TOLD:]
        left = len(course.points) - len(told)
        parts = [
            f"{self._language.day(point.day)}: {'-' if point.value is None else number(point.value)}" for point in told
        ]
        first = self._language.count("{n} earlier answer", "{n} earlier answers", left) + "; " if left else ""
        return self._say("All answers: {answers}.", answers=first + "; ".join(parts))

    def _rest(self) -> Iterator[str]:
        review, say = self._review, self._say
        yield from self._part(
            say("On the time line"),
            (say("{day}: {text}", day=event.day, text=event.text) for event in review.events),
        )
        yield from self._part(
            say("Answers on safety, as they were answered"),
            (
                say(
                    "{day}, {form}: {label}: {answer} of {highest}.",
                    day=one.day, form=self._form(one.instrument), label=one.label, answer=one.answer,
                    highest=one.highest,
                )
                for one in review.critical
            ),
        )  # fmt: skip
        yield from self._part(say("Worth talking about"), self._worth())
        yield from self._part(say("Where the forms come from"), [say(credit) for credit in credits_of(review.rows)])

    def _worth(self) -> Iterator[str]:
        for signal in self._review.signals:
            yield self._say(signal.sentence)
        chance = by_chance(row.since_moment for row in self._review.rows)
        if self._review.signals and chance is not None:
            yield self._say(chance)

    def _form(self, instrument: str) -> str:
        return self._catalogue.get(instrument).short

    def _part(self, title: str, lines: Iterable[str]) -> Iterator[str]:
        told = list(lines)
        if told:
            yield ""
            yield title.upper()
            yield from told


def _by_domain(rows: Iterable[AreaRow]) -> Iterator[tuple[Domain, list[AreaRow]]]:
    for domain, found in groupby(rows, key=lambda row: row.domain):
        yield domain, list(found)


def credits_of(rows: Iterable[AreaRow]) -> tuple[str, ...]:
    """Return whose the forms are, each once, in the order of the rows."""
    return tuple(dict.fromkeys(row.credit for row in rows if row.credit))


def _moment(since: str | None) -> Moment | None:
    if since is None:
        return None
    day = _day(since, "--since")
    return Moment("own", day, Message("{day}", {"day": day}))


def _day(told: str, option: str) -> date:
    try:
        return date.fromisoformat(told)
    except ValueError:
        raise UsageError("{option} needs a day such as 2026-03-01, not {told}.", option=option, told=told) from None


def _last_day(told: str, today: date) -> date:
    """Return the day, or of a month its last one that has come."""
    if not _MONTH.fullmatch(told):
        return _day(told, "--as-of")
    first = _day(f"{told}-01", "--as-of")
    last = first + timedelta(days=monthrange(first.year, first.month)[1] - 1)
    return today if first <= today <= last else last


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
