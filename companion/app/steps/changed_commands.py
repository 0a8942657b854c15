"""What can be done in What has changed: each key, its name and its help, once."""

from __future__ import annotations

from companion.app.commands import Command
from companion.app.steps.lines import LINE_COMMANDS
from companion.clinical.message import Message

EARLIER = Command(
    "changed.earlier",
    Message("You were here before"),
    Message("Earlier times with answers like now: what was said, and what helped then."),
    "e",
    "earlier",
)
STILL = Command(
    "changed.still",
    Message("When it stands still"),
    Message("Five lines to talk through: our work, what you want, people, life, safety."),
    "s",
    "still",
)

CHANGED_COMMANDS: tuple[Command, ...] = (
    *LINE_COMMANDS,
    Command(
        "changed.go_on",
        Message("Go on with this"),
        Message("The next question goes a little deeper."),
        "f8",
        "go_on",
    ),
    Command(
        "changed.enough",
        Message("That's enough"),
        Message("No more questions, unless one is asked for."),
        "f9",
        "enough",
    ),
    Command(
        "changed.why",
        Message("Why this question?"),
        Message("Shows the rule, the numbers and where they come from."),
        "w",
        "why",
    ),
    Command(
        "changed.another",
        Message("Another question"),
        Message("Passes over this one and asks another."),
        "a",
        "another",
    ),
    Command(
        "changed.turn",
        Message("The clinician's turn"),
        Message("May I say one thing I have noticed?"),
        "t",
        "turn",
    ),
    Command(
        "changed.hope",
        Message("A hope I hold"),
        Message("The clinician writes a hope, kept for the patient."),
        "o",
        "hope",
    ),
    Command(
        "changed.eyes_up",
        Message("Eyes up"),
        Message("The question and one line, nothing else. Once more brings the lines back."),
        "v",
        "eyes_up",
    ),
    Command(
        "changed.choose",
        Message("Choose something else to talk about"),
        Message("Something hard, something lighter, something else."),
        "c",
        "choose",
    ),
    EARLIER,
    STILL,
)
