"""The six steps, always in the same place."""

from __future__ import annotations

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from companion.app.screens.patient_offers import STEPS
from companion.app.widgets.links import Link
from companion.app.words import Speaking


class StepBar(Speaking, Widget):
    """The six steps, always in the same place, and the way to the plan for the hardest days."""

    current: reactive[str] = reactive("")

    def compose(self) -> ComposeResult:
        """One link a step."""
        for code in STEPS:
            yield Link("", id=f"go-{code}", classes="tab")
        yield Link("", id="go-hardest", classes="tab")

    def on_mount(self) -> None:
        """Write the labels."""
        self.fit()

    def on_resize(self) -> None:
        """Write the labels as the width allows."""
        self.fit()

    def watch_current(self) -> None:
        """Mark the open step."""
        for link in self.query(Link):
            link.set_class(link.id == f"go-{self.current}", "-open")

    def fit(self) -> None:
        """Choose long or short titles and the space between them."""
        wide = [f"{n} {self.say(title)}" for n, (_, title, _) in enumerate(STEPS.values())]
        short = [f"{n} {self.say(title)}" for n, (_, _, title) in enumerate(STEPS.values())]
        last_wide, last_short = f"! {self.say('hardest days')}", f"! {self.say('hardest')}"
        room = self.app.size.width - 2
        for labels, last, gap in ((wide, last_wide, 3), (wide, last_wide, 2), (short, last_short, 2)):
            if sum(cell_len(label) + gap for label in labels) + cell_len(last) <= room:
                break
        for link, label in zip(self.query(Link), [*labels, last], strict=True):
            link.update(Content(label))
            link.styles.margin = (0, gap if link.id != "go-hardest" else 0, 0, 0)
