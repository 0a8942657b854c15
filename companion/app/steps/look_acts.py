"""What one can write in Look: marks, forms, events, words; each opens a small form or asks one question."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from textual.screen import Screen

from companion.app import next_pages
from companion.app.ready import Next, ready
from companion.app.screens.confirm import Choose
from companion.app.step import Step
from companion.app.widgets.chart import Chart
from companion.app.widgets.look_words import FITS
from companion.clinical.message import Message
from companion.clinical.model import Display, FormTalk, Moment, Respondent
from companion.errors import CompanionError
from companion.workflow.meanings import Answered
from companion.workflow.views import AreaRow, Review

_TALKS = {
    FormTalk.TALKED: Message("we talked about it"),
    FormTalk.LATER: Message("later"),
    FormTalk.RATHER_NOT: Message("rather not"),
}
_OWN_WORDS = {"easier": Message("easier"), "harder": Message("harder"), "same": Message("the same")}
_NEXT = {Display.NUMBERS: Display.WORDS, Display.WORDS: Display.NOTHING, Display.NOTHING: Display.NUMBERS}


class LookActs(Step):
    """The acts of Look; `LookStep` shows what they are about."""

    @property
    def row(self) -> AreaRow | None:
        """The selected area."""
        raise NotImplementedError

    @property
    def review(self) -> Review:
        """Everything, as it stands."""
        raise NotImplementedError

    @property
    def chart(self) -> Chart:
        """The chart of the selected area."""
        raise NotImplementedError

    @property
    def numbers(self) -> bool:
        """Whether figures may be shown."""
        return self.shown is Display.NUMBERS

    def next_pages(self) -> Iterable[Next]:
        """Return why it says so, and the time line."""
        if self.row is not None:
            yield self._why(self.row)
        yield next_pages.event(self.room)

    def _why(self, row: AreaRow) -> Next:
        return next_pages.why(self.room, row, self.review, numbers=self.numbers)

    def _written(self, words: str = "") -> None:
        self.reload()
        self.post_message(self.Saved(words))
        self.post_message(self.Changed())

    def _open(self, screen: Screen[Any]) -> None:
        """Open a form; what it wrote is shown when it closes, and the focus comes back here."""

        def closed(result: object) -> None:
            if result is not None:
                self._written()
            if self.is_attached:
                self.focus()

        self.app.push_screen(screen, closed)

    def _ask(self, title: str, options: list[tuple[str, str]], then: Callable[[str], None], current: str = "") -> None:
        """Ask for one of several, and write it."""

        def answered(code: str | None) -> None:
            if code is not None:
                try:
                    then(code)
                except CompanionError as error:
                    self.tell(self.say(error.message))
                    return
                self._written()

        self.app.push_screen(Choose(title, options, current=current), answered)

    def tell(self, words: str) -> None:
        """Say one sentence, without asking anything."""
        self.notify(words, markup=False, timeout=8)

    def action_mark(self) -> None:
        """Mark an own measure: the selected one, or the one that is chosen."""
        from companion.app.screens.mark import MarkScreen

        row = self.row
        measures = (row.own,) if row is not None and row.own is not None else self.room.marking.own_measures()
        standing = [one for one in measures if not one.resting]
        if standing:
            self._open(MarkScreen(self.room, standing))
        else:
            self.action_own()

    def action_enter(self) -> None:
        """On an own measure, mark it; on a form, say why."""
        if self.row is not None and self.row.own is not None:
            self.action_mark()
        else:
            self.action_why()

    def action_event(self) -> None:
        """Put something on the time line."""
        self._open(ready(self.screen, next_pages.event(self.room)))

    def action_own(self) -> None:
        """Add an own measure."""
        from companion.app.screens.own_measure import OwnMeasureScreen

        self._open(OwnMeasureScreen(self.room))

    def action_own_change(self) -> None:
        """Change the selected own measure."""
        from companion.app.screens.own_measure import OwnMeasureScreen

        if self.row is not None and self.row.own is not None:
            self._open(OwnMeasureScreen(self.room, self.row.own))
        else:
            self.tell(self.say("Choose one of the own measures first."))

    def action_paper(self) -> None:
        """Type in a paper form."""
        from companion.app.screens.paper_form import PaperFormScreen

        row = self.row
        form = row.row.partition(":")[0] if row is not None and row.own is None else ""
        self._open(PaperFormScreen(self.room, current=form))

    def action_noticed(self) -> None:
        """Write down what somebody noticed."""
        from companion.app.screens.noticed import NoticedScreen

        self._open(NoticedScreen(self.room))

    def action_since(self) -> None:
        """Choose the moment to compare with."""

        def chosen(moment: Moment | None) -> None:
            if moment is not None:
                setattr(self.screen, "since", moment)  # noqa: B010 - the screen may be another than PatientScreen
                self.reload()

        self.app.push_screen(ready(self.screen, next_pages.moments(self.room, self.since)), chosen)

    def action_why(self) -> None:
        """Show everything the readings of the selected area rest on."""
        if self.row is not None:
            self.app.push_screen(ready(self.screen, self._why(self.row)))

    def action_more_help(self) -> None:
        """Ask *more help here?* for the selected area."""
        from companion.app.screens.more_help import MoreHelpScreen

        if self.row is not None:
            self._open(MoreHelpScreen(self.room, self.row))

    def action_end_of_form(self) -> None:
        """Say how the talk about the selected form ended."""
        row = self.row
        if row is None:
            return
        form = f'"{row.form}"' if row.own else row.form
        options = [(str(talk), self.say(words)) for talk, words in _TALKS.items()]
        self._ask(
            self.say("{form}: how does it end for today?", form=form),
            options,
            lambda code: self.room.look.end_of_form(row.row, FormTalk(code)),
        )

    def action_own_word(self) -> None:
        """Take the patient's own word for the two moments of an own measure."""
        row = self.row
        if row is None or row.own is None:
            self.tell(self.say("Own words belong to own measures. Choose one first."))
            return
        own, before, after = row.own, row.since_moment.before, row.since_moment.after
        if before is None or after is None or before.day >= after.day:
            self.tell(self.say("There is one mark only. With the next one there are two to compare."))
            return
        title = self.say(
            '{name}: how is "{own}" now, beside {day}?', name=self.room.patient.called, own=own.words, day=before.day
        )
        self._ask(
            title,
            [(code, self.say(words)) for code, words in _OWN_WORDS.items()],
            lambda code: self.room.look.say_own_reading(own, before.day, after.day, code),
            current=row.since_moment.word,
        )

    def action_point_word(self) -> None:
        """Mark on the point itself that the number does not fit the story."""
        row = self.row
        if row is None:
            return
        point = (self.chart.point if self.numbers else None) or row.now
        if point is None or point.value is None:
            self.tell(self.say("Choose a point with the arrow keys first."))
            return
        name, told = self.room.patient.called, point
        options = [(word, self.say(words, who=name)) for word, words in FITS.items()]
        if point.fits:
            options.append(("", self.say("take the mark away")))
        words = Message("The form says {value} on {day}. What does {name} say?")
        if not self.numbers:
            words = Message("{form} on {day}: what does {name} say?")
        title = self.say(words, value=point.value, day=point.day, name=name, form=row.form)
        self._ask(
            title,
            options,
            lambda word: self.room.look.point_word(told.assessment_id, told.scale, word or None),
            current=point.fits or "",
        )

    def action_meaning(self) -> None:
        """Ask what the patient thought of when they gave an answer."""
        row, own = self.row, self.room.patient.called
        if row is None:
            return
        point = (self.chart.point if self.numbers else None) or row.now
        if point is None or point.respondent is not Respondent.SELF:
            self.tell(self.say("This belongs to answers of {name}. Choose one first.", name=own))
            return
        answers = self.room.meanings.answers(row, point)
        if len(answers) == 1:
            self._ask_meaning(row, answers[0])
            return

        def chosen(code: str | None) -> None:
            if code is not None:
                self._ask_meaning(row, answers[int(code)])

        title = self.say("Which answer of {day}?", day=point.day)
        self.app.push_screen(Choose(title, [(str(n), self._answer(one)) for n, one in enumerate(answers)]), chosen)

    def _answer(self, one: Answered) -> str:
        if one.item is None:
            return self.say("{form} as a whole", form=one.subject)
        if not self.numbers:
            return self.say("{n}: {label}", n=one.item, label=one.subject)
        return self.say("{n}: {label}, answered {answer}", n=one.item, label=one.subject, answer=one.value)

    def _ask_meaning(self, row: AreaRow, answered: Answered) -> None:
        from companion.app.screens.meaning import MeaningScreen

        self._open(MeaningScreen(self.room, row, answered))

    def action_relatives(self) -> None:
        """Take the patient's own answer on showing what relatives answered."""
        if self.room.meeting.somebody_else:
            self.tell(
                self.say("This is for {name} to say with nobody else in the room.", name=self.room.patient.called)
            )
            return
        options = [("yes", self.say("show them")), ("no", self.say("leave them out"))]
        title = self.say("{name}: may answers of relatives be shown here?", name=self.room.patient.called)
        self._ask(title, options, lambda code: self.room.look.show_relatives(yes=code == "yes"))

    def action_shown(self) -> None:
        """Numbers, words only, nothing today: the next one, remembered."""
        if not self.in_session:
            self.tell(self.say("In a session {name} chooses what is shown.", name=self.room.patient.called))
            return
        following = _NEXT[self.shown]
        choose: Callable[[Display], None] = getattr(self.screen, "choose_display", self.room.look.set_display)
        choose(following)
        self.reload()
