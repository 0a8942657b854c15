"""Taking answers in: what is one assessment, what is a correction, and the way back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from uuid import uuid4

import polars as pl
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from companion.clinical.message import Message
from companion.clinical.model import How, Patient, Point, Respondent
from companion.errors import RefusedError
from companion.store.acts import taking
from companion.store.acts.answers import (
    AssessmentIn,
    MarkPoint,
    PatientIn,
    RegisterInstrument,
    RejectIn,
    ScoreIn,
    SheetsIn,
    TakeIn,
    TakeInColumns,
    UndoBatch,
)
from companion.store.acts.framing import packed_columns
from companion.store.acts.people import AddPatient, EditPatient
from companion.store.database import Store
from companion.store.records import answers, people
from companion.store.records.packed import pack_message

DAY = date(2026, 3, 2)
TEN, TWO = datetime(2026, 3, 2, 10), datetime(2026, 3, 2, 14)


def sheet(*given: float | None, key: str = "007", moment: datetime | None = None, day: date = DAY) -> AssessmentIn:
    """A sheet of a made-up form of three questions, or of a total where one number is given."""
    total = sum(one or 0 for one in given)
    return AssessmentIn(
        instrument="made-up",
        version="1",
        day=day,
        moment=moment,
        patient_key=key,
        answers=given if len(given) > 1 else None,
        stated_total=None if len(given) > 1 else total,
        scores=(ScoreIn("total", total),),
        source="a file",
    )


def points(store: Store, key: str = "007") -> tuple[Point, ...]:
    with store.read() as reader:
        found = people.patient_by_key(reader, key)
        return answers.points(reader, found.id) if found else ()


def keys(store: Store) -> list[str]:
    with store.read() as reader:
        return [facts.patient.key for facts in people.caseload(reader)]


@pytest.fixture(params=[taking.FEW, 0], ids=["one by one", "all at once"])
def both_ways(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same, whether sheets are written one by one or as a set."""
    monkeypatch.setattr(taking, "FEW", request.param)


@pytest.mark.usefixtures("both_ways")
class TestIdentity:
    def test_the_same_file_twice_adds_nothing(self, store: Store) -> None:
        file = [sheet(1, 2, 3), sheet(1, 2, 3, key="7"), sheet(2, 2, 2, day=date(2026, 3, 9)), sheet(5, key="8")]
        first = store.perform(TakeIn(file))
        again = store.perform(TakeIn(file))
        assert (first.added, first.already_there, first.patients_added) == (4, 0, 3)
        assert (again.added, again.already_there, again.changed, again.patients_added) == (0, 4, 0, 0)
        assert again.assessment_ids == first.assessment_ids
        assert len(points(store)) == 2

    def test_other_answers_stand_in_place_of_the_first_and_say_so(self, store: Store) -> None:
        store.perform(TakeIn([sheet(1, 2, 3)]))
        taken = store.perform(TakeIn([sheet(1, 2, 0)]))
        (point,) = points(store)
        assert taken.per_row == ["changed"]
        assert (point.value, point.corrected, point.assessment_id) == (3.0, True, taken.assessment_ids[0])

    def test_a_version_seen_before_changes_nothing(self, store: Store) -> None:
        store.perform(TakeIn([sheet(1, 2, 3)]))
        store.perform(TakeIn([sheet(1, 2, 0)]))
        assert store.perform(TakeIn([sheet(1, 2, 3)])).per_row == ["already_there"]
        assert points(store)[0].value == 3.0

    def test_two_versions_in_one_file_follow_each_other(self, store: Store) -> None:
        taken = store.perform(TakeIn([sheet(1, 2, 3), sheet(1, 2, 4), sheet(1, 2, 3)]))
        assert taken.per_row == ["added", "changed", "already_there"]
        assert [(point.value, point.corrected) for point in points(store)] == [(7.0, True)]
        assert taken.assessment_ids[2] == taken.assessment_ids[1]

    def test_a_row_without_a_time_is_the_only_assessment_of_that_day(self, store: Store) -> None:
        store.perform(TakeIn([sheet(1, 2, 3, moment=TEN)]))
        assert store.perform(TakeIn([sheet(1, 2, 3)])).per_row == ["already_there"]
        assert store.perform(TakeIn([sheet(1, 2, 4)])).per_row == ["changed"]
        assert len(points(store)) == 1

    def test_two_times_of_one_day_are_two_assessments(self, store: Store) -> None:
        assert store.perform(TakeIn([sheet(1, 2, 3, moment=TEN), sheet(3, 3, 3, moment=TWO)])).added == 2
        assert store.perform(TakeIn([sheet(3, 3, 2, moment=TWO)])).per_row == ["changed"]
        assert [(point.moment, point.value) for point in points(store)] == [(TEN, 6.0), (TWO, 8.0)]

    def test_a_total_that_the_answers_add_up_to_is_already_there(self, store: Store) -> None:
        store.perform(TakeIn([sheet(1, 2, 3)]))
        assert store.perform(TakeIn([sheet(6)])).per_row == ["already_there"]
        assert store.perform(TakeIn([sheet(7)])).per_row == ["changed"]

    def test_another_respondent_rater_or_version_is_another_assessment(self, store: Store) -> None:
        one = sheet(1, 2, 3)
        others = [replace(one, respondent=Respondent.STAFF), replace(one, rater="night"), replace(one, version="2")]
        assert store.perform(TakeIn([one, *others])).added == 4

    def test_missing_is_not_nought(self, store: Store) -> None:
        store.perform(TakeIn([sheet(1, None, 3)]))
        assert store.perform(TakeIn([sheet(1, 0, 3)])).per_row == ["changed"]


