"""Pages to print: before we meet, the first page of a first session, the card for the hardest days.

Like a note, a page is whole or not there at all, and the log says first that it left.
"""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

from companion.clinical.message import Message
from companion.clinical.model import Agreement, AgreementState, Better, PlanPart, Who
from companion.errors import RefusedError
from companion.language import Language
from companion.sharing.files import Delivery
from companion.sharing.sheet import Block, Empty, Listed, Marks, Sheet, SheetPart, Words, write_text
from companion.sharing.writers import Format, read, written
from companion.workflow.clinic import read_clinic
from companion.workflow.views import Exported

if TYPE_CHECKING:
    from companion.workflow.room import Room

Paper: TypeAlias = Literal["before-we-meet", "first-page", "hardest-days"]

PAPERS: dict[Paper, Message] = {
    "before-we-meet": Message("Before we meet"),
    "first-page": Message("Before we begin"),
    "hardest-days": Message("When it is hardest"),
}

FIRST_PAGE: tuple[tuple[Message, tuple[Message, ...]], ...] = (
    (
        Message("What this is"),
        (
            Message("Here we look together at how your life has moved."),
            Message("We write down what you say has changed, in your words."),
        ),
    ),
    (
        Message("Who sees it"),
        (
            Message("You see it, and I see it."),
            Message("Nobody else sees it unless we share it on purpose. We look at it first."),
            Message("It lies locked on this machine."),
        ),
    ),
    (
        Message("What it is not for"),
        (
            Message("It makes no diagnosis and gives no grade."),
            Message("Nobody watches it between our meetings. It is no way to call for help."),
        ),
    ),
    (
        Message("You may say no"),
        (
            Message("You may say no to all of it, or to a part, today or later."),
            Message("Then we talk as we always do."),
        ),
    ),
)
"""What a patient reads first, on the screen and on paper."""


