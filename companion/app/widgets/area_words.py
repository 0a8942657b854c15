"""One area in words alone: no number, no line, nothing to be measured by."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual.content import Content
from textual.widgets import Static

from companion.app.widgets.area_table import reading_sign, reading_words
from companion.app.widgets.chart_draw import event_words
from companion.app.widgets.glyphs import glyphs_for
from companion.app.widgets.look_words import DIRECTION
from companion.clinical.model import Moment, MoreHelp
from companion.language import ENGLISH, Language
from companion.workflow.views import AreaRow, Review

_EVENTS = 3


class AreaWords(Static):
    """What the forms of one area show, and what the patient said, as sentences."""

    DEFAULT_CSS = "AreaWords { height: 1fr; padding: 1 1 0 1; }"

    def __init__(self, *, language: Language = ENGLISH, id: str | None = None) -> None:  # noqa: A002
        super().__init__("", id=id, markup=False)
        self._language = language
        self._glyphs = glyphs_for(ascii_only=language.ascii_only)

    def show(self, row: AreaRow, review: Review, said: Sequence[str] = ()) -> None:
        """Show one area, with what the patient said about answers that are other ones now."""
        self.update(self.told(row, review, said))

    def told(self, row: AreaRow, review: Review, said: Sequence[str] = ()) -> Content:
        """The area in words."""
        say = self._language.say
        form = f'"{row.form}"' if row.own else row.form
        parts = [
            Content(say(row.area)).stylize("bold"),
            Content(f"   {form}, {say(DIRECTION[row.better])}").stylize("$quiet"),
        ]
        if row.own is not None and row.own.low_words and row.own.high_words:
            ends = say("from {low} to {high}", low=f'"{row.own.low_words}"', high=f'"{row.own.high_words}"')
            parts.append(Content(f"\n{ends}").stylize("$quiet"))
        parts.append(Content("\n\n"))
        for line in self._readings(row, review):
            parts += [line, Content("\n")]
        if row.more_help is MoreHelp.YES:
            parts.append(Content(f"\n  {say('{name} wants more help here', name=review.patient.called)}\n"))
        parts += [Content(f"\n  {sentence}\n") for sentence in said]
        if review.events:
            newest = "   ".join(event_words(event, self._language) for event in review.events[-_EVENTS:])
            parts.append(Content(f"\n  {say('on the time line')}   {newest}").stylize("$quiet"))
        return Content("").join(parts)

    def _readings(self, row: AreaRow, review: Review) -> list[Content]:
        pairs: list[tuple[Moment, str, str]] = []
        for moment, change in ((review.last, row.since_last), (review.since, row.since_moment)):
            if moment is not None and all(moment.day != seen.day for seen, _, _ in pairs):
                words = reading_words(change, row.better, review.patient.called, self._language)
                pairs.append((moment, words, reading_sign(change, self._glyphs)))
        heads = [self._language.say("since {moment}", moment=moment.label) for moment, _, _ in pairs]
        width = max((cell_len(head) for head in heads), default=0)
        return [
            Content(f"  {head}{' ' * (width - cell_len(head))}   ") + Content(f"{sign} {words}").stylize("bold")
            for head, (_, words, sign) in zip(heads, pairs, strict=True)
        ]
