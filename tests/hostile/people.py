"""Somebody whose every word is an attack, and how each of those words has to look."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from companion.clinical.model import Better, Domain, PlanPart, Who
from companion.clock import Clock
from companion.store.database import Store
from companion.workflow.desk import Desk
from companion.workflow.intaking import take_in
from tests.conftest import NOW

PASSPHRASE = "a long and quiet sentence"
CODE = "4711"

SHOWN = {
    "[IMPORTANT] call": "[IMPORTANT] call",
    "see [/] here": "see [/] here",
    "see [/b] here": "see [/b] here",
    "[x= 3 of them": "[x= 3 of them",
    "x=[red]y": "x=[red]y",
    "[@click=app.quit]z[/]": "[@click=app.quit]z[/]",
    r"\[bold] \\[": r"\[bold] \\[",
    "$primary {name} %s": "$primary {name} %s",
    "a\x1b]52;c;aGk=\x07b": "a␛]52;c;aGk=␇b",
    "a\x1b]0;owned\x1b\\b": "a␛]0;owned␛\\b",
    "a\x1b[2Jb": "a␛[2Jb",
    "a\x1b[38;5;199mb": "a␛[38;5;199mb",
    "a\x9b2Jb": "a⟨U+009B⟩2Jb",
    "a\u202eevil": "a⟨U+202E⟩evil",
    "a\u200bb\u2066c": "a⟨U+200B⟩b⟨U+2066⟩c",
    "a\U000e0041b": "a⟨U+E0041⟩b",
    "a\x00\x08\x7fb": "a␀␈␡b",
    "שלום [/] עולם": "שלום [/] עולם",
    "Ünï 日本 [/i]": "Ünï 日本 [/i]",
    "happy 🙂 [b]": "happy 🙂 [b]",
}
"""What is typed, and what has to be seen."""

NAME, NAME_SHOWN = "[/] Eve\x1b[2J\u202e [x=", "[/] Eve␛[2J⟨U+202E⟩ [x="
KEY, KEY_SHOWN = "[k=\x1b]52;c;a\x07", "[k=␛]52;c;a␇"
OWN, OWN_SHOWN = "[red]d\x1b[2J", "[red]d␛[2J"
LONG = "[/] " + "längst " * 1425 + "[end"
HEAD = "patient,date,instrument,respondent,total,name\n"


def nasty(n: int) -> str:
    """One of them after another."""
    return list(SHOWN)[n % len(SHOWN)]


def fill(folder: Path, *, code: str = CODE) -> Path:
    """Make a store with somebody hostile in it, met once, and a second with a look-alike of the name."""
    clock = Clock.fixed(NOW)
    with Store.create(
        folder, account="[/] Ida\x1b[2J", passphrase=PASSPHRASE, short_code=code, responsible="[x=", clock=clock,
        testing=True,
    ) as store:  # fmt: skip
        desk = Desk(store)
        room = desk.room(desk.add_patient(KEY, NAME, NAME, date(1984, 5, 17)).id)
        own = room.marking.add_own_measure(OWN, Domain.RELATING, Better.HIGHER, 2, 7, nasty(3), nasty(8))
        for value in (2, 6):
            room.marking.mark(own.id, value)
        for n, text in enumerate(SHOWN):
            room.marking.add_event(date(2026, 1 + n % 11, 2), text)
        room.meeting.knows_it("[/] nurse\x1b[2J")
        room.marking.noticed(nasty(9), "[/] nurse\x1b[2J", nasty(3), NOW.date())
        room.meeting.start(present=("[/] aunt\x1b[2J",), interpreter=nasty(10))
        room.refresh()
        for text in SHOWN:
            room.talk.say(text)
            room.talk.say(text, said_by="clinician")
        room.talk.say(LONG)
        room.talk.say(nasty(8), told_by="patient", about="[x= uncle\x1b[2J")
        for n in range(4):
            room.shelves.agree(nasty(n + 8), list(Who)[n % len(Who)], NOW.date())
            room.shelves.add_strategy(nasty(n), nasty(n + 9))
            room.shelves.add_understanding(nasty(n), nasty(n + 10), nasty(n + 12))
        for n, part in enumerate(PlanPart):
            room.shelves.add_plan_line(part, nasty(n + 7))
        room.note.close()
        file = folder.parent / "[x= file.csv"
        rows = [f'"{KEY}",2026-0{n + 1}-05,phq9,self,{20 - 3 * n},"{NAME}"\n' for n in range(6)]
        file.write_text(HEAD + "".join(rows) + f'"{NAME}",\x1b[2J,[/],[x=,\x1b]52;c;a\x07,x\n', encoding="utf-8")
        assert take_in(desk, file).rejected == 1
        desk.add_patient("K-2", "Eve")
    return folder
