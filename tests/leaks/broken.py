"""The real program with a mistake put into it: `python -m tests.leaks.broken MODE FOLDER`."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import Any

from companion.app import app as program
from companion.app.screens.patient import PatientScreen
from companion.app.steps.look import LookStep
from companion.app.widgets.chart import Chart
from companion.workflow.looking import Looking

PLANTED = "Plantedname"


def fail(*_given: Any, **_named: Any) -> Any:
    name = f"{PLANTED} said plantedwords"
    raise ValueError(f"cannot read {name}")


async def fail_later(*given: Any, **named: Any) -> Any:
    await asyncio.sleep(0)
    fail(*given, **named)


def put_into(kind: type, name: str, what: Any) -> None:
    """Put a mistake into the program."""
    setattr(kind, name, what)


def in_mount() -> None:
    put_into(LookStep, "on_mount", fail)


def in_render() -> None:
    put_into(Chart, "render_line", fail)


def in_store() -> None:
    put_into(Looking, "review", fail)


def in_key() -> None:
    put_into(PatientScreen, "action_jot", fail)


def in_worker() -> None:
    def work(screen: PatientScreen) -> None:
        screen.run_worker(fail, thread=True, name=PLANTED)

    put_into(PatientScreen, "action_jot", work)


def in_coroutine() -> None:
    def work(screen: PatientScreen) -> None:
        screen.run_worker(fail_later, name=PLANTED)

    put_into(PatientScreen, "action_jot", work)


def in_timer() -> None:
    def wait(screen: PatientScreen) -> None:
        screen.set_timer(0.01, fail, name=PLANTED)

    put_into(PatientScreen, "action_jot", wait)


def in_callback() -> None:
    def call(screen: PatientScreen) -> None:
        screen.call_after_refresh(fail, PLANTED)

    put_into(PatientScreen, "action_jot", call)


MODES = {
    mode.__name__: mode
    for mode in (in_mount, in_render, in_store, in_key, in_worker, in_coroutine, in_timer, in_callback)
}

if __name__ == "__main__":
    MODES[sys.argv[1]]()
    sys.exit(program.run(Path(sys.argv[2])))
