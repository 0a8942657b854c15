"""Every command that can be done here, found by typing a part of its name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from textual import events, on
from textual.actions import parse
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.dom import DOMNode
from textual.screen import Screen
from textual.widgets import Input, Static

from companion.app.commands import Command
from companion.app.screens.confirm import Ask
from companion.app.widgets.long_list import Column, LongList
from companion.app.words import key_name
from companion.clinical.message import Message

_KEY, _ROWS, _AROUND = 12, 14, 11
"""Cells a key takes; rows the list has at most, and those around it."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A command and where it acts."""

    command: Command
    node: DOMNode


def listed(screen: Screen[Any]) -> Iterable[Offer]:
    """Yield what the focus, the step, the screen and the app offer, nearest first."""
    nodes: list[DOMNode] = []
    if screen.focused is not None:
        nodes += [node for node in screen.focused.ancestors_with_self if node is not screen and node is not screen.app]
    step = getattr(screen, "step", None)
    if isinstance(step, DOMNode) and step not in nodes:
        nodes.append(step)
    nodes.append(screen)
    if not screen.is_modal:
        nodes.append(screen.app)
    seen: set[str] = set()
    for node in nodes:
        for kind in type(node).__mro__:
            for command in kind.__dict__.get("OFFERS", ()):
                if command.id not in seen:
                    seen.add(command.id)
                    yield Offer(command, node)


def offered(screen: Screen[Any], *, in_session: bool) -> list[Offer]:
    """Return what can be done now; in a session nothing that could bring up another person."""
    return [offer for offer in listed(screen) if (offer.command.safe or not in_session) and _can_be_done(offer)]


def _can_be_done(offer: Offer) -> bool:
    _, name, parameters = parse(offer.command.action)
    return offer.node.check_action(name, parameters) is not False


class PaletteScreen(Ask[None]):
    """A field and the commands that fit what is typed."""

    DEFAULT_CSS = """
    PaletteScreen { align: center top; }
    PaletteScreen > .dialog { margin-top: 2; width: 76; }
    PaletteScreen LongList { background: transparent; }
    """

    def __init__(self, offers: list[Offer]) -> None:
        super().__init__()
        self._offers = offers
        self._found = offers

    def compose(self) -> ComposeResult:
        """The field, the list."""
        with Vertical(classes="dialog"):
            yield Input(placeholder=self.say("what would you like to do?"), id="typed")
            columns = (Column("name", ""), Column("key", "", _KEY))
            yield LongList(columns, self._line)
            yield Static("", id="about", classes="quiet foot", markup=False)

    def on_mount(self) -> None:
        """Show everything first."""
        self.query_one(Input).focus()
        self._list("")
        self.query_one(LongList).styles.height = min(len(self._offers), _ROWS, self.app.size.height - _AROUND)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._list(event.value)

    def _list(self, typed: str) -> None:
        words = typed.casefold().split()
        names = [(offer, self.say(offer.command.name)) for offer in self._offers]
        self._found = [offer for offer, name in names if all(word in name.casefold() for word in words)]
        self.query_one(LongList).show(self._found)
        self._about()

    def _line(self, offer: Offer) -> tuple[str, str]:
        key = key_name(offer.command.key or "enter")
        return self.say(offer.command.name), f"{key:>{_KEY}}"

    @on(LongList.Moved)
    def _about(self) -> None:
        offer: Offer | None = self.query_one(LongList).row
        about = offer.command.help if offer is not None else Message("Nothing is called that here.")
        self.query_one("#about", Static).update(Content(self.say(about)))

    def on_key(self, event: events.Key) -> None:
        """Arrows move in the list while one types."""
        found = self.query_one(LongList)
        moves = {"down": 1, "up": -1, "pagedown": _ROWS, "pageup": -_ROWS}
        if event.key in moves and isinstance(self.focused, Input):
            event.stop()
            event.prevent_default()
            found.action_move(moves[event.key])

    @on(Input.Submitted)
    def _enter(self) -> None:
        if self._found:
            self._do(self.query_one(LongList).cursor)

    @on(LongList.Opened)
    def _chosen(self, event: LongList.Opened) -> None:
        event.stop()
        self._do(event.index)

    def _do(self, index: int) -> None:
        offer = self._found[index]
        self.dismiss(None)
        self.app.call_later(self.app.run_action, offer.command.action, offer.node)
