"""The six steps, always in the same place."""

from __future__ import annotations

from dataclasses import dataclass

from rich.cells import cell_len
from textual.message import Message as Note
from textual.reactive import reactive

from companion.app.screens.patient_offers import STEPS
from companion.app.widgets.links import LinkLine, Word
from companion.app.words import Speaking

HARDEST = "hardest"
"""The code of the way to the plan for the hardest days."""


class StepBar(Speaking, LinkLine):
    """The six steps, always in the same place, and the way to the plan for the hardest days."""

    @dataclass
    class Chosen(Note):
        """A step was pressed, or the plan."""

        code: str

    current: reactive[str] = reactive("")

    def on_mount(self) -> None:
        """Write the labels."""
        self.fit()

    def on_resize(self) -> None:
        """Write the labels as the width allows."""
        self.fit()

    def watch_current(self) -> None:
        """Mark the open step."""
        if self.is_mounted:
            self.fit()

    def fit(self) -> None:
        """Choose long or short titles and the space between them."""
        wide = [f"{n} {self.say(title)}" for n, (_, title, _) in enumerate(STEPS.values())]
        short = [f"{n} {self.say(title)}" for n, (_, _, title) in enumerate(STEPS.values())]
        last_wide, last_short = f"! {self.say('hardest days')}", f"! {self.say('hardest')}"
        room = self.app.size.width - 2
        for labels, last, gap in ((wide, last_wide, 3), (wide, last_wide, 2), (short, last_short, 2)):
            if sum(cell_len(label) + gap for label in labels) + cell_len(last) <= room:
                break
        at, words = 0, []
        for code, label in zip(STEPS, labels, strict=True):
            words.append(Word(code, ((label, "open" if code == self.current else "words"),), at))
            at += cell_len(label) + gap
        self.set_words([*words, Word(HARDEST, ((last, "words"),), max(room - cell_len(last), at))])

    def pressed(self, code: str) -> None:
        """Tell which one."""
        self.post_message(self.Chosen(code))
