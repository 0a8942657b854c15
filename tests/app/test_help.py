"""The user guide: every page in every language, the same in each, with keys that do what it says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len
from textual.widgets import Static

from companion.app import settings
from companion.app.commands import Command, Commanded
from companion.app.practising import GUIDE
from companion.app.screens.help import _PAGES, _STEPS, Guide, HelpScreen, page_text, simple
from companion.app.screens.patient import PatientScreen, step_class
from companion.app.words import key_name
from companion.language import CODES, in_language
from companion.paths import help_folder
from tests.app.shell_app import make_store, running

NAMES = sorted(path.stem for path in help_folder().glob("*.md") if "." not in path.stem)
EVERYWHERE = {"Enter", "Esc", "Tab", "Shift+Tab", "Shift", "Ctrl+P", "Ctrl+L", "Ctrl+Q", "F1"}
KEY = re.compile(r"[A-Za-z]|/|\?|F\d+|(?:Ctrl|Shift)\+\S+|Enter|Esc|Tab|Shift")


def keys_of(page: str) -> Counter[str]:
    """What is bold and is a key."""
    return Counter(found for found in re.findall(r"\*\*(.+?)\*\*", page) if KEY.fullmatch(found))


def code_of(page: str) -> list[str]:
    """What stands as it is typed, but for words of one's own in quotation marks."""
    return [re.sub(r'"[^"]*"', '""', found) for found in re.findall(r"`(.+?)`", page)]


def shape(page: str) -> list[tuple[str, int]]:
    """Headings with their level, lists with their length, paragraphs, tables with their lines."""
    return [
        (kind, len(contents) if kind == "list" else contents[0].plain.count("\n") if kind == "table" else 0)
        for kind, contents in simple(page)
    ]


def offered_on(name: str) -> set[str]:
    """Return the keys that act on the screens or the step a page belongs to."""
    for module in sorted((Path(import_module("companion.app.screens").__file__ or "").parent).glob("*.py")):
        import_module(f"companion.app.screens.{module.stem}")
    screens = {screen for screen, page in _PAGES.items() if page == name}
    steps = [step_class(code) for code, page in _STEPS.items() if page == name]
    kinds: list[type[Any]] = [kind for kind in every_kind() if kind.__name__ in screens]
    kinds += [*steps, PatientScreen] if steps else []
    bases = [base for kind in kinds for base in kind.__mro__]
    commands: list[Command] = [GUIDE, *(one for base in bases for one in base.__dict__.get("OFFERS", ()))]
    return {key_name(key) for command in commands for key in command.keys.split(",") if key}


def every_kind() -> Iterator[type[Commanded]]:
    """Return everything that offers commands."""
    waiting = [Commanded]
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        yield kind


def test_there_are_pages() -> None:
    assert len(NAMES) >= 18


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("code", [code for code in CODES if code != "en"])
def test_every_page_is_there_in_every_language_and_built_the_same(name: str, code: str) -> None:
    english, other = page_text(name), page_text(name, code)
    assert in_language(help_folder() / f"{name}.md", code).stem == f"{name}.{code}"
    assert shape(other) == shape(english)
    assert keys_of(other) == keys_of(english)
    assert code_of(other) == code_of(english)
    assert other.splitlines()[0] != english.splitlines()[0] or name in {"import"}


def test_no_page_is_left_over() -> None:
    stems = {path.stem.split(".")[0] for path in help_folder().glob("*.md")}
    assert stems == set(NAMES)
    assert len(list(help_folder().glob("*.md"))) == len(NAMES) * len(CODES)


@pytest.mark.parametrize("name", [name for name in NAMES if name not in {"everywhere", "worth-talking-about"}])
def test_the_keys_a_page_names_act_there(name: str) -> None:
    named = set(keys_of(page_text(name))) - EVERYWHERE
    assert named <= offered_on(name), name


@pytest.mark.parametrize("code", CODES)
async def test_no_line_of_a_table_is_cut_at_eighty_columns(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    monkeypatch.setattr(settings, "config_folder", lambda: tmp_path / "config")
    async with running(make_store(tmp_path / "store"), size=(80, 24), chosen=settings.Settings(language=code)) as (
        app,
        pilot,
    ):
        for name in NAMES:
            await app.push_screen(HelpScreen(Guide(None, name, ())))
            await pilot.pause()
            for table in app.screen.query(".table").results(Static):
                lines = str(table.visual).splitlines()
                assert max(map(cell_len, lines)) <= table.content_size.width, name
            for line in app.screen.query(Static):
                assert line.region.right <= 80
            app.pop_screen()
            await pilot.pause()
