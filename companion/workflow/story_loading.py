"""Putting made-up people into a store: their history in one act each, all answers in one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, NoReturn

from companion.clinical.model import Domain, Theme
from companion.clinical.scoring import score, score_total
from companion.errors import DefinitionError
from companion.store.acts.answers import AssessmentIn, MarkPoint, ScoreIn, TakeIn
from companion.store.acts.meanings import AddMeaning
from companion.store.acts.story import Loaded, LoadStories, SeriesStory, Story, Told
from companion.workflow.intaking import scores_in, scores_of_total
from companion.workflow.meanings import ABOUT_AN_ANSWER
from companion.workflow.registry import keep_definitions

if TYPE_CHECKING:
    from companion.clinical.instruments import Catalogue, Instrument, Scale
    from companion.store.database import Store

Progress = Callable[[float], None]


def load_stories(
    store: Store, stories: Sequence[Story], catalogue: Catalogue, progress: Progress | None = None
) -> None:
    """Write made-up people into a store.

    Args:
        store: An open store.
        stories: The people.
        catalogue: The instruments their forms are scored with.
        progress: Is told how much is done, from 0 to 1.

    Raises:
        DefinitionError: When a form is not known or an answer lies outside it; names file and key.
    """
    sheets = {story.key: _sheets(story, catalogue) for story in stories}
    assessments: list[AssessmentIn] = []
    marks: list[tuple[int, int, str, str]] = []
    meant: list[tuple[int, _Meant]] = []
    people = store.perform(LoadStories(tuple(stories)))
    if progress:
        progress(0.4)
    for story, loaded in zip(stories, people, strict=True):
        for series, own, rows in (*sheets[story.key], *_marks(story, loaded)):
            first = len(assessments)
            assessments += [_belongs_to(loaded.patient_id, row) for row in rows]
            scale = "total" if own else series.scale or catalogue.get(series.form).main_scale.id
            for day, word in series.fits:
                place = next((i for i, told in enumerate(series.told) if told.day == day), None)
                if place is None:
                    _wrong(story, series, "fits", "the day of a form is needed")
                marks.append((loaded.patient_id, first + place, scale, word))
            for day, item, words in series.meant:
                place = next((i for i, told in enumerate(series.told) if told.day == day and told.answers), None)
                if place is None:
                    _wrong(story, series, "meant", "the day of a form with its answers is needed")
                domain = catalogue.get(series.form).scale(scale).domain
                meant.append((first + place, _Meant(loaded.patient_id, item, words, scale, domain, day)))
    taken = store.perform(TakeIn(assessments, way="demo"))
    if progress:
        progress(0.8)
    for patient_id, place, scale, word in marks:
        store.perform(MarkPoint(patient_id, taken.assessment_ids[place], scale, word))
    for place, one in meant:
        store.perform(one.act(taken.assessment_ids[place]))
    keep_definitions(store, catalogue, (series.form for story in stories for series in story.series))
    if progress:
        progress(1.0)


@dataclass(frozen=True, slots=True)
class _Meant:
    """What one answer meant, until its assessment has an id."""

    patient_id: int
    item: int
    words: str
    scale: str
    domain: Domain
    day: date

    def act(self, assessment_id: int) -> AddMeaning:
        return AddMeaning(
            self.patient_id, assessment_id, self.item, self.words, self.scale,
            domain=self.domain, prompt=ABOUT_AN_ANSWER, theme=Theme.UNDERSTANDING, day=self.day,
        )  # fmt: skip


def _sheets(story: Story, catalogue: Catalogue) -> list[tuple[SeriesStory, bool, list[AssessmentIn]]]:
    found = []
    for series in story.series:
        if series.form not in catalogue:
            _wrong(story, series, "form", "one of " + ", ".join(catalogue.ids) + " is needed")
        instrument = catalogue.get(series.form)
        scale = _scale(story, series, instrument)
        found.append((series, False, [_sheet(story, series, instrument, scale, told) for told in series.told]))
    return found


def _scale(story: Story, series: SeriesStory, instrument: Instrument) -> Scale:
    try:
        return instrument.scale(series.scale) if series.scale else instrument.scale()
    except KeyError:
        return _wrong(story, series, "scale", "one of " + ", ".join(one.id for one in instrument.scales) + " is needed")


def _sheet(story: Story, series: SeriesStory, instrument: Instrument, scale: Scale, told: Told) -> AssessmentIn:
    version = instrument.version
    if told.answers is not None:
        if len(told.answers) > len(instrument.items):
            _wrong(story, series, "answers", f"{instrument.short} has {len(instrument.items)} questions")
        answers = (*told.answers, *([None] * (len(instrument.items) - len(told.answers))))
        scored = score(instrument, answers)
        if scored.problems:
            _wrong(story, series, "answers", f"{told.day}: {scored.problems[0].text}")
        return _assessment(series, scored.version or version, told, scores_in(scored), answers)
    if told.total is None or not scale.low <= told.total <= scale.high:
        _wrong(story, series, "totals", f"{instrument.short} lies between {scale.low:g} and {scale.high:g}")
    if scale.id == instrument.scale().id:
        return _assessment(series, version, told, scores_of_total(instrument, told.total), None)
    one = score_total(instrument, told.total, scale.id)
    scores = (ScoreIn(scale.id, one.value, one.why_not, one.complete, one.prorated, stated=True),)
    return _assessment(series, version, told, scores, None)


def _marks(story: Story, loaded: Loaded) -> list[tuple[SeriesStory, bool, list[AssessmentIn]]]:
    found = []
    for own in story.own:
        rows = [
            AssessmentIn(
                loaded.own[own.id][1],
                "1",
                told.day,
                (ScoreIn("total", told.total),),
                how=own.marks.how,
                source="demo",
                answers=(told.total,),
            )
            for told in own.marks.told
        ]
        found.append((own.marks, True, rows))
    return found


def _assessment(
    series: SeriesStory,
    version: str,
    told: Told,
    scores: tuple[ScoreIn, ...],
    answers: tuple[float | None, ...] | None,
) -> AssessmentIn:
    return AssessmentIn(
        series.form,
        version,
        told.day,
        scores,
        respondent=series.respondent,
        rater=series.rater,
        how=series.how,
        source="demo",
        answers=answers,
        stated_total=None if answers else told.total,
    )


def _belongs_to(patient_id: int, row: AssessmentIn) -> AssessmentIn:
    return replace(row, patient_id=patient_id)


def _wrong(story: Story, series: SeriesStory, key: str, what: str) -> NoReturn:
    raise DefinitionError("{file}, {key}: {what}.", file=story.file, key=f"{series.place}.{key}", what=what)
