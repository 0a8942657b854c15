"""The rows of made-up people's histories, dated as the stories tell them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from companion.clinical.model import CLINICIAN, PATIENT, PlanPart
from companion.store.acts.story import LineStory, Loaded, SessionStory, Story

if TYPE_CHECKING:
    from companion.store.transaction import Transaction

_OFFICE_HOUR = time(12)


def tell(tx: Transaction, stories: Sequence[Story]) -> tuple[Loaded, ...]:
    """Write stories, each table at once, and return whom they became."""
    rows: dict[str, list[dict[str, Any]]] = {}
    loaded = tuple(_Teller(tx, story, rows).tell() for story in stories)
    for statement, found in rows.items():
        tx.bulk(statement, found)
    return loaded


class _Teller:
    def __init__(self, tx: Transaction, story: Story, rows: dict[str, list[dict[str, Any]]]) -> None:
        self._tx = tx
        self._story = story
        self._rows = rows
        self._patient_id = tx.mint()
        self._own: dict[str, tuple[int, str]] = {}

    def tell(self) -> Loaded:
        self._person()
        self._choices()
        self._own_measures()
        for session in self._story.sessions:
            self._session(session)
        for place, line in enumerate(self._story.noticed, start=1):
            self._line(line, None, datetime.combine(line.day, _OFFICE_HOUR), place)
        self._shelves()
        self._time_line()
        return Loaded(self._patient_id, self._own)

    def _row(self, statement: str, **values: Any) -> None:
        self._rows.setdefault(statement, []).append({"patient_id": self._patient_id, **values})

    def _add(self, statement: str, day: date, **values: Any) -> int:
        """Lay out one dated row; return its id."""
        new = self._tx.mint()
        written = datetime.combine(day, _OFFICE_HOUR)
        self._row(statement, id=new, day=day, written=written, account_id=self._tx.account_id, **values)
        return new

    def _add_line(self, statement: str, day: date, **values: Any) -> int:
        """Lay out the first version of a thing; its id is that of the version."""
        new = self._tx.mint()
        self._row(
            statement, id=new, line=new, uuid=self._tx.uuid(), day=day, written=datetime.combine(day, _OFFICE_HOUR),
            account_id=self._tx.account_id, **values,
        )  # fmt: skip
        return new

    def _person(self) -> None:
        tx, story = self._tx, self._story
        first = min([one.started.date() for one in story.sessions] + [tx.today])
        self._rows.setdefault("story_patient", []).append(
            {
                "id": self._patient_id, "uuid": tx.uuid(), "patient_key": story.key, "name": story.name,
                "chosen_name": story.chosen_name or None, "born": story.born,
                "added": datetime.combine(first, _OFFICE_HOUR),
            }
        )  # fmt: skip
        self._row("story_caseload_member", account_id=tx.account_id, since=first)

    def _choices(self) -> None:
        story, today = self._story, self._tx.today
        if story.display:
            self._add("story_display_choice", today, display=story.display.value)
        for kind, answer in story.consents:
            self._add("story_consent", today, kind=kind, answer=answer, said_by=PATIENT)
        for area in story.areas:
            self._add(
                "story_domain_choice", today, domain=area.domain.value, name=area.name, hidden=area.hidden,
                position=area.position,
            )  # fmt: skip

    def _own_measures(self) -> None:
        for own in self._story.own:
            uuid = self._tx.uuid()
            new = self._tx.mint()
            first = own.marks.told[0].day
            self._row(
                "story_own_measure", id=new, line=new, uuid=uuid, words=own.words, domain=own.domain.value,
                better=own.better.value, step=own.step, enough=own.enough, low_words=own.low_words,
                high_words=own.high_words, version=1, resting=False, day=first,
                written=datetime.combine(first, _OFFICE_HOUR), account_id=self._tx.account_id,
            )  # fmt: skip
            self._own[own.id] = (new, f"own-{uuid}")
            for reading in own.readings:
                self._add(
                    "story_own_reading", reading.said, uuid=self._tx.uuid(), own_measure_id=new,
                    from_day=reading.start, to_day=reading.end, word=reading.word,
                )  # fmt: skip

    def _session(self, session: SessionStory) -> None:
        tx, day = self._tx, session.started.date()
        new = tx.mint()
        self._row(
            "story_session", id=new, uuid=tx.uuid(), started=session.started, ended=session.ended, held=session.held,
            day=day, way=session.way, interpreter=session.interpreter, account_id=tx.account_id,
        )  # fmt: skip
        for role in session.present:
            self._row("story_presence", id=tx.mint(), session_id=new, role=role, came_at=session.started)
        for place, line in enumerate(session.lines, start=1):
            self._line(line, new, session.ended if line.after else session.started, place)
        for agreed in session.agreements:
            self._add_line(
                "story_agreement", day, session_id=new, text=agreed.text, who=agreed.who.value,
                look_again=agreed.look_again, state=agreed.state.value, state_words=agreed.words,
                reviewed=agreed.reviewed,
            )  # fmt: skip
        self._around(session, new, day)

    def _around(self, session: SessionStory, session_id: int, day: date) -> None:
        for domain, answer in session.more_help:
            self._add("story_more_help", day, domain=domain.value, answer=answer.value, session_id=session_id)
        for form, outcome in session.talked:
            name = self._own[form][1] if form in self._own else form
            row = name if ":" in name else f"{name}:total:self"
            self._add("story_form_talk", day, session_id=session_id, form_row=row, outcome=outcome.value)
        for line in session.lines:
            if line.prompt:
                self._add(
                    "story_prompt_use", day, session_id=session_id, prompt=line.prompt, signal="", outcome="answered"
                )
        if session.in_record:
            self._add("story_record_transfer", day, session_id=session_id, said_by=CLINICIAN)

    def _line(self, line: LineStory, session_id: int | None, said_at: datetime, place: int) -> None:
        self._add_line(
            "story_contribution", line.day, session_id=session_id, position=place, said_at=said_at, text=line.text,
            said_by=line.said_by, typed_by=line.typed_by, told_by=line.told_by, about=line.about, via=line.via,
            after_session=line.after, kind=line.kind.value, status=line.status.value,
            theme=line.theme.value if line.theme else None, domain=line.domain.value if line.domain else None,
            prompt=line.prompt, because=line.because, ladder=line.ladder, keepsake=line.keepsake,
            only_us=line.only_us, corrected=False,
        )  # fmt: skip

    def _shelves(self) -> None:
        for strategy in self._story.strategies:
            self._add_line(
                "story_strategy", strategy.since, session_id=None, text=strategy.text, when_how=strategy.when_how,
                domain=strategy.domain.value if strategy.domain else None, state=strategy.state.value,
                since=strategy.since,
            )  # fmt: skip
        for key in self._story.understandings:
            self._add_line(
                "story_understanding", key.since, session_id=None, happens=key.happens, in_me=key.in_me,
                choose=key.choose, domain=key.domain.value if key.domain else None,
            )  # fmt: skip

    def _time_line(self) -> None:
        places = dict.fromkeys(PlanPart, 0)
        for line in self._story.plan:
            places[line.part] += 1
            self._add_line(
                "story_plan_line", line.looked_at or self._tx.today, part=line.part.value, text=line.text,
                position=places[line.part], looked_at=line.looked_at,
            )  # fmt: skip
        for event in self._story.events:
            self._add_line("story_event", event.day, until=event.until, text=event.text, kind=event.kind)
