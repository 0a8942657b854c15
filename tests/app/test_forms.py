"""The small forms: what they write, what they say when something is missing, what Esc keeps."""

from __future__ import annotations

import json
from datetime import date

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Static

from companion.app.days import parse_day
from companion.app.screens.form import Form
from companion.app.screens.paper_form import read_answers, read_left_out
from companion.app.steps.look import LookStep
from companion.clinical.instruments import Catalogue
from companion.clinical.model import Better, Domain, How, Respondent
from companion.language import Language
from tests.app.look_app import screen_text, stepping
from tests.app.look_room import DOOR, EVENTS, TODAY, HandMade


async def fill(pilot: Pilot[None], **values: str) -> None:
    """Type into fields, then press Enter."""
    for name, value in values.items():
        pilot.app.screen.query_one(f"#{name}", Input).value = value
    await pilot.press("enter")


def complaint(pilot: Pilot[None]) -> str:
    return str(pilot.app.screen.query_one(".missing", Static).content)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-11-03", date(2026, 11, 3)),
        ("3.11.2026", date(2026, 11, 3)),
        ("3. 11.", date(2026, 11, 3)),
        ("3 Nov", date(2026, 11, 3)),
        ("3 november 2025", date(2025, 11, 3)),
        ("24.12.", date(2025, 12, 24)),
        ("today", TODAY),
        ("yesterday", date(2026, 11, 22)),
        ("3/11/2026", None),
        ("31.2.2026", None),
        ("soon", None),
    ],
)
def test_a_day_is_read_as_people_write_it_and_never_guessed(typed: str, day: date | None) -> None:
    assert parse_day(typed, TODAY, Language()) == day


def test_a_day_ahead_is_the_next_one() -> None:
    assert parse_day("3 Jan", TODAY, Language(), future=True) == date(2027, 1, 3)


async def test_an_event_takes_its_words_and_enter() -> None:
    async with stepping(LookStep) as (pilot, frame, room):
        await pilot.press("e")
        await fill(pilot, words="new job")
        assert room.acts == [("add_event", TODAY, "new job", None)]
        assert pilot.app.focused is frame.inner


async def test_an_event_without_words_or_with_days_the_wrong_way_round_is_not_kept() -> None:
    async with stepping(LookStep) as (pilot, _, room):
        await pilot.press("e", "enter")
        assert "what happened" in complaint(pilot)
        await fill(pilot, words="ward", until="1.1.2020")
        assert "ends before it begins" in complaint(pilot)
        assert room.acts == []


async def test_an_event_is_changed_and_taken_off_in_two_presses() -> None:
    async with stepping(LookStep) as (pilot, _, room):
        await pilot.press("e")
        screen = pilot.app.screen
        screen.query_one("#earlier").focus()
        await pilot.press("enter")
        assert screen.query_one("#words", Input).value == "started at the library"
        await pilot.click("#remove")
        assert room.acts == []
        screen.query_one("#remove").remove_class("-active")
        await pilot.click("#remove")
        assert room.acts == [("remove_event", EVENTS[2].id)]


async def test_esc_keeps_what_was_typed_and_the_form_brings_it_back() -> None:
    async with stepping(LookStep) as (pilot, frame, room):
        await pilot.press("e", "m", "o")
        pilot.app.screen.query_one("#words", Input).value = "moved [/] in"
        await pilot.press("escape")
        assert pilot.app.screen is frame
        assert json.loads(room.drafts["form:event"])["words"] == "moved [/] in"
        await pilot.press("e")
        assert pilot.app.screen.query_one("#words", Input).value == "moved [/] in"
        await pilot.press("enter")
        assert room.drafts == {}
        assert room.acts == [("add_event", TODAY, "moved [/] in", None)]


async def test_a_form_nobody_touched_leaves_no_draft() -> None:
    async with stepping(LookStep) as (pilot, _, room):
        await pilot.press("e", "escape")
        assert room.drafts == {}


async def test_an_own_measure_is_in_the_patients_words() -> None:
    async with stepping(LookStep) as (pilot, _, room):
        await pilot.press("o")
        await fill(pilot, words="I sleep", low="not at all", step="1,5", enough="7")
        assert room.acts == [
            ("add_own_measure", "I sleep", Domain.COPING, Better.HIGHER, 1.5, 7.0, "not at all", ""),
        ]


async def test_enough_lies_between_the_ends() -> None:
    async with stepping(LookStep) as (pilot, _, room):
        await pilot.press("o")
        await fill(pilot, words="x", enough="11")
        assert "0 to 10" in complaint(pilot)
        assert room.acts == []


