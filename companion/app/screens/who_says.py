"""F2: who says the line that is being written."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, Static

from companion.app.commands import Command
from companion.app.said import Speaker, name_of, speaker_name
from companion.app.screens.overlay import Dialog
from companion.app.widgets.choices import Choices
from companion.clinical.message import Message
from companion.clinical.model import CLINICIAN, PATIENT
from companion.errors import CompanionError
from companion.workflow.room import Room

_ABOUT, _ROLE = "*about", "*role"


class WhoSaysScreen(Dialog[Speaker | None]):
    """The people in the room, the next one already under the cursor: F2 and Enter changes sides.

    A line of somebody else needs their yes that the patient will read it.
    """

    DEFAULT_CSS = """
    WhoSaysScreen .second { height: auto; padding: 1 0 0 0; display: none; }
    WhoSaysScreen .second.-open { display: block; }
    WhoSaysScreen Input { width: 40; }
    """

    TITLE_WORDS: ClassVar[Message] = Message("Who says it?")

    OFFERS: ClassVar[tuple[Command, ...]] = (
        Command(
            "who.next",
            Message("The next one"),
            Message("Moves to the next person."),
            "f2",
            "next",
            hint=Message("next"),
        ),
    )

    def __init__(self, room: Room, speaker: Speaker) -> None:
        super().__init__(room)
        self._speaker = speaker
        self._asking = ""

    def compose_body(self) -> ComposeResult:
        """The people, and a field or a question where one is needed."""
        options = self._people()
        keys = [key for key, _ in options]
        now = keys.index(self._speaker.said_by) if self._speaker.said_by in keys and not self._speaker.about else 1
        people = Choices(options, id="people")
        people.set_reactive(Choices.at, (now + 1) % 2 if now < 2 else 0)
        yield people
        yield Static("", classes="second label", id="asks", markup=False)
        yield Input(id="role", classes="second")
        yield Choices([("yes", self.say("Yes")), ("no", self.say("No"))], row=True, id="knows", classes="second")

    def on_mount(self) -> None:
        """Arrows and Enter work at once."""
        self.query_one("#people").focus()

    def _people(self) -> list[tuple[str, str]]:
        called = self.room.patient.called
        return [
            (PATIENT, called),
            (CLINICIAN, name_of(self.room, CLINICIAN)),
            *((role, role) for role in self.room.meeting.present),
            (_ABOUT, self.say("{name} about somebody else …", name=called)),
            (_ROLE, self.say("somebody else in the room …")),
        ]

    @on(Choices.Chosen, "#people")
    def _chosen(self, event: Choices.Chosen) -> None:
        if event.key == _ABOUT:
            self._ask_role(self.say("About whom? A role is enough, as in: her sister."), _ABOUT)
        elif event.key == _ROLE:
            self._ask_role(self.say("Who is it? A role is enough, as in: mother."), _ROLE)
        elif event.key in {PATIENT, CLINICIAN} or self.room.meeting.knows(event.key):
            self.dismiss(Speaker(event.key))
        else:
            self._ask_knows(event.key)

    def _ask_role(self, words: str, asking: str) -> None:
        self._asking = asking
        self._open("#asks", "#role")
        self.query_one("#asks", Static).update(Content(words))
        self.query_one("#role", Input).focus()

    @on(Input.Submitted, "#role")
    def _role_given(self, event: Input.Submitted) -> None:
        event.stop()
        role = event.value.strip()
        if not role:
            return
        if self._asking == _ABOUT:
            self.dismiss(Speaker(PATIENT, about=role))
        else:
            self._ask_knows(role)

    def _ask_knows(self, role: str) -> None:
        self._asking = role
        self._open("#asks", "#knows")
        words = self.say(
            "{role}: do they know that {name} will read this?",
            role=speaker_name(self.room, Speaker(role)),
            name=self.room.patient.called,
        )
        self.query_one("#asks", Static).update(Content(words))
        self.query_one("#knows", Choices).focus()

    @on(Choices.Chosen, "#knows")
    def _knows(self, event: Choices.Chosen) -> None:
        if event.key == "no":
            self.notify(self.say("Then it is not written down."), markup=False)
            self.dismiss(None)
            return
        role = self._asking
        try:
            self.room.meeting.knows_it(role)
        except CompanionError as error:
            self.complain(error)
            return
        if role not in self.room.meeting.present:
            self.room.meeting.add_present(role)
        self.dismiss(Speaker(role))

    def _open(self, *these: str) -> None:
        for widget in self.query(".second"):
            widget.set_class(f"#{widget.id}" in these, "-open")

    def action_next(self) -> None:
        """Move to the next person."""
        self.query_one("#people", Choices).action_step(1)

    def action_back(self) -> None:
        """Leave who says it as it is."""
        self.dismiss(None)