@pytest.mark.usefixtures("both_ways")
class TestUndo:
    def test_a_batch_undone_leaves_what_was_before_and_can_come_in_again(self, store: Store) -> None:
        store.perform(TakeIn([sheet(1, 2, 3)]))
        before = points(store)
        file = [sheet(1, 2, 0), sheet(2, 2, 2, key="new")]
        taken = store.perform(TakeIn(file))
        store.perform(UndoBatch(taken.batch_id))
        assert points(store) == before
        assert keys(store) == ["007"]
        again = store.perform(TakeIn(file))
        assert (again.per_row, again.patients_added) == (["changed", "added"], 1)
        assert keys(store) == ["007", "new"]

    def test_a_version_undone_in_the_middle_leaves_the_newest_standing(self, store: Store) -> None:
        store.perform(TakeIn([sheet(1, 2, 3)]))
        middle = store.perform(TakeIn([sheet(1, 2, 4)]))
        store.perform(TakeIn([sheet(1, 2, 5)]))
        store.perform(UndoBatch(middle.batch_id))
        assert [(point.value, point.corrected) for point in points(store)] == [(8.0, True)]
        assert store.perform(TakeIn([sheet(1, 2, 4)])).per_row == ["changed"]

    def test_a_patient_somebody_has_written_about_stays(self, store: Store) -> None:
        taken = store.perform(TakeIn([sheet(1, 2, 3)]))
        store.perform(TakeIn([sheet(1, 2, 3, day=date(2026, 4, 1))]))
        store.perform(UndoBatch(taken.batch_id))
        assert keys(store) == ["007"]
        with store.read() as reader:
            assert people.caseload(reader)[0].last_answered == date(2026, 4, 1)

    def test_a_patient_leaves_with_the_last_batch_that_brought_them(self, store: Store) -> None:
        batches = [store.perform(TakeIn([sheet(one, 1, 1)])).batch_id for one in (1, 2)]
        for batch in batches:
            store.perform(UndoBatch(batch))
        assert keys(store) == []

    def test_a_batch_is_undone_once(self, store: Store) -> None:
        taken = store.perform(TakeIn([sheet(1, 2, 3)]))
        store.perform(UndoBatch(taken.batch_id))
        with pytest.raises(RefusedError, match="undone already"):
            store.perform(UndoBatch(taken.batch_id))
        with pytest.raises(RefusedError, match="no batch"):
            store.perform(UndoBatch(99_999))


