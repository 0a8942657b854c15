"""A mistake in the program shows no private word, and ends with a code that says so."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from pathlib import Path

import pytest
from textual.app import ComposeResult
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Static

from companion.app import crash
from companion.app.app import CompanionApp
from companion.clock import Clock
from companion.language import Language
from tests.app.shell_app import LIGHT
from tests.conftest import NOW

PLANTED = "Planted Person said something private"


class InMount(Screen[None]):
    def on_mount(self) -> None:
        name = PLANTED
        raise ValueError(f"cannot read {name}")


class InRender(Screen[None]):
    def compose(self) -> ComposeResult:
        yield Bad(PLANTED)


class Bad(Static):
    def render(self) -> str:
        raise KeyError(PLANTED)


class InWorker(Screen[None]):
    def on_mount(self) -> None:
        self.run_worker(self._work, thread=True, name=PLANTED)

    def _work(self) -> None:
        raise RuntimeError(PLANTED)


class InTimer(Screen[None]):
    def on_mount(self) -> None:
        self.set_timer(0.01, self._late)

    def _late(self) -> None:
        raise RuntimeError(PLANTED)


@pytest.mark.parametrize("screen", [InMount, InRender, InWorker, InTimer])
async def test_a_mistake_anywhere_ends_in_a_report_without_values(
    screen: type[Screen[None]], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    app = CompanionApp(tmp_path / "none", clock=Clock.fixed(NOW), chosen=LIGHT)
    kept: list[str] = []
    app.keep_typing = lambda: kept.append("kept")  # type: ignore[method-assign]

    async def then(pilot: Pilot[object]) -> None:
        await pilot.pause()
        app.push_screen(screen())
        for _ in range(100):
            if not app.crashed:
                await asyncio.sleep(0.02)

    await app.run_async(headless=True, auto_pilot=then)
    assert app.crashed
    assert app.return_code == 1
    assert kept
    assert app.crash_report is not None
    report = app.crash_report.read_text(encoding="utf-8")
    out = capfd.readouterr()
    for text in (report, out.out, out.err, crash.sentence(app.crash_report)):
        assert "Planted" not in text
    assert "test_shell_crash.py" in report
    if os.name == "posix":
        assert app.crash_report.stat().st_mode & 0o777 == 0o600


def test_a_report_names_types_and_lines_of_the_whole_chain() -> None:
    def inner() -> None:
        raise KeyError(PLANTED)

    try:
        try:
            inner()
        except KeyError as error:
            raise ValueError(PLANTED) from error
    except ValueError as error:
        text = crash.describe(error)
    assert "builtins.ValueError" in text
    assert "builtins.KeyError" in text
    assert "inner" in text
    assert "Planted" not in text


def test_only_the_newest_reports_are_kept(tmp_path: Path) -> None:
    for n in range(12):
        (tmp_path / f"crash-2026010{n % 10}-00000{n}.txt").touch()
    assert crash.write_report(ValueError(), tmp_path) is not None
    assert len(list(tmp_path.glob("crash-*.txt"))) == 10


def test_nothing_heavy_is_loaded_before_the_first_picture() -> None:
    code = (
        "import sys; from pathlib import Path; from companion.app.app import CompanionApp; "
        "app = CompanionApp(Path('none')); app.first_screen(); "
        "import companion.app.screens.unlock; "
        "heavy = ('duckdb', 'polars', 'plotext', 'cryptography', 'click', 'aiosql'); "
        "print([name for name in heavy if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "[]"


def test_the_developer_switches_of_textual_are_gone() -> None:
    """How often it may repaint is set by the program itself."""
    code = "import companion.app, os; print({k: v for k, v in os.environ.items() if k.startswith('TEXTUAL')})"
    environ = {**os.environ, "TEXTUAL": "devtools", "TEXTUAL_SCREENSHOT": "1", "TEXTUAL_LOG": "x", "TEXTUAL_FPS": "1"}
    environ.pop("TEXTUAL_SNAPSHOT_TEMPDIR", None)
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environ, timeout=60
    )
    assert done.stdout.strip() == "{'TEXTUAL_FPS': '200'}"


def test_the_last_sentence_is_in_the_language_of_the_screen(tmp_path: Path) -> None:
    said = crash.sentence(tmp_path / "crash.txt", Language("nn"))
    assert said.startswith("Companion stoppa på grunn av ein feil i programmet.")
    assert said.endswith(f"Staden står i {tmp_path / 'crash.txt'}")
