"""Caseload, patient form, import, first start, help: what the clinician does outside a session."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from textual.widgets import Button, Input

from companion.app.app import CompanionApp
from companion.app.commands import Command, Commanded
from companion.app.phrase import WORDS, five_words
from companion.app.screens.caseload import CaseloadScreen
from companion.app.screens.help import page_text, simple
from companion.app.screens.import_files import ImportScreen, entries
from companion.app.widgets.long_list import LongList
from companion.app.words import key_name, shorten
from companion.clinical.model import Patient
from companion.language import CODES
from companion.paths import help_folder
from companion.workflow.desk import Desk
from companion.workflow.views import CaseloadRow
from tests.app.shell_app import LIGHT, PASSPHRASE, make_store, running, shown, unlock, until

TODAY = date(2026, 11, 23)


def five_thousand() -> tuple[CaseloadRow, ...]:
    return tuple(
        CaseloadRow(
            Patient(n, str(n), f"{n:05d}", f"Person {n:05d}"),
            last_met=TODAY - timedelta(days=n % 700) if n % 3 else None,
            last_answered=TODAY - timedelta(days=n % 90),
            agreement_due=TODAY + timedelta(days=n % 50) if n % 2 else None,
            not_in_record=n % 4,
        )
        for n in range(5000)
    )


def names(app: CompanionApp) -> list[str]:
    return [row.patient.name for row in app.screen.query_one(LongList).rows]


async def test_five_thousand_rows_are_searched_as_one_types(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Desk, "caseload", lambda _: five_thousand())
    async with running(make_store(tmp_path / "store"), size=(80, 24)) as (app, pilot):
        await unlock(pilot)
        assert "5000 patients" in shown(app)
        await pilot.press("end")
        assert "Person 04999" in shown(app)
        await pilot.press("slash", *"0123")
        await pilot.pause()
        assert len(names(app)) == 11
        await pilot.press("escape")
        await pilot.pause()
        assert len(names(app)) == 5000


async def test_each_column_sorts_and_none_of_them_is_risk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Desk, "caseload", lambda _: five_thousand()[:20])
    async with running(make_store(tmp_path / "store")) as (app, pilot):
        await unlock(pilot)
        columns = [column.code for column in app.screen.query_one(LongList).columns]
        assert columns == ["name", "met", "answered", "due", "record"]
        first = {}
        for code in columns:
            first[code] = app.screen.query_one(LongList).rows[0]
            await pilot.press("s")
            await pilot.pause()
        assert first["name"].patient.name == "Person 00000"
        assert first["met"].last_met == TODAY - timedelta(days=1)
        assert first["answered"].last_answered == TODAY
        assert first["due"].agreement_due == TODAY + timedelta(days=1)
        assert first["record"].not_in_record == 3


async def test_a_patient_is_added_with_key_and_name_and_stands_in_the_list(tmp_path: Path) -> None:
    async with running(make_store(tmp_path / "store", people=False)) as (app, pilot):
        await unlock(pilot)
        assert "Nobody is here yet." in shown(app)
        await pilot.press("a")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert "A key is needed" in shown(app)
        app.screen.query_one("#key", Input).value = "007"
        app.screen.query_one("#name", Input).value = "[IMPORTANT] Åse [/]"
        app.screen.query_one("#born", Input).value = "no day"
        await pilot.press("enter")
        await pilot.pause()
        assert "Write a day as" in shown(app)
        app.screen.query_one("#born", Input).value = "1984-05-02"
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, CaseloadScreen))
        assert "[IMPORTANT] Åse [/]" in shown(app)
        assert "007" in shown(app)


async def test_two_names_that_look_the_same_are_flagged(tmp_path: Path) -> None:
    async with running(make_store(tmp_path / "store")) as (app, pilot):
        await unlock(pilot)
        await pilot.press("a")
        await pilot.pause()
        app.screen.query_one("#name", Input).value = "Kаri Nordmann"  # a Cyrillic letter
        await pilot.pause()
        assert "Looks the same as" in shown(app)
        app.screen.query_one("#key", Input).value = "9"
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, CaseloadScreen))
        assert "= 1042" in shown(app)
        assert "check the key" in shown(app)


async def test_a_file_is_taken_in_and_taken_back(tmp_path: Path) -> None:
    file = tmp_path / "answers.csv"
    file.write_text(
        "patient,date,instrument,total\n1042,2026-11-20,phq9,12\n1042,2026-11-21,phq9,99\n", encoding="utf-8"
    )
    async with running(make_store(tmp_path / "store")) as (app, pilot):
        await unlock(pilot)
        await pilot.press("i")
        await until(pilot, lambda: isinstance(app.screen, ImportScreen))
        app.screen.query_one("#path", Input).value = str(file)
        await pilot.press("slash", "enter")
        await until(pilot, lambda: app.screen.query_one("#ready", Button).display)
        text = " ".join(shown(app).split())
        assert "added 1" in text
        assert "rejected 1" in text
        app.screen.query_one("#undo", Button).press()
        await pilot.pause()
        app.screen.query_one("#yes", Button).press()
        await until(pilot, lambda: "taken back" in shown(app))


async def test_an_ambiguous_date_is_asked_for_once(tmp_path: Path) -> None:
    file = tmp_path / "answers.csv"
    file.write_text("patient,date,instrument,total\n1042,03/04/2026,phq9,12\n", encoding="utf-8")
    async with running(make_store(tmp_path / "store")) as (app, pilot):
        await unlock(pilot)
        await pilot.press("i")
        await until(pilot, lambda: isinstance(app.screen, ImportScreen))
        app.screen.query_one("#path", Input).value = str(file)
        await pilot.press("slash", "enter")
        await until(pilot, lambda: "How are dates written" in shown(app))
        await pilot.press("enter")
        await until(pilot, lambda: "added" in shown(app))


def test_the_picker_shows_folders_and_tables_and_nothing_hidden(tmp_path: Path) -> None:
    for name in ("b.csv", "a.TSV", "note.docx", ".secret.csv"):
        (tmp_path / name).touch()
    (tmp_path / "folder").mkdir()
    assert [path.name for path in entries(tmp_path)] == ["folder", "a.TSV", "b.csv"]
    assert entries(tmp_path / "none") == []


async def test_the_first_start_leads_through_creating_the_store(tmp_path: Path) -> None:
    async with running(tmp_path / "new") as (app, pilot):
        assert "beside the record" in shown(app)
        await pilot.press("enter")
        await pilot.pause()
        assert "responsible" in shown(app)
        values = {
            0: {"responsible": "The clinic"},
            1: {"account": "Ida", "phrase": PASSPHRASE, "again": PASSPHRASE},
            2: {"code": "4711", "code-again": "4711"},
        }
        for page in values.values():
            for name, value in page.items():
                app.screen.query_one(f"#{name}", Input).value = value
            app.screen.query_one("#on", Button).press()
            await pilot.pause()
        assert "Make the store" in shown(app)
        app.screen.query_one("#on", Button).press()
        await until(pilot, lambda: isinstance(app.screen, CaseloadScreen))
    async with running(tmp_path / "new") as (app, pilot):
        await unlock(pilot)
        assert "Nobody is here yet." in shown(app)


async def test_a_short_passphrase_and_two_that_differ_are_refused(tmp_path: Path) -> None:
    async with running(tmp_path / "new", size=(80, 24)) as (app, pilot):
        app.screen.query_one("#responsible", Input).value = "The clinic"
        app.screen.query_one("#on", Button).press()
        await pilot.pause()
        app.screen.query_one("#account", Input).value = "Ida"
        for phrase, again, words in (("short", "short", "15"), (PASSPHRASE, "another", "not the same")):
            app.screen.query_one("#phrase", Input).value = phrase
            app.screen.query_one("#again", Input).value = again
            app.screen.query_one("#on", Button).press()
            await pilot.pause()
            assert words in shown(app)


@pytest.mark.parametrize("code", CODES)
def test_five_words_make_more_than_forty_bits(code: str) -> None:
    words = WORDS[code]
    assert len(set(words)) == len(words)
    assert len(words) ** 5 > 2**40
    assert all(re.fullmatch("[a-z]{3,}", word) for word in words), "any keyboard writes them"
    assert set(five_words(code).split()) <= set(words)


def every_command() -> dict[str, Command]:
    from companion.app.screens.patient import STEPS, step_class

    for code in STEPS:
        step_class(code)
    found: dict[str, Command] = {}
    kinds = [Commanded]
    while kinds:
        kind = kinds.pop()
        kinds += kind.__subclasses__()
        found |= {command.id: command for command in kind.__dict__.get("OFFERS", ())}
    return found


def test_every_command_says_what_it_does_and_stands_on_no_key_that_terminals_take() -> None:
    eaten = {*(f"ctrl+{letter}" for letter in "bhijmosw"), "f10", "f11"}
    for command in every_command().values():
        assert command.name.text, command.id
        assert command.help.text.endswith((".", "?")), command.id
        assert not eaten & set(command.keys.split(",")), command.id


def test_every_screen_and_step_has_its_page_in_the_guide() -> None:
    from companion.app.screens.help import _MORE, _PAGES, _STEPS

    named = {*_PAGES.values(), *_STEPS.values(), *_MORE.values(), "everywhere"}
    for name in named:
        assert page_text(name).startswith("# "), name
        assert simple(page_text(name))
    assert {path.stem.split(".")[0] for path in help_folder().glob("*.md")} == named


async def test_help_shows_the_page_of_the_screen_and_all_its_keys(tmp_path: Path) -> None:
    async with running(make_store(tmp_path / "store"), size=(80, 50)) as (app, pilot):
        await unlock(pilot)
        await pilot.press("question_mark")
        await pilot.pause()
        assert "The list: arrows move" in shown(app)
        assert "Caseload" in shown(app)
        assert "Before the session" in shown(app)
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.focused, LongList)


@pytest.mark.parametrize(
    ("key", "name"),
    [("f1", "F1"), ("ctrl+l", "Ctrl+L"), ("question_mark", "?"), ("n", "n"), ("shift+tab", "Shift+Tab")],
)
def test_keys_are_called_what_stands_on_them(key: str, name: str) -> None:
    assert key_name(key) == name


def test_what_does_not_fit_ends_in_an_ellipsis_also_with_wide_letters() -> None:
    assert shorten("abcdef", 4) == "abc…"
    assert shorten("明明明", 4) == "明…"
    assert shorten("abc", 3) == "abc"


async def test_dark_and_sixteen_colours_are_for_the_own_view_and_a_session_is_light(tmp_path: Path) -> None:
    from companion.app.settings import changed
    from tests.app.shell_app import into_session

    async with running(make_store(tmp_path / "store"), chosen=changed(LIGHT, colours="dark")) as (app, pilot):
        assert app.theme == "companion-dark"
        await into_session(pilot)
        assert app.theme == "companion-light"
