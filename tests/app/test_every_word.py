"""Every word on a screen goes through the language: with all sentences blotted out, only names and keys are left."""

from __future__ import annotations

import gettext
import re
from pathlib import Path

import pytest

from companion import language
from companion.app import settings
from companion.app.settings import Settings
from companion.clinical.instruments import Catalogue
from tests.app.shell_app import into_session, make_store, running, shown, unlock, until

LEFT = {
    # The program and its languages.
    "Companion", "English", "Norsk", "nynorsk", "bokm", "l", "CSV", "ASCII",
    "mai",  # a month that Norwegian does not shorten
    # Keys.
    "Enter", "Esc", "Tab", "Shift", "Ctrl", "F", "PgDn", "PgUp", "Backspace", "Home", "End", "Del",
    # People, as they were typed.
    "Kari", "Nordmann", "Otto", "Fremmed", "Ylva", "Annenstad", "Bes", "kende",
}  # fmt: skip
QUESTIONS = "".join(
    path.read_text("utf-8")
    for path in (Path(language.__file__).parent / "clinical/catalogue/prompts").glob("*.nb.toml")
)
"""The questions carry their own languages; in Norwegian they hide no English word."""
FORMS = " ".join(f"{form.name} {form.short}" for form in Catalogue.bundled())
"""What a form is called is its owner's word."""
PLACE = re.compile(r"\{[^}]*\}")


class Blotted(gettext.NullTranslations):
    """Every letter of a sentence is another one; its places stay."""

    def gettext(self, message: str) -> str:
        return blotted(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return blotted(msgid1 if n == 1 else msgid2)


def blotted(message: str) -> str:
    pieces = PLACE.split(message)
    places = PLACE.findall(message)
    marked = [re.sub(r"[A-Za-z]", "ø", piece) for piece in pieces]
    return "".join(piece + place for piece, place in zip(marked, [*places, ""], strict=True))


def words(told: str, *others: str) -> set[str]:
    """What is still written with plain letters, but for single keys and what others typed or are called."""
    found = set(re.findall(r"[A-Za-z]+", told))
    known = {word for text in others for word in re.findall(r"[A-Za-z]+", text)}
    left = {word for word in found - LEFT if len(word) > 1}
    return {word for word in left if not any(one.startswith(word) for one in known)}  # a field may end in a path


@pytest.fixture
def chosen(monkeypatch: pytest.MonkeyPatch) -> Settings:
    marks = Blotted()
    monkeypatch.setattr(language, "_catalogue", lambda _: marks)
    monkeypatch.setattr(settings, "config_folder", lambda: Path("/c"))
    return Settings(language="nb", colours="light", glyphs="unicode")


def test_what_is_blotted_out_is_told_from_what_is_not() -> None:
    assert blotted("{n} lines of {name}.") == "{n} øøøøø øø {name}."
    assert words("øøøøø Enter hello Kari n") == {"hello"}


async def test_around_the_caseload_nothing_is_said_in_english(tmp_path: Path, chosen: Settings) -> None:
    async with running(make_store(tmp_path / "store"), size=(100, 40), chosen=chosen) as (app, pilot):
        assert words(shown(app)) == set()
        await unlock(pilot)
        assert words(shown(app)) == set()
        for key in ("a", "e", "i", "p", "f9", "ctrl+p", "b"):
            await pilot.press(key)
            await pilot.pause(0.2)
            assert app.screen is not app.screen_stack[1], key
            assert words(shown(app), "settings toml Documents root", str(Path.home())) == set(), key
            await pilot.press("escape")
            await until(pilot, lambda: type(app.screen).__name__ == "CaseloadScreen")


async def test_in_a_session_nothing_is_said_in_english(tmp_path: Path, chosen: Settings) -> None:
    async with running(make_store(tmp_path / "store"), size=(100, 40), chosen=chosen) as (app, pilot):
        await into_session(pilot)
        for key in "012345":
            await pilot.press(key)
            await pilot.pause(0.3)
            assert words(shown(app), QUESTIONS, "Markdown PDF Documents root", str(Path.home())) == set(), key
        for keys in ("0 n", "1 h", "1 exclamation_mark", "1 f12", "1 v", "1 o", "1 e", "1 p", "4 k", "4 a"):
            for key in keys.split():
                await pilot.press(key)
                await pilot.pause(0.2)
            assert words(shown(app), QUESTIONS, FORMS) == set(), keys
            if app.screen is not app.shared:
                await pilot.press("escape")
            await until(pilot, lambda: app.screen is app.shared)
