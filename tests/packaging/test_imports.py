"""Costly packages stay where they are used: each module is imported by itself and looked at."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = ("textual", "duckdb", "polars", "plotext", "cryptography", "aiosql", "babel", "typst")


def loaded_by(code: str) -> set[str]:
    """Return which of the heavy packages a piece of code loads in a fresh interpreter."""
    probe = f"import sys\n{code}\nprint(*(name for name in {HEAVY!r} if name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    return set(done.stdout.splitlines()[-1].split()) if done.stdout.strip() else set()


def test_help_answers_without_loading_anything_heavy() -> None:
    assert loaded_by("from companion.cli import main; assert main(['--help']) == 0") == set()


@pytest.mark.parametrize(
    "verb",
    [
        "import",
        "show",
        "note",
        "score",
        "change",
        "instruments",
        "doctor",
        "demo",
        "init",
        "backup",
        "restore",
        "verify",
    ],
)
def test_the_help_of_a_verb_loads_nothing_heavy(verb: str) -> None:
    assert loaded_by(f"from companion.cli import main; assert main(['{verb}', '--help']) == 0") == set()


def test_scoring_on_the_command_line_needs_neither_store_nor_screens() -> None:
    code = "from companion.cli import main; main(['score', 'gad7', '--answers', '1,1,1,1,1,1,1'])"
    assert loaded_by(code) == set()


def test_the_app_starts_without_store_frames_and_charts() -> None:
    assert loaded_by("import companion.app.app") <= {"textual"}


def test_the_store_loads_no_screens_and_no_frames() -> None:
    assert loaded_by("import companion.store.database") <= {"duckdb", "cryptography", "aiosql"}
