"""What the next keys need, loaded behind the caseload once that is painted.

Loading a step when its key is pressed takes up to a third of a second, and the first chart of a
start 40 ms more than the next. Nothing here reads about a patient.
"""

from __future__ import annotations

import time
from importlib import import_module
from typing import TYPE_CHECKING

from companion.errors import CompanionError, DefinitionError

if TYPE_CHECKING:
    from companion.workflow.desk import Desk

_NEXT = (
    "plotext",
    "companion.workflow.room",
    "companion.workflow.looking",
    "companion.store.acts.people",
    "companion.app.screens.patient",
    "companion.app.widgets.guide",
    "companion.app.practice",
    "companion.app.steps.look",
    "companion.app.screens.before",
    "companion.app.steps.today",
    "companion.app.steps.then_now",
    "companion.app.steps.changed",
    "companion.app.steps.write",
    "companion.app.steps.share",
    "companion.workflow.talking",
    "companion.workflow.noting",
    "companion.workflow.shelves",
    "companion.workflow.before",
    "companion.workflow.marking",
    "companion.store.records.presence",
    "companion.store.acts.meeting",
    "companion.clinical.kept_note",
    "companion.app.screens.help",
    "companion.app.screens.palette",
    "companion.app.screens.jot",
    "companion.app.screens.hardest",
    "companion.app.screens.stop",
    "companion.app.screens.why",
    "companion.app.screens.event",
    "companion.app.screens.mark",
    "companion.app.screens.own_measure",
    "companion.app.screens.paper_form",
    "companion.app.screens.unlock",
)
_PAUSE = 0.01


def load() -> None:
    """Load the modules of the next keys, and leave room for a key between two."""
    for name in _NEXT:
        import_module(name)
        time.sleep(_PAUSE)


def read_forms(desk: Desk) -> None:
    """Read the definitions of the forms; a mistake in a clinic's own is told when it is needed."""
    try:
        for _ in desk.catalogue:
            time.sleep(_PAUSE)
    except DefinitionError:
        return


def ask_for_nobody(desk: Desk) -> None:
    """Ask once for everything a chart shows, of nobody: the store then knows each question and where its tables are."""
    from companion.workflow.facts import EVERYTHING

    try:
        facts = desk.nobody().facts
        for name in EVERYTHING:
            facts.gather((name,))
            time.sleep(_PAUSE)
    except CompanionError:  # it was locked meanwhile; what is wrong otherwise is said when it is read
        return
