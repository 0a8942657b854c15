"""Lines and their authors in the words of the screen."""

from __future__ import annotations

from dataclasses import dataclass

from companion.app.widgets.line_list import Shown
from companion.clinical.model import CLINICIAN, PATIENT, Contribution, Kind, Status, Who
from companion.workflow.room import Room


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says the line that is being written.

    Attributes:
        said_by: `patient`, `clinician`, or a role in the room.
        about: The third person the patient speaks about, by role; empty for nobody.
    """

    said_by: str = PATIENT
    about: str = ""

    @property
    def told_by(self) -> str:
        """Who told it, when it is about a third person."""
        return self.said_by if self.about else ""

    @property
    def voice(self) -> str:
        """Which of the three colours the author has."""
        return voice(self.said_by)


def voice(said_by: str) -> str:
    """Return `patient`, `clinician` or `other`."""
    return said_by if said_by in {PATIENT, CLINICIAN} else "other"


def name_of(room: Room, said_by: str) -> str:
    """Return what an author is called on the screen."""
    if said_by == PATIENT:
        return room.patient.called
    return room.language.say("clinician") if said_by == CLINICIAN else said_by


def speaker_name(room: Room, speaker: Speaker) -> str:
    """Return what stands before the field: the author, and whom it is about."""
    name = name_of(room, speaker.said_by)
    return room.language.say("{name} about {role}", name=name, role=speaker.about) if speaker.about else name


def who_name(room: Room, who: Who) -> str:
    """Return who does what was agreed."""
    if who is Who.BOTH:
        return room.language.say("both")
    return name_of(room, PATIENT if who is Who.PATIENT else CLINICIAN)


def kind_word(room: Room, kind: Kind) -> str:
    """Return the small word for what a line is; empty for an ordinary line."""
    say = room.language.say
    return {
        Kind.SMALL_STEP: say("small step"),
        Kind.MATTERS: say("matters today"),
        Kind.NOTICED: say("noticed"),
        Kind.HOPE: say("a hope"),
        Kind.HARD: say("hard"),
        Kind.HELPED: say("helped"),
        Kind.CLOSING: say("how it was to talk"),
        Kind.ADDENDUM: say("added afterwards"),
    }.get(kind, "")


def status_word(room: Room, status: Status) -> str:
    """Return how a line stands after reading back; empty when it was not asked."""
    say = room.language.say
    return {
        Status.READ_BACK: say("read back"),
        Status.AGREED: say("agreed"),
        Status.DIFFERENT: say("we see it differently"),
    }.get(status, "")


def marks_of(room: Room, line: Contribution, *, status: bool = True) -> tuple[str, ...]:
    """Return the small words beside a line."""
    say = room.language.say
    words = (
        say("about {role}", role=line.about) if line.about else "",
        kind_word(room, line.kind),
        say("keepsake") if line.keepsake else "",
        say("only us two") if line.only_us else "",
        status_word(room, line.status) if status else "",
        say("not yet read together") if line.after else "",
    )
    return tuple(word for word in words if word)


def shown(room: Room, line: Contribution, *, status: bool = True) -> Shown:
    """Return a line as it stands in a list."""
    return Shown(
        key=str(line.id),
        text=line.text,
        author=name_of(room, line.said_by),
        voice=voice(line.said_by),
        marks=marks_of(room, line, status=status),
    )
