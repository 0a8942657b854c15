"""Made-up people, told as stories in `fixtures/people/*.toml`: the format and its reader.

One person a file; `fixtures/people/kari.toml` uses nearly all of it. Times are told
from today, so that the people are always current: ``"34w"``, ``"3y2m"``, ``"10d"``,
``"today"`` lie in the past, ``"in 2w"`` is to come, ``"+4w"`` counts from the session it
stands in. Sessions that would fall on a weekend move to the Friday before.

The file holds, in this order::

    key, name, chosen_name?, born | age, about, display? (numbers words nothing)
    [consents]        relatives = "yes" | "no"
    [[areas]]         domain, name?, hidden?, position?
    [[own]]           id, words, domain, better, step?, enough?, low?, high?, how?, a series, readings
                      readings = [{ from, to, word (easier harder more less same), said }]
    [[series]]        form, respondent?, rater?, how?, scale?, a series, fits = [[day, "easier" | "harder"]],
                      meant = [[day, question, "what the patient thought of"]]
    [[events]]        ago, until?, text, kind?
    [[sessions]]      ago, at?, minutes?, way?, held?, present?, interpreter?, in_record?,
                      lines, agreements, more_help = { domain = yes fine not_now },
                      talked = { form = talked later rather_not }
    [[strategies]]    text, when_how?, domain?, state?, since
    [[understandings]] happens, in_me?, choose?, domain?, since
    [[plan]]          part (signs do call clinic), text, looked_at?
    [[noticed]]       ago, by, shift?, text

A series is told in any of these ways, which may be mixed::

    totals = [["40w", 18], ["36w", 17]]            (marks = … for an own measure)
    answers = [["30w", "2,1,2,,1,2,1,0,1"]]        item answers in order, nothing means missing
    generate = { from = "2y", every = "2w", values = [18, 17, "-", 16] }      "-" means missed
    generate = { from = "10y", to = "today", every = "1w", path = [["10y", 21], ["today", 11]],
                 wobble = 2, missed = 0.1, step = 1, low = 0, high = 27 }

The note of a held session is in the record and its lines are agreed, but for the last one's.
A line has by (patient, clinician or a role) and text, and may have kind, status, typed_by,
via, told_by, about, keepsake, only_us, after, domain, theme, ladder, prompt, because. An
agreement has text and who, and may have look_again, state, words, reviewed.

What a person says in another language stands in a file of the same name in a folder of it,
`fixtures/people/nb/kari.toml`: under [words], the words of the story and those in their place.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

from companion.clinical.model import (
    CLINICIAN,
    PATIENT,
    AgreementState,
    Better,
    Display,
    Domain,
    FormTalk,
    How,
    Kind,
    MoreHelp,
    PlanPart,
    Respondent,
    Status,
    StrategyState,
    Theme,
    Who,
)
from companion.errors import DefinitionError
from companion.store.acts.story import (
    AgreementStory,
    AreaStory,
    EventStory,
    LineStory,
    OwnStory,
    PlanStory,
    ReadingStory,
    SeriesStory,
    SessionStory,
    Story,
    StrategyStory,
    UnderstandingStory,
)
from companion.workflow.story_reading import Table, workday
from companion.workflow.story_series import fits, meant, told

_WORDS = ("easier", "harder", "more", "less", "same")
_WAYS = ("room", "phone", "video")
_OFFICE_OPENS = "10:00"


def read_stories(folder: Path, today: date, code: str = "en") -> tuple[Story, ...]:
    """Return the people of every file in `folder`, by file name, in a language as far as they speak it."""
    return tuple(
        read_story(path.read_text(encoding="utf-8"), path.name, today, _words(folder / code / path.name))
        for path in sorted(folder.glob("*.toml"))
    )


def _words(path: Path) -> dict[str, str]:
    """Return what somebody says in another language: the words of the story, and the words in their place."""
    if not path.is_file():
        return {}
    words: dict[str, str] = tomllib.loads(path.read_text(encoding="utf-8"))["words"]
    return words


def _said(value: Any, words: Mapping[str, str]) -> Any:
    """Return a story with every text that stands in `words` said so."""
    if isinstance(value, str):
        return words.get(value, value)
    if isinstance(value, list):
        return [_said(one, words) for one in value]
    return {key: _said(one, words) for key, one in value.items()} if isinstance(value, dict) else value


def read_story(text: str, file: str, today: date, words: Mapping[str, str] | None = None) -> Story:
    """Return the person told in `text`, in the `words` of another language where there are some.

    Raises:
        DefinitionError: With file and key, when something cannot be read.
    """
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as mistake:
        raise DefinitionError("{file}: {what}", file=file, what=str(mistake)) from None
    top = Table(_said(values, words or {}), file, "", today)
    rows = list(top.tables("sessions"))
    sessions = tuple(_session(row, is_last=row is rows[-1]) for row in rows)
    if any(later.started <= earlier.started for earlier, later in pairwise(sessions)):
        top.wrong("sessions", "sessions stand oldest first")
    consents = top.table("consents")
    display = top.code("display", Display) if top.has("display") else None
    story = Story(
        file=file,
        key=top.text("key"),
        name=top.text("name"),
        chosen_name=top.text("chosen_name", ""),
        born=_born(top),
        about=top.text("about"),
        display=display,
        consents=tuple((kind, consents.one_of(kind, ("yes", "no"))) for kind in consents.keys()),  # noqa: SIM118
        areas=tuple(map(_area, top.tables("areas"))),
        own=tuple(map(_own, top.tables("own"))),
        series=tuple(map(_form_series, top.tables("series"))),
        events=tuple(map(_event, top.tables("events"))),
        sessions=sessions,
        strategies=tuple(map(_strategy, top.tables("strategies"))),
        understandings=tuple(map(_understanding, top.tables("understandings"))),
        plan=tuple(map(_plan_line, top.tables("plan"))),
        noticed=tuple(map(_noticed, top.tables("noticed"))),
    )
    top.done()
    return story


def _born(top: Table) -> date | None:
    born = top.get("born", date, "a date", None)
    age = top.whole("age", -1)
    if born is not None:
        return date(born.year, born.month, born.day)
    return date(top.today.year - age - 1, 9, 14) if age >= 0 else None


def _area(table: Table) -> AreaStory:
    area = AreaStory(
        domain=table.code("domain", Domain),
        name=table.text("name", ""),
        hidden=table.flag("hidden", default=False),
        position=table.whole("position", 0) if table.has("position") else None,
    )
    table.done()
    return area


def _own(table: Table) -> OwnStory:
    own_id = table.text("id")
    own = OwnStory(
        id=own_id,
        words=table.text("words"),
        domain=table.code("domain", Domain),
        better=table.code("better", Better),
        step=table.number("step", None),
        enough=table.number("enough", None),
        low_words=table.text("low", ""),
        high_words=table.text("high", ""),
        marks=SeriesStory(
            form=own_id,
            respondent=Respondent.SELF,
            rater="",
            how=table.code("how", How, How.TOGETHER),
            scale="total",
            told=told(table, "marks"),
            fits=fits(table),
            place=table.place,
        ),
        readings=tuple(map(_reading, table.tables("readings"))),
    )
    for mark in own.marks.told:
        if mark.total is not None and not 0 <= mark.total <= 10:
            table.wrong("marks", "marks lie between 0 and 10")
    table.done()
    return own


def _reading(table: Table) -> ReadingStory:
    reading = ReadingStory(table.day("from"), table.day("to"), table.one_of("word", _WORDS), table.day("said"))
    table.done()
    return reading


def _form_series(table: Table) -> SeriesStory:
    series = SeriesStory(
        form=table.text("form"),
        respondent=table.code("respondent", Respondent, Respondent.SELF),
        rater=table.text("rater", ""),
        how=table.code("how", How, How.ALONE),
        scale=table.text("scale", ""),
        told=told(table, "totals"),
        fits=fits(table),
        place=table.place,
        meant=meant(table),
    )
    table.done()
    return series


def _event(table: Table) -> EventStory:
    until = table.day_or_none("until")
    event = EventStory(table.day("ago"), until, table.text("text"), table.text("kind", "event"))
    if until is not None and until < event.day:
        table.wrong("until", "until comes after ago")
    table.done()
    return event


def _session(table: Table, *, is_last: bool) -> SessionStory:
    day = workday(table.day("ago"))
    try:
        started = datetime.combine(day, time.fromisoformat(table.text("at", _OFFICE_OPENS)))
    except ValueError:
        table.wrong("at", 'a time such as "10:15" is needed')
    held = table.flag("held", default=True)
    help_asked, talks = table.table("more_help"), table.table("talked")
    session = SessionStory(
        started=started,
        ended=started + timedelta(minutes=table.whole("minutes", 45)),
        way=table.one_of("way", _WAYS, "room"),
        held=held,
        present=tuple(str(role) for role in table.get("present", list, "a list of roles", [])),
        interpreter=table.text("interpreter", ""),
        in_record=table.flag("in_record", default=held and not is_last),
        lines=tuple(_line(row, day, Status.NOT_ASKED if is_last else Status.AGREED) for row in table.tables("lines")),
        agreements=tuple(_agreement(row, day) for row in table.tables("agreements")),
        more_help=tuple((_domain(help_asked, key), help_asked.code(key, MoreHelp)) for key in help_asked.keys()),  # noqa: SIM118
        talked=tuple((key, talks.code(key, FormTalk)) for key in talks.keys()),  # noqa: SIM118
    )
    table.done()
    return session


def _domain(table: Table, key: str) -> Domain:
    if key not in set(Domain):
        table.wrong(key, "one of " + ", ".join(Domain) + " is needed")
    return Domain(key)


def _line(table: Table, day: date, usual: Status) -> LineStory:
    after = table.flag("after", default=False)
    line = LineStory(
        day=day,
        text=table.text("text"),
        said_by=table.text("by"),
        typed_by=table.one_of("typed_by", (PATIENT, CLINICIAN), CLINICIAN),
        told_by=table.text("told_by", ""),
        about=table.text("about", ""),
        via=table.text("via", "screen"),
        after=after,
        kind=table.code("kind", Kind, Kind.LINE),
        status=table.code("status", Status, Status.NOT_ASKED if after else usual),
        theme=table.code("theme", Theme) if table.has("theme") else None,
        domain=table.code("domain", Domain) if table.has("domain") else None,
        prompt=table.text("prompt", ""),
        because=table.text("because", ""),
        ladder=table.one_of("ladder", ("lighter", "harder"), ""),
        keepsake=table.flag("keepsake", default=False),
        only_us=table.flag("only_us", default=False),
    )
    table.done()
    return line


def _agreement(table: Table, day: date) -> AgreementStory:
    agreement = AgreementStory(
        text=table.text("text"),
        who=table.code("who", Who),
        look_again=table.day_or_none("look_again", after=day),
        state=table.code("state", AgreementState, AgreementState.OPEN),
        words=table.text("words", ""),
        reviewed=table.day_or_none("reviewed", after=day),
    )
    table.done()
    return agreement


def _strategy(table: Table) -> StrategyStory:
    strategy = StrategyStory(
        text=table.text("text"),
        when_how=table.text("when_how", ""),
        domain=table.code("domain", Domain) if table.has("domain") else None,
        state=table.code("state", StrategyState, StrategyState.TRIED),
        since=table.day("since"),
    )
    table.done()
    return strategy


def _understanding(table: Table) -> UnderstandingStory:
    understanding = UnderstandingStory(
        happens=table.text("happens"),
        in_me=table.text("in_me", ""),
        choose=table.text("choose", ""),
        domain=table.code("domain", Domain) if table.has("domain") else None,
        since=table.day("since"),
    )
    table.done()
    return understanding


def _plan_line(table: Table) -> PlanStory:
    line = PlanStory(table.code("part", PlanPart), table.text("text"), table.day_or_none("looked_at"))
    table.done()
    return line


def _noticed(table: Table) -> LineStory:
    role, shift = table.text("by"), table.text("shift", "")
    line = LineStory(
        day=table.day("ago"),
        text=table.text("text"),
        said_by=f"{role}, {shift}" if shift else role,
        via="noticed",
        after=True,
        kind=Kind.NOTICED,
    )
    table.done()
    return line
