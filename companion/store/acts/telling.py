"""The rows of a made-up person's history, dated as the story tells them."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from companion.clinical.model import CLINICIAN, PATIENT, PlanPart
from companion.store.acts.story import LineStory, Loaded, SessionStory, Story

if TYPE_CHECKING:
    from companion.store.transaction import Transaction

_OFFICE_HOUR = time(12)


def tell(tx: Transaction, story: Story) -> Loaded:
    """Write a story and return whom it became."""
    return _Teller(tx, story).tell()


class _Teller:
    def __init__(self, tx: Transaction, story: Story) -> None:
        self._tx = tx
        self._story = story
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
        self._tx.about(patient_id=self._patient_id)
        return Loaded(self._patient_id, self._own)

    def _add(self, statement: str, day: date, **values: Any) -> int:
        """Write one row of the patient, dated; return its id."""
        new = self._tx.mint()
        self._tx.run(
            statement, id=new, patient_id=self._patient_id, day=day, written=datetime.combine(day, _OFFICE_HOUR),
            account_id=self._tx.account_id, **values,
        )  # fmt: skip
        return new

    def _add_version(self, statement: str, day: date, **values: Any) -> int:
        """Write the first version of a thing; its id is that of the version."""
        new = self._tx.mint()
        self._tx.run(
            statement, id=new, line=new, replaces=None, uuid=self._tx.uuid(), patient_id=self._patient_id,
            day=day, written=datetime.combine(day, _OFFICE_HOUR), account_id=self._tx.account_id, **values,
        )  # fmt: skip
        return new

    def _person(self) -> None:
        tx, story = self._tx, self._story
        first = min([one.started.date() for one in story.sessions] + [tx.today])
        tx.run(
            "patient_add", id=self._patient_id, uuid=tx.uuid(), patient_key=story.key, patient_name=story.name,
            chosen_name=story.chosen_name or None, born=story.born, batch_id=None,
            added=datetime.combine(first, _OFFICE_HOUR),
        )  # fmt: skip
        tx.run("caseload_member_add", account_id=tx.account_id, patient_id=self._patient_id, since=first)

    def _choices(self) -> None:
        story, today = self._story, self._tx.today
        if story.display:
            self._add("display_add", today, display=story.display.value)
        for kind, answer in story.consents:
            self._add("consent_add", today, kind=kind, answer=answer, said_by=PATIENT)
        for area in story.areas:
            self._add(
                "domain_choice_add", today, domain=area.domain.value, own_name=area.name, hidden=area.hidden,
                position=area.position,
            )  # fmt: skip

    def _own_measures(self) -> None:
        for own in self._story.own:
            new, uuid = self._tx.mint(), self._tx.uuid()
            first = own.marks.told[0].day
            self._tx.run(
                "own_measure_add", id=new, line=new, replaces=None, uuid=uuid, patient_id=self._patient_id,
                words=own.words, domain=own.domain.value, better=own.better.value, step=own.step, enough=own.enough,
                low_words=own.low_words, high_words=own.high_words, version=1, resting=False, day=first,
                written=datetime.combine(first, _OFFICE_HOUR), account_id=self._tx.account_id,
            )  # fmt: skip
            self._own[own.id] = (new, f"own-{uuid}")
            for reading in own.readings:
                self._add(
                    "own_reading_add", reading.said, uuid=self._tx.uuid(), own_measure_id=new,
                    from_day=reading.start, to_day=reading.end, word=reading.word,
                )  # fmt: skip

    def _session(self, session: SessionStory) -> None:
        tx, day = self._tx, session.started.date()
        new = tx.mint()
        tx.run(
            "session_add", id=new, uuid=tx.uuid(), patient_id=self._patient_id, started=session.started, day=day,
            way=session.way, interpreter=session.interpreter, account_id=tx.account_id,
        )  # fmt: skip
        tx.run("session_close", session_id=new, ended=session.ended, held=session.held)
        for role in session.present:
            tx.run(
                "presence_add", id=tx.mint(), patient_id=self._patient_id, session_id=new, role=role,
                came_at=session.started,
            )  # fmt: skip
        for place, line in enumerate(session.lines, start=1):
            self._line(line, new, session.ended if line.after else session.started, place)
        for agreed in session.agreements:
            self._add_version(
                "agreement_add", day, session_id=new, text=agreed.text, who=agreed.who.value,
                look_again=agreed.look_again, state=agreed.state.value, state_words=agreed.words,
                reviewed=agreed.reviewed,
            )  # fmt: skip
        self._around(session, new, day)

    def _around(self, session: SessionStory, session_id: int, day: date) -> None:
        for domain, answer in session.more_help:
            self._add("more_help_add", day, domain=domain.value, answer=answer.value, session_id=session_id)
        for form, outcome in session.talked:
            name = self._own[form][1] if form in self._own else form
            row = name if ":" in name else f"{name}:total:self"
            self._add("form_talk_add", day, session_id=session_id, form_row=row, outcome=outcome.value)
        for line in session.lines:
            if line.prompt:
                self._add(
                    "prompt_use_add", day, session_id=session_id, prompt=line.prompt, signal="", outcome="answered",
                )  # fmt: skip
        if session.in_record:
            self._add("record_transfer_add", day, session_id=session_id, said_by=CLINICIAN)

    def _line(self, line: LineStory, session_id: int | None, said_at: datetime, place: int) -> None:
        self._add_version(
            "contribution_add", line.day, session_id=session_id, position=place, said_at=said_at, text=line.text,
            said_by=line.said_by, typed_by=line.typed_by, told_by=line.told_by, about=line.about, via=line.via,
            after_session=line.after, kind=line.kind.value, status=line.status.value,
            theme=line.theme.value if line.theme else None, domain=line.domain.value if line.domain else None,
            prompt=line.prompt, because=line.because, ladder=line.ladder, keepsake=line.keepsake,
            only_us=line.only_us, corrected=False,
        )  # fmt: skip

    def _shelves(self) -> None:
        for strategy in self._story.strategies:
            self._add_version(
                "strategy_add", strategy.since, session_id=None, text=strategy.text, when_how=strategy.when_how,
                domain=strategy.domain.value if strategy.domain else None, state=strategy.state.value,
                since=strategy.since,
            )  # fmt: skip
        for key in self._story.understandings:
            self._add_version(
                "understanding_add", key.since, session_id=None, happens=key.happens, in_me=key.in_me,
                choose=key.choose, domain=key.domain.value if key.domain else None,
            )  # fmt: skip

    def _time_line(self) -> None:
        places = dict.fromkeys(PlanPart, 0)
        for line in self._story.plan:
            places[line.part] += 1
            self._add_version(
                "plan_line_add", line.looked_at or self._tx.today, part=line.part.value, text=line.text,
                position=places[line.part], looked_at=line.looked_at,
            )  # fmt: skip
        for event in self._story.events:
            self._add_version("event_add", event.day, until=event.until, text=event.text, kind=event.kind)
