"""The clinician's patients: found by typing, sorted by day or name, never by risk."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Container, Horizontal
from textual.content import Content
from textual.widgets import Input, Static

from companion.app import next_pages
from companion.app.asks import OpenPatient, StartPractice
from companion.app.commands import Command, Commanded
from companion.app.ready import Next, Readying
from companion.app.screens.caseload_offers import OFFERS
from companion.app.widgets.links import HintLine
from companion.app.widgets.long_list import Column, ListHead, LongList
from companion.app.words import Speaking
from companion.text import looks_like

if TYPE_CHECKING:
    from collections.abc import Iterable

    from companion.clinical.model import Patient
    from companion.workflow.desk import Desk
    from companion.workflow.views import CaseloadRow

_WIDE = 100
_ORDERS = ("name", "met", "answered", "due", "record")


class CaseloadScreen(Readying, Commanded, Speaking):
    """All patients of this store."""

    CSS_PATH: ClassVar = "../styles/caseload.tcss"
    AUTO_FOCUS = "LongList"

    OFFERS: ClassVar[tuple[Command, ...]] = OFFERS

    def __init__(self, desk: Desk, rows: tuple[CaseloadRow, ...] | None = None) -> None:
        super().__init__()
        self.desk = desk
        self._ready = rows
        self._all: tuple[CaseloadRow, ...] = ()
        self._alike: frozenset[int] = frozenset()
        self._order = "name"

    def compose(self) -> ComposeResult:
        """Title, search, head, list."""
        with Horizontal(id="head"):
            yield Static("", id="title", markup=False)
            yield Input(placeholder=self.say("search a name or key"), id="search")
            yield Static("", id="found", markup=False)
        yield ListHead(self._columns())
        yield LongList(self._columns(), self._draw, id="list")
        with Container(id="empty"):
            yield Static(Content(self.say("Nobody is here yet.")), classes="title")
            yield Static(Content(self.say("Press a to add a patient, or i to import answers from a file.")))
        yield Static("", id="foot", markup=False)
        yield HintLine(self._hints(), [("f1", self.say("help"))])

    def _hints(self) -> list[tuple[str, str]]:
        own = [
            (command.key, self.say(command.hint))
            for command in self.OFFERS
            if command.hint is not None and command.action != "practise"
        ]
        rehearse = [("r", self.say("rehearse"))] if self.desk.is_demo else []
        return [("enter", self.say("open")), *rehearse, *own]

    def next_pages(self) -> Iterable[Next]:
        """Return the page of a patient, made for nobody yet."""
        yield next_pages.patient(self.desk)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Rehearsals are for made-up people only."""
        return self.desk.is_demo if action == "practise" else super().check_action(action, parameters)

    def _columns(self) -> tuple[Column, ...]:
        narrow = self.app.size.width < _WIDE
        dates = 11 if self.language.code == "en" else 13  # 3 Nov 2026, 3. nov. 2026
        due = (11, 15) if self.language.code == "en" else (12, 17)  # due 30 Nov 2026, sjå 30. nov. 2026
        return (
            Column("name", self.say("name")),
            Column("met", self.say("last met"), dates),
            Column("answered", self.say("answered") if narrow else self.say("last answered"), dates if narrow else 13),
            Column("due", self.say("agreement") if narrow else self.say("agreement due"), due[0] if narrow else due[1]),
            Column(
                "record",
                self.say("not in record") if narrow else self.say("not yet in the record"),
                13 if narrow else 22,
            ),
        )

    def on_mount(self) -> None:
        """Read and show."""
        self.reload()

    def on_resize(self) -> None:
        """Other titles where there is more room."""
        columns = self._columns()
        self.query_one(ListHead).show(columns)
        found = self.query_one(LongList)
        found.show(found.rows, at=found.cursor, columns=columns)

    def reload(self, *, at: int | None = None) -> None:
        """Read the caseload again, the cursor on patient `at`."""
        ready, self._ready = self._ready, None
        self._all = self.desk.caseload() if ready is None else ready
        self._alike = _alike(self._all)
        self._show(at)

    # --- what is shown

    def _show(self, at: int | None = None, *, top: bool = False) -> None:
        found: LongList[CaseloadRow] = self.query_one(LongList)
        if at is None and found.row is not None:
            at = found.row.patient.id
        typed = self.query_one("#search", Input).value.strip().casefold()
        rows = [row for row in self._all if not typed or _matches(row.patient, typed)]
        rows.sort(key=self._sorting)
        place = 0 if top else next((n for n, row in enumerate(rows) if row.patient.id == at), 0)
        found.show(rows, at=place)
        self.query_one(ListHead).sorted_by = self._order
        people = self.count("{n} patient", "{n} patients", len(self._all))
        self.query_one("#title", Static).update(Content(people))
        self.query_one("#found", Static).update(
            Content(self.say("{n} found", n=len(rows)) if typed else self.say("made up") if self.desk.is_demo else "")
        )
        self.query_one("#empty").display = not self._all
        self.query_one("#head").display = bool(self._all)
        self.query_one(ListHead).display = bool(self._all)
        found.display = bool(self._all)
        self._write_foot()

    def _sorting(self, row: CaseloadRow) -> tuple[object, ...]:
        name = row.patient.name.casefold()
        newest = {"met": row.last_met, "answered": row.last_answered}
        if self._order in newest:
            day = newest[self._order]
            return (-(day or date.min).toordinal(), name)
        if self._order == "due":
            return ((row.agreement_due or date.max).toordinal(), name)
        if self._order == "record":
            return (-row.not_in_record, name)
        return (name, row.patient.key)

    def _draw(self, row: CaseloadRow) -> tuple[str, ...]:
        patient, language = row.patient, self.language
        name = patient.name
        if patient.chosen_name and patient.chosen_name not in name:
            name = f"{name} ({patient.chosen_name})"
        if patient.id in self._alike:
            name = f"{name}  = {patient.key}"
        return (
            name,
            language.day(row.last_met) if row.last_met else "–",
            language.day(row.last_answered) if row.last_answered else "–",
            self._due(row.agreement_due),
            self._record(row),
        )

    def _due(self, due: date | None) -> str:
        if due is None:
            return ""
        day = self.language.day_short(due) if self.app.size.width < _WIDE else self.language.day(due)
        return self.say("due {day}", day=day) if due <= self.desk.clock.today() else day

    def _record(self, row: CaseloadRow) -> str:
        if row.open_session:
            return self.say("session open")
        return self.count("{n} note", "{n} notes", row.not_in_record) if row.not_in_record else ""

    def _write_foot(self) -> None:
        row: CaseloadRow | None = self.query_one(LongList).row
        words = ""
        if row is not None:
            born = self.say("born {day}", day=row.patient.born) if row.patient.born else ""
            alike = ""
            if row.patient.id in self._alike:
                alike = self.say("looks like another: check the key")
            words = " · ".join(part for part in (row.patient.name, row.patient.key, born, alike) if part)
        self.query_one("#foot", Static).update(Content(words))

    # --- what one does

    @on(LongList.Moved)
    def _moved(self, event: LongList.Moved) -> None:
        event.stop()
        self._write_foot()

    @on(LongList.Opened)
    def _opened(self, event: LongList.Opened) -> None:
        event.stop()
        self.action_open()

    @on(ListHead.Sort)
    def _sort_by(self, event: ListHead.Sort) -> None:
        event.stop()
        self._order = event.code
        self._show(top=True)

    @on(Input.Changed, "#search")
    def _typed(self) -> None:
        if self.is_mounted and self._all:
            self._show()

    @on(Input.Submitted, "#search")
    def _entered(self) -> None:
        if len(self.query_one(LongList).rows) == 1:
            self.action_open()
        else:
            self.query_one(LongList).focus()

    @on(HintLine.Chosen)
    def _hint(self, event: HintLine.Chosen) -> None:
        event.stop()
        self.query_one(LongList).focus()
        self.app.simulate_key(event.key)

    def key_down(self) -> None:
        """From the search down into the list."""
        if self.focused is self.query_one("#search"):
            self.query_one(LongList).focus()

    def key_escape(self) -> None:
        """Forget the search."""
        self.query_one("#search", Input).clear()
        self.query_one(LongList).focus()

    def _patient(self) -> Patient | None:
        row: CaseloadRow | None = self.query_one(LongList).row
        return row.patient if row is not None else None

    def action_open(self) -> None:
        """Open the patient under the cursor at Look."""
        if (patient := self._patient()) is not None:
            self.post_message(OpenPatient(patient.id))

    def action_before(self) -> None:
        """Open Before for the patient under the cursor."""
        if (patient := self._patient()) is not None:
            self.post_message(OpenPatient(patient.id, before=True))

    def action_print(self) -> None:
        """Choose a page to print for the patient under the cursor."""
        from companion.app.screens.print_page import PrintScreen

        if (patient := self._patient()) is not None:
            room = self.desk.room(patient.id)
            self.app.push_screen(PrintScreen(room, ("before-we-meet", "first-page", "hardest-days")))

    def action_practise(self) -> None:
        """Choose a rehearsal."""
        from companion.app.practice import rehearsals
        from companion.app.screens.confirm import Choose

        found = {one.id: one for one in rehearsals(self.language.code)}

        def chosen(name: str | None) -> None:
            if name is not None:
                self.post_message(StartPractice(found[name]))

        options = [(one.id, f"{one.title}\n  {one.about}\n") for one in found.values()]
        self.app.push_screen(Choose(self.say("Which session would you like to rehearse?"), options), chosen)

    def action_search(self) -> None:
        """Go to the search."""
        if self._all:
            self.query_one("#search", Input).focus()

    def action_sort(self) -> None:
        """Sort by the next column."""
        self._order = _ORDERS[(_ORDERS.index(self._order) + 1) % len(_ORDERS)]
        self._show(top=True)

    def action_add(self) -> None:
        """Add a patient."""
        from companion.app.screens.patient_form import PatientForm

        self.app.push_screen(PatientForm(self.desk), self._saved)

    def action_edit(self) -> None:
        """Change the patient under the cursor."""
        from companion.app.screens.patient_form import PatientForm

        if (patient := self._patient()) is not None:
            self.app.push_screen(PatientForm(self.desk, patient), self._saved)

    def _saved(self, patient: Patient | None) -> None:
        if patient is not None:
            self.reload(at=patient.id)

    def action_add_account(self) -> None:
        """Add an account for a colleague."""
        from companion.app.screens.account_form import AccountForm

        self.app.push_screen(AccountForm(self.desk), self._account_added)

    def _account_added(self, name: str | None) -> None:
        if name:
            self.notify(self.say("{name} has an account now.", name=name), markup=False)

    def action_import_files(self) -> None:
        """Import a file."""
        from companion.app.screens.import_files import ImportScreen

        self.app.push_screen(ImportScreen(self.desk), lambda _: self.reload())


def _matches(patient: Patient, typed: str) -> bool:
    texts = (patient.name, patient.chosen_name or "", patient.key)
    return any(typed in text.casefold() for text in texts)


def _alike(rows: tuple[CaseloadRow, ...]) -> frozenset[int]:
    seen: dict[str, list[int]] = {}
    for row in rows:
        if skeleton := looks_like(row.patient.name):  # a key alone says nothing about a name
            seen.setdefault(skeleton, []).append(row.patient.id)
    return frozenset(number for numbers in seen.values() if len(numbers) > 1 for number in numbers)
