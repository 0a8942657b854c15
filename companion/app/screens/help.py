"""Help in place: what has the focus, then this screen, then all keys; the user guide behind it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.screen import Screen

from companion.app.commands import Command
from companion.app.screens.confirm import Ask
from companion.app.screens.palette import offered
from companion.app.widgets.links import HintLine
from companion.app.widgets.page import Block, Cell, Page
from companion.app.words import Speaking, key_name
from companion.clinical.message import Message
from companion.language import in_language
from companion.paths import help_folder

_PAGES = {
    "CaseloadScreen": "caseload",
    "BeforeScreen": "before",
    "ImportScreen": "import",
    "UnlockScreen": "unlock",
    "FirstRunScreen": "first-start",
    "RehearseScreen": "first-start",
    "SettingsScreen": "settings",
    "HardestScreen": "hardest-days",
    "StopScreen": "stop",
    "YourTurnScreen": "your-turn",
    "JotScreen": "jot-line",
    "WhyScreen": "worth-talking-about",
    "WorthScreen": "worth-talking-about",
}
_STEPS = {
    "today": "today",
    "look": "look",
    "then_now": "then-and-now",
    "changed": "what-has-changed",
    "write": "write-together",
    "share": "share",
}
_MORE = {"before": "worth-talking-about"}
"""Pages that go on with another one."""
_FOCUS = {
    "LongList": Message("The list: arrows move, Enter opens, Home and End go to the ends."),
    "Input": Message("A field: type, Enter goes on, Tab leaves it, Esc goes back."),
    "TextArea": Message("A field for lines: type, Tab leaves it, Esc goes back. It is saved as you type."),
    "Choices": Message("Choices: arrows move, Enter chooses."),
    "Button": Message("A button: Enter presses it, Tab goes on to the next."),
    "Link": Message("A word that does something: Enter presses it, Tab goes on."),
    "OptionList": Message("A list: arrows move, Enter chooses."),
    "Stepper": Message("A mark from 0 to 10: arrows or digits choose, Enter keeps it."),
}
_STYLES = {"h1": "heading", "h2": "strong", "text": "text", "table": "text"}
_KEYS = 14
"""Cells the keys take beside what they do."""
_BOLD = re.compile(r"\*\*(.+?)\*\*|`(.+?)`|\*(.+?)\*")


@dataclass(frozen=True, slots=True)
class Guide:
    """What help shows.

    Attributes:
        focus: What has the focus, in one sentence.
        page: A page of the user guide, by file name without ending; empty for none.
        commands: What can be done here.
    """

    focus: Message | None
    page: str
    commands: tuple[Command, ...]


def guide_for(screen: Screen[Any], *, in_session: bool) -> Guide:
    """Return the help that belongs to what has the focus and to its screen."""
    focus = None
    if screen.focused is not None:
        names = [kind.__name__ for kind in type(screen.focused).__mro__]
        focus = next((_FOCUS[name] for name in names if name in _FOCUS), None)
    page = _PAGES.get(type(screen).__name__, "")
    code = getattr(screen, "current", "")
    if isinstance(code, str) and code in _STEPS:
        page = _STEPS[code]
    return Guide(focus, page, tuple(offer.command for offer in offered(screen, in_session=in_session)))


def page_text(name: str, code: str = "en") -> str:
    """Return a page of the user guide, in the language if it is there, else in English."""
    path = in_language(help_folder() / f"{name}.md", code)
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def simple(text: str) -> list[tuple[str, list[Content]]]:
    """Turn the few signs the guide uses into (class, contents) blocks: headings, lists, bold, keys."""
    blocks: list[tuple[str, list[Content]]] = []
    for raw in re.split(r"\n\s*\n", text.strip()):
        lines = raw.splitlines()
        if lines and lines[0].startswith("#"):
            level = len(lines[0]) - len(lines[0].lstrip("#"))
            blocks.append(("h1" if level == 1 else "h2", [Content(lines[0].lstrip("# "))]))
            lines = lines[1:]
        if not lines:
            continue
        if lines[0].startswith("    "):
            blocks.append(("table", [Content("\n".join(line[4:] for line in lines))]))
        elif lines[0].startswith("- "):
            items = "\n".join(lines).split("\n- ")
            joined = [" ".join(item.removeprefix("- ").split()) for item in items]
            blocks.append(("list", [_inline(item) for item in joined]))
        else:
            blocks.append(("text", [_inline(" ".join(line.strip() for line in lines))]))
    return blocks


def _inline(text: str) -> Content:
    parts: list[Content] = []
    end = 0
    for found in _BOLD.finditer(text):
        parts.append(Content(text[end : found.start()]))
        words = next(group for group in found.groups() if group is not None)
        end = found.end()
        if text[end : end + 1] == " ":  # some converters of pictures drop a space that begins a run
            words, end = words + " ", end + 1
        parts.append(Content(words).stylize("italic" if found[3] else "bold"))
    parts.append(Content(text[end:]))
    return Content("").join(parts)


class HelpScreen(Ask[None]):
    """One page to scroll: Esc or F1 goes back."""

    BINDINGS = [("f1,question_mark,q", "leave", "")]  # noqa: RUF012

    DEFAULT_CSS = """
    HelpScreen { align: center top; background: $background; }
    HelpScreen > Page { width: 84; max-width: 100%; padding: 1 3; scrollbar-gutter: stable; }
    """

    def __init__(self, guide: Guide) -> None:
        super().__init__()
        self._guide = guide

    def compose(self) -> ComposeResult:
        """Focus, page, keys."""
        yield GuidePage(self._guide)
        yield HintLine([("escape", self.say("back")), ("pagedown", self.say("further down"))])

    @on(HintLine.Chosen)
    def _hint(self, event: HintLine.Chosen) -> None:
        event.stop()
        self.query_one(Page).focus()
        self.app.simulate_key(event.key)

    def on_mount(self) -> None:
        """Arrows scroll at once."""
        self.query_one(Page).focus()


class GuidePage(Speaking, Page):
    """What has the focus, the page of the user guide, and every key."""

    def __init__(self, guide: Guide) -> None:
        super().__init__()
        self._guide = guide

    def blocks(self, width: int) -> list[Block]:
        """Paragraphs with an empty row between them."""
        guide, found = self._guide, []
        if guide.focus is not None:
            found += [_whole(self.say("Here"), width, "heading"), _whole(self.say(guide.focus), width)]
        found += self._page(guide.page, width)
        if guide.page in _MORE:
            found += self._page(_MORE[guide.page], width)
        found.append(_whole(self.say("All keys here"), width, "heading"))
        found += self._keys(width)
        return found + self._page("everywhere", width)

    def _page(self, name: str, width: int) -> list[Block]:
        found: list[Block] = []
        for kind, contents in simple(page_text(name, self.language.code)):
            if kind == "list":
                found += [_item(content, width, last=content is contents[-1]) for content in contents]
            else:
                found.append(_whole(contents[0], width, _STYLES[kind], above=1 if kind == "h2" else 0))
        return found

    def _keys(self, width: int) -> list[Block]:
        found = []
        for command in self._guide.commands:
            keys = ", ".join(key_name(key) for key in command.keys.split(",")) if command.keys else self.say("Enter")
            room = max(width - _KEYS, 8)
            name = Cell(self.say(command.name), _KEYS, room)
            found.append(Block((Cell(keys, 0, _KEYS - 1, "strong"), name)))
            found.append(Block((Cell(self.say(command.help), _KEYS, room, "quiet"),)))
        return [*found[:-1], *(replace(last, below=1) for last in found[-1:])]


def _whole(text: str | Content, width: int, kind: str = "text", above: int = 0) -> Block:
    return Block((Cell(text, 0, max(width, 8), kind),), above=above, below=1)


def _item(text: Content, width: int, *, last: bool) -> Block:
    return Block((Cell("·", 0, 1, "quiet"), Cell(text, 2, max(width - 2, 8))), below=1 if last else 0)