async def test_an_own_measure_can_be_changed() -> None:
    async with stepping(LookStep) as (pilot, _, room):
        await pilot.press("O")
        assert pilot.app.screen.query_one("#words", Input).value == DOOR.words
        await pilot.press("enter")
        assert room.acts[0][:2] == ("change_own_measure", DOOR.id)


@pytest.mark.parametrize(
    ("typed", "answers"),
    [
        ("102-3", [1, 0, 2, None, 3]),
        ("1 0 2 - 3", [1, 0, 2, None, 3]),
        ("1 0 2;3", [1, 0, 2, 3]),
        ("one", None),
    ],
)
def test_answers_are_read_apart_or_run_together(typed: str, answers: list[float | None] | None) -> None:
    assert read_answers(typed, Catalogue.bundled().get("phq9")) == answers


async def test_a_paper_form_takes_answers_or_a_total() -> None:
    async with stepping(LookStep) as (pilot, _, room):
        await pilot.press("p")
        screen = pilot.app.screen
        assert isinstance(screen, Form)
        forms = room.instruments()
        index = next(n for n, one in enumerate(forms) if one.id == "phq9")
        screen.query_one("#forms").at = index  # type: ignore[attr-defined]
        await pilot.press("enter")
        await fill(pilot, answers="111111110")
        name, form, day, answers, how, respondent, rater, left_out = room.acts[0]
        assert (name, form, day, how, respondent, rater, left_out) == (
            "paper_items", "phq9", TODAY, How.UNKNOWN, Respondent.SELF, "", frozenset(),
        )  # fmt: skip
        assert answers == [1, 1, 1, 1, 1, 1, 1, 1, 0]


@pytest.mark.parametrize("typed", ["n1234", "na 1 2 3 4", "N 1 2 3 4"])
def test_what_does_not_apply_is_typed_with_an_n(typed: str) -> None:
    wsas = Catalogue.bundled().get("wsas")
    assert read_answers(typed, wsas) == [None, 1, 2, 3, 4]
    assert read_left_out(typed, wsas) == {1}
    assert read_left_out("-1234", wsas) == frozenset()


async def choose(pilot: Pilot[None], room: HandMade, form_id: str) -> None:
    """Choose a form in the list."""
    await pilot.press("p")
    index = next(n for n, one in enumerate(room.instruments()) if one.id == form_id)
    pilot.app.screen.query_one("#forms").at = index  # type: ignore[attr-defined]
    await pilot.press("enter")


async def test_a_form_that_needs_permission_asks_once_and_shows_whose_it_is() -> None:
    async with stepping(LookStep) as (pilot, _, room):
        await choose(pilot, room, "isi")
        assert "permission to use ISI" in screen_text(pilot)
        await pilot.press("enter")  # the focus stands on Go back
        assert room.acts == []
        await pilot.press("enter", "tab", "enter")
        assert [act[0] for act in room.acts] == ["confirm_permission"]
        isi = Catalogue.bundled().get("isi")
        assert isi.credit[:40] in screen_text(pilot)
        await pilot.press("escape", "escape")
        await choose(pilot, room, "isi")
        assert "permission to use ISI" not in screen_text(pilot)


async def test_a_paper_form_without_anything_says_what_it_needs() -> None:
    async with stepping(LookStep) as (pilot, _, room):
        await pilot.press("p", "enter")
        pilot.app.screen.action_save()  # type: ignore[attr-defined]
        await pilot.pause()
        assert "answers, or the total" in complaint(pilot)
        assert room.acts == []


async def test_what_was_noticed_has_words_a_role_and_somebody_who_knows_it_is_read() -> None:
    async with stepping(LookStep) as (pilot, _, room):
        await pilot.press("N")
        await fill(pilot, words="laughed")
        assert "by role" in complaint(pilot)
        await fill(pilot, role="nurse")
        assert "do they know that the patient will read it" in complaint(pilot)
        await pilot.press("right", "enter")
        assert room.acts == [("knows_it", "nurse"), ("noticed", "laughed", "nurse", "", TODAY)]


async def test_every_form_fits_80_by_24_with_its_buttons() -> None:
    async with stepping(LookStep, HandMade(), size=(80, 24)) as (pilot, _, _room):
        for keys in ("e", "o", "N", "s", "plus", "enter", "p enter"):
            await pilot.press(*keys.split())
            await pilot.pause()
            dialog = pilot.app.screen.query_one(".dialog")
            assert dialog.region.bottom <= 22, keys
            for button in pilot.app.screen.query("Button"):
                assert button.region.bottom <= dialog.region.bottom, keys
            await pilot.press("escape")
