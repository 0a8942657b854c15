"""Key, name, chosen name, birth date: what is known of a patient beside the answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Input, Static

from companion.app.days import HOW_TO, parse_day
from companion.app.screens.confirm import Ask
from companion.clinical.model import Patient
from companion.errors import CompanionError
from companion.text import clean

if TYPE_CHECKING:
    from companion.workflow.desk import Desk


class PatientForm(Ask[Patient]):
    """Adds a patient, or changes one; dismissed with the patient as it stands then."""

    DEFAULT_CSS = """
    PatientForm .row { height: 1; margin-bottom: 1; }
    PatientForm .row > Static { width: 20; }
    PatientForm .row > Input { width: 1fr; }
    PatientForm #alike, PatientForm #answer { height: auto; }
    """

    def __init__(self, desk: Desk, patient: Patient | None = None) -> None:
        super().__init__()
        self.desk, self.patient = desk, patient

    def compose(self) -> ComposeResult:
        """Four fields."""
        known = self.patient
        born = known.born.isoformat() if known and known.born else ""
        with Vertical(classes="dialog"):
            title = self.say("Change what is known") if known else self.say("Add a patient")
            yield Static(Content(title), classes="title")
            yield from self._row(
                self.say("key"), "key", known.key if known else "", self.say("as other systems have it")
            )
            yield from self._row(self.say("name"), "name", known.name if known else "", "")
            chosen = (known.chosen_name or "") if known else ""
            yield from self._row(self.say("wants to be called"), "chosen", chosen, self.say("if another name"))
            yield from self._row(self.say("born"), "born", born, self.say("as in 1984-05-23"))
            yield Static("", id="alike", markup=False)
            yield Static("", id="answer", classes="error", markup=False)
            with Horizontal(classes="buttons"):
                yield Button(Content(self.say("Save")), id="save", variant="primary")
                yield Button(Content(self.say("Go back")), id="back")

    def _row(self, label: str, name: str, value: str, hint: str) -> ComposeResult:
        with Horizontal(classes="row"):
            yield Static(Content(label))
            yield Input(value, placeholder=hint, id=name, max_length=200)

    def on_mount(self) -> None:
        """Start with the first field."""
        self.query_one("#key" if self.patient is None else "#name", Input).focus()

    def _value(self, name: str) -> str:
        return clean(self.query_one(f"#{name}", Input).value)

    @on(Input.Changed, "#name")
    def _look_alike(self) -> None:
        name = self._value("name")
        own = self.patient.id if self.patient is not None else 0
        alike = [found for found in self.desk.look_alikes(name) if found.id != own] if len(name) > 2 else []
        words = ""
        if alike:
            names = ", ".join(f"{found.name} ({found.key})" for found in alike[:3])
            words = self.say("Looks the same as: {names}. Is it somebody else?", names=names)
        self.query_one("#alike", Static).update(Content(words))

    @on(Button.Pressed, "#back")
    def _back(self) -> None:
        self.dismiss(None)

    @on(Button.Pressed, "#save")
    @on(Input.Submitted)
    def _save(self) -> None:
        key, name, chosen = self._value("key"), self._value("name"), self._value("chosen")
        typed = self._value("born")
        born = parse_day(typed, self.desk.clock.today(), self.language) if typed else None
        if not key:
            self._say("key", self.say("A key is needed, so that files can find this patient."))
        elif not name:
            self._say("name", self.say("A name is needed."))
        elif typed and born is None:
            self._say("born", self.say(HOW_TO))
        elif born is not None and born > self.desk.clock.today():
            self._say("born", self.say("This day is still to come."))
        else:
            try:
                if self.patient is None:
                    saved = self.desk.add_patient(key, name, chosen, born)
                else:
                    saved = self.desk.edit_patient(self.patient.id, key, name, chosen, born)
            except CompanionError as error:
                self._say("key", self.say(error.message))
            else:
                self.dismiss(saved)

    def _say(self, field: str, words: str) -> None:
        self.query_one("#answer", Static).update(Content(words))
        self.query_one(f"#{field}", Input).focus()
