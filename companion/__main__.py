"""`python -m companion` and the `companion` command."""

from __future__ import annotations

import sys
from types import TracebackType

from companion.store.memory import keep_to_itself


def main() -> int:
    """Run the command line; the two plain starts spare the parser's 45 ms before the first picture."""
    sys.excepthook = _say_less
    keep_to_itself()
    if len(sys.argv) == 1 and sys.stdin.isatty() and sys.stdout.isatty():
        _hold_off()
        from companion.app.app import run

        return run()
    if sys.argv[1:] == ["demo"] and sys.stdin.isatty() and sys.stdout.isatty():
        _hold_off()
        from companion.app.opening import Opening

        opening = Opening()  # on the second core, while the screens load on this one
        from companion.app.app import run_demo

        return run_demo(opening=opening)
    from companion.cli import main as command

    return command()


def _hold_off() -> None:
    from companion.app import sweep

    sweep.hold_off()


def _say_less(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Keep out of the terminal what an unforeseen error quotes: it may be a patient's words."""
    from companion.app import crash

    crash.quiet_hooks()
    sys.excepthook(kind, error, trace)


if __name__ == "__main__":
    sys.exit(main())
