"""Everything a program holds ready to be seen: the picture, and all words behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import DataTable, Input, OptionList

from companion.app.app import CompanionApp
from companion.app.screens.patient import PatientScreen
from companion.workflow.desk import Desk
from companion.workflow.views import CaseloadRow


def picture(app: CompanionApp) -> str:
    """Every character on the glass."""
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip) for strip in strips)


def held(app: CompanionApp) -> str:
    """The picture, and every word of every widget on the stack: scrolled away, hidden, in a tooltip or a title."""
    words = [picture(app), app.title, app.sub_title, app.clipboard]
    words += [f"{note.title} {note.message}" for note in app._notifications]
    for screen in app.screen_stack:
        words += [str(screen.title), str(screen.sub_title)]
        words += [word for widget in screen.walk_children(Widget) for word in _words(widget)]
    return "\n".join(words)


def _words(widget: Widget) -> Iterator[str]:
    for part in (widget.tooltip, widget.border_title, widget.border_subtitle, widget.name, widget.id):
        if part:
            yield str(part)
    if isinstance(widget, Input):
        yield f"{widget.value} {widget.placeholder}"
    elif isinstance(widget, OptionList):
        yield from (str(widget.get_option_at_index(n).prompt) for n in range(widget.option_count))
    elif isinstance(widget, DataTable):
        yield from (str(cell) for row in widget.rows for cell in widget.get_row(row))
    elif not isinstance(widget, Screen) and not widget.is_container:
        yield str(getattr(widget, "visual", ""))


def others(desk: Desk, key: str) -> re.Pattern[str]:
    """Whatever names anybody but the one with this key."""
    rows = desk.caseload()
    own = " ".join(_names(next(row for row in rows if row.patient.key == key)))
    names = {name for row in rows if row.patient.key != key for name in _names(row)} - set(_names_of(own))
    assert len(names) > len(rows)
    return re.compile("|".join(rf"\b{re.escape(name)}\b" for name in sorted(names, key=len, reverse=True)))


def _names(row: CaseloadRow) -> Iterator[str]:
    patient = row.patient
    yield from (one for one in (patient.key, patient.name, patient.chosen_name) if one)
    yield from _names_of(patient.name)


def _names_of(name: str) -> Iterator[str]:
    yield from (part for part in name.split() if len(part) > 3)


async def until(pilot: Pilot[Any], true: Any) -> None:
    """Wait until something holds, as workers and messages take their time."""
    for _ in range(400):
        await pilot.pause(0.01)
        if true():
            await pilot.pause()
            return
    raise AssertionError("it never came true")


def shared(app: CompanionApp) -> PatientScreen:
    """The shared screen, which must be the only one with people in it."""
    screen = app.shared
    assert isinstance(screen, PatientScreen)
    assert screen.in_session
    return screen


def ready(app: CompanionApp) -> bool:
    """Whether the shared screen stands, with its first step in it."""
    screen = app.shared
    return app.in_session and screen is not None and screen.step is not None and bool(screen.step.is_mounted)
