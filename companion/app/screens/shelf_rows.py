"""What lies on a shelf, as lines of a list."""

from __future__ import annotations

from collections.abc import Callable

from companion.app.said import name_of, voice, who_name
from companion.app.screens.agreement import state_word
from companion.app.widgets.line_list import Shown
from companion.clinical.model import (
    CLINICIAN,
    PATIENT,
    AgreementState,
    Contribution,
    Domain,
    StrategyState,
    Who,
)
from companion.workflow.room import Room

_OVER = frozenset({AgreementState.DONE, AgreementState.LET_GO})
PARTS = ("happens", "in_me", "choose")
"""The parts of a key, in the order in which they are asked and shown."""


def rows_of(room: Room, shelf: str) -> list[Shown]:
    """Return the lines of one shelf; a key has a line for each of its parts."""
    makers: dict[str, Callable[[Room], list[Shown]]] = {
        "do": _strategies,
        "understood": _understandings,
        "keepsakes": _keepsakes,
        "agreed": _agreements,
    }
    return makers[shelf](room)


def thing_of(key: str) -> int:
    """Return the id of the thing a line belongs to."""
    return int(key.partition(":")[0])


def part_of(key: str) -> int:
    """Return the place of the part a line shows; 0 where a thing has one line."""
    part = key.partition(":")[2]
    return PARTS.index(part) if part in PARTS else 0


def _area(room: Room, domain: Domain | None) -> tuple[str, ...]:
    return (room.language.say(room.look.areas().name(domain)),) if domain else ()


def _strategies(room: Room) -> list[Shown]:
    say = room.language.say
    words = {
        StrategyState.TRIED: say("tried"),
        StrategyState.HELPING: say("helping"),
        StrategyState.RESTING: say("resting"),
    }
    return [
        Shown(
            str(one.id),
            "\n".join(part for part in (one.text, one.when_how) if part),
            words[one.state],
            "patient" if one.state is StrategyState.HELPING else "other",
            _area(room, one.domain),
            quiet=one.state is StrategyState.RESTING,
        )
        for one in room.shelves.strategies()
    ]


def _understandings(room: Room) -> list[Shown]:
    say = room.language.say
    names = dict(zip(PARTS, (say("what happens"), say("in me"), say("I can")), strict=True))
    return [
        Shown(
            f"{one.id}:{part}",
            getattr(one, part),
            name,
            "other",
            _area(room, one.domain) if part == PARTS[0] else (),
        )
        for one in room.shelves.understandings()
        for part, name in names.items()
        if getattr(one, part)
    ]


def _keepsakes(room: Room) -> list[Shown]:
    return [
        Shown(
            str(line.id),
            line.text,
            name_of(room, line.said_by),
            voice(line.said_by),
            (room.language.day(line.day),),
        )
        for line in _put_aside(room)
    ]


def _put_aside(room: Room) -> list[Contribution]:
    """Return what the patient put aside, then the clinician's hopes: of one that waits only that it is there."""
    kept = list(room.shelves.keepsakes())
    ids = {line.id for line in kept}
    return kept + [hope for hope in room.carry.kept_hopes() if hope.id not in ids]


def _agreements(room: Room) -> list[Shown]:
    say = room.language.say
    rows = []
    for one in sorted(room.shelves.agreements(), key=lambda each: each.state in _OVER):
        again = say("again {day}", day=one.look_again) if one.look_again else ""
        stands = state_word(room, one.state)
        said_by = {Who.PATIENT: PATIENT, Who.CLINICIAN: CLINICIAN}.get(one.who, "both")
        rows.append(
            Shown(
                str(one.id),
                one.text,
                who_name(room, one.who),
                voice(said_by),
                tuple(word for word in (stands or again, one.state_words) if word),
                quiet=one.state in _OVER,
            )
        )
    return rows
