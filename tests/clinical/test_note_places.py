"""Where each line of a note goes, what goes before it, and how it stands: told whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from companion.clinical.message import Message
from companion.clinical.model import (
    Agreement,
    AgreementState,
    Contribution,
    Kind,
    Session,
    Status,
    Strategy,
    Theme,
    Understanding,
    Who,
)
from companion.clinical.note import (
    DIFFERENT,
    NOT_READ,
    TITLES,
    Line,
    Note,
    NoteInput,
    Section,
    Source,
    Stated,
    assemble,
    end_well,
    is_from_third,
    mark_of,
    place_of,
)
from companion.clinical.prompts import Book, Prompt
from companion.language import ENGLISH

DAY = date(2026, 11, 23)
BEFORE = date(2026, 11, 3)
SESSION = Session(9, "s9", 1, 14, datetime(2026, 11, 23, 9, 0), DAY)
BOOK = Book(
    "en",
    (
        Prompt("took", "What did it\ntake of you?", Theme.APPROACH, "So.", place="took"),
        Prompt("agreed", "How did it go with\nwhat we agreed?", Theme.APPROACH, "So.", place="agreed"),
        Prompt("looked", "What did you think of\nwhen you answered?", Theme.APPROACH, "So.", place="looked"),
        Prompt("hard", "What is it like?", Theme.ACCEPTANCE, "So.", place="hard", ladder="harder", rung=1),
        Prompt("changed", "What is different?", Theme.APPROACH, "So."),
    ),
)
LONG = "I opened the door to my sister on Tuesday"


def line(number: int = 1, text: str = LONG, **more: object) -> Contribution:
    made = Contribution(number, f"c{number}", 1, 9, DAY, datetime(2026, 11, 23, 9, 5), text)
    return replace(made, **more)  # type: ignore[arg-type]


def note_of(*lines: Contribution, **more: object) -> Note:
    return assemble(NoteInput(SESSION, lines, **more), BOOK)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("more", "place"),
    [
        ({"kind": Kind.SMALL_STEP, "prompt": "took", "after": True}, "small"),
        ({"kind": Kind.MATTERS}, "looked"),
        ({"kind": Kind.NOTICED}, "others"),
        ({"kind": Kind.HOPE}, "hope"),
        ({"kind": Kind.HARD}, "hard"),
        ({"kind": Kind.HELPED}, "took"),
        ({"kind": Kind.CLOSING}, "looked"),
        ({"kind": Kind.ADDENDUM}, "addenda"),
        ({"after": True, "prompt": "took"}, "addenda"),
        ({"prompt": "took", "said_by": "clinician", "ladder": "harder"}, "took"),
        ({"prompt": "gone", "said_by": "clinician"}, "others"),
        ({"said_by": "mother", "ladder": "harder"}, "others"),
        ({"ladder": "harder", "theme": Theme.UNDERSTANDING}, "hard"),
        ({"ladder": "lighter", "theme": Theme.UNDERSTANDING}, "changed"),
        ({"theme": Theme.UNDERSTANDING}, "understood"),
        ({"theme": Theme.APPROACH}, "changed"),
        ({}, "changed"),
    ],
)
def test_a_line_goes_to_its_kind_then_its_question_then_its_ladder(more: dict[str, object], place: str) -> None:
    assert place_of(line(**more), BOOK) == place  # type: ignore[arg-type]
    assert note_of(line(**more)).sections[0].code == place  # type: ignore[arg-type]


def test_a_line_stands_as_it_was_read_back() -> None:
    assert mark_of(line()) == NOT_READ
    assert mark_of(line(status=Status.DIFFERENT)) == DIFFERENT
    assert mark_of(line(status=Status.READ_BACK)) is None
    assert mark_of(line(status=Status.AGREED)) is None


def test_all_that_is_known_of_a_line_goes_along() -> None:
    more = {"told_by": "patient", "about": "sister", "via": "jot", "only_us": True, "said_by": "mother"}
    (found,) = note_of(line(4, status=Status.AGREED, **more)).lines()  # type: ignore[arg-type]
    assert found == Line(
        LONG, Source("line", "4", DAY), "mother", only_us=True, told_by="patient", about="sister", via="jot"
    )  # fmt: skip
    assert found.line_id == 4
    assert Line("x", Source("number", "4")).line_id is None


@pytest.mark.parametrize(
    ("text", "prompt", "more", "lead"),
    [
        ("one two three four five", "took", {}, "What did it take of you?"),
        ("one two three four five six", "took", {}, ""),
        ("one two three four five six", "agreed", {}, "How did it go with what we agreed?"),
        ("one two three four five six", "looked", {}, "What did you think of when you answered?"),
        ("one", "", {}, ""),
        ("one", "gone", {}, ""),
        ("one", "took", {"kind": Kind.SMALL_STEP}, ""),
        ("one", "took", {"kind": Kind.MATTERS}, "What matters most today"),
        ("one", "", {"kind": Kind.CLOSING}, "How it was to talk like this"),
    ],
)
def test_a_short_answer_and_one_about_an_agreement_take_their_question_along(
    text: str, prompt: str, more: dict[str, object], lead: str
) -> None:
    found = next(note_of(line(1, text, prompt=prompt, **more)).lines())
    assert ENGLISH.say(found.lead) == lead
    # The question is kept by its id as well, so that it can be said in another language.
    assert found.asked == (prompt if lead.endswith("?") else "")


def test_what_a_line_is_about_goes_before_it_where_somebody_said_so() -> None:
    about = Message("About the answer")
    first, second = note_of(line(1, "one", prompt="took"), line(2, "two", prompt="took"), leads={2: about}).lines()
    assert (first.lead, second.lead) == ("What did it take of you?", about)
    assert (first.asked, second.asked) == ("took", "")


@pytest.mark.parametrize(
    ("more", "is_hard"),
    [
        ({"prompt": "hard"}, True),
        ({"kind": Kind.HARD}, True),
        ({"prompt": "hard", "status": Status.DIFFERENT}, False),
        ({"prompt": "hard", "status": Status.DIFFERENT, "ladder": "harder"}, True),
        ({"prompt": "took", "ladder": "harder"}, False),
        ({"prompt": "took"}, False),
        ({"kind": Kind.HARD, "status": Status.DIFFERENT}, True),
    ],
)
def test_what_is_hard_is_known_to_be(more: dict[str, object], is_hard: bool) -> None:
    assert next(note_of(line(**more)).lines()).is_hard is is_hard  # type: ignore[arg-type]


def codes(note: Note) -> dict[str, list[int | None]]:
    return {part.code: [one.line_id for one in part.lines] for part in note.sections}


def test_what_was_put_aside_stands_twice_unless_it_is_hard_or_different() -> None:
    kept = line(1, "one", prompt="took", keepsake=True)
    note = note_of(kept)
    assert codes(note) == {"took": [1], "reminded": [1]}
    assert [(one.lead, one.asked) for one in note.lines()] == [("What did it take of you?", "took"), ("", "")]
    for more in ({"kind": Kind.HARD}, {"kind": Kind.HOPE}, {"after": True}, {"status": Status.DIFFERENT}):
        assert "reminded" not in codes(note_of(replace(kept, **more)))


def test_the_other_view_is_the_next_line_of_somebody_else_to_the_same_question() -> None:
    mine = line(1, prompt="took", status=Status.DIFFERENT)
    other = line(2, prompt="took", said_by="clinician")
    assert codes(note_of(mine, other)) == {"differently": [1, 2]}
    assert [one.mark for one in note_of(mine, other).lines()] == [DIFFERENT, DIFFERENT]
    for changed in (
        {"said_by": "patient"},
        {"prompt": "changed"},
        {"kind": Kind.HOPE},
        {"status": Status.AGREED},
        {"status": Status.READ_BACK},
    ):
        assert codes(note_of(mine, replace(other, **changed)))["differently"] == [1]
    assert codes(note_of(replace(mine, status=Status.NOT_ASKED), other)) == {"took": [1, 2]}
    between = line(3, prompt="took")
    assert codes(note_of(mine, between, other))["differently"] == [1]
    both = replace(other, status=Status.DIFFERENT)
    assert codes(note_of(mine, both, line(4, prompt="took")))["differently"] == [1, 2, 4]


def test_what_is_between_the_two_is_left_out_where_somebody_else_is() -> None:
    secret = line(1, prompt="took", status=Status.DIFFERENT, only_us=True)
    other = line(2, prompt="took", said_by="clinician")
    assert codes(note_of(secret, other, hide_only_us=True)) == {"took": [2]}
    assert codes(note_of(secret, other)) == {"differently": [1, 2]}


def test_numbers_shelves_and_agreements_stand_with_their_source() -> None:
    number = Stated("phq9:total:self", Message("PHQ-9"), BEFORE, is_hard=True)
    walk = Strategy(1, "u", 1, "walk", since=DAY)
    plain = Understanding(3, "u", 1, "I freeze", since=DAY)
    two = Understanding(4, "u", 1, "the phone rings", choose="let it ring", since=DAY)
    three = Understanding(6, "u", 1, "it rings", "I freeze", "once more", since=DAY)
    old = Understanding(5, "u", 1, "old", since=BEFORE)
    note = note_of(
        looked=(number,), strategies=(walk, replace(walk, id=2, since=BEFORE)), understandings=(plain, two, old, three)
    )
    assert list(note.lines()) == [
        Line(Message("PHQ-9"), Source("number", "phq9:total:self", BEFORE), is_hard=True),
        Line("walk", Source("strategy", "1", DAY), "patient"),
        Line("I freeze", Source("understanding", "3", DAY), "patient"),
        Line(
            Message("{a} → {b}", {"a": "the phone rings", "b": "let it ring"}),
            Source("understanding", "4", DAY),
            "patient",
        ),
        Line(
            Message("{a} → {b} → {c}", {"a": "it rings", "b": "I freeze", "c": "once more"}),
            Source("understanding", "6", DAY),
            "patient",
        ),
    ]
    assert [part.code for part in note.sections] == ["looked", "took", "understood"]


def agreement(**more: object) -> Agreement:
    made = Agreement(5, "u", 1, 8, BEFORE, "call", Who.BOTH, BEFORE, AgreementState.OPEN, "", DAY)
    return replace(made, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("state", "words", "mark"),
    [
        (AgreementState.OPEN, "", "still open"),
        (AgreementState.DONE, "", "done"),
        (AgreementState.PARTLY, "the rain", "partly done: the rain"),
        (AgreementState.NOT_YET, "", "not yet"),
        (AgreementState.LET_GO, "", "let go"),
    ],
)
def test_an_agreement_looked_at_today_says_how_it_stands(state: AgreementState, words: str, mark: str) -> None:
    (found,) = note_of(agreements=(agreement(state=state, state_words=words),)).lines()
    assert (found.text, found.by, found.source) == ("call", "both", Source("agreement", "5", BEFORE))
    assert (ENGLISH.say(found.lead), ENGLISH.say(found.mark or "")) == ("From last time", mark)


def test_only_agreements_of_this_session_are_in_its_note() -> None:
    assert note_of(agreements=(agreement(reviewed=BEFORE),)).sections == ()
    assert note_of(agreements=(agreement(reviewed=None),)).sections == ()
    (new,) = note_of(agreements=(agreement(session_id=9, look_again=date(2026, 12, 7)),)).lines()
    assert (new.lead, ENGLISH.say(new.mark or ""), new.by) == ("", "we look again on 7 Dec 2026", "both")
    assert new.source == Source("agreement", "5", BEFORE)
    (open_end,) = note_of(agreements=(agreement(session_id=9, look_again=None),)).lines()
    assert open_end.mark is None


def test_a_note_that_would_end_hard_ends_with_the_meeting_before_what_was_added() -> None:
    hard = line(1, kind=Kind.HARD)
    added = line(2, kind=Kind.ADDENDUM)
    note = note_of(hard, added)
    assert [part.code for part in note.sections] == ["hard", "met", "addenda"]
    met = note.sections[1].lines[0]
    assert (met.text, met.source) == (
        Message("We met on {day}, meeting {n}.", {"day": DAY, "n": 14}),
        Source("session", "9", DAY),
    )
    uncounted = end_well(note_of(hard), replace(SESSION, number=0))
    assert ENGLISH.say(uncounted.sections[-1].lines[0].text).startswith("We met on 23 Nov 2026")
    plain = Note((Section("hard", (Line("x", Source("line", "1"), is_hard=True),)),))
    last = end_well(plain, replace(SESSION, number=0)).sections[-1].lines[0]
    assert last.text == Message("We met on {day}.", {"day": DAY})
    light = Note((Section("hard", (Line("x", Source("line", "1"), is_hard=True), Line("y", Source("line", "2")))),))
    assert end_well(light, SESSION) is light
    only_added = Note((Section("addenda", (Line("x", Source("line", "1"), is_hard=True),)),))
    assert end_well(only_added, SESSION) is only_added
    assert end_well(Note(()), SESSION) == Note(())


def test_a_note_keeps_what_is_wanted_and_no_empty_part() -> None:
    note = note_of(line(1, prompt="took"), line(2, prompt="took"), line(3))
    kept = note.keep(lambda one: one.line_id in {2})
    assert codes(kept) == {"took": [2]}
    assert [one.title for one in note.sections] == [TITLES["changed"], TITLES["took"]]


@pytest.mark.parametrize(
    ("more", "third"),
    [
        ({}, False),
        ({"said_by": "clinician"}, False),
        ({"said_by": "mother"}, True),
        ({"said_by": "ward nurse", "via": "noticed"}, False),
        ({"said_by": "ward nurse", "via": "noticed", "about": "sister"}, True),
        ({"about": "sister"}, True),
    ],
)
def test_a_third_person_is_known(more: dict[str, object], third: bool) -> None:
    found = next(note_of(line(**more)).lines())  # type: ignore[arg-type]
    assert is_from_third(found) is third
    assert not is_from_third(Line("x", Source("agreement", "1"), "mother", about="sister"))
