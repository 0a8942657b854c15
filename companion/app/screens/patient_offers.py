"""What can be done from every step: keys, palette, hint line and help are made of this."""

from __future__ import annotations

from companion.app.commands import Command, Where
from companion.clinical.message import Message

STEPS: dict[str, tuple[str, Message, Message]] = {
    "today": ("TodayStep", Message("Today"), Message("Today")),
    "look": ("LookStep", Message("Look"), Message("Look")),
    "then_now": ("ThenNowStep", Message("Then & now"), Message("Then & now")),
    "changed": ("ChangedStep", Message("What has changed"), Message("Changed")),
    "write": ("WriteStep", Message("Write together"), Message("Write")),
    "share": ("ShareStep", Message("Share"), Message("Share")),
}
"""Code: class in `companion.app.steps.<code>`, title, title where there is little room."""

OFFERS: tuple[Command, ...] = (
    *(
        Command(
            f"step.{code}",
            title,
            Message("Open this step."),
            str(n),
            f"step('{code}')",
            Where.PATIENT,
        )
        for n, (code, (_, title, _)) in enumerate(STEPS.items())
    ),
    Command(
        "patient.jot",
        Message("Write a line"),
        Message("One line, from anywhere; it is saved as you type."),
        "n",
        "jot",
        Where.PATIENT,
        hint=Message("note"),
    ),
    Command(
        "patient.moment",
        Message("Choose the moment to compare with"),
        Message("The readings compare today with this moment."),
        "m",
        "moment",
        Where.PATIENT,
        hint=Message("moment"),
    ),
    Command(
        "patient.display",
        Message("Choose what is shown"),
        Message("Numbers, words only, or nothing today. The patient chooses, and it is remembered."),
        "v",
        "display",
        Where.PATIENT,
    ),
    Command(
        "patient.hand_over",
        Message("Hand the keyboard over"),
        Message("One large thing at a time, for the patient to type."),
        "h",
        "hand_over",
        Where.PATIENT,
        hint=Message("hand over"),
    ),
    Command(
        "patient.hardest",
        Message("Open the plan for the hardest days"),
        Message("The patient's own plan, and the numbers to call."),
        "exclamation_mark,f3",
        "hardest",
        Where.PATIENT,
    ),
    Command(
        "patient.stop",
        Message("Stop"),
        Message("A blank calm page. Nothing is lost."),
        "f12",
        "stop",
        Where.PATIENT,
    ),
    Command(
        "patient.present",
        Message("Say who is in the room"),
        Message("Lines kept between the two of you are hidden while somebody else is there."),
        "w",
        "present",
        Where.PATIENT,
    ),
    Command(
        "patient.before",
        Message("Turn the screen away: Before"),
        Message("What is new, what is due, and the start of the session."),
        "b",
        "before",
        Where.PATIENT,
        safe=False,
        hint=Message("before"),
    ),
    Command(
        "patient.as_it_was",
        Message("As it was …"),
        Message("Look and Then & now as they stood on a day, or in a month. Nothing is written there."),
        "D",
        "as_it_was",
        Where.PATIENT,
        safe=False,
    ),
    Command(
        "patient.back",
        Message("Go back"),
        Message("Back to the caseload. In a session the short code is asked for."),
        "escape",
        "back",
        Where.PATIENT,
    ),
)