def test_what_cannot_be_scored_goes_in_with_its_reason(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(taking, "FEW", 0)
    reason = Message("{n} answers are missing", {"n": 2})
    odd = replace(sheet(1, None, None, moment=TEN), scores=(ScoreIn("total", None, reason, complete=False),))
    file = [odd, sheet(4, key="7"), sheet(1, 2, 3, key="Åse")]
    taken = store.perform(TakeIn(file))
    assert taken.added == 3
    assert store.perform(TakeIn(file)).already_there == 3
    (point,) = points(store)
    assert (point.value, point.why_not, point.moment) == (None, reason, TEN)


def test_a_batch_keeps_its_counts_and_its_rejects(store: Store) -> None:
    reject = RejectIn(4, "date", "31/02", "There is no such day.")
    taken = store.perform(TakeIn([sheet(1, 2, 3)], rejects=[reject], file="march.csv", format="items"))
    with store.read() as reader:
        (batch,) = answers.batches(reader)
        assert (batch.id, batch.file, batch.read, batch.added, batch.rejected) == (taken.batch_id, "march.csv", 2, 1, 1)
        assert answers.batch_rejects(reader, batch.id) == (answers.Reject(4, "date", "31/02", "There is no such day."),)
        assert answers.batches(reader, "room") == ()


def test_a_patient_of_a_file_comes_with_a_name_and_one_who_is_there_keeps_theirs(store: Store) -> None:
    there = store.perform(AddPatient("007", "Kari"))
    named = [PatientIn("007", "Somebody"), PatientIn("8", "Per", born=date(1980, 1, 1))]
    taken = store.perform(TakeIn([sheet(1, 2, 3), sheet(1, 2, 3, key="8")], patients=named))
    with store.read() as reader:
        assert people.patient(reader, there.id).name == "Kari"
        new = people.patient_by_key(reader, "8")
    assert taken.patients_added == 1
    assert new
    assert (new.name, new.born) == ("Per", date(1980, 1, 1))


def test_an_unknown_patient_and_an_empty_key_are_refused(store: Store) -> None:
    with pytest.raises(RefusedError, match="no longer there"):
        store.perform(TakeIn([replace(sheet(1, 2, 3), patient_key="", patient_id=4711)]))
    with pytest.raises(RefusedError, match="needs a key"):
        store.perform(TakeIn([sheet(1, 2, 3, key="")]))


def test_answers_come_back_as_they_were_given(store: Store, kari: Patient) -> None:
    one = replace(sheet(1, None, 2.5), patient_id=kari.id, how=How.READ_ALOUD, rater="Ida", stated_total=4.0)
    taken = store.perform(TakeIn([one], way="room"))
    with store.read() as reader:
        (found,) = answers.answer_sheets(reader, kari.id)
        assert answers.answer_sheets(reader, kari.id, "another") == ()
    assert found == answers.AnswerSheet(
        taken.assessment_ids[0], DAY, None, "made-up", "1", Respondent.SELF, "Ida", How.READ_ALOUD, "a file",
        (1.0, None, 2.5), 4.0, False,
    )  # fmt: skip


def test_hidden_characters_of_a_file_are_shown(store: Store) -> None:
    store.perform(TakeIn([replace(sheet(1, 2, 3, key="00\x1b7"), rater="ni\u202eght")]))
    assert keys(store) == ["00␛7"]
    assert points(store, "00␛7")[0].rater == "ni⟨U+202E⟩ght"


def test_a_mark_on_a_point_can_be_made_and_taken_away(store: Store) -> None:
    taken = store.perform(TakeIn([sheet(1, 2, 3)]))
    with store.read() as reader:
        patient_id = people.caseload(reader)[0].patient.id
    for word in ("easier", "harder", None):
        store.perform(MarkPoint(patient_id, taken.assessment_ids[0], "total", word))
        assert points(store)[0].fits == word
    with pytest.raises(RefusedError):
        store.perform(MarkPoint(patient_id, taken.assessment_ids[0], "total", "better"))


def test_a_definition_is_kept_once(store: Store) -> None:
    for sha in ("a", "a", "b"):
        store.perform(RegisterInstrument('{"id": "made-up"}', "made-up", "1", sha))
    with store.read() as reader:
        assert answers.registered_instruments(reader) == {("made-up", "1"): "b"}
        assert len(reader.rows("instruments")) == 2


def test_a_key_that_changed_finds_its_patient(store: Store, kari: Patient) -> None:
    store.perform(EditPatient(kari.id, "9", "Kari"))
    assert store.perform(TakeIn([sheet(1, 2, 3, key="9")])).patients_added == 0


rows = st.lists(
    st.builds(
        sheet,
        st.sampled_from([0.0, 1.0]),
        st.sampled_from([2.0, None]),
        key=st.sampled_from(["a", "b"]),
        moment=st.sampled_from([None, None, TEN, TWO]),
    )
    | st.builds(sheet, st.sampled_from([2.0, 3.0]), moment=st.sampled_from([None, TEN]), key=st.just("a")),
    min_size=1,
    max_size=5,
)
files = st.lists(st.tuples(rows, st.booleans()), min_size=1, max_size=3)


def by_column(file: list[AssessmentIn]) -> TakeInColumns:
    """The same file as frames, one patient in each part, so that the parts meet in one transaction."""
    keys = sorted({one.patient_key for one in file})
    parts = [part([(row, one) for row, one in enumerate(file) if one.patient_key == key]) for key in keys]
    return TakeInColumns(parts, patients=[PatientIn(key) for key in keys])


def part(numbered: list[tuple[int, AssessmentIn]]) -> SheetsIn:
    types: dict[str, pl.DataType] = {
        "row": pl.Int32(), "moment": pl.Datetime("us"), "stated_total": pl.Float64(), "value": pl.Float64(),
        "why_not": pl.String(), **{f"i{n}": pl.Float64() for n in (1, 2, 3)},
    }  # fmt: skip
    sheets = pl.DataFrame(
        [
            {
                "row": row, "rows": 1, "patient_key": one.patient_key, "instrument": one.instrument,
                "version": one.version, "respondent": one.respondent.value, "rater": one.rater, "day": one.day,
                "moment": one.moment, "zone": one.zone, "how": one.how.value, "source": one.source,
                "stated_total": one.stated_total,
                **{f"i{at + 1}": answer for at, answer in enumerate(one.answers or (None, None, None))},
            }
            for row, one in numbered
        ],
        schema_overrides={name: dtype for name, dtype in types.items() if name not in {"value", "why_not"}},
    )  # fmt: skip
    names = [f"i{n}" for n in range(1, 1 + max(len(one.answers or ()) for _, one in numbered))]
    scores = [
        {
            "row": row, "scale": score.scale, "value": score.value, "why_not": pack_message(score.why_not),
            "complete": score.complete, "prorated": score.prorated, "stated": score.stated,
        }
        for row, one in numbered
        for score in one.scores
    ]  # fmt: skip
    of_scores = {name: types[name] for name in ("row", "value", "why_not")}
    return SheetsIn(
        sheets.with_columns(packed_columns(sheets, names)), pl.DataFrame(scores, schema_overrides=of_scores)
    )


def of(file: list[AssessmentIn], whose: str) -> list[AssessmentIn]:
    return [replace(one, patient_key=f"{whose} {one.patient_key}") for one in file]


TEN, TWO = datetime(2026, 3, 2, 10, 0), datetime(2026, 3, 2, 14, 0)
AN_HOUR_THAT_SAYS_MORE = [
    ([sheet(0.0, 2.0, key="b", moment=None)], False),
    (
        [
            sheet(0.0, 2.0, key="b", moment=TEN),
            sheet(0.0, 2.0, key="b", moment=TWO),
            sheet(0.0, None, key="b", moment=TEN),
        ],
        False,
    ),
]
"""The first sheet of ten o'clock says the same as the one without a time, the second does not: ten is its own."""


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(files=AN_HOUR_THAT_SAYS_MORE)
@given(files=files)
def test_both_ways_follow_one_rule_and_no_file_adds_anything_twice(
    store: Store, files: list[tuple[list[AssessmentIn], bool]]
) -> None:
    """Files, some undone again, go in one by one, as sets, and by column, for other people each: it is the same."""
    example = uuid4().hex
    ways = {f"{example} one by one": taking.FEW, f"{example} all at once": 0, f"{example} by column": None}
    with pytest.MonkeyPatch.context() as patch:
        for file, undo in files:
            before = points(store, f"{example} one by one a")
            ends = []
            for whose, few in ways.items():
                patch.setattr(taking, "FEW", few)
                act = TakeIn(of(file, whose)) if few is not None else by_column(of(file, whose))
                taken = store.perform(act)
                assert store.perform(act).already_there == len(file)
                ends.append((taken.added, taken.already_there, taken.changed, dict(taken.rows), taken.per_row))
                if undo:
                    store.perform(UndoBatch(taken.batch_id))
            assert ends[0] == ends[1]
            assert ends[0][:4] == ends[2][:4]
            if undo:
                assert points(store, f"{example} one by one a") == before
    for key in ("a", "b"):
        left, *others = ([replace(p, assessment_id=0) for p in points(store, f"{whose} {key}")] for whose in ways)
        assert others == [left, left]
