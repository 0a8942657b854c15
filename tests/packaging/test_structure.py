"""The house stays tidy: small files, small classes, one layout, nothing that was agreed against."""

from __future__ import annotations

import ast
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

TOP = Path(__file__).parents[2]
MODULES = sorted((TOP / "companion").rglob("*.py"))
AGREED = {
    "companion", "queries", "fixtures", "tests", "pyproject.toml", "README.md", "LICENSE", ".gitignore", ".ci",
    "constraints.txt",
}  # fmt: skip


def trees() -> list[tuple[str, ast.Module]]:
    return [(path.name, ast.parse(path.read_text("utf-8"))) for path in MODULES]


def test_a_file_is_one_room() -> None:
    files = [*MODULES, *sorted((TOP / "tests").rglob("*.py"))]
    lengths = {path.name: len(path.read_text("utf-8").splitlines()) for path in files}
    assert {name: lines for name, lines in lengths.items() if lines > 420} == {}


def test_a_class_can_be_seen_at_once_and_a_function_at_a_glance() -> None:
    most = {ast.ClassDef: 320, ast.FunctionDef: 70, ast.AsyncFunctionDef: 70}
    long = [
        f"{name}:{node.name}"
        for name, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno > most[type(node)]
    ]
    assert long == []


def test_no_sql_stands_outside_queries() -> None:
    statement = re.compile(r"\b(SELECT .* FROM|INSERT INTO|UPDATE \w+ SET|DELETE FROM|CREATE TABLE)\b")
    assert [path.name for path in MODULES if statement.search(path.read_text("utf-8"))] == []


def test_an_error_is_caught_by_its_name_or_goes_on() -> None:
    """A handler for everything may put things in order, as ROLLBACK does, if it raises again."""
    silent = [
        f"{name}:{node.lineno}"
        for name, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or ast.unparse(node.type) in {"Exception", "BaseException"})
        and not isinstance(node.body[-1], ast.Raise)
    ]
    assert silent == []


def test_the_top_holds_only_what_was_agreed() -> None:
    listed = subprocess.run(
        ["git", "ls-tree", "--name-only", "HEAD"], cwd=TOP, capture_output=True, text=True, check=False
    )
    if listed.returncode:
        pytest.skip("not a checkout")
    assert set(listed.stdout.split()) <= AGREED


def test_every_dependency_is_pinned_in_the_constraints_file() -> None:
    project = tomllib.loads((TOP / "pyproject.toml").read_text("utf-8"))["project"]
    pinned = {
        line.split("==")[0].lower().replace("_", "-") for line in (TOP / "constraints.txt").read_text("utf-8").split()
    }
    for wanted in [*project["dependencies"], *project["optional-dependencies"]["test"]]:
        name = re.split(r"[<>=!~;\[ ]", wanted, maxsplit=1)[0]
        assert name.lower().replace("_", "-") in pinned, name