def first_page(language: Language) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the titles and sentences of the first page, with what the clinic has confirmed of itself.

    Raises:
        DefinitionError: The clinic's own file has a mistake.
    """
    clinic = read_clinic(language.code)
    own = ((), clinic.sees, clinic.not_for, ())
    return tuple(
        (language.say(title), (*(language.say(one) for one in sentences), *more))
        for (title, sentences), more in zip(FIRST_PAGE, own, strict=True)
    )


PLAN_TITLES = {
    PlanPart.SIGNS: Message("My signs"),
    PlanPart.DO: Message("What I do"),
    PlanPart.CALL: Message("Who I call"),
    PlanPart.CLINIC: Message("The clinic's numbers"),
}

_STANDING = frozenset({AgreementState.OPEN, AgreementState.PARTLY, AgreementState.NOT_YET})
_MOST_MARKS, _MOST_AGREEMENTS = 4, 5
_ONE_PAGE = 62


class Papers:
    """The pages to print for one patient.

    Args:
        room: The room of the patient.
    """

    def __init__(self, room: Room) -> None:
        self._room = room

    def preview(self, paper: Paper, form: Format = "txt", *, language: Language | None = None) -> str:
        """Return the page exactly as `export` would write it; for a PDF or a web page, the words of it."""
        return read(self.sheet(paper, language or self._room.language), form)

    def export(
        self, paper: Paper, form: Format, folder: Path, *, name: str = "", language: Language | None = None
    ) -> Exported:
        """Write the page, whole or not at all; the log says first that it left.

        Args:
            paper: Which page.
            form: As what it is written.
            folder: Where to. A file that is there already is never replaced.
            name: A file name of one's own; empty takes one of id and day only.
            language: The language of the program's own words; None takes the room's.

        Raises:
            RefusedError: The folder takes no file.
        """
        room = self._room
        content = written(self.sheet(paper, language or room.language), form)
        short = room.patient.uuid.lower().replace("-", "")[:8]
        wanted = Path(name).name or f"{paper}-{short}-{room.today.isoformat()}.{form}"
        try:
            delivery = Delivery(Path(folder).expanduser(), [(wanted, content)])
        except OSError as error:
            raise _not_written() from error
        try:
            self._log(paper, form, delivery.files[0].name, content)
            delivery.publish()
        except OSError as error:
            raise _not_written() from error
        finally:
            delivery.discard()
        return Exported(tuple(str(path) for path in delivery.files), paper, form)

    def read_out(self, paper: Paper, form: Format = "txt", *, language: Language | None = None) -> bytes:
        """Return the page as it leaves the program (standard output); the log says so like of a file."""
        content = written(self.sheet(paper, language or self._room.language), form)
        self._log(paper, form, "standard output", content)
        return content

    def _log(self, paper: Paper, form: str, name: str, content: bytes) -> None:
        from companion.store.acts import notes

        digest = sha256(content).hexdigest()
        self._room.perform(notes.Exported(self._room.patient.id, None, paper, form, digest, name))

    # --- the pages

    def sheet(self, paper: Paper, language: Language) -> Sheet:
        """Return a page in words.

        Raises:
            RefusedError: There is no such page.
        """
        made = {
            "before-we-meet": self._before_we_meet,
            "first-page": self._first_page,
            "hardest-days": self._hardest_days,
        }
        if paper not in made:
            raise RefusedError("The pages are: {pages}.", pages=", ".join(made))
        return replace(made[paper](language), language=language.code)

    def _before_we_meet(self, language: Language) -> Sheet:
        say = language.say
        marks = self._marks(language)
        agreed = self._agreements(language)
        parts = []
        if marks:
            parts.append(SheetPart(say("Your own marks: where is it today?"), marks))
        if agreed:
            parts.append(SheetPart(say("What we agreed"), agreed))
        matters = say("What matters most to you when we meet?")
        different = say("Is anything different since last time, big or small?")
        sheet = self._frame(language, ())
        for lines in (6, 5, 4, 3, 2):  # as much room to write as one page leaves
            asked = (SheetPart(matters, (Empty(lines),)), SheetPart(different, (Empty(max(lines // 2, 1)),)))
            sheet = self._frame(language, (asked[0], *parts, asked[1]))
            if write_text(sheet).count("\n") <= _ONE_PAGE:
                break
        return sheet

    def _frame(self, language: Language, parts: tuple[SheetPart, ...]) -> Sheet:
        say = language.say
        return Sheet(
            say("Before we meet"),
            (
                say("For {name}. Day: ____________", name=self._room.patient.called),
                say("Leave empty what you like. Bring it along, or keep it."),
            ),
            parts,
            (
                say("Nobody reads this before we meet; it is no way to call for help."),
                say("When it is hardest, take your own plan."),
            ),
        )

    def _marks(self, language: Language) -> tuple[Block, ...]:
        ways = {Better.HIGHER: Message("higher is more"), Better.LOWER: Message("lower is easier")}
        measures = [one for one in self._room.marking.own_measures() if not one.resting][:_MOST_MARKS]
        return tuple(
            Marks(f'"{one.words}"', one.low_words, one.high_words, language.say(ways[one.better])) for one in measures
        )

    def _agreements(self, language: Language) -> tuple[Block, ...]:
        say = language.say
        states = (say("done"), say("partly"), say("not yet"), say("let go"))
        found = [one for one in self._room.shelves.agreements() if one.state in _STANDING][:_MOST_AGREEMENTS]
        return tuple(Listed(self._agreed(one, language), states) for one in found)

    def _agreed(self, one: Agreement, language: Language) -> str:
        who = {
            Who.PATIENT: Message("you"),
            Who.CLINICIAN: Message("your clinician"),
            Who.BOTH: Message("both of us"),
        }[one.who]
        return language.say("{who}: {words}", who=who, words=one.text)

    def _first_page(self, language: Language) -> Sheet:
        say = language.say
        parts = tuple(
            SheetPart(title, tuple(Words(sentence) for sentence in sentences))
            for title, sentences in first_page(language)
        )
        answers = Listed(say("I say:"), (say("Let us look together"), say("No, not today")))
        about = (say("For {name}. Day: ____________", name=self._room.patient.called),)
        responsible = self._responsible()
        foot = (say("For what is kept here answers: {who}", who=responsible),) if responsible else ()
        return Sheet(say("Before we begin"), about, (*parts, SheetPart(say("My answer"), (answers,))), foot)

    def _responsible(self) -> str:
        with self._room.store.read() as reader:
            about = reader.one("about_store")
        return str(about["responsible"] or "") if about else ""

    def _hardest_days(self, language: Language) -> Sheet:
        say = language.say
        plan = self._room.shelves.plan()
        parts = []
        for part, title in PLAN_TITLES.items():
            own = [Listed(line.text) for line in plan if line.part is part]
            if part is PlanPart.CLINIC:
                own = [*(Listed(number) for number in read_clinic(language.code).numbers), *own]
            parts.append(SheetPart(say(title), tuple(own) or (Empty(2),)))
        looked = self._room.shelves.plan_looked_at()
        about = (say("Last looked at on {day}.", day=looked),) if looked else ()
        return Sheet(
            say("When it is hardest"),
            (say("My own plan."), *about),
            tuple(parts),
            (say("If life is in danger now: call the emergency number."),),
        )


def _not_written() -> RefusedError:
    return RefusedError("No file could be written there. Nothing was left behind. Choose another folder.")
