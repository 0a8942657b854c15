"""A kept note: its structure as written down, and each line as it stands now."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime

import pytest

from companion.clinical.kept_note import from_json, refresh, to_json
from companion.clinical.message import Message
from companion.clinical.model import Contribution, Kind, Session, Status
from companion.clinical.note import DIFFERENT, NOT_READ, Line, Note, Section, Source

DAY = date(2026, 11, 23)
SESSION = Session(9, "s9", 1, 14, datetime(2026, 11, 23, 9, 0), DAY)


def said(number: int, **more: object) -> Contribution:
    made = Contribution(number, f"c{number}", 1, 9, DAY, datetime(2026, 11, 23, 9, 5), f"words {number}")
    return replace(made, **more)  # type: ignore[arg-type]


def line(number: int, **more: object) -> Line:
    made = Line(f"words {number}", Source("line", str(number), DAY), "patient", mark=NOT_READ)
    return replace(made, **more)  # type: ignore[arg-type]


NUMBER = Line(Message("PHQ-9: {now}", {"now": 15.0}), Source("number", "phq9:total:self", DAY))


def test_the_structure_is_the_one_written_down_here() -> None:
    agreed = Line(
        "Ring the school – «nå»", Source("agreement", "5", None), "clinician",
        Message("From last time"), Message("{state}: {words}", {"state": Message("done"), "words": "at once"}),
        is_hard=True, only_us=True, told_by="patient", about="sister", via="noticed", asked="who-saw",
    )  # fmt: skip
    note = Note((Section("looked", (NUMBER, line(1))), Section("agreed", (agreed,))))
    text = to_json(note)
    assert "«nå»" in text
    plain = {"is_hard": False, "only_us": False, "told_by": "", "about": "", "via": "", "asked": ""}
    day = {"day": "2026-11-23"}
    assert json.loads(text) == {
        "format": 1,
        "sections": [
            {
                "code": "looked",
                "lines": [
                    {
                        "text": {"say": "PHQ-9: {now}", "values": {"now": 15.0}},
                        "source": ["number", "phq9:total:self", day], "by": "", "lead": "", "mark": None, **plain,
                    },
                    {
                        "text": "words 1", "source": ["line", "1", day], "by": "patient", "lead": "",
                        "mark": {"say": "not yet read together", "values": {}}, **plain,
                    },
                ],
            },
            {
                "code": "agreed",
                "lines": [
                    {
                        "text": "Ring the school – «nå»", "source": ["agreement", "5", None], "by": "clinician",
                        "lead": {"say": "From last time", "values": {}},
                        "mark": {
                            "say": "{state}: {words}",
                            "values": {"state": {"say": "done", "values": {}}, "words": "at once"},
                        },
                        "is_hard": True, "only_us": True, "told_by": "patient", "about": "sister", "via": "noticed",
                        "asked": "who-saw",
                    },
                ],
            },
        ],
    }  # fmt: skip
    assert from_json(text) == note


def test_a_note_from_before_questions_were_kept_by_their_id_has_none() -> None:
    note = Note((Section("changed", (line(1, asked="who-saw"),)),))
    assert from_json(to_json(note)) == note
    before = json.loads(to_json(note))
    del before["sections"][0]["lines"][0]["asked"]
    assert from_json(json.dumps(before)) == Note((Section("changed", (line(1),)),))


def test_each_line_stands_as_it_stands_now() -> None:
    note = Note((
        Section("looked", (NUMBER,)),
        Section("changed", (line(1), line(2), line(3))),
        Section("differently", (line(4, mark=DIFFERENT),)),
    ))  # fmt: skip
    now = {
        1: said(1, status=Status.AGREED, text="other words now"),
        3: said(3, only_us=True),
        4: said(4, status=Status.AGREED),
    }
    assert refresh(note, SESSION, now, hide_only_us=False) == Note((
        Section("looked", (NUMBER,)),
        Section("changed", (line(1, mark=None), line(3, only_us=True))),
        Section("differently", (line(4, mark=DIFFERENT),)),
    ))  # fmt: skip
    seen = refresh(note, SESSION, now, hide_only_us=True)
    assert [one.line_id for one in seen.lines()] == [None, 1, 4]
    alone = Note((Section("changed", (line(2),)),))
    assert refresh(alone, SESSION, {}, hide_only_us=False) == Note(())


def test_a_line_kept_as_between_the_two_follows_todays_mark() -> None:
    note = Note((Section("changed", (line(1, only_us=True),)),))
    assert [one.only_us for one in refresh(note, SESSION, {1: said(1)}, hide_only_us=True).lines()] == [False]
    told = Note((Section("looked", (replace(NUMBER, only_us=True), NUMBER)),))
    assert refresh(told, SESSION, {}, hide_only_us=True) == Note((Section("looked", (NUMBER,)),))


def test_what_was_added_later_comes_last_with_all_that_is_known_of_it() -> None:
    note = Note((Section("changed", (line(1),)), Section("addenda", (line(8),)), Section("met", (line(1),))))
    more = {"told_by": "patient", "about": "sister", "via": "jot", "said_by": "clinician"}
    now = {
        1: said(1),
        5: said(5, kind=Kind.ADDENDUM, status=Status.AGREED, **more),
        6: said(6, after=True, only_us=True),
        7: said(7, after=True, kind=Kind.HOPE),
        8: said(8, kind=Kind.ADDENDUM),
    }
    found = refresh(note, SESSION, now, hide_only_us=False)
    assert [(part.code, [one.line_id for one in part.lines]) for part in found.sections] == [
        ("changed", [1]),
        ("addenda", [5, 6, 8]),
    ]
    first, second, _ = found.sections[-1].lines
    assert first == Line(
        "words 5", Source("line", "5", DAY), "clinician", told_by="patient", about="sister", via="jot"
    )  # fmt: skip
    assert second == Line("words 6", Source("line", "6", DAY), "patient", mark=NOT_READ, only_us=True, via="screen")
    hidden = refresh(note, SESSION, now, hide_only_us=True)
    assert [one.line_id for one in hidden.sections[-1].lines] == [5, 8]


@pytest.mark.parametrize("added", [False, True])
def test_a_kept_note_that_would_end_with_something_hard_ends_with_the_meeting(added: bool) -> None:
    note = Note((Section("hard", (line(1, is_hard=True),)),))
    now = {1: said(1), **({2: said(2, kind=Kind.ADDENDUM)} if added else {})}
    codes = [part.code for part in refresh(note, SESSION, now, hide_only_us=False).sections]
    assert codes == ["hard", "met", *(["addenda"] if added else [])]
