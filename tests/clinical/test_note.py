"""The note says what was said, by whom, and how it stands; it invents nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from hypothesis import given
from hypothesis import strategies as st

from companion.clinical.kept_note import from_json, refresh, to_json
from companion.clinical.message import Message
from companion.clinical.model import (
    Agreement,
    AgreementState,
    Contribution,
    Kind,
    Session,
    Status,
    Strategy,
    StrategyState,
    Understanding,
    Who,
)
from companion.clinical.note import (
    DIFFERENT,
    NOT_READ,
    TITLES,
    NoteInput,
    Stated,
    assemble,
    is_from_third,
)
from companion.clinical.prompts import Book
from companion.language import ENGLISH

BOOK = Book.bundled("en")
DAY = date(2026, 11, 23)
SESSION = Session(9, "s9", 1, 14, datetime(2026, 11, 23, 9, 0), DAY)
PROMPTS = ["", "gone-from-the-book", *(prompt.id for prompt in BOOK)]


def line(number: int = 1, text: str = "I opened the door to my sister", **changes: object) -> Contribution:
    made = Contribution(number, f"c{number}", 1, 9, DAY, datetime(2026, 11, 23, 9, 5), text)
    return replace(made, **changes)  # type: ignore[arg-type]


contributions = st.lists(
    st.builds(
        line,
        st.integers(1, 40),
        st.text(min_size=1, max_size=30),
        said_by=st.sampled_from(["patient", "clinician", "mother", "ward nurse"]),
        via=st.sampled_from(["screen", "noticed", "your_turn"]),
        about=st.sampled_from(["", "sister"]),
        kind=st.sampled_from([kind for kind in Kind if kind is not Kind.ADDENDUM]),
        status=st.sampled_from(list(Status)),
        prompt=st.sampled_from(PROMPTS),
        ladder=st.sampled_from(["", "lighter", "harder"]),
        keepsake=st.booleans(),
        after=st.booleans(),
        only_us=st.booleans(),
    ),
    max_size=8,
    unique_by=lambda one: one.id,
).map(tuple)
agreements = st.lists(
    st.builds(
        Agreement,
        st.integers(50, 60),
        st.just("u"),
        st.just(1),
        st.sampled_from([9, 3]),
        st.just(date(2026, 11, 3)),
        st.just("walk to the sea"),
        st.sampled_from(list(Who)),
        st.sampled_from([None, date(2026, 12, 7)]),
        st.sampled_from(list(AgreementState)),
        st.sampled_from(["", "the rain"]),
        st.sampled_from([None, DAY]),
    ),
    max_size=2,
    unique_by=lambda one: one.id,
).map(tuple)
numbers = st.sampled_from([(), (Stated("phq9:total:self", Message("PHQ-9: {now}", {"now": 15.0}), DAY, is_hard=True),)])
inputs = st.builds(
    NoteInput,
    st.just(SESSION),
    contributions,
    agreements,
    looked=numbers,
    hide_only_us=st.booleans(),
)


@given(inputs)
def test_every_line_comes_from_a_line_an_agreement_or_a_number(given: NoteInput) -> None:
    sources: dict[tuple[str, str], str | Message] = {("line", str(one.id)): one.text for one in given.lines}
    sources |= {("agreement", str(one.id)): one.text for one in given.agreements}
    sources |= {("number", one.row): one.text for one in given.looked}
    sources |= {("session", "9"): ""}
    for made in assemble(given, BOOK).lines():
        text = sources[made.source.kind, made.source.ref]
        assert made.source.kind == "session" or made.text == text


@given(inputs)
def test_every_line_that_was_said_is_in_the_note(given: NoteInput) -> None:
    there = {made.line_id for made in assemble(given, BOOK).lines()}
    assert {one.id for one in given.lines if not (given.hide_only_us and one.only_us)} == there - {None}


@given(inputs)
def test_nothing_hard_comes_last(given: NoteInput) -> None:
    note = assemble(given, BOOK)
    if note.sections:
        assert not note.sections[-1].lines[-1].is_hard


@given(inputs)
def test_parts_stand_in_their_order_and_none_is_empty(given: NoteInput) -> None:
    codes = [part.code for part in assemble(given, BOOK).sections]
    assert codes == [code for code in TITLES if code in codes]
    assert all(part.lines for part in assemble(given, BOOK).sections)


@given(inputs)
def test_what_was_not_read_back_stays_marked_so(given: NoteInput) -> None:
    status = {one.id: one.status for one in given.lines}
    for part in assemble(given, BOOK).sections:
        for made in part.lines:
            if made.line_id and status[made.line_id] is Status.NOT_ASKED:
                assert made.mark == NOT_READ or (made.mark == DIFFERENT and part.code == "differently")


@given(inputs)
def test_what_is_between_the_two_is_not_there_while_somebody_else_is(given: NoteInput) -> None:
    note = assemble(replace(given, hide_only_us=True), BOOK)
    assert not any(made.only_us for made in note.lines())


@given(inputs)
def test_a_kept_note_reads_back_the_same(given: NoteInput) -> None:
    note = assemble(given, BOOK)
    assert from_json(to_json(note)) == note


def test_where_we_see_it_differently_both_lines_stay() -> None:
    mine = line(1, "Nothing has moved", prompt="days-different", status=Status.DIFFERENT)
    yours = line(2, "You came by yourself today", prompt="days-different", said_by="clinician")
    note = assemble(NoteInput(SESSION, (mine, yours)), BOOK)
    assert [(part.code, len(part.lines)) for part in note.sections] == [("differently", 2)]
    assert [made.by for made in note.lines()] == ["patient", "clinician"]


def test_a_short_answer_takes_its_question_along() -> None:
    note = assemble(NoteInput(SESSION, (line(1, "My sister", prompt="who-saw"),)), BOOK)
    made = next(note.lines())
    assert made.lead == "Who has seen that it is different?"
    assert note.sections[0].code == "others"


def test_a_hard_session_ends_with_the_plain_fact_that_we_met() -> None:
    note = assemble(NoteInput(SESSION, (line(kind=Kind.HARD),)), BOOK)
    assert [part.code for part in note.sections] == ["hard", "met"]
    text = note.sections[-1].lines[0].text
    assert ENGLISH.say(text) == "We met on 23 Nov 2026, meeting 14."


def test_an_agreement_says_who_and_when_we_look_again() -> None:
    made = Agreement(5, "u", 1, 9, DAY, "I call the school", Who.CLINICIAN, date(2026, 12, 7))
    last = Agreement(4, "u", 1, 8, date(2026, 11, 3), "walk", Who.PATIENT, DAY, AgreementState.PARTLY, "rain", DAY)
    lines = list(assemble(NoteInput(SESSION, agreements=(last, made)), BOOK).lines())
    assert [one.by for one in lines] == ["patient", "clinician"]
    assert [ENGLISH.say(one.mark or "") for one in lines] == ["partly done: rain", "we look again on 7 Dec 2026"]


def test_shelves_that_grew_today_are_in_the_note() -> None:
    strategy = Strategy(1, "u", 1, "count the steps", "on the stairs", None, StrategyState.TRIED, DAY)
    old = replace(strategy, id=2, since=date(2026, 1, 1))
    key = Understanding(3, "u", 1, "the phone rings", "I freeze", "let it ring once more", None, DAY)
    note = assemble(NoteInput(SESSION, strategies=(strategy, old), understandings=(key,)), BOOK)
    assert [ENGLISH.say(one.text) for one in note.lines()] == [
        "count the steps (on the stairs)",
        "the phone rings → I freeze → let it ring once more",
    ]


def test_a_kept_note_follows_what_happened_to_its_lines_since() -> None:
    lines = (line(1, "first"), line(2, "second"), line(3, "third"))
    kept = from_json(to_json(assemble(NoteInput(SESSION, lines), BOOK)))
    now = {
        1: replace(lines[0], status=Status.AGREED),
        3: replace(lines[2], only_us=True),
        4: line(4, "We forgot the cat", kind=Kind.ADDENDUM),
    }
    seen = refresh(kept, SESSION, now, hide_only_us=True)
    assert [(one.text, one.mark) for one in seen.lines()] == [("first", None), ("We forgot the cat", NOT_READ)]
    assert seen.sections[-1].code == "addenda"


def test_what_a_third_person_told_or_is_told_about_is_known() -> None:
    lines = (
        line(1),
        line(2, said_by="mother"),
        line(3, about="sister", told_by="patient"),
        line(4, said_by="ward nurse", via="noticed"),
    )
    third = {made.line_id for made in assemble(NoteInput(SESSION, lines), BOOK).lines() if is_from_third(made)}
    assert third == {2, 3}
